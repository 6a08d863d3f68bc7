"""Two badges that say the same in two versions of the standard: one that was converted, and what came of it.

Both stay badges of their own, and both are in the register. Whoever revokes one revokes the other: a holder must not
keep under one form what was withdrawn under the other.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge._json import JsonObject
from mexbadge.issuer.desk import Desk, Lot
from mexbadge.issuer.documents import issue_document
from mexbadge.issuer.facts import Contact
from mexbadge.issuer.folder_ob2 import assertions_url
from mexbadge.issuer.records import Record, Status
from mexbadge.issuer.settings import Settings
from mexbadge.issuer.tables import ISSUED

__all__ = ["converted_from", "issue_twin", "own_name", "twins"]

_WHOSE = ("recipient_hash", "recipient_type", "person", "ref", "language")
Build = Callable[[str, Sequence[JsonObject]], JsonObject]


def own_name(settings: Settings, assertion: str) -> str:
    """Return the name in the register of an assertion of this folder, hosted or signed."""
    place = assertions_url(settings)
    if assertion.startswith(place) and assertion.endswith(".json"):
        return f"urn:uuid:{assertion.removeprefix(place).removesuffix('.json')}"
    return assertion


def converted_from(connection: Connection, old: str) -> tuple[str, ...]:
    """Return what a badge was converted to: rows that follow it while it does not count as replaced by them."""
    later = ISSUED.alias()
    joined = ISSUED.join(later, later.c.replaces == ISSUED.c.id)
    apart = ISSUED.c.replaced_by.is_(None) | (ISSUED.c.replaced_by != later.c.id)
    chosen = select(later.c.id).select_from(joined).where((ISSUED.c.id == old) & apart)
    return tuple(connection.execute(chosen.order_by(later.c.number)).scalars())


def twins(connection: Connection, names: Sequence[str]) -> tuple[str, ...]:
    """Return ``names`` and every badge that is linked to one of them by a conversion, however many steps away."""
    found = dict.fromkeys(names)
    waiting = list(found)
    while waiting:
        here = waiting.pop()
        row = connection.execute(select(ISSUED.c.replaces).where(ISSUED.c.id == here)).first()
        older = row.replaces if row is not None else None
        back = (older,) if older is not None and here in converted_from(connection, older) else ()
        fresh = [one for one in (*converted_from(connection, here), *back) if one not in found]
        found |= dict.fromkeys(fresh)
        waiting += fresh
    return tuple(found)


def issue_twin(desk: Desk, lot: Lot, old: str, build: Build) -> tuple[Record, bool]:
    """Issue what ``build`` makes of a badge in the register, to the same person, once; return whether it was there."""
    with desk.register.read() as connection:
        for name in converted_from(connection, old):
            if (known := desk.register.record_in(connection, name)).status is Status.ACTIVE:
                return known, True
        columns = [ISSUED.c[name] for name in _WHOSE]
        row = connection.execute(select(*columns).where(ISSUED.c.id == old)).one()
        record = desk.register.record_in(connection, old)
    contact = Contact(record.identity, record.name, record.first_name, record.last_name)
    kept = {**dict(zip(_WHOSE, row, strict=True)), "replaces": old, "contact": contact if contact.identity else None}
    return issue_document(desk, lot, None, build, kept=kept), False
