"""What issuing a list gives back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = ["Batch", "Progress", "RowResult"]

Progress: TypeAlias = Callable[[int, int | None], None]
"""Called with how many rows are done, and how many there are where that is known."""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row: the credential's id, its file in the folder ``issued``, the token of its page.

    ``already`` says that the badge was there before, from an earlier run or an earlier row.
    """

    line: int
    id: str
    file: str
    page: str
    already: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """A list that was issued: the batch's id, the achievement's, and what became of each row, by line."""

    id: str
    achievement: str
    results: tuple[RowResult, ...] = field(repr=False)

    @property
    def issued(self) -> int:
        """How many badges are new."""
        return sum(not result.already for result in self.results)

    @property
    def already(self) -> int:
        """How many rows had their badge before."""
        return len(self.results) - self.issued
