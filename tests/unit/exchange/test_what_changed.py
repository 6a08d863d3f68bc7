"""A run that looks at what changed decides what comparing everybody with everything would decide."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from exchange_world import Town, course, listed
from exchanging import Mex, school
from mexbadge._json import loads_object
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import Request, Response
from mexbadge.issuer import Form
from mexbadge.match.exchange import Exchange, tables
from mexbadge.match.exchange.lasting import next_moment
from mexbadge.match.exchange.reading import Watch
from mexbadge.verify import Verifier
from world import College, World

SKILLS = ("care", "lifts", "meals")
PEOPLE = ("aisha", "ben", "cora")
POSTS = ("psw", "aide", "cook")


def state_of(mex: Exchange) -> dict[str, Any]:
    """Return what is so, but for what is only remembered to be quick."""
    found: dict[str, Any] = {}
    with mex.book.read() as connection:
        for table in (tables.VACANCIES, tables.APPLICANTS, tables.MATCHES, tables.SEATS, tables.QUESTIONS):
            rows = connection.execute(select(table).order_by(table.c.id)).mappings()
            found[table.name] = [{name: value for name, value in row.items() if name != "seen"} for row in rows]
        found["badges"] = connection.execute(select(tables.BADGES.c.digest, tables.BADGES.c.verdict)).all()
        found["events"] = [(one.kind, one.subject, one.facts) for one in mex.book.events(connection)]
    found["messages"] = sorted((one.key, one.kind, one.state.value) for one in mex.outbox.each())
    return found


def facts_of(mex: Exchange) -> dict[str, Any]:
    """Return how much the last run had to do."""
    with mex.book.read() as connection:
        row = connection.execute(select(tables.RUNS).order_by(tables.RUNS.c.number.desc())).first()
    assert row is not None
    return loads_object(row.facts)


class Twin:
    """A town, of which a copy runs afresh each night: both must decide the same."""

    def __init__(self, path: Path, given: dict[str, Any]) -> None:
        self.town, self.path, self.away, self.nights = Town(path / "town", given), path, False, 0
        self.issued: list[Any] = []
        self.place = self.town.place
        inner = self.town.world.fetch

        def fetch(request: Request) -> Response:
            if self.away and "status" in request.url:
                raise FetchError("fetch_timeout", url=request.url)
            return inner(request)

        assert self.place.settings is not None
        self.place.settings = type(self.place.settings)(self.place.settings.taxonomy, fetch=fetch)
        self.town.again()

    def night(self) -> None:
        self.nights += 1
        copy = self.path / f"copy-{self.nights}"
        shutil.copytree(self.town.mex.folder, copy)
        other = Mex(copy, clock=self.place.clock, settings=self.place.settings).open()
        whole = other.run(afresh=True)
        rehearsed = self.town.mex.run(dry=True)
        assert [(one.kind, one.subject) for one in rehearsed] == [(one.kind, one.subject) for one in whole]
        assert self.town.mex.run() == whole
        assert state_of(self.town.mex) == state_of(other)
        shutil.rmtree(copy)


def _badge(twin: Twin, chance: Random) -> None:
    twin.away = False
    name, by = chance.choice(PEOPLE), chance.choice([None, twin.town.other])
    twin.town.join(name)
    given = {}
    if chance.random() < 0.4:
        given["until"] = twin.town.now + timedelta(days=chance.randint(2, 12))
    twin.issued.append((by, twin.town.badge(name, chance.choice(SKILLS), by=by, **given)))
    for letters in twin.town.letters().values():
        for letter in letters:
            if "MEX yes" in letter.as_string() and chance.random() < 0.9:
                twin.town.say(letter)


def _post(twin: Twin, chance: Random) -> None:
    more: dict[str, Any] = {"seats": chance.choice([1, 1, 2])}
    if chance.random() < 0.3:
        more["openUntil"] = twin.town.day(chance.randint(1, 9))
    if chance.random() < 0.3:
        more["openFrom"] = twin.town.day(chance.randint(0, 4))
    if chance.random() < 0.2:
        more["status"] = "withdrawn"
    wanted = chance.sample(SKILLS, chance.choice([1, 1, 2]))
    twin.town.post(f"{chance.choice(POSTS)}-{chance.randint(0, 1)}", *wanted, **more)


def _answer(twin: Twin, chance: Random) -> None:
    for letters in twin.town.letters().values():
        for letter in letters:
            word = chance.choice(["yes", "yes", "no", "gone", "stop", ""])
            if word and f"MEX {word} " in letter.as_string():
                twin.town.say(letter, word)


def _revoke(twin: Twin, chance: Random) -> None:
    if twin.issued:
        by, one = twin.issued.pop(chance.randrange(len(twin.issued)))
        (by or twin.town.college).revoke(one)


def _approve(twin: Twin, chance: Random) -> None:
    until = chance.choice([None, twin.town.day(chance.randint(1, 9))])
    twin.town.bring(colleges=[school("grand", issuer=twin.town.other.id, **({"until": until} if until else {}))])


def _courses(twin: Twin, chance: Random) -> None:
    some = [course(f"{skill}-{chance.randint(0, 1)}", skill, chance.randint(1, 9) * 10) for skill in SKILLS[:2]]
    twin.town.mex.bring_in({"courses": [("courses.json", listed(*some))]})


def _away(twin: Twin, chance: Random) -> None:
    twin.away = chance.random() < 0.5


def _pass(twin: Twin, chance: Random) -> None:
    twin.town.pass_days(chance.choice([0.5, 1, 1, 3, 8]))


def _forget(twin: Twin, chance: Random) -> None:
    who = chance.choice(PEOPLE)
    twin.town.join(who)
    twin.town.mex.forget(who)


STEPS: tuple[Callable[[Twin, Random], None], ...] = (
    *(
        _badge,
        _badge,
        _badge,
        _post,
        _post,
        _answer,
        _answer,
        _revoke,
        _approve,
        _courses,
        _away,
        _pass,
        _pass,
        _forget,
    ),
)


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))])
def test_looking_at_what_changed_decides_what_comparing_all_decides(tmp_path: Path, seed: int) -> None:
    """Random histories: badges, postings, answers, revocations, approvals, courses, time, a host that is away."""
    chance = Random(seed)
    twin = Twin(tmp_path, {"places": ["best-total", "first-come"][seed % 2]})
    for _ in range(8):
        for step in chance.choices(STEPS, k=chance.randint(1, 4)):
            with suppress(InputError):  # a posting that moves where vacancies do not
                step(twin, chance)
        twin.night()


def test_a_night_without_news_verifies_nothing_and_compares_nobody(town: Town) -> None:
    town.post("psw", "care", "lifts")
    town.with_badges(aisha="care lifts", ben="care")
    assert town.run() == [("decided", "psw aisha")]
    assert facts_of(town.mex) == {"compared": 1, "judged": 2}
    town.pass_days(1)
    asked = len(town.world.asked)
    assert town.run() == []
    assert facts_of(town.mex) == {"compared": 0, "judged": 0}
    assert len(town.world.asked) - asked == 1, "the status list, once"
    town.badge("ben", "lifts")
    town.post("second", "care", "lifts")
    assert town.run() == [("decided", "second ben")]
    assert facts_of(town.mex) == {"compared": 1, "judged": 2}, "her list was published anew with his badge on it"


def test_a_status_list_that_is_another_is_read_and_its_badges_judged_again(town: Town) -> None:
    town.post("psw", "care")
    town.join("aisha", "ben")
    town.badge("aisha", "care")
    gone = town.badge("ben", "meals")
    town.agree()
    town.run()
    town.college.revoke(gone)
    town.run()
    assert facts_of(town.mex)["judged"] == 2, "one list holds both"
    assert town.matches() == [("psw", "aisha", "notified")]


def test_no_profile_is_kept_of_who_does_not_agree_or_is_forgotten(town: Town) -> None:
    def kept() -> set[str]:
        with town.mex.book.read() as connection:
            return set(connection.execute(select(tables.PROFILES.c.applicant)).scalars())

    town.with_badges(aisha="care", ben="care")
    town.run()
    assert kept() == {"aisha", "ben"}
    town.mex.forget("aisha")
    assert kept() == {"ben"}
    town.bring(
        consents=[
            {
                "applicant": "ben",
                "wording": "1",
                "channel": "paper",
                "given": "2026-01-01T00:00:00Z",
                "withdrawn": town.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "evidence": "form 1",
            }
        ]
    )
    town.pass_days(1)
    town.run()
    assert kept() == set()


def test_a_rehearsal_keeps_nothing(town: Town) -> None:
    town.post("psw", "care")
    town.with_badges(aisha="care", ben="meals")
    town.run(dry=True)
    with town.mex.book.read() as connection:
        assert connection.execute(select(tables.PROFILES)).all() == []
        assert set(connection.execute(select(tables.APPLICANTS.c.seen)).scalars()) == {None}


def test_a_place_that_becomes_free_is_offered_to_who_was_there_before(town: Town) -> None:
    """Neither the vacancy nor the other applicant changed; only the place did."""
    town.post("psw", "care")
    town.with_badges(aisha="care", ben="care")
    town.run()
    (first,) = [who for _, who, _ in town.matches()]
    town.run()
    assert town.say(town.letters()[first][0], "no").read.value == "answered"
    other = {"aisha": "ben", "ben": "aisha"}[first]
    assert ("decided", f"psw {other}") in town.run()


def test_a_damaged_badge_of_who_was_chosen_gives_the_place_to_the_next(town: Town) -> None:
    town.post("closed", "care", openFrom=town.day(1))
    town.with_badges(aisha="care", ben="care")
    assert town.run() == []
    with town.mex.book.transaction() as connection:
        hers = tables.BADGES.c.applicant == "aisha"
        connection.execute(tables.BADGES.update().where(hers).values(report=b"{}"))
    town.pass_days(1)
    found = town.run()
    assert ("decided", "closed ben") in found
    assert {who for kind, who in found if kind == "failed"} <= {"aisha"}


AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("document", "until"),
    [
        (b'{"validUntil": "2026-07-01T00:00:00Z"}', datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)),
        (b'{"a": [{"x": "2026-07-01T00:00:00-04:00"}]}', datetime(2026, 7, 1, 3, 59, 59, tzinfo=UTC)),
        (b'{"a": "2026-\\u0030\\u0037-01T00:00:00Z"}', datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)),
        (b'{"exp": 1782864000}', datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)),
        (b'{"expires": "2026-07-01"}', datetime(2026, 6, 30, 10, tzinfo=UTC)),
        (b'{"expires": "2026-06-01"}', AT),
        (b'{"expires": "2026-07-01T00:00:00"}', datetime(2026, 6, 30, 10, tzinfo=UTC)),
        (b'{"validFrom": "2026-05-01T00:00:00Z", "name": "Care"}', None),
        (b'{"validUntil": "2026-06-01T12:00:00Z"}', AT),
        (b'{"validUntil": "9999-12-31T23:59:59Z"}', datetime(9999, 12, 31, 23, 59, 58, tzinfo=UTC)),
        # {"alg":"EdDSA"} . {"exp":1782864000} . AAAA
        (b"eyJhbGciOiJFZERTQSJ9.eyJleHAiOjE3ODI4NjQwMDB9.AAAA", datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)),
        (
            b'{"id": "data:application/vc+jwt,eyJhbGciOiJFZERTQSJ9.eyJleHAiOjE3ODI4NjQwMDB9.AAAA"}',
            datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC),
        ),
        (b"\x89PNG\xff", None),
    ],
)
def test_the_next_moment_is_the_first_that_anything_names(document: bytes, until: datetime | None) -> None:
    assert next_moment([document], AT) == until
    assert next_moment([b"{}", document], AT) == until


@given(
    starts=st.integers(-30, 30), ends=st.integers(1, 30), after=st.integers(0, 60 * 24), form=st.sampled_from([*Form])
)
@settings(max_examples=40, deadline=None)
def test_until_the_next_moment_the_verdict_is_the_same(starts: int, ends: int, after: int, form: Form) -> None:
    world = World()
    college = College(world)
    begin = world.at + timedelta(days=starts, minutes=7)
    issued = college.issue_revocable(form, at=begin, until=begin + timedelta(days=ends))
    watch = Watch(world.fetch)
    verifier = Verifier(fetch=watch)
    first = verifier.verify(issued.credential, at=world.at)
    documents = [issued.credential, *(each.body for each in watch.responses)]
    until = next_moment(documents, world.at)
    moment = world.at + timedelta(minutes=after)
    if until is None or moment < until:
        assert verifier.verify(issued.credential, at=moment).failed() == first.failed()
