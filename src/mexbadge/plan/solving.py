"""From needs and courses to the best plan: the least cost (or days), then the fewest courses, then the least ids."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from mexbadge.errors import InputError
from mexbadge.plan.course import Course, Session
from mexbadge.plan.needs import Need, Owned, Some, Want
from mexbadge.plan.numbers import scaled
from mexbadge.plan.problem import Gate, Node, Offer, Problem, bits_of, gate, reachable, reduced
from mexbadge.plan.result import Aim, Plan, Step
from mexbadge.skills.levels import Level, reaches
from mexbadge.skills.taxonomy import Taxonomy

__all__ = ["COURSES", "Method", "Order", "giver", "solve", "usable"]

Method = Literal["auto", "exact", "milp"]
Order: TypeAlias = tuple[Collection[Want], Collection[Want]]
"""What must come first, and what only counts afterwards."""
COURSES: Final = 20_000
"""How many courses may be chosen from."""
_SMALL: Final = 60
"""Up to how many atoms ``auto`` tries the search in Python first."""
_TRY: Final = 30_000


def solve(  # noqa: PLR0913 - what is asked, and how
    need: Need,
    courses: Iterable[Course],
    *,
    owned: Owned | None = None,
    aim: Aim = Aim.COST,
    start: date | None = None,
    accept: Callable[[Course], bool] | None = None,
    taxonomy: Taxonomy | None = None,
    order: Iterable[Order] = (),
    method: Method = "auto",
) -> Plan:
    """Return the best set of courses with which ``need`` is met.

    Best is the least to pay after funding (or the fewest days, one course after the other), then the fewest courses,
    then those whose ids come first. A course can be taken once all that it asks for is owned or given by a course
    before it. Skills are the same if their URIs are; with a ``taxonomy``, equivalent ones are the same too, and a
    narrower one stands for what is wanted. A course teaches a wanted level only if its own level is known to reach it.

    ``order``: pairs of wants of which the second ones are worth nothing before the first ones; the courses for them are
    put in that order.

    ``accept`` says which courses may be taken; without it, those of approved colleges. Full courses (capacity or seats
    0) never are. ``start`` is the first day: courses whose sessions all begin earlier are left out, and the steps get
    dates. ``method``: ``exact`` in pure Python, ``milp`` by HiGHS (extra ``match``), ``auto`` by size; they agree.

    The plan is infeasible where the need cannot be met: then it names what no course teaches, and what no course that
    can be taken teaches. Raises :class:`InputError`: ``plan_too_hard``, ``plan_too_many``, ``plan_currencies``,
    ``plan_course_twice``, ``plan_self`` for a course that asks for itself, ``plan_extra`` without scipy.
    """
    able = usable(courses, accept, start)
    if aim is Aim.COST:
        _one_currency(able)
    tables = _Tables.of(owned or Owned(), taxonomy or Taxonomy.of(()))
    root = tables.node(need)
    offers = tables.offers(able, aim)
    currency = able[0].currency if able else "CAD"
    if root is True:
        return Plan(aim=aim, currency=currency, starts=start, ends=start)
    reach = reachable(offers)
    within = _within(root, reach)
    if within is False:
        return _infeasible(tables, root, offers, reach, aim)
    whole = within if isinstance(within, Gate) else Gate(1, (1,), (within,))
    problem = reduced(whole, offers)
    chosen = _chosen(problem, method)
    by_id = {course.id: course for course in able}
    taken = [by_id[problem.offers[number].id] for number in bits_of(chosen)]
    later = [(_givers(tables, taken, first), _givers(tables, taken, then)) for first, then in order]
    return _plan(tables, _ordered(tables, taken, later), aim, start)


def giver(taxonomy: Taxonomy | None = None) -> Callable[[Course, Want], bool]:
    """Return what says whether a course gives what is wanted, as :func:`solve` sees it."""
    tables = _Tables.of(Owned(), taxonomy or Taxonomy.of(()))
    return lambda course, want: tables.gives(course, tables.want(want))


def _chosen(problem: Problem, method: Method) -> int:
    from mexbadge.plan import exact  # noqa: PLC0415 - beside its only use

    small = problem.atoms <= _SMALL
    if method == "exact":
        found = exact.lightest(problem)
    elif method == "milp":
        found = _by_milp(problem)
    else:
        try:
            found = exact.lightest(problem, states=_TRY if small else 1)
        except InputError:
            try:
                found = _by_milp(problem)
            except InputError:
                found = exact.lightest(problem)
    if found is None:  # pragma: no cover - every atom of the tree can be reached
        raise InputError("plan_too_hard", limit=exact.STATES)
    return found


def _by_milp(problem: Problem) -> int | None:
    from mexbadge.plan import exact, milp  # noqa: PLC0415 - beside its only use

    try:
        return milp.lightest(problem)
    except ImportError:
        raise InputError("plan_extra") from None
    except ArithmeticError:
        return exact.lightest(problem)


def usable(courses: Iterable[Course], accept: Callable[[Course], bool] | None, start: date | None) -> list[Course]:
    """Return the courses that may be taken; raise :class:`InputError` as :func:`solve` for those that cannot be."""
    found: dict[str, Course] = {}
    for course in courses:
        if len(found) >= COURSES:
            raise InputError("plan_too_many", limit=COURSES)
        if course.id in found:
            raise InputError("plan_course_twice", id=course.id)
        if any(want.course == course.id for want in course.prerequisites):
            raise InputError("plan_self", id=course.id)
        found[course.id] = course
    return [
        course
        for course in found.values()
        if (accept(course) if accept is not None else course.college.approved)
        and course.capacity != 0
        and (not course.sessions or any(_open(session, start) for session in course.sessions))
    ]


def _open(session: Session, start: date | None) -> bool:
    return session.seats != 0 and (start is None or session.starts >= start)


def _one_currency(courses: Sequence[Course]) -> None:
    found = sorted({course.currency for course in courses if course.price})
    if len(found) > 1:
        raise InputError("plan_currencies", currencies=", ".join(found))


@dataclass(slots=True)
class _Tables:
    """The wants that are not owned, each with its number; what is owned, and which skills stand for which."""

    owned: Owned
    taxonomy: Taxonomy
    skills: "Sequence[tuple[str, Level | None]]"
    numbers: dict[Want, int] = field(default_factory=dict)
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, owned: Owned, taxonomy: Taxonomy) -> "_Tables":
        """Begin with what is owned."""
        skills = [
            (taxonomy.canonical(skill), level)
            for skill, levels in owned.skills.items()
            for level in (levels if isinstance(levels, tuple) else (levels,))
        ]
        return cls(owned, taxonomy, skills)

    def want(self, want: Want) -> Want:
        """Return a want with the one URI that stands for its skill."""
        return want if want.skill is None else replace(want, skill=self.taxonomy.canonical(want.skill))

    def standing_for(self, skill: str) -> frozenset[str]:
        """Return the canonical URIs of what counts as a skill: itself, and what is narrower."""
        if skill not in self.known:
            self.known[skill] = frozenset([skill, *self.taxonomy.below(skill)])
        return self.known[skill]

    def node(self, need: Need) -> Node:
        """Return a need as numbers."""
        if isinstance(need, Want):
            want = self.want(need)
            return True if self.has(want) else self.numbers.setdefault(want, len(self.numbers))
        if isinstance(need, Some):
            return gate(need.k, ((self.node(part), 1) for part in need.of))
        return gate(scaled(need.minimum), [(self.node(part), scaled(amount)) for part, amount in need.of])

    def has(self, want: Want) -> bool:
        """Return whether a want is owned."""
        if want.skill is not None:
            these = self.standing_for(want.skill)
            return any(skill in these and reaches(level, want.level) is True for skill, level in self.skills)
        return want.achievement in self.owned.achievements or want.course in self.owned.courses

    def asked(self, course: Course) -> int:
        """Return what a course asks for and is not owned, as bits."""
        needs = 0
        for want in map(self.want, course.prerequisites):
            if not self.has(want):
                needs |= 1 << self.numbers.setdefault(want, len(self.numbers))
        return needs

    def offers(self, courses: Sequence[Course], aim: Aim) -> list[Offer]:
        """Return courses as numbers; first everything that they ask for gets its number."""
        needs = [self.asked(course) for course in courses]
        skills: dict[str, list[Want]] = {}
        others: dict[str, list[Want]] = {}
        for want in self.numbers:
            if want.skill is None:
                others.setdefault(want.name, []).append(want)
                continue
            for name in self.standing_for(want.skill):
                skills.setdefault(name, []).append(want)
        found: list[Offer] = []
        for course, asks in zip(courses, needs, strict=True):
            wants = [want for one in course.teaches for want in skills.get(self.taxonomy.canonical(one.skill), ())]
            wants += [want for name in (course.id, *course.awards) for want in others.get(name, ())]
            gives = sum({1 << self.numbers[want] for want in wants if self.gives(course, want)})
            cost = scaled(course.price) if aim is Aim.COST else course.days
            found.append(Offer(course.id, gives, asks, cost))
        return found

    def gives(self, course: Course, want: Want) -> bool:
        """Return whether a course gives what is wanted (as :meth:`want` returns it)."""
        if want.skill is not None:
            these, same = self.standing_for(want.skill), self.taxonomy.canonical
            return any(same(one.skill) in these and reaches(one.level, want.level) is True for one in course.teaches)
        return want.course == course.id if want.course is not None else want.achievement in course.awards


def _within(node: Node, reach: int) -> Node:
    """Return the tree without what no course gives; false where it cannot hold any more."""
    if isinstance(node, bool):
        return node
    if isinstance(node, int):
        return node if reach >> node & 1 else False
    return gate(node.minimum, [(_within(part, reach), at) for part, at in zip(node.parts, node.amounts, strict=True)])


def _infeasible(tables: _Tables, root: Node, offers: Sequence[Offer], reach: int, aim: Aim) -> Plan:
    """Say what nobody teaches, and what is only taught by courses that cannot be taken."""
    taught = 0
    for offer in offers:
        taught |= offer.gives
    wants = {number: want for want, number in tables.numbers.items()}
    lacking = [number for number in sorted(_leaves(root)) if not reach >> number & 1]
    blocked = tuple(wants[number] for number in lacking if taught >> number & 1)
    missing = {number for number in lacking if not taught >> number & 1}
    for offer in offers:
        if any(offer.gives >> number & 1 for number in lacking):
            missing.update(number for number in bits_of(offer.needs) if not taught >> number & 1)
    nobody = tuple(wants[number] for number in sorted(missing))
    return Plan(feasible=False, nobody_teaches=nobody, blocked_by=blocked, aim=aim)


def _leaves(node: Node) -> frozenset[int]:
    if isinstance(node, bool):
        return frozenset()
    if isinstance(node, int):
        return frozenset([node])
    return frozenset(leaf for part in node.parts for leaf in _leaves(part))


def _plan(tables: _Tables, ordered: Sequence[Course], aim: Aim, start: date | None) -> Plan:
    """Give the courses their dates one after the other, and say which closes which want."""
    closes: dict[Want, str] = {}
    steps: list[Step] = []
    ends, fits = start, True
    for course in ordered:
        mine = tuple(want for want in tables.numbers if want not in closes and tables.gives(course, want))
        closes.update(dict.fromkeys(mine, course.id))
        step = _dated(Step(course, mine), ends)
        fits = fits and (start is None or step.ends is not None)
        ends = step.ends if fits else None
        steps.append(step)
    return Plan(
        courses=tuple(ordered),
        cost=sum((course.price for course in ordered), Decimal(0)),
        days=sum(course.days for course in ordered),
        starts=start,
        ends=ends,
        closes=closes,
        aim=aim,
        currency=ordered[0].currency if ordered else "CAD",
        steps=tuple(steps),
    )


def _ordered(
    tables: _Tables, taken: Sequence[Course], later: Sequence[tuple[frozenset[str], frozenset[str]]]
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


def _givers(tables: _Tables, taken: Sequence[Course], wants: Iterable[Want]) -> frozenset[str]:
    """Return the ids of the courses that give something of ``wants``."""
    known = [tables.want(want) for want in wants]
    return frozenset(course.id for course in taken if any(tables.gives(course, want) for want in known))


def _dated(step: Step, begin: date | None) -> Step:
    """Give a step its dates: of the first session that begins in time, or at once where there are none.

    Where no session is late enough, the step has no dates: it cannot be taken in this order any more.
    """
    if begin is None:
        return step
    course = step.course
    if not course.sessions:
        return replace(step, starts=begin, ends=_later(begin, course.days))
    session = min((one for one in course.sessions if _open(one, begin)), key=lambda one: one.starts, default=None)
    if session is None:
        return step
    ends = session.ends or _later(session.starts, course.days)
    return replace(step, starts=session.starts, ends=ends, session=session)


def _later(day: date, days: int) -> date:
    """Return a day so many days later; the last one that a calendar has where that is beyond it."""
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max
