"""How far the folder ``hosted`` follows the register: the last line of the journal up to which everything is written.

The mark lies in the folder that it is about, so that a folder that is put back from an earlier day brings its own. A
register that does not have that very line is not the one that was written from, or is an older copy of it: then nothing
is taken for written.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.register.tables import EVENTS, ISSUED

if TYPE_CHECKING:
    from mexbadge.issuer.pipeline.desk import Desk

__all__ = ["NAME", "Mark", "changed_since", "drop", "latest", "put", "valid"]

NAME: Final = ".written.json"
"""The name of the mark in the folder ``hosted``."""
_FORM: Final = 1
"""Counts on where the same rows are to be written in another way."""
_BYTES: Final = 1024


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the journal by its number and its digest, and the digest of what else decides what is written."""

    number: int
    line: str
    how: str

    @classmethod
    def read(cls, hosted: Path) -> Self | None:
        """Return the mark in ``hosted``; ``None`` where there is none that can be read."""
        try:
            with (hosted / NAME).open("rb") as file:
                found = _json.loads_object(file.read(_BYTES), max_bytes=_BYTES)
        except (OSError, InputError):
            return None
        number, line, how = found.get("number"), found.get("line"), found.get("how")
        if type(number) is not int or not isinstance(line, str) or not isinstance(how, str):
            return None
        return cls(number, line, how)

    def to_bytes(self) -> bytes:
        """Return the content of the file."""
        return f"{_json.dumps({'number': self.number, 'line': self.line, 'how': self.how})}\n".encode("ascii")


def valid(desk: "Desk", connection: Connection) -> Mark | None:
    """Return the mark of the folder, if the register holds everything up to it and would write it in the same way."""
    found = Mark.read(desk.folder / delivery.HOSTED)
    if found is None or found.how != _how(desk):
        return None
    return found if is_here(connection, found) else None


def is_here(connection: Connection, mark: Mark | None) -> bool:
    """Return whether the register has the line that ``mark`` names; so it is where there is no mark."""
    if mark is None:
        return True
    row = connection.execute(select(EVENTS).where(EVENTS.c.number == mark.number)).first()
    return row is not None and _line(row) == mark.line


def latest(desk: "Desk", connection: Connection) -> Mark | None:
    """Return the mark of all that is in the register now; ``None`` where nothing happened yet."""
    row = connection.execute(select(EVENTS).order_by(EVENTS.c.number.desc()).limit(1)).first()
    return None if row is None else Mark(row.number, _line(row), _how(desk))


def changed_since(connection: Connection, mark: Mark) -> list[str]:
    """Return the badges to which something happened after ``mark``, in the order in which they were issued."""
    subjects = select(EVENTS.c.subject).where(EVENTS.c.number > mark.number)
    chosen = select(ISSUED.c.id).where(ISSUED.c.id.in_(subjects)).order_by(ISSUED.c.number)
    return list(connection.execute(chosen).scalars())


def put(desk: "Desk", mark: Mark) -> None:
    """Write the mark, after everything that it speaks of."""
    path = desk.folder / delivery.HOSTED / NAME
    if Mark.read(path.parent) != mark:
        delivery.write_file(path, mark.to_bytes())


def drop(desk: "Desk") -> None:
    """Take the mark away: the next who writes looks at everything."""
    (desk.folder / delivery.HOSTED / NAME).unlink(missing_ok=True)


def _how(desk: "Desk") -> str:
    log = "" if desk.log is None else desk.log.key.vkey
    return _digest([str(_FORM), desk.settings.base, desk.settings.id, log])


def _line(row: object) -> str:
    return _digest([str(getattr(row, column.name)) for column in EVENTS.columns])


def _digest(parts: list[str]) -> str:
    return sha256(_json.dumps(parts).encode("ascii")).hexdigest()
