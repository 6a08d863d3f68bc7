"""What the exact plan costs: both ways of solving, side by side. Run: PYTHONPATH=tests/support python bench/plan.py."""

import random
import time

from mexbadge.plan import Course, Method, Need, all_of, solve
from planning import course, want


def catalogue(gaps: int, count: int, seed: int, *, equal: bool = False) -> list[Course]:
    """Courses that teach one to four of the gaps; every fifth asks for one that another teaches."""
    chance = random.Random(seed)  # noqa: S311 - the same courses in every run
    made = []
    for number in range(count):
        teaches = chance.sample(range(gaps), chance.randint(1, 4))
        asks = [one for one in chance.sample(range(gaps), 1) if one not in teaches] if chance.random() < 0.2 else []
        cost = 100 if equal else chance.randint(50, 600)
        made.append(
            course(f"c{number:03}", teaches, cost, days=chance.randint(1, 60), prerequisites=tuple(map(want, asks)))
        )
    return made


def timed(need: Need, courses: list[Course], method: Method) -> tuple[float, object]:
    begin = time.perf_counter()
    plan = solve(need, courses, method=method)
    return time.perf_counter() - begin, (plan.cost, [one.id for one in plan.courses])


def main() -> None:
    for equal in (False, True):
        worst = {"exact": 0.0, "milp": 0.0}
        same = True
        for seed in range(10):
            courses = catalogue(20, 200, seed, equal=equal)
            need = all_of(map(want, range(20)))
            found = {}
            for method in ("exact", "milp"):
                took, found[method] = timed(need, courses, method)
                worst[method] = max(worst[method], took)
            same = same and found["exact"] == found["milp"]
        name = f"20 gaps x 200 courses{', all at one price' if equal else ''}, the slowest of 10"
        ratio = worst["milp"] / worst["exact"]
        print(f"{name:56} Python {worst['exact']:6.2f} s, HiGHS {worst['milp']:6.2f} s ({ratio:.1f}), equal: {same}")


if __name__ == "__main__":
    main()
