from typing import Any

import pytest

from mexbadge.errors import Problem
from mexbadge.models.ob2 import MOST_PROBLEMS, problems
from mexbadge.verify.findings import Check, Outcome, Verdict
from mexbadge.verify.ob2.reading import read
from world_ob2 import (
    ASSERTION,
    BADGE,
    EMAIL,
    HOST,
    IMAGE,
    ISSUER,
    KEY,
    UUID,
    V2,
    Json,
    World,
    assertion,
    badge_class,
    codes,
    failed,
    finding,
    issuer,
    key_document,
    recipient,
    signer,
    verdict,
    warned,
)

HASH = "sha256$" + "0" * 64


def of(document: Json, shape: str, **options: Any) -> tuple[Problem, ...]:
    return problems(read(document, role="assertion").node, shape, **options)


def found(document: Json, shape: str) -> set[tuple[str, object]]:
    return {(problem.code, problem.where) for problem in of(document, shape)}


def of_assertion(**changes: Any) -> set[tuple[str, object]]:
    return found(assertion(**changes), "Assertion")


def of_badge(**changes: Any) -> set[tuple[str, object]]:
    return found(badge_class(**changes), "BadgeClass")


def of_issuer(**changes: Any) -> set[tuple[str, object]]:
    return found(issuer(**changes), "Issuer")


def of_recipient(**changes: Any) -> set[str]:
    return {code for code, _ in of_assertion(recipient=recipient(**changes))}


def test_the_documents_of_the_world_are_right() -> None:
    assert not of_assertion()
    assert not of_badge()
    assert not of_issuer()
    assert not found(key_document(signer()), "CryptographicKey")


# assertion


@pytest.mark.parametrize("term", ["recipient", "badge", "verification", "issuedOn"])
@pytest.mark.parametrize("value", [..., None, []])
def test_an_assertion_must_hold_what_the_standard_requires(term: str, value: object) -> None:
    assert ("ob2_missing", f"/{term}") in of_assertion(**{term: value})


@pytest.mark.parametrize(
    "term", ["expires", "image", "evidence", "narrative", "revoked", "revocationReason", "related"]
)
@pytest.mark.parametrize("value", [None, []])
def test_an_optional_property_that_is_empty_is_absent(term: str, value: object) -> None:
    assert not of_assertion(**{term: value})


def test_a_missing_member_makes_the_badge_invalid_and_is_named() -> None:
    world = World.hosted()
    world.put(BADGE, badge_class(description=...))
    judged = world.judge(assertion())
    assert verdict(judged) is Verdict.INVALID
    assert finding(judged, "ob2_missing").where == "/badge/description"
    assert finding(judged, "ob2_missing").check is Check.MODEL


@pytest.mark.parametrize(
    "identifier", ["notanurl", "assertion/1", "did:web:college.example", "urn:uuid:12", "mailto:a@b.ca"]
)
def test_an_id_is_a_web_address_a_uuid_or_a_blank_node(identifier: str) -> None:
    assert ("ob2_not_iri", "/id") in of_assertion(id=identifier)


@pytest.mark.parametrize("identifier", [ASSERTION, UUID, UUID.upper().replace("URN:UUID", "urn:uuid"), "_:b0"])
def test_good_ids_pass(identifier: str) -> None:
    assert not of_assertion(id=identifier)


def test_the_image_of_an_assertion_is_no_data() -> None:
    assert ("ob2_image_data", "/image") in of_assertion(image="data:image/png;base64,AAAA")
    assert ("ob2_image_data", "/image") in of_assertion(image={"id": "data:image/png;base64,AAAA", "type": "Image"})
    assert not of_assertion(image=IMAGE)


def test_more_than_one_value_where_one_belongs_is_refused() -> None:
    dates = ["2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"]
    assert ("ob2_several", "/issuedOn") in of_assertion(issuedOn=dates)
    assert ("ob2_several", "/badge") in of_assertion(badge=[BADGE, f"{BADGE}2"])
    assert ("ob2_several", "/recipient") in of_assertion(recipient=[recipient(), recipient(salt="x")])
    assert ("ob2_several", "/criteria") in of_badge(criteria=[f"{HOST}/a", f"{HOST}/b"])
    assert ("ob2_several", "/issuer") in of_badge(issuer=[ISSUER, f"{ISSUER}2"])
    assert ("ob2_several", "/name") in of_issuer(name=["a", "b"])


def test_an_array_of_one_is_the_value() -> None:
    assert not of_assertion(badge=[BADGE], issuedOn=["2026-03-01T00:00:00Z"], type=["Assertion"])


def test_evidence_may_be_many_and_of_either_form() -> None:
    entry = {"id": f"{HOST}/e", "narrative": "n", "name": "n", "description": "d", "genre": "g", "audience": "a"}
    assert not of_assertion(evidence=[f"{HOST}/essay", entry, {"narrative": "Only words."}])
    assert ("ob2_not_iri", "/evidence") in of_assertion(evidence="notanurl")
    assert ("ob2_not_text", "/evidence/genre") in of_assertion(evidence={"genre": 5})


# dates


@pytest.mark.parametrize(
    "date",
    [
        "2026-03-01T00:00:00Z",
        "2026-03-01T00:00Z",
        "2026-03-01T00:00:00.123456+00:00",
        "2026-03-01T00:00:00-0500",
        "2026-03-01T00:00:00-05",
    ],
)
def test_dates_with_a_zone_pass(date: str) -> None:
    assert not of_assertion(issuedOn=date)


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("2024-11-08T10:33:30.649696", "ob2_date_zone"),
        ("2026-03-01", "ob2_date_zone"),
        (1400000000, "ob2_date_number"),
        ("1400000000", "ob2_date_number"),
        ("yesterday", "ob2_date"),
        ("2026-02-30T00:00:00Z", "ob2_date"),
        ("2026-03-01 00:00:00Z", "ob2_date"),
        (True, "ob2_date"),
    ],
)
def test_other_dates_are_refused_with_the_way_to_mend_them(date: object, code: str) -> None:
    assert {(code, "/issuedOn")} == of_assertion(issuedOn=date)


def test_a_date_without_a_zone_says_how_to_mend_it() -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(issuedOn="2026-03-01T00:00:00"))
    found = finding(world.judge(assertion()), "ob2_date_zone")
    assert found.hint() == "Ask the issuer to add Z or an offset such as -05:00."


# types


def test_the_class_must_stand_in_the_type() -> None:
    assert ("ob2_type_missing", "/type") in found(assertion(type="BadgeClass"), "Assertion")
    assert ("ob2_type_missing", "/type") in of_badge(type="Issuer")
    assert ("ob2_type_missing", "/type") in of_issuer(type="BadgeClass")
    assert not of_issuer(type="Profile")


def test_further_types_are_addresses_and_no_words_without_a_meaning() -> None:
    assert not of_assertion(type=["Assertion", "http://example.org/Own", "schema:Thing"])
    assert ("ob2_type_word", "/type") in of_assertion(type=["Assertion", "UNKNOWN"])


def test_an_input_with_several_types_is_fine() -> None:
    world = World.hosted()
    document = assertion(type=["Assertion", "https://example.org/Own"])
    world.put(ASSERTION, document)
    assert verdict(world.judge(document)) is Verdict.VALID


# badge class


@pytest.mark.parametrize("term", ["name", "description", "image", "criteria", "issuer"])
def test_a_badge_class_must_hold_what_the_standard_requires(term: str) -> None:
    assert ("ob2_missing", f"/{term}") in of_badge(**{term: ...})


def test_criteria_need_an_address_or_a_text() -> None:
    assert not of_badge(criteria=f"{HOST}/criteria")
    assert not of_badge(criteria={"id": f"{HOST}/criteria", "type": "Criteria"})
    assert ("ob2_criteria_empty", "/criteria") in of_badge(criteria={"type": "Criteria"})
    assert ("ob2_not_iri", "/criteria") in of_badge(criteria="do well")


def test_alignments_need_a_name_and_an_address() -> None:
    good = {"targetName": "PSW 1", "targetUrl": f"{HOST}/psw", "targetFramework": "PSW", "targetCode": "1"}
    assert not of_badge(alignment=[good, {**good, "targetDescription": "d"}])
    assert ("ob2_missing", "/alignment/targetUrl") in of_badge(alignment={"targetName": "x"})
    assert ("ob2_missing", "/alignment/targetName") in of_badge(alignment=f"{HOST}/psw")


@pytest.mark.parametrize("image", ["data:image/png;base64,AAAA", "data:image/svg+xml;charset=utf-8,%3Csvg/%3E", IMAGE])
def test_the_image_of_a_badge_class_may_be_data(image: str) -> None:
    assert not of_badge(image=image)
    assert not of_badge(image={"id": image, "caption": "A tree", "author": f"{HOST}/a", "type": "Image"})


@pytest.mark.parametrize("image", ["data:image/jpeg;base64,AAAA", "data:text/html,x", "data:,"])
def test_image_data_that_is_neither_png_nor_svg_is_refused(image: str) -> None:
    assert "ob2_image_type" in {code for code, _ in of_badge(image=image)}


def test_tags_may_be_many_texts() -> None:
    assert not of_badge(tags=["care", "dementia"])
    assert ("ob2_not_text", "/tags/1") in of_badge(tags=["care", 5])


# issuer


@pytest.mark.parametrize("term", ["name", "url", "email"])
def test_an_issuer_must_hold_what_the_standard_requires(term: str) -> None:
    assert ("ob2_missing", f"/{term}") in of_issuer(**{term: ...})


def test_type_and_email_of_an_issuer_are_checked() -> None:
    assert ("ob2_not_email", "/email") in of_issuer(email="not an address")
    assert ("ob2_not_url", "/url") in of_issuer(url="notanurl")


@pytest.mark.parametrize("number", ["+14165550100", "+14165550100;ext=12"])
def test_telephone_numbers_are_international(number: str) -> None:
    assert not of_issuer(telephone=number)
    assert ("ob2_not_telephone", "/telephone") in of_issuer(telephone="(416) 555-0100")


def test_an_issuer_may_have_many_keys() -> None:
    assert not of_issuer(publicKey=[KEY, key_document(signer(), id=f"{ISSUER}#2")])
    assert ("ob2_missing", "/publicKey/publicKeyPem") in of_issuer(publicKey={"id": KEY, "owner": ISSUER})


def test_an_issuer_id_that_is_no_web_address_is_a_warning() -> None:
    assert ("ob2_issuer_not_web", "/id") in of_issuer(id=UUID)


@pytest.mark.parametrize(
    "origin", ["https://college.example", "college.example/", "*.college.example", "user@college.example", "college"]
)
def test_an_allowed_origin_is_a_host_and_nothing_else(origin: str) -> None:
    assert ("ob2_origin_form", "/verification/allowedOrigins") in of_issuer(verification={"allowedOrigins": origin})


@pytest.mark.parametrize("origin", ["college.example", "college.example:8443", "localhost", "localhost:8000"])
def test_allowed_origins_may_have_ports(origin: str) -> None:
    assert not of_issuer(verification={"type": "VerificationObject", "allowedOrigins": [origin]})


@pytest.mark.parametrize("origin", ["192.168.0.1", "192.168.0.1:8000", "[::1]"])
def test_an_allowed_origin_that_is_a_number_is_a_warning(origin: str) -> None:
    assert ("ob2_origin_address", "/verification/allowedOrigins") in of_issuer(verification={"allowedOrigins": origin})


def test_only_the_id_can_be_compared() -> None:
    place = "/verification/verificationProperty"
    assert not of_issuer(verification={"verificationProperty": "id"})
    assert ("ob2_verification_property", place) in of_issuer(verification={"verificationProperty": "name"})


# verification


@pytest.mark.parametrize("kind", ["HostedBadge", "SignedBadge", "hosted", "signed", "obi:HostedBadge"])
def test_a_verification_is_hosted_or_signed(kind: str) -> None:
    assert not of_assertion(verification={"type": kind})
    assert not of_assertion(verification=..., verify={"type": kind})


@pytest.mark.parametrize("kind", ["VerificationObject", "UNKNOWN", "https://example.org/BlockchainBadge"])
def test_another_kind_of_verification_verifies_nothing(kind: str) -> None:
    assert ("ob2_verification_type", "/verification/type") in of_assertion(verification={"type": kind})


# recipient


@pytest.mark.parametrize("kind", ["email", "url", "telephone", "id", "schema:email"])
def test_known_kinds_of_recipients(kind: str) -> None:
    assert not of_recipient(type=kind)


def test_an_unknown_kind_of_recipient_is_a_warning() -> None:
    assert of_recipient(type="did") == {"ob2_identity_type"}
    assert of_recipient(type=...) == {"ob2_missing"}


def test_a_missing_hashed_means_false_with_a_warning() -> None:
    assert of_recipient(hashed=..., identity=EMAIL) == {"ob2_hashed_missing"}
    world = World.hosted()
    world.put(ASSERTION, assertion(recipient=recipient(hashed=..., salt=..., identity=EMAIL)))
    judged = world.judge(f"{ASSERTION}", recipient=EMAIL)
    assert verdict(judged) is Verdict.WARNING


@pytest.mark.parametrize("identity", [HASH, "sha256$" + "aB" * 32, "md5$" + "0" * 32])
def test_hashes_pass_in_either_case(identity: str) -> None:
    assert not of_recipient(identity=identity)


@pytest.mark.parametrize("identity", [EMAIL, "sha256$12", "sha1$" + "0" * 40, "sha512$" + "0" * 128])
def test_what_is_said_to_be_hashed_must_be_a_hash(identity: str) -> None:
    assert of_recipient(identity=identity) == {"ob2_identity_hash"}


def test_what_is_said_to_be_plain_must_be_plain() -> None:
    assert of_recipient(hashed=False, identity=HASH) == {"ob2_identity_plain"}
    assert of_recipient(hashed=False, identity="no address") == {"ob2_identity_email"}
    assert not of_recipient(hashed=False, identity=EMAIL)
    assert of_recipient(hashed="true") == {"ob2_not_boolean"}


# everywhere


def test_language_version_and_related_are_allowed_everywhere() -> None:
    other = {"id": f"{HOST}/fr", "type": "BadgeClass", "@language": "fr-CA", "version": 2}
    assert not of_badge(related=[other, f"{HOST}/de"], version="1.0", **{"@language": "en-CA"})
    assert not of_badge(version=3)
    assert ("ob2_not_text", "/version") in of_badge(version=True)


def test_a_language_that_is_none_is_a_warning() -> None:
    assert ("ob2_language", None) in of_badge(**{"@language": "English language"})
    assert ("ob2_language", "/related") in of_badge(related={"id": f"{HOST}/x", "@language": "!"})


def test_a_related_object_of_another_type_is_a_warning_and_never_fetched() -> None:
    assert ("ob2_related_type", "/related") in of_badge(related={"id": f"{HOST}/x", "type": "Issuer"})
    newer = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement"
    assert not of_badge(related={"id": f"{HOST}/x", "type": newer, "version": "Open Badges v3p0"})
    world = World.hosted()
    world.put(BADGE, badge_class(related=[f"{HOST}/fr"]))
    assert verdict(world.judge(assertion())) is Verdict.VALID
    assert all(request.url != f"{HOST}/fr" for request in world.asked)


def test_an_endorsement_has_a_claim_with_an_id() -> None:
    good = {
        "@context": V2,
        "id": f"{HOST}/e",
        "type": "Endorsement",
        "claim": {"id": BADGE, "endorsementComment": "Good."},
        "issuer": ISSUER,
        "issuedOn": "2026-03-01T00:00:00Z",
        "verification": {"type": "hosted"},
    }
    assert not found(good, "Endorsement")
    assert ("ob2_missing", "/claim/id") in found({**good, "claim": {"endorsementComment": "x"}}, "Endorsement")
    assert ("ob2_missing", "/claim") in found({**good, "claim": None}, "Endorsement")
    revoked = {"@context": V2, "id": f"{HOST}/e", "type": "Endorsement", "issuer": ISSUER, "revoked": True}
    assert not found(revoked, "Endorsement")


def test_at_most_fifty_problems_are_told() -> None:
    assert len(of(badge_class(tags=[1] * 1000), "BadgeClass")) == MOST_PROBLEMS


# dates, judged


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"issuedOn": "2026-05-01T12:01:01Z"}, "dates_not_yet"),
        ({"expires": "2026-05-01T12:00:00Z"}, "dates_expired"),
        ({"expires": "2026-05-01T14:00:00+02:00"}, "dates_expired"),
        ({"expires": "2025-01-01T00:00:00Z"}, "dates_backwards"),
    ],
)
def test_a_badge_out_of_its_time_is_not_valid(changes: Json, code: str) -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(**changes))
    judged = world.judge(assertion(**changes))
    assert code in failed(judged)
    assert "ob2_hosted" in codes(judged, Outcome.PASSED)
    assert "ob2_scope" in codes(judged, Outcome.PASSED)


@pytest.mark.parametrize(
    "changes",
    [
        {"issuedOn": "2026-05-01T12:01:00Z"},
        {"expires": "2026-05-01T12:00:01Z"},
        {"expires": "2026-05-01T12:00:00-0100"},
        {"issuedOn": "2026-05-01T14:00+02"},
    ],
)
def test_a_badge_in_its_time_is_valid(changes: Json) -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(**changes))
    assert verdict(world.judge(assertion(**changes))) is Verdict.VALID


def test_warnings_do_not_make_a_badge_invalid() -> None:
    world = World.hosted()
    world.put(ISSUER, issuer(verification={"allowedOrigins": ["college.example", "10.0.0.1"]}))
    judged = world.judge(assertion())
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_origin_address" in warned(judged)
