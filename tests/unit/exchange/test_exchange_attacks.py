"""What an exchange is attacked with, and what fails it: two runs, a dead webhook, forged and borrowed codes."""

from collections.abc import Mapping
from threading import Thread

import pytest
from sqlalchemy import select

from exchange_world import Town, course, listed, matched
from exchanging import answer_to, as_json, employer, mail_with
from mexbadge.deliver import Posted, Secret, State, Webhook
from mexbadge.errors import InputError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.inbox import ReadAs


def test_two_runs_at_once_match_nobody_twice(town: Town) -> None:
    town.post("psw", "care", seats=3)
    town.with_badges(aisha="care", ben="care", cora="care")
    refused: list[str] = []

    def night() -> None:
        try:
            town.again().run()
        except InputError as error:
            refused.append(error.code)

    nights = [Thread(target=night) for _ in range(3)]
    for one in nights:
        one.start()
    for one in nights:
        one.join()
    assert set(refused) <= {"exchange_running"}
    assert sorted(who for _, who, _ in town.matches()) == ["aisha", "ben", "cora"]
    assert len(town.letters()["jobs"]) == 3


def test_a_webhook_that_fails_for_a_day_stops_no_letter_and_is_told_later_once(town: Town) -> None:
    town.bring(employers=[employer(webhook="https://hr.pine.example/hook")])
    matched(town)
    up, taken = [False], list[str]()

    def post(_url: str, _body: bytes, headers: Mapping[str, str]) -> Posted:
        if up[0]:
            taken.append(headers["webhook-id"])
        return Posted(200 if up[0] else 503)

    ((_, _, secret),) = town.mex.webhook_secrets()
    carry = Webhook(lambda _: (Secret.parse(secret),), post=post, clock=town.place.clock)
    assert set(town.letters()) == {"jobs", "aisha"}
    for _ in range(24):
        assert {one.outcome.state for one in town.mex.send_hooks(carry)} <= {State.DEFERRED}
        town.pass_days(1 / 24)
    assert town.run() == []
    up[0] = True
    town.pass_days(1)
    assert [one.outcome.state for one in town.mex.send_hooks(carry)] == [State.SENT]
    town.pass_days(1)
    assert list(town.mex.send_hooks(carry)) == []
    assert len(taken) == 1


def test_the_same_file_twice_changes_nothing_and_tells_nobody_again(town: Town) -> None:
    matched(town)
    assert town.letters()
    people = b"id,email,letters\naisha,aisha@learner.example,en\nben,ben@learner.example,en\n"
    assert town.mex.bring_in({"applicants": [("a.csv", people)]}) == {"applicants": 2}
    assert town.mex.bring_in({"applicants": [("a.csv", people)]}) == {}
    assert town.run() == []
    assert town.matches() == [("psw", "aisha", "notified")]
    assert town.letters() == {}


def test_what_stands_in_the_register_answers_nothing(town: Town) -> None:
    """Whoever reads a copy of it has digests of codes, and ids of questions: neither is a code."""
    matched(town)
    letters = town.letters()
    with town.mex.book.read() as connection:
        known = [*connection.execute(select(tables.CODES.c.hash)).scalars()]
        known += connection.execute(select(tables.QUESTIONS.c.id)).scalars()
    for text in (*known, *(one[:26] for one in known), "a" * 26, "", "'; DROP TABLE exchange_codes; --"):
        with pytest.raises(InputError) as forged:
            town.mex.answer(text, "yes")
        assert forged.value.code == "exchange_code_unknown"
    assert town.matches() == [("psw", "aisha", "notified")]
    assert town.say(letters["aisha"][0]).read is ReadAs.ANSWERED


def test_an_answer_that_is_sent_again_counts_once(town: Town) -> None:
    matched(town)
    letters = town.letters()
    yes = answer_to(letters["aisha"][0], "yes")
    read = [one.read for one in town.mex.inbox([("1.eml", yes), ("2.eml", yes)])]
    assert read == [ReadAs.ANSWERED, ReadAs.KNOWN]
    other = yes.replace(b"Subject:", b"X-Again: 1\nSubject:", 1)
    assert [one.read for one in town.mex.inbox([("3.eml", other)])] == [ReadAs.LATE]
    no = answer_to(letters["aisha"][0], "no")
    assert [one.read for one in town.mex.inbox([("4.eml", no)])] == [ReadAs.LATE], "nor the other way round"
    assert town.matches() == [("psw", "aisha", "notified")]


def test_a_code_answers_its_own_question_and_no_other(town: Town) -> None:
    """The employer's code says yes for the employer, whoever sends it, and never for the applicant."""
    matched(town)
    letters = town.letters()
    theirs = answer_to(letters["jobs"][0], "yes", sender="aisha@learner.example")
    assert [one.read for one in town.mex.inbox([("1.eml", theirs)])] == [ReadAs.ANSWERED]
    (match,) = town.mex.person("aisha")["matches"]
    assert match["state"] == "notified", "the applicant has said nothing yet"
    with town.mex.book.read() as connection:
        row = connection.execute(select(tables.MATCHES)).one()
    assert (row.employer_said, row.applicant_said) == ("yes", None)


def test_a_badge_that_somebody_else_hands_in_never_counts_for_them(town: Town) -> None:
    town.post("psw", "care")
    town.join("aisha", "mallory")
    issued = town.college.issue_revocable(to="aisha@learner.example")
    folder = town.path / "stolen"
    folder.mkdir()
    letter = mail_with("mallory@learner.example", {"badge.json": issued.credential})
    (folder / "letter.eml").write_bytes(letter)
    assert all(one.applicant is None for one in town.mex.intake(folder))
    assert town.run() == []


def test_an_employer_that_withdraws_between_the_answers_ends_it_and_late_ones_say_so(town: Town) -> None:
    matched(town)
    letters = town.letters()
    assert town.say(letters["aisha"][0]).read is ReadAs.ANSWERED
    town.post("psw", "care", "lifts", status="withdrawn")
    town.run()
    assert town.matches() == [("psw", "aisha", "withdrawn")]
    assert town.say(letters["jobs"][0]).read is ReadAs.LATE
    assert town.state("applicant", "aisha") == "seeking"
    assert {one["Subject"] for some in town.letters().values() for one in some}


def test_the_end_of_a_question_is_one_moment_in_every_zone(town: Town) -> None:
    matched(town)
    letters = town.letters()
    with town.mex.book.read() as connection:
        (until,) = set(connection.execute(select(tables.MATCHES.c.until)).scalars())
    assert str(until).endswith("Z")
    town.pass_days(14 - 1 / 1440)
    assert town.run() == []
    town.pass_days(2 / 1440)
    assert town.say(letters["aisha"][0]).read is ReadAs.LATE
    assert [kind for kind, _ in town.run()] == ["match-lapsed"]


def test_whoever_was_forgotten_and_comes_back_stops_no_run(town: Town) -> None:
    """Their matches and seats stand under another name, and what is new takes none of theirs."""
    town.post("psw", "care")
    town.mex.bring_in({"courses": [("k.json", listed(course("lifts", "lifts", 120)))]})
    town.post("lifter", "lifts")
    for number in range(1, 4):
        town.with_badges(aisha="care", ben="meals")
        decided = town.run()
        assert ("decided", "psw aisha") in decided
        assert [one for one in decided if one[0] == "planned"] == [("planned", "ben")]
        for name in ("aisha", "ben"):
            town.mex.forget(name)
        assert len(town.matches()) == number
        town.run()
        town.letters()


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "=HYPERLINK(0)", "a\u202eb", "Robert'); DROP TABLE x;--"]
)
def test_a_hostile_name_is_a_name_and_nothing_else(town: Town, name: str) -> None:
    who = {"id": "x", "name": name, "document": {"identities": ["x@learner.example"]}}
    town.post("psw", "care")
    town.mex.bring_in({"applicants": [("a.json", as_json(who))]})
    town.badge("x", "care")
    town.agree()
    assert town.run() == [("decided", "psw x")]
    letters = town.letters()
    for each in ("x", "jobs"):
        assert town.say(letters[each][0]).read is ReadAs.ANSWERED
    (told,) = town.letters()["jobs"]
    html = told.get_body(("html",))
    assert html is None or "<script>" not in html.get_content()
    assert "\n" not in str(told["Subject"])
    assert town.say(told).read is ReadAs.ANSWERED
