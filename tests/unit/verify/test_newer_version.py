"""A newer version of a badge, from its refresh service, decides (Open Badges 3.0, section 9.1)."""

from typing import Any

import pytest

from mexbadge import _json
from mexbadge.models.shape import OB_CONTEXT, VC2_CONTEXT
from mexbadge.proofs import add_proof
from mexbadge.verify import Outcome, Policy, Report, Verdict, verify
from records import HOLDER, record, record_document
from world import ACHIEVEMENT, AT, ISSUED, College, World

REFRESH = "https://badges.college.example/refresh/1"
STATUS = "https://badges.college.example/revoked.json"
BADGE_ID = "urn:uuid:1d0b4a3c-2f52-4c39-9f3a-3a6f3f0a6a52"


@pytest.fixture
def world() -> World:
    return World()


def version(college: College, *, name: str = "Dementia Care", to: str = HOLDER, **change: Any) -> bytes:
    """One version of the badge, signed."""
    document = {
        "@context": [VC2_CONTEXT, OB_CONTEXT, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],
        "id": BADGE_ID,
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": college.profile,
        "validFrom": "2026-03-01T00:00:00Z",
        "name": name,
        "credentialSubject": {"id": to, "type": ["AchievementSubject"], "achievement": {**ACHIEVEMENT}},
        "refreshService": {"id": REFRESH, "type": "1EdTechCredentialRefresh"},
        **change,
    }
    signed = add_proof(document, college.signer, cryptosuite="eddsa-rdfc-2022", created=ISSUED)
    return _json.dumps(signed).encode()


def judged(data: bytes, world: World, **asked: Any) -> Report:
    return verify(data, fetch=world.fetch, at=AT, **asked)


def outcomes(report: Report) -> dict[str, Outcome]:
    return {str(finding.code): finding.outcome for finding in report.findings}


PAST = {"validUntil": "2026-04-01T00:00:00Z"}
NEW = {"validFrom": "2026-04-15T00:00:00Z", "validUntil": "2029-01-01T00:00:00Z"}


def test_an_ended_badge_whose_newer_version_is_in_force_is_a_warning_that_names_the_new_end(world: World) -> None:
    college = College(world)
    world.put(REFRESH, version(college, name="Dementia Care II", **NEW))
    report = judged(version(college, **PAST), world)
    assert report.verdict is Verdict.WARNING
    found = outcomes(report)
    assert (found["dates_expired"], found["refresh_in_force"]) == (Outcome.WARNED, Outcome.WARNED)
    assert any("1er janvier 2029" in f.message("fr") for f in report.findings if f.code == "refresh_in_force")
    assert report.badge is not None
    assert (report.badge.credential_names.text("en"), report.badge.valid_until) == (
        "Dementia Care II",
        NEW["validUntil"],
    )


def test_what_else_is_wrong_with_an_ended_badge_stays_wrong(world: World) -> None:
    college = College(world)
    status = {"id": STATUS, "type": "1EdTechRevocationList"}
    world.put(STATUS, {"id": STATUS, "issuer": college.id, "revokedCredential": [BADGE_ID]})
    world.put(REFRESH, version(college, **NEW))
    report = judged(version(college, credentialStatus=status, **PAST), world)
    assert report.verdict is Verdict.INVALID
    assert "status_revoked" in report.failed()


def test_a_newer_version_that_is_revoked_fails_the_badge(world: World) -> None:
    college = College(world)
    status = {"id": STATUS, "type": "1EdTechRevocationList"}
    world.put(STATUS, {"id": STATUS, "issuer": college.id, "revokedCredential": [BADGE_ID]})
    world.put(REFRESH, version(college, credentialStatus=status, **NEW))
    for ours in ({}, PAST):
        report = judged(version(college, **ours), world)
        assert report.verdict is Verdict.INVALID
        assert "refresh_revoked" in report.failed()


def test_a_newer_version_that_has_ended_fails_the_badge(world: World) -> None:
    college = College(world)
    world.put(REFRESH, version(college, validFrom="2026-03-02T00:00:00Z", **PAST))
    report = judged(version(college), world)
    assert report.verdict is Verdict.INVALID
    assert report.failed() == {"refresh_expired"}
    world.put(REFRESH, version(college, **PAST))
    assert judged(version(college), world).failed() == {"refresh_expired"}, "an end that was brought forward"


def test_a_newer_version_for_somebody_else_is_not_the_persons(world: World) -> None:
    college = College(world)
    world.put(REFRESH, version(college, to="did:example:other", **NEW))
    for ours in ({}, PAST):
        report = judged(version(college, **ours), world, recipient=HOLDER)
        assert "refresh_other_person" in report.failed()
    both = judged(version(college), world, recipient=[HOLDER, "did:example:other"])
    assert "refresh_newer" in both.codes()


@pytest.mark.parametrize("kept", [True, False])
def test_an_unproven_newer_version_changes_nothing(world: World, *, kept: bool) -> None:
    college = College(world)
    stranger = College(world, id="did:web:evil.example")
    stranger.id = college.id
    altered = version(college, **NEW).replace(b"2029-01-01", b"2039-01-01")
    for answer in (altered, version(stranger, **NEW), version(stranger, **PAST), b"<html>", b"{}"):
        world.put(REFRESH, answer)
        for policy in (Policy(), Policy.compatible()):
            report = judged(version(college, **({} if kept else PAST)), world, policy=policy)
            assert report.verdict is (Verdict.WARNING if kept else Verdict.INVALID)
            assert report.badge is not None
            assert report.badge.valid_until == (None if kept else PAST["validUntil"])


def test_a_newer_version_that_does_not_begin_yet_changes_nothing(world: World) -> None:
    college = College(world)
    world.put(REFRESH, version(college, validFrom="2026-07-01T00:00:00Z"))
    assert judged(version(college, **PAST), world).failed() == {"dates_expired"}
    assert judged(version(college), world).verdict is Verdict.WARNING


def test_a_badge_inside_a_record_is_refreshed_as_well(world: World) -> None:
    college = College(world)
    world.put(REFRESH, version(college, validFrom="2026-03-02T00:00:00Z", **PAST))
    report = judged(record(college, [_json.loads_object(version(college))]), world)
    assert report.verdict is Verdict.INVALID
    assert "refresh_expired" in report.nested[0].failed()


def test_an_older_version_is_not_newer_whatever_became_of_it(world: World) -> None:
    college = College(world)
    world.put(REFRESH, version(college, validFrom="2026-01-01T00:00:00Z", **PAST))
    report = judged(version(college), world)
    assert (report.verdict, "refresh_current" in report.codes()) == (Verdict.VALID, True)


def renewed_record(college: College, inner: list[dict[str, Any]], **change: Any) -> bytes:
    """One version of a learner record that names its refresh service."""
    document = record_document(college, inner)
    document["@context"] = [*document["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    document |= {"refreshService": {"id": REFRESH, "type": "1EdTechCredentialRefresh"}, **change}
    return _json.dumps(add_proof(document, college.signer, cryptosuite="eddsa-rdfc-2022", created=ISSUED)).encode()


def inside(college: College, name: str, number: int, **change: Any) -> dict[str, Any]:
    name_of = f"urn:uuid:1d0b4a3c-2f52-4c39-9f3a-{number:012}"
    document = _json.loads_object(version(college, name=name, id=name_of, **change))
    del document["refreshService"], document["proof"]
    return dict(add_proof(document, college.signer, cryptosuite="eddsa-rdfc-2022", created=ISSUED))


def test_the_badges_inside_are_those_of_the_version_that_is_shown(world: World) -> None:
    college = College(world)
    old, kept, new = (inside(college, name, number) for number, name in enumerate(("Old", "Kept", "New")))
    world.put(REFRESH, renewed_record(college, [new, kept], validFrom="2026-04-15T00:00:00Z"))
    report = judged(renewed_record(college, [old, kept]), world)
    assert (report.verdict, "refresh_newer" in report.codes()) == (Verdict.WARNING, True)
    names = [one.badge.credential_names.text("en") for one in report.nested if one.badge is not None]
    assert names == ["New", "Kept"]
    assert [one.place for one in report.nested] == [f"/credentialSubject/verifiableCredential/{n}" for n in (0, 1)]
    assert [f.values["count"] for f in report.findings if f.code == "nested_ok"] == [2]


def test_what_the_newer_version_says_of_what_is_inside_is_told_and_what_failed_in_the_older_fails_on(
    world: World,
) -> None:
    college = College(world)
    ended = inside(college, "Ended", 7, **PAST)
    world.put(REFRESH, renewed_record(college, [ended], validFrom="2026-04-15T00:00:00Z"))
    report = judged(renewed_record(college, [inside(college, "Good", 8)]), world)
    assert (report.verdict, outcomes(report)["nested_ended"]) == (Verdict.WARNING, Outcome.WARNED)
    forged = {**inside(college, "Good", 8), "name": "Doctor"}
    world.put(REFRESH, renewed_record(college, [inside(college, "Good", 8)], validFrom="2026-04-15T00:00:00Z"))
    report = judged(renewed_record(college, [forged]), world)
    assert (report.verdict, outcomes(report)["nested_invalid"]) == (Verdict.INVALID, Outcome.FAILED)


def test_an_endorsement_counts_as_the_version_that_is_shown_has_it(world: World) -> None:
    """A good endorsement of the older version lends nothing to a bad one at the same place in the newer."""
    college = College(world)

    def endorsed(text: str) -> dict[str, Any]:
        document = {
            "@context": [VC2_CONTEXT, OB_CONTEXT],
            "id": "urn:uuid:1d0b4a3c-2f52-4c39-9f3a-3a6f3f0a6a53",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": college.profile,
            "validFrom": "2026-03-01T00:00:00Z",
            "name": "Endorsement",
            "credentialSubject": {"id": BADGE_ID, "type": ["EndorsementSubject"], "endorsementComment": "Good"},
        }
        signed = dict(add_proof(document, college.signer, cryptosuite="eddsa-rdfc-2022", created=ISSUED))
        signed["credentialSubject"] = {**signed["credentialSubject"], "endorsementComment": text}
        return signed

    ours = version(college, endorsement=[endorsed("Good")])
    assert len(judged(ours, world).endorsements) == 1
    world.put(REFRESH, version(college, endorsement=[endorsed("Excellent")], validFrom="2026-04-15T00:00:00Z"))
    report = judged(ours, world)
    assert "refresh_newer" in report.codes()
    assert report.endorsements == ()
