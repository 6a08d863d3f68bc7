"""What the letters that answer somebody say: is this your address, what came in, what was refused."""

from typing import Final

from mexbadge.errors import InputError
from mexbadge.match.exchange.composing import Facts, Say, Writes
from mexbadge.match.exchange.questions import Query, named
from mexbadge.match.exchange.telling import Tells

__all__ = ["FIRST"]


def _confirm(one: Writes) -> tuple[Facts, Query | None] | None:
    query = still_open(one)
    return None if query is None else ({"email": query.about}, query)


def _refused(one: Writes) -> tuple[Facts, Query | None]:
    return {"title": str(one.facts.get("name", "")), "reason": str(one.facts.get("why", ""))}, None


def still_open(one: Writes) -> Query | None:
    """Return the question that a letter asks, where it still waits for an answer."""
    try:
        query = named(one.connection, str(one.facts.get("question", "")))
    except InputError:
        return None
    return query if query.answer is None and one.at < query.until else None


FIRST: Final[dict[Tells, Say]] = {Tells.CONFIRM: _confirm, Tells.RECEIVED: _refused, Tells.REFUSED: _refused}
