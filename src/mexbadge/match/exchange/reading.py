"""What everybody's badges show, read out of what is kept for as long as nothing on which it rests has changed.

Of each applicant a profile stands in the register, with what it was made of: the badges and their verdicts, the
person, the colleges that count, the list of skills, the rules, the program's version; with the documents that were
asked for (status lists, keys), each by its digest; and with the next moment at which anything may change by itself. A
run asks for each document once. Where all is as it was, nothing is verified and nothing parsed; else the badges are
judged anew. What could not be decided is never kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection, Row

import mexbadge
from mexbadge import _json, _moments
from mexbadge.badge import Person
from mexbadge.errors import FetchError, MexBadgeError
from mexbadge.fetch import Fetch, Request, ResourceKind, Response, fresh
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook, address_key
from mexbadge.match.exchange.forms import AppliesAs
from mexbadge.match.exchange.lasting import next_moment
from mexbadge.match.exchange.lights import light_of, read_light
from mexbadge.match.exchange.states import ApplicantState
from mexbadge.match.scale_tables import Skills
from mexbadge.match.settings import MatchSettings
from mexbadge.match.vacancy import Applicant
from mexbadge.models.dates import instant
from mexbadge.models.forms import form_of
from mexbadge.models.identity import Identity
from mexbadge.plan import Catalogue, Course
from mexbadge.skills import SkillProfile, Tables
from mexbadge.verify import Policy, Report, Verdict
from mexbadge.verify.keeping import ISSUER_AGE, KeptReport

__all__ = ["Grounds", "Profiles", "Someone", "Watch", "badges_of", "ground_of", "with_tables"]

_AT_ONCE: Final = 500
"""How many profiles are written in one transaction, and how many are read at once."""


@dataclass(slots=True)
class Someone:
    """An applicant in a run. ``mark`` is the digest of all that comparing reads of them, ``seen`` that of the last
    complete run, after which they were free and fitted nothing that was open; ``way`` by what no courses were found.
    """  # noqa: D205 - one sentence

    id: str
    state: ApplicantState
    since: str
    document: str
    identities: tuple[Identity, ...]
    seen: str | None
    mark: str = ""
    way: str | None = None


@dataclass(slots=True)
class _Read:
    """Somebody as a whole: who they are, what badges show now, and what they show if those that could not be decided
    are as they were. New matches rest on the one, and those that there are on the other.
    """  # noqa: D205 - one sentence

    applicant: Applicant
    now: tuple[Report, ...]
    before: tuple[Report, ...]


class Watch:
    """Ask ``inner``, and note what was asked and what came: callable as :data:`~mexbadge.fetch.Fetch`."""

    def __init__(self, inner: Fetch) -> None:
        self._inner = inner
        self.asked: dict[tuple[str, str, str], str | None] = {}
        self.responses: list[Response] = []

    def __call__(self, request: Request) -> Response:
        """Return the answer; raise :class:`FetchError` as ``inner`` does."""
        key = (request.url, request.accept, request.kind.value)
        try:
            response = self._inner(request)
        except FetchError:
            self.asked[key] = None
            raise
        self.asked[key] = _print_of(response)
        self.responses.append(response)
        return response


@dataclass(slots=True)
class Profiles:
    """The profiles of one run. ``settings`` are those by which badges count now; ``once``: issuers that ever did.

    ``dry`` writes nothing; ``afresh`` believes nothing that is kept. ``judged`` counts the people whose badges were
    judged again.
    """

    book: ExchangeBook
    settings: MatchSettings
    network: Fetch
    once: frozenset[str]
    at: datetime
    dry: bool = False
    afresh: bool = False
    judged: int = 0
    absent: list[str] = field(default_factory=list)
    """Who has a profile that may not be kept any longer."""
    _prints: dict[tuple[str, str, str], str | None] = field(default_factory=dict)
    _watched: dict[str, bool] = field(default_factory=dict)
    _held: dict[str, _Read] = field(default_factory=dict)
    _lights: dict[str, str] = field(default_factory=dict)
    _skills: dict[str, Skills] = field(default_factory=dict)
    _last: tuple[str, _Read] | None = None
    _new: list[dict[str, Any]] = field(default_factory=list)

    def people(self, only: str | None = None) -> Iterator[Someone | tuple[str, Exception]]:
        """Yield everybody who agreed and whose address is confirmed, or the error by which somebody cannot be read."""
        with self.book.read() as connection:
            wanted = self.wanted(connection, only)
            badges = badges_of(connection, only)
            kept = {} if self.afresh else _kept(connection, only)
            if only is None:
                asked = select(tables.PROFILES.c.applicant)
                here = {one.id for one, _ in wanted}
                self.absent = sorted(set(connection.execute(asked).scalars()) - here)
        grounds = Grounds.of(self.settings)
        for one, row in wanted:
            try:
                known = kept.get(one.id)
                self._read(one, badges.get(one.id, []), grounds, known)
            except (MexBadgeError, ValueError) as error:
                yield row, error
                continue
            yield one
        self._flush()

    def wanted(self, connection: Connection, only: str | None) -> list[tuple[Someone, str]]:
        """Return who agreed, has a confirmed address and wants letters."""
        asked = select(tables.APPLICANTS).order_by(tables.APPLICANTS.c.id)
        if only is not None:
            asked = asked.where(tables.APPLICANTS.c.id == only)
        confirmed = self.book.confirmed(connection)
        agreed = self.book.agreed(connection, self.at, only)
        stops = frozenset(connection.execute(select(tables.STOPS.c.address)).scalars())
        found = []
        for row in connection.execute(asked):
            identities = confirmed.get(row.id, ())
            if row.id not in agreed or not identities:
                continue
            if stops and all(self.book.keyed("stop", address_key(one.value)) in stops for one in identities):
                continue
            state = ApplicantState(row.state)
            found.append((Someone(row.id, state, row.added, row.document, identities, row.seen), row.id))
        return found

    # what is kept, or judged again

    def _read(
        self, one: Someone, badges: list[tuple[str, str, str]], grounds: "Grounds", known: Row[Any] | None
    ) -> None:
        judged_of = grounds.judged_of(badges)
        made_of = grounds.made_of(judged_of, one)
        stands = known is not None and grounds.lasting and known.judged == judged_of and self._still(known)
        if stands and known is not None and known.made == made_of:
            one.mark, one.way = known.mark, known.way
            return
        if stands and known is not None:
            read, until, watched, lasts = self._of_kept(one), known.until, known.watched, True
        else:
            read, until, watched, lasts = self._judged(one)
            judged_of = grounds.judged_of(self._badges_now(one, badges))
            made_of = grounds.made_of(judged_of, one)
        profile = self.settings.profile(read.now, read.applicant, at=self.at)
        light = light_of(profile)
        held = [[each.digest, each.standing.value] for each in profile.holdings]
        one.mark = _digest(ground_of(self.settings), one.document, light, held)
        self._lights[one.id] = light
        if not self.dry and grounds.lasting and lasts:
            self._keep(one, light, judged_of, made_of, until, watched)

    def _badges_now(self, one: Someone, badges: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        """Return the badges as they stand in the register once they were judged again."""
        if self.dry:
            return badges
        with self.book.read() as connection:
            return badges_of(connection, one.id).get(one.id, [])

    def _still(self, known: Row[Any]) -> bool:
        """Return whether no moment has come, and every document that was asked for is as it was."""
        if known.until and self.at >= instant(known.until):
            return False
        if known.watched not in self._watched:
            asked = _json.loads(known.watched)
            self._watched[known.watched] = all(
                self._print((url, accept, kind)) == was for url, accept, kind, was in asked
            )
        return self._watched[known.watched]

    def _print(self, key: tuple[str, str, str]) -> str | None:
        if key not in self._prints:
            url, accept, kind = key
            try:
                self._prints[key] = _print_of(fresh(self.network)(Request(url, accept, ResourceKind(kind))))
            except FetchError:
                self._prints[key] = None
        return self._prints[key]

    def _applicant(self, one: Someone) -> Applicant:
        who = form_of(AppliesAs, _json.loads_object(one.document.encode()))
        return replace(who.applicant, person=Person(one.identities))

    def _of_kept(self, one: Someone) -> _Read:
        with self.book.read() as connection:
            rows = _reports(connection, one.id)
        reports = tuple(KeptReport.read(bytes(row.report)).report for row in rows)
        return _Read(self._applicant(one), reports, reports)

    def _judged(self, one: Someone) -> tuple[_Read, str | None, str, bool]:
        """Judge somebody's badges again: as they are now, and with what could not be decided as it was before."""
        self.judged += 1
        applicant = self._applicant(one)
        with self.book.read() as connection:
            rows = _reports(connection, one.id)
        found, assumed, documents = list[Report](), list[Report](), list[bytes]()
        asked: dict[tuple[str, str, str], str | None] = {}
        end: datetime | None = None
        changed = False
        for row in rows:
            kept, watch = KeptReport.read(bytes(row.report)), Watch(self.network)
            report = kept.again(replace(self.settings.verifier, fetch=watch), at=self.at)
            found.append(report)
            assumed.append(kept.report if report.verdict is Verdict.UNKNOWN else report)
            asked |= watch.asked
            documents += [*_contents(report), *(each.body for each in (*watch.responses, *kept.documents))]
            age = kept.report.at + ISSUER_AGE
            if kept.documents and age >= self.at:
                end = age if end is None else min(end, age)
            same = _said(report) == _said(kept.report)
            changed = changed or not same
            if not self.dry and (report.verdict.value != row.verdict or not same):
                self._rejudged(one.id, row, report, watch.responses)
        read = _Read(applicant, tuple(found), tuple(assumed))
        if changed:
            self._held[one.id] = read
        lasts = None not in asked.values() and all(each.verdict is not Verdict.UNKNOWN for each in found)
        moment = next_moment(documents, self.at) if lasts else None
        until = min((each for each in (end, moment) if each is not None), default=None)
        watched = _json.dumps([[*key, was] for key, was in sorted(asked.items())])
        return read, None if until is None else _moments.write(until), watched, lasts

    def _rejudged(self, applicant: str, row: Row[Any], report: Report, responses: Iterable[Response]) -> None:
        values: dict[str, object] = {"verdict": report.verdict.value, "judged": _moments.write(self.at)}
        if report.verdict is not Verdict.UNKNOWN:
            values["report"] = _json.dumps(KeptReport.of(report, responses).to_json()).encode()
        elif report.verdict.value == row.verdict:
            return
        with self.book.transaction() as connection:
            connection.execute(update(tables.BADGES).where(tables.BADGES.c.digest == row.digest).values(**values))
            if report.verdict.value != row.verdict:
                facts = {"digest": row.digest, "verdict": report.verdict.value}
                self.book.note(connection, "badge-judged", applicant, facts, at=self.at)

    # what others ask of it

    def skills(self, people: Iterable[Someone]) -> dict[str, Skills]:
        """Return what comparing needs of some people."""
        wanted = [one.id for one in people]
        lacking = [name for name in wanted if name not in self._skills and name not in self._lights]
        table = tables.PROFILES
        with self.book.read() as connection:
            for begin in range(0, len(lacking), _AT_ONCE):
                some = lacking[begin : begin + _AT_ONCE]
                asked = select(table.c.applicant, table.c.skills).where(table.c.applicant.in_(some))
                for row in connection.execute(asked):
                    self._skills[row.applicant] = read_light(row.skills)
        for name in wanted:
            if name in self._lights:
                self._skills[name] = read_light(self._lights.pop(name))
        return {name: self._skills[name] for name in wanted}

    def whole(self, one: Someone) -> tuple[Applicant, SkillProfile]:
        """Return somebody with all badges, as they stand now; raises as what is kept of them is read."""
        read = self._whole(one)
        return read.applicant, self.settings.profile(read.now, read.applicant, at=self.at)

    def assumed(self, one: Someone) -> SkillProfile:
        """Return somebody's profile if what could not be decided is as it was, and whoever counted once still does."""
        read = self._whole(one)
        return replace(self.settings, accepts=self.once).profile(read.before, read.applicant, at=self.at)

    def applicant(self, one: Someone) -> Applicant:
        """Return what somebody declared."""
        return self._held[one.id].applicant if one.id in self._held else self._applicant(one)

    def _whole(self, one: Someone) -> _Read:
        if one.id in self._held:
            return self._held[one.id]
        if self._last is None or self._last[0] != one.id:
            self._last = one.id, self._of_kept(one)
        return self._last[1]

    # how it is kept

    def settle(self, connection: Connection, no_way: Mapping[str, str]) -> None:
        """Write by what no courses were found for whom, and forget the profiles of people who do not agree any more."""
        table = tables.PROFILES
        for begin in range(0, len(self.absent), _AT_ONCE):
            connection.execute(delete(table).where(table.c.applicant.in_(self.absent[begin : begin + _AT_ONCE])))
        rows = [{"who": who, "by": way} for who, way in no_way.items()]
        if rows:
            by: BindParameter[str] = bindparam("by")
            connection.execute(update(table).where(table.c.applicant == bindparam("who")).values(way=by), rows)

    def _keep(self, one: Someone, light: str, judged_of: str, made_of: str, until: str | None, watched: str) -> None:
        row = {"applicant": one.id, "judged": judged_of, "made": made_of, "until": until, "watched": watched}
        self._new.append({**row, "skills": light, "mark": one.mark, "way": None})
        if len(self._new) >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        """Write profiles down, but for people who were forgotten meanwhile."""
        if not self._new:
            return
        names = [row["applicant"] for row in self._new]
        table, people = tables.PROFILES, tables.APPLICANTS
        with self.book.transaction() as connection:
            here = set(connection.execute(select(people.c.id).where(people.c.id.in_(names))).scalars())
            connection.execute(delete(table).where(table.c.applicant.in_(names)))
            if rows := [row for row in self._new if row["applicant"] in here]:
                connection.execute(insert(table), rows)
        self._new = []


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what all profiles rest: how badges are judged, how they are read, and whether that can be told from a digest.

    What comes from outside as a function, or holds a moment of its own (trust lists, an age), cannot: then nothing that
    is kept is believed.
    """

    judging: str
    reading: str
    lasting: bool

    @classmethod
    def of(cls, settings: MatchSettings) -> "Grounds":
        """Return the grounds of these settings."""
        policy = settings.verification or Policy()
        simple = not (policy.trust or policy.logs or policy.contexts or policy.recipients or policy.maximum_age)
        names = ("status", "compat", "strict", "endorsements", "require_listed", "remote_schemas", "require_ledger")
        sets = [None if one is None else sorted(one) for one in (policy.issuers, policy.endorsers, policy.algorithms)]
        hosts = sorted(policy.private_hosts)
        judging = _digest(mexbadge.__version__, [getattr(policy, name) for name in names], sets, hosts)
        accepted = settings.accepts if isinstance(settings.accepts, frozenset) else frozenset[str]()
        known = settings.tables or Tables()
        levels = {name: _level(one) for name, one in known.levels.items()}
        certifies = {name: [[skill, _level(one)] for skill, one in some] for name, some in known.certifies.items()}
        reading = _digest(ground_of(settings), levels, certifies, sorted(accepted))
        return cls(judging, reading, simple and settings.worth is None)

    def judged_of(self, badges: list[tuple[str, str, str]]) -> str:
        """Return the digest of what somebody's badges were judged by."""
        return _digest(self.judging, badges)

    def made_of(self, judged: str, one: Someone) -> str:
        """Return the digest of everything that a profile was made of."""
        return _digest(judged, self.reading, one.document, [[each.type, each.value] for each in one.identities])


def with_tables(settings: MatchSettings, courses: Iterable[Course]) -> MatchSettings:
    """Return settings that know which skills, at which levels, a course's own achievement certifies."""
    if settings.tables is not None:
        return settings
    approved = tuple(one for one in courses if one.college.approved)
    return replace(settings, tables=Tables(certifies=Catalogue(approved).certifies()))


def ground_of(settings: MatchSettings) -> str:
    """Return the digest of by what a profile is compared with a vacancy: program, list of skills, rules."""
    rules = None if settings.policy is None else settings.policy.digest
    return _digest(mexbadge.__version__, settings.taxonomy.digest, rules)


def _level(level: Any) -> list[str] | None:  # noqa: ANN401 - a level, or none
    return None if level is None else [level.scale, level.native]


def _digest(*parts: object) -> str:
    return sha256(_json.dumps(parts).encode()).hexdigest()


def _print_of(response: Response) -> str:
    kind = response.headers.get("content-type", "")
    return _digest(response.url, response.status, kind, response.digest)


def _contents(report: Report) -> Iterator[bytes]:
    """Yield the credential that a report is about; those inside it are parts of it."""
    if report.content is not None:
        yield report.content


def _said(report: Report) -> list[tuple[str, str, str]]:
    """Return what a report says of a badge, but for moments and for where documents came from."""
    found = [(one.check.value, str(one.code), one.outcome.value) for one in report.findings]
    return [*found, *(each for inner in report.nested for each in _said(inner))]


def badges_of(connection: Connection, only: str | None) -> dict[str, list[tuple[str, str, str]]]:
    """Return of each applicant the badges: digest, verdict, when they were judged."""
    table = tables.BADGES
    asked = select(table.c.applicant, table.c.digest, table.c.verdict, table.c.judged)
    asked = asked.where(table.c.applicant.is_not(None) if only is None else table.c.applicant == only)
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in connection.execute(asked.order_by(table.c.applicant, table.c.digest)):
        found.setdefault(row.applicant, []).append((row.digest, row.verdict, row.judged))
    return found


def _reports(connection: Connection, applicant: str) -> list[Any]:
    table = tables.BADGES
    asked = select(table.c.digest, table.c.report, table.c.verdict).where(table.c.applicant == applicant)
    return list(connection.execute(asked.order_by(table.c.digest)).all())


def _kept(connection: Connection, only: str | None) -> dict[str, Row[Any]]:
    table = tables.PROFILES
    asked = select(*(one for one in table.c if one.name != "skills"))
    if only is not None:
        asked = asked.where(table.c.applicant == only)
    return {row.applicant: row for row in connection.execute(asked)}
