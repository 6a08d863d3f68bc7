"""What a file holds, by its ending: no picture under the name of a document, no document under that of a picture."""

from pathlib import Path
from typing import Final

from mexbadge.bake import sniff, unbake
from mexbadge.errors import InputError

__all__ = ["check_output", "wanted"]

_DOCUMENTS: Final = frozenset({".json", ".jsonld", ".jwt"})
_PICTURES: Final = frozenset({".png", ".svg"})


def check_output(name: str | None, kind: str | None, *, alone: bool = True) -> None:
    """Refuse a name whose ending promises another kind of file than ``kind``: a picture, or ``None`` for a document.

    Where the badge can be written ``alone``, a document's ending is as good as the picture's. Raises
    :class:`InputError` ``cli_other_ending``, before anything is issued.
    """
    suffix = Path(name or "").suffix.lower()
    promised = suffix in _PICTURES if kind is None else suffix in _PICTURES and suffix != f".{kind}"
    if promised or (kind is not None and not alone and suffix in _DOCUMENTS):
        raise InputError("cli_other_ending", path=name, suffix=suffix)


def wanted(content: bytes, name: str) -> bytes:
    """Return what a file of this name holds: under a document's ending the credential alone, out of its picture."""
    if Path(name).suffix.lower() in _DOCUMENTS and sniff(content) in {"png", "svg"}:
        return unbake(content)
    return content
