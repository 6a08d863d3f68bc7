"""Language tags, and texts that exist in several languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self, TypeVar

__all__ = ["LANGUAGE_PATTERN", "MAP_KEY_PATTERN", "Words", "base_of", "french_or", "is_language", "is_text_map", "pick"]

T = TypeVar("T", str, str | None)
_LONGEST: Final = 100
_TAG: Final = (
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?|[xX](?:-[A-Za-z0-9]{1,8})+"
)
LANGUAGE_PATTERN: Final = f"^(?:{_TAG})$"
"""A well-formed language tag (BCP 47, RFC 5646 section 2.1), the grandfathered ones apart."""
MAP_KEY_PATTERN: Final = f"^(?:{_TAG}|@none)$"
"""A name in a language map; ``@none`` stands for a text in no language (JSON-LD 1.1, section 4.6.2)."""

_LANGUAGE: Final = re.compile(_TAG)
_VALUE_OBJECT: Final = frozenset({"@value", "@language", "@direction"})
_NO_LANGUAGE: Final = "@none"


def is_language(text: str) -> bool:
    """Return whether ``text`` is a well-formed language tag."""
    return len(text) <= _LONGEST and _LANGUAGE.fullmatch(text) is not None


def is_text_map(value: Mapping[Any, object]) -> bool:
    """Return whether an object may stand in place of a text.

    Either a language map (``{"en": "...", "fr-CA": "..."}``) or one text with its language (``@value``, ``@language``;
    Verifiable Credentials Data Model 2.0, section 11.1).
    """
    if "@value" in value:
        return value.keys() <= _VALUE_OBJECT and all(isinstance(part, str) for part in value.values())
    return bool(value) and all(
        isinstance(key, str) and (key == _NO_LANGUAGE or is_language(key)) and isinstance(text, str)
        for key, text in value.items()
    )


@dataclass(frozen=True, slots=True)
class Words:
    """One text in one or several languages: ``texts`` are pairs of a language tag, or ``None``, and a text."""

    texts: tuple[tuple[str | None, str], ...] = ()

    @classmethod
    def of(cls, value: object) -> Self:
        """Read a text, a language map, a text with its language, or an array of these; the rest counts as nothing."""
        if type(value) is str:
            return cls(((None, value),))
        items = value if isinstance(value, list | tuple) else (value,)
        return cls(tuple(pair for item in items for pair in _pairs(item)))

    def __bool__(self) -> bool:
        return bool(self.texts)

    def text(self, lang: str = "en") -> str | None:
        """Return the text in ``lang``, or ``None`` where there is no text at all.

        Else the text in a wider or narrower range of it (``fr`` for ``fr-CA`` and the reverse, as RFC 4647 looks up),
        else one in no language, in English, or in the language whose tag comes first. Nothing depends on the order in
        which the texts stand, since nobody signs it: of several texts in one language all are returned.
        """
        if len(self.texts) == 1:
            return self.texts[0][1]
        known = self._known()
        tag = _nearest(known, lang)
        return None if tag is None else _several(known[tag])

    def language(self, lang: str = "en") -> str | None:
        """Return the language of what :meth:`text` returns, in small letters; ``None`` where it is in none."""
        return _nearest(self._known(), lang) or None

    def _known(self) -> dict[str, set[str]]:
        known: dict[str, set[str]] = {}
        for tag, text in self.texts:
            known.setdefault((tag or "").lower(), set()).add(text)
        return known


def _nearest(known: Mapping[str, object], lang: str) -> str | None:
    """Return the tag of the text that is nearest to a language, ``""`` for one in none; ``None`` without texts."""
    wanted = lang.lower()
    while wanted:
        if wanted in known:
            return wanted
        for tag in sorted(known):
            if tag.startswith(f"{wanted}-"):
                return tag
        wanted = wanted.rpartition("-")[0]
    return next((tag for tag in ("", "en") if tag in known), min(known, default=None))


def _several(texts: set[str]) -> str:
    return " / ".join(sorted(texts))


def base_of(tag: str | None) -> str:
    """Return the language that a tag begins with, in small letters: ``fr`` of ``fr-CA``; nothing of no tag."""
    return (tag or "").partition("-")[0].lower()


def french_or(text: T, french: T | None, language: str | None) -> T:
    """Return what stands for a language of a text and its French one (``name`` and ``name_fr``), if there is one."""
    return french if french and base_of(language) == "fr" else text


def pick(value: object, lang: str = "en") -> str | None:
    """Return the text of ``value`` in ``lang``, as :meth:`Words.text` chooses it."""
    return Words.of(value).text(lang)


def _pairs(value: object) -> Iterator[tuple[str | None, str]]:
    if isinstance(value, str):
        yield None, value
    elif isinstance(value, Mapping) and "@value" in value:
        text, tag = value["@value"], value.get("@language")
        if isinstance(text, str):
            yield tag if isinstance(tag, str) else None, text
    elif isinstance(value, Mapping):
        for key, text in value.items():
            if isinstance(key, str) and isinstance(text, str):
                yield None if key == _NO_LANGUAGE else key, text
