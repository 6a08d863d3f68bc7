"""What earlier runs found, kept in ``.mutate`` for as long as it holds."""

import ast
import functools
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from mutation.changes import Mutant
from mutation.targets import ROOT

__all__ = ["CACHE", "Cache", "Reached", "digest_of", "digest_of_test", "relative", "top_of"]

CACHE: Final = ROOT / ".mutate"


@dataclass(slots=True)
class Reached:
    """Which lines the tests of one file reach in the modules of all targets, and how long each test takes.

    It is known for as long as the file and these modules stay as they are. What the tests use from elsewhere may change
    in between: then a test may be missed, so that a mutant seems to survive, and never the other way round.
    """

    file: str
    digests: dict[str, str]
    lines: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, file: str, modules: Sequence[Path], names: Sequence[str]) -> "Reached | None":
        """Return what is known of a file, if it is known of all its tests and of these modules as they are."""
        path = cls.path(file)
        if not path.is_file():
            return None
        known = cls(**json.loads(path.read_text()))
        wanted = {ROOT / file, *modules}
        same = all(known.digests.get(relative(one)) == digest_of(one) for one in wanted)
        return known if same and not known.failed and known.lines.keys() >= set(names) else None

    @staticmethod
    def path(file: str) -> Path:
        """Return where it is kept."""
        return CACHE / "reached" / f"{hashlib.sha256(file.encode()).hexdigest()[:16]}.json"

    def write(self) -> None:
        """Keep it."""
        path = self.path(self.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self)))


def relative(path: Path) -> str:
    """Return what a file is called below the root."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def digest_of(path: Path) -> str:
    """Return the digest of a file as it was when its target was begun: that is what the process has loaded."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


@functools.cache
def top_of(path: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Return what a module of tests defines at its top, by name: its text, and the names that it uses."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for node in ast.parse(path.read_text()).body if path.is_file() else ():
        inner = list(ast.walk(node))
        used = {one.id for one in inner if isinstance(one, ast.Name)} | {
            one.arg for one in inner if isinstance(one, ast.arg)
        }
        said = ast.unparse(node)
        targets = {one.id for one in inner if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        for name in {node.name} if isinstance(node, ast.FunctionDef | ast.ClassDef) else targets:
            before, names = found.get(name, ("", frozenset()))
            found[name] = before + said, names | used
    return found


@functools.cache
def digest_of_test(test: str) -> str:
    """Return the digest of one test, with all that it uses of its module; that of nothing where it is gone."""
    file, _, rest = test.partition("::")
    top, todo, seen = top_of(ROOT / file), [rest.partition("::")[0].partition("[")[0]], set[str]()
    if todo[0] not in top:
        return ""
    while todo:
        name = todo.pop()
        if name in top and name not in seen:
            seen.add(name)
            todo += top[name][1]
    return hashlib.sha256("\n".join(top[name][0] for name in sorted(seen)).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Cache:
    """What earlier runs found of one target, by mutant."""

    path: Path
    kept: dict[str, dict[str, Any]]

    @classmethod
    def load(cls, name: str) -> "Cache":
        """Read the file of a target, if there is one."""
        path = CACHE / f"{name}.json"
        return cls(path, json.loads(path.read_text()) if path.is_file() else {})

    def get(self, mutant: Mutant, files: Mapping[str, str]) -> str | None:
        """Return ``"killed"`` or ``"survived"`` where that still holds."""
        known = self.kept.get(mutant.name)
        if known is None or known["function"] != mutant.digest:
            return None
        killer = known.get("killer")
        if killer is None:
            return "survived" if files.items() <= known.get("files", {}).items() else None
        return "killed" if killer == "time" or known["tests"] == digest_of_test(killer) else None

    def killers(self, made: Sequence[Mutant]) -> dict[str, Counter[str]]:
        """Return how many mutants of each function each test noticed, as far as is known."""
        found: dict[str, Counter[str]] = {}
        for mutant in made:
            killer = self.kept.get(mutant.name, {}).get("killer")
            if killer is not None:
                found.setdefault(mutant.place, Counter())[killer] += 1
        return found

    def unmoved(self, mutant: Mutant, files: Mapping[str, str]) -> set[str]:
        """Return the files of tests that are as they were when they did not notice the mutant."""
        known = self.kept.get(mutant.name, {})
        if known.get("function") != mutant.digest or "killer" in known:
            return set()
        return {file for file, digest in known.get("files", {}).items() if files.get(file) == digest}

    def put(self, mutant: Mutant, killer: str | None, files: Mapping[str, str]) -> None:
        """Note what was found."""
        known = {"function": mutant.digest, "files": dict(files)}
        if killer is not None:
            known = {"function": mutant.digest, "tests": digest_of_test(killer), "killer": killer}
        self.kept[mutant.name] = known

    def write(self) -> None:
        """Write the file."""
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(json.dumps(self.kept, indent=1, sort_keys=True))
