"""What people agreed to have shown of them: noted, and withdrawn, badge by badge."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge.errors import RegisterError
from mexbadge.issuer.register import events
from mexbadge.issuer.register.tables import CONTACTS

if TYPE_CHECKING:
    from mexbadge.issuer.roster.rows import Consent

__all__ = ["note"]


def note(connection: Connection, ids: Sequence[str], given: "Consent", *, at: datetime) -> None:
    """Note for each badge what its holder agreed to, since ``given.since`` or else since ``at``.

    A withdrawal keeps what was agreed to, since when and where that is written, and adds when it ended.

    Raises :class:`RegisterError` ``register_consent_unkept`` where nothing is kept of a holder; nothing is noted then.
    """
    moment = _moments.write(given.since or at)
    if given.given:
        values = {
            "consent": True,
            "consent_for": given.purpose,
            "consent_since": moment,
            "consent_source": given.source,
            "consent_withdrawn": None,
        }
    else:
        values = {"consent": False, "consent_withdrawn": moment}
        values |= {} if given.source is None else {"consent_source": given.source}
    for name in ids:
        here = CONTACTS.c.id == name
        if connection.execute(select(CONTACTS.c.id).where(here)).first() is None:
            raise RegisterError("register_consent_unkept", id=name)
        connection.execute(update(CONTACTS).where(here).values(**values))
    events.append_all(connection, "consent-given" if given.given else "consent-withdrawn", ids, at=at)
