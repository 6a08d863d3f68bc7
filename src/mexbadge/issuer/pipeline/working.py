"""Whether another process is at work in an issuer's folder: known by a lock that dies with it, not by the hour.

Whoever makes badges holds the lock together with others; whoever clears up what a killed process left holds it alone.
Where there are no such locks (some network drives), only what is an hour old is cleared up. A register in PostgreSQL,
on which other folders may work, has a lock of its own, which dies with the connection.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from mexbadge import _files

__all__ = ["alone", "working"]

_NAME: Final = ".lock"


@contextmanager
def working(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder`` together with others at work, for as long as there is something half done."""
    handle = _opened(folder)
    try:
        if handle is not None:
            _files.lock(handle, alone=False)
        yield
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Yield whether nobody else is at work in ``folder``, and keep others waiting meanwhile."""
    handle = _opened(folder)
    try:
        yield handle is not None and _files.lock(handle, alone=True)
    finally:
        if handle is not None:
            os.close(handle)


def _opened(folder: Path) -> int | None:
    with suppress(OSError):
        return os.open(folder / _NAME, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600)
    return None
