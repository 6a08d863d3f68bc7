"""Passphrases: from the environment or typed, never from an argument, which others on the machine could read."""

import os
import sys
from getpass import getpass
from itertools import count
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.keys import check_passphrase

__all__ = ["PASSPHRASE", "new_passphrase", "passphrase"]

_PATIENCE: Final = 3
"""After how many times that went wrong it is said what else can be done."""
PASSPHRASE: Final = "MEXBADGE_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret


def passphrase(console: Console) -> bytes:
    """Return the passphrase of a key that is there."""
    given = _given()
    return given or _typed(console, "cli_ask_passphrase")


def new_passphrase(console: Console) -> bytes:
    """Return a passphrase for a new key; one that is typed is asked for twice, until both are one.

    Whoever has had enough ends it from the keyboard (:class:`KeyboardInterrupt`). Raises :class:`SigningKeyError`
    ``keys_passphrase_length`` for one from the environment.
    """
    given = _given()
    if given:
        check_passphrase(given)
        return given
    for tried in count(1):
        try:
            return _typed_twice(console)
        except MexBadgeError as error:
            console.insist(console.text("cli_once_more", reason=error.message(console.lang)))
            if tried % _PATIENCE == 0:
                console.insist(console.text("cli_passphrase_ways"))
    raise AssertionError  # pragma: no cover - the loop has no end


def _typed_twice(console: Console) -> bytes:
    first = _typed(console, "cli_ask_passphrase")
    check_passphrase(first)
    if first != _typed(console, "cli_ask_passphrase_again"):
        raise InputError("cli_passphrase_differs")
    return first


def _typed(console: Console, code: str) -> bytes:
    try:
        return getpass(console.text(code)).encode("utf-8")
    except EOFError:
        raise KeyboardInterrupt from None


def _given() -> bytes | None:
    value = os.environ.get(PASSPHRASE)
    if value:
        return value.encode("utf-8")
    if not sys.stdin.isatty():
        raise InputError("cli_needs_passphrase", variable=PASSPHRASE)
    return None
