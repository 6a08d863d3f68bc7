"""``mexbadge ledger cosign``: ask witnesses to cosign the latest checkpoint, and keep their lines."""

from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import brought_up
from mexbadge.cli.log_options import in_folder, log_option, open_log
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, LedgerError
from mexbadge.issuer import Issuer
from mexbadge.ledger import Checkpoint, LogPolicy, NoteKey, WitnessPolicy
from mexbadge.ledger.log import Log
from mexbadge.ledger.witness import HttpPost, Witness, cosign

EXAMPLES: Final = (
    "mexbadge ledger cosign --witness VKEY https://witness.example/",
    "mexbadge ledger cosign --witness VKEY1 URL1 --witness VKEY2 URL2 --quorum 1",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    log_option(parser)
    parser.option(
        "--witness",
        action="append",
        nargs=2,
        required=True,
        metavar=("VKEY", "URL"),
        text="cli_help_ledger_ask",
    )
    parser.option("--quorum", type=int, metavar="N", text="cli_help_ledger_quorum")
    parser.option("--allow-http", action="store_true", text="cli_help_ledger_allow_http")


def run(arguments: Namespace, console: Console) -> int:
    """Ask each witness; exit code 1 where fewer than asked for have cosigned.

    In an issuer's folder every receipt is made anew, so that it carries the cosignatures.
    """
    log = open_log(arguments)
    witnesses = [Witness(NoteKey.parse(key), url) for key, url in arguments.witness]
    keys = tuple(witness.key for witness in witnesses)
    asked = WitnessPolicy(keys, len(keys) if arguments.quorum is None else arguments.quorum)
    policy = LogPolicy(log.origin, (log.key,), asked)
    post = HttpPost(http_allowed=arguments.allow_http)
    with log.database.read() as connection:
        note = log.latest(connection)
    if note is None:
        raise LedgerError("ledger_not_signed_yet", position=0)
    size = Checkpoint.parse(note.text).size
    for witness in witnesses:
        try:
            lines = cosign(note, witness, partial(_proof, log), post=post)
        except (LedgerError, InputError) as error:
            console.fail(error)
            continue
        note = log.add_lines(size, lines)
        console.note(console.text("ledger_said_cosigned", name=witness.key.name))
    try:
        accepted = policy.accept(note)
    except LedgerError as error:
        console.fail(error)
        return 1
    folder = in_folder(arguments)
    if folder is not None:
        brought_up(Issuer.open(folder)).refresh_receipts()
    if console.json:
        console.say(dumps({"size": size, "witnesses": [witness.name for witness in accepted.witnesses]}))
    return 0


def _proof(log: Log, old: int, new: int) -> Sequence[bytes]:
    with log.database.read() as connection:
        return log.consistency(connection, old, new)
