"""What a signature and a verification cost, in counts: each document is read once, by the walk alone, into one form."""

from collections import Counter
from typing import Any

import pytest

from ld_documents import endorsement, full, plain
from mexbadge import ld
from mexbadge.dids import ControllerDocument, VerificationMethod
from mexbadge.errors import InputError
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ld import rdfc
from mexbadge.ld.conservation import Walk
from mexbadge.ld.pyld_adapter import Pyld
from mexbadge.proofs import add_proof, verify_proof

ISSUER = "did:web:college.example"
METHOD = f"{ISSUER}#key-1"
SIGNERS = {kind: LocalSigner.generate(kind, METHOD) for kind in (KeyKind.ED25519, KeyKind.P384)}
SUITES = {KeyKind.ED25519: "eddsa-rdfc-2022", KeyKind.P384: "ecdsa-rdfc-2019"}


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    found: Counter[str] = Counter()

    def counted(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def call(*arguments: Any, **named: Any) -> Any:
            found[name] += 1
            return original(*arguments, **named)

        monkeypatch.setattr(owner, name, call)

    counted(Pyld, "expand")
    counted(rdfc, "canonize_with_labels")
    counted(Walk, "document")
    return found


def published(signer: LocalSigner) -> ControllerDocument:
    method = VerificationMethod(METHOD, "Multikey", ISSUER, signer.public_key)
    return ControllerDocument(ISSUER, (method,), {"assertionMethod": frozenset({METHOD})})


@pytest.mark.parametrize("kind", SIGNERS)
@pytest.mark.parametrize("document", [plain(), plain(endorsement=[endorsement(1)])], ids=["plain", "endorsed"])
def test_document_and_options_are_each_read_once_to_sign_and_once_to_check(
    document: dict[str, Any], kind: KeyKind, counts: Counter[str]
) -> None:
    signer = SIGNERS[kind]
    signed = add_proof(document, signer, cryptosuite=SUITES[kind], created=None)
    assert counts == {"document": 2, "canonize_with_labels": 2}
    counts.clear()
    assert [result.good for result in verify_proof(signed, resolve=lambda _: published(signer))] == [True]
    assert counts == {"document": 2, "canonize_with_labels": 2}


def test_two_proofs_of_one_document_share_its_reading(counts: Counter[str]) -> None:
    signer = SIGNERS[KeyKind.ED25519]
    signed = add_proof(add_proof(plain(), signer, created=None), signer, created=None)
    counts.clear()
    assert [result.good for result in verify_proof(signed, resolve=lambda _: published(signer))] == [True, True]
    assert counts == {"document": 3, "canonize_with_labels": 3}


def test_a_wrong_signature_costs_no_second_reading_where_no_nodes_are_tied(counts: Counter[str]) -> None:
    signer = SIGNERS[KeyKind.ED25519]
    signed = {**add_proof(plain(), signer, created=None), "name": "Another"}
    counts.clear()
    assert [result.good for result in verify_proof(signed, resolve=lambda _: published(signer))] == [False]
    assert counts == {"document": 2, "canonize_with_labels": 2}


def test_pyld_reads_only_what_the_walk_does_not_let_pass(counts: Counter[str]) -> None:
    signer = SIGNERS[KeyKind.ED25519]
    signed = {**add_proof(plain(), signer, created=None), "shoeSize": 43}
    counts.clear()
    problems = [result.problem for result in verify_proof(signed, resolve=lambda _: published(signer))]
    assert [problem and problem.code for problem in problems] == ["ld_lost_term"]
    assert counts == {"document": 2, "expand": 1, "canonize_with_labels": 2}


TIED = plain(endorsement=[endorsement(number) for number in range(3)])


@pytest.mark.parametrize("document", [plain(), full(), TIED], ids=["plain", "full", "tied"])
def test_a_reading_says_what_each_question_alone_would_be_told(document: dict[str, Any]) -> None:
    quads = ld.to_quads(document)
    for orders in (("list", "set"), ("set", "list")):
        reading = ld.JsonLdReading.of(document)
        for related in (*orders, *orders):
            assert reading.canonical("sha256", related) == rdfc.canonize(quads, related=related)
            assert reading.canonical("sha384", related) == rdfc.canonize(quads, hash="sha384", related=related)
        assert reading.lost == ld.lost(document)


def test_ties_are_told_only_where_there_are_some() -> None:
    assert rdfc.canonize_with_labels(ld.to_quads(TIED)).tied
    assert not rdfc.canonize_with_labels(ld.to_quads(plain())).tied


def test_what_cannot_be_read_is_said_each_time_it_is_asked() -> None:
    reading = ld.JsonLdReading.of(plain(id=["no", "id"]))
    for _ in range(2):
        with pytest.raises(InputError):
            reading.canonical()
        assert [problem.code for problem in reading.lost] == ["ld_undecided"]
