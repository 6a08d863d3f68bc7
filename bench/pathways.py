"""What it costs to evaluate pathways. Run: PYTHONPATH=tests/support python bench/pathways.py."""

import time
from collections.abc import Callable

from mexbadge.pathways import Counting, Earn, KOf, Requirement
from mexbadge.skills import Holding
from planning import skill
from skilled import alignment
from stacked import all_of, earn, earned, pathway, walked


def timed(name: str, work: Callable[[], object], bound: str) -> None:
    begin = time.perf_counter()
    result = work()
    print(f"{name:64} {time.perf_counter() - begin:8.3f} s  {bound}  {result}")


def wide() -> tuple[Requirement, list[Holding]]:
    groups = [KOf(id=f"g{g}", k=50, of=tuple(earn(f"{g}-{n}") for n in range(99))) for g in range(100)]
    return all_of(*groups), [earned(f"{n % 100}-{n // 100}", id=f"urn:{n}") for n in range(1_000)]


def tight(leaves: int, badges: int) -> tuple[Requirement, list[Holding]]:
    """Every badge fits five places next to one another, so that many have to be moved."""
    places = [Earn(id=str(n), alignment=skill(n)) for n in range(leaves)]
    groups = [KOf(id=f"g{n}", k=9, of=tuple(places[n : n + 10])) for n in range(0, leaves, 10)]
    made = [
        earned(f"b{n}", id=f"urn:{n}", alignments=tuple(alignment(str((n * 7 + step) % leaves)) for step in range(5)))
        for n in range(badges)
    ]
    return all_of(*groups), made


def main() -> None:
    root, badges = wide()
    timed("10,001 requirements, 1,000 badges, double counting allowed", lambda: walked(root, *badges).status, "< 2 s")
    for leaves, count in ((200, 1_000), (200, 181), (200, 179)):
        tree, made = tight(leaves, count)
        whole = pathway(tree, counting=Counting.FORBID)
        timed(
            f"{leaves} leaves, {count} badges, each in one place only",
            lambda w=whole, m=made: walked(w, *m).status,
            "< 1 s",
        )  # type: ignore[misc]


if __name__ == "__main__":
    main()
