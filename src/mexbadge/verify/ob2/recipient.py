"""Whether a 2.0 badge was awarded to the person who was asked about ("Recipient verification")."""

import hashlib
import hmac
from collections.abc import Iterator

from mexbadge.badge import Person
from mexbadge.models.identity import AwardedIdentity, How, Identity
from mexbadge.models.ob2_nodes import Node
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Why
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.subject import Ask

__all__ = ["check_recipient"]


def check_recipient(assertion: Node | None, ask: Ask, *, proof: str = Check.PROOF.value) -> Iterator[Finding]:
    """Compare the identities that were asked with the one that the assertion holds; no question is left unanswered.

    ``proof`` is what the check is called that stopped this one.
    """
    person = ask.recipient
    if person is None:
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_NOT_ASKED, Outcome.SKIPPED, why=Why.NOT_ASKED)
        return
    if assertion is None:
        values = {"check": proof}
        yield Finding(Check.RECIPIENT, Code.BLOCKED, Outcome.SKIPPED, values, why=Why.BLOCKED)
        return
    node = assertion.node("recipient")
    compact = None if node is None else node.compact()
    awarded = AwardedIdentity.of(compact)
    if compact is None or awarded is None:
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_NOBODY, Outcome.FAILED, where="/recipient")
        return
    asked, how = _how(awarded, person)
    if asked is None:
        kinds = ", ".join(dict.fromkeys(one.type for one in person.identities))
        values = {"identity": str(person), "asked": kinds, "kinds": awarded.type}
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_OTHER_KIND, Outcome.FAILED, values, "/recipient/type")
        return
    shown = {"identity": asked.value, "asked": asked.type}
    if how is None:
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_DIFFERS, Outcome.FAILED, shown, "/recipient/identity")
    elif how is How.CASE:
        yield Finding(Check.RECIPIENT, Ob2Code.RECIPIENT_CASE, Outcome.WARNED, shown, "/recipient/identity")
    else:
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_OK, Outcome.PASSED, shown)


def _how(awarded: AwardedIdentity, person: Person) -> tuple[Identity | None, How | None]:
    """Return the identity that the assertion holds and how, else the first one that can be compared with it."""
    alike = [one for one in person.identities if _comparable(awarded, one)]
    found = [(one, how) for one in alike if (how := awarded.how_is(one) or _by_older_hash(awarded, one)) is not None]
    exact = next((pair for pair in found if pair[1] is How.EXACT), None)
    return exact or next(iter(found), (alike[0] if alike else None, None))


def _comparable(awarded: AwardedIdentity, asked: Identity) -> bool:
    return awarded.type == asked.type or (awarded.type == "id" and asked.type in {"did", "url"})


def _by_older_hash(awarded: AwardedIdentity, asked: Identity) -> How | None:
    """Compare with an identity in SHA-1 or SHA-512, as versions before 2.0 had it; the model check warns of it."""
    name, _, digits = awarded.value.partition("$")
    older = name.lower()
    if not awarded.hashed or older not in {"sha1", "sha512"}:
        return None
    for spelling in asked.spellings():
        digest = hashlib.new(older, f"{spelling}{awarded.salt}".encode("utf-8", "surrogatepass"), usedforsecurity=False)
        if hmac.compare_digest(digest.hexdigest().encode(), digits.lower().encode("utf-8", "surrogatepass")):
            return How.EXACT if spelling == asked.value else How.CASE
    return None
