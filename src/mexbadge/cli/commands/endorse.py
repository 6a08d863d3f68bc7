"""``mexbadge endorse``: stand behind an achievement or a badge, one's own or a partner's."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.college import folder_options, open_issuer, refreshed
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.cli.parser import Parser
from mexbadge.errors import MexBadgeError, SchemaError

EXAMPLES: Final = (
    'mexbadge endorse psw-dementia-care --comment "We hire people who hold this." -o endorsement.json',
    'mexbadge endorse https://partner.example/achievements/hygiene --comment "Meets our standard."',
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("id", metavar="ID|SLUG|URL", text="college_help_endorse")
    parser.option("--comment", required=True, metavar="TEXT", text="college_help_comment")
    parser.option("--name", metavar="TEXT", text="college_help_endorsement_name")
    parser.option("-o", "--out", metavar="FILE", text="cli_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Sign an endorsement, keep it in the register, and write it where asked."""
    issuer = open_issuer(arguments, console)
    subject = arguments.id
    if ":" not in subject:
        try:
            subject = issuer.achievement(subject).id
        except MexBadgeError:
            subject = issuer.record(f"urn:uuid:{subject}").id
    try:
        made = issuer.endorse(subject, comment=arguments.comment, name=arguments.name)
    except SchemaError as error:
        for problem in error.problems:
            console.fail(problem)
        return 2
    if arguments.out:
        write(arguments.out, made.credential, console, force=arguments.force)
    if console.json:
        issuer.write_hosted()
        console.say(dumps({"id": made.id, "subject": subject, "file": arguments.out}))
        return 0
    console.tell("college_endorsed", subject=subject, id=made.id)
    refreshed(issuer, console)
    return 0
