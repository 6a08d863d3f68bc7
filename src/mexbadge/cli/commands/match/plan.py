"""``mexbadge match plan``: the approved courses for exactly what a person lacks for a vacancy."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.badge_options import badge_options, person_of
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded
from mexbadge.cli.match_options import MatchSetup, vacancy_in
from mexbadge.cli.moments import day
from mexbadge.cli.parser import Parser
from mexbadge.cli.results import applicant_of
from mexbadge.errors import InputError
from mexbadge.match import plan_for
from mexbadge.match.explaining import called, why_closed
from mexbadge.plan import Aim, plan_json, plan_lines

EXAMPLES: Final = (
    "mexbadge match plan --vacancy vacancy.json --badges *.png --recipient name@example.ca --catalogue courses.toml",
    "mexbadge match plan --vacancy vacancy.json --catalogue courses.csv --aim finish --recipient name@example.ca",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--vacancy", required=True, metavar="FILE", text="people_help_vacancy")
    parser.option("--catalogue", required=True, metavar="FILE", text="people_help_catalogue")
    parser.option("--aim", choices=[aim.value for aim in Aim], default="cost", text="people_help_aim")
    parser.option("--start", metavar="DAY", text="people_help_start")
    parser.option("--by", metavar="DAY", text="people_help_by")
    badge_options(parser)
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")


def run(arguments: Namespace, console: Console) -> int:
    """Plan; exit code 1 where nobody teaches what is missing."""
    setup = MatchSetup.of(arguments, console)
    person = person_of(arguments)
    if person is None:
        raise InputError("cli_missing_argument", names="--recipient", command="mexbadge match plan")
    badges = list(expanded(arguments.badges))
    who = applicant_of(person, badges)
    vacancy = vacancy_in(arguments.vacancy, setup.taxonomy)
    result = setup.match(setup.profile(badges, who), vacancy, who)
    start, by = day(arguments.start) or setup.tomorrow, day(arguments.by)
    if result.closed is not None:
        console.note(console.text("match_says_closed", why=why_closed(result.closed, console.lang)))
    plan = plan_for(result, setup.courses, aim=Aim(arguments.aim), start=start, by=by)
    if console.json:
        console.say(dumps(plan_json(plan)))
    else:
        for line in plan_lines(plan, console.lang, label=called(result, console.lang)):
            console.say(line)
    return 0 if plan.feasible else 1
