"""Consent is the person's own: what was withdrawn stays so, and nobody is named to whom they did not agree."""

from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import update

from exchange_world import Town, course, listed
from exchanging import answer_to, mail_with, person, school
from mexbadge.errors import InputError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.forms import Agreement
from mexbadge.match.exchange.seats import seats_of

PAPER = {
    "applicant": "aisha",
    "wording": "1",
    "channel": "paper",
    "given": "2026-01-02T00:00:00Z",
    "evidence": "file 7",
}


def matched(town: Town) -> dict[str, EmailMessage]:
    town.post("psw", "care", "lifts")
    town.with_badges(aisha="care lifts")
    assert ("decided", "psw aisha") in town.run()
    return {name: letters[0] for name, letters in town.letters().items()}


def consents(town: Town, who: str) -> tuple[Agreement, ...]:
    with town.mex.book.read() as connection:
        return town.mex.book.consents(connection, who)


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def confirmed_by_hand(town: Town) -> None:
    with town.mex.book.transaction() as connection:
        connection.execute(update(tables.ADDRESSES).values(confirmed="2026-01-01T00:00:00Z"))


def test_a_withdrawal_that_is_imported_holds_and_only_a_later_consent_counts(town: Town) -> None:
    town.post("psw", "care")
    town.join("aisha")
    town.badge("aisha", "care")
    town.bring(consents=[PAPER])
    confirmed_by_hand(town)
    assert town.run(dry=True) == [("decided", "psw aisha")]
    town.bring(consents=[{**PAPER, "withdrawn": "2026-01-03T00:00:00Z"}])
    assert town.run() == []
    town.bring(consents=[{**PAPER, "evidence": "file 7, page 2"}])
    assert town.run() == [], "the same consent, told once more, is none that was given anew"
    town.bring(consents=[{**PAPER, "given": "2026-01-04T00:00:00Z", "evidence": "file 9"}])
    assert town.run() == [("decided", "psw aisha")]


def test_a_mail_programs_unsubscribe_button_counts_as_a_stop_and_as_nothing_else(town: Town) -> None:
    hers = matched(town)["aisha"]
    button = b"Auto-Submitted: auto-replied\nX-Apple-Unsubscribe: true\n"
    (yes,) = town.mex.inbox([("1", button + answer_to(hers, "yes"))])
    assert yes.read.value == "automatic"
    assert town.matches() == [("psw", "aisha", "notified")]
    (stop,) = town.mex.inbox([("2", button + answer_to(hers, "stop"))])
    assert stop.read.value == "answered"
    assert [kind for kind, _ in town.run()] == ["match-withdrawn"]


def test_a_stop_withdraws_the_consent_of_whose_address_it_is_whatever_letter_it_answers(town: Town) -> None:
    town.post("psw", "care", "lifts")
    town.join("aisha")
    folder = town.path / "refused"
    folder.mkdir()
    (folder / "letter.eml").write_bytes(mail_with("aisha@learner.example", {"x.txt": b"x"}))
    assert [one.came.value for one in town.mex.intake(folder)] == ["refused"]
    (refusal,) = town.letters()["aisha"]
    town.badge("aisha", "care")
    town.badge("aisha", "lifts")
    town.agree()
    assert ("decided", "psw aisha") in town.run()
    assert town.say(refusal, "stop").read.value == "answered"
    assert [one.withdrawn is None for one in consents(town, "aisha")] == [False]
    assert [kind for kind, _ in town.run()] == ["match-withdrawn"]


def test_nobody_is_named_to_an_employer_after_they_said_stop(town: Town) -> None:
    letters = matched(town)
    town.say(letters["aisha"])
    town.say(letters["aisha"], "stop")
    town.say(letters["jobs"])
    told = town.letters()
    assert "aisha" not in told
    assert not any("aisha@" in text_of(one) for one in told.get("jobs", []))


def taught(town: Town) -> EmailMessage:
    """Ben is offered a course; return the letter that says so."""
    town.post("psw", "care", "lifts")
    town.mex.bring_in({"courses": [("courses.json", listed(course("cheap", "lifts", 100)))]})
    town.with_badges(ben="care")
    assert town.run() == [("planned", "ben")]
    return town.letters()["ben"][0]


def test_nobody_is_named_to_a_college_after_they_said_stop(town: Town) -> None:
    plan = taught(town)
    town.say(plan)
    town.say(plan, "stop")
    assert town.letters() == {}


def test_nobody_is_named_to_a_college_whose_approval_is_over(town: Town) -> None:
    plan = taught(town)
    town.bring(colleges=[school(issuer=town.college.id, until="2026-02-01")])
    town.say(plan)
    told = town.letters()
    assert set(told) == {"ben"}
    assert "there is no seat" in text_of(told["ben"][0])
    with town.mex.book.read() as connection:
        assert seats_of(connection, "ben")[1] is False


def test_a_code_never_consents_for_another_person(town: Town) -> None:
    def at(name: str) -> dict[str, list[str]]:
        return {"identities": [f"{name}@learner.example"]}

    town.bring(applicants=[person("aisha", document=at("omar"))])
    town.badge("omar", "care")
    (first,) = town.letters()["omar"]
    town.bring(applicants=[person("aisha", document=at("aisha")), person("omar", document=at("omar"))])
    read = town.say(first)
    assert (read.read.value, read.why.code) == ("late", "exchange_code_over")
    assert consents(town, "aisha") == consents(town, "omar") == ()
    with town.mex.book.read() as connection:
        assert town.mex.book.confirmed(connection) == {}


def test_a_consent_keeps_the_language_in_which_it_was_asked_and_what_shows_it(town: Town) -> None:
    town.bring(applicants=[person("emilie", language="fr")])
    town.badge("emilie", "care")
    town.agree()
    (given,) = consents(town, "emilie")
    assert given.language == "fr"
    assert (given.evidence or "").startswith("question ")


def test_whose_consent_is_over_is_asked_again_with_the_next_badge(town: Town) -> None:
    town.with_badges(aisha="care")
    town.pass_days(800)
    town.badge("aisha", "lifts")
    (asked,) = town.letters()["aisha"]
    assert town.say(asked).read.value == "answered"
    assert len(consents(town, "aisha")) == 2


@pytest.mark.parametrize(
    "head", [b"From: <\nSubject: x\n", b"From: a\x00b <a@b.example>\nSubject: =?x?q?\n", b"\xff: \n"]
)
def test_a_broken_letter_does_not_stop_the_inbox_or_the_intake(town: Town, head: bytes) -> None:
    hers = matched(town)["aisha"]
    read = list(town.mex.inbox([("bad", head + b"\nx"), ("good", answer_to(hers, "yes"))]))
    assert [one.read.value for one in read][1:] == ["answered"]
    assert read[0].read.value in {"no-code", "automatic"}
    folder = town.path / "letters"
    folder.mkdir()
    (folder / "1.eml").write_bytes(head + b"\nanother")
    (folder / "2.eml").write_bytes(mail_with("someone@learner.example", {"x.txt": b"x"}))
    assert [one.came.value for one in town.mex.intake(folder)] == ["refused", "refused"]


@pytest.mark.parametrize("title", ["Care\nBcc: x@y.example", "Care \u200b<img src=x>", "x" * 380, "Care\tworker"])
def test_a_hostile_title_or_name_stops_no_letter_and_adds_no_line_to_its_head(town: Town, title: str) -> None:
    try:
        town.post("psw", "care", title=title)
    except InputError:
        return
    town.bring(applicants=[person("aisha", name="A\u0007isha\u00a0P")])
    town.badge("aisha", "care")
    town.agree()
    town.run()
    told = town.letters()
    assert set(told) == {"jobs", "aisha"}
    for letters in told.values():
        assert letters[0]["Bcc"] is None
        assert "<img" not in str(letters[0].get_body(("html",)))
    assert str(told["aisha"][0]["To"]) == "A isha P <aisha@learner.example>"


def test_who_is_forgotten_leaves_the_log_of_everybody_else_as_it_was(town: Town) -> None:
    town.post("1", "care")
    town.with_badges(**{"1": "lifts", "7": "care"})
    town.run()

    def log() -> list[tuple[str, str, Any]]:
        with town.mex.book.read() as connection:
            return [(one.kind, one.subject, one.facts) for one in town.mex.book.events(connection)]

    before = log()
    name = town.mex.forget("1")
    after = log()
    changed = [(old, new) for old, new in zip(before, after, strict=False) if old != new]
    assert {old[1] for old, _ in changed} == {"1", "applicant:1"}
    assert {new[1] for _, new in changed} == {name, f"applicant:{name}"}
    assert "1@learner.example" not in str(after)
    assert "7@learner.example" in str(after)
    assert any(kind == "decided" and facts["vacancy"] == "1" for kind, _, facts in after)


def test_a_record_that_failed_names_nobody_who_is_forgotten(town: Town) -> None:
    town.with_badges(aisha="care")
    with town.mex.book.transaction() as connection:
        town.mex.book.note(connection, "failed", "aisha", {"code": "exchange_record"}, at=town.now)
    town.mex.forget("aisha")
    with town.mex.book.read() as connection:
        assert "aisha" not in {one.subject for one in town.mex.book.events(connection)}


def test_somebody_who_asks_is_told_what_became_of_their_seats_and_what_they_answered(town: Town) -> None:
    town.say(taught(town), "no")
    kinds = [one["kind"] for one in town.mex.person("ben")["events"]]
    assert {"answered", "planned", "seat-declined"} <= set(kinds)
