"""``make schemas`` runs this: bring the catalogues into their one order, and compile them for the program to read.

    python tools/catalogues.py [FOLDER]

A catalogue (``FOLDER/LANGUAGE/mexbadge.po``) holds every sentence of one language under its code. What follows a
sentence has the same code and a context: ``hint``, ``about``, ``remedy``. A sentence with a number has plural forms, as
many as the head of its catalogue says. Whoever adds a sentence adds it to each catalogue, with the room that speaks as
a comment (``#. room``); a new language is a copy of ``en``, translated, its head as well.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from struct import Struct
from typing import Final

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER: Final = Path(__file__).resolve().parent.parent / "src" / "mexbadge" / "_data" / "locale"
_CONTEXTS: Final = (None, "hint", "about", "remedy")
_OF_TOOLS: Final = re.compile(rb'"(?:Generated-By|Report-Msgid-Bugs-To): [^\n]*\n')
_DATE: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""No date of a catalogue means anything here; one that never changes keeps its bytes."""


def read(path: Path) -> Catalog:
    """Read one catalogue; its language is that in its head, and where that says none, the name of its folder."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name, abort_invalid=True)


def room_of(message: Message) -> str:
    """Return the room that says a sentence."""
    return " ".join(message.auto_comments)


def messages(catalog: Catalog) -> Iterator[Message]:
    """Go through the sentences of a catalogue, by room and code, each with what follows it."""
    yield from sorted(
        (message for message in catalog if message.id),
        key=lambda one: (room_of(one), _code(one), _CONTEXTS.index(one.context)),
    )


def written(catalog: Catalog) -> bytes:
    """Return the text form of a catalogue: the same sentences always give the same bytes."""
    ordered = Catalog(
        locale=catalog.locale,
        project="mexbadge",
        version="0",
        header_comment="# Every sentence of mexbadge in this language, by its code.",
        creation_date=_DATE,
        revision_date=_DATE,
        last_translator="The mexbadge authors",
        language_team="The mexbadge authors",
        fuzzy=False,
    )
    ordered.mime_headers = [("Plural-Forms", catalog.plural_forms)]
    for one in messages(catalog):
        ordered.add(one.id, one.string, auto_comments=one.auto_comments, context=one.context)
    out = io.BytesIO()
    write_po(out, ordered, width=110)
    return _OF_TOOLS.sub(b"", out.getvalue())


_HEAD: Final = Struct("<5I")
"""Of a compiled catalogue: its sign, its version, the number of entries, where keys and texts are listed."""
_PIECE: Final = Struct("<2I")
"""Of one entry of these lists: how long it is, and where it stands."""


def compiled(catalog: Catalog) -> bytes:
    """Return the form that the program reads (that of GNU gettext), in the order of its keys, contexts included."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return _in_order(out.getvalue())


def _in_order(made: bytes) -> bytes:
    """Put both lists of a compiled catalogue, that of the keys and that of the texts, in the order of the keys."""
    _, _, count, keys, texts = _HEAD.unpack_from(made)
    lists = [list(_PIECE.iter_unpack(made[start : start + count * _PIECE.size])) for start in (keys, texts)]
    pairs = sorted(zip(*lists, strict=True), key=lambda pair: made[pair[0][1] : pair[0][1] + pair[0][0]])
    ordered = bytearray(made)
    for place, (key, text) in enumerate(pairs):
        _PIECE.pack_into(ordered, keys + place * _PIECE.size, *key)
        _PIECE.pack_into(ordered, texts + place * _PIECE.size, *text)
    return bytes(ordered)


def _code(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def main(folder: Path = FOLDER) -> None:
    """Write every catalogue below ``folder`` in both forms."""
    for path in sorted(folder.glob("*/mexbadge.po")):
        text = written(read(path))
        path.write_bytes(text)
        path.with_suffix(".mo").write_bytes(compiled(read(path)))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
