"""The badges that 1EdTech publishes with their signatures, judged whole: proof, key binding and everything else."""

import json
from typing import Any

import pytest

from mexbadge.keys import PublicKey
from mexbadge.verify import Outcome, Report, Verdict, verify
from vectors_data import vectors
from world import AT, World


def published(name: str) -> tuple[dict[str, Any], World]:
    """A published credential, and a world in which its issuer answers for the published key."""
    vector = json.loads(vectors(f"open-badges/{name}/vector.json").read_text(encoding="utf-8"))
    signed = vector["signed"]
    proof = signed["proof"][0] if isinstance(signed["proof"], list) else signed["proof"]
    controller, _, _ = proof["verificationMethod"].partition("#")
    key = PublicKey.from_ed25519(bytes.fromhex(vector["publicKeyHex"]))
    world = World()
    world.put(
        controller,
        {
            "id": controller,
            "verificationMethod": [
                {
                    "id": proof["verificationMethod"],
                    "type": "Multikey",
                    "controller": controller,
                    "publicKeyMultibase": key.to_multikey(),
                }
            ],
            "assertionMethod": [proof["verificationMethod"]],
        },
    )
    return signed, world


def judged(document: dict[str, Any], world: World) -> Report:
    return verify(document, fetch=world.fetch, at=AT)


def found(report: Report) -> dict[str, Outcome]:
    return {f"{finding.check.value} {finding.code}": finding.outcome for finding in report.findings}


def test_the_published_badge_has_a_good_proof_of_its_issuers_key() -> None:
    document, world = published("obv3p0")
    report = judged(document, world)
    assert found(report)["proof proof_ok"] is Outcome.PASSED
    assert found(report)["model model_ok"] is Outcome.PASSED
    assert report.verdict is not Verdict.INVALID, str(report)


def test_the_published_learner_record_has_a_good_proof_and_its_inside_is_judged() -> None:
    document, world = published("clrv2p0")
    report = judged(document, world)
    assert found(report)["proof proof_ok"] is Outcome.PASSED
    assert len(report.nested) == len(document["credentialSubject"]["verifiableCredential"])


@pytest.mark.parametrize("name", ["obv3p0", "clrv2p0"])
def test_a_published_badge_with_another_name_is_invalid(name: str) -> None:
    document, world = published(name)
    assert judged({**document, "name": "Another"}, world).verdict is Verdict.INVALID
