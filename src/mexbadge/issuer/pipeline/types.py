"""What issuing a list gives back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from mexbadge.issuer.roster.rows import RosterRow

__all__ = ["Batch", "Progress", "RowResult", "Told"]

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


Told: TypeAlias = Callable[[Sequence[tuple[RosterRow, RowResult]]], None]
"""Called with rows and what became of them, in their order, some at a time: they are in the register by then."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A list that was issued: the batch's id, the achievement's, what became of each row, and how many were new.

    ``results`` are in the order of the lines; there are none where each was told as it was made (:data:`Told`).
    """

    id: str
    achievement: str
    results: tuple[RowResult, ...] = field(repr=False)
    issued: int = 0
    """How many badges are new."""
    already: int = 0
    """How many rows had their badge before."""
