"""From bytes to what is judged: what the file is, by its content, and the badge taken out (Open Badges 3.0, section 5).

1. An image: take the credential chunks or elements out; two that differ are refused, two versions give a warning.
2. Text: a JSON object, a compact JWS, or (Open Badges 2.0 images) an address.
3. Which generation and kind of badge the text is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.bake import Carried, extract, sniff
from mexbadge.errors import BakeError, InputError, Problem
from mexbadge.models.kinds import Kind, kind_of, types_of, version_of
from mexbadge.proofs import vc_jwt
from mexbadge.verify import ob2
from mexbadge.verify.envelopes import Enveloped, envelope_of
from mexbadge.verify.findings import Check, Code, Finding, Outcome
from mexbadge.verify.naming import named
from mexbadge.verify.subject import SecuredBy, Subject

__all__ = ["Taken", "addressed", "label", "take"]

_OLD_KEYWORD: Final = "openbadges"
_PREFERRED: Final = ("openbadgecredential", "clrcredential", "openbadges")
_TOKEN: Final = re.compile(rb"[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]*\.[A-Za-z0-9_=-]*")
_HEADER: Final = b"eyJ"
"""How a token begins whose header begins with a name in quotes, as all do that anybody makes."""
_TOKEN_BYTES: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_=.-"
_CREDENTIAL_KINDS: Final = frozenset({Kind.ACHIEVEMENT, Kind.ENDORSEMENT, Kind.CLR, Kind.STATUS_LIST})
_SELECTIVE: Final = re.compile(rb"[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]+~[A-Za-z0-9_=.~-]*")
"""A token of which parts may be left out (SD-JWT, RFC 9901): signed, and not checked here."""
_SHOWN_TYPES: Final = 5
_MOST_BYTES: Final = {Kind.CLR: _limits.BUNDLE_BYTES, Kind.STATUS_LIST: _limits.STATUS_LIST_BYTES}
_LABELS: Final = {
    Kind.ACHIEVEMENT: "Open Badges 3.0",
    Kind.ENDORSEMENT: "Open Badges 3.0 Endorsement",
    Kind.CLR: "CLR 2.0",
    Kind.STATUS_LIST: "Bitstring Status List",
}
_FORMS: Final = {SecuredBy.VC_JWT: "VC-JWT", SecuredBy.DATA_INTEGRITY: "Data Integrity"}

Generation = Literal["3.0", "2.0"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was found in a file: the subject to judge, its generation and kind, or why there is none."""

    findings: tuple[Finding, ...]
    subject: Subject | None = None
    generation: Generation = "3.0"
    kind: Kind = Kind.UNKNOWN


def take(data: bytes) -> Taken:
    """Find the badge in ``data``; never raises for what a file holds."""
    if not data.strip():
        return _refused(Code.FORMAT_EMPTY)
    try:
        if (found := sniff(data)) in {"png", "svg"}:
            return _from_image(data, str(found))
        if found is not None:
            extract(data)  # says what kind of file it is instead
        return _from_text(data)
    except InputError as error:
        return Taken((Finding.of(Check.FORMAT, error.problem, Outcome.FAILED),))


def addressed(taken: Taken, url: str) -> Taken:
    """Give a hosted badge that does not know its own address (Open Badges 0.5 and 1.0) the one where it was found."""
    subject = taken.subject
    if subject is None or subject.form is not SecuredBy.HOSTED or "id" in subject.document or "@id" in subject.document:
        return taken
    return replace(taken, subject=replace(subject, raw=url.encode("utf-8", "replace")))


def _from_image(data: bytes, image: str) -> Taken:
    extraction = extract(data)
    warnings = [Finding.of(Check.FORMAT, problem, Outcome.WARNED) for problem in extraction.problems]
    if not extraction.carried:
        raise BakeError("bake_no_badge")
    chosen = min(extraction.carried, key=lambda carried: (_PREFERRED.index(carried.keyword), carried.legacy))
    contents = {carried.content.strip() for carried in _rivals(extraction.carried, chosen)}
    if len(contents) > 1:
        return _refused(Code.FORMAT_TWO_DIFFER, warnings)
    warnings += _companions(extraction.carried, chosen)
    taken = _from_text(chosen.content.strip(), image=image)
    subject = None if taken.subject is None else replace(taken.subject, picture=data)
    return replace(taken, findings=(*warnings, *taken.findings), subject=subject)


def _rivals(carried: Iterable[Carried], chosen: Carried) -> Iterable[Carried]:
    """Yield what claims to be the same badge; beside a 2.0 badge, an address in the older kind of chunk does not."""
    for other in carried:
        old_address = other.keyword == _OLD_KEYWORD and other.legacy and not chosen.legacy
        if other.keyword == chosen.keyword and not old_address:
            yield other


def _companions(carried: Iterable[Carried], chosen: Carried) -> Iterable[Finding]:
    """Warn about what else the image carries beside the badge that is judged."""
    others = [other for other in carried if other is not chosen]
    if any(other.keyword == chosen.keyword for other in others):
        yield Finding(Check.FORMAT, Code.FORMAT_TWO_ALIKE, Outcome.WARNED)
    if any(other.keyword != chosen.keyword for other in others):
        yield Finding(Check.FORMAT, Code.FORMAT_TWO_VERSIONS, Outcome.WARNED)


def _from_text(text: bytes, *, image: str | None = None) -> Taken:
    """Tell a JSON object, a token and an address apart by how they begin."""
    text = text.removeprefix(b"\xef\xbb\xbf").strip()
    if text.startswith(b"["):
        return _from_list(_json.loads(text, max_bytes=_limits.BUNDLE_BYTES))
    if text.startswith(b"{"):
        return _from_document(text, _json.loads_object(text, max_bytes=_limits.BUNDLE_BYTES), image=image)
    if _is_token(text):
        return _from_token(text, image=image)
    if _SELECTIVE.fullmatch(text):
        return _unchecked("SD-JWT")
    if image is not None and text.startswith((b"http://", b"https://")):
        return _older(text, image=image) or _refused(Code.FORMAT_NOT_READABLE)
    return _refused(Code.FORMAT_NOT_READABLE)


def _is_token(text: bytes) -> bool:
    """Return whether a text is a token, or wants to be one."""
    if text.startswith(_HEADER):
        return not text.translate(None, _TOKEN_BYTES)
    return _TOKEN.fullmatch(text) is not None


def _from_list(items: object) -> Taken:
    """Name a list of badges for what it is: each of them is judged by itself, in a file of its own."""
    if isinstance(items, list) and items and all(isinstance(item, dict | str) for item in items):
        return _refused(Code.FORMAT_LIST, count=len(items))
    return _refused(Code.FORMAT_NOT_A_BADGE)


def _from_document(text: bytes, document: JsonObject, *, image: str | None) -> Taken:
    if (envelope := envelope_of(document)) is not None:
        return _from_envelope(envelope, image=image)
    kind = kind_of(document)
    if kind in _CREDENTIAL_KINDS:
        return _bounded(text, Subject(text, SecuredBy.DATA_INTEGRITY, document, image=image), kind)
    if kind is Kind.PRESENTATION:
        return Taken((), Subject(text, SecuredBy.DATA_INTEGRITY, document, image=image), "3.0", Kind.PRESENTATION)
    if (code := named(document)) is not None:
        return _refused(code)
    types = types_of(document)
    if "VerifiableCredential" in types:
        return _refused(Code.FORMAT_OTHER_CREDENTIAL, types=", ".join(types[:_SHOWN_TYPES]))
    return _older(text, image=image) or _refused(Code.FORMAT_NOT_A_BADGE)


def _from_envelope(envelope: Enveloped, *, image: str | None) -> Taken:
    """Return the token in an envelope, or say that what it holds is of a kind that is not checked."""
    if envelope.kind is not None:
        return _unchecked(envelope.kind)
    token = (envelope.token or b"").strip()
    if _SELECTIVE.fullmatch(token):
        return _unchecked("SD-JWT")
    if not _is_token(token):
        return _refused(Code.FORMAT_ENVELOPE)
    return _from_token(token, image=image)


def _unchecked(kind: str) -> Taken:
    """Leave open what is secured in a way that is not checked here: it may well be genuine."""
    return Taken((Finding(Check.FORMAT, Code.FORMAT_UNCHECKED, Outcome.UNKNOWN, {"kind": kind}),))


def _from_token(text: bytes, *, image: str | None) -> Taken:
    """Read a token: one that does not plainly hold a newer credential may be a 2.0 badge, whose rules are older."""
    try:
        jwt = vc_jwt.read(text, max_bytes=_limits.BUNDLE_BYTES)
    except InputError:
        if (older := _older(text, image=image)) is not None:
            return older
        raise
    if jwt.claims.keys().isdisjoint({"credentialSubject", "vc"}) and (older := _older(text, image=image)) is not None:
        return older
    shown = jwt.claims.get("vp", jwt.claims)
    if isinstance(shown, dict) and kind_of(shown) is Kind.PRESENTATION:
        return Taken((), Subject(text, SecuredBy.VC_JWT, shown, jwt=jwt, image=image), "3.0", Kind.PRESENTATION)
    kind = kind_of(jwt.document)
    if kind in _CREDENTIAL_KINDS:
        return _bounded(text, Subject(text, SecuredBy.VC_JWT, jwt.document, jwt=jwt, image=image), kind)
    return _refused(Code.FORMAT_NOT_A_BADGE)


def _older(text: bytes, *, image: str | None) -> Taken | None:
    """Return a badge of the generations before 3.0, or ``None`` where the text is none."""
    found = ob2.recognise(text)
    if found is None:
        return None
    return Taken((), Subject(found.raw, found.form, found.document, image=image), "2.0", Kind.ASSERTION)


def _bounded(text: bytes, subject: Subject, kind: Kind) -> Taken:
    """Hold a credential to the size of its kind."""
    limit = _MOST_BYTES.get(kind, _limits.CREDENTIAL_BYTES)
    if len(text) > limit:
        problem = Problem("json_too_large", None, {"size": len(text), "limit": limit})
        return Taken((Finding.of(Check.FORMAT, problem, Outcome.FAILED),))
    values = {"kind": label(kind, subject)}
    return Taken((Finding(Check.FORMAT, Code.FORMAT_OK, Outcome.PASSED, values),), subject, "3.0", kind)


def label(kind: Kind, subject: Subject) -> str:
    """Return what a credential is, in the words of its standard: ``Open Badges 3.0 (VC-JWT)``."""
    older = version_of(subject.document).data_model == "1.1"
    return f"{_LABELS[kind]} ({_FORMS[subject.form]}{', VC 1.1' if older else ''})"


def _refused(code: Code, before: Iterable[Finding] = (), **values: object) -> Taken:
    return Taken((*before, Finding(Check.FORMAT, code, Outcome.FAILED, values)))
