"""Answers ``bench/peers.py``: what the program under it costs, case by case, when asked. No network.

The names of its cases go out first, as a list in JSON. Then a line with such a name comes in, and a line with the
microseconds of processor time of one call goes out.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ed25519
from signing import pems

FOLDER, NANOSECONDS = Path(sys.argv[1]), int(sys.argv[2])
DOCUMENTS = json.loads((FOLDER / "documents.json").read_text(encoding="utf-8"))
CASES = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))
SIZES = ("minimal", "typical", "large")
DID = "did:web:badges.college.example"

Works = dict[str, Callable[[], object]]


def unsigned(size: str) -> dict[str, object]:
    """Return the badge of a size as it was before it was signed."""
    return {name: value for name, value in json.loads(CASES[f"{size} eddsa-rdfc-2022"]).items() if name != "proof"}


def own_key() -> tuple[bytes, bytes]:
    """Make a key of the peer's own: private and public, as PEM."""
    return pems(ed25519.Ed25519PrivateKey.generate())


def timed(work: Callable[[], object]) -> float:
    start, count = time.process_time_ns(), 0
    while time.process_time_ns() - start < NANOSECONDS:
        work()
        count += 1
    return (time.process_time_ns() - start) / count / 1000


def answer(works: Works) -> None:
    """Say what can be asked, and answer until nothing comes any more."""
    print(json.dumps(list(works)), flush=True)
    for line in sys.stdin:
        print(timed(works[line.strip()]), flush=True)
