"""The headings of a list, in English and French, and what each column is for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mexbadge.errors import Problem
from mexbadge.tabular.headings import heading_key

__all__ = [
    "FIELDS",
    "Columns",
    "field_of",
    "known_headings",
    "looks_like_a_person",
    "read_columns",
    "says_whom",
]

_NAMES: Final[Mapping[str, str]] = {
    "email": "email, e mail, email address, e mail address, mail, student email, learner email, recipient email, "
    "college email, courriel, adresse courriel, adresse de courriel, adresse electronique, adresse mail, "
    "adresse email, adresse e mail, mel, courriel de l etudiant, courriel etudiant, courriel institutionnel",
    "did": "did, decentralized identifier, identifiant decentralise",
    "identity": "identity, identity value, identite",
    "name": "name, full name, display name, student name, student, learner name, learner, recipient name, nom complet, "
    "nom et prenom, etudiant, etudiante, "
    "nom prenom, prenom nom, prenom et nom, nom de l etudiant, nom affiche",
    "first_name": "first name, firstname, given name, given names, forename, prenom, prenoms",
    "last_name": "last name, lastname, surname, family name, nom de famille, nom usuel, patronyme",
    "ref": "ref, reference, student number, student no, student id, studentid, id number, number, matricule, "
    "numero d etudiant, numero etudiant, no d etudiant, no etudiant, n etudiant, numero de l etudiant, code permanent, "
    "numero de reference, orgdefinedid, org defined id, sis user id, sis id, numero d identification",
    "date": "date, issued, issued on, issue date, date issued, issued date, valid from, awarded, awarded on, "
    "award date, date awarded, completed, completed on, completion date, date completed, delivre le, delivree le, "
    "date de delivrance, emis le, date d emission, decerne le, obtenu le, date d obtention, date de reussite, "
    "valide des",
    "expires": "expires, expiry, expiry date, expires on, expiration, expiration date, valid until, end date, "
    "date d expiration, expire le, date de fin, echeance, date d echeance, valide jusqu au",
    "evidence": "evidence, evidence url, evidence link, proof, portfolio, preuve, preuves, url de la preuve, "
    "lien de la preuve, elements de preuve",
    "narrative": "narrative, description, comment, comments, remarks, note to learner, recit, commentaire, "
    "commentaires, remarque, remarques",
    "result": "result, results, grade, mark, score, final grade, resultat, resultats, note, note finale, cote",
    "language": "language, lang, preferred language, langue, langue preferee, langue de correspondance",
    "consent": "consent, consents, consented, consent given, consent to publish, consentement, consent, accord, "
    "consentement donne, accord de publication",
    "consent_for": "consent for, consent purpose, consented to, purpose of consent, consentement pour, "
    "objet du consentement, but du consentement",
    "consent_since": "consent since, consent date, consented on, date of consent, date du consentement, "
    "consentement depuis, consentement donne le",
    "consent_source": "consent source, source of consent, evidence of consent, consent form, source du consentement, "
    "preuve du consentement, formulaire de consentement",
}
FIELDS: Final = tuple(_NAMES)
"""What a column can be for; the right-hand sides of ``--map``."""
_TABLE: Final[Mapping[str, str]] = {name.strip(): what for what, names in _NAMES.items() for name in names.split(",")}
_SURNAME_IN_FRENCH: Final = "nom"
_MANY: Final = frozenset({"evidence"})
_WHOM: Final = ("email", "did", "identity")
_WHOM_COUNTS: Final = 100
_LOOKS_LIKE_A_PERSON: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|did:[a-z0-9]+:\S+")
_LONGEST_ADDRESS: Final = 320
"""How long an address may be; the pattern is not tried on longer cells."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is for what: ``places`` holds pairs of a field and the index of its column.

    ``headings`` are the cells of the first row; ``problems`` make the list unreadable, ``notes`` do not.
    """

    headings: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    def heading(self, what: str) -> str:
        """Return the heading under which ``what`` stands, or its own name."""
        return next((self.headings[at] for name, at in self.places if name == what), what)


def field_of(heading: str) -> str | None:
    """Return what a column under a heading is for; ``None`` where the heading is not known."""
    return _TABLE.get(heading_key(heading))


def known_headings(cells: Sequence[str], mapping: Mapping[str, str]) -> int:
    """Return how well the cells do as headings: one for each that is known, and much for the one that says to whom."""
    given = {heading_key(heading): what for heading, what in mapping.items()}
    keys = {heading_key(cell) for cell in cells}
    fields = [given.get(key) or _TABLE.get(key) or (key == _SURNAME_IN_FRENCH and key) for key in keys]
    return len([what for what in fields if what]) + _WHOM_COUNTS * any(what in _WHOM for what in fields)


def says_whom(cells: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Return whether the cells are headings one of which says to whom."""
    return known_headings(cells, mapping) >= _WHOM_COUNTS


def looks_like_a_person(cell: str) -> bool:
    """Return whether a cell holds an address or a DID."""
    return len(cell) <= _LONGEST_ADDRESS and _LOOKS_LIKE_A_PERSON.fullmatch(cell) is not None


def read_columns(line: int, cells: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Say what each heading is for; ``mapping`` (heading to field) comes before the table."""
    finder = _Finder(line, tuple(cells), {heading_key(heading): what for heading, what in mapping.items()})
    finder.check_mapping(mapping)
    finder.assign()
    return finder.columns()


@dataclass(slots=True)
class _Finder:
    line: int
    cells: tuple[str, ...]
    given: Mapping[str, str]
    places: list[tuple[str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def check_mapping(self, mapping: Mapping[str, str]) -> None:
        keys = {heading_key(cell) for cell in self.cells}
        for heading, what in mapping.items():
            if what not in FIELDS:
                self.problems.append(
                    Problem("roster_map_field", self.line, {"field": what, "known": ", ".join(FIELDS)})
                )
            if heading_key(heading) not in keys:
                values = {"heading": heading, "headings": ", ".join(filter(None, self.cells))}
                self.problems.append(Problem("roster_map_heading", self.line, values))

    def assign(self) -> None:
        """Give each column its field: first those that ``--map`` names, then those that the table knows."""
        keys = [heading_key(cell) for cell in self.cells]
        mapped = [(self.given[key], at) for at, key in enumerate(keys) if key in self.given]
        named = {what for what, _ in mapped}
        first_names = "first_name" in named or any(_TABLE.get(key) == "first_name" for key in keys)
        found: list[tuple[str, int]] = []
        for at, key in enumerate(keys):
            what = ("last_name" if first_names else "name") if key == _SURNAME_IN_FRENCH else _TABLE.get(key)
            if key in self.given:
                continue
            if what is None or (what in named and what not in _MANY):
                if key:
                    self.notes.append(Problem("roster_column_ignored", self.line, {"column": self.cells[at]}))
            else:
                found.append((what, at))
        self.places = sorted([*mapped, *found], key=lambda place: place[1])
        self._check_twice()
        self._check_whom()

    def _check_twice(self) -> None:
        seen: dict[str, int] = {}
        for what, at in self.places:
            if what in seen and what not in _MANY:
                values = {"column": self.cells[at], "other": self.cells[seen[what]], "field": what}
                self.problems.append(Problem("roster_column_twice", self.line, values))
            seen.setdefault(what, at)

    def _check_whom(self) -> None:
        if any(what in _WHOM for what, _ in self.places):
            return
        person = next(filter(looks_like_a_person, self.cells), None)
        if person is not None:
            self.problems.append(Problem("roster_no_header", self.line, {"value": person}))
        else:
            headings = ", ".join(filter(None, self.cells))
            self.problems.append(Problem("roster_no_recipients", self.line, {"headings": headings}))

    def columns(self) -> Columns:
        return Columns(self.cells, tuple(self.places), tuple(self.problems), tuple(self.notes))
