"""What another process is asked to do in tests: it finds it here by its name."""

import os
import threading

from mexbadge.errors import Problem, RosterError

_GIVEN: list[int] = []


def begin(given: int) -> None:
    _GIVEN.append(given)


def failing(given: int) -> None:
    raise SystemExit(given)


def square(number: int, *, more: int = 0) -> tuple[int, int, list[int]]:
    return os.getpid(), number * number + more, _GIVEN


def raising(line: int) -> None:
    raise RosterError([Problem("roster_email", line, {"value": "x"})])


class _OddError(Exception):
    def __reduce__(self) -> str:
        raise TypeError("it cannot be sent")


def odd() -> None:
    raise _OddError


def lock() -> object:
    return threading.Lock()


def gone() -> None:
    os._exit(3)
