"""Passphrases: from the environment or typed, never from an argument, which others on the machine could read."""

import os
import sys
from getpass import getpass
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.keys import check_passphrase

__all__ = ["PASSPHRASE", "new_passphrase", "passphrase"]

_TRIES: Final = 3
PASSPHRASE: Final = "MEXBADGE_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret


def passphrase(console: Console) -> bytes:
    """Return the passphrase of a key that is there."""
    given = _given()
    return given or getpass(console.text("cli_ask_passphrase")).encode("utf-8")


def new_passphrase(console: Console) -> bytes:
    """Return a passphrase for a new key; one that is typed is asked for twice, and three times over.

    Raises :class:`SigningKeyError` ``keys_passphrase_length``, :class:`InputError` ``cli_passphrase_differs``.
    """
    given = _given()
    if given:
        check_passphrase(given)
        return given
    for _ in range(_TRIES - 1):
        try:
            return _typed_twice(console)
        except MexBadgeError as error:
            print(console.text("cli_once_more", reason=error.message(console.lang)), file=console.err)
    return _typed_twice(console)


def _typed_twice(console: Console) -> bytes:
    first = getpass(console.text("cli_ask_passphrase")).encode("utf-8")
    check_passphrase(first)
    if first != getpass(console.text("cli_ask_passphrase_again")).encode("utf-8"):
        raise InputError("cli_passphrase_differs")
    return first


def _given() -> bytes | None:
    value = os.environ.get(PASSPHRASE)
    if value:
        return value.encode("utf-8")
    if not sys.stdin.isatty():
        raise InputError("cli_needs_passphrase", variable=PASSPHRASE)
    return None
