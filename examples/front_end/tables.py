"""What this front end keeps: people by an identity, their badges as they came, and vacancies as they were written."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Engine, ForeignKey, LargeBinary, MetaData, String, Table, Text, delete, insert, select

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
    Column("person", String(100), ForeignKey("people.id"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
VACANCIES = Table(
    "vacancies",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("content", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables in one database."""

    engine: Engine

    def __post_init__(self) -> None:
        METADATA.create_all(self.engine)

    def keep_person(self, person: str, identity: str) -> None:
        """Add a person, or give them another identity; their badges are then checked against that one."""
        with self.engine.begin() as connection:
            connection.execute(
                PEOPLE.update().where(PEOPLE.c.id == person).values(identity=identity)
                if connection.execute(select(PEOPLE.c.id).where(PEOPLE.c.id == person)).first()
                else insert(PEOPLE).values(id=person, identity=identity)
            )

    def identity(self, person: str) -> str | None:
        """Return who somebody is."""
        with self.engine.connect() as connection:
            return connection.execute(select(PEOPLE.c.identity).where(PEOPLE.c.id == person)).scalar_one_or_none()

    def people(self) -> Sequence[tuple[str, str]]:
        """Return everybody with their identity."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(PEOPLE.c.id, PEOPLE.c.identity).order_by(PEOPLE.c.id))
            return [(row.id, row.identity) for row in rows]

    def keep_badge(self, person: str, digest: str, content: bytes) -> bool:
        """Add a badge; return false if it was there."""
        where = (BADGES.c.person == person, BADGES.c.digest == digest)
        with self.engine.begin() as connection:
            if connection.execute(select(BADGES.c.digest).where(*where)).first():
                return False
            connection.execute(insert(BADGES).values(person=person, digest=digest, content=content))
            return True

    def badges(self, person: str) -> list[bytes]:
        """Return somebody's badges."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(BADGES.c.content).where(BADGES.c.person == person).order_by(BADGES.c.digest)
            )
            return [row.content for row in rows]

    def keep_vacancy(self, vacancy: str, content: str) -> None:
        """Add a vacancy, or put it in the place of an earlier text."""
        with self.engine.begin() as connection:
            connection.execute(delete(VACANCIES).where(VACANCIES.c.id == vacancy))
            connection.execute(insert(VACANCIES).values(id=vacancy, content=content))

    def vacancy(self, vacancy: str) -> str | None:
        """Return a vacancy as it was written."""
        with self.engine.connect() as connection:
            return connection.execute(select(VACANCIES.c.content).where(VACANCIES.c.id == vacancy)).scalar_one_or_none()

    def forget(self, person: str) -> bool:
        """Erase a person and what they brought; return false if nobody is known by that id."""
        with self.engine.begin() as connection:
            connection.execute(delete(BADGES).where(BADGES.c.person == person))
            return connection.execute(delete(PEOPLE).where(PEOPLE.c.id == person)).rowcount > 0
