"""Signed notes: a text, and under it lines that sign it (C2SP signed-note).

A key is known by its name and a four-byte id together. Of the key types those of Ed25519 are read: 0x01 signs the text
of a note, 0x04 cosigns a checkpoint (C2SP tlog-cosignature).
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256
from typing import Final

from mexbadge._limits import KIB
from mexbadge.errors import InputError, LedgerError, SignatureError
from mexbadge.keys import KeyKind, PublicKey, Signer, verify_signature

__all__ = [
    "LINES",
    "NOTE_BYTES",
    "KeyType",
    "Note",
    "NoteKey",
    "SignatureLine",
    "decimal",
    "read_base64",
    "sign_note",
    "write_base64",
]

NOTE_BYTES: Final = 512 * KIB
"""How long a note may be."""
LINES: Final = 64
"""How many signature lines a note may have."""
_ID_BYTES: Final = 4
_KEY_BYTES: Final = 32
_DASH: Final = "— "
_NAME_CHARACTERS: Final = 256
_NAME: Final = re.compile(r"[^\s+\x00-\x20\x7f]+")
_DECIMAL: Final = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_ID: Final = re.compile(r"[0-9a-f]{8}", re.ASCII)
_BELOW: Final = re.compile(rb"[\x00-\x09\x0b-\x1f]")
_LARGEST: Final = 2**63


class KeyType(IntEnum):
    """What a key is for."""

    ED25519 = 0x01
    COSIGNATURE = 0x04


@dataclass(frozen=True, slots=True)
class NoteKey:
    """The public key of a log or a witness; ``id`` follows from the rest.

    Raises :class:`InputError`: ``ledger_name`` for an empty name or one with a space or ``+``, ``ledger_key_kind`` for
    a key that is not Ed25519.
    """

    name: str
    type: KeyType
    public: PublicKey
    id: bytes = field(init=False)

    def __post_init__(self) -> None:
        _require_name(self.name)
        if self.public.kind is not KeyKind.ED25519:
            raise InputError("ledger_key_kind", kind=self.public.kind)
        object.__setattr__(self, "id", sha256(self.name.encode() + b"\n" + self._typed()).digest()[:_ID_BYTES])

    @classmethod
    def parse(cls, vkey: str) -> "NoteKey":
        """Read ``NAME+ID+BASE64``; raise :class:`InputError` ``ledger_vkey``, ``ledger_key_type``, ``ledger_name``."""
        name, _, rest = vkey.partition("+")
        ident, _, text = rest.partition("+")
        raw = read_base64(text)
        if not _ID.fullmatch(ident) or not raw:
            raise InputError("ledger_vkey")
        if raw[0] not in set(KeyType):
            raise InputError("ledger_key_type", type=raw[0])
        if len(raw) != 1 + _KEY_BYTES:
            raise InputError("ledger_vkey")
        key = cls(name, KeyType(raw[0]), PublicKey.from_ed25519(raw[1:]))
        if key.id.hex() != ident:
            raise InputError("ledger_vkey")
        return key

    @property
    def vkey(self) -> str:
        """The verifier key as text, which :meth:`parse` reads."""
        return f"{self.name}+{self.id.hex()}+{write_base64(self._typed())}"

    def _typed(self) -> bytes:
        return bytes([self.type]) + base64.urlsafe_b64decode(self.public.to_jwk()["x"] + "=")

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Return whether this key signed ``message``."""
        try:
            verify_signature(self.public, "EdDSA", signature, message)
        except SignatureError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line under a note: whose it is, and what it says."""

    name: str
    key_id: bytes
    signature: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The line, with its final line feed."""
        return f"{_DASH}{self.name} {write_base64(self.key_id + self.signature)}\n"

    def is_by(self, key: NoteKey) -> bool:
        """Return whether the line claims to be by ``key``; name and id must both be equal."""
        return self.name == key.name and self.key_id == key.id

    @classmethod
    def parse(cls, line: str) -> "SignatureLine":
        """Read one line without its line feed; raise :class:`InputError` ``ledger_note``, ``ledger_name``."""
        name, _, text = line.removeprefix(_DASH).rpartition(" ")
        raw = read_base64(text)
        if not line.startswith(_DASH) or raw is None or len(raw) <= _ID_BYTES:
            raise InputError("ledger_note")
        _require_name(name)
        return cls(name, raw[:_ID_BYTES], raw[_ID_BYTES:])


@dataclass(frozen=True, slots=True)
class Note:
    """A note: ``text`` is what is signed, its final line feed included; ``lines`` sign it."""

    text: bytes
    lines: tuple[SignatureLine, ...]

    @classmethod
    def parse(cls, data: bytes) -> "Note":
        """Read a note.

        Raises :class:`InputError`: ``ledger_too_large``, ``ledger_lines`` beyond 64 signature lines, ``ledger_note``
        for what is no note (other bytes than UTF-8, control characters, no signature), ``ledger_name``.
        """
        if len(data) > NOTE_BYTES:
            raise InputError("ledger_too_large", size=len(data), limit=NOTE_BYTES)
        text, blank, below = data.rpartition(b"\n\n")
        if not blank or not below.endswith(b"\n") or _BELOW.search(data):
            raise InputError("ledger_note")
        if below.count(b"\n") > LINES:
            raise InputError("ledger_lines", limit=LINES)
        return cls(text + b"\n", read_lines(below))

    def to_bytes(self) -> bytes:
        """Write the note."""
        return self.text + b"\n" + "".join(line.text for line in self.lines).encode()

    def with_lines(self, lines: Sequence[SignatureLine]) -> "Note":
        """Return the note with further signatures; one that is there already is not repeated."""
        return Note(self.text, tuple(dict.fromkeys([*self.lines, *lines])))


def read_lines(data: bytes) -> tuple[SignatureLine, ...]:
    """Read signature lines, each with its line feed; raise :class:`InputError` ``ledger_note``, ``ledger_lines``."""
    if data.count(b"\n") > LINES:
        raise InputError("ledger_lines", limit=LINES)
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise InputError("ledger_note") from None
    if lines.pop() or not lines or _BELOW.search(data):
        raise InputError("ledger_note")
    return tuple(SignatureLine.parse(line) for line in lines)


def sign_note(text: bytes, name: str, signer: Signer) -> SignatureLine:
    """Sign the text of a note; raise :class:`InputError` ``ledger_key_kind``, ``ledger_name``."""
    key = NoteKey(name, KeyType.ED25519, signer.public_key)
    return SignatureLine(name, key.id, signer.sign(text))


def failed(line: SignatureLine) -> LedgerError:
    """Return what a line of a known key that does not hold is refused with."""
    return LedgerError("ledger_signature", name=line.name)


def read_base64(text: str) -> bytes | None:
    """Read standard base64 with its padding (RFC 4648, section 4), in its one spelling; ``None`` where it is none."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError, ValueError):
        return None
    return data if write_base64(data) == text else None


def write_base64(data: bytes) -> str:
    """Write standard base64."""
    return base64.b64encode(data).decode("ascii")


def decimal(text: str) -> int | None:
    """Read a number below 2^63 in its one spelling: no sign, no leading zero, ASCII digits; ``None`` otherwise."""
    if not _DECIMAL.fullmatch(text) or (number := int(text)) >= _LARGEST:
        return None
    return number


def _require_name(name: str) -> None:
    if len(name) > _NAME_CHARACTERS or not _NAME.fullmatch(name):
        raise InputError("ledger_name", name=name)
