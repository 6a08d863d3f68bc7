"""Levels, taxonomies, what badges claim, and whose skills they are."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from mexbadge.badge import Result
from mexbadge.errors import InputError
from mexbadge.models.kinds import Kind
from mexbadge.models.language import Words
from mexbadge.skills import (
    SCALES,
    Level,
    NamedBy,
    Occupation,
    ProfilePolicy,
    Scale,
    Skill,
    Standing,
    Tables,
    Taxonomy,
    claims_of,
    holding_of,
    holdings_of,
    profile_of,
    reaches,
)
from mexbadge.verify import Check, Finding, Outcome, Report, Verdict
from planning import COMPETENT, DREYFUS, EXPERT, skill
from skilled import AISHA, ISSUER, STRANGER, TAXONOMY, alignment, badge_of, held, report_of, revoked
from world import AT


def test_levels_are_compared_on_one_scale_only() -> None:
    assert reaches(EXPERT, COMPETENT) is True
    assert reaches(COMPETENT, EXPERT) is False
    assert reaches(None, None) is True
    assert reaches(None, COMPETENT) is None
    assert reaches(Level.on("http://data.europa.eu/snb/eqf", 8), COMPETENT) is None
    assert EXPERT.value == 1
    assert Level.parse(COMPETENT.to_json()) == COMPETENT


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"scale": "https://x.example/s", "level": "1"}, "skills_scale_unknown"),
        ({"scale": DREYFUS, "level": "master"}, "skills_level_unknown"),
        ({"scale": DREYFUS}, "skills_level_form"),
        ({"scale": DREYFUS, "level": True}, "skills_level_form"),
        ("expert", "skills_level_form"),
    ],
)
def test_a_level_that_means_nothing_is_refused_with_what_there_is(value: object, code: str) -> None:
    with pytest.raises(InputError) as caught:
        Level.parse(value)
    assert caught.value.code == code
    if code == "skills_level_unknown":
        assert "proficient" in str(caught.value)


def test_a_scale_of_ones_own_counts_beside_the_known_ones() -> None:
    mine = Scale("https://college.example/scale", Words.of("Mine"), ("low", "high"))
    assert Level.on(mine.id, "high", scales=[mine]).value == 1
    assert Level.on(mine, "low").value == Fraction(1, 2)
    assert len(SCALES) == 7
    for levels in ((), ("a", "a")):
        with pytest.raises(InputError):
            Scale("https://x.example", Words.of("X"), levels)


def test_distances_follow_what_is_broader_and_narrower() -> None:
    assert TAXONOMY.distance(skill("hoist"), skill("care")) == 2
    assert TAXONOMY.distance(skill("care"), skill("hoist")) == -2
    assert TAXONOMY.distance(skill("lifts"), skill("lifts")) == 0
    assert TAXONOMY.distance(skill("falls"), skill("lifts")) is None
    assert TAXONOMY.siblings(skill("falls")) == {skill("lifts")}
    assert TAXONOMY.below(skill("care"), limit=1).keys() == {skill("lifts"), skill("falls")}
    assert TAXONOMY.narrower(skill("lifts")) == {skill("hoist")}
    assert len(TAXONOMY) == 5


def test_equivalent_uris_are_one_skill_also_over_several_and_in_a_circle() -> None:
    other = "https://other.example/falls"
    assert TAXONOMY.canonical(other) == skill("falls")
    assert other in TAXONOMY
    assert TAXONOMY.get(other) is TAXONOMY.get(skill("falls"))
    assert TAXONOMY.distance(other, skill("care")) == 1
    circle = Taxonomy.of(Skill(f"urn:{a}", Words.of(a), equivalents=(f"urn:{b}",)) for a, b in ("ab", "bc", "ca"))
    assert {circle.canonical(f"urn:{name}") for name in "abc"} == {"urn:a"}


def test_something_broader_than_itself_is_refused_with_the_path() -> None:
    with pytest.raises(InputError) as caught:
        Taxonomy.of(Skill(f"urn:{a}", Words.of(a), broader=(f"urn:{b}",)) for a, b in ("ab", "bc", "ca"))
    assert caught.value.code == "skills_cycle"
    assert "urn:a → urn:b → urn:c → urn:a" in str(caught.value)
    with pytest.raises(InputError) as caught:
        Taxonomy.of([Skill("urn:a", Words.of("A")), Skill("urn:a", Words.of("B"))])
    assert caught.value.code == "skills_twice"
    with pytest.raises(InputError) as caught:
        Skill("lifts")
    assert caught.value.code == "skills_uri"


def test_an_unknown_skill_is_named_with_what_comes_near() -> None:
    with pytest.raises(InputError) as caught:
        TAXONOMY.require(skill("lift"))
    assert caught.value.code == "skills_unknown"
    assert skill("lifts") in str(caught.value)
    assert TAXONOMY.require(skill("lifts")).label("fr") == "Levées"
    assert TAXONOMY.label("urn:none") == "urn:none"
    assert Skill("urn:x").label() == "urn:x"


def test_the_digest_does_not_depend_on_the_order() -> None:
    assert Taxonomy.of(reversed(list(TAXONOMY))).digest == TAXONOMY.digest
    assert Taxonomy.of([]).digest != TAXONOMY.digest
    assert Taxonomy.of([], occupations=[Occupation("urn:o")]).occupations[0].essential == frozenset()


def test_alignments_name_skills_whatever_their_type_but_for_credentials_and_rubrics() -> None:
    badge = badge_of(
        alignments=(
            alignment("lifts"),
            alignment("falls", url="https://other.example/falls", type=None),
            alignment("hoist", type="ext:ESCO"),
            alignment("ghost", type=None),
            alignment("care", type="ceterms:Credential"),
            alignment("care", type="https://purl.org/ctdl/terms/MicroCredential"),
            alignment("care", type="CFRubricCriterionLevel"),
            alignment("care", type="CFRubric"),
            alignment("x", url=None),
            alignment("x", url="no address"),
        )
    )
    claims = claims_of(badge, TAXONOMY)
    assert [(claim.skill, claim.how) for claim in claims] == [
        (skill(name), NamedBy.ALIGNMENT) for name in ("lifts", "falls", "hoist", "ghost")
    ]
    assert len(claims_of(badge)) == 4


def test_an_alignment_names_the_skill_of_its_address_its_code_or_a_query() -> None:
    page = "https://college.example/skills.html?uri=https%3A%2F%2Fskills.example%2Flifts"
    for given in (
        {"url": "https://college.example/lifting", "code": skill("lifts")},
        {"url": page},
        {"url": None, "code": page},
        {"url": "http://SKILLS.example/lifts/"},
    ):
        found = claims_of(badge_of(alignments=(alignment("lifts", **given),)), TAXONOMY)
        assert skill("lifts") in {claim.skill for claim in found}
    assert claims_of(badge_of(alignments=(alignment("lifts", url=None, code="L-17"),)), TAXONOMY) == ()


def test_results_and_catalogues_say_the_level() -> None:
    result = Result(level="urn:level:3", level_name="Gold", alignments=(alignment("lifts"),))
    badge = badge_of("lifts", results=(result,))
    tables = Tables({"Gold": EXPERT}, {badge.achievement_id or "": ((skill("hoist"), COMPETENT),)})
    found = {(claim.skill, claim.how): claim.level for claim in claims_of(badge, TAXONOMY, tables)}
    assert found == {
        (skill("lifts"), NamedBy.ALIGNMENT): None,
        (skill("lifts"), NamedBy.RESULT): EXPERT,
        (skill("hoist"), NamedBy.CERTIFIED): COMPETENT,
    }
    credential = badge_of(alignments=(alignment("x", url="urn:cred", type="ceterms:Credential"),))
    (claim,) = claims_of(credential, TAXONOMY, Tables(certifies={"urn:cred": ((skill("falls"), None),)}))
    assert claim.skill == skill("falls")


def test_tags_are_suggestions_and_never_count() -> None:
    holding = holding_of(report_of(badge_of(tags=("levées", "Care of ghosts"))), person=AISHA)
    (claim,) = claims_of(holding.badge or badge_of(), TAXONOMY)
    assert (claim.skill, claim.how, claim.how.counts) == (skill("lifts"), NamedBy.TAG, False)
    profile = profile_of([holding], TAXONOMY)
    assert profile.skills == {}
    assert list(profile.seen) == [skill("lifts")]


def test_only_what_is_valid_and_theirs_counts() -> None:
    badge = badge_of("lifts")
    for report, person, standing in (
        (report_of(badge), AISHA, Standing.COUNTS),
        (report_of(badge, Verdict.WARNING), AISHA, Standing.COUNTS),
        (report_of(badge), STRANGER, Standing.NOT_THEIRS),
        (report_of(badge), None, Standing.OWNERSHIP_NOT_CHECKED),
        (report_of(badge, Verdict.UNKNOWN), AISHA, Standing.UNKNOWN),
        (report_of(badge, Verdict.INVALID, "status_revoked"), AISHA, Standing.REVOKED),
        (report_of(badge, Verdict.INVALID, "status_suspended", "dates_expired"), AISHA, Standing.REVOKED),
        (report_of(badge, Verdict.INVALID, "dates_expired"), AISHA, Standing.EXPIRED),
        (report_of(badge, Verdict.INVALID, "dates_expired"), STRANGER, Standing.NOT_THEIRS),
        (report_of(badge, Verdict.INVALID, "dates_expired", "proof_changed"), AISHA, Standing.NOT_VALID),
        (report_of(badge, Verdict.INVALID), AISHA, Standing.NOT_VALID),
        (report_of(None, Verdict.VALID), AISHA, Standing.NOT_VALID),
    ):
        assert holding_of(report, person=person).standing is standing
    assert holding_of(report_of(badge), person=AISHA, accepts=lambda _: False).standing is Standing.UNTRUSTED
    assert holding_of(report_of(badge), person=AISHA, accepts=ISSUER.__eq__).counts


@pytest.mark.parametrize(
    ("codes", "standing"),
    [
        ((), Standing.NOT_THEIRS),
        (("dates_expired",), Standing.NOT_THEIRS),
        (("status_revoked",), Standing.NOT_THEIRS),
        (("proof_changed",), Standing.NOT_VALID),
    ],
)
def test_a_good_badge_of_somebody_else_stays_so_where_the_verification_asked_whose_it_is(
    codes: tuple[str, ...], standing: Standing
) -> None:
    """The verdict is then invalid, but nothing is wrong with the badge: only the person who brings it."""
    judged = report_of(badge_of("lifts"), Verdict.INVALID, *codes)
    differs = Finding(Check.RECIPIENT, "recipient_differs", Outcome.FAILED)
    assert holding_of(replace(judged, findings=(*judged.findings, differs)), person=STRANGER).standing is standing


def test_the_same_badge_twice_is_one_holding() -> None:
    report = report_of(badge_of("lifts"))
    assert len(holdings_of([report, report], person=AISHA)) == 1
    nameless = holding_of(report_of(badge_of("lifts", id=None)), person=AISHA)
    assert nameless.id.startswith("urn:sha256:")


def test_a_profile_has_the_best_level_and_keeps_what_does_not_count_in_sight() -> None:
    low, high = held("lifts", id="urn:uuid:1"), held("lifts", id="urn:uuid:2", achievement_id="urn:high")
    tables = Tables(certifies={"urn:high": ((skill("lifts"), EXPERT),)})
    gone, ghost = revoked(held("falls", id="urn:uuid:3")), holding_of(report_of(None), person=AISHA)
    profile = profile_of([gone, high, low, ghost], TAXONOMY, tables=tables, at=AT)
    lifts = profile.skills[skill("lifts")]
    assert lifts.level == EXPERT
    assert lifts.level_on(DREYFUS) == EXPERT
    assert lifts.level_on("other") is None
    assert [one.holding.id for one in lifts.evidence] == ["urn:uuid:2", "urn:uuid:1", "urn:uuid:2"]
    assert skill("falls") not in profile.skills
    assert profile.seen[skill("falls")][0].holding.standing is Standing.REVOKED
    data = profile.to_json()
    assert data["skills"][0]["level"] == EXPERT.to_json()
    assert data["notCounted"][0]["standing"] == "revoked"
    assert profile_of([low, high, gone, ghost], TAXONOMY, tables=tables, at=AT) == profile


def endorsement(by: str, about: str = "urn:uuid:1", **given: Any) -> Report:
    return report_of(badge_of(kind=Kind.ENDORSEMENT, issuer_id=by, subject_id=about, id=f"urn:by:{by}", **given))


def worth(*nested: Report, policy: ProfilePolicy | None = None) -> Fraction:
    """The confidence in a badge that carries endorsements, by half of everybody's word."""
    half = policy or ProfilePolicy(trust=lambda _: Fraction(1, 2))
    placed = tuple(replace(one, place=f"/endorsement/{number}") for number, one in enumerate(nested))
    counted = (Finding(Check.ENDORSEMENTS, "endorsement_ok", Outcome.PASSED, {}, one.place) for one in placed)
    bare = held("lifts").report
    report = replace(bare, nested=placed, findings=(*bare.findings, *counted))
    return profile_of([holding_of(report, person=AISHA)], policy=half).skills[skill("lifts")].confidence


def test_only_the_endorsement_of_another_whom_the_policy_trusts_raises_confidence() -> None:
    half, partner = Fraction(1, 2), "did:web:partner.example"
    good = endorsement(partner)
    assert worth(good) == worth(endorsement(partner, "https://college.example/achievements/lifts")) > half
    assert worth(good, good) == worth(good), "one voice each"
    assert worth(endorsement(ISSUER)) == half
    assert worth(endorsement(partner, "urn:uuid:2")) == half
    assert worth(endorsement(partner, ISSUER)) == half
    for verdict in (Verdict.WARNING, Verdict.UNKNOWN, Verdict.INVALID):
        assert worth(replace(good, verdict=verdict)) == half
    unbound = tuple(one for one in good.findings if one.check is not Check.BINDING)
    assert worth(replace(good, findings=unbound)) == half
    assert worth(replace(good, badge=replace(good.badge, kind=Kind.ACHIEVEMENT))) == half  # type: ignore[type-var]
    assert worth(report_of(None)) == half
    nobody = ProfilePolicy(trust=lambda issuer: half if issuer == ISSUER else Fraction(0))
    assert worth(good, policy=nobody) == half
    named = ProfilePolicy(trust=lambda _: half, endorsers=lambda issuer: issuer == partner)
    assert worth(good, endorsement("did:web:other.example"), policy=named) == worth(good)
    assert worth(good, policy=ProfilePolicy()) == 1


def test_confidence_is_trust_times_recency_times_endorsements_and_never_more_than_one() -> None:
    old = held("lifts", starts=AT - timedelta(days=30))
    assert profile_of([old], at=AT).skills[skill("lifts")].confidence == 1
    faded = profile_of([old], at=AT, policy=ProfilePolicy(half_life_days=30)).skills[skill("lifts")]
    assert faded.confidence == Fraction(1, 2)
    half = ProfilePolicy(trust=lambda _: Fraction(1, 2))
    assert profile_of([old], policy=half).skills[skill("lifts")].confidence == Fraction(1, 2)
    assert worth(*(endorsement(f"did:web:partner-{number}.example") for number in range(9))) == Fraction(65, 100)
    assert worth(endorsement("did:web:partner.example")) == Fraction(55, 100)
    assert datetime(2026, 3, 1, tzinfo=UTC) == held("lifts").issued
