"""A list of what people decided, row by row: agreed to be named, or withdrew it; what for, since when, where written.

Reading is pure, and finds all problems at once, each with its line.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from mexbadge.errors import InputError, Problem
from mexbadge.issuer.roster import cells
from mexbadge.issuer.roster.columns import field_of
from mexbadge.issuer.roster.dates import DateOrder, proven_order, read_date
from mexbadge.issuer.roster.rows import Consent
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.sheet import read_sheet

__all__ = ["ConsentRow", "ConsentRows", "read_decisions"]

_WHO: Final = ("id", "email", "did", "ref")
_OWN: Final[Mapping[str, str]] = {
    "id": "id",
    "badge id": "id",
    "credential id": "id",
    "identifiant": "id",
    "decision": "consent",
    "for": "consent_for",
    "what for": "consent_for",
    "purpose": "consent_for",
    "pour": "consent_for",
    "objet": "consent_for",
    "since": "since",
    "depuis": "since",
    "source": "consent_source",
    "consent withdrawn": "consent_withdrawn",
    "withdrawn": "consent_withdrawn",
    "consentement retire": "consent_withdrawn",
}
"""Headings that mean something in such a list, and something else or nothing in a list of recipients."""
_DATES: Final = ("since", "consent_since", "consent_withdrawn")
"""When a row's decision was made, whichever it is; since when somebody agrees; when they withdrew it."""
_WANTED: Final = frozenset({*_WHO, *_DATES, "consent", "consent_for", "consent_source"})


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What one row says of whom: ``what`` is ``id``, ``to`` (an address or a DID) or ``ref``, ``value`` which."""

    line: int
    what: str
    value: str = field(repr=False)
    consent: Consent


@dataclass(frozen=True, slots=True)
class ConsentRows:
    """The decisions of a list; nothing may be noted while there are ``problems``. ``silent`` rows decide nothing.

    ``decides`` is whether the list has a column of decisions at all.
    """

    rows: tuple[ConsentRow, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    silent: int = 0
    decides: bool = False


def read_decisions(data: bytes, usual: Consent) -> ConsentRows:
    """Read a list; what a row does not say of what for, since when and where written is as in ``usual``.

    Never raises. Among the problems are those of :func:`mexbadge.tabular.sheet.read_sheet`, ``consent_columns``,
    ``consent_whom``, ``roster_consent``, and those of the cells of a list of recipients.
    """
    sheet = read_sheet(data, _known)
    if sheet.problems:
        return ConsentRows(problems=sheet.problems)
    (_, headings), *below = sheet.rows
    places = _places(headings)
    if "consent" not in places:
        return ConsentRows()
    if not places.keys() & set(_WHO):
        return ConsentRows(problems=(Problem("consent_columns"),), decides=True)
    found = _Reader(places, _order(places, below), usual)
    rows = [one for line, row in below if (one := found.row(line, row)) is not None]
    return ConsentRows(tuple(rows), tuple(found.problems), found.silent, decides=True)


def _places(headings: Sequence[str]) -> dict[str, int]:
    """Return where each column stands that is known; the first of two of one name counts."""
    places: dict[str, int] = {}
    for at, heading in enumerate(headings):
        what = _OWN.get(heading_key(heading)) or field_of(heading)
        if what in _WANTED:
            places.setdefault(str(what), at)
    return places


def _known(row: Sequence[str]) -> int:
    return len(_places(row))


def _order(places: Mapping[str, int], below: Sequence[tuple[int, Sequence[str]]]) -> DateOrder | None:
    chosen = [places[name] for name in _DATES if name in places]
    proof = proven_order(row[at] for _, row in below for at in chosen if at < len(row))
    return None if proof is None else proof[0]


@dataclass(slots=True)
class _Reader:
    places: Mapping[str, int]
    order: DateOrder | None
    usual: Consent
    problems: list[Problem] = field(default_factory=list)
    silent: int = 0

    def row(self, line: int, row: Sequence[str]) -> ConsentRow | None:
        """Return what a row decides; ``None`` where it decides nothing, or where something of it is wrong."""
        given = {name: row[at].strip() for name, at in self.places.items() if at < len(row) and row[at].strip()}
        if "consent" not in given:
            self.silent += 1
            return None
        before = len(self.problems)
        agreed = self._tried(line, "consent", cells.read_yes, given["consent"])
        names = ("consent_since" if agreed else "consent_withdrawn", "since")
        since = self._first(line, given, names)
        texts = {
            name: self._tried(line, name, cells.read_text, given[name].removeprefix("'"))
            for name in ("consent_for", "consent_source")
            if name in given
        }
        whom = next(self._whom(line, given), None)
        if len(self.problems) > before or whom is None or agreed is None:
            return None
        consent = Consent(
            given=agreed,
            purpose=(texts.get("consent_for") or self.usual.purpose) if agreed else None,
            since=since or self.usual.since,
            source=texts.get("consent_source") or self.usual.source,
        )
        return ConsentRow(line, *whom, consent)

    def _whom(self, line: int, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield whom a row means, by what names one badge first; a row that means nobody is a problem."""
        for name in _WHO:
            if name in given:
                value = given[name].removeprefix("'")
                yield ("to" if name in {"email", "did"} else name), value
                return
        self.problems.append(Problem("consent_whom", line))

    def _first(self, line: int, given: Mapping[str, str], names: Sequence[str]) -> datetime | None:
        """Return the first of some dates that is given."""
        name = next((name for name in names if name in given), None)
        if name is None:
            return None
        found: datetime | None = self._tried(line, name, lambda text: read_date(text, order=self.order), given[name])
        return found

    def _tried(self, line: int, name: str, read: Callable[[str], Any], text: str) -> Any:  # noqa: ANN401 - any cell
        try:
            return read(text)
        except InputError as error:
            self.problems.append(Problem(error.code, line, {**error.problem.values, "column": name}))
            return None
