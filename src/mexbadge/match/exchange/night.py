"""What a run knows and does at every step: whom and what it read, and how it writes a decision."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.engine import Connection

from mexbadge.errors import InputError, MexBadgeError
from mexbadge.fetch import HttpFetcher, Memo
from mexbadge.match.constraining import Comparison, constrained
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.comparing import Comparing
from mexbadge.match.exchange.config import ExchangeConfig
from mexbadge.match.exchange.matches import MatchKept, end_match, match_named
from mexbadge.match.exchange.reading import Profiles, Someone
from mexbadge.match.exchange.states import ApplicantState, MatchState, VacancyState
from mexbadge.match.exchange.within import Within
from mexbadge.match.matching import Match
from mexbadge.match.policy import MatchPolicy
from mexbadge.match.scale_tables import Job
from mexbadge.match.settings import MatchSettings
from mexbadge.match.vacancy import Constraints, Vacancy
from mexbadge.skills import SkillProfile

__all__ = ["Decision", "Night", "Post", "bad_record"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a run decided: ``kind`` and ``subject`` as in the log, ``facts`` why."""

    kind: str
    subject: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Post:
    """A vacancy in a run."""

    vacancy: Vacancy
    state: VacancyState
    employer: str
    mark: str
    seen: str | None


class Night:
    """One run over an exchange, as far as every part of it needs it."""

    profiles: Profiles
    ground: str

    def __init__(
        self,
        book: ExchangeBook,
        config: ExchangeConfig,
        settings: MatchSettings,
        *,
        clock: Callable[[], datetime],
        dry: bool = False,
        afresh: bool = False,
    ) -> None:
        self.book, self.config, self.now, self.dry, self.afresh = book, config, clock, dry, afresh
        self.network = Memo(settings.fetch or HttpFetcher())
        self.settings = replace(settings, fetch=self.network)
        self.posts: dict[str, Post] = {}
        self.people: dict[str, Someone] = {}
        self.matches: dict[str, MatchKept] = {}
        self.number = 0
        self.left: list[str] = []
        self.settled: dict[str, str] = {}
        """Whom, and below what, this run compared and left free and open: by id, the digest of what it compared."""
        self.settled_posts: dict[str, str] = {}
        self.no_way: dict[str, str] = {}
        self.compared = 0
        self.once: frozenset[str] = frozenset()
        self.silent: frozenset[str] = frozenset()
        """Employers who want no more messages: nobody is matched with them, since they could not be asked."""

    def _moved(self, name: str, to: VacancyState, at: datetime) -> Iterator[Decision]:
        def write(connection: Connection) -> None:
            self.book.move_vacancy(connection, name, to, at=at)

        if self._written(write):
            yield Decision(f"vacancies-{to.value}", name)
            self.posts[name].state = to

    def _ended(self, match: MatchKept, to: MatchState, why: str, at: datetime) -> Iterator[Decision]:
        def write(connection: Connection) -> bool:
            if match_named(connection, match.id).state is not match.state:
                return False
            end_match(Within(self.book, connection, self.config, at), match, to, why)
            return True

        if not self._written(write):
            return
        yield Decision(f"match-{to.value}", match.id, {"why": why})
        self.matches[match.id] = replace(match, state=to)
        post, someone = self.posts.get(match.vacancy), self.people.get(match.applicant)
        if post is not None and post.state in {VacancyState.MATCHED, VacancyState.ACCEPTED, VacancyState.FILLED}:
            post.state = VacancyState.OPEN
        if someone is not None:
            someone.state = ApplicantState.SEEKING

    def _written(self, write: Callable[[Connection], object]) -> bool:
        """Write one decision whole; ``False`` where it is no longer so."""
        if self.dry:
            return True
        try:
            with self.book.transaction() as connection:
                return write(connection) is not False
        except InputError:
            return False

    def _desk(self, vacancies: Sequence[Vacancy]) -> Comparing:
        return Comparing(vacancies, Job(self.settings.taxonomy, self.settings.policy or MatchPolicy(), 0))

    def _may(self, someone: Someone, vacancy: Vacancy) -> bool:
        """Return whether nothing that somebody declared speaks against a vacancy."""
        if vacancy.constraints == Constraints():
            return True
        declared = self.profiles.applicant(someone).constraints
        return Comparison.DOES_NOT not in constrained(vacancy.constraints, declared).values()

    def _compared(self, someone: Someone, vacancy: Vacancy, at: datetime, assumed: SkillProfile | None = None) -> Match:
        """Compare as if the vacancy were open: whether it is decides about new matches alone."""
        opened = replace(vacancy, status="open", open_from=None, open_until=None, seats=max(1, vacancy.seats))
        applicant, profile = self.profiles.whole(someone)
        return self.settings.match(assumed or profile, opened, applicant, at=at)


def bad_record(name: str, error: Exception) -> Decision:
    """Return that a record could not be read, and why."""
    code = error.code if isinstance(error, MexBadgeError) else "exchange_record"
    return Decision("failed", name, {"code": code})
