"""Level and confidence come from one badge; siblings only rank; what if is assessed anew; only open vacancies count."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from matching import applicant, ask, compared, vacancy
from mexbadge.errors import InputError
from mexbadge.match import (
    Closed,
    Match,
    MatchPolicy,
    Met,
    Requirement,
    RequirementKind,
    Vacancy,
    assess,
    closed,
    counterfactuals,
    explain,
    match_json,
    plan_for,
    rank_vacancies,
    suppose,
)
from mexbadge.match.scale import Shown, skills_of, top_matches, top_vacancies
from mexbadge.models.language import Words
from mexbadge.skills import Level, ProfilePolicy, Skill, SkillProfile, Tables, Taxonomy, profile_of
from planning import COMPETENT, EXPERT, NOVICE, course, skill, want
from skilled import TAXONOMY, held
from world import AT

EQF8 = Level.on("http://data.europa.eu/snb/eqf", 8)
STRONG, WEAK, NOBODY = "did:web:strong.example", "did:web:weak.example", "did:web:nobody.example"
TRUST = {STRONG: Fraction(1), WEAK: Fraction(1, 10), NOBODY: Fraction(0)}


def profile(*shown: tuple[str, Level | None], **policy: Any) -> SkillProfile:
    """A profile of badges for "lifts": who issued each, and at which level."""
    badges = [
        held(alignments=(), id=f"urn:{n}", achievement_id=f"urn:a{n}", issuer_id=by) for n, (by, _) in enumerate(shown)
    ]
    tables = Tables(certifies={f"urn:a{n}": ((skill("lifts"), level),) for n, (_, level) in enumerate(shown)})
    rules = ProfilePolicy(**({"trust": TRUST.__getitem__} | policy))
    return profile_of(badges, TAXONOMY, tables=tables, policy=rules, at=AT)


def judged(found: SkillProfile, post: Vacancy, **given: Any) -> Match:
    return assess(found, post, at=AT, taxonomy=TAXONOMY, **given)


def test_a_weak_word_for_a_high_level_is_not_sold_at_a_strong_ones_price() -> None:
    post = vacancy(ask("lifts", level=COMPETENT))
    both = profile((WEAK, EXPERT), (STRONG, NOVICE))
    result = judged(both, post)
    assert (result.fits[0].met, result.score) == (Met.PARTIAL, Fraction(333_333, 1_000_000))
    assert not result.eligible
    assert judged(profile((WEAK, EXPERT)), post).score == Fraction(1, 10)
    (listed,) = top_matches({"a": skills_of(both)}, [post], taxonomy=TAXONOMY, at=AT)
    assert (listed.score, listed.covered) == (result.score, 0)
    lifts = both.skills[skill("lifts")]
    assert (lifts.level, lifts.confidence) in {(pair.level, pair.confidence) for pair in lifts.pairs}
    assert (EXPERT, Fraction(1)) not in {(pair.level, pair.confidence) for pair in lifts.pairs}


def test_an_issuer_worth_nothing_makes_nobody_eligible() -> None:
    name = "https://nobody.example/achievements/lifts"
    for post in (vacancy(ask("lifts")), vacancy(Requirement("c", credential=name))):
        badge = held("lifts", issuer_id=NOBODY, achievement_id=name)
        found = profile_of([badge], TAXONOMY, policy=ProfilePolicy(trust=TRUST.__getitem__))
        result = judged(found, post, applicant=applicant())
        assert (result.fits[0].met, result.score, result.eligible) == (Met.UNVERIFIED, Fraction(0), False)
        assert "its word is worth 0.0 of 100, and 50.0 is asked" in str(result)
        assert match_json(result)["gaps"] == [post.requirements[0].id]
        trusted = judged(profile_of([badge], TAXONOMY), post)
        assert (trusted.fits[0].met, trusted.eligible) == (Met.MET, True)


def test_met_needs_the_least_confidence_that_the_policy_states() -> None:
    found = profile((WEAK, EXPERT))
    post = vacancy(ask("lifts"))
    assert judged(found, post, policy=MatchPolicy(least_confidence=Fraction(1, 10))).eligible
    result = judged(found, post, policy=MatchPolicy(least_confidence=Fraction(101, 1000)))
    assert (result.fits[0].met, result.eligible) == (Met.PARTIAL, False)
    assert "sa parole vaut 10.0 sur 100" in "\n".join(explain(result, "fr"))
    assert [one.id for one in plan_for(result, [course("c", ["lifts"])]).courses] == ["c"], "it is to be learned"
    for wrong in (Fraction(0), Fraction(-1), Fraction(11, 10)):
        with pytest.raises(InputError):
            MatchPolicy(least_confidence=wrong)
    assert MatchPolicy(least_confidence=Fraction(1, 3)).digest != MatchPolicy().digest


def test_a_fresh_badge_does_not_renew_the_level_of_an_old_one() -> None:
    badges = [
        held(alignments=(), id="urn:1", achievement_id="urn:high", starts=AT - timedelta(days=3650)),
        held(alignments=(), id="urn:2", achievement_id="urn:low", starts=AT - timedelta(days=1)),
    ]
    tables = Tables(certifies={"urn:high": ((skill("lifts"), EXPERT),), "urn:low": ((skill("lifts"), NOVICE),)})
    found = profile_of(badges, TAXONOMY, tables=tables, policy=ProfilePolicy(half_life_days=365), at=AT)
    result = judged(found, vacancy(ask("lifts", level=EXPERT)))
    assert result.fits[0].met is Met.PARTIAL
    assert result.score < Fraction(1, 5)


def test_a_level_on_another_scale_is_not_comparable_and_no_less_than_none() -> None:
    post = vacancy(ask("lifts", level=COMPETENT))
    histories = ((EQF8,), (EQF8, NOVICE))
    scores = [judged(profile(*((STRONG, level) for level in levels)), post).score for levels in histories]
    assert scores == [Fraction(1, 2), Fraction(1, 2)]
    assert "the level 8 is on another scale" in str(judged(profile((STRONG, EQF8)), post))
    for shown in (Shown((EQF8,)), Shown((EQF8, NOVICE)), Shown((NOVICE,), also=(Shown((EQF8,)),))):
        (row,) = top_matches({"p": {skill("lifts"): shown}}, [post], at=AT)
        assert row.score == Fraction(1, 2)


def test_levels_on_two_scales_are_both_had_in_a_plan() -> None:
    post = vacancy(ask("records"))
    result = judged(profile((STRONG, EQF8), (STRONG, NOVICE)), post)
    for level in (NOVICE, Level.on("http://data.europa.eu/snb/eqf", 5)):
        courses = [course("c", ["records"], prerequisites=(want("lifts", level=level),))]
        assert plan_for(result, courses).feasible
    courses = [course("c", ["records"], prerequisites=(want("lifts", level=COMPETENT),))]
    assert not plan_for(result, courses).feasible


def test_a_sibling_ranks_and_is_never_shown_as_a_part_of_what_is_met() -> None:
    result = compared(vacancy(ask("lifts")), held("falls"))
    (fit,) = result.fits
    assert (fit.met, fit.via, fit.near, fit.evidence) == (Met.MISSING, None, skill("falls"), ())
    assert result.score == Fraction(3, 10)
    assert "in part" not in str(result)
    assert "missing; for the order only: Falls is a skill of the same group (+30.0)" in str(result)
    tables = Tables(certifies={"urn:a": ((skill("lifts"), NOVICE),)})
    short = held(alignments=(), id="urn:2", achievement_id="urn:a")
    low = compared(vacancy(ask("lifts", level=EXPERT)), short, tables=tables)
    both = compared(vacancy(ask("lifts", level=EXPERT)), short, held("falls", id="urn:3"), tables=tables)
    assert (low.score, both.score) == (Fraction(1, 5), Fraction(1, 5)), "a level that is not known halves 3/10"
    data = match_json(result)["requirements"][0]
    assert (data["status"], data["via"], data["near"]) == ("missing", None, skill("falls"))


# What if


def small() -> Taxonomy:
    rows = (("u:g", ()), ("u:a", ("u:g",)), ("u:b", ("u:g",)), ("u:a1", ("u:a",)))
    return Taxonomy.of(Skill(uri, Words.of(uri), broader=broader) for uri, broader in rows)


@pytest.mark.parametrize(("asked", "foretold"), [(("u:a", "u:b"), Fraction(13, 20)), (("u:a", "u:a1"), Fraction(1))])
def test_one_more_skill_helps_related_requirements_too(asked: tuple[str, ...], foretold: Fraction) -> None:
    post = Vacancy.parse({"id": "v", "title": "v", "requirements": [{"skill": one} for one in asked]})
    found = assess(SkillProfile({}), post, at=AT, taxonomy=small())
    best = counterfactuals(found, [found])[0]
    assert (best.score, best.eligible) == (foretold, foretold == 1)
    assert best.skill is not None
    really = assess(SkillProfile({}).with_skill(best.skill), post, at=AT, taxonomy=small())
    assert (really.score, really.eligible) == (best.score, best.eligible)


def test_what_if_is_said_at_a_level_and_by_the_worth_of_a_word() -> None:
    result = compared(vacancy(ask("lifts", level=EXPERT), Requirement("c", credential="urn:cred")))
    assert suppose(result, skill=skill("lifts"), level=NOVICE).score == Fraction(1, 10)
    assert suppose(result, skill=skill("lifts"), level=EXPERT).covered == 1
    assert suppose(result, skill=skill("lifts"), level=EXPERT, confidence=Fraction(1, 3)).covered == 0
    assert suppose(suppose(result, skill=skill("lifts"), level=EXPERT), credential="urn:cred").eligible
    for wrong in ({}, {"skill": "u:a", "credential": "u:c"}):
        with pytest.raises(InputError):
            suppose(result, **wrong)  # type: ignore[arg-type]
    with pytest.raises(InputError):
        suppose(replace(result, case=None), credential="urn:cred")


def test_of_skills_that_would_do_the_one_that_changes_most_is_told() -> None:
    post = vacancy(ask("records", "hoist", id="any"), ask("lifts"))
    (first, *_) = counterfactuals(compared(post), [])
    assert (first.requirement.id, first.skill, first.score) == ("any", skill("hoist"), Fraction(1))


def test_the_same_applicant_is_no_rival_however_often_the_match_was_made() -> None:
    post = vacancy(ask("lifts"))
    again = [compared(post, applicant=applicant("a")) for _ in range(3)]
    (found,) = counterfactuals(again[0], [*again, compared(post, held("lifts"), applicant=applicant("b"))])
    assert (found.place, found.of) == (1, 2)


# Open


def shut(**given: Any) -> Vacancy:
    requirements = given.pop("requirements", (ask("lifts"),))
    return vacancy(*requirements, **given)


DAY = AT.date()
CLOSED = [
    (shut(status="filled"), Closed.FILLED),
    (shut(status="draft"), Closed.DRAFT),
    (shut(status="withdrawn"), Closed.WITHDRAWN),
    (shut(status="expired"), Closed.EXPIRED),
    (shut(status="matched"), Closed.MATCHED),
    (shut(open_until=DAY - timedelta(days=1)), Closed.ENDED),
    (shut(open_from=DAY + timedelta(days=1)), Closed.NOT_YET),
    (shut(seats=0), Closed.NO_SEATS),
    (shut(requirements=()), Closed.ASKS_NOTHING),
    (shut(requirements=(Requirement("e", experience="Care"),)), Closed.ASKS_NOTHING),
]


@pytest.mark.parametrize(("post", "why"), CLOSED)
def test_nobody_is_eligible_for_a_vacancy_that_is_not_open_and_it_says_why(post: Vacancy, why: Closed) -> None:
    assert closed(post, AT) is why
    result = compared(post, held("lifts"))
    assert (result.closed, result.eligible) == (why, False)
    assert "the vacancy is not open: " in str(result)
    assert "le poste n'est pas ouvert : " in "\n".join(explain(result, "fr"))
    assert match_json(result)["closed"] == why.value
    holder = {"a": {skill("lifts"): Shown()}}
    assert [row.vacancy for row in top_matches(holder, [post, shut(id="open")], at=AT)] == ["open"]
    assert list(top_matches(holder, [post], at=AT)) == []
    assert [offer.vacancy for offer in top_vacancies(holder, [post, shut(id="open")], at=AT)] == ["open"]


def test_the_first_and_the_last_day_are_open_in_the_zone_of_the_moment() -> None:
    post = shut(open_from=DAY, open_until=DAY)
    assert closed(post, AT) is None
    assert compared(post, held("lifts")).eligible
    assert closed(post, AT.replace(hour=23, minute=59)) is None


def test_a_persons_vacancies_have_the_closed_ones_last_and_weigh_by_the_open_ones() -> None:
    posts = [shut(id="gone", status="filled"), *(shut(id=f"old{n}", seats=0) for n in range(5)), shut(id="open")]
    posts.append(shut(id="other", requirements=(ask("falls"), ask("lifts"))))
    found = rank_vacancies(profile((STRONG, None)), posts, at=AT, applicant=applicant(), taxonomy=TAXONOMY)
    assert [one.vacancy.id for one in found[:2]] == ["open", "other"]
    assert [one.closed for one in found[:2]] == [None, None]
    assert all(one.closed for one in found[2:])
    fewer = rank_vacancies(profile((STRONG, None)), [posts[-2], posts[-1]], at=AT, taxonomy=TAXONOMY)
    assert [one.score for one in fewer] == [one.score for one in found[:2]]


def test_only_nice_requirements_are_still_an_open_vacancy() -> None:
    assert closed(shut(requirements=(ask("lifts", kind=RequirementKind.NICE),)), AT) is None
    assert closed(shut(status="nonsense"), AT) is Closed.DRAFT, "what is not known to be open is not"
