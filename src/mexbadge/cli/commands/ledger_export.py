"""``mexbadge ledger export``: write the log as static files that anybody can check."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.ledgers import log_option, open_log, refused
from mexbadge.cli.parser import Parser
from mexbadge.errors import LedgerError
from mexbadge.ledger.export import export

EXAMPLES: Final = (
    "mexbadge ledger export --out site/log",
    "mexbadge ledger export --log register.db --out site/log",
)
_CONTRADICTIONS: Final = frozenset({"ledger_fork", "ledger_rolled_back", "ledger_published", "ledger_origin"})


def configure(parser: Parser) -> None:
    """Add the arguments."""
    log_option(parser)
    parser.option("-o", "--out", required=True, metavar="DIR", text="cli_help_ledger_folder")


def run(arguments: Namespace, console: Console) -> int:
    """Publish up to the latest checkpoint; what is published already never changes."""
    try:
        count = export(open_log(arguments), Path(arguments.out))
    except LedgerError as error:
        if error.code not in _CONTRADICTIONS:
            raise
        return refused(error, console)
    if console.json:
        console.say(dumps({"files": count, "folder": arguments.out}))
    else:
        console.tell("ledger_said_exported", count=count, path=arguments.out)
    return 0
