"""``mexbadge ledger checkpoint``: sign how far the log has come."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.cli.log_options import key_options, log_option, open_log, signer_of
from mexbadge.cli.parser import Parser
from mexbadge.ledger import Checkpoint

EXAMPLES: Final = (
    "mexbadge ledger checkpoint --key keys/log.pem",
    "mexbadge ledger checkpoint --key keys/log.pem -o checkpoint",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    log_option(parser)
    key_options(parser)
    parser.option("-o", "--out", metavar="OUT", text="cli_help_ledger_out")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Sign the head that is on the disk, and write the note if asked."""
    note = open_log(arguments).checkpoint(signer_of(arguments, console))
    if arguments.out:
        write(arguments.out, note.to_bytes(), console, force=arguments.force)
    size = Checkpoint.parse(note.text).size
    if console.json:
        console.say(dumps({"size": size, "note": note.to_bytes().decode("utf-8")}))
    elif arguments.out != "-":
        console.tell("ledger_said_checkpoint", size=size)
    return 0
