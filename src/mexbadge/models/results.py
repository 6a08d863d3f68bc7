"""Whether a result was reached: its status, and what its own description requires (Open Badges 3.0, B.1.21 and B.1.22).

A badge may say that somebody failed, withdrew or has only enrolled; and it may state a value below the one that its
achievement asks for. Such a badge is genuine, and shows nothing. What cannot be compared is not taken for reached, nor
is a value off its own scale, nor a word in the place of a status that is no known word for having passed. Where nothing
is required, a value is compared with nothing: that the badge was awarded says that it was reached.

``0.75`` may be a fraction of one or three quarters of a percent. A percentage is compared with another that is written
alike, or on a scale (``valueMin``, ``valueMax``) that says which of the two is meant.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any, Final

__all__ = ["COMPLETED", "PERCENT", "Reach", "number_of", "numbers_of", "reach_of"]

COMPLETED: Final = "Completed"
"""The one status that says that a result was reached (ResultStatusType)."""
PERCENT: Final = "Percent"
"""The kind of result that is a percentage (ResultType)."""
_HUNDRED: Final = Decimal(100)
_PASSED: Final = frozenset({"completed", "complete", "passed", "pass", "p", "réussi", "réussite"})
_NOT_PASSED: Final = frozenset(
    {"enrolled", "failed", "inprogress", "onhold", "provisional", "withdrew", "withdrawn"}
    | {"fail", "incomplete", "notcompleted", "notpassed", "échec", "échoué"}
)
"""What a value may say in words: the other terms of ResultStatusType, and what people write for them."""
_NOT_ASKED: Final = "not asked"
_NOT_SAID: Final = "not said"
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?", re.ASCII)


class Reach(StrEnum):
    """What became of a result; the gravest stands last."""

    REACHED = "reached"
    UNCLEAR = "unclear"
    BELOW = "below"
    NOT_COMPLETED = "not_completed"


def number_of(text: str) -> Decimal | None:
    """Return the number that a value is, a percent sign aside; ``None`` for what is none (``60/100``, ``pass``)."""
    plain = text.strip().removesuffix("%").strip()
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def numbers_of(value: str, least: str, *, percent: bool, most: str | None = None) -> tuple[Decimal, Decimal] | None:
    """Return two values as numbers of one scale; ``None`` where they are none, or may be of two.

    ``percent``: whether they are percentages by their kind; ``most`` is the top of the scale, where it is known.
    """
    one, other = number_of(value), number_of(least)
    if one is None or other is None:
        return None
    signs = [_is_signed(text) for text in (value, least)]
    top = None if most is None else number_of(most)
    if most is not None and (top == _HUNDRED or _is_signed(most)):
        return one, other
    if top is not None:
        return (one, other) if signs[0] is signs[1] else None
    fractions = [not signed and 0 < number <= 1 for signed, number in zip(signs, (one, other), strict=True)]
    if (percent or any(signs)) and fractions[0] is not fractions[1]:
        return None
    return one, other


def _is_signed(text: str) -> bool:
    return text.strip().endswith("%")


def reach_of(result: Mapping[str, Any], descriptions: Sequence[Mapping[str, Any]], *, ordered: bool) -> Reach:
    """Return what became of a result, by its status and by every description that it may mean.

    ``ordered``: whether the order of a rubric's levels was signed, so that it says which is higher. A result that names
    no description, or one that is not there, may mean any of them.
    """
    status = _texts(result.get("status"))
    if status is None or any(text != COMPLETED for text in status):
        return Reach.NOT_COMPLETED
    spoken = [_spoken(text) for text in _texts(result.get("value")) or ()]
    if any(word in _NOT_PASSED for word in spoken):
        return Reach.NOT_COMPLETED
    named = result.get("resultDescription")
    meant = [one for one in descriptions if named is not None and one.get("id") == named] or list(descriptions)
    found = [
        max(
            _required(result, one, said=bool(status), ordered=ordered),
            _scaled(result, one, spoken),
            key=list(Reach).index,
        )
        for one in meant
    ]
    if len(meant) > 1 and Reach.BELOW in found and Reach.REACHED in found:
        return Reach.UNCLEAR
    return max(found, key=list(Reach).index, default=Reach.REACHED)


def _spoken(text: str) -> str:
    """Return a word as it is compared: in one case, without what parts its words."""
    return re.sub(r"[\s_-]+", "", text).casefold()


def _scaled(result: Mapping[str, Any], about: Mapping[str, Any], spoken: Sequence[str]) -> Reach:
    """Hold a value against the scale of its own description: those allowed, its bounds, the known words of a status."""
    said = _texts(result.get("value"))
    if said == ():
        return Reach.REACHED
    kinds, allowed, least, most = map(_texts, map(about.get, ("resultType", "allowedValue", "valueMin", "valueMax")))
    if said is None or kinds is None or allowed is None or least is None or most is None:
        return Reach.UNCLEAR
    if allowed:
        return Reach.REACHED if set(said) <= set(allowed) else Reach.UNCLEAR
    if "Status" in kinds and not _PASSED.issuperset(spoken):
        return Reach.UNCLEAR
    if "LetterGrade" in kinds and "f" in spoken and not _texts(about.get("requiredValue")):
        return Reach.UNCLEAR
    return Reach.REACHED if all(_within(text, least, most) for text in said) else Reach.UNCLEAR


def _within(text: str, least: Sequence[str], most: Sequence[str]) -> bool:
    """Return whether a value lies between its bounds, as numbers; where there are none, everything does."""
    number, low, high = number_of(text), [number_of(one) for one in least], [number_of(one) for one in most]
    if number is None or None in low or None in high:
        return not (least or most)
    return all(one is None or one <= number for one in low) and all(one is None or number <= one for one in high)


def _required(result: Mapping[str, Any], about: Mapping[str, Any], *, said: bool, ordered: bool) -> Reach:
    """Compare a result with the value and the level that one description requires."""
    found = (
        _compared(result.get("value"), about.get("requiredValue"), partial(_by_value, about=about)),
        _compared(
            result.get("achievedLevel"), about.get("requiredLevel"), partial(_by_level, about=about, ordered=ordered)
        ),
    )
    asked = [one for one in found if one is not _NOT_ASKED]
    known = [one for one in asked if isinstance(one, Reach)]
    if not known and asked:
        return Reach.REACHED if said else Reach.UNCLEAR
    return max(known, key=list(Reach).index, default=Reach.REACHED)


def _compared(reached: object, least: object, compare: Callable[[str, str], Reach]) -> Reach | str:
    """Compare what was reached with what is required, where both are said, each as one text."""
    wanted, found = _texts(least), _texts(reached)
    if wanted == ():
        return _NOT_ASKED
    if found == ():
        return _NOT_SAID
    if wanted is None or found is None or len(wanted) != 1 or len(found) != 1:
        return Reach.UNCLEAR
    return compare(found[0], wanted[0])


def _by_value(value: str, least: str, about: Mapping[str, Any]) -> Reach:
    """Compare two values: by the order of those allowed (which is signed), else as numbers, else as the same text."""
    allowed = _texts(about.get("allowedValue")) or ()
    if value in allowed and least in allowed:
        return _judged(allowed.index(value), len(allowed) - 1 - allowed[::-1].index(least))
    low, high = (_texts(about.get(name)) or () for name in ("valueMin", "valueMax"))
    percent = PERCENT in (_texts(about.get("resultType")) or ())
    numbers = numbers_of(value, least, percent=percent, most=high[0] if len(high) == 1 else None)
    if numbers is not None:
        return _judged(*numbers) if _within(least, low, high) else Reach.UNCLEAR
    return Reach.REACHED if value == least else Reach.UNCLEAR


def _by_level(level: str, least: str, about: Mapping[str, Any], *, ordered: bool) -> Reach:
    """Compare two levels of a rubric: by their points or their number, else by their order where that was signed."""
    if level == least:
        return Reach.REACHED
    rubric = [one for one in _listed(about.get("rubricCriterionLevel")) if isinstance(one, Mapping)]
    mine, theirs = ([one for one in rubric if one.get("id") == name] for name in (level, least))
    if len(mine) != 1 or len(theirs) != 1:
        return Reach.UNCLEAR
    for member in ("points", "level"):
        one, other = _number(mine[0].get(member)), _number(theirs[0].get(member))
        if one is not None and other is not None:
            return _judged(one, other)
    return _judged(rubric.index(mine[0]), rubric.index(theirs[0])) if ordered else Reach.UNCLEAR


def _judged(one: Decimal | int, least: Decimal | int) -> Reach:
    return Reach.REACHED if one >= least else Reach.BELOW


def _number(value: object) -> Decimal | None:
    texts = _texts(value)
    return number_of(texts[0]) if texts is not None and len(texts) == 1 else None


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else () if value is None else (value,)


def _texts(value: object) -> tuple[str, ...] | None:
    """Return what a member says as texts, whatever its form; ``None`` where it says something that is none."""
    found: list[str] = []
    for item in _listed(value):
        inner = item.get("@value") if isinstance(item, Mapping) else item
        if isinstance(inner, bool) or not isinstance(inner, str | int | float):
            return None
        found.append(inner if isinstance(inner, str) else str(inner))
    return tuple(found)
