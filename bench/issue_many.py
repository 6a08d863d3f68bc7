"""What a large list costs: 10,000 rows with Data Integrity on a pool of two processes, wall time and memory.

``python bench/issue_many.py [ROWS]``. The goal: under 60 seconds and 300 MB in all processes together.
"""

import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil

from mexbadge.credentials.achievement import read_table
from mexbadge.issuer import Achievement, Issuer, RosterRow
from mexbadge.models.identity import Identity

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "achievements" / "psw-dementia-care.toml"
WORKERS = 2


class Memory(threading.Thread):
    """Watches the memory of this process and its children, in MiB: the sum of what each has for itself alone."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.5):
            me = psutil.Process()
            total = 0
            for process in (me, *me.children(recursive=True)):
                try:
                    total += process.memory_full_info().uss
                except psutil.Error:
                    continue
            self.most = max(self.most, total / 2**20)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        issuer = Issuer.create(
            folder, name="Lakeshore College of Care", url="https://badges.lakeshore-college.example", id=None
        )
        table = read_table(EXAMPLE.read_bytes(), EXAMPLE.name)
        own = {name: table.pop(name) for name in ("name", "description", "criteria")}
        table.pop("id")
        texts = [str(own[name]) for name in ("name", "description", "criteria")]
        achievement = issuer.add(Achievement(*texts, members=table))
        rows = [
            RosterRow(line=line, recipient=Identity.parse(f"learner.{line}@lakeshore-college.example"), ref=f"N{line}")
            for line in range(2, count + 2)
        ]
        memory = Memory()
        memory.start()
        start = time.perf_counter()
        with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
            batch = issuer.issue_many(rows, achievement, executor=pool)
            used = sum(sum(one.cpu_times()[:2]) for one in (psutil.Process(), *psutil.Process().children()))
        took = time.perf_counter() - start
        memory.done.set()
        assert batch.issued == count
        start = time.perf_counter()
        again = issuer.issue_many(rows, achievement)
        assert again.already == count
        repeated = time.perf_counter() - start
        print(f"{count} badges: {took:.1f} s ({used:.0f} s of processor time), {memory.most:.0f} MiB")
        print(f"the same list again: {repeated:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
