"""``mexbadge forget PERSON``: erase what can identify somebody."""

import sys
from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, identity, open_to_write, refreshed
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError

EXAMPLES: Final = ("mexbadge forget name@example.ca", "mexbadge forget -C badges --ref 20260007 --yes")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("person", nargs="?", metavar="IDENTITY", text="college_help_person")
    parser.option("--ref", metavar="REF", text="college_help_ref")
    parser.option("--yes", action="store_true", text="college_help_yes")
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Erase, after asking once; the status of what was issued stays right."""
    if bool(arguments.person) == bool(arguments.ref):
        raise InputError("college_forget_whom")
    issuer = open_to_write(arguments, console)
    person = identity(arguments.person) if arguments.person else None
    if not arguments.yes:
        _confirm(console)
    count = issuer.forget(person, ref=arguments.ref)
    if console.json:
        console.say(dumps({"forgotten": count}))
        return 0
    console.done("college_forgotten", count=count)
    console.done("college_forgotten_backups")
    refreshed(issuer, console)
    return 0


def _confirm(console: Console) -> None:
    """Ask on a terminal; elsewhere only ``--yes`` will do."""
    if not sys.stdin.isatty():
        raise InputError("college_forget_yes")
    print(console.text("college_ask_forget"), end="", file=console.err, flush=True)
    if sys.stdin.readline().strip().lower() not in {"yes", "oui"}:
        raise InputError("college_forget_yes")
