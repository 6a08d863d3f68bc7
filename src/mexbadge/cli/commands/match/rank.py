"""``mexbadge match rank``: badges and a vacancy, a person and many vacancies, or many applicants and a vacancy."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Final

from mexbadge.cli.badge_options import badge_options, person_of
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded
from mexbadge.cli.match_options import MatchSetup, each, vacancy_in
from mexbadge.cli.parser import Parser
from mexbadge.cli.results import (
    UNREAD,
    applicant_of,
    occupation_option,
    people_in,
    result_options,
    say_matches,
    vacancies_in,
    write_matches,
)
from mexbadge.errors import InputError
from mexbadge.match import Applicant, Match, Vacancy, Weights, open_at, plan_for, rank_by_vacancy

EXAMPLES: Final = (
    "mexbadge match rank --vacancy vacancy.json --badges *.png --recipient name@example.ca",
    "mexbadge match rank --vacancies vacancies --badges *.png --recipient name@example.ca --taxonomy skills.csv",
    "mexbadge match rank --vacancy vacancy.json --applicants applicants --catalogue courses.toml --html ranked.html",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--vacancy", metavar="FILE", text="people_help_vacancy")
    parser.option("--vacancies", metavar="DIR", text="people_help_vacancies")
    occupation_option(parser)
    parser.option("--applicants", metavar="DIR", text="people_help_applicants")
    badge_options(parser)
    result_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Rank; exit code 0 where somebody is eligible, 1 where nobody is, 2 where a file could not be read."""
    if bool(arguments.vacancy) == bool(arguments.vacancies):
        raise InputError("cli_missing_argument", names="--vacancy | --vacancies", command="mexbadge match rank")
    if arguments.noc and not arguments.vacancies:
        raise InputError("cli_missing_argument", names="--vacancies", command="mexbadge match rank --noc")
    if bool(arguments.badges) == bool(arguments.applicants):
        raise InputError("cli_missing_argument", names="--badges | --applicants", command="mexbadge match rank")
    matches, setup, good = _matches(arguments, console)
    plans = {
        place: plan_for(one, setup.courses, start=setup.tomorrow)
        for place, one in enumerate(matches)
        if setup.courses and one.missing
    }
    write_matches(matches, plans, arguments, console, theirs=bool(arguments.badges))
    say_matches(matches, plans, console)
    if not good:
        return UNREAD
    return 0 if any(one.eligible for one in matches) else 1


def _matches(arguments: Namespace, console: Console) -> tuple[tuple[Match, ...], MatchSetup, bool]:
    """Match whoever and whatever can be read; what is wrong with the rest is told."""
    setup = MatchSetup.of(arguments, console)
    vacancies, good = _vacancies(arguments, setup)
    open_ones = open_at(vacancies, setup.at)
    setup = setup.weighing(Weights.of(open_ones, setup.taxonomy) if len(vacancies) > 1 else Weights())
    people, read = _applicants(arguments, console)
    if arguments.vacancies and len(people) == 1:
        ((who, badges),) = people
        return setup.ranked(setup.profile(badges, who), vacancies, who), setup, good and read
    if arguments.applicants:
        found, verified = each(people, lambda one: _of_person(one, vacancies, setup), console)
    else:
        found, verified = [_of_person(one, vacancies, setup) for one in people], True
    matches = [one for some in found for one in some]
    return rank_by_vacancy(matches), setup, good and read and verified


def _of_person(
    one: tuple[Applicant | None, Sequence[str]], vacancies: Sequence[Vacancy], setup: MatchSetup
) -> list[Match]:
    who, badges = one
    profile = setup.profile(badges, who)
    return [setup.match(profile, vacancy, who) for vacancy in vacancies]


def _vacancies(arguments: Namespace, setup: MatchSetup) -> tuple[list[Vacancy], bool]:
    if arguments.vacancy:
        return [vacancy_in(arguments.vacancy, setup.taxonomy)], True
    return vacancies_in(arguments.vacancies, setup, arguments.noc)


def _applicants(
    arguments: Namespace, console: Console
) -> tuple[Sequence[tuple[Applicant | None, Sequence[str]]], bool]:
    if arguments.applicants:
        return people_in(arguments.applicants, console)
    person = person_of(arguments)
    names = list(expanded(arguments.badges))
    return [(None if person is None else applicant_of(person, names), names)], True
