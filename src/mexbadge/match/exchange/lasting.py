"""Until when a verdict lasts: the next moment that anything names on which it rests.

What changes with time alone is compared with a moment in something that was read: the badge itself, its endorsements,
the issuer's keys, a status list. No list of members is kept here that could lack one: whatever reads as a date-time, a
day or seconds since 1970 counts, in tokens too. A text without a zone may mean any.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from mexbadge import _json, _limits
from mexbadge.errors import InputError
from mexbadge.models.dates import instant_ob2, is_day

__all__ = ["next_moment"]

_TOKEN: Final = re.compile(r"[\w-]{12,}\.[\w-]{4,}\.[\w-]*", re.ASCII)
_WRITTEN: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d[\w:.,+-]{0,24})?", re.ASCII)
_SECONDS: Final = re.compile(r"\d{9,11}(\.\d+)?", re.ASCII)
_FIRST, _LAST = 100_000_000, 100_000_000_000
_LONGEST: Final = 64
_DEPTH: Final = 4
"""How many tokens may lie in each other."""
_ROUNDING: Final = timedelta(seconds=1)
_ZONES: Final = timedelta(hours=14)
_DAY: Final = timedelta(days=1)
_Span: TypeAlias = tuple[datetime, datetime]
"""Within these two something may change."""


def next_moment(documents: Iterable[bytes], at: datetime) -> datetime | None:
    """Return the first moment, from ``at`` on, at which anything may change; ``None``: nothing names one.

    It is ``at`` itself where something may change just now.
    """
    found: datetime | None = None
    for document in documents:
        for begin, end in _spans(document, _DEPTH):
            if end >= at:
                first = max(begin, at)
                found = first if found is None else min(found, first)
    return found


def _spans(document: bytes, depth: int) -> Iterator[_Span]:
    try:
        tree = _json.loads(document, max_bytes=_limits.RESOURCE_BYTES)
    except (InputError, ValueError):
        yield from _of_text(document.decode("utf-8", "replace"), depth)
        return
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend(one.values())
            waiting.extend(one)
        elif isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, str):
            yield from _of_text(one, depth)
        elif isinstance(one, int | float) and _FIRST <= one <= _LAST:
            yield from _point(instant_ob2(one))


def _of_text(text: str, depth: int) -> Iterator[_Span]:
    """Yield what one text names: as a whole, or anywhere in it; and what its tokens hold."""
    if len(text) <= _LONGEST and _SECONDS.fullmatch(text):
        yield from _point(instant_ob2(text))
        return
    for found in _WRITTEN.finditer(text):
        yield from _moment(found[0])
    if depth:
        for token in _TOKEN.finditer(text):
            for part in token[0].split(".")[:2]:
                if (inner := _decoded(part)) is not None:
                    yield from _spans(inner, depth - 1)


def _moment(text: str) -> Iterator[_Span]:
    day = text[:10]
    known = None if is_day(text) else instant_ob2(text.replace("t", "T").replace("z", "Z"))
    if known is not None:
        yield from _point(known)
    elif is_day(day):  # a day, or a moment without a zone, or in a form of its own: somewhere on that day
        noon = datetime.fromisoformat(day).replace(tzinfo=UTC)
        yield _before(noon, _ZONES), _after(noon, _DAY + _ZONES)


def _point(moment: datetime | None) -> Iterator[_Span]:
    if moment is not None:
        yield _before(moment, _ROUNDING), _after(moment, _ROUNDING)


def _before(moment: datetime, by: timedelta) -> datetime:
    first = datetime.min.replace(tzinfo=UTC)
    return moment - by if moment - first > by else first


def _after(moment: datetime, by: timedelta) -> datetime:
    last = datetime.max.replace(tzinfo=UTC)
    return moment + by if last - moment > by else last


def _decoded(part: str) -> bytes | None:
    try:
        data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (binascii.Error, ValueError):
        return None
    return data if data[:1] in {b"{", b"["} else None
