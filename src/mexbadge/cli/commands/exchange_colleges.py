"""``mexbadge exchange handover``: what colleges bring to an exchange."""

from argparse import Namespace
from typing import Final

from mexbadge import _limits
from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.exchange_options import exchange_options, network_options, open_exchange
from mexbadge.cli.files import read
from mexbadge.cli.parser import Parser
from mexbadge.errors import within
from mexbadge.texts import shown

EXAMPLES_HANDOVER: Final = (
    "mexbadge exchange handover students.json -C mex",
    "mexbadge exchange handover students.json -C mex --resources demo",
)


def configure_handover(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="exchange_help_handover")
    exchange_options(parser)
    network_options(parser)


def run_handover(arguments: Namespace, console: Console) -> int:
    """Register a college's students; exit code 1 where somebody, or a badge, was left out."""
    data = read(arguments.file, console, max_bytes=_limits.BUNDLE_BYTES)
    with within(arguments.file):
        found = open_exchange(arguments).handover(data)
    if console.json:
        left = [{"who": one.who, "why": one.why.code} for one in found.left]
        console.say(dumps({"college": found.college, **found.counts, "left": left, "known": found.known}))
        return int(bool(found.left))
    if found.known or not found.counts:
        console.done("exchange_said_same")
    for kind in ("applicants", "badges", "enrolments", "consents"):
        if found.counts[kind]:
            console.done(f"exchange_said_{kind}", count=found.counts[kind])
    for one in found.left:
        why = one.why.message(console.lang)
        console.say(console.text("exchange_handover_left", who=shown(one.who), why=why))
    return int(bool(found.left))
