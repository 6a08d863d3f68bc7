"""What is still to be earned, as needs; the cheapest and the quickest way to it; and what lapses on the way."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

from mexbadge.pathways.distinct import Place, Places, places_of, plan_distinct
from mexbadge.pathways.evaluating import Evaluation, Progress, allowing
from mexbadge.pathways.model import After, AllOf, AnyOf, Counting, Credits, Earn, KOf, SkillShown, Sub
from mexbadge.pathways.timing import worth_of
from mexbadge.plan import Aim, Course, Need, Owned, Plan, Some, Total, all_of, any_of, solve
from mexbadge.plan.solving import Order, giver, usable
from mexbadge.skills import Holding, Taxonomy

__all__ = ["Completion", "completion", "lapsing", "need_of"]


@dataclass(frozen=True, slots=True)
class Completion:
    """The ways to the end: the cheapest and the quickest plan, and the badges that end before those do."""

    cheapest: Plan
    quickest: Plan
    lapsing: tuple[Holding, ...] = ()


def need_of(evaluation: Evaluation) -> Need:
    """Return what is still to be earned, as a tree; what is satisfied is left out.

    Where a badge counts once, one course may then close two needs: :func:`completion` sees to that.
    """
    return _need(evaluation.root, places_of(evaluation.pathway))


def completion(
    evaluation: Evaluation,
    courses: Iterable[Course],
    *,
    owned: Owned | None = None,
    accept: Callable[[Course], bool] | None = None,
    start: date | None = None,
    taxonomy: Taxonomy | None = None,
) -> Completion:
    """Return the cheapest and the quickest courses that complete a pathway, in an order that respects prerequisites.

    ``owned``: what the person has, for the courses' own prerequisites; the badges that fill places are had in any case.
    ``taxonomy``: which skills are the same, or narrower. ``start`` is the first day; it gives the plans dates, and says
    which earned badges end before their end. Raises :class:`InputError` as :func:`mexbadge.plan.solve`.
    """
    listed = tuple(courses)
    have = _owned(evaluation, owned or Owned())
    places = places_of(evaluation.pathway)
    order = tuple(_order(evaluation.root, places))

    def solved(need: Need, *, aim: Aim) -> Plan:
        return solve(need, listed, owned=have, aim=aim, start=start, accept=accept, taxonomy=taxonomy, order=order)

    ways = [partial(solved, aim=aim) for aim in (Aim.COST, Aim.DAYS)]
    if evaluation.pathway.counting is Counting.ALLOW or evaluation:
        need = _need(evaluation.root, places)
        plans = [way(need) for way in ways]
    else:
        need = _need(allowing(evaluation).root, places)
        distinct = Places.of(evaluation, places, usable(listed, accept, start), giver(taxonomy))
        plans = [plan_distinct(distinct, need, way) for way in ways]
    ends = max((plan.ends for plan in plans if plan.ends is not None), default=None)
    return Completion(plans[0], plans[1], () if ends is None else lapsing(evaluation, ends))


def lapsing(evaluation: Evaluation, until: date) -> tuple[Holding, ...]:
    """Return the badges that fill places and are no longer in force at the end of the day ``until``."""
    end = datetime(until.year, until.month, until.day, 23, 59, 59, tzinfo=UTC)
    found = {
        part.badge.id: part.badge
        for part in _leaves(evaluation.root)
        if part.satisfied and part.badge is not None and part.badge.ends is not None and part.badge.ends <= end
    }
    return tuple(found[name] for name in sorted(found))


def _order(progress: Progress, places: Mapping[int, Place]) -> Iterator[Order]:
    """Yield what is still to come first, and what only counts after it."""
    for here in _open(progress):
        if isinstance(here.node, After):
            first, then = (
                [want for leaf in _open(part) if id(leaf.node) in places for want in places[id(leaf.node)].wants]
                for part in here.parts
            )
            yield first, then


def _open(progress: Progress) -> Iterator[Progress]:
    """Yield a requirement and all below it that is not met; below one that is met, nothing is still to come."""
    waiting = [progress]
    while waiting:
        here = waiting.pop()
        if not here.satisfied:
            yield here
            waiting.extend(here.parts)


def _leaves(progress: Progress) -> Iterator[Progress]:
    return (here for here in progress.walk() if not here.parts)


def _owned(evaluation: Evaluation, given: Owned) -> Owned:
    names = {
        part.badge.badge.achievement_id
        for part in _leaves(evaluation.root)
        if part.satisfied and part.badge is not None and part.badge.badge is not None
    }
    return Owned(given.skills, given.achievements | {name for name in names if name is not None}, given.courses)


def _need(progress: Progress, places: Mapping[int, Place]) -> Need:
    node = progress.node
    if progress.satisfied:
        return all_of(())
    if isinstance(node, Earn | SkillShown):
        wants = places[id(node)].wants
        return any_of(wants) if wants[0].achievement is not None else wants[0]
    if isinstance(node, Sub):
        return _need(progress.parts[0], places)
    if isinstance(node, AllOf | After):
        return all_of(_need(part, places) for part in progress.parts)
    if isinstance(node, AnyOf | KOf):
        left = [_need(part, places) for part in progress.parts if not part.satisfied]
        return Some(max((progress.needed or 1) - progress.done, 0), tuple(left))
    return _credits(node, progress, places)


def _credits(node: Credits, progress: Progress, places: Mapping[int, Place]) -> Need:
    """Return how many credits are missing, from parts whose worth is known before they are earned."""
    left, parts = node.minimum, list[tuple[Need, Decimal]]()
    for part in progress.parts:
        worth = worth_of(node, part.node, None)
        if worth is None and isinstance(part.node, Earn | SkillShown):
            worth = part.node.credits if part.node.credits is not None else _said(part)
        if worth is None:
            continue
        if part.satisfied:
            left -= worth
        else:
            parts.append((_need(part, places), worth))
    return Total(max(left, Decimal(0)), tuple(parts))


def _said(part: Progress) -> Decimal | None:
    badge = part.badge.badge if part.badge is not None else None
    if badge is None:
        return None
    said = badge.credits_earned if badge.credits_earned is not None else badge.credits_available
    return None if said is None else Decimal(str(said))
