"""Unknown contexts leave a signature over meanings undecided, and change nothing where a signature covers the text."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from mexbadge.cli import main
from mexbadge.issuer import Form
from mexbadge.ld import ExtraContext
from mexbadge.proofs import add_proof
from mexbadge.verify import Check, Outcome, Policy, Report, Verdict, verify
from world import AT, ISSUED, College, World

OWN = "https://contexts.example.org/own"
BODY = b'{"@context": {"ects": "https://contexts.example.org/own#ects"}}'
EXTRA = ExtraContext(OWN, BODY, hashlib.sha256(BODY).hexdigest())


def badge(college: College, suite: str) -> bytes:
    document: dict[str, Any] = json.loads(college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential)
    del document["proof"]
    document["@context"].append(OWN)
    document["credentialSubject"]["ects"] = "5"
    proven = add_proof(document, college.signer, cryptosuite=suite, created=ISSUED, contexts=(EXTRA,))
    return json.dumps(proven).encode()


def judged(world: World, content: bytes, *contexts: ExtraContext) -> Report:
    return verify(content, fetch=world.fetch, at=AT, policy=Policy(contexts=contexts))


def test_a_signature_over_meanings_is_undecided_until_the_context_is_supplied() -> None:
    world = World()
    content = badge(College(world), "eddsa-rdfc-2022")
    report = judged(world, content)
    assert report.verdict is Verdict.UNKNOWN
    assert [(f.code, f.outcome) for f in report.of_check(Check.PROOF)] == [("ld_context_unknown", Outcome.UNKNOWN)]
    assert "context_ok" not in report.codes()
    supplied = judged(world, content, EXTRA)
    assert supplied.verdict is Verdict.WARNING
    assert [f.code for f in supplied.of_check(Check.CONTEXT)] == ["context_supplied"]


def test_a_signature_over_the_text_holds_and_nothing_is_read_through_the_context() -> None:
    world = World()
    report = judged(world, badge(College(world), "eddsa-jcs-2022"))
    assert report.verdict is Verdict.WARNING
    assert [(f.code, f.outcome) for f in report.of_check(Check.CONTEXT)] == [("context_not_known", Outcome.WARNED)]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("Ed25519Signature2018", "proof_suite_unsupported"),
        ("MerkleProof2019", "proof_suite_blockchain"),
        ("ecdsa-sd-2023", "proof_suite_unsupported"),
    ],
)
def test_a_proof_of_a_kind_that_is_not_checked_is_named_and_undecided(kind: str, code: str) -> None:
    world = World()
    document = json.loads(College(world).issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential)
    named = {"cryptosuite": kind} if "-" in kind else {"type": kind}
    document["proof"] |= named
    report = judged(world, json.dumps(document).encode())
    assert report.verdict is Verdict.UNKNOWN
    (finding,) = report.of_check(Check.PROOF)
    assert finding.code == code
    assert kind in finding.message()


def test_an_older_badge_that_rests_on_a_blockchain_is_named_as_one() -> None:
    document = {
        "@context": ["https://w3id.org/openbadges/v2", "https://w3id.org/blockcerts/v2"],
        "id": "urn:uuid:0d5b4a9e-1111-4a6b-9a52-3f1f0c9d0001",
        "type": "Assertion",
        "recipient": {"type": "email", "identity": "a@example.org", "hashed": False},
        "badge": "https://college.example/badge.json",
        "verification": {"type": ["MerkleProofVerification2017", "Extension"]},
        "issuedOn": "2026-01-01T00:00:00Z",
        "signature": {"type": ["MerkleProof2017", "Extension"]},
    }
    report = judged(World(), json.dumps(document).encode())
    assert report.verdict is Verdict.UNKNOWN
    assert "proof_suite_blockchain" in report.codes()


def test_the_command_line_and_a_resource_map_supply_a_context(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World()
    college = College(world)
    (tmp_path / "own.json").write_bytes(BODY)
    (tmp_path / "badge.json").write_bytes(badge(college, "eddsa-rdfc-2022"))
    pages = {}
    for place, (url, document) in enumerate(college.documents().items()):
        (tmp_path / f"{place}.json").write_text(json.dumps(document))
        pages[url] = f"{place}.json"
    (tmp_path / "plain.json").write_text(json.dumps(pages))
    (tmp_path / "map.json").write_text(json.dumps({**pages, OWN: {"path": "own.json", "sha256": EXTRA.sha256}}))

    def codes(*arguments: str) -> tuple[int, str]:
        code = main(["verify", str(tmp_path / "badge.json"), "--json", "--at", "2026-05-01T12:00:00Z", *arguments])
        return code, capsys.readouterr().out

    plain = ("--resources", str(tmp_path / "plain.json"))
    assert codes(*plain)[0] == 3
    for given in (
        (*plain, "--context", f"{OWN}={tmp_path / 'own.json'}#sha256={EXTRA.sha256}"),
        ("--resources", str(tmp_path / "map.json")),
    ):
        code, out = codes(*given)
        assert code == 0
        assert "context_supplied" in out
    assert codes(*plain, "--context", f"{OWN}={tmp_path / 'own.json'}")[0] == 2
    assert codes(*plain, "--context", f"{OWN}={tmp_path / 'own.json'}#sha256={'0' * 64}")[0] == 2
