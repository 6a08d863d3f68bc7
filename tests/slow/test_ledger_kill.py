"""Two writers that are killed without warning: no entry that was acknowledged is lost, and the log holds."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from ledger_world import AT, new_log
from mexbadge.ledger import Note
from mexbadge.ledger.audit import audit
from mexbadge.ledger.log import Log
from mexbadge.ledger.tables import ENTRIES
from mexbadge.store import Database

ROUNDS = 50
WRITERS = 2
TESTS = Path(__file__).resolve().parents[1]

WRITER = """
import os, sys
from ledger_world import AT, signer
from mexbadge.ledger.log import Log
from mexbadge.store import Database

log = Log.open(Database.open(sys.argv[1]), at=AT)
number = 0
while True:
    entry = f"{sys.argv[2]} {number}".encode()
    with log.database.transaction() as connection:
        (position,) = log.append(connection, [entry])
    os.write(1, b"e %d %s\\n" % (position, entry.hex().encode()))
    if number % 3 == 0:
        note = log.checkpoint(signer(1))
        os.write(1, b"c %s\\n" % note.to_bytes().hex().encode())
    number += 1
"""

pytestmark = pytest.mark.slow


def killed(path: Path, name: str, seconds: float) -> list[bytes]:
    """Let two writers work, kill them, and return the lines that they had written."""
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), f"{name}-{writer}"], stdout=subprocess.PIPE, env=environment
        )
        for writer in range(WRITERS)
    ]
    lines = [writer.stdout.readline() for writer in writers if writer.stdout is not None]
    time.sleep(seconds)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    for writer in writers:
        lines += writer.communicate()[0].splitlines(keepends=True)
    return lines


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_no_acknowledged_entry_is_lost_when_writers_are_killed(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    new_log(path)
    chosen = random.Random(1)
    acknowledged: dict[int, bytes] = {}
    notes: list[Note] = []
    for number in range(ROUNDS):
        for line in killed(path, str(number), chosen.uniform(0.0, 0.15)):
            if not line.endswith(b"\n"):
                continue
            kind, *values = line.split()
            if kind == b"e":
                position = int(values[0])
                assert position not in acknowledged
                acknowledged[position] = bytes.fromhex(values[1].decode())
            else:
                notes.append(Note.parse(bytes.fromhex(values[0].decode())))
    log = Log.open(Database.open(path), at=AT)
    done = audit(log, known=notes)
    with log.database.read() as connection:
        chosen_rows = connection.execute(select(ENTRIES.c.position, ENTRIES.c.entry))
        stored = {row.position: row.entry for row in chosen_rows}
    assert len(acknowledged) >= ROUNDS * WRITERS
    assert {position: stored.get(position) for position in acknowledged} == acknowledged
    assert done.size == len(stored)
    assert done.size - len(acknowledged) <= ROUNDS * WRITERS
    assert notes
