"""The fit by which one person's vacancies stand in order: what each skill gives, by hand, and what decides."""

from decimal import Decimal
from fractions import Fraction
from math import log

import pytest
from jsonschema import Draft202012Validator

from matching import applicant, ask, vacancy
from mexbadge.errors import InputError
from mexbadge.match import (
    Closed,
    Constraints,
    Match,
    MatchPolicy,
    Requirement,
    RequirementKind,
    Vacancy,
    explain,
    match_json,
    rank_vacancies,
)
from mexbadge.match.explaining import match_schema
from mexbadge.match.scale import Shown, top_vacancies
from mexbadge.models.language import Words
from mexbadge.skills import Holding, ProfilePolicy, Skill, Taxonomy, profile_of
from planning import COMPETENT, NOVICE, skill
from skilled import TAXONOMY, held
from world import AT


def group(name: str, *broader: str) -> Skill:
    return Skill(skill(name), Words.of(name), broader=tuple(map(skill, broader)))


MANY = Taxonomy.of([group("g"), group("h"), *(group(f"s{n}", "g") for n in range(10)), group("both", "g", "h"),
                    group("deep", "s0"), *(group(f"n{n}") for n in range(86))])  # fmt: skip
"""A hundred skills: eleven in one group, of which one is in a second group alone."""


def fit(post: Vacancy, *names: str, taxonomy: Taxonomy = MANY) -> int:
    offers = top_vacancies({"a": {skill(name): Shown() for name in names}}, [post], taxonomy=taxonomy)
    return sum(offer.fit.value for offer in offers)


def worth(chance: Fraction) -> int:
    return round(log(1 + 100 * chance) * 1_000_000)


def test_the_world_has_a_hundred_skills() -> None:
    assert len(MANY) == 100


@pytest.mark.parametrize(
    ("post", "holds", "chance"),
    [
        (vacancy(ask("n1")), "n1", Fraction(1, 2)),
        (vacancy(ask("n1"), ask("n2")), "n1", Fraction(1, 4)),
        (vacancy(ask("n1", weight=Decimal(3)), ask("n2")), "n1", Fraction(3, 8)),
        (vacancy(ask("n1"), ask("n2", kind=RequirementKind.NICE)), "n1", Fraction(5, 11)),
        (vacancy(ask("n1"), ask("n2", kind=RequirementKind.NICE)), "n2", Fraction(1, 22)),
        (vacancy(ask("n1", "n2")), "n1", Fraction(1, 4)),
        (vacancy(ask("s1")), "s2", Fraction(3, 10) / 10),
        (vacancy(ask("both")), "s2", Fraction(3, 10) / 20),
        (vacancy(ask("s1")), "both", Fraction(3, 10) / 10),
        (vacancy(ask("s0")), "deep", Fraction(1, 2)),
        (vacancy(ask("g")), "s3", Fraction(1, 2) / 12),
        (vacancy(ask("deep")), "s0", Fraction(1, 4)),
        (vacancy(ask("deep")), "g", Fraction(1, 8)),
        (vacancy(ask("n1"), Requirement("e", experience="Care", months=3)), "n1", Fraction(1, 2)),
        (vacancy(ask("n1"), Requirement("c", credential="urn:c")), "n1", Fraction(1, 4)),
        (vacancy(ask("n1")), "n2", Fraction(0)),
    ],
)
def test_each_skill_gives_what_the_rules_say(post: Vacancy, holds: str, chance: Fraction) -> None:
    assert fit(post, holds) == worth(chance)


def test_a_level_and_the_worth_of_the_word_scale_what_a_skill_gives_and_always_belong_to_one_badge() -> None:
    post = vacancy(ask("n1", level=COMPETENT))
    weak, strong = Shown((COMPETENT,), Fraction(1, 10)), Shown((NOVICE,))
    both = Shown((NOVICE,), also=(weak,))
    (found,) = {
        offer.fit.value
        for shown in (strong, both)
        for offer in top_vacancies({"a": {skill("n1"): shown}}, [post], taxonomy=MANY)
    }
    assert found == worth(Fraction(1, 2)) * 333_333 // 1_000_000
    (weaker,) = top_vacancies({"a": {skill("n1"): weak}}, [post], taxonomy=MANY)
    assert weaker.fit.value == worth(Fraction(1, 2)) // 10


def test_a_badge_whose_word_is_worth_nothing_gives_nothing() -> None:
    nothing = {"a": {skill("n1"): Shown(confidence=Fraction(0))}}
    assert list(top_vacancies(nothing, [vacancy(ask("n1"))], taxonomy=MANY)) == []


def test_a_skill_that_no_list_knows_counts_among_all_if_an_open_vacancy_asks_for_it() -> None:
    posts = [vacancy(ask("new"), id="a"), vacancy(ask("newer"), id="b", status="filled")]
    (offer,) = top_vacancies({"a": {skill("new"): Shown()}}, posts, taxonomy=MANY)
    assert offer.fit.value == round(log(1 + Fraction(101, 2)) * 1_000_000)
    first, last = ranked([held("lifts")], [vacancy(ask("lifts"), id="a"), *posts[1:]])
    (alone,) = ranked([held("lifts")], [vacancy(ask("lifts"), id="a")])
    assert (first.closed, last.closed) == (None, Closed.FILLED)
    assert first.fit == alone.fit, "what only a filled vacancy asks is none of the skills that there are"


def ranked(holdings: list[Holding], posts: list[Vacancy], **given: object) -> tuple[Match, ...]:
    profile = profile_of(holdings, TAXONOMY, at=AT, policy=given.pop("worth", None))  # type: ignore[arg-type]
    return rank_vacancies(profile, posts, at=AT, applicant=applicant(), taxonomy=TAXONOMY, **given)  # type: ignore[arg-type]


def test_a_small_vacancy_that_is_met_whole_does_not_go_before_one_that_speaks_for_more() -> None:
    many = Taxonomy.of([*TAXONOMY, *MANY])
    small, large = vacancy(ask("n1"), id="small"), vacancy(*(ask(f"n{n}") for n in range(1, 6)), id="large")
    holds = {skill(f"n{n}"): Shown() for n in range(1, 5)}
    first, second = top_vacancies({"a": holds}, [small, large], taxonomy=many)
    assert (first.vacancy, second.vacancy) == ("large", "small")
    assert first.score < second.score == 1, "the score alone would have it the other way round"
    assert (first.eligible, second.eligible) == (False, True)


def test_the_reasons_name_the_skills_the_greatest_first_and_for_what_they_speak() -> None:
    post = vacancy(ask("lifts", weight=Decimal(2)), ask("falls"), ask("records", "hoist", id="either"))
    (match,) = ranked([held("lifts"), held("hoist", id="urn:2")], [post])
    assert match.fit is not None
    first, second = match.fit.reasons
    assert (first.held, first.requirements, first.near) == (skill("lifts"), ("lifts", "falls", "either"), False)
    assert (second.held, second.requirements, second.near) == (skill("hoist"), ("lifts", "either"), False)
    assert first.value > second.value
    (near,) = ranked([held("falls")], [vacancy(ask("lifts"))])
    assert near.fit is not None
    assert [(one.requirements, one.near) for one in near.fit.reasons] == [(("lifts",), True)]


def test_the_credential_that_is_asked_gives_as_much_as_a_skill_if_its_badge_counts() -> None:
    badge = held(alignments=(), achievement_id="https://college.example/a", issuer_id="did:web:college.example")
    asks = vacancy(Requirement("c", credential="https://college.example/a"), ask("records"))
    (match,) = ranked([badge], [asks])
    assert match.fit is not None
    assert match.fit.value == round(log(1 + len(TAXONOMY) * 0.25) * 1_000_000)
    assert [one.requirements for one in match.fit.reasons] == [("c",)]
    (weak,) = ranked([badge], [asks], worth=ProfilePolicy(trust=lambda _: Fraction(0)))
    assert weak.fit is not None
    assert weak.fit.value == 0


def test_a_badge_that_is_too_old_for_a_requirement_gives_nothing_for_it() -> None:
    old, recent = (vacancy(ask("lifts", max_age=days), id=f"{days}") for days in (1, 3650))
    found = ranked([held("lifts")], [old, recent])
    assert [(one.vacancy.id, one.fit is not None and one.fit.value > 0) for one in found] == [
        ("3650", True),
        ("1", False),
    ]


def test_what_only_skills_do_not_show_leaves_eligibility_open_and_a_constraint_refuses() -> None:
    lacks = vacancy(ask("n1"), Requirement("c", credential="urn:c"), id="credential")
    speaks = vacancy(ask("n1"), id="french", constraints=Constraints(languages=("fr",)))
    holds = {"a": {skill("n1"): Shown()}}
    found = {one.vacancy: one for one in top_vacancies(holds, [lacks, speaks], taxonomy=MANY)}
    assert (found["credential"].eligible, found["french"].eligible) == (None, True)
    said = {"a": Constraints(languages=("en",))}
    found = {one.vacancy: one for one in top_vacancies(holds, [lacks, speaks], declared=said, taxonomy=MANY)}
    assert (found["credential"].eligible, found["french"].eligible) == (None, False)
    short, may = vacancy(ask("n1"), ask("n2")), MatchPolicy(may_miss=1)
    assert [one.eligible for one in top_vacancies(holds, [short], taxonomy=MANY)] == [False]
    assert [one.eligible for one in top_vacancies(holds, [short], taxonomy=MANY, policy=may)] == [True]
    (poor,) = top_vacancies(holds, [vacancy(ask("n1"), ask("n2"), Requirement("c", credential="urn:c"))], taxonomy=MANY)
    assert poor.eligible is False


def test_vacancies_that_skills_alone_do_not_decide_are_refused_or_told_and_left_out() -> None:
    dated, other = vacancy(ask("n1", max_age=9), id="dated"), vacancy(ask("n1"), id="other")
    holds = {"a": {skill("n1"): Shown()}}
    with pytest.raises(InputError) as caught:
        list(top_vacancies(holds, [dated, other], taxonomy=MANY))
    assert caught.value.code == "match_scale_age"
    told: list[InputError] = []
    found = [one.vacancy for one in top_vacancies(holds, [dated, other], taxonomy=MANY, refused=told.append)]
    assert (found, len(told)) == (["other"], 1)


def test_each_list_has_so_many_places_and_equal_fits_stand_by_score_and_id() -> None:
    posts = [vacancy(ask("n1"), id=name) for name in "cab"]
    found = [one.vacancy for one in top_vacancies({"p": {skill("n1"): Shown()}}, posts, top=2, taxonomy=MANY)]
    assert found == ["a", "b"]


def test_a_person_reads_the_greatest_reasons_and_how_many_more_there_are_and_data_has_all() -> None:
    post = vacancy(*map(ask, ("lifts", "hoist", "records", "falls")))
    holdings = [held(name, id=f"urn:{name}") for name in ("falls", "records", "lifts", "hoist")]
    (match,) = ranked(holdings, [post])
    english, french = list(explain(match)), list(explain(match, "fr"))
    assert english[1].startswith("fit ")
    assert english[1].endswith("; 1 more")
    assert "above all because of Lifts (0.8); Hoist (0.8); Falls (0.7)" in english[1]
    assert french[1].startswith("adéquation ")
    data = match_json(match)
    Draft202012Validator(match_schema()).validate(data)
    assert data["fit"]["value"] == sum(one["value"] for one in data["fit"]["reasons"])
    assert [one["name"] for one in data["fit"]["reasons"][:2]] == ["Lifts", "Hoist"]
    (near,) = ranked([held("falls")], [vacancy(ask("lifts"))])
    assert "Falls, near what is asked (" in "\n".join(explain(near))
    assert "Chutes, proche de ce qui est demandé (" in "\n".join(explain(near, "fr"))
    alone = ranked([held("care")], [vacancy(ask("records"))])[0]
    assert not any(line.startswith("fit ") for line in explain(alone)), "nothing speaks for it"
