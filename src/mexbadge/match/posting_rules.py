"""What the law asks of a posting, as remarks; and tables by which selections can be looked at for fairness.

Ontario (``CA-ON``): Employment Standards Act, 2000, Part III.1 and O. Reg. 476/24, in force from 2026-01-01 for
employers of 25 and more. This is no legal advice.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING, Final

from mexbadge import texts
from mexbadge.errors import InputError
from mexbadge.texts import Lang

if TYPE_CHECKING:
    from mexbadge.match.vacancy import Vacancy

__all__ = ["GroupRow", "Remark", "impact_ratios", "lint", "unlawful"]

_LEAST_EMPLOYEES: Final = 25
_SPREAD: Final = Decimal(50_000)
_NO_RANGE: Final = Decimal(200_000)
_HOURS: Final = Decimal(2_080)
"""How many hours a year are taken for granted where the hours of a week are not said."""
_WEEKS: Final = 52
_SMALL: Final = Fraction(2, 100)
_CANADIAN: Final = re.compile(
    r"canadian\s+(?:work\s+)?experience|exp[ée]rience\s+(?:de\s+travail\s+)?(?:canadienne|au\s+canada)"
    r"|experience\s+in\s+canada",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that the law asks: a code of ``match_law_…``, its values, and whether it is only a reminder.

    ``where``: the member of the vacancy's document that it is about, as a JSON pointer.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    reminder: bool = False
    where: str = ""

    def message(self, lang: Lang = "en") -> str:
        """Say it."""
        return texts.message(self.code, lang, **self.values)


def lint(vacancy: "Vacancy", jurisdiction: str = "CA-ON") -> tuple[Remark, ...]:
    """Return what the law of ``jurisdiction`` asks of a posting that it does not show, and what to remember.

    Raises :class:`InputError` ``match_jurisdiction`` for one that is not known.
    """
    if jurisdiction != "CA-ON":
        raise InputError("match_jurisdiction", name=jurisdiction, known="CA-ON")
    found = list(_canadian(vacancy))
    if vacancy.employees is not None and vacancy.employees < _LEAST_EMPLOYEES:
        return (*found, Remark("match_law_small", {"least": _LEAST_EMPLOYEES}, reminder=True, where="/employees"))
    found += _pay(vacancy)
    if vacancy.uses_ai is None:
        found.append(Remark("match_law_ai", where="/usesAi"))
    if vacancy.exists is None:
        found.append(Remark("match_law_exists", where="/exists"))
    found += [Remark("match_law_45_days", reminder=True), Remark("match_law_3_years", reminder=True)]
    if vacancy.uses_ai is False:
        found.append(Remark("match_law_ai_broad", reminder=True, where="/usesAi"))
    return tuple(found)


def _pay(vacancy: "Vacancy") -> Iterator[Remark]:
    pay = vacancy.pay
    if pay is None:
        yield Remark("match_law_pay", where="/pay")
        return
    hours = vacancy.constraints.hours
    times = Decimal(1) if pay.period == "year" else _HOURS if hours is None else Decimal(hours) * _WEEKS
    if pay.most * times <= _NO_RANGE and (pay.most - pay.least) * times > _SPREAD:
        values = {"spread": (pay.most - pay.least) * times, "limit": _SPREAD}
        if pay.period == "year":
            yield Remark("match_law_spread", values, where="/pay")
        else:
            yield Remark("match_law_spread_hours", {**values, "hours": times}, where="/pay")


def _canadian(vacancy: "Vacancy") -> Iterator[Remark]:
    said = [(f"/{name}", words) for name, words in (("title", vacancy.title), ("description", vacancy.description))]
    spoken = [(where if tag is None else f"{where}/{tag}", text) for where, words in said for tag, text in words.texts]
    for number, one in enumerate(vacancy.requirements):
        spoken += [(f"/requirements/{number}", text) for _, text in one.label.texts]
        spoken += [(f"/requirements/{number}", one.experience)] if one.experience is not None else []
    yield from unlawful(spoken)


def unlawful(said: Iterable[tuple[str, str]]) -> Iterator[Remark]:
    """Yield a remark for each text of a posting that asks for Canadian experience; texts stand with their places."""
    for where, text in said:
        if (match := _CANADIAN.search(text)) is not None:
            yield Remark("match_law_canadian", {"text": match[0]}, where=where)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group: how many, how many were selected (or scored above the median of all), its rate, and the rate as a
    share of the best group's; ``small`` for a group of less than 2 % of all, which may be left out.
    """  # noqa: D205 - one sentence

    group: str
    count: int
    chosen: int
    rate: Fraction
    impact: Fraction | None
    small: bool


def impact_ratios(
    results: Iterable[tuple[str, Fraction | float | bool]], *, scores: bool | None = None
) -> tuple[GroupRow, ...]:
    """Return a table of selection rates and impact ratios over ``results``: pairs of a group and a result.

    The groups are the caller's: no match ever sees them. A result is whether somebody was selected or, with ``scores``
    (told by itself unless all results are booleans), a score: then the rate is the share above the overall median.
    """
    rows = list(results)
    scored = not all(isinstance(value, bool) for _, value in rows) if scores is None else scores
    middle = median([Fraction(value) for _, value in rows]) if scored and rows else Fraction(0)
    groups: dict[str, list[bool]] = {}
    for group, value in rows:
        groups.setdefault(group, []).append(Fraction(value) > middle if scored else bool(value))
    rates = {group: Fraction(sum(chosen), len(chosen)) for group, chosen in groups.items()}
    large = [rates[group] for group, chosen in groups.items() if Fraction(len(chosen), len(rows)) >= _SMALL]
    best = max(large, default=Fraction(0))
    return tuple(_row(group, groups[group], rates[group], best, len(rows)) for group in sorted(groups))


def _row(group: str, chosen: Sequence[bool], rate: Fraction, best: Fraction, count: int) -> GroupRow:
    impact = rate / best if best else None
    return GroupRow(group, len(chosen), sum(chosen), rate, impact, Fraction(len(chosen), count) < _SMALL)
