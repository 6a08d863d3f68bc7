"""What a report says of signatures, at the edges of each rule: a proof that is nearly good, a key that nearly fits."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mexbadge._json import dumps
from mexbadge._multibase import base64url_decode, base64url_encode
from mexbadge.dids import ControllerDocument, VerificationMethod
from mexbadge.errors import FetchError, Problem
from mexbadge.fetch.types import Request, Response
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import ProofOutcome, ProofResult, jws
from mexbadge.verify import Outcome, Policy
from mexbadge.verify.findings import Finding
from mexbadge.verify.intake import take
from mexbadge.verify.signature import proof
from mexbadge.verify.signature.proof import check_proof
from mexbadge.verify.subject import Ask, Subject
from world import AT, College, World

ID = "did:web:badges.college.example"
KID = f"{ID}#key-1"
OK, WARNED, FAILED, UNKNOWN, SKIPPED = Outcome
Told = list[tuple[str, str, Outcome]]
BLOCKED = ("binding", "blocked", SKIPPED)
NOT_LISTED = ("binding", "binding_not_listed", FAILED)
UNRESOLVED = ("binding", "binding_unresolved", UNKNOWN)
SELF_MADE = ("binding", "binding_self_asserted", WARNED)
BOUND = ("binding", "binding_ok", OK)


@pytest.fixture
def college() -> College:
    return College(World())


def ask_of(college: College, policy: Policy | None = None, **given: Any) -> Ask:
    return Ask(policy or Policy(), college.world.fetch, AT, **given)


def subject_of(badge: bytes) -> Subject:
    subject = take(badge).subject
    assert subject is not None
    return subject


def findings(badge: bytes | Subject, ask: Ask) -> list[Finding]:
    return list(check_proof(subject_of(badge) if isinstance(badge, bytes) else badge, ask))


def brief(found: list[Finding]) -> Told:
    return [(one.check.value, str(one.code), one.outcome) for one in found]


def told(badge: bytes | Subject, ask: Ask) -> Told:
    return brief(findings(badge, ask))


def value(found: list[Finding], code: str, name: str) -> object:
    return next(one.values[name] for one in found if one.code == code)


def token(college: College, signer: LocalSigner | None = None, **header: Any) -> bytes:
    """A token of the college's, with any words about the key in its header; ``None`` leaves a word out."""
    made = college.issue(Form.VC_JWT).credential.split(b".")
    header = {name: word for name, word in {"alg": "EdDSA", "typ": "JWT", **header}.items() if word is not None}
    return jws.sign(base64url_decode(made[1].decode()), signer or college.signer, header=header).encode()


def altered(badge: bytes) -> bytes:
    head, body, signature = badge.split(b".")
    payload = json.loads(base64url_decode(body.decode()))
    changed = base64url_encode(dumps({**payload, "name": "Another"}).encode()).encode()
    return b".".join((head, changed, signature))


def keys_of(*methods: VerificationMethod, listed: tuple[str, ...] | None = None) -> dict[str, object]:
    """What a verification remembers once it has read this document of the college."""
    names = frozenset(method.id for method in methods) if listed is None else frozenset(listed)
    return {f"issuer {ID}": ControllerDocument(ID, methods, {"assertionMethod": names})}


def method_of(signer: LocalSigner | None, id: str = KID, **given: Any) -> VerificationMethod:  # noqa: A002
    return VerificationMethod(id, "Multikey", ID, None if signer is None else signer.public_key, **given)


def away() -> Ask:
    """What is asked with, where the network is down."""
    return Ask(Policy(), unreachable, AT)


def unreachable(request: Request) -> Response:
    raise FetchError("fetch_dns", url=request.url, host="badges.college.example")


# Tokens


def test_what_a_token_comes_to_names_the_issuer_and_the_key_that_it_lists(college: College) -> None:
    found = findings(token(college, kid=KID), ask_of(college))
    assert brief(found) == [("proof", "proof_ok", OK), BOUND]
    assert dict(found[0].values) == {"who": ID, "key": KID, "algorithm": "EdDSA"}
    found = findings(token(college, jwk=college.signer.public_key.to_jwk()), ask_of(college))
    assert brief(found) == [("proof", "proof_ok", OK), BOUND]
    assert dict(found[0].values) == {"who": ID, "key": "jwk", "algorithm": "EdDSA"}


@pytest.mark.parametrize("key", ["kid", "jwk"])
def test_a_token_by_a_key_that_explains_itself_is_called_genuine_or_altered_though_it_binds_nobody(
    college: College, key: str
) -> None:
    stranger = College(college.world, "did:key:")
    word = {"kid": stranger.signer.verification_method, "jwk": stranger.signer.public_key.to_jwk()}[key]
    badge = token(college, stranger.signer, **{key: word})
    for ask, binding in ((ask_of(college), NOT_LISTED), (away(), UNRESOLVED)):
        found = findings(badge, ask)
        assert brief(found) == [("proof", "proof_ok", OK), binding]
        assert found[0].values["who"] == (stranger.id if key == "kid" else "jwk")
        assert told(altered(badge), ask) == [("proof", "proof_changed", FAILED), binding]
    assert value(findings(badge, ask_of(college)), "binding_not_listed", "key") == (word if key == "kid" else "jwk")


def test_a_token_without_a_key_that_can_be_found_is_undecided_until_the_issuer_has_spoken(college: College) -> None:
    stranger = College(college.world, "did:key:")
    for kid in (f"{ID}#other", f"{stranger.id}#other", KID):
        assert told(token(college, kid=kid), away()) == [("proof", "proof_key_unknown", UNKNOWN), UNRESOLVED]
    for kid in (f"{ID}#other", f"{stranger.id}#other"):
        found = findings(token(college, kid=kid), ask_of(college))
        assert brief(found) == [("proof", "blocked", SKIPPED), NOT_LISTED]
        assert (found[0].values["check"], found[1].values["key"]) == ("binding", kid)
    nameless = findings(token(college), ask_of(college))
    assert brief(nameless) == [("proof", "proof_jwt_key_missing", FAILED), ("proof", "blocked", SKIPPED), NOT_LISTED]
    assert nameless[-1].values["key"] == "?"


def test_a_malformed_key_in_a_token_fails_and_what_is_known_of_the_issuer_is_said_beside(college: College) -> None:
    badge = token(college, jwk={"kty": "OKP", "crv": "Ed25519", "x": "AA"})
    assert told(badge, ask_of(college)) == [("proof", "keys_length", FAILED), BLOCKED]
    assert told(badge, away()) == [("proof", "keys_length", FAILED), UNRESOLVED]


def test_a_listed_key_that_cannot_be_read_fails_with_the_reason_that_its_document_gives(college: College) -> None:
    reason = Problem("keys_length", None, {"kind": "Ed25519", "size": 1, "expected": 32})
    for problem, code in ((reason, "keys_length"), (None, "proof_key_unreadable")):
        ask = ask_of(college, _memory=keys_of(method_of(None, problem=problem)))
        assert told(token(college, kid=KID), ask) == [("proof", code, FAILED), BLOCKED]


def test_a_signature_of_another_kind_than_the_key_is_told_apart_from_an_altered_badge(college: College) -> None:
    other = ask_of(college, _memory=keys_of(method_of(LocalSigner.generate(KeyKind.P256, KID))))
    assert told(token(college, kid=KID), other)[0] == ("proof", "proof_jws_algorithm", FAILED)
    assert told(altered(token(college, kid=KID)), ask_of(college))[0] == ("proof", "proof_changed", FAILED)


def test_a_key_that_cannot_be_read_is_never_the_one_that_an_unknown_name_means(college: College) -> None:
    ask = ask_of(college, _memory=keys_of(method_of(None, id=f"{ID}#broken")))
    assert told(token(college, kid=f"{ID}#other"), ask) == [("proof", "blocked", SKIPPED), NOT_LISTED]


def test_the_name_of_a_key_goes_before_the_key_that_stands_beside_it(college: College) -> None:
    other = LocalSigner.generate(KeyKind.ED25519, f"{ID}#key-2")
    memory = keys_of(method_of(college.signer), method_of(other, id=f"{ID}#key-2"))
    badge = token(college, kid=KID, jwk=other.public_key.to_jwk())
    assert told(badge, ask_of(college, _memory=memory))[-2:] == [("proof", "proof_ok", OK), SELF_MADE]
    badge = token(college, other, kid=KID, jwk=other.public_key.to_jwk())
    assert told(badge, ask_of(college, _memory=memory))[-2:] == [("proof", "proof_changed", FAILED), SELF_MADE]


def test_of_keys_with_one_name_one_that_cannot_be_read_is_never_taken_for_the_one_that_signed(college: College) -> None:
    memory = keys_of(method_of(college.signer, kid="k"), method_of(None, id=f"{ID}#key-2", kid="k"))
    badge = token(college, kid="k")
    assert told(badge, ask_of(college, _memory=memory))[0] == ("proof", "proof_ok", OK)
    assert told(altered(badge), ask_of(college, _memory=memory))[0] == ("proof", "proof_changed", FAILED)


@pytest.mark.parametrize("policy", [Policy(), Policy.compatible()])
def test_a_revoked_key_that_is_listed_for_nothing_any_more_fails_under_every_leniency(
    college: College, policy: Policy
) -> None:
    memory = keys_of(method_of(college.signer, revoked="2026-04-01T00:00:00Z"), listed=())
    found = told(token(college, kid=KID), ask_of(college, policy, _memory=memory))
    assert found == [("proof", "proof_ok", OK), ("binding", "binding_key_ended", FAILED)]


def test_null_in_the_place_of_a_proof_says_nothing_beside_a_token_and_proves_nothing_without(college: College) -> None:
    subject = subject_of(token(college, kid=KID))
    beside = replace(subject, document={**subject.document, "proof": None})
    assert told(beside, ask_of(college)) == [("proof", "proof_ok", OK), BOUND]
    college.world.asked.clear()
    proofs: tuple[dict[str, Any], ...] = ({}, {"proof": None}, {"proof": []})
    for members in proofs:
        assert college.world.asked == [], "nothing is asked for what nobody signed"
        unsigned = replace(subject, jwt=None, document={**subject.document, **members})
        assert told(unsigned, ask_of(college)) == [("proof", "proof_missing", FAILED), BLOCKED]


# Proofs in the document


Prove = Callable[..., Subject]


@pytest.fixture
def proven(college: College, monkeypatch: pytest.MonkeyPatch) -> Prove:
    """Return a credential of the college's, as if checking its proofs had had these results."""
    document = dict(json.loads(college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential))
    subject = subject_of(dumps(document).encode())

    def made(*results: ProofResult, **members: Any) -> Subject:
        monkeypatch.setattr(proof, "verify_proof", lambda *_, **__: results)
        return replace(subject, document={**document, **members})

    return made


def result(college: College, outcome: ProofOutcome = ProofOutcome.GOOD, code: str | None = None, **given: Any) -> Any:
    """A result of checking a proof that the college made."""
    said: dict[str, Any] = {
        "cryptosuite": "eddsa-jcs-2022",
        "type": "DataIntegrityProof",
        "verification_method": KID,
        "purpose": "assertionMethod",
        "controller": ID,
        "key": college.signer.public_key,
    }
    problem = None if code is None else Problem(code, None, {"purpose": "x", "cryptosuite": "x", "name": "x"})
    return ProofResult(0, outcome, problem, **{**said, **given})


GOOD = ("proof", "proof_ok", OK)


def test_a_proof_of_the_issuers_names_the_issuer_and_its_kind(college: College, proven: Prove) -> None:
    found = findings(proven(result(college)), ask_of(college))
    assert brief(found) == [GOOD, BOUND]
    assert dict(found[0].values) == {"who": ID, "key": KID, "algorithm": "eddsa-jcs-2022"}
    assert found[0].where == "/proof/0"
    kinds: tuple[tuple[dict[str, Any], str], ...] = (
        ({"cryptosuite": None}, "DataIntegrityProof"),
        ({"cryptosuite": None, "type": None}, "?"),
    )
    for said, shown in kinds:
        found = findings(proven(result(college, **said)), ask_of(college))
        assert found[0].values["algorithm"] == shown


def test_a_proof_counts_as_the_issuers_only_with_the_very_key_and_for_asserting(
    college: College, proven: Prove
) -> None:
    other = LocalSigner.generate(KeyKind.ED25519, KID).public_key
    for given in ({"key": other}, {"key": None}, {"verification_method": f"{ID}#other"}, {"verification_method": None}):
        found = findings(proven(result(college, **given)), ask_of(college))
        assert brief(found) == [GOOD, NOT_LISTED]
        assert found[1].values["key"] == given.get("verification_method", KID)
    nothing_to_read = keys_of(method_of(None))
    assert told(proven(result(college, key=None)), ask_of(college, _memory=nothing_to_read)) == [GOOD, NOT_LISTED]
    elsewhere = keys_of(method_of(college.signer), listed=(f"{ID}#other",))
    assert told(proven(result(college)), ask_of(college, _memory=elsewhere)) == [GOOD, NOT_LISTED]
    assert told(proven(result(college)), ask_of(college)) == [GOOD, BOUND]


def test_whoever_else_made_a_proof_is_named_as_one_that_signed_too(college: College, proven: Prove) -> None:
    theirs = result(college, controller="did:web:other.example", verification_method="did:web:other.example#k")
    found = findings(proven(result(college), theirs), ask_of(college))
    assert brief(found) == [GOOD, ("proof", "proof_also", OK), BOUND]
    assert found[1].values["who"] == "did:web:other.example"
    assert told(proven(theirs), away()) == [("proof", "proof_also", OK), UNRESOLVED]
    assert told(proven(result(college)), away()) == [GOOD, UNRESOLVED]
    listed = keys_of(method_of(college.signer, id="did:web:other.example#k"))
    found = findings(proven(theirs), ask_of(college, _memory=listed))
    assert (brief(found)[0], found[0].values["who"]) == (GOOD, ID), "a key of another document that the issuer lists"


def test_a_proof_for_another_purpose_makes_no_badge_and_binds_no_key(college: College, proven: Prove) -> None:
    other = result(college, purpose="authentication")
    alone = [GOOD, ("proof", "proof_no_assertion", FAILED), BLOCKED]
    assert told(proven(other), ask_of(college)) == alone
    assert told(proven(other, result(college)), ask_of(college)) == [GOOD, GOOD, BOUND]
    unsupported = result(college, ProofOutcome.UNSUPPORTED, "proof_suite_unsupported")
    found = [GOOD, ("proof", "proof_suite_unsupported", UNKNOWN), BLOCKED]
    assert told(proven(other, unsupported), ask_of(college)) == found


BESIDE = ("proof_beside_unsupported", WARNED)


@pytest.mark.parametrize(
    ("outcome", "code", "alone", "beside"),
    [
        (ProofOutcome.BAD, "signature_mismatch", ("proof_changed", FAILED), None),
        (ProofOutcome.BAD, "proof_purpose", ("proof_purpose", FAILED), None),
        (ProofOutcome.BAD, "proof_created_later", ("proof_created_later", FAILED), None),
        (ProofOutcome.BAD, None, ("proof_changed", FAILED), None),
        (ProofOutcome.BAD, "proof_out_of_time", ("proof_out_of_time", UNKNOWN), None),
        (ProofOutcome.UNRESOLVED, None, ("proof_key_unknown", UNKNOWN), None),
        (ProofOutcome.UNRESOLVED, "fetch_dns", ("fetch_dns", UNKNOWN), None),
        (ProofOutcome.UNSUPPORTED, "dids_unsupported", ("dids_unsupported", UNKNOWN), BESIDE),
    ],
)
def test_what_a_proof_that_is_not_good_comes_to_alone_and_beside_a_good_one(
    college: College,
    proven: Prove,
    outcome: ProofOutcome,
    code: str | None,
    alone: tuple[str, Outcome],
    beside: tuple[str, Outcome] | None,
) -> None:
    bad = result(college, outcome, code)
    assert told(proven(bad), ask_of(college)) == [("proof", *alone), BLOCKED]
    assert told(proven(bad, result(college)), ask_of(college)) == [("proof", *(beside or alone)), GOOD, BOUND]


def test_a_proof_is_named_by_its_place_or_by_the_place_inside_it_that_is_wrong(college: College, proven: Prove) -> None:
    for code, inside in (("proof_purpose", "/proof/0/proofPurpose"), ("signature_mismatch", "/proof/0")):
        bad = result(college, ProofOutcome.BAD, code)
        assert findings(proven(bad), ask_of(college))[0].where == "/proof/0"
        placed = replace(bad, problem=replace(bad.problem, where="/proof/0/proofPurpose"))
        assert findings(proven(placed), ask_of(college))[0].where == inside


def test_a_proof_beside_a_token_fails_leaves_it_open_or_warns_as_it_would_alone(
    college: College, proven: Prove
) -> None:
    subject = replace(proven(), jwt=subject_of(token(college, kid=KID)).jwt)
    for outcome, code, expected in (
        (ProofOutcome.GOOD, None, []),
        (ProofOutcome.BAD, "signature_mismatch", [("proof", "proof_changed", FAILED)]),
        (ProofOutcome.UNRESOLVED, "proof_out_of_time", [("proof", "proof_out_of_time", UNKNOWN)]),
        (ProofOutcome.UNSUPPORTED, "proof_suite_unsupported", [("proof", "proof_beside_unsupported", WARNED)]),
        (ProofOutcome.UNRESOLVED, "fetch_dns", [("proof", "proof_beside_unsupported", WARNED)]),
    ):
        proven(result(college, outcome, code))
        assert told(subject, ask_of(college)) == [GOOD, *expected, BOUND]
    for said, shown in (({}, "eddsa-jcs-2022"), ({"cryptosuite": None}, "DataIntegrityProof")):
        proven(result(college, ProofOutcome.UNSUPPORTED, "proof_suite_unsupported", **said))
        assert value(findings(subject, ask_of(college)), "proof_beside_unsupported", "suite") == shown


def test_every_part_that_no_statement_holds_is_named_and_the_first_reason_where_none_is_left(
    college: College, proven: Prove
) -> None:
    lost = result(college, ProofOutcome.BAD, "ld_lost_floating")
    (found, _) = findings(proven(lost), ask_of(college))
    assert (found.code, found.outcome, found.where) == ("ld_lost_floating", FAILED, "/proof/0")
    with_loss = proven(lost, nowhere={"a": 1}, neither="b")
    *found_all, _ = findings(with_loss, ask_of(college))
    assert {(one.outcome, one.where) for one in found_all} == {(FAILED, "/nowhere"), (FAILED, "/neither")}
    changed = proven(result(college, ProofOutcome.BAD, "signature_mismatch"), nowhere={"a": 1})
    assert told(changed, ask_of(college)) == [("proof", "proof_changed", FAILED), BLOCKED]


def test_a_signature_under_an_earlier_edition_warns_and_one_in_the_second_reading_is_mentioned(
    college: College, proven: Prove
) -> None:
    url = "https://w3id.org/security/v1"
    found = findings(proven(result(college, related="set", editions=((url, "2020"),))), ask_of(college))
    expected = [GOOD, ("proof", "proof_edition", WARNED), ("proof", "proof_set_reading", OK), BOUND]
    assert brief(found) == expected
    assert dict(found[1].values) == {"url": url, "edition": "2020"}
    assert told(proven(result(college, related="list")), ask_of(college)) == [GOOD, BOUND]


def test_the_date_of_a_proof_is_left_out_of_account_where_that_is_asked(college: College) -> None:
    badge = college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022", at=AT + timedelta(days=1)).credential
    assert told(badge, ask_of(college)) == [("proof", "proof_created_later", FAILED), BLOCKED]
    assert told(badge, ask_of(college, undated=True)) == [GOOD, BOUND]


def test_why_a_key_could_not_be_had_is_said_once_where_the_issuer_is_out_of_reach_for_the_same_reason(
    college: College, proven: Prove
) -> None:
    url = "https://badges.college.example/.well-known/did.json"
    same = FetchError("fetch_dns", url=url, host="badges.college.example").problem
    other = FetchError("fetch_dns", url="https://other.example/did.json", host="other.example").problem
    unresolved = result(college, ProofOutcome.UNRESOLVED)
    unknown = Outcome.UNKNOWN
    for problem, ask, code in (
        (same, away(), "proof_key_unknown"),
        (other, away(), "fetch_dns"),
        (same, ask_of(college), "fetch_dns"),
    ):
        found = findings(proven(replace(unresolved, problem=problem)), ask)
        assert brief(found)[0] == ("proof", code, unknown)
        assert found[0].where == "/proof/0"
    found = findings(proven(replace(unresolved, problem=same)), away())
    assert brief(found)[1:] == [("binding", "binding_unresolved", unknown)]
