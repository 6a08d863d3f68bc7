"""``mexbadge keys retire KEY``: let a key sign no more; it stays published."""

from argparse import Namespace
from typing import Final

from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options
from mexbadge.cli.key_options import key_id, new_key
from mexbadge.cli.parser import Parser

EXAMPLES: Final = ("mexbadge keys retire key-1", "mexbadge keys retire -C badges key-1")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("key", metavar="KEY", text="college_help_key")
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Retire the key; if it is the one that signs, a new one takes its place."""
    secret = passphrase.of_new(arguments, console)
    return new_key(arguments, console, secret, lambda issuer: issuer.retire_key(key_id(issuer, arguments.key)))
