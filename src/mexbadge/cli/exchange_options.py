"""What the commands of the exchange have in common: which one, and at which moment."""

from argparse import Namespace
from datetime import UTC, datetime

from mexbadge.cli.console import Console
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.match.exchange import Exchange

__all__ = ["exchange_options", "say_counts", "the_exchange"]


def exchange_options(parser: Parser) -> None:
    """Add ``-C DIR`` and ``--at``."""
    parser.option("-C", "--folder", dest="folder", default=".", metavar="DIR", text="exchange_help_folder")
    parser.option("--at", metavar="TIME", text="exchange_help_at")


def the_exchange(arguments: Namespace) -> Exchange:
    """Open the exchange; its clock is at ``--at``, or goes."""
    at = moment(arguments.at)
    return Exchange.open(arguments.folder, clock=lambda: at or datetime.now(UTC))


def say_counts(counts: dict[str, int], console: Console) -> None:
    """Say of each kind how many rows are new or changed, or that nothing is."""
    for kind, count in counts.items():
        console.done(f"exchange_said_{kind}", count=count)
    if not counts:
        console.done("exchange_said_same")
