"""``mexbadge ledger prove``: make the receipt of a badge, to keep beside it or inside a copy of it."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.bake import insert_receipt
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, write
from mexbadge.cli.log_options import badge_of, content_of, log_option, open_log
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger import SUFFIX, check_receipt

EXAMPLES: Final = ("mexbadge ledger prove badge.png", "mexbadge ledger prove badge.png --inside -o portable.png")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="cli_help_ledger_badge")
    log_option(parser)
    parser.option("-o", "--out", metavar="OUT", text="cli_help_ledger_receipt_out")
    parser.option("--inside", action="store_true", text="cli_help_ledger_inside")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Find the entry of the badge's issue, make its receipt, and check it before it is written."""
    if arguments.inside and not arguments.out:
        raise InputError("cli_missing_argument", names="-o/--out", command="mexbadge ledger prove")
    log = open_log(arguments)
    content, name = content_of(badge_of(arguments.file, console))
    with log.database.read() as connection:
        places = log.positions(connection, name)
        if not places:
            raise LedgerError("ledger_unknown", subject=name)
        receipt = log.receipt(connection, places[0])
    check_receipt(receipt, content, ())
    out = arguments.out or f"{arguments.file}{SUFFIX}"
    made = insert_receipt(read(arguments.file, console), receipt) if arguments.inside else receipt
    write(out, made, console, force=arguments.force)
    if console.json:
        console.say(dumps({"index": places[0], "subject": name, "file": out}))
    elif out != "-":
        console.tell("ledger_said_receipt", path=out)
    return 0
