import json
from typing import Any

import pytest

from mexbadge import _json, texts
from mexbadge.errors import InputError, SchemaError, SignatureError, SigningKeyError
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import jws, vc_jwt

ISSUER = "https://college.example/issuer"
METHOD = f"{ISSUER}#key-1"
LEARNER = "did:example:learner"
BADGE_ID = "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11"
FROM, UNTIL = 1777636800, 1809172800
SIGNERS = {kind: LocalSigner.generate(kind, METHOD, rsa_bits=2048) for kind in KeyKind}
SIGNER = SIGNERS[KeyKind.ED25519]
HEADER: dict[str, Any] = {"kid": METHOD, "typ": "JWT"}
JOSE: dict[str, Any] = {"kid": METHOD, "typ": "vc+jwt"}
CLAIMS: dict[str, Any] = {"iss": ISSUER, "jti": BADGE_ID, "sub": LEARNER, "nbf": FROM}


def credential(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": BADGE_ID,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Example College"},
        "validFrom": "2026-05-01T12:00:00Z",
        "credentialSubject": {"id": LEARNER, "type": ["AchievementSubject"]},
        "name": "Wound care",
    }
    made.update(changes)
    return {name: value for name, value in made.items() if value is not ...}


def older(**changes: Any) -> dict[str, Any]:
    return credential(
        **{
            "@context": ["https://www.w3.org/2018/credentials/v1"],
            "validFrom": ...,
            "issuanceDate": "2026-05-01T12:00:00Z",
            **changes,
        }
    )


def token(payload: dict[str, Any], header: dict[str, Any] | None = None) -> str:
    return jws.sign(_json.dumps(payload).encode(), SIGNER, header=HEADER if header is None else header)


def read(payload: dict[str, Any], header: dict[str, Any] | None = None) -> vc_jwt.JwtCredential:
    return vc_jwt.read(token(payload, header))


def codes(payload: dict[str, Any], header: dict[str, Any] | None = None) -> list[str]:
    return [problem.code for problem in read(payload, header).problems]


@pytest.mark.parametrize("kind", KeyKind)
def test_what_is_made_is_read_without_a_problem_and_checked(kind: KeyKind) -> None:
    made = vc_jwt.make(credential(validUntil="2027-05-01T12:00:00Z"), SIGNERS[kind])
    badge = vc_jwt.read(made)
    vc_jwt.check(badge, SIGNERS[kind].public_key)
    assert badge.problems == ()
    assert badge.version == "2.0"
    assert badge.document == credential(validUntil="2027-05-01T12:00:00Z")
    assert {name: badge.claims[name] for name in ("iss", "jti", "sub", "nbf", "exp")} == {**CLAIMS, "exp": UNTIL}
    assert badge.jws.header == {"alg": SIGNERS[kind].algorithm, "kid": METHOD, "typ": "JWT"}
    assert (badge.kid, badge.jwk, badge.typ) == (METHOD, None, "JWT")


def test_the_members_of_the_credential_are_signed_as_they_were_given() -> None:
    given = credential(validFrom="2026-05-01T08:00:00.250-04:00", extra={"nested": [1, 2.5, None, True]})
    badge = vc_jwt.read(vc_jwt.make(given, SIGNER))
    assert badge.document == given
    assert badge.claims["nbf"] == FROM
    assert badge.problems == ()


def test_the_public_key_may_stand_in_the_header_instead_of_its_name() -> None:
    badge = vc_jwt.read(vc_jwt.make(credential(), SIGNER, include_jwk=True))
    assert badge.jwk == SIGNER.public_key.to_jwk()
    assert badge.kid is None
    assert badge.problems == ()


def test_a_subject_without_an_id_has_no_sub() -> None:
    badge = vc_jwt.read(vc_jwt.make(credential(credentialSubject={"type": ["AchievementSubject"]}), SIGNER))
    assert "sub" not in badge.claims
    assert badge.problems == ()


def test_one_subject_in_a_list_is_the_subject() -> None:
    badge = vc_jwt.read(vc_jwt.make(credential(credentialSubject=[{"id": LEARNER}]), SIGNER))
    assert badge.claims["sub"] == LEARNER
    assert badge.problems == ()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"id": ...}, "/id"),
        ({"id": 5}, "/id"),
        ({"issuer": {"name": "Example College"}}, "/issuer"),
        ({"issuer": ""}, "/issuer"),
        ({"validFrom": ...}, "/validFrom"),
        ({"validFrom": "yesterday"}, "/validFrom"),
        ({"validUntil": None}, "/validUntil"),
        ({"credentialSubject": {"id": None}}, "/credentialSubject/id"),
    ],
)
def test_what_a_claim_is_made_of_must_be_there(change: dict[str, Any], where: str) -> None:
    with pytest.raises(InputError) as caught:
        vc_jwt.make(credential(**change), SIGNER)
    assert (caught.value.code, caught.value.where) == ("proof_jwt_member", where)


@pytest.mark.parametrize("name", ["iss", "sub", "jti", "nbf", "exp", "iat", "aud"])
def test_a_credential_has_no_member_with_the_name_of_a_claim(name: str) -> None:
    with pytest.raises(InputError) as caught:
        vc_jwt.make(credential(**{name: "x"}), SIGNER)
    assert (caught.value.code, caught.value.where) == ("proof_jwt_claim_taken", f"/{name}")


def test_the_older_version_is_not_made() -> None:
    with pytest.raises(SchemaError) as caught:
        vc_jwt.make(older(validFrom="2026-05-01T12:00:00Z"), SIGNER)
    assert caught.value.code == "proof_jwt_context"


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, b"bytes"])
def test_what_is_no_json_is_not_signed(value: object) -> None:
    with pytest.raises(InputError) as caught:
        vc_jwt.make(credential(name=value), SIGNER)
    assert caught.value.code == "proof_jwt_not_json"


def test_an_algorithm_that_open_badges_does_not_have_is_not_used() -> None:
    class Other:
        algorithm = "PS256"
        verification_method = METHOD
        public_key = SIGNERS[KeyKind.RSA].public_key

        def sign(self, data: bytes) -> bytes:
            return data

    with pytest.raises(SigningKeyError) as caught:
        vc_jwt.make(credential(), Other())
    assert caught.value.code == "proof_jwt_algorithm"


def test_another_key_does_not_check() -> None:
    badge = vc_jwt.read(vc_jwt.make(credential(), SIGNER))
    with pytest.raises(SignatureError):
        vc_jwt.check(badge, LocalSigner.generate(KeyKind.ED25519, METHOD).public_key)


def test_other_rsa_algorithms_are_not_for_badges_of_this_version() -> None:
    signer = SIGNERS[KeyKind.RSA]
    badge = vc_jwt.read(vc_jwt.make(credential(), signer).replace("eyJhbGciOiJSUzI1NiI", "eyJhbGciOiJQUzI1NiI"))
    assert badge.jws.algorithm == "PS256"
    with pytest.raises(SignatureError) as caught:
        vc_jwt.check(badge, signer.public_key)
    assert caught.value.code == "proof_jws_algorithm"


def test_a_payload_that_is_no_object_is_no_credential() -> None:
    for payload, code in ((b"[]", "json_not_object"), (b"", "json_syntax"), (b'{"a":1,"a":2}', "json_duplicate_name")):
        with pytest.raises(InputError) as caught:
            vc_jwt.read(jws.sign(payload, SIGNER, header=HEADER))
        assert caught.value.code == code


@pytest.mark.parametrize("typ", ["JWT", "jwt", "vc+jwt", "VC+JWT", "vc+ld+jwt"])
def test_three_types_of_token_are_credentials(typ: str) -> None:
    assert codes({**credential(), **CLAIMS}, {"kid": METHOD, "typ": typ}) == []


def test_the_type_may_be_left_out() -> None:
    assert codes({**credential(), **CLAIMS}, {"kid": METHOD}) == []


@pytest.mark.parametrize("typ", ["", "JOSE", "vp+jwt", "dc+sd-jwt", "JWT ", None, 5, ["JWT"]])
def test_another_type_is_a_problem(typ: Any) -> None:
    assert codes({**credential(), **CLAIMS}, {"kid": METHOD, "typ": typ}) == ["proof_jwt_typ"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ({**HEADER, "cty": "vc"}, ["proof_jwt_header"]),
        ({**HEADER, "x5t": "AAAA"}, ["proof_jwt_header"]),
        ({**HEADER, "a": 1, "b": 2}, ["proof_jwt_header", "proof_jwt_header"]),
        ({"typ": "JWT"}, ["proof_jwt_key_missing"]),
        ({**HEADER, "kid": 5}, ["proof_jwt_kid"]),
        ({**HEADER, "kid": ""}, ["proof_jwt_kid"]),
        ({**HEADER, "jwk": "AAAA"}, ["proof_jwt_jwk"]),
        ({**HEADER, "jwk": {"kty": "OKP", "d": "AAAA"}}, ["proof_jwt_jwk_private"]),
        ({"jwk": {"kty": "oct", "k": "AAAA"}}, ["proof_jwt_jwk_private"]),
        ({**JOSE, "cty": "vc"}, []),
        ({**JOSE, "cty": "vp"}, ["proof_jwt_header"]),
        ({**JOSE, "iss": ISSUER}, []),
        ({**JOSE, "iss": "https://elsewhere.example"}, ["proof_jwt_iss_differs"]),
        ({**JOSE, "x5t": "AAAA"}, ["proof_jwt_header"]),
    ],
)
def test_what_may_stand_in_the_header(header: dict[str, Any], expected: list[str]) -> None:
    assert codes({**credential(), **CLAIMS}, header) == expected


@pytest.mark.parametrize("name", ["iss", "jti", "nbf", "sub"])
def test_each_missing_claim_has_its_own_code(name: str) -> None:
    payload = {**credential(), **CLAIMS}
    del payload[name]
    assert codes(payload) == [f"proof_jwt_{name}_missing"]
    assert codes(payload, JOSE) == []


def test_a_missing_end_is_a_problem_only_where_the_badge_ends() -> None:
    assert codes({**credential(validUntil="2027-05-01T12:00:00Z"), **CLAIMS}) == ["proof_jwt_exp_missing"]


def test_sub_cannot_be_missing_where_the_subject_has_no_id() -> None:
    payload = {**credential(credentialSubject={"identifier": []}), **CLAIMS}
    del payload["sub"]
    assert codes(payload) == []


@pytest.mark.parametrize("name", ["iss", "jti", "sub"])
@pytest.mark.parametrize("value", [["x"], {"id": "x"}, 5, None, True, ""])
def test_a_text_claim_is_text(name: str, value: Any) -> None:
    assert "proof_jwt_claim_type" in codes({**credential(), **CLAIMS, name: value})


@pytest.mark.parametrize("name", ["iss", "jti", "sub"])
def test_a_claim_in_a_list_does_not_pass_for_the_member(name: str) -> None:
    assert codes({**credential(), **CLAIMS, name: [CLAIMS[name]]}) == [
        "proof_jwt_claim_type",
        f"proof_jwt_{name}_differs",
    ]


@pytest.mark.parametrize("name", ["nbf", "exp", "iat"])
@pytest.mark.parametrize("value", [True, False, "1777636800", None, [FROM], 1e300, -1e300, "2026-05-01T12:00:00Z"])
def test_a_date_claim_is_a_number_that_names_a_moment(name: str, value: Any) -> None:
    assert "proof_jwt_claim_type" in codes({**credential(), **CLAIMS, name: value})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"iss": "https://elsewhere.example"}, "proof_jwt_iss_differs"),
        ({"iss": f"{ISSUER}/"}, "proof_jwt_iss_differs"),
        ({"jti": "urn:uuid:0"}, "proof_jwt_jti_differs"),
        ({"sub": "did:example:other"}, "proof_jwt_sub_differs"),
        ({"nbf": FROM + 1}, "proof_jwt_nbf_differs"),
        ({"nbf": FROM - 86400}, "proof_jwt_nbf_differs"),
        ({"issuer": "https://elsewhere.example"}, "proof_jwt_iss_differs"),
        ({"issuer": [ISSUER]}, "proof_jwt_iss_differs"),
        ({"id": ...}, "proof_jwt_jti_differs"),
        ({"credentialSubject": {}}, "proof_jwt_sub_differs"),
        ({"credentialSubject": [{"id": LEARNER}, {"id": LEARNER}]}, "proof_jwt_sub_differs"),
        ({"validFrom": "2026-05-01T12:00:00+01:00"}, "proof_jwt_nbf_differs"),
        ({"validFrom": "soon"}, "proof_jwt_nbf_differs"),
        ({"validFrom": ...}, "proof_jwt_nbf_differs"),
        ({"validUntil": "2027-05-01T12:00:00Z", "exp": UNTIL + 1}, "proof_jwt_exp_differs"),
        ({"validUntil": None, "exp": UNTIL}, "proof_jwt_exp_differs"),
    ],
)
def test_claims_that_contradict_the_credential_are_a_problem(change: dict[str, Any], expected: str) -> None:
    payload = {**credential(), **CLAIMS, **change}
    assert codes({name: value for name, value in payload.items() if value is not ...}) == [expected]


@pytest.mark.parametrize("text", ["2026-05-01T12:00:00Z", "2026-05-01T08:00:00-04:00", "2026-05-01T12:00:00.9Z"])
def test_dates_are_compared_as_moments_to_the_second(text: str) -> None:
    assert codes({**credential(validFrom=text), **CLAIMS}) == []
    assert codes({**credential(validFrom=text), **CLAIMS, "nbf": float(FROM)}) == []


def test_exp_is_the_end_of_a_badge_that_states_none() -> None:
    badge = read({**credential(), **CLAIMS, "exp": UNTIL})
    assert badge.document["validUntil"] == "2027-05-01T12:00:00Z"
    assert badge.problems == ()


def test_in_the_jose_form_the_earlier_end_counts() -> None:
    later = read({**credential(validUntil="2027-05-01T12:00:00Z"), "exp": UNTIL + 60}, JOSE)
    assert later.document["validUntil"] == "2027-05-01T12:00:00Z"
    earlier = read({**credential(validUntil="2027-05-01T12:00:00Z"), "exp": FROM}, JOSE)
    assert earlier.document["validUntil"] == "2026-05-01T12:00:00Z"
    assert later.problems == earlier.problems == ()


def test_in_the_jose_form_claims_that_are_there_must_agree() -> None:
    assert codes({**credential(), "iss": "https://elsewhere.example"}, JOSE) == ["proof_jwt_iss_differs"]
    assert codes({**credential(), "sub": "did:example:other"}, JOSE) == ["proof_jwt_sub_differs"]
    assert codes({**credential(), "nbf": FROM + 60}, JOSE) == ["proof_jwt_nbf_differs"]


@pytest.mark.parametrize("name", ["vc", "vp"])
def test_the_jose_form_holds_no_second_credential(name: str) -> None:
    assert "proof_jwt_vc_claim" in codes({**credential(), **CLAIMS, name: older()}, JOSE)


def test_registered_claims_are_no_part_of_the_document() -> None:
    badge = read({**credential(), **CLAIMS, "iat": FROM, "aud": ["anyone"]})
    assert badge.document == credential()
    assert badge.problems == ()


def test_the_older_form_stands_in_vc() -> None:
    badge = read({**CLAIMS, "exp": UNTIL, "vc": older(expirationDate="2027-05-01T12:00:00Z")})
    assert badge.version == "1.1"
    assert badge.document == older(expirationDate="2027-05-01T12:00:00Z")
    assert badge.problems == ()


def test_in_the_older_form_claims_fill_what_the_credential_leaves_out() -> None:
    bare = older(id=..., issuanceDate=..., issuer={"name": "Example College"}, credentialSubject={"type": "x"})
    badge = read({**CLAIMS, "exp": UNTIL, "vc": bare})
    assert badge.problems == ()
    assert badge.document["id"] == BADGE_ID
    assert badge.document["issuer"] == {"name": "Example College", "id": ISSUER}
    assert badge.document["credentialSubject"] == {"type": "x", "id": LEARNER}
    assert badge.document["issuanceDate"] == "2026-05-01T12:00:00Z"
    assert badge.document["expirationDate"] == "2027-05-01T12:00:00Z"
    assert "issuanceDate" not in badge.claims["vc"]


def test_in_the_older_form_an_issuer_and_a_subject_may_be_named_by_claims_alone() -> None:
    badge = read({**CLAIMS, "vc": older(issuer=..., credentialSubject=...)})
    assert badge.document["issuer"] == ISSUER
    assert badge.document["credentialSubject"] == {"id": LEARNER}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"issuer": "https://elsewhere.example"}, "proof_jwt_iss_differs"),
        ({"id": "urn:uuid:0"}, "proof_jwt_jti_differs"),
        ({"credentialSubject": {"id": "did:example:other"}}, "proof_jwt_sub_differs"),
        ({"issuanceDate": "2026-05-01T12:00:01Z"}, "proof_jwt_nbf_differs"),
        ({"expirationDate": "2027-05-01T12:00:01Z"}, "proof_jwt_exp_differs"),
    ],
)
def test_in_the_older_form_contradictions_are_a_problem(change: dict[str, Any], expected: str) -> None:
    assert codes({**CLAIMS, "exp": UNTIL, "vc": older(**change)}) == [expected]


@pytest.mark.parametrize(
    "context", ["https://www.w3.org/2018/credentials/v1", ["https://www.w3.org/2018/credentials/v1"]]
)
def test_each_version_has_its_place(context: Any) -> None:
    assert codes({**credential(**{"@context": context}), **CLAIMS}) == ["proof_jwt_context"]
    assert codes({**CLAIMS, "vc": older(**{"@context": context})}) == []
    assert codes({**CLAIMS, "vc": older(**{"@context": "https://www.w3.org/ns/credentials/v2"})}) == [
        "proof_jwt_context"
    ]


@pytest.mark.parametrize("context", [None, 5, [], {}, [{}], "https://elsewhere.example"])
def test_a_credential_without_its_context_is_a_problem(context: Any) -> None:
    assert codes({**credential(**{"@context": context}), **CLAIMS}) == ["proof_jwt_context"]


def test_both_contexts_at_once_are_of_no_version() -> None:
    both = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1"]
    assert codes({**credential(**{"@context": both}), **CLAIMS}) == ["proof_jwt_context"]
    assert codes({**CLAIMS, "vc": older(**{"@context": both})}) == ["proof_jwt_context"]


def test_a_token_that_holds_two_credentials_is_a_problem() -> None:
    payload = {**credential(), **CLAIMS, "vc": older()}
    assert codes(payload) == ["proof_jwt_two_credentials"]


@pytest.mark.parametrize("inner", [None, "x", [older()], 5])
def test_vc_must_be_a_credential(inner: Any) -> None:
    assert "proof_jwt_vc_form" in codes({**credential(), **CLAIMS, "vc": inner})


def test_a_wild_header_never_raises_and_has_no_key() -> None:
    badge = read({}, {"typ": [], "kid": {}, "jwk": 3})
    assert (badge.kid, badge.jwk, badge.typ) == (None, None, None)
    assert badge.document == {}


def test_every_problem_can_be_said_in_both_languages() -> None:
    badge = read({**credential(), **CLAIMS, "iss": ["\x1b[2J"], "nbf": True, "vc": 3}, {"typ": "\u202e", "a": 1})
    for problem in badge.problems:
        for lang in texts.LANGUAGES:
            assert "\x1b" not in problem.message(lang)
            assert problem.hint(lang)
    assert len(badge.problems) == 7


def test_no_representation_shows_the_badge() -> None:
    assert "Wound care" not in repr(vc_jwt.read(vc_jwt.make(credential(), SIGNER)))


def test_the_payload_is_plain_json() -> None:
    payload = vc_jwt.read(vc_jwt.make(credential(name="Soins des plaies é \u2028"), SIGNER)).jws.payload
    assert payload.isascii()
    assert json.loads(payload)["name"] == "Soins des plaies é \u2028"


def test_the_older_form_without_claims_is_the_credential_alone() -> None:
    badge = read({"vc": older()})
    assert badge.document == older()
    assert [problem.code for problem in badge.problems] == [
        "proof_jwt_iss_missing",
        "proof_jwt_jti_missing",
        "proof_jwt_nbf_missing",
        "proof_jwt_sub_missing",
    ]


def test_what_a_header_of_one_form_may_not_say_is_one_problem_however_it_would_read_in_another() -> None:
    for header in ({**HEADER, "cty": "vp"}, {**HEADER, "iss": "https://elsewhere.example"}):
        assert codes({**credential(), **CLAIMS}, header) == ["proof_jwt_header"]


def test_a_wrong_context_is_shown_where_the_credential_stands() -> None:
    for payload, place in (({**credential(), **CLAIMS}, "/@context"), ({**CLAIMS, "vc": older()}, "/vc/@context")):
        holder = payload.get("vc", payload)
        holder["@context"] = "https://elsewhere.example"
        assert [problem.where for problem in read(payload).problems] == [place]


def test_a_credential_in_tuples_is_made_and_judged_as_one_in_lists() -> None:
    given = credential(credentialSubject=({"id": LEARNER},))
    given["@context"] = tuple(given["@context"])
    assert vc_jwt.read(vc_jwt.make(given, SIGNER)).claims["sub"] == LEARNER
    two = credential(credentialSubject=({"id": LEARNER}, {"id": "did:example:other"}))
    with pytest.raises(SchemaError) as caught:
        vc_jwt.make(two, SIGNER)
    assert caught.value.code == "proof_jwt_sub_missing"


def test_claims_of_todays_form_put_nothing_into_the_credential_but_its_end() -> None:
    bare = {"@context": credential()["@context"], "type": ["VerifiableCredential"]}
    assert read({**bare, **CLAIMS, "exp": UNTIL}).document == {**bare, "validUntil": "2027-05-01T12:00:00Z"}


def test_in_the_older_form_what_the_credential_says_itself_stays_as_it_is_written() -> None:
    stated = older(issuanceDate="2026-05-01T12:00:00.500Z", expirationDate="2027-05-01T14:00:00+02:00")
    assert read({**CLAIMS, "exp": UNTIL, "vc": stated}).document == stated
    other: dict[str, Any] = {"iss": "https://elsewhere.example", "jti": "urn:x", "sub": "did:example:other"}
    assert read({**other, "nbf": FROM + 60, "exp": FROM + 60, "vc": stated}).document == stated


def test_in_the_older_form_a_claim_that_cannot_be_read_fills_nothing() -> None:
    bare = older(id=..., issuanceDate=..., issuer=..., credentialSubject=...)
    assert read({"vc": bare}).document == bare
    assert read({"iss": 5, "jti": 5, "sub": 5, "nbf": "x", "exp": "x", "vc": bare}).document == bare


@pytest.mark.parametrize("subject", [["x"], "x", 5, [], [None, {"id": LEARNER}]])
def test_a_subject_of_another_shape_is_not_the_one_that_a_claim_names(subject: Any) -> None:
    assert codes({**credential(credentialSubject=subject), **CLAIMS}) == ["proof_jwt_sub_differs"]


@pytest.mark.parametrize("stated", ["soon", None, 5, "2027-05-01T14:00:00+02:00"])
def test_in_the_jose_form_an_end_is_replaced_only_by_one_that_is_earlier(stated: Any) -> None:
    assert read({**credential(validUntil=stated), "exp": UNTIL}, JOSE).document["validUntil"] == stated


def test_outside_the_jose_form_the_end_is_the_one_that_the_credential_states() -> None:
    badge = read({**credential(validUntil="2027-05-01T12:00:00Z"), **CLAIMS, "exp": FROM})
    assert badge.document["validUntil"] == "2027-05-01T12:00:00Z"
    assert [problem.code for problem in badge.problems] == ["proof_jwt_exp_differs"]


def test_a_date_without_a_zone_is_one_in_utc() -> None:
    assert codes({**credential(validFrom="2026-05-01T12:00:00"), **CLAIMS}) == []
    assert codes({**credential(validFrom="2026-05-01T12:00:01"), **CLAIMS}) == ["proof_jwt_nbf_differs"]


@pytest.mark.parametrize("subject", [..., None, "an id", 5])
def test_what_has_no_id_as_its_subject_is_named_by_no_claim(subject: Any) -> None:
    badge = vc_jwt.read(vc_jwt.make(credential(credentialSubject=subject), SIGNER))
    assert "sub" not in badge.claims
