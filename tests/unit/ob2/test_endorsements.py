from typing import Any

import pytest

from mexbadge._json import dumps
from mexbadge.keys import LocalSigner
from mexbadge.models.kinds import Kind
from mexbadge.proofs import jws
from mexbadge.verify.findings import Check, Outcome, Verdict
from mexbadge.verify.ob2 import Judged
from mexbadge.verify.ob2.endorsements import MOST_ENDORSEMENTS
from mexbadge.verify.policy import Policy
from world_ob2 import (
    ASSERTION,
    BADGE,
    ISSUER,
    UUID,
    V2,
    Json,
    World,
    assertion,
    badge_class,
    codes,
    finding,
    issuer,
    key_document,
    signer,
    verdict,
    warned,
)

COUNCIL = "https://council.example"
ENDORSER = f"{COUNCIL}/issuer"
URL = f"{COUNCIL}/endorsements/1"
KEY = f"{COUNCIL}/key"
SIGNER = LocalSigner(signer().private, KEY)


def endorsement(**changes: Any) -> Json:
    return {
        "@context": V2,
        "id": URL,
        "type": "Endorsement",
        "claim": {"id": BADGE, "endorsementComment": "Recognised."},
        "issuer": ENDORSER,
        "issuedOn": "2026-02-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
        **changes,
    }


def world_with(endorsed: object = URL, **changes: Any) -> World:
    world = World.hosted()
    world.put(BADGE, badge_class(endorsement=endorsed))
    profile = issuer(id=ENDORSER, name="Council", url=COUNCIL, email="a@council.example", publicKey=KEY)
    world.put(ENDORSER, profile)
    world.put(KEY, key_document(SIGNER, id=KEY, owner=ENDORSER))
    world.put(URL, endorsement(**changes))
    return world


def judged(endorsed: object = URL, **changes: Any) -> Judged:
    return world_with(endorsed, **changes).judge(assertion())


@pytest.mark.parametrize("endorsed", [URL, [URL], endorsement(), {"id": URL, "type": "Endorsement"}])
def test_an_endorsement_is_fetched_and_judged(endorsed: object) -> None:
    found = judged(endorsed)
    assert verdict(found) is Verdict.VALID
    assert "ob2_endorsement" in codes(found, Outcome.PASSED)


@pytest.mark.parametrize(
    "changes",
    [
        {"claim": None},
        {"issuer": ISSUER},
        {"issuedOn": "2027-01-01T00:00:00Z"},
        {"revoked": True},
        {"verification": {"type": "other"}},
        {"type": "BadgeClass"},
        {"issuer": None},
    ],
)
def test_a_broken_endorsement_is_a_warning_for_the_badge(changes: Json) -> None:
    found = judged(**changes)
    assert verdict(found) is Verdict.WARNING
    assert finding(found, "ob2_endorsement_bad").check is Check.ENDORSEMENTS


def test_an_endorsement_of_something_else_is_told() -> None:
    found = judged(claim={"id": "https://college.example/other", "endorsementComment": "x"})
    assert verdict(found) is Verdict.WARNING
    assert "ob2_endorsement_other" in warned(found)


def test_an_endorsement_out_of_reach_is_a_warning() -> None:
    world = world_with()
    world.fail(URL)
    found = world.judge(assertion())
    assert verdict(found) is Verdict.WARNING
    assert "ob2_endorsement_unknown" in warned(found)


def test_an_endorsement_that_only_the_badge_brings_proves_nothing() -> None:
    assert "ob2_endorsement_bad" in warned(judged(endorsement(id=UUID)))
    assert "ob2_endorsement_bad" in warned(judged({"type": "Endorsement"}))


def test_a_signed_endorsement_is_judged_by_the_key_of_its_issuer() -> None:
    document = endorsement(id=UUID, verification={"type": "SignedBadge", "creator": KEY})
    good = jws.sign(dumps(document).encode(), SIGNER)
    assert "ob2_endorsement" in codes(judged(good), Outcome.PASSED)
    forged = jws.sign(dumps(document).encode(), signer())
    assert "ob2_endorsement_bad" in warned(judged(forged))


def test_assertions_and_issuers_may_be_endorsed_too() -> None:
    world = world_with(...)
    world.put(BADGE, badge_class())
    claim = {"id": ASSERTION, "endorsementComment": "x"}
    world.put(URL, endorsement(claim=claim))
    world.put(ASSERTION, assertion(endorsement=URL))
    other = f"{COUNCIL}/endorsements/2"
    world.put(other, endorsement(id=other, claim={"id": ISSUER}))
    world.put(ISSUER, issuer(endorsement=[other]))
    found = world.judge(assertion(endorsement=URL))
    assert verdict(found) is Verdict.VALID
    assert len([f for f in found.findings if f.code == "ob2_endorsement"]) == 2


def test_endorsers_need_no_place_on_the_list_of_accepted_issuers() -> None:
    found = world_with().judge(assertion(), policy=Policy().accepting(ISSUER))
    assert verdict(found) is Verdict.VALID


def test_endorsements_of_a_badge_that_does_not_hold_are_not_fetched() -> None:
    world = world_with()
    world.put(ASSERTION, assertion(id="https://evil.example/1"))
    world.put("https://evil.example/1", assertion(id="https://evil.example/1"))
    world.judge("https://evil.example/1")
    assert all(request.url != URL for request in world.asked)


def test_the_number_of_endorsements_is_bounded() -> None:
    found = judged([f"{COUNCIL}/e/{number}" for number in range(40)])
    assert "ob2_endorsement_many" in warned(found)
    assert len([f for f in found.findings if f.check is Check.ENDORSEMENTS]) == MOST_ENDORSEMENTS + 1


# given by itself


def given(world: World, badge: Json | str, **question: Any) -> Judged:
    return world.judge(badge if isinstance(badge, str) else dumps(badge), **question)


def test_an_endorsement_given_by_itself_is_judged_and_named_for_what_it_is() -> None:
    for badge in (endorsement(), URL):
        judged = given(world_with(), badge)
        assert verdict(judged) is Verdict.WARNING, codes(judged, Outcome.FAILED)
        assert warned(judged) == {"format_endorsement"}
        assert judged.badge is not None
        assert judged.badge.kind is Kind.ENDORSEMENT
        assert judged.badge.issuer_name == "Council"


def test_a_signed_endorsement_given_by_itself_is_judged_by_its_signature() -> None:
    document = endorsement(id=UUID, verification={"type": "SignedBadge", "creator": KEY})
    token = jws.sign(dumps(document).encode(), SIGNER)
    assert verdict(given(world_with(), token)) is Verdict.WARNING
    forged = jws.sign(dumps(document).encode(), signer())
    assert verdict(given(world_with(), forged)) is Verdict.INVALID


@pytest.mark.parametrize(
    "changes",
    [
        {"revoked": True},
        {"expires": "2026-02-02T00:00:00Z"},
        {"claim": None},
        {"issuer": "https://evil.example/issuer"},
        {"verification": {"type": "SignedBadge"}},
    ],
    ids=str,
)
def test_a_bad_endorsement_given_by_itself_does_not_pass(changes: Json) -> None:
    assert verdict(given(world_with(**changes), endorsement(**changes))) in {Verdict.INVALID, Verdict.UNKNOWN}


def test_an_endorsement_that_is_not_hosted_does_not_pass() -> None:
    world = world_with()
    del world.pages[URL]
    assert verdict(given(world, endorsement())) is Verdict.UNKNOWN


def test_an_endorsement_is_nobodys_badge() -> None:
    judged = given(world_with(), endorsement(), recipient="aisha@example.ca")
    assert verdict(judged) is Verdict.INVALID
