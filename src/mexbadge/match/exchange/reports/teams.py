"""What an employer's own people can do of what its vacancies ask: counted, and nobody named."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from mexbadge.match.exchange.reports.table import Column, Value
from mexbadge.match.team import TeamSkill
from mexbadge.models.language import Words

__all__ = ["COLUMNS", "team_rows"]

COLUMNS: Final = (
    Column("skill"),
    Column("skill_name", words=True),
    Column("level"),
    Column("roles", number=True),
    Column("must_of", number=True),
    Column("team", number=True),
    Column("team_held", number=True),
    Column("team_partly", number=True),
    Column("team_gap"),
)


def team_rows(
    table: Iterable[TeamSkill], people: int, called: Callable[[tuple[str, ...]], Words]
) -> Iterator[tuple[Value, ...]]:
    """Yield the rows, as :data:`COLUMNS`, of a team of so many people."""
    for one in table:
        level = "" if one.level is None else str(one.level.native)
        counts = (len(one.roles), one.must, people, len(one.held), len(one.partly))
        yield (" | ".join(one.names), called(one.names), level, *counts, "x" if one.gap else "")
