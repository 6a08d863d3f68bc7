"""What a folder hosts of each badge: the receipt of one that was logged, and the assertion of a hosted one of 2.0.

These are the documents of which there are as many as there are badges. They lie in folders of their own, which the list
of resources names as a whole, and can be asked for by the badges that they are of.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from mexbadge.credentials.ob3 import Form
from mexbadge.issuer.folder.settings import Settings
from mexbadge.issuer.hosted.documents_ob2 import hosted_assertion, reason_of, revoked_assertion
from mexbadge.issuer.pipeline import ledger_entries
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.pipeline.pictures import HostedFile
from mexbadge.issuer.register.tables import ISSUED, RECEIPTS, REVOKED_OB2

__all__ = ["ASSERTIONS", "PAGES", "TEXT", "documents", "forgotten_pages"]

PAGES: Final = "b"
"""The folder with what belongs to one badge each, receipts among it."""
ASSERTIONS: Final = "ob2/assertions"
"""The folder with the hosted assertions of 2.0."""
TEXT: Final = "text/plain; charset=utf-8"
"""The content type of a receipt."""
_ROWS: Final = 200


def documents(desk: Desk, connection: Connection, names: Sequence[str] | None) -> Iterator[HostedFile]:
    """Yield the documents of the badges ``names`` (``None``: of all): address, bytes and content type."""
    joined = RECEIPTS.join(ISSUED, ISSUED.c.id == RECEIPTS.c.id)
    columns = select(ISSUED.c.number, RECEIPTS.c.body, ISSUED.c.page, ISSUED.c.file).select_from(joined)
    for row in _rows(connection, columns, names):
        yield HostedFile(ledger_entries.receipt_url(desk.settings, row.page, row.file), row.body, TEXT)
    joined = ISSUED.outerjoin(REVOKED_OB2, REVOKED_OB2.c.id == ISSUED.c.id)
    reasons = (ISSUED.c.reason_en, ISSUED.c.reason_fr, REVOKED_OB2.c.id.label("revoked"))
    chosen = select(ISSUED.c.number, ISSUED.c.id, ISSUED.c.credential, *reasons).select_from(joined)
    for row in _rows(connection, chosen.where(ISSUED.c.form == Form.OB2_HOSTED.value), names):
        if (found := _assertion(desk.settings, row)) is not None:
            yield found


def forgotten_pages(connection: Connection, names: Sequence[str]) -> Iterator[str]:
    """Yield the pages of those of the badges ``names`` whose holders were forgotten."""
    columns = select(ISSUED.c.number, ISSUED.c.page).where(ISSUED.c.forgotten.is_not(None))
    return (row.page for row in _rows(connection, columns, names))


def _assertion(settings: Settings, row: Any) -> HostedFile | None:  # noqa: ANN401 - a row of the database
    if row.revoked is not None:
        return revoked_assertion(settings, row.id, reason_of(row))
    return None if row.credential is None else hosted_assertion(settings, row.id, row.credential)


def _rows(connection: Connection, columns: Select[Any], names: Sequence[str] | None) -> Iterator[Any]:
    """Yield rows a few at a time, so that not all of them are held."""
    if names is None:
        last = -1
        while rows := connection.execute(
            columns.where(ISSUED.c.number > last).order_by(ISSUED.c.number).limit(_ROWS)
        ).all():
            yield from rows
            last = rows[-1].number
        return
    for at in range(0, len(names), _ROWS):
        yield from connection.execute(columns.where(ISSUED.c.id.in_(names[at : at + _ROWS])))
