"""``make mutate``: change one thing in the code after another, and see whether the room's own tests notice.

    python tools/mutate.py [TARGET ...] [--limit N]

A target (:data:`TARGETS`) is a few modules and the tests that are to hold them. A mutant is one function with one
change: a comparison turned or moved by one, a part of a condition left out, a condition that always or never holds, a
number off by one, an outcome exchanged, a statement left out. It exists in the memory of one process alone, so nothing
in the checkout is ever touched: a process loads the tests once and notes which of them reach which line; for each
mutant it forks, the child exchanges the code of the function and runs tests that reach the changed statement (no other
can notice) until one fails: first those that noticed most of that function, then the quickest. A mutant that takes far
longer than its tests do is killed as well.
What is not mutated: module-level tables, defaults of parameters and texts; and a change is not seen in a process that a
test starts.

Results are kept in ``.mutate``: a killed mutant for as long as its function and the test that killed it (with what it
uses of its module) stay as they are, a survivor for as long as its function and all tests of its target do; of these
only the files that changed are asked again. So a run goes on where the last ended.

``tools/survivors.toml`` lists the survivors, each with a judgement. The run ends with 1 where one has none, where one
that is listed is killed or gone, or where a target keeps fewer than its share.
"""

import argparse
import ast
import copy
import functools
import gc
import hashlib
import importlib
import json
import os
import resource
import signal
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final, cast

import coverage
import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "src" / "mexbadge"
CACHE: Final = ROOT / ".mutate"
SURVIVORS: Final = ROOT / "tools" / "survivors.toml"
SECONDS: Final = 3.0
"""How long a test of a mutant may take beyond five times what it takes otherwise, in seconds of the processor."""
GIBIBYTES: Final = 4
LEAST_SECONDS: Final = 0.005
MOST_SECONDS: Final = 5.0
"""How long the tests of one mutant may take together, as measured while the lines were noted: those beyond are not
asked, so that a survivor costs little. What only they notice counts as not noticed."""
BROKEN: Final = 70
"""With what a process ends that could not even try its mutant."""


@dataclass(frozen=True, slots=True)
class Target:
    """Modules (below ``src/mexbadge``), the tests that hold them, and the share of mutants that must be killed."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    share: float = 0.9


_IN_PROCESS: Final = (
    "tests/unit/verify/test_asking.py",
    "tests/unit/verify/test_attacks.py",
    "tests/unit/verify/test_binding_edges.py",
    "tests/unit/verify/test_check_edges.py",
    "tests/unit/verify/test_contexts_supplied.py",
    "tests/unit/verify/test_endorsements_check.py",
    "tests/unit/verify/test_envelopes.py",
    "tests/unit/verify/test_image_check.py",
    "tests/unit/verify/test_kids.py",
    "tests/unit/verify/test_learner_record.py",
    "tests/unit/verify/test_links.py",
    "tests/unit/verify/test_meaning_of_not_valid.py",
    "tests/unit/verify/test_never_fooled.py",
    "tests/unit/verify/test_newer_version.py",
    "tests/unit/verify/test_order.py",
    "tests/unit/verify/test_presentation.py",
    "tests/unit/verify/test_proof_edges.py",
    "tests/unit/verify/test_record.py",
    "tests/unit/verify/test_refresh_check.py",
    "tests/unit/trust/test_trust.py",
    "tests/unit/trust/test_trust_edges.py",
    "tests/unit/verify/test_verify_ob3.py",
)
"""The tests of the verifier that start no process: a change would not be seen there."""
_VERIFY: Final = (
    *_IN_PROCESS,
    "tests/unit/ledger/test_verify_check.py",
    "tests/unit/verify/test_schema_check.py",
    "tests/unit/verify/test_status_check.py",
    "tests/unit/verify/test_verdict.py",
)
TARGETS: Final[Mapping[str, Target]] = {
    "binding": Target(("verify/signature/binding.py",), _IN_PROCESS, 1.0),
    "proof": Target(("verify/signature/proof.py",), _IN_PROCESS, 1.0),
    "status": Target(
        ("verify/checks/status.py", "status/*.py"),
        ("tests/unit/verify/test_status_check.py", "tests/unit/status"),
        1.0,
    ),
    "chains": Target(("proofs/chains.py",), ("tests/unit/proofs",), 1.0),
    "schemas": Target(
        ("verify/checks/remote_schema.py",),
        ("tests/unit/verify/test_remote_schema_process.py", "tests/unit/verify/test_remote_schemas.py"),
    ),
    "inside": Target(
        tuple(
            f"verify/checks/{name}.py" for name in ("achieving", "contained", "endorsements", "recipient", "refresh")
        ),
        (
            "tests/unit/verify/test_achieving.py",
            "tests/unit/verify/test_contained_check.py",
            "tests/unit/verify/test_endorsements_check.py",
            "tests/unit/verify/test_learner_record.py",
            "tests/unit/verify/test_newer_version.py",
            "tests/unit/verify/test_presentation.py",
            "tests/unit/verify/test_recipient_check.py",
            "tests/unit/verify/test_refresh_check.py",
            "tests/unit/verify/test_verify_ob3.py",
        ),
    ),
    "checks": Target(("verify/checks/*.py", "verify/bound.py", "verify/status_dates.py"), _VERIFY),
    "engine": Target(("verify/engine.py", "verify/findings.py"), _VERIFY),
    "proofs": Target(("proofs/*.py",), ("tests/unit/proofs",)),
    "dids": Target(("dids/*.py",), ("tests/unit/dids",)),
    "scoring": Target(("match/scoring.py",), ("tests/unit/match/test_scoring.py", "tests/unit/match/test_matching.py")),
    "holdings": Target(("skills/holdings.py", "skills/reading.py"), ("tests/unit/skills",)),
    "pathways": Target(("pathways/candidates.py", "pathways/records.py"), ("tests/unit/pathways",)),
}
"""The rooms that decide. Within one target a module belongs to the first target that names it."""

# Mutants

_TURNED: Final[Mapping[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_EXCHANGED: Final = {"any": "all", "all": "any", "min": "max", "max": "min"}
_UNWRAPPED: Final = frozenset({"lower", "upper", "casefold", "strip", "lstrip", "rstrip"})
_OUTCOMES: Final = {"FAILED": "WARNED", "WARNED": "PASSED", "UNKNOWN": "WARNED", "PASSED": "WARNED"}
_SET_LIKE: Final = (ast.Add, ast.Sub, ast.BitOr, ast.BitAnd)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the module, the function's name in it, what stood there and what stands there now."""

    module: str
    function: str
    before: str
    after: str
    turn: int
    line: int
    lines: range = field(repr=False, compare=False)
    code: CodeType = field(repr=False, compare=False)
    digest: str = field(repr=False, default="")

    @property
    def name(self) -> str:
        """What the mutant is called in the lists; the same for as long as its function says the same."""
        again = f" ({self.turn + 1})" if self.turn else ""
        return f"{self.place}: {self.before} -> {self.after}{again}"

    @property
    def place(self) -> str:
        """The function that it changes."""
        return f"{self.module} {self.function}"


def _constant(value: object) -> ast.expr:
    return ast.Constant(value)  # type: ignore[arg-type]  # any constant of Python


def _of_expression(node: ast.expr) -> Iterator[ast.expr]:  # noqa: C901, PLR0912 - a table, one case a line
    """Yield what one expression may be turned into."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            for place, operator in enumerate(ops):
                turned = [*ops[:place], _TURNED[type(operator)](), *ops[place + 1 :]]
                yield ast.Compare(left, turned, others)
        case ast.BoolOp(op=operator, values=values):
            for place in range(len(values)):
                rest = [*values[:place], *values[place + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(operator, rest)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.IfExp(test=_, body=body, orelse=otherwise):
            yield body
            yield otherwise
        case ast.Constant(value=bool(value)):
            yield _constant(not value)
        case ast.Constant(value=int(value)):
            yield _constant(value + 1)
        case ast.BinOp(left=left, op=operator) if isinstance(operator, _SET_LIKE):
            yield left
        case ast.Attribute(value=ast.Name(id="Outcome") as owner, attr=name) if name in _OUTCOMES:
            yield ast.Attribute(owner, _OUTCOMES[name], node.ctx)
        case ast.Call(func=ast.Name(id=name), args=given, keywords=named) if name in _EXCHANGED:
            yield ast.Call(ast.Name(_EXCHANGED[name], ast.Load()), given, named)
        case ast.Call(func=ast.Attribute(value=inner, attr=name), args=[], keywords=[]) if name in _UNWRAPPED:
            yield inner
        case _:
            return


def _of_statement(node: ast.stmt) -> Iterator[ast.stmt]:
    """Yield what one statement may be turned into."""
    match node:
        case ast.If(test=test, body=body, orelse=otherwise) if not isinstance(test, ast.Constant):
            yield ast.If(_constant(value=True), body, otherwise)
            yield ast.If(_constant(value=False), body, otherwise)
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Expr() | ast.Raise() | ast.AugAssign():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case _:
            return


def _of_filter(node: ast.comprehension) -> Iterator[ast.comprehension]:
    for place in range(len(node.ifs)):
        rest = [*node.ifs[:place], *node.ifs[place + 1 :]]
        yield ast.comprehension(node.target, node.iter, rest, node.is_async)


def _turned(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.expr):
        yield from _of_expression(node)
    elif isinstance(node, ast.stmt):
        yield from _of_statement(node)
    elif isinstance(node, ast.comprehension):
        yield from _of_filter(node)


_Place = tuple[str, int | None]
_LEFT_OUT: Final = frozenset({"annotation", "returns", "decorator_list", "format_spec", "type_comment"})


def _places(node: ast.AST, path: tuple[_Place, ...] = ()) -> Iterator[tuple[tuple[_Place, ...], ast.AST]]:
    """Yield every node below a function that may be changed, with the way to it; annotations and texts are left out."""
    for name, value in ast.iter_fields(node):
        left_out = name in _LEFT_OUT or (name == "args" and not isinstance(node, ast.Call))
        if left_out:
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                step = (*path, (name, place))
                yield step, child
                yield from _places(child, step)


def _exchanged(function: ast.AST, path: Sequence[_Place], new: ast.AST) -> ast.AST:
    """Return a copy of a function with the node at ``path`` exchanged."""
    whole = copy.copy(function)
    (name, place), *rest = path
    value = getattr(whole, name)
    old = value if place is None else value[place]
    inner = ast.copy_location(new, old) if not rest else _exchanged(old, rest, new)
    if place is not None:
        inner_list = list(value)
        inner_list[place] = inner
        setattr(whole, name, inner_list)
    else:
        setattr(whole, name, inner)
    return whole


def _functions(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef, list[ast.ClassDef]]]:
    """Yield the functions of a module and the methods of its classes, with their names and what they lie in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield f"{prefix}{child.name}", child, []
        elif isinstance(child, ast.ClassDef):
            for name, function, around in _functions(child, f"{prefix}{child.name}."):
                yield name, function, [child, *around]


def _compiled(tree: ast.Module, path: Path, name: str, line: int) -> CodeType | None:
    """Compile a module and return the code of one function in it."""
    try:
        todo = [compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)]
    except (SyntaxError, ValueError):
        return None
    while todo:
        code = todo.pop()
        if code.co_qualname == name and code.co_firstlineno == line:
            return code
        todo += [inner for inner in code.co_consts if isinstance(inner, CodeType)]
    return None


def _shown(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    if isinstance(node, ast.comprehension):
        return " if ".join([f"for {ast.unparse(node.target)}", *map(ast.unparse, node.ifs)])
    return " ".join(ast.unparse(node).split())


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield the mutants of one module."""
    text = path.read_text()
    tree = ast.parse(text)
    module = path.relative_to(SOURCES).as_posix()
    for name, function, around in _functions(tree):
        digest = hashlib.sha256(ast.unparse(function).encode()).hexdigest()[:16]
        line = min([function.lineno, *(one.lineno for one in function.decorator_list)])
        seen: dict[tuple[str, str], int] = {}
        for steps, node in _places(function):
            for new in _turned(node):
                said = _shown(node)[:160], _shown(new)[:160]
                turn = seen.get(said, 0)
                seen[said] = turn + 1
                whole = ast.Module([_inside(function, around, steps, new)], [])
                code = _compiled(whole, path, name, line)
                if code is not None:
                    where = getattr(node, "lineno", line)
                    yield Mutant(module, name, *said, turn, where, _lines_of(function, steps), code, digest)


def _lines_of(function: ast.FunctionDef, steps: Sequence[_Place]) -> range:
    """Return the lines of the statement that is changed: of one with a body, those before its body."""
    found: ast.AST = function
    node: ast.AST = function
    for name, place in steps:
        value = getattr(node, name)
        node = value if place is None else value[place]
        if isinstance(node, ast.stmt | ast.match_case):
            found = node
    begin = found.pattern.lineno if isinstance(found, ast.match_case) else cast("ast.stmt", found).lineno
    body = getattr(found, "body", None)
    last = max(begin, body[0].lineno - 1) if body else cast("int", cast("ast.stmt", found).end_lineno)
    return range(begin, last + 1)


def _inside(
    function: ast.FunctionDef, around: Sequence[ast.ClassDef], steps: Sequence[_Place], new: ast.AST
) -> ast.stmt:
    """Return the changed function within the classes that it lies in, alone."""
    inner = cast("ast.stmt", _exchanged(function, steps, new))
    for owner in reversed(around):
        shell = copy.copy(owner)
        shell.body, shell.decorator_list = [inner], []
        inner = shell
    return inner


# Tests


def _key(code: CodeType) -> str:
    return f"{code.co_filename}:{code.co_qualname}:{code.co_firstlineno}"


@dataclass(slots=True)
class Runner:
    """The part that lives in pytest: it notes who reaches what, then judges one mutant after the other."""

    modules: Sequence[Path]
    judge: Callable[["Runner"], None]
    items: dict[str, pytest.Item] = field(default_factory=dict)
    reached: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    functions: dict[str, list[FunctionType]] = field(default_factory=dict)
    broken: bool = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        if session.testsfailed:
            return True
        self.items = {item.nodeid: item for item in session.items}
        self._note_lines()
        if not self.broken:
            self.functions = _loaded(self.modules)
            self.judge(self)
        return True

    def run(self, names: Sequence[str], failed: Callable[[str], None], begun: Callable[[str], object] = str) -> None:
        """Run tests in this process, one after the other; what they share lives as long as it does in pytest."""
        items = [self.items[name] for name in names]
        for item, following in zip(items, [*items[1:], None], strict=True):
            begun(item.nodeid)
            reports = _run_one(item, following)
            if any(report.failed for report in reports):
                failed(item.nodeid)

    def _note_lines(self) -> None:
        """Note which lines each test reaches: as far as that is not known, every test is run once, in a child."""
        by_file: dict[str, list[str]] = {}
        for name in self.items:
            by_file.setdefault(name.partition("::")[0], []).append(name)
        known = {file: Reached.load(file, self.modules, names) for file, names in by_file.items()}
        unknown = [name for file, names in by_file.items() if known[file] is None for name in names]
        found = {file: one for file, one in known.items() if one is not None}
        if unknown:
            found |= _in_child(lambda: _observed(self, unknown))
        failed = {name for one in found.values() for name in one.failed}
        self.broken = len(failed) == len(self.items)
        if failed:
            _say("left out, for they fail without any change:\n  " + "\n  ".join(sorted(failed)))
        for one in found.values():
            one.write()
            self.seconds |= one.seconds
            for name, lines in one.lines.items():
                for module, numbers in lines.items() if name not in failed else ():
                    for number in numbers:
                        self.reached.setdefault(module, {}).setdefault(number, set()).add(name)

    def tests_of(self, mutant: Mutant, without: AbstractSet[str] = frozenset()) -> list[str]:
        """Return the tests that reach what is changed, as many as may be asked; none in the files ``without``."""
        by_line = self.reached.get(mutant.module, {})
        found: set[str] = set().union(*(by_line.get(line, ()) for line in mutant.lines))
        return affordable([name for name in found if name.partition("::")[0] not in without], self.seconds)


def _run_one(item: pytest.Item, following: pytest.Item | None) -> list[pytest.TestReport]:
    from _pytest.runner import runtestprotocol  # noqa: PLC0415 - pytest has no public name for it

    return list(runtestprotocol(item, nextitem=following, log=False))


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
        same = all(known.digests.get(_relative(one)) == _digest_of(one) for one in wanted)
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


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _in_child(work: Callable[[], dict[str, "Reached"]]) -> dict[str, "Reached"]:
    """Do something in a child, so that nothing of it is left here."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        with os.fdopen(write, "w") as pipe:
            _silence()
            json.dump({name: asdict(one) for name, one in work().items()}, pipe)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = json.load(pipe)
    os.waitpid(child, 0)
    return {name: Reached(**one) for name, one in said.items()}


def _observed(runner: Runner, names: Sequence[str]) -> dict[str, "Reached"]:
    """Run tests, and look at every line of the modules of all targets that they come to."""
    modules = sorted({path for target in TARGETS for path in modules_of(target)})
    digests = {_relative(path): _digest_of(path) for path in modules}
    files = {name.partition("::")[0] for name in names}
    found = {file: Reached(file, {**digests, file: _digest_of(ROOT / file)}) for file in files}
    began: list[tuple[str, float]] = []
    watched = coverage.Coverage(data_file=None, config_file=False, include=[str(path) for path in modules])

    def begun(name: str) -> None:
        now = time.process_time()
        for before, since in began:
            of_file = found[before.partition("::")[0]]
            of_file.seconds[before], of_file.lines[before] = round(now - since, 4), {}
        began[:] = [(name, now)] if name else []
        watched.switch_context(name)

    failed: list[str] = []
    watched.start()
    runner.run(names, failed.append, begun)
    begun("")
    watched.stop()
    for path in modules:
        for line, contexts in watched.get_data().contexts_by_lineno(str(path)).items():
            for name in contexts:
                if name:
                    lines = found[name.partition("::")[0]].lines[name]
                    lines.setdefault(path.relative_to(SOURCES).as_posix(), []).append(line)
    for name in failed:
        found[name.partition("::")[0]].failed.append(name)
    return found


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _loaded(modules: Sequence[Path]) -> dict[str, list[FunctionType]]:
    """Import the modules and return every function object that has code of theirs, by the key of its code.

    Nothing is copied between the fork and the tests but what the tests change themselves: all that is alive is frozen.
    """
    for path in modules:
        name = ".".join(path.relative_to(SOURCES.parent).with_suffix("").parts)
        importlib.import_module(name.removesuffix(".__init__"))
    files, found = {str(path) for path in modules}, dict[str, list[FunctionType]]()
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename in files:
            found.setdefault(_key(one.__code__), []).append(one)
    gc.collect()
    gc.freeze()
    return found


def affordable(names: Sequence[str], seconds: Mapping[str, float]) -> list[str]:
    """Return as many of the tests as may be asked about one mutant, in the order in which they are asked; always one.

    The quicker come before others, and of the cases of one test each further one as if it took as many times as long,
    so that tests of many kinds are asked.
    """
    cases = Counter[str]()
    ranked = list[tuple[float, str]]()
    for name in sorted(names, key=lambda name: (seconds[name], name)):
        test = name.partition("[")[0]
        cases[test] += 1
        ranked.append((cases[test] * max(seconds[name], LEAST_SECONDS), name))
    found, total = list[str](), 0.0
    for _, name in sorted(ranked):
        total += seconds[name]
        if found and total > MOST_SECONDS:
            break
        found.append(name)
    return found


def in_order(names: Sequence[str], killers: Mapping[str, int]) -> list[str]:
    """Return tests in the order in which they are tried: those that noticed most of a function, then as given."""
    return sorted(names, key=lambda name: -killers.get(name, 0))


def killer_of(
    mutant: Mutant, runner: Runner, killers: Mapping[str, int], without: AbstractSet[str] = frozenset()
) -> str | None:
    """Return the test that notices the mutant, ``"time"`` where it never ends; ``None`` where it survives.

    The tests in the files ``without`` are not asked.
    """
    names = in_order(runner.tests_of(mutant, without), killers)
    if not names:
        return None
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            _judge_here(mutant, names, runner, write)
        finally:
            os._exit(BROKEN)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == BROKEN:
        message = f"the mutant could not be tried: {mutant.name}"
        raise RuntimeError(message)
    if status == 0:
        return None
    return said or "time"


def _judge_here(mutant: Mutant, names: Sequence[str], runner: Runner, told: int) -> None:
    """Run tests on a mutant in this process, which ends with 0 if all pass, or with 1 at the first that fails."""
    _silence()
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTES << 30, GIBIBYTES << 30))

    def failed(name: str) -> None:
        os.write(told, name.encode())
        os._exit(1)

    for function in runner.functions[_key(mutant.code)]:
        function.__code__ = mutant.code

    def begun(name: str) -> None:
        signal.setitimer(signal.ITIMER_PROF, 5 * runner.seconds[name] + SECONDS)
        signal.alarm(int(50 * runner.seconds[name]) + 120)

    runner.run(names, failed, begun)
    os._exit(0)


# Results


@functools.cache
def _digest_of(path: Path) -> str:
    """Return the digest of a file as it was when its target was begun: that is what the process has loaded."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


@functools.cache
def _top_of(path: Path) -> dict[str, tuple[str, frozenset[str]]]:
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
def _digest_of_test(test: str) -> str:
    """Return the digest of one test, with all that it uses of its module; that of nothing where it is gone."""
    file, _, rest = test.partition("::")
    top, todo, seen = _top_of(ROOT / file), [rest.partition("::")[0].partition("[")[0]], set[str]()
    if todo[0] not in top:
        return ""
    while todo:
        name = todo.pop()
        if name in top and name not in seen:
            seen.add(name)
            todo += top[name][1]
    return hashlib.sha256("\n".join(top[name][0] for name in sorted(seen)).encode()).hexdigest()[:16]


def _tests_of(target: Target) -> list[Path]:
    found: list[Path] = []
    for name in target.tests:
        path = ROOT / name
        found += sorted(path.rglob("test_*.py")) if path.is_dir() else [path]
    return found


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
        return "killed" if killer == "time" or known["tests"] == _digest_of_test(killer) else None

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
            known = {"function": mutant.digest, "tests": _digest_of_test(killer), "killer": killer}
        self.kept[mutant.name] = known

    def write(self) -> None:
        """Write the file."""
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(json.dumps(self.kept, indent=1, sort_keys=True))


def judgements() -> dict[str, str]:
    """Return why each listed survivor may live, by its name."""
    if not SURVIVORS.is_file():
        return {}
    return {one["mutant"]: one["why"] for one in tomllib.loads(SURVIVORS.read_text()).get("survivor", [])}


def modules_of(name: str) -> list[Path]:
    """Return the modules of a target, without those that an earlier target has."""
    taken: set[Path] = set()
    for other, target in TARGETS.items():
        found = {path for pattern in target.modules for path in SOURCES.glob(pattern)} - taken
        if other == name:
            return sorted(found)
        taken |= found
    return []


@dataclass(slots=True)
class Tally:
    """The counts of one target."""

    total: int = 0
    survivors: list[Mutant] = field(default_factory=list)


def judge_target(name: str, cache: Cache, limit: int | None) -> Tally | None:
    """Judge the mutants of one target; ``None`` where its tests fail without any change."""
    target, paths, tally = TARGETS[name], modules_of(name), Tally()
    for kept in (_digest_of, _digest_of_test, _top_of):
        kept.cache_clear()
    files = _tests_of(target)
    digests = {_relative(path): _digest_of(path) for path in files}
    made = [mutant for path in paths for mutant in mutants(path)]
    open_ = [mutant for mutant in made if cache.get(mutant, digests) is None][:limit]

    def judge(runner: Runner) -> None:
        begin, killers = time.monotonic(), cache.killers(made)
        for number, mutant in enumerate(open_):
            noticed = killers.setdefault(mutant.place, Counter())
            killer = killer_of(mutant, runner, noticed, cache.unmoved(mutant, digests))
            if killer is not None:
                noticed[killer] += 1
            cache.put(mutant, killer, digests)
            if number % 20 == 19:  # noqa: PLR2004 - often enough
                cache.write()
                _say(f"  {name}: {number + 1} of {len(open_)}, {time.monotonic() - begin:.0f} s")
        cache.write()

    runner = Runner(paths, judge)
    if open_:
        _say(f"{name}: {len(open_)} of {len(made)} mutants to judge")
        options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-m", "not slow", "--no-header"]
        pytest.main([*options, *target.tests], plugins=[runner])
    if runner.broken:
        return None
    states = {mutant.name: cache.get(mutant, digests) for mutant in made}
    tally.total = sum(state is not None for state in states.values())
    tally.survivors = [mutant for mutant in made if states[mutant.name] == "survived"]
    return tally


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the targets that are named, or all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], help="which targets; all without any")
    parser.add_argument("--limit", type=int, help="judge at most so many mutants of each target")
    given = parser.parse_args(arguments)
    os.chdir(ROOT)
    listed, code = judgements(), 0
    alive: set[str] = set()
    for name in given.targets or TARGETS:
        if _run_apart(name, given.limit):
            code = 1
        tally = judge_target(name, Cache.load(name), 0)
        if tally is None or not tally.total:
            continue
        unjudged = [one for one in tally.survivors if one.name not in listed]
        alive |= {one.name for one in tally.survivors}
        counted = [one for one in tally.survivors if not listed.get(one.name, "").startswith("the same")]
        share = 1 - len(counted) / tally.total
        _say(f"{name}: {tally.total} mutants, {len(tally.survivors)} survive, {share:.1%} of those that differ killed")
        for one in unjudged:
            _say(f"  not judged: {one.name}  (line {one.line})")
        if unjudged or share < TARGETS[name].share:
            code = 1
    for gone in sorted(set(listed) - alive) if not given.targets else []:
        _say(f"listed and gone: {gone}")
        code = 1
    return code


def _run_apart(name: str, limit: int | None) -> bool:
    """Judge one target in a process of its own, so that no target sees the modules that another has loaded."""
    child = os.fork()
    if child == 0:
        done = judge_target(name, Cache.load(name), limit)
        os._exit(0 if done is not None else 1)
    return os.waitpid(child, 0)[1] != 0


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "support")]
    sys.exit(main())
