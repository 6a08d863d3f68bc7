"""The outbox compared with the register: each message is of a badge that was issued, and is as messages are made.

Importing this module imports SQLAlchemy.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Row, select

from mexbadge.deliver import Outbox, State
from mexbadge.deliver.tables import OUTBOX
from mexbadge.errors import Problem
from mexbadge.issuer.audit.reconcile import differs
from mexbadge.issuer.mailing.mailing import CHANNEL
from mexbadge.issuer.mailing.notices import Notice
from mexbadge.issuer.register.register import Register
from mexbadge.issuer.register.tables import ISSUED

__all__ = ["disagreements"]

_KINDS: Final = frozenset(notice.value for notice in Notice)
_AGAIN: Final = 20
"""How often one badge may have been told of anew, and its key is still known."""
_STATES: Final = frozenset(state.value for state in State)


def disagreements(box: Outbox, register: Register) -> Iterator[Problem]:
    """Yield which values of the outbox cannot be: of its messages to people, which are made of the register.

    Its key is made anew for what tells of a new badge; that of later messages rests on moments that went by. A message
    of another channel is whoever queued it's own: of it no more is asked than how it stands.
    """
    joined = OUTBOX.outerjoin(ISSUED, OUTBOX.c.subject == ISSUED.c.id)
    asked = select(OUTBOX, ISSUED.c.id.label("badge"), ISSUED.c.forgotten).select_from(joined).order_by(OUTBOX.c.number)
    with box.database.read() as connection:
        for row in connection.execute(asked):
            yield from (differs(OUTBOX, column, row.number) for column in _wrong(row, register))


def _wrong(row: Row[Any], register: Register) -> Iterator[str]:
    """Yield the columns of a message that say what no message says."""
    if row.state not in _STATES:
        yield "state"
    if row.channel != CHANNEL:
        if not row.channel.isalpha():
            yield "channel"
        return
    if row.kind not in _KINDS:
        yield "kind"
    if row.badge is None or row.forgotten is not None:
        yield "subject"
    elif row.kind == Notice.NEW and row.key not in _keys(register, row.subject):
        yield "key"
    if not (row.name.startswith(f"<{row.key[:24]}@") and row.name.endswith(">")):
        yield "name"
    if row.recipient is not None:
        yield "recipient"
    if row.payload:
        yield "payload"


def _keys(register: Register, name: str) -> Iterator[str]:
    """Yield under which keys it can be told of a badge that it is new."""
    yield register.notice_key(Notice.NEW, name, "")
    for count in range(_AGAIN):
        yield register.notice_key("again", name, str(count))
