"""``mexbadge vacancy export``: a vacancy as a JobPosting of schema.org, with a list of what is lost in it."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.cli.parser import Parser
from mexbadge.cli.vacancies import tell
from mexbadge.match import Vacancy
from mexbadge.match.jobposting import to_job_posting

EXAMPLES: Final = (
    "mexbadge vacancy export vacancy.json --out posting.json",
    "mexbadge vacancy export vacancy.json --posting-lang fr --out offre.json",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("vacancy", metavar="FILE", text="people_help_vacancy")
    parser.option("--out", default="posting.json", metavar="FILE", text="vacancy_help_export_out")
    parser.option("--posting-lang", choices=("en", "fr"), text="vacancy_help_posting_lang")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Write the posting, and say what it does not say."""
    lang = arguments.posting_lang or console.lang
    posting, lost = to_job_posting(Vacancy.load(arguments.vacancy), lang)
    write(arguments.out, f"{dumps(posting, indent=2)}\n".encode(), console, force=arguments.force)
    if console.json and arguments.out != "-":
        said = [{"code": one.code, "where": one.where, "message": one.message(console.lang)} for one in lost]
        console.say(dumps({"written": arguments.out, "posting": posting, "lost": said}))
        return 0
    if arguments.out != "-":
        console.note(console.text("cli_written", path=arguments.out))
    tell(lost, console)
    return 0
