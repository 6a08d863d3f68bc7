"""Whether the register and its ledger tell the same story, entry by entry."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge.errors import InputError, LedgerError, Problem
from mexbadge.issuer.audit.reconcile import Journal
from mexbadge.issuer.pipeline import ledger_entries
from mexbadge.issuer.pipeline.catching_up import CAUGHT_UP
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.register import keyring
from mexbadge.issuer.register.tables import EVENTS, ISSUED
from mexbadge.ledger import Entry, EntryKind, secured_bytes
from mexbadge.ledger.tables import ENTRIES, OPENINGS

__all__ = ["log_disagreements"]

_ROWS: Final = 500
_KEYS: Final = {
    EntryKind.KEY_ADDED: "active",
    EntryKind.KEY_RETIRED: "retired",
    EntryKind.KEY_COMPROMISED: "compromised",
}
_STANDING: Final = {EntryKind.REVOKE: "revoked", EntryKind.SUSPEND: "suspended", EntryKind.RESTORE: "active"}
_Last = dict[str, tuple[int, EntryKind, str]]


def log_disagreements(desk: Desk) -> Iterator[Problem]:
    """Yield where the entries, opened one by one, say otherwise than the register; nothing for a folder without a log.

    Raises :class:`LedgerError` where an entry cannot be read.
    """
    if desk.log is None:
        return
    with desk.register.read() as connection:
        opened = _Opened(desk, connection)
        yield from opened.run()


class _Opened:
    """The entries as the register can open them: what happened first and last to each thing."""

    def __init__(self, desk: Desk, connection: Connection) -> None:
        self._desk = desk
        self._connection = connection
        self.issues: dict[str, tuple[bytes, bytes]] = {}
        self.last: _Last = {}
        self.keys: _Last = {}
        self.closed: dict[EntryKind, int] = {}
        self.first = ""
        self.content: dict[str, bytes] = {}

    def run(self) -> Iterator[Problem]:
        """Go through the log, then through the register."""
        self._read()
        journal = Journal.of(self._connection)
        forgotten = missing = 0
        columns = (ISSUED.c.id, ISSUED.c.credential, ISSUED.c.status, ISSUED.c.status_since, ISSUED.c.forgotten)
        chosen = select(*columns).order_by(ISSUED.c.number)
        for row in self._connection.execute(chosen, execution_options={"yield_per": _ROWS}):
            opened = self.issues.pop(row.id, None)
            if row.forgotten is not None:
                forgotten += 1
                if opened is not None:
                    yield _says("reconcile_log_opening", row.id)
            elif opened is None:
                missing += 1
                yield _says("reconcile_log_issue", row.id)
            elif row.credential is not None and not _commits(*opened, row.credential):
                yield _says("reconcile_log_issue", row.id)
            yield from self._standing(row, journal)
        yield from (_says("reconcile_log_row", name) for name in self.issues)
        yield from self._key_states()
        unopened = self.closed.get(EntryKind.ISSUE, 0)
        if unopened > forgotten + missing and not self._is_recovered():
            yield _says("reconcile_log_closed", str(unopened - forgotten - missing))
        others = _KEYS if forgotten else {**_KEYS, **_STANDING}
        lost = sum(self.closed.get(kind, 0) for kind in others)
        if lost and not self._is_recovered():
            yield _says("reconcile_log_closed", str(lost))

    def _caught_up(self) -> list[range]:
        """Return the entries that were taken from the published log: what opens them is lost."""
        chosen = select(EVENTS.c.subject).where(EVENTS.c.kind == CAUGHT_UP)
        ends = [subject.partition(":") for subject in self._connection.execute(chosen).scalars()]
        return [range(int(first), int(end)) for first, _, end in ends if first.isdecimal() and end.isdecimal()]

    def _read(self) -> None:
        lost = self._caught_up()
        joined = ENTRIES.outerjoin(OPENINGS, OPENINGS.c.position == ENTRIES.c.position)
        columns = select(ENTRIES.c.position, ENTRIES.c.entry, OPENINGS.c.subject, OPENINGS.c.salt)
        ordered = columns.select_from(joined).order_by(ENTRIES.c.position)
        for row in self._connection.execute(ordered, execution_options={"yield_per": _ROWS}):
            try:
                entry = Entry.parse(row.entry)
            except InputError:
                raise LedgerError("ledger_leaf", position=row.position) from None
            self.first = self.first or entry.at
            if row.subject is None and any(row.position in some for some in lost):
                continue
            if row.subject is None:
                self.closed[entry.kind] = self.closed.get(entry.kind, 0) + 1
            elif entry.kind is EntryKind.ISSUE:
                self.issues[row.subject] = (row.entry, row.salt)
            elif entry.kind in _KEYS:
                self.keys[row.subject] = (row.position, entry.kind, entry.at)
                self.content[row.subject] = row.entry + row.salt
            else:
                self.last[row.subject] = (row.position, entry.kind, entry.at)

    def _standing(self, row: Any, journal: Journal) -> Iterator[Problem]:  # noqa: ANN401 - a row of the database
        """Compare the last word of the log on a badge with the register; what was done before the log is not in it."""
        last = self.last.get(row.id)
        said = "active" if last is None else _STANDING[last[1]]
        now = row.status
        if said == now or (now == "superseded" and said != "suspended") or row.id in journal.taken:
            return
        if (last is None and (row.status_since or "")[:13] <= self.first[:13]) or row.forgotten is not None:
            return
        yield Problem("reconcile_log_status", row.id, {"id": row.id, "logged": said, "status": now})

    def _key_states(self) -> Iterator[Problem]:
        known = {key.id: key for key in keyring.all_keys(self._connection)}
        journal = Journal.of(self._connection)
        for name, (_, kind, _) in self.keys.items():
            key = known.get(name)
            if key is None:
                yield _says("reconcile_log_row", name)
                continue
            content = _json.canonical(dict(key.public_key.to_jwk()))
            entry, salt = self.content[name][:-32], self.content[name][-32:]
            if not _commits(entry, salt, content):
                yield _says("reconcile_log_key", name)
            before = self.first[:13] >= (key.ended or "")[:13]
            if (
                _KEYS[kind] != key.state.value
                and name not in journal.taken
                and not (before and kind is EntryKind.KEY_ADDED)
            ):
                values = {"id": name, "logged": _KEYS[kind], "status": key.state.value}
                yield Problem("reconcile_log_status", name, values)
        yield from (
            _says("reconcile_log_key", name) for name in known if name not in self.keys and name not in journal.taken
        )

    def _is_recovered(self) -> bool:
        return not ledger_entries.is_open(self._desk, self._connection)


def _commits(entry: bytes, salt: bytes, content: bytes) -> bool:
    try:
        Entry.parse(entry).require_commits(secured_bytes(content), salt)
    except (InputError, LedgerError):
        return False
    return True


def _says(code: str, name: str) -> Problem:
    return Problem(code, name, {"id": name})
