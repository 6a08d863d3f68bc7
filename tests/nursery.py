"""Children to be killed: one process that has loaded everything forks them, so that a kill costs no start-up."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

TESTS = Path(__file__).resolve().parent
_FORKING = """
import json, os, sys
def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())
{code}
for line in sys.stdin:
    children = []
    for given in json.loads(line):
        child = os.fork()
        if not child:
            run(*given)
            os._exit(0)
        children.append(child)
        say("pid", child)
    for child in children:
        os.waitpid(child, 0)
    say("ended")
"""


class Nursery:
    """``code`` defines ``run(...)``, which says ``say("ready")`` once, then whatever it has acknowledged."""

    def __init__(self, code: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _FORKING.format(code=code)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def killed(self, *given: list[str], after: float) -> list[list[str]]:
        """Run one child for each of ``given``, kill all ``after`` seconds, and return the words of what they said."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(given) + "\n")
        self._process.stdin.flush()
        children: list[int] = []
        said: list[list[str]] = []
        ready = 0
        while len(children) < len(given) or ready < len(given):
            words = self._process.stdout.readline().split()
            assert words, "a child ended before it was ready"
            match words:
                case ["pid", number]:
                    children.append(int(number))
                case ["ready"]:
                    ready += 1
                case ["ended"]:
                    raise AssertionError("all children ended before they were ready")
                case _:
                    said.append(words)
        time.sleep(after)
        for child in children:
            os.kill(child, signal.SIGKILL)
        while (words := self._process.stdout.readline().split()) != ["ended"]:
            assert words, "the nursery ended"
            said.append(words)
        return said
