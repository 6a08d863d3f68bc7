"""Status lists in the register: places drawn at random, taken once and for all, and lists signed when they change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.credentials.ob3 import Form, sign
from mexbadge.credentials.status_lists import BitList
from mexbadge.errors import RegisterError
from mexbadge.issuer.register.marked import marked_in
from mexbadge.issuer.register.tables import ENTRIES, LISTS, MARKED, RESERVED
from mexbadge.keys import Signer
from mexbadge.status.bitstring import MINIMUM_ENTRIES, Bitstring

__all__ = ["BOTH", "VALID_DAYS", "Lists", "release", "release_left", "require_places", "settled"]

BOTH: Final = ("revocation", "suspension")
"""The lists in which every new credential has a place."""
VALID_DAYS: Final = 45
"""For how many days a signed list holds."""
_FULL_TENTHS: Final = 9
ADDRESS: Final = "{base}/status/{number}.json"
"""Where a new list is hosted: a plain web server needs no rule to answer there, and says that it is JSON."""
_CHUNK: Final = 500


class _OpenList(NamedTuple):
    """A list that is not full: its number, its address, and for how many it has room."""

    number: int
    url: str
    room: int


@dataclass(frozen=True, slots=True)
class Lists:
    """How the lists of one issuer are made: whose they are, where they will be, who signs them, and when it is.

    ``rng`` gives so many random bytes; ``capacity`` is after how many credentials a list is full (nine tenths of its
    size by default, so that a free place is still found quickly).
    """

    issuer: str
    base: str
    signer: Signer
    form: Form
    now: datetime
    rng: Callable[[int], bytes]
    capacity: int | None = None

    def reserve(self, connection: Connection, ids: Sequence[str]) -> dict[str, list[JsonObject]]:
        """Take a place in each list for each credential and return their ``credentialStatus``."""
        found: dict[str, list[JsonObject]] = {name: [] for name in ids}
        if ids:
            connection.execute(insert(RESERVED), [{"credential": name} for name in ids])
        for purpose in BOTH:
            waiting = list(ids)
            while waiting:
                number, url, room = self._open_list(connection, purpose)
                some, waiting = waiting[:room], waiting[room:]
                for name, position in zip(some, self._take(connection, number, some), strict=True):
                    found[name].append(BitList(url, self.issuer, purpose).entry(position))
                if self._is_due(connection, number):
                    self.sign(connection, number)
        return found

    def _is_due(self, connection: Connection, number: int) -> bool:
        """Return whether a list does not hold at this moment, because a clock was wrong when it was signed."""
        signed = marked_in(connection.execute(select(LISTS.c.signed).where(LISTS.c.number == number)).scalar_one())
        return signed is not None and not signed.since <= _moments.write(self.now) < signed.until

    def put(self, connection: Connection, ids: Iterable[str], purpose: str, value: int) -> None:
        """Set what ``purpose`` says of each credential, and sign every list that this changes."""
        changed: dict[int, set[int]] = {}
        lists = select(LISTS.c.number).where(LISTS.c.purpose == purpose)
        for some in _chunks(list(ids)):
            here = ENTRIES.c.credential.in_(some) & ENTRIES.c.list.in_(lists) & (ENTRIES.c.value != value)
            for row in connection.execute(select(ENTRIES.c.list, ENTRIES.c.position).where(here)):
                changed.setdefault(row.list, set()).add(row.position)
            connection.execute(update(ENTRIES).where(here).values(value=value))
        for number, places in sorted(changed.items()):
            self.sign(connection, number, cleared=frozenset(places) if not value else frozenset())

    def sign(self, connection: Connection, number: int, *, cleared: frozenset[int] = frozenset()) -> None:
        """Sign one list as it stands now.

        What the list said before stays set, but for the places in ``cleared``, whatever the entries say: a signed word
        is taken back by name alone. Raises :class:`RegisterError` ``register_list_damaged`` where the list that was
        signed before cannot be read.
        """
        row = connection.execute(select(LISTS).where(LISTS.c.number == number)).one()
        here = (ENTRIES.c.list == number) & MARKED
        marked = connection.execute(select(ENTRIES.c.position, ENTRIES.c.value).where(here)).all()
        before = marked_in(row.signed)
        if before is None:
            raise RegisterError("register_list_damaged", url=row.url)
        kept = dict.fromkeys(before.places - cleared, 1)
        bits = Bitstring.new(row.size).with_entries(kept | dict(marked))
        signed, until = self._signed(row.url, row.purpose, bits)
        change = update(LISTS).where(LISTS.c.number == number)
        connection.execute(change.values(signed=signed, valid_until=until))

    def refresh(self, connection: Connection, before: datetime | None) -> int:
        """Sign every list anew that ends before ``before`` (all without one); return how many there were.

        A list that has ended, or whose start lies ahead, is due in any case.
        """
        rows = connection.execute(select(LISTS.c.number, LISTS.c.valid_until).order_by(LISTS.c.number)).all()
        soon = None if before is None else _moments.write(before)
        numbers = [
            row.number for row in rows if soon is None or row.valid_until < soon or self._is_due(connection, row.number)
        ]
        for number in numbers:
            self.sign(connection, number)
        return len(numbers)

    def _signed(self, url: str, purpose: str, bits: Bitstring) -> tuple[bytes, str]:
        until = self.now + timedelta(days=VALID_DAYS)
        document = BitList(url, self.issuer, purpose).document(bits, valid_from=self.now, valid_until=until)
        return sign(document, self.signer, form=self.form), _moments.write(until)

    def _open_list(self, connection: Connection, purpose: str) -> _OpenList:
        """Return a list that is not full; make the next one where all are."""
        free = LISTS.c.capacity - LISTS.c.used
        usable = (LISTS.c.purpose == purpose) & LISTS.c.closed.is_(False) & (free > 0)
        row = connection.execute(
            select(LISTS.c.number, LISTS.c.url, free.label("room")).where(usable).order_by(LISTS.c.number)
        ).first()
        if row is not None:
            return _OpenList(row.number, row.url, row.room)
        number = (connection.execute(select(func.max(LISTS.c.number))).scalar() or 0) + 1
        url = ADDRESS.format(base=self.base, number=number)
        signed, until = self._signed(url, purpose, Bitstring.new(MINIMUM_ENTRIES))
        capacity = self.capacity or MINIMUM_ENTRIES * _FULL_TENTHS // 10
        values = {"number": number, "purpose": purpose, "url": url, "size": MINIMUM_ENTRIES, "capacity": capacity}
        connection.execute(insert(LISTS).values(**values, used=0, closed=False, signed=signed, valid_until=until))
        return _OpenList(number, url, capacity)

    def _take(self, connection: Connection, number: int, ids: Sequence[str]) -> list[int]:
        """Draw places that nobody has, and give them to ``ids`` in the order in which they were drawn."""
        chosen: dict[int, None] = {}
        while len(chosen) < len(ids):
            missing = min(len(ids) - len(chosen), _CHUNK)
            drawn = [int.from_bytes(self.rng(8)) % MINIMUM_ENTRIES for _ in range(missing)]
            here = (ENTRIES.c.list == number) & ENTRIES.c.position.in_(drawn)
            taken = set(connection.execute(select(ENTRIES.c.position).where(here)).scalars())
            chosen.update(dict.fromkeys(position for position in drawn if position not in taken))
        places = list(chosen)
        rows = [
            {"list": number, "position": place, "credential": name, "value": 0}
            for place, name in zip(places, ids, strict=True)
        ]
        connection.execute(insert(ENTRIES), rows)
        more = update(LISTS).where(LISTS.c.number == bindparam("at")).values(used=LISTS.c.used + len(rows))
        connection.execute(more, {"at": number})
        return places


def release(connection: Connection, ids: Sequence[str]) -> None:
    """Give back the places of credentials that were never signed; those of a signed one stay taken for ever."""
    for some in _chunks(ids):
        here = ENTRIES.c.credential.in_(some)
        counted = select(ENTRIES.c.list, func.count()).where(here).group_by(ENTRIES.c.list)
        for number, count in connection.execute(counted).all():
            less = update(LISTS).where(LISTS.c.number == number).values(used=LISTS.c.used - count)
            connection.execute(less)
        connection.execute(ENTRIES.delete().where(here))
    settled(connection, ids)


def require_places(connection: Connection, ids: Sequence[str]) -> None:
    """Raise :class:`RegisterError` ``register_places_lost`` where a credential that is to be kept has lost its places.

    They are given back where nobody holds the lock of those at work any more; then they may be another's.
    """
    for some in _chunks(ids):
        chosen = select(RESERVED.c.credential).where(RESERVED.c.credential.in_(some))
        if set(connection.execute(chosen).scalars()) != set(some):
            raise RegisterError("register_places_lost")


def settled(connection: Connection, ids: Sequence[str]) -> None:
    """Note that the places of ``ids`` are no longer on their way: used, or given back."""
    for some in _chunks(ids):
        connection.execute(RESERVED.delete().where(RESERVED.c.credential.in_(some)))


def release_left(connection: Connection) -> int:
    """Give back the places that a process which is dead had taken and not used; return how many badges that were."""
    left = connection.execute(select(RESERVED.c.credential)).scalars().all()
    release(connection, left)
    return len(left)


def places_of(connection: Connection, name: str) -> Mapping[str, int]:
    """Return the value that each list, by its address, holds for one credential."""
    joined = ENTRIES.join(LISTS, ENTRIES.c.list == LISTS.c.number)
    rows = connection.execute(
        select(LISTS.c.url, ENTRIES.c.value).select_from(joined).where(ENTRIES.c.credential == name)
    )
    return dict(rows.all())


def _chunks(items: Sequence[str]) -> Iterable[Sequence[str]]:
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))
