"""What badges name and nobody asks is told, and what no list knows is gathered to be mapped."""

from matching import ask, compared, vacancy
from mexbadge.match import explain, match_json, not_asked, to_map
from mexbadge.match.suggesting import Suggester
from mexbadge.skills import profile_of
from planning import skill
from skilled import TAXONOMY, alignment, held, revoked

STRANGE = "https://elsewhere.example/skill/7"


def test_an_alignment_that_no_requirement_asks_is_listed_once_with_its_words() -> None:
    badge = held("hoist", alignments=(alignment("hoist"), alignment("records"), alignment("Handover", url=STRANGE)) * 2)
    gone = revoked(held("falls", id="urn:2"))
    result = compared(vacancy(ask("lifts")), badge, gone)
    assert [one.skill for one in not_asked(result)] == [skill("records"), STRANGE]
    lines = list(explain(result))
    assert "  - shown too, and not asked here: Records" in lines
    assert f"  - named too, and on no list here: Handover ({STRANGE})" in lines
    assert "  - aussi démontré, et non demandé ici : Dossiers" in list(explain(result, "fr"))
    assert [one["skill"] for one in match_json(result)["notAsked"]] == [skill("records"), STRANGE]


def test_of_many_that_nobody_asks_three_are_named_and_the_others_counted_unless_all_are_wanted() -> None:
    strange = [alignment(f"S{n}", url=f"{STRANGE}/{n}") for n in range(9)]
    result = compared(vacancy(ask("lifts")), held("hoist", alignments=(alignment("hoist"), *strange)))
    (line,) = (one for one in explain(result) if "on no list" in one)
    assert line.endswith(f"S2 ({STRANGE}/2); 6 more")
    lines = " ".join(one for one in explain(result, whole=True) if "on no list" in one)
    assert all(f"S{n} (" in lines for n in range(9))
    assert len(match_json(result)["notAsked"]) == 9


def test_skills_that_no_list_knows_wait_to_be_mapped_the_most_frequent_first() -> None:
    badges = [
        held("x", id=f"urn:{n}", alignments=(alignment("lifts"), alignment("Lève-personne", url=f"{STRANGE}{n % 2}")))
        for n in range(3)
    ]
    profiles = [profile_of(badges, TAXONOMY)]
    first, second = to_map(profiles, TAXONOMY, suggester=Suggester(TAXONOMY))
    assert (first.address, first.badges, second.badges) == (f"{STRANGE}0", 2, 1)
    assert first.suggestions[0].skill == skill("hoist")
    assert [one.address for one in to_map(profiles, TAXONOMY, named=[f"{STRANGE}0"])] == [f"{STRANGE}1"]
    assert to_map([profile_of([revoked(badges[0])], TAXONOMY)], TAXONOMY) == ()
