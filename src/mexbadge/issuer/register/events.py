"""What happened when: a journal that is only ever added to, and names nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge.issuer.register.tables import EVENTS

__all__ = ["Event", "append", "append_all", "append_each", "last_moment", "read"]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal: its number, the moment, what happened, and to what (an id)."""

    number: int
    at: str
    kind: str
    subject: str


def append(connection: Connection, kind: str, subject: str, *, at: datetime) -> None:
    """Add one line."""
    append_all(connection, kind, [subject], at=at)


def append_all(connection: Connection, kind: str, subjects: Iterable[str], *, at: datetime) -> None:
    """Add one line for each of ``subjects``."""
    moment = _moments.write(at)
    append_each(connection, kind, ((subject, moment) for subject in subjects))


def append_each(connection: Connection, kind: str, subjects: Iterable[tuple[str, str]]) -> None:
    """Add one line for each of ``subjects``, with the moment that each has."""
    rows = [{"at": moment, "kind": kind, "subject": subject} for subject, moment in subjects]
    if rows:
        connection.execute(insert(EVENTS), rows)


def last_number(connection: Connection) -> int:
    """Return the number of the last line, 0 where there is none: another one says that something happened since."""
    return connection.execute(select(func.max(EVENTS.c.number))).scalar() or 0


def last_moment(connection: Connection) -> str | None:
    """Return the moment of the last line."""
    return connection.execute(select(EVENTS.c.at).order_by(EVENTS.c.number.desc()).limit(1)).scalar()


def read(connection: Connection, *, subject: str | None = None) -> Iterator[Event]:
    """Yield the lines in order, or those about one thing."""
    chosen = select(EVENTS).order_by(EVENTS.c.number)
    if subject is not None:
        chosen = chosen.where(EVENTS.c.subject == subject)
    for row in connection.execute(chosen):
        yield Event(row.number, row.at, row.kind, row.subject)
