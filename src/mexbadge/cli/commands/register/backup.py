"""``mexbadge register backup FILE``: a whole copy of the register."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, open_issuer
from mexbadge.cli.parser import Parser

EXAMPLES: Final = (
    "mexbadge register backup /backups/register-2026-03-01.db",
    "mexbadge register backup -C badges /backups/register-2026-03-01.db",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="college_help_backup")
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Write the copy; others go on working meanwhile."""
    open_issuer(arguments, console).register.backup(arguments.file)
    if console.json:
        console.say(dumps({"file": arguments.file}))
        return 0
    console.done("college_backed_up", path=arguments.file)
    console.done("college_backup_keep")
    return 0
