import io
from typing import Any

import png
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from baking import itxt, portable, token
from examples_count import examples
from mexbadge.bake import bake, extract, unbake

FORMATS = [
    *[("grey", depth) for depth in (1, 2, 4, 8, 16)],
    *[("palette", depth) for depth in (1, 2, 4, 8)],
    *[(kind, depth) for kind in ("grey alpha", "rgb", "rgba") for depth in (8, 16)],
]
PLANES = {"grey": 1, "palette": 1, "grey alpha": 2, "rgb": 3, "rgba": 4}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), ANYTHING, max_size=5)
CREDENTIALS = st.one_of(DOCUMENTS.map(portable), DOCUMENTS.map(token))
"""Credentials as they are baked: the braces in their texts are escapes."""


@st.composite
def images(draw: st.DrawFn) -> bytes:
    """A PNG of any colour type, bit depth and interlacing, written by an independent program."""
    kind, depth = draw(st.sampled_from(FORMATS))
    width, height = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    most = 2**depth - 1
    row = st.lists(st.integers(0, most), min_size=width * PLANES[kind], max_size=width * PLANES[kind])
    settings_: dict[str, Any] = {"greyscale": kind.startswith("grey"), "alpha": kind in {"grey alpha", "rgba"}}
    if kind == "palette":
        settings_ = {"palette": [(number, 255 - number, 7) for number in range(most + 1)]}
    elif kind in {"grey", "rgb"} and draw(st.booleans()):
        settings_["transparent"] = 0 if kind == "grey" else (0, 0, 0)
    writer = png.Writer(width, height, bitdepth=depth, interlace=draw(st.booleans()), **settings_)
    out = io.BytesIO()
    writer.write(out, draw(st.lists(row, min_size=height, max_size=height)))
    return out.getvalue() + draw(st.binary(max_size=9))


def pixels(image: bytes) -> tuple[int, int, list[list[int]], Any]:
    width, height, rows, info = png.Reader(bytes=image).read()
    return width, height, [list(row) for row in rows], info


@settings(max_examples=examples(150))
@given(image=images(), credential=CREDENTIALS)
def test_every_png_comes_back_with_its_badge_and_its_pixels(image: bytes, credential: bytes) -> None:
    baked = bake(image, credential)
    (carried,) = extract(baked).carried
    assert carried.content == unbake(baked) == credential
    chunk = itxt(credential, carried.keyword.encode())
    assert baked == image[:33] + chunk + image[33:]
    assert baked.replace(chunk, b"", 1) == image
    assert pixels(baked) == pixels(image)
    with Image.open(io.BytesIO(baked), formats=["PNG"]) as after, Image.open(io.BytesIO(image)) as before:
        assert after.tobytes() == before.tobytes()
        assert after.info[carried.keyword] == credential.decode()


@settings(max_examples=examples(60))
@given(image=images(), first=CREDENTIALS, second=CREDENTIALS)
def test_replacing_leaves_no_trace_of_the_first_badge(image: bytes, first: bytes, second: bytes) -> None:
    assert bake(bake(image, first), second, replace=True) == bake(image, second)


@settings(max_examples=examples(20))
@given(frames=st.integers(2, 5), size=st.integers(4, 20), credential=CREDENTIALS)
def test_an_animated_png_keeps_all_its_frames(frames: int, size: int, credential: bytes) -> None:
    drawn = []
    for number in range(frames):
        frame = Image.new("RGBA", (size, size), (number * 40, 0, 0, 255))
        ImageDraw.Draw(frame).point((number % size, number % size), (255, 255, 255, 255))
        drawn.append(frame)
    out = io.BytesIO()
    drawn[0].save(out, "PNG", save_all=True, append_images=drawn[1:], duration=50, loop=0)
    baked = bake(out.getvalue(), credential)
    assert {b"acTL", b"fcTL", b"fdAT"} <= {kind for kind, _ in png.Reader(bytes=baked).chunks()}
    assert unbake(baked) == credential
    with Image.open(io.BytesIO(baked), formats=["PNG"]) as after, Image.open(io.BytesIO(out.getvalue())) as before:
        assert getattr(after, "n_frames", 1) == frames
        for number in range(frames):
            after.seek(number)
            before.seek(number)
            assert after.tobytes() == before.tobytes()
