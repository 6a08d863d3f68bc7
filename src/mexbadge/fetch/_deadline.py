"""The limits of one request on the wire, in time and in bytes, and what is raised where one is reached."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from mexbadge._limits import KIB

HEADER_BYTES: Final = 64 * KIB
"""The largest head of an answer: its status line and all its header fields."""

Clock = Callable[[], float]
"""Seconds on a clock that never goes back."""


class Refusal(Exception):  # noqa: N818 - it never leaves this room; outside, it is a FetchError
    """Why a request came to nothing: a code, the host it was about, and the status where a server answered."""

    def __init__(self, code: str, *, host: str = "", status: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.host = host
        self.status = status


class Waits(Protocol):
    """Whatever waits no longer than it was told to."""

    def settimeout(self, value: float | None, /) -> None:
        """Wait at most ``value`` seconds from now on."""


class Deadline:
    """One deadline and one allowance of bytes, asked before every wait and after every read.

    The deadline is a moment, not a pause: a server that sends one byte a second gets no more time than a silent one.
    ``late`` is the code for a missed deadline; ``code`` says which limit was reached, since libraries in between turn
    the error into one of their own.
    """

    def __init__(self, seconds: float, clock: Clock, *, late: str = "fetch_timeout") -> None:
        self.code: str | None = None
        self._clock = clock
        self._end = clock() + seconds
        self.late = late
        self._allowance = HEADER_BYTES
        self._head_read = False
        self._over = "fetch_headers_too_large"

    def left(self) -> float:
        """Return the seconds that are left; raise :class:`TimeoutError` where none are."""
        left = self._end - self._clock()
        if left <= 0:
            self.code = self.late
            raise TimeoutError
        return left

    @contextmanager
    def waiting(self, line: Waits) -> Iterator[None]:
        """Let ``line`` wait for what is left, and take note if that was too little."""
        line.settimeout(self.left())
        try:
            yield
        except TimeoutError:
            self.code = self.late
            raise

    def allow_body(self, size: int) -> None:
        """Let a body of ``size`` bytes pass, and as much again for the framing of its chunks."""
        self._head_read = True
        self._allowance = 2 * size + HEADER_BYTES
        self._over = "fetch_too_large"

    def count(self, size: int) -> None:
        """Take note of ``size`` bytes received; raise :class:`OSError` beyond the allowance or if a head ends early."""
        if size == 0 and not self._head_read:
            self.code = "fetch_connection"
            raise OSError
        self._allowance -= size
        if self._allowance < 0:
            self.code = self._over
            raise OSError
