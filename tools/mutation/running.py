"""Which tests reach which lines, and one mutant after the other in a process of its own."""

import gc
import importlib
import json
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import CodeType, FunctionType
from typing import Final

import coverage
import pytest

from mutation.changes import Mutant
from mutation.found import Reached, digest_of, relative
from mutation.targets import ROOT, SOURCES, TARGETS, modules_of

__all__ = [
    "BROKEN",
    "GIBIBYTES",
    "LEAST_SECONDS",
    "MOST_SECONDS",
    "SECONDS",
    "Runner",
    "affordable",
    "in_order",
    "killer_of",
    "say",
]

SECONDS: Final = 3.0
"""How long a test of a mutant may take beyond five times what it takes otherwise, in seconds of the processor."""
GIBIBYTES: Final = 4
LEAST_SECONDS: Final = 0.005
MOST_SECONDS: Final = 5.0
"""How long the tests of one mutant may take together, as measured while the lines were noted: those beyond are not
asked, so that a survivor costs little. What only they notice counts as not noticed."""
BROKEN: Final = 70
"""With what a process ends that could not even try its mutant."""


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
            say("left out, for they fail without any change:\n  " + "\n  ".join(sorted(failed)))
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
    digests = {relative(path): digest_of(path) for path in modules}
    files = {name.partition("::")[0] for name in names}
    found = {file: Reached(file, {**digests, file: digest_of(ROOT / file)}) for file in files}
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


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
