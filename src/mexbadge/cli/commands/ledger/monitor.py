"""``mexbadge ledger monitor``: see that a published log continues what it said before."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.log_options import refused
from mexbadge.cli.log_policies import policy_of, policy_options
from mexbadge.cli.parser import Parser
from mexbadge.errors import LedgerError
from mexbadge.fetch import HttpFetcher, NetworkPolicy
from mexbadge.ledger.export import folder_reader, write_file
from mexbadge.ledger.monitor import url_reader, watch

EXAMPLES: Final = (
    "mexbadge ledger monitor https://badges.college.example/log --log-key VKEY --state watched",
    "mexbadge ledger monitor site/log --log-key VKEY --state watched",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("place", metavar="URL|DIR", text="cli_help_ledger_place")
    policy_options(parser, required=True)
    parser.option("--state", required=True, metavar="DIR", text="cli_help_ledger_state")
    parser.option("--allow-http", action="store_true", text="cli_help_allow_http")


def run(arguments: Namespace, console: Console) -> int:
    """Compare with what was remembered; exit code 1, and both notes kept, where the log contradicts itself."""
    policy = policy_of(arguments.log_key, arguments.witness, arguments.quorum)
    if arguments.place.startswith(("https://", "http://")):
        fetch = HttpFetcher(NetworkPolicy(http_allowed=arguments.allow_http))
        read = url_reader(arguments.place, fetch)
    else:
        read = folder_reader(Path(arguments.place))
    try:
        seen = watch(read, policy, Path(arguments.state), write=write_file)
    except LedgerError as error:
        return refused(error, console)
    values = {"origin": seen.checkpoint.origin, "size": seen.checkpoint.size, "before": seen.before}
    if console.json:
        console.say(dumps(values))
    else:
        console.tell("ledger_said_first" if seen.before is None else "ledger_said_watched", **values)
    return 0
