"""The addresses of badges' pages: nobody can guess one, and one that came into wrong hands is given up for another."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from mexbadge.errors import RegisterError
from mexbadge.issuer.register import events
from mexbadge.issuer.register.tables import ISSUED

__all__ = ["renew", "token"]

_BYTES: Final = 16


def token(rng: Callable[[int], bytes]) -> str:
    """Return what the address of a page is made of: 128 bits, in hexadecimal."""
    return rng(_BYTES).hex()


def renew(connection: Connection, names: Sequence[str], *, rng: Callable[[int], bytes], at: datetime) -> dict[str, str]:
    """Give badges new pages, all or none; return the old ones.

    The key of the private part is made of the page, so it is new as well. Raises :class:`RegisterError`
    ``register_unknown``, and ``register_forgotten`` for a badge whose holder was forgotten: it has no page.
    """
    old: dict[str, str] = {}
    for name in names:
        here = ISSUED.c.id == name
        row = connection.execute(select(ISSUED.c.page, ISSUED.c.forgotten).where(here)).first()
        if row is None:
            raise RegisterError("register_unknown", id=name)
        if row.forgotten is not None:
            raise RegisterError("register_forgotten", id=name)
        connection.execute(update(ISSUED).where(here).values(page=token(rng)))
        old[name] = row.page
    events.append_all(connection, "page-renewed", names, at=at)
    return old
