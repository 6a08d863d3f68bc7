"""A verified document is not yet an achievement: attacks on pathways, awards and matching, end to end."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import commands
from commands import ACHIEVEMENTS, DEGREE, DID, TAUGHT, URL, Run, asked, degree_college, network
from issuing import AISHA
from mexbadge.credentials.ob3 import Form, sign
from mexbadge.issuer import Issuer
from world import College, World


@pytest.fixture
def issuer(run: Run) -> Issuer:
    del run
    return degree_college()


SCALE = {
    "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
    "type": ["ResultDescription"],
    "name": "Exam",
    "resultType": "Percent",
    "requiredValue": "60",
    "valueMin": "0",
    "valueMax": "100",
}
RUBRIC = {
    "id": "urn:uuid:00000000-0000-4000-8000-000000000002",
    "type": ["ResultDescription"],
    "name": "Practice",
    "resultType": "RubricCriterionLevel",
    "requiredLevel": "urn:uuid:00000000-0000-4000-8000-000000000004",
    "rubricCriterionLevel": [
        {
            "id": f"urn:uuid:00000000-0000-4000-8000-00000000000{3 + n}",
            "type": ["RubricCriterionLevel"],
            "name": name,
            "points": str(n),
        }
        for n, name in enumerate(("Novice", "Expert"))
    ],
}
RESULTS: dict[str, dict[str, Any]] = {
    **{name: {"status": name} for name in ("Failed", "Enrolled", "Withdrew", "InProgress", "OnHold", "Provisional")},
    "withdrew with 95": {"status": "Withdrew", "value": "95", "resultDescription": SCALE["id"]},
    "below the value": {"value": "12", "resultDescription": SCALE["id"]},
    "failed by its value": {"value": "Failed", "status": "Completed", "resultDescription": SCALE["id"]},
    "off its scale": {"value": "900", "resultDescription": SCALE["id"]},
    "a decimal comma": {"value": "85,5", "resultDescription": SCALE["id"]},
    "a fraction": {"value": "85/100", "resultDescription": SCALE["id"]},
    "below the level": {
        "achievedLevel": "urn:uuid:00000000-0000-4000-8000-000000000003",
        "resultDescription": RUBRIC["id"],
    },
}

UNCLEAR = {"off its scale", "a decimal comma", "a fraction"}
"""What these say cannot be told: undecided, and a least result is not reached."""


def with_result(result: dict[str, Any], form: Form) -> tuple[College, bytes]:
    college = College(World(), id=DID)
    achievement = {
        **college.achievement,
        "id": f"{ACHIEVEMENTS}/diploma",
        "resultDescription": [SCALE, RUBRIC],
        "alignment": [TAUGHT],
    }
    subject = {"result": [{"type": ["Result"], **result}]}
    return college, college.issue(form, to=AISHA, achievement=achievement, subject=subject).credential


@pytest.mark.parametrize("form", [Form.VC_JWT, Form.DATA_INTEGRITY])
@pytest.mark.parametrize("name", RESULTS)
def test_a_badge_that_says_it_was_not_reached_is_a_warning_and_counts_for_nothing(
    run: Run, name: str, form: Form
) -> None:
    college, badge = with_result(RESULTS[name], form)
    Path("badge.json").write_bytes(badge)
    asked()
    least = DEGREE.replace('/diploma"}', '/diploma", minResult = {value = "50"}}')
    assert least != DEGREE
    Path("least.toml").write_text(least, "utf-8")
    net = network(college)
    code, out, _ = run("verify", "badge.json", *net, "--json")
    assert (code, json.loads(out)["verdict"]) == (0, "warning")
    code, out, _ = run("verify", "badge.json", *net)
    assert "Result" in out
    for file, code in (("degree.toml", 3 if name in UNCLEAR else 1), ("least.toml", 1)):
        assert run("pathway", "show", file, *net, "--badges", "badge.json")[0] == code, file
    ranked = ("match", "rank", "--vacancy", "vacancy.json", "--badges", "badge.json", *net, "--json")
    assert json.loads(run(*ranked)[1].splitlines()[0])["covered"] == 0


@pytest.mark.parametrize("creator", [False, True])
def test_a_listed_partner_cannot_award_the_achievement_of_another(issuer: Issuer, run: Run, *, creator: bool) -> None:
    del issuer
    world = World()
    partner = College(world, id="did:web:small.example", name="Small School")
    achievement = {**partner.achievement, "id": f"{ACHIEVEMENTS}/diploma"}
    achievement |= {"creator": {"id": DID, "type": ["Profile"]}} if creator else {}
    Path("small.jwt").write_bytes(partner.issue(to=AISHA, achievement=achievement).credential)
    trusted = {
        "schema": "urn:mexbadge:schema:trust-list-1",
        "name": "Approved",
        "issuers": [{"id": "did:web:small.example", "name": "Small School"}],
    }
    Path("trust.json").write_text(json.dumps(trusted), "utf-8")
    Path("named.toml").write_text(DEGREE.replace("completion", 'issuers = ["did:web:small.example"]\ncompletion'))
    net = network(partner)
    code, out, _ = run("verify", "small.jwt", *net, "--trust", "trust.json")
    assert code == 0
    assert "awarded under an achievement of badges.college.ca" in out
    assert (f"made by {DID}" in out) is creator
    for words in (("degree.toml", "--trust", "trust.json"), ("named.toml",)):
        code, out, _ = run("pathway", "show", *words, *net, "--badges", "small.jwt")
        assert code == 1, words
        assert "its issuer is not one that counts here" in out


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("sisSourcedId:20260007", 3),
        ("sisSourcedId:20260007@did:web:other.example", 3),
        (f"sisSourcedId:20260007@{DID}", 0),
        (f"sisSourcedId:20260008@{DID}", 1),
    ],
)
def test_the_same_number_at_another_college_is_not_the_same_student(run: Run, who: str, code: int) -> None:
    college = College(World(), id=DID)
    achievement = {**college.achievement, "id": f"{ACHIEVEMENTS}/diploma"}
    Path("badge.json").write_bytes(college.issue(to="sisSourcedId:20260007", achievement=achievement).credential)
    asked()
    net = network(college, to=who)
    found, out, _ = run("verify", "badge.json", *net)
    assert found == code, out
    assert ("names a sisSourcedId of" in out) is (code == 3)
    assert run("pathway", "show", "degree.toml", *net, "--badges", "badge.json")[0] == (0 if code == 0 else 1)


def test_nothing_is_awarded_on_what_the_own_register_has_revoked(issuer: Issuer, run: Run) -> None:
    issuer.issue("diploma", to=AISHA).save("diploma.png")
    issuer.write_hosted()
    net = network()
    shutil.copytree("badges/hosted", "earlier")
    Path("net.json").write_text(Path("net.json").read_text("utf-8").replace("badges/hosted", "earlier"), "utf-8")
    (revoked,) = [record.id for record in issuer.list() if record.slug == "diploma"]
    issuer.revoke(revoked)
    assert run("verify", "diploma.png", *net)[0] == 0, "the list that is read is older"
    code, out, _ = run("pathway", "award", "degree.toml", "-C", "badges", *net, "--badges", "diploma.png")
    assert code == 1
    assert "revoked" in out
    assert not [record for record in issuer.list() if record.slug == "degree"]


@pytest.mark.parametrize("form", [Form.OB2_HOSTED, Form.OB2_SIGNED])
def test_nothing_is_awarded_on_an_older_badge_of_2_0_that_the_own_register_has_revoked(run: Run, form: Form) -> None:
    issuer = commands.college("diploma", "degree", email="registrar@college.ca")
    made = issuer.issue("diploma", to=AISHA, form=form)
    made.save("diploma.png")
    issuer.write_hosted()
    older = DEGREE.replace(f"{ACHIEVEMENTS}/diploma", f"{URL}/ob2/badges/diploma.json")
    assert older != DEGREE
    Path("degree.toml").write_text(older, "utf-8")
    shutil.copytree("badges/hosted", "earlier")
    net = ("--resources", "earlier", "--recipient", AISHA)
    words = ("-C", "badges", *net, "--badges", "diploma.png")
    code, out, _ = run("pathway", "show", "degree.toml", *net, "--badges", "diploma.png")
    assert code == 0, out
    issuer.revoke(made.id)
    code, out, _ = run("pathway", "award", "degree.toml", *words)
    assert code == 1, out
    assert not [record for record in issuer.list() if record.slug == "degree"]


def test_an_award_that_was_revoked_is_not_named_as_if_it_stood(issuer: Issuer, run: Run) -> None:
    issuer.issue("diploma", to=AISHA).save("diploma.png")
    issuer.write_hosted()
    words = ("pathway", "award", "degree.toml", "-C", "badges", *network(), "--badges", "diploma.png")
    assert run(*words)[0] == 0
    assert run(*words)[0] == 0
    (awarded,) = [record.id for record in issuer.list() if record.slug == "degree"]
    issuer.revoke(awarded)
    code, out, err = run(*words)
    assert code == 1
    assert "no longer in force" in out
    assert ".png" not in out + err
    assert json.loads(run(*words, "--json")[1])["standing"] is False
    assert run(*words, "--again")[0] == 0


def test_a_least_result_that_is_a_word_is_refused_before_any_number_meets_it(run: Run) -> None:
    college, badge = with_result({"value": "1"}, Form.VC_JWT)
    Path("badge.jwt").write_bytes(badge)
    for least in ("B", "pass", "60/100"):
        text = DEGREE.replace('/diploma"}', f'/diploma", minResult = {{value = "{least}"}}}}')
        assert text != DEGREE
        Path("word.toml").write_text(text, "utf-8")
        code, out, err = run("pathway", "show", "word.toml", *network(college), "--badges", "badge.jwt")
        assert (code, out) == (2, ""), least
        assert "lists no order" in err


@pytest.mark.parametrize(("form", "suite"), [(Form.VC_JWT, None), (Form.DATA_INTEGRITY, "eddsa-jcs-2022")])
def test_an_endorsement_of_a_person_fills_no_place_and_shows_no_skill(run: Run, form: Form, suite: str | None) -> None:
    college = College(World(), id=DID)
    made = with_result({"value": "95"}, Form.DATA_INTEGRITY)[1]
    subject = json.loads(made)["credentialSubject"]
    achievement = {name: value for name, value in subject["achievement"].items() if name != "resultDescription"}
    document = {
        "@context": json.loads(made)["@context"],
        "id": "urn:uuid:6e2a0f3c-0000-4000-8000-0000000000aa",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": college.profile,
        "name": "Diploma",
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:aisha", "type": ["EndorsementSubject"], "achievement": achievement},
    }
    Path("badge.json").write_bytes(sign(document, college.signer, form=form, suite=suite))
    asked()
    net = network(college, to="did:example:aisha")
    code, out, _ = run("verify", "badge.json", *net)
    assert code == 0, out
    code, out, _ = run("pathway", "show", "degree.toml", *net, "--badges", "badge.json")
    assert (code, out.splitlines()[0]) == (1, "Degree: not yet")
    ranked = ("match", "rank", "--vacancy", "vacancy.json", "--badges", "badge.json", *net, "--json")
    assert json.loads(run(*ranked)[1].splitlines()[0])["covered"] == 0
