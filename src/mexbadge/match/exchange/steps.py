"""The numbered steps by which the tables of an exchange came about: what each made is written out, and stays as it is.

How the tables are now stands in :mod:`mexbadge.match.exchange.tables`; a change there is a further step here. Importing
this module imports SQLAlchemy.
"""

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, text
from sqlalchemy.engine import Connection

from mexbadge.store import Migration

__all__ = ["MIGRATIONS"]

_THEN: Final = MetaData()
_SETTINGS = Table(
    "exchange_settings",
    _THEN,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
_EMPLOYERS = Table(
    "exchange_employers",
    _THEN,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
)
_COLLEGES = Table(
    "exchange_colleges",
    _THEN,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
)
_APPLICANTS = Table(
    "exchange_applicants",
    _THEN,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("seen", String(64)),
)
_VACANCIES = Table(
    "exchange_vacancies",
    _THEN,
    Column("id", Text, primary_key=True),
    Column("employer", Text, nullable=False, index=True),
    Column("document", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
)
_COURSES = Table(
    "exchange_courses",
    _THEN,
    Column("id", Text, primary_key=True),
    Column("college", Text, nullable=False, index=True),
    Column("document", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
)
_ADDRESSES = Table(
    "exchange_addresses",
    _THEN,
    Column("identity", Text, primary_key=True),
    Column("applicant", Text, nullable=False, index=True),
    Column("confirmed", String(32)),
)
_CONSENTS = Table(
    "exchange_consents",
    _THEN,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("applicant", Text, nullable=False, index=True),
    Column("purpose", String(16), nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    sqlite_autoincrement=True,
)
_BADGES = Table(
    "exchange_badges",
    _THEN,
    Column("digest", String(64), primary_key=True),
    Column("applicant", Text, index=True),
    Column("content", LargeBinary, nullable=False),
    Column("report", LargeBinary, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("received", String(32), nullable=False),
    Column("judged", String(32), nullable=False),
    Column("identity", Text, nullable=False),
)
_MATCHES = Table(
    "exchange_matches",
    _THEN,
    Column("id", String(40), primary_key=True),
    Column("vacancy", Text, nullable=False, index=True),
    Column("applicant", Text, nullable=False, index=True),
    Column("state", String(16), nullable=False, index=True),
    Column("score", Text, nullable=False),
    Column("result", LargeBinary, nullable=False),
    Column("employer_said", String(16)),
    Column("applicant_said", String(16)),
    Column("since", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("until", String(32)),
)
_SEATS = Table(
    "exchange_seats",
    _THEN,
    Column("id", String(40), primary_key=True),
    Column("applicant", Text, nullable=False, index=True),
    Column("vacancy", Text, nullable=False),
    Column("course", Text, nullable=False, index=True),
    Column("starts", String(10)),
    Column("state", String(16), nullable=False, index=True),
    Column("since", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("until", String(32)),
)
_QUESTIONS = Table(
    "exchange_questions",
    _THEN,
    Column("id", String(40), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("about", Text, nullable=False, index=True),
    Column("party", String(16), nullable=False),
    Column("who", Text, nullable=False, index=True),
    Column("made", String(32), nullable=False),
    Column("until", String(32), nullable=False),
    Column("answer", String(16)),
    Column("answered", String(32)),
    Column("channel", String(16)),
)
_CODES = Table(
    "exchange_codes",
    _THEN,
    Column("hash", String(64), primary_key=True),
    Column("question", String(40), nullable=False, index=True),
    Column("made", String(32), nullable=False),
)
_RUNS = Table(
    "exchange_runs",
    _THEN,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("started", String(32), nullable=False),
    Column("finished", String(32)),
    Column("facts", Text, nullable=False),
    sqlite_autoincrement=True,
)
_EVENTS = Table(
    "exchange_events",
    _THEN,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("kind", String(40), nullable=False, index=True),
    Column("subject", Text, nullable=False, index=True),
    Column("facts", Text, nullable=False),
    sqlite_autoincrement=True,
)
_STOPS = Table(
    "exchange_stops",
    _THEN,
    Column("address", String(64), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("channel", String(16), nullable=False),
)
_READ_MAIL = Table(
    "exchange_read_mail",
    _THEN,
    Column("hash", String(64), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("came", String(40), nullable=False),
)
Index("ix_exchange_questions_open", _QUESTIONS.c.about, _QUESTIONS.c.kind, _QUESTIONS.c.party)
_SECOND: Final = MetaData()
_HIRES = Table(
    "exchange_hires",
    _SECOND,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("match", String(40), nullable=False, index=True),
    Column("vacancy", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("start", String(10)),
    Column("hours", String(16)),
    Column("noc", String(5)),
    Column("status", String(16)),
    Column("region", String(40)),
    Column("employed_90", String(3)),
    Column("employed_180", String(3)),
    sqlite_autoincrement=True,
)


def _first(connection: Connection) -> None:
    _THEN.create_all(connection)


def _second(connection: Connection) -> None:
    """Keep what is said of hires."""
    _SECOND.create_all(connection)


_PROFILED: Final = MetaData()
_PROFILES = Table(
    "exchange_profiles",
    _PROFILED,
    Column("applicant", Text, primary_key=True),
    Column("judged", String(64), nullable=False),
    Column("made", String(64), nullable=False),
    Column("until", String(32)),
    Column("watched", Text, nullable=False),
    Column("mark", String(64), nullable=False),
    Column("way", String(64)),
    Column("skills", Text, nullable=False),
)


def _profiles(connection: Connection) -> None:
    """Keep profiles, and what was compared, so that a run looks at what changed."""
    _PROFILED.create_all(connection)
    connection.execute(text("ALTER TABLE exchange_vacancies ADD COLUMN seen VARCHAR(64)"))
    names = "applicant, digest, verdict, judged"
    connection.execute(text(f"CREATE INDEX ix_exchange_badges_short ON exchange_badges ({names})"))


MIGRATIONS: Final[tuple[Migration, ...]] = (_first, _second, _profiles)
