"""OaSIS as it is published, with its traps: codes, names and numbers that are not as they seem."""

import csv
from pathlib import Path

import pytest

from mexbadge.errors import InputError
from mexbadge.skills import Level, load_taxonomy
from mexbadge.skills.oasis import Oasis, from_oasis, is_oasis
from vectors_data import vectors

SCALE = "urn:mexbadge:scale:oasis"
PROFICIENCY, KNOWLEDGE, COMPLEXITY = (f"{SCALE}-{name}" for name in ("proficiency", "knowledge", "complexity"))


@pytest.fixture(scope="module")
def real() -> Oasis:
    return from_oasis(vectors("../data/oasis-2023-en.zip"))


@pytest.mark.vectors
def test_the_release_of_2023_has_900_profiles_and_each_unit_group_has_one_at_least(real: Oasis) -> None:
    assert len(real.profiles) == 900
    assert {code for code in real.profiles if code.startswith("31100")} >= {"31100.01", "31100.10"}
    assert [one.code for one in real.of_noc("33102")] == ["33102.00"]
    assert len({one.noc for one in real.profiles.values()}) == 516


@pytest.mark.vectors
def test_each_column_of_the_matrices_is_the_descriptor_that_a_table_of_all_says(real: Oasis) -> None:
    with vectors("../data/oasis-descriptors.csv").open(encoding="utf-8", newline="") as file:
        rows = [one for one in csv.DictReader(file) if one["kind"] == "Descriptor" and one["matrix_column"]]
    names = {one["code"]: one["name"] for one in rows if one["category"] != "Interests"}
    mine = {one.code: one.label() for one in real.taxonomy if one.kind == "descriptor" and one.code}
    assert mine == names
    again = [one for one in real.taxonomy if one.uri.endswith(":2")]
    assert len(again) == 10


@pytest.mark.vectors
def test_a_level_is_on_the_scale_of_its_category_and_0_is_no_level(real: Oasis) -> None:
    (aide,) = real.of_noc("33102")
    assert aide.levels["urn:mexbadge:oasis:K04a12"] == Level.on(COMPLEXITY, 5)
    assert aide.levels["urn:mexbadge:oasis:G04a04"] == Level.on(KNOWLEDGE, 2)
    assert {level.scale for level in aide.levels.values()} == {PROFICIENCY, KNOWLEDGE, COMPLEXITY}
    assert not {uri for uri in aide.measures if uri.split(":")[3][0] not in "BJ"}
    (legislator,) = real.of_noc("00010")
    assert all(level.native != "0" for level in legislator.levels.values())
    assert len(legislator.levels) < len(aide.levels) + 60


def release(folder: Path, text: str, name: str = "skills_oasis_2025_v1.1.csv", guide: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8-sig")
    if guide:
        (folder / "guide_oasis_2025_v4.0.csv").write_text(guide, "utf-8-sig")
    return folder


GUIDE = (
    "Column1;Column2;Column3;Column4\nF.01.a.01;Descriptor;Reading Comprehension;To read\nF.01;Sub-Category;Basic;\n"
)


def test_a_french_release_made_by_hand_is_read_by_what_its_names_say(tmp_path: Path) -> None:
    text = "Code SIPeC;Étiquette;Compréhension de lecture;Rédaction\n33102.00;Aides;3,0;0\n31100.1;Spécialistes;5;4\n"
    made = from_oasis(release(tmp_path / "a", text, "competences_sipec_2025_v1.1.csv"), lang="fr")
    assert {one.label("fr") for one in made.taxonomy if one.kind == "descriptor"} == {
        "Compréhension de lecture",
        "Rédaction",
    }
    (aide,) = made.of_noc("33102")
    assert [level.native for level in aide.levels.values()] == ["3"]
    assert list(made.profiles) == ["31100.10", "33102.00"]


def test_codes_with_dots_empty_first_columns_and_a_junk_line_are_read(tmp_path: Path) -> None:
    text = ";OaSIS Code;Label; Reading  Comprehension\n;33102;Aides;4\n"
    made = from_oasis(release(tmp_path / "a", text, guide=GUIDE))
    (aide,) = made.of_noc("33102")
    assert {uri: level.native for uri, level in aide.levels.items()} == {"urn:mexbadge:oasis:F01a01": "4"}
    assert made.taxonomy.label("urn:mexbadge:oasis:F01") == "Basic"
    assert "urn:mexbadge:oasis:F01a01" in made.taxonomy.below("urn:mexbadge:oasis:F")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Code,Label,Reading\n33102.00,Aides,6\n", "oasis_value"),
        ("Code,Label,Reading\n33102.00,Aides,high\n", "oasis_value"),
        ("Code,Label,Reading\n33102.00,Aides,2.5\n", "oasis_value"),
        ("Code,Label,Reading\n99999.00,Aides,2\n", "oasis_code"),
        ("Code,Label,Reading\n10.00,Aides,2\n", "oasis_code"),
        ("Code,Label,Reading,Reading \n33102.00,Aides,2,3\n", "oasis_twice"),
    ],
)
def test_what_cannot_be_is_named_with_its_file_and_row(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        from_oasis(release(tmp_path / "a", text))
    assert caught.value.code == code
    assert "skills_oasis_2025" in str(caught.value)


def test_knowledge_has_three_levels(tmp_path: Path) -> None:
    folder = release(tmp_path / "a", "Code,Label,Finance\n33102.00,A,4\n", "knowledges_oasis_2023_v1.0.csv")
    with pytest.raises(InputError) as caught:
        from_oasis(folder)
    assert caught.value.problem.values["most"] == 3


def test_a_release_is_known_for_what_it_is_and_loaded_as_a_list(tmp_path: Path) -> None:
    folder = release(tmp_path / "a", "Code,Label,Reading\n33102.00,Aides,2\n")
    assert is_oasis(folder)
    assert not is_oasis(tmp_path)
    assert not is_oasis(tmp_path / "missing.zip")
    assert "urn:mexbadge:oasis:F:reading" in load_taxonomy(folder)
    with pytest.raises(InputError) as caught:
        from_oasis(tmp_path)
    assert caught.value.code == "oasis_missing"
