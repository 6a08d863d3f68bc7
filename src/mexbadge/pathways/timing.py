"""Where one badge may fill several places: the earliest moment at which each requirement was met.

One pass over the tree answers whether it is met and, for what must come one after the other, since when.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from mexbadge.pathways.candidates import BEGINNING, Candidate, Table
from mexbadge.pathways.model import (
    After,
    AllOf,
    AnyOf,
    Credits,
    Earn,
    Requirement,
    SkillShown,
    Sub,
)

__all__ = ["Clock", "worth_of"]

Lens = Callable[[Candidate], bool]
"""Which candidates count."""


@dataclass(slots=True)
class Clock:
    """The earliest moments under one lens; ``None`` where a requirement is not met."""

    table: Table
    lens: Lens
    _known: dict[tuple[int, datetime], datetime | None] = field(default_factory=dict)

    def met(self, node: Requirement, since: datetime = BEGINNING) -> datetime | None:
        """Return when ``node`` was first met by badges that were issued at or after ``since``."""
        key = (id(node), since)
        if key not in self._known:
            self._known[key] = self._met(node, since)
        return self._known[key]

    def best(self, leaf: Earn | SkillShown, since: datetime = BEGINNING) -> Candidate | None:
        """Return the candidate that fills a leaf first."""
        return next((one for one in self.table.of(leaf) if one.issued >= since and self.lens(one)), None)

    def _met(self, node: Requirement, since: datetime) -> datetime | None:
        if isinstance(node, Earn | SkillShown):
            found = self.best(node, since)
            return None if found is None else found.issued
        if isinstance(node, Sub):
            return self.met(node.pathway.root, since)
        if isinstance(node, After):
            first = self.met(node.first, since)
            return None if first is None else self.met(node.then, max(first, since))
        if isinstance(node, Credits):
            return self._enough(node, since)
        needed = len(node.of) if isinstance(node, AllOf) else 1 if isinstance(node, AnyOf) else node.k
        times = sorted(time for part in node.of if (time := self.met(part, since)) is not None)
        if len(times) < needed:
            return None
        return times[needed - 1] if needed else BEGINNING

    def _enough(self, node: Credits, since: datetime) -> datetime | None:
        """Return when the parts were first worth enough together."""
        worth = dict(node.worth)
        earned: list[tuple[datetime, int, Decimal]] = []
        for place, part in enumerate(node.of):
            given = worth.get(part.id)
            if given is None and isinstance(part, Earn | SkillShown):
                found = (one for one in self.table.of(part) if one.issued >= since and self.lens(one))
                earned.extend((one.issued, place, one.credits) for one in found if one.credits is not None)
            elif given is not None and (time := self.met(part, since)) is not None:
                earned.append((time, place, given))
        best: dict[int, Decimal] = {}
        for time, place, value in sorted(earned):
            best[place] = max(best.get(place, Decimal(0)), value)
            if sum(best.values()) >= node.minimum:
                return time
        return None


def worth_of(node: Credits, part: Requirement, candidate: Candidate | None) -> Decimal | None:
    """Return what a part is worth: what the requirement says, else what the badge in its place says."""
    given = dict(node.worth).get(part.id)
    if given is not None:
        return given
    return None if candidate is None else candidate.credits
