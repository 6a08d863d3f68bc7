"""``mexbadge ledger init``: begin a log, with a key of its own."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.log_options import key_options, key_place, log_option, log_place, signer_of
from mexbadge.cli.parser import Parser
from mexbadge.keys import KeyKind, PublicKey, generate_private_key, write_private_key
from mexbadge.ledger import KeyType, NoteKey
from mexbadge.ledger.log import Log
from mexbadge.store import Database

EXAMPLES: Final = (
    "mexbadge ledger init --origin badges.college.example/log --key keys/log.pem",
    "mexbadge ledger init --log register.db --origin badges.college.example/log --key keys/log.pem",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    log_option(parser)
    parser.option("--origin", required=True, metavar="NAME", text="cli_help_ledger_origin")
    key_options(parser)
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")


def run(arguments: Namespace, console: Console) -> int:
    """Make the key if it is not there, begin the log, and say which key to publish."""
    key_at, log_at = key_place(arguments), log_place(arguments)
    path = Path(key_at)
    fresh = ":" not in key_at and not path.exists()
    if fresh:
        private = generate_private_key(KeyKind.ED25519)
        public = PublicKey.from_cryptography(private.public_key())
        NoteKey(arguments.origin, KeyType.ED25519, public)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_private_key(path, private, passphrase=passphrase.of_new(arguments, console))
    else:
        public = signer_of(arguments, console).public_key
    key = NoteKey(arguments.origin, KeyType.ED25519, public)
    Log.create(Database.open(log_at), key)
    if console.json:
        console.say(dumps({"log": log_at, "key": key_at, "vkey": key.vkey}))
        return 0
    if fresh:
        console.tell("ledger_said_key_made", path=key_at)
    console.tell("ledger_said_begun", log=log_at)
    console.tell("ledger_said_vkey", vkey=key.vkey)
    console.note(console.text("ledger_said_unwitnessed"))
    return 0
