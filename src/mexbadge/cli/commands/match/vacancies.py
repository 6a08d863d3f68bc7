"""``mexbadge match vacancies``: one person's badges against all vacancies, the best first."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge.cli.badge_options import badge_options, person_of
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded
from mexbadge.cli.match_options import MatchSetup
from mexbadge.cli.parser import Parser
from mexbadge.cli.results import (
    UNREAD,
    applicant_of,
    occupation_option,
    result_options,
    say_matches,
    vacancies_in,
    write_matches,
)
from mexbadge.errors import InputError
from mexbadge.match import Applicant, plan_for

EXAMPLES: Final = (
    "mexbadge match vacancies --vacancies vacancies --badges *.png --recipient name@example.ca --taxonomy skills.csv",
    "mexbadge match vacancies --vacancies vacancies --applicant aisha.json --top 10 --html mine.html --lang fr",
)
_MOST: Final = 10_000


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--vacancies", required=True, metavar="DIR", text="people_help_vacancies")
    occupation_option(parser)
    parser.option("--applicant", metavar="FILE", text="people_help_applicant")
    badge_options(parser)
    parser.option("--top", type=int, metavar="N", text="people_help_top")
    result_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Rank; exit code 0 where the person is eligible somewhere, 1 where nowhere, 2 where a file could not be read."""
    if arguments.top is not None and not 1 <= arguments.top <= _MOST:
        raise InputError("cli_missing_argument", names=f"--top 1-{_MOST}", command="mexbadge match vacancies")
    who, badges = _person(arguments)
    setup = MatchSetup.of(arguments, console)
    vacancies, good = vacancies_in(arguments.vacancies, setup, arguments.noc)
    matches = setup.ranked(setup.profile(badges, who), vacancies, who, top=arguments.top)
    plans = {
        place: plan_for(one, setup.courses, start=setup.tomorrow)
        for place, one in enumerate(matches)
        if setup.courses and one.missing
    }
    write_matches(matches, plans, arguments, console, theirs=True)
    say_matches(matches, plans, console)
    if not good:
        return UNREAD
    return 0 if any(one.eligible for one in matches) else 1


def _person(arguments: Namespace) -> tuple[Applicant, list[str]]:
    """Return who it is, and the files of the badges: out of an applicant's file, or as they are given."""
    if arguments.applicant:
        if arguments.badges or arguments.recipient:
            raise InputError("people_applicant_or_badges")
        who = Applicant.load(arguments.applicant)
        return who, [str(Path(arguments.applicant).parent / name) for name in who.badges]
    person = person_of(arguments)
    if person is None or not arguments.badges:
        names = "--applicant | --badges, --recipient"
        raise InputError("cli_missing_argument", names=names, command="mexbadge match vacancies")
    badges = list(expanded(arguments.badges))
    return applicant_of(person, badges), badges
