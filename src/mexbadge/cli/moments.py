"""Moments as they are typed."""

from datetime import UTC, date, datetime

from mexbadge.errors import InputError

__all__ = ["day", "moment"]


def day(text: str | None) -> date | None:
    """Read a date."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError("cli_bad_time", value=text) from None


def moment(text: str | None) -> datetime | None:
    """Read a date-time with a zone, or a date, which stands for its first instant in UTC."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InputError("cli_bad_time", value=text) from None
    if found.tzinfo is None:
        if len(text) > len("2026-01-01"):
            raise InputError("cli_bad_time", value=text)
        found = found.replace(tzinfo=UTC)
    return found
