"""The passphrase of a command: from a file, else as :mod:`mexbadge.cli.secrets` finds it."""

from argparse import Namespace
from collections.abc import Callable

from mexbadge import _limits
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.parser import Parser
from mexbadge.cli.secrets import new_passphrase, passphrase
from mexbadge.errors import InputError

__all__ = ["add_option", "of_existing", "of_new"]


def add_option(parser: Parser) -> None:
    """Add ``--passphrase-file``."""
    parser.option("--passphrase-file", metavar="FILE", text="college_help_passphrase_file")


def of_existing(arguments: Namespace, console: Console) -> Callable[[], bytes]:
    """Return what gives the passphrase of a key that is there; nobody is asked unless the key needs it, and once."""
    kept: list[bytes] = []

    def ask() -> bytes:
        if not kept:
            kept.append(_of_file(arguments, console) or passphrase(console))
        return kept[0]

    return ask


def of_new(arguments: Namespace, console: Console) -> bytes | None:
    """Return the passphrase of a key to be made; ``None`` with ``--no-passphrase``."""
    if arguments.no_passphrase:
        return None
    return _of_file(arguments, console) or new_passphrase(console)


def _of_file(arguments: Namespace, console: Console) -> bytes | None:
    path = getattr(arguments, "passphrase_file", None)
    if not path:
        return None
    content = read(path, console, max_bytes=_limits.KEY_DOCUMENT_BYTES).rstrip(b"\r\n")
    if not content:
        raise InputError("college_passphrase_empty", path=path)
    return content
