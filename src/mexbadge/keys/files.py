"""Private keys in files: PKCS #8 PEM (RFC 5958, RFC 7468), for nobody's eyes but the owner's."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from mexbadge import _limits
from mexbadge._files import own
from mexbadge.errors import InputError, SigningKeyError
from mexbadge.keys import _encodings
from mexbadge.keys.private import PrivateKey, checked_private

__all__ = ["check_passphrase", "read_private_key", "write_private_key"]

_PASSPHRASE_LEAST: Final = 8
"""NIST SP 800-63B, section 5.1.1.1: the shortest secret that a person may choose."""
_PASSPHRASE_BYTES: Final = 1023
_PLAIN: Final = "PRIVATE KEY"
_ENCRYPTED: Final = "ENCRYPTED PRIVATE KEY"
_POSIX: Final = os.name == "posix"


def write_private_key(path: str | PathLike[str], private_key: PrivateKey, *, passphrase: bytes | None = None) -> None:
    """Write a key to a new file that only its owner can read (mode 0600); encrypt it if there is a ``passphrase``.

    Raises :class:`SigningKeyError`: ``keys_file_exists`` (a file is never overwritten), ``keys_file_unwritable``,
    and as :func:`check_passphrase`.
    """
    content = checked_private(private_key).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, _encryption(passphrase))
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        raise SigningKeyError("keys_file_exists", path=os.fspath(path)) from None
    except OSError:
        raise SigningKeyError("keys_file_unwritable", path=os.fspath(path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        own(path)
    except OSError:
        with suppress(OSError):
            Path(path).unlink()
        raise SigningKeyError("keys_file_unwritable", path=os.fspath(path)) from None


def read_private_key(path: str | PathLike[str], *, passphrase: bytes | Callable[[], bytes] | None = None) -> PrivateKey:
    """Read a key from a file; a ``passphrase`` that is a function is called only if the key is encrypted.

    Raises :class:`SigningKeyError`: ``keys_file_unreadable``, ``keys_file_open`` where others may read the file (not on
    Windows, which has no such bits), ``keys_pem_private``, ``keys_passphrase_needed``, ``keys_passphrase_wrong``,
    ``keys_kind``, ``keys_unsupported``,
    ``keys_rsa_signing``.
    """
    content = _content(path)
    try:
        encrypted = _encodings.pem_body(content, (_ENCRYPTED,))
    except InputError:
        return _loaded(content, _PLAIN, None)
    if not encrypted:
        raise SigningKeyError("keys_pem_private")
    secret = passphrase() if callable(passphrase) else passphrase
    if not secret:
        raise SigningKeyError("keys_passphrase_needed", path=os.fspath(path))
    return _loaded(content, _ENCRYPTED, secret)


def _loaded(content: bytes, label: str, secret: bytes | None) -> PrivateKey:
    try:
        return checked_private(load_der_private_key(_encodings.pem_body(content, (label,)), secret))
    except (InputError, TypeError):
        raise SigningKeyError("keys_pem_private") from None
    except ValueError:
        raise SigningKeyError("keys_pem_private" if secret is None else "keys_passphrase_wrong") from None
    except UnsupportedAlgorithm:
        raise SigningKeyError("keys_kind") from None


def check_passphrase(passphrase: bytes) -> None:
    """Raise :class:`SigningKeyError` ``keys_passphrase_length`` for one that protects no new key: 8 to 1023 bytes."""
    if not _PASSPHRASE_LEAST <= len(passphrase) <= _PASSPHRASE_BYTES:
        raise SigningKeyError("keys_passphrase_length", least=_PASSPHRASE_LEAST, limit=_PASSPHRASE_BYTES)


def _encryption(passphrase: bytes | None) -> KeySerializationEncryption:
    if passphrase is None:
        return NoEncryption()
    check_passphrase(passphrase)
    return BestAvailableEncryption(passphrase)


def _content(path: str | PathLike[str]) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise SigningKeyError("keys_file_unreadable", path=os.fspath(path))
            if _POSIX and about.st_mode & 0o077:
                raise SigningKeyError("keys_file_open", path=os.fspath(path))
            content = file.read(_limits.KEY_DOCUMENT_BYTES + 1)
    except (OSError, ValueError):
        raise SigningKeyError("keys_file_unreadable", path=os.fspath(path)) from None
    return content
