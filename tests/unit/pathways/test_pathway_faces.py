"""A pathway as a file, as sentences, as pictures, and as a plan."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mexbadge.errors import InputError, PathwayError
from mexbadge.models.language import Words
from mexbadge.pathways import (
    After,
    AnyOf,
    Counting,
    Credits,
    Earn,
    Equivalence,
    KOf,
    MinResult,
    Pathway,
    SkillShown,
    Sub,
    Validity,
    completion,
    explain,
    load_pathway,
    need_of,
    pathway_of,
    pathway_to_json,
)
from mexbadge.pathways.explaining import evaluation_json, evaluation_schema
from mexbadge.pathways.pictures import BOXES, mermaid, svg
from mexbadge.pathways.reading import digest_document, pathway_schema
from mexbadge.plan import Want, plan_lines
from mexbadge.skills import Level
from planning import course, skill, want
from skilled import alignment
from stacked import achievement, all_of, day, earn, earned, ended, gone, pathway, undecided, walked

ONE = Decimal(1)
EVIL = "<script>alert('x')</script> & \"more\""
EVERYTHING = pathway(
    all_of(
        Earn(
            id="first",
            label=Words.of({"en": "First aid", "fr": "Premiers soins"}),
            achievement=achievement("first"),
            issuer="did:web:x.example",
            min_result=MinResult("B", ("C", "B"), "urn:d"),
            issued_after=day("2026-01-01"),
            max_age=None,
            credits=Decimal("0.5"),
        ),
        Earn(id="aligned", alignment=skill("x"), weight=Decimal(2)),
        SkillShown(id="s", skill=skill("y"), min_level=Level.on("http://data.europa.eu/snb/eqf", 4)),
        KOf(id="k", k=1, of=(earn("k1"), earn("k2"))),
        AnyOf(id="any", of=(earn("y1"),)),
        Credits(
            id="c", minimum=Decimal("1.5"), of=(earn("c1"), earn("c2", credits=Decimal(1))), worth=(("c1", Decimal(1)),)
        ),
        After(id="after", first=earn("f"), then=earn("t")),
        Sub(id="sub", pathway=pathway(earn("inner"), id="urn:inner", completion=None)),
    ),
    issuers=("did:web:partner.example",),
    description=Words.of("What it is"),
    counting=Counting.FORBID,
    validity=Validity.AT_COMPLETION,
    valid_from=day("2026-01-01"),
    valid_until=day("2027-01-01"),
    equivalences=(Equivalence((achievement("a"), achievement("b")), ("did:web:partner.example",)),),
)
TOML = """
id = "urn:p"
version = "1"
issuer = "did:web:x.example"
name = {en = "Care", fr = "Soins"}

[root]
id = "r"

[root.kOf]
k = 1
of = [{id = "a", earn = {achievement = "urn:a"}}, {id = "b", earn = {achievement = "urn:b", maxAgeDays = 30}}]
"""


def test_a_pathway_comes_back_from_its_json(tmp_path: Path) -> None:
    document = pathway_to_json(EVERYTHING)
    path = tmp_path / "p.json"
    path.write_text(json.dumps(document), "utf-8")
    assert load_pathway(path) == EVERYTHING
    assert pathway_of(document) == EVERYTHING
    Draft202012Validator(pathway_schema()).validate(document)
    assert digest_document(pathway_of(document)) == digest_document(EVERYTHING)
    assert digest_document(replace(EVERYTHING, version="2")) != digest_document(EVERYTHING)


def test_toml_says_the_same_and_sub_pathways_may_be_given_beside() -> None:
    made = load_pathway(TOML.encode())
    assert isinstance(made.root, KOf)
    assert made.name.text("fr") == "Soins"
    outer = {"id": "o", "version": "1", "name": "O", "issuer": "did:web:x.example", "root": {"id": "r", "sub": "urn:p"}}
    assert pathway_of(outer, beside=[made]).root == Sub(id="r", pathway=made)
    with pytest.raises(PathwayError) as caught:
        pathway_of({**outer, "schema": "other"})
    assert caught.value.code == "pathways_form"
    with pytest.raises(PathwayError) as wrong:
        pathway_of({**outer, "name": ""})
    assert wrong.value.problems[0].where == "/name"
    with pytest.raises(InputError):
        load_pathway(b"{")


def test_every_status_has_its_sentence_in_both_languages() -> None:
    root = all_of(
        earn("a", label=Words.of({"en": "First aid", "fr": "Premiers soins"})),
        KOf(id="two", k=2, of=(earn("b"), earn("c"), earn("d"))),
        After(id="order", first=earn("x"), then=earn("y")),
        AnyOf(id="either", of=(undecided_place := earn("u"),)),
        Credits(id="credits", minimum=Decimal(2), of=(earn("p", credits=Decimal(1)), earn("q"))),
        Sub(id="sub", pathway=pathway(earn("z"), id="urn:sub")),
        SkillShown(id="skill", skill=skill("lifts")),
    )
    assert undecided_place.id == "u"
    badges = (earned("b"), ended("c"), undecided("u"), gone("a"), earned("p"), earned("q", credits_available=0.5))
    result = walked(root, *badges)
    english, french = list(explain(result)), list(explain(result, "fr"))
    assert english[0] == "Care: not yet"
    text = "\n".join(english)
    for piece in (
        "[ ] First aid: missing",
        "A does not count: revoked",
        "[x] b: earned: B, College, 2026-03-01",
        "[!] c: C ended on 2025-01-01",
        "two: 1 of 2 needed; open: c, d",
        "[-] y: waits for what comes first",
        "[?] u: U could not be decided",
        "either: 0 of 1; not decided or missing: u",
        "credits: 1.5 of 2 credits",
        "Care: 0 of 1; missing z",
    ):
        assert piece in text, piece
    assert "Premiers soins : manquant" in "\n".join(french) or "Premiers soins: manquant" in "\n".join(french)
    assert len(english) == len(french)
    data = evaluation_json(result, label=lambda uri: uri.rpartition("/")[2])
    Draft202012Validator(evaluation_schema()).validate(data)
    assert data["root"]["parts"][6]["name"] == "lifts"
    done = evaluation_json(walked(all_of(earn("a")), earned("a")))
    Draft202012Validator(evaluation_schema()).validate(done)
    assert done["used"][0]["achievement"] == achievement("a")


def test_pictures_are_well_formed_and_escape_what_they_are_given() -> None:
    evil = pathway(
        all_of(earn("a", label=Words.of(EVIL)), earn("b", label=Words.of("word " * 60))), name=Words.of(EVIL)
    )
    for what in (evil, walked(evil, earned("a")), EVERYTHING):
        drawing = svg(what)
        tree = ET.fromstring(drawing)
        assert "<script" not in drawing
        assert tree.find("{http://www.w3.org/2000/svg}title") is not None
        chart = mermaid(what)
        assert "<script" not in chart
        assert chart.startswith("flowchart RL\n  n0[")
    assert "complete" in svg(walked(evil, earned("a")))
    assert "terminé" in svg(walked(evil, earned("a")), "fr")
    assert ":::satisfied" in mermaid(walked(evil, earned("a")))
    huge = pathway(all_of(*(earn(str(number)) for number in range(BOXES + 50))))
    assert svg(huge).count("<rect") == BOXES + 1


def test_the_rest_of_a_pathway_is_planned_cheapest_and_quickest() -> None:
    root = all_of(
        earn("a"),
        KOf(id="k", k=2, of=(earn("b"), earn("c"), earn("d"))),
        SkillShown(id="s", skill=skill("lifts")),
        Earn(id="x", alignment=skill("falls")),
        Credits(
            id="cr", minimum=Decimal(2), of=(earn("e", credits=Decimal(1)), earn("f", credits=Decimal(1)), earn("g"))
        ),
        Sub(id="sub", pathway=pathway(earn("h"), id="urn:h")),
    )
    courses = [
        course("cheap", cost=1, days=90, awards=(achievement("c"), achievement("f"))),
        course("quick", cost=90, days=1, awards=(achievement("d"), achievement("f"))),
        course("lifts", ["lifts", "falls"], 5, days=2, prerequisites=(Want(achievement=achievement("a")),)),
        course("last", cost=1, days=1, awards=(achievement("h"),)),
    ]
    result = walked(root, earned("a", ends="2026-07-01"), earned("b"), earned("e"), earned("g", credits_available=0))
    ways = completion(result, courses, start=date(2026, 6, 2))
    assert [one.id for one in ways.cheapest.courses] == ["cheap", "last", "lifts"]
    assert [one.id for one in ways.quickest.courses] == ["last", "lifts", "quick"]
    assert [holding.id for holding in ways.lapsing] == ["urn:badge:a:2026-03-01"]
    nothing = completion(result, courses[:1])
    assert not nothing.cheapest.feasible
    assert want("lifts") in nothing.cheapest.nobody_teaches
    assert nothing.lapsing == ()
    assert list(plan_lines(completion(walked(earn("a"), earned("a")), courses).cheapest)) == ["nothing is missing"]
    same = pathway(earn("a"), equivalences=(Equivalence((achievement("a"), achievement("z"))),))
    assert completion(walked(same), [course("z", awards=(achievement("z"),))]).cheapest.feasible
    assert isinstance(same, Pathway)
    assert need_of(walked(same)) != need_of(walked(same, earned("a")))


def test_where_a_badge_counts_once_two_places_take_two_courses() -> None:
    places = [Earn(id=name, alignment=skill("care")) for name in "ab"]
    whole = pathway(all_of(*places), counting=Counting.FORBID)
    one, two, dear = course("one", ["care"], 5), course("two", ["care"], 6), course("dear", ["care"], 9)
    closed = replace(two, college=replace(two.college, approved=False))
    plan = completion(walked(whole), [dear, one, two]).cheapest
    assert [each.id for each in plan.courses] == ["one", "two"]
    assert [step.closes for step in plan.steps] == [(want("care"),), (want("care"),)]
    assert [each.id for each in completion(walked(whole), [dear, one, closed]).cheapest.courses] == ["dear", "one"]
    alone = completion(walked(whole), [one, closed]).cheapest
    assert not alone.feasible
    assert alone.nobody_teaches == (want("care"),)
    same = [course(name, ["care"], awards=(achievement("care"),)) for name in ("here", "there")]
    assert not completion(walked(whole), same).cheapest.feasible, "two badges of one achievement count once"
    moved = walked(whole, earned("x", alignments=(alignment("care"), alignment("falls"))))
    assert [each.id for each in completion(moved, [one, two]).cheapest.courses] == ["one"]


def test_where_a_badge_counts_once_a_badge_that_is_there_moves_to_make_room_for_what_is_taught() -> None:
    either = Earn(id="either", alignment=skill("care"))
    other = Earn(id="other", alignment=skill("falls"))
    whole = pathway(all_of(either, other), counting=Counting.FORBID)
    held = earned("x", alignments=(alignment("care"), alignment("falls")))
    for taught in ("care", "falls"):
        plan = completion(walked(whole, held), [course("c", [taught])]).cheapest
        assert plan.feasible, taught


def test_what_counts_only_after_another_is_learned_after_it() -> None:
    whole = After(id="order", first=earn("a"), then=all_of(earn("b"), earn("c")))
    courses = [course(f"{number}-{name}", awards=(achievement(name),)) for number, name in enumerate("bac")]
    plan = completion(walked(whole), courses, start=date(2026, 6, 2)).cheapest
    assert [one.id for one in plan.courses] == ["1-a", "0-b", "2-c"]
    done = completion(walked(whole, earned("a")), courses).cheapest
    assert [one.id for one in done.courses] == ["0-b", "2-c"]
    circle = all_of(After(id="one", first=earn("a"), then=earn("b")), After(id="two", first=earn("b"), then=earn("a")))
    assert len(completion(walked(circle), courses).cheapest.courses) == 2
    both = course("both", awards=(achievement("a"), achievement("b"), achievement("c")))
    assert [one.id for one in completion(walked(whole), [both]).cheapest.courses] == ["both"]


def test_equivalences_of_a_course_s_badge_hold_over_chains() -> None:
    chain = tuple(Equivalence(achievements=(achievement(a), achievement(b))) for a, b in ("bc", "ab"))
    whole = pathway(earn("a"), equivalences=chain)
    plan = completion(walked(whole), [course("c", awards=(achievement("c"),))]).cheapest
    assert [one.id for one in plan.courses] == ["c"]
