"""Who gets which place, and who is offered which courses: what changed is compared, the rest stands as it was."""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from fractions import Fraction
from functools import partial
from hashlib import sha256
from typing import Final

from sqlalchemy.engine import Connection

from mexbadge.errors import MexBadgeError
from mexbadge.match.api import plan_for
from mexbadge.match.exchange.book import text_of
from mexbadge.match.exchange.clearing import Possible, chosen
from mexbadge.match.exchange.comparing import Comparing, is_plain
from mexbadge.match.exchange.config import PlaceRule
from mexbadge.match.exchange.matches import LIVE, make_match
from mexbadge.match.exchange.night import Decision, Night, bad_record
from mexbadge.match.exchange.reading import Someone
from mexbadge.match.exchange.seats import all_seats, offer_plan, open_courses
from mexbadge.match.exchange.states import ApplicantState, MatchState, VacancyState
from mexbadge.match.exchange.within import Within
from mexbadge.match.matching import Match
from mexbadge.match.opening import closed
from mexbadge.match.policy import MatchPolicy
from mexbadge.match.scale_tables import Skills
from mexbadge.match.scoring import Weights
from mexbadge.match.settings import MatchSettings
from mexbadge.match.vacancy import Vacancy
from mexbadge.plan import Course, Plan

__all__ = ["Placing"]

_NOT_AGAIN: Final = frozenset({MatchState.DECLINED, MatchState.LAPSED})
"""A match that ended so is not offered once more to the same two."""
_NEAREST: Final = 3
"""For how many of the nearest vacancies a way is looked for."""
_WANTED: Final = frozenset({VacancyState.OPEN, VacancyState.DECLINED, VacancyState.MATCHED})


class Placing(Night):
    """The part of a run that gives places and offers courses."""

    # who gets which place

    def _placed(self, at: datetime) -> Iterator[Decision]:
        live = [one for one in self.matches.values() if one.state in LIVE]
        busy, taken = {one.applicant for one in live}, Counter(one.vacancy for one in live)
        seats = {
            name: post.vacancy.seats - taken[name]
            for name, post in self.posts.items()
            if post.state is VacancyState.OPEN and closed(post.vacancy, at) is None and post.employer not in self.silent
        }
        seats = {name: left for name, left in seats.items() if left > 0}
        opened = [self.posts[name].vacancy for name in seats]
        self.settings = self.settings.with_policy(self.settings.policy or _policy(opened, self.settings))
        wanting = {ApplicantState.SEEKING, ApplicantState.TRAINING}
        free = [one for one in self.people.values() if one.state in wanting and one.id not in busy]
        found: dict[tuple[str, str], Possible] = {}
        bad: set[str] = set()
        yield from self._found(free, opened, found, bad, at)
        while (some := self._possible(found, busy | bad, seats)) and (
            yield from self._chosen(some, busy, bad, seats, at)
        ):
            pass
        over = bad | {one.applicant for one in self._possible(found, busy | bad, seats)}
        self.settled = {one.id: one.mark for one in free if one.id not in busy and one.id not in over}
        self.settled_posts = {name: self.posts[name].mark for name, left in seats.items() if left > 0}
        self.left = [name for name in self.people if name not in busy and name not in bad]

    def _possible(
        self, found: Mapping[tuple[str, str], Possible], without: AbstractSet[str], seats: Mapping[str, int]
    ) -> list[Possible]:
        return [one for one in found.values() if one.applicant not in without and seats[one.vacancy] > 0]

    def _found(
        self,
        free: Sequence[Someone],
        opened: Sequence[Vacancy],
        found: dict[tuple[str, str], Possible],
        bad: set[str],
        at: datetime,
    ) -> Iterator[Decision]:
        """Find every pair that fits and may be made, of which one side changed since the last complete run."""
        desk = self._desk(opened)
        never = {(one.applicant, one.vacancy) for one in self.matches.values() if one.state in _NOT_AGAIN}
        new = [one for one in free if one.seen != one.mark or self.afresh]
        pairs = list(desk.may_fit(lights := self.profiles.skills(new), opened))
        if posts := [one for one in opened if self.posts[one.id].seen is None]:
            known = {one.id for one in new}
            old = self.profiles.skills(one for one in free if one.id not in known)
            pairs += desk.may_fit(old, posts)
            lights |= old
        self.compared = len(pairs)
        for name, vacancy in sorted(set(pairs) - never):
            if name in bad:
                continue
            someone = self.people[name]
            try:
                score = self._score(desk, someone, lights[name], self.posts[vacancy].vacancy, at)
            except (MexBadgeError, ValueError) as error:
                bad.add(name)
                yield bad_record(name, error)
                continue
            if score is not None:
                found[name, vacancy] = Possible(name, vacancy, score, someone.since)

    def _score(
        self, desk: Comparing, someone: Someone, skills: Skills, vacancy: Vacancy, at: datetime
    ) -> Fraction | None:
        if is_plain(vacancy):
            return desk.score(skills, vacancy.id) if self._may(someone, vacancy) else None
        applicant, profile = self.profiles.whole(someone)
        match = self.settings.match(profile, vacancy, applicant, at=at)
        return match.score if match.eligible else None

    def _chosen(
        self, possible: list[Possible], busy: set[str], bad: set[str], seats: dict[str, int], at: datetime
    ) -> Generator[Decision, None, bool]:
        """Give places; return whether somebody could not be read, so that others may have theirs."""
        rule, again = PlaceRule(self.config.places), False
        rivals, choices = Counter(one.vacancy for one in possible), Counter(one.applicant for one in possible)
        for one in chosen(possible, seats, rule):
            try:
                applicant, profile = self.profiles.whole(self.people[one.applicant])
                match = self.settings.match(profile, self.posts[one.vacancy].vacancy, applicant, at=at)
            except (MexBadgeError, ValueError) as error:
                bad.add(one.applicant)
                again = True
                yield bad_record(one.applicant, error)
                continue
            decided = {
                "run": self.number,
                "rule": rule.value,
                "score": str(one.score),
                "since": one.since,
                "applicants": rivals[one.vacancy],
                "vacancies": choices[one.applicant],
                "policy": match.policy,
                "version": match.version,
            }
            if self._written(partial(self._make, match, decided, at)):
                busy.add(one.applicant)
                seats[one.vacancy] -= 1
                yield Decision("decided", f"{one.vacancy} {one.applicant}", decided)
        return again

    def _make(self, match: Match, decided: Mapping[str, object], at: datetime, connection: Connection) -> bool:
        return make_match(Within(self.book, connection, self.config, at), match, decided) is not None

    # the way to what is missing

    def _planned(self, at: datetime) -> Iterator[Decision]:
        """Offer those who were not placed the courses for exactly what the nearest vacancy still asks.

        Whoever had no way by the same vacancies, courses and seats has none now.
        """
        with self.book.read() as connection:
            courses = open_courses(self.book, connection, at)
            seats = all_seats(connection)
        if not courses:
            return
        wanted = {name: post for name, post in self.posts.items() if post.state in _WANTED}
        wanted = {name: post for name, post in wanted.items() if closed(post.vacancy, at) is None}
        opened = [post.vacancy for post in wanted.values()]
        dated = str(at.date()) if any(one.sessions for one in courses) else ""
        ground = (dated, self.settings.policy and self.settings.policy.digest, [post.mark for post in wanted.values()])
        ways = text_of({"of": [*ground, [repr(one) for one in courses]]})
        some = [self.people[name] for name in self.left]
        lights = self.profiles.skills(one for one in some if one.state is ApplicantState.SEEKING)
        for someone in some:
            refused, busy = seats.get(someone.id, (frozenset[str](), False))
            if busy or not lights.get(someone.id):
                continue
            way = sha256("\n".join((ways, someone.mark, *sorted(refused))).encode()).hexdigest()
            if way == someone.way and not self.afresh:
                self.no_way[someone.id] = way
                continue
            try:
                if not (yield from self._plan_of(someone, opened, courses, refused, at)):
                    self.no_way[someone.id] = way
            except (MexBadgeError, ValueError) as error:
                yield bad_record(someone.id, error)

    def _plan_of(
        self,
        someone: Someone,
        opened: list[Vacancy],
        courses: tuple[Course, ...],
        refused: frozenset[str],
        at: datetime,
    ) -> Generator[Decision, None, bool]:
        """Offer somebody the way that there is; return whether there is one."""
        applicant, profile = self.profiles.whole(someone)
        ranked = self.settings.vacancies(profile, opened, applicant, at=at, top=_NEAREST)
        for match in ranked:
            if not match.missing or "does_not" in set(match.constraints.values()):
                continue
            plan = plan_for(match, courses, start=at.date() + timedelta(days=1))
            if plan.feasible and plan.steps and plan.steps[0].course.id not in refused:
                if self._written(partial(self._offer, match, plan, at)):
                    facts = {"vacancy": match.vacancy.id, "courses": [step.course.id for step in plan.steps]}
                    yield Decision("planned", someone.id, {**facts, "price": str(plan.cost)})
                return True
        return False

    def _offer(self, match: Match, plan: Plan, at: datetime, connection: Connection) -> bool:
        return offer_plan(Within(self.book, connection, self.config, at), match, plan)


def _policy(opened: list[Vacancy], settings: MatchSettings) -> MatchPolicy:
    return MatchPolicy(weights=Weights.of(opened, settings.taxonomy))
