"""The register of an issuer's folder.

- ``register backup FILE``: a whole copy of the register.
- ``register recover [FILE]``: get the register back from a backup, and from what was published.
  A register that cannot be read is moved aside first, and put back if the backup turns out to be of no use. Without a
  backup, the register takes over what the folder hosted says beyond it, and writes the badge files that are missing.
- ``status refresh``: sign status lists anew before they end.
- ``forget PERSON``: erase what can identify somebody.
"""

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, identity, open_issuer, open_to_write, refreshed
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, Problem
from mexbadge.issuer import Issuer

EXAMPLES_BACKUP: Final = (
    "mexbadge register backup /backups/register-2026-03-01.db",
    "mexbadge register backup -C badges /backups/register-2026-03-01.db",
)


def configure_backup(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="college_help_backup")
    folder_options(parser, secret=False)


def run_backup(arguments: Namespace, console: Console) -> int:
    """Write the copy; others go on working meanwhile."""
    open_issuer(arguments, console).register.backup(arguments.file)
    if console.json:
        console.say(dumps({"file": arguments.file}))
        return 0
    console.done("college_backed_up", path=arguments.file)
    console.done("college_backup_keep")
    return 0


EXAMPLES_RECOVER: Final = (
    "mexbadge register recover /backups/register-2026-03-01.db",
    "mexbadge register recover -C badges /backups/register-2026-03-01.db",
    "mexbadge register recover",
)


def configure_recover(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", nargs="?", metavar="FILE", text="college_help_recover")
    parser.option("--replace", action="store_true", text="college_help_replace_register")
    folder_options(parser)


def run_recover(arguments: Namespace, console: Console) -> int:
    """Recover, write the badge files that are missing from their exact bytes, and what a verifier would fetch."""
    secret = passphrase.of_existing(arguments, console)
    if arguments.file is None:
        if arguments.replace:
            raise InputError("cli_missing_argument", names="FILE", command="mexbadge register recover --replace")
        issuer = Issuer.open(arguments.folder, passphrase=secret)
        _tell(issuer.take_over(), console)
        files = issuer.restore_files()
        if console.json:
            console.say(dumps({"files": files}))
        elif files:
            console.done("college_files_restored", count=files, folder=str(issuer.files))
    else:
        issuer, told = Issuer.recover(arguments.folder, arguments.file, replace=arguments.replace, passphrase=secret)
        if told.aside is not None and not console.json:
            console.done("college_register_aside", path=str(told.aside))
        _tell(told.taken, console)
        if console.json:
            console.say(dumps({"badges": told.badges, "files": told.files, "taken_over": len(told.taken)}))
        else:
            console.done("college_recovered", count=told.badges, files=told.files)
    refreshed(issuer, console)
    return 0


def _tell(taken: Sequence[Problem], console: Console) -> None:
    """List what was published and is in the register again."""
    for problem in taken:
        if console.json:
            console.say(dumps({"code": problem.code, "where": problem.where, "message": problem.message(console.lang)}))
        else:
            console.say(f"  {problem.message(console.lang)}")
    if not console.json:
        (console.tell if taken else console.done)("college_taken_over", count=len(taken))


_BEFORE_DAYS: Final = 30
"""How long before its end a list is signed anew: a college that runs this once a month never has one that ended."""
EXAMPLES_REFRESH: Final = (
    "mexbadge status refresh -C badges",
    "mexbadge status refresh --all --passphrase-file /run/secrets/badges",
)


def configure_refresh(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--before", metavar="TIME", text="college_help_refresh_before")
    parser.option("--all", action="store_true", text="college_help_refresh_all")
    parser.option("--clock-was-wrong", action="store_true", text="college_help_clock")
    folder_options(parser)


def run_refresh(arguments: Namespace, console: Console) -> int:
    """Sign the lists that end soon, or all; and write the hosted documents as the register has them."""
    issuer = open_to_write(arguments, console)
    if arguments.clock_was_wrong:
        issuer.correct_clock()
    soon = moment(arguments.before) or datetime.now(UTC) + timedelta(days=_BEFORE_DAYS)
    count = issuer.refresh_status(before=None if arguments.all else soon)
    if console.json:
        console.say(dumps({"signed": count}))
        return 0
    console.done("college_lists_signed", count=count)
    refreshed(issuer, console)
    return 0


EXAMPLES_FORGET: Final = ("mexbadge forget name@example.ca", "mexbadge forget -C badges --ref 20260007 --yes")


def configure_forget(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("person", nargs="?", metavar="IDENTITY", text="college_help_person")
    parser.option("--ref", metavar="REF", text="college_help_ref")
    parser.option("--yes", action="store_true", text="college_help_yes")
    folder_options(parser, secret=False)


def run_forget(arguments: Namespace, console: Console) -> int:
    """Erase, after asking once; the status of what was issued stays right."""
    if bool(arguments.person) == bool(arguments.ref):
        raise InputError("college_forget_whom")
    issuer = open_to_write(arguments, console)
    person = identity(arguments.person) if arguments.person else None
    if not arguments.yes:
        _confirm(console)
    count = issuer.forget(person, ref=arguments.ref)
    if console.json:
        console.say(dumps({"forgotten": count}))
        return 0
    console.done("college_forgotten", count=count)
    console.done("college_forgotten_backups")
    refreshed(issuer, console)
    return 0


def _confirm(console: Console) -> None:
    """Ask on a terminal; elsewhere only ``--yes`` will do."""
    if not sys.stdin.isatty():
        raise InputError("college_forget_yes")
    console.insist(console.text("college_ask_forget"), end="")
    if sys.stdin.readline().strip().lower() not in {"yes", "oui"}:
        raise InputError("college_forget_yes")
