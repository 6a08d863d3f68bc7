"""Amounts of money, credits and days: exact, finite, never negative and bounded."""

from decimal import Decimal, InvalidOperation
from typing import Final

from mexbadge.errors import InputError

__all__ = ["AMOUNT", "DAYS", "PLACES", "checked_amount", "checked_count", "scaled"]

AMOUNT: Final = Decimal(10) ** 12
"""No amount may be larger."""
PLACES: Final = 6
"""How many decimal places an amount may have."""
DAYS: Final = 36_525
"""How many days a course may last."""


def checked_amount(value: object) -> Decimal:
    """Return ``value`` if it is a decimal from 0 to a million million with at most six decimal places.

    Raises :class:`InputError` ``plan_amount``.
    """
    if isinstance(value, Decimal) and value.is_finite() and 0 <= value <= AMOUNT:
        try:
            if value == value.quantize(Decimal(1).scaleb(-PLACES)):
                return value
        except InvalidOperation:
            pass
    raise InputError("plan_amount", amount=value, limit=AMOUNT, places=PLACES)


def checked_count(value: object, limit: int) -> int:
    """Return ``value`` if it is an integer from 0 to ``limit``, and no boolean; raise ``plan_count``."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= limit:
        return value
    raise InputError("plan_count", count=value, limit=limit)


def scaled(value: Decimal) -> int:
    """Return an amount that was checked as a whole number of millionths."""
    return int(value.scaleb(PLACES))
