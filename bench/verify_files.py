"""What ``mexbadge verify`` of many files costs: the time by the clock, that of the processors, and the largest memory.

``python bench/verify_files.py [NUMBER [PROCESSES]]``: 10,000 typical badges (Data Integrity, ``eddsa-rdfc-2022``), each
of somebody else and signed by itself, as PNG files in a folder, judged once by one process and once by several, or
as many as there are processors. Both must print the same.
"""

import hashlib
import os
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import NamedTuple

from samples import achievements, how, world

from mexbadge._json import dumps
from mexbadge.bake import bake
from mexbadge.issuer import issue

_SIDE = 64


def picture() -> bytes:
    """Return a small PNG: pictures are read past, never decoded."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes(range(3 * _SIDE)) for _ in range(_SIDE))
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def write(folder: Path, count: int) -> None:
    """Issue ``count`` badges into ``folder`` / ``badges``, and what answers for their issuer beside it."""
    (folder / "badges").mkdir()
    achievement, blank = achievements()["typical"], picture()
    for place in range(count):
        given = {**how("eddsa-rdfc-2022"), "to": f"person{place}@example.ca"}
        credential = issue(achievement, **given).credential
        (folder / "badges" / f"{place:07}.png").write_bytes(bake(blank, credential, keyword="openbadgecredential"))
    index = {}
    for place, (url, page) in enumerate(world().pages.items()):
        (folder / f"{place}.json").write_bytes(page)
        index[url] = f"{place}.json"
    (folder / "resources.json").write_text(dumps(index))


class Cost(NamedTuple):
    """Seconds by the clock and of processors, MiB of the largest process so far, and the SHA-256 of the output."""

    clock: float
    spent: float
    largest: float
    output: str


def judge(folder: Path, *options: str) -> Cost:
    """Run the command, and measure it."""
    command = [sys.executable, "-m", "mexbadge", "verify", "badges", "--resources", "resources.json", *options]
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    digest = hashlib.sha256()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE) as running:
        for part in iter(lambda: running.stdout.read(1 << 16), b""):
            digest.update(part)
    if running.returncode:
        sys.exit(f"ended with {running.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Cost(time.perf_counter() - begin, spent, after.ru_maxrss / 1024, digest.hexdigest())


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    several = sys.argv[2] if len(sys.argv) > 2 else str(os.cpu_count())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, count)
        outputs = set()
        for processes in ("1", several):
            cost = judge(folder, "--at", "2026-05-02", "--processes", processes)
            outputs.add(cost.output)
            print(f"{count:,} files, {processes} process(es): {cost.clock:.1f} s by the clock,")
            print(f"  {cost.spent:.1f} s of processors, {cost.largest:.0f} MiB the largest process")
        print("the same output" if len(outputs) == 1 else "NOT THE SAME OUTPUT")


if __name__ == "__main__":
    main()
