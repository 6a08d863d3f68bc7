"""What is to be told of a badge: how it stands, beside what its holder was told last. Pure: values in, values out.

A badge that is revoked, suspended or over is never told of as new.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from mexbadge.deliver import Queued, State
from mexbadge.issuer.register.records import Record, Status

__all__ = ["CARRYING", "Notice", "due", "ending", "holds", "told_last"]


class Notice(StrEnum):
    """What a message tells.

    ``replaced``: issued anew in the place of one that counts no more (a correction, another address). ``renewed``: the
    same with a later end. ``restored``: a suspension is over. ``ending``: it ends soon.
    """

    NEW = "new"
    REPLACED = "replaced"
    RENEWED = "renewed"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    RESTORED = "restored"
    ENDING = "ending"


CARRYING: Final = frozenset({Notice.NEW, Notice.REPLACED, Notice.RENEWED})
"""The messages that the badge goes with."""
_LEAVES: Final = {
    Notice.NEW: Status.ACTIVE,
    Notice.REPLACED: Status.ACTIVE,
    Notice.RENEWED: Status.ACTIVE,
    Notice.RESTORED: Status.ACTIVE,
    Notice.SUSPENDED: Status.SUSPENDED,
    Notice.REVOKED: Status.REVOKED,
}
"""How a badge stands for whoever had the message."""
_NEVER_CAME: Final = frozenset({State.REFUSED, State.DROPPED})


def told_last(messages: Iterable[Queued]) -> Status | None:
    """Return how a badge stands by what its holder was told, or will be; ``None`` where they never heard of it."""
    last: Status | None = None
    for one in messages:
        if one.state not in _NEVER_CAME and one.kind in _LEAVES:
            last = _LEAVES[Notice(one.kind)]
    return last


def due(record: Record, told: Status | None, *, before: Record | None, at: datetime) -> Notice | None:
    """Return what is to be told of a badge, or nothing.

    ``told`` is how it stands by what its holder was told. ``before`` is the badge that it took the place of, if its
    holder was told of that one.
    """
    if record.forgotten is not None:
        return None
    match told, record.status:
        case None, Status.ACTIVE:
            return None if _is_over(record, at) else _new(before)
        case Status.ACTIVE, Status.SUSPENDED:
            return Notice.SUSPENDED
        case Status.ACTIVE | Status.SUSPENDED, Status.REVOKED:
            return Notice.REVOKED
        case Status.SUSPENDED, Status.ACTIVE:
            return Notice.RESTORED
    return None


def ending(record: Record, *, at: datetime, within: timedelta) -> Notice | None:
    """Return :attr:`Notice.ENDING` for a badge in force that ends within a time, and that none took the place of."""
    if record.valid_until is None or record.forgotten is not None or record.replaced_by is not None:
        return None
    soon = at < datetime.fromisoformat(record.valid_until) <= at + within
    return Notice.ENDING if soon and record.status is Status.ACTIVE else None


def holds(notice: Notice, record: Record, *, at: datetime) -> bool:
    """Return whether a message still says the truth now that its turn has come."""
    if record.forgotten is not None:
        return False
    match notice:
        case Notice.SUSPENDED:
            return record.status is Status.SUSPENDED
        case Notice.REVOKED:
            return record.status is Status.REVOKED
        case Notice.ENDING:
            return record.status is Status.ACTIVE and record.replaced_by is None and not _is_over(record, at)
    return record.status is Status.ACTIVE and not _is_over(record, at)


def _new(before: Record | None) -> Notice:
    if before is None:
        return Notice.NEW
    return Notice.REPLACED if before.reason_en or before.reason_fr else Notice.RENEWED


def _is_over(record: Record, at: datetime) -> bool:
    return record.valid_until is not None and datetime.fromisoformat(record.valid_until) <= at
