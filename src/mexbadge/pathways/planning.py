"""What is still to be earned, as needs; the cheapest and the quickest way to it; and what lapses on the way."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from mexbadge.pathways.distinct import plan_distinct, wants_of
from mexbadge.pathways.evaluating import Evaluation, Progress, Status, allowing
from mexbadge.pathways.model import After, AllOf, AnyOf, Counting, Credits, Earn, KOf, Pathway, SkillShown, Sub
from mexbadge.pathways.timing import worth_of
from mexbadge.plan import Aim, Course, Need, Owned, Plan, Some, Total, Want, all_of, any_of, solve
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
    return _need(evaluation.root, evaluation.pathway)


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
    once = evaluation.pathway.counting is Counting.FORBID and not evaluation
    need = need_of(allowing(evaluation) if once else evaluation)

    order = tuple(_order(evaluation.root, evaluation.pathway))

    def best(aim: Aim) -> Plan:
        def solved(wanted: Need) -> Plan:
            return solve(
                wanted, listed, owned=have, aim=aim, start=start, accept=accept, taxonomy=taxonomy, order=order
            )

        if not once:
            return solved(need)
        able = usable(listed, accept, start)
        return plan_distinct(evaluation, need, able, gives=giver(taxonomy), solve=solved)

    plans = [best(aim) for aim in (Aim.COST, Aim.DAYS)]
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


def _order(progress: Progress, home: Pathway) -> Iterator[Order]:
    """Yield what is still to come first, and what only counts after it."""
    waiting = [(progress, home)]
    while waiting:
        here, rules = waiting.pop()
        if here.satisfied:
            continue
        inner = here.node.pathway if isinstance(here.node, Sub) else rules
        if isinstance(here.node, After):
            first, then = (tuple(_wanted(part, inner)) for part in here.parts)
            yield first, then
        waiting.extend((part, inner) for part in here.parts)


def _wanted(progress: Progress, home: Pathway) -> Iterator[Want]:
    """Yield what would fill the places of a requirement that are not filled."""
    waiting = [(progress, home)]
    while waiting:
        here, rules = waiting.pop()
        if here.satisfied:
            continue
        if isinstance(here.node, Earn | SkillShown):
            yield from wants_of(here.node, rules)
        inner = here.node.pathway if isinstance(here.node, Sub) else rules
        waiting.extend((part, inner) for part in here.parts)


def _leaves(progress: Progress) -> Iterable[Progress]:
    waiting = [progress]
    while waiting:
        here = waiting.pop()
        if not here.parts:
            yield here
        waiting.extend(reversed(here.parts))


def _owned(evaluation: Evaluation, given: Owned) -> Owned:
    names = {
        part.badge.badge.achievement_id
        for part in _leaves(evaluation.root)
        if part.satisfied and part.badge is not None and part.badge.badge is not None
    }
    return Owned(given.skills, given.achievements | {name for name in names if name is not None}, given.courses)


def _need(progress: Progress, home: Pathway) -> Need:  # noqa: PLR0911 - one for each kind
    node = progress.node
    if progress.status is Status.SATISFIED:
        return all_of(())
    if isinstance(node, Earn):
        return _earn(node, home)
    if isinstance(node, SkillShown):
        return Want(skill=node.skill, level=node.min_level)
    if isinstance(node, Sub):
        return _need(progress.parts[0], node.pathway)
    if isinstance(node, AllOf | After):
        return all_of(_need(part, home) for part in progress.parts)
    if isinstance(node, AnyOf | KOf):
        left = [_need(part, home) for part in progress.parts if not part.satisfied]
        return Some(max((progress.needed or 1) - progress.done, 0), tuple(left))
    return _credits(node, progress, home)


def _earn(node: Earn, home: Pathway) -> Need:
    """Return the need of one badge; of one that only aligns to something, the skill that it aligns to."""
    if node.achievement is None:
        return Want(skill=node.alignment)
    return any_of(wants_of(node, home))


def _credits(node: Credits, progress: Progress, home: Pathway) -> Need:
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
            parts.append((_need(part, home), worth))
    return Total(max(left, Decimal(0)), tuple(parts))


def _said(part: Progress) -> Decimal | None:
    badge = part.badge.badge if part.badge is not None else None
    if badge is None:
        return None
    said = badge.credits_earned if badge.credits_earned is not None else badge.credits_available
    return None if said is None else Decimal(str(said))
