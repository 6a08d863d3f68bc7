"""Reports made: what was gathered, put into rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mexbadge.errors import InputError
from mexbadge.match.exchange.reports import courses, demands, filling, impact, placed, teams
from mexbadge.match.exchange.reports.gathering import Gathering
from mexbadge.match.exchange.reports.quarters import whole_quarters
from mexbadge.match.exchange.reports.table import Column, ExchangeReport, ReportKind, Value
from mexbadge.match.vacancy import Applicant

__all__ = ["AskedOf", "make_report"]

Rows = Iterator[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What comes with the question: an employer and its people, or the groups of applicants; nothing of it is kept."""

    employer: str | None = None
    team: Iterable[tuple[Applicant, Sequence[str]]] = ()
    groups: Mapping[str, str] = field(default_factory=dict)


def make_report(kind: ReportKind, found: Gathering, least: int, asked: AskedOf) -> ExchangeReport:
    """Return a report of what was gathered.

    Raises :class:`InputError`: ``match_least`` for a ``least`` below 1, ``exchange_report_days`` for days in the wrong
    order, ``exchange_report_quarters`` where people are to be counted over anything but whole quarters,
    ``exchange_unknown`` for an employer or an applicant that is not in the register.
    """
    if least < 1:
        raise InputError("match_least", value=least)
    if found.since > found.until:
        raise InputError("exchange_report_days", since=found.since, until=found.until)
    make, columns, chart = _MAKES[kind]
    rows = tuple(make(found, least, asked))
    whole = ("region", "status") if kind is ReportKind.PLACED else ()
    return ExchangeReport(kind, found.config.name, found.since, found.until, least, columns, rows, chart, whole)


def _demand(found: Gathering, least: int, asked: AskedOf) -> Rows:
    del asked
    vacancies, state = found.wanted(), found.asked(least)
    supplied = {thing: state.people - lacked for thing, lacked in state.exact.items()}

    def called(names: tuple[str, ...]) -> object:
        return found.called(names, vacancies)

    return demands.demand_rows(state.rows, supplied, state.before, called, least)  # type: ignore[arg-type]


def _team(found: Gathering, least: int, asked: AskedOf) -> Rows:
    del least
    if asked.employer is None or asked.employer not in found.book.employers(found.connection, asked.employer):
        raise InputError("exchange_unknown", kind="employer", id=asked.employer or "-")
    vacancies = found.wanted(asked.employer)
    table, people = found.team(asked.employer, asked.team)
    return teams.team_rows(table, people, lambda names: found.called(names, vacancies))


def _filling(found: Gathering, least: int, asked: AskedOf) -> Rows:
    del asked
    return filling.filling_rows(found.filled(), least)


def _training(found: Gathering, least: int, asked: AskedOf) -> Rows:
    del asked
    done = found.completed(whole_quarters(found.since, found.until))
    return courses.training_rows(done, found.courses(), least)


def _outcomes(found: Gathering, least: int, asked: AskedOf) -> Rows:
    del asked
    done = found.completed(whole_quarters(found.since, found.until))
    return courses.outcome_rows(done, found.courses(), least)


def _placed(found: Gathering, least: int, asked: AskedOf) -> Rows:
    del asked
    return placed.placed_rows(found.placed(whole_quarters(found.since, found.until)), least)


def _impact(found: Gathering, least: int, asked: AskedOf) -> Rows:
    whole_quarters(found.since, found.until)
    known = found.book.applicants(found.connection)
    if unknown := sorted(set(asked.groups) - set(known)):
        raise InputError("exchange_unknown", kind="applicant", id=unknown[0])
    return impact.impact_rows(found.considered(asked.groups, placed.NOT_SAID), least)


Chart = tuple[tuple[str, ...], tuple[str, ...]]
_MAKES: Final[Mapping[ReportKind, tuple[Callable[[Gathering, int, AskedOf], Rows], tuple[Column, ...], Chart]]] = {
    ReportKind.DEMAND: (_demand, demands.COLUMNS, (("skill_name", "level"), ("lacked", "supplied"))),
    ReportKind.TEAM: (_team, teams.COLUMNS, (("skill_name", "level"), ("team_held", "team_partly"))),
    ReportKind.TIME_TO_FILL: (_filling, filling.COLUMNS, (("occupation",), ("median_to_fill",))),
    ReportKind.TRAINING: (_training, courses.TRAINING, (("quarter", "course_name"), ("median_days", "planned_days"))),
    ReportKind.OUTCOMES: (_outcomes, courses.OUTCOMES, (("quarter", "course_name"), ("completed", "badged", "hired"))),
    ReportKind.PLACED: (_placed, placed.COLUMNS, (("quarter", "occupation"), ("hires",))),
    ReportKind.IMPACT: (_impact, impact.COLUMNS, (("stage", "group"), ("rate", "impact"))),
}
"""Of each kind what makes its rows, its columns, and what a chart shows."""
