"""How a message stands, what came of trying to hand it over, and when it is tried again: values, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

__all__ = ["LAST_TRY", "DeliveryOutcome", "Message", "Queued", "State", "pause"]


class State(StrEnum):
    """How a message stands.

    ``in-flight`` only while it is being handed over, and after the process that did so was killed. ``unsure``: it was
    handed over whole and the answer never came, so it may have arrived; it is never repeated in silence. ``written``:
    it was put into a file for somebody else to send. ``dropped``: what it says was no longer true when its turn came.
    """

    HELD = "held"
    WAITING = "waiting"
    IN_FLIGHT = "in-flight"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNSURE = "unsure"
    WRITTEN = "written"
    DROPPED = "dropped"


LAST_TRY: Final = 8
"""After how many tries in vain a message is given up."""
_PAUSES: Final = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(days=1),
)


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: five minutes at first, a day at last (RFC 5321, 4.5.4.1)."""
    return _PAUSES[max(0, min(attempts, len(_PAUSES)) - 1)]


@dataclass(frozen=True, slots=True)
class Message:
    """A message to be queued.

    ``key`` says what makes it the same message (an HMAC: the outbox never queues one key twice), ``channel`` how it
    goes (``email``, ``webhook``), ``kind`` what it tells, ``subject`` the id of what it is about, by which it is found
    and forgotten. ``payload`` are its bytes, or what makes them. ``name`` is its Message-ID, or a webhook's id, fixed
    from now on. ``recipient`` may stay empty where the payload's maker knows it.
    """

    key: str
    channel: str
    kind: str
    subject: str
    name: str
    payload: bytes = field(default=b"", repr=False)
    recipient: str | None = field(default=None, repr=False)
    held: bool = False


@dataclass(frozen=True, slots=True)
class Queued:
    """A message in the outbox; moments are the standards' date-times in UTC.

    ``why`` is the code of what stopped it, with ``values``. ``attempts`` counts the tries that were begun.
    """

    number: int
    key: str
    channel: str
    kind: str
    subject: str
    name: str
    payload: bytes = field(repr=False)
    recipient: str | None = field(repr=False)
    state: State
    attempts: int
    created: str
    changed: str
    due: str | None = None
    why: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeliveryOutcome:
    """What came of one try: the state from now on, and the code and values of the sentence that says why.

    ``again`` is when it is tried again, where it was deferred.
    """

    state: State
    why: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    again: datetime | None = None
