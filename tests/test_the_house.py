"""The map of the house is true: each room stands on it, what it names exists, and each decision that is cited."""

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from functools import cache
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


def _loaded(tree: ast.AST) -> Iterator[str]:
    """Every module that may be imported, wherever it stands: all but those for type checkers."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from (name for other in node.orelse for name in _loaded(other))
            continue
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from (node.module or "", *(f"{node.module}.{one.name}" for one in node.names))
        yield from _loaded(node)


def test_what_the_contract_against_circles_leaves_out_is_for_type_checkers_alone() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (circles,) = (one for one in contracts if one["type"] == "acyclic_siblings")
    assert circles["ancestors"] == ["mexbadge"]
    for line in circles["ignore_imports"]:
        importer, imported = line.split(" -> ")
        assert "*" not in line
        tree = ast.parse(ROOT.joinpath("src", *importer.split(".")).with_suffix(".py").read_text("utf-8"))
        assert imported not in set(_loaded(tree)), line


def test_no_test_looks_at_a_clock_on_the_wall() -> None:
    """What takes too long is counted in steps, or in seconds of the processor; a busy machine is no fault."""
    clocks = re.compile(r"\b(?:perf_counter|monotonic)(?:_ns)?\b|\btime\.time(?:_ns)?\(")
    here = Path(__file__)
    tests = {path for path in here.parent.rglob("*.py") if path != here}
    assert [str(path) for path in sorted(tests) if clocks.search(path.read_text("utf-8"))] == []


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _classes() -> dict[str, set[str]]:
    """The rooms in which each class stands that others may name."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for node in _tree(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, set()).add(path.relative_to(SOURCE).parts[0])
    return found


THE_STANDARDS_WORDS = frozenset(
    {"Achievement", "Alignment", "Evidence", "Profile", "Proof", "Result", "Blank", "Literal"}
)  # of Open Badges and of RDF: the model of the document, and what is made or read of it
KNOWN_TWICE = frozenset({"College"})  # one in a catalogue of courses; one in memory, for the tests of those who embed


def test_a_class_name_stands_in_one_room() -> None:
    twice = {name for name, rooms in _classes().items() if len(rooms) > 1}
    assert twice == THE_STANDARDS_WORDS | KNOWN_TWICE


def _codes(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ClassDef) and node.name.endswith("Code") and ast.unparse(node.bases[0]) == "StrEnum":
            members = [one.value for one in node.body if isinstance(one, ast.Assign)]
            yield from (one.value for one in members if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_whoever_reads_a_code_of_a_finding_imports_it() -> None:
    """A code that is spelled again would silently match nothing once it is renamed."""
    codes = {code: path for path in (SOURCE / "verify").rglob("*.py") for code in _codes(path) if "_" in code}
    assert "status_revoked" in codes
    below = {"models", "status", "ledger", "credentials", "trust", "fetch", "bake", "ld", "proofs", "dids", "errors.py"}
    spelled = [
        (path.relative_to(SOURCE).as_posix(), node.value)
        for path in sorted(SOURCE.rglob("*.py"))
        if path.relative_to(SOURCE).parts[0] not in below
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and codes.get(node.value, path) != path
    ]
    assert spelled == []


LATE = {
    "_json.py": ["rfc8785"],  # the lowest module of all: who never signs never needs it
    "_pytest_plugin.py": [
        "mexbadge.testing",
        "mexbadge.testing",
    ],  # every pytest loads this plugin, few tests ask for it
    "fetch/http.py": ["mexbadge.fetch", "mexbadge.fetch"],  # only a request that really goes out brings the network
    "keys/signers.py": ["importlib.metadata"],  # only who names a plug-in pays for looking
    "ld/expand.py": ["mexbadge.ld.pyld_adapter"],  # pyld takes a sixth of a second, and a compiled context needs none
    "match/nearby.py": ["mexbadge.match.rows", "mexbadge.match.rows"],  # with NumPy, which is an extra
    "match/scale.py": ["mexbadge.match.blocks"],  # likewise
    "plan/solving.py": ["mexbadge.plan"],  # with SciPy, likewise
    "store/postgres.py": ["psycopg"],  # an extra
    "verify/ob2/extensions.py": ["jsonschema"],  # few old badges have extensions
}
"""What is imported inside functions, and why; anything else stands at the top, or behind a face (``_lazy``)."""


def _inside_functions(tree: ast.AST) -> Iterator[str]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import):
                    yield from (one.name for one in node.names)
                elif isinstance(node, ast.ImportFrom):
                    yield node.module or "."


def test_imports_stand_at_the_top_of_a_module() -> None:
    found = {
        path.relative_to(SOURCE).as_posix(): sorted(_inside_functions(_tree(path))) for path in SOURCE.rglob("*.py")
    }
    assert {name: modules for name, modules in found.items() if modules} == LATE


def test_each_library_that_is_loaded_late_is_one_that_the_type_checker_sees() -> None:
    """What a module of libraries names for readers and type checkers is what it gives at run time."""
    for path in SOURCE.rglob("libraries.py"):
        tree = _tree(path)
        seen = {
            name.asname or name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in node.names
        } - {"TYPE_CHECKING", "late"}
        module = importlib.import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
        assert seen == set(module.__all__)
        for name in seen:
            assert getattr(module, name) is not None


def test_no_step_of_the_makefile_hides_its_failure_behind_a_pipe() -> None:
    steps = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if line.startswith("\t")]
    piped = [step for step in steps if re.search(r"[^|]\|[^|]", step)]
    assert steps
    assert not piped, "make sees the end of the last of them alone"
