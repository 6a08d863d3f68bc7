"""A report as a value: columns that are each defined, rows, and which column a chart shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from mexbadge import texts
from mexbadge.models.language import Words
from mexbadge.texts import Lang

__all__ = ["ALL", "Column", "ExchangeReport", "ReportKind", "Value"]

Value: TypeAlias = str | int | Decimal | Words | None
"""What stands in a cell; ``None`` for a number that is not shown, or not there."""
ALL: Final = "all"
"""What stands for all of a dimension."""


class ReportKind(StrEnum):
    """What is reported."""

    DEMAND = "demand"
    TEAM = "team"
    TIME_TO_FILL = "time-to-fill"
    TRAINING = "training"
    OUTCOMES = "outcomes"
    PLACED = "placed"
    IMPACT = "impact"

    @classmethod
    def by_quarters(cls) -> frozenset["ReportKind"]:
        """Return those that count people over whole quarters."""
        return frozenset({cls.TRAINING, cls.OUTCOMES, cls.PLACED, cls.IMPACT})

    @property
    def code(self) -> str:
        """How it is called in codes of sentences."""
        return self.value.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name; one of ``words`` is in each language, of ``number`` is a number."""

    name: str
    words: bool = False
    number: bool = False

    def heading(self, lang: Lang) -> str:
        """Return what it is called."""
        return texts.message(f"exchange_column_{self.name}", lang)

    def meaning(self, lang: Lang) -> str:
        """Return what it means."""
        return texts.message(f"exchange_means_{self.name}", lang)


@dataclass(frozen=True, slots=True)
class ExchangeReport:
    """A report over days, both counted.

    ``chart``: the columns that name a bar, and those that it measures; drawn are the rows that stand for all in each of
    ``whole``.
    """

    kind: ReportKind
    of: Words
    since: date
    until: date
    least: int
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    whole: tuple[str, ...] = ()

    def title(self, lang: Lang) -> str:
        """Return what it is called."""
        return texts.message(f"exchange_report_{self.kind.code}", lang)

    def about(self, lang: Lang) -> tuple[str, ...]:
        """Return what has to be known to read it: what it counts, and what is not shown."""
        small = self.kind.code if self.kind in {ReportKind.DEMAND, ReportKind.TEAM} else "all"
        return (
            texts.message(f"exchange_counts_{self.kind.code}", lang),
            texts.message(f"exchange_small_{small}", lang, least=self.least),
        )

    def names(self) -> Sequence[str]:
        """Return the names of the columns."""
        return [column.name for column in self.columns]
