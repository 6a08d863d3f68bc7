"""The receipts of a log.

- ``ledger prove``: make the receipt of a badge, to keep beside it or inside a copy of it.
- ``ledger verify``: check a badge's receipt alone; ``mexbadge verify`` judges the badge.
"""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.bake import extract_receipt, insert_receipt
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, write
from mexbadge.cli.log_options import badge_of, content_of, log_option, open_log, refused
from mexbadge.cli.log_policies import policy_of, policy_options
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, LedgerError
from mexbadge.fetch import nothing
from mexbadge.ledger import RECEIPT_BYTES, SUFFIX, check_receipt
from mexbadge.verify import Policy
from mexbadge.verify.checks.ledger import check_ledger
from mexbadge.verify.findings import Outcome
from mexbadge.verify.subject import Ask

EXAMPLES_PROVE: Final = ("mexbadge ledger prove badge.png", "mexbadge ledger prove badge.png --inside -o portable.png")


def configure_prove(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="cli_help_ledger_badge")
    log_option(parser)
    parser.option("-o", "--out", metavar="OUT", text="cli_help_ledger_receipt_out")
    parser.option("--inside", action="store_true", text="cli_help_ledger_inside")
    parser.option("--force", action="store_true", text="cli_help_force")


def run_prove(arguments: Namespace, console: Console) -> int:
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
        console.done("ledger_said_receipt", path=out)
    return 0


EXAMPLES_VERIFY: Final = (
    "mexbadge ledger verify badge.png --log-key badges.college.example/log+7b65e0f2+AYqI4910CfGV…",
    "mexbadge ledger verify badge.png receipt.tlog-proof --log-key VKEY --witness VKEY --quorum 1",
)


def configure_verify(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="cli_help_ledger_badge")
    parser.option("receipt", nargs="?", metavar="RECEIPT", text="cli_help_ledger_receipt")
    policy_options(parser, required=True)


def run_verify(arguments: Namespace, console: Console) -> int:
    """Say what the receipt proves, offline; exit code 1 if it is wrong."""
    policy = policy_of(arguments.log_key, arguments.witness, arguments.quorum)
    subject = badge_of(arguments.file, console)
    receipt = _receipt(arguments, console)
    ask = Ask(Policy(logs=(policy,), require_ledger=True), nothing, datetime.now(UTC))
    (finding,) = check_ledger(subject, receipt, ask)
    if finding.outcome is not Outcome.PASSED:
        return refused(InputError(finding.code, where=finding.where, **finding.values), console)
    if console.json:
        console.say(dumps({"code": finding.code, **finding.values}))
    else:
        console.say(finding.message(console.lang))
    return 0


def _receipt(arguments: Namespace, console: Console) -> bytes | None:
    name = arguments.receipt or f"{arguments.file}{SUFFIX}"
    if arguments.receipt is None and not Path(name).exists():
        return extract_receipt(read(arguments.file, console)) if arguments.file != "-" else None
    return read(name, console, max_bytes=RECEIPT_BYTES)
