"""``mexbadge ledger audit``: replay a whole log, from its database or from its published files."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import open_with
from mexbadge.cli.log_options import in_folder, log_option, note_in, open_log, refused
from mexbadge.cli.log_policies import policy_of, policy_options
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger.audit import audit
from mexbadge.ledger.export import folder_reader
from mexbadge.ledger.monitor import replay

EXAMPLES: Final = (
    "mexbadge ledger audit --log register.db",
    "mexbadge ledger audit --log register.db --since kept-checkpoint",
    "mexbadge ledger audit --tiles site/log --log-key VKEY",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    log_option(parser)
    parser.option("--since", action="append", default=[], metavar="FILE", text="cli_help_ledger_since")
    parser.option("--resume", action="store_true", text="cli_help_ledger_resume")
    parser.option("--tiles", metavar="DIR", text="cli_help_ledger_folder")
    policy_options(parser, required=False)


def run(arguments: Namespace, console: Console) -> int:
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
