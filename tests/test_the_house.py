"""The map of the house is true: each room stands on it, what it names exists, and each decision that is cited."""

import re
from pathlib import Path

import mexbadge

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "mexbadge"
MAP = (ROOT / "docs" / "explanation" / "where-is-what.md").read_text(encoding="utf-8")
DECISIONS = ROOT / "docs" / "decisions"
_PATH = re.compile(r"`([\w./]+?/[\w./]*|[\w]+\.(?:py|md|toml|json))`")
_CITED = re.compile(r"\b[Dd]ecision (\d+)\b")


def _rooms() -> set[str]:
    inside = {path for path in SOURCE.iterdir() if not path.name.startswith("_") and path.name != "py.typed"}
    return {path.name for path in inside}


def test_each_room_of_the_house_is_on_the_map() -> None:
    listed = set(re.findall(r"^\| `([\w.]+)` \|", MAP, re.MULTILINE))
    assert listed == _rooms()


def test_each_path_on_the_map_and_in_a_decision_exists() -> None:
    assert mexbadge.__version__
    for page in (ROOT / "docs" / "explanation" / "where-is-what.md", *DECISIONS.glob("0*.md")):
        for named in _PATH.findall(page.read_text(encoding="utf-8")):
            if named.endswith("context.json") or named.startswith("@"):
                continue
            found = [base / named for base in (ROOT, SOURCE) if (base / named).exists()]
            assert found or _beside(named), (page.name, named)


def _beside(named: str) -> bool:
    """A file that a row names by itself, beside another of its room."""
    return any(SOURCE.rglob(named)) or any((ROOT / "src" / "mexbadge" / "_data").rglob(named))


def test_each_decision_that_is_cited_is_written_down() -> None:
    pages = {int(path.name[:4]) for path in DECISIONS.glob("0*.md")}
    cited = {
        int(number)
        for path in (*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"))
        for number in _CITED.findall(path.read_text(encoding="utf-8"))
    }
    assert cited
    assert cited <= pages


def test_each_decision_is_in_the_index_under_its_own_name() -> None:
    index = (DECISIONS / "index.md").read_text(encoding="utf-8")
    for path in DECISIONS.glob("0*.md"):
        title = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        assert f"[{title.replace('`', '')}]({path.name})" in index.replace("`", "")
