"""What is said of a hire: when it began, for how many hours, as what, and whether it still holds after 90 and 180 days.

Each time something is said, a row more is written and none is changed: what was known on a day can be told ever after.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge.errors import InputError, MexBadgeError, Problem, SchemaError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.forms import AppliesAs
from mexbadge.match.exchange.matches import MatchKept
from mexbadge.match.exchange.within import Within
from mexbadge.match.places import place_of
from mexbadge.match.vacancy import HOURS
from mexbadge.models.dates import instant
from mexbadge.models.forms import Amount, Day, DocumentForm, Ident
from mexbadge.skills import noc_codes

__all__ = ["STAYED", "HireFacts", "HireKept", "add_to_hire", "begin_hire", "hires_at"]

STAYED: Final = (90, 180)
"""After how many days it is told whether somebody is still employed."""
_EARLY: Final = timedelta(days=366)
_AHEAD: Final = timedelta(days=732)


class HireFacts(DocumentForm):
    """What somebody says of a hire: the first day, hours a week, unit group of the NOC 2021, and how it went on."""

    start: Day | None = None
    hours: Amount | None = None
    noc: Ident | None = None
    employed_90: Literal["yes", "no"] | None = None
    employed_180: Literal["yes", "no"] | None = None

    def problems(self) -> list[Problem]:
        """Return what the form alone does not see."""
        found = []
        if self.hours is not None and not 0 < self.hours <= HOURS:
            found.append(Problem("vacancy_hours", "/hours", {"value": str(self.hours)}))
        if self.noc is not None:
            try:
                self.unit_group()
            except MexBadgeError as error:
                found += [Problem(one.code, "/noc", one.values) for one in error.all_problems]
        return found

    def unit_group(self) -> str | None:
        """Return the code of the occupation; raises as :func:`mexbadge.skills.noc_codes`."""
        if self.noc is None:
            return None
        codes = noc_codes(self.noc)
        if len(codes) != 1:
            raise InputError("noc_form", value=self.noc)
        return codes[0]


@dataclass(frozen=True, slots=True)
class HireKept:
    """A hire as it was known at a moment; ``at`` is when it was first written down. It names nobody."""

    match: str
    vacancy: str
    at: str
    start: date | None = None
    hours: Decimal | None = None
    noc: str | None = None
    status: str | None = None
    region: str | None = None
    employed_90: str | None = None
    employed_180: str | None = None
    said_90: str | None = None
    said_180: str | None = None


def begin_hire(one: Within, match: MatchKept, channel: str) -> None:
    """Write down that somebody was hired, as the person stood and as what the vacancy was."""
    who = one.book.applicants(one.connection, match.applicant).get(match.applicant)
    facts = {"noc": _only_noc(one.connection, match.vacancy), **_stood(who)}
    _write(one, match, channel, facts)


def add_to_hire(one: Within, match: MatchKept, facts: HireFacts, channel: str) -> None:
    """Write down more of a hire.

    Raises :class:`SchemaError` as :meth:`HireFacts.problems` says, and :class:`InputError`: ``exchange_hire_none``
    where nobody was hired, ``exchange_hire_nothing``, ``exchange_hire_start`` for a day that cannot be the first,
    ``exchange_hire_early`` where it is asked how it stood on a day that is yet to come.
    """
    if problems := facts.problems():
        raise SchemaError(problems)
    known = hires_at(one.connection, one.at).get(match.id)
    if known is None:
        raise InputError("exchange_hire_none", match=match.id)
    if not facts.to_json():
        raise InputError("exchange_hire_nothing", match=match.id)
    hired = one.config.day(instant(known.at))
    if facts.start is not None and not -_EARLY <= facts.start - hired <= _AHEAD:
        raise InputError("exchange_hire_start", start=facts.start, hired=known.at)
    start = facts.start or known.start or hired
    for days in STAYED:
        due = start + timedelta(days=days)
        if getattr(facts, f"employed_{days}") is not None and one.at.date() < due:
            raise InputError("exchange_hire_early", days=days, due=due)
    said = {
        "start": None if facts.start is None else facts.start.isoformat(),
        "hours": None if facts.hours is None else f"{facts.hours.normalize():f}",
        "noc": facts.unit_group(),
        "employed_90": facts.employed_90,
        "employed_180": facts.employed_180,
    }
    _write(one, match, channel, said)
    told = sorted(name for name, value in said.items() if value is not None)
    one.book.note(one.connection, "hire-told", match.id, {"facts": told, "channel": channel}, at=one.at)


def hires_at(connection: Connection, until: datetime) -> dict[str, HireKept]:
    """Return the hires as they were known at a moment, in the order in which they were written down."""
    table = tables.HIRES
    asked = select(table).where(table.c.at <= _moments.write(until)).order_by(table.c.number)
    found: dict[str, HireKept] = {}
    for row in connection.execute(asked):
        known = found.get(row.match) or HireKept(row.match, row.vacancy, row.at)
        said = {name: getattr(row, name) for name in _SAID if getattr(row, name) is not None}
        if "start" in said:
            said["start"] = date.fromisoformat(said["start"])
        if "hours" in said:
            said["hours"] = Decimal(said["hours"])
        said |= {f"said_{days}": row.at for days in STAYED if f"employed_{days}" in said}
        found[row.match] = replace(known, **said)
    return found


_SAID: Final = ("start", "hours", "noc", "status", "region", "employed_90", "employed_180")


def _write(one: Within, match: MatchKept, channel: str, facts: Mapping[str, str | None]) -> None:
    row = {"match": match.id, "vacancy": match.vacancy, "at": _moments.write(one.at), "channel": channel, **facts}
    one.connection.execute(insert(tables.HIRES), row)


def _only_noc(connection: Connection, vacancy: str) -> str | None:
    """Return the occupation of a vacancy; ``None`` where it names none, or several (which one is for others to say)."""
    asked = select(tables.VACANCIES.c.document).where(tables.VACANCIES.c.id == vacancy)
    noc = _json.loads_object((connection.execute(asked).scalar() or "{}").encode()).get("noc")
    if isinstance(noc, list):
        noc = noc[0] if len(noc) == 1 else None
    return noc if isinstance(noc, str) else None


def _stood(who: AppliesAs | None) -> dict[str, str | None]:
    """Return how somebody says to stand in the labour market, the region by its code."""
    place = None if who is None or who.labour_region is None else place_of(who.labour_region)
    region = None if place is None else place.code if place.scheme.startswith("ISO") else f"{place.scheme} {place.code}"
    return {"status": None if who is None else who.labour_status, "region": region}
