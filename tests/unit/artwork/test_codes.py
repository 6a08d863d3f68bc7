"""QR codes: another program reads them, in pictures, alone and on paper."""

import io
from typing import Any

import png
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from artworks import PAGE, artwork, codes_in, on_white
from artworks import png as picture_of
from examples_count import examples
from mexbadge.artwork import codes
from mexbadge.artwork.colours import PALETTES, WHITE
from mexbadge.artwork.families import FAMILIES
from mexbadge.artwork.paths import rectangle, svg_data
from mexbadge.artwork.scene import Area, Figure, Scene, drawn
from mexbadge.artwork.sheets import CARD, PER_SHEET, Card, Ticket, card, preview, print_sheet
from mexbadge.bake import bake, strip
from mexbadge.errors import InputError

CREDENTIAL = b'{"type":["VerifiableCredential","OpenBadgeCredential"]}'


def _stamped(**changes: Any) -> bytes:
    content = artwork(code=True, **changes).png()
    assert content is not None
    return codes.stamped(content, PAGE)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_stamped_picture_leads_to_the_page(family: str) -> None:
    found = zxingcpp.read_barcodes(on_white(_stamped(family=family)))
    assert [(one.text, one.ec_level in {"M", "Q", "H"}) for one in found] == [(PAGE, True)]


def test_a_picture_stays_itself_around_the_code() -> None:
    made = artwork(code=True)
    before, after = made.png(), _stamped()
    assert before is not None
    assert made.code is not None
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        assert (one.mode, one.size) == (other.mode, other.size) == ("P", (900, 900))
        first, second = one.convert("RGBA"), other.convert("RGBA")
    box = [round(value * 0.9) for value in (made.code.left, made.code.top, made.code.side)]
    for picture in (first, second):
        picture.paste((0, 0, 0, 0), (box[0], box[1], box[0] + box[2], box[1] + box[2]))
    assert first.tobytes() == second.tobytes()


def test_colours_that_nothing_uses_make_room_for_black_and_white() -> None:
    plain = Image.new("P", (900, 900), 3)
    plain.putpalette([value for place in range(256) for value in (200, place // 2, 40)])
    filled = codes.written_png(plain, {"mexbadge": codes.about(Area(600, 600, 300))})
    stamped = codes.stamped(filled, PAGE)
    with Image.open(io.BytesIO(stamped)) as image:
        assert (image.mode, image.convert("RGBA").getpixel((0, 0))) == ("P", (200, 1, 40, 255))
    assert codes_in(on_white(stamped)) == [PAGE]


def test_a_stamped_picture_carries_a_badge_and_stamping_is_repeatable() -> None:
    stamped = _stamped()
    assert stamped == _stamped()
    assert strip(bake(stamped, CREDENTIAL)) == stamped
    assert codes.place_of(stamped) is not None
    again = codes.stamped(stamped, "https://other.example/")
    assert codes_in(on_white(again)) == ["https://other.example/"]


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_stamped_svg_has_the_code_in_its_place(family: str) -> None:
    made = artwork(code=True, family=family)
    svg = made.svg()
    assert svg is not None
    assert made.code is not None
    stamped = codes.stamped(svg, PAGE)
    assert stamped.startswith(svg.rpartition(b"</svg>")[0])
    assert codes.place_of(stamped) == made.code
    light = Figure((rectangle(0, 0, 1000, 1000),), WHITE)
    whole = Scene((light, codes.figures(codes.code_of(PAGE, "Q"), made.code)))
    assert codes_in(drawn(whole, 900).convert("RGB")) == [PAGE]
    first = codes.figures(codes.code_of(PAGE, "Q"), made.code).paths[0]
    assert f'<path d="{svg_data(first)}"/>'.encode() in stamped


def test_a_picture_without_a_place_is_not_written_over() -> None:
    for content in (artwork().png(), artwork().svg(), picture_of(), b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        with pytest.raises(InputError) as refused:
            codes.stamped(content or b"", PAGE)
        assert refused.value.code == "artwork_no_place"


def test_a_place_that_is_too_small_is_refused_with_the_size_that_is_needed() -> None:
    made = artwork(code=True)
    with pytest.raises(InputError) as refused:
        codes.stamped(made.png(300) or b"", PAGE)
    assert refused.value.code == "artwork_code_small"
    needed = int(str(refused.value.problem.values["needed"]))
    assert 300 < needed < 900
    assert codes_in(on_white(codes.stamped(made.png(needed + 8) or b"", PAGE))) == [PAGE]


NOTES = (
    "",
    "{",
    "[]",
    '{"code": 1}',
    '{"code": [1, 2]}',
    '{"code": [900, 0, 300]}',
    '{"code": [-1, 0, 30]}',
    "[" * 90_000,
)
FURTHER = ('{"code": ["a", 1, 2]}', '{"code": [NaN, 1, 2]}', '{"code": [1, 1, Infinity]}')


@pytest.mark.parametrize("note", NOTES + FURTHER)
def test_a_note_that_makes_no_sense_is_no_place(note: str) -> None:
    with Image.open(io.BytesIO(picture_of(size=(200, 200)))) as image:
        assert codes.place_of(codes.written_png(image, {"mexbadge": note})) is None


def test_pictures_in_other_colours_are_stamped_too() -> None:
    note = {"mexbadge": codes.about(Area(100, 100, 800))}
    for mode in ("RGB", "RGBA", "L", "P", "1", "LA"):
        image = Image.new(mode, (400, 400))
        assert codes_in(on_white(codes.stamped(codes.written_png(image, note), PAGE))) == [PAGE]
    full = Image.new("P", (400, 400))
    full.putpalette([value for number in range(256) for value in (number, 90, 200)])
    assert codes_in(on_white(codes.stamped(codes.written_png(full, note), PAGE))) == [PAGE]


@settings(max_examples=examples(20))
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120))
def test_a_code_alone_says_its_text(text: str) -> None:
    content = codes.code_png(codes.code_of(text), 4)
    assert codes_in(on_white(content)) == [text]
    width, _, rows, info = png.Reader(bytes=content).read()
    assert info["bitdepth"] == 1
    lines = [list(row) for row in rows]
    quiet = codes.QUIET * 4
    assert all(all(pixel == 1 for pixel in line) for line in [*lines[:quiet], *lines[-quiet:]])
    assert all(line[:quiet] == line[width - quiet :] == [1] * quiet for line in lines)


@pytest.mark.parametrize("text", ["", f"https://college.example/{'x' * 1000}"])
def test_a_text_that_no_code_holds_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        codes.code_of(text)
    assert caught.value.code == "artwork_code_long"


def test_a_code_alone_is_an_svg_too() -> None:
    svg = codes.code_svg(codes.code_of(PAGE), PAGE)
    assert svg.count(b"<path") > 100
    assert PAGE.encode() in svg
    with pytest.raises(InputError):
        codes.code_of("x" * 1001)
    with pytest.raises(InputError):
        codes.code_of("")


@pytest.mark.slow
def test_every_code_on_a_printed_sheet_is_read() -> None:
    tickets = [Ticket(f"{PAGE}{number}", f"Préposé · ᐃᓄᒃ {number}") for number in range(PER_SHEET)]
    content = print_sheet(tickets)
    with Image.open(io.BytesIO(content)) as opened:
        assert opened.size == (2480, 3508)
        assert round(opened.info["dpi"][0]) == 300
        assert sorted(codes_in(opened.convert("RGB"))) == sorted(ticket.address for ticket in tickets)


def test_a_card_has_the_size_that_networks_ask_for_and_shows_no_code() -> None:
    for title in ("Care", "Accompagnement " * 30):
        content = card(Card(title, "Collège Boréal", PALETTES["lake"], "2026", artwork().png(200)))
        assert len(content) < 1_000_000
        with Image.open(io.BytesIO(content)) as opened:
            assert opened.size == CARD
        assert not codes_in(on_white(content))


def test_a_preview_shows_each_picture_on_both_grounds_with_its_code() -> None:
    content = preview([artwork(code=True)])
    picture = on_white(content)
    assert len(codes_in(picture)) >= 2
    assert picture.getpixel((2, 2)) != picture.getpixel((2, picture.height - 2))
