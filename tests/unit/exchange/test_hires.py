"""What is said of a hire, and of how somebody stands in the labour market: checked, kept as it was, not matched by."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from exchange_world import Town, matched
from exchanging import as_json, person
from mexbadge._json import dumps
from mexbadge.errors import InputError, SchemaError
from mexbadge.match.exchange import Exchange
from mexbadge.match.exchange.forms import AppliesAs
from mexbadge.match.exchange.hires import HireFacts, HireKept, hires_at
from mexbadge.match.exchange.web import answers_app
from mexbadge.models.forms import form_of
from world import World

STATES: tuple[dict[str, str], ...] = (
    {},
    {"labourStatus": "unemployed"},
    {"labourStatus": "laid-off", "labourRegion": "er 3530"},
    {"labourStatus": "employed", "labourRegion": "Québec"},
)


def facts(**said: Any) -> HireFacts:
    return form_of(HireFacts, said)


def hires(mex: Exchange, at: datetime | None = None) -> dict[str, HireKept]:
    with mex.book.read() as connection:
        return hires_at(connection, at or mex.now())


def hired(town: Town, **said: Any) -> str:
    """Aisha is matched, both say yes, and the employer says that she was hired."""
    matched(town)
    (match,) = town.mex.person("aisha")["matches"]
    town.mex.record(match["id"], "employer", "yes")
    town.mex.record(match["id"], "applicant", "yes")
    town.mex.record(match["id"], "employer", "yes", hire=facts(**said) if said else None)
    return str(match["id"])


def test_a_hire_keeps_what_was_said_beside_it_and_how_the_person_stood(town: Town) -> None:
    town.join("aisha")
    town.bring(applicants=[person("aisha", labourStatus="unemployed", labourRegion="Ontario")])
    town.post("psw", "care", "lifts", noc="44101")
    for skill in ("care", "lifts"):
        town.badge("aisha", skill)
    town.agree()
    assert ("decided", "psw aisha") in town.run()
    (match,) = town.mex.person("aisha")["matches"]
    for party in ("employer", "applicant"):
        town.mex.record(match["id"], party, "yes")
    town.mex.record(match["id"], "employer", "yes", hire=facts(start="2026-10-05", hours="37.50"))
    (one,) = hires(town.mex).values()
    assert (one.match, one.vacancy, one.noc) == (match["id"], "psw", "44101"), "the occupation is the vacancy's"
    assert (one.start, one.hours) == (date(2026, 10, 5), Decimal("37.5"))
    assert (one.status, one.region) == ("unemployed", "CA-ON")
    town.bring(applicants=[person("aisha", labourStatus="employed", labourRegion="Québec")])
    (later,) = hires(town.mex).values()
    assert (later.status, later.region) == ("unemployed", "CA-ON"), "as it was when somebody was hired"
    assert "aisha" not in dumps([str(one) for one in hires(town.mex).values()])


def test_a_vacancy_of_several_occupations_leaves_open_which_one_it_was(town: Town) -> None:
    town.post("psw", "care", "lifts", noc=["33102", "44101"])
    town.with_badges(aisha="care lifts")
    town.run()
    (match,) = town.mex.person("aisha")["matches"]
    for party in ("employer", "applicant", "employer"):
        town.mex.record(match["id"], party, "yes")
    assert hires(town.mex)[match["id"]].noc is None
    town.mex.record_hires([(match["id"], facts(noc="NOC 33102"))])
    assert hires(town.mex)[match["id"]].noc == "33102"


def test_what_was_known_on_a_day_can_be_told_ever_after(town: Town) -> None:
    match = hired(town, start="2026-09-01")
    then = town.now
    town.pass_days(200)
    town.mex.record_hires([(match, facts(employed90="yes", employed180="no", hours=20))])
    assert hires(town.mex, then)[match].employed_90 is None
    now = hires(town.mex)[match]
    assert (now.employed_90, now.employed_180, now.hours) == ("yes", "no", Decimal(20))
    assert now.said_90 == now.said_180 != now.at
    assert hires(town.mex, then - timedelta(days=1)) == {}


def told_on_its_day(town: Town, match: str) -> None:
    """How a hire of today stands after 90 days is taken on the 90th day, and not on the one before."""
    town.pass_days(89)
    with pytest.raises(InputError) as early:
        town.mex.record_hires([(match, facts(employed90="yes"))])
    assert early.value.code == "exchange_hire_early"
    town.pass_days(1)
    assert town.mex.record_hires([(match, facts(employed90="yes"))]) == 1


def test_how_a_hire_went_on_is_not_told_before_its_day(town: Town) -> None:
    match = hired(town)
    told_on_its_day(town, match)
    with pytest.raises(InputError, match="180"):
        town.mex.record_hires([(match, facts(employed180="yes"))])


@pytest.mark.parametrize("hour", [2, 15])
def test_a_day_is_that_where_the_exchange_is_whatever_day_it_is_by_utc(tmp_path: Path, hour: int) -> None:
    """At 02:30 by UTC it is the evening before in Toronto."""
    town = Town(tmp_path, {"zone": "America/Toronto"})
    town.wait_for(hour)
    match, first, before = hired(town), town.day(-366), town.day(-367)
    with pytest.raises(InputError) as refused:
        town.mex.record_hires([(match, facts(start=before))])
    assert refused.value.code == "exchange_hire_start"
    told_on_its_day(town, match)
    assert town.mex.record_hires([(match, facts(start=first))]) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"hours": 0}, "vacancy_hours"),
        ({"hours": 169}, "vacancy_hours"),
        ({"noc": "99999"}, "noc_unknown"),
        ({"noc": "00018"}, "noc_form"),
        ({"noc": "aide"}, "noc_form"),
        ({"start": "2020-01-01"}, "exchange_hire_start"),
        ({"start": "2036-01-01"}, "exchange_hire_start"),
        ({}, "exchange_hire_nothing"),
    ],
)
def test_what_cannot_be_of_a_hire_is_refused_and_nothing_is_written(town: Town, said: Any, code: str) -> None:
    match = hired(town)
    before = hires(town.mex)
    with pytest.raises(InputError) as wrong:
        town.mex.record_hires([(match, facts(hours=30)), (match, facts(**said))])
    assert wrong.value.code == code
    assert hires(town.mex) == before


def test_nothing_is_said_of_a_hire_that_is_none(town: Town) -> None:
    matched(town)
    (match,) = town.mex.person("aisha")["matches"]
    with pytest.raises(InputError) as none:
        town.mex.record_hires([(match["id"], facts(hours=30))])
    assert none.value.code == "exchange_hire_none"
    with pytest.raises(InputError) as unknown:
        town.mex.record_hires([("nothing", facts(hours=30))])
    assert unknown.value.code == "exchange_unknown"
    with pytest.raises(InputError) as other:
        town.mex.record(match["id"], "employer", "yes", hire=facts(hours=30))
    assert other.value.code == "exchange_hire_not"
    assert town.matches() == [("psw", "aisha", "notified")]
    with town.mex.book.read() as connection:
        (said,) = {one.facts.get("answer") for one in town.mex.book.events(connection, kinds=["answered"])} - {
            "yes"
        } or {None}
    assert said is None


def test_whoever_is_forgotten_stays_counted_and_named_nowhere(town: Town) -> None:
    match = hired(town, hours=30)
    before = hires(town.mex)
    assert [one["match"] for one in town.mex.person("aisha")["hires"]] == [match, match]
    town.mex.forget("aisha")
    assert hires(town.mex) == before
    assert "aisha" not in str(before)


def test_matching_is_the_same_whatever_somebody_says_of_their_place_in_the_labour_market(tmp_path: Any) -> None:
    found, at = set(), datetime(2026, 9, 1, tzinfo=UTC)
    for number, said in enumerate(STATES):
        town = Town(tmp_path / str(number), world=World(at=at))
        for name in ("psw", "aide"):
            town.post(name, "care", "lifts", "meals", constraints={"regions": ["CA-ON"]})
        town.with_badges(aisha="care lifts meals", ben="care meals", carl="care lifts meals")
        for name in ("aisha", "ben", "carl"):
            town.bring(applicants=[person(name, name=f"{name.title()} Person", **(said if name != "carl" else {}))])
        run = [(one.kind, one.subject, dumps(dict(one.facts))) for one in town.mex.run()]
        found.add((tuple(run), tuple(town.matches()), tuple(town.mex.why("psw", "ben"))))
    assert len(found) == 1
    ((decided, *_),) = found
    assert len(decided) >= 2


def test_what_matching_reads_of_somebody_holds_neither_status_nor_region() -> None:
    plain, said = (form_of(AppliesAs, person("aisha", **more)) for more in ({}, STATES[2]))
    assert plain.applicant == said.applicant
    assert plain != said


def test_status_and_region_come_in_and_go_out_as_a_table_and_as_json(town: Town) -> None:
    table = (
        b"id,email,labour_status,labour_region\naisha,aisha@learner.example,underemployed,er 3530\n"
        b"ben,ben@learner.example,,\n"
    )
    assert town.mex.bring_in({"applicants": [("a.csv", table)]}) == {"applicants": 2}
    out = town.mex.exported_tables()["applicants.csv"]
    assert b"underemployed,er 3530" in out
    assert town.mex.bring_in({"applicants": [("again.csv", out)]}) == {}
    people = {one["id"]: one for one in town.mex.exported()["applicants"]}
    assert (people["aisha"]["labourStatus"], people["aisha"]["labourRegion"]) == ("underemployed", "er 3530")
    assert "labourStatus" not in people["ben"]


@pytest.mark.parametrize(
    ("said", "code"),
    [({"labourStatus": "retired"}, "form_choice"), ({"labourRegion": "the north"}, "exchange_region")],
)
def test_a_status_or_a_region_that_cannot_be_counted_is_refused(town: Town, said: Any, code: str) -> None:
    with pytest.raises(SchemaError) as wrong:
        town.mex.bring_in({"applicants": [("a.json", as_json(person("aisha", **said)))]})
    assert [getattr(one.values["what"], "code", None) for one in wrong.value.problems] == [code]


def asked_page(mex: Exchange, method: str, **fields: str) -> tuple[str, str]:
    text, status = urlencode(fields), list[str]()
    environ = {"REQUEST_METHOD": method, "QUERY_STRING": text, "CONTENT_LENGTH": str(len(text))}
    body = answers_app(mex)({**environ, "wsgi.input": BytesIO(text.encode())}, lambda code, _: status.append(code))
    return status[0], b"".join(body).decode()


def test_an_employer_may_say_first_day_hours_and_occupation_beside_the_button(town: Town) -> None:
    matched(town)
    letters = town.letters()
    for name in ("jobs", "aisha"):
        assert 'name="hours"' not in asked_page(town.mex, "GET", code=code_of(letters[name][0]), answer="yes")[1]
        town.say(letters[name][0])
    code = code_of(town.letters()["jobs"][0])
    page = asked_page(town.mex, "GET", code=code, answer="yes")[1]
    assert all(f'name="{name}"' in page for name in ("start", "hours", "noc"))
    assert 'name="hours"' not in asked_page(town.mex, "GET", code=code, answer="no")[1]
    status, page = asked_page(town.mex, "POST", code=code, answer="yes", hours="many")
    assert status == "409 Conflict"
    assert hires(town.mex) == {}, "nothing changed, and the code still counts"
    assert asked_page(town.mex, "POST", code=code, answer="yes", hours="30", noc="33102", start="")[0] == "200 OK"
    (one,) = hires(town.mex).values()
    assert (one.hours, one.noc, one.start) == (Decimal(30), "33102", None)


def code_of(letter: Any) -> str:
    text = letter.get_body(("plain",)).get_content()
    return str(re.search(r"MEX yes ([a-z2-7]{26})", text)[1])  # type: ignore[index]
