"""Finding the same person again without keeping who it is, and forgetting."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge.issuer.register import events
from mexbadge.issuer.register.tables import CONTACTS, ISSUED, PATHWAY_AWARDS
from mexbadge.models.identity import EMAIL, Identity

__all__ = ["award_key", "check_key", "conversion_key", "forget", "notice_key", "page_key", "person_key"]

_SEPARATOR: Final = "\0"


def person_key(secret: bytes, identity: Identity) -> str:
    """Return the HMAC-SHA-256 of an identity; two spellings of one e-mail address that differ in case are one."""
    value = identity.value.strip()
    return _hmac(secret, "person", identity.type, value.lower() if identity.type == EMAIL else value)


def award_key(secret: bytes, achievement: str, person: str, ref: str | None) -> str:
    """Return the HMAC-SHA-256 under which an award is known: the same achievement, person and ref give the same."""
    return _hmac(secret, "award", achievement, person, "" if ref is None else f"={ref}")


def conversion_key(secret: bytes, assertion: str) -> str:
    """Return the HMAC-SHA-256 under which a badge of 2.0 is known that another program made and that was converted."""
    return _hmac(secret, "conversion", assertion)


def notice_key(secret: bytes, kind: str, name: str, moment: str) -> str:
    """Return the HMAC-SHA-256 under which one message about a credential is known: what it tells, and since when."""
    return _hmac(secret, "notice", kind, name, moment)


def page_key(secret: bytes, page: str) -> bytes:
    """Return the HMAC-SHA-256 that is the key of the private part of a badge's page."""
    return bytes.fromhex(_hmac(secret, "private-page", page))


def check_key(secret: bytes) -> str:
    """Return the HMAC by which a register knows its secret again."""
    return _hmac(secret, "register")


def forget(connection: Connection, ids: Sequence[str], *, at: datetime) -> dict[str, str]:
    """Erase what can identify the holders of ``ids``; return the name of the file of each.

    What stays: id, achievement, dates, place in the status lists, status, and the digests, so that the lists and a
    ledger still agree. The name of the file, which may be the person's, becomes that of the badge alone.
    """
    files: dict[str, str] = {}
    for name in ids:
        file = connection.execute(select(ISSUED.c.file).where(ISSUED.c.id == name)).scalar_one()
        files[name] = file
        for table in (CONTACTS, PATHWAY_AWARDS):
            connection.execute(delete(table).where(table.c.id == name))
        gone = dict.fromkeys(
            (
                "credential",
                "recipient_hash",
                "recipient_type",
                "person",
                "award",
                "ref",
                "line",
                "language",
                "reason_en",
                "reason_fr",
            )
        )
        change = update(ISSUED).where(ISSUED.c.id == name)
        nameless = f"{name.rpartition(':')[2]}{PurePath(file).suffix}"
        connection.execute(change.values(**gone, file=nameless, state="delivered", forgotten=_moments.write(at)))
        events.append(connection, "forgotten", name, at=at)
    return files


def _hmac(secret: bytes, *parts: str) -> str:
    message = _SEPARATOR.join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(secret, message.encode("utf-8", "surrogatepass"), sha256).hexdigest()
