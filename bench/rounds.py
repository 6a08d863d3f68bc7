"""Timing in turn: each piece of work is asked for once in every round, and the least of its rounds counts.

Only processor time is taken: what others do on the machine spoils little, and a busy moment one round of each.
"""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

ROUNDS = 5
NANOSECONDS = 30_000_000

Clocked = Callable[[], float]
"""Does some work often enough, and returns the processor time of one call of it, in microseconds."""


def clocked(work: Callable[[], object], nanoseconds: int = NANOSECONDS) -> Clocked:
    """Return what times ``work`` in this process: the mean over at least ``nanoseconds``."""

    def one() -> float:
        start, count, used = time.process_time_ns(), 0, 0
        while not count or used < nanoseconds:
            work()
            count += 1
            used = time.process_time_ns() - start
        return used / count / 1000

    return one


def clocked_command(command: Sequence[str], times: int = 3) -> Clocked:
    """Return what times a whole program of its own, from its start to its end; its words are thrown away.

    It runs once before, and Python keeps what it compiled then, as it does for whoever uses the program.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def one() -> float:
        found = []
        for _ in range(times):
            started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
            _, status, used = os.wait4(started.pid, 0)
            started.returncode = os.waitstatus_to_exitcode(status)
            if started.returncode:
                raise SystemExit(f"{command[0]} ended with {started.returncode}: {' '.join(command[1:])}")
            found.append((used.ru_utime + used.ru_stime) * 1e6)
        return min(found)

    return one


def least(works: Mapping[str, Clocked], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the least of several rounds for each, in microseconds."""
    found = [{name: work() for name, work in works.items()} for _ in range(rounds)]
    return {name: min(one[name] for one in found) for name in works}
