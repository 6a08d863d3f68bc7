"""The lines and columns of a vacancy's table, in English and French, and the empty table to fill in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mexbadge.texts import Lang, spoken

__all__ = ["COLUMNS", "FIELDS", "Field", "headings", "template"]

COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    "what": {"en": "What", "fr": "Quoi"},
    "value": {"en": "Value", "fr": "Valeur"},
    "level": {"en": "Level", "fr": "Niveau"},
    "days": {"en": "Shown within days", "fr": "Attesté depuis au plus (jours)"},
    "help": {"en": "What to write", "fr": "Ce qu'il faut écrire"},
}
"""The columns by what they hold; what stands in the last is not read."""


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of line: its names, the member of a vacancy that it fills, how it is read, and what helps to fill it in.

    ``many``: it may stand in several lines, and hold several values. ``asks``: it is a requirement, of a skill, a badge
    or experience.
    """

    en: str
    fr: str
    pointer: str
    kind: str = "text"
    other: tuple[str, ...] = ()
    many: bool = False
    asks: str | None = None
    nice: bool = False
    help_en: str = ""
    help_fr: str = ""
    lines: int = 1


FIELDS: Final = (
    Field(
        *("Title in English", "Titre en anglais", "/title/en", "text", ("title", "job title", "english title")),
        help_en="one of the two titles is needed",
        help_fr="il faut au moins l'un des deux titres",
    ),
    Field("Title in French", "Titre en français", "/title/fr", other=("titre", "titre du poste", "french title")),
    Field(
        *("Reference", "Référence", "/id", "text", ("id", "reference number", "numero de reference")),
        help_en="a short name of your own; without one it is made of the title",
        help_fr="un nom court à vous ; sans lui, il vient du titre",
    ),
    Field("Employer", "Employeur", "/employer"),
    Field(
        *("Employees", "Nombre d'employés", "/employees", "count", ("number of employees", "employes")),
        help_en="how many the employer has: Ontario's rules on postings are for 25 and more",
        help_fr="combien l'employeur en a : les règles ontariennes sur les offres visent 25 et plus",
    ),
    Field("Description in English", "Description en anglais", "/description/en", other=("description",)),
    Field("Description in French", "Description en français", "/description/fr"),
    Field(
        *("NOC code", "Code CNP", "/noc", "noc", ("noc", "cnp", "noc 2021", "cnp 2021", "code noc"), True),
        help_en="five digits, zeros included; several, where the job is of each: 33102 | 44101",
        help_fr="cinq chiffres, zéros compris ; plusieurs si l'emploi relève de chacun : 33102 | 44101",
    ),
    Field("Places", "Postes à pourvoir", "/seats", "count", ("seats", "openings", "number of openings", "postes")),
    Field(
        *("Hours a week", "Heures par semaine", "/constraints/hours", "hours", ("hours", "hours per week", "heures")),
        help_en="37.5 as well",
        help_fr="37,5 aussi",
    ),
    Field("Pay from", "Salaire de", "/pay/least", "amount", ("salary from", "wage from", "pay minimum", "salaire min")),
    Field("Pay to", "Salaire à", "/pay/most", "amount", ("salary to", "wage to", "pay maximum", "salaire max")),
    Field(
        *("Pay per", "Salaire par", "/pay/period", "period", ("paid per", "salary per", "wage per")),
        help_en="hour or year",
        help_fr="heure ou an",
    ),
    Field("Currency", "Devise", "/pay/currency", help_en="CAD, unless you write another", help_fr="CAD, sauf autre"),
    Field(
        *("Region", "Région", "/constraints/regions", "text", ("place of work", "regions", "lieu de travail"), True),
        help_en="a province or an economic region: CA-ON | er 3550",
        help_fr="une province ou une région économique : CA-ON | er 3550",
    ),
    Field("Remote", "Télétravail", "/constraints/remote", "yes", help_en="yes or no", help_fr="oui ou non"),
    Field(
        *("Language", "Langue", "/constraints/languages", "language", ("languages", "langues"), True),
        help_en="all that are needed: en | fr",
        help_fr="toutes celles qu'il faut : en | fr",
    ),
    Field("Licence", "Permis", "/constraints/licences", other=("license", "licences", "licenses"), many=True),
    Field(
        *("Open from", "Ouvert dès le", "/openFrom", "day", ("opens", "date posted", "affiche le")),
        help_en="year-month-day: 2026-11-01",
        help_fr="année-mois-jour : 2026-11-01",
    ),
    Field("Open until", "Ouvert jusqu'au", "/openUntil", "day", ("closes", "closing date", "date limite")),
    Field(
        *("Uses AI", "Recours à l'IA", "/usesAi", "yes", ("uses artificial intelligence", "ai", "ia")),
        help_en="yes or no: does artificial intelligence screen, assess or select applicants? A ranking counts.",
        help_fr="oui ou non : l'intelligence artificielle trie-t-elle les candidats ? Un classement compte.",
    ),
    Field(
        *("Existing vacancy", "Poste existant", "/exists", "yes", ("vacancy exists", "poste vacant existant")),
        help_en="yes or no: is there a vacancy now?",
        help_fr="oui ou non : y a-t-il un poste vacant maintenant ?",
    ),
    Field(
        *("Must", "Exigé", "/requirements", "text", ("must have", "required", "exigee", "obligatoire"), True, "skill"),
        help_en="a skill in your words, one a line; several in one cell, any of which will do: first aid | CPR",
        help_fr="une compétence en vos mots, une par ligne ; l'une de plusieurs : secourisme | RCR",
        lines=5,
    ),
    Field(
        *("Nice", "Souhaité", "/requirements", "text", ("nice to have", "asset", "atout", "souhaitee"), True, "skill"),
        nice=True,
        help_en="what is welcome; level: novice, advanced beginner, competent, proficient, expert, or EQF 4",
        help_fr="un atout ; niveau : novice, débutant avancé, compétent, performant, expert, ou CEC 4",
        lines=3,
    ),
    Field(
        *("Must badge", "Badge exigé", "/requirements", "text", ("required badge",), True, "badge"),
        help_en="the address of an achievement, where exactly that badge is asked for",
        help_fr="l'adresse d'une réalisation, si c'est ce badge-là qui est exigé",
    ),
    Field("Nice badge", "Badge souhaité", "/requirements", many=True, asks="badge", nice=True),
    Field(
        *("Must experience", "Expérience exigée", "/requirements", "text", ("experience",), True, "experience"),
        help_en="work and months: care at home, 12 months",
        help_fr="le travail et les mois : soins à domicile, 12 mois",
    ),
    Field("Suggestion", "Suggestion", "/suggestion", "unread", ("hint", "indice"), many=True),
    Field("Nice experience", "Expérience souhaitée", "/requirements", many=True, asks="experience", nice=True),
)
"""The lines, in the order of the empty table."""


def template(lang: Lang, values: Mapping[str, Sequence[Mapping[str, str]]] | None = None) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table below its headings; ``values`` are cells by the English name of a line."""
    for one in FIELDS:
        name, helps = (one.fr, one.help_fr) if lang == "fr" else (one.en, one.help_en)
        filled = list((values or {}).get(one.en, ()))
        if one.kind == "unread" and not filled:
            continue
        for number in range(max(len(filled), 1 if filled else one.lines)):
            cells = filled[number] if number < len(filled) else {}
            said = cells.get("help") or ("" if number else helps)
            yield (name, *(cells.get(what, "") for what in ("value", "level", "days")), said)


def headings(lang: Lang) -> tuple[str, ...]:
    """Return the headings of the table."""
    return tuple(spoken(names, lang) for names in COLUMNS.values())
