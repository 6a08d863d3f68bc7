"""Trust lists: what a list must be, who signed it, and what it says about a badge."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import world_ob2
from mexbadge._json import dumps
from mexbadge.cli import main
from mexbadge.cli.judging import duration
from mexbadge.errors import InputError, SchemaError
from mexbadge.fetch.types import nothing
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ledger import KeyType, NoteKey
from mexbadge.models.kinds import Kind
from mexbadge.proofs import add_proof, jws
from mexbadge.trust.entries import ListedState, TrustEntry
from mexbadge.trust.lists import TrustList, listings
from mexbadge.trust.reading import MOST_ISSUERS, TRUST_LIST_SCHEMA, trust_list_schema
from mexbadge.verify import Check, Code, Finding, Outcome, Policy, Report, Verdict, bound, verify
from mexbadge.verify.bound import bound_issuer
from mexbadge.verify.checks.trust import check_trust
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.subject import Ask
from mexbadge.verify.trust_codes import TrustCode
from world import ACHIEVEMENT, AT, ISSUED, College, World

# ruff: noqa: RUF001 - letters that look alike are what some of these tests are about

CLOCK = f"{AT:%Y-%m-%dT%H:%M:%SZ}"
NAME = "Approved colleges of MEX"
BEFORE, AFTER = "2026-04-01T00:00:00Z", "2026-06-01T00:00:00Z"


def document(*issuers: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"schema": TRUST_LIST_SCHEMA, "name": NAME, "issuers": list(issuers), **more}


def entry(issuer: str, **more: Any) -> dict[str, Any]:
    return {"id": issuer, "name": "Example College", "roles": ["approved college"], **more}


def trust(*issuers: dict[str, Any], **more: Any) -> TrustList:
    return TrustList.load(dumps(document(*issuers, **more)).encode())


def codes_of(error: SchemaError) -> set[tuple[str, object]]:
    return {(problem.code, problem.where) for problem in error.problems}


def judged(badge: bytes, world: World, **policy: Any) -> Report:
    return verify(badge, fetch=world.fetch, at=AT, policy=Policy(**policy))


def first(report: Report) -> str:
    return str(report).splitlines()[0]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def college(world: World) -> College:
    return College(world)


def test_a_list_is_read_from_a_file_and_from_bytes(tmp_path: Path) -> None:
    path = tmp_path / "approved.json"
    path.write_text(json.dumps(document(entry("did:web:a.example", validUntil=AFTER), id="https://mex.example/list")))
    loaded = TrustList.load(path)
    assert loaded == TrustList.load(str(path)) == TrustList.load(path.read_bytes())
    assert loaded.name == NAME
    assert loaded.issuers == (TrustEntry("did:web:a.example", "Example College", ("approved college",), None, AFTER),)
    assert loaded.signers == ()


@pytest.mark.parametrize(
    ("window", "state", "limit"),
    [
        ({}, ListedState.ON, None),
        ({"validFrom": BEFORE, "validUntil": AFTER}, ListedState.ON, None),
        ({"validUntil": CLOCK}, ListedState.LAPSED, CLOCK),
        ({"validUntil": BEFORE}, ListedState.LAPSED, BEFORE),
        ({"validFrom": AFTER}, ListedState.NOT_YET, AFTER),
    ],
)
def test_a_window_counts_on_the_entry_and_on_the_whole_list(
    window: dict[str, str], state: ListedState, limit: str | None
) -> None:
    for found in (trust(entry("did:web:a.example", **window)), trust(entry("did:web:a.example"), **window)):
        listing = found.find("did:web:a.example", at=AT)
        assert (listing.state, listing.limit) == (state, limit)


@pytest.mark.parametrize(
    "other",
    [
        "did:web:A.example",
        "did:web:a.example#key-1",
        "did:web:a.example ",
        "https://a.example",
        "did:web:\u0430.example",
        "",
    ],
)
def test_an_id_is_compared_exactly(other: str) -> None:
    assert trust(entry("did:web:a.example")).find(other, at=AT).state is ListedState.NONE


def test_being_on_one_list_outranks_having_lapsed_on_another() -> None:
    lists = (trust(entry("did:web:a.example", validUntil=BEFORE)), trust(entry("did:web:a.example")), trust())
    assert [listing.state for listing in listings(lists, "did:web:a.example", at=AT)] == [ListedState.ON]
    assert [listing.state for listing in listings(lists[:1], "did:web:a.example", at=AT)] == [ListedState.LAPSED]


def test_all_problems_are_said_at_once_each_with_its_place() -> None:
    wrong = {
        "name": " ",
        "id": "http://plain.example",
        "validFrom": AFTER,
        "validUntil": BEFORE,
        "remark": 1,
        "proof": [],
        "issuers": [
            7,
            {"id": "did:web:a.example#key-1", "name": 1, "roles": "teacher"},
            {"id": "did:web:b.example", "name": "B", "roles": [""], "validUtnil": AFTER, "validFrom": "2026-01-01"},
            {"id": "did:web:b.example", "name": "B", "validUntil": None},
            {"name": "C"},
        ],
    }
    with pytest.raises(SchemaError) as caught:
        TrustList.load(dumps(wrong).encode(), name="list.json")
    assert codes_of(caught.value) == {
        ("trust_schema", "/schema"),
        ("trust_text", "/name"),
        ("trust_id", "/id"),
        ("trust_dates", "/validUntil"),
        ("trust_member", "/remark"),
        ("trust_proof_form", "/proof"),
        ("trust_entry", "/issuers/0"),
        ("trust_id", "/issuers/1/id"),
        ("trust_text", "/issuers/1/name"),
        ("trust_roles", "/issuers/1/roles"),
        ("trust_text", "/issuers/2/roles/0"),
        ("trust_member", "/issuers/2/validUtnil"),
        ("trust_date", "/issuers/2/validFrom"),
        ("trust_twice", "/issuers/3/id"),
        ("trust_date", "/issuers/3/validUntil"),
        ("trust_id", "/issuers/4/id"),
    }
    assert all(problem.message("fr").startswith("list.json") for problem in caught.value.problems)
    assert not Draft202012Validator(trust_list_schema()).is_valid(wrong)


@pytest.mark.parametrize(
    "ident", ["http://a.example", "did:web", "a.example", "did:web:a/path", "https://a b", 7, None]
)
def test_an_id_that_no_issuer_can_have_is_refused(ident: object) -> None:
    with pytest.raises(SchemaError) as caught:
        trust({"id": ident, "name": "A"})
    assert codes_of(caught.value) == {("trust_id", "/issuers/0/id")}


def test_a_list_beyond_its_bound_is_refused_before_it_is_read() -> None:
    with pytest.raises(SchemaError) as caught:
        TrustList.load(dumps({**document(), "issuers": [0] * (MOST_ISSUERS + 1)}).encode())
    assert codes_of(caught.value) == {("trust_many", "/issuers")}
    with pytest.raises(SchemaError) as caught:
        TrustList.load(dumps({**document(), "issuers": [0] * MOST_ISSUERS}).encode())
    assert len(caught.value.problems) == 100
    with pytest.raises(InputError, match="no JSON object that can be read"):
        TrustList.load(b" " * 6_000_000)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"name":1,"name":2}', b"\xff", b'"text"'])
def test_what_is_no_json_object_is_no_list(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        TrustList.load(content)
    assert caught.value.code == "trust_not_json"


def test_a_file_that_cannot_be_read_is_never_passed_over(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.json", tmp_path, "\0"):
        with pytest.raises(InputError) as caught:
            TrustList.load(path)
        assert caught.value.code == "trust_unreadable"


def test_the_schema_and_the_reader_agree_on_a_whole_list() -> None:
    Draft202012Validator.check_schema(trust_list_schema())
    whole = document(entry("did:key:z6Mk"), entry("https://a.example/i?v=2_0", validFrom=BEFORE), validUntil=AFTER)
    Draft202012Validator(trust_list_schema()).validate(whole)
    assert len(TrustList.load(dumps(whole).encode()).issuers) == 2


# Signed lists


def signed(signer: LocalSigner, suite: str = "eddsa-jcs-2022", **more: Any) -> bytes:
    made = add_proof(document(entry("did:web:a.example")), signer, cryptosuite=suite, created=ISSUED, **more)
    return dumps(made).encode()


@pytest.mark.parametrize(
    ("kind", "suite"),
    [
        (KeyKind.ED25519, "eddsa-jcs-2022"),
        (KeyKind.P256, "ecdsa-jcs-2019"),
        (KeyKind.P384, "ecdsa-jcs-2019"),
    ],
)
def test_a_signed_list_says_who_signed_it(world: World, kind: KeyKind, suite: str) -> None:
    keeper = College(world, id="did:web:mex.example", kind=kind)
    loaded = TrustList.load(signed(keeper.signer, suite), signers=[keeper.id], fetch=world.fetch, at=AT)
    assert loaded.signers == (keeper.id,)


def test_a_list_signed_with_a_self_explaining_key_needs_no_network() -> None:
    keeper = College(World(), id="did:key:")
    assert TrustList.load(signed(keeper.signer)).signers == (keeper.id,)
    with pytest.raises(InputError) as caught:
        TrustList.load(signed(keeper.signer), signers=["did:web:mex.example"])
    assert caught.value.code == "trust_signer"


def test_an_unsigned_list_is_fine_unless_a_signer_is_expected() -> None:
    raw = dumps(document()).encode()
    assert TrustList.load(raw).issuers == ()
    for signers in (["did:web:mex.example"], []):
        with pytest.raises(InputError) as caught:
            TrustList.load(raw, signers=signers)
        assert caught.value.code == "trust_unsigned"


def test_a_changed_list_is_refused(world: World) -> None:
    keeper = College(world, id="did:web:mex.example")
    raw = signed(keeper.signer).replace(b"did:web:a.example", b"did:web:b.example")
    with pytest.raises(InputError) as caught:
        TrustList.load(raw, fetch=world.fetch)
    assert caught.value.code == "trust_proof_bad"


def test_a_key_that_the_signer_does_not_list_is_refused(world: World) -> None:
    keeper = College(world, id="did:web:mex.example")
    stranger = LocalSigner.generate(KeyKind.ED25519, keeper.signer.verification_method)
    with pytest.raises(InputError) as caught:
        TrustList.load(signed(stranger), signers=[keeper.id], fetch=world.fetch)
    assert caught.value.code == "trust_proof_bad"


def test_a_second_proof_that_fails_spoils_the_list(world: World) -> None:
    keeper = College(world, id="did:web:mex.example")
    stranger = LocalSigner.generate(KeyKind.ED25519, keeper.signer.verification_method)
    both = add_proof(json.loads(signed(keeper.signer)), stranger, cryptosuite="eddsa-jcs-2022", created=ISSUED)
    with pytest.raises(InputError) as caught:
        TrustList.load(dumps(both).encode(), fetch=world.fetch)
    assert caught.value.code == "trust_proof_bad"


def test_a_signer_out_of_reach_ends_it(world: World) -> None:
    keeper = College(world, id="did:web:mex.example")
    with pytest.raises(InputError) as caught:
        TrustList.load(signed(keeper.signer), fetch=nothing)
    assert caught.value.code == "trust_proof_unresolved"


def test_a_proof_that_has_ended_is_refused_and_when_it_was_made_does_not_matter(world: World) -> None:
    keeper = College(world, id="did:web:mex.example")
    raw = signed(keeper.signer, expires=AT)
    assert TrustList.load(raw, fetch=world.fetch).signers
    assert TrustList.load(raw, fetch=world.fetch, at=ISSUED - timedelta(days=400)).signers
    with pytest.raises(InputError) as caught:
        TrustList.load(raw, fetch=world.fetch, at=AT)
    assert caught.value.code == "trust_proof_ended"


@pytest.mark.parametrize(("end", "code"), [(BEFORE, "trust_proof_ended"), ("soon", "trust_proof_bad")])
def test_a_key_that_has_ended_is_refused(world: World, end: str, code: str) -> None:
    keeper = College(world, id="did:web:mex.example")
    for url, page in keeper.documents().items():
        if url.endswith("did.json"):
            methods = [{**method, "expires": end} for method in page["verificationMethod"]]
            world.put(url, {**page, "verificationMethod": methods, "assertionMethod": [m["id"] for m in methods]})
    with pytest.raises(InputError) as caught:
        TrustList.load(signed(keeper.signer), fetch=world.fetch, at=AT)
    assert caught.value.code == code


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "bbs-2023", None, ["eddsa-jcs-2022"]])
def test_only_proofs_over_the_json_itself_are_read(suite: object) -> None:
    whole = document(proof={"type": "DataIntegrityProof", "cryptosuite": suite})
    with pytest.raises(InputError) as caught:
        TrustList.load(dumps(whole).encode())
    assert caught.value.code == "trust_proof_suite"


# What a list says about a badge


@pytest.mark.parametrize("form", list(Form))
def test_the_first_line_names_the_list(world: World, college: College, form: Form) -> None:
    report = judged(college.issue(form).credential, world, trust=(trust(entry(college.id)),))
    assert report.verdict is Verdict.VALID
    assert first(report) == f'badge: valid (whose it is was not checked, the issuer is on the list "{NAME}")'
    assert f'{college.id} is on the list "{NAME}" as Example College (approved college)' in str(report)


def test_each_list_is_named_on_which_the_issuer_is(world: World, college: College) -> None:
    lists = (trust(entry(college.id)), trust(entry(college.id), name="Nurses' board"), trust(name="Other"))
    report = judged(college.issue().credential, world, trust=lists)
    assert first(report).endswith(f'the issuer is on the list "{NAME}", the issuer is on the list "Nurses\' board")')
    assert sum(f.code == "trust_on_list" for f in report.findings) == 2


@pytest.mark.parametrize(
    ("window", "code", "caveat"),
    [
        ({"validUntil": BEFORE}, "trust_lapsed", "its place has lapsed"),
        ({"validFrom": AFTER}, "trust_not_yet", "only later"),
    ],
)
def test_a_listing_out_of_its_time_is_a_warning(
    world: World, college: College, window: dict[str, str], code: str, caveat: str
) -> None:
    lists = (trust(entry(college.id, **window)),)
    report = judged(college.issue().credential, world, trust=lists)
    assert report.verdict is Verdict.WARNING
    assert code in report.codes()
    assert caveat in first(report)
    assert judged(college.issue().credential, world, trust=lists, require_listed=True).verdict is Verdict.INVALID


def test_an_issuer_on_no_list_is_a_warning_or_a_failure(world: World, college: College) -> None:
    badge = college.issue().credential
    report = judged(badge, world, trust=(trust(entry("did:web:other.example")),))
    assert report.verdict is Verdict.WARNING
    assert "trust_on_no_list" in report.codes()
    assert "the issuer is on no list" in first(report)
    assert judged(badge, world, trust=(trust(),), require_listed=True).verdict is Verdict.INVALID
    assert judged(badge, world, require_listed=True).verdict is Verdict.INVALID
    assert not {code for code in judged(badge, world).codes() if code.startswith("trust_")}


def test_a_list_vouches_for_a_self_asserted_key_while_it_holds(world: World) -> None:
    own = College(world, id="did:key:")
    badge = own.issue().credential
    report = judged(badge, world, trust=(trust(entry(own.id)),))
    assert report.verdict is Verdict.VALID
    assert {"trust_key_listed", "trust_on_list"} <= report.codes()
    lapsed = judged(badge, world, trust=(trust(entry(own.id, validUntil=BEFORE)),))
    assert lapsed.verdict is Verdict.WARNING
    assert {"binding_self_asserted", "trust_lapsed"} <= lapsed.codes()


def test_a_list_never_widens_whom_the_caller_accepts(world: World, college: College) -> None:
    lists = (trust(entry(college.id)),)
    report = judged(college.issue().credential, world, trust=lists, issuers=frozenset({"did:web:other.example"}))
    assert report.verdict is Verdict.INVALID
    assert "trust_on_list" not in report.codes()


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("compat", [False, True])
def test_the_name_of_a_listed_issuer_is_worth_nothing_without_its_key(
    world: World, college: College, form: Form, *, compat: bool
) -> None:
    stranger = College(world, id="did:key:")
    badge = college.issue(form, signer=stranger.signer).credential
    lists = (trust(entry(college.id)),)
    report = judged(badge, world, trust=lists, compat=compat)
    assert report.verdict is (Verdict.WARNING if compat else Verdict.INVALID)
    assert "trust_on_list" not in report.codes()
    assert not compat or "on no list" in first(report)
    assert judged(badge, world, trust=lists, compat=compat, require_listed=True).verdict is Verdict.INVALID


def test_a_changed_badge_of_a_listed_issuer_is_not_said_to_be_on_a_list(world: World, college: College) -> None:
    report = judged(college.issue().credential[:-8] + b"AAAAAAAA", world, trust=(trust(entry(college.id)),))
    assert report.verdict is Verdict.INVALID
    assert "trust_on_list" not in report.codes()


def test_nothing_more_is_fetched_for_an_issuer_that_must_be_listed_and_is_not(world: World, college: College) -> None:
    url = "https://badges.college.example/refresh"
    payload = json.loads(jws.parse(college.issue().credential).payload)
    payload["refreshService"] = {"id": url, "type": "1EdTechCredentialRefresh"}
    header = {"alg": "EdDSA", "typ": "JWT", "kid": college.signer.verification_method}
    badge = jws.sign(dumps(payload).encode(), college.signer, header=header).encode()
    assert judged(badge, world, require_listed=True).verdict is Verdict.INVALID
    assert url not in world.asked
    judged(badge, world)
    assert url in world.asked


def test_the_lists_of_the_checks_name_codes_that_exist() -> None:
    assert {*Code, *Ob2Code, *TrustCode} >= bound._BOUND


def test_only_a_binding_that_holds_names_an_issuer() -> None:
    values = {"issuer": "did:web:a.example"}
    good = Finding(Check.BINDING, Code.BINDING_OK, Outcome.PASSED, values)
    assert bound_issuer([good]) == "did:web:a.example"
    for code in (Code.BINDING_COMPAT, Ob2Code.SCOPE_UNPROVEN, Ob2Code.NO_POLICY, Ob2Code.KEY_COMPAT):
        assert bound_issuer([Finding(Check.BINDING, code, Outcome.WARNED, values)]) is None


def test_a_status_list_needs_no_place_on_a_list() -> None:
    ask = Ask(Policy(trust=(trust(),), require_listed=True), nothing, AT)
    good = Finding(Check.BINDING, Code.BINDING_OK, Outcome.PASSED, {"issuer": "did:web:a.example"})
    assert list(check_trust([good], ask, Kind.STATUS_LIST)) == []
    assert [f.outcome for f in check_trust([good], ask, Kind.ACHIEVEMENT)] == [Outcome.FAILED]


# Open Badges 2.0


@pytest.mark.parametrize(
    ("ident", "code"), [(world_ob2.ISSUER, "trust_on_list"), (f"{world_ob2.ISSUER}?", "trust_on_no_list")]
)
def test_a_hosted_badge_is_looked_up_by_its_hosted_issuer(ident: str, code: str) -> None:
    hosted = world_ob2.World.hosted()
    raw = dumps(world_ob2.assertion()).encode()
    report = verify(raw, fetch=hosted.fetch, at=AT, policy=Policy(trust=(trust(entry(ident)),)))
    assert code in report.codes()
    assert report.verdict in {Verdict.VALID, Verdict.WARNING}


def test_a_signed_badge_of_2_0_is_looked_up_and_its_algorithm_judged() -> None:
    signer = world_ob2.signer(KeyKind.RSA)
    world = world_ob2.World.signed(signer)
    token = world_ob2.token(signer).encode()
    lists = (trust(entry(world_ob2.ISSUER)),)
    report = verify(token, fetch=world.fetch, at=AT, policy=Policy(trust=lists, algorithms=frozenset({"RS256"})))
    assert "trust_on_list" in report.codes()
    assert report
    report = verify(token, fetch=world.fetch, at=AT, policy=Policy(algorithms=frozenset({"ES256"})))
    assert report.verdict is Verdict.INVALID
    assert "trust_algorithm" in report.codes()


# Age, algorithms, endorsers


@pytest.mark.parametrize(
    ("days", "strict", "verdict"),
    [
        (61, False, Verdict.WARNING),
        (61, True, Verdict.INVALID),
        (62, True, Verdict.VALID),
    ],
)
def test_a_badge_older_than_the_policy_accepts(
    world: World, college: College, days: int, *, strict: bool, verdict: Verdict
) -> None:
    age = AT - ISSUED
    assert age == timedelta(days=61, hours=12)
    report = judged(college.issue().credential, world, maximum_age=timedelta(days=days), strict=strict)
    assert report.verdict is verdict
    assert ("trust_too_old" in report.codes()) == (verdict is not Verdict.VALID)
    assert judged(college.issue().credential, world, maximum_age=age).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("form", "given", "name"),
    [
        (Form.VC_JWT, {}, "EdDSA"),
        (Form.DATA_INTEGRITY, {"suite": "eddsa-jcs-2022"}, "eddsa-jcs-2022"),
    ],
)
def test_only_the_accepted_algorithms_count(
    world: World, college: College, form: Form, given: dict[str, str], name: str
) -> None:
    badge = college.issue(form, **given).credential
    assert judged(badge, world, algorithms=frozenset({name})).verdict is Verdict.VALID
    for others in (frozenset({"ES256", name.lower() + "x"}), frozenset[str]()):
        report = judged(badge, world, algorithms=others)
        assert report.verdict is Verdict.INVALID
        assert "trust_algorithm" in report.codes()


@pytest.fixture
def endorsed(world: World, college: College) -> tuple[bytes, College]:
    """A badge that carries an endorsement by a college that names itself only by its key."""
    board = College(world, id="did:key:", name="Board")
    claim = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:6e2a0f3c-0000-4000-8000-0000000000bb",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": board.profile,
        "validFrom": "2026-02-01T00:00:00Z",
        "credentialSubject": {"id": ACHIEVEMENT["id"], "type": ["EndorsementSubject"], "endorsementComment": "Good."},
    }
    endorsement = add_proof(claim, board.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)
    achievement = {**ACHIEVEMENT, "endorsement": [endorsement]}
    return college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022", achievement=achievement).credential, board


def test_an_endorser_needs_no_place_on_a_list(world: World, college: College, endorsed: tuple[bytes, College]) -> None:
    badge, board = endorsed
    lists = (trust(entry(college.id)),)
    report = judged(badge, world, trust=lists, require_listed=True, issuers=frozenset({college.id}))
    assert report.verdict is Verdict.WARNING
    assert report.nested[0].codes() & {"trust_on_no_list", "trust_on_list"} == set()
    listed = (trust(entry(college.id), entry(board.id, name=board.name)),)
    report = judged(badge, world, trust=listed)
    assert report.verdict is Verdict.VALID
    assert "trust_on_list" in report.nested[0].codes()


def test_an_endorser_that_is_not_accepted_is_a_warning(world: World, endorsed: tuple[bytes, College]) -> None:
    badge, board = endorsed
    assert judged(badge, world, endorsers=frozenset({board.id})).verdict is Verdict.VALID
    report = judged(badge, world, endorsers=frozenset({"did:web:other.example"}))
    assert report.verdict is Verdict.WARNING
    assert "trust_endorser" in report.nested[0].codes()


# The command line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    own = College(World(), id="did:key:")
    (tmp_path / "own.jwt").write_bytes(own.issue().credential)
    (tmp_path / "approved.json").write_text(json.dumps(document(entry(own.id))))
    (tmp_path / "other.json").write_text(json.dumps(document(entry("did:web:other.example"))))
    (tmp_path / "wrong.json").write_text(json.dumps({"schema": TRUST_LIST_SCHEMA, "issuers": [{}]}))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MEXBADGE_TRUST", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--trust", "approved.json"], 0),
        (["--trust", "approved.json", "--require-listed"], 0),
        (["--trust", "other.json", "--trust", "approved.json", "--strict"], 0),
        (["--trust", "other.json"], 0),
        (["--trust", "other.json", "--strict"], 1),
        (["--trust", "other.json", "--require-listed"], 1),
        (["--require-listed"], 2),
        (["--trust", "missing.json"], 2),
        (["--trust", "approved.json", "--trust", "missing.json"], 2),
        (["--trust", "wrong.json"], 2),
        (["--trust", "own.jwt"], 2),
        (["--trust", "approved.json", "--max-age", "P10D", "--strict"], 1),
        (["--trust", "approved.json", "--max-age", "P2Y", "--strict"], 0),
        (["--max-age", "soon"], 2),
    ],
)
def test_the_exit_code_says_what_the_lists_made_of_it(folder: Path, words: list[str], code: int) -> None:
    assert folder.is_dir()
    assert main(["verify", "--offline", "--at", CLOCK, "own.jwt", *words]) == code


def test_the_command_may_say_who_must_have_signed_the_lists(folder: Path) -> None:
    keeper, stranger = (College(World(), "did:key:") for _ in range(2))
    listed = json.loads((folder / "approved.json").read_text())
    for name, by in (("signed.json", keeper), ("strange.json", stranger)):
        proven = add_proof(listed, by.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)
        (folder / name).write_text(json.dumps(proven))

    def code(*words: str) -> int:
        return main(["verify", "--offline", "--at", CLOCK, "own.jwt", *words])

    assert code("--trust", "signed.json", "--trust-signer", keeper.id) == 0
    assert code("--trust", "signed.json", "--trust-signer", stranger.id, "--trust-signer", keeper.id) == 0
    for name in ("approved.json", "strange.json"):
        assert code("--trust", name) == 0
        assert code("--trust", name, "--trust-signer", keeper.id) == 2
        assert code("--trust", "signed.json", "--trust", name, "--trust-signer", keeper.id) == 2
    assert code("--trust-signer", keeper.id) == 2


@pytest.mark.parametrize("quorum", [0, 1, 2, -1, True, "1"])
def test_a_list_that_asks_for_witnesses_of_a_log_and_names_none_is_refused(quorum: object) -> None:
    key = NoteKey("log.example/x", KeyType.ED25519, College(World()).signer.public_key).vkey
    with pytest.raises(SchemaError) as caught:
        TrustList.load(json.dumps({**document(), "logs": [{"key": key, "quorum": quorum}, {"key": key}]}).encode())
    assert [problem.where for problem in caught.value.problems] == ["/logs/0"]


def test_every_problem_of_a_list_is_said_and_nothing_is_judged(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    assert main(["verify", "--offline", "--trust", "wrong.json", "own.jwt"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    for place in ("/name", "/issuers/0/id", "/issuers/0/name"):
        assert f"wrong.json: {place} " in err


def test_the_environment_names_lists_where_the_options_do_not(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.is_dir()
    monkeypatch.setattr("os.pathsep", ";")
    monkeypatch.setenv("MEXBADGE_TRUST", "other.json;;approved.json")
    assert main(["verify", "--offline", "--at", CLOCK, "own.jwt"]) == 0
    assert f'on the list "{NAME}"' in capsys.readouterr().out
    assert main(["verify", "--offline", "--at", CLOCK, "--trust", "other.json", "--strict", "own.jwt"]) == 1
    monkeypatch.setenv("MEXBADGE_TRUST", "gone.json")
    assert main(["verify", "--offline", "own.jwt"]) == 2


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("P2Y", 730),
        ("730d", 730),
        ("P12M", 365),
        ("P18M", 548),
        ("P1M", 31),
        ("P6W", 42),
        ("P1Y2M3W4D", 365 + 61 + 21 + 4),
    ],
)
def test_a_length_of_time_is_read(text: str, days: int) -> None:
    assert duration(text) == timedelta(days=days)


@pytest.mark.parametrize("text", ["", "P", "2Y", "P2H", "P-1D", "PT1H", "1.5d", "730", "P1D2Y", "٣d", "P99999999999D"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        duration(text)
    assert caught.value.code == "trust_duration"


def test_no_length_of_time_means_no_limit() -> None:
    assert duration(None) is None
    assert Policy().maximum_age is None
    assert datetime.now(UTC) > ISSUED


LISTED = "Example College"
SMALL = "did:web:small.example"


def named(college: College, name: object, world: World, *lists: TrustList) -> Report:
    badge = college.issue(issuer={"id": college.id, "type": ["Profile"], "name": name}).credential
    return judged(badge, world, trust=lists)


@pytest.mark.parametrize("name", ["Example College", "EXAMPLE  college", "ExampleCollege"])
def test_an_issuer_may_spell_its_listed_name_with_other_capitals_and_spaces(
    name: str, world: World, college: College
) -> None:
    report = named(college, name, world, trust(entry(college.id)))
    assert report.verdict is Verdict.VALID


@pytest.mark.parametrize(
    "listed", [{"en": "A College", "fr": "Collège Boréal"}, ["A", "Collège Boréal"], ["A", {"fr": "Collège Boréal"}]]
)
def test_a_list_may_give_several_names_in_several_languages(listed: object, world: World, college: College) -> None:
    report = named(college, "Colle\u0300ge bore\u0301al", world, trust(entry(college.id, name=listed)))
    assert report.verdict is Verdict.VALID
    assert report.badge is not None
    if isinstance(listed, dict):
        assert [report.badge.issuer_name_in(lang) for lang in ("en", "fr")] == ["A College", "Collège Boréal"]


def test_a_listed_issuer_under_another_name_is_shown_under_the_lists_and_warns(world: World, college: College) -> None:
    report = named(college, "Harvard University", world, trust(entry(college.id)))
    assert report.verdict is Verdict.WARNING
    assert "trust_name_differs" in report.codes()
    assert report.badge is not None
    assert report.badge.issuer_name == LISTED
    assert f"Its name    {LISTED}" in str(report)


@pytest.mark.parametrize(
    "name", ["Small College", "SMALL college", "Ѕmall College", "Ｓmall Col1ege", "Small  Col\u200blege"]
)
def test_a_listed_issuer_under_the_name_of_another_entry_fails(name: str, world: World, college: College) -> None:
    own, other = trust(entry(college.id)), trust(entry(SMALL, name=["Kleines College", "Small College"]))
    both = trust(entry(college.id), entry(SMALL, name={"en": "Small College"}))
    for lists in ((both,), (own, other), (other, own)):
        report = named(college, name, world, *lists)
        assert report.verdict is Verdict.INVALID
        assert "trust_name_of_other" in report.codes()


def test_two_entries_of_one_name_may_both_use_it(world: World, college: College) -> None:
    report = named(college, LISTED, world, trust(entry(college.id), entry(SMALL)))
    assert report.verdict is Verdict.VALID


@pytest.mark.parametrize("name", [LISTED, "Exаmple College", "Examp1e College"])
def test_an_issuer_on_no_list_whose_name_reads_like_a_listed_one_warns(
    name: str, world: World, college: College
) -> None:
    report = named(college, name, world, trust(entry(SMALL)))
    assert report.verdict is Verdict.WARNING
    assert "trust_name_listed" in report.codes()
    assert report.badge is not None
    assert report.badge.issuer_name == name


def test_the_name_of_a_list_is_never_lent_to_whose_key_it_is_not(world: World, college: College) -> None:
    other = College(world, "other.example")
    issuer = {"id": college.id, "type": ["Profile"], "name": "Anything"}
    report = judged(other.issue(issuer=issuer).credential, world, trust=(trust(entry(college.id)),))
    assert report.verdict is Verdict.INVALID
    assert report.badge is not None
    assert report.badge.issuer_name == "Anything"


def test_a_badge_of_2_0_is_shown_under_the_name_of_the_list() -> None:
    world = world_ob2.World.hosted()
    lists = (trust(entry(world_ob2.ISSUER, name="On The List")),)
    report = verify(dumps(world_ob2.assertion()).encode(), fetch=world.fetch, at=AT, policy=Policy(trust=lists))
    assert "trust_name_differs" in report.codes()
    assert report.badge is not None
    assert report.badge.issuer_name == "On The List"
