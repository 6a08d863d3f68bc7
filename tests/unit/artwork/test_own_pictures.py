"""Pictures of the college's own: small, upright, safe."""

import io
from xml.etree.ElementTree import fromstring

import pytest
from PIL import Image

from artworks import PAGE, codes_in, header_of, on_white, png
from mexbadge.artwork import codes
from mexbadge.artwork.cleaning import cleaned
from mexbadge.artwork.design import design_of
from mexbadge.artwork.making import Artwork, make
from mexbadge.bake import bake, unbake
from mexbadge.errors import InputError

ALT = {"en": "A heart", "fr": "Un cœur"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
CREDENTIAL = b'{"type":["VerifiableCredential","OpenBadgeCredential"]}'


def _made(content: bytes, *, code: bool = False) -> Artwork:
    return make(design_of({"picture": "own", "alt": ALT, "code": code}), {"own": content}.__getitem__)


@pytest.mark.slow
def test_a_large_photograph_becomes_a_small_badge() -> None:
    noise = Image.effect_noise((2400, 1600), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, format="PNG")
    made = _made(out.getvalue())
    content = made.png()
    assert content is not None
    assert len(out.getvalue()) > 2_000_000
    assert len(content) < 400_000
    assert made.svg() is None
    with Image.open(io.BytesIO(content)) as opened:
        assert opened.size == (600, 600)
        assert opened.convert("RGBA").getpixel((300, 5))[3] == 0  # type: ignore[index]
    assert unbake(bake(content, CREDENTIAL)) == CREDENTIAL


def test_a_photograph_is_turned_upright_and_loses_where_it_was_taken() -> None:
    image = Image.new("RGB", (200, 100), (250, 0, 0))
    image.paste((0, 0, 250), (0, 0, 100, 100))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at home"
    out = io.BytesIO()
    image.save(out, format="JPEG", exif=exif)
    content = _made(out.getvalue()).png(100)
    assert content is not None
    assert b"taken at home" not in content
    with Image.open(io.BytesIO(content)) as opened:
        plain = opened.convert("RGBA")
    top, bottom = plain.getpixel((50, 10)), plain.getpixel((50, 90))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[2] > 200
    assert bottom[0] > 200


def test_a_photograph_keeps_a_place_for_a_code_if_it_is_asked_to() -> None:
    content = _made(png("RGB", (900, 900), (90, 20, 20)), code=True).png()
    assert content is not None
    assert codes_in(on_white(codes.stamped(content, PAGE))) == [PAGE]


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    with pytest.raises(InputError) as refused:
        _made(header_of(30_000, 30_000))
    assert (refused.value.code, refused.value.where) == ("artwork_large", "/picture")


ACTIVE = {
    "script": "<script>alert(1)</script>",
    "handler": '<g onload="alert(1)"><path d="M0 0"/></g>',
    "upper handler": '<g ONLOAD="alert(1)"/>',
    "foreign": "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
    "link": '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    "nested link": "<a><a><script/></a></a>",
    "animation": '<set attributeName="href" to="javascript:alert(1)"/>',
    "outside picture": '<image href="https://tracker.example/x.png"/>',
    "outside picture in the older way": '<image xlink:href="https://tracker.example/x.png"/>',
    "svg in a picture": '<image href="data:image/svg+xml;base64,AAAA"/>',
    "outside use": '<use href="other.svg#x"/>',
    "fetching style": "<style>@import url(https://tracker.example/x.css);</style>",
    "escaped style": "<style>@\\69mport 'x';</style>",
    "fetching attribute": '<path style="fill:url(https://tracker.example/#x)" d="M0 0"/>',
    "fetching fill": '<path fill="url( \'//tracker.example/#x\')" d="M0 0"/>',
    "embedded": "<iframe src='x'/>",
    "other namespace": "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>1</x:script>",
    "credential": "<c:credential xmlns:c='https://purl.imsglobal.org/ob/v3p0'>{}</c:credential>",
}


@pytest.mark.parametrize("kind", sorted(ACTIVE))
def test_what_acts_or_is_fetched_is_left_out_and_named(kind: str) -> None:
    found = cleaned(SVG.format(ACTIVE[kind] + '<circle r="3"/>').encode(), where="/picture", alt=ALT)
    text = found.svg.decode().lower()
    assert found.removed
    for word in (
        "script",
        "alert",
        "tracker",
        "foreign",
        "onload",
        "import",
        "iframe",
        "svg+xml",
        "other.svg",
        "credential",
    ):
        assert word not in text
    assert "circle" in text
    assert cleaned(found.svg, where=None, alt=ALT).removed == ()
    assert cleaned(found.svg, where=None, alt=ALT).svg == found.svg


def test_what_is_drawn_stays() -> None:
    body = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<path fill="url(#g)" d="M0 0h9v9z" style="stroke:url(#g);opacity:.5"/><use href="#g"/><use xlink:href="#g"/>'
        '<image href="data:image/png;base64,iVBORw0KGgo="/><text>Soins</text><style>.a{fill:red}</style>'
    )
    found = cleaned(SVG.format(body).encode(), where=None, alt=ALT)
    assert found.removed == ()
    for kept in (b'fill="url(#g)"', b"stroke:url(#g)", b"iVBORw0KGgo=", b"Soins", b".a{fill:red}", b'href="#g"'):
        assert kept in found.svg
    root = fromstring(found.svg)
    assert [(one.attrib["lang"], one.text) for one in root if one.tag.endswith("title")] == list(ALT.items())
    assert unbake(bake(found.svg, CREDENTIAL)) == CREDENTIAL


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg", "artwork_svg"),
        (b"<html/>", "artwork_svg"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "artwork_svg"),
        (SVG.format("<g>" * 300 + "</g>" * 300).encode(), "artwork_svg"),
        (SVG.format("<a>" * 300 + "</a>" * 300).encode(), "artwork_svg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="10cm" height="2"/>', "artwork_svg_size"),
        (SVG.format(f"<!-- --><path d='{'M0 0' * 400_000}'/>").encode(), "artwork_svg_large"),
        (b'<?xml version="1.0" encoding="nothing"?><svg/>', "artwork_svg"),
    ],
)
def test_an_svg_that_cannot_be_a_badge_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        _made(content)
    assert (refused.value.code, refused.value.where) == (code, "/picture")


def test_an_svg_with_a_plain_document_type_is_read() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
    made = _made(
        (head + SVG.format('<circle r="2"/>').replace("viewBox=", "data-x=")).encode().replace(b"data-x", b"viewBox")
    )
    svg = made.svg()
    assert svg is not None
    assert b"DOCTYPE" not in svg
    assert made.png() is None


def test_an_svg_with_sizes_gets_its_view_box_and_no_place_for_a_code() -> None:
    content = b'<svg xmlns="http://www.w3.org/2000/svg" width="90px" height="90"><circle r="3"/></svg>'
    svg = _made(content).svg()
    assert svg is not None
    assert fromstring(svg).attrib["viewBox"] == "0 0 90 90"
    with pytest.raises(InputError) as refused:
        _made(content, code=True)
    assert refused.value.code == "artwork_svg_code"
