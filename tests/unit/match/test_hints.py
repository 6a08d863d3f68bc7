"""The usual skills of an occupation are offered with their tables and strength, and never chosen by themselves."""

from decimal import Decimal

import pytest

from mexbadge.errors import RosterError
from mexbadge.match import RequirementKind
from mexbadge.match.drafts import Draft, Lookup, hints_of, read_crosswalk, read_vacancy_table, settle, template_csv
from mexbadge.models.language import Words
from mexbadge.skills import Level, Occupation, Skill, Taxonomy
from mexbadge.skills.oasis import Oasis, OasisProfile

ESCO = "http://data.europa.eu/esco/occupation/"
WASH, FEED, LEAD = (f"https://skills.example/{name}" for name in ("wash", "feed", "lead"))
LIST = Taxonomy.of(
    [Skill(uri, Words.of({"en": uri[-4:].title(), "fr": f"{uri[-4:]} fr"})) for uri in (WASH, FEED, LEAD)],
    occupations=[
        Occupation(f"{ESCO}aide", essential=frozenset({WASH, FEED})),
        Occupation(f"{ESCO}boss", essential=frozenset({LEAD, FEED})),
    ],
)
TABLE = b"noc,esco,isco,confidence,via_onet\n33102,aide,5321,2.0,1\n33102,boss,1111,1.0,1\n"
READ = "urn:mexbadge:oasis:F01a01"
GRIP = "urn:mexbadge:oasis:A02a01"
SCALE = "urn:mexbadge:scale:oasis-proficiency"
OASIS = Oasis(
    Taxonomy.of([Skill(READ, Words.of("Reading")), Skill(GRIP, Words.of("Grip strength"))]),
    {
        "33102.01": OasisProfile("33102.01", "A", {READ: Level.on(SCALE, 2), GRIP: Level.on(SCALE, 5)}),
        "33102.02": OasisProfile("33102.02", "B", {READ: Level.on(SCALE, 4)}),
    },
)


def test_of_a_crosswalk_each_skill_has_the_share_that_speaks_for_it() -> None:
    (found,) = hints_of(["33102"], LIST, crosswalk=read_crosswalk(TABLE))
    assert [(one.skill, round(one.score, 2), one.why) for one in found.options] == [
        (FEED, 1.0, "crosswalk"),
        (WASH, 0.67, "crosswalk"),
        (LEAD, 0.33, "crosswalk"),
    ]
    assert hints_of(["63200"], LIST, crosswalk=read_crosswalk(TABLE)) == ()


def test_of_oasis_the_highest_level_is_offered_and_nothing_that_a_body_is_or_can() -> None:
    (found,) = hints_of(["33102"], OASIS.taxonomy, oasis=OASIS)
    assert [one.skill for one in found.options] == [READ]
    assert found.levels == {READ: {"scale": SCALE, "level": "4"}}
    assert "(4)" in found.options[0].label


def test_hints_are_a_question_and_become_requirements_only_by_an_answer() -> None:
    (found,) = hints_of(["33102"], OASIS.taxonomy, oasis=OASIS)
    draft = Draft({"id": "v", "title": {"en": "Aide"}, "noc": ["33102"]}, (found.asked,))
    lookup = Lookup(OASIS.taxonomy)
    opened = settle(draft, lookup)
    assert (opened.vacancy, [one.words for one in opened.questions]) == (None, ["NOC 33102"])
    nothing = settle(draft, lookup, {"noc 33102": ()})
    assert nothing.vacancy is None, "a vacancy that asks for nothing is none"
    made = settle(draft, lookup, {"noc 33102": (READ,)}).checked()
    (one,) = made.requirements
    assert (one.skills, one.level, one.kind) == ((READ,), Level.on(SCALE, 4), RequirementKind.MUST)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_in_the_table_hints_are_lines_that_are_not_read_until_somebody_says_must(lang: str) -> None:
    (found,) = hints_of(["33102"], OASIS.taxonomy, oasis=OASIS)
    data = template_csv(lang, Draft({"noc": ["33102"]}, (found.asked,)))
    assert read_vacancy_table(data).asked == ()
    chosen = data.replace(b"Suggestion", "Exigé".encode())
    (one,) = read_vacancy_table(chosen).asked
    assert (one.words, one.level) == ((READ,), {"scale": SCALE, "level": "4"})


@pytest.mark.parametrize(
    ("row", "code"), [("10,aide,1,1,1", "noc_zeros"), ("33102,aide,1,much,1", "vacancy_crosswalk")]
)
def test_a_crosswalk_that_cannot_be_is_refused_with_its_line(row: str, code: str) -> None:
    with pytest.raises(RosterError) as caught:
        read_crosswalk(TABLE + row.encode())
    assert [(one.code, one.where) for one in caught.value.problems] == [(code, 4)]
    with pytest.raises(RosterError):
        read_crosswalk(b"a,b\n1,2\n")
    assert read_crosswalk(b"noc,esco\n33102,x\n")["33102"] == {f"{ESCO}x": Decimal(1)}
