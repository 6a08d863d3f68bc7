"""Files that a command reads and writes: names with wildcards, ``-`` for the standard streams, nothing overwritten."""

import errno
import glob
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from mexbadge import _limits
from mexbadge._files import own
from mexbadge._published import refuse_published
from mexbadge.cli.console import Console
from mexbadge.errors import InputError

__all__ = ["STDIN", "expanded", "read", "require_free", "write"]

STDIN: Final = "-"
_OWNER: Final = 0o600
_ALL: Final = 0o666
_REASONS: Final = {
    errno.ENOSPC: "cli_reason_full",
    errno.EDQUOT: "cli_reason_full",
    errno.EROFS: "cli_reason_read_only",
    errno.ENAMETOOLONG: "cli_reason_long",
}
_WILD: Final = frozenset("*?[")


def expanded(names: Iterable[str]) -> Iterator[str]:
    """Yield file names, wildcards resolved where the shell left them; a name that exists is never a pattern."""
    for name in names:
        if name != STDIN and _WILD & set(name) and not Path(name).exists():
            yield from sorted(glob.glob(_pattern(name), recursive=True)) or [name]  # noqa: PTH207 - keeps the name as it was typed
        else:
            yield name


def _pattern(name: str) -> str:
    """Return the pattern that is meant: a folder that is there is no part of it, whatever signs are in its name."""
    folder, rest = os.path.split(name)
    while folder and not Path(folder).exists():
        folder, last = os.path.split(folder)
        rest = str(Path(last, rest))
    return os.path.join(glob.escape(folder), rest)  # noqa: PTH118 - keeps the name as it was typed


def read(name: str, console: Console, *, max_bytes: int = _limits.IMAGE_BYTES) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``.

    Raises :class:`InputError` ``cli_cannot_read``, ``cli_no_match`` for a pattern that is the name of no file,
    ``json_too_large``.
    """
    try:
        if name == STDIN:
            data = console.stdin.read(max_bytes + 1)
        else:
            with open(name, "rb") as file:  # noqa: PTH123 - Path takes an empty name for this very folder
                data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        if _WILD & set(name) and not Path(name).exists():
            raise InputError("cli_no_match", pattern=name) from None
        raise InputError("cli_cannot_read", path=name, reason=reason_of(error, console)) from None
    if len(data) > max_bytes:
        raise InputError("json_too_large", size=f"> {max_bytes}", limit=max_bytes)
    return data


def require_free(name: str | None, *, force: bool) -> None:
    """Refuse a name that :func:`write` would refuse, before anything is done that cannot be undone.

    Raises :class:`InputError` ``cli_exists``.
    """
    if name and name != STDIN and not force and Path(name).exists():
        raise InputError("cli_exists", path=name)


def write(
    name: str, data: bytes | Iterable[bytes], console: Console, *, force: bool = False, private: bool = False
) -> None:
    """Write one file, or standard output for ``-``; nothing is overwritten unless ``force`` says so.

    Where it ends half way, what was begun goes. What is ``private`` (names, addresses) is its owner's alone (mode
    0600), and never goes where an issuer publishes: :class:`InputError` ``register_into_hosted``.
    """
    parts = (data,) if isinstance(data, bytes) else data
    if name == STDIN:
        sys.stdout.buffer.writelines(parts)
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    if private:
        refuse_published(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_CREAT | os.O_WRONLY | getattr(os, "O_BINARY", 0) | (os.O_TRUNC if force else os.O_EXCL)
        handle = os.open(path, flags, _OWNER if private else _ALL)
        try:
            with os.fdopen(handle, "wb") as file:
                if private:
                    own(path)
                file.writelines(parts)
        except BaseException:
            _remove(path)
            raise
    except FileExistsError:
        raise InputError("cli_exists", path=name) from None
    except BrokenPipeError:  # of another stream: the parts say things as they come
        raise
    except (OSError, ValueError) as error:
        raise InputError("cli_cannot_write", path=name, reason=reason_of(error, console)) from None


def _remove(path: Path) -> None:
    """Remove a file that was begun; what is no file of its own (a device, a link) stays."""
    with suppress(OSError):
        if path.is_file() and not path.is_symlink():
            path.unlink()


def reason_of(error: Exception, console: Console) -> str:
    """Say why the system refused, in the reader's language, for the reasons that people meet."""
    known = {
        FileNotFoundError: "cli_reason_missing",
        PermissionError: "cli_reason_permission",
        IsADirectoryError: "cli_reason_folder",
        NotADirectoryError: "cli_reason_missing",
    }
    for kind, code in known.items():
        if isinstance(error, kind):
            return console.text(code)
    number = getattr(error, "errno", None) or 0
    return console.text(_REASONS.get(number, "cli_reason_other"), number=number)
