"""What changes when a site is written: which of its files are new, which are other than they were, which stay."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from mexbadge.publish.files import Role, SiteFile, require_paths

__all__ = ["Changes", "Listed", "stand"]

HELD: Final = 10_000
"""Of how many files to be made each is held, with all that it is made of; of more, they are asked for again."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that was written before: the key that it had, its size, and when it was put there (``-1``: not known).

    One that was put back since out of an older copy is often of the same size, but of another time.
    """

    key: str
    size: int
    role: Role
    at: int = -1


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be done: of all files where they lie, and of those that are new or changed what each is for.

    ``held`` are these files, or ``None`` where they are so many that they are asked for once more for each step.
    """

    files: Iterable[SiteFile]
    wanted: frozenset[str]
    new: Mapping[str, Role]
    changed: Mapping[str, Role]
    held: list[SiteFile] | None

    @classmethod
    def of(
        cls, folder: Path, files: Iterable[SiteFile], before: Mapping[str, Listed], *, also: Iterable[str] = ()
    ) -> Self:
        """Compare files with what lies in a folder and with what is known of it; ``also`` are names that are taken.

        Raises as :func:`~mexbadge.publish.files.require_paths`.
        """
        paths: list[str] = []
        new: dict[str, Role] = {}
        changed: dict[str, Role] = {}
        held: list[SiteFile] | None = []
        for file in files:
            paths.append(file.path)
            there, was = stand(f"{folder}/{file.path}"), before.get(file.path)
            if there is not None and was is not None and was.key == file.key and (was.size, was.at) == there:
                continue
            (new if there is None else changed)[file.path] = file.role
            if held is not None:
                held.append(file)
                held = held if len(held) <= HELD else None
        require_paths([*paths, *also])
        return cls(files, frozenset(paths), new, changed, held)

    def doubtful(self) -> dict[str, Role]:
        """Return what is about to be written, of which nobody knows how it stands until it is."""
        return {**self.new, **self.changed}

    def new_ones(self, role: Role) -> Iterator[SiteFile]:
        """Yield the new files of a role."""
        return self._chosen(self.new, role)

    def changed_ones(self, role: Role) -> Iterator[SiteFile]:
        """Yield the changed files of a role."""
        return self._chosen(self.changed, role)

    def _chosen(self, some: Mapping[str, Role], role: Role) -> Iterator[SiteFile]:
        """Yield the files of a role that are among some, in order; nothing is asked for again where there are none."""
        if role not in some.values():
            return
        if self.held is not None:
            yield from sorted((one for one in self.held if some.get(one.path) is role), key=lambda one: one.path)
            return
        yield from (file for file in self.files if some.get(file.path) is role)


def stand(path: str) -> tuple[int, int] | None:
    """Return the size of a file, and when it was put there, in microseconds; ``None`` where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - for hundreds of thousands of files
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns // 1000) if stat.S_ISREG(found.st_mode) else None
