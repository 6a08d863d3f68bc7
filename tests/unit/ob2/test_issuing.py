import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mexbadge.badge import Person
from mexbadge.bake import bake, unbake
from mexbadge.credentials import ob2
from mexbadge.credentials.ob2 import Award2, BadgeClass, Issued2, Profile
from mexbadge.errors import InputError, SchemaError
from mexbadge.fetch import ResourceSet
from mexbadge.fetch.types import Response
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.models.identity import Identity
from mexbadge.verify.findings import Verdict
from mexbadge.verify.ob2 import Judged, judge
from mexbadge.verify.policy import Policy
from mexbadge.verify.subject import Ask, SecuredBy, Subject
from world_ob2 import (
    AT,
    EMAIL,
    HOST,
    IMAGE,
    LIST,
    PNG,
    REQUIRED,
    UUID,
    failed,
    verdict,
    warned,
)

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
SIGNER = LocalSigner.generate(KeyKind.RSA, f"{HOST}/keys/1.json", rsa_bits=2048)
PROFILE = Profile(
    f"{HOST}/issuer.json",
    "Example College",
    HOST,
    "badges@college.example",
    keys=((SIGNER.verification_method, SIGNER.public_key),),
    revocation_list=LIST,
)
BADGE = BadgeClass(f"{HOST}/badges/1.json", "Care", "Cares.", {"narrative": "Assessed."}, IMAGE, {"tags": ["care"]})
HOSTED = Award2(f"{HOST}/assertions/1.json", Identity.parse(EMAIL), "sea", datetime(2026, 3, 1, tzinfo=UTC))
SIGNED = replace(HOSTED, id=UUID)


def judged(issued: Issued2, documents: Mapping[str, bytes | Response] | None = None) -> Judged:
    """Judge what was baked, from nothing but the documents."""
    fetch = ResourceSet.of({IMAGE: PNG, **issued.documents, **(documents or {})}, name="folder")
    content = unbake(bake(SVG, issued.content))
    return judge(Subject(content, SecuredBy.HOSTED, {}), Ask(Policy(), fetch, AT, Person.of(EMAIL)))


def test_a_hosted_badge_that_was_issued_is_valid_from_its_own_documents() -> None:
    found = judged(ob2.issue_hosted(HOSTED, BADGE, PROFILE))
    assert verdict(found) is Verdict.VALID
    assert {f.check for f in found.findings} >= REQUIRED


@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_signed_badge_that_was_issued_is_valid_from_its_own_documents(kind: KeyKind) -> None:
    signer = LocalSigner.generate(kind, f"{HOST}/keys/2.json", rsa_bits=2048)
    profile = replace(PROFILE, keys=((signer.verification_method, signer.public_key),))
    found = judged(ob2.issue_signed(SIGNED, BADGE, profile, signer))
    assert verdict(found) is Verdict.VALID
    assert not warned(found)


def test_a_hosted_badge_is_revoked_by_its_document() -> None:
    issued = ob2.issue_hosted(HOSTED, BADGE, PROFILE)
    document = json.dumps(ob2.revoked_document(issued.assertion, "Issued in error")).encode()
    assert failed(judged(issued, {HOSTED.id: document})) >= {"ob2_revoked"}
    gone = Response(HOSTED.id, 410, {}, b"")
    assert "ob2_gone" in failed(judged(issued, {HOSTED.id: gone}))


def test_a_signed_badge_is_revoked_by_the_list() -> None:
    issued = ob2.issue_signed(SIGNED, BADGE, PROFILE, SIGNER)
    revoked = {f"{HOST}/assertions/9": None, UUID: "Issued in error"}
    document = ob2.revocation_list_document(LIST, PROFILE.id, revoked)
    found = judged(issued, {LIST: json.dumps(document).encode()})
    assert "ob2_revoked_on_list" in failed(found)


def test_the_recipient_leaves_only_as_a_salted_hash() -> None:
    for issued in (ob2.issue_hosted(HOSTED, BADGE, PROFILE), ob2.issue_signed(SIGNED, BADGE, PROFILE, SIGNER)):
        assert EMAIL.encode() not in issued.content + b"".join(issued.documents.values())


def test_a_policy_of_origins_and_prefixes_is_published_and_kept() -> None:
    profile = replace(PROFILE, origins=("badges.example",), prefixes=("https://badges.example/a/",))
    award = replace(HOSTED, id="https://badges.example/a/1")
    assert verdict(judged(ob2.issue_hosted(award, BADGE, profile))) is Verdict.VALID
    other = replace(HOSTED, id="https://badges.example/b/1")
    assert "ob2_out_of_scope_start" in failed(judged(ob2.issue_hosted(other, BADGE, profile)))


def test_what_breaks_the_model_is_not_issued() -> None:
    with pytest.raises(SchemaError) as caught:
        ob2.issue_hosted(HOSTED, replace(BADGE, criteria={}, description=""), replace(PROFILE, email="nobody"))
    assert caught.value.problems[0].code == "ob2_not_email"
    with pytest.raises(SchemaError):
        ob2.issue_hosted(HOSTED, replace(BADGE, image="data:image/jpeg;base64,AA"), PROFILE)
    with pytest.raises(SchemaError):
        ob2.issue_hosted(replace(HOSTED, id="assertions/1"), BADGE, PROFILE)


def test_nothing_is_signed_with_a_key_that_the_profile_does_not_list() -> None:
    other = LocalSigner.generate(KeyKind.ED25519, SIGNER.verification_method)
    with pytest.raises(InputError) as caught:
        ob2.issue_signed(SIGNED, BADGE, PROFILE, other)
    assert caught.value.code == "ob2_issue_key"


def test_a_recipient_that_2_0_cannot_name_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        ob2.issue_hosted(replace(HOSTED, recipient=Identity("userName", "aisha")), BADGE, PROFILE)
    assert caught.value.code == "ob2_issue_recipient"


def test_an_end_date_is_written_and_judged() -> None:
    award = replace(HOSTED, expires=datetime(2026, 4, 1, tzinfo=UTC))
    assert "dates_expired" in failed(judged(ob2.issue_hosted(award, BADGE, PROFILE)))


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 1)  # noqa: DTZ001 - the point of the test
    with pytest.raises(InputError):
        ob2.issue_hosted(replace(HOSTED, issued_on=naive), BADGE, PROFILE)
