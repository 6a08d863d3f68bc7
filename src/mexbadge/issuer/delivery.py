"""Files that are there whole or not at all, also after a power cut."""

import errno
import os
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from mexbadge.errors import RegisterError

__all__ = ["deliver", "sweep", "write_file"]

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PART: Final = ".part"
_STALE_SECONDS: Final = 3600


def deliver(folder: Path, files: Sequence[tuple[str, bytes]]) -> None:
    """Write files into ``folder``: each to a temporary file beside it, to the disk, then under its name.

    Raises :class:`RegisterError` ``register_disk_full`` or ``register_file_unwritable``; what was not finished leaves
    nothing behind.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            part = folder / f".{name}.{secrets.token_hex(4)}{_PART}"
            waiting.append((part, folder / name))
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for part, target in waiting:
            part.replace(target)
        _sync(folder)
    except OSError as error:
        for part, _ in waiting:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        code = "register_disk_full" if error.errno in _FULL else "register_file_unwritable"
        raise RegisterError(code, register=str(folder)) from None


def write_file(path: Path, content: bytes) -> None:
    """Write one file; as :func:`deliver`."""
    deliver(path.parent, [(path.name, content)])


def sweep(folder: Path) -> None:
    """Remove the temporary files that a killed process left behind an hour ago or earlier."""
    for part in folder.glob(f".*{_PART}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _STALE_SECONDS:
                part.unlink()


def _sync(folder: Path) -> None:
    """Write the folder's own list of names to the disk; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
