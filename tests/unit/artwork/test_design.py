"""Designs: read strictly, every problem at once, colours judged and the nearest that works named."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artworks import TABLE, artwork, header_of, png
from mexbadge.artwork.colours import PALETTES, contrast, nearest, parsed, written
from mexbadge.artwork.design import college_of, design_of, palette_for
from mexbadge.errors import InputError, SchemaError

COLOUR = st.tuples(*(st.integers(0, 255) for _ in range(3)))


def _problems(**changes: Any) -> dict[str | int | None, str]:
    with pytest.raises(SchemaError) as refused:
        design_of({**TABLE, **changes})
    return {one.where: one.code for one in refused.value.problems}


def test_every_problem_is_told_with_its_place() -> None:
    assert _problems(family="corse", yeer=1, year=12) == {
        "/family": "form_choice",
        "/yeer": "form_unknown",
        "/year": "form_number",
    }
    found = _problems(title={"en": "דוד", "fr": "護"}, level={"en": "मरा"}, colours="sea")
    assert found == {
        "/title/en": "artwork_direction",
        "/title/fr": "artwork_letters",
        "/level/en": "artwork_letters",
        "/colours": "artwork_palette",
    }
    assert _problems(colours={"main": "blue", "accent": "#ffffff"}) == {"/colours/main": "artwork_colour"}


def test_a_design_without_a_title_is_refused() -> None:
    with pytest.raises(SchemaError) as refused:
        design_of({"family": "skill"})
    assert [(one.code, one.where) for one in refused.value.problems] == [("form_missing", "/title")]


@given(COLOUR, COLOUR, st.none() | COLOUR)
def test_a_colour_that_is_refused_has_one_named_that_works(
    main: tuple[int, int, int], accent: tuple[int, int, int], paper: tuple[int, int, int] | None
) -> None:
    colours = {"main": written(main), "accent": written(accent)} | ({} if paper is None else {"paper": written(paper)})
    for _ in range(6):
        try:
            design_of({**TABLE, "colours": colours})
        except SchemaError as error:
            for one in error.problems:
                assert one.code == "artwork_contrast"
                assert one.values["better"] != one.values["colour"]
                colours = {**colours, str(one.values["name"]): str(one.values["better"])}
        else:
            return
    pytest.fail(str(colours))


@given(COLOUR, COLOUR)
def test_the_nearest_colour_has_the_contrast_that_was_asked_for(
    colour: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    found = nearest(colour, ground, 4.5)
    assert found is not None
    assert contrast(found, ground) >= 4.5
    if contrast(colour, ground) >= 4.5:
        assert max(abs(a - b) for a, b in zip(found, colour, strict=True)) <= 1


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert contrast(parsed("#777"), parsed("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", sorted(PALETTES))
def test_every_palette_by_name_is_seen(name: str) -> None:
    design_of({**TABLE, "colours": name})


def test_a_college_has_one_palette() -> None:
    assert palette_for("Lakeshore College") == palette_for("Lakeshore College")
    assert len({palette_for(f"College {number}") for number in range(40)}) > 3


def test_a_design_goes_before_what_its_college_says() -> None:
    college = college_of({"college": "Lakeshore College", "colours": "pine"})
    table = {"title": "Care", "colours": "plum"}
    found = design_of(table, college)
    assert (found.college and found.college.text(), found.colours) == ("Lakeshore College", "plum")
    with pytest.raises(SchemaError):
        college_of({"name": "x"})


def test_a_picture_of_its_own_needs_both_texts() -> None:
    assert _problems(picture="own.png") == {"/alt": "artwork_alt"}
    assert _problems(picture="own.png", alt={"en": "A heart"}) == {"/alt": "artwork_alt"}


LOGOS = {
    "alpha": png("RGBA", colour=(255, 255, 255, 128)),
    "palette": png("P", colour=0),
    "grey": png("L", colour=250),
    "one bit": png("1", colour=1),
    "sixteen": png("I;16", colour=60_000),
    "cmyk": png("CMYK", colour=(0, 200, 200, 0), format="JPEG"),
    "webp": png("RGB", colour=(250, 240, 10), format="WEBP"),
    "one pixel": png("RGB", (1, 1), (255, 255, 255)),
    "wide": png("RGB", (3000, 700), (255, 200, 0)),
}


@pytest.mark.parametrize("kind", sorted(LOGOS))
def test_logos_of_every_kind_of_colour_are_drawn(kind: str) -> None:
    with_logo = artwork({"logo": LOGOS[kind]}, logo="logo").png(200)
    assert with_logo != artwork().png(200)


def _animated(kind: str) -> bytes:
    import io  # noqa: PLC0415 - here alone

    from PIL import Image  # noqa: PLC0415 - as above

    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, format=kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (header_of(30_000, 30_000), "artwork_large"),
        (header_of(20_000, 10), "artwork_large"),
        (header_of(9_000, 9_000), "artwork_large"),
        (header_of(300, 300), "artwork_corrupt"),
        (png()[:60], "artwork_corrupt"),
        (png(size=(300, 300), colour=(9, 9, 9, 255))[:-40], "artwork_corrupt"),
        (_animated("PNG"), "artwork_animated"),
        (_animated("WEBP"), "artwork_animated"),
        (_animated("GIF"), "artwork_format"),
        (b"", "artwork_format"),
        (b"BM" + b"\0" * 60, "artwork_format"),
        (png("RGBA", colour=(0, 0, 0, 0)), "artwork_empty"),
    ],
)
def test_a_logo_that_cannot_be_used_is_refused_for_what_it_is(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        artwork({"logo": content}, logo="logo")
    assert (refused.value.code, refused.value.where) == (code, "/logo")


def test_a_logo_that_is_not_seen_gets_a_plate() -> None:
    """Dark blue on the dark blue ground: a light disc is put behind."""
    hidden = artwork({"logo": png("RGB", (200, 200), (18, 62, 112))}, logo="logo")
    seen = artwork({"logo": png("RGB", (200, 200), (255, 255, 255))}, logo="logo")
    assert hidden.scene is not None
    assert seen.scene is not None
    assert len(hidden.scene.figures) == len(seen.scene.figures) + 1


def test_a_logo_that_is_seen_nowhere_is_refused() -> None:
    faint = png("RGBA", (200, 200), (120, 120, 120, 3))
    with pytest.raises(InputError) as refused:
        artwork({"logo": faint}, logo="logo")
    assert refused.value.code == "artwork_unseen"
