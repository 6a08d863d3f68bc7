"""What a program must do with a register of each past shape, whatever database is behind it."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from issuing import AISHA, BEN, Folder, places, rows
from mexbadge.verify import Verdict
from past_registers import Past, fill, shape_of, whole

FILE: Final = "sqlite:///register.db"


@dataclass(frozen=True)
class Lived:
    """A folder in which something happened: every row of its register, the places that are taken, and the badges."""

    path: Path
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    taken: int
    badges: tuple[str, ...]

    @classmethod
    def of(cls, folder: Folder) -> "Lived":
        """Issue badges, revoke the last, and leave what a process leaves that dies over two others."""
        issuer = folder.create(ledger=True)
        issuer.issue_many(rows(3), "dementia-care")
        issuer.revoke(issuer.issue("dementia-care", to=AISHA, name="Aisha Khan").id, reason_en="asked")
        issuer.endorse("https://other.example/achievements/3", comment="seen at work")
        desk = issuer._desk
        with issuer.register.transaction() as connection:
            desk.lists(desk.signer()).reserve(connection, ["urn:uuid:dead-1", "urn:uuid:dead-2"])
        badges = tuple(record.id for record in issuer.list())
        return cls(folder.path, whole(issuer), len(places(issuer)), badges)


def opens_and_goes_on(lived: Lived, past: Past, tmp_path: Path, place: str = FILE, new: str = FILE) -> None:
    """Age the register of a folder, in its file or at the address ``place``; open it and go on.

    ``new`` is where a register may be begun, to compare.
    """
    folder = Folder(tmp_path / "badges")
    shutil.copytree(lived.path, folder.path, ignore=shutil.ignore_patterns("register.db*", "hosted"))
    fill(folder.path / "register.db" if place == FILE else place, past, lived.rows)
    settings = folder.path / "mexbadge.toml"
    settings.write_text(settings.read_text("utf-8").replace(FILE, place), "utf-8")

    aged, begun = folder.open(), Folder(tmp_path / "new", new).create(ledger=True)
    with aged.register.read() as old, begun.register.read() as made:
        assert shape_of(old) == shape_of(made)
    after = whole(aged)
    for name in ("achievements", "issued", "keys", "images", "batches", "endorsements", "ledger_entries"):
        assert after[name] == lived.rows[name], name
    assert {row["id"] for row in after["receipts"]} == set(lived.badges)
    assert not after["receipts_due"]
    assert len(places(aged)) == lived.taken - 4, "what was reserved by a process that died is given back"

    assert aged.issue("dementia-care", to=AISHA).id == lived.badges[-1]
    fresh = aged.issue("dementia-care", to=BEN)
    assert folder.judged(aged, fresh).verdict is Verdict.VALID
    aged.revoke(lived.badges[0])
    assert folder.judged(aged, aged.issued(lived.badges[0])).verdict is Verdict.INVALID
    assert folder.open().record(fresh.id).state == "delivered"
