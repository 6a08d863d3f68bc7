"""What a badge of Open Badges 0.5 to 2.0 says: its three documents, in the words of 2.0, in the one shape.

They are had as :mod:`mexbadge.verify.ob2` has them: what stands at an address is the document, a copy inside another
one only a hint. Where nothing can be had from the address, the copy is shown, and a note says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.badge import Badge
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch.types import ResourceKind as Document
from mexbadge.models.kinds import Kind
from mexbadge.verify.contents.lost import lost
from mexbadge.verify.contents.parts import achievement, evidence, identity, picture, profile, technical
from mexbadge.verify.contents.taking import Taker, filled
from mexbadge.verify.contents.value import Contents
from mexbadge.verify.findings import Check, Finding, Outcome
from mexbadge.verify.ob2.documents import Documents
from mexbadge.verify.ob2.hosted import hosted_assertion
from mexbadge.verify.ob2.intake import Recognised
from mexbadge.verify.ob2.notes import Notes
from mexbadge.verify.ob2.parts import Part, linked
from mexbadge.verify.ob2.reading import read
from mexbadge.verify.ob2.token import parse_token
from mexbadge.verify.subject import Ask, SecuredBy

__all__ = ["of_assertion"]

_ENDORSEMENT: Final = "Endorsement"
_BESIDE: Final = frozenset({"alignments", "@language"})
"""Members beside those of the context that have a place: the plural that a widespread system writes, the language."""
_BAD: Final = frozenset({Outcome.FAILED, Outcome.UNKNOWN})


@dataclass(frozen=True, slots=True)
class _Had:
    """One of the documents: what it says in the words of 2.0, how it was written, and what no word of 2.0 carries."""

    part: Part
    said: JsonObject
    written: JsonObject
    lost: JsonObject

    @classmethod
    def of(cls, part: Part, written: object) -> "_Had":
        said, found = part.node.compact(), written if isinstance(written, dict) else {}
        return cls(part, said, found, lost(found, said))

    def taker(self) -> Taker:
        """Return a reader of what counts, and of what stands beside it in its usual place.

        A name that the contexts of the document take away counts for nothing: it is shown under its own name.
        """
        beside = {name: value for name, value in self.lost.items() if _is_beside(name)}
        return Taker({**beside, **self.said})

    def whole(self, said: JsonObject, apart: str = "", inner: "_Had | None" = None) -> JsonObject:
        """Add to what was read what no word of 2.0 carries, under its own name.

        What stands under ``apart`` is left to ``inner``, where there is one, unless it is more than one document.
        """
        left = {name: value for name, value in self.lost.items() if not _is_beside(name) or name in self.said}
        if inner is not None and isinstance(left.get(apart), str | dict):
            del left[apart]
        return said if not left else {**said, "other": {**said.get("other", {}), **left}}


def _is_beside(name: str) -> bool:
    return name in _BESIDE or name.startswith("extensions:")


def of_assertion(found: Recognised, ask: Ask) -> Contents:
    """Read an assertion, its badge class and its issuer, as far as they can be had. Never raises."""
    documents, notes = Documents(ask), list[Finding]()
    assertion = _assertion(found, documents, notes)
    base = Contents(kind="badge", version=found.version.value, format=found.form.value, document=found.document)
    if assertion is None:
        return replace(base, said=_as_written(found), notes=tuple(notes))
    base = replace(base, version=assertion.part.version.value, document=assertion.written)
    if assertion.part.node.is_a(_ENDORSEMENT):
        issuer = _linked(assertion, "issuer", documents, notes)
        made = replace(_endorsement(assertion, issuer), document=assertion.written, format=found.form.value)
        return replace(made, version=base.version, notes=tuple(notes))
    badge = _linked(assertion, "badge", documents, notes)
    issuer = None if badge is None else _linked(badge, "issuer", documents, notes)
    said, endorsements = _said(assertion, badge, issuer)
    said["technical"] = {**said.get("technical", {}), **_header(found)}
    parts = [assertion.said, *({} if one is None else one.said for one in (badge, issuer))]
    view = Badge.of_ob2(*parts, format=found.form.value, version=str(base.version))
    return replace(base, badge=view, said=filled(**said), endorsements=endorsements, notes=tuple(notes))


def _said(assertion: _Had, badge: _Had | None, issuer: _Had | None) -> tuple[JsonObject, tuple[Contents, ...]]:
    top, held, who = (Taker({}) if one is None else one.taker() for one in (assertion, badge, issuer))
    endorsements = [found for holder in (top, held, who) for found in _endorsements(holder)]
    if badge is not None:
        top.value("badge")
    if issuer is not None:
        held.value("issuer")
    recipient = filled(identities=[identity(one) for one in top.objects("recipient")], narrative=top.words("narrative"))
    said = filled(
        achievements=[] if badge is None else [badge.whole(achievement(held), "issuer", issuer)],
        evidence=[evidence(one) for one in top.objects("evidence", bare="id")],
        recipient=recipient,
        issuer=None if issuer is None else issuer.whole(profile(who)),
        validFrom=_date(top, "issuedOn"),
        validUntil=_date(top, "expires"),
        image=picture(top),
        id=top.text("id"),
        types=top.classes("Assertion"),
        contexts=Taker(assertion.written).values("@context"),
        technical=technical(top),
        **top.rest(),
    )
    return assertion.whole(said, "badge", badge), tuple(endorsements)


def _assertion(found: Recognised, documents: Documents, notes: list[Finding]) -> _Had | None:
    """Return the assertion that counts: the hosted one, the signed one, or else the copy in hand."""
    local, reason = _local(found, documents)
    if found.form is SecuredBy.SIGNED and local is not None:
        verification = local.part.node.node("verification")
        if verification is None or not verification.is_a("HostedBadge"):
            return local
    told = Notes()
    part = hosted_assertion(found, documents, told)
    if part is not None:
        notes += (note for note in told.findings if note.outcome is Outcome.WARNED)
        return _Had.of(part, _written(part, documents))
    why = reason if local is None and found.url is None else _why(told)
    url = found.url or (None if local is None else local.part.node.id) or "-"
    code = "contents_absent_assertion" if local is None else "contents_copy_assertion"
    notes.append(_note(code, url, why))
    return local


def _local(found: Recognised, documents: Documents) -> tuple[_Had | None, object]:
    """Read the document in hand, or say why it cannot be read."""
    if found.url is not None:
        return None, None
    try:
        reading = read(found.document, role="assertion", contexts=documents.ask.policy.contexts)
    except InputError as error:
        return None, error
    part = Part(reading.node, reading.version, changes=reading.changes, document=reading.document)
    return _Had.of(part, found.document), None


def _linked(holder: _Had, term: str, documents: Documents, notes: list[Finding]) -> _Had | None:
    """Return the badge class or the issuer: what stands at its address, or else the copy that ``holder`` has."""
    told = Notes()
    role: Literal["badge", "issuer"] = "badge" if term == "badge" else "issuer"
    part = linked(holder.part, term, role, documents, told)
    notes += (note for note in told.findings if note.outcome is Outcome.WARNED)
    if part is not None:
        return _Had.of(part, holder.written.get(term) if part.url is None else _written(part, documents))
    node = holder.part.node.node(term)
    url = None if node is None else node.id
    if node is None or node.is_reference:
        notes.append(_note(f"contents_absent_{term}", url or "-", _why(told)))
        return None
    notes.append(_note(f"contents_copy_{term}", url or "-", _why(told)))
    return _Had.of(Part(node, holder.part.version), holder.written.get(term))


def _written(part: Part, documents: Documents) -> JsonObject:
    """Return a hosted document as its address gave it, or as it was read where it lay in a picture."""
    if part.url is not None and part.picture is None:
        for kind in (Document.CREDENTIAL, Document.PROFILE):
            try:
                return _json.loads_object(documents.get(part.url, kind).body)
            except (FetchError, InputError):
                continue
    return part.document or {}


def _why(told: Notes) -> object:
    return next((note for note in told.findings if note.outcome in _BAD), None)


def _note(code: str, url: str, reason: object) -> Finding:
    why = reason.values.get("reason", reason) if isinstance(reason, Finding) else reason
    return Finding(Check.FORMAT, code, Outcome.UNKNOWN, {"reason": why or url})


def _date(taken: Taker, name: str) -> str | None:
    """Take a date as it is written; before 2.0 it may be a number."""
    found = taken.plain(name)
    return None if found is None else str(found)


def _header(found: Recognised) -> JsonObject:
    """Return the header of a signed badge."""
    if found.form is not SecuredBy.SIGNED:
        return {}
    try:
        return {"header": dict(parse_token(found.raw).jws.header)}
    except InputError:
        return {}


def _as_written(found: Recognised) -> JsonObject:
    """Say what stands in a document that cannot be read, under its own names."""
    taken = Taker(found.document)
    return filled(id=taken.text("id", "@id"), contexts=taken.values("@context"), **taken.rest())


def _endorsements(holder: Taker) -> list[Contents]:
    """Take the endorsements that stand whole in a document; addresses of others stay where they are."""
    read, left = [], []
    for entry in holder.values("endorsement"):
        if isinstance(entry, Mapping):
            read.append(_of_endorsement(dict(entry), entry.get("issuer"), {}))
        else:
            left.append(entry)
    if left:
        holder.give_back("endorsement", left)
    return read


def _endorsement(had: _Had, issuer: _Had | None) -> Contents:
    who = None if issuer is None else issuer.said
    made = _of_endorsement(dict(had.said), who, had.written)
    made = replace(made, said=had.whole(dict(made.said), "issuer", issuer))
    if issuer is not None:
        made = replace(made, said={**made.said, "issuer": issuer.whole(profile(issuer.taker()))})
    view = Badge.of_ob2(had.said, {}, who, format=SecuredBy.HOSTED.value, version=had.part.version.value)
    return replace(made, badge=replace(view, kind=Kind.ENDORSEMENT))


def _of_endorsement(said: JsonObject, issuer: object, written: JsonObject) -> Contents:
    """Read an Endorsement of 2.0: who says what of whom."""
    if isinstance(issuer, Mapping):
        said = {**said, "issuer": dict(issuer)}
    top = Taker(said)
    claim, who = top.only("claim"), top.only("issuer", bare="id")
    return Contents(
        kind="endorsement",
        version="2.0",
        format=SecuredBy.HOSTED.value,
        said=filled(
            endorsed=None if claim is None else _claimed(claim),
            issuer=None if who is None else profile(who),
            validFrom=_date(top, "issuedOn"),
            id=top.text("id"),
            types=top.classes(_ENDORSEMENT),
            contexts=Taker(written).values("@context"),
            technical=technical(top),
            **top.rest(),
        ),
    )


def _claimed(claim: Taker) -> JsonObject:
    return filled(id=claim.text("id"), types=claim.classes(), comment=claim.words("endorsementComment"), **claim.rest())
