"""Passphrases: from the environment or typed, never from an argument, which others on the machine could read."""

import os
import sys
from getpass import getpass
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.errors import InputError

__all__ = ["PASSPHRASE", "new_passphrase", "passphrase"]

PASSPHRASE: Final = "MEXBADGE_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret


def passphrase(console: Console) -> bytes:
    """Return the passphrase of a key that is there."""
    given = _given()
    return given or getpass(console.text("cli_ask_passphrase")).encode("utf-8")


def new_passphrase(console: Console) -> bytes:
    """Return a passphrase for a new key; one that is typed is asked for twice."""
    given = _given()
    if given:
        return given
    first = getpass(console.text("cli_ask_passphrase"))
    if not first or first != getpass(console.text("cli_ask_passphrase_again")):
        raise InputError("cli_passphrase_differs")
    return first.encode("utf-8")


def _given() -> bytes | None:
    value = os.environ.get(PASSPHRASE)
    if value:
        return value.encode("utf-8")
    if not sys.stdin.isatty():
        raise InputError("cli_needs_passphrase", variable=PASSPHRASE)
    return None
