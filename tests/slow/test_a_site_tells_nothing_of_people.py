"""Privacy of a whole site, byte for byte: no address but the college's own, pages that nobody guesses or finds."""

import re
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from programme_site import CONTACT, KINDS, ProgrammeSite, name_of

pytestmark = pytest.mark.slow
_ADDRESS = re.compile(rb"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_TOKEN = re.compile(rb"[A-Za-z0-9_-]{16,}(?:\.[A-Za-z0-9_-]*)+")
_TEXT = {b"iTXt", b"tEXt", b"zTXt"}


def layers(content: bytes) -> Iterator[bytes]:
    """Yield the bytes, what tokens in them say, and what the texts in a picture say."""
    if content.startswith(b"\x89PNG"):
        at = 8
        while at + 8 <= len(content):
            size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
            body = content[at + 8 : at + 8 + size]
            if kind in _TEXT:
                yield from layers(body)
                for start in range(len(body)):
                    if body[start : start + 1] == b"x" and kind != b"tEXt":
                        try:
                            yield from layers(zlib.decompress(body[start:]))
                        except zlib.error:
                            continue
            at += 12 + size
        return
    yield content
    for token in _TOKEN.finditer(content):
        for part in token[0].split(b"."):
            try:
                yield urlsafe_b64decode(part + b"=" * (-len(part) % 4))
            except ValueError:
                continue


def files(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(site.rglob("*")):
        if path.is_file():
            yield path.relative_to(site).as_posix(), path.read_bytes()


def test_the_search_sees_through_a_token_and_into_a_picture() -> None:
    token = b"eyJhbGciOiJub25lIn0.eyJtYWlsIjoiYWlzaGFAbWFpbC5leGFtcGxlIn0."
    assert any(_ADDRESS.search(layer) for layer in layers(b'{"jwt": "' + token + b'"}'))
    body = b"openbadge\0\0\0\0\0" + token
    picture = b"\x89PNG\r\n\x1a\n" + len(body).to_bytes(4, "big") + b"iTXt" + body + b"\0\0\0\0"
    assert any(_ADDRESS.search(layer) for layer in layers(picture))


def test_no_address_stands_anywhere_but_the_colleges_own(programme: ProgrammeSite) -> None:
    for name, content in files(programme.folder):
        found = {one for layer in layers(content) for one in _ADDRESS.findall(layer)}
        assert found <= {CONTACT.encode()}, name


def test_nobody_is_named_who_did_not_agree(programme: ProgrammeSite) -> None:
    hidden = [name_of(kind) for kind, (_, agreed) in KINDS.items() if not agreed]
    refs = [record.ref for record in programme.records.values()]
    for name, content in files(programme.folder):
        for layer in layers(content):
            assert not [one for one in hidden if one.encode() in layer], name
            assert not [ref for ref in refs if ref and re.search(rf"\b{ref}\b".encode(), layer)], name


def test_pages_of_people_have_128_bits_and_ask_search_engines_to_leave_them_out(programme: ProgrammeSite) -> None:
    folders = list((programme.folder / "b").iterdir())
    assert len(folders) >= len(KINDS)
    for folder in folders:
        assert re.fullmatch("[0-9a-f]{32}", folder.name)
        for page in folder.rglob("*.html"):
            assert '<meta name="robots" content="noindex">' in page.read_text("utf-8")
    tokens = [folder.name.encode() for folder in folders]
    for name, content in files(programme.folder):
        if not name.startswith("b/"):
            assert not [token for token in tokens if token in content], name
