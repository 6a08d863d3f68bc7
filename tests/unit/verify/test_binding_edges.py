"""Which keys count, at the edges of each rule: a key that is nearly the issuer's, a moment that is nearly too late."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ledger_world import WITNESS, log_policy, new_log, signer
from mexbadge._json import dumps
from mexbadge.credentials.published_keys import key_documents
from mexbadge.dids.types import FORMERLY, ControllerDocument, VerificationMethod
from mexbadge.errors import FetchError, Problem
from mexbadge.fetch.types import Request, Response, Source
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.keys.publish import verification_method_entry
from mexbadge.ledger import EntryKind, commit, secured_bytes
from mexbadge.ledger.cosignature import cosign_text
from mexbadge.proofs import add_proof
from mexbadge.trust.entries import TrustEntry
from mexbadge.trust.lists import TrustList
from mexbadge.verify import Policy, Report, Verdict, Verifier
from mexbadge.verify.findings import Check, Finding, Outcome
from mexbadge.verify.intake import take
from mexbadge.verify.signature.binding import bound, ended, excuse, excused, issuer_keys, not_bound
from mexbadge.verify.subject import Ask, Subject
from world import AT, ISSUED, College, World

SUITES = {Form.VC_JWT: None, Form.DATA_INTEGRITY: "eddsa-jcs-2022"}
BOTH = pytest.mark.parametrize("form", list(SUITES))
SEEN = datetime(2026, 3, 2, tzinfo=UTC)
"""When the witness of these tests saw a badge."""


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def badge_of(college: College, form: Form, **given: Any) -> bytes:
    return college.issue(form, suite=SUITES[form], **given).credential


def publish(
    college: College, *uses: str, controller: str | None = None, key: LocalSigner | None = None, **entry: Any
) -> None:
    """Publish one key under the college's own method id, for ``uses`` alone, and no key set."""
    method = college.signer.verification_method
    described = verification_method_entry(
        (key or college.signer).public_key, id=method, controller=controller or college.id
    )
    document = {"id": college.id, "verificationMethod": [{**described, **entry}], **{use: [method] for use in uses}}
    for url in college.documents():
        if url.endswith("did.json"):
            college.world.put(url, document)
        else:
            college.world.pages.pop(url, None)


def receipt_of(badge: bytes, path: Path) -> bytes:
    """Enter a badge into the log that :func:`log_policy` believes, and let its witness cosign it at :data:`SEEN`."""
    subject = take(badge).subject
    assert subject is not None
    log = new_log(path)
    made = commit(EntryKind.ISSUE, secured_bytes(subject.raw), subject="urn:x", at=AT, rng=bytes)
    with log.database.transaction() as connection:
        log.append(connection, [made])
    note = log.checkpoint(signer(1))
    log.add_lines(1, [cosign_text(note.text, WITNESS, signer(2), time=int(SEEN.timestamp()))])
    with log.database.read() as connection:
        return log.receipt(connection, 0)


def judged(badge: bytes, world: World, *, at: datetime = AT, policy: Policy | None = None, **given: Any) -> Report:
    return Verifier(policy or Policy(), fetch=world.fetch).verify(badge, at=at, **given)


@pytest.fixture
def college() -> College:
    return College(World())


OTHERS = ["authentication", "keyAgreement", "capabilityInvocation", "capabilityDelegation"]
LATER = stamp(SEEN + timedelta(days=1))
WAS_FOR_ISSUING: dict[str, Any] = {FORMERLY: "assertionMethod"}


@BOTH
def test_a_revoked_key_is_excused_only_where_something_shows_that_it_was_one_for_issuing(
    tmp_path: Path, college: College, form: Form
) -> None:
    badge = badge_of(college, form)
    receipt = receipt_of(badge, tmp_path / "log.db")
    kept = ("assertionMethod",)
    shown: list[tuple[tuple[str, ...], dict[str, Any]]] = [(kept, {}), ((), WAS_FOR_ISSUING), (kept, WAS_FOR_ISSUING)]
    for uses, members in shown:
        publish(college, *uses, revoked=LATER, **members)
        report = judged(badge, college.world, policy=Policy(logs=(log_policy(),)), receipt=receipt)
        assert report.verdict is Verdict.WARNING, "never a plain valid"
        assert {"binding_ok", "binding_excused", "ledger_witnessed"} <= report.codes()
        assert judged(badge, college.world).verdict is Verdict.INVALID, "without its receipt"
    other: tuple[object, ...] = ("authentication", ["assertionMethod"], {}, True, None, "AssertionMethod")
    unsaid: list[dict[str, Any]] = [{}, *({FORMERLY: said} for said in other)]
    for members in unsaid:
        publish(college, revoked=LATER, **members)
        report = judged(badge, college.world, policy=Policy(logs=(log_policy(),)), receipt=receipt)
        assert report.verdict is Verdict.INVALID
        assert {"ledger_witnessed"} <= report.codes()
        assert not {"binding_excused", "binding_ok"} & report.codes()


@BOTH
def test_what_we_publish_of_a_compromised_key_shows_that_it_was_one_for_issuing(
    tmp_path: Path, college: College, form: Form
) -> None:
    badge = badge_of(college, form)
    receipt = receipt_of(badge, tmp_path / "log.db")
    method, key = college.signer.verification_method, college.signer.public_key
    for url, document in key_documents(college.id, [], ended=[(method, key)], revoked={method: LATER}).items():
        college.world.put(url, document)
    report = judged(badge, college.world, policy=Policy(logs=(log_policy(),)), receipt=receipt)
    assert report.verdict is Verdict.WARNING
    (said,) = [finding for finding in report.findings if finding.code == "binding_excused"]
    assert (said.values["revoked"], said.values["seen"]) == (LATER, stamp(SEEN))
    assert judged(badge, college.world).verdict is Verdict.INVALID


def test_nothing_is_excused_where_a_living_key_signed_too(tmp_path: Path, college: College) -> None:
    second = LocalSigner.generate(KeyKind.ED25519, f"{college.id}#key-2")
    once = json.loads(badge_of(college, Form.DATA_INTEGRITY))
    badge = dumps(add_proof(once, second, cryptosuite="eddsa-jcs-2022", created=ISSUED)).encode()
    method, key = college.signer.verification_method, college.signer.public_key
    living = [(second.verification_method, second.public_key)]
    for url, document in key_documents(college.id, living, ended=[(method, key)], revoked={method: LATER}).items():
        college.world.put(url, document)
    receipt = receipt_of(badge, tmp_path / "log.db")
    report = judged(badge, college.world, policy=Policy(logs=(log_policy(),)), receipt=receipt)
    assert report.verdict is Verdict.VALID, report


@BOTH
@pytest.mark.parametrize("other", OTHERS)
def test_a_receipt_makes_a_key_for_another_purpose_none_for_issuing(
    tmp_path: Path, college: College, form: Form, other: str
) -> None:
    badge = badge_of(college, form)
    receipt = receipt_of(badge, tmp_path / "log.db")
    nothing: dict[str, Any] = {}
    for members in (nothing, WAS_FOR_ISSUING):
        publish(college, other, revoked=LATER, **members)
        report = judged(badge, college.world, policy=Policy(logs=(log_policy(),)), receipt=receipt)
        assert report.verdict is Verdict.INVALID
        assert "ledger_witnessed" in report.codes()


@BOTH
def test_a_key_that_was_revoked_when_witnesses_saw_the_badge_is_not_excused(
    tmp_path: Path, college: College, form: Form
) -> None:
    badge = badge_of(college, form)
    receipt = receipt_of(badge, tmp_path / "log.db")
    for revoked, good in ((SEEN + timedelta(seconds=1), True), (SEEN, False), (SEEN - timedelta(seconds=1), False)):
        publish(college, "assertionMethod", revoked=stamp(revoked))
        report = judged(badge, college.world, policy=Policy(logs=(log_policy(),)), receipt=receipt)
        assert (report.verdict in {Verdict.VALID, Verdict.WARNING}) is good, report


@BOTH
def test_a_key_has_expired_from_its_very_end(college: College, form: Form) -> None:
    badge = badge_of(college, form)
    publish(college, "assertionMethod", expires=stamp(AT))
    assert judged(badge, college.world, at=AT - timedelta(seconds=1)).verdict is Verdict.VALID
    report = judged(badge, college.world, at=AT)
    assert report.verdict is Verdict.INVALID
    assert {"binding_key_ended", "proof_key_expired"} & report.codes()


@BOTH
def test_compat_never_lets_a_stranger_sign_for_an_issuer_whom_one_names(college: College, form: Form) -> None:
    stranger = College(college.world, id="did:key:")
    badge = badge_of(college, form, signer=stranger.signer)
    assert judged(badge, college.world, policy=Policy.compatible()).verdict is Verdict.WARNING
    report = judged(badge, college.world, policy=Policy.compatible().accepting(college.id))
    assert report.verdict is Verdict.INVALID
    assert "binding_not_listed" in report.codes()


@BOTH
def test_a_key_that_the_issuers_document_gives_to_somebody_else_is_not_the_issuers(
    college: College, form: Form
) -> None:
    stranger = LocalSigner.generate(KeyKind.ED25519, college.signer.verification_method)
    badge = badge_of(college, form, signer=stranger)
    publish(college, "assertionMethod", key=stranger)
    assert judged(badge, college.world).verdict is Verdict.VALID
    publish(college, "assertionMethod", key=stranger, controller="did:web:evil.example")
    report = judged(badge, college.world)
    assert report.verdict is Verdict.INVALID
    assert {"binding_not_listed", "proof_method_controller"} & report.codes()


def method_with(**dates: Any) -> VerificationMethod:
    return VerificationMethod("did:web:c.example#k", "Multikey", "did:web:c.example", **dates)


@pytest.mark.parametrize(
    ("dates", "over"),
    [
        ({}, False),
        ({"expires": "2026-05-01T12:00:01Z"}, False),
        ({"expires": "2026-05-01T12:00:00Z"}, True),
        ({"expires": "soon"}, True),
        ({"not_before": "2026-05-01T12:00:00Z"}, False),
        ({"not_before": "2026-05-01T12:00:01Z"}, True),
        ({"not_before": "soon"}, True),
        ({"not_before": "2026-01-01T00:00:00Z", "expires": "2026-06-01T00:00:00Z"}, False),
        ({"not_before": "2026-01-01T00:00:00Z", "expires": "2026-04-01T00:00:00Z"}, True),
        ({"revoked": "2030-01-01T00:00:00Z"}, True),
        ({"revoked": "soon"}, True),
    ],
)
def test_a_key_counts_from_its_first_moment_to_its_last_and_not_at_all_with_a_date_that_nobody_can_read(
    dates: dict[str, str], *, over: bool
) -> None:
    assert ended(method_with(**dates), AT) is over


@BOTH
def test_a_receipt_is_no_excuse_for_a_key_whose_revocation_has_no_readable_date(
    tmp_path: Path, college: College, form: Form
) -> None:
    badge = badge_of(college, form)
    subject = take(badge).subject
    assert subject is not None
    ask = Ask(Policy(logs=(log_policy(),)), college.world.fetch, AT, receipt=receipt_of(badge, tmp_path / "log.db"))
    for revoked, kept in ((LATER, False), ("soon", True)):
        method = method_with(revoked=revoked)
        listed = {"assertionMethod": frozenset({method.id})}
        (found,) = excused(ControllerDocument("did:web:c.example", (method,), listed), subject, ask).methods
        assert (found.revoked is not None) is kept
    untouched = ControllerDocument("did:web:c.example", (method_with(),), {"authentication": frozenset({"x"})})
    assert excused(untouched, subject, ask) is untouched
    revoked_too = ControllerDocument("did:web:c.example", (method_with(revoked=LATER),))
    assert excused(revoked_too, subject, replace(ask, receipt=None)) is revoked_too
    assert excused(revoked_too, subject, replace(ask, policy=Policy())) is revoked_too


def test_a_receipt_excuses_no_key_but_the_issuers(tmp_path: Path, college: College) -> None:
    other = College(college.world, "did:web:other.example")
    once = json.loads(badge_of(college, Form.DATA_INTEGRITY))
    badge = dumps(add_proof(once, other.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)).encode()
    receipt = receipt_of(badge, tmp_path / "log.db")
    policy = Policy(logs=(log_policy(),))
    assert judged(badge, college.world, policy=policy, receipt=receipt).verdict is Verdict.VALID
    publish(other, "assertionMethod", revoked=LATER)
    assert judged(badge, college.world, policy=policy, receipt=receipt).verdict is Verdict.INVALID


def told(found: Finding | Iterable[Finding]) -> list[tuple[str, Outcome, dict[str, object]]]:
    kept = [found] if isinstance(found, Finding) else found
    return [(str(one.code), one.outcome, dict(one.values)) for one in kept]


def subject_by(issuer: str | None) -> Subject:
    subject = take(badge_of(College(World()), Form.VC_JWT)).subject
    assert subject is not None
    return replace(subject, document={**subject.document, "issuer": issuer})


def failing(code: str) -> Callable[[Request], Response]:
    def fetch(request: Request) -> Response:
        raise FetchError(code, url=request.url)

    return fetch


@pytest.mark.parametrize(
    ("issuer", "code", "expected", "outcome"),
    [
        (None, "fetch_dns", "binding_no_issuer", Outcome.FAILED),
        ("did:web:c.example", "fetch_dns", "binding_unresolved", Outcome.UNKNOWN),
        ("did:web:c.example", "fetch_redirect_insecure", "binding_unresolved", Outcome.FAILED),
        ("did:ion:c", "fetch_dns", "dids_unsupported", Outcome.UNKNOWN),
        ("did:key:zNone", "fetch_dns", "keys_unsupported", Outcome.UNKNOWN),
        ("did:web:c.example#k", "fetch_dns", "dids_syntax", Outcome.FAILED),
        ("http://c.example", "fetch_dns", "dids_scheme", Outcome.FAILED),
    ],
)
def test_an_issuer_that_cannot_be_resolved_fails_only_where_no_later_try_and_no_newer_program_could_mend_it(
    issuer: str | None, code: str, expected: str, outcome: Outcome
) -> None:
    found = issuer_keys(subject_by(issuer), Ask(Policy(), failing(code), AT))
    assert isinstance(found, Finding)
    assert (found.check, str(found.code), found.outcome) == (Check.BINDING, expected, outcome)


WEB, KEY = "did:web:c.example", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
BY_WEB = ControllerDocument(WEB, (method_with(),), source=Source.NETWORK)
BY_KEY = ControllerDocument(KEY)
LIST = TrustList("Ministry", (TrustEntry(WEB, "C"), TrustEntry(KEY, "K")))


def bindings(keys: ControllerDocument, **policy: Any) -> list[tuple[str, Outcome, dict[str, object]]]:
    return told(bound(subject_by(keys.id), keys, Ask(Policy(**policy), World().fetch, AT)))


def test_a_key_that_names_itself_is_vouched_for_by_whoever_asks_or_by_a_list_and_else_by_nobody() -> None:
    itself = {"issuer": KEY}
    assert bindings(BY_KEY) == [("binding_self_asserted", Outcome.WARNED, {**itself, "method": "did:key"})]
    assert bindings(BY_KEY, issuers={KEY}) == [("binding_accepted", Outcome.PASSED, itself)]
    assert bindings(BY_KEY, trust=(LIST,)) == [("trust_key_listed", Outcome.PASSED, itself)]
    assert bindings(BY_KEY, issuers={WEB}, trust=(LIST,)) == [("binding_not_accepted", Outcome.FAILED, itself)]


def test_an_issuer_counts_as_accepted_or_listed_only_as_the_badge_itself_names_it() -> None:
    for policy, code in (({"issuers": {KEY}}, "binding_not_accepted"), ({"trust": (LIST,)}, "binding_self_asserted")):
        ask = Ask(Policy(**policy), World().fetch, AT)
        assert told(bound(subject_by(f"{KEY}#key"), BY_KEY, ask))[0][0] == code


def test_who_is_not_named_is_accepted_by_nobody_and_vouched_for_by_no_list() -> None:
    for policy, code in (({"issuers": {KEY}}, "binding_not_accepted"), ({"trust": (LIST,)}, "binding_self_asserted")):
        ask = Ask(Policy(**policy), World().fetch, AT)
        ((found, _, values),) = told(bound(subject_by(None), BY_KEY, ask))
        assert (found, values["issuer"]) == (code, "")


def test_who_may_endorse_may_for_that_not_yet_issue() -> None:
    assert bindings(BY_KEY, endorsers={KEY})[0][0] == "binding_self_asserted"
    endorsement = subject_by(KEY)
    kind = {"type": ["VerifiableCredential", "EndorsementCredential"]}
    endorsement = replace(endorsement, document={**endorsement.document, **kind})
    ask = Ask(Policy(endorsers=frozenset({KEY})), World().fetch, AT)
    assert told(bound(endorsement, BY_KEY, ask))[0][0] == "binding_accepted"


def test_an_issuer_that_resolves_is_anchored_by_its_own_host_whatever_a_list_or_the_policy_says_of_it() -> None:
    values = {"issuer": WEB, "host": "c.example", "anchor": "network"}
    assert bindings(BY_WEB) == bindings(BY_WEB, trust=(LIST,)) == [("binding_ok", Outcome.PASSED, values)]
    assert bindings(BY_WEB, issuers={WEB}) == [("binding_accepted", Outcome.PASSED, values)]
    recorded = replace(BY_WEB, source=Source.RESOURCES)
    shared = replace(BY_WEB, shared="c.example")
    policies: tuple[dict[str, Any], ...] = ({}, {"issuers": {WEB}}, {"trust": (LIST,)})
    for policy in policies:
        expected = ("binding_recorded", Outcome.PASSED, {**values, "anchor": "resources"})
        assert bindings(recorded, **policy) == [expected]
        expected = ("binding_shared", Outcome.WARNED, {"issuer": WEB, "host": "c.example"})
        assert bindings(shared, **policy) == [expected]


@pytest.mark.parametrize(
    ("issuer", "host"),
    [("did:web:c.example%3A8443:dept", "c.example:8443"), ("https://c.example/did:web:x", "c.example")],
)
def test_the_host_that_is_shown_is_the_one_that_answers_for_the_issuer(issuer: str, host: str) -> None:
    ((_, _, values),) = bindings(ControllerDocument(issuer, source=Source.NETWORK))
    assert values["host"] == host


def test_a_key_that_is_not_listed_fails_and_is_open_where_a_part_could_not_be_read() -> None:
    ask, compat = (Ask(policy, World().fetch, AT) for policy in (Policy(), Policy.compatible()))
    values = {"issuer": WEB, "key": "k"}
    assert told(not_bound(BY_WEB, "k", ask)) == [("binding_not_listed", Outcome.FAILED, values)]
    assert told(not_bound(BY_WEB, "k", compat)) == [("binding_compat", Outcome.WARNED, values)]
    first, second = Problem("fetch_dns", None, {"url": "u"}), Problem("fetch_timeout", None, {"url": "u"})
    for asked in (ask, compat):
        found = not_bound(replace(BY_WEB, unread=(first, second)), "k", asked)
        assert told(found) == [("binding_unresolved", Outcome.UNKNOWN, {**values, "reason": first})]


def test_an_excuse_is_told_only_where_a_receipt_gave_one(tmp_path: Path, college: College) -> None:
    badge = badge_of(college, Form.VC_JWT)
    publish(college, "assertionMethod", revoked=LATER)
    subject = take(badge).subject
    assert subject is not None
    policy = Policy(logs=(log_policy(),))
    ask = Ask(policy, college.world.fetch, AT, receipt=receipt_of(badge, tmp_path / "log.db"))
    keys = excused(ask.issuer_document(college.id), subject, ask)
    assert told(excuse(subject, keys, keys.methods, ask))[0][0] == "binding_excused"
    assert told(excuse(subject, keys, (), ask)) == []
    assert told(excuse(subject, keys, keys.methods, replace(ask, receipt=None))) == []
