"""A run matches what fits by the rule, tells both once, holds what cannot be decided and re-opens what is gone."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from exchange_world import OTHER, Town, course, listed, matched
from exchanging import employer, letters_of, mail_with, school
from mexbadge.deliver import Posted, Secret, State, Webhook, is_genuine
from mexbadge.errors import InputError
from mexbadge.match.exchange import PlaceRule, tables
from mexbadge.match.exchange.clearing import Possible, chosen
from mexbadge.match.exchange.running import LOCK


def test_who_fits_is_matched_both_are_asked_and_nobodys_name_is_given_before_both_said_yes(town: Town) -> None:
    matched(town)
    assert (town.state("vacancy", "psw"), town.state("applicant", "aisha")) == ("matched", "matched")
    letters = town.letters()
    assert {name: len(some) for name, some in letters.items()} == {"jobs": 1, "aisha": 1}
    hers, theirs = letters["aisha"][0], letters["jobs"][0]
    assert "aisha" not in theirs.as_string().lower()
    assert "jobs@pine.example" not in hers.as_string()
    assert "Care, Lifts" in theirs.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert town.say(hers).read.value == "answered"
    assert town.letters() == {}
    assert town.say(theirs).read.value == "answered"
    assert town.matches() == [("psw", "aisha", "accepted")]
    told = town.letters()
    assert "aisha@learner.example" in told["jobs"][0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "416-555-0100" in told["aisha"][0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert town.say(told["jobs"][0]).read.value == "answered"
    assert town.matches() == [("psw", "aisha", "filled")]
    assert (town.state("vacancy", "psw"), town.state("applicant", "aisha")) == ("filled", "placed")
    assert town.run() == []


def test_the_same_night_twice_tells_nobody_twice_and_a_dry_run_writes_nothing(town: Town) -> None:
    town.post("psw", "care")
    town.with_badges(aisha="care")
    assert town.run(dry=True) == [("decided", "psw aisha")]
    assert town.matches() == []
    assert letters_of(town.mex) == []
    assert town.run() == [("decided", "psw aisha")]
    assert len(letters_of(town.mex)) == 2
    assert town.run() == []
    assert letters_of(town.mex) == []


def test_nobody_counts_without_a_consent_that_stands(town: Town) -> None:
    town.post("psw", "care")
    town.join("aisha")
    town.badge("aisha", "care")
    assert town.run() == []
    town.agree()
    town.pass_days(731)
    assert town.run() == [], "the consent is over"


def test_what_is_withdrawn_holds_in_the_next_run(town: Town) -> None:
    matched(town)
    letters = town.letters()
    town.say(letters["aisha"][0], "stop")
    assert [kind for kind, _ in town.run()] == ["match-withdrawn"]
    assert set(town.letters()) == {"jobs"}
    assert town.state("vacancy", "psw") == "open"
    assert town.run() == []


def test_an_employer_who_wants_no_more_messages_is_matched_with_nobody(town: Town) -> None:
    matched(town)
    letters = town.letters()
    town.say(letters["jobs"][0], "stop")
    town.say(letters["aisha"][0], "no")
    assert set(town.letters()) == {"aisha"}
    town.with_badges(ben="care lifts")
    assert ("decided", "psw ben") not in town.run()


def test_a_college_that_is_not_approved_shows_nothing_and_a_lapse_holds_a_match(town: Town) -> None:
    town.post("psw", "care")
    town.join("aisha")
    town.badge("aisha", "care", by=town.other)
    town.agree()
    town.bring(colleges=[school("grand", issuer=OTHER, approvedBy=None, since=None)])
    assert town.run() == []
    town.bring(colleges=[school("grand", issuer=OTHER)])
    assert town.run() == [("decided", "psw aisha")]
    town.bring(colleges=[school("grand", issuer=OTHER, until="2026-02-01")])
    assert [kind for kind, _ in town.run()] == ["held"]
    assert town.matches() == [("psw", "aisha", "notified")]


@pytest.mark.parametrize("state", ["notified", "accepted", "filled"])
def test_a_revoked_badge_re_opens_at_every_stage_and_both_hear_of_it(town: Town, state: str) -> None:
    town.post("psw", "care")
    town.join("aisha")
    badge = town.badge("aisha", "care")
    town.agree()
    town.run()
    if state != "notified":
        for letters in town.letters().values():
            town.say(letters[0])
    if state == "filled":
        town.say(town.letters()["jobs"][0])
    assert town.matches() == [("psw", "aisha", state)]
    town.letters()
    town.college.revoke(badge)
    assert [kind for kind, _ in town.run()] == ["match-reopened"]
    assert (town.state("vacancy", "psw"), town.state("applicant", "aisha")) == ("open", "seeking")
    told = town.letters()
    assert set(told) == {"jobs", "aisha"}
    assert "revoked" in told["jobs"][0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert town.run() == []


def test_a_status_that_cannot_be_read_holds_a_match_and_makes_none(town: Town) -> None:
    matched(town)
    page = town.world.pages.pop(town.college.revocations.url)
    town.join("ben")
    assert [kind for kind, _ in town.run()] == ["held"]
    assert town.matches() == [("psw", "aisha", "notified")]
    town.post("second", "care")
    assert [kind for kind, _ in town.run()] == ["held"]
    town.world.pages[town.college.revocations.url] = page
    assert town.run() == []


def test_an_undecided_badge_shields_no_other_that_is_revoked(town: Town) -> None:
    town.post("psw", "care")
    town.join("aisha")
    badge = town.badge("aisha", "care")
    town.badge("aisha", "meals", by=town.other)
    town.agree()
    town.run()
    town.world.drop(town.other.revocations.url)
    town.college.revoke(badge)
    assert [kind for kind, _ in town.run()] == ["match-reopened"]


def test_a_badge_that_is_over_ends_a_match_that_is_not_filled(town: Town) -> None:
    town.post("psw", "care")
    town.join("aisha")
    town.badge("aisha", "care", until=town.now.replace(year=town.now.year + 1))
    town.agree()
    town.run()
    town.bring(colleges=[school(issuer=town.college.id, until="2030-01-01")])
    for letters in town.letters().values():
        town.say(letters[0])
    town.pass_days(366)
    town.world.pages.clear()
    for college in (town.college, town.other):
        for url, document in college.documents().items():
            town.world.put(url, document)
    town.college._publish()
    assert [kind for kind, _ in town.run()] == ["match-reopened"]


def test_a_no_frees_both_and_the_two_are_not_brought_together_again(town: Town) -> None:
    matched(town)
    town.say(town.letters()["aisha"][0], "no")
    assert town.state("vacancy", "psw") == "declined"
    assert set(town.letters()) == {"jobs", "aisha"}
    assert town.run() == [("vacancies-open", "psw")]
    town.with_badges(ben="care lifts")
    assert ("decided", "psw ben") in town.run()


def test_a_late_answer_says_why_it_no_longer_counts(town: Town) -> None:
    matched(town)
    letters = town.letters()
    town.pass_days(14)
    assert [kind for kind, _ in town.run()] == ["match-lapsed"]
    read = town.say(letters["aisha"][0])
    assert (read.read.value, read.why.code) == ("late", "exchange_code_over")
    assert town.matches() == [("psw", "aisha", "lapsed")]


def test_an_employer_that_withdraws_in_the_middle_ends_what_is_going_on(town: Town) -> None:
    matched(town)
    town.post("psw", "care", "lifts", status="withdrawn")
    assert [kind for kind, _ in town.run()] == ["match-withdrawn"]
    assert (town.state("vacancy", "psw"), town.state("applicant", "aisha")) == ("withdrawn", "seeking")


def test_a_vacancy_that_is_no_longer_available_is_withdrawn_with_the_answer(town: Town) -> None:
    matched(town)
    town.say(town.letters()["jobs"][0], "gone")
    assert town.state("vacancy", "psw") == "withdrawn"
    assert town.run() == []


def test_seats_count_and_the_vacancy_is_filled_with_the_last(town: Town) -> None:
    town.post("psw", "care", seats=2)
    town.with_badges(aisha="care", ben="care", cora="care")
    assert len([kind for kind, _ in town.run() if kind == "decided"]) == 2
    for letters in town.letters().values():
        for one in letters:
            town.say(one)
    states = []
    for one in town.letters()["jobs"]:
        town.say(one)
        states.append(town.state("vacancy", "psw"))
    assert states == ["accepted", "filled"]
    assert {state for _, _, state in town.matches()} == {"filled"}


def test_what_time_changed_is_caught_up_after_nights_that_were_missed(town: Town) -> None:
    town.post("psw", "care", openUntil=town.day(5))
    town.post("later", "care", openFrom=town.day(8))
    town.with_badges(aisha="care")
    town.pass_days(10)
    assert town.run() == [("vacancies-expired", "psw"), ("decided", "later aisha")]


def test_one_run_at_a_time_and_none_by_a_clock_that_went_back(town: Town) -> None:
    with town.mex.book.database.only(LOCK) as mine:
        assert mine
        with pytest.raises(InputError) as running:
            town.mex.run()
    assert running.value.code == "exchange_running"
    town.mex.run()
    town.pass_days(-1)
    with pytest.raises(InputError) as clock:
        town.mex.run()
    assert clock.value.code == "exchange_clock"


def test_one_bad_record_never_stops_the_rest(town: Town) -> None:
    matched(town)
    town.with_badges(ben="care")
    town.post("second", "care")
    with town.mex.book.transaction() as connection:
        connection.execute(update(tables.APPLICANTS).where(tables.APPLICANTS.c.id == "aisha").values(document="{"))
        connection.execute(
            tables.VACANCIES.insert().values(
                id="broken", employer="pine", document="{}", state="open", added="", changed=""
            )
        )
    found = town.run()
    assert {subject for kind, subject in found if kind == "failed"} == {"aisha", "broken"}
    assert ("decided", "second ben") in found
    assert ("psw", "aisha", "accepted") in town.matches(), "what cannot be read is not taken for gone"


def test_the_log_says_by_which_rule_and_out_of_how_many(town: Town) -> None:
    town.post("psw", "care")
    town.with_badges(aisha="care", ben="care")
    town.run()
    (match,) = town.matches()
    lines = "\n".join(town.mex.why("psw", match[1]))
    assert "best-total" in lines
    assert "applicants 2" in lines
    other = {"aisha": "ben", "ben": "aisha"}[match[1]]
    assert "Care" in "\n".join(town.mex.why("psw", other, "fr"))
    with pytest.raises(InputError):
        town.mex.why("psw", "nobody")


def test_who_lacks_something_is_offered_the_cheapest_approved_course_and_gets_a_seat(town: Town) -> None:
    town.post("psw", "care", "lifts")
    courses = listed(
        course("dear", "lifts", 300), course("cheap", "lifts", 100, capacity=1), course("none", "lifts", 1, "closed")
    )
    town.bring(colleges=[school("closed", issuer="did:web:closed.example", approvedBy=None, since=None)])
    town.mex.bring_in({"courses": [("courses.json", courses)]})
    town.with_badges(ben="care", cora="care")
    assert sorted(town.run()) == [("planned", "ben"), ("planned", "cora")]
    letters = town.letters()
    assert "Cheap (Lakeshore), 100 CAD" in letters["ben"][0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    town.say(letters["ben"][0])
    (asked,) = town.letters()["office"]
    assert "ben@learner.example" in asked.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    town.say(asked)
    assert town.state("applicant", "ben") == "training"
    told = town.letters()
    assert set(told) == {"ben", "office"}
    assert town.run() == [], "Cora was asked already"
    town.say(letters["cora"][0], "no")
    assert town.run() == [("planned", "cora")], "another course: the one that she refused is not offered again"
    assert "Dear" in town.letters()["cora"][0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    town.badge("ben", "lifts")
    town.say(told["office"][0])
    assert town.run() == [("decided", "psw ben")]


def test_what_was_heard_by_telephone_is_recorded_and_a_consent_never_is(town: Town) -> None:
    matched(town)
    with town.mex.book.read() as connection:
        name = connection.execute(select(tables.MATCHES.c.id)).scalar_one()
    town.mex.record(name, "employer", "yes")
    town.mex.record(name, "applicant", "yes")
    assert town.matches() == [("psw", "aisha", "accepted")]
    with pytest.raises(InputError) as none:
        town.mex.record(name, "applicant", "yes")
    assert none.value.code == "exchange_record_none"
    town.join("ben")
    town.badge("ben", "care")
    with pytest.raises(InputError):
        town.mex.record("ben@learner.example", "applicant", "yes")


def test_messages_are_held_until_they_are_approved_where_the_policy_says_so(tmp_path: Path) -> None:
    town = Town(tmp_path, {"hold": True})
    matched(town)
    assert town.letters() == {}
    held = town.mex.held()
    assert len(held) == 2
    assert town.mex.approve([held[0].number]) == 1
    assert len(letters_of(town.mex)) == 1
    assert town.mex.approve() == 1


def test_a_held_letter_that_is_no_longer_true_is_never_sent(tmp_path: Path) -> None:
    town = Town(tmp_path, {"hold": True})
    matched(town)
    town.post("psw", "care", "lifts", status="withdrawn")
    town.run()
    town.mex.approve()
    subjects = {str(one["Subject"]) for one in letters_of(town.mex)}
    assert all("has ended" in one for one in subjects)


def test_an_employers_program_is_told_the_same_signed_and_without_a_name(town: Town) -> None:
    hook = "https://hr.pine.example/hook"
    town.bring(employers=[employer(webhook=hook)])
    matched(town)
    posted: list[tuple[str, bytes, Mapping[str, str]]] = []

    def post(url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        posted.append((url, body, headers))
        return Posted(503 if len(posted) == 1 else 200)

    ((name, url, secret),) = town.mex.webhook_secrets()
    assert (name, url) == ("pine", hook)
    carry = Webhook(lambda _: (Secret.parse(secret),), post=post, clock=town.place.clock)
    assert [one.outcome.state for one in town.mex.send_hooks(carry)] == [State.DEFERRED]
    assert list(town.mex.send_hooks(carry)) == [], "not before its time"
    town.pass_days(1)
    assert [one.outcome.state for one in town.mex.send_hooks(carry)] == [State.SENT]
    first, second = posted
    assert first[2]["webhook-id"] == second[2]["webhook-id"], "the same message, by which it is known twice"
    assert is_genuine(second[2], second[1], Secret.parse(secret), at=town.now)
    assert b"aisha" not in second[1]
    assert b"offer-employer" in second[1]


def test_the_board_says_what_waits_and_nobodys_address(tmp_path: Path) -> None:
    town = Town(tmp_path, {"hold": True})
    matched(town)
    town.bring(colleges=[school(issuer=town.college.id, until=town.day(30))])
    board = town.mex.board()
    assert (board["held"], board["live"], len(board["runs"])) == (2, 1, 1)
    assert {(one["kind"], one["party"]) for one in board["waiting"]} == {("offer", "employer"), ("offer", "applicant")}
    assert [one["college"] for one in board["approvalsEnding"]] == ["lakeshore"]
    assert "@" not in str(board)


@pytest.mark.parametrize("hour", [2, 15])
def test_the_board_says_the_day_that_the_letter_says(tmp_path: Path, hour: int) -> None:
    town = Town(tmp_path, {"zone": "America/Toronto"})
    town.wait_for(hour)
    matched(town)
    town.mex.write_board(tmp_path / "board")
    (until,) = {datetime.fromisoformat(one["until"]) for one in town.mex.board()["waiting"]}
    day = until.astimezone(ZoneInfo("America/Toronto")).date().isoformat()
    page = (tmp_path / "board" / "index.html").read_text()
    assert page.count(f">{day}</td>") == 2
    (letter,) = town.letters()["jobs"]
    assert day in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_somebody_who_asks_is_told_everything_and_then_forgotten(town: Town) -> None:
    matched(town)
    folder = town.path / "letters"
    folder.mkdir()
    (folder / "a.eml").write_bytes(mail_with("Aisha@learner.example", {"x.txt": b"no badge"}))
    assert [one.came.value for one in town.mex.intake(folder)] == ["refused"]
    town.letters()
    known = town.mex.person("aisha")
    assert [one["vacancy"] for one in known["matches"]] == ["psw"]
    assert known["confirmed"] == ["aisha@learner.example"]
    name = town.mex.forget("aisha")
    assert name.startswith("forgotten-")
    place = town.mex.folder
    for path in place.iterdir():
        assert b"aisha" not in path.read_bytes().lower(), path.name
    assert town.matches() == [("psw", name, "withdrawn")]
    assert set(town.letters()) == {"jobs"}
    with pytest.raises(InputError):
        town.mex.person("aisha")
    assert town.run() == []


PEOPLE, JOBS = "abcdef", "xyz"


@given(
    st.dictionaries(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(JOBS)), st.integers(0, 20), max_size=18),
    st.fixed_dictionaries({job: st.integers(0, 3) for job in JOBS}),
    st.sampled_from(list(PlaceRule)),
    st.randoms(),
)
def test_a_rule_never_gives_two_places_or_a_place_too_many_and_order_does_not_matter(
    pairs: dict[tuple[str, str], int], seats: dict[str, int], rule: PlaceRule, rng: object
) -> None:
    possible = [Possible(who, job, Fraction(score, 20), who) for (who, job), score in pairs.items()]
    made = chosen(possible, seats, rule)
    assert len({one.applicant for one in made}) == len(made)
    assert all(sum(one.vacancy == job for one in made) <= seats[job] for job in JOBS)
    assert set(made) <= set(possible)
    rng.shuffle(possible)  # type: ignore[attr-defined]
    again = chosen(possible, seats, rule)
    assert sum(one.score for one in again) == sum(one.score for one in made)
    left = [one for one in possible if one.applicant not in {other.applicant for other in made}]
    for one in left:
        assert sum(other.vacancy == one.vacancy for other in made) == seats[one.vacancy], "a place stayed empty"
