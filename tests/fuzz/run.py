"""``python tests/fuzz/run.py SECONDS [TARGET ...]``: fuzz each target so long, each in its own process.

A crash, an input that takes longer than :data:`SECONDS_EACH` or a process beyond :data:`MEBIBYTES` ends the run of its
target, whose exit code is then not 0; the input is kept in the folder that is named. The corpus begins anew each time
unless ``--corpus FOLDER`` keeps it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).resolve().parents[1]
SECONDS_EACH: Final = 5
MEBIBYTES: Final = 500
_BETWEEN: Final = ("/bin/sh", "-c", '"$@"; exit $?', "sh")
"""A small process between: the most memory that one process ever held passes to the one that it starts, so a fuzzer
that is started by a large one would seem as large from the beginning."""
_START_UP: Final = 120
"""How many seconds a process may take beyond the time that it fuzzes: instrumenting, seeds, the last input."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of one target: 0 where nothing was found, and what the fuzzer said last."""

    target: str
    code: int
    said: str


def fuzz(target: str, seconds: int, folder: Path) -> Ran:
    """Fuzz one target for ``seconds``; its corpus and what it finds lie below ``folder``."""
    from fuzz.seeds import LARGEST, seeds  # noqa: PLC0415 - importable once the path is set

    corpus, found = folder / target, folder / "found"
    for place in (corpus, found):
        place.mkdir(parents=True, exist_ok=True)
    for seed in seeds(target):
        (corpus / sha256(seed).hexdigest()).write_bytes(seed)
    options = [
        str(corpus),
        f"-max_total_time={seconds}",
        f"-timeout={SECONDS_EACH}",
        f"-rss_limit_mb={MEBIBYTES}",
        f"-max_len={LARGEST}",
        f"-artifact_prefix={found}/{target}-",
        "-print_final_stats=1",
    ]
    ran = subprocess.run(
        [*_BETWEEN, sys.executable, "-m", "fuzz.child", target, *options],
        env={**os.environ, "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS / 'support'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=seconds + _START_UP,
        check=False,
    )
    return Ran(target, ran.returncode, ran.stdout.decode("utf-8", "replace"))


def main() -> int:
    """Fuzz the targets that are named, or all; return 1 where anything was found."""
    sys.path[:0] = [str(TESTS), str(TESTS / "support")]
    from fuzz.seeds import TARGETS  # noqa: PLC0415 - importable once the path is set

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=int)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--corpus", type=Path)
    asked = parser.parse_args()
    if unknown := set(asked.targets) - TARGETS.keys():
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    folder = asked.corpus or Path(tempfile.mkdtemp(prefix="mexbadge-fuzz-"))
    worst = 0
    for target in asked.targets or TARGETS:
        ran = fuzz(target, asked.seconds, folder)
        lines = ran.said.splitlines()
        sys.stdout.write(f"{target}: {'nothing found' if not ran.code else f'FOUND, see {folder}'}\n")
        sys.stdout.write("".join(f"    {line}\n" for line in lines[-40 if ran.code else -8 :]))
        worst |= ran.code != 0
    return int(worst)


if __name__ == "__main__":
    sys.exit(main())
