import contextlib

from hypothesis import example, given, settings
from hypothesis import strategies as st

import baking
from baking import CREDENTIAL, element, itxt, text, token
from examples_count import examples
from mexbadge.bake import Extraction, bake, extract, sniff, unbake
from mexbadge.errors import BakeError, InputError

SAMPLES = [
    bake(baking.png(after=b"tail"), text(CREDENTIAL)),
    baking.png(itxt(b"x\x9c\xab\xae\x05\x00\x01u\x00\xf9", flag=1), itxt(b"{}", language=b"en")),
    bake(baking.svg(), token(CREDENTIAL)),
    bake(baking.svg(element("<![CDATA[{}]]>")), text(CREDENTIAL), replace=True),
    b"\xff\xfe" + (baking.svg(element("{&lt;}")).decode().replace("UTF-8", "UTF-16")).encode("utf-16-le"),
    b"\xfe\xff" + (baking.svg(element(verify="a.b.c")).decode().replace("UTF-8", "UTF-16")).encode("utf-16-be"),
]
PIECES = [
    *[
        b"IHDR",
        b"IEND",
        b"iTXt",
        b"tEXt",
        b"zTXt",
        b"openbadges\0",
        b"openbadgecredential\0",
        b"\0\0\0\0",
        b"\xff\xff\xff\xff",
    ],
    *[
        b"<!DOCTYPE svg [",
        b'<!ENTITY a "b">',
        b"]>",
        b"&a;",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<",
        b">",
        b"/>",
        b"'",
    ],
    *[b'encoding="latin-1"', b"xmlns:x='http://openbadges.org'", b"<x:assertion", b"</", b"\xd8\x00", b"\xef\xbb\xbf"],
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A baked image with some of its bytes changed, cut, moved or replaced."""
    data = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + draw(st.sampled_from([0, 1, 4, 40])))))
        data = data[:start] + draw(st.sampled_from(PIECES) | st.binary(max_size=6)) + data[end:]
    return data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data


def attempt(data: bytes) -> Extraction | BakeError:
    try:
        return extract(data)
    except BakeError as error:
        return error


def answers_or_refuses(data: bytes) -> None:
    sniff(data)
    extraction = attempt(data)
    if isinstance(extraction, BakeError):
        assert str(extraction)
        assert extraction.hint
        return
    assert all(0 <= one.where < len(data) for one in extraction.carried)
    for problem in extraction.problems:
        assert problem.message("en")
        assert problem.message("fr")
    with contextlib.suppress(BakeError):
        assert unbake(data) in {one.content for one in extraction.carried}
    baked = bake(data, token(CREDENTIAL), replace=True)
    assert [one.content for one in extract(baked).carried] == [token(CREDENTIAL)]


@settings(max_examples=examples(300))
@given(
    data=st.binary(max_size=300)
    | st.sampled_from(PIECES).flatmap(lambda piece: st.binary(max_size=90).map(piece.__add__))
)
@example(data=b"")
@example(data=b"\x89PNG\r\n\x1a\n")
@example(data=b"<svg xmlns='http://www.w3.org/2000/svg'")
@example(data=b"\xff\xfe<")
def test_on_any_bytes_extract_answers_or_raises_a_bake_error(data: bytes) -> None:
    answers_or_refuses(data)


@settings(max_examples=examples(1500))
@given(data=damaged())
def test_on_any_damaged_badge_extract_answers_or_raises_a_bake_error(data: bytes) -> None:
    answers_or_refuses(data)


@settings(max_examples=examples(300))
@given(image=st.sampled_from([baking.png(), baking.svg()]), credential=st.binary(max_size=60) | st.text(max_size=60))
def test_baking_anything_gives_exactly_one_badge_or_an_input_error(image: bytes, credential: bytes | str) -> None:
    with contextlib.suppress(InputError):
        assert len(extract(bake(image, credential, keyword="openbadges")).carried) == 1
    with contextlib.suppress(InputError):
        assert len(extract(bake(image, credential)).carried) == 1
