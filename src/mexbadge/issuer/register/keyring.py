"""The life of signing keys: one signs, earlier ones stay published, a compromised one is marked; no id comes twice."""

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge.errors import InputError, RegisterError, SigningKeyError
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.register import events
from mexbadge.issuer.register.tables import KEYS
from mexbadge.keys import KeyKind, Passphrase, PublicKey, Signer, generate_private_key, load_signer, write_private_key

__all__ = [
    "Key",
    "KeyState",
    "active",
    "add",
    "all_keys",
    "end",
    "file_of",
    "keep",
    "make",
    "refuse_published_secrets",
    "signer",
]

_FILE: Final = re.compile(r"key-([0-9]+)\.pem", re.ASCII)
_OF_A_FOLDER: Final = {"keys_passphrase_wrong": "register_key_locked", "keys_pem_private": "register_key_damaged"}
"""What is said of a key that a folder can replace by another."""


class KeyState(StrEnum):
    """How a key stands."""

    ACTIVE = "active"
    RETIRED = "retired"
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: the id of its verification method, where its private half is, how it stands and since when."""

    id: str
    number: int
    public_key: PublicKey
    file: str = field(repr=False)
    state: KeyState
    created: str
    ended: str | None


def all_keys(connection: Connection) -> list[Key]:
    """Return every key, the oldest first."""
    return [_key(row) for row in connection.execute(select(KEYS).order_by(KEYS.c.number))]


def active(connection: Connection) -> Key:
    """Return the key that signs; raise :class:`RegisterError` ``register_no_key``."""
    row = connection.execute(select(KEYS).where(KEYS.c.state == KeyState.ACTIVE.value)).first()
    if row is None:
        raise RegisterError("register_no_key")
    return _key(row)


def make(
    connection: Connection, *, issuer: str, folder: Path, kind: KeyKind, passphrase: Passphrase, at: datetime
) -> Key:
    """Make a new key, write its file, and let it sign from now on; the key before it is retired.

    Its number is higher than that of every key in the register and of every file beside it.
    """
    keys = folder / "keys"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = [int(found[1]) for path in keys.iterdir() if (found := _FILE.fullmatch(path.name))]
    known = connection.execute(select(func.max(KEYS.c.number))).scalar() or 0
    number = max([known, *files]) + 1
    name = f"keys/key-{number}.pem"
    private = generate_private_key(kind)
    secret = passphrase() if callable(passphrase) else passphrase
    write_private_key(folder / name, private, passphrase=secret)
    public = PublicKey.from_cryptography(private.public_key())
    return add(connection, f"{issuer}#key-{number}", public, file=name, at=at)


def add(connection: Connection, name: str, public: PublicKey, *, file: str, at: datetime) -> Key:
    """Register a key that is there already, and let it sign from now on."""
    before = connection.execute(select(KEYS.c.id).where(KEYS.c.state == KeyState.ACTIVE.value)).scalars().all()
    for old in before:
        end(connection, old, KeyState.RETIRED, at=at)
    number = (connection.execute(select(func.max(KEYS.c.number))).scalar() or 0) + 1
    if found := re.search(r"#key-([0-9]{1,6})$", name, re.ASCII):
        number = max(number, int(found[1]))
    values = {"id": name, "number": number, "file": file, "state": KeyState.ACTIVE.value, "created": _moments.write(at)}
    connection.execute(insert(KEYS).values(**values, public_jwk=json.dumps(public.to_jwk())))
    events.append(connection, "key_added", name, at=at)
    return Key(name, number, public, file, KeyState.ACTIVE, _moments.write(at), None)


def keep(connection: Connection, name: str, public: PublicKey, *, file: str, at: datetime) -> None:
    """Register a key that was published and is not known here: it stays published, and signs nothing."""
    number = (connection.execute(select(func.max(KEYS.c.number))).scalar() or 0) + 1
    moment = _moments.write(at)
    values = {"id": name, "number": number, "file": file, "state": KeyState.RETIRED.value, "created": moment}
    connection.execute(insert(KEYS).values(**values, ended=moment, public_jwk=json.dumps(public.to_jwk())))
    events.append(connection, "key_taken_over", name, at=at)


def end(connection: Connection, name: str, state: KeyState, *, at: datetime) -> Key:
    """Note that a key signs no more; raise :class:`RegisterError` ``register_key_unknown``."""
    row = connection.execute(select(KEYS).where(KEYS.c.id == name)).first()
    if row is None:
        raise RegisterError("register_key_unknown", id=name)
    key = _key(row)
    if key.state in {state, KeyState.COMPROMISED}:
        return key
    connection.execute(update(KEYS).where(KEYS.c.id == name).values(state=state.value, ended=_moments.write(at)))
    events.append(connection, f"key_{state}", name, at=at)
    return _key(connection.execute(select(KEYS).where(KEYS.c.id == name)).one())


def signer(key: Key, folder: Path, passphrase: Passphrase) -> Signer:
    """Load the private half of ``key``.

    Raises :class:`RegisterError` ``register_key_gone`` where its file is not there, ``register_key_other`` where it is
    not the half of what is published; :class:`SigningKeyError` ``register_key_locked`` where the passphrase does not
    open it, ``register_key_damaged`` where it holds no key, else as :func:`mexbadge.keys.load_signer`.
    """
    place = file_of(key, folder) or key.file
    if isinstance(place, Path) and not place.exists():
        raise RegisterError("register_key_gone", id=key.id, path=str(place))
    try:
        found = load_signer(place, verification_method=key.id, passphrase=passphrase)
    except SigningKeyError as error:
        if error.code not in _OF_A_FOLDER:
            raise
        raise SigningKeyError(_OF_A_FOLDER[error.code], id=key.id, path=str(place)) from None
    if found.public_key != key.public_key:
        raise RegisterError("register_key_other", id=key.id)
    return found


def file_of(key: Key, folder: Path) -> Path | None:
    """Return where the private half of ``key`` lies; ``None`` where a plug-in holds it."""
    return None if re.match(r"[a-z][a-z0-9+.-]+:", key.file) else folder / key.file


def refuse_published_secrets(hosted: Path, *, whole: bool = True) -> None:
    """Raise :class:`InputError` if something secret lies in a folder that is published, whatever it is called.

    ``register_secret_hosted`` for a private key (PEM, a JWK that has its private half, a file of one by its ending),
    ``register_database_hosted`` for a database, as a register is, with the names and addresses of everybody. Without
    ``whole`` the folders are left out that hold a file for each badge, which this program alone fills.
    """
    left_out = frozenset() if whole else delivery.OF_EACH_BADGE
    seen: set[str] = set()
    for folder, inner, names in os.walk(hosted, followlinks=True):  # a web server follows links as well
        place = Path(folder)
        inner[:] = sorted(name for name in inner if not _is_of_badges(place / name, hosted, left_out))
        inner[:] = [name for name in inner if not (place / name).is_symlink() or _first(place / name, seen)]
        for path in (place / name for name in sorted(names)):
            if not path.is_file():
                continue
            with suppress(OSError), path.open("rb") as file:
                if (code := _secret_in(file.read(64 * 1024), path.suffix.lower())) is not None:
                    raise InputError(code, path=str(path))


def _secret_in(start: bytes, suffix: str) -> str | None:
    """Return what speaks against publishing a file that begins like this."""
    if b"PRIVATE KEY-----" in start or suffix in _OF_KEYS or (b'"kty"' in start and _PRIVATE_JWK.search(start)):
        return "register_secret_hosted"
    return "register_database_hosted" if start.startswith(_OF_DATABASES) else None


_OF_KEYS: Final = frozenset({".pem", ".secret", ".p12", ".pfx", ".key"})
_PRIVATE_JWK: Final = re.compile(rb'"(?:d|k)"\s*:\s*"[A-Za-z0-9_-]{21,}"')
"""The private half of a key pair, and a key that two share (RFC 7518, sections 6.2.2, 6.3.2 and 6.4)."""
_OF_DATABASES: Final = (
    b"SQLite format 3\0",
    b"7\x7f\x06\x82",
    b"7\x7f\x06\x83",
    b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",
    b"PGDMP",
)
"""How an SQLite database begins, its write-ahead log, its rollback journal, and a dump of PostgreSQL's own form."""


def _is_of_badges(path: Path, hosted: Path, left_out: frozenset[str]) -> bool:
    """Return whether a folder, of this site or of one college in it, holds files of each badge."""
    name = path.relative_to(hosted).as_posix()
    return any(name == one or name.endswith(f"/{one}") for one in left_out)


def _first(link: Path, seen: set[str]) -> bool:
    """Return whether it is the first link that leads there: links may lead in a circle."""
    place = os.path.realpath(link)
    found = place not in seen
    seen.add(place)
    return found


def _key(row: Row[Any]) -> Key:
    try:
        public = PublicKey.from_jwk(json.loads(row.public_jwk))
        return Key(row.id, row.number, public, row.file, KeyState(row.state), row.created, row.ended)
    except (ValueError, TypeError, AttributeError):
        raise RegisterError("register_row_damaged", table=KEYS.name, id=row.id) from None
