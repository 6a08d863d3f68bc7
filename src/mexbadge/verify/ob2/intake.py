"""Whether a text is a badge of the generations before 3.0: an address, a JSON object, a token, or the payload of 2.1.

Nothing is judged here: what looks like a 2.0 badge is one to be judged, with whatever is wrong with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mexbadge import _json, _limits, _multibase
from mexbadge._json import JsonObject
from mexbadge.errors import InputError
from mexbadge.models.ob2_terms import OBI
from mexbadge.models.ob2_values import is_url
from mexbadge.verify.ob2.legacy import Version, version_of
from mexbadge.verify.ob2.reading import is_badge_context
from mexbadge.verify.ob2.token import looks_like_token
from mexbadge.verify.subject import SecuredBy

__all__ = ["Recognised", "recognise"]

_LONGEST_URL: Final = 4096
_NEWER: Final = re.compile(r"https://(www\.w3\.org/(2018|ns)/credentials/|purl\.imsglobal\.org/spec/(ob/v3|clr/v2))")
_CLASSES: Final = frozenset({"Assertion", "BadgeClass", "Issuer", "IssuerOrg", "Profile", "Endorsement"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """A badge of 2.1 or before: ``raw`` is its own text, taken out of a 2.1 payload; ``both``: the payload held two."""

    raw: bytes = field(repr=False)
    form: SecuredBy
    version: Version
    document: JsonObject = field(repr=False)
    url: str | None = None
    both: bool = False


def recognise(raw: bytes) -> Recognised | None:
    """Return what ``raw`` is as a badge of Open Badges 0.5 to 2.1, or ``None`` where it is none. Never raises."""
    text = raw.strip().removeprefix(b"\xef\xbb\xbf").strip()
    if text.startswith(b"{"):
        return _of_json(text)
    if looks_like_token(text):
        payload = _payload(text)
        return None if payload is None or not _is_old(payload) else _signed(text, payload)
    if len(text) <= _LONGEST_URL and text.isascii() and is_url(text.decode("ascii")):
        url = text.decode("ascii")
        return Recognised(text, SecuredBy.HOSTED, Version.V2_0, {"id": url}, url)
    return None


def _of_json(text: bytes) -> Recognised | None:
    try:
        document = _json.loads_object(text, max_bytes=_limits.CREDENTIAL_BYTES)
    except InputError:
        return None
    signed, plain = document.get("signedAssertion"), document.get("assertion")
    if isinstance(signed, str) and "@context" not in document:
        inner = recognise(signed.encode("utf-8", "replace"))
        if inner is None or inner.form is not SecuredBy.SIGNED:
            return None
        return Recognised(inner.raw, inner.form, inner.version, inner.document, both=plain is not None)
    if isinstance(plain, dict) and _is_old(plain) and "@context" not in document:
        return Recognised(_json.dumps(plain).encode("ascii"), SecuredBy.HOSTED, version_of(plain), plain)
    return Recognised(text, SecuredBy.HOSTED, version_of(document), document) if _is_old(document) else None


def _signed(text: bytes, payload: JsonObject) -> Recognised:
    return Recognised(text, SecuredBy.SIGNED, version_of(payload), payload)


def _payload(token: bytes) -> JsonObject | None:
    part = token.split(b".")[1].rstrip(b"=").decode("ascii")
    try:
        return _json.loads_object(_multibase.base64url_decode(part), max_bytes=_limits.CREDENTIAL_BYTES)
    except InputError:
        return None


def _is_old(document: Mapping[str, Any]) -> bool:
    """Return whether a document is of a generation before 3.0, by its context, its classes or its members."""
    given = document.get("@context")
    contexts = [entry for entry in (given if isinstance(given, list) else [given]) if isinstance(entry, str)]
    if any(_NEWER.match(context) for context in contexts) or "credentialSubject" in document:
        return False
    if any(is_badge_context(context) for context in contexts):
        return True
    types = document.get("type", document.get("@type"))
    names = {name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)}
    if any(name.startswith(OBI) for name in (*names, *document)):
        return True
    if "badge" in document and not {"recipient", "verify", "verification", "uid"}.isdisjoint(document):
        return True
    return given is not None and bool(names & _CLASSES)
