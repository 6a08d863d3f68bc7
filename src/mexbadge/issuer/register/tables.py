"""The tables of the register as they are now; :mod:`mexbadge.issuer.register.steps` makes them.

Importing this module imports SQLAlchemy; whoever needs it imports it inside a function.
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

__all__ = [
    "ACHIEVEMENTS",
    "ALL",
    "AREA",
    "BATCHES",
    "CONTACTS",
    "CONVERSIONS",
    "ENDORSEMENTS",
    "ENTRIES",
    "EVENTS",
    "IMAGES",
    "ISSUED",
    "KEYS",
    "LISTS",
    "MARKED",
    "PATHWAY_AWARDS",
    "PICTURES",
    "RECEIPTS",
    "RECEIPTS_DUE",
    "RESERVED",
    "REVOKED_BEFORE",
    "REVOKED_OB2",
    "SETTINGS",
    "UNLISTED",
]

AREA: Final = "register"
_METADATA: Final = MetaData()

SETTINGS: Final = Table(
    "settings", _METADATA, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False)
)
IMAGES: Final = Table(
    "images",
    _METADATA,
    Column("digest", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""The pictures that badges are baked into, by their SHA-256."""
PICTURES: Final = Table(
    "pictures",
    _METADATA,
    Column("url", Text, primary_key=True),
    Column("image", String(64), ForeignKey("images.digest"), nullable=False),
    Column("forgotten", String(32)),
)
"""The pictures that badges of 3.0 name, each by its address; ``forget`` takes one out that only its holder had."""
ACHIEVEMENTS: Final = Table(
    "achievements",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("slug", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("frozen", String(32), nullable=False),
    UniqueConstraint("slug", "version"),
)
"""What was issued at least once, and never changes again."""
BATCHES: Final = Table(
    "batches",
    _METADATA,
    Column("id", String(64), primary_key=True),
    Column("achievement", Text, ForeignKey("achievements.id"), nullable=False),
    Column("digest", String(64)),
    Column("rows", Integer, nullable=False),
    Column("started", String(32), nullable=False),
    Column("finished", String(32)),
)
KEYS: Final = Table(
    "keys",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("public_jwk", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("created", String(32), nullable=False),
    Column("ended", String(32)),
)
ISSUED: Final = Table(
    "issued",
    _METADATA,
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
"""Every credential. ``person`` and ``award`` are HMACs under the register's secret; ``award`` stands for achievement,
person and ref together and is unique, so that nothing is issued twice."""
CONTACTS: Final = Table(
    "contacts",
    _METADATA,
    Column("id", String(64), ForeignKey("issued.id"), primary_key=True),
    Column("identity", Text),
    Column("name", Text),
    Column("first_name", Text),
    Column("last_name", Text),
    Column("consent", Boolean),
    Column("consent_for", Text),
    Column("consent_since", String(32)),
    Column("consent_source", Text),
    Column("consent_withdrawn", String(32)),
)
"""The only place with names and addresses; ``forget`` empties it. ``consent`` is what a list, or somebody, said of it:
what for, since when, where that is written (``consent_source``), and since when it is withdrawn."""
LISTS: Final = Table(
    "status_lists",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("purpose", String(20), nullable=False),
    Column("url", Text, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("valid_until", String(32), nullable=False),
)
ENTRIES: Final = Table(
    "status_entries",
    _METADATA,
    Column("list", Integer, ForeignKey("status_lists.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("credential", String(64), nullable=False, index=True),
    Column("value", Integer, nullable=False),
)
"""Which place in which list belongs to which credential: taken before it is signed, and never taken again."""
MARKED: Final = ENTRIES.c.value != literal_column("0")
"""What holds of the places that are set. Few are: they have an index of their own, used where this is asked for."""
RESERVED: Final = Table("reserved", _METADATA, Column("credential", String(64), primary_key=True))
"""The credentials whose places were taken and that are not signed yet; a killed process leaves some behind."""
REVOKED_OB2: Final = Table(
    "revoked_ob2", _METADATA, Column("id", String(64), ForeignKey("issued.id"), primary_key=True)
)
"""Which badges of Open Badges 2.0 are revoked; those of 3.0 have their places in the status lists."""
REVOKED_BEFORE: Final = Table(
    "revoked_before",
    _METADATA,
    Column("id", String(64), primary_key=True),
    Column("ob2", Boolean, primary_key=True),
    Column("reason", Text),
)
"""Ids that were published as revoked and of which the register knows nothing else: they stay on the lists of ids."""
UNLISTED: Final = Table(
    "unlisted",
    _METADATA,
    Column("id", String(64), primary_key=True),
    Column("achievement", Text, nullable=False, index=True),
    Column("identities", Text, nullable=False),
    Column("file", Text, nullable=False),
)
"""Badges of this issuer that lie in the folder and that a recovered register does not know, with what their files say
of whose they are: nobody gets one of them again in silence."""
RECEIPTS: Final = Table(
    "receipts",
    _METADATA,
    Column("id", String(64), ForeignKey("issued.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("delivered", Boolean, nullable=False),
)
"""The receipt of each badge that was logged, kept before it is written beside the badge."""
RECEIPTS_DUE: Final = Table(
    "receipts_due", _METADATA, Column("id", String(64), ForeignKey("issued.id"), primary_key=True)
)
"""The badges that were logged and whose receipt is still to be made, or to be written beside the badge."""
PATHWAY_AWARDS: Final = Table(
    "pathway_awards",
    _METADATA,
    Column("id", String(64), ForeignKey("issued.id"), primary_key=True),
    Column("pathway", Text, nullable=False, index=True),
    Column("version", Text, nullable=False),
    Column("validity", String(20), nullable=False),
    Column("used", Text, nullable=False),
    Column("flagged", String(32)),
)
"""What each completion badge rests on: ids and SHA-256 of badges; ``forget`` takes the row out."""
CONVERSIONS: Final = Table(
    "conversions",
    _METADATA,
    Column("assertion", String(64), primary_key=True),
    Column("id", String(64), ForeignKey("issued.id"), nullable=False, unique=True),
)
"""What badges of 2.0 were converted to that another program of this issuer made; ``assertion`` is an HMAC of their id.

The row stays when the holder is forgotten: what was revoked must not come back by being converted once more."""
ENDORSEMENTS: Final = Table(
    "endorsements",
    _METADATA,
    Column("id", String(64), primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("key", Text, ForeignKey("keys.id"), nullable=False),
    Column("form", String(20), nullable=False),
    Column("credential", LargeBinary, nullable=False),
    Column("issued", String(32), nullable=False),
)
EVENTS: Final = Table(
    "events",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""What happened when, in order; nothing personal, and nothing is ever changed or taken out."""

# What keeps a question that is asked at every issue from growing with what was issued before.
Index("ix_status_entries_marked", ENTRIES.c.list, sqlite_where=MARKED, postgresql_where=MARKED)
Index("ix_issued_achievement_form", ISSUED.c.achievement, ISSUED.c.form, ISSUED.c.number)

ALL: Final = tuple(_METADATA.sorted_tables)
"""Every table, those that others refer to first."""
