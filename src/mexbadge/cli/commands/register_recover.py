"""``mexbadge register recover FILE``: fill an empty register from a backup."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.college import folder_options, open_issuer, refreshed
from mexbadge.cli.console import Console
from mexbadge.cli.parser import Parser
from mexbadge.issuer.checkup import missing_files

EXAMPLES: Final = (
    "mexbadge register recover /backups/register-2026-03-01.db",
    "mexbadge register recover -C badges /backups/register-2026-03-01.db",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="college_help_recover")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Recover, write the badge files that are missing from their exact bytes, and what a verifier would fetch."""
    issuer = open_issuer(arguments, console)
    issuer.register.recover(arguments.file)
    issuer = open_issuer(arguments, console)
    files = missing_files(issuer)
    for name, path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        issuer.issued(name).save(path)
    if console.json:
        issuer.write_hosted()
        console.say(dumps({"badges": sum(1 for _ in issuer.list()), "files": len(files)}))
        return 0
    console.tell("college_recovered", count=sum(1 for _ in issuer.list()), files=len(files))
    refreshed(issuer, console)
    return 0
