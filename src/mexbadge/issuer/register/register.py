"""The register: every credential with its exact bytes, and what became of it.

A row is committed first, as ``prepared``, then its file is delivered, then it is marked; whatever a crash left between
two of these steps is finished from the stored bytes, and nothing is ever signed twice. Importing this module imports
SQLAlchemy.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from os import PathLike
from typing import Any, Final, Self

from sqlalchemy import Select, Table, delete, insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge.bake import bake
from mexbadge.errors import RegisterError
from mexbadge.issuer.folder.catalogue import Frozen
from mexbadge.issuer.register import backups, events, pseudonyms, searching
from mexbadge.issuer.register.issued_row import Deliver, IssuedRow
from mexbadge.issuer.register.records import Filters, Record, Status
from mexbadge.issuer.register.status_places import release_left, settled
from mexbadge.issuer.register.steps import MIGRATIONS
from mexbadge.issuer.register.tables import (
    ACHIEVEMENTS,
    AREA,
    BATCHES,
    CONTACTS,
    EVENTS,
    IMAGES,
    ISSUED,
    KEYS,
    RESERVED,
    SETTINGS,
)
from mexbadge.models.identity import Identity
from mexbadge.store import Database
from mexbadge.store.migrations import version_of

__all__ = ["Register"]

_CHUNK: Final = 200
_SECRET: Final = "secret"  # noqa: S105 - the name of a row, not a secret
_SECRET_BYTES: Final = 16


class Register:
    """One issuer's register. Made by :meth:`create` and :meth:`open`; safe to use from several processes at once."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self.database = database
        self._secret = secret

    @classmethod
    def create(cls, url_or_path: str | PathLike[str], *, secret: bytes, at: datetime) -> Self:
        """Begin a register: a path, ``sqlite:///PATH`` or ``postgresql://…``; only this ever makes one.

        ``secret`` is what its HMACs are made with. Raises :class:`RegisterError`: ``register_exists`` where there is
        one with a key or a badge in it, ``register_secret_short``, and as :meth:`mexbadge.store.Database.open`.
        """
        return cls._begun(url_or_path, secret, at, (KEYS, ISSUED), "register_exists")

    @classmethod
    def room(cls, url_or_path: str | PathLike[str], *, secret: bytes, at: datetime) -> Self:
        """Return a register from which nothing was issued, to fill it with :meth:`recover`.

        Raises as :meth:`create`, and ``register_not_empty``, or ``register_not_aside`` in PostgreSQL.
        """
        in_use = "register_not_aside" if str(url_or_path).startswith("postgres") else "register_not_empty"
        return cls._begun(url_or_path, secret, at, (ISSUED,), in_use)

    @classmethod
    def _begun(
        cls, place: str | PathLike[str], secret: bytes, at: datetime, free: Sequence[Table], refusal: str
    ) -> Self:
        register = cls(Database.open(place), checked_secret(secret))
        register.database.migrate(AREA, MIGRATIONS, at=at)
        with register.transaction() as connection:
            if any(_holds(connection, table) for table in free):
                raise RegisterError(refusal, register=register.database.name)
            connection.execute(delete(SETTINGS))
            connection.execute(insert(SETTINGS).values(name=_SECRET, value=pseudonyms.check_key(secret)))
        return register

    @classmethod
    def open(
        cls,
        url_or_path: str | PathLike[str],
        *,
        secret: bytes,
        at: datetime | None = None,
        read_only: bool | None = None,
    ) -> Self:
        """Open a register that was begun with :meth:`create`; absence is never read as a beginning.

        Raises :class:`RegisterError`: ``register_gone`` where there is no file, ``register_empty`` where the database
        holds no register or one that was emptied, ``register_secret`` for the secret of another, ``register_newer``,
        and as :meth:`mexbadge.store.Database.open`.
        """
        register = cls(Database.open(url_or_path, create=False, read_only=read_only), checked_secret(secret))
        with register.read() as connection:
            begun = version_of(connection, AREA, name=register.database.name) > 0
        if not begun:
            raise RegisterError("register_empty", register=register.database.name)
        register.database.migrate(AREA, MIGRATIONS, at=at or datetime.now(UTC))
        with register.read() as connection:
            known = register.setting(connection, _SECRET)
            if known is None or _is_emptied(connection):
                raise RegisterError("register_empty", register=register.database.name)
        if known != pseudonyms.check_key(secret):
            raise RegisterError("register_secret", register=register.database.name)
        return register

    def transaction(self) -> AbstractContextManager[Connection]:
        """Write; see :meth:`mexbadge.store.Database.transaction`."""
        return self.database.transaction()

    def read(self) -> AbstractContextManager[Connection]:
        """Read one state; see :meth:`mexbadge.store.Database.read`."""
        return self.database.read()

    def setting(self, connection: Connection, name: str) -> str | None:
        """Return one setting."""
        return connection.execute(select(SETTINGS.c.value).where(SETTINGS.c.name == name)).scalar()

    def person_key(self, identity: Identity) -> str:
        """Return under what a person is found again."""
        return pseudonyms.person_key(self._secret, identity)

    def award_key(self, achievement: str, identity: Identity, ref: str | None) -> str:
        """Return under what one award (achievement, person, ref) is known."""
        return pseudonyms.award_key(self._secret, achievement, self.person_key(identity), ref)

    def award_of(self, achievement: str, person: str, ref: str | None) -> str:
        """Return under what an award is known, of a person as the register finds them again."""
        return pseudonyms.award_key(self._secret, achievement, person, ref)

    def conversion_key(self, assertion: str) -> str:
        """Return under what a badge of 2.0 is known that another program made and that was converted."""
        return pseudonyms.conversion_key(self._secret, assertion)

    def notice_key(self, kind: str, name: str, moment: str) -> str:
        """Return under what one message about a credential is known: what it tells, and since when."""
        return pseudonyms.notice_key(self._secret, kind, name, moment)

    def page_key(self, page: str) -> bytes:
        """Return the key of the private part of a badge's page."""
        return pseudonyms.page_key(self._secret, page)

    def keep_image(self, connection: Connection, body: bytes) -> str:
        """Keep a picture once, and return its digest."""
        digest = sha256(body).hexdigest()
        if connection.execute(select(IMAGES.c.digest).where(IMAGES.c.digest == digest)).first() is None:
            connection.execute(insert(IMAGES).values(digest=digest, body=body))
        return digest

    def achievements(self, connection: Connection, slug: str) -> list[Frozen]:
        """Return id, version and frozen document of every version of an achievement, the oldest first."""
        columns = select(ACHIEVEMENTS.c.id, ACHIEVEMENTS.c.version, ACHIEVEMENTS.c.document)
        chosen = columns.where(ACHIEVEMENTS.c.slug == slug).order_by(ACHIEVEMENTS.c.version)
        return [Frozen(row.id, row.version, row.document) for row in connection.execute(chosen)]

    def freeze(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Keep an achievement (``id``, ``slug``, ``version``, ``document``, ``frozen``) as it is, for ever.

        Raises :class:`RegisterError` ``register_achievement_changed`` if the id stands for something else already.
        """
        digest = sha256(values["document"]).hexdigest()
        known = connection.execute(select(ACHIEVEMENTS.c.digest).where(ACHIEVEMENTS.c.id == values["id"])).scalar()
        if known is None:
            connection.execute(insert(ACHIEVEMENTS).values(**values, digest=digest))
        elif known != digest:
            raise RegisterError("register_achievement_changed", id=values["id"])

    def awarded(self, connection: Connection, awards: Collection[str]) -> dict[str, Record]:
        """Return the records of those ``awards`` that were made already."""
        found: dict[str, Record] = {}
        wanted = list(awards)
        for at in range(0, len(wanted), _CHUNK):
            chosen = searching.columns().add_columns(ISSUED.c.award.label("award_key"))
            some = chosen.where(ISSUED.c.award.in_(wanted[at : at + _CHUNK]))
            found.update((row.award_key, searching.record(row)) for row in connection.execute(some))
        return found

    def add(self, connection: Connection, rows: Sequence[IssuedRow]) -> None:
        """Commit credentials as ``prepared``, with their exact bytes."""
        if not rows:
            return
        connection.execute(insert(ISSUED), [row.columns() for row in rows])
        settled(connection, [row.id for row in rows])
        known = [{"id": row.id, **row.contact.columns()} for row in rows if row.contact is not None]
        if known:
            connection.execute(insert(CONTACTS), known)
        events.append_each(connection, "issued", [(row.id, row.issued) for row in rows])

    def mark_delivered(self, ids: Sequence[str]) -> None:
        """Note that the files of ``ids`` lie where they belong."""
        with self.transaction() as connection:
            for at in range(0, len(ids), _CHUNK):
                chosen = update(ISSUED).where(ISSUED.c.id.in_(ids[at : at + _CHUNK]))
                connection.execute(chosen.values(state="delivered"))

    def finish(self, deliver: Deliver) -> int:
        """Deliver what was prepared and not marked, from the stored bytes; return how many there were."""
        count = 0
        while True:
            with self.read() as connection:
                rows = connection.execute(_undelivered().limit(_CHUNK)).all()
            if not rows:
                return count
            deliver([(row.file, bake(row.body, row.credential)) for row in rows])
            self.mark_delivered([row.id for row in rows])
            count += len(rows)

    def release_left(self) -> int:
        """Give back the places that a dead process had taken and not used; return how many badges that were.

        Nothing is given back while anybody is at work on a database of which others may use.
        """
        with self.read() as connection:
            if not _holds(connection, RESERVED):
                return 0
        with self.database.alone() as alone:
            if not alone:
                return 0
            with self.transaction() as connection:
                return release_left(connection)

    def start_batch(self, connection: Connection, batch: str, achievement: str, *, at: datetime) -> None:
        """Note that a batch begins, unless that was noted before."""
        if connection.execute(select(BATCHES.c.id).where(BATCHES.c.id == batch)).first() is None:
            values = {"id": batch, "achievement": achievement, "rows": 0, "started": _moments.write(at)}
            connection.execute(insert(BATCHES).values(**values))

    def end_batch(self, connection: Connection, batch: str, *, rows: int, digest: str, at: datetime) -> None:
        """Note how many rows a batch had, and the digest of what it was made of."""
        chosen = update(BATCHES).where(BATCHES.c.id == batch)
        connection.execute(chosen.values(rows=rows, digest=digest, finished=_moments.write(at)))

    def record(self, name: str) -> Record:
        """Return the record of one credential; raise :class:`RegisterError` ``register_unknown``."""
        with self.read() as connection:
            return self.record_in(connection, name)

    def record_in(self, connection: Connection, name: str) -> Record:
        """Return a record within a transaction; raises as :meth:`record`."""
        row = connection.execute(searching.columns().where(ISSUED.c.id == name)).first()
        if row is None:
            raise RegisterError("register_unknown", id=name)
        return searching.record(row)

    def records(self, filters: Filters | None = None) -> Iterator[Record]:
        """Yield the records that are wanted, in the order in which they were issued, without holding all of them."""
        asked = filters or Filters()
        person = None if asked.to is None else self.person_key(Identity.parse(asked.to))
        chosen = searching.chosen(asked, person, self._meant(asked.achievement))
        last = 0
        while True:
            with self.read() as connection:
                rows = connection.execute(chosen.where(ISSUED.c.number > last).limit(_CHUNK)).all()
            if not rows:
                return
            yield from (searching.record(row) for row in rows)
            last = rows[-1].number

    def _meant(self, achievement: str | None) -> list[str]:
        """Return the ids of the achievements that a slug or an id stands for."""
        if achievement is None:
            return []
        with self.read() as connection:
            here = (ACHIEVEMENTS.c.slug == achievement) | (ACHIEVEMENTS.c.id == achievement)
            return list(connection.execute(select(ACHIEVEMENTS.c.id).where(here)).scalars())

    def slugs(self) -> list[str]:
        """Return the short names of all achievements of which a badge was issued."""
        with self.read() as connection:
            return list(connection.execute(select(ACHIEVEMENTS.c.slug).distinct()).scalars())

    def picture_of(self, slug: str) -> bytes | None:
        """Return the picture of the newest list of an achievement; one badge alone may have been given its own.

        ``None`` where no list was issued.
        """
        joined = ISSUED.join(ACHIEVEMENTS, ACHIEVEMENTS.c.id == ISSUED.c.achievement)
        joined = joined.join(IMAGES, IMAGES.c.digest == ISSUED.c.image)
        newest = (
            select(IMAGES.c.body).select_from(joined).where(ACHIEVEMENTS.c.slug == slug, ISSUED.c.batch.is_not(None))
        )
        with self.read() as connection:
            body = connection.execute(newest.order_by(ISSUED.c.number.desc()).limit(1)).scalar()
            return None if body is None else bytes(body)

    def dates(self, ids: Sequence[str]) -> dict[str, tuple[str, str | None]]:
        """Return start and end of each of ``ids``."""
        found: dict[str, tuple[str, str | None]] = {}
        columns = select(ISSUED.c.id, ISSUED.c.valid_from, ISSUED.c.valid_until)
        with self.read() as connection:
            for at in range(0, len(ids), _CHUNK):
                rows = connection.execute(columns.where(ISSUED.c.id.in_(ids[at : at + _CHUNK])))
                found.update((row.id, (row.valid_from, row.valid_until)) for row in rows)
        return found

    def content(self, name: str) -> tuple[bytes, bytes]:
        """Return the exact credential and its picture; raise ``register_unknown`` or ``register_forgotten``."""
        with self.read() as connection:
            joined = ISSUED.join(IMAGES, ISSUED.c.image == IMAGES.c.digest)
            chosen = select(ISSUED.c.credential, IMAGES.c.body).select_from(joined).where(ISSUED.c.id == name)
            row = connection.execute(chosen).first()
        if row is None:
            raise RegisterError("register_unknown", id=name)
        if row.credential is None:
            raise RegisterError("register_forgotten", id=name)
        return row.credential, row.body

    def set_status(
        self,
        connection: Connection,
        names: Sequence[str],
        status: Status,
        *,
        at: datetime,
        reasons: Mapping[str, str | None],
    ) -> None:
        """Note how credentials stand from now on; ``reasons`` are ``reason_en`` and ``reason_fr``."""
        for start in range(0, len(names), _CHUNK):
            chosen = update(ISSUED).where(ISSUED.c.id.in_(names[start : start + _CHUNK]))
            connection.execute(chosen.values(status=str(status), status_since=_moments.write(at), **reasons))
        events.append_all(connection, str(status), names, at=at)

    def take_over(self, connection: Connection, old: str, new: IssuedRow) -> IssuedRow:
        """Let ``new``, which is added next, take the place of ``old``: the award goes over, and each names the other.

        Returned is the row to add. Without a person of its own, it is for whom the old one was for.
        """
        columns = select(ISSUED.c.award, ISSUED.c.person, ISSUED.c.recipient_type).where(ISSUED.c.id == old)
        before = connection.execute(columns).one()
        connection.execute(update(ISSUED).where(ISSUED.c.id == old).values(award=None, replaced_by=new.id))
        person = new.person or before.person
        award = None
        if before.award is not None and person is not None:
            award = pseudonyms.award_key(self._secret, new.achievement, person, new.ref)
            award = None if self.awarded(connection, [award]) else award
        kind = new.recipient_type or before.recipient_type
        return replace(new, person=person, award=award, recipient_type=kind)

    def of_person(self, connection: Connection, *, person: Identity | None = None, ref: str | None = None) -> list[str]:
        """Return the ids of all credentials of a person, those they replaced or were replaced by included."""
        wanted = ISSUED.c.ref == ref if person is None else ISSUED.c.person == self.person_key(person)
        found = dict.fromkeys(connection.execute(select(ISSUED.c.id).where(wanted)).scalars())
        waiting = list(found)
        while waiting:
            linked = select(ISSUED.c.replaces, ISSUED.c.replaced_by).where(ISSUED.c.id == waiting.pop())
            for name in (name for row in connection.execute(linked) for name in row if name is not None):
                if name not in found:
                    found[name] = None
                    waiting.append(name)
        return list(found)

    def forget(
        self,
        *,
        person: Identity | None = None,
        ref: str | None = None,
        at: datetime,
        also: Callable[[Connection, Sequence[str]], None] | None = None,
    ) -> dict[str, str]:
        """Erase what can identify somebody, found by identity or by ref; return ids and the names of their files.

        Id, place in the status lists, status and digests stay. A backup that was made before still holds what is
        erased here. ``also`` erases what others keep of the ids, in the same transaction. Raises
        :class:`RegisterError` ``register_nobody``.
        """
        with self.transaction() as connection:
            ids = self.of_person(connection, person=person, ref=ref)
            if not ids:
                raise RegisterError("register_nobody")
            files = pseudonyms.forget(connection, ids, at=at)
            if also is not None:
                also(connection, ids)
        self.database.forget_traces()
        return files

    def last_event(self) -> int:
        """Return the number of the last line of the journal; another one says that something happened since."""
        with self.read() as connection:
            return events.last_number(connection)

    def journal(self, *, subject: str | None = None) -> Iterable[events.Event]:
        """Return what happened, in order."""
        with self.read() as connection:
            return tuple(events.read(connection, subject=subject))

    def backup(self, path: str | PathLike[str]) -> None:
        """Write a whole copy to a new SQLite file; see :func:`mexbadge.issuer.register.backups.backup`."""
        backups.backup(self, path)

    def recover(self, path: str | PathLike[str], *, at: datetime | None = None) -> None:
        """Fill this register, which must be empty, from a backup; see :func:`.backups.recover`."""
        backups.recover(self, path, at=at or datetime.now(UTC))


def checked_secret(secret: bytes) -> bytes:
    """Return a register's secret; raise :class:`RegisterError` ``register_secret_short``."""
    if len(secret) < _SECRET_BYTES:
        raise RegisterError("register_secret_short", least=_SECRET_BYTES)
    return secret


def _holds(connection: Connection, table: Table) -> bool:
    return connection.execute(select(table).limit(1)).first() is not None


def _is_emptied(connection: Connection) -> bool:
    """Return whether rows are gone that a register never loses: all its keys, or all badges of which it tells."""
    if not _holds(connection, KEYS):
        return True
    told = select(EVENTS.c.number).where(EVENTS.c.kind == "issued").limit(1)
    return not _holds(connection, ISSUED) and connection.execute(told).first() is not None


def _undelivered() -> Select[Any]:
    joined = ISSUED.join(IMAGES, ISSUED.c.image == IMAGES.c.digest)
    columns = select(ISSUED.c.id, ISSUED.c.file, ISSUED.c.credential, IMAGES.c.body)
    here = (ISSUED.c.state == "prepared") & ISSUED.c.credential.is_not(None)
    return columns.select_from(joined).where(here).order_by(ISSUED.c.number)
