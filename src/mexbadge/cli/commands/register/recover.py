"""``mexbadge register recover [FILE]``: get the register back from a backup, and from what was published.

A register that cannot be read is moved aside first, and put back if the backup turns out to be of no use. Without a
backup, the register takes over what the folder hosted says beyond it, and writes the badge files that are missing.
"""

from argparse import Namespace
from collections.abc import Sequence
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, refreshed
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, Problem
from mexbadge.issuer import Issuer

EXAMPLES: Final = (
    "mexbadge register recover /backups/register-2026-03-01.db",
    "mexbadge register recover -C badges /backups/register-2026-03-01.db",
    "mexbadge register recover",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", nargs="?", metavar="FILE", text="college_help_recover")
    parser.option("--replace", action="store_true", text="college_help_replace_register")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Recover, write the badge files that are missing from their exact bytes, and what a verifier would fetch."""
    secret = passphrase.of_existing(arguments, console)
    if arguments.file is None:
        if arguments.replace:
            raise InputError("cli_missing_argument", names="FILE", command="mexbadge register recover --replace")
        issuer = Issuer.open(arguments.folder, passphrase=secret)
        _tell(issuer.take_over(), console)
        files = issuer.restore_files()
        if console.json:
            console.say(dumps({"files": files}))
        elif files:
            console.done("college_files_restored", count=files, folder=str(issuer.files))
    else:
        issuer, told = Issuer.recover(arguments.folder, arguments.file, replace=arguments.replace, passphrase=secret)
        if told.aside is not None and not console.json:
            console.done("college_register_aside", path=str(told.aside))
        _tell(told.taken, console)
        if console.json:
            console.say(dumps({"badges": told.badges, "files": told.files, "taken_over": len(told.taken)}))
        else:
            console.done("college_recovered", count=told.badges, files=told.files)
    refreshed(issuer, console)
    return 0


def _tell(taken: Sequence[Problem], console: Console) -> None:
    """List what was published and is in the register again."""
    for problem in taken:
        if console.json:
            console.say(dumps({"code": problem.code, "where": problem.where, "message": problem.message(console.lang)}))
        else:
            console.say(f"  {problem.message(console.lang)}")
    if not console.json:
        console.tell("college_taken_over", count=len(taken))
