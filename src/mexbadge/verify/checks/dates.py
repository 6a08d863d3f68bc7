"""Whether the badge was in force at the moment at which it is judged (VC Data Model 2.0, section 4.9)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from mexbadge._moments import is_ahead, is_over
from mexbadge.errors import InputError
from mexbadge.models.dates import instant
from mexbadge.models.ob3 import data_model_of
from mexbadge.verify.findings import Check, Code, Finding, Outcome
from mexbadge.verify.subject import Ask, Subject

_NAMES: Final = {"2.0": ("validFrom", "validUntil"), "1.1": ("issuanceDate", "expirationDate")}
"""What the start and the end are called in each version of the VC Data Model."""

__all__ = ["check_dates"]


def check_dates(subject: Subject, ask: Ask) -> Iterator[Finding]:
    """Say whether the credential is in force. The start gets a grace of a minute against now, the end none."""
    document = subject.document
    start, end = _NAMES[data_model_of(document)]
    foreign = [name for pair in _NAMES.values() for name in pair if name not in {start, end} and name in document]
    if foreign:
        yield Finding(Check.DATES, Code.DATES_MIXED, Outcome.FAILED, {"name": foreign[0]}, f"/{foreign[0]}")
        return
    lexical = {"start": document.get(start), "end": document.get(end)}
    moments: dict[str, datetime | None] = {}
    for name, text in lexical.items():
        try:
            moments[name] = None if text is None else instant(text if isinstance(text, str) else "")
        except InputError:
            yield Finding(Check.DATES, Code.DATES_UNREADABLE, Outcome.FAILED, {"date": text})
            return
    yield _judged(moments["start"], moments["end"], lexical, ask)


def _judged(start: datetime | None, end: datetime | None, lexical: dict[str, object], ask: Ask) -> Finding:
    if start is None:
        return Finding(Check.DATES, Code.DATES_UNREADABLE, Outcome.FAILED, {"date": ""})
    if end is not None and end < start:
        return Finding(Check.DATES, Code.DATES_BACKWARDS, Outcome.FAILED, lexical)
    if is_over(end, at=ask.at):
        return Finding(Check.DATES, Code.DATES_EXPIRED, Outcome.FAILED, lexical)
    if is_ahead(start, at=ask.at, leeway=ask.leeway):
        return Finding(Check.DATES, Code.DATES_NOT_YET, Outcome.FAILED, lexical)
    code = Code.DATES_NO_END if end is None else Code.DATES_UNTIL
    return Finding(Check.DATES, code, Outcome.PASSED, lexical)
