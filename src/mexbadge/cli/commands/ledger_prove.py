"""``mexbadge ledger prove``: make the receipt of a badge, to keep beside it."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.cli.ledgers import badge_of, content_of, log_option, open_log
from mexbadge.cli.parser import Parser
from mexbadge.errors import LedgerError
from mexbadge.ledger import SUFFIX, check_receipt

EXAMPLES: Final = ("mexbadge ledger prove badge.png", "mexbadge ledger prove badge.png -o receipt.tlog-proof")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="cli_help_ledger_badge")
    log_option(parser)
    parser.option("-o", "--out", metavar="OUT", text="cli_help_ledger_receipt_out")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Find the entry of the badge's issue, make its receipt, and check it before it is written."""
    log = open_log(arguments)
    content, name = content_of(badge_of(arguments.file, console))
    with log.database.read() as connection:
        places = log.positions(connection, name)
        if not places:
            raise LedgerError("ledger_unknown", subject=name)
        receipt = log.receipt(connection, places[0])
    check_receipt(receipt, content, ())
    out = arguments.out or f"{arguments.file}{SUFFIX}"
    write(out, receipt, console, force=arguments.force)
    if console.json:
        console.say(dumps({"index": places[0], "subject": name, "file": out}))
    elif out != "-":
        console.tell("ledger_said_receipt", path=out)
    return 0
