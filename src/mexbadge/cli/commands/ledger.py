"""The log of an issuer.

- ``ledger init``: begin a log, with a key of its own.
- ``ledger append``: enter badges in the log, all of them or none.
- ``ledger checkpoint``: sign how far the log has come.
- ``ledger audit``: replay a whole log, from its database or from its published files.
- ``ledger export``: write the log as static files that anybody can check.
- ``ledger monitor``: see that a published log continues what it said before.
- ``ledger cosign``: ask witnesses to cosign the latest checkpoint, and keep their lines.
"""

import secrets
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded, write
from mexbadge.cli.folder_options import brought_up, open_with
from mexbadge.cli.log_options import (
    badge_of,
    content_of,
    in_folder,
    key_options,
    key_place,
    log_option,
    log_place,
    note_in,
    open_log,
    refused,
    signer_of,
)
from mexbadge.cli.log_policies import policy_of, policy_options
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, LedgerError
from mexbadge.fetch import HttpFetcher, NetworkPolicy
from mexbadge.issuer import Issuer
from mexbadge.keys import KeyKind, PublicKey, generate_private_key, write_private_key
from mexbadge.ledger import Checkpoint, EntryKind, KeyType, LogPolicy, NoteKey, WitnessPolicy, commit
from mexbadge.ledger.audit import audit
from mexbadge.ledger.export import export, folder_reader, write_file
from mexbadge.ledger.log import Log
from mexbadge.ledger.monitor import replay, url_reader, watch
from mexbadge.ledger.witness import HttpPost, Witness, cosign
from mexbadge.store import Database

EXAMPLES_INIT: Final = (
    "mexbadge ledger init --origin badges.college.example/log --key keys/log.pem",
    "mexbadge ledger init --log register.db --origin badges.college.example/log --key keys/log.pem",
)


def configure_init(parser: Parser) -> None:
    """Add the arguments."""
    log_option(parser)
    parser.option("--origin", required=True, metavar="NAME", text="cli_help_ledger_origin")
    key_options(parser)
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")


def run_init(arguments: Namespace, console: Console) -> int:
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
        console.done("ledger_said_key_made", path=key_at)
    console.done("ledger_said_begun", log=log_at)
    console.done("ledger_said_vkey", vkey=key.vkey)
    console.note(console.text("ledger_said_unwitnessed"))
    return 0


EXAMPLES_APPEND: Final = ("mexbadge ledger append badge.png", "mexbadge ledger append --kind revoke badge.png")
_KINDS: Final = (EntryKind.ISSUE, EntryKind.REVOKE, EntryKind.SUSPEND, EntryKind.RESTORE)


def configure_append(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("files", nargs="+", metavar="FILE", text="cli_help_ledger_badges")
    log_option(parser)
    parser.option("--kind", choices=[str(kind) for kind in _KINDS], default="issue", text="cli_help_ledger_kind")
    parser.option("--at", metavar="TIME", text="cli_help_ledger_at")


def run_append(arguments: Namespace, console: Console) -> int:
    """Read every badge first, then append in one transaction."""
    log = open_log(arguments)
    at = moment(arguments.at) or datetime.now(UTC)
    kind = EntryKind(arguments.kind)
    found = [content_of(badge_of(name, console)) for name in expanded(arguments.files)]
    entries = [commit(kind, content, subject=name, at=at, rng=secrets.token_bytes) for content, name in found]
    with log.database.transaction() as connection:
        places = log.append(connection, entries)
    for index, entry in zip(places, entries, strict=True):
        if console.json:
            console.say(dumps({"index": index, "subject": entry.subject}))
        else:
            console.done("ledger_said_appended", index=index, subject=entry.subject)
    return 0


EXAMPLES_CHECKPOINT: Final = (
    "mexbadge ledger checkpoint --key keys/log.pem",
    "mexbadge ledger checkpoint --key keys/log.pem -o checkpoint",
)


def configure_checkpoint(parser: Parser) -> None:
    """Add the arguments."""
    log_option(parser)
    key_options(parser)
    parser.option("-o", "--out", metavar="OUT", text="cli_help_ledger_out")
    parser.option("--force", action="store_true", text="cli_help_force")


def run_checkpoint(arguments: Namespace, console: Console) -> int:
    """Sign the head that is on the disk, and write the note if asked."""
    note = open_log(arguments).checkpoint(signer_of(arguments, console))
    if arguments.out:
        write(arguments.out, note.to_bytes(), console, force=arguments.force)
    size = Checkpoint.parse(note.text).size
    if console.json:
        console.say(dumps({"size": size, "note": note.to_bytes().decode("utf-8")}))
    elif arguments.out != "-":
        console.done("ledger_said_checkpoint", size=size)
    return 0


EXAMPLES_AUDIT: Final = (
    "mexbadge ledger audit --log register.db",
    "mexbadge ledger audit --log register.db --since kept-checkpoint",
    "mexbadge ledger audit --tiles site/log --log-key VKEY",
)


def configure_audit(parser: Parser) -> None:
    """Add the arguments."""
    log_option(parser)
    parser.option("--since", action="append", default=[], metavar="FILE", text="cli_help_ledger_since")
    parser.option("--resume", action="store_true", text="cli_help_ledger_resume")
    parser.option("--tiles", metavar="DIR", text="cli_help_ledger_folder")
    policy_options(parser, required=False)


def run_audit(arguments: Namespace, console: Console) -> int:
    """Replay the log; exit code 1 where it contradicts itself."""
    try:
        size, checkpoints = _of_files(arguments) if arguments.tiles else _of_database(arguments, console)
    except LedgerError as error:
        return refused(error, console)
    if not arguments.tiles and in_folder(arguments) is not None:
        problems = open_with(arguments, None).reconcile()
        for problem in problems:
            console.fail(problem)
        if problems:
            return 1
    if console.json:
        console.say(dumps({"size": size, "checkpoints": checkpoints}))
        return 0
    entries = console.text("ledger_count", count=size)
    points = console.text("ledger_count_checkpoints", count=checkpoints)
    console.tell("ledger_said_audited", entries=entries, checkpoints=points)
    if arguments.resume:
        console.tell("ledger_said_resumed")
    if not arguments.since:
        console.note(console.text("ledger_said_unwitnessed"))
    return 0


def _of_files(arguments: Namespace) -> tuple[int, int]:
    if arguments.log_key is None:
        raise InputError("ledger_no_log_key")
    policy = policy_of(arguments.log_key, arguments.witness, arguments.quorum)
    return replay(folder_reader(Path(arguments.tiles)), policy).size, 1


def _of_database(arguments: Namespace, console: Console) -> tuple[int, int]:
    log = open_log(arguments)
    known = [note_in(name, console) for name in arguments.since]
    if arguments.resume and not known:
        raise LedgerError("ledger_recovered")
    done = audit(log, known=known)
    if arguments.resume:
        for note in known:
            log.resume(note)
    return done.size, done.checkpoints


EXAMPLES_EXPORT: Final = (
    "mexbadge ledger export -C badges",
    "mexbadge ledger export --log register.db --out site/log",
)
HOSTED: Final = "hosted/log"
"""Where an issuer's folder has the files of its log."""
_CONTRADICTIONS: Final = frozenset({"ledger_fork", "ledger_rolled_back", "ledger_published", "ledger_origin"})


def configure_export(parser: Parser) -> None:
    """Add the arguments."""
    log_option(parser)
    parser.option("-o", "--out", metavar="DIR", text="cli_help_ledger_folder")


def run_export(arguments: Namespace, console: Console) -> int:
    """Publish up to the latest checkpoint; what is published already never changes."""
    out = _out_of(arguments)
    try:
        count = export(open_log(arguments), out)
    except LedgerError as error:
        if error.code not in _CONTRADICTIONS:
            raise
        return refused(error, console)
    if console.json:
        console.say(dumps({"files": count, "folder": str(out)}))
    else:
        console.done("ledger_said_exported", count=count, path=str(out))
    return 0


def _out_of(arguments: Namespace) -> Path:
    """Return where the files go: by themselves to the place from which an issuer's folder is published."""
    folder = in_folder(arguments)
    if arguments.out:
        return Path(arguments.out)
    if folder is None:
        raise InputError("cli_missing_argument", names="-o/--out", command="mexbadge ledger export")
    return folder / HOSTED


EXAMPLES_MONITOR: Final = (
    "mexbadge ledger monitor https://badges.college.example/log --log-key VKEY --state watched",
    "mexbadge ledger monitor site/log --log-key VKEY --state watched",
)


def configure_monitor(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("place", metavar="URL|DIR", text="cli_help_ledger_place")
    policy_options(parser, required=True)
    parser.option("--state", required=True, metavar="DIR", text="cli_help_ledger_state")
    parser.option("--allow-http", action="store_true", text="cli_help_allow_http")


def run_monitor(arguments: Namespace, console: Console) -> int:
    """Compare with what was remembered; exit code 1, and both notes kept, where the log contradicts itself."""
    policy = policy_of(arguments.log_key, arguments.witness, arguments.quorum)
    if arguments.place.startswith(("https://", "http://")):
        fetch = HttpFetcher(NetworkPolicy(http_allowed=arguments.allow_http))
        read = url_reader(arguments.place, fetch)
    else:
        read = folder_reader(Path(arguments.place))
    try:
        seen = watch(read, policy, Path(arguments.state), write=write_file)
    except LedgerError as error:
        return refused(error, console)
    values = {"origin": seen.checkpoint.origin, "size": seen.checkpoint.size, "before": seen.before}
    if console.json:
        console.say(dumps(values))
    else:
        console.tell("ledger_said_first" if seen.before is None else "ledger_said_watched", **values)
    return 0


EXAMPLES_COSIGN: Final = (
    "mexbadge ledger cosign --witness VKEY https://witness.example/",
    "mexbadge ledger cosign --witness VKEY1 URL1 --witness VKEY2 URL2 --quorum 1",
)


def configure_cosign(parser: Parser) -> None:
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


def run_cosign(arguments: Namespace, console: Console) -> int:
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
