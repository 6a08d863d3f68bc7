"""``mexbadge register recover FILE``: fill an empty register from a backup.

A register that cannot be read is moved aside first, and put back if the backup turns out to be of no use.
"""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.college import folder_options, open_issuer, refreshed
from mexbadge.cli.console import Console
from mexbadge.cli.parser import Parser
from mexbadge.errors import MexBadgeError, RegisterError
from mexbadge.issuer.backups import move_aside, put_back
from mexbadge.issuer.checkup import missing_files
from mexbadge.issuer.settings import read_settings

EXAMPLES: Final = (
    "mexbadge register recover /backups/register-2026-03-01.db",
    "mexbadge register recover -C badges /backups/register-2026-03-01.db",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="college_help_recover")
    parser.option("--replace", action="store_true", text="college_help_replace_register")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Recover, write the badge files that are missing from their exact bytes, and what a verifier would fetch."""
    aside = _make_room(Path(arguments.folder), arguments, console)
    try:
        open_issuer(arguments, console).register.recover(arguments.file)
        issuer = open_issuer(arguments, console)
    except MexBadgeError:
        put_back(aside)
        raise
    if aside and not console.json:
        console.tell("college_register_aside", path=str(aside[0][1]))
    files = missing_files(issuer)
    for name, path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        issuer.issued(name).save(path)
    if console.json:
        issuer.write_hosted()
        console.say(dumps({"badges": sum(1 for _ in issuer.list()), "files": len(files)}))
        return 0
    console.tell("college_recovered", count=sum(1 for _ in issuer.list()), files=len(files))
    refreshed(issuer, console)
    return 0


def _make_room(folder: Path, arguments: Namespace, console: Console) -> list[tuple[Path, Path]]:
    """Move a register aside that is damaged, or that ``--replace`` gives up; say nothing of one that is elsewhere."""
    if not Path(arguments.file).is_file():
        raise RegisterError("register_backup_missing", path=arguments.file)
    wanted = arguments.replace
    if not wanted:
        try:
            open_issuer(arguments, console)
        except RegisterError as error:
            if error.code != "register_damaged":
                raise
            wanted = True
    return move_aside(read_settings(folder).register_at(folder), at=datetime.now(UTC)) if wanted else []
