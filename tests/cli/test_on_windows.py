"""What a person on Windows meets, simulated: its console, its shell, its processes, its names of files.

Nothing here was tried on a real Windows machine. Names, files held open, access lists and locks stand in
``tests/unit/core/test_files.py`` and ``tests/unit/issuer/test_names_on_windows.py``.
"""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import Run
from every_command import PERSON, STEPS, Told, heard, typed
from mexbadge.cli.console import writable
from mexbadge.cli.files import expanded
from mexbadge.cli.table import COMMANDS
from mexbadge.texts import LANGUAGES

CODE_PAGES = ("cp1252", "cp850", "ascii")
SOURCE = Path(__file__).resolve().parents[2] / "src/mexbadge"


def spoken(folder: Path, lang: str) -> list[Told]:
    """Type every command on a console of Windows-1252, without ``fork``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(os, "fork", raising=False)
        patch.chdir(folder)
        return list(typed(lambda words: heard(words, "cp1252"), "--lang", lang))


@pytest.fixture(scope="module", params=["fr", "en"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Told]]:
    said: dict[str, list[Told]] = {}
    for one in spoken(tmp_path_factory.mktemp("windows"), request.param):
        said.setdefault(one.step.name, []).append(one)
    return said


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({step.name for step in STEPS}))
def test_on_a_console_of_windows_1252_every_command_says_what_it_has_to_say(
    told: dict[str, list[Told]], name: str
) -> None:
    for one in told[name]:
        assert one.code == one.step.exits, one
        assert not re.search(r"\\u[0-9a-f]{4}", one.out + one.err) or name in {"unbake", "convert"}, one
        assert "\N{REPLACEMENT CHARACTER}" not in one.out + one.err
        words = [] if name == "completion" else (one.out + one.err).split()
        lost = [word for word in words if "?" in word.rstrip("?.") and "://" not in word]
        assert lost == [], "a sign that has a plain spelling, or a letter of French"


@pytest.mark.slow
def test_a_name_that_the_console_has_not_stands_beside_its_badge_and_whole_in_json(
    told: dict[str, list[Told]],
) -> None:
    (listed,) = told["list"]
    line = next(line for line in listed.out.splitlines() if "Ootoova" in line)
    assert line.endswith("??? Ootoova")
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", line)
    assert "Zo\xeb C\xf4t\xe9" in listed.out
    assert "Lucja Nowak" in listed.out
    assert len(PERSON.split()[0]) == 3


@pytest.mark.parametrize("encoding", CODE_PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_is_printed_on_every_console(lang: str, encoding: str) -> None:
    for command in COMMANDS:
        code, out, err = heard([*command.name.split(), "--help", "--lang", lang], encoding)
        assert (code, err) == (0, ""), command.name
        assert "mexbadge" in out


@given(st.text(), st.sampled_from(CODE_PAGES))
def test_every_text_can_be_written_and_what_can_be_carried_is_not_changed(text: str, encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    written = writable(text, stream)
    written.encode(encoding)
    carried = text.encode(encoding, "ignore").decode(encoding)
    if carried == text:
        assert written == text
    assert [sign for sign in carried if sign not in written] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\N{RIGHTWARDS ARROW} x \N{GREATER-THAN OR EQUAL TO} 3", "-> x >= 3"),
        ("\N{CHECK MARK} \N{LATIN CAPITAL LETTER Z WITH DOT ABOVE}ak", "+ Zak"),
        ("\u140b\u14d7", "??"),
        ("caf\xe9 \u2014 \u0153uf \u2026", "caf\xe9 \u2014 \u0153uf \u2026"),
    ],
)
def test_signs_have_a_plain_spelling_where_the_console_lacks_them(text: str, shown: str) -> None:
    assert writable(text, io.TextIOWrapper(io.BytesIO(), encoding="cp1252")) == shown


def test_a_pattern_that_no_file_matches_is_said_to_match_none_and_the_others_are_judged(run: Run) -> None:
    Path("a.json").write_text("{}", "utf-8")
    code, out, err = run("verify", "*.png", "*.json")
    assert code == 1
    assert "no file matches *.png" in err
    assert "a.json: not valid" in out
    assert run("verify", "*.png", "--lang", "fr")[2].startswith("mexbadge : aucun fichier ne correspond")
    assert "no file matches" in run("show", "badge-??.png")[2]
    assert "no file matches" in run("design", "*.toml")[2]
    assert "no file matches" not in run("verify", "gone.png")[2]


def test_a_file_that_is_named_like_a_pattern_is_that_file(run: Run) -> None:
    for name in ("badge[1].png", "1.png", "badge1.png"):
        Path(name).write_text("{}", "utf-8")
    out = run("verify", "-q", "badge[1].png")[1]
    assert out.startswith("badge[1].png:")
    assert "badge1.png" not in out


_NAMES = st.text("ab[]!-*?1", min_size=1, max_size=6).filter(lambda name: name not in {"*", "**"})


@given(folder=_NAMES, name=st.text("ab1", min_size=1, max_size=3))
def test_wildcards_are_expanded_in_a_folder_whatever_signs_are_in_its_name(
    tmp_path_factory: pytest.TempPathFactory, folder: str, name: str
) -> None:
    place = tmp_path_factory.mktemp("wild") / folder
    place.mkdir()
    (place / f"{name}.png").write_bytes(b"")
    assert list(expanded([f"{place}{os.sep}*.png"])) == [f"{place}{os.sep}{name}.png"]


def test_a_folder_that_is_named_by_a_pattern_is_found(run: Run) -> None:
    del run
    for name in ("winter/a.png", "winter/b.png", "wide/c.png"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(b"")
    assert [name.replace(os.sep, "/") for name in expanded(["w*/*.png"])] == [
        "wide/c.png",
        "winter/a.png",
        "winter/b.png",
    ]


def test_only_an_exchange_looks_up_where_it_is_by_the_name_of_a_zone() -> None:
    """Everything else works where nobody knows zones; for the exchange the package ``tzdata`` is installed."""
    named = [path for path in SOURCE.rglob("*.py") if re.search(r"zoneinfo|ZoneInfo|tzset", path.read_text("utf-8"))]
    assert named == [SOURCE / "match" / "exchange" / "config.py"]


@pytest.mark.slow
def test_everything_is_told_where_the_system_has_no_zone_data(run: Run) -> None:
    del run
    without = "import sys; sys.modules['tzdata'] = None; import mexbadge.cli; sys.exit(mexbadge.cli.main(sys.argv[1:]))"
    ran = subprocess.run(
        [sys.executable, "-c", without, "demo"],
        env={**os.environ, "PYTHONTZPATH": "", "TZ": ""},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"UTC" in ran.stdout
