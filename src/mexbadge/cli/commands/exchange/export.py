"""``mexbadge exchange export``: what is known, as one document or as tables; the approved colleges as a trust list."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.exchange_options import exchange_options, the_exchange
from mexbadge.cli.files import write
from mexbadge.cli.parser import Parser

EXAMPLES: Final = (
    "mexbadge exchange export trust -C mex --out approved.json",
    "mexbadge exchange export all -C mex --out export.json",
    "mexbadge exchange export tables -C mex --out tables",
)
_WHAT: Final = ("trust", "all", "tables")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("what", choices=_WHAT, text="exchange_help_what")
    parser.option("--out", required=True, metavar="FILE", text="exchange_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")
    exchange_options(parser)
    passphrase.add_option(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Write what was asked for; whatever names people is its owner's alone."""
    exchange = the_exchange(arguments)
    if arguments.what == "tables":
        files = {str(Path(arguments.out) / name): data for name, data in exchange.exported_tables().items()}
    elif arguments.what == "all":
        files = {arguments.out: f"{dumps(exchange.exported(), indent=2)}\n".encode()}
    else:
        document = exchange.trust_list(exchange.signer(passphrase.of_existing(arguments, console)))
        files = {arguments.out: f"{dumps(document, indent=2)}\n".encode()}
    for name, data in files.items():
        write(name, data, console, force=arguments.force, private=arguments.what != "trust")
        if name != "-":
            console.note(console.text("cli_written", path=name))
    return 0
