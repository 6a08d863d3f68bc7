"""Endorsements that hang on a 2.0 badge: fetched and judged like assertions; a broken one is a mere warning."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from mexbadge import _json
from mexbadge.errors import FetchError, InputError
from mexbadge.models.ob2 import problems
from mexbadge.models.ob2_nodes import Node
from mexbadge.models.ob2_values import is_url
from mexbadge.proofs.jws import CompactJws
from mexbadge.verify.findings import Check, Code, Finding, Outcome
from mexbadge.verify.ob2.addresses import same_address
from mexbadge.verify.ob2.dates import check_dates
from mexbadge.verify.ob2.documents import Documents
from mexbadge.verify.ob2.notes import Notes
from mexbadge.verify.ob2.parts import Part, Parts, linked, note_page
from mexbadge.verify.ob2.reading import read
from mexbadge.verify.ob2.scope import check_scope
from mexbadge.verify.ob2.signed import check_signature
from mexbadge.verify.ob2.status import check_hosted_status, check_list, said_revoked
from mexbadge.verify.ob2.token import looks_like_token, parse_token
from mexbadge.verify.ob2_codes import Ob2Code

__all__ = ["MOST_ENDORSEMENTS", "check_endorsements", "judge_alone"]

MOST_ENDORSEMENTS: Final = 10
"""How many endorsements of one badge are judged."""


@dataclass(frozen=True, slots=True)
class _Held:
    """An endorsement as it was found: its document, and its token where it came signed."""

    part: Part
    token: CompactJws | None = None


def check_endorsements(parts: Parts, documents: Documents) -> Iterator[Finding]:
    """Judge what others say of the assertion, the badge class and the issuer; endorsers need no place on a list."""
    policy = replace(documents.ask.policy, issuers=frozenset())
    unlisted = documents.asking(replace(documents.ask, policy=policy))
    count = 0
    for where, _, part in parts.each():
        for index, value in enumerate(part.node.nodes("endorsement")):
            place = f"{where}/endorsement/{index}"
            if count == MOST_ENDORSEMENTS:
                values = {"most": MOST_ENDORSEMENTS}
                yield Finding(Check.ENDORSEMENTS, Ob2Code.ENDORSEMENT_MANY, Outcome.WARNED, values, place)
                return
            count += 1
            yield from _judged(value, part, unlisted, place)


def _judged(value: Node, endorsed: Part, documents: Documents, where: str) -> Iterator[Finding]:
    """Judge one endorsement, and say in one finding what came of it."""
    notes = Notes(documents.ask.policy.strict)
    shown = value.id if value.id is not None and is_url(value.id) else where
    held = _held(value, documents, notes)
    if held is not None:
        _check(held, documents, notes)
    bad = next((f for o in (Outcome.FAILED, Outcome.UNKNOWN) for f in notes.findings if f.outcome is o), None)
    if bad is not None:
        code = Ob2Code.ENDORSEMENT_BAD if bad.outcome is Outcome.FAILED else Ob2Code.ENDORSEMENT_UNKNOWN
        yield Finding(Check.ENDORSEMENTS, code, Outcome.WARNED, {"url": shown, "reason": bad.message()}, where)
        return
    if held is None:
        return
    claim = held.part.node.node("claim")
    about = None if claim is None else claim.id
    own = [name for name in (endorsed.url, endorsed.node.id) if name is not None]
    if about is None or not any(same_address(about, name) for name in own):
        values = {"url": shown, "about": about or "-"}
        yield Finding(Check.ENDORSEMENTS, Ob2Code.ENDORSEMENT_OTHER, Outcome.WARNED, values, f"{where}/claim/id")
        return
    yield Finding(Check.ENDORSEMENTS, Ob2Code.ENDORSEMENT, Outcome.PASSED, {"url": shown}, where)


def _held(value: Node, documents: Documents, notes: Notes) -> _Held | None:
    """Fetch or read an endorsement; an embedded one with an address is only a hint."""
    try:
        if value.is_reference and value.id is not None and looks_like_token(value.id.encode("utf-8", "replace")):
            token = parse_token(value.id.encode("ascii", "replace")).jws
            document = _json.loads_object(token.payload)
            reading = read(document, role="endorsement", contexts=documents.ask.policy.contexts)
            return _Held(Part(reading.node, reading.version), token)
        if value.id is None or not is_url(value.id):
            notes.failed(Check.PROOF, Ob2Code.HOSTED_NO_URL)
            return None
        page = documents.page(value.id, "endorsement")
    except (FetchError, InputError) as error:
        notes.error(Check.PROOF, error)
        return None
    note_page(page, notes)
    return _Held(Part.of_page(page))


def judge_alone(part: Part, token: CompactJws | None, documents: Documents, notes: Notes) -> Parts:
    """Judge an endorsement that was given by itself: what its issuer says of a thing; it awards nothing."""
    notes.warned(Check.FORMAT, Code.FORMAT_ENDORSEMENT)
    notes.passed(Check.CONTEXT, Ob2Code.CONTEXT)
    issuer = _check(_Held(part, token), documents, notes)
    if issuer is not None and not notes.said(Check.MODEL):
        notes.passed(Check.MODEL, Code.MODEL_OK)
    if token is None and not notes.said(Check.STATUS):
        notes.findings += check_hosted_status(part)
    return Parts(part, None, issuer)


def _check(held: _Held, documents: Documents, notes: Notes) -> Part | None:
    """Judge an endorsement as an assertion is judged: model, issuer, scope or signature, dates, status.

    Returns its issuer, ``None`` where it was revoked or the issuer could not be had.
    """
    node = held.part.node
    notes.problems(Check.MODEL, problems(node, "Endorsement"))
    if (revoked := said_revoked(node)) is not None:
        notes.findings.append(revoked)
        return None
    issuer = linked(held.part, "issuer", "issuer", documents, notes)
    if issuer is None:
        return None
    notes.problems(Check.MODEL, problems(issuer.node, "Issuer", where="/issuer", legacy=issuer.version.is_legacy))
    parts = Parts(held.part, None, issuer)
    if held.token is not None:
        notes.findings += check_signature(held.token, parts, documents)
        notes.findings += check_list(parts, documents)
    else:
        notes.findings += check_scope(parts, documents.ask)
    notes.findings += check_dates(node, documents.ask)
    return issuer
