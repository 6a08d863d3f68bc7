"""``mexbadge keys list``: which key signs, and which signed before."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, open_issuer, table
from mexbadge.cli.parser import Parser

EXAMPLES: Final = ("mexbadge keys list", "mexbadge keys list -C badges --json")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Print one line for each key, the oldest first."""
    keys = open_issuer(arguments, console).keys()
    if console.json:
        for key in keys:
            facts = {"id": key.id, "kind": key.public_key.kind.value, "state": key.state.value, "file": key.file}
            console.say(dumps({**facts, "created": key.created, "ended": key.ended}))
        return 0
    rows = (
        (
            key.id,
            key.public_key.kind.value,
            console.text(f"college_key_{key.state.value}"),
            key.created[:10],
            (key.ended or "")[:10],
        )
        for key in keys
    )
    for line in table(rows):
        console.say(line)
    return 0
