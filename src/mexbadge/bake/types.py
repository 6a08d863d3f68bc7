"""What an image carries, and the bounds on it."""

from dataclasses import dataclass, field
from typing import Final, Literal

from mexbadge import _limits
from mexbadge.errors import BakeError, Problem

__all__ = ["CARRIED", "KEYWORDS", "Carried", "Extraction", "ImageKind", "Keyword", "checked", "largest"]

Keyword = Literal["openbadgecredential", "clrcredential", "openbadges"]
"""What an image says that it carries: Open Badges 3.0, CLR 2.0 or Open Badges 2.0."""
ImageKind = Literal["png", "svg"]

KEYWORDS: Final[tuple[Keyword, ...]] = ("openbadgecredential", "clrcredential", "openbadges")
"""The keywords; where an image carries several, the one that stands first here is the badge that counts."""
CARRIED: Final = 8
"""How many credentials are read from one image. One is right; a few are a mistake; many are an attack."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One credential as an image carries it; nothing says yet that it is one.

    ``content`` is UTF-8 text without NUL: JSON, a compact JWS or (Open Badges 2.0) an address. ``where`` is the byte
    offset of the chunk or element. ``legacy``: it stands in a ``tEXt`` or ``zTXt`` chunk. ``compressed``: it was
    inflated.
    """

    keyword: Keyword
    content: bytes = field(repr=False)
    where: int
    legacy: bool = False
    compressed: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """All credentials of one image, in the order in which they stand, and what is odd about how they stand there.

    Codes of ``problems``, none of which makes a badge invalid: ``bake_compressed``, ``bake_legacy``,
    ``bake_content_empty``, ``bake_svg_two_contents``.
    """

    kind: ImageKind
    carried: tuple[Carried, ...]
    problems: tuple[Problem, ...] = ()


def largest(keyword: Keyword) -> int:
    """Return how many bytes a credential of this keyword may have."""
    return _limits.BUNDLE_BYTES if keyword == "clrcredential" else _limits.CREDENTIAL_BYTES


def checked(content: bytes, keyword: Keyword, *, where: int | None = None) -> bytes:
    """Return ``content`` if it is UTF-8 text without NUL and within its bound.

    Raises :class:`BakeError`: ``bake_too_large``, ``bake_not_utf8``, ``bake_nul``.
    """
    if len(content) > largest(keyword):
        raise BakeError("bake_too_large", where=where, size=len(content), limit=largest(keyword))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise BakeError("bake_not_utf8", where=where) from None
    if b"\0" in content:
        raise BakeError("bake_nul", where=where)
    return content
