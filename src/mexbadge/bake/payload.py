"""What is to be baked: which keyword it goes under, and in which form an SVG holds it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mexbadge import _json, _limits, _multibase
from mexbadge.bake.types import KEYWORDS, Keyword, checked
from mexbadge.errors import BakeError, InputError
from mexbadge.models.kinds import Kind, kind_of, types_of, version_of

__all__ = ["Payload", "prepare"]

_BLANK: Final = " \t\r\n"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]+\.[A-Za-z0-9_=-]*")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Payload:
    """A credential that is ready to be baked: text without blanks around it.

    ``address`` is where an Open Badges 2.0 assertion is hosted, if it says so: an SVG carries it beside the JSON.
    """

    keyword: Keyword
    text: str = field(repr=False)
    address: str | None = None

    @property
    def is_json(self) -> bool:
        """Whether the text is a JSON object; a token or an address otherwise."""
        return self.text.startswith("{")


def prepare(credential: bytes | str, *, keyword: Keyword | None = None) -> Payload:
    """Find out what ``credential`` is and check that an image can hold it; blanks around it are dropped.

    The braces in the texts of JSON are written as escapes.

    Raises :class:`BakeError`: ``bake_keyword``, ``bake_credential_empty``, ``bake_too_large``, ``bake_not_utf8``,
    ``bake_nul``, ``bake_not_a_credential``; :class:`InputError` ``json_...`` for JSON that breaks off or lies.
    """
    if keyword is not None and keyword not in KEYWORDS:
        raise BakeError("bake_keyword", keyword=keyword)
    if len(credential) > _limits.BUNDLE_BYTES:
        raise BakeError("bake_too_large", size=len(credential), limit=_limits.BUNDLE_BYTES)
    text = _text(credential)
    if not text:
        raise BakeError("bake_credential_empty")
    document = _document(text) if keyword is None else None
    keyword = keyword or ("openbadges" if document is None else _keyword_of(document))
    checked(text.encode(), keyword)
    address = document.get("id") if document is not None and keyword == "openbadges" and text.startswith("{") else None
    hosted = isinstance(address, str) and _ADDRESS.fullmatch(address)
    if text.startswith("{"):
        text = _json.without_braces(text)
    return Payload(keyword, text, address if hosted else None)


def _text(credential: bytes | str) -> str:
    try:
        raw = credential.encode() if isinstance(credential, str) else credential
        return raw.decode("utf-8").removeprefix("\ufeff").strip(_BLANK)
    except UnicodeError:
        raise BakeError("bake_not_utf8") from None


def _document(text: str) -> Mapping[str, Any] | None:
    """Return the JSON object that is or stands in ``text``; ``None`` for the address of one."""
    if text.startswith("{"):
        return _json.loads_object(text, max_bytes=_limits.BUNDLE_BYTES)
    if _ADDRESS.fullmatch(text):
        return None
    if not _TOKEN.fullmatch(text):
        raise BakeError("bake_not_a_credential")
    try:
        part = _multibase.base64url_decode(text.split(".")[1].rstrip("="))
    except InputError:
        raise BakeError("bake_not_a_credential") from None
    if not part.lstrip().startswith(b"{"):
        raise BakeError("bake_not_a_credential")
    payload = _json.loads_object(part, max_bytes=_limits.BUNDLE_BYTES)
    inner = payload.get("vc")
    return inner if isinstance(inner, dict) and not types_of(payload) else payload


def _keyword_of(document: Mapping[str, Any]) -> Keyword:
    kind, types = kind_of(document), types_of(document)
    if kind is Kind.CLR or (kind is not Kind.ACHIEVEMENT and "ClrCredential" in types):
        return "clrcredential"
    versions = version_of(document)
    older = versions.data_model is None and versions.open_badges is not None
    return "openbadges" if older or kind is Kind.ASSERTION or "Assertion" in types else "openbadgecredential"
