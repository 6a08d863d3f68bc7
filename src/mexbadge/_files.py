"""What differs between systems: names that cannot be, files that a program holds open, files of one owner, locks.

On Windows a file that Excel has open cannot be replaced, ``con`` and ``aux.txt`` are devices, ``A.toml`` and ``a.toml``
are one file, the bits of ``0600`` mean nothing (who may read a file stands in its access list), and a lock is of some
bytes of a file and for one process alone.
"""

import os
import secrets
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import Final, Self

if sys.platform == "win32":
    import msvcrt
    import subprocess

    def _take(handle: int, start: int, count: int) -> bool:
        """Lock bytes of a file that nobody holds; return whether it is done."""
        try:
            os.lseek(handle, start, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, count)
        except OSError:
            return False
        return True

    def _run(command: Sequence[str]) -> int:
        try:
            return subprocess.run(command, check=False, capture_output=True, timeout=10).returncode  # noqa: S603 - own words
        except (OSError, subprocess.TimeoutExpired):
            return -1
else:
    import fcntl

    def _run(_command: Sequence[str]) -> int:
        """Return that it did not run: only Windows has a command for access lists."""
        return -1


__all__ = ["PART", "PartFile", "clashing", "is_reserved", "lock", "lock_bytes", "own", "replace", "sync_folder"]

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
PART: Final = ".part"
"""How the hidden name of a file ends that is still being made."""
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


class PartFile:
    """A file that is made beside its place under a hidden name, and put there when it is whole.

    Used with ``with``: left before it was put there, nothing of it stays. ``owned``: for nobody but its owner, from its
    first byte; ``mode`` is what a new file may be on other systems than Windows. ``again``: it has the same hidden name
    each time, so that the next one is written over what a killed process left; else no two ever have one name. Every
    step raises :class:`OSError`.
    """

    def __init__(self, target: Path, *, owned: bool = False, again: bool = False, mode: int = 0o666) -> None:
        self.target = target
        self.path = target.with_name(f".{target.name}{'' if again else f'.{secrets.token_hex(4)}'}{PART}")
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if again else os.O_EXCL) | getattr(os, "O_BINARY", 0)
        self.file = os.fdopen(os.open(self.path, flags, 0o600 if owned else mode), "wb")
        self._there = False
        if owned:
            try:
                own(self.path)
            except OSError:
                self.__exit__()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self.file.close()
        if not self._there:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def finish(self, *, lasting: bool) -> None:
        """End what is written; what is ``lasting`` is on the disk before this returns."""
        self.file.flush()
        if lasting:
            os.fsync(self.file.fileno())
        self.file.close()

    def put(self, target: Path | None = None, *, lasting: bool = False) -> None:
        """Put it in its place, or in that of ``target`` in the same folder, as :func:`replace`; end it before."""
        if not self.file.closed:
            self.finish(lasting=lasting)
        replace(self.path, target or self.target)
        self._there = True


def sync_folder(folder: Path) -> None:
    """Write a folder's own list of names to the disk; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
