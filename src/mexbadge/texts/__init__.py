"""Every sentence that a person reads, in English and French, by its code.

A code is stable and never translated. Each module of this package holds the sentences of one room; :func:`sentence`
finds one by its code. Values are put into a sentence only after :func:`shown` made them harmless.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final, Literal, Protocol, runtime_checkable

from mexbadge.texts._remedies import REMEDIES
from mexbadge.texts._safe import shown

__all__ = [
    "LANGUAGES",
    "ROOMS",
    "Lang",
    "Sentence",
    "about",
    "all_sentences",
    "hint",
    "message",
    "remedy",
    "sentence",
    "shown",
]

Lang = Literal["en", "fr"]
LANGUAGES: Final[tuple[Lang, ...]] = ("en", "fr")
ROOMS: Final = (
    "achieving",
    "badge",
    "bake",
    "checks",
    "cli",
    "college",
    "contents",
    "dids",
    "fetch",
    "form",
    "forms",
    "issuer",
    "json",
    "keys",
    "ld",
    "ledger",
    "match",
    "models",
    "moments",
    "ob2",
    "pages",
    "pathways",
    "people",
    "plan",
    "proofs",
    "register",
    "roster",
    "skills",
    "status",
    "testing",
    "trust",
    "vacancies",
    "verify",
    "workflows",
)
"""The modules of this package that hold a table ``SENTENCES``; one for each room that speaks."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one code says: the sentence, the next step, and the paragraph that ``mexbadge explain`` prints.

    ``en`` and ``fr`` may hold named fields (``{url}``). A hint begins with a verb, and is for whoever holds the file;
    what the issuer does instead, :func:`remedy` says. ``about`` says what the code means, to somebody who is no
    specialist.
    """

    en: str
    fr: str
    hint_en: str | None = None
    hint_fr: str | None = None
    about_en: str = ""
    about_fr: str = ""


@cache
def all_sentences() -> Mapping[str, Sentence]:
    """Return every sentence by its code; a code that stands in two rooms is a defect, and says so."""
    table: dict[str, Sentence] = {}
    for room in ROOMS:
        for code, text in import_module(f"mexbadge.texts.{room}").SENTENCES.items():
            if code in table:
                raise LookupError(code)
            table[code] = text
    return table


def sentence(code: str) -> Sentence:
    """Return what stands under ``code``; raise :class:`LookupError` where nothing does."""
    return all_sentences()[code]


def message(code: str, lang: Lang = "en", /, **values: object) -> str:
    """Say the sentence of ``code`` in ``lang``, with the named ``values`` made harmless and put in."""
    found = sentence(code)
    return _filled(found.fr if lang == "fr" else found.en, values, lang)


def hint(code: str, lang: Lang = "en", /, **values: object) -> str | None:
    """Say the next step of ``code`` in ``lang``, or return ``None`` where there is none."""
    found = sentence(code)
    text = found.hint_fr if lang == "fr" else found.hint_en
    return None if text is None else _filled(text, values, lang)


def remedy(code: str, lang: Lang = "en", /, **values: object) -> str | None:
    """Say what the issuer does about it in ``lang``: its own remedy where there is one, else the next step."""
    found = REMEDIES.get(code)
    return hint(code, lang, **values) if found is None else _filled(found[lang == "fr"], values, lang)


def about(code: str, lang: Lang = "en", /) -> str:
    """Return the paragraph that explains ``code``."""
    found = sentence(code)
    return found.about_fr if lang == "fr" else found.about_en


def _filled(template: str, values: Mapping[str, object], lang: Lang) -> str:
    return template.format_map({name: shown(_said(value, lang)) for name, value in values.items()})


def _said(value: object, lang: Lang) -> object:
    """Return a value as it is said: an error or a problem as its own sentence in the reader's language."""
    return value.message(lang) if isinstance(value, _Speaks) else value


@runtime_checkable
class _Speaks(Protocol):
    """What has a sentence of its own."""

    def message(self, lang: Lang = "en", /) -> str:
        """Say it."""
