"""What a verification costs, in counts that no load can disturb: a step that is done twice is found here."""

from collections import Counter
from typing import Any

import pytest

import world_ob2
from mexbadge import _json, badge, dids
from mexbadge.dids import documents, resolving
from mexbadge.issuer import Form
from mexbadge.keys import _checks, public
from mexbadge.ld import rdfc
from mexbadge.ld.conservation import Walk
from mexbadge.ld.expanding import Expanding
from mexbadge.ld.pyld_adapter import Pyld
from mexbadge.models import ob3, problems
from mexbadge.verify import Verdict, Verifier, lookalikes, subject
from world import AT, College, World

PLACES: dict[str, tuple[Any, str]] = {
    "expansions by pyld": (Pyld, "expand"),
    "walks": (Walk, "document"),
    "canonical forms": (rdfc, "canonize_with_labels"),
    "signatures": (public, "_verify"),
    "keys read": (documents, "_key"),
    "documents of keys": (documents, "parse"),
    "walks through all of it": (subject, "survey"),
    "views read to the end": (badge, "_rest_of_ob3"),
    "models": (ob3, "problems"),
    "models built": (problems, "told_by"),
    "JSON texts read": (_json, "_decode"),
    "hosts looked at": (lookalikes, "_host_looked_at"),
    "names looked at": (lookalikes, "_looked_at"),
}
ALIKE = {
    "signatures": 1,
    "documents of keys": 1,
    "keys read": 2,
    "walks through all of it": 1,
    "models": 1,
    "JSON texts read": 2,
    "hosts looked at": 1,
    "names looked at": 2,
}
ONCE = {"documents of keys", "keys read", "hosts looked at", "names looked at"}
"""What is not done again for the next badge of an issuer."""


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, (owner, attribute) in PLACES.items():
        _count(found, name, owner, attribute, monkeypatch)
    return found


def _count(found: Counter[str], name: str, owner: Any, attribute: str, monkeypatch: pytest.MonkeyPatch) -> None:
    original = getattr(owner, attribute)

    def call(*arguments: Any, **named: Any) -> Any:
        found[name] += 1
        return original(*arguments, **named)

    monkeypatch.setattr(owner, attribute, call)


@pytest.mark.parametrize(
    ("form", "suite", "more"),
    [
        (Form.DATA_INTEGRITY, None, {"walks": 2, "canonical forms": 2}),
        (Form.DATA_INTEGRITY, "eddsa-jcs-2022", {}),
        (Form.VC_JWT, None, {"JSON texts read": 3}),
    ],
    ids=["over RDF", "JCS", "token"],
)
def test_each_step_of_a_verification_is_done_once(
    form: Form, suite: str | None, more: dict[str, int], counts: Counter[str]
) -> None:
    world = World()
    credential = College(world).issue(form, suite=suite).credential
    verifier = Verifier(fetch=world.fetch)
    for kept in (resolving._parsed, lookalikes._host_remembered, lookalikes._remembered):
        kept.cache_clear()
    for again in (False, True):
        counts.clear()
        assert verifier.verify(credential, at=AT).verdict is Verdict.VALID
        wanted = ALIKE | more
        if again:
            wanted = {name: count for name, count in wanted.items() if name not in ONCE}
            wanted["JSON texts read"] -= 1  # that of the DID document
        assert counts == wanted


@pytest.mark.parametrize("form", ["hosted", "signed"])
def test_each_document_of_a_2_0_badge_is_expanded_once_and_not_by_pyld(
    form: str, counts: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    by = world_ob2.signer()
    world = world_ob2.World.hosted() if form == "hosted" else world_ob2.World.signed(by)
    given = _json.dumps(world_ob2.assertion()) if form == "hosted" else world_ob2.token(by)
    _count(counts, "expansions here", Expanding, "document", monkeypatch)
    assert Verifier(fetch=world.fetch).verify(given.encode(), at=world_ob2.AT).verdict is Verdict.VALID
    assert counts["expansions here"] == 4, "of the badge in hand, the hosted badge or the key, the class, the issuer"
    assert counts["expansions by pyld"] == 0


def test_a_view_is_read_to_the_end_when_somebody_looks_and_once(counts: Counter[str]) -> None:
    world = World()
    report = Verifier(fetch=world.fetch).verify(College(world).issue(Form.VC_JWT).credential, at=AT)
    assert report.badge is not None
    assert counts["views read to the end"] == 0
    for _ in range(2):
        assert report.badge.description
        assert report.badge.identities
        assert counts["views read to the end"] == 1


def test_a_key_that_was_seen_is_not_looked_at_again() -> None:
    world = World()
    credential = College(world).issue().credential
    check = _checks.check_ed25519
    verifier = Verifier(fetch=world.fetch)
    verifier.verify(credential, at=AT)
    before = check.cache_info().misses
    assert verifier.verify(credential, at=AT).verdict is Verdict.VALID
    assert check.cache_info().misses == before


def test_the_document_of_a_did_is_fetched_once_for_proof_and_binding() -> None:
    world = World()
    college = College(world)
    credential = college.issue(Form.DATA_INTEGRITY).credential
    world.asked.clear()
    assert Verifier(fetch=world.fetch).verify(credential, at=AT).verdict is Verdict.VALID
    assert dids.is_did(college.id)
    assert world.asked == ["https://badges.college.example/.well-known/did.json"]
