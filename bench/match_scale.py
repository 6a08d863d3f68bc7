"""What it costs to rank 100,000 applicants for 10,000 vacancies, from skills that were read already.

Run: ``python bench/match_scale.py [APPLICANTS VACANCIES]``. Each way of computing runs in a child process of its own,
so that its peak memory is its own; a worker's counts the pages of the file that the workers share. Figures hold for
one machine (the CPU time is that of the process that asks); the ratio within one run counts.
"""

import json
import random
import resource
import subprocess
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path

from mexbadge.match import MatchPolicy, Requirement, Vacancy, Weights
from mexbadge.match.scale import Shown, Skills, top_matches
from mexbadge.match.vacancy import RequirementKind
from mexbadge.models.language import Words
from mexbadge.skills import Level, Skill, Taxonomy

SKILLS, GROUPS = 13_900, 900
DREYFUS = "urn:mexbadge:scale:dreyfus"
LEVELS = [(), *((Level.on(DREYFUS, name),) for name in ("novice", "advanced-beginner", "competent", "proficient"))]


def uri(number: int) -> str:
    return f"https://skills.example/{number}"


def taxonomy() -> Taxonomy:
    """As large as ESCO: groups of about fifteen skills, every fifth group within another."""
    made = [Skill(f"urn:group:{n}", Words.of(f"Group {n}"), broader=(f"urn:group:{n // 5}",) if n % 5 and n > 4 else ())
            for n in range(GROUPS)]  # fmt: skip
    made += [Skill(uri(n), Words.of(f"Skill {n}"), broader=(f"urn:group:{n % GROUPS}",)) for n in range(SKILLS)]
    return Taxonomy.of(made)


def world(people: int, posts: int) -> tuple[dict[str, Skills], list[Vacancy]]:
    """Skills by a Zipf law: a few are asked for and held everywhere, most are rare."""
    chance = random.Random(8)  # noqa: S311 - the same world in every run
    often = list(accumulate(1 / (n + 10) for n in range(SKILLS)))
    names = list(range(SKILLS))
    chance.shuffle(names)

    def some(least: int, most: int) -> set[int]:
        return set(chance.choices(names, cum_weights=often, k=chance.randint(least, most)))

    applicants: dict[str, Skills] = {}
    for number in range(people):
        applicants[f"p{number:06}"] = {uri(n): Shown(chance.choice(LEVELS)) for n in some(5, 30)}
    vacancies = []
    for number in range(posts):
        asked = []
        for place, skill in enumerate(sorted(some(3, 15))):
            skills = (uri(skill), uri((skill + 7) % SKILLS)) if chance.random() < 0.1 else (uri(skill),)
            level = next(iter(chance.choice(LEVELS)), None) if chance.random() < 0.3 else None
            kind = RequirementKind.NICE if chance.random() < 0.3 else RequirementKind.MUST
            asked.append(Requirement(id=str(place), kind=kind, skills=skills, level=level))
        vacancies.append(Vacancy(id=f"v{number:05}", title=Words.of("A post"), requirements=tuple(asked)))
    return applicants, vacancies


def most() -> int:
    """Return the most memory that this process ever had, in KiB; that of a child counts its parent's in rusage."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def child(method: str, people: int, posts: int, workers: int) -> None:
    known = taxonomy()
    applicants, vacancies = world(people, posts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin, busy = time.perf_counter(), time.process_time()
    policy = MatchPolicy(weights=Weights.of(vacancies, known))
    executor: Executor | None = ProcessPoolExecutor(workers, mp_context=get_context("spawn")) if workers else None
    found = 0
    for _ in top_matches(
        applicants, vacancies, top=20, taxonomy=known, policy=policy, executor=executor, method=method
    ):  # type: ignore[arg-type]
        found += 1
    took, cpu = time.perf_counter() - begin, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    each = 0
    if executor is not None:
        each = executor.submit(most).result()
        executor.shutdown()
    print(json.dumps({"took": took, "cpu": cpu, "peak": peak, "before": before, "each": each, "found": found}))


def run(method: str, people: int, posts: int, workers: int) -> float:
    words = [sys.executable, __file__, "--child", method, str(people), str(posts), str(workers)]
    made = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    name = f"{method}, {f'{workers} processes' if workers else 'alone'}, {people:,} x {posts:,}"
    peak, before, each = (made[one] / 1024 for one in ("peak", "before", "each"))
    memory = f"peak {peak:6.0f} MB ({before:.0f} MB of it input), a worker {each:.0f} MB"
    print(f"{name:44} {made['took']:8.2f} s ({made['cpu']:.2f} s CPU)  {memory}  {made['found']:,} places")
    return float(made["cpu"])


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], *map(int, sys.argv[3:]))
        return
    people, posts = map(int, sys.argv[1:3] or (100_000, 10_000))
    small = (max(1, people // 100), max(1, posts // 100))
    ratio = run("python", *small, 0) / run("sparse", *small, 0)
    print(f"{'ratio':44} {ratio:8.1f}")
    run("sparse", people, posts, 0)
    run("sparse", people, posts, 2)


if __name__ == "__main__":
    main()
