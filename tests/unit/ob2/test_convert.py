from typing import Any

import pytest

from mexbadge.badge import Badge
from mexbadge.credentials.upgrade import Converted, to_ob3
from mexbadge.errors import InputError
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ld import lost
from mexbadge.models import ob3
from mexbadge.models.identity import Identity
from mexbadge.models.severity import errors_only
from mexbadge.proofs import add_proof
from mexbadge.verify.findings import Verdict
from world_ob2 import (
    ASSERTION,
    AT,
    BADGE,
    EMAIL,
    HOST,
    ISSUER,
    UUID,
    Json,
    World,
    assertion,
    badge_class,
    issuer,
    recipient,
    verdict,
)

NEW = "urn:uuid:5a6d8ff5-2e2c-4b6d-9f0a-0c5c8e7a1f11"
DID = "did:web:college.example"


def rich_badge() -> Json:
    return badge_class(
        criteria={"id": f"{HOST}/criteria", "narrative": "Assessed."},
        image={"id": f"{HOST}/i.png", "type": "Image", "caption": "A tree"},
        tags="care",
        alignment=[{"targetName": "PSW", "targetUrl": f"{HOST}/psw", "targetCode": "1"}],
    )


def converted(**changes: Any) -> Converted:
    badge = changes.pop("badge_class", rich_badge())
    options = {"new_id": NEW, "issuer_id": DID, **changes.pop("options", {})}
    return to_ob3(assertion(**changes), badge, issuer(telephone="+14165550100", image=f"{HOST}/l.png"), **options)


def test_the_credential_keeps_to_the_model_of_3_0_and_loses_nothing() -> None:
    credential = converted(evidence=[f"{HOST}/e", {"narrative": "n", "name": "x"}], narrative="Well done.").credential
    assert not errors_only(ob3.problems(credential))
    assert not lost(credential)


def test_it_says_what_the_2_0_badge_said() -> None:
    old = Badge.of_ob2(assertion(expires="2027-03-01T00:00:00Z"), rich_badge(), issuer(), format="hosted")
    new = Badge.of_ob3(converted(expires="2027-03-01T00:00:00Z").credential, format="data-integrity")
    for name in ("name", "valid_from", "valid_until", "criteria_url", "tags", "starts", "ends"):
        assert getattr(new, name) == getattr(old, name)
    assert new.issuer_name_in("en") == "Example College"
    assert [a.name for a in new.alignments] == ["PSW"]
    assert any(identity.how_is(Identity.parse(EMAIL)) for identity in new.identities)


def test_the_two_are_linked_in_both_directions() -> None:
    found = converted()
    credential = found.credential
    evidence = credential["evidence"][-1]
    assert evidence == {"type": ["Evidence", "https://w3id.org/openbadges#Assertion"], "id": ASSERTION}
    achievement = credential["credentialSubject"]["achievement"]
    assert achievement["related"] == [
        {"type": ["Related", "https://w3id.org/openbadges#BadgeClass"], "id": BADGE, "version": "Open Badges v2p0"}
    ]
    assert credential["issuer"]["otherIdentifier"][0]["identifier"] == ISSUER
    assert found.related[BADGE]["id"] == achievement["id"]
    assert found.related[BADGE]["version"] == "Open Badges v3p0"
    assert found.related[ISSUER]["id"] == DID


def test_the_links_back_leave_the_2_0_badge_valid() -> None:
    found = converted()
    world = World.hosted()
    world.put(BADGE, badge_class(related=[found.related[BADGE]]))
    world.put(ISSUER, issuer(related=found.related[ISSUER]))
    assert verdict(world.judge(assertion())) is Verdict.VALID


def test_every_document_has_an_id_of_its_own() -> None:
    credential = converted().credential
    assert credential["id"] == NEW
    assert credential["credentialSubject"]["achievement"]["id"].startswith("urn:uuid:")
    again = converted(options={"new_id": UUID}).credential
    assert again["credentialSubject"]["achievement"]["id"] == credential["credentialSubject"]["achievement"]["id"]


def test_it_can_be_signed() -> None:
    signer = LocalSigner.generate(KeyKind.ED25519, f"{DID}#key-1")
    assert add_proof(converted().credential, signer, cryptosuite="eddsa-rdfc-2022", created=AT)["proof"]


@pytest.mark.parametrize(
    ("changes", "member"),
    [
        ({"type": "url", "hashed": False, "identity": "https://aisha.example"}, "id"),
        ({"type": "id", "hashed": False, "identity": UUID}, "id"),
        ({"type": "telephone", "hashed": False, "identity": "+14165550100"}, "identifier"),
        ({}, "identifier"),
    ],
)
def test_every_kind_of_recipient_is_carried_over(changes: Json, member: str) -> None:
    credential = converted(recipient=recipient(**changes)).credential
    assert member in credential["credentialSubject"]
    assert not errors_only(ob3.problems(credential))


@pytest.mark.parametrize("date", ["2026-03-01T00:00-0500", "2026-03-01", 1400000000])
def test_dates_are_written_as_3_0_wants_them(date: object) -> None:
    credential = converted(issuedOn=date).credential
    assert not errors_only(ob3.problems(credential))


def test_what_cannot_be_carried_over_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        converted(issuedOn="yesterday")
    assert caught.value.code == "ob2_convert_date"
    for broken in (None, "x", recipient(identity="sha1$" + "0" * 40)):
        with pytest.raises(InputError) as caught:
            converted(recipient=broken)
        assert caught.value.code == "ob2_convert_recipient"


def test_without_a_new_issuer_the_2_0_address_is_kept() -> None:
    found = converted(options={"issuer_id": None})
    assert found.credential["issuer"]["id"] == ISSUER
    assert set(found.related) == {BADGE}


def test_texts_in_a_language_are_carried_over() -> None:
    badge = badge_class(name={"@value": "Soins", "@language": "fr"})
    assert converted(badge_class=badge).credential["name"] == "Soins"
