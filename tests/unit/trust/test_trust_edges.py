"""What the verifier's own lists and limits make of a badge, at the edges of each rule."""

from datetime import timedelta
from typing import Any

import pytest

from mexbadge.errors import SchemaError
from mexbadge.ledger import KeyType, NoteKey
from mexbadge.models.kinds import Kind
from mexbadge.models.language import Words
from mexbadge.proofs.instants import parse_instant
from mexbadge.trust.entries import TrustEntry
from mexbadge.trust.lists import TrustList
from mexbadge.trust.reading import TRUST_LIST_SCHEMA, read_list
from mexbadge.verify import Check, Finding, Outcome, Policy
from mexbadge.verify.bound import bound_issuer
from mexbadge.verify.checks.trust import as_listed, check_age, check_names, check_trust
from mexbadge.verify.subject import Ask
from skilled import ISSUER, badge_of
from world import AT, College, World

OTHER = "did:web:other.example"
LIST = TrustList("Ministry", (TrustEntry(ISSUER, "College"), TrustEntry(OTHER, "Other College", roles=("issuer", "x"))))
Told = list[tuple[str, Outcome, dict[str, object]]]


def ask(depth: int = 0, **policy: Any) -> Ask:
    return Ask(Policy(**policy), World().fetch, AT, depth=depth)


def binding(issuer: object = ISSUER, code: str = "binding_ok", outcome: Outcome = Outcome.PASSED) -> Finding:
    return Finding(Check.BINDING, code, outcome, {"issuer": issuer})


def proof(**values: object) -> Finding:
    return Finding(Check.PROOF, "proof_ok", Outcome.PASSED, values, "/proof/0")


def told(*findings: Finding, kind: Kind = Kind.ACHIEVEMENT, depth: int = 0, **policy: Any) -> Told:
    found = check_trust(findings, ask(depth, **policy), kind)
    return [(str(one.code), one.outcome, dict(one.values)) for one in found]


def codes(*findings: Finding, **given: Any) -> list[tuple[str, Outcome]]:
    return [(code, outcome) for code, outcome, _ in told(*findings, **given)]


ON, OFF = ("trust_on_list", Outcome.PASSED), ("trust_on_no_list", Outcome.WARNED)


# Lists


def test_an_issuer_is_looked_for_on_the_lists_that_are_given_and_on_no_others() -> None:
    assert told(binding()) == []
    values: dict[str, object] = {"list": "Ministry", "issuer": ISSUER, "name": "College", "roles": "", "limit": ""}
    assert told(binding(), trust=(LIST,)) == [(*ON, values)]
    ((_, _, values),) = told(binding(OTHER), trust=(LIST,))
    assert values["roles"] == " (issuer, x)"
    stranger = told(binding("did:web:x.example"), trust=(LIST, TrustList("Second")))
    assert stranger == [(*OFF, {"issuer": "did:web:x.example", "lists": "Ministry, Second"})]


def test_who_must_be_listed_fails_where_they_are_on_no_list_or_no_longer() -> None:
    assert codes(binding(), trust=(LIST,), require_listed=True) == [ON]
    assert told(binding(), require_listed=True) == [
        ("trust_on_no_list", Outcome.FAILED, {"issuer": ISSUER, "lists": "-"})
    ]
    ended = TrustList("Ended", (TrustEntry(ISSUER, "College", valid_until="2026-01-01T00:00:00Z"),))
    ((code, outcome, values),) = told(binding(), trust=(ended,))
    assert (code, outcome, values["limit"]) == ("trust_lapsed", Outcome.WARNED, "2026-01-01")
    assert codes(binding(), trust=(ended,), require_listed=True) == [("trust_lapsed", Outcome.FAILED)]
    later = TrustList("Later", (TrustEntry(ISSUER, "College", valid_from="2027-01-01T00:00:00Z"),))
    assert codes(binding(), trust=(later,)) == [("trust_not_yet", Outcome.WARNED)]
    assert codes(binding(), trust=(later,), require_listed=True) == [("trust_not_yet", Outcome.FAILED)]


def test_a_key_that_nothing_binds_is_on_no_list() -> None:
    compat = binding(code="binding_compat", outcome=Outcome.WARNED)
    assert codes(compat, trust=(LIST,)) == [("trust_unbound", Outcome.WARNED)]
    assert codes(compat, trust=(LIST,), require_listed=True) == [("trust_unbound", Outcome.FAILED)]


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.UNKNOWN])
@pytest.mark.parametrize("check", [Check.PROOF, Check.BINDING])
def test_of_a_badge_that_is_not_its_issuers_no_list_says_anything(check: Check, outcome: Outcome) -> None:
    bad = Finding(check, "x", outcome)
    assert told(binding(), bad, trust=(LIST,), require_listed=True) == []
    assert codes(binding(), Finding(Check.MODEL, "x", outcome), trust=(LIST,)) == [ON]


def test_where_nothing_was_said_of_the_binding_no_list_says_anything() -> None:
    skipped = Finding(Check.BINDING, "blocked", Outcome.SKIPPED, {"issuer": ISSUER})
    assert told(skipped, trust=(LIST,), require_listed=True) == told(trust=(LIST,), require_listed=True) == []
    assert codes(skipped, binding(), trust=(LIST,)) == [ON]
    assert told(proof(issuer=ISSUER), trust=(LIST,), require_listed=True) == []
    assert told(binding(), kind=Kind.STATUS_LIST, trust=(LIST,), require_listed=True) == []


def test_an_endorsement_inside_a_badge_needs_no_place_on_a_list_and_one_handed_in_does() -> None:
    endorsement: dict[str, Any] = {"kind": Kind.ENDORSEMENT, "trust": (LIST,)}
    stranger = binding("did:web:x.example")
    assert codes(stranger, depth=1, **endorsement) == []
    assert codes(binding(), depth=1, **endorsement) == [ON]
    assert codes(stranger, **endorsement) == codes(stranger, depth=1, trust=(LIST,)) == [OFF]


def test_who_may_endorse_is_asked_of_endorsements_alone() -> None:
    endorsers = frozenset({OTHER})
    assert codes(binding(), endorsers=endorsers) == []
    assert codes(binding(), kind=Kind.ENDORSEMENT) == codes(binding(OTHER), kind=Kind.ENDORSEMENT, endorsers=endorsers)
    found = told(binding(), kind=Kind.ENDORSEMENT, endorsers=endorsers)
    assert found == [("trust_endorser", Outcome.WARNED, {"issuer": ISSUER})]
    strict = told(binding(code="binding_compat"), kind=Kind.ENDORSEMENT, endorsers=endorsers, strict=True)
    assert strict == [("trust_endorser", Outcome.FAILED, {"issuer": "-"})]


def test_only_a_finding_that_binds_says_whose_the_key_is() -> None:
    assert bound_issuer([binding(), binding(OTHER)]) == ISSUER
    assert bound_issuer([binding(code="x"), binding(OTHER)]) == OTHER
    nothing = (
        binding(None),
        binding(""),
        binding(5),
        binding(outcome=Outcome.FAILED),
        binding(outcome=Outcome.UNKNOWN),
        binding(code="binding_compat"),
    )
    for found in nothing:
        assert bound_issuer([found]) is None
    warned = binding(code="binding_self_asserted", outcome=Outcome.WARNED)
    assert bound_issuer([warned]) == ISSUER


# Algorithms


def test_every_proof_that_holds_must_be_of_an_algorithm_that_is_accepted() -> None:
    mine, other = proof(algorithm="EdDSA"), proof(algorithm="ES256")
    assert told(mine, other) == []
    values: dict[str, object] = {"algorithm": "ES256", "accepted": "EdDSA, RS256"}
    found = told(mine, other, algorithms=frozenset({"RS256", "EdDSA"}))
    assert found == [("trust_algorithm", Outcome.FAILED, values)]
    ((_, _, values),) = told(other, algorithms=frozenset())
    assert values["accepted"] == "-"
    not_held = Finding(Check.PROOF, "x", Outcome.FAILED, {"algorithm": "ES256"})
    elsewhere = Finding(Check.BINDING, "x", Outcome.PASSED, {"algorithm": "ES256"})
    assert told(not_held, elsewhere, proof(), algorithms=frozenset()) == []


# Age


@pytest.mark.parametrize(
    ("days", "badge", "old"),
    [
        (62, {}, False),
        (60, {}, True),
        (60, {"starts": AT - timedelta(days=60)}, False),
        (60, {"starts": AT - timedelta(days=60, seconds=1)}, True),
        (60, {"starts": None}, False),
        (60, {"starts": None, "awarded": "2025-01-01T00:00:00Z"}, True),
        (60, {"starts": AT, "awarded": "2025-01-01T00:00:00Z"}, True),
        (60, {"starts": AT, "awarded": "soon"}, False),
    ],
)
def test_a_badge_is_as_old_as_its_award_or_its_start_whichever_is_earlier(
    days: int, badge: dict[str, Any], *, old: bool
) -> None:
    given = badge_of("lifts", **badge)
    for strict, outcome in ((False, Outcome.WARNED), (True, Outcome.FAILED)):
        found = list(check_age(given, ask(maximum_age=timedelta(days=days), strict=strict)))
        assert [(str(one.code), one.outcome) for one in found] == ([("trust_too_old", outcome)] if old else [])
        earliest = min(one for one in (given.starts, parse_instant(given.awarded)) if one is not None) if found else AT
        assert all(one.values == {"days": days, "start": earliest.date().isoformat()} for one in found)
    assert list(check_age(given, ask())) == []


# Names


def named(name: str, issuer: str = ISSUER, *found: Finding, **policy: Any) -> Told:
    badge = badge_of("lifts", issuer_id=issuer, issuer_names=Words.of(name))
    findings = check_names(badge, found or (binding(issuer),), ask(**{"trust": (LIST,), **policy}))
    return [(str(one.code), one.outcome, dict(one.values)) for one in findings]


def test_a_listed_issuer_is_called_as_the_list_calls_it() -> None:
    assert named("College") == named("  COLLEGE ") == []
    values: dict[str, object] = {"name": "Academy", "listed": "College", "issuer": ISSUER}
    assert named("Academy") == [("trust_name_differs", Outcome.WARNED, values)]
    ((code, outcome, values),) = named("Other College")
    assert (code, outcome) == ("trust_name_of_other", Outcome.FAILED)
    assert values == {
        "name": "Other College",
        "list": "Ministry",
        "other": OTHER,
        "listed": "Other College",
        "issuer": ISSUER,
    }


def test_an_issuer_on_no_list_may_not_read_like_one_that_is() -> None:
    stranger = "did:web:x.example"
    assert named("Academy", stranger) == []
    ((code, outcome, values),) = named("College", stranger)
    assert (code, outcome, values["other"]) == ("trust_name_listed", Outcome.WARNED, ISSUER)
    assert named("College", stranger, trust=()) == []


def test_of_an_issuer_that_is_not_decided_no_name_is_looked_at() -> None:
    undecided = (
        binding(outcome=Outcome.UNKNOWN),
        Finding(Check.PROOF, "x", Outcome.FAILED),
        Finding(Check.BINDING, "binding_ok", Outcome.SKIPPED, {"issuer": ISSUER}),
    )
    for found in undecided:
        for name in ("Academy", "College", "Other College"):
            assert named(name, ISSUER, found) == named(name, OTHER, found) == []
    assert named("Academy", ISSUER, binding(), Finding(Check.PROOF, "x", Outcome.FAILED)) == []
    skipped = Finding(Check.PROOF, "x", Outcome.SKIPPED)
    assert len(named("Academy", ISSUER, binding(), skipped)) == 1
    assert len(named("Academy", ISSUER, binding(), Finding(Check.MODEL, "x", Outcome.FAILED))) == 1


def test_each_thing_is_said_of_names_once() -> None:
    names = Words.of({"en": "Academy", "fr": "Académie"})
    badge = badge_of("lifts", issuer_names=names)
    found = list(check_names(badge, (binding(),), ask(trust=(LIST,))))
    assert [str(one.code) for one in found] == ["trust_name_differs"]
    half = badge_of("lifts", issuer_names=Words.of({"en": "College", "fr": "Académie"}))
    (found_of_half,) = check_names(half, (binding(),), ask(trust=(LIST,)))
    assert (found_of_half.code, found_of_half.values["name"]) == ("trust_name_differs", "Académie")
    lookalike = named("Coll\u0435ge")
    assert [code for code, _, _ in lookalike] == ["trust_name_differs"], "it reads like its own entry, not another's"


def test_a_badge_is_shown_under_the_name_that_the_list_gives_only_where_it_is_that_issuers() -> None:
    badge = badge_of("lifts", issuer_names=Words.of("Academy"))
    listed = TrustList("Ministry", (TrustEntry(ISSUER, "College"),))
    assert as_listed(badge, (binding(),), ask(trust=(listed,))).issuer_names.text("en") == "College"
    other = badge_of("lifts", issuer_id=OTHER, issuer_names=Words.of("Academy"))
    ended = TrustList("Ended", (TrustEntry(ISSUER, "College", valid_until="2026-01-01T00:00:00Z"),))
    for given, findings, trust in (
        (other, (binding(),), (listed,)),
        (badge, (binding(outcome=Outcome.UNKNOWN),), (listed,)),
        (badge, (), (listed,)),
        (badge, (binding(),), ()),
        (badge, (binding(),), (ended,)),
    ):
        assert as_listed(given, findings, ask(trust=trust)) is given


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ({}, "/issuers/0/name"),
        ([{}], "/issuers/0/name/0"),
        ([{"x y": {"en": "A"}}], "/issuers/0/name/0/x y"),
        ([["A"]], "/issuers/0/name/0"),
        ({"en": None}, "/issuers/0/name/en"),
    ],
)
def test_where_a_name_is_wrong_is_told_by_a_place_of_the_list(name: object, place: str) -> None:
    issuers = [{"id": "https://a.example", "name": name}]
    with pytest.raises(SchemaError) as raised:
        read_list({"schema": TRUST_LIST_SCHEMA, "name": "L", "issuers": issuers}, "list.json")
    assert {problem.where for problem in raised.value.problems} == {place}


@pytest.mark.parametrize(("quorum", "needed"), [(None, 2), (1, 1), (2, 2), (0, None), (True, None), (3, None)])
def test_all_witnesses_of_a_log_must_have_spoken_unless_told_otherwise(quorum: object, needed: int | None) -> None:
    public = [College(World()).signer.public_key for _ in range(3)]
    log = NoteKey("log.example/x", KeyType.ED25519, public[0]).vkey
    witnesses = [NoteKey(f"w{n}.example", KeyType.COSIGNATURE, key).vkey for n, key in enumerate(public[1:])]
    entry = {"key": log, "witnesses": witnesses, "quorum": quorum}
    document = {"schema": TRUST_LIST_SCHEMA, "name": "L", "issuers": [], "logs": [entry]}
    if needed is None:
        with pytest.raises(SchemaError):
            read_list(document, "list.json")
        return
    policy = read_list(document, "list.json").logs[0].policy().witnesses
    assert policy is not None
    assert policy.threshold == needed


@pytest.mark.parametrize(
    "entry",
    [
        {"validFrom": "2026-01-01T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"},
        {"valid_until": "2026-01-01T00:00:00Z"},
        {"id": f"https://a.example/{'a' * 4096}"},
    ],
    ids=["a moment alone", "another spelling", "a long id"],
)
def test_what_an_entry_may_not_say(entry: dict[str, str]) -> None:
    issuers = [{"id": "https://a.example", "name": "A", **entry}]
    with pytest.raises(SchemaError):
        read_list({"schema": TRUST_LIST_SCHEMA, "name": "L", "issuers": issuers}, "list.json")
