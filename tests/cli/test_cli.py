"""The command line as a person uses it: in process, through ``main(argv)``."""

import json
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import mexbadge.cli.commands
from mexbadge.cli import main
from mexbadge.cli.commands import show
from mexbadge.cli.table import COMMANDS
from mexbadge.issuer import Form
from world import AT, College, World

CLOCK = f"{AT:%Y-%m-%dT%H:%M:%SZ}"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a valid, an altered and an undecidable badge, and the documents of the issuer."""
    world = World()
    college = College(world)
    (tmp_path / "hosted").mkdir()
    table = {}
    for place, (url, page) in enumerate(world.pages.items()):
        (tmp_path / "hosted" / f"{place}.json").write_bytes(page.body)
        table[url] = f"{place}.json"
    (tmp_path / "hosted" / "resources.json").write_text(json.dumps(table))
    token = college.issue().credential
    (tmp_path / "good.jwt").write_bytes(token)
    (tmp_path / "bad.jwt").write_bytes(token[:-8] + b"AAAAAAAA")
    stranger = College(World(), id="did:web:elsewhere.example")
    (tmp_path / "open.jwt").write_bytes(stranger.issue().credential)
    own = College(World(), id="did:key:")
    (tmp_path / "own.json").write_bytes(own.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return tmp_path


def verify(*words: str) -> int:
    return main(["verify", "--resources", "hosted", "--at", CLOCK, *words])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["good.jwt"], 0),
        (["own.json"], 0),
        (["own.json", "--strict"], 1),
        (["bad.jwt"], 1),
        (["missing.jwt"], 2),
        (["open.jwt"], 3),
        (["good.jwt", "open.jwt"], 3),
        (["good.jwt", "open.jwt", "missing.jwt"], 2),
        (["good.jwt", "open.jwt", "missing.jwt", "bad.jwt"], 1),
    ],
)
def test_exit_codes_say_what_happened(folder: Path, words: list[str], code: int) -> None:
    assert folder.is_dir()
    assert verify(*words) == code


def test_all_files_are_judged_and_a_sum_follows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    verify("missing.jwt", "bad.jwt", "good.jwt")
    out, err = capsys.readouterr()
    assert "bad.jwt: not valid" in out
    assert "good.jwt: valid (whose it is was not checked" in out
    assert out.rstrip().splitlines()[-1] == "2 files: 1 valid, 1 not valid"
    assert "cannot read missing.jwt" in err


def test_json_is_one_object_a_line_errors_included(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    verify("--json", "good.jwt", "missing.jwt", "bad.jwt")
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line.get("verdict", "error") for line in lines] == ["valid", "error", "invalid"]
    assert out.isascii()
    assert err == ""


def test_french_is_spoken_when_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    verify("--lang", "fr", "bad.jwt")
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "bad.jwt : non valide"
    assert "Demandez le fichier original" in out


def test_the_same_moment_gives_the_same_bytes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    seen = set()
    for _ in range(2):
        verify("--json", "good.jwt")
        seen.add(capsys.readouterr().out)
    assert len(seen) == 1


def test_wildcards_are_expanded_where_the_shell_did_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    verify("-q", "*.jwt")
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "bad.jwt",
        "good.jwt",
        "open.jwt",
    ]


def test_standard_input_is_a_file_named_dash(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "mexbadge", "verify", "--resources", "hosted", "--at", CLOCK, "-"],
        input=(folder / "good.jwt").read_bytes(),
        capture_output=True,
        cwd=folder,
        check=False,
    )
    assert ran.returncode == 0
    assert ran.stdout.startswith(b"-: valid")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["verfy", "a.png"], "did you mean: mexbadge verify a.png"),
        (["verify", "a.png", "--recipent", "x"], "did you mean: --recipient"),
        (["zzz"], "no command 'zzz'"),
        (["keys"], "Choose one: keys "),
        (["verify"], "missing: FILE"),
        (["verify", "a", "--lang", "qab"], "--lang cannot be 'qab'"),
        (["verify", "a", "--at"], "--at needs a value"),
        (["verify", "a", "--at", "noon"], "noon is no moment"),
        (["verify", "a", "--at", "2026-01-01T10:00:00"], "is no moment"),
        (["verify", "a", "--recipient", "nobody"], "no identity"),
        (["explain", "dates_expird"], "did you mean: mexbadge explain dates_expired"),
        (["bake", "a.png", "b.jwt"], "missing: -o/--out"),
        (["unbake", "a", "b", "-o", "c"], "'b' is one argument too many"),
    ],
)
def test_a_wrong_command_says_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], expected: str
) -> None:
    assert folder.is_dir()
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert expected in err
    assert out == ""


def test_resources_that_cannot_be_read_are_fatal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    assert main(["verify", "--resources", "nowhere", "good.jwt"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_each_module_of_a_family_holds_its_commands_and_no_other() -> None:
    held: dict[str, set[str]] = {}
    for command in COMMANDS:
        held.setdefault(command.module.rpartition(".")[2], set()).update(command.parts())
    families = {path.stem: path for path in Path(*mexbadge.cli.commands.__path__).glob("[!_]*.py")}
    assert held.keys() == families.keys()
    for family, path in families.items():
        source = path.read_text("utf-8")
        assert (
            set(re.findall(r"^(?:def )?((?:configure|run|EXAMPLES)(?:_\w+)?)\b", source, re.MULTILINE)) == held[family]
        )
        assert source.count("\n") <= 480, family


def test_help_names_every_command_and_each_has_a_purpose_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    overview = capsys.readouterr().out
    for command in COMMANDS:
        assert command.name in overview
        for lang in ("en", "fr"):
            assert main([*command.name.split(), "--help", "--lang", lang]) == 0
            text = capsys.readouterr().out
            assert len(re.findall(r"^  mexbadge ", text, re.MULTILINE)) >= 2 or command.name == "completion"
            assert ("Exemples :" if lang == "fr" else "Examples:") in text


def test_the_headings_of_help_are_in_the_readers_language(capsys: pytest.CaptureFixture[str]) -> None:
    headings = []
    for lang in ("en", "fr"):
        assert main(["verify", "--help", "--lang", lang]) == 0
        said = capsys.readouterr().out
        headings.append([said.partition(" mexbadge")[0], *re.findall(r"^[a-z ]+:$", said, re.MULTILINE)])
    assert headings == [["usage:", "positional arguments:", "options:"], ["utilisation :", "arguments :", "options :"]]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("command", "pointers"), [("issue", 2), ("init", 2), ("keys new", 1)])
def test_where_a_kind_is_chosen_help_says_where_the_table_of_who_reads_it_stands(
    command: str, pointers: int, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "docs/reference/interoperability.md"
    assert main([*command.split(), "--help", "--lang", lang]) == 0
    assert "".join(capsys.readouterr().out.split()).count(page) == pointers
    assert "| `--as` | `--suite` |" in (Path(__file__).resolve().parents[2] / page).read_text(encoding="utf-8")


def test_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"mexbadge \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_explain_prints_the_page_of_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "binding_self_asserted"]) == 0
    assert "Anybody can make such a key" in capsys.readouterr().out
    assert main(["explain", "--json"]) == 0
    assert "dates_expired" in json.loads(capsys.readouterr().out)


def test_show_says_what_a_badge_says_and_that_nothing_was_checked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    assert main(["show", "bad.jwt"]) == 0
    out = capsys.readouterr().out
    assert "nothing was checked" in out
    assert "Personal Support Worker: Dementia Care" in out


def test_colour_comes_only_when_asked(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.is_dir()
    verify("good.jwt")
    assert "\x1b" not in capsys.readouterr().out
    verify("good.jwt", "--color", "always")
    assert "\x1b[1;32m" in capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    verify("good.jwt")
    assert "\x1b" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    verify("good.jwt")
    assert "\x1b" not in capsys.readouterr().out


def test_an_encoding_without_signs_gets_plain_ones(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "mexbadge", "verify", "--resources", "hosted", "--at", CLOCK, "good.jwt", "-v"],
        capture_output=True,
        cwd=folder,
        env={"PYTHONIOENCODING": "cp1252", "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert ran.returncode == 0
    assert b"  + file" in ran.stdout


def test_offline_opens_no_socket_and_says_what_was_given_up(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", refuse)
    assert folder.is_dir()
    assert main(["verify", "--offline", "--at", CLOCK, "good.jwt"]) == 3
    assert "could not be decided" in capsys.readouterr().out


def test_a_record_repeats_the_verification(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    assert verify("--record", "kept.zip", "good.jwt") == 0
    capsys.readouterr()
    assert main(["verify", "--resources", "kept.zip", "--at", CLOCK, "good.jwt"]) == 0


def test_a_badge_is_issued_from_files_and_verified(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEXBADGE_PASSPHRASE", "correct horse")
    issuer = "did:web:badges.lakeshore-college.example"
    assert main(["keys", "new", "--issuer", issuer, "--out", "keys/k.pem", "--hosted", "site"]) == 0
    assert stat.S_IMODE((folder / "keys/k.pem").stat().st_mode) == 0o600
    assert b"ENCRYPTED" in (folder / "keys/k.pem").read_bytes()
    common = ["issue", "--achievement", str(EXAMPLES / "achievements/psw-dementia-care.toml")]
    common += [
        "--issuer",
        str(EXAMPLES / "issuer.toml"),
        "--key",
        "keys/k.pem",
        "--to",
        "aisha@example.ca",
        "--at",
        "2026-03-01",
    ]
    for form in ("vc-jwt", "data-integrity"):
        for kind in ("png", "svg"):
            image = str(EXAMPLES / f"images/psw-dementia-care.{kind}")
            out = f"{form}.{kind}"
            assert main([*common, "--as", form, "--image", image, "-o", out]) == 0
            words = ["verify", "--resources", "site", "--at", CLOCK, "--recipient", "aisha@example.ca", out]
            assert main(words) == 0, capsys.readouterr()
            assert main(["unbake", out, "-o", f"{out}.txt"]) == 0
            assert main(["bake", image, f"{out}.txt", "-o", f"again-{out}"]) == 0
            assert (folder / f"again-{out}").read_bytes() == (folder / out).read_bytes()
    assert main([*common, "-o", "vc-jwt.png"]) == 2
    assert "Choose .png or .svg" in capsys.readouterr().err
    picture = str(EXAMPLES / "images/psw-dementia-care.png")
    assert main([*common, "--image", picture, "-o", "vc-jwt.png"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main(["keys", "new", "--issuer", issuer, "--out", "keys/k.pem"]) == 2


def test_every_problem_of_an_achievement_is_said_and_nothing_is_issued(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEXBADGE_PASSPHRASE", "correct horse")
    main(["keys", "new", "--out", "k.pem", "--no-passphrase"])
    (folder / "bad.toml").write_text('id = "not an address"\nimage = "not an address"\ncriteria = "x"\n')
    (folder / "issuer.toml").write_text('id = "did:web:badges.college.example"\nname = "College"\n')
    capsys.readouterr()
    words = [
        "issue",
        "--achievement",
        "bad.toml",
        "--issuer",
        "issuer.toml",
        "--key",
        "k.pem",
        "--to",
        "a@b.ca",
        "-o",
        "out.json",
    ]
    assert main(words) == 2
    err = capsys.readouterr().err
    for where in ("/id", "/name", "/description", "/image/id"):
        assert f"at {where}" in err
    assert not (folder / "out.json").exists()


def test_a_placeholder_is_never_signed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["keys", "new", "--out", "k.pem", "--no-passphrase"])
    (folder / "a.toml").write_text('id = "https://example.org/a"\nname = "A"\ndescription = "B"\ncriteria = "C"\n')
    (folder / "issuer.toml").write_text('id = "did:web:badges.college.example"\nname = "College"\n')
    words = [
        "issue",
        "--achievement",
        "a.toml",
        "--issuer",
        "issuer.toml",
        "--key",
        "k.pem",
        "--to",
        "a@b.ca",
        "-o",
        "out.json",
    ]
    assert main(words) == 2
    assert "example.org" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh", "fish", "powershell"])
def test_a_completion_script_is_written_for_each_shell(
    shell: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "verify" in script
    assert "recipient" in script
    if shell == "bash":
        (tmp_path / "script").write_text(script)
        subprocess.run(["bash", "-n", str(tmp_path / "script")], check=True)


def test_a_defect_is_code_70_and_shows_no_traceback(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError

    assert folder.is_dir()
    monkeypatch.setattr(show, "run_explain", broken)
    assert main(["explain"]) == 70
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert "defect" in err


@pytest.mark.slow
def test_the_demo_tells_the_whole_story(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--out", "story"]) == 0
    out = capsys.readouterr().out
    assert "4 colleges made their keys and issued 49 badges" in out
    assert "as it was issued is valid" in out
    assert "One letter changed, it is not valid" in out
    assert "past its end is not valid: ended on 1 February 2026" in out
    assert "revoked is not valid" in out
    assert "the audit finds it" in out
    assert "With a forged receipt it is not valid" in out
    assert "the certificate was awarded" in out
    assert "Falls Prevention (Northern Pines College)" in out
    assert "3 of 3 required skills" in out
    for made in (
        "pathway-aisha.svg",
        "pathway-omar.svg",
        "pathway-emilie.svg",
        "ranked.html",
        "tampered.db",
        "people/omar.json",
    ):
        assert (folder / "story" / made).is_file()
    command = next(line for line in out.splitlines() if line.startswith("Try it yourself: ")).split()[4:]
    assert main(command) == 0
    capsys.readouterr()
    assert main(["demo", "--out", "story", "--lang", "fr"]) == 0
    assert "le certificat a été attribué" in capsys.readouterr().out
    assert main(["demo", "--out", str(folder)]) == 2
