"""kill -9 in the middle of a batch, fifty times: nothing is lost, nothing comes twice, files and register agree.

Each child is killed at a step that is drawn beforehand, not after a time: a busy machine meets the same moments.
"""

import os
import random
from hashlib import sha256
from pathlib import Path

import pytest

from issuing import Folder, everything, rows
from mexbadge.issuer.checkup import REMARKS, check_folder
from mexbadge.ledger import SUFFIX
from nursery import Nursery

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")]
ROUNDS = 50
STEPS = 40
"""Within how many steps a child is killed: of five badges, and of files, commits and answers in between."""
PEOPLE = 2000
CHILD = """
import os, signal
from sqlalchemy import Engine, event
from issuing import Clock, rows
from mexbadge import _files
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.pipeline import batches
from mexbadge.issuer import Issuer
batches.PORTION = 5
deliver, replace = delivery.deliver, _files.replace

def run(path, people, left):
    left = int(left)
    def step(*_):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    def delivered(*given, **how):
        step()
        deliver(*given, **how)
        step()
    def replaced(*given, **how):
        step()
        replace(*given, **how)
    delivery.deliver, _files.replace = delivered, replaced
    issuer = Issuer.open(path, clock=Clock())
    say("ready")
    event.listen(Engine, "commit", step)
    for first in range(2, int(people), 20):
        batch = issuer.issue_many(rows(20, first=first), "dementia-care")
        for result in batch.results:
            say(result.line, result.id)
            step()
"""


@pytest.mark.parametrize("kinds", [[""], ["", SUFFIX]], ids=["plain", "with a ledger"])
def test_fifty_kills_lose_nothing_and_double_nothing(tmp_path: Path, kinds: list[str]) -> None:
    """``kinds``: which files there are for a badge; in a folder with a ledger each has its receipt."""
    folder = Folder(tmp_path / "badges")
    folder.create(ledger=SUFFIX in kinds)
    rng = random.Random(2026)
    acknowledged: dict[int, str] = {}
    finished = 0
    with Nursery(CHILD) as nursery:
        for _ in range(ROUNDS):
            said = nursery.ended([str(folder.path), str(PEOPLE), str(rng.randint(1, STEPS))])
            for line, name in ((int(line), name) for line, name in said):
                assert acknowledged.setdefault(line, name) == name, "one row got two badges"
            with_unfinished = everything_raw(folder)
            issuer = folder.open()
            held = everything(issuer)["issued"]
            finished += sum(row["state"] == "prepared" for row in with_unfinished)
            by_id = {row["id"]: row for row in held}
            assert set(acknowledged.values()) <= by_id.keys(), "an acknowledged badge is lost"
            assert len({row["award"] for row in held}) == len(held)
            assert {row["state"] for row in held} <= {"delivered"}
            visible = {path.name for path in issuer.files.iterdir() if not path.name.startswith(".")}
            assert visible == {f"{row['file']}{kind}" for row in held for kind in kinds}
            for row in held:
                assert sha256((issuer.files / row["file"]).read_bytes()).hexdigest() == row["baked_digest"]
            issuer.write_hosted()
            found = check_folder(folder.path, issuer, at=folder.clock())
            assert [problem for problem in found if problem.code not in REMARKS] == [], "files and register disagree"
    people = max(len(acknowledged), 20)
    batch = folder.open().issue_many(rows(people), "dementia-care")
    assert len({result.id for result in batch.results}) == people
    results = {result.line: result.id for result in batch.results}
    assert all(results[line] == name for line, name in acknowledged.items() if line in results)
    assert finished, "no kill fell between the commit and the delivery: the test proves too little"


def everything_raw(folder: Folder) -> list[dict[str, object]]:
    """Return the rows as the killed process left them, before anything is finished."""
    import sqlite3  # noqa: PLC0415 - for this one look past the library

    with sqlite3.connect(folder.path / "register.db") as connection:
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute("SELECT id, state FROM issued")]
    connection.close()
    return found
