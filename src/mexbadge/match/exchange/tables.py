"""The tables of an exchange, as they are now; each name begins with ``exchange_``.

Importing this module imports SQLAlchemy.
"""

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

__all__ = [
    "ADDRESSES",
    "ALL",
    "APPLICANTS",
    "AREA",
    "BADGES",
    "CODES",
    "COLLEGES",
    "CONSENTS",
    "COURSES",
    "EMPLOYERS",
    "EVENTS",
    "HIRES",
    "MATCHES",
    "PROFILES",
    "QUESTIONS",
    "READ_MAIL",
    "RUNS",
    "SEATS",
    "SETTINGS",
    "STOPS",
    "VACANCIES",
]

AREA: Final = "exchange"
_METADATA: Final = MetaData()

SETTINGS: Final = Table(
    "exchange_settings",
    _METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""Facts of the register itself: its secret, when it was made."""
EMPLOYERS: Final = Table(
    "exchange_employers",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
)
"""Documents of :class:`Employer`."""
COLLEGES: Final = Table(
    "exchange_colleges",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
)
"""Documents of :class:`TrainingCollege`."""
APPLICANTS: Final = Table(
    "exchange_applicants",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("seen", String(64)),
)
"""Documents of :class:`AppliesAs`; ``seen`` is the digest of what the last complete run compared, where the person was
free after it and fitted nothing that was open."""
PROFILES: Final = Table(
    "exchange_profiles",
    _METADATA,
    Column("applicant", Text, primary_key=True),
    Column("judged", String(64), nullable=False),
    Column("made", String(64), nullable=False),
    Column("until", String(32)),
    Column("watched", Text, nullable=False),
    Column("mark", String(64), nullable=False),
    Column("way", String(64)),
    Column("skills", Text, nullable=False),
)
"""What somebody's badges showed (``skills``), of what that was judged and made, until when, and which documents it
rests on (``watched``); ``mark`` is the digest of all that is compared, ``way`` by what no courses were found."""
VACANCIES: Final = Table(
    "exchange_vacancies",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("employer", Text, nullable=False, index=True),
    Column("document", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("seen", String(64)),
)
"""Documents of :class:`mexbadge.match.Vacancy`; ``state`` is how each stands here, ``seen`` as of applicants."""
COURSES: Final = Table(
    "exchange_courses",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("college", Text, nullable=False, index=True),
    Column("document", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
)
"""Documents of one course each, as a catalogue with that one alone."""
ADDRESSES: Final = Table(
    "exchange_addresses",
    _METADATA,
    Column("identity", Text, primary_key=True),
    Column("applicant", Text, nullable=False, index=True),
    Column("confirmed", String(32)),
)
"""Whose address it is; ``confirmed`` once a code that was sent to it was answered."""
CONSENTS: Final = Table(
    "exchange_consents",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("applicant", Text, nullable=False, index=True),
    Column("purpose", String(16), nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    sqlite_autoincrement=True,
)
"""Documents of :class:`Agreement`."""
BADGES: Final = Table(
    "exchange_badges",
    _METADATA,
    Column("digest", String(64), primary_key=True),
    Column("applicant", Text, index=True),
    Column("content", LargeBinary, nullable=False),
    Column("report", LargeBinary, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("received", String(32), nullable=False),
    Column("judged", String(32), nullable=False),
    Column("identity", Text, nullable=False),
)
"""Badges as they came, each with the report that was kept."""
MATCHES: Final = Table(
    "exchange_matches",
    _METADATA,
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
"""Matches with what was decided by (``result``, sealed)."""
SEATS: Final = Table(
    "exchange_seats",
    _METADATA,
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
"""Seats in courses that somebody was offered, asked for, has."""
QUESTIONS: Final = Table(
    "exchange_questions",
    _METADATA,
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
"""What somebody is asked, once; ``about`` is a match, a seat or an applicant."""
CODES: Final = Table(
    "exchange_codes",
    _METADATA,
    Column("hash", String(64), primary_key=True),
    Column("question", String(40), nullable=False, index=True),
    Column("made", String(32), nullable=False),
)
"""The SHA-256 of codes by which a question is answered."""
RUNS: Final = Table(
    "exchange_runs",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("started", String(32), nullable=False),
    Column("finished", String(32)),
    Column("facts", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Every run; one that did not finish is seen."""
EVENTS: Final = Table(
    "exchange_events",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("kind", String(40), nullable=False, index=True),
    Column("subject", Text, nullable=False, index=True),
    Column("facts", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""What happened, and the decisions with their reasons."""
STOPS: Final = Table(
    "exchange_stops",
    _METADATA,
    Column("address", String(64), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("channel", String(16), nullable=False),
)
"""Addresses (keyed hash) that want no more messages."""
READ_MAIL: Final = Table(
    "exchange_read_mail",
    _METADATA,
    Column("hash", String(64), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("came", String(40), nullable=False),
)
"""Messages that were read, so that none is read twice."""
HIRES: Final = Table(
    "exchange_hires",
    _METADATA,
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
"""What was said of each hire, one row for each time; no row is ever changed, so that a quarter that is over stays as it
was. The first one of a match keeps how the person had stood (``status``, ``region``); nobody's id is in it.
"""
Index("ix_exchange_badges_short", BADGES.c.applicant, BADGES.c.digest, BADGES.c.verdict, BADGES.c.judged)
Index("ix_exchange_questions_open", QUESTIONS.c.about, QUESTIONS.c.kind, QUESTIONS.c.party)

ALL: Final = (
    SETTINGS,
    EMPLOYERS,
    COLLEGES,
    APPLICANTS,
    PROFILES,
    VACANCIES,
    COURSES,
    ADDRESSES,
    CONSENTS,
    BADGES,
    MATCHES,
    SEATS,
    QUESTIONS,
    CODES,
    RUNS,
    EVENTS,
    STOPS,
    READ_MAIL,
    HIRES,
)
"""Every table."""
