"""Children to be killed: one process that has loaded everything forks them, so that a kill costs no start-up."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

TESTS = Path(__file__).resolve().parent
_FORKING = """
import json, os, signal, sys
def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())
{code}
while line := sys.stdin.readline():
    children = []
    for given in json.loads(line):
        child = os.fork()
        if not child:
            try:
                run(*given)
            except BaseException as error:
                say("failed", repr(error))
            os._exit(0)
        children.append(child)
    if sys.stdin.readline().strip() == "kill":
        for child in children:
            os.kill(child, signal.SIGKILL)  # one that has ended is still there until it is waited for
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
        said: list[list[str]] = []
        self._tell(json.dumps(given))
        for _ in given:
            said += self._heard("ready")
        time.sleep(after)
        self._tell("kill")
        return said + self._heard("ended")

    def ended(self, *given: list[str]) -> list[list[str]]:
        """Run one child for each of ``given``, wait until all have ended, by their own hand or done, and return it."""
        said: list[list[str]] = []
        self._tell(json.dumps(given))
        for _ in given:
            said += self._heard("ready")
        self._tell("wait")
        return said + self._heard("ended")

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _heard(self, last: str) -> list[list[str]]:
        """Return what was said before the word ``last``; a child that failed fails the test."""
        assert self._process.stdout is not None
        said: list[list[str]] = []
        while (words := self._process.stdout.readline().split()) != [last]:
            assert words, "the nursery ended"
            assert words[0] != "failed", " ".join(words)
            said.append(words)
        return said
