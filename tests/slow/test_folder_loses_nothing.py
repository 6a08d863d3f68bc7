"""For every file of a folder removed, emptied or put back from an earlier day, whatever is done next.

No badge that was not valid becomes valid: not by the next command, not by those after it, in any order.
"""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from issuing import AISHA, BEN, Clock, Folder, rows
from mexbadge.errors import MexBadgeError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Form, Issuer
from mexbadge.issuer.checkup import check_folder
from mexbadge.verify import Verdict, Verifier

pytestmark = pytest.mark.slow
ORDERS = 2
"""How many orders of the next commands are tried for each change; more of them by hand."""
ALIKE = 1
"""How many files of one kind are tried: pictures, receipts and hosted badges differ in their ids alone."""
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{20,}|\d+")
RECOVER = "recover from a copy of the first day"
"""Tried where the copy is all that is old: where ``hosted`` is too, nothing is left that knows better."""
Act = Callable[[Issuer], object]
ACTS: dict[str, Act] = {
    "issue": lambda issuer: issuer.issue("dementia-care", to=BEN, again=True),
    "issue the list again": lambda issuer: issuer.issue_many(rows(4), "dementia-care"),
    "revoke": lambda issuer: issuer.revoke(next(one.id for one in issuer.list() if one.status == "active")),
    "suspend": lambda issuer: issuer.suspend(next(one.id for one in issuer.list() if one.status == "active")),
    "refresh": lambda issuer: issuer.refresh_status(),
    "rotate": lambda issuer: issuer.rotate_key(),
    "take over": lambda issuer: issuer.take_over(),
    "check": lambda issuer: check_folder(issuer.folder, issuer, at=issuer.now()),
    "forget": lambda issuer: issuer.forget(AISHA),
    "endorse": lambda issuer: issuer.endorse("https://other.example/a", comment="good"),
    "retire": lambda issuer: issuer.retire_key(issuer.keys()[-1].id),
    "receipts": lambda issuer: issuer.refresh_receipts(),
    "withdraw": lambda issuer: issuer.withdraw_endorsement(issuer.endorsements()[0].id),
}


class World:
    """A folder with a history: on each of three days a copy of it was kept."""

    def __init__(self, place: Path) -> None:
        self.folder = Folder(place / "badges", clock=Clock())
        issuer = self.folder.create(ledger=True, email="badges@college.example")
        batch = issuer.issue_many(rows(4), "dementia-care")
        ids = [result.id for result in batch.results]
        older = [issuer.issue("dementia-care", to=AISHA, ref=form.value, form=form) for form in _OLDER]
        stolen = issuer.issue("dementia-care", to=AISHA)
        self._keep(issuer, place / "first")
        issuer.rotate_key()
        issuer.revoke([ids[0], older[0].id])
        issuer.suspend(ids[1])
        self._keep(issuer, place / "second")
        issuer.revoke([ids[2], older[1].id])
        issuer.compromise_key(issuer.keys()[0].id)
        self.withdrawn = [issuer.issued(name).credential for name in (*ids, *(one.id for one in older), stolen.id)]
        self._keep(issuer, place / "last")
        self.place = place
        self.recovered = 0

    def _keep(self, issuer: Issuer, place: Path) -> None:
        issuer.write_hosted()
        issuer.register.backup(place.with_suffix(".db"))
        shutil.copytree(self.folder.path, place)
        self.folder.clock.pass_days(1)

    def back(self) -> None:
        """Put the last copy back."""
        shutil.rmtree(self.folder.path)
        shutil.copytree(self.place / "last", self.folder.path)

    def valid(self) -> list[int]:
        """Return which of the withdrawn badges a stranger would take for valid now."""
        try:
            verifier = Verifier(fetch=ResourceSet.load(self.folder.path / "hosted"))
        except MexBadgeError:
            return []
        at = self.folder.clock() + timedelta(seconds=1)
        verdicts = [verifier.verify(credential, at=at).verdict for credential in self.withdrawn]
        return [place for place, verdict in enumerate(verdicts) if verdict in {Verdict.VALID, Verdict.WARNING}]


_OLDER = (Form.OB2_HOSTED, Form.OB2_SIGNED)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    made = World(tmp_path_factory.mktemp("history"))
    assert made.valid() == []
    return made


def damages(world: World, name: str) -> Iterator[tuple[str, bytes | None]]:
    """Yield what may become of a file: nothing, no byte, or what it was before."""
    yield "removed", None
    now = (world.place / "last" / name).read_bytes()
    yield "emptied", b""
    for day in ("first", "second"):
        before = world.place / day / name
        if before.is_file() and before.read_bytes() != now:
            yield f"of the {day} day", before.read_bytes()


def chosen(last: Path) -> list[str]:
    """Return the files to try: of each kind the first, a kind being a name without ids and numbers."""
    kinds: dict[str, list[str]] = {}
    for path in sorted(last.rglob("*")):
        name = path.relative_to(last).as_posix()
        if path.is_file():
            kinds.setdefault(_ID.sub("#", name), []).append(name)
    return [name for names in kinds.values() for name in names[:ALIKE]]


def test_no_badge_that_was_not_valid_becomes_valid(world: World) -> None:
    names = chosen(world.place / "last")
    assert {"register.db", "keys/register.secret", "hosted/revocations.json", "mexbadge.toml"} <= set(names)
    chance = random.Random(20260301)
    for name in names:
        for how, content in damages(world, name):
            for _ in range(ORDERS):
                known = sorted(ACTS) if name.startswith("hosted/") else [*sorted(ACTS), RECOVER, RECOVER]
                acts = chance.sample(known, 4)
                world.back()
                path = world.folder.path / name
                path.unlink()
                if content is not None:
                    path.write_bytes(content)
                    path.chmod(0o600)
                _lived_through(world, acts, f"{name} {how}", is_published=name.startswith("hosted/"))
    assert world.recovered > 10


def _opened_and_done(world: World, act: str) -> Issuer:
    if act == RECOVER:
        issuer, _ = world.folder.recover(world.place / "first.db", replace=True)
        world.recovered += 1
        return issuer
    issuer = world.folder.open()
    with suppress(MexBadgeError, StopIteration, IndexError):
        ACTS[act](issuer)
    return issuer


def _lived_through(world: World, acts: list[str], what: str, *, is_published: bool) -> None:
    """Do ``acts`` as commands do, each with a folder opened anew and published after it."""
    for number, act in enumerate(acts, 1):
        published = False
        with suppress(MexBadgeError, StopIteration):
            _opened_and_done(world, act).write_hosted()
            published = True
        if published or not is_published:
            assert world.valid() == [], (what, acts[:number])
