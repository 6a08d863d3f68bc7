"""What an exchange shows to everybody: colleges, open vacancies, courses, and demand in which no small group is seen.

Nobody who applies is in it, nor whom to reach at an employer: a vacancy names its employer and nothing else of it.
"""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge.errors import MexBadgeError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.counted import counted_once
from mexbadge.match.exchange.forms import Employer, TrainingCollege
from mexbadge.match.exchange.running import Run
from mexbadge.match.exchange.seats import open_courses
from mexbadge.match.exchange.states import VacancyState
from mexbadge.match.opening import closed
from mexbadge.match.supply import DemandTable, demand
from mexbadge.match.vacancy import Vacancy
from mexbadge.plan import Course
from mexbadge.skills import Taxonomy

__all__ = ["PublicFace", "public_face"]

_SHOWN = frozenset({VacancyState.OPEN, VacancyState.DECLINED})
_PAIRS = 2_000_000
"""How many comparisons demand is counted of at most: beyond, it takes too long for a page."""


@dataclass(frozen=True, slots=True)
class PublicFace:
    """All of it, as of a day; ``demand`` is ``None`` where it was not counted. ``taxonomy`` names what is asked.

    ``counted`` is the day on which demand was counted: once in four weeks, so that no two countings can be compared
    for the one person between them.
    """

    day: date
    colleges: tuple[TrainingCollege, ...]
    vacancies: tuple[Vacancy, ...]
    courses: tuple[Course, ...]
    demand: DemandTable | None
    taxonomy: Taxonomy
    counted: date


def public_face(run: Run) -> PublicFace:
    """Return what is shown; ``run`` is one that writes nothing. Demand is kept as :func:`counted_once` says."""
    at = run.now()
    with run.book.read() as connection:
        colleges = tuple(one for one in run.book.colleges(connection).values() if one.since is not None)
        vacancies = tuple(_vacancies(run.book, connection, run))
        courses = tuple(one for one in open_courses(run.book, connection, at) if one.college.approved)
    day = at.date()
    kept = counted_once(run.book, day, lambda: _demand(run, vacancies, courses))
    table, counted = (None, day) if kept is None else (kept.table(), kept.day)
    return PublicFace(day, colleges, vacancies, courses, table, run.settings.taxonomy, counted)


def _vacancies(book: ExchangeBook, connection: Connection, run: Run) -> list[Vacancy]:
    """Return the vacancies that are open now, each under the name of its employer."""
    employers, found = book.readable(connection, tables.EMPLOYERS, Employer), list[Vacancy]()
    for row in connection.execute(select(tables.VACANCIES).order_by(tables.VACANCIES.c.id)).all():
        employer = employers.get(row.employer)
        if VacancyState(row.state) not in _SHOWN or employer is None:
            continue
        try:
            vacancy = Vacancy.parse(_json.loads_object(row.document.encode()))
        except (MexBadgeError, ValueError):
            continue
        shown = replace(vacancy, status="open", employer=employer.name)
        if closed(shown, run.now()) is None:
            found.append(shown)
    return found


def _demand(run: Run, vacancies: tuple[Vacancy, ...], courses: tuple[Course, ...]) -> DemandTable | None:
    """Count over those who agreed to be matched; as :func:`mexbadge.match.demand`, no small group is shown."""
    at = run.now()
    people = list(run.everybody())
    if not people or len(people) * len(vacancies) > _PAIRS:
        return None
    matches = (
        run.settings.match(profile, vacancy, applicant, at=at) for applicant, profile in people for vacancy in vacancies
    )
    return demand(matches, courses, start=at.date())
