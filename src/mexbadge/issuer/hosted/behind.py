"""Whether the register is behind what was published, and taking over what it lacks.

A list of status bits, a list of revoked ids and the issuer's keys only ever grow, but for what a command takes back by
name (``restore``). Where the folder ``hosted`` says more than the register, the register is an older copy, or somebody
changed it; nothing is signed or published from it until that was taken over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.engine import Connection

from mexbadge.errors import Problem, RegisterError
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.folder.places import hosted_place, key_address
from mexbadge.issuer.hosted import mark as hosted_mark
from mexbadge.issuer.hosted.documents import revoked_ids
from mexbadge.issuer.hosted.documents_ob2 import revoked_ids as revoked_ids_ob2
from mexbadge.issuer.hosted.published import Published, read_published
from mexbadge.issuer.pipeline import ledger_entries
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.register import events, keyring, unlisted
from mexbadge.issuer.register.keyring import KeyState
from mexbadge.issuer.register.marked import Marked
from mexbadge.issuer.register.records import Status
from mexbadge.issuer.register.tables import ENTRIES, EVENTS, ISSUED, KEYS, LISTS, MARKED, REVOKED_BEFORE, REVOKED_OB2
from mexbadge.keys import PublicKey
from mexbadge.ledger import EntryKind

__all__ = ["TAKEN", "behind", "published_by", "require_current", "take_over"]

TAKEN: Final = "taken-over"
"""The event that something which was published was taken over into the register."""
_NOBODY: Final = "published"
_SAYS: Final[Mapping[str, Status]] = {"revocation": Status.REVOKED, "suspension": Status.SUSPENDED}
_ENTERED: Final = {Status.REVOKED: EntryKind.REVOKE, Status.SUSPENDED: EntryKind.SUSPEND}


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that is set in a published list and not in the register's."""

    list: Marked
    number: int | None
    position: int
    credential: str | None

    @property
    def problem(self) -> Problem:
        values = {"url": self.list.url, "place": self.position, "id": self.credential or f"#{self.position}"}
        return Problem(f"behind_{self.list.purpose}", f"{self.list.url}#{self.position}", values)


def published_by(desk: Desk, *, whole: bool = True, folder: Path | None = None) -> Published:
    """Read what the folder ``hosted`` of ``desk`` says, or another ``folder`` to which its contents were published.

    Without ``whole`` not what lies there of each badge.
    """
    address = key_address(desk.settings)
    path = None if address is None else hosted_place(desk.settings.base, address)
    hosted = folder or desk.folder / delivery.HOSTED
    return replace(read_published(hosted, desk.settings, path, whole=whole), mark=hosted_mark.Mark.read(hosted))


def require_current(desk: Desk, connection: Connection, *, whole: bool = False) -> None:
    """Raise :class:`RegisterError` ``register_behind`` where ``hosted`` says more than the register.

    Without ``whole`` the hosted assertions of 2.0, each of which may say that it was revoked, are read only where the
    folder was not written from this very register (:mod:`mexbadge.issuer.hosted.mark`).
    """
    whole = whole or hosted_mark.valid(desk, connection) is None
    if found := behind(connection, published_by(desk, whole=whole)):
        raise RegisterError("register_behind", count=len(found))


def behind(connection: Connection, published: Published) -> list[Problem]:
    """Return all that ``published`` says and the register does not, in a fixed order."""
    found = [] if hosted_mark.is_here(connection, published.mark) else [Problem("behind_journal", "hosted")]
    found += [place.problem for each in published.lists for place in _places(connection, each)]
    found += [Problem("behind_list", each.url, {"url": each.url}) for each in _unknown_lists(connection, published)]
    found += [Problem("behind_id", name, {"id": name}) for name in _ids(connection, published, ob2=False)]
    found += [Problem("behind_id", name, {"id": name}) for name in _ids(connection, published, ob2=True)]
    for name, ended in _keys(connection, published):
        found.append(Problem("behind_key" if ended is None else "behind_key_withdrawn", name, {"id": name}))
    return found


def _unknown_lists(connection: Connection, published: Published) -> list[Marked]:
    known = set(connection.execute(select(LISTS.c.url)).scalars())
    return [each for each in published.lists if each.url not in known]


def _places(connection: Connection, each: Marked) -> Iterator[_Place]:
    """Yield what is set in a list and not in the register, but for suspensions that were ended since."""
    row = connection.execute(select(LISTS.c.number, LISTS.c.signed).where(LISTS.c.url == each.url)).first()
    if row is None or row.signed == each.signed:
        return
    here = (ENTRIES.c.list == row.number) & MARKED
    missing = each.places - set(connection.execute(select(ENTRIES.c.position).where(here)).scalars())
    for position in sorted(missing):
        at = (ENTRIES.c.list == row.number) & (ENTRIES.c.position == position)
        name = connection.execute(select(ENTRIES.c.credential).where(at)).scalar()
        if not (each.purpose == "suspension" and name is not None and _ended(connection, name, each.since)):
            yield _Place(each, row.number, position, name)


def _ended(connection: Connection, name: str, signed: str) -> bool:
    """Return whether the register tells that a suspension was ended after the list with it was signed."""
    here = (EVENTS.c.subject == name) & (EVENTS.c.kind == Status.ACTIVE.value)
    latest = connection.execute(select(func.max(EVENTS.c.at)).where(here)).scalar()
    return latest is not None and latest >= signed


def _ids(connection: Connection, published: Published, *, ob2: bool) -> list[str]:
    listed = published.revoked_ob2 if ob2 else published.revoked
    if not listed:
        return []
    known = set(revoked_ids_ob2(connection) if ob2 else revoked_ids(connection))
    return [name for name in listed if name not in known]


def _keys(connection: Connection, published: Published) -> Iterator[tuple[str, str | None]]:
    """Yield the published keys that the register does not know, or does not know as withdrawn."""
    known = {key.id: key.state for key in keyring.all_keys(connection)}
    for name, (_, ended) in published.keys.items():
        if name not in known or (ended is not None and known[name] is not KeyState.COMPROMISED):
            yield name, ended


def take_over(desk: Desk) -> list[Problem]:
    """Take into the register what ``hosted`` says beyond it, sign the lists anew, and return what that was."""
    published = published_by(desk)
    with desk.register.transaction() as connection:
        found = behind(connection, published)
        if not found:
            return _collected(connection, desk)
        if not hosted_mark.is_here(connection, published.mark):
            connection.execute(update(LISTS).values(closed=True))
        for name, ended in list(_keys(connection, published)):
            _take_key(connection, desk, name, published.keys[name][0], ended)
        changed = {_take_list(connection, each) for each in _unknown_lists(connection, published)}
        for each in sorted(published.lists, key=lambda one: one.purpose, reverse=True):
            for place in list(_places(connection, each)):
                changed.add(_take_place(connection, desk, place))
        for ob2 in (False, True):
            for name in _ids(connection, published, ob2=ob2):
                reason = (published.revoked_ob2 if ob2 else published.revoked)[name]
                changed |= _take_id(connection, desk, name, reason, ob2=ob2)
        events.append(connection, TAKEN, f"hosted: {len(found)}", at=desk.clock())
        if all(key.state is not KeyState.ACTIVE for key in keyring.all_keys(connection)):
            _new_key(connection, desk)
        _require_taken(connection, desk, published)
        lists = desk.lists(desk.signer_in(connection))
        for number in sorted(changed):
            lists.sign(connection, number)
        found += _collected(connection, desk)
    hosted_mark.drop(desk)
    return found


def _require_taken(connection: Connection, desk: Desk, published: Published) -> None:
    """Raise :class:`RegisterError` ``register_behind`` where something is lacking still; the mark goes afterwards."""
    if left := behind(connection, replace(published, mark=None)):
        raise RegisterError("register_behind", count=len(left))
    desk.current = True


def _collected(connection: Connection, desk: Desk) -> list[Problem]:
    """Note the badges in the folder that the register does not know, so that nobody gets one of them again."""
    return unlisted.collect(connection, desk.folder, desk.settings)


def _take_key(connection: Connection, desk: Desk, name: str, public: PublicKey, ended: str | None) -> None:
    before = {key.id: key for key in keyring.all_keys(connection)}
    if name not in before:
        file = f"keys/{name.rpartition('#')[2]}.pem"
        keyring.keep(connection, name, public, file=file, at=desk.clock())
    events.append(connection, TAKEN, name, at=desk.clock())
    if ended is not None:
        keyring.end(connection, name, KeyState.COMPROMISED, at=desk.clock())
        connection.execute(update(KEYS).where(KEYS.c.id == name).values(ended=ended))


def _new_key(connection: Connection, desk: Desk) -> None:
    """Let the newest key sign of which the private half is there, or a new one where there is none."""
    for key in reversed(keyring.all_keys(connection)):
        path = keyring.file_of(key, desk.folder)
        if key.state is KeyState.RETIRED and path is not None and path.is_file():
            values = {"state": KeyState.ACTIVE.value, "ended": None}
            connection.execute(update(KEYS).where(KEYS.c.id == key.id).values(**values))
            events.append(connection, "key_again", key.id, at=desk.clock())
            return
    kind = keyring.all_keys(connection)[-1].public_key.kind
    made = keyring.make(
        connection,
        issuer=desk.settings.id,
        folder=desk.folder,
        kind=kind,
        passphrase=desk.passphrase,
        at=desk.clock(),
    )
    if ledger_entries.is_open(desk, connection):
        ledger_entries.enter_key(desk, connection, EntryKind.KEY_ADDED, made)


def _take_list(connection: Connection, each: Marked) -> int:
    """Keep a list of which the register knows nothing, closed: its places belong to badges that are not here."""
    known = set(connection.execute(select(LISTS.c.number)).scalars())
    end = each.url.rpartition("/")[2].removesuffix(".json")
    number = int(end) if end.isdecimal() and int(end) not in known else max(known, default=0) + 1
    values = {"number": number, "purpose": each.purpose, "url": each.url, "size": each.size, "capacity": 0}
    values["used"] = len(each.places)
    connection.execute(insert(LISTS).values(**values, closed=True, signed=each.signed, valid_until=each.until))
    rows = [
        {"list": number, "position": place, "credential": f"{_NOBODY}:{number}:{place}", "value": 1}
        for place in sorted(each.places)
    ]
    if rows:
        connection.execute(insert(ENTRIES), rows)
    return number


def _take_place(connection: Connection, desk: Desk, place: _Place) -> int:
    number = place.number or 0
    here = (ENTRIES.c.list == number) & (ENTRIES.c.position == place.position)
    if place.credential is None:
        row = {"list": number, "position": place.position, "credential": f"{_NOBODY}:{number}:{place.position}"}
        connection.execute(insert(ENTRIES).values(**row, value=1))
        connection.execute(update(LISTS).where(LISTS.c.number == number).values(used=LISTS.c.used + 1))
        return number
    connection.execute(update(ENTRIES).where(here).values(value=1))
    _stands(connection, desk, place.credential, _SAYS[place.list.purpose], None)
    return number


def _take_id(connection: Connection, desk: Desk, name: str, reason: str | None, *, ob2: bool) -> set[int]:
    """Revoke a badge that was published as revoked; of one that is not here, keep the id on the list."""
    if connection.execute(select(ISSUED.c.id).where(ISSUED.c.id == name)).first() is None:
        connection.execute(insert(REVOKED_BEFORE).values(id=name, ob2=ob2, reason=reason))
        return set()
    _stands(connection, desk, name, Status.REVOKED, reason)
    if ob2:
        connection.execute(insert(REVOKED_OB2).values(id=name))
        return set()
    lists = select(LISTS.c.number).where(LISTS.c.purpose == "revocation")
    here = (ENTRIES.c.credential == name) & ENTRIES.c.list.in_(lists)
    numbers = set(connection.execute(select(ENTRIES.c.list).where(here)).scalars())
    connection.execute(update(ENTRIES).where(here).values(value=1))
    return numbers


def _stands(connection: Connection, desk: Desk, name: str, status: Status, reason: str | None) -> None:
    """Note in the register how a badge stands; one that is revoked or replaced stays so."""
    row: Row[Any] | None = connection.execute(select(ISSUED.c.status).where(ISSUED.c.id == name)).first()
    if row is None or row.status in {Status.REVOKED.value, Status.SUPERSEDED.value}:
        return
    reasons = {"reason_en": reason, "reason_fr": None}
    desk.register.set_status(connection, [name], status, at=desk.clock(), reasons=reasons)
    events.append(connection, TAKEN, name, at=desk.clock())
    if ledger_entries.is_open(desk, connection):
        ledger_entries.enter_issued(desk, connection, _ENTERED[status], [name])
