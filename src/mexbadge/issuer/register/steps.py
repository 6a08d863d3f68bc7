"""The numbered steps by which the tables of a register came about: what each made is written out, and stays as it is.

How the tables are now stands in :mod:`mexbadge.issuer.register.tables`. Whoever changes them there adds a step here
that brings every older register along, and a new one as well, which takes all steps; no step that was released is
touched. Importing this module imports SQLAlchemy.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine import Connection

from mexbadge.store import Migration

__all__ = ["MIGRATIONS"]

_THEN: Final = MetaData()

_ACHIEVEMENTS: Final = Table(
    "achievements",
    _THEN,
    Column("id", Text, primary_key=True),
    Column("slug", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("frozen", String(32), nullable=False),
    UniqueConstraint("slug", "version"),
)
_ISSUED: Final = Table(
    "issued",
    _THEN,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("achievement", Text, ForeignKey("achievements.id"), nullable=False, index=True),
    Column("batch", String(64), ForeignKey("batches.id"), index=True),
    Column("line", Integer),
    Column("key", Text, ForeignKey("keys.id"), nullable=False, index=True),
    Column("form", String(20), nullable=False),
    Column("credential", LargeBinary),
    Column("credential_digest", String(64), nullable=False),
    Column("image", String(64), ForeignKey("images.digest"), nullable=False),
    Column("baked_digest", String(64), nullable=False),
    Column("recipient_hash", String(80)),
    Column("recipient_type", String(80)),
    Column("person", String(64), index=True),
    Column("award", String(64), unique=True),
    Column("ref", Text, index=True),
    Column("language", String(40)),
    Column("valid_from", String(32), nullable=False),
    Column("valid_until", String(32)),
    Column("page", String(32), nullable=False, unique=True),
    Column("file", Text, nullable=False, unique=True),
    Column("state", String(16), nullable=False, index=True),
    Column("issued", String(32), nullable=False),
    Column("status", String(16), nullable=False),
    Column("reason_en", Text),
    Column("reason_fr", Text),
    Column("status_since", String(32)),
    Column("replaces", String(64)),
    Column("replaced_by", String(64)),
    Column("forgotten", String(32)),
)
_ENTRIES: Final = Table(
    "status_entries",
    _THEN,
    Column("list", Integer, ForeignKey("status_lists.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("credential", String(64), nullable=False, index=True),
    Column("value", Integer, nullable=False),
)
_ENDORSEMENTS: Final = Table(
    "endorsements",
    _THEN,
    Column("id", String(64), primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("key", Text, ForeignKey("keys.id"), nullable=False),
    Column("form", String(20), nullable=False),
    Column("credential", LargeBinary, nullable=False),
    Column("issued", String(32), nullable=False),
)
_STEP_1: Final = (
    Table("settings", _THEN, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False)),
    Table("images", _THEN, Column("digest", String(64), primary_key=True), Column("body", LargeBinary, nullable=False)),
    _ACHIEVEMENTS,
    Table(
        "batches",
        _THEN,
        Column("id", String(64), primary_key=True),
        Column("achievement", Text, ForeignKey("achievements.id"), nullable=False),
        Column("digest", String(64)),
        Column("rows", Integer, nullable=False),
        Column("started", String(32), nullable=False),
        Column("finished", String(32)),
    ),
    Table(
        "keys",
        _THEN,
        Column("id", Text, primary_key=True),
        Column("number", Integer, nullable=False, unique=True),
        Column("public_jwk", Text, nullable=False),
        Column("file", Text, nullable=False),
        Column("state", String(16), nullable=False),
        Column("created", String(32), nullable=False),
        Column("ended", String(32)),
    ),
    _ISSUED,
    Table(
        "contacts",
        _THEN,
        Column("id", String(64), ForeignKey("issued.id"), primary_key=True),
        Column("identity", Text),
        Column("name", Text),
        Column("first_name", Text),
        Column("last_name", Text),
    ),
    Table(
        "status_lists",
        _THEN,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("purpose", String(20), nullable=False),
        Column("url", Text, nullable=False, unique=True),
        Column("size", Integer, nullable=False),
        Column("capacity", Integer, nullable=False),
        Column("used", Integer, nullable=False),
        Column("closed", Boolean, nullable=False),
        Column("signed", LargeBinary, nullable=False),
        Column("valid_until", String(32), nullable=False),
    ),
    _ENTRIES,
    _ENDORSEMENTS,
    Table(
        "events",
        _THEN,
        Column("number", Integer, primary_key=True, autoincrement=True),
        Column("at", String(32), nullable=False),
        Column("kind", String(40), nullable=False),
        Column("subject", Text, nullable=False),
        sqlite_autoincrement=True,
    ),
)
_RECEIPTS: Final = Table(
    "receipts",
    _THEN,
    Column("id", String(64), ForeignKey("issued.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("delivered", Boolean, nullable=False),
)
_STEP_2: Final = (
    Table("revoked_ob2", _THEN, Column("id", String(64), ForeignKey("issued.id"), primary_key=True)),
    _RECEIPTS,
    Table(
        "pathway_awards",
        _THEN,
        Column("id", String(64), ForeignKey("issued.id"), primary_key=True),
        Column("pathway", Text, nullable=False, index=True),
        Column("version", Text, nullable=False),
        Column("validity", String(20), nullable=False),
        Column("used", Text, nullable=False),
        Column("flagged", String(32)),
    ),
)
_STEP_3: Final = Table(
    "revoked_before",
    _THEN,
    Column("id", String(64), primary_key=True),
    Column("ob2", Boolean, primary_key=True),
    Column("reason", Text),
)
_RESERVED: Final = Table("reserved", _THEN, Column("credential", String(64), primary_key=True))
_STEP_5: Final = {"consent": "BOOLEAN", "consent_for": "TEXT", "consent_since": "VARCHAR(32)"}
_STEP_6: Final = Table(
    "pictures",
    _THEN,
    Column("url", Text, primary_key=True),
    Column("image", String(64), ForeignKey("images.digest"), nullable=False),
    Column("forgotten", String(32)),
)
_STEP_7: Final = Table(
    "conversions",
    _THEN,
    Column("assertion", String(64), primary_key=True),
    Column("id", String(64), ForeignKey("issued.id"), nullable=False, unique=True),
)
_DUE: Final = Table("receipts_due", _THEN, Column("id", String(64), ForeignKey("issued.id"), primary_key=True))
_STEP_8: Final = (
    "CREATE INDEX IF NOT EXISTS ix_status_entries_marked ON status_entries (list) WHERE value != 0",
    "CREATE INDEX IF NOT EXISTS ix_issued_achievement_form ON issued (achievement, form, number)",
)
_OPENINGS: Final = Table("ledger_openings", MetaData(), Column("subject", Text))
"""A table of the ledger's, as far as it is asked here."""
_STEP_9: Final = Table(
    "unlisted",
    _THEN,
    Column("id", String(64), primary_key=True),
    Column("achievement", Text, nullable=False, index=True),
    Column("identities", Text, nullable=False),
    Column("file", Text, nullable=False),
)


_STEP_10: Final = {"consent_source": "TEXT", "consent_withdrawn": "VARCHAR(32)"}


def _make(connection: Connection, *tables: Table) -> None:
    """Make those of ``tables`` that are not there: until now a new register had them all after the first step."""
    _THEN.create_all(connection, tables=tables)


def _first(connection: Connection) -> None:
    _make(connection, *_STEP_1)


def _second(connection: Connection) -> None:
    _make(connection, *_STEP_2)


def _third(connection: Connection) -> None:
    """Add what recovering keeps of published revocations; the second step once made fewer tables than it does now."""
    _make(connection, *_STEP_2, _STEP_3)


def _fourth(connection: Connection) -> None:
    """Note the places that were taken and never used."""
    _make(connection, _RESERVED)
    used = select(_ISSUED.c.id).union_all(select(_ENDORSEMENTS.c.id))
    left = select(_ENTRIES.c.credential).where(
        _ENTRIES.c.credential.startswith("urn:"), _ENTRIES.c.credential.not_in(used)
    )
    connection.execute(insert(_RESERVED).from_select(["credential"], left.distinct()))


def _fifth(connection: Connection) -> None:
    """Add what people agreed to."""
    _add_to_contacts(connection, _STEP_5)


def _add_to_contacts(connection: Connection, columns: Mapping[str, str]) -> None:
    there = {column["name"] for column in inspect(connection).get_columns("contacts")}
    for name, kind in columns.items():
        if name not in there:
            connection.exec_driver_sql(f"ALTER TABLE contacts ADD COLUMN {name} {kind}")


def _sixth(connection: Connection) -> None:
    """Note which pictures badges name."""
    _make(connection, _STEP_6)


def _seventh(connection: Connection) -> None:
    """Note which badges of other programs were converted."""
    _make(connection, _STEP_7)


def _eighth(connection: Connection) -> None:
    """Note which receipts are due, and add indexes that keep a question from growing with what was issued before."""
    _make(connection, _DUE)
    for index in _STEP_8:
        connection.exec_driver_sql(index)
    if not inspect(connection).has_table(_OPENINGS.name):
        return
    known = select(_DUE.c.id)
    logged = select(_OPENINGS.c.subject)
    made = _ISSUED.c.id.in_(select(_RECEIPTS.c.id).where(_RECEIPTS.c.delivered.is_(True)))
    due = _ISSUED.c.credential.is_not(None) & _ISSUED.c.id.in_(logged) & ~made & _ISSUED.c.id.not_in(known)
    connection.execute(insert(_DUE).from_select(["id"], select(_ISSUED.c.id).where(due)))


def _ninth(connection: Connection) -> None:
    """Note badges that are not in the register."""
    _make(connection, _STEP_9)


def _tenth(connection: Connection) -> None:
    """Add where it is written that people agreed, and since when it is withdrawn."""
    _add_to_contacts(connection, _STEP_10)


MIGRATIONS: Final[tuple[Migration, ...]] = (
    _first,
    _second,
    _third,
    _fourth,
    _fifth,
    _sixth,
    _seventh,
    _eighth,
    _ninth,
    _tenth,
)
"""Every step, in order; a database counts how many of them it took."""
