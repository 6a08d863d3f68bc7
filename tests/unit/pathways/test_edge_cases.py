"""The edge cases of pathways, one test for each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from mexbadge.badge import Person
from mexbadge.errors import PathwayError
from mexbadge.models.identity import AwardedIdentity, identity_hash
from mexbadge.pathways import (
    After,
    AllOf,
    AnyOf,
    Counting,
    Credits,
    Earn,
    Equivalence,
    KOf,
    Pathway,
    PathwayStatus,
    Reason,
    Requirement,
    SkillShown,
    Sub,
    Validity,
    pathway_of,
)
from mexbadge.pathways.checking import problems_of
from mexbadge.pathways.model import NODES
from mexbadge.skills import Level, Tables, holding_of
from mexbadge.verify import Verdict
from planning import skill
from skilled import AISHA, STRANGER, TAXONOMY, alignment, badge_of, report_of
from stacked import NOW, achievement, all_of, day, earn, earned, ended, gone, pathway, undecided, walked


def document(root: object, **given: object) -> dict[str, object]:
    return {"id": "p", "version": "1", "name": "P", "issuer": "did:web:x.example", "root": root, **given}


def credit(name: str, least: int, parts: list[dict[str, object]]) -> dict[str, object]:
    return {"id": name, "credits": {"min": least, "of": parts}}


def codes(table: dict[str, object]) -> set[str]:
    with pytest.raises(PathwayError) as caught:
        pathway_of(table)
    return {problem.code for problem in caught.value.problems}


def forbid(root: Requirement, **given: Any) -> Pathway:
    return pathway(root, counting=Counting.FORBID, **given)


# The graph


def test_a_cycle_is_named_with_its_path() -> None:
    subs = [document({"id": "r", "sub": "b"}, id="a"), document({"id": "r", "sub": "a"}, id="b")]
    with pytest.raises(PathwayError) as caught:
        pathway_of(document({"id": "r", "sub": "a"}, pathways=subs))
    assert caught.value.problems[0].code == "pathways_cycle"
    assert "a → b → a" in str(caught.value)


def test_a_pathway_that_needs_itself_is_refused() -> None:
    assert codes(document({"id": "r", "sub": "p"})) == {"pathways_cycle"}


def test_a_step_that_dangles_is_named() -> None:
    assert codes(document({"id": "r", "sub": "ghost"})) == {"pathways_dangling"}


@pytest.mark.parametrize("k", [0, 3])
def test_k_must_be_one_of_the_numbers_that_can_be(k: int) -> None:
    parts = [{"id": name, "earn": {"achievement": name}} for name in "ab"]
    assert codes(document({"id": "r", "kOf": {"k": k, "of": parts}})) == {"pathways_k"}


def test_all_of_nothing_is_met_and_one_of_nothing_never() -> None:
    assert walked(AllOf(id="r"))
    assert walked(AnyOf(id="r")).status is PathwayStatus.IN_PROGRESS


def test_credits_out_of_reach_and_ids_that_stand_twice_are_told_together() -> None:
    parts = [{"node": {"id": "a", "earn": {"achievement": "a"}}, "credits": 1} for _ in range(2)]
    groups = {"node": {"id": "g", "allOf": []}}
    table = document(
        {
            "id": "r",
            "allOf": [
                {"id": "c", "credits": {"min": 3, "of": parts}},
                {"id": "d", "credits": {"min": 0, "of": [groups]}},
            ],
        },
        validFrom="2026-01-02T00:00:00Z",
        validUntil="2026-01-01T00:00:00Z",
    )
    assert codes(table) == {"pathways_credits", "pathways_twice", "pathways_worth", "pathways_window"}


def test_hostile_nesting_and_size_are_refused() -> None:
    node: dict[str, object] = {"id": "leaf", "earn": {"achievement": "a"}}
    for number in range(60):
        node = {"id": f"n{number}", "allOf": [node]}
    assert codes(document(node)) <= {"pathways_deep", "form_deep"}
    many = pathway(all_of(*(earn(str(number)) for number in range(NODES + 1))))
    assert {problem.code for problem in problems_of(many)} == {"pathways_many"}
    deep: AllOf = all_of(earn("a"))
    for number in range(60):
        deep = all_of(deep, id=f"d{number}")
    assert "pathways_deep" in {problem.code for problem in problems_of(pathway(deep))}


@pytest.mark.parametrize(
    ("node", "found"),
    [
        ({"id": "r"}, {"pathways_kind"}),
        ({"id": "r", "allOf": [], "anyOf": []}, {"pathways_kind"}),
        ({"id": "r", "earn": {}}, {"pathways_earn"}),
        ({"id": "r", "earn": {"achievement": "a", "alignment": "b"}}, {"pathways_earn"}),
        ({"id": "r", "skill": {"uri": "s", "minLevel": {"scale": "q", "level": "1"}}}, {"skills_scale_unknown"}),
        ({"id": "r", "not": []}, {"form_unknown"}),
        ({"allOf": []}, {"form_missing"}),
    ],
)
def test_a_requirement_of_no_kind_or_two_is_refused(node: object, found: set[str]) -> None:
    assert codes(document(node)) == found


# Which badge fills which place


def test_one_achievement_in_two_branches_counts_in_both_where_that_is_allowed() -> None:
    root = all_of(all_of(earn("a"), id="one"), all_of(earn("a", id="a2"), id="two"))
    assert walked(root, earned("a"))
    assert walked(forbid(root), earned("a")).status is PathwayStatus.IN_PROGRESS


def test_one_badge_for_two_slots_is_refused_where_that_is_forbidden() -> None:
    root = KOf(id="r", k=2, of=(earn("a"), Earn(id="x", alignment=skill("lifts"))))
    both = earned("a", alignments=(alignment("lifts"),))
    assert walked(root, both)
    result = walked(forbid(root), both)
    assert result.status is PathwayStatus.IN_PROGRESS
    assert walked(forbid(root), both, earned("b", alignments=(alignment("lifts"),)))


def test_a_greedy_filling_would_be_wrong() -> None:
    first, second = Earn(id="1", alignment=skill("lifts")), Earn(id="2", alignment=skill("falls"))
    wide = earned("a", alignments=(alignment("lifts"), alignment("falls")))
    narrow = earned("b", alignments=(alignment("lifts"),))
    for parts in ((first, second), (second, first)):
        for badges in ((wide, narrow), (narrow, wide)):
            result = walked(forbid(all_of(*parts)), *badges)
            assert result
            assert len(result.used) == 2


def test_a_place_in_a_group_moves_to_another_of_its_places() -> None:
    group = KOf(id="g", k=1, of=(earn("a"), earn("b")))
    root = all_of(group, Earn(id="x", alignment=skill("lifts")))
    badges = (earned("a", alignments=(alignment("lifts"),)), earned("b"))
    assert walked(forbid(root), *badges)
    assert walked(forbid(all_of(*reversed(root.of))), *badges)


def test_equivalent_achievements_count_for_one_another_over_chains_and_circles() -> None:
    names = [achievement(name) for name in "abc"]
    chain = (Equivalence((names[0], names[1])), Equivalence((names[1], names[2])), Equivalence((names[2], names[0])))
    assert walked(pathway(earn("a"), equivalences=chain), earned("c"))
    assert walked(pathway(earn("a")), earned("c")).status is PathwayStatus.IN_PROGRESS


def test_an_issuer_counts_if_the_pathway_the_place_an_equivalence_or_the_caller_names_it() -> None:
    other = "did:web:partner.example"
    badge = earned("a", issuer_id=other)
    stranger = walked(earn("a"), badge)
    assert stranger.status is PathwayStatus.IN_PROGRESS
    assert stranger.root.refused == (badge,)
    assert walked(earn("a", issuer=other), badge)
    assert not walked(earn("a", issuer=other), earned("a"))
    by_alignment = Earn(id="a", alignment=skill("lifts"))
    lifts = earned("a", issuer_id=other, alignments=(alignment("lifts"),))
    assert walked(pathway(by_alignment, issuers=(other,)), lifts)
    assert walked(by_alignment, lifts, accepts=other.__eq__)
    assert not walked(by_alignment, lifts)
    same = Equivalence((achievement("a"), achievement("z")), (other,))
    assert walked(pathway(earn("z"), equivalences=(same,)), badge)
    assert not walked(earn("a"), earned("a", issuer_id=None))


def test_an_issuer_that_counts_cannot_award_the_achievement_of_another() -> None:
    other = "did:web:partner.example"
    badge = earned("a", issuer_id=other)
    for evaluation in (walked(pathway(earn("a"), issuers=(other,)), badge), walked(earn("a"), badge, accepts=bool)):
        assert evaluation.status is PathwayStatus.IN_PROGRESS
        assert evaluation.root.refused == (badge,)
    own = earned("a", issuer_id=other, achievement_id="https://partner.example/achievements/a")
    assert walked(earn("a", achievement="https://partner.example/achievements/a"), own)
    both = Equivalence((achievement("a"), "https://partner.example/achievements/a"))
    assert walked(pathway(earn("a"), equivalences=(both,)), own)
    assert not walked(pathway(earn("a"), equivalences=(both,)), badge)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"value": "B"}, "pathways_min_result"),
        ({"value": "60/100"}, "pathways_min_result"),
        ({"value": "NaN"}, "pathways_min_result"),
        ({"value": "1_0"}, "pathways_min_result"),
        ({"value": "B", "order": ["C", "A"]}, "pathways_min_result_order"),
        ({"value": "B", "order": ["C", "B", "C"]}, "pathways_min_result_order"),
    ],
)
def test_a_least_result_that_cannot_be_compared_is_refused_when_it_is_loaded(
    wanted: dict[str, object], code: str
) -> None:
    step = {"id": "a", "earn": {"achievement": "urn:a", "minResult": wanted}}
    assert codes(document(step)) == {code}


def test_a_neighbour_on_the_same_host_cannot_award_the_achievement_of_another() -> None:
    theirs = "https://platform.example/b/achievements/1"
    step = earn("a", achievement=theirs)
    for issuer, counts in (
        ("did:web:platform.example:b", True),
        ("https://platform.example/b/issuer.json", True),
        ("did:web:platform.example", True),
        ("did:web:platform.example:a", False),
        ("https://platform.example/a/issuer.json", False),
        ("did:web:platform.example:b:c", False),
        ("did:web:platform.example%3A8443:b", False),
    ):
        assert bool(walked(step, earned("a", issuer_id=issuer, achievement_id=theirs))) is counts, issuer


def test_a_retired_version_counts_only_where_it_is_declared_equivalent() -> None:
    old = earned("a", achievement_id=achievement("a-v1"))
    new = earn("a", achievement=achievement("a-v2"))
    assert not walked(new, old)
    assert walked(pathway(new, equivalences=(Equivalence((achievement("a-v1"), achievement("a-v2"))),)), old)


def test_two_versions_of_the_standard_count_once_where_they_are_declared_equivalent() -> None:
    same = (Equivalence((achievement("a"), achievement("b"))),)
    root = KOf(id="r", k=2, of=(earn("a"), earn("b")))
    badges = (earned("a"), earned("b", version="2.0"))
    assert walked(pathway(root, equivalences=same), *badges)
    assert not walked(forbid(root, equivalences=same), *badges)
    assert walked(forbid(root), *badges)


# Time


def test_a_badge_from_before_the_pathway_counts() -> None:
    young = pathway(earn("a"), valid_from=day("2026-05-01"))
    assert walked(young, earned("a", "2020-01-01"))


def test_the_window_of_a_pathway_is_half_open_and_counts_from_enrolment() -> None:
    window = pathway(earn("a"), valid_from=day("2026-01-01"), valid_until=day("2026-07-01"))
    for moment, reason in (
        ("2025-12-31", Reason.NOT_YET_OPEN),
        ("2026-01-01", None),
        ("2026-06-30", None),
        ("2026-07-01", Reason.CLOSED),
    ):
        result = walked(window, earned("a", "2020-01-01"), at=day(moment))
        assert (result.reason, bool(result)) == (reason, reason is None)
        assert reason is None or result.status is PathwayStatus.BLOCKED
    assert walked(window, earned("a"), at=day("2030-01-01"), enrolled=day("2026-02-01"))


def test_issued_after_counts_from_the_moment_itself_and_age_up_to_its_end() -> None:
    assert walked(earn("a", issued_after=day("2026-03-01")), earned("a"))
    assert not walked(earn("a", issued_after=day("2026-03-02")), earned("a"))
    assert walked(earn("a", max_age=timedelta(days=92, hours=12)), earned("a"))
    assert not walked(earn("a", max_age=timedelta(days=92)), earned("a"))
    assert not walked(earn("a", issued_after=day("2026-03-01")), earned("a", starts=None))
    assert not walked(earn("a", max_age=timedelta(days=92)), earned("a", starts=None))


def test_time_zones_name_the_same_moment() -> None:
    local = datetime(2026, 2, 28, 19, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert local == day("2026-03-01")
    assert walked(earn("a", issued_after=local), earned("a"))
    assert (
        walked(earn("a"), earned("a"), at=NOW.astimezone(timezone(timedelta(hours=-5)))).status
        is PathwayStatus.SATISFIED
    )


def test_an_expired_badge_is_expired_now_and_counts_at_completion() -> None:
    root = all_of(earn("a"), earn("b"))
    badges = (ended("a", "2024-01-01", "2025-01-01"), earned("b", "2024-06-01"))
    now = walked(root, *badges)
    assert now.status is PathwayStatus.EXPIRED
    assert now.root.parts[0].status is PathwayStatus.EXPIRED
    then = walked(pathway(root, validity=Validity.AT_COMPLETION), *badges)
    assert then
    assert then.completed == day("2024-06-01")


def test_a_badge_issued_exactly_at_the_end_of_another_comes_too_late() -> None:
    root = pathway(all_of(earn("a"), earn("b")), validity=Validity.AT_COMPLETION)
    late = (ended("a", "2024-01-01", "2025-01-01"), earned("b", "2025-01-01"))
    assert walked(root, *late).status is PathwayStatus.EXPIRED
    just = (ended("a", "2024-01-01", "2025-01-02"), earned("b", "2025-01-01"))
    assert walked(root, *just)
    assert walked(replace(root, counting=Counting.FORBID), *just)


def test_a_renewal_after_a_gap_counts_from_its_own_start() -> None:
    badges = (ended("a", "2023-01-01", "2024-01-01"), earned("a", "2025-01-01"))
    assert walked(earn("a"), *badges)
    both = pathway(all_of(earn("a"), earn("b")), validity=Validity.AT_COMPLETION)
    assert walked(both, *badges, ended("b", "2024-03-01", "2024-12-01")).status is PathwayStatus.EXPIRED
    assert walked(both, *badges, ended("b", "2024-03-01", "2025-06-01"))


def test_one_after_the_other_goes_by_the_dates_of_issue() -> None:
    root = After(id="r", first=earn("a"), then=earn("b"))
    assert walked(root, earned("a", "2026-01-01"), earned("b", "2026-01-01"))
    wrong = walked(root, earned("a", "2026-01-02"), earned("b", "2026-01-01"))
    assert wrong.status is PathwayStatus.IN_PROGRESS
    waiting = walked(root, earned("b"))
    assert [part.status for part in waiting.root.parts] == [PathwayStatus.IN_PROGRESS, PathwayStatus.BLOCKED]
    assert walked(forbid(root), earned("a", "2026-01-01"), earned("b", "2026-01-02"))
    assert (
        walked(forbid(root), earned("a", "2026-01-02"), earned("b", "2026-01-01")).status is PathwayStatus.IN_PROGRESS
    )


def test_where_the_order_cannot_be_settled_exactly_it_is_not_known() -> None:
    root = all_of(
        After(id="o", first=Earn(id="f", alignment=skill("lifts")), then=earn("b")),
        Earn(id="x", alignment=skill("hoist")),
    )
    early = earned("e", "2026-01-01", alignments=(alignment("lifts"), alignment("hoist")))
    late = earned("l", "2026-03-01", alignments=(alignment("lifts"),))
    result = walked(forbid(root), early, late, earned("b", "2026-02-01"))
    assert (result.status, result.reason) == (PathwayStatus.UNKNOWN, Reason.TOO_HARD)


# Whose, and what became of it


def test_a_revoked_component_never_counts_not_even_at_completion() -> None:
    for validity in Validity:
        result = walked(pathway(earn("a"), validity=validity), gone("a"))
        assert result.status is PathwayStatus.IN_PROGRESS
        assert len(result.root.refused) == 1


def test_a_recipient_hashed_with_other_salts_and_addresses_is_the_same_person() -> None:
    mail, did = "aisha@example.ca", "did:example:aisha"
    one = earned("a", identities=(AwardedIdentity("emailAddress", identity_hash(mail, "s1"), hashed=True, salt="s1"),))
    two = earned("b", identities=(AwardedIdentity("emailAddress", identity_hash(mail, "s2"), hashed=True, salt="s2"),))
    three = earned("c", identities=(), subject_id=did)
    assert walked(all_of(earn("a"), earn("b"), earn("c")), one, two, three)
    someone = holding_of(one.report, person=STRANGER)
    assert walked(earn("a"), someone).status is PathwayStatus.IN_PROGRESS
    assert walked(earn("a"), holding_of(one.report, person=None)).status is PathwayStatus.IN_PROGRESS
    assert holding_of(one.report, person=Person.of("other@example.ca", mail)).counts


def test_what_could_not_be_decided_is_no_no() -> None:
    either = AnyOf(id="r", of=(earn("a"), earn("b")))
    assert walked(either, undecided("a")).status is PathwayStatus.UNKNOWN
    assert walked(either, undecided("a"), earned("b"))
    assert walked(all_of(earn("a"), earn("b")), undecided("a")).status is PathwayStatus.IN_PROGRESS
    assert walked(forbid(either), undecided("a")).status is PathwayStatus.UNKNOWN
    assert walked(forbid(all_of(earn("a"), earn("b"))), undecided("a"), earned("b")).status is PathwayStatus.UNKNOWN
    assert walked(forbid(all_of(earn("a"), earn("b"))), ended("a"), earned("b")).status is PathwayStatus.EXPIRED


# Credits, results, skills


def test_credits_add_up_exactly_also_in_fractions() -> None:
    tenths = tuple(earn(str(number), credits=Decimal("0.1")) for number in range(3))
    root = Credits(id="r", minimum=Decimal("0.3"), of=tenths)
    badges = [earned(str(number)) for number in range(3)]
    assert walked(root, *badges)
    assert walked(root, *badges[:2]).status is PathwayStatus.IN_PROGRESS
    assert walked(forbid(root), *badges)
    assert walked(forbid(root), *badges[:2]).status is PathwayStatus.IN_PROGRESS


def test_credits_come_from_the_badge_where_the_pathway_says_none() -> None:
    root = Credits(
        id="r", minimum=Decimal(2), of=(earn("a"), earn("b"), all_of(earn("c"))), worth=(("all", Decimal(1)),)
    )
    assert walked(root, earned("a", credits_available=1.5), earned("b", credits_earned=0.5, credits_available=9))
    assert not walked(root, earned("a", credits_available=1.5), earned("b"))
    assert walked(root, earned("a", credits_available=1.5), earned("c"))
    assert walked(forbid(root), earned("a", credits_available=1.5), earned("c"))
    assert not walked(forbid(root), earned("a", credits_available=1.5), earned("b", credits_available=0.25))


def test_a_skill_is_shown_by_itself_or_by_a_narrower_one_at_its_level() -> None:
    dreyfus = "urn:mexbadge:scale:dreyfus"
    badge = earned("a", alignments=(alignment("hoist"),))
    assert walked(SkillShown(id="s", skill=skill("lifts")), badge, taxonomy=TAXONOMY)
    assert not walked(SkillShown(id="s", skill=skill("falls")), badge, taxonomy=TAXONOMY)
    asked = SkillShown(id="s", skill=skill("hoist"), min_level=Level.on(dreyfus, "competent"))
    assert not walked(asked, badge, taxonomy=TAXONOMY)
    tables = Tables(certifies={achievement("a"): ((skill("hoist"), Level.on(dreyfus, "expert")),)})
    assert walked(asked, badge, taxonomy=TAXONOMY, tables=tables)


def test_pathways_inside_pathways_share_leaves_and_keep_their_own_rules() -> None:
    partner = "did:web:partner.example"
    inner = pathway(earn("a"), id="inner", issuer=partner)
    root = all_of(Sub(id="s1", pathway=inner), Sub(id="s2", pathway=inner), earn("b"))
    assert walked(root, earned("a", issuer_id=partner), earned("b"))
    assert not walked(root, earned("a", issuer_id=partner), earned("b", issuer_id=partner))


def test_a_tree_of_ten_thousand_requirements_is_evaluated() -> None:
    groups = [KOf(id=f"g{g}", k=50, of=tuple(earn(f"{g}-{n}") for n in range(100))) for g in range(100)]
    badges = [earned(f"{number % 100}-{number // 100}", id=f"urn:{number}") for number in range(1_000)]
    assert walked(all_of(*groups), *badges).status is PathwayStatus.IN_PROGRESS


def test_beyond_the_stated_work_the_answer_is_not_known() -> None:
    wide = forbid(all_of(*(earn(str(number)) for number in range(1_001))))
    badges = [earned(str(number)) for number in range(1_001)]
    assert walked(wide, *badges).reason is Reason.TOO_HARD
    pairs = tuple(all_of(earn(f"{n}a"), earn(f"{n}b"), id=f"p{n}") for n in range(24))
    many = forbid(KOf(id="r", k=12, of=pairs))
    half = [earned(f"{n}{part}") for n in range(24) for part in "ab"]
    assert walked(many, *half).reason is Reason.TOO_HARD


def test_a_badge_that_is_not_issued_yet_at_the_moment_does_not_count() -> None:
    assert not walked(earn("a"), earned("a", "2026-07-01"))
    assert datetime(2026, 6, 1, 12, tzinfo=UTC) == NOW
    assert badge_of("x").achievement_id == achievement("x")
    assert holding_of(report_of(badge_of("x"), Verdict.VALID), person=AISHA).counts
