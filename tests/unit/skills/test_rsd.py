"""Rich Skill Descriptors: one reader for the JSON and for both forms of CSV; nothing counts as a name that is none."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.errors import InputError, RosterError, SchemaError
from mexbadge.skills import load_taxonomy
from mexbadge.skills.rsd import from_rsd, is_rsd

LIFTS: dict[str, Any] = {
    "@context": "https://rsd.openskillsnetwork.org/context-v1.json",
    "type": "RichSkillDescriptor",
    "id": "https://osmt.example/api/skills/1",
    "uuid": "1F8E",
    "skillName": "Safe lifts",
    "skillStatement": "Lift and transfer a person safely.",
    "keywords": ["Hoist"],
    "category": "Care",
    "alignments": [{"id": "https://other.example/lifts", "skillName": "Lifting"}],
    "occupations": [{"code": "31-1131", "targetNodeName": "Nursing Assistants"}],
}
IMPORT = """RSD Name,Authors,Skill Statement,Category,Keywords,Alignment Name,Alignment URL,Alignment Framework
Safe lifts,A,Lift safely.,Care,Hoist,Lifting,https://other.example/lifts,ESCO
Charting,A,Keep records.,Care,,,,
"""
EXPORT = """Collection,Skill Name,Skill Category,Contextualized Skill Statement,Keywords,Alignment Title,Alignment
C,Safe lifts,Care,Lift safely.,Hoist,Lifting,https://other.example/lifts
"""


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: {"skills": [one]}])
def test_a_descriptor_is_known_by_its_id_and_its_category_is_a_group(wrap: Any) -> None:
    found = from_rsd(json.dumps(wrap(LIFTS)).encode())
    (lifts,) = [one for one in found if one.kind == "skill"]
    assert (lifts.uri, lifts.label(), lifts.statement.text()) == (
        "https://osmt.example/api/skills/1",
        "Safe lifts",
        "Lift and transfer a person safely.",
    )
    assert found.label(next(iter(lifts.broader))) == "Care"


def test_neither_a_keyword_nor_an_alignment_is_the_skill() -> None:
    found = from_rsd(json.dumps(LIFTS).encode())
    assert "https://other.example/lifts" not in found
    assert not found.skills["https://osmt.example/api/skills/1"].alternatives


def test_without_an_id_it_is_known_by_its_uuid_then_by_the_one_alignment_then_by_what_it_says() -> None:
    def uri(**change: Any) -> str:
        table = {name: value for name, value in {**LIFTS, **change}.items() if value is not None}
        return next(one.uri for one in from_rsd(json.dumps(table).encode()) if one.kind == "skill")

    assert uri(id=None) == "urn:uuid:1f8e"
    assert uri(id=None, uuid=None) == "https://other.example/lifts"
    plain = uri(id=None, uuid=None, alignments=None)
    assert plain.startswith("urn:mexbadge:rsd:")
    assert plain == uri(id=None, uuid=None, alignments=None, keywords=[])
    assert plain != uri(id=None, uuid=None, alignments=None, skillStatement="Other")


def test_two_descriptors_of_one_alignment_are_two() -> None:
    two = [{**LIFTS, "id": "", "uuid": "", "skillName": name} for name in ("A", "B")]
    assert sum(one.kind == "skill" for one in from_rsd(json.dumps(two).encode())) == 2


@pytest.mark.parametrize("text", [IMPORT, EXPORT, IMPORT.replace(",", ";")])
def test_both_forms_of_csv_are_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "rsd.csv"
    path.write_text(text, "utf-8")
    found = load_taxonomy(path)
    assert found.skills["https://other.example/lifts"].label() == "Safe lifts"
    assert {one.label() for one in found if one.kind == "group"} == {"Care"}


def test_what_is_none_is_refused_with_its_place() -> None:
    with pytest.raises(SchemaError) as caught:
        from_rsd(json.dumps([LIFTS, {**LIFTS, "skillName": ""}]).encode())
    assert [(one.code, one.where) for one in caught.value.problems] == [("rsd_name", "/1")]
    with pytest.raises(RosterError) as wrong:
        from_rsd(IMPORT.replace("Charting,", ",").encode())
    assert [(one.code, one.where) for one in wrong.value.problems] == [("rsd_name", 3)]
    for data in (b"[]", b'{"a": 1}'):
        with pytest.raises(SchemaError):
            from_rsd(data)
    assert not is_rsd(b"uri,label_en\n")
    assert not is_rsd(b'{"schema": "x"}')


@given(st.binary(max_size=200))
def test_no_file_ends_in_anything_but_a_sentence(data: bytes) -> None:
    is_rsd(data)
    with contextlib.suppress(InputError):
        from_rsd(data)
