"""The numbers of a score, by hand: what a requirement is worth, and what a related skill and a level earn."""

from decimal import Decimal
from fractions import Fraction

import pytest

from mexbadge.match import Requirement, RequirementKind, Vacancy, Weights
from mexbadge.match.scoring import FULL, Rules, level_share, reach, related, worths
from mexbadge.models.language import Words
from mexbadge.skills import Level, Skill, Taxonomy

RULES = Rules()
NOTHING = Taxonomy.of(())


@pytest.mark.parametrize(
    ("idf", "worth"),
    [(1_000_004, 100_000), (1_000_005, 100_000), (1_000_006, 100_001), (1_000_015, 100_002), (1_000_019, 100_002)],
)
def test_what_a_requirement_is_worth_is_rounded_to_the_nearest_and_halves_to_the_even(idf: int, worth: int) -> None:
    asked = Requirement("r", RequirementKind.NICE, skills=("urn:s:a",))
    assert worths((asked,), Weights({"urn:s:a": idf}), RULES, NOTHING) == (worth,)


def test_of_several_skills_the_least_telling_one_says_what_a_requirement_is_worth() -> None:
    weights = Weights({"urn:s:a": 3_000_000, "urn:s:b": 2_000_000}, rarest=4_000_000)
    asked = Requirement("r", skills=("urn:s:a", "urn:s:b"), weight=Decimal("1.5"))
    other = Requirement("o", skills=("urn:s:unknown",))
    plain = Requirement("c", credential="https://x.example/a")
    assert worths((asked, other, plain), weights, RULES, NOTHING) == (3_000_000, 4_000_000, 1_000_000)


def test_a_skill_tells_the_more_the_fewer_vacancies_ask_for_it() -> None:
    """``ln((1 + n) / (1 + count)) + 1``, in millionths."""
    known = Taxonomy.of([Skill("urn:s:a", equivalents=("urn:s:same",)), Skill("urn:s:same"), Skill("urn:s:b")])
    title = Words.of({"en": "Care worker"})
    asked = [("urn:s:a", "urn:s:b"), ("urn:s:same",)]
    posts = [
        Vacancy(id="v", title=title, requirements=tuple(Requirement(skill, skills=(skill,)) for skill in skills))
        for skills in asked
    ]
    weights = Weights.of(posts, known)
    assert weights.of_skill("urn:s:a") == 1_000_000
    assert weights.of_skill("urn:s:b") == 1_405_465
    assert weights.of_skill("urn:s:other") == weights.rarest == 2_098_612
    apart = Weights.of(posts)
    assert (apart.of_skill("urn:s:a"), apart.of_skill("urn:s:same")) == (1_405_465, 1_405_465)
    assert Weights.of([]) == Weights()


def test_what_earns_nothing_is_not_related() -> None:
    taxonomy = described(asked=("above",), beside=("above",), above=())
    assert related("urn:s:asked", taxonomy, Rules(broader=Fraction(0), sibling=Fraction(0))) == {}


def described(**broader: tuple[str, ...]) -> Taxonomy:
    return Taxonomy.of(
        Skill(f"urn:s:{name}", broader=tuple(f"urn:s:{one}" for one in above)) for name, above in broader.items()
    )


def test_a_skill_that_is_related_in_two_ways_earns_by_the_better_one() -> None:
    """Two steps broader is a quarter, one step a half, of the same narrow group three tenths."""
    far = described(asked=("group", "between"), between=("both",), both=("group",), group=())
    assert related("urn:s:asked", far, RULES)["urn:s:both"] == FULL * 3 // 10
    near = described(asked=("group", "both"), both=("group",), group=())
    assert related("urn:s:asked", near, RULES)["urn:s:both"] == FULL // 2


def test_what_a_related_skill_earns() -> None:
    taxonomy = described(
        asked=("above",), below=("asked",), lower=("below",), beside=("above",), above=("top",), top=()
    )
    assert related("urn:s:asked", taxonomy, RULES) == {
        "urn:s:above": FULL // 2,
        "urn:s:top": FULL // 4,
        "urn:s:beside": FULL * 3 // 10,
        "urn:s:below": FULL,
        "urn:s:lower": FULL,
    }


@pytest.mark.parametrize(("held", "share"), [(1, "1/4"), (2, "1/2"), (3, "3/4"), (4, 1), (8, 1)])
def test_a_level_that_falls_short_earns_in_proportion(held: int, share: str) -> None:
    eqf = "http://data.europa.eu/snb/eqf"
    assert level_share(Level.on(eqf, held), Level.on(eqf, 4), RULES) == Fraction(share)


def test_a_level_that_is_not_known_halves_the_credit_and_without_an_asked_one_all_counts() -> None:
    eqf, other = Level.on("http://data.europa.eu/snb/eqf", 4), Level.on("https://www.ontario.ca/oqf", 13)
    for held in (None, other):
        assert level_share(held, eqf, RULES) == Fraction(1, 2)
        assert level_share(held, None, RULES) == 1


def test_a_weight_counts_as_often_as_it_says() -> None:
    weights = Weights({"urn:s:a": 1_000_011})
    asked = [
        Requirement("r", kind, skills=("urn:s:a",), weight=Decimal(2))
        for kind in (RequirementKind.MUST, RequirementKind.NICE)
    ]
    assert worths(asked, weights, RULES, NOTHING) == (2_000_022, 200_002)
    once = [Requirement("r", kind, skills=("urn:s:a",)) for kind in (RequirementKind.MUST, RequirementKind.NICE)]
    assert worths(once, weights, RULES, NOTHING) == (1_000_011, 100_001)


def helping(
    taxonomy: Taxonomy, held: str, *, sibling: Fraction = RULES.sibling, broader: Fraction = RULES.broader
) -> dict[str, tuple[int, bool]]:
    found = reach([f"urn:s:{held}"], taxonomy, Rules(sibling=sibling, broader=broader))
    bases = {asked.removeprefix("urn:s:"): base[f"urn:s:{held}"] for asked, base in found.items()}
    return {asked: (base.credit, base.near) for asked, base in bases.items()}


def test_what_a_held_skill_helps_with_is_what_it_is_related_to_the_other_way_round() -> None:
    taxonomy = described(top=(), a=("top",), b=("top",), c=("a", "b"), d=("c",))
    for rules in (Rules(), Rules(sibling=Fraction(1, 2), broader=Fraction(1, 4)), Rules(sibling=Fraction(0))):
        for name in ("top", "a", "b", "c", "d"):
            held = f"urn:s:{name}"
            for asked, base in reach([held], taxonomy, rules).items():
                assert base[held].credit == (FULL if asked == held else related(asked, taxonomy, rules)[held])


def test_the_better_of_two_ways_counts_and_a_way_that_earns_nothing_is_none() -> None:
    taxonomy = described(a=(), b=("a",), c=("a", "b"))
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    own = {"b": (FULL, False), "a": (FULL, False)}
    assert helping(taxonomy, "b", sibling=half, broader=quarter) == {**own, "c": (FULL // 2, False)}
    assert helping(taxonomy, "b", sibling=quarter, broader=half) == {**own, "c": (FULL // 2, False)}
    assert helping(taxonomy, "b", sibling=half, broader=Fraction(0)) == {**own, "c": (FULL // 2, True)}
    assert helping(taxonomy, "b", sibling=Fraction(0), broader=Fraction(0)) == own
    assert helping(described(a=(), b=("a",), c=("a",)), "b", sibling=half)["c"] == (FULL // 2, True)
