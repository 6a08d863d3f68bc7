"""``mexbadge keys rotate``: a new key signs from now on, and every earlier badge stays valid."""

from argparse import Namespace
from typing import Final

from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options
from mexbadge.cli.key_options import new_key
from mexbadge.cli.parser import Parser

EXAMPLES: Final = ("mexbadge keys rotate", "mexbadge keys rotate -C badges --passphrase-file /run/secrets/badges")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Make the key; the one before it stays published."""
    secret = passphrase.of_new(arguments, console)
    return new_key(arguments, console, secret, lambda issuer: issuer.rotate_key())
