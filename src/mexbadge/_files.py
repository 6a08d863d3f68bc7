"""What differs between systems: names that cannot be, files that a program holds open, files of one owner, locks.

On Windows a file that Excel has open cannot be replaced, ``con`` and ``aux.txt`` are devices, ``A.toml`` and ``a.toml``
are one file, the bits of ``0600`` mean nothing (who may read a file stands in its access list), and a lock is of some
bytes of a file and for one process alone.
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import Final

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int, start: int, count: int) -> bool:
        """Lock bytes of a file that nobody holds; return whether it is done."""
        try:
            os.lseek(handle, start, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, count)
        except OSError:
            return False
        return True
else:
    import fcntl

__all__ = ["clashing", "is_reserved", "lock", "lock_bytes", "own", "replace"]

_DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"]
)
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_TRIES: Final = 5
_WAIT_SECONDS: Final = 0.2
_OWNER: Final = "*S-1-3-4:F"
"""The owner, whatever the language of the system calls them, with all rights."""
_Run = Callable[[Sequence[str]], int]
LOCK_PLACES: Final = 1024
"""How many processes may hold a lock of bytes together: each has a byte, and whoever is alone has all of them."""


def is_reserved(name: str) -> bool:
    """Return whether no file of this name can be made on Windows: a device, a sign that is none, a dot at the end."""
    stem = name.partition(".")[0].rstrip(" ").casefold()
    bad = any(sign in _FORBIDDEN or ord(sign) < ord(" ") for sign in name)
    return bad or stem in _DEVICES or not name or name.endswith((".", " "))


def clashing(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return pairs of names that are one file where capitals do not count."""
    seen: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            pairs.append((other, name))
    return tuple(pairs)


def replace(
    part: Path,
    target: Path,
    *,
    move: Callable[[Path, Path], object] = os.replace,
    wait: Callable[[float], object] = time.sleep,
) -> None:
    """Put ``part`` in the place of ``target``; where another program holds that open, wait for it about a second.

    Raises :class:`PermissionError` if it still does, and whatever else ``move`` raises.
    """
    for _ in range(_TRIES):
        try:
            move(part, target)
        except PermissionError:
            if not target.exists():
                raise
            wait(_WAIT_SECONDS)
        else:
            return
    move(part, target)


def own(path: str | PathLike[str], *, system: str = os.name, run: _Run | None = None) -> bool:
    """Let nobody but its owner read or write a file; return whether the system said that it is so.

    By mode 0600, or on Windows by an access list that inherits nothing and names the owner alone.
    """
    if system == "posix":
        Path(path).chmod(0o600)
        return True
    command = ("icacls", os.fspath(path), "/inheritance:r", "/grant:r", _OWNER)
    return (run or _run)(command) == 0


def lock(handle: int, *, alone: bool) -> bool:
    """Lock an open file: together with others, which is waited for, or alone, which is had at once or not at all.

    The lock goes with the handle, and with its process. Returns whether it is held; ``False`` where the drive has no
    locks.
    """
    if sys.platform == "win32":
        return lock_bytes(lambda start, count: _take(handle, start, count), alone=alone)
    else:  # noqa: RET505 - so that each system's half is checked for that system
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
        except OSError:
            return False
        return True


def lock_bytes(
    take: Callable[[int, int], bool],
    *,
    alone: bool,
    wait: Callable[[float], object] = time.sleep,
    draw: Callable[[int], int] = secrets.randbelow,
) -> bool:
    """Make a lock that many can hold together of locks that one can hold: by one byte of many, or all of them.

    ``take`` locks so many bytes from a place on if nobody holds one of them, and says whether it did. Whoever wants to
    be together with others tries places of chance until one is free, for as long as somebody is alone.
    """
    if alone:
        return take(0, LOCK_PLACES)
    while not take(draw(LOCK_PLACES), 1):
        wait(_WAIT_SECONDS)
    return True


def _run(command: Sequence[str]) -> int:
    try:
        return subprocess.run(command, check=False, capture_output=True, timeout=10).returncode  # noqa: S603 - own words
    except (OSError, subprocess.TimeoutExpired):
        return -1
