"""The lines and columns of a vacancy's table, and the empty table to fill in.

What they are called stands in the catalogues: a table is read in each language that there is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from mexbadge.tabular.headings import heading_key
from mexbadge.texts import LANGUAGES, Lang, message

__all__ = ["COLUMNS", "FIELDS", "Field", "by_heading", "column_of", "field_of", "headings", "lines", "template"]

COLUMNS: Final = ("what", "value", "level", "days", "help")
"""The columns by what they hold; what stands in the last is not read."""


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of line: the member of a vacancy that it fills, how it is read, and by which other names it is known.

    ``many``: it may stand in several lines, and hold several values. ``asks``: it is a requirement, of a skill, a badge
    or experience. ``helped``: the empty table says what to write. ``lines`` are those that the empty table has.
    """

    name: str
    pointer: str
    kind: str = "text"
    other: tuple[str, ...] = ()
    many: bool = False
    asks: str | None = None
    nice: bool = False
    helped: bool = False
    lines: int = 1

    def called(self, lang: Lang = "en") -> str:
        """Return what the line is called: ``vacancy_line_NAME``."""
        return message(f"vacancy_line_{self.name}", lang)

    def help(self, lang: Lang = "en") -> str:
        """Return what helps to fill it in: ``vacancy_fill_NAME``, or nothing."""
        return message(f"vacancy_fill_{self.name}", lang) if self.helped else ""


FIELDS: Final = (
    Field("title_en", "/title/en", other=("title", "job title", "english title"), helped=True),
    Field("title_fr", "/title/fr", other=("titre", "titre du poste", "french title")),
    Field("reference", "/id", other=("id", "reference number", "numero de reference"), helped=True),
    Field("employer", "/employer"),
    Field("employees", "/employees", "count", other=("number of employees", "employes"), helped=True),
    Field("description_en", "/description/en", other=("description",)),
    Field("description_fr", "/description/fr"),
    Field("noc", "/noc", "noc", other=("noc", "cnp", "noc 2021", "cnp 2021", "code noc"), many=True, helped=True),
    Field("seats", "/seats", "count", other=("seats", "openings", "number of openings", "postes")),
    Field("hours", "/constraints/hours", "hours", other=("hours", "hours per week", "heures"), helped=True),
    Field("pay_from", "/pay/least", "amount", other=("salary from", "wage from", "pay minimum", "salaire min")),
    Field("pay_to", "/pay/most", "amount", other=("salary to", "wage to", "pay maximum", "salaire max")),
    Field("pay_per", "/pay/period", "period", other=("paid per", "salary per", "wage per"), helped=True),
    Field("currency", "/pay/currency", helped=True),
    Field(
        "region", "/constraints/regions", other=("place of work", "regions", "lieu de travail"), many=True, helped=True
    ),
    Field("remote", "/constraints/remote", "yes", helped=True),
    Field("language", "/constraints/languages", "language", other=("languages", "langues"), many=True, helped=True),
    Field("licence", "/constraints/licences", other=("license", "licences", "licenses"), many=True),
    Field("open_from", "/openFrom", "day", other=("opens", "date posted", "affiche le"), helped=True),
    Field("open_until", "/openUntil", "day", other=("closes", "closing date", "date limite")),
    Field("uses_ai", "/usesAi", "yes", other=("uses artificial intelligence", "ai", "ia"), helped=True),
    Field("existing_vacancy", "/exists", "yes", other=("vacancy exists", "poste vacant existant"), helped=True),
    Field(
        "must",
        "/requirements",
        other=("must have", "required", "exigee", "obligatoire"),
        many=True,
        asks="skill",
        helped=True,
        lines=5,
    ),
    Field(
        "nice",
        "/requirements",
        other=("nice to have", "asset", "atout", "souhaitee"),
        many=True,
        asks="skill",
        nice=True,
        helped=True,
        lines=3,
    ),
    Field("must_badge", "/requirements", other=("required badge",), many=True, asks="badge", helped=True),
    Field("nice_badge", "/requirements", many=True, asks="badge", nice=True),
    Field("must_experience", "/requirements", other=("experience",), many=True, asks="experience", helped=True),
    Field("suggestion", "/suggestion", "unread", other=("hint", "indice"), many=True),
    Field("nice_experience", "/requirements", many=True, asks="experience", nice=True),
)
"""The lines, in the order of the empty table."""


def by_heading(names: Sequence[str], stem: str) -> dict[str, str]:
    """Return which of the names a heading means, in any language: that of the sentence ``STEM_NAME``."""
    return {heading_key(message(f"{stem}_{name}", lang)): name for name in names for lang in LANGUAGES}


@cache
def _columns() -> Mapping[str, str]:
    return by_heading(COLUMNS, "vacancy_heading")


@cache
def lines() -> Mapping[str, Field]:
    """Return every line by each of its names, as :func:`.heading_key` makes them."""
    return {
        heading_key(name): one for one in FIELDS for name in (*(one.called(lang) for lang in LANGUAGES), *one.other)
    }


def column_of(heading: str) -> str | None:
    """Return what a column of the table holds, ``None`` where its heading is not known."""
    return _columns().get(heading_key(heading))


def field_of(name: str) -> Field | None:
    """Return which line a name means, ``None`` where it is not known."""
    return lines().get(heading_key(name))


def template(lang: Lang, values: Mapping[str, Sequence[Mapping[str, str]]] | None = None) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table below its headings; ``values`` are cells by :attr:`Field.name`."""
    for one in FIELDS:
        filled = list((values or {}).get(one.name, ()))
        if one.kind == "unread" and not filled:
            continue
        for number in range(max(len(filled), 1 if filled else one.lines)):
            cells = filled[number] if number < len(filled) else {}
            said = cells.get("help") or ("" if number else one.help(lang))
            yield (one.called(lang), *(cells.get(what, "") for what in ("value", "level", "days")), said)


def headings(lang: Lang) -> tuple[str, ...]:
    """Return the headings of the table."""
    return tuple(message(f"vacancy_heading_{name}", lang) for name in COLUMNS)
