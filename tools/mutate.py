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
import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pytest
from mutation.changes import Mutant, mutants
from mutation.found import Cache, digest_of, digest_of_test, relative, top_of
from mutation.running import Runner, killer_of, say
from mutation.targets import ROOT, TARGETS, files_of_tests, modules_of

SURVIVORS: Final = ROOT / "tools" / "survivors.toml"


def judgements() -> dict[str, str]:
    """Return why each listed survivor may live, by its name."""
    if not SURVIVORS.is_file():
        return {}
    return {one["mutant"]: one["why"] for one in tomllib.loads(SURVIVORS.read_text()).get("survivor", [])}


@dataclass(slots=True)
class Tally:
    """The counts of one target."""

    total: int = 0
    survivors: list[Mutant] = field(default_factory=list)


def judge_target(name: str, cache: Cache, limit: int | None) -> Tally | None:
    """Judge the mutants of one target; ``None`` where its tests fail without any change."""
    target, paths, tally = TARGETS[name], modules_of(name), Tally()
    for kept in (digest_of, digest_of_test, top_of):
        kept.cache_clear()
    files = files_of_tests(target)
    digests = {relative(path): digest_of(path) for path in files}
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
                say(f"  {name}: {number + 1} of {len(open_)}, {time.monotonic() - begin:.0f} s")
        cache.write()

    runner = Runner(paths, judge)
    if open_:
        say(f"{name}: {len(open_)} of {len(made)} mutants to judge")
        options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-m", "not slow", "--no-header"]
        pytest.main([*options, *target.tests], plugins=[runner])
    if runner.broken:
        return None
    states = {mutant.name: cache.get(mutant, digests) for mutant in made}
    tally.total = sum(state is not None for state in states.values())
    tally.survivors = [mutant for mutant in made if states[mutant.name] == "survived"]
    return tally


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
        say(f"{name}: {tally.total} mutants, {len(tally.survivors)} survive, {share:.1%} of those that differ killed")
        for one in unjudged:
            say(f"  not judged: {one.name}  (line {one.line})")
        if unjudged or share < TARGETS[name].share:
            code = 1
    for gone in sorted(set(listed) - alive) if not given.targets else []:
        say(f"listed and gone: {gone}")
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
