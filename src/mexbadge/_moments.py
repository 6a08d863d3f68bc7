"""Moments: every one has a zone, is written in UTC, and ends are half-open: what ends at a moment is over at it."""

from datetime import UTC, datetime, timedelta

from mexbadge.errors import InputError

__all__ = ["aware", "is_ahead", "is_over", "write"]


def aware(moment: datetime) -> datetime:
    """Return ``moment``; raise :class:`InputError` ``moment_zone`` where it has no zone, and so names no moment."""
    if moment.utcoffset() is None:
        raise InputError("moment_zone", value=moment.isoformat(sep=" "))
    return moment


def write(moment: datetime) -> str:
    """Write a moment as the standards' date-time: UTC, whole seconds, ``Z``; raise as :func:`aware`.

    >>> from datetime import timezone
    >>> write(datetime(2026, 9, 1, tzinfo=timezone(timedelta(hours=-4))))
    '2026-09-01T04:00:00Z'
    """
    return f"{aware(moment).astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()}Z"


def is_over(end: datetime | None, *, at: datetime) -> bool:
    """Return whether ``end`` has passed at the moment ``at``; the end itself is already past."""
    return end is not None and at >= end


def is_ahead(start: datetime | None, *, at: datetime, leeway: timedelta = timedelta(0)) -> bool:
    """Return whether ``start`` lies ahead of ``at`` by more than ``leeway``."""
    return start is not None and start - at > leeway
