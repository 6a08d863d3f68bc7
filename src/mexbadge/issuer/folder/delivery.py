"""Files that are there whole or not at all, also after a power cut."""

import errno
import os
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from mexbadge import _files
from mexbadge._published import FILE, HOSTED, refuse_published
from mexbadge.errors import RegisterError

__all__ = ["FILE", "HOSTED", "GrowingFile", "deliver", "refuse_published", "sweep", "write_file", "written"]

OF_EACH_BADGE: Final = frozenset({"b", "ob2/assertions", "log", "r"})
"""The folders in that one, and in a site, whose files grow in number with the badges, and which nobody else fills."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_TOO_LONG_ON_WINDOWS: Final = frozenset({3, 206})
_STALE_SECONDS: Final = 3600


def deliver(folder: Path, files: Sequence[tuple[str, bytes | Iterable[bytes]]], *, owned: bool = False) -> None:
    """Write files into ``folder``: each to a temporary file beside it, to the disk, then under its name.

    ``owned`` files are for nobody but their owner (mode 0600), from their first byte.

    Raises :class:`RegisterError` ``register_disk_full``, ``register_file_open`` where another program holds a file open
    (Excel on Windows), ``register_name_long`` or ``register_file_unwritable``; what was not finished leaves nothing
    behind.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            parts = []
            for name, content in files:
                part = stack.enter_context(_files.PartFile(folder / name, owned=owned))
                part.file.writelines((content,) if isinstance(content, bytes) else content)
                part.finish(lasting=True)
                parts.append(part)
            for part in parts:
                part.put()
        _files.sync_folder(folder)
    except OSError as error:
        raise _failure(error, folder) from None


@contextmanager
def written(folder: Path) -> Iterator[None]:
    """Turn what the system refuses while ``folder`` is made into ``register_not_a_folder``, or as :func:`deliver`."""
    try:
        yield
    except (FileExistsError, NotADirectoryError):
        raise RegisterError("register_not_a_folder", register=str(folder)) from None
    except OSError as error:
        raise _failure(error, folder) from None


def _failure(error: OSError, folder: Path) -> RegisterError:
    if error.errno in _FULL:
        return RegisterError("register_disk_full", register=str(folder))
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) in _TOO_LONG_ON_WINDOWS:
        return RegisterError("register_name_long", register=str(folder))
    held = error.filename2 if isinstance(error, PermissionError) else None
    if held is not None and Path(held).exists():
        return RegisterError("register_file_open", register=str(folder), file=Path(held).name)
    return RegisterError("register_file_unwritable", register=str(folder))


def write_file(path: Path, content: bytes | Iterable[bytes], *, owned: bool = False) -> None:
    """Write one file; as :func:`deliver`."""
    deliver(path.parent, [(path.name, content)], owned=owned)


class GrowingFile:
    """A file that grows, and appears under its name when it is whole; left before that, nothing of it stays.

    Raises as :func:`deliver`.
    """

    def __init__(self, folder: Path, name: str, *, owned: bool = False) -> None:
        self._folder = folder
        with written(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._part = _files.PartFile(folder / name, owned=owned)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._part.__exit__()

    def write(self, content: bytes) -> None:
        """Add to the file."""
        with written(self._folder):
            self._part.file.write(content)

    def become(self, target: Path) -> None:
        """Put the whole file, once it is on the disk, in the place of ``target``, in the same folder."""
        with written(self._folder):
            self._part.put(target, lasting=True)
            _files.sync_folder(self._folder)


def sweep(folder: Path, *, alone: bool, but: Collection[str] = ()) -> None:
    """Remove the temporary files that a killed process left behind in ``folder`` and below.

    ``alone`` says that nobody else is at work there; else only what is an hour old goes. Folders below whose path in
    ``folder`` is in ``but`` are not looked into.
    """
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        with suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if entry.name.startswith(".") and entry.name.endswith(_files.PART):
                    _sweep_one(Path(entry.path), alone=alone)
                elif entry.is_dir(follow_symlinks=False):
                    waiting += (
                        [place / entry.name] if Path(entry.path).relative_to(folder).as_posix() not in but else []
                    )


def _sweep_one(part: Path, *, alone: bool) -> None:
    with suppress(OSError):
        if alone or time.time() - part.stat().st_mtime > _STALE_SECONDS:
            part.unlink()
