"""Which badges could fill a place, at the edges of each rule."""

from decimal import Decimal
from typing import Any

import pytest

from mexbadge.badge import Alignment, Result
from mexbadge.models.results import Reach
from mexbadge.pathways import Earn, Equivalence, MinResult, SkillShown
from mexbadge.pathways.candidates import BEGINNING, Candidate, CandidateState, Classes, candidates_of
from mexbadge.skills import Holding, holding_of
from planning import skill
from skilled import AISHA, TAXONOMY, alignment, report_of
from stacked import NOW, all_of, day, earn, earned, pathway, undecided

OTHER = "did:web:other.example"


def fitting(leaf: Earn | SkillShown, *holdings: Holding, **given: Any) -> tuple[Candidate, ...]:
    table = candidates_of(pathway(all_of(leaf)), holdings, at=NOW, taxonomy=TAXONOMY, **given)
    return table.of(leaf)


def refused(leaf: Earn | SkillShown, *holdings: Holding) -> list[Holding]:
    table = candidates_of(pathway(all_of(leaf)), holdings, at=NOW, taxonomy=TAXONOMY)
    return [one for found in table.refused.values() for one in found]


def shown(name: str = "lifts") -> SkillShown:
    return SkillShown(id="shown", skill=skill(name))


def test_a_class_has_the_name_of_its_least_member_whatever_is_declared_first() -> None:
    classes = Classes.of([Equivalence(("c", "b")), Equivalence(("a", "b")), Equivalence(("y", "z"))])
    assert [classes.unit(name) for name in "abcxyz"] == ["a", "a", "a", "x", "y", "y"]
    assert classes.alike("b") == {"a", "b", "c"}
    assert classes.alike("x") == {"x"}


def test_what_could_not_be_read_fills_no_place_and_hinders_nothing_behind_it() -> None:
    unread = holding_of(report_of(None), person=AISHA)
    last = earned("a", id="zzz")
    assert [one.holding for one in fitting(earn("a"), unread, last)] == [last]


def test_a_tag_shows_no_skill_and_an_alignment_without_an_address_is_passed_over() -> None:
    coded = Alignment(name="x", url=None, code=skill("lifts"), type="ceasn:Competency")
    tagged = earned("a", tags=("Lifts",), alignments=())
    known = earned("b", tags=("Lifts",), alignments=(coded,))
    assert [one.holding for one in fitting(shown(), tagged, known)] == [known]


def test_a_badge_without_an_achievement_is_a_unit_by_itself() -> None:
    badges = [earned(f"x{n}", achievement_id=None, alignments=(alignment("lifts"),)) for n in range(2)]
    units = {one.unit for one in fitting(shown(), *badges)}
    assert units == {f"urn:sha256:{one.digest}" for one in badges}
    assert len(units) == 2


def test_a_badge_without_an_issuer_fills_no_place_not_even_while_it_is_undecided() -> None:
    nobodys = undecided("a", issuer_id=None, alignments=(alignment("lifts"),))
    for leaf in (earn("a"), earn("a", issuer="did:web:x.example"), shown()):
        assert fitting(leaf, nobodys, accepts=lambda _: True) == ()
        assert refused(leaf, nobodys) == [nobodys]


def test_whose_badges_show_a_skill_the_pathway_says_or_whoever_asks() -> None:
    theirs = earned("a", issuer_id=OTHER, alignments=(alignment("lifts"),))
    assert fitting(shown(), theirs) == ()
    assert fitting(shown(), theirs, accepts=lambda _: False) == ()
    assert len(fitting(shown(), theirs, accepts=OTHER.__eq__)) == 1


def test_a_badge_that_does_not_fit_hinders_none_behind_it() -> None:
    early, late = earned("a", "2026-01-01"), earned("a", "2026-03-01")
    after = earn("a", issued_after=day("2026-02-01"))
    assert [one.holding for one in fitting(after, early, late)] == [late]
    foreign = earned("a", "2026-01-01", issuer_id=OTHER, id="aaa")
    assert [one.holding for one in fitting(earn("a"), foreign, late)] == [late]
    assert refused(earn("a"), foreign, late) == [foreign]


def test_a_badge_without_a_date_is_older_than_any_other() -> None:
    dateless = earned("a", starts=None, valid_from=None, id="zzz")
    found = fitting(earn("a"), earned("a"), dateless)
    assert [one.issued for one in found] == [BEGINNING, day("2026-03-01")]
    assert fitting(earn("a", issued_after=day("2000-01-01")), dateless) == ()


@pytest.mark.parametrize(
    ("results", "wanted", "meets"),
    [
        ([Result(value="80")], MinResult("80"), True),
        ([Result(value="79.9")], MinResult("80"), False),
        ([Result(value="70"), Result(value="90")], MinResult("80"), True),
        ([Result(value="x", level="90")], MinResult("80"), True),
        ([Result(value="90")], MinResult("good"), False),
        ([], MinResult("80"), False),
        ([Result(value="90", reach=Reach.UNCLEAR)], MinResult("80"), False),
        ([Result(value="90", description="urn:r")], MinResult("80"), True),
        ([Result(value="90", description="urn:r")], MinResult("80", description="urn:r"), True),
        ([Result(value="90", description="urn:s")], MinResult("80", description="urn:r"), False),
        ([Result(value="90")], MinResult("80", description="urn:r"), False),
        ([Result(value="B", level="unknown")], MinResult("B", order=("C", "B", "A")), True),
        ([Result(value="C", level_name="A")], MinResult("B", order=("C", "B", "A")), True),
        ([Result(value="C")], MinResult("B", order=("C", "B", "A")), False),
        ([Result(value="?")], MinResult("C", order=("C", "B", "A")), False),
        ([Result(value="A")], MinResult("?", order=("C", "B", "A")), False),
    ],
)
def test_a_place_that_asks_for_a_result_is_filled_by_a_badge_that_reached_it(
    results: list[Result], wanted: MinResult, *, meets: bool
) -> None:
    found = fitting(earn("a", min_result=wanted), earned("a", results=tuple(results)))
    assert bool(found) is meets
    assert all(one.state is CandidateState.GOOD for one in found)


@pytest.mark.parametrize(
    ("earned_credits", "available", "expected"),
    [
        (2.5, 5.0, Decimal("2.5")),
        (None, 5.0, Decimal("5.0")),
        (0.0, 5.0, Decimal("0.0")),
        (None, 1e9, Decimal("1000000000.0")),
        (None, None, None),
        (-1.0, 5.0, None),
        (None, 1e10, None),
        (None, float("nan"), None),
        (None, float("inf"), None),
    ],
)
def test_a_badge_is_worth_the_credits_that_it_says_within_reason(
    earned_credits: float | None, available: float | None, expected: Decimal | None
) -> None:
    badge = earned("a", credits_earned=earned_credits, credits_available=available)
    (found,) = fitting(earn("a"), badge)
    assert found.credits == expected
    (found,) = fitting(earn("a", credits=Decimal(7)), badge)
    assert found.credits == Decimal(7)
