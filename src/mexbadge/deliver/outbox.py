"""The outbox: every message that is to go out, from before it is first tried until it is known what became of it.

A message is committed before it is handed over (``in-flight``) and again when its answer is known. Importing this
module imports SQLAlchemy.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Self

from sqlalchemy import ColumnElement, Row, delete, func, insert, inspect, select, update
from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge.deliver.states import DeliveryOutcome, Message, Queued, State
from mexbadge.deliver.steps import MIGRATIONS
from mexbadge.deliver.tables import AREA, OUTBOX
from mexbadge.errors import RegisterError
from mexbadge.store import Database

__all__ = ["Outbox"]

_CHUNK: Final = 200
_LOCK: Final = "outbox"
_OPEN: Final = (State.HELD, State.WAITING, State.DEFERRED, State.UNSURE, State.REFUSED, State.WRITTEN)
"""From which a message may be asked for once more."""


class Outbox:
    """The outbox in a database; made by :meth:`open`. Everything raises :class:`RegisterError` as the database does."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def __repr__(self) -> str:
        return f"<Outbox in {self.database!r}>"

    @classmethod
    def open(cls, database: Database, *, at: datetime) -> Self:
        """Open the outbox that a database holds, and make its table where there is none."""
        database.migrate(AREA, MIGRATIONS, at=at)
        return cls(database)

    @classmethod
    def of(cls, database: Database) -> Self | None:
        """Return the outbox of a database without changing anything; ``None`` where nothing was ever queued."""
        with database.read() as connection:
            there = inspect(connection).has_table(OUTBOX.name)
        return cls(database) if there else None

    def queue(self, messages: Iterable[Message], *, at: datetime) -> int:
        """Queue messages, each key once for ever, and return how many were new; in portions, each whole or not."""
        count = 0
        for some in _portions(messages):
            with self.database.transaction() as connection:
                count += self.queue_in(connection, some, at=at)
        return count

    def queue_in(self, connection: Connection, messages: Sequence[Message], *, at: datetime) -> int:
        """Queue a few messages within a transaction, together with what they tell of.

        One that was dropped, since it was not true when its turn came, waits again: it is true once more.
        """
        new = {message.key: message for message in messages}
        asked = select(OUTBOX.c.key, OUTBOX.c.state).where(OUTBOX.c.key.in_(list(new)))
        moment, count = _moments.write(at), 0
        for known, state in connection.execute(asked).all():
            held = new.pop(known).held
            if state == State.DROPPED.value:
                values = {"state": (State.HELD if held else State.WAITING).value, "why": None, "changed": moment}
                count += connection.execute(update(OUTBOX).where(OUTBOX.c.key == known).values(**values)).rowcount
        rows = [
            {
                **{name: getattr(one, name) for name in ("key", "channel", "kind", "subject", "name", "payload")},
                "recipient": one.recipient,
                "state": (State.HELD if one.held else State.WAITING).value,
                "attempts": 0,
                "created": moment,
                "changed": moment,
            }
            for one in new.values()
        ]
        if rows:
            connection.execute(insert(OUTBOX), rows)
        return count + len(rows)

    def one_run(self) -> Any:  # noqa: ANN401 - what Database.only gives
        """Hold the right to hand messages over, which dies with the process; yields whether it was to be had."""
        return self.database.only(_LOCK)

    def due(self, *, at: datetime) -> Iterator[Queued]:
        """Yield what is to be handed over now, the oldest first, without holding all of it.

        First what was ``in-flight`` when a process was killed: only whoever has :meth:`one_run` may ask. Then what
        waits, and what was deferred until a moment that has come.
        """
        yield from self._each(OUTBOX.c.state == State.IN_FLIGHT.value)
        now = _moments.write(at)
        deferred = (OUTBOX.c.state == State.DEFERRED.value) & (OUTBOX.c.due <= now)
        yield from self._each((OUTBOX.c.state == State.WAITING.value) | deferred)

    def each(self, states: Collection[State] = (), *, subjects: Collection[str] = ()) -> Iterator[Queued]:
        """Yield the messages in one of ``states`` (all), about one of ``subjects`` (all), in order."""
        chosen: ColumnElement[bool] = OUTBOX.c.number > 0
        if states:
            chosen &= OUTBOX.c.state.in_([state.value for state in states])
        if subjects:
            chosen &= OUTBOX.c.subject.in_(list(subjects))
        yield from self._each(chosen)

    def told(self, subjects: Sequence[str]) -> dict[str, list[Queued]]:
        """Return what there is about each of a few ``subjects``, in order; without payloads' worth of waiting."""
        found: dict[str, list[Queued]] = {name: [] for name in subjects}
        with self.database.read() as connection:
            for at in range(0, len(subjects), _CHUNK):
                some = select(OUTBOX).where(OUTBOX.c.subject.in_(subjects[at : at + _CHUNK])).order_by(OUTBOX.c.number)
                for row in connection.execute(some):
                    found[row.subject].append(_queued(row))
        return found

    def begin(self, message: Queued, *, at: datetime) -> bool:
        """Commit that a message is about to be handed over; ``False`` if it is gone or was changed meanwhile."""
        values = {"state": State.IN_FLIGHT.value, "attempts": message.attempts + 1, "changed": _moments.write(at)}
        same = (OUTBOX.c.number == message.number) & (OUTBOX.c.state == message.state.value)
        with self.database.transaction() as connection:
            return bool(connection.execute(update(OUTBOX).where(same).values(**values)).rowcount)

    def end(self, message: Queued, outcome: DeliveryOutcome, *, at: datetime) -> None:
        """Commit what became of a message that was begun."""
        why = None if outcome.why is None else _json.dumps({"code": outcome.why, "values": dict(outcome.values)})
        again = None if outcome.again is None else _moments.write(outcome.again)
        values = {"state": outcome.state.value, "changed": _moments.write(at), "why": why, "due": again}
        with self.database.transaction() as connection:
            connection.execute(update(OUTBOX).where(OUTBOX.c.number == message.number).values(**values))

    def undo(self, message: Queued) -> None:
        """Take back :meth:`begin`: nothing of the message left this computer."""
        values = {"state": message.state.value, "attempts": message.attempts, "changed": message.changed}
        if message.state is State.IN_FLIGHT:  # it was on its way when an earlier run was killed
            values["state"] = State.WAITING.value
        with self.database.transaction() as connection:
            connection.execute(update(OUTBOX).where(OUTBOX.c.number == message.number).values(**values))

    def again(self, number: int, *, at: datetime) -> bool:
        """Let a message wait once more, with its own Message-ID; ``False`` for one that is sent, or on its way."""
        may = (OUTBOX.c.number == number) & OUTBOX.c.state.in_([state.value for state in _OPEN])
        values = {"state": State.WAITING.value, "attempts": 0, "due": None, "why": None, "changed": _moments.write(at)}
        with self.database.transaction() as connection:
            return bool(connection.execute(update(OUTBOX).where(may).values(**values)).rowcount)

    def approve(self, keys: Collection[str], *, at: datetime) -> int:
        """Let messages go that were held, and return how many that were."""
        count = 0
        wanted = list(keys)
        for start in range(0, len(wanted), _CHUNK):
            held = OUTBOX.c.key.in_(wanted[start : start + _CHUNK]) & (OUTBOX.c.state == State.HELD.value)
            values = {"state": State.WAITING.value, "changed": _moments.write(at)}
            with self.database.transaction() as connection:
                count += connection.execute(update(OUTBOX).where(held).values(**values)).rowcount
        return count

    def counts(self) -> Mapping[State, int]:
        """Return how many messages there are in each state that any is in."""
        asked = select(OUTBOX.c.state, func.count()).group_by(OUTBOX.c.state)
        with self.database.read() as connection:
            return {_state(row[0]): row[1] for row in connection.execute(asked)}

    def _each(self, chosen: ColumnElement[bool]) -> Iterator[Queued]:
        last = 0
        ordered = select(OUTBOX).where(chosen).order_by(OUTBOX.c.number).limit(_CHUNK)
        while True:
            with self.database.read() as connection:
                rows = connection.execute(ordered.where(OUTBOX.c.number > last)).all()
            if not rows:
                return
            for row in rows:
                yield _queued(row)
            last = rows[-1].number


def forget(connection: Connection, subjects: Sequence[str]) -> int:
    """Take out every message about ``subjects``, sent or not, and return how many; nothing where there is no outbox."""
    if not inspect(connection).has_table(OUTBOX.name):
        return 0
    count = 0
    for at in range(0, len(subjects), _CHUNK):
        gone = delete(OUTBOX).where(OUTBOX.c.subject.in_(subjects[at : at + _CHUNK]))
        count += connection.execute(gone).rowcount
    return count


def forget_some(connection: Connection, subject: str, goes: Callable[[bytes], bool]) -> int:
    """Take out the messages about a subject of whose payload ``goes`` says so, and return how many."""
    if not inspect(connection).has_table(OUTBOX.name):
        return 0
    rows = connection.execute(select(OUTBOX.c.number, OUTBOX.c.payload).where(OUTBOX.c.subject == subject)).all()
    gone = [row.number for row in rows if goes(bytes(row.payload))]
    for number in gone:
        connection.execute(delete(OUTBOX).where(OUTBOX.c.number == number))
    return len(gone)


def copy(source: Connection, target: Connection) -> None:
    """Copy an outbox into an empty one, both within transactions, as it is.

    What was to be handed over may have been, after the copy was made: it is ``unsure`` now, and not sent by itself.
    """
    if not inspect(source).has_table(OUTBOX.name):
        return
    target.execute(delete(OUTBOX))
    _copy_rows(source, target)


def doubt(connection: Connection) -> None:
    """Say of everything that was to be handed over that it may have been: the outbox is an older copy."""
    waiting = [State.WAITING.value, State.IN_FLIGHT.value, State.DEFERRED.value, State.HELD.value]
    why = _json.dumps({"code": "deliver_recovered", "values": {}})
    connection.execute(
        update(OUTBOX).where(OUTBOX.c.state.in_(waiting)).values(state=State.UNSURE.value, why=why, due=None)
    )


def _copy_rows(source: Connection, target: Connection) -> None:
    result = source.execute(select(OUTBOX).order_by(OUTBOX.c.number)).mappings()
    while rows := result.fetchmany(_CHUNK):
        target.execute(insert(OUTBOX), [dict(row) for row in rows])


def _queued(row: Row[Any]) -> Queued:
    why = {} if row.why is None else _json.loads_object(row.why.encode("utf-8"))
    return Queued(
        number=row.number,
        key=row.key,
        channel=row.channel,
        kind=row.kind,
        subject=row.subject,
        name=row.name,
        payload=bytes(row.payload),
        recipient=row.recipient,
        state=_state(row.state),
        attempts=row.attempts,
        created=row.created,
        changed=row.changed,
        due=row.due,
        why=why.get("code"),
        values=why.get("values", {}),
    )


def _state(text: str) -> State:
    try:
        return State(text)
    except ValueError:
        raise RegisterError("register_row_damaged", table=OUTBOX.name, id=text) from None


def _portions(messages: Iterable[Message]) -> Iterator[list[Message]]:
    some: list[Message] = []
    for message in messages:
        some.append(message)
        if len(some) == _CHUNK:
            yield some
            some = []
    if some:
        yield some
