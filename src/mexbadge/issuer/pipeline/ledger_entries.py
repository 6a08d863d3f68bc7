"""The ledger of an issuer's folder: what happens is entered in the transaction in which it happens.

The log stands in the register's own database, so that a fact and its entry are committed together or not at all. A
checkpoint is signed afterwards, over what is on the disk; then each badge gets its receipt, which is kept before it is
delivered. Whatever a crash left between two of these steps is finished by :func:`settle`. Importing this module imports
SQLAlchemy.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge.errors import InputError, LedgerError, Problem, RegisterError, SigningKeyError
from mexbadge.issuer.folder.settings import Settings
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.register import keyring
from mexbadge.issuer.register.tables import ISSUED, RECEIPTS, RECEIPTS_DUE
from mexbadge.keys import (
    KeyKind,
    PublicKey,
    Signer,
    generate_private_key,
    load_signer,
    write_private_key,
)
from mexbadge.ledger import SUFFIX, Commitment, EntryKind, KeyType, NoteKey, check_receipt, commit, secured_bytes
from mexbadge.ledger.audit import audit
from mexbadge.ledger.log import OPEN, Log
from mexbadge.ledger.tables import OPENINGS
from mexbadge.ledger.tiles import CHECKPOINT

__all__ = [
    "KEY_FILE",
    "PUBLISHED",
    "disagreements",
    "enter",
    "enter_issued",
    "enter_key",
    "erase",
    "has_due",
    "is_open",
    "open_log",
    "origin_of",
    "receipt_url",
    "refresh_receipts",
    "settle",
]

PLAIN_KEY: Final = b"-----BEGIN PRIVATE KEY-----"
KEY_FILE: Final = "keys/log.pem"
"""Where the log's own key lies in the folder; it signs checkpoints and nothing else."""
PUBLISHED: Final = "log"
"""Where in the folder ``hosted`` the log's own files are: tiles, entries and the latest checkpoint."""
_METHOD: Final = "urn:mexbadge:log"
_PORTION: Final = 100


def origin_of(settings: Settings) -> str:
    """Return the log's name: where it will be hosted, without the scheme (C2SP tlog-tiles, "Parameters")."""
    return f"{settings.base.partition('://')[2]}/log"


def receipt_url(settings: Settings, page: str, file: str) -> str:
    """Return the address of a badge's receipt: beside the badge on its page."""
    return f"{settings.base}/b/{page}/badge.{file.rpartition('.')[2]}{SUFFIX}"


def open_log(desk: Desk) -> Log | None:
    """Open the folder's log, and begin it with what was issued before; ``None`` where the settings ask for none.

    Raises :class:`SigningKeyError` where the log's key cannot be read, :class:`LedgerError` ``ledger_gone`` where the
    register has no log though one was published or gave receipts, and as :meth:`Log.open`.
    """
    if not desk.settings.ledger:
        return None
    try:
        log = Log.open(desk.register.database, at=desk.clock())
    except LedgerError as error:
        if error.code != "ledger_none":
            raise
        if _was_published(desk):
            raise LedgerError("ledger_gone", log=desk.register.database.name) from None
        key = NoteKey(origin_of(desk.settings), KeyType.ED25519, _public(desk))
        log = Log.create(desk.register.database, key, at=desk.clock())
    with log.database.read() as connection:
        begun = log.head(connection).size > 0
    if not begun:
        _begin(desk, log)
    return log


def is_open(desk: Desk, connection: Connection) -> bool:
    """Return whether the folder has a log that takes entries now."""
    return desk.log is not None and desk.log.head(connection).state == OPEN


def signer_of(desk: Desk) -> Signer:
    """Load the log's key; raise :class:`SigningKeyError`, :class:`RegisterError` ``register_log_key_gone``."""
    if not (desk.folder / KEY_FILE).is_file():
        raise RegisterError("register_log_key_gone", path=str(desk.folder / KEY_FILE))
    return load_signer(desk.folder / KEY_FILE, verification_method=_METHOD, passphrase=desk.passphrase)


def enter(desk: Desk, connection: Connection, kind: EntryKind, contents: Iterable[tuple[str, bytes]]) -> None:
    """Enter that ``kind`` happened to each of ``contents`` (pairs of an id and signed bytes), in this transaction.

    Nothing is done where the folder has no log. Raises :class:`LedgerError` ``ledger_recovered``.
    """
    if desk.log is None:
        return
    pairs = list(contents)
    desk.log.append(connection, [_commitment(desk, kind, name, content) for name, content in pairs])
    if kind is EntryKind.ISSUE and pairs:
        connection.execute(insert(RECEIPTS_DUE), [{"id": name} for name, _ in pairs])


def enter_issued(desk: Desk, connection: Connection, kind: EntryKind, names: Sequence[str]) -> None:
    """Enter that ``kind`` happened to credentials of the register.

    Of a forgotten one the bytes are gone: the entry commits to the digest that stayed.
    """
    if desk.log is None or not names:
        return
    found: list[tuple[str, bytes]] = []
    for some in _portions(names):
        chosen = select(ISSUED.c.id, ISSUED.c.credential, ISSUED.c.credential_digest).where(ISSUED.c.id.in_(some))
        rows = {row.id: row for row in connection.execute(chosen)}
        found.extend((name, rows[name].credential or rows[name].credential_digest.encode("ascii")) for name in some)
    enter(desk, connection, kind, found)


def enter_key(desk: Desk, connection: Connection, kind: EntryKind, key: keyring.Key) -> None:
    """Enter what happened to a key, by its public half."""
    enter(desk, connection, kind, [(key.id, _json.canonical(dict(key.public_key.to_jwk())))])


def settle(desk: Desk) -> None:
    """Sign how far the log has come, and give every badge that has none its receipt.

    Raises :class:`SigningKeyError` where the log's key cannot be used; what was committed waits for the next time.
    """
    if desk.log is None:
        return
    with desk.register.read() as connection:
        waiting = has_due(connection)
        head = desk.log.head(connection)
        signed = desk.log.signed(connection, head.size) is not None
    if head.state != OPEN:
        return
    if not signed:
        desk.log.checkpoint(signer_of(desk))
    while waiting:
        with desk.register.transaction() as connection:
            kept = select(RECEIPTS.c.id).where(RECEIPTS.c.id == RECEIPTS_DUE.c.id).exists()
            names = connection.execute(select(RECEIPTS_DUE.c.id).where(~kept).limit(_PORTION)).scalars().all()
            _keep(desk.log, connection, names)
        waiting = bool(names)
    _deliver(desk)


def has_due(connection: Connection) -> bool:
    """Return whether a badge that was logged has no receipt yet, or not beside it."""
    return connection.execute(select(RECEIPTS_DUE.c.id).limit(1)).first() is not None


def refresh_receipts(desk: Desk) -> int:
    """Make every receipt anew under the latest checkpoint, with the cosignatures that it has; return how many."""
    if desk.log is None:
        return 0
    with desk.register.transaction() as connection:
        names = connection.execute(select(ISSUED.c.id).where(_can_have_one())).scalars().all()
        connection.execute(delete(RECEIPTS))
        connection.execute(delete(RECEIPTS_DUE))
        for some in _portions(names):
            connection.execute(insert(RECEIPTS_DUE), [{"id": name} for name in some])
            _keep(desk.log, connection, some)
    _deliver(desk)
    return len(names)


def disagreements(desk: Desk) -> Iterator[Problem]:
    """Yield where the log contradicts itself, where a badge lacks its receipt, and what is not published of the log."""
    if desk.log is None:
        return
    try:
        audit(desk.log)
    except LedgerError as error:
        yield Problem(error.code, "ledger", error.problem.values)
        return
    joined = ISSUED.outerjoin(RECEIPTS, RECEIPTS.c.id == ISSUED.c.id)
    columns = select(ISSUED.c.id, ISSUED.c.file, ISSUED.c.credential, RECEIPTS.c.body).select_from(joined)
    chosen = columns.where(RECEIPTS.c.id.is_not(None) | _can_have_one()).order_by(ISSUED.c.number)
    with desk.register.read() as connection:
        newest = desk.log.latest(connection)
        lacking = [
            Problem("college_receipt", f"{row.file}{SUFFIX}", {"id": row.id, "file": row.file})
            for row in connection.execute(chosen, execution_options={"yield_per": _PORTION})
            if row.body is None or not _fits(desk.files / f"{row.file}{SUFFIX}", row.body, row.credential)
        ]
    yield from lacking
    path, name = desk.folder / "hosted" / PUBLISHED / CHECKPOINT, f"hosted/{PUBLISHED}/{CHECKPOINT}"
    if not path.is_file():
        yield Problem("college_hosted_missing", name, {"path": name})
    elif newest is None or path.read_bytes() != newest.to_bytes():
        yield Problem("college_hosted_stale", name, {"path": name})


def _fits(path: Path, kept: bytes, credential: bytes) -> bool:
    """Return whether a file is the receipt that is kept, or another one of the same badge."""
    try:
        found = path.read_bytes()
        return found == kept or check_receipt(found, secured_bytes(credential), ()).index >= 0
    except (OSError, InputError, LedgerError):
        return False


def erase(desk: Desk, connection: Connection, names: Sequence[str]) -> None:
    """Erase what ties entries to badges: their salts and their receipts; every other proof stays as it was."""
    for table in (RECEIPTS, RECEIPTS_DUE):
        connection.execute(delete(table).where(table.c.id.in_(names)))
    if desk.log is not None:
        desk.log.erase(connection, names)


def _was_published(desk: Desk) -> bool:
    """Return whether there was a log before: one that is not in the register is then gone, not yet to begin."""
    with desk.register.read() as connection:
        given = connection.execute(select(RECEIPTS.c.id).limit(1)).first() is not None
    return given or (desk.folder / "hosted" / PUBLISHED / CHECKPOINT).exists()


def _begin(desk: Desk, log: Log) -> None:
    """Enter the keys and every badge that there was before the log."""
    with log.database.transaction() as connection:
        if log.head(connection).size:
            return
        entries = [
            _commitment(desk, EntryKind.KEY_ADDED, key.id, _json.canonical(dict(key.public_key.to_jwk())))
            for key in keyring.all_keys(connection)
        ]
        chosen = select(ISSUED.c.id, ISSUED.c.credential).where(ISSUED.c.credential.is_not(None))
        issued = connection.execute(chosen.order_by(ISSUED.c.number))
        entries.extend(_commitment(desk, EntryKind.ISSUE, row.id, row.credential) for row in issued)
        log.append(connection, entries)
        due = select(ISSUED.c.id).where(ISSUED.c.credential.is_not(None))
        connection.execute(insert(RECEIPTS_DUE).from_select(["id"], due))


def _commitment(desk: Desk, kind: EntryKind, name: str, content: bytes) -> Commitment:
    return commit(kind, secured_bytes(content), subject=name, at=desk.clock(), rng=desk.rng)


def _portions(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + _PORTION] for at in range(0, len(names), _PORTION))


def _can_have_one() -> ColumnElement[bool]:
    """Return what holds of the badges of which an entry can be opened: each is to have a receipt."""
    return ISSUED.c.credential.is_not(None) & ISSUED.c.id.in_(select(OPENINGS.c.subject))


def _keep(log: Log, connection: Connection, names: Sequence[str]) -> None:
    """Make and keep the receipts of ``names``: of the first entry about each, which is that of its issue.

    What cannot have one, for nothing ties an entry to it any more, is due no longer.
    """
    first = func.min(OPENINGS.c.position).label("position")
    chosen = select(OPENINGS.c.subject, first).where(OPENINGS.c.subject.in_(names)).group_by(OPENINGS.c.subject)
    places = {row.subject: row.position for row in connection.execute(chosen)}
    lost = [name for name in names if name not in places]
    connection.execute(delete(RECEIPTS_DUE).where(RECEIPTS_DUE.c.id.in_(lost)))
    made = log.receipts(connection, list(places.values()))
    rows = [{"id": name, "body": made[place], "delivered": False} for name, place in places.items()]
    if rows:
        connection.execute(insert(RECEIPTS), rows)


def _deliver(desk: Desk) -> None:
    """Write the receipts that are not written yet beside their badges."""
    while True:
        due = RECEIPTS_DUE.join(RECEIPTS, RECEIPTS.c.id == RECEIPTS_DUE.c.id)
        columns = select(RECEIPTS.c.id, RECEIPTS.c.body, ISSUED.c.file)
        chosen = columns.select_from(due.join(ISSUED, ISSUED.c.id == RECEIPTS.c.id))
        with desk.register.read() as connection:
            rows = connection.execute(chosen.limit(_PORTION)).all()
        if not rows:
            return
        desk.deliver([(f"{row.file}{SUFFIX}", row.body) for row in rows])
        with desk.register.transaction() as connection:
            done = [row.id for row in rows]
            connection.execute(update(RECEIPTS).where(RECEIPTS.c.id.in_(done)).values(delivered=True))
            connection.execute(delete(RECEIPTS_DUE).where(RECEIPTS_DUE.c.id.in_(done)))


def _public(desk: Desk) -> PublicKey:
    """Return the log's public key; make the key where there is none, encrypted as the key that signs badges is."""
    path, secret = desk.folder / KEY_FILE, desk.passphrase
    if path.is_file():
        return signer_of(desk).public_key
    private = generate_private_key(KeyKind.ED25519)
    with desk.register.read() as connection:
        keys = keyring.all_keys(connection)
    if any(_is_plain(desk.folder / key.file) for key in keys):
        secret = None
    elif callable(secret):
        secret = secret()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        write_private_key(path, private, passphrase=secret)
    except OSError:
        raise SigningKeyError("keys_file_unwritable", path=str(path)) from None
    return PublicKey.from_cryptography(private.public_key())


def _is_plain(path: Path) -> bool:
    try:
        return path.read_bytes().lstrip().startswith(PLAIN_KEY)
    except OSError:
        return False
