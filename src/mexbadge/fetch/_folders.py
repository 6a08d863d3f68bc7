"""Files that belong together, in a folder or in a zip: named relative to it, never outside it, bounded in total."""

import re
import zlib
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self

from mexbadge import _limits
from mexbadge.errors import InputError
from mexbadge.fetch import libraries

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_STEP: Final = re.compile(r"[^/\\:\x00-\x1f\x7f]+")
_MOST: Final = 10_001
_END: Final = b"PK\5\6"
_END_BYTES: Final = 22
_COMMENT_BYTES: Final = 0xFFFF
_DIRECTORY_BYTES: Final = 4 * _limits.MIB
_ARCHIVE_BYTES: Final = _limits.RESOURCE_BYTES + 2 * _DIRECTORY_BYTES


class DocumentSet(Protocol):
    """Files by their relative path."""

    index: str

    def __enter__(self) -> Self:
        """Open them."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""

    def read(self, path: str) -> bytes:
        """Return one file; raise :class:`InputError`."""

    def shown(self, path: str) -> str:
        """Return how a message names one file."""


class Folder:
    """The files of a folder; a link that leads out of it is refused."""

    def __init__(self, root: Path, index: str) -> None:
        self.index = index
        self._root = root
        self._whole = root.resolve()
        self._left = _limits.RESOURCE_BYTES

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def shown(self, path: str) -> str:
        return str(self._root / path)

    def place(self, path: str) -> Path:
        """Return where one file is; raise :class:`InputError` as :meth:`read`."""
        name = self._root / path
        if path != self.index:
            self.require_inside(path)
        if not name.is_file():
            raise InputError("fetch_resources_missing", path=str(name))
        return name

    def read(self, path: str) -> bytes:
        try:
            with self.place(path).open("rb") as file:
                data = file.read(self._left + 1)
        except OSError:
            raise InputError("fetch_resources_unreadable", path=self.shown(path)) from None
        self._left -= len(data)
        if self._left < 0:
            raise InputError("fetch_resources_too_large", path=self.shown(self.index))
        return data

    def require_inside(self, path: str) -> None:
        """Raise :class:`InputError` ``fetch_resources_path`` for a path that is not one of the folder."""
        _check(path, f"{self.shown(self.index)}: {path}")
        place = self._root / path
        try:
            inside = place.resolve(strict=True).is_relative_to(self._whole)
        except (FileNotFoundError, NotADirectoryError):  # whoever reads it says so
            inside = place.resolve().is_relative_to(self._whole)
        except (OSError, RuntimeError):  # a link that leads to itself: the one from Python 3.13, the other before
            inside = False
        if not inside:
            raise InputError("fetch_resources_path", path=f"{self.shown(self.index)}: {path}")


class Archive:
    """The files of a zip; sizes are those that really come out, names that stand twice are refused."""

    def __init__(self, path: Path, index: str) -> None:
        self.index = index
        self._path = path
        self._left = _limits.RESOURCE_BYTES
        self._zip: ZipFile | None = None
        self._members: dict[str, ZipInfo] = {}

    def __enter__(self) -> Self:
        self._zip = _opened(self._path)
        for member in self._zip.infolist():
            if member.filename in self._members:
                self._zip.close()
                raise InputError("fetch_resources_duplicate", name=member.filename, path=str(self._path))
            self._members[member.filename] = member
        return self

    def __exit__(self, *_: object) -> None:
        if self._zip is not None:
            self._zip.close()

    @property
    def names(self) -> Collection[str]:
        """The paths of all files in the zip."""
        return self._members.keys()

    def shown(self, path: str) -> str:
        return f"{self._path}: {path}"

    def read(self, path: str) -> bytes:
        _check(path, self.shown(path))
        member = self._members.get(path)
        if member is None or self._zip is None:
            raise InputError("fetch_resources_missing", path=self.shown(path))
        if (
            member.compress_type not in {libraries.zipfile.ZIP_STORED, libraries.zipfile.ZIP_DEFLATED}
            or member.flag_bits & 1
        ):
            raise InputError("fetch_resources_archive", path=str(self._path))
        try:
            with self._zip.open(member) as file:
                data = file.read(self._left + 1)
        except (libraries.zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            raise InputError("fetch_resources_archive", path=str(self._path)) from None
        self._left -= len(data)
        if self._left < 0:
            raise InputError("fetch_resources_too_large", path=str(self._path))
        return data


def _check(path: str, shown: str) -> None:
    """Refuse a path that is not plainly relative: absolute, through ``..``, with a drive or a backslash."""
    steps = path.split("/")
    if not all(_STEP.fullmatch(step) and step not in {".", ".."} for step in steps):
        raise InputError("fetch_resources_path", path=shown)


def _opened(path: Path) -> "ZipFile":
    """Open a zip of at most 64 MiB and 10,001 files; more are refused before its directory is read."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
            tail = file.read(_END_BYTES + _COMMENT_BYTES)
    except OSError:
        raise InputError("fetch_resources_unreadable", path=str(path)) from None
    end = tail[tail.rfind(_END) :]
    if len(end) < _END_BYTES:
        raise InputError("fetch_resources_archive", path=str(path))
    files, directory = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    if size > _ARCHIVE_BYTES or files > _MOST or directory > _DIRECTORY_BYTES:
        raise InputError("fetch_resources_too_large", path=str(path))
    try:
        return libraries.zipfile.ZipFile(path)
    except (libraries.zipfile.BadZipFile, OSError, ValueError, RuntimeError, OverflowError):
        raise InputError("fetch_resources_archive", path=str(path)) from None
