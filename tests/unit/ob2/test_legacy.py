import hashlib
from typing import Any

import pytest

from mexbadge._json import dumps
from mexbadge.models.identity import identity_hash
from mexbadge.proofs import jws
from mexbadge.verify.findings import Outcome, Verdict
from mexbadge.verify.policy import Policy
from world_ob2 import (
    EMAIL,
    HOST,
    ISSUER,
    KEY,
    LIST,
    PNG,
    V1,
    Json,
    World,
    codes,
    failed,
    finding,
    signer,
    unknown,
    verdict,
    warned,
)

SIGNER = signer()
UNREADABLE = "dates_unreadable"
URL = f"{HOST}/old/1"
OLD_BADGE = f"{HOST}/old/badge"
OLD_ISSUER = f"{HOST}/old/issuer"


def v0_5(**changes: Any) -> Json:
    return {
        "recipient": identity_hash(EMAIL, "sea"),
        "salt": "sea",
        "issued_on": "2012-03-01",
        "evidence": "https://college.example/essay",
        "badge": {
            "version": "0.5.0",
            "name": "Care",
            "description": "Cares.",
            "image": "/images/old.png",
            "criteria": "/criteria",
            "issuer": {"origin": HOST, "name": "Example College", "org": "Health", "contact": "a@college.example"},
        },
        **changes,
    }


def v1_0(**changes: Any) -> Json:
    return {
        "uid": "abc-1",
        "recipient": {"type": "email", "hashed": True, "salt": "sea", "identity": identity_hash(EMAIL, "sea", "md5")},
        "badge": OLD_BADGE,
        "verify": {"type": "hosted", "url": URL},
        "issuedOn": 1330560000,
        **changes,
    }


def badge_1_0(**changes: Any) -> Json:
    return {
        "name": "Care",
        "description": "Cares.",
        "image": f"{HOST}/images/old.png",
        "criteria": f"{HOST}/criteria",
        "issuer": OLD_ISSUER,
        "alignment": [{"name": "PSW", "url": f"{HOST}/psw", "description": "d"}, {"name": "B", "url": f"{HOST}/b"}],
        **changes,
    }


def issuer_1_0(**changes: Any) -> Json:
    return {"name": "Example College", "url": HOST, **changes}


def old_world(**assertion_changes: Any) -> World:
    world = World()
    world.put(URL, v1_0(**assertion_changes))
    world.put(OLD_BADGE, badge_1_0())
    world.put(OLD_ISSUER, issuer_1_0())
    world.put(f"{HOST}/images/old.png", PNG, kind="image/png")
    return world


def world_0_5(**changes: Any) -> World:
    world = World()
    world.put(URL, v0_5(**changes))
    world.put(f"{HOST}/images/old.png", PNG, kind="image/png")
    return world


# 0.5


def test_a_0_5_badge_is_judged_from_the_address_baked_in_its_image() -> None:
    judged = world_0_5().judge(URL, recipient=EMAIL)
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_no_policy" in warned(judged)
    assert judged.badge is not None
    assert judged.badge.version == "0.5"
    assert judged.badge.issuer_name_in("en") == "Example College: Health"
    assert "recipient_ok" in codes(judged, Outcome.PASSED)


def test_a_0_5_badge_in_hand_says_nothing_of_where_it_is() -> None:
    assert "ob2_hosted_no_url" in failed(world_0_5().judge(v0_5()))


@pytest.mark.parametrize("member", ["verify", "verification"])
def test_the_shape_of_0_5_that_a_backpack_gave_a_badge_leads_to_the_hosted_original(member: str) -> None:
    """What the backpack wrote is a copy: the original of 1.0 is what is judged and shown."""
    world = old_world()
    rewritten = v0_5(**{member: {"type": "hosted", "url": URL}, "badge": {**v0_5()["badge"], "name": "Surgery"}})
    judged = world.judge(rewritten, recipient=EMAIL)
    assert verdict(judged) is Verdict.WARNING
    assert {"ob2_hosted_differs"} <= warned(judged)
    assert judged.badge is not None
    assert (judged.badge.version, judged.badge.name_in("en")) == ("1.0", "Care")
    assert "recipient_ok" in codes(judged, Outcome.PASSED)
    gone = v0_5(**{member: {"type": "hosted", "url": f"{HOST}/old/2"}})
    assert "ob2_unreachable" in unknown(world.judge(gone))


def test_the_origin_of_a_0_5_badge_must_be_where_it_is_hosted() -> None:
    world = World()
    world.put("https://evil.example/1", v0_5())
    assert "ob2_origin_differs" in failed(world.judge("https://evil.example/1"))


def test_a_0_5_badge_to_a_plain_address() -> None:
    judged = world_0_5(recipient=EMAIL, salt=None).judge(URL, recipient=EMAIL)
    assert "recipient_ok" in codes(judged, Outcome.PASSED)


def test_sha1_is_read_in_old_badges_with_a_warning() -> None:
    digest = hashlib.sha1(f"{EMAIL}sea".encode(), usedforsecurity=False).hexdigest()
    judged = world_0_5(recipient=f"sha1${digest}").judge(URL, recipient=EMAIL)
    assert "ob2_identity_sha1" in warned(judged)
    assert "recipient_ok" in codes(judged, Outcome.PASSED)
    other = world_0_5(recipient=f"sha1${digest}").judge(URL, recipient="x@example.ca")
    assert "recipient_differs" in failed(other)


def test_sha512_is_read_in_old_badges_with_a_warning_and_not_in_new_ones() -> None:
    digest = hashlib.sha512(f"{EMAIL}sea".encode()).hexdigest()
    judged = world_0_5(recipient=f"sha512${digest}").judge(URL, recipient=EMAIL)
    assert "ob2_identity_sha512" in warned(judged)
    assert "recipient_ok" in codes(judged, Outcome.PASSED)
    other = world_0_5(recipient=f"sha512${digest}").judge(URL, recipient="x@example.ca")
    assert "recipient_differs" in failed(other)
    assert "ob2_identity_hash" in failed(world_0_5(recipient="sha512$" + "g" * 128).judge(URL))


def test_a_0_5_badge_need_not_say_when_it_was_issued() -> None:
    def undated(**changes: Any) -> Json:
        return {name: value for name, value in v0_5(**changes).items() if name != "issued_on"}

    world = world_0_5()
    for changes, code in (
        ({}, "ob2_undated"),
        ({"expires": "2013-01-01"}, "dates_expired"),
        ({"expires": "x"}, "dates_unreadable"),
    ):
        world.put(URL, undated(**changes))
        judged = world.judge(URL)
        assert code in (warned(judged) if code == "ob2_undated" else failed(judged))
    old = old_world()
    old.put(URL, {name: value for name, value in v1_0().items() if name != "issuedOn"})
    assert "dates_unreadable" in failed(old.judge(URL)), "1.0 has to say it"


def test_dates_of_0_5_badges_are_judged() -> None:
    assert "dates_expired" in failed(world_0_5(expires="2013-01-01").judge(URL))


def test_an_odd_0_5_badge_comes_to_a_verdict() -> None:
    odd: list[Json] = [
        v0_5(badge="https://college.example/badge"),
        v0_5(badge={"issuer": "x", "image": 5, "criteria": "/c"}),
        v0_5(badge={**v0_5()["badge"], "issuer": {"origin": "http://[", "contact": "x"}}),
        {name: value for name, value in v0_5().items() if name in {"issued_on", "badge"}},
    ]
    for document in odd:
        world = World()
        world.put(URL, document)
        assert verdict(world.judge(URL)) in {Verdict.INVALID, Verdict.UNKNOWN}


def test_alignments_of_0_5_badges_are_read() -> None:
    badge = {**v0_5()["badge"], "alignment": [{"name": "PSW", "url": f"{HOST}/psw"}, "odd"]}
    judged = world_0_5(badge={**badge, "alignment": badge["alignment"][:1]}).judge(URL)
    assert judged.badge is not None
    assert [aligned.name for aligned in judged.badge.alignments] == ["PSW"]
    assert verdict(world_0_5(badge=badge).judge(URL)) is Verdict.INVALID


def test_a_0_5_badge_of_an_accepted_origin_passes_where_some_are_named() -> None:
    assert verdict(world_0_5().judge(URL, policy=Policy().accepting(HOST))) is Verdict.WARNING
    other = world_0_5().judge(URL, policy=Policy().accepting("https://other.example"))
    assert "binding_not_accepted" in failed(other)


# 1.0


def test_a_1_0_badge_may_hold_its_badge_class_and_issuer() -> None:
    document = v1_0(badge=badge_1_0(issuer=issuer_1_0()))
    world = old_world()
    world.put(URL, document)
    judged = world.judge(document)
    assert verdict(judged) is Verdict.UNKNOWN
    assert "ob2_scope_unproven" in unknown(judged)
    lenient = world.judge(document, policy=Policy(compat=True))
    assert verdict(lenient) is Verdict.WARNING
    assert "ob2_scope_unproven" in warned(lenient)


def test_a_1_0_badge_is_upgraded_and_the_report_says_what_was() -> None:
    judged = old_world().judge(v1_0(), recipient=EMAIL)
    assert verdict(judged) is Verdict.WARNING
    upgraded = finding(judged, "ob2_upgraded").values
    assert upgraded["version"] == "1.0"
    assert {"@context", "id", "type", "alignment"} <= set(str(upgraded["changes"]).split(", "))
    assert "ob2_issuer_email_missing" in warned(judged)
    assert judged.badge is not None
    assert [aligned.name for aligned in judged.badge.alignments] == ["PSW", "B"]


@pytest.mark.parametrize("date", [1330560000, "1330560000.5", "2012-03-01", "2012-03-01T00:00:00Z"])
def test_dates_of_1_x_may_be_numbers_and_days(date: object) -> None:
    assert verdict(old_world(issuedOn=date).judge(v1_0(issuedOn=date))) is Verdict.WARNING


def test_a_1_0_badge_out_of_scope_is_not_valid() -> None:
    world = old_world()
    elsewhere = v1_0(verify={"type": "hosted", "url": "https://evil.example/1"})
    world.put("https://evil.example/1", elsewhere)
    assert "ob2_out_of_scope_origin" in failed(world.judge(elsewhere))


def test_a_revoked_1_0_badge_is_revoked() -> None:
    world = old_world()
    world.put(URL, {"revoked": True})
    assert "ob2_revoked" in failed(world.judge(v1_0()))


# 1.1


def test_a_1_1_badge_is_read_by_its_own_context() -> None:
    world = old_world()
    assertion = {"@context": V1, "type": "Assertion", "id": URL, **v1_0()}
    world.put(URL, assertion)
    world.put(OLD_BADGE, {"@context": V1, "type": "BadgeClass", "id": OLD_BADGE, **badge_1_0()})
    world.put(
        OLD_ISSUER, {"@context": V1, "type": "IssuerOrg", "id": OLD_ISSUER, **issuer_1_0(email="a@college.example")}
    )
    judged = world.judge(assertion, recipient=EMAIL)
    assert verdict(judged) is Verdict.VALID
    assert finding(judged, "ob2_upgraded").values["version"] == "1.1"
    assert judged.badge is not None
    assert [aligned.url for aligned in judged.badge.alignments] == [f"{HOST}/psw", f"{HOST}/b"]


def test_a_revoked_1_1_badge_is_revoked_though_its_context_gives_the_word_another_meaning() -> None:
    world = old_world()
    base = {"@context": V1, "type": "Assertion", "id": URL}
    for document in ({**base, "revoked": True}, {**base, **v1_0(), "revoked": True}):
        world.put(URL, document)
        assert "ob2_revoked" in failed(world.judge({**base, **v1_0()}))


def test_a_revoked_0_5_badge_is_revoked() -> None:
    assert "ob2_revoked" in failed(world_0_5(revoked=True).judge(URL))


# signed before 2.0


def signed_1_x(**changes: Any) -> str:
    verify = {"verify": {"type": "signed", "url": KEY}}
    document = {"@context": V1, "type": "Assertion", **v1_0(**{**verify, **changes})}
    return jws.sign(dumps(document).encode(), SIGNER)


def signed_world(**issuer_changes: Any) -> World:
    world = old_world()
    world.put(KEY, SIGNER.public_key.to_pem(), kind="application/x-pem-file")
    world.put(OLD_ISSUER, issuer_1_0(revocationList=LIST, email="a@college.example", **issuer_changes))
    world.put(LIST, {"other-1": "Issued in error"})
    return world


def test_the_key_that_an_old_badge_names_on_another_site_is_not_the_issuers_for_that() -> None:
    world, away = signed_world(), "https://evil.example/old/key.pem"
    world.put(away, SIGNER.public_key.to_pem(), kind="application/x-pem-file")
    judged = world.judge(signed_1_x(verify={"type": "signed", "url": away}))
    assert "ob2_key_not_listed" in failed(judged)
    assert "ob2_signature" in codes(judged, Outcome.PASSED)


def test_a_key_in_the_folder_of_its_issuer_is_the_issuers_with_a_warning() -> None:
    world, beside = signed_world(), f"{HOST}/old/keys/1.pem"
    world.put(beside, SIGNER.public_key.to_pem(), kind="application/x-pem-file")
    judged = world.judge(signed_1_x(verify={"type": "signed", "url": beside}))
    assert (verdict(judged), "ob2_key_beside" in warned(judged)) == (Verdict.WARNING, True)
    other = Policy().accepting("https://other.example")
    assert "binding_not_accepted" in failed(
        world.judge(signed_1_x(verify={"type": "signed", "url": beside}), policy=other)
    )


@pytest.mark.parametrize("place", ["/keys/1.json", "/older/key.pem", "/old/../key.pem", "/old/%2e%2e/key.pem"])
def test_a_key_elsewhere_on_the_site_may_be_a_neighbours(place: str) -> None:
    world = signed_world()
    world.put(f"{HOST}{place}", SIGNER.public_key.to_pem(), kind="application/x-pem-file")
    judged = world.judge(signed_1_x(verify={"type": "signed", "url": f"{HOST}{place}"}))
    assert (verdict(judged), "ob2_key_elsewhere" in unknown(judged)) == (Verdict.UNKNOWN, True)


def test_with_compat_it_is_a_warning() -> None:
    judged = signed_world().judge(signed_1_x(), policy=Policy(compat=True))
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_key_compat" in warned(judged)


def test_the_map_of_uids_of_old_issuers_revokes() -> None:
    world = signed_world()
    world.put(LIST, {"abc-1": "Issued in error"})
    judged = world.judge(signed_1_x(), policy=Policy(compat=True))
    assert "ob2_revoked_on_list" in failed(judged)
    assert "Issued in error" in finding(judged, "ob2_revoked_on_list").message()


def test_uids_in_a_list_of_2_0_revoke_old_badges() -> None:
    world = signed_world()
    entries = [{"uid": "abc-1", "revocationReason": "x"}]
    base = {"@context": "https://w3id.org/openbadges/v2", "id": LIST, "type": "RevocationList"}
    world.put(LIST, {**base, "revokedAssertions": entries})
    assert "ob2_revoked_on_list" in failed(world.judge(signed_1_x(), policy=Policy(compat=True)))


def test_an_error_message_is_no_map_of_uids() -> None:
    world = signed_world()
    world.put(LIST, {"error": "not found"})
    assert "ob2_list_malformed" in failed(world.judge(signed_1_x(), policy=Policy(compat=True)))


def test_a_forged_old_signature_does_not_hold() -> None:
    other = signer()
    document = {"@context": V1, "type": "Assertion", **v1_0(verify={"type": "signed", "url": KEY})}
    forged = jws.sign(dumps(document).encode(), other)
    judged = signed_world().judge(forged, policy=Policy(compat=True))
    assert "ob2_signature_bad" in failed(judged)


def test_a_1_0_badge_that_is_signed_is_known_by_its_uid() -> None:
    document = v1_0(verify={"type": "signed", "url": KEY})
    judged = signed_world().judge(jws.sign(dumps(document).encode(), SIGNER), policy=Policy(compat=True))
    assert verdict(judged) is Verdict.WARNING
    assert judged.badge is not None
    assert judged.badge.id == "uid:abc-1"


def test_the_address_of_the_issuer_is_used_in_the_report() -> None:
    judged = old_world().judge(v1_0())
    assert judged.badge is not None
    assert judged.badge.issuer_id == OLD_ISSUER
    assert judged.badge.issuer_id != ISSUER
