"""What there is to say of a code, for ``mexbadge explain`` and for the page of all codes."""

from typing import Final, NamedTuple

from mexbadge import texts
from mexbadge.texts import LANGUAGES, Lang
from mexbadge.verify.codes import Check
from mexbadge.verify.findings import ORIGINAL

__all__ = ["Explained", "code_of", "explained", "explanation"]

_CHECKS: Final = tuple(check.value for check in Check)


class Explained(NamedTuple):
    """What there is to say of a code: its sentence, what it means, what to do, and what its issuer does."""

    said: str
    about: str
    step: str | None
    remedy: str | None = None


def explained() -> tuple[str, ...]:
    """Return every code that has a page of its own, in order."""
    return tuple(sorted(code for code, sentence in texts.all_sentences().items() if sentence.about))


def explanation(code: str, lang: Lang) -> Explained:
    """Return what there is to say of ``code``; raise :class:`LookupError` where it is none."""
    found = texts.sentence(code, lang)
    step, mended = (None if text is None else _open(text) for text in (found.hint, found.remedy))
    return Explained(_open(found.text), found.about, step, mended)


def _open(template: str) -> str:
    """Return a sentence with a gap where a value of the badge stands."""
    return template.format_map(_Gaps())


class _Gaps(dict[str, str]):
    """A gap for every value."""

    def __missing__(self, name: str) -> str:
        return "…"


def code_of(word: str) -> str:
    """Return the code that is meant: itself, or that of a check by its name or by its word in any language."""
    if word.casefold() == ORIGINAL:
        return "check_proof"
    for check in _CHECKS:
        code = f"check_{check}"
        said = {texts.message(code, lang).casefold() for lang in LANGUAGES}
        if word.casefold() in {check, *said}:
            return code
    return word
