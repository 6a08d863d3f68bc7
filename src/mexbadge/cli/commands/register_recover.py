"""``mexbadge register recover FILE``: get the register back from a backup.

A register that cannot be read is moved aside first, and put back if the backup turns out to be of no use.
"""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.college import folder_options, refreshed
from mexbadge.cli.console import Console
from mexbadge.cli.parser import Parser
from mexbadge.issuer import Issuer

EXAMPLES: Final = (
    "mexbadge register recover /backups/register-2026-03-01.db",
    "mexbadge register recover -C badges /backups/register-2026-03-01.db",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="college_help_recover")
    parser.option("--replace", action="store_true", text="college_help_replace_register")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Recover, write the badge files that are missing from their exact bytes, and what a verifier would fetch."""
    secret = passphrase.of_existing(arguments, console)
    issuer, told = Issuer.recover(arguments.folder, arguments.file, replace=arguments.replace, passphrase=secret)
    if console.json:
        issuer.write_hosted()
        console.say(dumps({"badges": told.badges, "files": told.files}))
        return 0
    if told.aside is not None:
        console.tell("college_register_aside", path=str(told.aside))
    console.tell("college_recovered", count=told.badges, files=told.files)
    refreshed(issuer, console)
    return 0
