"""Reading skills out of badges, at the edges: what is said, and what no table certifies."""

from dataclasses import replace
from fractions import Fraction

from mexbadge.badge import Alignment, Result
from mexbadge.skills import Level, Tables, claims_of
from mexbadge.skills.reading import Claim, NamedBy
from planning import skill
from skilled import TAXONOMY, alignment, badge_of

LEVEL, OTHER = Level("urn:scale", "2", Fraction(1, 2)), Level("urn:scale", "3", Fraction(3, 4))


def test_a_claim_says_what_the_badge_said_its_name_or_else_its_address() -> None:
    lifts = skill("lifts")
    for given, said in (
        (alignment("lifts"), "lifts"),
        (replace(alignment("lifts"), name=None), lifts),
        (Alignment(name=None, url=None, code=lifts, type="ceasn:Competency"), ""),
    ):
        badge = badge_of("x", alignments=(given,))
        assert claims_of(badge, TAXONOMY) == (Claim(lifts, None, NamedBy.ALIGNMENT, said),)
        badge = badge_of("x", alignments=(), results=(Result(alignments=(given,)),))
        assert claims_of(badge, TAXONOMY) == (Claim(lifts, None, NamedBy.RESULT, said),)


def test_only_what_says_that_it_is_a_credential_certifies_what_a_table_says_of_it() -> None:
    diploma = "https://college.example/diploma"
    tables = Tables(certifies={diploma: [(skill("falls"), LEVEL)], skill("lifts"): [(skill("records"), None)]})
    plain = badge_of("lifts")
    assert [claim.how for claim in claims_of(plain, TAXONOMY, tables)] == [NamedBy.ALIGNMENT]
    named = badge_of("x", alignments=(alignment("x", url=diploma, type="ceterms:Diploma"),))
    assert claims_of(named, TAXONOMY, tables) == (Claim(skill("falls"), LEVEL, NamedBy.CERTIFIED, diploma),)
    awarded = badge_of("x", alignments=(), achievement_id=diploma)
    assert claims_of(awarded, TAXONOMY, tables) == (Claim(skill("falls"), LEVEL, NamedBy.CERTIFIED, diploma),)


def test_a_level_is_the_one_of_its_id_or_else_of_its_name() -> None:
    tables = Tables(levels={"urn:level:2": LEVEL, "Third": OTHER})
    for result, level in (
        (Result(level="urn:level:2", level_name="Third"), LEVEL),
        (Result(level="urn:level:9", level_name="Third"), OTHER),
        (Result(level_name="Third"), OTHER),
        (Result(level="urn:level:2"), LEVEL),
        (Result(), None),
    ):
        given = replace(result, alignments=(alignment("lifts"),))
        (claim,) = claims_of(badge_of("x", alignments=(), results=(given,)), TAXONOMY, tables)
        assert claim.level == level


def test_a_tag_is_read_in_any_case_and_an_address_without_the_blanks_around_it() -> None:
    (claim,) = claims_of(badge_of("x", alignments=(), tags=("LEVÉES",)), TAXONOMY)
    assert claim == Claim(skill("lifts"), None, NamedBy.TAG, "LEVÉES")
    spaced = Alignment(name="x", url=f" {skill('lifts')}\n", code=f"\t{skill('falls')} ", type=None)
    found = claims_of(badge_of("x", alignments=(spaced,)), TAXONOMY)
    assert [claim.skill for claim in found] == [skill("lifts"), skill("falls")]
