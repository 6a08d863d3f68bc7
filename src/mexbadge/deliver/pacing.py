"""No more messages in a minute than a server allows; clock and waiting are given."""

from collections.abc import Callable

__all__ = ["Pace"]


class Pace:
    """Lets ``per_minute`` through in any minute, evenly; 0 is no bound."""

    def __init__(self, per_minute: int, *, clock: Callable[[], float], sleep: Callable[[float], object]) -> None:
        self._per_minute = per_minute
        self._between = 60.0 / per_minute if per_minute else 0.0
        self._clock, self._sleep = clock, sleep
        self._next: float | None = None

    def __repr__(self) -> str:
        return f"<Pace: {self._per_minute or 'any number'} a minute>"

    def wait(self) -> None:
        """Wait until the next one may go."""
        now = self._clock()
        if self._next is not None and now < self._next:
            self._sleep(self._next - now)
            now = self._next
        self._next = now + self._between
