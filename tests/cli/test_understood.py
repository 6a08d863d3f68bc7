"""What people type is understood, and what makes no sense is refused with a sentence."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mexbadge.cli import main
from mexbadge.cli.badge_files import address_of
from mexbadge.cli.commands.folder import _LANGUAGES as LANGUAGE_CHOICES
from mexbadge.errors import InputError
from mexbadge.match import match
from mexbadge.texts import LANGUAGES
from mexbadge.verify import verify


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("HTTPS://College.ca/x", "https://College.ca/x"),
        ("Http://college.ca/x", "http://college.ca/x"),
        ("college.ca/x", "https://college.ca/x"),
        ("college.ca:8443/x?y", "https://college.ca:8443/x?y"),
        ("badge.png", None),
        ("folder/badge.png", None),
        ("-", None),
        ("ftp://college.ca/x", None),
    ],
)
def test_an_address_is_known_however_it_is_typed(typed: str, address: str | None) -> None:
    assert address_of(typed) == address


def test_a_file_comes_before_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "college.ca").mkdir()
    (tmp_path / "college.ca" / "x").write_text("{}")
    assert address_of("college.ca/x") is None


def test_of_a_folder_the_badges_in_it_are_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("no badge")
    assert main(["verify", str(tmp_path)]) == 2
    assert "no badge in the folder" in capsys.readouterr().err
    for name in ("a.json", "b.png"):
        (tmp_path / name).write_text("{}")
    assert main(["verify", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "a.json" in out
    assert "b.png" in out
    assert "notes.txt" not in out


def test_an_empty_name_is_no_file_and_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", ""]) == 2
    assert "there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize(("word", "said"), [("proof", "signature"), ("Signature", "signature"), ("émetteur", "issuer")])
def test_explain_knows_the_names_of_checks(word: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", word]) == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_explain_prints_no_raw_gaps(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "binding_not_listed", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert "…" in out
    assert "{" not in out


def test_what_is_no_badge_is_not_baked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture, credential = tmp_path / "a.svg", tmp_path / "c.json"
    picture.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    credential.write_text('{"hello": 1}')
    assert main(["bake", str(picture), str(credential), "-o", str(tmp_path / "x.svg")]) == 2
    assert "holds no badge" in capsys.readouterr().err
    assert not (tmp_path / "x.svg").exists()


def test_verify_in_python_says_how_an_address_is_verified() -> None:
    with pytest.raises(InputError) as refused:
        verify("https://college.example/badge")
    assert refused.value.code == "verify_is_address"
    assert "verify_url" in str(refused.value.hint)


@pytest.mark.parametrize("one", ["x.png", b"x", Path("x.png"), {"type": []}])
def test_one_badge_in_place_of_a_list_is_refused_with_a_sentence(one: Any) -> None:
    vacancy: Any = None
    with pytest.raises(InputError) as refused:
        match(one, vacancy, at=datetime(2026, 5, 1, tzinfo=UTC))
    assert refused.value.code == "match_one_badge"


@pytest.mark.parametrize("vacancy", ["vacancy.json", Path("vacancy.json"), None, {"title": "x"}])
def test_something_else_in_place_of_a_vacancy_is_refused_with_a_sentence(vacancy: Any) -> None:
    with pytest.raises(InputError) as refused:
        match([], vacancy, at=datetime(2026, 5, 1, tzinfo=UTC))
    assert refused.value.code == "match_no_vacancy"
    assert "Vacancy.load" in str(refused.value.hint)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_writes_choices_so_that_they_can_be_told_apart(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Braces and commas would run into the commas of ``en,fr``; and a word such as ``vc-jwt`` is never broken."""
    assert main(["init", "--help", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert f"--languages {'|'.join(LANGUAGE_CHOICES)}" in out
    assert "{" not in out
    assert not [line for line in out.splitlines() if line.endswith("-")]
    assert main(["init", "x", "--languages", "qab", "--lang", lang]) == 2
    assert " | ".join(LANGUAGE_CHOICES) in capsys.readouterr().err
    assert {"en,fr", "fr,en", "en", "fr"} <= set(LANGUAGE_CHOICES)


def test_explain_says_beside_the_holders_step_what_the_issuer_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "models_single"]) == 0
    out = capsys.readouterr().out
    assert "Read it as it stands" in out
    assert "For the issuer: Write" in out
    assert main(["explain", "models_single", "--json", "--lang", "fr"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "tel quel" in told["hint"]
    assert "tableau" in told["issuer"]
    assert main(["explain", "dates_expired", "--json"]) == 0
    assert "issuer" not in json.loads(capsys.readouterr().out)


def test_explanations_and_errors_keep_to_the_width_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["explain", "binding_not_listed"]) == 0
    assert main(["verify", "no-such-file-with-quite-a-long-name-that-nobody-has-made.png"]) == 2
    out, err = capsys.readouterr()
    assert max(map(len, (out + err).splitlines())) <= 40
