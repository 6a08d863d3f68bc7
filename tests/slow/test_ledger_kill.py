"""Two writers that are killed without warning: no entry that was acknowledged is lost, and the log holds."""

import os
import random
from pathlib import Path

import pytest
from sqlalchemy import select

from ledger_world import AT, new_log
from mexbadge.ledger import Note
from mexbadge.ledger.audit import audit
from mexbadge.ledger.log import Log
from mexbadge.ledger.tables import ENTRIES
from mexbadge.store import Database
from nursery import Nursery

ROUNDS = 50
WRITERS = 2

WRITER = """
from ledger_world import AT, signer
from mexbadge.ledger.log import Log
from mexbadge.store import Database

def run(path, name):
    log = Log.open(Database.open(path), at=AT)
    number = 0
    while True:
        entry = f"{name} {number}".encode()
        with log.database.transaction() as connection:
            (position,) = log.append(connection, [entry])
        say("e", position, entry.hex())
        if number == 0:
            say("ready")
        if number % 3 == 0:
            say("c", log.checkpoint(signer(1)).to_bytes().hex())
        number += 1
"""

pytestmark = pytest.mark.slow


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_no_acknowledged_entry_is_lost_when_writers_are_killed(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    new_log(path)
    chosen = random.Random(1)
    acknowledged: dict[int, bytes] = {}
    notes: list[Note] = []
    with Nursery(WRITER) as nursery:
        for number in range(ROUNDS):
            writers = [[str(path), f"{number}-{writer}"] for writer in range(WRITERS)]
            for kind, *values in nursery.killed(*writers, after=chosen.uniform(0.0, 0.15)):
                if kind == "e":
                    position = int(values[0])
                    assert position not in acknowledged
                    acknowledged[position] = bytes.fromhex(values[1])
                else:
                    notes.append(Note.parse(bytes.fromhex(values[0])))
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
