"""``mexbadge keys compromise KEY``: the key is in the wrong hands."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import brought_up, folder_options, open_with, refreshed
from mexbadge.cli.key_options import key_id
from mexbadge.cli.parser import Parser

EXAMPLES: Final = ("mexbadge keys compromise key-1 --reissue", "mexbadge keys compromise -C badges key-1")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("key", metavar="KEY", text="college_help_key")
    parser.option("--reissue", action="store_true", text="college_help_reissue")
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Mark the key, so that its badges are invalid, and issue them anew if asked."""
    secret = passphrase.of_new(arguments, console)
    issuer = brought_up(open_with(arguments, secret))
    name = key_id(issuer, arguments.key)
    made = issuer.compromise_key(name, reissue=arguments.reissue)
    if console.json:
        console.say(dumps({"key": name, "reissued": list(made)}))
        return 0
    console.done("college_compromised", key=name)
    console.done("college_compromised_reissued" if arguments.reissue else "college_compromised_left", count=len(made))
    refreshed(issuer, console)
    return 0
