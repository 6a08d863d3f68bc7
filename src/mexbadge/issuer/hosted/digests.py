"""How each badge stands, by the SHA-256 of its exact bytes: nothing personal, and nothing to guess from.

Whoever holds a badge can ask for its record; whoever does not can neither find one nor learn anything from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge.issuer.register.keyring import KeyState
from mexbadge.issuer.register.tables import ISSUED, KEYS, LISTS

__all__ = ["KEY_WITHDRAWN", "LIST", "RECORDS_FOLDER", "KnownBytes", "known_bytes"]

RECORDS_FOLDER: Final = "r"
"""The folder of a site in which the records lie."""
LIST: Final = "list"
"""What a record says of a status list: these bytes are the issuer's list as it is now."""
KEY_WITHDRAWN: Final = "key_withdrawn"
"""What it says of a badge whose key was stolen: it counts for nothing until it is issued again (decision 14)."""
_ROWS: Final = 1000


@dataclass(frozen=True, slots=True)
class KnownBytes:
    """Bytes that an issuer made: their SHA-256, how they stand, since when and until when (date-times in UTC)."""

    digest: str
    state: str
    since: str | None = None
    until: str | None = None


def known_bytes(connection: Connection) -> Iterator[KnownBytes]:
    """Yield what is known of each badge, in the order of issue, and of each status list as it was signed last.

    A badge whose holder was forgotten is among them: its digest tells nothing of anybody.
    """
    stolen = {
        row.id: row.ended
        for row in connection.execute(select(KEYS.c.id, KEYS.c.ended).where(KEYS.c.state == KeyState.COMPROMISED.value))
    }
    columns = select(
        ISSUED.c.number,
        ISSUED.c.credential_digest,
        ISSUED.c.key,
        ISSUED.c.status,
        ISSUED.c.status_since,
        ISSUED.c.valid_until,
    )
    last = -1
    while rows := connection.execute(
        columns.where(ISSUED.c.number > last).order_by(ISSUED.c.number).limit(_ROWS)
    ).all():
        for row in rows:
            if row.key in stolen and row.status == "active":
                yield KnownBytes(row.credential_digest, KEY_WITHDRAWN, stolen[row.key], row.valid_until)
            else:
                yield KnownBytes(row.credential_digest, row.status, row.status_since, row.valid_until)
        last = rows[-1].number
    for signed in connection.execute(select(LISTS.c.signed).order_by(LISTS.c.number)).scalars():
        yield KnownBytes(sha256(signed).hexdigest(), LIST)
