"""Dates of a list of recipients: a day, or a moment with its zone."""

from datetime import UTC, date, datetime, timedelta

from mexbadge.errors import InputError
from mexbadge.models.dates import instant
from mexbadge.tabular.days import DateOrder, is_date_time, proven_order, read_day

__all__ = ["DateOrder", "last_moment", "proven_order", "read_date"]


def read_date(text: str, order: DateOrder | None = None, *, end: bool = False) -> datetime:
    """Return the moment that ``text`` names: a day begins at its midnight in UTC, and ``end`` is its last second.

    A date-time with a zone, or a day as :func:`mexbadge.tabular.days.read_day` reads it. Raises as that, and
    :class:`InputError` ``roster_date_zone``.
    """
    if is_date_time(text):
        try:
            return instant(text.replace(" ", "T", 1))
        except InputError as error:
            code = "roster_date_zone" if error.code == "models_date_zone" else "roster_date"
            raise InputError(code, value=text) from None
    day = read_day(text, order)
    return last_moment(day) if end else _midnight(day)


def last_moment(day: date) -> datetime:
    """Return the last second of a day in UTC: what is valid until a day is valid on it."""
    return _midnight(day) + timedelta(days=1, seconds=-1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
