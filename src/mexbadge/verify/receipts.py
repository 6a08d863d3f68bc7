"""Where the receipt of a badge is: beside its file or its address, under its name and ``.tlog-proof``, or inside it."""

from os import PathLike, fspath
from pathlib import Path
from typing import Final

from mexbadge import ledger
from mexbadge.bake import extract_receipt
from mexbadge.fetch import Fetch, Request, ResourceKind
from mexbadge.ledger.names import SUFFIX

__all__ = ["at_address", "beside", "inside"]

_ABSENT: Final = frozenset({404, 410})
_QUERY: Final = ("?", "#")


def beside(path: str | PathLike[str]) -> bytes | None:
    """Return the receipt beside a badge's file; ``None`` where there is none that can be read.

    One that is too long is cut one byte behind its limit, so that the check says so.
    """
    try:
        with Path(f"{fspath(path)}{SUFFIX}").open("rb") as file:
            return file.read(ledger.RECEIPT_BYTES + 1)
    except (OSError, ValueError):
        return None


def at_address(url: str, fetch: Fetch) -> bytes | None:
    """Return the receipt beside a badge's address; ``None`` where the server has none, or the address ends otherwise.

    Raises :class:`FetchError` where that could not be found out.
    """
    if any(sign in url for sign in _QUERY):
        return None
    response = fetch(Request(f"{url}{SUFFIX}", "text/plain, application/octet-stream", ResourceKind.CREDENTIAL))
    return None if response.status in _ABSENT else response.raise_for_status().body


def inside(data: bytes) -> bytes | None:
    """Return the receipt that a PNG carries in a chunk of its own; ``None`` where it carries none."""
    return extract_receipt(data)
