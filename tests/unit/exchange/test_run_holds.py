"""What is damaged stops itself alone, and no run writes over what somebody did meanwhile."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import update

from exchange_world import Town, course, listed, matched
from exchanging import employer, school
from mexbadge.errors import InputError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.answering import withdraw
from mexbadge.match.exchange.matches import all_matches
from mexbadge.match.exchange.running import Decision, Run
from mexbadge.match.exchange.seats import seats_of
from mexbadge.match.exchange.within import Within


def test_a_vacancy_that_cannot_be_read_does_not_reverse_its_match(town: Town) -> None:
    matched(town)
    town.letters()
    with town.mex.book.transaction() as connection:
        connection.execute(update(tables.VACANCIES).values(document="{}"))
    assert town.run() == [("failed", "psw")]
    assert town.matches() == [("psw", "aisha", "notified")]
    assert town.letters() == {}


def test_a_match_whose_vacancy_cannot_be_read_still_lapses_in_time(town: Town) -> None:
    matched(town)
    with town.mex.book.transaction() as connection:
        connection.execute(update(tables.VACANCIES).values(document="{}"))
    town.pass_days(15)
    assert {kind for kind, _ in town.run()} == {"failed", "match-lapsed"}


def test_a_damaged_employer_stops_no_run_and_no_letter_of_others(town: Town) -> None:
    town.bring(employers=[employer("oak")])
    town.post("psw", "care")
    town.with_badges(aisha="care")
    with town.mex.book.transaction() as connection:
        oak = tables.EMPLOYERS.c.id == "oak"
        connection.execute(update(tables.EMPLOYERS).where(oak).values(document="{}"))
    assert town.run() == [("failed", "oak"), ("decided", "psw aisha")]
    assert set(town.letters()) == {"jobs", "aisha"}


def test_an_answer_that_is_given_during_a_run_is_not_overwritten(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    matched(town)
    letters = town.letters()
    with town.mex.book.transaction() as connection:
        withdraw(Within(town.mex.book, connection, town.mex.config, town.now), "aisha")
    judged = Run._judged

    def meanwhile(run: Run, at: datetime) -> Iterator[Decision]:
        yield from judged(run, at)
        assert town.say(letters["aisha"][0], "no").read.value == "answered"

    monkeypatch.setattr(Run, "_judged", meanwhile)
    assert "match-withdrawn" not in {kind for kind, _ in town.run()}
    assert town.matches() == [("psw", "aisha", "declined")]


def test_an_unrelated_badge_that_is_revoked_does_not_reopen_a_match_that_is_held(town: Town) -> None:
    town.post("psw", "care", "lifts")
    town.join("aisha")
    town.badge("aisha", "care")
    lifts = town.badge("aisha", "lifts")
    meals = town.badge("aisha", "meals", by=town.other)
    town.agree()
    town.run()
    town.bring(colleges=[school(issuer=town.college.id, until="2026-02-01")])
    assert [kind for kind, _ in town.run()] == ["held"]
    town.other.revoke(meals)
    assert [kind for kind, _ in town.run()] == ["held"]
    assert town.matches() == [("psw", "aisha", "notified")]
    town.college.revoke(lifts)
    assert [kind for kind, _ in town.run()] == ["match-reopened"], "one that it rests on re-opens it all the same"


def test_a_seat_lapses_that_nobody_answered_and_its_applicant_is_free_for_another(town: Town) -> None:
    town.post("psw", "care", "lifts")
    town.mex.bring_in({"courses": [("c.json", listed(course("cheap", "lifts", 100), course("dear", "lifts", 300)))]})
    town.with_badges(ben="care")
    assert town.run() == [("planned", "ben")]
    (plan,) = town.letters()["ben"]
    town.pass_days(13)
    assert town.run() == [], "its time is not over"
    town.pass_days(1)
    again = town.run(dry=True)
    assert [kind for kind, _ in again][:1] == ["seat-lapsed"]
    assert [kind for kind, _ in town.run()][:1] == ["seat-lapsed"], "a dry run wrote nothing"
    assert "seat-lapsed" not in {kind for kind, _ in town.run()}
    assert town.say(plan).read.value == "late"


def test_a_seat_that_the_college_never_answered_lapses_and_one_that_it_gave_never_does(town: Town) -> None:
    town.post("psw", "care", "lifts")
    town.mex.bring_in({"courses": [("c.json", listed(course("cheap", "lifts", 100)))]})
    town.with_badges(ben="care", cora="care")
    town.run()
    plans = town.letters()
    town.say(plans["ben"][0])
    town.say(plans["cora"][0])
    asked = town.letters()["office"]
    town.say(next(one for one in asked if "ben@" in one.as_string()))
    town.pass_days(15)
    assert [kind for kind, _ in town.run()].count("seat-lapsed") == 1
    with town.mex.book.read() as connection:
        assert seats_of(connection, "ben")[1] is True
        assert seats_of(connection, "cora")[1] is False


def test_a_hire_is_recorded_after_its_day_as_well(town: Town) -> None:
    matched(town)
    for letters in town.letters().values():
        town.say(letters[0])
    town.pass_days(91)
    with town.mex.book.read() as connection:
        (match,) = all_matches(connection)
    town.mex.record(match.id, "employer", "yes")
    assert town.matches() == [("psw", "aisha", "filled")]


def test_no_hire_is_recorded_for_a_match_that_was_withdrawn(town: Town) -> None:
    matched(town)
    letters = town.letters()
    for one in letters.values():
        town.say(one[0])
    town.say(letters["aisha"][0], "stop")
    assert [kind for kind, _ in town.run()] == ["match-withdrawn"]
    with town.mex.book.read() as connection:
        (match,) = all_matches(connection)
    with pytest.raises(InputError):
        town.mex.record(match.id, "employer", "yes")
    assert town.matches() == [("psw", "aisha", "withdrawn")]
