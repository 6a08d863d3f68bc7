"""The peers: programs of their own that time themselves when asked, in the environments of ``make interop``."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rounds import NANOSECONDS, Clocked

INTEROP = Path(__file__).resolve().parents[1] / "interop"
PYTHON = INTEROP / ".python" / "bin" / "python"
NODE = os.environ.get("NODE", "node")
PROGRAMS = {
    "Digital Bazaar": [NODE, str(INTEROP / "speed.mjs"), "{folder}", "{nanoseconds}"],
    "openbadgeslib": [str(PYTHON), str(INTEROP / "speed_openbadgeslib.py"), "{folder}", "{nanoseconds}"],
    "openvc": [str(PYTHON), str(INTEROP / "speed_openvc.py"), "{folder}", "{nanoseconds}"],
}
LOADING = {
    "Digital Bazaar": [NODE, "--input-type=module", "-e", "await import('@digitalbazaar/vc')"],
    "openbadgeslib": [str(PYTHON), "-c", "import openbadgeslib.verify"],
    "openvc": [str(PYTHON), "-c", "import openvc.verify"],
}
"""Only loads the program: the least that a command of it would cost. Run these in the folder of :data:`INTEROP`."""


def installed() -> bool:
    """Whether the environments are there."""
    return (INTEROP / ".ready").exists()


@dataclass(frozen=True)
class Peer:
    """A program that waits to be asked."""

    name: str
    process: "subprocess.Popen[str]"

    def answer(self) -> str:
        """Return its next line."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended: {self.process.wait()}")
        return line

    def clock(self, case: str) -> float:
        """Ask for one case; microseconds of processor time of one call."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{case}\n")
        self.process.stdin.flush()
        return float(self.answer())


@contextmanager
def asked(folder: Path) -> Iterator[dict[str, dict[str, Clocked]]]:
    """Start them on what lies in ``folder``; yields what each can be asked, by its name."""
    with ExitStack() as stack:
        found = {}
        for name, words in PROGRAMS.items():
            command = [word.format(folder=folder, nanoseconds=NANOSECONDS) for word in words]
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=sys.stderr, text=True
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            peer = Peer(name, process)
            found[name] = {case: partial(peer.clock, case) for case in json.loads(peer.answer())}
        yield found
