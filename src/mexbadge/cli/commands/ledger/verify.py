"""``mexbadge ledger verify``: check a badge's receipt alone; ``mexbadge verify`` judges the badge."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.bake import extract_receipt
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.log_options import badge_of, refused
from mexbadge.cli.log_policies import policy_of, policy_options
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.fetch import nothing
from mexbadge.ledger import RECEIPT_BYTES, SUFFIX
from mexbadge.verify import Policy
from mexbadge.verify.checks.ledger import check_ledger
from mexbadge.verify.findings import Outcome
from mexbadge.verify.subject import Ask

EXAMPLES: Final = (
    "mexbadge ledger verify badge.png --log-key badges.college.example/log+7b65e0f2+AYqI4910CfGV…",
    "mexbadge ledger verify badge.png receipt.tlog-proof --log-key VKEY --witness VKEY --quorum 1",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="cli_help_ledger_badge")
    parser.option("receipt", nargs="?", metavar="RECEIPT", text="cli_help_ledger_receipt")
    policy_options(parser, required=True)


def run(arguments: Namespace, console: Console) -> int:
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
