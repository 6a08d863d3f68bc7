"""What waits for the administrator: held messages, answers, messages that did not go, approvals that end, last runs."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.deliver import Outbox, State
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.config import ExchangeConfig
from mexbadge.match.exchange.matches import LIVE, all_matches
from mexbadge.match.exchange.questions import Asked
from mexbadge.match.exchange.retention import over
from mexbadge.match.exchange.states import MatchState
from mexbadge.models.dates import instant

__all__ = ["board"]

_SOON: Final = timedelta(days=60)
_RUNS: Final = 5
_LISTED: Final = 500


def board(
    book: ExchangeBook, connection: Connection, outbox: Outbox, config: ExchangeConfig, *, at: datetime
) -> JsonObject:
    """Return what waits; it names nobody but by the ids of the register."""
    now = _moments.write(at)
    questions = connection.execute(
        select(tables.QUESTIONS)
        .where(tables.QUESTIONS.c.answer.is_(None), tables.QUESTIONS.c.until > now)
        .where(tables.QUESTIONS.c.kind != Asked.STOP.value)
        .order_by(tables.QUESTIONS.c.until, tables.QUESTIONS.c.id)
    ).all()
    matches = all_matches(connection)
    colleges = book.colleges(connection).values()
    ending = [one for one in colleges if one.until is not None and one.approved(at.date())]
    told = timedelta(days=config.told_days)  # in Ontario 45 (Employment Standards Act, O. Reg. 476/24)
    untold = [one for one in matches if one.state is MatchState.ACCEPTED and instant(one.since) + told <= at]
    runs = connection.execute(select(tables.RUNS).order_by(tables.RUNS.c.number.desc()).limit(_RUNS)).all()
    waiting = list(outbox.each([State.HELD]))
    return {
        "held": len(waiting),
        "heldMessages": [{"number": one.number, "kind": one.kind, "to": one.subject} for one in waiting[:_LISTED]],
        "notSent": [
            {"number": one.number, "kind": one.kind, "to": one.subject, "state": one.state.value, "why": one.why}
            for one in outbox.each([State.REFUSED, State.UNSURE, State.DEFERRED])
        ],
        "waiting": [
            {"kind": one.kind, "party": one.party, "who": one.who, "until": one.until, "about": _about(one)}
            for one in questions
        ],
        "live": sum(one.state in LIVE for one in matches),
        "decideSoon": [{"match": one.id, "since": one.since} for one in untold],
        "approvalsEnding": [
            {"college": one.id, "until": str(one.until)}
            for one in ending
            if one.until and one.until <= (at + _SOON).date()
        ],
        "over": dict(sorted(Counter(one.kind for one in over(book, connection, config, at=at)).items())),
        "damaged": [{"kind": kind, "id": name} for kind, name in book.damaged(connection)],
        "runs": [{"number": one.number, "started": one.started, "finished": one.finished} for one in runs],
    }


def _about(question: object) -> str:
    facts = question._mapping  # type: ignore[attr-defined]  # noqa: SLF001 - SQLAlchemy's documented name
    return "" if facts["kind"] == Asked.CONFIRM.value else facts["about"]
