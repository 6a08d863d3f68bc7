"""The way back to a register that is gone, damaged or older than what was published."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from mexbadge.errors import MexBadgeError, Problem, RegisterError
from mexbadge.issuer import opening
from mexbadge.issuer.folder.settings import Settings, read_settings
from mexbadge.issuer.hosted import behind
from mexbadge.issuer.opening import Outside
from mexbadge.issuer.pipeline import catching_up
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.register import backups
from mexbadge.issuer.register.register import Register
from mexbadge.keys import Passphrase

__all__ = ["Recovered", "recover", "restore_files"]

_ASIDE: Final = frozenset({"register_damaged", "register_empty", "register_gone"})
"""Why a register may be moved aside unasked: there is nothing in it that can be read."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came of it: the badges in the register, the files that were written, and where the old register is now.

    ``taken`` is what the folder ``hosted`` said beyond the backup, and register and ledger say now.
    """

    badges: int
    files: int
    aside: Path | None
    taken: tuple[Problem, ...]


def recover(
    folder: Path, backup: Path, *, replace: bool, passphrase: Passphrase, outside: Outside
) -> tuple[Desk, Recovered]:
    """Fill the folder's register from ``backup`` and open it; see :meth:`mexbadge.issuer.Issuer.recover`."""
    if not backup.is_file():
        raise RegisterError("register_backup_missing", path=str(backup))
    settings, at = read_settings(folder), outside.clock()
    secret = opening.read_secret(folder)
    with _room(folder, settings, secret, replace=replace, at=at) as aside:
        register = Register.room(settings.register_at(folder), secret=secret, at=at)
        backups.recover(register, backup, at=at)
        desk = opening.open_desk(folder, passphrase=passphrase, outside=outside)
    taken = [*behind.take_over(desk), *catching_up.catch_up(desk)]
    files = restore_files(desk)
    count = sum(1 for _ in desk.register.records())
    return desk, Recovered(count, files, aside, tuple(taken))


@contextmanager
def _room(folder: Path, settings: Settings, secret: bytes, *, replace: bool, at: datetime) -> Iterator[Path | None]:
    """Move aside a register that cannot be read, or that ``replace`` gives up; undo it where recovering fails."""
    place, wanted = settings.register_at(folder), replace
    if not wanted:
        try:
            Register.open(place, secret=secret, at=at)
        except RegisterError as error:
            if error.code not in _ASIDE:
                raise
            wanted = True
    moved = backups.move_aside(place, at=at) if wanted else []
    try:
        yield moved[0][1] if moved else None
    except MexBadgeError:
        if wanted:
            backups.put_back(place, moved)
        raise


def restore_files(desk: Desk, names: Collection[str] | None = None) -> int:
    """Write the badge files that are not there, from the exact bytes; return how many.

    Of all badges, or of those in ``names``; never of people who were forgotten.
    """
    count = 0
    records = desk.register.records() if names is None else map(desk.register.record, names)
    for record in records:
        path = desk.files / record.file
        if record.forgotten is None and not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            opening.issued(desk, record.id, already=True).save(path)
            count += 1
    return count
