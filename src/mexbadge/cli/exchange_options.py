"""What every command of an exchange is told: its folder, the moment, and what answers for the network."""

from argparse import Namespace
from datetime import UTC, datetime

from mexbadge.cli.moments import moment
from mexbadge.cli.network import network_of
from mexbadge.cli.parser import Parser
from mexbadge.match import MatchSettings
from mexbadge.match.exchange import Exchange

__all__ = ["exchange_options", "network_options", "open_exchange"]


def exchange_options(parser: Parser) -> None:
    """Add ``-C DIR`` and ``--at``."""
    parser.option("-C", "--folder", dest="folder", default=".", metavar="DIR", text="exchange_help_folder")
    parser.option("--at", metavar="TIME", text="exchange_help_at")


def open_exchange(arguments: Namespace) -> Exchange:
    """Open the exchange; its clock is at ``--at``, or goes."""
    at = moment(arguments.at)
    asks = getattr(arguments, "resources", None) or getattr(arguments, "offline", False)
    settings = MatchSettings(fetch=network_of(arguments)) if asks else None
    return Exchange.open(arguments.folder, clock=lambda: at or datetime.now(UTC), settings=settings)


def network_options(parser: Parser) -> None:
    """Add what answers for the network."""
    parser.option("--resources", metavar="PATH", text="cli_help_resources")
    parser.option("--offline", action="store_true", text="cli_help_offline")
    parser.set_defaults(cache=None)
