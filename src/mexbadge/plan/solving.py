"""From needs and courses to the best plan: the least cost (or days), then the fewest courses, then the least ids."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Literal

from mexbadge.errors import InputError
from mexbadge.plan import dated, exact
from mexbadge.plan.course import Course
from mexbadge.plan.lacking import Market, has_room, infeasible, leaves, too_late
from mexbadge.plan.needs import Need, Owned, Want
from mexbadge.plan.problem import CourseProblem, Gate, Node, bits_of, gate, reachable, reduced
from mexbadge.plan.result import Aim, Plan, Step
from mexbadge.plan.tables import Order, PlanTables
from mexbadge.plan.timing import BEGINNING, at_day, session_for
from mexbadge.skills.taxonomy import Taxonomy

__all__ = ["COURSES", "Method", "Order", "giver", "solve", "usable"]

Method = Literal["auto", "exact", "milp"]
COURSES: Final = 20_000
"""How many courses may be chosen from."""
_SMALL: Final = 60
"""Up to how many atoms ``auto`` tries the search in Python first."""
_TRY: Final = 30_000
_TRY_DATED: Final = 5_000


def solve(  # noqa: PLR0913 - what is asked, and how
    need: Need,
    courses: Iterable[Course],
    *,
    owned: Owned | None = None,
    aim: Aim = Aim.COST,
    start: date | None = None,
    by: date | None = None,
    accept: Callable[[Course], bool] | None = None,
    taxonomy: Taxonomy | None = None,
    order: Iterable[Order] = (),
    method: Method = "auto",
) -> Plan:
    """Return the best set of courses with which ``need`` is met, and that can be taken.

    Best is the least to pay after funding (or the fewest days of courses, or the earliest finish and then the least to
    pay), then the fewest courses, then those whose ids come first; ``by``: only what is over on that day. A course can
    be taken once all that it asks for is owned or given by a course before it. Skills are the same if their URIs are;
    with a ``taxonomy``, equivalent ones are the same too, and a narrower one stands for what is wanted. A course
    teaches a wanted level only if its own level is known to reach it.

    A course with sessions is taken in one of them that has a seat, one without on any day; one course begins when the
    one before it is over. ``start`` is the first day: then the steps get dates, in the order that is over first;
    without it sessions of any day are taken, as long as they can be taken one after the other.

    ``order``: pairs of wants of which the second ones are worth nothing before the first ones; the courses for them are
    put in that order.

    ``accept`` says which courses may be taken; without it, those of approved colleges. Full courses (capacity or seats
    0) never are. ``method``: ``exact`` in pure Python, ``milp`` by HiGHS (extra ``match``), ``auto`` by size; they
    agree.

    The plan is infeasible where the need cannot be met: then it says for each want that cannot be had why (``lacks``).
    Raises :class:`InputError`: ``plan_too_hard``, ``plan_too_many``, ``plan_currencies``, ``plan_course_twice``,
    ``plan_self`` for a course that asks for itself, ``plan_extra`` without scipy.
    """
    listed = _checked(courses)
    by_day = None if by is None else by.toordinal()
    market = Market(listed, accept, dated.Dates(BEGINNING if start is None else at_day(start), by_day))
    able = [one for one in listed if market.accepts(one) and has_room(one) and market.timely(one)]
    if aim is not Aim.DAYS:
        _one_currency(able)
    tables, orders = PlanTables.of(owned or Owned(), taxonomy or Taxonomy.of(())), tuple(order)
    root = tables.node(need)
    counting = by is not None or aim is Aim.FINISH or any(course.sessions for course in able)
    if counting and len(orders) > dated.ORDERS:
        raise InputError("plan_too_hard", limit=dated.ORDERS)
    offers = tables.offers(able, aim, orders if counting else None)
    if root is True:
        return Plan(aim=aim, currency=able[0].currency if able else "CAD", starts=start, ends=start)
    reach = reachable(offers)
    within = _within(root, reach)
    if within is False:
        return infeasible(tables, root, offers, reach, market, aim)
    whole = within if isinstance(within, Gate) else Gate(1, (1,), (within,))
    problem = reduced(whole, offers)
    solving = _Solving(method, market.dates if counting else None, aim)
    chosen = solving.best(problem)
    if chosen is None:
        wants = _wants(tables, whole)
        return too_late(tables, wants, lambda some: _solvable(tables, some, able, orders, solving), aim)
    by_id = {course.id: course for course in able}
    if solving.dates is not None:
        timed = dated.schedule(problem, chosen, solving.dates)
        ids = () if timed is None else timed[1]
        return _plan(tables, whole, [by_id[problem.offers[number].id] for number in ids], aim, start)
    taken = [by_id[problem.offers[number].id] for number in bits_of(chosen)]
    later = [(_givers(tables, taken, first), _givers(tables, taken, then)) for first, then in orders]
    return _plan(tables, whole, _ordered(tables, taken, later), aim, start)


def giver(taxonomy: Taxonomy | None = None) -> Callable[[Course, Want], bool]:
    """Return what says whether a course gives what is wanted, as :func:`solve` sees it."""
    tables = PlanTables.of(Owned(), taxonomy or Taxonomy.of(()))
    return lambda course, want: tables.gives(course, tables.want(want))


@dataclass(frozen=True, slots=True)
class _Solving:
    """By which solver, within which dates (``None``: they do not matter), and for which aim."""

    method: Method
    dates: dated.Dates | None
    aim: Aim

    def best(self, problem: CourseProblem) -> int | None:
        """Return the best set of courses, as bits; ``None`` where none can be taken in time."""
        dates = self.dates
        if dates is not None and self.aim is Aim.FINISH:
            begin = dates.begin
            day = self._by(
                problem,
                lambda states: dated.earliest(problem, begin, states=states),
                lambda: _milp().earliest(problem, begin),
            )
            if day is None or (dates.by is not None and day > dates.by):
                return None
            dates = replace(dates, by=day)
        return self._by(
            problem,
            lambda states: _searched(problem, dates, states),
            lambda: _milp().lightest(problem, dates),
        )

    def _by(
        self, problem: CourseProblem, search: Callable[[int], int | None], program: Callable[[], int | None]
    ) -> int | None:
        if self.method == "exact":
            return search(exact.STATES)
        if self.method == "milp":
            return _by_milp(program, search)
        try:
            some = _TRY if self.dates is None else _TRY_DATED
            return search(some if problem.atoms <= _SMALL else 1)
        except InputError:
            try:
                return _by_milp(program, search)
            except InputError:
                return search(exact.STATES)


def _searched(problem: CourseProblem, dates: dated.Dates | None, states: int) -> int | None:
    if dates is None:
        return exact.lightest(problem, states=states)
    return dated.lightest(problem, dates, states=states)


def _milp() -> Any:  # noqa: ANN401 - a module
    from mexbadge.plan import milp  # noqa: PLC0415 - needs an extra

    return milp


def _by_milp(program: Callable[[], int | None], search: Callable[[int], int | None]) -> int | None:
    try:
        return program()
    except ImportError:
        raise InputError("plan_extra") from None
    except ArithmeticError:
        return search(exact.STATES)


def _checked(courses: Iterable[Course]) -> list[Course]:
    """Return the courses; raise :class:`InputError` as :func:`solve` for those that cannot be."""
    found: dict[str, Course] = {}
    for course in courses:
        if len(found) >= COURSES:
            raise InputError("plan_too_many", limit=COURSES)
        if course.id in found:
            raise InputError("plan_course_twice", id=course.id)
        if any(want.course == course.id for want in course.prerequisites):
            raise InputError("plan_self", id=course.id)
        found[course.id] = course
    return list(found.values())


def usable(courses: Iterable[Course], accept: Callable[[Course], bool] | None, start: date | None) -> list[Course]:
    """Return the courses that may be taken; raise :class:`InputError` as :func:`solve` for those that cannot be."""
    listed = _checked(courses)
    market = Market(listed, accept, dated.Dates(BEGINNING if start is None else at_day(start)))
    return [one for one in listed if market.accepts(one) and has_room(one) and market.timely(one)]


def _solvable(
    tables: PlanTables, wants: Sequence[Want], able: Sequence[Course], orders: Sequence[Order], solving: _Solving
) -> bool:
    """Return whether some wants alone can be had in time."""
    offers = tables.offers(able, solving.aim, orders)
    numbers = tuple(tables.numbers[want] for want in wants)
    return solving.best(reduced(Gate(len(numbers), (1,) * len(numbers), numbers), offers)) is not None


def _wants(tables: PlanTables, root: Gate) -> list[Want]:
    """Return the wants of a tree, as they came."""
    inside = leaves(root)
    return [want for want, number in tables.numbers.items() if number in inside]


def _one_currency(courses: Sequence[Course]) -> None:
    found = sorted({course.currency for course in courses if course.price})
    if len(found) > 1:
        raise InputError("plan_currencies", currencies=", ".join(found))


def _within(node: Node, reach: int) -> Node:
    """Return the tree without what no course gives; false where it cannot hold any more."""
    if isinstance(node, bool):
        return node
    if isinstance(node, int):
        return node if reach >> node & 1 else False
    return gate(node.minimum, [(_within(part, reach), at) for part, at in zip(node.parts, node.amounts, strict=True)])


def _plan(tables: PlanTables, root: Gate, ordered: Sequence[Course], aim: Aim, start: date | None) -> Plan:
    """Give the courses their dates one after the other, and say which closes which want: of the need, or of theirs."""
    asked = {tables.want(want) for course in ordered for want in course.prerequisites}
    asked.update(_wants(tables, root))
    wanted = [want for want in tables.numbers if want in asked]
    closes: dict[Want, str] = {}
    steps: list[Step] = []
    moment = BEGINNING if start is None else at_day(start)
    for course in ordered:
        mine = tuple(want for want in wanted if want not in closes and tables.gives(course, want))
        closes.update(dict.fromkeys(mine, course.id))
        step, moment = _dated(Step(course, mine), moment, anywhen=start is None)
        steps.append(step)
    return Plan(
        courses=tuple(ordered),
        cost=sum((course.price for course in ordered), Decimal(0)),
        days=sum(course.days for course in ordered),
        starts=start,
        ends=None if start is None else max((step.ends for step in steps if step.ends is not None), default=start),
        closes=closes,
        aim=aim,
        currency=ordered[0].currency if ordered else "CAD",
        steps=tuple(steps),
    )


def _ordered(
    tables: PlanTables, taken: Sequence[Course], later: Sequence[tuple[frozenset[str], frozenset[str]]]
) -> list[Course]:
    """Return courses so that each stands after what it asks for; where several could come, the least id does.

    ``later``: ids of courses, and of those that count only after them; kept to as well, but for circles, which no order
    can keep to.
    """
    left = {course.id: course for course in taken}
    given: set[Want] = set()
    ordered: list[Course] = []
    while left:
        ready = [
            course
            for course in left.values()
            if all(
                tables.has(want) or want in given or tables.gives(course, want)
                for want in map(tables.want, course.prerequisites)
            )
        ]
        if not ready:  # pragma: no cover - a plan's courses can be taken in some order
            raise InputError("plan_too_hard", limit=0)
        waits = [(first & left.keys(), then) for first, then in later]
        free = [one for one in ready if not any(one.id in then and first - {one.id} for first, then in waits)]
        course = min(free or ready, key=lambda one: one.id)
        ordered.append(left.pop(course.id))
        given.update(want for want in tables.numbers if tables.gives(course, want))
    return ordered


def _givers(tables: PlanTables, taken: Sequence[Course], wants: Iterable[Want]) -> frozenset[str]:
    """Return the ids of the courses that give something of ``wants``."""
    known = list(wants)
    return frozenset(course.id for course in taken if tables.gives_any(course, known))


def _dated(step: Step, moment: int, *, anywhen: bool) -> tuple[Step, int]:
    """Give a step its session and its dates, and return when it is over.

    ``anywhen``: nobody said when one begins, so a course that can be taken on any day has no dates.
    """
    course = step.course
    session = session_for(course, moment) if course.sessions else None
    if session is None:
        begin = date.fromordinal((moment + 1) // 2)
        ends = _later(begin, course.days)
        return (step if anywhen else replace(step, starts=begin, ends=ends)), at_day(ends)
    ends = session.ends or _later(session.starts, course.days)
    over = at_day(ends) + (session.ends is not None)
    return replace(step, starts=session.starts, ends=ends, session=session), over


def _later(day: date, days: int) -> date:
    """Return a day so many days later; the last one that a calendar has where that is beyond it."""
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max
