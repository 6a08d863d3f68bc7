"""A verified document is not yet an achievement: attacks on pathways, awards, records and matching, end to end."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from issuing import AISHA, DEMENTIA
from mexbadge.cli import main
from mexbadge.errors import InputError
from mexbadge.issuer import Achievement, Issuer
from mexbadge.issuer.credential import Form, sign
from mexbadge.workflows.convert import require_same
from world import College, World

Run = Callable[..., tuple[int, str, str]]
URL = "https://badges.college.ca"
DID = "did:web:badges.college.ca"
ACHIEVEMENTS = f"{URL}/achievements"
SURGERY = "https://skills.example/surgery"
PATHWAY = f"""
id = "{URL}/pathways/degree"
version = "1"
issuer = "{DID}"
name = "Degree"
completion = "{ACHIEVEMENTS}/degree"

[root]
id = "all"
allOf = [
  {{id = "intro", earn = {{achievement = "{ACHIEVEMENTS}/intro"}}}},
  {{id = "diploma", earn = {{achievement = "{ACHIEVEMENTS}/diploma"}}}},
]
"""
DEGREE = PATHWAY.replace(f'  {{id = "intro", earn = {{achievement = "{ACHIEVEMENTS}/intro"}}}},\n', "")
VACANCY = {"id": "v", "title": "Surgeon", "requirements": [{"skill": SURGERY}]}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def ran(*words: str) -> tuple[int, str, str]:
        code = main([*words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return ran


@pytest.fixture
def issuer(run: Run) -> Issuer:
    del run
    made = Issuer.create("badges", name="Example College", url=URL)
    for name in ("intro", "diploma", "degree"):
        made.add(Achievement(name.title(), DEMENTIA.description, DEMENTIA.criteria, slug=name))
    made.issue("intro", to=AISHA).save("intro.png")
    made.write_hosted()
    Path("pathway.toml").write_text(PATHWAY, "utf-8")
    Path("degree.toml").write_text(DEGREE, "utf-8")
    Path("vacancy.json").write_text(json.dumps(VACANCY), "utf-8")
    return made


def network(*colleges: College) -> tuple[str, ...]:
    """Everything that the folder hosts, and what others publish, as resources."""
    hosted = json.loads(Path("badges/hosted/resources.json").read_text("utf-8"))
    table = {url: _under(entry) for url, entry in hosted.items()}
    for number, college in enumerate(colleges):
        for place, (url, document) in enumerate(college.documents().items()):
            Path(f"other-{number}-{place}.json").write_text(json.dumps(document), "utf-8")
            table[url] = f"other-{number}-{place}.json"
    Path("net.json").write_text(json.dumps(table), "utf-8")
    return "--resources", "net.json", "--recipient", AISHA


def _under(entry: Any) -> Any:
    return f"badges/hosted/{entry}" if isinstance(entry, str) else {**entry, "path": f"badges/hosted/{entry['path']}"}


def partial_record(run: Run, *badges: str, out: str = "record.json", also: tuple[str, ...] = ()) -> dict[str, Any]:
    words = ("pathway", "export", "pathway.toml", "--as", "clr", "-C", "badges", *also, "--badges", *badges)
    code, _, err = run(*words, "-o", out)
    assert code == 0, err
    found: dict[str, Any] = json.loads(Path(out).read_bytes())
    return found


def turned(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The same record with each of its achievements in the first place: nobody signed their order."""
    subject = document["credentialSubject"]
    listed = subject["achievement"]
    return {
        f"turned-{place}.json": {**document, "credentialSubject": {**subject, "achievement": order}}
        for place, order in enumerate(listed[n:] + listed[:n] for n in range(len(listed)))
    }


def write_turned(document: dict[str, Any]) -> list[str]:
    for name, one in turned(document).items():
        Path(name).write_text(json.dumps(one), "utf-8")
    return list(turned(document))


def test_a_partial_record_turned_round_awards_nothing(issuer: Issuer, run: Run) -> None:
    net = network()
    record = partial_record(run, "intro.png", also=net)
    assert record["partial"] is True
    assert f"{ACHIEVEMENTS}/diploma" in [one["id"] for one in record["credentialSubject"]["achievement"]]
    before = len(list(issuer.list()))
    for name in ("record.json", *write_turned(record)):
        code, out, _ = run("verify", name, *net)
        assert code == 0
        assert "partial learner record: 1 badges inside" in out
        code, out, _ = run("pathway", "show", "degree.toml", *net, "--badges", name)
        assert (code, out.splitlines()[0]) == (1, "Degree: not yet"), name
        code, out, _ = run("pathway", "show", "pathway.toml", *net, "--badges", name)
        assert "Intro" in out, "what was earned are the badges inside it"
        assert "1 of 2" in out
        assert run("pathway", "award", "degree.toml", "-C", "badges", *net, "--badges", name)[0] == 1
    assert len(list(issuer.list())) == before


def stranger(record_id: str, world: World, **given: Any) -> tuple[College, bytes]:
    """A badge of the holder's own making, with an id, an achievement and identities of her choice."""
    own = College(world, id="did:web:alice.example", name="Alice")
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": record_id,
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": "Doctor of Medicine",
        "issuer": own.profile,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": text, "identityType": "emailAddress"}
                for text in (AISHA, "alice@x.example")
            ],
            "achievement": {
                "id": f"{ACHIEVEMENTS}/diploma",
                "type": ["Achievement"],
                "name": "Doctor of Medicine",
                "description": "D.",
                "criteria": {"narrative": "N."},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "Surgery",
                        "targetUrl": SURGERY,
                        "targetType": "ceasn:Competency",
                    }
                ],
            },
            **given,
        },
    }
    return own, sign(document, own.signer, form=Form.DATA_INTEGRITY)


def test_nothing_that_a_stranger_wrote_is_signed_into_a_record(issuer: Issuer, run: Run) -> None:
    (genuine,) = [record.id for record in issuer.list()]
    own, badge = stranger(genuine, World())
    Path("alice.json").write_bytes(badge)
    net = network(own)
    record = partial_record(run, "intro.png", "alice.json", also=net)
    text = json.dumps(record)
    assert "Doctor of Medicine" not in text
    assert "alice@x.example" not in text
    assert SURGERY not in text
    assert len(record["credentialSubject"]["verifiableCredential"]) == 1
    words = ("--resources", "net.json", "--recipient", "alice@x.example")
    assert run("verify", "record.json", *words)[0] == 1
    for name in write_turned(record):
        assert run("pathway", "show", "degree.toml", *net, "--badges", name)[0] == 1
        ranked = ("match", "rank", "--vacancy", "vacancy.json", "--badges", name, *net, "--issuer", DID, "--json")
        assert json.loads(run(*ranked)[1].splitlines()[0])["covered"] == 0


def test_a_record_names_the_person_by_the_identities_that_were_asked_for_alone(issuer: Issuer, run: Run) -> None:
    del issuer
    record = partial_record(run, "intro.png", also=(*network(), "--recipient", "did:example:aisha"))
    subject = record["credentialSubject"]
    assert subject["id"] == "did:example:aisha"
    assert {one["identityType"] for one in subject["identifier"]} == {"emailAddress"}
    code, out, _ = run("verify", "record.json", *network())
    assert code == 0, out
    assert "could not be compared" not in out


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
        "alignment": [
            {"type": ["Alignment"], "targetName": "Surgery", "targetUrl": SURGERY, "targetType": "ceasn:Competency"}
        ],
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
    Path("degree.toml").write_text(DEGREE, "utf-8")
    least = DEGREE.replace('/diploma"}', '/diploma", minResult = {value = "50"}}')
    assert least != DEGREE
    Path("least.toml").write_text(least, "utf-8")
    Path("vacancy.json").write_text(json.dumps(VACANCY), "utf-8")
    Path("net.json").write_text(json.dumps({}), "utf-8")
    table = {}
    for place, (url, document) in enumerate(college.documents().items()):
        Path(f"doc-{place}.json").write_text(json.dumps(document), "utf-8")
        table[url] = f"doc-{place}.json"
    Path("net.json").write_text(json.dumps(table), "utf-8")
    net = ("--resources", "net.json", "--recipient", AISHA)
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


def older(issuer: Issuer, form: Form = Form.OB2_HOSTED) -> tuple[str, tuple[str, ...]]:
    """A badge of 2.0 out of the folder, and what a stranger's verifier sees."""
    issued = issuer.issue("intro", to=AISHA, form=form, again=True)
    issued.save("old.png")
    issuer.write_hosted()
    return issued.id, ("--resources", "badges/hosted")


@pytest.fixture
def two(run: Run) -> Issuer:
    """A folder that can issue badges of 2.0 as well."""
    del run
    made = Issuer.create("badges", name="Example College", url=URL, email="registrar@college.ca")
    made.add(Achievement("Intro", DEMENTIA.description, DEMENTIA.criteria, slug="intro"))
    return made


@pytest.mark.parametrize("form", [Form.OB2_HOSTED, Form.OB2_SIGNED])
@pytest.mark.parametrize("first", ["old", "new"])
def test_revoking_one_of_two_linked_badges_revokes_both(two: Issuer, run: Run, form: Form, first: str) -> None:
    old, net = older(two, form)
    code, out, err = run("convert", "old.png", *net, "-C", "badges", "-o", "new.png", "--json")
    assert code == 0, out + err
    made = json.loads(out)
    assert made["revocable"] is True
    assert {one.id for one in two.list()} == {old, made["id"]}
    for name in ("old.png", "new.png"):
        assert run("verify", *net, name, "--recipient", AISHA)[0] == 0, name
    assert run("convert", "old.png", *net, "-C", "badges", "-o", "again.png", "--json")[1] != ""
    assert len(list(two.list())) == 2, "it is converted once"
    assert run("revoke", "-C", "badges", {"old": old, "new": made["id"]}[first])[0] == 0
    for name in ("old.png", "new.png"):
        assert run("verify", *net, name)[0] == 1, name


def test_a_badge_that_is_corrected_takes_what_it_was_converted_to_with_it(two: Issuer, run: Run) -> None:
    old, net = older(two)
    made = json.loads(run("convert", "old.png", *net, "-C", "badges", "-o", "new.png", "--json")[1])
    two.correct(old, {"to": "ben@student.college.ca"})
    two.write_hosted()
    assert run("verify", *net, "new.png")[0] == 1
    assert two.record(made["id"]).status.value == "revoked"


def test_what_nobody_can_revoke_ends_and_says_so(two: Issuer, run: Run) -> None:
    old, net = older(two)
    (key,) = Path("badges/keys").glob("*.pem")
    words = ("convert", "old.png", *net, "--issuer", DID, "--key", str(key), "--key-id", two.keys()[0].id)
    code, out, err = run(*words, "-o", "new.json", "--json")
    assert code == 0, err
    assert "cannot be revoked" in err
    facts = json.loads(out)
    assert facts["revocable"] is False
    assert json.loads(Path("new.json").read_bytes())["validUntil"] == facts["until"]
    assert run("verify", *net, "new.json", "--at", "2099-01-01")[0] == 1
    assert run(*words, "-C", "badges", "-o", "x.json")[0] == 2
    assert run("convert", "old.png", *net, "-o", "x.json")[0] == 2
    assert old


@pytest.mark.parametrize(
    ("new", "same"),
    [
        ("did:web:platform.example", True),
        ("https://platform.example/b/issuer.json", True),
        ("did:web:elsewhere.example:named", True),
        ("did:web:platform.example:a", False),
        ("did:web:platform.example:b", False),
        ("did:web:platform.example%3A8443", False),
        ("https://platform.example/a/issuer.json", False),
    ],
)
def test_the_same_host_is_not_the_same_issuer(new: str, same: bool) -> None:  # noqa: FBT001
    old = {"id": "https://platform.example/b/issuer.json", "related": [{"id": "did:web:elsewhere.example:named"}]}
    if same:
        require_same(old, new)
    else:
        with pytest.raises(InputError) as caught:
            require_same(old, new)
        assert caught.value.code == "convert_other_issuer"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("sisSourcedId:20260007", 3),
        ("sisSourcedId:20260007@did:web:other.example", 3),
        (f"sisSourcedId:20260007@{DID}", 0),
        (f"sisSourcedId:20260008@{DID}", 1),
    ],
)
def test_the_same_number_at_another_college_is_not_the_same_student(run: Run, asked: str, code: int) -> None:
    college = College(World(), id=DID)
    achievement = {**college.achievement, "id": f"{ACHIEVEMENTS}/diploma"}
    Path("badge.json").write_bytes(college.issue(to="sisSourcedId:20260007", achievement=achievement).credential)
    Path("degree.toml").write_text(DEGREE, "utf-8")
    table = {}
    for place, (url, document) in enumerate(college.documents().items()):
        Path(f"doc-{place}.json").write_text(json.dumps(document), "utf-8")
        table[url] = f"doc-{place}.json"
    Path("net.json").write_text(json.dumps(table), "utf-8")
    net = ("--resources", "net.json", "--recipient", asked)
    found, out, _ = run("verify", "badge.json", *net)
    assert found == code, out
    assert ("names a sisSourcedId of" in out) is (code == 3)
    assert run("pathway", "show", "degree.toml", *net, "--badges", "badge.json")[0] == (0 if code == 0 else 1)


def test_two_folders_on_one_register_never_leave_an_older_list_to_publish(issuer: Issuer, run: Run) -> None:
    settings = Path("badges/mexbadge.toml").read_text("utf-8")
    place = Path("badges/register.db").resolve().as_posix()
    shared = settings.replace("sqlite:///register.db", f"sqlite:///{place}")
    assert shared != settings
    shutil.copytree("badges", "b")
    Path("b/register.db").unlink()
    Path("b/mexbadge.toml").write_text(shared, "utf-8")
    (badge,) = [record.id for record in issuer.list()]
    assert run("revoke", "-C", "badges", badge)[0] == 0
    seen_by = ("verify", "intro.png", "--resources")
    assert run(*seen_by, "badges/hosted")[0] == 1
    assert run(*seen_by, "b/hosted")[0] == 0, "what the other folder hosts is older"
    code, out, err = run("check", "b")
    assert code == 1, err
    assert "do not publish it" in out
    assert run("revoke", "-C", "b", "urn:uuid:00000000-0000-4000-8000-000000000000")[0] != 0
    assert run(*seen_by, "b/hosted")[0] == 1, "a command that writes brings its own folder up to date first"
    assert "do not publish it" not in run("check", "b")[1]
