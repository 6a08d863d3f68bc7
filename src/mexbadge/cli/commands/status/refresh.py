"""``mexbadge status refresh``: sign status lists anew before they end."""

from argparse import Namespace
from datetime import UTC, datetime, timedelta
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, open_to_write, refreshed
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser

_BEFORE_DAYS: Final = 30
"""How long before its end a list is signed anew: a college that runs this once a month never has one that ended."""
EXAMPLES: Final = (
    "mexbadge status refresh -C badges",
    "mexbadge status refresh --all --passphrase-file /run/secrets/badges",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--before", metavar="TIME", text="college_help_refresh_before")
    parser.option("--all", action="store_true", text="college_help_refresh_all")
    parser.option("--clock-was-wrong", action="store_true", text="college_help_clock")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Sign the lists that end soon, or all; and write the hosted documents as the register has them."""
    issuer = open_to_write(arguments, console)
    if arguments.clock_was_wrong:
        issuer.correct_clock()
    soon = moment(arguments.before) or datetime.now(UTC) + timedelta(days=_BEFORE_DAYS)
    count = issuer.refresh_status(before=None if arguments.all else soon)
    if console.json:
        console.say(dumps({"signed": count}))
        return 0
    console.done("college_lists_signed", count=count)
    refreshed(issuer, console)
    return 0
