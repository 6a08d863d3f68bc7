"""Passphrases: from a file, from the environment, or typed; never an argument, which others could read."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from getpass import getpass
from typing import Final

from mexbadge import _limits
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError

__all__ = ["VARIABLE", "add_option", "given", "of_existing", "of_new"]

VARIABLE: Final = "MEXBADGE_PASSPHRASE"


def add_option(parser: Parser) -> None:
    """Add ``--passphrase-file``."""
    parser.option("--passphrase-file", metavar="FILE", text="college_help_passphrase_file")


def given(arguments: Namespace, console: Console) -> bytes | None:
    """Return the passphrase of the file or of the environment, or ``None`` where there is neither."""
    path = getattr(arguments, "passphrase_file", None)
    if path:
        content = read(path, console, max_bytes=_limits.KEY_DOCUMENT_BYTES).rstrip(b"\r\n")
        if not content:
            raise InputError("college_passphrase_empty", path=path)
        return content
    return os.environ.get(VARIABLE, "").encode("utf-8") or None


def of_existing(arguments: Namespace, console: Console) -> Callable[[], bytes]:
    """Return what gives the passphrase of a key that is there; nobody is asked unless the key needs it, and once."""
    kept: list[bytes] = []

    def ask() -> bytes:
        if not kept:
            found = given(arguments, console)
            if found is None and not sys.stdin.isatty():
                raise InputError("cli_needs_passphrase", variable=VARIABLE)
            kept.append(found or getpass(console.text("cli_ask_passphrase")).encode("utf-8"))
        return kept[0]

    return ask


def of_new(arguments: Namespace, console: Console) -> bytes | None:
    """Return the passphrase of a key to be made, typed twice; ``None`` with ``--no-passphrase``."""
    if arguments.no_passphrase:
        return None
    found = given(arguments, console)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise InputError("cli_needs_passphrase", variable=VARIABLE)
    first = getpass(console.text("cli_ask_passphrase"))
    if not first or first != getpass(console.text("cli_ask_passphrase_again")):
        raise InputError("cli_passphrase_differs")
    return first.encode("utf-8")
