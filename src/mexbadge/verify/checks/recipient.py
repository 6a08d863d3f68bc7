"""Whether the badge was issued to the person who shows it (Open Badges 3.0, "Verify the Recipient").

The person is asked about under one identity or several. A badge that names one of them, and beside it another of the
same kind that is none of theirs, says of two people that they are one: that is the issuer's word, and a warning.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from mexbadge.badge import Badge, Person
from mexbadge.models.identity import AwardedIdentity
from mexbadge.models.kinds import Kind
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Why
from mexbadge.verify.subject import Ask, OuterRecord

__all__ = ["agree", "check_recipient", "joined", "shown_identities"]


_HASH_SHOWN: Final = 15
_NOT_ASKED: Final = Finding(Check.RECIPIENT, Code.RECIPIENT_NOT_ASKED, Outcome.SKIPPED, why=Why.NOT_ASKED)


def check_recipient(badge: Badge | None, ask: Ask) -> Iterator[Finding]:
    """Compare the identities that were asked with each one that the badge names; say so when none was asked.

    An endorsement inside a record speaks of a thing, not of the holder, and is not compared.
    """
    inside = ask.record is not None and badge is not None and badge.kind is Kind.ENDORSEMENT
    if ask.recipient is None or inside:
        yield _NOT_ASKED
        return
    named = () if badge is None else badge.recipients
    if badge is None or not named:
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_NOBODY, Outcome.FAILED)
        return
    yield from _compared(badge, ask.recipient, ask.record)


def _compared(badge: Badge, person: Person, record: OuterRecord | None) -> Iterator[Finding]:
    named = badge.recipients
    found = person.matches(badge)
    if found is None and record is not None and joined(badge, person, record):
        values = {"identity": str(person), "named": shown_identities(named)}
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_JOINED, Outcome.PASSED, values)
        return
    shown = {"identity": str(found or person), "asked": ", ".join(dict.fromkeys(one.type for one in person.identities))}
    if found is None and any(one.comparable(asked) for one in named for asked in person.identities):
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_DIFFERS, Outcome.FAILED, shown)
    elif found is None and any(one.type == asked.type for one in named for asked in person.identities):
        kinds = ", ".join(sorted({one.type for one in named if any(one.type == a.type for a in person.identities)}))
        values = {**shown, "kinds": kinds, "issuer": badge.issuer_id or "-"}
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_WITHIN, Outcome.UNKNOWN, values)
    elif found is None:
        kinds = ", ".join(sorted({one.type for one in named}))
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_OTHER_KIND, Outcome.UNKNOWN, {**shown, "kinds": kinds})
    else:
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_OK, Outcome.PASSED, shown)
        others = tuple(one for one in named if _is_another(one, person))
        if others:
            values = {**shown, "others": shown_identities(others)}
            yield Finding(Check.RECIPIENT, Code.RECIPIENT_ALSO_OTHER, Outcome.WARNED, values)


def _is_another(identity: AwardedIdentity, person: Person) -> bool:
    """Return whether an identity is of a kind that was asked about, and none of those that were."""
    asked = [one for one in person.identities if identity.comparable(one)]
    return bool(asked) and not any(identity.matches(one) for one in asked)


def joined(badge: Badge, person: Person, record: OuterRecord) -> bool:
    """Return whether the issuer of the badge itself says, by its record, that the badge's holder is ``person``."""
    if not record.issued(badge.issuer_id):
        return False
    named = record.identities
    same = set(named).intersection(badge.recipients) or agree(named, badge.recipients)
    return bool(same) and any(one.matches(asked) for one in named for asked in person.identities)


def agree(ours: Iterable[AwardedIdentity], theirs: Iterable[AwardedIdentity]) -> bool:
    """Return whether an identity in clear on one side is one of those of the other side."""
    ours, theirs = tuple(ours), tuple(theirs)
    return any(one.is_of(other) or other.is_of(one) for one in ours for other in theirs)


def shown_identities(identities: Iterable[AwardedIdentity]) -> str:
    """Return identities as a finding names them: a value in clear, or the kind and the beginning of a hash."""
    named = (f"{one.type} {one.value[:_HASH_SHOWN]}…" if one.hashed else one.value for one in identities)
    return ", ".join(dict.fromkeys(named)) or "-"
