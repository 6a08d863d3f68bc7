"""One applicant and one vacancy: exact, explained, and never by what is not verified."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from jsonschema import Draft202012Validator

from matching import applicant, ask, compared, vacancy
from mexbadge.errors import InputError, SchemaError
from mexbadge.match import (
    Applicant,
    Constraints,
    Experience,
    MatchPolicy,
    Met,
    Pay,
    Requirement,
    RequirementKind,
    Vacancy,
    Weights,
    assess,
    counterfactuals,
    demand,
    explain,
    impact_ratios,
    log_entry,
    match,
    match_json,
    of_occupations,
    plan_for,
    rank,
    rank_vacancies,
)
from mexbadge.match.constraining import Comparison
from mexbadge.match.drafts.draft import wording
from mexbadge.match.explaining import match_schema
from mexbadge.match.jobposting import from_job_posting, to_job_posting
from mexbadge.match.vacancy import APPLICANT_SCHEMA, PROTECTED, VACANCY_SCHEMA, applicant_schema, vacancy_schema
from mexbadge.models.language import Words
from mexbadge.plan import Aim, Taught
from mexbadge.skills import ProfilePolicy, Tables, holding_of, profile_of
from mexbadge.verify import Verdict
from planning import COMPETENT, EXPERT, NOVICE, course, skill, want
from skilled import AISHA, ISSUER, STRANGER, TAXONOMY, badge_of, held, report_of, revoked
from world import AT


def status(result: object) -> list[str]:
    return [fit.met.value for fit in result.fits]  # type: ignore[attr-defined]


def expired(name: str) -> object:
    return holding_of(report_of(badge_of(name), Verdict.INVALID, "dates_expired"), person=AISHA)


# Credit


def test_the_skill_itself_an_equivalent_and_a_narrower_one_meet_a_requirement() -> None:
    for asked, shown in (("lifts", "lifts"), ("lifts", "hoist"), ("care", "hoist")):
        result = compared(vacancy(ask(asked)), held(shown))
        assert status(result) == ["met"]
        assert result.score == 1
    other = replace(ask("falls"), skills=("https://other.example/falls",))
    assert compared(vacancy(other), held("falls")).score == 1


def test_related_skills_earn_a_part_and_only_where_that_is_more_than_the_skill_itself_earns() -> None:
    for asked, shown, part in (("hoist", "lifts", "1/2"), ("hoist", "care", "1/4")):
        result = compared(vacancy(ask(asked)), held(shown))
        assert (status(result), result.score) == (["partial"], Fraction(part))
    assert compared(vacancy(ask("records")), held("lifts")).score == 0
    both = compared(vacancy(ask("lifts", level=EXPERT)), held("lifts"), held("hoist", id="urn:2"))
    assert both.score == Fraction(1, 2), "an unknown level of the skill itself, not the narrower skill"


def test_a_level_that_falls_short_earns_its_share_and_an_unknown_one_never_meets() -> None:
    post = vacancy(ask("lifts", level=COMPETENT))
    for level, met, score in ((EXPERT, "met", 1), (COMPETENT, "met", 1), (NOVICE, "partial", Fraction(333333, 10**6))):
        tables = Tables(certifies={"urn:a": ((skill("lifts"), level),)})
        result = compared(post, held("x", achievement_id="urn:a", alignments=()), tables=tables)
        assert status(result) == [met]
        assert result.score == score
    assert status(compared(post, held("lifts"))) == ["partial"]


def test_an_ended_badge_of_the_skill_itself_is_named_beside_a_related_one_that_earns() -> None:
    result = compared(vacancy(ask("hoist")), held("lifts", id="urn:l"), expired("hoist"))  # type: ignore[arg-type]
    (fit,) = result.fits
    assert fit.met is Met.PARTIAL
    assert fit.itself is not None
    assert fit.itself.met is Met.EXPIRED
    assert "it shows a related skill" in str(result)
    assert "hoist has expired" in str(result)
    alone = compared(vacancy(ask("hoist")), held("lifts", id="urn:l"))
    assert alone.score == result.score
    assert alone.fits[0].itself is None


def test_any_of_several_skills_will_do() -> None:
    assert status(compared(vacancy(ask("records", "falls")), held("falls"))) == ["met"]
    assert status(compared(vacancy(ask("records", "hoist")), held("lifts"))) == ["partial"]


def test_the_score_is_exactly_the_sum_of_the_contributions() -> None:
    post = vacancy(
        ask("lifts", weight=Decimal("1.7")),
        ask("falls"),
        ask("records", kind=RequirementKind.NICE),
        ask("hoist", weight=Decimal(3)),
    )
    result = compared(post, held("lifts"), policy=MatchPolicy(weights=Weights.of([post, vacancy(ask("lifts"))])))
    assert result.score == sum(fit.contribution for fit in result.fits)
    assert sum(fit.share for fit in result.fits) == 1
    assert 0 < result.score < 1
    assert (result.covered, result.musts, result.eligible) == (1, 3, False)
    assert compared(post, held("lifts"), policy=MatchPolicy(may_miss=2)).eligible


def test_rare_skills_weigh_more() -> None:
    posts = [vacancy(ask("lifts"), ask("falls")), *(vacancy(ask("lifts"), id=f"v{n}") for n in range(9))]
    weights = Weights.of(posts, TAXONOMY)
    assert weights.of_skill(skill("falls")) > weights.of_skill(skill("lifts"))
    assert weights.of_skill("urn:none") >= weights.of_skill(skill("falls"))
    policy = MatchPolicy(weights=weights)
    common, rare = (compared(posts[0], held(name), policy=policy, taxonomy=TAXONOMY) for name in ("lifts", "falls"))
    assert rare.fits[1].share > rare.fits[0].share
    assert policy.digest != MatchPolicy().digest
    assert common.order > rare.order


# What does not count, and is seen


def test_what_is_not_verified_earns_nothing_and_is_visible() -> None:
    post = vacancy(ask("lifts"))
    for holding, met, text in (
        (revoked(held("lifts")), "unverified", "revoked"),
        (expired("lifts"), "expired", "has expired"),
        (held("lifts", person=STRANGER), "unverified", "somebody else"),
        (held("lifts", verdict=Verdict.UNKNOWN), "unverified", "could not be decided"),
        (held("lifts", verdict=Verdict.INVALID), "unverified", "not valid"),
        (held("x", alignments=(), tags=("Lifts",)), "unverified", "only hints"),
    ):
        result = compared(post, holding)  # type: ignore[arg-type]
        assert status(result) == [met]
        assert result.score == 0
        assert not result.eligible
        assert text in str(result), str(result)
    nobody = compared(post, held("lifts", person=None), applicant=None)
    assert nobody.score == 0
    assert not nobody.ownership_checked
    assert "whose the badges are was not checked" in str(nobody)


def test_a_self_issued_badge_counts_for_nobody_who_was_not_told_to_trust_it() -> None:
    mine = report_of(badge_of("lifts", issuer_id="did:key:z1", subject_id="did:key:z1"))
    assert not holding_of(mine, person=AISHA).counts
    assert holding_of(mine, person=AISHA, accepts=lambda _: True).counts


def test_a_badge_that_is_too_old_is_told_from_one_that_expired() -> None:
    post = vacancy(ask("lifts", max_age=30))
    result = compared(post, held("lifts", starts=AT - timedelta(days=31)))
    assert status(result) == ["expired"]
    assert "older than is asked for" in str(result)
    assert status(compared(post, held("lifts", starts=AT - timedelta(days=30)))) == ["met"]


def test_credentials_and_pathways_count_by_who_issued_them() -> None:
    name = "https://college.example/achievements/lifts"
    for one in (Requirement("c", credential=name), Requirement("p", pathway=name)):
        assert status(compared(vacancy(one), held("lifts"))) == ["met"]
        assert status(compared(vacancy(one), held("lifts", issuer_id="did:web:mill.example"))) == ["unverified"]
        assert status(compared(vacancy(one), held("lifts", issuer_id="did:web:%"))) == ["unverified"]
        stranger = held("lifts", issuer_id="did:web:mill.example")
        assert status(compared(vacancy(one), stranger, accepts=lambda _: True)) == ["unverified"]
        neighbour = held("lifts", issuer_id="did:web:college.example:other")
        assert status(compared(vacancy(one), neighbour)) == ["unverified"]
        assert status(compared(vacancy(one), neighbour, accepts=lambda _: True)) == ["met"]
        assert status(compared(vacancy(one), held("lifts"), accepts=lambda _: False)) == ["unverified"]
        assert status(compared(vacancy(one), expired("lifts"))) == ["expired"]  # type: ignore[arg-type]
        assert status(compared(vacancy(one), held("falls"))) == ["missing"]
    assert ISSUER == "did:web:college.example"


def test_experience_is_declared_shown_and_weighs_nothing_by_default() -> None:
    post = Vacancy.parse(
        {
            "id": "v",
            "title": "V",
            "requirements": [{"skill": skill("lifts")}, {"experience": {"work": "Care", "months": 12}}],
        }
    )
    for months, met in ((0, "missing"), (6, "partial"), (12, "met")):
        who = applicant(experience=(Experience("care", months),) if months else ())
        result = compared(post, held("lifts"), applicant=who)
        assert status(result) == ["met", met]
        assert result.score == 1
    assert "declared in part" in "\n".join(
        explain(compared(post, applicant=applicant(experience=(Experience("Care", 3),))))
    )


def test_constraints_that_were_not_declared_are_unknown_and_no_no() -> None:
    post = vacancy(
        ask("lifts"), constraints=Constraints(("Sudbury",), hours=30, languages=("fr", "en"), licences=("G",))
    )
    silent = compared(post, held("lifts"))
    assert set(silent.constraints.values()) == {Comparison.UNKNOWN}
    assert silent.eligible
    good = applicant(constraints=Constraints(("sudbury",), hours=40, languages=("EN", "fr"), licences=("g", "DZ")))
    assert set(compared(post, held("lifts"), applicant=good).constraints.values()) == {Comparison.FITS}
    for wrong in (Constraints(hours=20), Constraints(languages=("en",))):
        result = compared(post, held("lifts"), applicant=applicant(constraints=wrong))
        assert not result.eligible
        assert Comparison.DOES_NOT in result.constraints.values()
        assert "does not fit" in str(result)
    remote = vacancy(constraints=Constraints(("Sudbury",), remote=True))
    assert compared(remote).constraints == {}


# Explanation, ranking, plan, demand


def test_every_requirement_has_a_sentence_in_two_languages_and_the_data_keeps_its_form() -> None:
    post = vacancy(ask("lifts"), ask("hoist", level=EXPERT), ask("falls"), ask("records", kind=RequirementKind.NICE))
    result = compared(
        post, held("lifts"), revoked(held("falls", id="urn:2")), held("care", id="urn:3", person=STRANGER)
    )
    english, french = list(explain(result)), list(explain(result, "fr"))
    assert english[0].startswith("Care worker: 1 of 3 required skills; score ")
    assert french[0].startswith("Préposée : 1 compétences requises sur 3")
    assert len(english) == len(french)
    assert "  - care does not count: it was awarded to somebody else" in english
    assert "nobody said which issuers are trusted" in english[1]
    assert any("related skill, Lifts" in line for line in english)
    data = match_json(result)
    Draft202012Validator(match_schema()).validate(data)
    assert data["gaps"] == ["hoist", "falls"]
    entry = log_entry(result)
    assert entry["score"] == str(result.score)
    assert "aisha" not in str(entry)
    labelled = compared(vacancy(replace(ask("lifts"), label=Words.of({"en": "Lifting", "fr": "Levage"}))))
    assert "Levage" in "\n".join(explain(labelled, "fr"))
    deep = compared(vacancy(replace(ask("lifts", level=EXPERT), label=Words.of({"en": "Lifting"}))))
    assert "Lifting (expert): missing" in str(deep)
    assert "lifts or falls" in str(compared(vacancy(ask("lifts", "falls")))).lower()


def test_ranks_and_what_one_more_skill_would_change_are_exact() -> None:
    post = vacancy(ask("lifts"), ask("falls"))
    matches = [
        compared(post, held("lifts"), held("falls", id="urn:2"), applicant=applicant("a")),
        compared(post, held("lifts"), applicant=applicant("c")),
        compared(post, held("records"), applicant=applicant("d")),
        compared(post, held("falls"), applicant=applicant("b")),
    ]
    ranked = rank(reversed(matches))
    assert [one.applicant for one in ranked] == ["a", "b", "c", "d"]
    assert rank(matches) == ranked
    (more, other) = counterfactuals(ranked[3], ranked[:3])
    assert {more.requirement.id, other.requirement.id} == {"lifts", "falls"}
    better = compared(post, held("records"), held("lifts", id="urn:2"), applicant=applicant("d"))
    assert (more.place, more.of) == (1 + sum(one.order < better.order for one in ranked[:3]), 4)
    assert counterfactuals(ranked[0], ranked[1:]) == ()


def test_one_applicant_sees_the_vacancies_in_order() -> None:
    posts = [
        vacancy(ask("lifts"), id="x"),
        vacancy(ask("lifts"), ask("records"), id="y"),
        vacancy(ask("falls"), id="z"),
    ]
    profile = profile_of([held("lifts"), held("records", id="urn:2")], TAXONOMY)
    found = rank_vacancies(profile, posts, at=AT, applicant=applicant(), taxonomy=TAXONOMY)
    assert [one.vacancy.id for one in found] == ["y", "x", "z"]


def test_the_plan_closes_exactly_what_is_missing() -> None:
    post = vacancy(ask("lifts"), ask("hoist", level=COMPETENT), Requirement("c", credential="urn:cred"))
    result = compared(post, held("lifts"))
    courses = [
        course("basics", ["lifts"], 1),
        course("slow", cost=50, days=9, awards=("urn:cred",)),
        course("quick", cost=90, days=1, awards=("urn:cred",)),
    ]
    courses.append(course("hoists", [Taught(skill("hoist"), EXPERT)], 20))
    plan = plan_for(result, courses, start=date(2026, 6, 1))
    assert [one.id for one in plan.courses] == ["hoists", "slow"]
    assert plan.ends == date(2026, 6, 10)
    assert [one.id for one in plan_for(result, courses, aim=Aim.DAYS).courses] == ["hoists", "quick"]
    assert not plan_for(result, courses[:1]).feasible
    assert "hoists" in "\n".join(explain(result, plan=plan))
    assert match_json(result, plan=plan)["plan"]["cost"] == "70"


def test_nobody_is_sent_to_a_course_for_a_skill_that_they_showed_though_only_a_course_asks_for_it() -> None:
    courses = [course("first", ["lifts"], 50), course("second", ["records"], 70, prerequisites=(want("lifts"),))]
    post = vacancy(ask("records"))
    assert [one.id for one in plan_for(compared(post, held("lifts")), courses).courses] == ["second"]
    assert [one.id for one in plan_for(compared(post), courses).courses] == ["first", "second"]


def test_what_was_shown_too_long_ago_is_learned_again() -> None:
    old = held("lifts", starts=AT - timedelta(days=400))
    achievement = str(old.badge and old.badge.achievement_id)
    courses = [course("again", ["lifts"], 50, awards=(achievement,))]
    for one in (ask("lifts", max_age=365), Requirement("c", credential=achievement, max_age=365)):
        result = compared(vacancy(one), old, accepts=ISSUER.__eq__)
        assert status(result) == ["expired"]
        assert [step.id for step in plan_for(result, courses).courses] == ["again"]
        assert not plan_for(result, []).feasible


def test_a_course_for_an_equivalent_or_a_narrower_skill_closes_the_gap() -> None:
    other = next(one.equivalents[0] for one in TAXONOMY if one.uri == skill("falls"))
    result = compared(vacancy(ask("lifts"), ask("falls")))
    courses = [course("hoists", ["hoist"], 20), course("falls", [Taught(other)], 30), course("care", ["care"], 1)]
    plan = plan_for(result, courses)
    assert [one.id for one in plan.courses] == ["falls", "hoists"]
    assert {row.name: row.taught_by for row in demand([result], courses)} == {skill("lifts"): 1, skill("falls"): 1}
    after = [course("next", ["falls"], prerequisites=(want("lifts"),))]
    assert [one.id for one in plan_for(compared(vacancy(ask("falls")), held("hoist")), after).courses] == ["next"]
    old = held("hoist", starts=AT - timedelta(days=400))
    dated = compared(vacancy(ask("lifts", max_age=365)), old)
    assert [one.id for one in plan_for(dated, courses).courses] == ["hoists"], "what is too old is no way out"


def test_an_old_level_does_not_stand_in_for_the_one_that_was_shown_lately() -> None:
    tables = Tables(certifies={"urn:high": ((skill("lifts"), EXPERT),), "urn:low": ((skill("lifts"), NOVICE),)})
    old = held(achievement_id="urn:high", id="urn:uuid:1", starts=AT - timedelta(days=400))
    new = held(achievement_id="urn:low", id="urn:uuid:2")
    result = compared(vacancy(ask("lifts", level=COMPETENT, max_age=365)), old, new, tables=tables)
    assert status(result) == ["partial"]
    courses = [course("again", [Taught(skill("lifts"), COMPETENT)])]
    assert [step.id for step in plan_for(result, courses).courses] == ["again"]


def test_the_demand_report_names_what_is_asked_and_not_supplied() -> None:
    post = vacancy(ask("lifts"), ask("falls"))
    matches = [compared(post, held("lifts"), applicant=applicant(name)) for name in "ab"]
    rows = demand(matches, [course("c", ["lifts"])], least=1)
    assert [(row.name, row.asked, row.lacked, row.taught_by) for row in rows] == [
        (skill("falls"), 1, 2, 0),
        (skill("lifts"), 1, 0, 1),
    ]


# Documents


def test_a_vacancy_comes_back_from_its_json() -> None:
    post = vacancy(
        ask(
            "lifts",
            level=EXPERT,
            kind=RequirementKind.NICE,
            weight=Decimal(2),
            max_age=90,
            label=Words.of({"en": "L", "fr": "L."}),
        ),
        ask("falls", "records"),
        Requirement("c", credential="urn:cred"),
        Requirement("p", pathway="urn:path"),
        Requirement("e", experience="Care", months=6, weight=Decimal(0)),
        employer="Home",
        noc=("33102",),
        description=Words.of("What it is"),
        seats=3,
        constraints=Constraints(("Sudbury",), remote=True, hours=30, languages=("fr",), licences=("G",)),
        pay=Pay(Decimal("21.5"), Decimal(25)),
        open_from=date(2026, 6, 1),
        open_until=date(2026, 7, 1),
        uses_ai=True,
        exists=True,
        employees=40,
    )
    document = post.to_json()
    assert Vacancy.parse(document) == post
    Draft202012Validator(vacancy_schema()).validate(document)
    assert document["schema"] == VACANCY_SCHEMA


@pytest.mark.parametrize(
    ("requirement", "code"),
    [
        ({}, "match_requirement"),
        ({"skill": skill("lifts"), "credential": "urn:c"}, "match_requirement"),
        ({"skill": skill("lifts"), "anyOf": [skill("falls")]}, "match_requirement"),
        ({"credential": "urn:c", "level": EXPERT.to_json()}, "match_requirement"),
        ({"skill": skill("lift")}, "skills_unknown"),
        ({"skill": skill("lifts"), "level": {"scale": "x", "level": "1"}}, "skills_scale_unknown"),
        ({"skill": skill("falls"), "id": "first"}, "match_twice"),
        ({"skill": skill("records"), "level": EXPERT.to_json()}, "match_contradiction"),
        ({"skill": skill("lifts"), "kind": "perhaps"}, "form_choice"),
        ({"skill": skill("lifts"), "weight": -1}, "form_amount"),
        ({"skill": skill("lifts"), "gender": "x"}, "form_unknown"),
    ],
)
def test_a_requirement_that_cannot_be_is_named(requirement: dict[str, object], code: str) -> None:
    first = {"id": "first", "skill": skill("records")}
    with pytest.raises(SchemaError) as caught:
        Vacancy.parse({"id": "v", "title": "V", "requirements": [first, requirement]}, taxonomy=TAXONOMY)
    assert code in {problem.code for problem in caught.value.problems}
    assert str(caught.value.problems[0].where).startswith("/requirements/1")


def test_what_comes_near_is_looked_for_three_times_however_many_skills_are_unknown() -> None:
    """Each look goes through the whole taxonomy: a vacancy from outside must not decide how often."""
    asked = [{"skill": f"{skill('lift')}{number}"} for number in range(9)]
    with pytest.raises(SchemaError) as caught:
        Vacancy.parse({"id": "v", "title": "V", "requirements": asked}, taxonomy=TAXONOMY)
    near = [problem.values["near"] for problem in caught.value.problems]
    assert len(near) == 9
    assert skill("lifts") in str(near[0])
    assert [one == "-" for one in near] == [False] * 3 + [True] * 6


def test_pay_dates_and_form_are_checked() -> None:
    table = {"id": "v", "title": "V", "requirements": [], "openFrom": "2026-02-01", "openUntil": "2026-01-01"}
    with pytest.raises(SchemaError) as caught:
        Vacancy.parse({**table, "pay": {"least": 30, "most": 20}})
    assert {problem.code for problem in caught.value.problems} == {"match_pay", "match_window"}
    with pytest.raises(SchemaError) as caught:
        Vacancy.parse({**table, "schema": "other"})
    assert caught.value.code == "match_form"


def test_a_vacancy_and_an_applicant_are_read_from_bytes_as_strictly_as_from_a_file() -> None:
    assert Vacancy.load(b'{"id": "v", "title": "Care", "requirements": []}').id == "v"
    assert Vacancy.load(b'id = "v"\ntitle = "Care"\nrequirements = []').title.text("en") == "Care"
    assert Applicant.load(b'{"id": "a", "identities": ["aisha@example.ca"]}').id == "a"
    for content, code in (
        (b'{"id": "v", "id": "w", "title": "Care", "requirements": []}', "json_duplicate_name"),
        (b'{"id": "v", "title": "Care", "requirements": [], "pay": {"least": NaN, "most": NaN}}', "json_number"),
        (b"{", "json_syntax"),
    ):
        for load in (Vacancy.load, Applicant.load):
            with pytest.raises(InputError) as caught:
                load(content)
            assert (caught.value.code, caught.value.source) == (code, None)


@pytest.mark.parametrize("title", ["\ud800", {"en": "Care", "fr": "\ud800"}])
def test_a_text_that_cannot_be_written_is_refused_before_a_match_stumbles_over_it(title: object) -> None:
    with pytest.raises(SchemaError) as caught:
        Vacancy.parse({"id": "v", "title": title, "requirements": []})
    assert [(one.code, one.where) for one in caught.value.problems] == [("form_words", "/title")]


@pytest.mark.parametrize("name", ["age", "Date_of_birth", "gender", "photo", "maritalStatus", "name"])
def test_what_must_not_decide_has_no_place(name: str) -> None:
    table = {"id": "a", "identities": ["aisha@example.ca"], name: "x"}
    with pytest.raises(SchemaError) as caught:
        Applicant.parse(table)
    assert caught.value.code == "match_protected"
    assert not PROTECTED & set(Applicant.__slots__)


def test_an_applicant_is_read_with_what_was_declared() -> None:
    table = {
        "schema": APPLICANT_SCHEMA,
        "id": "a",
        "identities": ["aisha@example.ca", "did:example:aisha"],
        "badges": ["a.png"],
        "experience": [{"work": "Care", "months": 3}],
        "constraints": {"regions": ["Sudbury"]},
    }
    Draft202012Validator(applicant_schema()).validate(table)
    who = Applicant.parse(table)
    assert who.person == AISHA
    assert who.experience == (Experience("Care", 3),)
    with pytest.raises(SchemaError):
        Applicant.parse({"id": "a", "identities": []})


def test_a_job_posting_says_most_of_it_and_names_what_is_lost() -> None:
    post = vacancy(
        ask("lifts", level=EXPERT, kind=RequirementKind.NICE, weight=Decimal(2), max_age=3),
        ask("falls", "records"),
        Requirement("c", credential="urn:cred"),
        Requirement("e", experience="Care", months=6),
        noc=("33102",),
        employer="Home",
        seats=2,
        constraints=Constraints(("Sudbury",), remote=True, languages=("fr",)),
        pay=Pay(Decimal(20), Decimal(25)),
        open_from=date(2026, 6, 1),
        open_until=date(2026, 7, 1),
    )
    posting, lost = to_job_posting(post)
    assert posting["baseSalary"]["value"]["unitText"] == "HOUR"
    assert {(one.code, one.where) for one in lost} == {
        ("posting_lost_level", "/requirements/0"),
        ("posting_lost_nice", "/requirements/0"),
        ("posting_lost_weight", "/requirements/0"),
        ("posting_lost_age", "/requirements/0"),
        ("posting_lost_any", "/requirements/1"),
        ("posting_lost_text", "/constraints/languages"),
        ("posting_lost_language", "/title"),
    }
    assert all(one.message("fr") != one.message("en") for one in lost)
    assert {one["inCodeSet"]["name"] for one in posting["occupationalCategory"]} == {"NOC 2021"}
    back = from_job_posting(posting, taxonomy=TAXONOMY)
    (either,) = back.questions
    assert (back.vacancy, either.words) == (None, f"{skill('falls')} or {skill('records')}")
    made = from_job_posting(posting, taxonomy=TAXONOMY, answers={wording(either.words): (skill("falls"),)}).checked()
    assert [one.skills or one.credential or one.experience for one in made.requirements] == [
        (skill("falls"),),
        "urn:cred",
        "Care",
    ]
    assert (made.pay, made.seats, made.noc, made.employer, made.open_until) == (
        post.pay,
        2,
        ("33102",),
        "Home",
        post.open_until,
    )


def test_a_posting_lacks_what_job_boards_ask_for_until_the_vacancy_says_it() -> None:
    bare = vacancy(ask("lifts"))
    lacks = {one.values["member"] for one in to_job_posting(bare)[1] if one.code == "posting_lacks"}
    assert lacks == {"datePosted", "hiringOrganization", "jobLocation"}
    whole = replace(
        bare, employer="Home", open_from=date(2026, 6, 1), constraints=Constraints(("er 3550", "CA-ON", "Hamilton"))
    )
    posting, lost = to_job_posting(whole, "fr")
    assert [(one.code, one.values["langs"]) for one in lost] == [("posting_lost_language", "en")]
    back = from_job_posting(posting, taxonomy=TAXONOMY)
    assert back.checked().constraints.regions == ("er 3550", "CA-ON")
    assert [(one.values["member"], one.values["value"]) for one in back.notes] == [("jobLocation", "Hamilton")]


def test_a_posting_whose_skills_are_a_text_asks_what_is_meant_and_is_no_vacancy_without_an_answer() -> None:
    posting = {"@type": "JobPosting", "title": "Aide", "skills": "Lifts and a kind heart"}
    found = from_job_posting(posting, taxonomy=TAXONOMY)
    assert found.vacancy is None
    assert [one.words for one in found.questions] == ["Lifts and a kind heart"]
    assert from_job_posting({"@type": "JobPosting", "title": "Aide"}).vacancy is None
    assert [one.code for one in from_job_posting(posting).problems] == ["vacancy_no_list"]


def test_what_is_no_posting_is_refused() -> None:
    for wrong in ({}, {"@type": "Person"}, {"title": "JobPosting"}):
        with pytest.raises(InputError) as caught:
            from_job_posting(wrong)
        assert caught.value.code == "match_job_posting"


# Occupations


def test_a_vacancy_may_be_of_several_occupations_and_reads_back_with_them() -> None:
    table = {"id": "v", "title": "V", "requirements": [{"skill": "u:a"}]}
    one = Vacancy.parse({**table, "noc": "44101"})
    both = Vacancy.parse({**table, "noc": ["CNP 33102", "44101", "33102"]})
    assert (one.noc, both.noc) == (("44101",), ("33102", "44101"))
    assert [Vacancy.parse(each.to_json()) for each in (one, both)] == [one, both]
    assert one.to_json()["noc"] == "44101"


def test_an_occupation_that_is_none_is_refused_with_its_place_from_a_file_and_by_hand() -> None:
    table = {"id": "v", "title": "V", "requirements": []}
    for noc, code, where in (("10", "noc_zeros", "/noc"), (["44101", "4412"], "noc_older", "/noc/1")):
        with pytest.raises(SchemaError) as caught:
            Vacancy.parse({**table, "noc": noc})
        assert [(one.code, one.where) for one in caught.value.problems] == [(code, where)]
    with pytest.raises(InputError) as raised:
        vacancy(noc=("abc",))
    assert raised.value.code == "noc_form"


def test_vacancies_are_found_by_unit_group_or_larger_group_and_one_without_a_code_never() -> None:
    posts = [vacancy(id="a", noc=("33102", "44101")), vacancy(id="b", noc=("63200",)), vacancy(id="c")]

    def found(*codes: str) -> list[str]:
        return [one.id for one in of_occupations(posts, codes)]

    assert (found("44101"), found("331"), found("6", "44101"), found("21")) == (["a"], ["a"], ["a", "b"], [])
    with pytest.raises(InputError):
        found("4412")


def test_a_result_names_the_occupations_in_the_language_of_its_reader() -> None:
    result = compared(vacancy(ask("lifts"), noc=("63200",)), held("lifts"))
    assert match_json(result, "fr")["noc"] == [{"code": "63200", "title": "Cuisiniers/cuisinières"}]
    assert any("63200 Cooks" in line for line in explain(result))
    assert all("NOC" not in line for line in explain(compared(vacancy(ask("lifts")), held("lifts"))))


# Law and fairness


def codes(post: Vacancy) -> set[str]:
    return {remark.code for remark in post.lint("CA-ON") if not remark.reminder}


def test_a_posting_is_looked_over_for_what_the_law_asks() -> None:
    assert codes(vacancy()) == {"match_law_pay", "match_law_ai", "match_law_exists"}
    good = vacancy(pay=Pay(Decimal(20), Decimal(25)), uses_ai=True, exists=True)
    assert codes(good) == set()
    assert {remark.code for remark in good.lint()} == {"match_law_45_days", "match_law_3_years"}
    assert codes(replace(good, pay=Pay(Decimal(50_000), Decimal(100_000), period="year"))) == set()
    assert codes(replace(good, pay=Pay(Decimal(50_000), Decimal(100_001), period="year"))) == {"match_law_spread"}
    assert codes(replace(good, pay=Pay(Decimal(100_000), Decimal(200_001), period="year"))) == set()
    wide = replace(good, pay=Pay(Decimal(20), Decimal(45)))
    assert codes(wide) == {"match_law_spread_hours"}
    assert codes(replace(wide, constraints=Constraints(hours=38))) == set()
    assert codes(replace(wide, constraints=Constraints(hours=Decimal("38.5")))) == {"match_law_spread_hours"}
    for text in ("Canadian experience needed", "expérience canadienne exigée", "expérience de travail au Canada"):
        assert codes(replace(good, description=Words.of(text))) == {"match_law_canadian"}
    small = replace(
        good, employees=10, pay=None, requirements=(Requirement("e", experience="Canadian work experience"),)
    )
    assert codes(small) == {"match_law_canadian"}
    assert "match_law_ai_broad" in {remark.code for remark in replace(good, uses_ai=False).lint()}
    with pytest.raises(InputError) as caught:
        good.lint("CA-QC")
    assert caught.value.code == "match_jurisdiction"
    assert all(remark.message("fr") != remark.message("en") for remark in vacancy().lint())


def test_selection_and_scoring_rates_are_set_beside_the_best_groups() -> None:
    rows = impact_ratios([("a", True), ("a", True), ("a", False), ("b", True), ("b", False), ("b", False)])
    assert [(row.group, row.rate, row.impact) for row in rows] == [
        ("a", Fraction(2, 3), Fraction(1)),
        ("b", Fraction(1, 3), Fraction(1, 2)),
    ]
    scored = impact_ratios([("a", 0.9), ("a", 0.8), ("b", 0.1), ("b", 0.2)])
    assert [(row.chosen, row.impact) for row in scored] == [(2, Fraction(1)), (0, Fraction(0))]
    tiny = impact_ratios([*(("a", False) for _ in range(99)), ("z", True)])
    assert [(row.small, row.impact) for row in tiny] == [(False, None), (True, None)]
    assert impact_ratios([]) == ()


# The door


def test_match_verifies_what_it_is_given() -> None:
    post = vacancy(ask("lifts"))
    report = report_of(badge_of("lifts"))
    mine = match([report], post, applicant="aisha@example.ca", at=AT)
    assert mine.score == 1
    assert mine.covered == 1
    assert mine.ownership_checked
    assert match([report], post, at=AT).score == 0
    assert match([report], post, applicant="other@example.ca", at=AT).score == 0
    refused = match([b"no badge"], post, applicant="aisha@example.ca", at=AT)
    assert refused.score == 0
    assert "does not count: not valid (" in str(refused)
    assert [one["standing"] for one in match_json(refused)["notCounted"]] == ["not_valid"]
    with pytest.raises(InputError):
        match(["missing.png"], post, at=AT)
    assert Met.MET in {fit.met for fit in mine.fits}


def test_what_is_met_stays_met_beside_a_related_skill_that_earns_more() -> None:
    trust = {"did:web:weak.ca": Fraction(1, 10), ISSUER: Fraction(1)}
    weak = held("lifts", id="urn:1", issuer_id="did:web:weak.ca")
    related = held("hoist", id="urn:2")
    worth, policy = ProfilePolicy(trust=trust.__getitem__), MatchPolicy(least_confidence=Fraction(1, 10))
    before, after = (
        assess(
            profile_of(badges, TAXONOMY, policy=worth),
            vacancy(ask("lifts")),
            at=AT,
            taxonomy=TAXONOMY,
            policy=policy,
        )
        for badges in ([weak], [weak, related])
    )
    assert (before.fits[0].met, after.fits[0].met) == (Met.MET, Met.MET)
    assert after.score > before.score
