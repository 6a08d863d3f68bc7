"""What is over is forgotten, and nothing before its time; the log keeps what was decided, and nobody's name."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from exchange_world import Town, matched
from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.match.exchange import retention, tables

_KEPT = timedelta(days=1096)


def everything(town: Town) -> str:
    """Return every text in the register but what stands in the letters that go out."""
    found = []
    with town.mex.book.read() as connection:
        for table in tables.ALL:
            for row in connection.execute(select(table)).all():
                found += [cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in row]
    return "\n".join(found)


def ended(town: Town) -> None:
    """Aisha was matched, said no, and withdrew; the vacancy is withdrawn."""
    matched(town)
    letter = town.letters()["aisha"][0]
    assert town.say(letter, "no").read.value == "answered"
    assert town.say(letter, "stop").read.value == "answered"
    town.run()
    town.post("psw", "care", "lifts", status="withdrawn")


def kinds(town: Town) -> list[str]:
    return [one.kind for one in town.mex.over()]


def test_nothing_goes_before_its_time_and_everything_that_is_over_goes_then(town: Town) -> None:
    ended(town)
    start = town.now
    town.place.clock.now = start + _KEPT - timedelta(seconds=1)
    assert kinds(town) == []
    assert list(town.mex.forget_over()) == []
    assert "aisha" in everything(town)
    town.place.clock.now = start + _KEPT
    assert kinds(town) == ["application", "posting", "person", "letters"]
    assert town.mex.board()["over"] == {"application": 1, "letters": 1, "person": 1, "posting": 1}
    assert [one.kind for one in town.mex.forget_over()] == ["application", "posting", "person", "letters"]
    assert kinds(town) == []
    assert "aisha" not in everything(town).lower()
    with town.mex.book.read() as connection:
        decided = list(town.mex.book.events(connection, kinds=["decided"]))
    assert len(decided) == 1
    assert str(decided[0].facts["applicant"]).startswith("forgotten-")
    assert decided[0].facts["rule"] == "best-total"


def test_whoever_still_agrees_stays_and_only_the_application_is_forgotten(town: Town) -> None:
    town.mex.config = town.mex.config.model_copy(update={"consent_days": 3000, "keep_days": 100})
    town.post("psw", "care")
    town.with_badges(aisha="care")
    town.run()
    assert town.say(town.letters()["aisha"][0], "no").read.value == "answered"
    town.pass_days(100)
    assert kinds(town) == ["application", "letters"]
    list(town.mex.forget_over())
    assert [one["applicant"]["id"] for one in [town.mex.person("aisha")]] == ["aisha"]
    (match,) = town.matches()
    assert match[1].startswith("forgotten-")
    with town.mex.book.read() as connection:
        assert connection.execute(select(tables.MATCHES.c.result)).scalar() == b"{}"
    left = {one.kind for one in town.mex.outbox.each(subjects=["applicant:aisha"])}
    assert left == {"confirm"}, "no letter tells whose application it was"


def test_whom_a_college_registered_and_who_never_agreed_is_forgotten_as_well(town: Town) -> None:
    town.join("aisha", "ben")
    said = {"wording": "w", "channel": "paper", "given": "2026-01-01T00:00:00Z", "evidence": "form 7"}
    town.bring(consents=[{"applicant": name, "purpose": "registration", **said} for name in ("aisha", "ben")])
    town.bring(consents=[{"applicant": "ben", **said}])
    town.place.clock.now = town.now + _KEPT
    assert [(one.kind, one.id) for one in town.mex.over()] == [("person", "aisha")]
    assert [one.id for one in town.mex.forget_over()] == ["aisha"]


def test_forgetting_looks_at_each_by_itself(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    ended(town)
    town.join(*(f"p{number}" for number in range(8)))
    town.place.clock.now = town.now + _KEPT
    looked: list[None] = []
    whole = retention.over

    def over(*words: Any, **given: Any) -> Any:
        looked.append(None)
        return whole(*words, **given)

    monkeypatch.setattr(retention, "over", over)
    assert len(list(town.mex.forget_over())) == 12
    assert len(looked) == 1, "everything once, and then each by itself"


def test_what_happened_since_it_was_found_to_be_over_keeps_it(town: Town) -> None:
    town.join("aisha", "ben")
    town.place.clock.now = town.now + _KEPT
    going = town.mex.forget_over()
    assert next(going).id == "aisha"
    said = {"wording": "w", "channel": "paper", "given": "2026-01-01T00:00:00Z", "evidence": "form 7"}
    town.bring(consents=[{"applicant": "ben", **said}])
    assert list(going) == []


def test_a_match_that_goes_on_is_never_over(town: Town) -> None:
    town.mex.config = town.mex.config.model_copy(update={"keep_days": 10, "answer_days": 3000})
    matched(town)
    town.pass_days(11)
    assert set(kinds(town)) <= {"letters"}


def test_a_rehearsal_writes_nothing(town: Town) -> None:
    ended(town)
    town.pass_days(1100)
    before = everything(town)
    town.mex.over()
    assert everything(town) == before


@pytest.mark.parametrize(("days", "told"), [(44.9, 0), (45, 1)])
def test_whoever_was_interviewed_and_not_told_is_a_task_on_the_day_that_the_settings_say(
    town: Town, days: float, told: int
) -> None:
    matched(town)
    letters = town.letters()
    for name in ("jobs", "aisha"):
        assert town.say(letters[name][0]).read.value == "answered"
    town.pass_days(days)
    assert len(town.mex.board()["decideSoon"]) == told
    town.mex.config = town.mex.config.model_copy(update={"told_days": 30})
    assert len(town.mex.board()["decideSoon"]) == 1


def test_the_board_is_a_page_in_each_language_for_its_owner_alone(town: Town) -> None:
    matched(town)
    folder = town.path / "board"
    pages = town.mex.write_board(folder)
    assert [path.relative_to(folder).as_posix() for path in pages] == ["index.html", "fr/index.html"]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in pages)
    english, french = (path.read_text("utf-8") for path in pages)
    assert "what waits" in english
    assert "Do they want this match?" in english
    assert 'lang="fr"' in french.splitlines()[1]
    assert "Veulent-ils de ce jumelage" in french
    assert "<script" not in english
    assert "learner.example" not in english, "people are named by their ids alone"
    assert town.mex.write_board(folder) == pages, "it is written over"
    site = town.path / "site"
    site.mkdir()
    (site / "mexbadge-site.txt").write_text("x", "utf-8")
    with pytest.raises(InputError) as found:
        town.mex.write_board(site / "inner" / "board")
    assert found.value.code == "register_into_hosted"
    assert not (site / "inner").exists()


def test_a_name_on_the_board_stays_a_text(town: Town) -> None:
    town.mex.config = town.mex.config.model_copy(update={"hold": True})
    town.bring(
        applicants=[{"id": "<script>alert(1)</script>", "document": {"identities": ["x@learner.example"]}}],
    )
    town.post("psw", "care")
    badge = town.college.issue_revocable(to="x@learner.example").credential
    town.hand_in(badge)
    page = town.mex.write_board(town.path / "board")[0].read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_what_is_kept_of_a_person_is_all_given_to_them(town: Town) -> None:
    ended(town)
    told = _json.dumps(town.mex.person("aisha"))
    assert "psw" in told
    assert "withdrawn" in told
