"""A day is one where the exchange is; what is damaged stops itself alone; a stop is understood without a subject."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote

import pytest
from sqlalchemy import update

from exchange_world import Town
from exchanging import Mex, employer, opening, person, school
from mexbadge.errors import InputError, SchemaError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.inbox import ReadAs

LAST_MOMENT = datetime(2026, 3, 11, 3, 59, 59, tzinfo=UTC)
"""In Toronto it is still the tenth."""


def at(town: Town, moment: datetime) -> None:
    town.place.clock.now = town.world.at = moment


@pytest.mark.parametrize(("zone", "matched"), [("America/Toronto", True), ("UTC", False)])
def test_a_vacancy_is_open_until_its_last_day_is_over_where_the_exchange_is(
    tmp_path: Path, zone: str, *, matched: bool
) -> None:
    town = Town(tmp_path, {"zone": zone})
    at(town, LAST_MOMENT.replace(day=10))
    town.post("psw", "care", openUntil="2026-03-10")
    town.with_badges(aisha="care")
    at(town, LAST_MOMENT)
    assert ("decided", "psw aisha") in town.run(dry=True) or not matched
    assert (("vacancies-expired", "psw") in town.run(dry=True)) is not matched
    at(town, LAST_MOMENT.replace(hour=4, minute=0, second=0))
    assert ("vacancies-expired", "psw") in town.run()


def test_an_approval_ends_when_its_day_begins_where_the_exchange_is(town: Town) -> None:
    at(town, LAST_MOMENT.replace(day=10))
    town.bring(colleges=[school(issuer=town.college.id, until="2026-03-11")])
    town.post("psw", "care")
    town.with_badges(aisha="care")
    at(town, LAST_MOMENT.replace(hour=4, minute=0, second=0))
    assert town.run(dry=True) == []
    at(town, LAST_MOMENT)
    assert town.run(dry=True) == [("decided", "psw aisha")]
    (entry,) = (one for one in town.mex.trust_list(town.mex.signer(b""))["issuers"] if one["id"] == town.college.id)
    assert entry["validUntil"] == "2026-03-11T04:00:00Z", "as midnight in Toronto"


def test_a_zone_that_nobody_knows_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        Mex(tmp_path / "mex").create(zone="Ontario/Nowhere")
    assert found.value.code == "exchange_zone"
    assert not (tmp_path / "mex").exists()


def break_record(town: Town, table: str, name: str) -> None:
    kept = {one.name: one for one in tables.ALL}[f"exchange_{table}"]
    with town.mex.book.transaction() as connection:
        connection.execute(update(kept).where(kept.c.id == name).values(document='{"id": 3'))


def test_a_damaged_record_stops_no_import_is_named_and_mended_by_importing_it_again(town: Town) -> None:
    town.post("psw", "care")
    town.join("aisha")
    for table, name in (("employers", "pine"), ("colleges", "grand"), ("applicants", "aisha"), ("vacancies", "psw")):
        break_record(town, table, name)
    town.bring(employers=[employer("oak")], applicants=[person("ben")], vacancies=[opening("care", employer="oak")])
    assert set(town.mex.damaged()) == {
        ("employers", "pine"),
        ("colleges", "grand"),
        ("applicants", "aisha"),
        ("vacancies", "psw"),
    }
    town.bring(
        employers=[employer()],
        colleges=[school("grand", issuer=town.other.id)],
        applicants=[person("aisha")],
        vacancies=[opening("psw")],
    )
    assert town.mex.damaged() == []
    assert town.state("vacancy", "psw") == "open"


def test_the_address_of_whoever_has_a_damaged_record_stays_theirs(town: Town) -> None:
    town.join("aisha")
    break_record(town, "applicants", "aisha")
    with pytest.raises(SchemaError) as found:
        town.bring(applicants=[person("eve", document={"identities": ["aisha@learner.example"]})])
    assert "aisha" in found.value.message()


def unsubscribing(letter: EmailMessage, *, keeps: str) -> bytes:
    """Return what a mail program sends by List-Unsubscribe that keeps a part of the address alone."""
    found = re.fullmatch(
        r"<mailto:([^?]+)\?subject=([^&]+)&body=([^>]+)>", str(letter["List-Unsubscribe"]).replace("\n", "")
    )
    assert found is not None
    made = EmailMessage()
    made["From"], made["To"] = str(letter["To"]), unquote(found[1])
    made["Subject"] = unquote(found[2]) if keeps == "subject" else ""
    made.set_content(unquote(found[3]) if keeps == "body" else "")
    return made.as_bytes()


@pytest.mark.parametrize("keeps", ["subject", "body", "address", "nothing"])
@pytest.mark.parametrize("plus", [True, False])
def test_a_stop_is_understood_by_whatever_a_mail_program_keeps_of_the_address(
    tmp_path: Path, keeps: str, *, plus: bool
) -> None:
    town = Town(tmp_path, {"mail": {"plus": plus}})
    town.post("psw", "care")
    town.with_badges(aisha="care")
    town.run()
    (letter,) = town.letters()["aisha"]
    (read,) = town.mex.inbox([("stop.eml", unsubscribing(letter, keeps=keeps))])
    understood = plus or keeps in {"subject", "body"}
    assert (read.read is ReadAs.ANSWERED) is understood
    assert (("match-withdrawn", town.mex.person("aisha")["matches"][0]["id"]) in town.run()) is understood


def test_a_letter_of_ours_that_is_quoted_below_an_empty_subject_stops_nothing(town: Town) -> None:
    town.post("psw", "care")
    town.with_badges(aisha="care")
    town.run()
    (letter,) = town.letters()["aisha"]
    body = letter.get_body(("plain",))
    assert body is not None
    made = EmailMessage()
    made["From"], made["To"] = str(letter["To"]), "mex@mex.example"
    made.set_content(f"What is this?\n{body.get_content()}")
    (read,) = town.mex.inbox([("what.eml", made.as_bytes())])
    assert read.read is ReadAs.NO_CODE
