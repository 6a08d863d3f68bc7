"""Whatever the vacancy and the badges: sums are exact, more never harms, names and scale change nothing."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from matching import applicant, compared, vacancy
from mexbadge.match import (
    Match,
    MatchPolicy,
    Met,
    Requirement,
    RequirementKind,
    Vacancy,
    Weights,
    assess,
    counterfactuals,
    plan_for,
    rank,
    rank_vacancies,
)
from mexbadge.match.market import Pairing, blocking_pairs, max_weight, stable
from mexbadge.match.scale import Shown, skills_of, top_matches, top_vacancies
from mexbadge.match.scoring import Rules
from mexbadge.models.language import Words
from mexbadge.plan import Course
from mexbadge.plan.course import Taught
from mexbadge.skills import Level, ProfilePolicy, Skill, SkillProfile, Tables, Taxonomy, profile_of
from planning import COMPETENT, EXPERT, NOVICE, course, skill
from skilled import TAXONOMY, held
from world import AT

NAMES = ["care", "lifts", "hoist", "falls", "records"]
LEVELS = st.sampled_from(
    [
        None,
        NOVICE,
        COMPETENT,
        EXPERT,
        *(Level.on("http://data.europa.eu/snb/eqf", name) for name in "37"),
    ]
)
REQUIREMENTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
        LEVELS,
        st.sampled_from(RequirementKind),
        st.integers(0, 30).map(lambda tenths: Decimal(tenths) / 10),
    ),
    max_size=4,
).map(
    lambda rows: tuple(
        Requirement(f"r{number}", kind, tuple(map(skill, names)), level, weight=weight)
        for number, (names, level, kind, weight) in enumerate(rows)
    )
)
TRUST = {"did:web:known.ca": Fraction(1), "did:web:new.ca": Fraction(1, 3), "did:web:odd.ca": Fraction(0)}
Badges = list[tuple[str, Level | None, str]]
"""For each badge the skill that it shows, its level, and who issued it."""
BADGES = st.tuples(st.sampled_from(NAMES), LEVELS, st.sampled_from(sorted(TRUST)))
SHOWN = st.lists(BADGES, max_size=4)


def profile(shown: Badges) -> SkillProfile:
    holdings = [
        held(name, alignments=(), id=f"urn:{n}", achievement_id=f"urn:a{n}", issuer_id=issuer)
        for n, (name, _, issuer) in enumerate(shown)
    ]
    tables = Tables(certifies={f"urn:a{n}": ((skill(name), level),) for n, (name, level, _) in enumerate(shown)})
    return profile_of(holdings, TAXONOMY, tables=tables, policy=ProfilePolicy(trust=TRUST.__getitem__))


@settings(max_examples=examples(150), deadline=None)
@given(REQUIREMENTS, SHOWN, BADGES)
def test_sums_are_exact_and_one_more_skill_never_lowers_the_score_or_coverage(
    requirements: tuple[Requirement, ...], shown: Badges, more: tuple[str, Level | None, str]
) -> None:
    post = vacancy(*requirements)
    before = assess(profile(shown), post, at=AT, taxonomy=TAXONOMY)
    assert before.score == sum(fit.contribution for fit in before.fits)
    assert 0 <= before.score <= 1
    after = assess(profile([*shown, more]), post, at=AT, taxonomy=TAXONOMY)
    assert after.score >= before.score
    assert after.covered >= before.covered
    assert after.eligible >= before.eligible
    assert after.order <= before.order
    met = [(one.met is Met.MET) <= (other.met is Met.MET) for one, other in zip(before.fits, after.fits, strict=True)]
    assert all(met)
    for skills in (before, after):
        assert not skills.eligible or all(
            any(one.confidence >= Fraction(1, 2) for one in fit.evidence) for fit in skills.fits if fit.met is Met.MET
        )


@settings(max_examples=examples(100), deadline=None)
@given(REQUIREMENTS, SHOWN, st.lists(SHOWN, max_size=3))
def test_what_one_more_skill_would_change_is_what_it_changes(
    requirements: tuple[Requirement, ...], shown: Badges, rivals: list[Badges]
) -> None:
    post = vacancy(*requirements)

    def judged(badges: Badges, name: str) -> Match:
        return assess(profile(badges), post, at=AT, taxonomy=TAXONOMY, applicant=applicant(name))

    mine, others = judged(shown, "m"), [judged(one, f"o{number}") for number, one in enumerate(rivals)]
    for foretold in counterfactuals(mine, [mine, *others]):
        assert foretold.skill is not None
        name = foretold.skill.rpartition("/")[2]
        really = judged([*shown, (name, foretold.requirement.level, "did:web:known.ca")], "m")
        assert (foretold.score, foretold.eligible) == (really.score, really.eligible)
        places = [one.applicant for one in rank([really, *others])]
        assert (foretold.place, foretold.of) == (places.index("m") + 1, len(places))


@settings(max_examples=examples(60), deadline=None)
@given(REQUIREMENTS, SHOWN)
def test_neither_order_nor_names_nor_languages_change_anything(
    requirements: tuple[Requirement, ...], shown: Badges
) -> None:
    post = vacancy(*requirements)
    first = assess(profile(shown), post, at=AT, taxonomy=TAXONOMY, applicant=applicant("a"))
    other = assess(profile(shown), post, at=AT, taxonomy=TAXONOMY, applicant=applicant("z"))
    assert (first.score, first.fits) == (other.score, other.fits)
    turned = vacancy(*reversed(requirements))
    assert assess(profile(shown), turned, at=AT, taxonomy=TAXONOMY).score == first.score
    french = Taxonomy.of(
        Skill(one.uri, Words.of("x"), broader=one.broader, equivalents=one.equivalents) for one in TAXONOMY
    )
    assert assess(profile(shown), post, at=AT, taxonomy=french).score == first.score


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(REQUIREMENTS, min_size=1, max_size=4),
    st.lists(SHOWN, max_size=5),
    st.integers(1, 4),
)
def test_at_scale_the_scores_are_those_of_one_by_one(
    posts: list[tuple[Requirement, ...]], people: list[Badges], top: int
) -> None:
    vacancies = [vacancy(*requirements, id=f"v{number}") for number, requirements in enumerate(posts)]
    policy = MatchPolicy(weights=Weights.of(vacancies, TAXONOMY))
    profiles = {f"a{number}": profile(shown) for number, shown in enumerate(people)}
    applicants = {name: skills_of(one) for name, one in profiles.items()}
    lists = [
        list(top_matches(applicants, vacancies, top=top, taxonomy=TAXONOMY, policy=policy, method=method))
        for method in ("python", "sparse")
    ]
    assert lists[0] == lists[1]
    for post in vacancies:
        matches = [
            assess(one, post, at=AT, taxonomy=TAXONOMY, policy=policy, applicant=applicant(name))
            for name, one in profiles.items()
        ]
        ranked = sorted((one for one in matches if one.score > 0), key=lambda one: one.order)[:top]
        found = [(row.applicant, row.score, row.covered) for row in lists[0] if row.vacancy == post.id]
        assert found == [(one.applicant, one.score, one.covered) for one in ranked]


URIS = [f"urn:t:{n}" for n in range(7)]
TREES = st.tuples(*(st.lists(st.sampled_from(URIS[:n]), max_size=2, unique=True) for n in range(1, 7))).map(
    lambda above: Taxonomy.of(
        Skill(uri, Words.of(uri), broader=tuple(groups)) for uri, groups in zip(URIS, [[], *above], strict=True)
    )
)
PARTS = st.sampled_from([Fraction(0), Fraction(3, 10), Fraction(1, 2), Fraction(1)])
TREE_ASKS = st.lists(st.lists(st.sampled_from(URIS), min_size=1, max_size=2, unique=True), min_size=1, max_size=4)
TREE_HELD = st.lists(
    st.dictionaries(
        st.sampled_from(URIS), st.sampled_from([Shown(), Shown((NOVICE,)), Shown((EXPERT,), Fraction(1, 3))])
    ),
    max_size=5,
)


@settings(max_examples=examples(150), deadline=None)
@given(TREES, st.lists(TREE_ASKS, min_size=1, max_size=3), TREE_HELD, LEVELS, PARTS, PARTS)
def test_rows_give_the_lists_of_pairs_whatever_the_tree_and_the_rules(
    tree: Taxonomy,
    posts: list[list[list[str]]],
    people: list[dict[str, Shown]],
    level: Level | None,
    sibling: Fraction,
    broader: Fraction,
) -> None:
    vacancies = [
        vacancy(
            *(Requirement(f"r{n}", RequirementKind.MUST, tuple(any_of), level) for n, any_of in enumerate(asks)),
            id=f"v{m}",
        )
        for m, asks in enumerate(posts)
    ]
    policy = MatchPolicy(rules=Rules(sibling=sibling, broader=broader), weights=Weights.of(vacancies, tree))
    applicants = {f"a{n}": skills for n, skills in enumerate(people)}
    by_pairs, by_rows = (
        list(top_matches(applicants, vacancies, top=3, taxonomy=tree, policy=policy, method=method))
        for method in ("python", "sparse")
    )
    assert by_rows == by_pairs


TAUGHT = st.lists(
    st.lists(st.tuples(st.sampled_from([*map(skill, NAMES), "https://other.example/falls"]), LEVELS), max_size=2),
    max_size=4,
)


@settings(max_examples=examples(150), deadline=None)
@given(REQUIREMENTS, SHOWN, TAUGHT)
def test_who_takes_the_planned_courses_meets_the_vacancy_and_where_there_is_no_plan_no_courses_do(
    requirements: tuple[Requirement, ...], shown: Badges, taught: list[list[tuple[str, Level | None]]]
) -> None:
    post = vacancy(*requirements)
    courses = [
        course(f"c{number}", [Taught(*each) for each in some], number) for number, some in enumerate(taught) if some
    ]
    trusted = [one for one in shown if one[2] == "did:web:known.ca"]

    def after(taken: Iterable[Course]) -> Match:
        ids = [f"urn:a{number}" for number in range(len(trusted))]
        given: dict[str, tuple[tuple[str, Level | None], ...]] = {
            name: ((skill(one[0]), one[1]),) for name, one in zip(ids, trusted, strict=True)
        }
        given |= {one.id: tuple((each.skill, each.level) for each in one.teaches) for one in taken}
        holdings = [held(id=f"urn:h:{name}", achievement_id=name) for name in given]
        return assess(profile_of(holdings, TAXONOMY, tables=Tables(certifies=given)), post, at=AT, taxonomy=TAXONOMY)

    plan = plan_for(after(()), courses)
    done = after(plan.courses if plan.feasible else courses)
    assert bool(plan.feasible) is not bool(done.missing)


PAIRS = st.dictionaries(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")), st.integers(0, 6), max_size=8)
SEATS = st.fixed_dictionaries({job: st.integers(0, 2) for job in "xyz"})


@settings(max_examples=examples(150), deadline=None)
@given(PAIRS, SEATS)
def test_the_greatest_total_is_the_greatest_of_all_ways(
    table: dict[tuple[str, str], int], seats: dict[str, int]
) -> None:
    found = max_weight([Pairing(who, job, weight) for (who, job), weight in table.items()], seats)
    best = 0
    for choice in product([None, *"xyz"], repeat=4):
        chosen = [(who, job) for who, job in zip("abcd", choice, strict=True) if job is not None]
        if all(pair in table for pair in chosen) and all(
            sum(job == one for _, one in chosen) <= count for job, count in seats.items()
        ):
            best = max(best, sum(table[pair] for pair in chosen))
    assert sum(pair.weight for pair in found) == best
    assert all(sum(pair.vacancy == job for pair in found) <= count for job, count in seats.items())


@settings(max_examples=examples(100), deadline=None)
@given(
    st.fixed_dictionaries({who: st.permutations("xyz").map(lambda jobs: jobs[:2]) for who in "abcd"}),
    st.fixed_dictionaries({job: st.permutations("abcd").map(lambda people: people[:3]) for job in "xyz"}),
    SEATS,
)
def test_a_stable_matching_is_stable(
    wishes: dict[str, list[str]], choices: dict[str, list[str]], seats: dict[str, int]
) -> None:
    made = stable(wishes, choices, seats)
    assert blocking_pairs(made, wishes, choices, seats) == []
    assert all(job in wishes[who] and who in choices[job] for who, job in made.items())
    assert all(sum(one == job for one in made.values()) <= count for job, count in seats.items())
    assert compared(Vacancy(id="v", title=Words.of("V"))).score == 0


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(REQUIREMENTS, min_size=1, max_size=6), SHOWN, st.integers(0, 6), st.sampled_from([None, 0]))
def test_the_best_vacancies_of_a_person_are_the_first_of_all(
    posts: list[tuple[Requirement, ...]], shown: Badges, top: int, once: int | None
) -> None:
    more = (Requirement("c", credential="urn:a0"), Requirement("e", experience="Care", months=1, weight=Decimal(1)))
    vacancies = [
        vacancy(*requirements, *more[: number % 3], id=f"v{number}", each_once=number == once, seats=number % 4)
        for number, requirements in enumerate(posts)
    ]
    found = profile(shown)
    every = rank_vacancies(found, vacancies, at=AT, applicant=applicant(), taxonomy=TAXONOMY)
    assert rank_vacancies(found, vacancies, at=AT, applicant=applicant(), taxonomy=TAXONOMY, top=top) == every[:top]
    alone = [assess(found, one.vacancy, at=AT, applicant=applicant(), taxonomy=TAXONOMY) for one in every]
    assert [one.covered for one in alone] == [one.covered for one in every]


POSTS = st.lists(REQUIREMENTS, min_size=1, max_size=5)


def vacancies_of(posts: list[tuple[Requirement, ...]]) -> list[Vacancy]:
    return [vacancy(*requirements, id=f"v{number}") for number, requirements in enumerate(posts)]


def ranked(held: SkillProfile, posts: list[Vacancy]) -> tuple[Match, ...]:
    return rank_vacancies(held, posts, at=AT, applicant=applicant(), taxonomy=TAXONOMY)


def fits(shown: Badges, posts: list[tuple[Requirement, ...]]) -> dict[str, int]:
    found = ranked(profile(shown), vacancies_of(posts))
    return {one.vacancy.id: one.fit.value for one in found if one.fit is not None}


@settings(max_examples=examples(150), deadline=None)
@given(POSTS, SHOWN, BADGES)
def test_one_more_valid_badge_never_lowers_the_fit_of_any_vacancy(
    posts: list[tuple[Requirement, ...]], shown: Badges, more: tuple[str, Level | None, str]
) -> None:
    before, after = fits(shown, posts), fits([*shown, more], posts)
    assert before.keys() == after.keys()
    assert all(0 <= before[name] <= after[name] for name in before)


@settings(max_examples=examples(150), deadline=None)
@given(POSTS, SHOWN)
def test_the_fit_is_the_sum_of_what_each_skill_gives_alone_in_whole_millionths(
    posts: list[tuple[Requirement, ...]], shown: Badges
) -> None:
    alone = [fits([badge for badge in shown if badge[0] == name], posts) for name in sorted({one[0] for one in shown})]
    for match in ranked(profile(shown), vacancies_of(posts)):
        assert match.fit is not None
        assert type(match.fit.value) is int
        assert match.fit.value == sum(one[match.vacancy.id] for one in alone)
        assert match.fit.value == sum(reason.value for reason in match.fit.reasons)
        assert all(type(reason.value) is int and reason.value > 0 for reason in match.fit.reasons)
        assert all(reason.requirements for reason in match.fit.reasons), "each says for what it speaks"


@settings(max_examples=examples(100), deadline=None)
@given(POSTS, SHOWN, st.randoms(use_true_random=False))
def test_neither_the_order_of_badges_nor_that_of_vacancies_changes_places_or_fits(
    posts: list[tuple[Requirement, ...]], shown: Badges, chance: Random
) -> None:
    vacancies = vacancies_of(posts)
    turned, others = list(vacancies), list(shown)
    chance.shuffle(turned)
    chance.shuffle(others)
    first, second = ranked(profile(shown), vacancies), ranked(profile(others), turned)
    assert [(one.vacancy.id, one.fit) for one in first] == [(one.vacancy.id, one.fit) for one in second]


@settings(max_examples=examples(100), deadline=None)
@given(POSTS, SHOWN, st.integers(1, 6))
def test_the_vacancies_of_many_people_are_those_of_each_alone(
    posts: list[tuple[Requirement, ...]], shown: Badges, top: int
) -> None:
    found, vacancies = profile(shown), vacancies_of(posts)
    alone = [one for one in ranked(found, vacancies) if one.fit is not None and one.fit.value and one.closed is None]
    offers = list(top_vacancies({"b": {}, "a": skills_of(found)}, vacancies, top=top, taxonomy=TAXONOMY, at=AT))
    assert [(one.applicant, one.place) for one in offers] == [("a", n + 1) for n in range(len(alone[:top]))]
    for offer, match in zip(offers, alone, strict=False):
        told = (match.vacancy.id, match.fit, match.score, match.covered, match.musts, match.eligible)
        assert (offer.vacancy, offer.fit, offer.score, offer.covered, offer.musts, offer.eligible) == told
