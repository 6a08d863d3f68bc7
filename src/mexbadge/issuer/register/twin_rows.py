"""Which rows of the register stand for one award: conversions to another version of the standard, and renewals."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge.issuer.register.tables import ENTRIES, ISSUED, LISTS, REVOKED_OB2

__all__ = ["converted_from", "twins"]


def converted_from(connection: Connection, old: str) -> tuple[str, ...]:
    """Return what a badge was converted to: rows that follow it while it does not count as replaced by them."""
    later = ISSUED.alias()
    joined = ISSUED.join(later, later.c.replaces == ISSUED.c.id)
    apart = ISSUED.c.replaced_by.is_(None) | (ISSUED.c.replaced_by != later.c.id)
    chosen = select(later.c.id).select_from(joined).where((ISSUED.c.id == old) & apart)
    return tuple(connection.execute(chosen.order_by(later.c.number)).scalars())


def twins(connection: Connection, names: Sequence[str]) -> tuple[str, ...]:
    """Return ``names`` and every badge that says the same as one of them, however many steps away.

    That is what was converted to or from another, and what was renewed: the old badge holds until its own end. One that
    was revoked already is not among them.
    """
    found = dict.fromkeys(names)
    waiting = list(found)
    while waiting:
        here = waiting.pop()
        row = connection.execute(select(ISSUED.c.replaces, ISSUED.c.replaced_by).where(ISSUED.c.id == here)).first()
        links = () if row is None else (row.replaces, row.replaced_by)
        near = dict.fromkeys(one for one in (*converted_from(connection, here), *links) if one is not None)
        fresh = [one for one in near if one not in found and not _is_ended(connection, one)]
        found |= dict.fromkeys(fresh)
        waiting += fresh
    return tuple(found)


def _is_ended(connection: Connection, name: str) -> bool:
    """Return whether a badge is revoked, also one that another took the place of."""
    older = select(REVOKED_OB2.c.id).where(REVOKED_OB2.c.id == name)
    joined = ENTRIES.join(LISTS, LISTS.c.number == ENTRIES.c.list)
    marked = (LISTS.c.purpose == "revocation") & (ENTRIES.c.value != 0) & (ENTRIES.c.credential == name)
    newer = select(ENTRIES.c.credential).select_from(joined).where(marked)
    return any(connection.execute(chosen).first() is not None for chosen in (older, newer))
