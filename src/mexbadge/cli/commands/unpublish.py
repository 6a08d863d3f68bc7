"""``mexbadge unpublish``: the site taken away, from its folder and from where it was copied to."""

import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.commands.publish import copy_options
from mexbadge.cli.console import Console
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.publish.copying import place_of
from mexbadge.publish.withdrawing import unpublish

EXAMPLES: Final = (
    "mexbadge unpublish --out site --keep-documents",
    "mexbadge unpublish --out site --to /srv/badges --everything",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--out", required=True, metavar="DIR", text="unpublish_help_out")
    parser.option("--keep-documents", action="store_true", text="unpublish_help_keep")
    parser.option("--everything", action="store_true", text="unpublish_help_everything")
    copy_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Take away what is asked; on a terminal ask what stays for verifiers, elsewhere it must be said."""
    if arguments.keep_documents and arguments.everything:
        raise InputError("unpublish_which")
    keep = arguments.keep_documents or (not arguments.everything and _asked(console))
    place = None
    if arguments.to:
        known, identity = arguments.known_hosts, arguments.identity
        place = place_of(
            arguments.to,
            known_hosts=None if known is None else Path(known),
            identity=None if identity is None else Path(identity),
        )
    if place is None:
        written, there = unpublish(Path(arguments.out), documents=keep)
    else:
        with closing(place):
            written, there = unpublish(Path(arguments.out), documents=keep, place=place)
    if console.json:
        facts = {"removed": len(written.removed), "kept": written.kept, "foreign": list(written.foreign)}
        console.say(dumps(facts if there is None else {**facts, "there": len(there.removed)}))
        return 0
    console.done("unpublish_done", count=len(written.removed), folder=arguments.out)
    if there is not None and place is not None:
        console.done("unpublish_done", count=len(there.removed), folder=place.name)
    console.done("unpublish_kept" if keep else "unpublish_nothing_left")
    for path in written.foreign:
        console.tell("site_not_ours", path=path)
    return 0


def _asked(console: Console) -> bool:
    """Ask whether what verifiers need stays; raise ``unpublish_which`` where nobody can be asked."""
    if not sys.stdin.isatty():
        raise InputError("unpublish_which")
    print(console.text("unpublish_ask"), end="", file=console.err, flush=True)
    answer = sys.stdin.readline().strip().lower()
    if answer in {"yes", "oui"}:
        return True
    if answer in {"no", "non"}:
        return False
    raise InputError("unpublish_which")
