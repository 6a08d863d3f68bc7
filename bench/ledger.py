"""What a log costs: appends, proofs, an audit, a receipt. Run: python bench/ledger.py [ENTRIES]."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ledger import Checkpoint, EntryKind, KeyType, NoteKey, commit
from mexbadge.ledger.audit import audit
from mexbadge.ledger.cosignature import cosign_text
from mexbadge.ledger.log import Log
from mexbadge.store import Database

SIGNER = LocalSigner.generate(KeyKind.ED25519, "urn:example:log")
ENTRIES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
SINGLES = 2_000
BATCH = 1_000
AT = datetime(2026, 5, 1, tzinfo=UTC)


def row(name: str, value: float, unit: str, bound: str) -> None:
    print(f"{name:52} {value:12,.2f} {unit:10} {bound}")


def median(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def new_log(path: Path) -> Log:
    return Log.create(Database.open(path), NoteKey("log.example/bench", KeyType.ED25519, SIGNER.public_key))


def singles(folder: Path) -> None:
    log = new_log(folder / "singles.db")
    random = Random(1)  # noqa: S311 - the same log in every run
    with log.database.hold():  # whoever appends all day keeps the file open
        begin = time.perf_counter()
        for number in range(SINGLES):
            entry = commit(EntryKind.ISSUE, b"%d" % number, subject=f"urn:{number}", at=AT, rng=random.randbytes)
            with log.database.transaction() as connection:
                log.append(connection, [entry])
            log.checkpoint(SIGNER)
        row(
            "single durable appends, each with its checkpoint",
            SINGLES / (time.perf_counter() - begin),
            "1/s",
            ">= 1,000",
        )


def batches(log: Log) -> None:
    random = Random(2)  # noqa: S311 - the same log in every run
    spent = 0.0
    for start in range(0, ENTRIES, BATCH):
        numbers = range(start, min(start + BATCH, ENTRIES))
        made = [commit(EntryKind.ISSUE, b"%d" % n, subject=f"urn:{n}", at=AT, rng=random.randbytes) for n in numbers]
        begin = time.perf_counter()
        with log.database.transaction() as connection:
            log.append(connection, made)
        log.checkpoint(SIGNER)
        spent += time.perf_counter() - begin
    row(f"appends in batches of {BATCH:,}, each with its checkpoint", ENTRIES / spent, "1/s", ">= 50,000")


def proofs(log: Log) -> None:
    random = Random(3)  # noqa: S311 - the same proofs in every run
    with log.database.read() as connection:
        inclusion = median(lambda: log.inclusion(connection, random.randrange(ENTRIES), ENTRIES), 500)
        consistency = median(lambda: log.consistency(connection, random.randrange(1, ENTRIES), ENTRIES), 500)
    row(f"inclusion proof at {ENTRIES:,} leaves", inclusion * 1e3, "ms", "< 1")
    row(f"consistency proof at {ENTRIES:,} leaves", consistency * 1e3, "ms", "< 1")


def receipt(log: Log) -> None:
    with log.database.read() as connection:
        note = log.latest(connection)
    assert note is not None
    lines = [cosign_text(note.text, f"witness.example/{n}", SIGNER, time=1_777_000_000) for n in "ab"]
    log.add_lines(Checkpoint.parse(note.text).size, lines)
    with log.database.read() as connection:
        row("receipt with two witnesses", len(log.receipt(connection, ENTRIES // 3)), "bytes", "< 2,000")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        singles(folder)
        log = new_log(folder / "batches.db")
        with log.database.hold():
            batches(log)
        proofs(log)
        receipt(log)
        begin = time.perf_counter()
        audit(log)
        row(f"audit of {ENTRIES:,} entries", time.perf_counter() - begin, "s", "< 10")
        row("file", (folder / "batches.db").stat().st_size / 1e6, "MB", "")


if __name__ == "__main__":
    main()
