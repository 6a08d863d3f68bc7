"""A learner record is not what it lists: records turned round, strangers' words in them, others' identities."""

import json
from pathlib import Path
from typing import Any

import pytest

from commands import ACHIEVEMENTS, DID, SURGERY, TAUGHT, Run, degree_college, network
from issuing import AISHA
from mexbadge.credentials.ob3 import Form, sign
from mexbadge.issuer import Issuer
from world import College, World


@pytest.fixture
def issuer(run: Run) -> Issuer:
    del run
    return degree_college()


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
        assert "partial learner record: 1 badge inside" in out
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
                "alignment": [TAUGHT],
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
