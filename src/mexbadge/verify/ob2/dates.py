"""Whether a 2.0 badge was in force at the moment at which it is judged: issuedOn and expires, compared as instants."""

from collections.abc import Iterator

from mexbadge._moments import is_ahead, is_over
from mexbadge.models.dates import instant_ob2
from mexbadge.models.ob2_nodes import Literal, Node
from mexbadge.verify.findings import Check, Code, Finding, Outcome
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.subject import Ask

__all__ = ["check_dates", "written"]


def check_dates(node: Node, ask: Ask, *, undated: bool = False) -> Iterator[Finding]:
    """Say whether the assertion is in force; only the start date has the grace that two clocks need.

    ``undated``: whether it need not say when it was issued, as in 0.5.
    """
    start_text, end_text = written(node, "issuedOn"), written(node, "expires")
    if start_text is None and undated:
        yield _undated(end_text, ask)
        return
    if start_text is None:
        yield Finding(Check.DATES, Code.DATES_UNREADABLE, Outcome.FAILED, {"date": ""}, "/issuedOn")
        return
    start, end = instant_ob2(start_text), None if end_text is None else instant_ob2(end_text)
    values = {"start": start_text, "end": "" if end_text is None else end_text}
    if start is None or (end_text is not None and end is None):
        unreadable, place = (start_text, "/issuedOn") if start is None else (end_text, "/expires")
        yield Finding(Check.DATES, Code.DATES_UNREADABLE, Outcome.FAILED, {"date": unreadable}, place)
    elif end is not None and end < start:
        yield Finding(Check.DATES, Code.DATES_BACKWARDS, Outcome.FAILED, values, "/expires")
    elif is_over(end, at=ask.at):
        yield Finding(Check.DATES, Code.DATES_EXPIRED, Outcome.FAILED, values, "/expires")
    elif is_ahead(start, at=ask.at, leeway=ask.leeway):
        yield Finding(Check.DATES, Code.DATES_NOT_YET, Outcome.FAILED, values, "/issuedOn")
    else:
        code = Code.DATES_NO_END if end is None else Code.DATES_UNTIL
        yield Finding(Check.DATES, code, Outcome.PASSED, values)


def _undated(end_text: str | float | None, ask: Ask) -> Finding:
    end = None if end_text is None else instant_ob2(end_text)
    values = {"start": "-", "end": "" if end_text is None else end_text}
    if end_text is not None and end is None:
        return Finding(Check.DATES, Code.DATES_UNREADABLE, Outcome.FAILED, {"date": end_text}, "/expires")
    if is_over(end, at=ask.at):
        return Finding(Check.DATES, Code.DATES_EXPIRED, Outcome.FAILED, values, "/expires")
    return Finding(Check.DATES, Ob2Code.UNDATED, Outcome.WARNED, values)


def written(node: Node, term: str) -> str | int | float | None:
    """Return a date as it was written; ``None`` where there is none."""
    for value in node.values(term):
        if isinstance(value, Literal):
            return value.value
        return value.id or ""
    return None
