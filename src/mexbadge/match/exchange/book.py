"""The register of an exchange: what is known, read and written within transactions.

What is known of somebody is a document; beside it stands how they stand here. Importing this module imports SQLAlchemy.
"""

import hmac
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count
from typing import Any, Final, Self, TypeVar

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge._json import JsonObject
from mexbadge.deliver import Outbox
from mexbadge.errors import InputError, MexBadgeError, RegisterError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.forms import Agreement, AppliesAs, Employer, TrainingCollege
from mexbadge.match.exchange.states import ApplicantState, Purpose, VacancyState, moved
from mexbadge.match.exchange.steps import MIGRATIONS
from mexbadge.match.vacancy import Vacancy
from mexbadge.models.forms import DocumentForm, form_of
from mexbadge.models.identity import Identity
from mexbadge.plan import Catalogue, College, Course
from mexbadge.store import Database

__all__ = ["SCHEMA", "ExchangeBook", "Happened", "Stands", "address_key", "text_of", "with_college"]

SCHEMA: Final = "mexbadge_exchange"
"""The schema in PostgreSQL that holds all of it."""
_SECRET: Final = "secret"  # noqa: S105 - the name of a row
_BYTES: Final = 32
Kept = TypeVar("Kept", bound=DocumentForm)


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened, or was decided: ``facts`` are its reasons."""

    number: int
    at: str
    kind: str
    subject: str
    facts: JsonObject


@dataclass(frozen=True, slots=True)
class Stands:
    """Somebody, or a vacancy, by what is known and how it stands; ``since`` is when it came in."""

    state: str
    since: str
    document: JsonObject


def text_of(document: Mapping[str, object]) -> str:
    """Return a document as it is kept: in its canonical form, so that the same is the same text."""
    return _json.canonical(document).decode("utf-8")


def address_key(address: str) -> str:
    """Return by what an address is known: the part after the last ``@`` in small letters, the one before as it is."""
    local, _, domain = address.strip().rpartition("@")
    return f"{local}@{domain.casefold()}"


class ExchangeBook:
    """The register in a database; made by :meth:`create` or :meth:`open`. Raises as the database does."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self.database = database
        self._secret = secret
        self.domain = "exchange.invalid"
        """The domain of Message-IDs; whoever opens the register for an exchange says which."""

    @classmethod
    def create(cls, url: str, *, at: datetime, secret: bytes) -> Self:
        """Make a new register; raise :class:`RegisterError` ``exchange_there`` where there is one."""
        database = Database.open(url, schema=SCHEMA)
        database.migrate(tables.AREA, MIGRATIONS, at=at)
        with database.transaction() as connection:
            if connection.execute(select(tables.SETTINGS.c.name)).first() is not None:
                raise RegisterError("exchange_there", register=database.name)
            rows = [{"name": _SECRET, "value": secret[:_BYTES].hex()}, {"name": "made", "value": _moments.write(at)}]
            connection.execute(insert(tables.SETTINGS), rows)
        Outbox.open(database, at=at)
        return cls(database, secret[:_BYTES])

    @classmethod
    def open(cls, url: str, *, at: datetime) -> Self:
        """Open a register; raise :class:`RegisterError` ``register_gone``, ``exchange_empty`` where there is none."""
        database = Database.open(url, create=False, schema=SCHEMA)
        database.migrate(tables.AREA, MIGRATIONS, at=at)
        with database.read() as connection:
            row = connection.execute(select(tables.SETTINGS).where(tables.SETTINGS.c.name == _SECRET)).first()
        if row is None:
            raise RegisterError("exchange_empty", register=database.name)
        Outbox.open(database, at=at)
        return cls(database, bytes.fromhex(row.value))

    def transaction(self) -> AbstractContextManager[Connection]:
        """Write: everything or nothing."""
        return self.database.transaction()

    def read(self) -> AbstractContextManager[Connection]:
        """Read one state."""
        return self.database.read()

    def keyed(self, *parts: str) -> str:
        """Return a keyed hash of some texts: what nobody without the register can make or try out."""
        return hmac.new(self._secret, _json.canonical(list(parts)), sha256).hexdigest()

    def free_name(self, connection: Connection, table: Table, *parts: str, size: int = 12) -> str:
        """Return a keyed name that no row of a table bears yet; whoever was forgotten left theirs behind."""
        names = (self.keyed(*parts, str(number))[:size] for number in count())
        return next(
            name for name in names if connection.execute(select(table.c.id).where(table.c.id == name)).first() is None
        )

    # what is known

    def employers(self, connection: Connection, only: str | None = None) -> dict[str, Employer]:
        """Return all employers."""
        return _kept(connection, tables.EMPLOYERS, Employer, only)

    def colleges(self, connection: Connection, only: str | None = None) -> dict[str, TrainingCollege]:
        """Return all colleges."""
        return _kept(connection, tables.COLLEGES, TrainingCollege, only)

    def applicants(self, connection: Connection, only: str | None = None) -> dict[str, AppliesAs]:
        """Return all applicants."""
        return _kept(connection, tables.APPLICANTS, AppliesAs, only)

    def vacancies(self, connection: Connection) -> dict[str, Vacancy]:
        """Return all vacancies as they were posted."""
        rows = connection.execute(select(tables.VACANCIES).order_by(tables.VACANCIES.c.id))
        return {row.id: Vacancy.parse(_object(row.document)) for row in rows}

    def courses(self, connection: Connection, day: datetime) -> tuple[Course, ...]:
        """Return all courses, each with its college as it is approved on a day."""
        colleges = self.colleges(connection)
        found = []
        for row in connection.execute(select(tables.COURSES).order_by(tables.COURSES.c.id)):
            (course,) = Catalogue.parse(_object(row.document)).courses
            college = colleges.get(row.college)
            if college is not None:
                approved = College(college.id, college.name, college.approved(day.date()))
                found.append(with_college(course, approved))
        return tuple(found)

    def readable(self, connection: Connection, table: Table, model: type[Kept]) -> dict[str, Kept | None]:
        """Return all of one kind; ``None`` stands for a record that is damaged, which stops itself alone."""
        found: dict[str, Kept | None] = {}
        for row in connection.execute(select(table.c.id, table.c.document).order_by(table.c.id)):
            try:
                found[row.id] = form_of(model, _object(row.document))
            except (MexBadgeError, ValueError):
                found[row.id] = None
        return found

    def damaged(self, connection: Connection) -> list[tuple[str, str]]:
        """Return what is kept and cannot be read: of which kind, and its id."""
        kinds: tuple[tuple[Table, type[DocumentForm]], ...] = (
            (tables.EMPLOYERS, Employer),
            (tables.COLLEGES, TrainingCollege),
            (tables.APPLICANTS, AppliesAs),
        )
        found = [
            (table.name.removeprefix("exchange_"), name)
            for table, model in kinds
            for name, one in self.readable(connection, table, model).items()
            if one is None
        ]
        others: tuple[tuple[Table, Callable[[JsonObject], object]], ...] = (
            (tables.VACANCIES, Vacancy.parse),
            (tables.COURSES, Catalogue.parse),
        )
        for table, parse in others:
            for row in connection.execute(select(table.c.id, table.c.document).order_by(table.c.id)):
                try:
                    parse(_object(row.document))
                except (MexBadgeError, ValueError):
                    found.append((table.name.removeprefix("exchange_"), row.id))
        return found

    def consents(self, connection: Connection, applicant: str | None = None) -> tuple[Agreement, ...]:
        """Return consents, of one applicant or of all, in the order in which they came."""
        asked = select(tables.CONSENTS).order_by(tables.CONSENTS.c.number)
        if applicant is not None:
            asked = asked.where(tables.CONSENTS.c.applicant == applicant)
        return tuple(form_of(Agreement, _object(row.document)) for row in connection.execute(asked))

    def agreed(self, connection: Connection, at: datetime, applicant: str | None = None) -> frozenset[str]:
        """Return who agreed to be matched: by a consent that stands, given after the last one that was withdrawn."""
        matching = Purpose.MATCHING.value
        given = tuple(one for one in self.consents(connection, applicant) if one.purpose == matching)
        ended = dict[str, datetime]()
        for one in given:
            if one.withdrawn is not None and one.withdrawn <= at:
                ended[one.applicant] = max(one.withdrawn, ended.get(one.applicant, one.withdrawn))
        return frozenset(
            one.applicant
            for one in given
            if one.stands(at) and (one.applicant not in ended or one.given > ended[one.applicant])
        )

    def confirmed(self, connection: Connection) -> dict[str, tuple[Identity, ...]]:
        """Return of each applicant the addresses that were confirmed."""
        found: dict[str, tuple[Identity, ...]] = {}
        asked = select(tables.ADDRESSES).where(tables.ADDRESSES.c.confirmed.is_not(None))
        for row in connection.execute(asked.order_by(tables.ADDRESSES.c.identity)):
            found[row.applicant] = (*found.get(row.applicant, ()), Identity.parse(row.identity))
        return found

    def owner_of(self, connection: Connection, address: str) -> str | None:
        """Return the applicant whose address it is, confirmed or not."""
        asked = select(tables.ADDRESSES.c.applicant).where(tables.ADDRESSES.c.identity == address_key(address))
        found: str | None = connection.execute(asked).scalar()
        return found

    def standing(self, connection: Connection, table: Table) -> dict[str, Stands]:
        """Return how each vacancy, or each applicant, stands."""
        rows = connection.execute(select(table).order_by(table.c.id))
        return {row.id: Stands(row.state, row.added, _object(row.document)) for row in rows}

    # how things move

    def move_vacancy(self, connection: Connection, name: str, to: VacancyState, *, at: datetime) -> VacancyState:
        """Move a vacancy; raise :class:`InputError` ``exchange_unknown``, ``exchange_move``."""
        now = VacancyState(self._state(connection, tables.VACANCIES, name, "vacancy"))
        return VacancyState(self._moved(connection, tables.VACANCIES, name, moved(now, to, what=name), now, at))

    def move_applicant(self, connection: Connection, name: str, to: ApplicantState, *, at: datetime) -> ApplicantState:
        """Move an applicant; raise :class:`InputError` ``exchange_unknown``, ``exchange_move``."""
        now = ApplicantState(self._state(connection, tables.APPLICANTS, name, "applicant"))
        return ApplicantState(self._moved(connection, tables.APPLICANTS, name, moved(now, to, what=name), now, at))

    def _state(self, connection: Connection, table: Table, name: str, kind: str) -> str:
        found: str | None = connection.execute(select(table.c.state).where(table.c.id == name)).scalar()
        if found is None:
            raise InputError("exchange_unknown", kind=kind, id=name)
        return found

    def _moved(self, connection: Connection, table: Table, name: str, to: str, now: str, at: datetime) -> str:
        if to != now:
            values = {"state": str(to), "changed": _moments.write(at)}
            connection.execute(update(table).where(table.c.id == name).values(**values))
            self.note(connection, f"{table.name.removeprefix('exchange_')}-{to}", name, {"from": str(now)}, at=at)
        return to

    def note(
        self, connection: Connection, kind: str, subject: str, facts: Mapping[str, object], *, at: datetime
    ) -> None:
        """Write down that something happened, with its reasons."""
        row = {"at": _moments.write(at), "kind": kind, "subject": subject, "facts": text_of(facts)}
        connection.execute(insert(tables.EVENTS), row)

    def events(
        self, connection: Connection, *, subjects: Collection[str] = (), kinds: Collection[str] = ()
    ) -> Iterable[Happened]:
        """Return what happened, in order: of some subjects, of some kinds."""
        asked = select(tables.EVENTS).order_by(tables.EVENTS.c.number)
        if subjects:
            asked = asked.where(tables.EVENTS.c.subject.in_(list(subjects)))
        if kinds:
            asked = asked.where(tables.EVENTS.c.kind.in_(list(kinds)))
        rows = connection.execute(asked).all()
        return [Happened(row.number, row.at, row.kind, row.subject, _object(row.facts)) for row in rows]

    # how what is known comes in

    def put(self, connection: Connection, table: Table, row: Mapping[str, Any], *, at: datetime) -> bool:
        """Write a row by its id, anew or in the place of another document; return whether anything changed.

        How it stands (``state``) is written with a new row only.
        """
        same = table.c.id == row["id"]
        known = connection.execute(select(table.c.document).where(same)).scalar()
        if known == row["document"]:
            return False
        moment = _moments.write(at)
        if known is None:
            connection.execute(insert(table), {**row, "added": moment, "changed": moment})
        else:
            values = {name: value for name, value in row.items() if name not in {"id", "state"}}
            connection.execute(update(table).where(same).values(**values, changed=moment))
        return True

    def put_addresses(self, connection: Connection, who: AppliesAs) -> None:
        """Write whose addresses these are; one that is no longer named is forgotten, with its confirmation."""
        wanted = {address_key(one) for one in who.addresses}
        table = tables.ADDRESSES
        rows = connection.execute(select(table.c.identity).where(table.c.applicant == who.id)).scalars()
        known = set(rows)
        if gone := known - wanted:
            connection.execute(delete(table).where(table.c.identity.in_(sorted(gone))))
        taken = table.c.identity.in_(sorted(wanted)) & (table.c.applicant != who.id)
        connection.execute(delete(table).where(taken))
        if new := sorted(wanted - known):
            connection.execute(insert(table), [{"identity": one, "applicant": who.id} for one in new])

    def put_consent(self, connection: Connection, one: Agreement) -> bool:
        """Write a consent down; return whether it is new."""
        text = text_of(one.to_json())
        digest = sha256(text.encode()).hexdigest()
        if connection.execute(select(tables.CONSENTS.c.number).where(tables.CONSENTS.c.digest == digest)).first():
            return False
        row = {"applicant": one.applicant, "purpose": one.purpose, "document": text, "digest": digest}
        connection.execute(insert(tables.CONSENTS), row)
        return True


def with_college(course: Course, college: College) -> Course:
    """Return a course as one of another college."""
    values = {name: getattr(course, name) for name in Course.__slots__}
    return Course(**{**values, "college": college})


def _kept(connection: Connection, table: Table, model: type[Kept], only: str | None) -> dict[str, Kept]:
    asked = select(table.c.id, table.c.document).order_by(table.c.id)
    rows = connection.execute(asked if only is None else asked.where(table.c.id == only))
    return {row.id: form_of(model, _object(row.document)) for row in rows}


def _object(text: str) -> JsonObject:
    return _json.loads_object(text.encode("utf-8"))
