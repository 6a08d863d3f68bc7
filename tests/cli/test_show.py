"""``mexbadge show``: everything that a badge says, in files, folders and addresses, in both languages and as data."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from badge_samples import full, minimal
from mexbadge.cli import main
from mexbadge.verify.contents.schema import contents_schema
from world_ob2 import assertion, badge_class, issuer

SCHEMA = Draft202012Validator(contents_schema())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    documents: dict[str, Any] = {
        "new.json": full(),
        "plain.json": minimal(),
        "old.json": assertion(),
        "hosted/class.json": badge_class(),
        "hosted/issuer.json": issuer(),
        "hosted/a.json": assertion(),
        "note.json": {"hello": 1},
    }
    for name, document in documents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(document))
    names = {"class.json": badge_class()["id"], "issuer.json": issuer()["id"], "a.json": assertion()["id"]}
    (tmp_path / "hosted" / "resources.json").write_text(json.dumps({url: name for name, url in names.items()}))
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_hosted_badge_is_shown_with_what_its_addresses_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "old.json", "--resources", "hosted/resources.json"]) == 0
    text = capsys.readouterr().out
    for said in ("Dementia Care", "Assessed on placement", "badges@college.example", "nothing was checked"):
        assert said in text


@pytest.mark.usefixtures("folder")
def test_offline_it_says_what_it_does_not_have(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "old.json", "--offline", "--lang", "fr"]) == 0
    text = capsys.readouterr().out
    assert "non montré : sa classe de badge" in text
    assert "Dementia" not in text


@pytest.mark.usefixtures("folder")
def test_as_data_each_document_is_one_line_of_one_shape(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["new.json", "plain.json", "old.json", "hosted/class.json", "hosted/issuer.json"]
    assert main(["show", *words, "--json", "--offline"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["input"] for line in lines] == words
    for line in lines:
        SCHEMA.validate(json.loads(line))


@pytest.mark.usefixtures("folder")
def test_what_is_no_badge_does_not_stop_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "note.json", "missing.json", "plain.json"]) == 2
    told = capsys.readouterr()
    assert "not an Open Badge" in told.err
    assert "missing.json" in told.err
    assert "Dementia Care" in told.out


@pytest.mark.usefixtures("folder")
def test_of_a_folder_the_badges_in_it_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "hosted", "--offline"]) == 2
    out = capsys.readouterr().out
    assert out.count("nothing was checked") == 3


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("typed", ["https://college.example/x", "HTTPS://college.example/x", "college.example/x"])
def test_an_address_is_asked_and_not_looked_for_as_a_file(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", typed, "--offline"]) == 2
    assert "https://college.example/x is not available offline" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_raw_is_the_document_in_its_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "new.json", "--raw"]) == 0
    assert json.loads(capsys.readouterr().out) == full()


@pytest.mark.usefixtures("folder")
def test_lines_keep_to_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["show", "plain.json"]) == 0
    for line in capsys.readouterr().out.splitlines():
        assert len(line) <= 60 or " " not in line[24:].strip(), line
