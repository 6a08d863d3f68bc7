"""``mexbadge ledger export``: write the log as static files that anybody can check."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.log_options import in_folder, log_option, open_log, refused
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger.export import export

EXAMPLES: Final = (
    "mexbadge ledger export -C badges",
    "mexbadge ledger export --log register.db --out site/log",
)
HOSTED: Final = "hosted/log"
"""Where an issuer's folder has the files of its log."""
_CONTRADICTIONS: Final = frozenset({"ledger_fork", "ledger_rolled_back", "ledger_published", "ledger_origin"})


def configure(parser: Parser) -> None:
    """Add the arguments."""
    log_option(parser)
    parser.option("-o", "--out", metavar="DIR", text="cli_help_ledger_folder")


def run(arguments: Namespace, console: Console) -> int:
    """Publish up to the latest checkpoint; what is published already never changes."""
    out = _out(arguments)
    try:
        count = export(open_log(arguments), out)
    except LedgerError as error:
        if error.code not in _CONTRADICTIONS:
            raise
        return refused(error, console)
    if console.json:
        console.say(dumps({"files": count, "folder": str(out)}))
    else:
        console.tell("ledger_said_exported", count=count, path=str(out))
    return 0


def _out(arguments: Namespace) -> Path:
    """Return where the files go: by themselves to the place from which an issuer's folder is published."""
    folder = in_folder(arguments)
    if arguments.out:
        return Path(arguments.out)
    if folder is None:
        raise InputError("cli_missing_argument", names="-o/--out", command="mexbadge ledger export")
    return folder / HOSTED
