"""The acceptance story of the exchange, for any database: letters go through a mail server, answers come back."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from exchange_world import Town, course, listed
from exchanging import answer_to
from mail_servers import here, mail_server
from mexbadge.deliver import MailServer
from mexbadge.match.exchange import SeatState, tables
from mexbadge.match.exchange.reports.writing import report_json

Mailed = Callable[[EmailMessage, str], Path | Iterator[tuple[str, bytes]]]
"""Answers a letter with a word, and says where the answer is then read."""


class Postman:
    """Sends what is due through a mail server, and brings answers back as files."""

    def __init__(self, town: Town, post: Any, mailed: Mailed | None = None) -> None:
        self.town, self.post, self.seen, self.mailed = town, post, 0, mailed or self._as_file

    def send(self) -> dict[str, list[EmailMessage]]:
        server = MailServer(here(self.post))
        try:
            assert {one.outcome.state.value for one in self.town.mex.send(server.send)} <= {"sent", "dropped"}
        finally:
            server.close()
        new, self.seen = self.post.messages()[self.seen :], len(self.post.taken)
        found: dict[str, list[EmailMessage]] = {}
        for one in new:
            found.setdefault(parseaddr(str(one["To"]))[1], []).append(one)
        return found

    def answer(self, letter: EmailMessage, word: str = "yes") -> None:
        (read,) = self.town.mex.inbox(self.mailed(letter, word))
        assert read.read.value == "answered", read

    def _as_file(self, letter: EmailMessage, word: str) -> Path:
        folder = self.town.path / "answers"
        folder.mkdir(exist_ok=True)
        (folder / "answer.eml").write_bytes(answer_to(letter, word))
        return folder


def told(path: Path, given: dict[str, Any], mailed: Mailed | None = None) -> None:
    """Tell the story, with the settings that were given; answers lie in a folder, or where ``mailed`` puts them."""
    town = Town(path, given)
    town.post("psw", "care", "lifts", "meals", "records")
    courses = listed(
        course("lifts-dear", "lifts", 400), course("lifts-cheap", "lifts", 120), course("meals", "meals", 80, "grand")
    )
    town.mex.bring_in({"courses": [("courses.json", courses)]})
    town.join("aisha", "ben")
    hers = [town.badge("aisha", skill) for skill in ("care", "lifts", "meals", "records")]
    for skill in ("care", "records"):
        town.badge("ben", skill)
    with mail_server() as post:
        postman = Postman(town, post, mailed)
        for asked in postman.send().values():
            for one in asked:
                postman.answer(one)
        assert sorted(town.run()) == [("decided", "psw aisha"), ("planned", "ben")]
        assert _demand(town) == {
            "care": (1, 0, 2, 0),
            "lifts": (1, 1, 1, 2),
            "meals": (1, 1, 1, 1),
            "records": (1, 0, 2, 0),
        }, "the college sees what Ben lacks, and who teaches it"
        letters = postman.send()
        assert set(letters) == {"jobs@pine.example", "aisha@learner.example", "ben@learner.example"}
        for name in ("jobs@pine.example", "aisha@learner.example"):
            postman.answer(letters[name][0])
        plan = letters["ben@learner.example"][0]
        text = plan.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert "Lifts-Cheap" in text
        assert "Lifts-Dear" not in text
        assert "200 CAD" in text
        contact = postman.send()
        postman.answer(contact["jobs@pine.example"][0])
        assert (town.state("vacancy", "psw"), town.state("applicant", "aisha")) == ("filled", "placed")
        _trained(town, postman, plan)
        after = _demand(town)
        assert {name: row[1:3] for name, row in after.items()} == dict.fromkeys(after, (0, 2)), "it is supplied now"
        _nobody_is_told_of(town)
        town.college.revoke(hers[0])
        assert ("match-reopened", town.mex.person("aisha")["matches"][0]["id"]) in town.run()
        assert town.state("vacancy", "psw") == "matched", "it is open again, and Ben has what it asks by now"
        assert ("psw", "ben", "notified") in town.matches()
        last = postman.send()
        assert set(last) == {"jobs@pine.example", "aisha@learner.example", "ben@learner.example"}


def _demand(town: Town, least: int = 1) -> dict[str, tuple[int | None, ...]]:
    """Return of each skill how many vacancies ask it, how many people lack and show it, how many courses teach it."""
    today = town.mex.config.day(town.now)
    rows = report_json(town.mex.report("demand", (today, today), least=least))["rows"]
    told = ("asked", "lacked", "supplied", "taught_by")
    return {row["skill"].rpartition("/")[2]: tuple(row[name] for name in told) for row in rows}


def _nobody_is_told_of(town: Town) -> None:
    """As it is published, the report tells of no group as small as this town."""
    assert {row[1:3] for row in _demand(town, least=5).values()} <= {(None, None)}


def _trained(town: Town, postman: Postman, plan: EmailMessage) -> None:
    """Ben says yes, the colleges have seats, he completes both courses, and his badges come in."""
    postman.answer(plan)
    for college, skill in (("office@lakeshore.example", "lifts"), ("office@grand.example", "meals")):
        asked = postman.send()
        if college not in asked:
            town.post("second", "care", "lifts", "meals", "records")
            assert ("planned", "ben") in town.run()
            postman.answer(postman.send()["ben@learner.example"][0])
            asked = postman.send()
        postman.answer(asked[college][0])
        assert town.state("applicant", "ben") == "training"
        done = postman.send()[college][0]
        by = town.college if skill == "lifts" else town.other
        town.badge("ben", skill, by=by)
        postman.answer(done)
        assert town.state("applicant", "ben") == "seeking"
    with town.mex.book.read() as connection:
        states = [row.state for row in connection.execute(tables.SEATS.select())]
    assert states == [SeatState.COMPLETED.value] * 2
    town.post("second", "care", "lifts", "meals", "records", status="withdrawn")
