"""Pictures: no lettering leaves its shape, what cannot be read is refused, the same words give the same bytes."""

import io
import subprocess
import sys
from dataclasses import replace
from itertools import product
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from artworks import TABLE, artwork, codes_in, on_white
from examples_count import examples
from mexbadge.artwork.colours import PALETTES, WHITE
from mexbadge.artwork.drawing import draw, family_of
from mexbadge.artwork.families import FAMILIES, SMALLEST, BadgeLook, compose
from mexbadge.artwork.scene import Figure, Scene, drawn
from mexbadge.artwork.setting import Box, Style, fitted
from mexbadge.errors import InputError

LONG = "Accompagnement des personnes âgées vivant avec la maladie d'Alzheimer et leurs proches aidants"
FAMILY = sorted(FAMILIES)
INUKTITUT = {"iu": "ᐃᓄᒃᑎᑐᑦ ᐅᖃᐅᓯᖅ", "en": "Inuktitut Language"}
ANISHINAABEMOWIN = {"oj": "Anishinaabemowin", "fr": "Langue anishinaabe"}


def _without_letters(scene: Scene) -> Scene:
    kept = [figure for figure in scene.figures if not (isinstance(figure, Figure) and figure.text)]
    return replace(scene, figures=tuple(kept))


def _scene(**changes: Any) -> Scene:
    made = artwork(**changes)
    assert made.scene is not None
    return made.scene


SHORT = ({"en": "Care", "fr": "Soins"}, INUKTITUT, ANISHINAABEMOWIN)
SHOWN = [*product(FAMILY, (False, True), SHORT), *product(FAMILY, (False,), ({"fr": LONG},))]


@pytest.mark.parametrize(("family", "code", "title"), SHOWN)
def test_no_lettering_leaves_its_shape(family: str, code: bool, title: dict[str, str]) -> None:  # noqa: FBT001
    scene = _scene(family=family, code=code, title=title)
    with_letters, shape = drawn(scene, 240).getchannel("A"), drawn(_without_letters(scene), 240).getchannel("A")
    assert ImageChops.difference(with_letters, shape).getbbox() is None
    assert any(isinstance(figure, Figure) and figure.text for figure in scene.figures)


@pytest.mark.parametrize("family", FAMILY)
def test_letters_are_seen_on_what_is_behind_them(family: str) -> None:
    """The letters of each family have their contrast on every colour that is under them."""
    from mexbadge.artwork.colours import contrast  # noqa: PLC0415 - as the next one

    for palette in (PALETTES["lake"], PALETTES["slate"]):
        look = BadgeLook(FAMILIES[family], family, "Care", palette, "Soins", "College", "2026")
        scene = compose(look)
        behind: list[Figure] = []
        for figure in scene.figures:
            assert isinstance(figure, Figure)
            if not figure.text:
                behind.append(figure)
                continue
            under = drawn(Scene(tuple(behind)), 240)
            mask = drawn(Scene((figure,)), 240).getchannel("A").point(lambda value: 255 if value > 250 else 0)
            colours = Image.new("RGBA", under.size)
            colours.paste(under, (0, 0), mask)
            counted = colours.getcolors(1 << 20) or []
            for count, under_it in counted:
                if isinstance(under_it, tuple) and under_it[3] == 255 and count > 8:
                    seen = contrast(figure.fill, (under_it[0], under_it[1], under_it[2]))
                    assert seen >= 4.4, (figure.text, under_it)


def test_the_same_design_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "from mexbadge.artwork.design import design_of; from mexbadge.artwork.making import make; import hashlib\n"
        f"made = make(design_of({TABLE!r}), lambda name: b'')\n"
        "print(hashlib.sha256((made.png(200) or b'') + (made.svg() or b'')).hexdigest())"
    )
    ran = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(ran) == 1


@pytest.mark.parametrize("family", FAMILY)
def test_files_are_small(family: str) -> None:
    made = artwork(family=family)
    png, svg = made.png(), made.svg()
    assert png is not None
    assert svg is not None
    assert len(png) < 100_000
    assert len(svg) < 60_000
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.size == (600, 600)
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_an_svg_has_its_letters_as_outlines_and_says_what_it_shows() -> None:
    svg = artwork().svg()
    assert svg is not None
    root = fromstring(svg)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags == {"svg", "title", "g", "path"}
    assert "Dementia Care" in root.attrib["aria-label"]
    assert {title.attrib["lang"] for title in root if title.tag.endswith("title")} == {"en", "fr"}


def test_titles_in_both_languages_are_shown_the_first_one_large() -> None:
    said = [figure.text for figure in _scene().figures if isinstance(figure, Figure) and figure.text]
    assert {"Dementia Care", "Soins de la démence", "Lakeshore College", "Level 2 · 2026"} == set(said)
    turned = _scene(title={"fr": "Soins de la démence", "en": "Dementia Care"})
    texts = {figure.text for figure in turned.figures if isinstance(figure, Figure)}
    assert {"Collège Lakeshore", "Niveau 2 · 2026"} <= texts
    alone = _scene(languages=["fr"])
    assert "Dementia Care" not in {figure.text for figure in alone.figures if isinstance(figure, Figure)}


def _title(length: int) -> str:
    words = LONG.split()
    text = ""
    while len(text) < length:
        text += words[len(text) % len(words)] + " "
    return text[:length].strip()


@pytest.mark.parametrize("family", ["certificate", "skill"])
def test_a_title_of_two_hundred_characters_is_set_small_or_refused_with_what_fits(family: str) -> None:
    title = _title(200)
    with pytest.raises(InputError) as refused:
        _scene(family=family, title={"fr": title})
    assert (refused.value.code, refused.value.where) == ("artwork_long", "/title")
    fits = str(refused.value.problem.values["fits"])
    assert 60 < len(fits) < len(title)
    assert title.startswith(fits)
    _scene(family=family, title={"fr": fits})


def test_what_does_not_fit_is_named_by_its_place() -> None:
    for name, text in (("college", "Collège " * 30), ("level", "Niveau " * 30)):
        with pytest.raises(InputError) as refused:
            artwork(None, **{name: {"en": text}})
        assert (refused.value.code, refused.value.where) == ("artwork_long", f"/{name}")


@settings(max_examples=examples(25))
@given(
    st.lists(st.text(alphabet="abcdeEÉâçmMwW", min_size=1, max_size=12), min_size=1, max_size=12), st.integers(80, 400)
)
def test_lines_keep_within_their_box_and_hold_every_word(words: list[str], half: int) -> None:
    text = " ".join(words)
    figure = fitted(text, Box(100, 700, lambda _: half), Style(120, SMALLEST, WHITE))
    if figure is None:
        return
    assert figure.text.split() == words
    for path in figure.paths:
        for _, points in path.segments:
            for x, y in points:
                assert 500 - half - 20 <= x <= 500 + half + 20
                assert 60 <= y <= 740


def test_a_title_grows_to_the_room_that_there_is() -> None:
    small, large = (
        fitted("Care", Box(100, 100 + high, lambda _: 300), Style(200, SMALLEST, WHITE)) for high in (60, 300)
    )
    assert small is not None
    assert large is not None
    heights = [
        max(y for path in figure.paths for _, points in path.segments for _, y in points)
        - min(y for path in figure.paths for _, points in path.segments for _, y in points)
        for figure in (small, large)
    ]
    assert heights[1] > heights[0] * 1.5


@pytest.mark.parametrize("family", FAMILY)
def test_a_code_has_its_place_and_nothing_is_written_over_it(family: str) -> None:
    made = artwork(family=family, code=True)
    assert made.code is not None
    assert made.scene is not None
    picture = drawn(made.scene, 500).convert("RGB")
    box = [round(value / 2) for value in (made.code.left, made.code.top)]
    side = int(made.code.side / 2) - 1
    part = picture.crop((box[0] + 1, box[1] + 1, box[0] + side, box[1] + side))
    assert part.getcolors() == [(part.width * part.height, (255, 255, 255))]


def test_the_default_picture_says_the_name_and_goes_with_the_issuer() -> None:
    one = draw("Préposé aux bénéficiaires", "Collège Boréal", size=200)
    assert one == draw("Préposé aux bénéficiaires", "Collège Boréal", size=200)
    assert one != draw("Prepose aux beneficiaires", "Collège Boréal", size=200)
    assert one != draw("Préposé aux bénéficiaires", "Collège Boréal", size=200, family="skill")
    assert (family_of("Competency"), family_of("Diploma"), family_of(["x"])) == ("skill", "certificate", "course")


@settings(max_examples=examples(8))
@given(st.text(max_size=300), st.text(max_size=120))
def test_any_name_gives_a_picture(name: str, issuer: str) -> None:
    assert not codes_in(on_white(draw(name, issuer, size=64)))
