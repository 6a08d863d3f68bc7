"""Erasing what can identify a person: in the register, and in the files that this program wrote."""

import glob
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from sqlalchemy.engine import Connection

from mexbadge.deliver import outbox
from mexbadge.errors import RegisterError
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.pipeline import ledger_entries, pictures
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.register import unlisted
from mexbadge.ledger import SUFFIX
from mexbadge.models.identity import Identity
from mexbadge.tabular.sheet import FILE_BYTES, Sheet, read_sheet
from mexbadge.tabular.writing import table_csv

__all__ = ["forget", "lists_with"]

_ID: Final = "id"
_LISTS: Final = "issued*.csv"


def forget(desk: Desk, person: Identity | None, *, ref: str | None) -> int:
    """Erase a person; see :meth:`mexbadge.issuer.Issuer.forget`."""
    at = desk.clock()
    own = [path.read_bytes() for path in sorted((desk.folder / "images").glob("*")) if path.is_file()]

    def also(connection: Connection, ids: Sequence[str]) -> None:
        ledger_entries.erase(desk, connection, ids)
        pictures.forget(connection, own, at=at)
        outbox.forget(connection, ids)

    with desk.register.transaction() as connection:
        files = {} if person is None else unlisted.forget(connection, person)
    for name, file in files.items():
        for path in (desk.folder / file, desk.folder / f"{file}{SUFFIX}"):
            path.unlink(missing_ok=True)
        _drop_traces(desk, name)
    try:
        gone = desk.register.forget(person=person, ref=ref, at=at, also=also)
    except RegisterError as error:
        if error.code != "register_nobody" or not files:
            raise
        desk.register.database.forget_traces()
        gone = {}
    for name in gone.values():
        for path in (desk.files / name, desk.files / f"{name}{SUFFIX}"):
            path.unlink(missing_ok=True)
    with desk.register.read() as connection:
        pictures.withdraw(connection, desk.settings.base, desk.folder / delivery.HOSTED)
    for name in (*gone, *gone.values()):
        _drop_traces(desk, name)
    ids = {*gone, *files}
    for path, sheet in lists_with(desk.files, ids):
        delivery.write_file(path, _without(sheet, ids), owned=True)
    return len(gone) + len(files)


def lists_with(folder: Path, ids: AbstractSet[str]) -> Iterator[tuple[Path, Sheet]]:
    """Yield the lists in ``folder`` that this program wrote and that hold a line of one of ``ids``."""
    for path in sorted(folder.glob(_LISTS)) if ids else ():
        with path.open("rb") as file:
            sheet = read_sheet(file.read(FILE_BYTES), len)
        at = _column(sheet)
        if at is not None and any(at < len(row) and row[at] in ids for _, row in sheet.rows[1:]):
            yield path, sheet


def _without(sheet: Sheet, ids: AbstractSet[str]) -> bytes:
    at = _column(sheet) or 0
    rows = [row for _, row in sheet.rows[1:] if at >= len(row) or row[at] not in ids]
    return table_csv(_plain(sheet.rows[0][1]), [_plain(row) for row in rows])


def _plain(row: Sequence[str]) -> list[str]:
    """Take off the apostrophe that is put on again where it is needed."""
    return [cell.removeprefix("'") for cell in row]


def _column(sheet: Sheet) -> int | None:
    headings = sheet.rows[0][1] if sheet.rows else ()
    return headings.index(_ID) if _ID in headings else None


def _drop_traces(desk: Desk, name: str) -> None:
    """Remove what an interrupted delivery left of a badge (its id, or its file), and its hosted assertion of 2.0."""
    tail = name.rpartition(":")[2]
    for path in desk.files.glob(f".*{glob.escape(tail)}*"):
        path.unlink(missing_ok=True)
    (desk.folder / "hosted/ob2/assertions" / f"{tail}.json").unlink(missing_ok=True)
