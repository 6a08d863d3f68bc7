"""One run over the outbox: what is due goes out, one after the other, and each answer is kept before the next goes.

A message is repeated only where a process was killed while it was being handed over, with the same Message-ID; whoever
received it twice can tell. One that was handed over whole and never answered is ``unsure`` and stays so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from mexbadge.deliver.outbox import Outbox
from mexbadge.deliver.states import LAST_TRY, DeliveryOutcome, Queued, State, pause
from mexbadge.errors import DeliveryError

__all__ = ["Carry", "Told", "run"]

Carry: TypeAlias = Callable[[Queued], DeliveryOutcome]
"""Hands one message over and says what came of it; raises :class:`DeliveryError` where nothing can be handed over."""


@dataclass(frozen=True, slots=True)
class Told:
    """One message as it was, and what came of it; ``repeated`` where it was on its way when a run was killed."""

    message: Queued
    outcome: DeliveryOutcome

    @property
    def repeated(self) -> bool:
        """Whether it may have gone out before."""
        return self.message.state is State.IN_FLIGHT


def run(outbox: Outbox, carry: Carry, *, clock: Callable[[], datetime], channel: str) -> Iterator[Told]:
    """Hand over what is due of one channel, and yield what came of each.

    Raises :class:`DeliveryError` ``deliver_running`` where another run is at it, and whatever ``carry`` raises: the
    message then waits as before.
    """
    with outbox.one_run() as mine:
        if not mine:
            raise DeliveryError("deliver_running")
        for message in outbox.due(at=clock()):
            if message.channel != channel or not outbox.begin(message, at=clock()):
                continue
            try:
                outcome = carry(message)
            except DeliveryError:
                outbox.undo(message)
                raise
            outcome = _settled(message, outcome, at=clock())
            outbox.end(message, outcome, at=clock())
            yield Told(message, outcome)


def _settled(message: Queued, outcome: DeliveryOutcome, *, at: datetime) -> DeliveryOutcome:
    """Say when a deferred message is tried again, or give it up."""
    if outcome.state is not State.DEFERRED:
        return outcome
    attempts = message.attempts + 1
    if attempts >= LAST_TRY:
        return replace(outcome, state=State.REFUSED, again=None)
    return replace(outcome, again=outcome.again or at + pause(attempts))
