"""Lists of skills: our own CSV and JSON, and ESCO in the layout of a release."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mexbadge.errors import InputError, RosterError, SchemaError
from mexbadge.skills import esco, load_taxonomy
from mexbadge.skills.esco import from_esco
from mexbadge.skills.lists import SKILLS_SCHEMA, from_csv, from_json, skills_schema, to_csv, to_json
from planning import skill
from skilled import TAXONOMY

S = "http://data.europa.eu/esco/skill/"


def written(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


RELEASE = {
    "skills_en.csv": written(
        [
            {"conceptType": "KnowledgeSkillCompetence", "conceptUri": S + "1", "skillType": "skill/competence"}
            | {"preferredLabel": "lift residents", "altLabels": "move residents\nuse hoists", "description": "Lift."},
            {"conceptType": "KnowledgeSkillCompetence", "conceptUri": S + "2", "skillType": "knowledge"}
            | {"preferredLabel": "dementia", "altLabels": "", "description": ""},
        ]
    ),
    "skills_fr.csv": written([{"conceptUri": S + "1", "preferredLabel": "lever les résidents", "altLabels": ""}]),
    "skillGroups_en.csv": written([{"conceptUri": S + "g", "preferredLabel": "care", "altLabels": ""}]),
    "occupations_en.csv": written(
        [{"conceptUri": S + "o", "preferredLabel": "care worker", "altLabels": "carer\naide"}]
    ),
    "occupationSkillRelations_en.csv": written(
        [
            {"occupationUri": S + "o", "relationType": "essential", "skillType": "", "skillUri": S + "1"},
            {"occupationUri": S + "o", "relationType": "optional", "skillType": "", "skillUri": S + "2"},
        ]
    ),
    "broaderRelationsSkillPillar_en.csv": written(
        [{"conceptType": "", "conceptUri": S + "1", "broaderType": "SkillGroup", "broaderUri": S + "g"}]
    ),
    "skillSkillRelations_en.csv": written(
        [{"originalSkillUri": S + "1", "relationType": "optional", "relatedSkillUri": S + "2"}]
    ),
}


def release(path: Path, **change: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**RELEASE, **change}.items():
            if text:
                archive.writestr(f"ESCO dataset - v1.2.0/{name}", "\ufeff" + text)
    return path


def test_a_release_of_esco_is_read_as_zip_and_as_folder(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(release(tmp_path / "esco.zip"))
    lift = taxonomy.require(S + "1")
    assert (lift.label("fr"), lift.kind) == ("lever les résidents", "skill/competence")
    assert [text for _, text in lift.alternatives.texts] == ["move residents", "use hoists"]
    assert taxonomy.distance(S + "1", S + "g") == 1
    (worker,) = taxonomy.occupations
    assert worker.essential == {S + "1"}
    assert worker.optional == {S + "2"}
    with zipfile.ZipFile(tmp_path / "esco.zip") as archive:
        archive.extractall(tmp_path / "folder")
    assert load_taxonomy(tmp_path / "folder").digest == taxonomy.digest
    assert from_esco(tmp_path / "folder", languages=("en",)).require(S + "1").label("fr") == "lift residents"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"skills_en.csv": ""}, "skills_esco_missing"),
        ({"skills_en.csv": "conceptUri,label\n"}, "skills_esco_columns"),
        ({"skills_en.csv": 'conceptUri,preferredLabel\n"broken'}, "skills_csv"),
        ({"broaderRelationsSkillPillar_en.csv": f"conceptUri,broaderUri\n{S}1,{S}2\n{S}2,{S}1\n"}, "skills_cycle"),
    ],
)
def test_a_release_that_is_damaged_says_where(tmp_path: Path, change: dict[str, str], code: str) -> None:
    with pytest.raises(InputError) as caught:
        from_esco(release(tmp_path / "esco.zip", **change))
    assert caught.value.code == code


def test_what_is_too_large_or_no_release_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK no")
    for name in ("no.zip", "missing.csv"):
        with pytest.raises(InputError) as caught:
            load_taxonomy(tmp_path / name)
        assert caught.value.code == "skills_file"
    with pytest.raises(InputError) as caught:
        load_taxonomy(tmp_path)
    assert caught.value.code == "skills_esco_missing"
    path = release(tmp_path / "esco.zip")
    monkeypatch.setattr(esco, "ROWS", 1)
    with pytest.raises(InputError) as caught:
        from_esco(path)
    assert caught.value.code == "skills_too_many"
    monkeypatch.setattr(esco, "FILE_BYTES", 100)
    with pytest.raises(InputError) as caught:
        from_esco(path)
    assert caught.value.code == "skills_too_large"


def test_our_own_forms_come_back_as_they_were(tmp_path: Path) -> None:
    for name, content in (("s.csv", to_csv(TAXONOMY)), ("s.json", json.dumps(to_json(TAXONOMY)).encode())):
        (tmp_path / name).write_bytes(content)
        assert load_taxonomy(tmp_path / name).digest == TAXONOMY.digest
    Draft202012Validator(skills_schema()).validate(to_json(TAXONOMY))


def test_every_problem_of_a_csv_is_told_with_its_line() -> None:
    with pytest.raises(RosterError) as caught:
        from_csv(b"uri;label_en\nlifts;Lifts\nurn:a;\nurn:b;B\n")
    assert [(one.code, one.where) for one in caught.value.problems] == [("skills_uri", 2), ("skills_no_label", 3)]
    for content, code in ((b"name\nx\n", "skills_columns"), (b"", "roster_empty")):
        with pytest.raises(RosterError) as caught:
            from_csv(content)
        assert caught.value.code == code


def test_every_problem_of_a_json_is_told_with_its_pointer() -> None:
    listed = [
        "text",
        {"uri": "urn:a", "labels": {"en": "A"}, "colour": 1},
        {"uri": "a", "labels": {"en": 3}},
        {"labels": {}, "broader": "urn:b", "kind": 3},
    ]
    with pytest.raises(SchemaError) as caught:
        from_json(json.dumps({"schema": SKILLS_SCHEMA, "skills": listed, "extra": 1}).encode())
    assert {(one.code, one.where) for one in caught.value.problems} == {
        ("form_unknown", "/extra"),
        ("form_object", "/skills/0"),
        ("form_unknown", "/skills/1/colour"),
        ("form_text", "/skills/2/labels/en"),
        ("skills_uri", "/skills/2/uri"),
        ("form_list", "/skills/3/broader"),
        ("form_text", "/skills/3/kind"),
        ("skills_uri", "/skills/3/uri"),
        ("skills_no_label", "/skills/3/labels"),
    }
    with pytest.raises(SchemaError) as caught:
        from_json(b'{"skills": []}')
    assert caught.value.code == "skills_schema"
    good = from_json(
        json.dumps({"schema": SKILLS_SCHEMA, "skills": [{"uri": skill("x"), "labels": {"en": "X"}}]}).encode()
    )
    assert good.require(skill("x")).label() == "X"
