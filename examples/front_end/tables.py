"""What this front end keeps: people by an identity, their badges as they came, and vacancies as they were written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Engine,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

__all__ = ["Badge", "Gone", "Tables"]

METADATA = MetaData()
PEOPLE = Table(
    "people",
    METADATA,
    Column("id", String(100), primary_key=True),
    Column("identity", Text, nullable=False),
)
BADGES = Table(
    "badges",
    METADATA,
    Column("person", String(100), ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("judged", String(40), nullable=False),
)
VACANCIES = Table(
    "vacancies",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("content", Text, nullable=False),
)


class Gone(Exception):  # noqa: N818 - somebody left; nothing is in error
    """Nobody is known by that id and identity any more."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge as it came: its credential's SHA-256, and the verdict at the moment (ISO 8601) when it was brought."""

    digest: str
    content: bytes
    verdict: str
    judged: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables in one database; every method is one transaction, and any number of them may run at once."""

    engine: Engine

    def __post_init__(self) -> None:
        METADATA.create_all(self.engine)

    def keep_person(self, person: str, identity: str) -> None:
        """Add a person, or give them another identity; their badges are then checked against that one."""
        self._put(PEOPLE, person, {"identity": identity})

    def identity(self, person: str) -> str | None:
        """Return who somebody is; ``None`` if nobody is known by that id."""
        with self.engine.connect() as connection:
            return connection.execute(select(PEOPLE.c.identity).where(PEOPLE.c.id == person)).scalar_one_or_none()

    def people(self) -> Sequence[tuple[str, str]]:
        """Return everybody with their identity."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(PEOPLE.c.id, PEOPLE.c.identity).order_by(PEOPLE.c.id))
            return [(row.id, row.identity) for row in rows]

    def keep_badge(self, person: str, identity: str, badge: Badge) -> bool:
        """Add a badge that was verified for ``identity``; return false if it was there.

        Raises :class:`Gone`, and keeps nothing, where the person was erased or given another identity meanwhile.
        """
        values = [literal(one) for one in (badge.digest, badge.content, badge.verdict, badge.judged)]
        theirs = select(PEOPLE.c.id, *values).where(PEOPLE.c.id == person, PEOPLE.c.identity == identity)
        into = ["person", "digest", "content", "verdict", "judged"]
        try:
            with self.engine.begin() as connection:
                if not connection.execute(insert(BADGES).from_select(into, theirs)).rowcount:
                    raise Gone(person)
        except IntegrityError:
            return False
        return True

    def badges(self, person: str) -> Sequence[Badge]:
        """Return somebody's badges."""
        columns = (BADGES.c.digest, BADGES.c.content, BADGES.c.verdict, BADGES.c.judged)
        with self.engine.connect() as connection:
            rows = connection.execute(select(*columns).where(BADGES.c.person == person).order_by(BADGES.c.digest))
            return [Badge(*row) for row in rows]

    def keep_vacancy(self, vacancy: str, content: str) -> None:
        """Add a vacancy, or put it in the place of an earlier text."""
        self._put(VACANCIES, vacancy, {"content": content})

    def vacancy(self, vacancy: str) -> str | None:
        """Return a vacancy as it was written; ``None`` if there is none of that id."""
        with self.engine.connect() as connection:
            return connection.execute(select(VACANCIES.c.content).where(VACANCIES.c.id == vacancy)).scalar_one_or_none()

    def forget(self, person: str) -> bool:
        """Erase a person and what they brought; return false if nobody is known by that id."""
        with self.engine.begin() as connection:
            connection.execute(delete(BADGES).where(BADGES.c.person == person))
            return connection.execute(delete(PEOPLE).where(PEOPLE.c.id == person)).rowcount > 0

    def _put(self, table: Table, key: str, values: Mapping[str, str]) -> None:
        """Change the row of ``key``, or add it; where somebody else adds it meanwhile, change theirs."""
        change = update(table).where(table.c.id == key).values(**values)
        try:
            with self.engine.begin() as connection:
                if not connection.execute(change).rowcount:
                    connection.execute(insert(table).values(id=key, **values))
        except IntegrityError:
            with self.engine.begin() as connection:
                connection.execute(change)
