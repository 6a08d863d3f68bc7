"""What an issuer does with its keys (decisions: a rotation breaks no badge; a compromise marks, and reissues)."""

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge.errors import RegisterError
from mexbadge.issuer.pipeline import ledger_entries
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.pipeline.lifecycle import Replacement, replace
from mexbadge.issuer.reasons import own_reasons
from mexbadge.issuer.register import keyring
from mexbadge.issuer.register.keyring import Key, KeyState
from mexbadge.issuer.register.records import Status
from mexbadge.issuer.register.tables import ISSUED, LISTS
from mexbadge.ledger import EntryKind

__all__ = ["compromise", "keys", "retire", "rotate"]


def keys(desk: Desk) -> tuple[Key, ...]:
    """Return every key, the oldest first."""
    with desk.register.read() as connection:
        return tuple(keyring.all_keys(connection))


def rotate(desk: Desk) -> Key:
    """Make a new key of the same kind; the one before it is retired and stays published."""
    with desk.register.transaction() as connection:
        made = _made(desk, connection)
    ledger_entries.settle(desk)
    return made


def retire(desk: Desk, name: str) -> Key:
    """Let a key sign no more; its badges stay valid. If it is the one that signs, a new one takes its place."""
    with desk.register.read() as connection:
        known = {key.id: key for key in keyring.all_keys(connection)}
    if name not in known:
        raise RegisterError("register_key_unknown", id=name)
    if known[name].state is not KeyState.ACTIVE:
        return known[name]
    rotate(desk)
    with desk.register.transaction() as connection:
        return keyring.end(connection, name, KeyState.RETIRED, at=desk.clock())


def compromise(desk: Desk, name: str, *, reissue: bool) -> tuple[str, ...]:
    """Mark a key as compromised, sign every status list with another one, and reissue what it signed if asked.

    Returns the ids of the new credentials. Called again it goes on where it was interrupted. Raises
    :class:`RegisterError` ``register_key_unknown``.
    """
    with desk.register.transaction() as connection:
        known = {key.id: key for key in keyring.all_keys(connection)}
        if name not in known:
            raise RegisterError("register_key_unknown", id=name)
        if known[name].state is KeyState.ACTIVE:
            _made(desk, connection)
        if known[name].state is not KeyState.COMPROMISED:
            ended = keyring.end(connection, name, KeyState.COMPROMISED, at=desk.clock())
            ledger_entries.enter_key(desk, connection, EntryKind.KEY_COMPROMISED, ended)
            if connection.execute(select(LISTS.c.number)).first() is not None:
                signer = desk.signer_in(connection)
                desk.lists(signer).refresh(connection, None)
    ledger_entries.settle(desk)
    return _reissued(desk, name) if reissue else ()


def _made(desk: Desk, connection: Connection) -> Key:
    """Make a key of the same kind as the one that signs, which retires by it, and enter both."""
    desk.require_current(connection)
    before = keyring.active(connection)
    made = keyring.make(
        connection,
        issuer=desk.settings.id,
        folder=desk.folder,
        kind=before.public_key.kind,
        passphrase=desk.passphrase,
        at=desk.clock(),
    )
    ledger_entries.enter_key(desk, connection, EntryKind.KEY_ADDED, made)
    ledger_entries.enter_key(desk, connection, EntryKind.KEY_RETIRED, before)
    return made


def _reissued(desk: Desk, name: str) -> tuple[str, ...]:
    standing = ISSUED.c.status.in_([Status.ACTIVE.value, Status.SUSPENDED.value])
    here = (ISSUED.c.key == name) & standing & ISSUED.c.credential.is_not(None) & ISSUED.c.replaced_by.is_(None)
    with desk.register.read() as connection:
        ids = connection.execute(select(ISSUED.c.id).where(here).order_by(ISSUED.c.number)).scalars().all()
    english, french = own_reasons("college_reason_compromised")
    how = Replacement(lambda _: None, revoke=True, reason_en=english, reason_fr=french)
    return tuple(replace(desk, old, how).id for old in ids)
