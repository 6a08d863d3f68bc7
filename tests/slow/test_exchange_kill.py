"""kill -9 in the middle of a run, at every commit: the next run leaves what one run without a kill would have left."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from exchange_world import Town, course, listed
from exchanging import Mex
from mexbadge.match.exchange import Exchange, tables
from nursery import Nursery

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")]
MOST = 40
"""More commits than a run of this town takes; a child that takes fewer ends by itself, and the test with it."""
CHILD = """
import os, pickle, signal
from datetime import datetime
from pathlib import Path
from sqlalchemy import Engine, event
from exchange_world import TAXONOMY
from exchanging import Mex
from mexbadge.match import MatchSettings
from mexbadge.testing.serving import from_memory

def run(path, left):
    left = int(left)
    def step(*_):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    pages, at = pickle.loads(Path(path, "world.pickle").read_bytes())
    settings = MatchSettings(TAXONOMY, fetch=lambda request: from_memory(pages, {}, request))
    place = Mex(Path(path, "mex"), settings=settings)
    place.clock.now = at
    mex = place.open()
    say("ready")
    event.listen(Engine, "commit", step)
    mex.run()
    say("done")
"""


def _town(path: Path) -> Town:
    """A town in which a run has everything to do: to match two, to end one, to plan for one, to let one expire."""
    town = Town(path)
    town.post("gone", "falls")
    town.with_badges(dora="falls")
    town.run()
    town.letters()
    town.post("gone", "falls", status="withdrawn")
    town.post("psw", "care", seats=2)
    town.post("aide", "care", "lifts")
    town.mex.bring_in({"courses": [("courses.json", listed(course("lifts", "lifts", 100)))]})
    town.with_badges(aisha="care", ben="care", cora="care")
    return town


def _state(mex: Exchange) -> dict[str, Any]:
    """Return what is so, but for the numbers of runs and rows."""
    found: dict[str, Any] = {}
    with mex.book.read() as connection:
        for table in (tables.VACANCIES, tables.APPLICANTS, tables.MATCHES, tables.SEATS, tables.QUESTIONS):
            rows = connection.execute(select(table).order_by(table.c.id)).mappings()
            found[table.name] = [dict(row) for row in rows]
        events = mex.book.events(connection)
        found["events"] = sorted((one.kind, one.subject) for one in events)
    found["messages"] = sorted((one.key, one.kind, one.state.value) for one in mex.outbox.each())
    return found


def test_a_kill_at_each_commit_of_a_run_leaves_the_next_run_right(tmp_path: Path) -> None:
    import pickle  # noqa: PLC0415 - how the world gets into the child

    made = tmp_path / "made"
    made.mkdir()
    town = _town(made)
    town.mex.book.database.forget_traces()
    (made / "world.pickle").write_bytes(pickle.dumps((town.world.pages, town.now)))

    def copy(name: str) -> Path:
        return Path(shutil.copytree(made, tmp_path / name))

    def opened(path: Path) -> Exchange:
        place = Mex(path / "mex", settings=town.place.settings)
        place.clock.now = town.now
        return place.open()

    whole = opened(copy("whole"))
    assert {one.kind for one in whole.run()} == {"match-withdrawn", "decided", "planned"}
    expected = _state(whole)
    killed = 0
    with Nursery(CHILD) as nursery:
        for step in range(1, MOST):
            path = copy(f"killed-{step}")
            said = nursery.ended([str(path), str(step)])
            mex = opened(path)
            mex.run()
            assert _state(mex) == expected, f"killed at commit {step}"
            assert mex.run() == ()
            if ["done"] in [list(one) for one in said]:
                break
            killed += 1
    assert killed > 8, "too few commits: the test proves too little"
