"""A badge's picture as a college writes it down: a small TOML, checked whole before anything is drawn.

::

    family = "course"
    title = { en = "Dementia Care", fr = "Soins de la démence" }
    college = { en = "Lakeshore College", fr = "Collège Lakeshore" }
    level = { en = "Level 2", fr = "Niveau 2" }
    year = 2026
    colours = { main = "#12406e", accent = "#f7c44a" }
    logo = "logo.png"
    code = true

The first two languages of the title are shown, the first one large. ``college``, ``colours`` and ``logo`` may stand in
a file of the college, so that its badges are a family.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StrictInt

from mexbadge._json import JsonObject
from mexbadge.artwork import letters
from mexbadge.artwork.colours import (
    DARK_PAGE,
    LETTERS,
    PALETTES,
    WHITE,
    Colour,
    Palette,
    contrast,
    nearest,
    parsed,
    written,
)
from mexbadge.artwork.families import FAMILIES, BadgeLook
from mexbadge.errors import InputError, Problem, SchemaError
from mexbadge.models.forms import DocumentForm, Flag, Ident, Names, Text, form_of, form_schema
from mexbadge.models.language import Words

__all__ = ["BETWEEN", "Design", "college_of", "design_of", "design_schema", "look_of", "palette_for", "palette_of"]

BETWEEN: Final = " · "
"""What stands between the level and the year."""
_SHOWN: Final = 2
"""How many languages one picture shows."""
_ASKED: Final = ("en", "fr")
_PAPER: Final = 12.0
"""How light paper is, by its contrast with a dark page: it is the ground of letters, and the edge on such a page."""
_FACETS: Final = 1.15
"""How much more contrast the main colour needs for the facets that are lighter."""

Family = Literal["course", "certificate", "skill", "milestone", "participation"]
Shape = Literal["medallion", "rosette", "hexagon", "shield", "beads"]
Year = Annotated[StrictInt, Field(ge=1900, le=2999)]


class Colours(DocumentForm):
    """Colours as ``#rrggbb``; see :class:`mexbadge.artwork.colours.Palette`."""

    main: Text
    accent: Text
    paper: Text | None = None


class Design(DocumentForm):
    """What is drawn, or, with ``picture``, which picture of the college's own becomes a badge."""

    family: Family = "course"
    shape: Shape | None = None
    title: Names | None = None
    college: Names | None = None
    level: Names | None = None
    year: Year | None = None
    colours: Text | Colours | None = None
    logo: Ident | None = None
    picture: Ident | None = None
    alt: Names | None = None
    languages: tuple[Ident, ...] = ()
    code: Flag = False


class CollegeDesign(DocumentForm):
    """What the badges of one college share."""

    college: Names | None = None
    colours: Text | Colours | None = None
    logo: Ident | None = None


def college_of(table: Mapping[str, Any]) -> JsonObject:
    """Return what a college's file gives to each design; raise :class:`SchemaError`."""
    form_of(CollegeDesign, table)
    return dict(table)


def design_of(table: Mapping[str, Any], college: Mapping[str, Any] | None = None) -> Design:
    """Return a design, with what its college's file adds.

    Raises :class:`SchemaError` with every problem: what is missing or unknown, letters that cannot be drawn
    (``artwork_letters``, ``artwork_direction``), colours that are none or that are not seen on one another
    (``artwork_colour``, ``artwork_contrast``), a picture without its texts (``artwork_alt``).
    """
    design = form_of(Design, {**(college or {}), **table})
    if found := list(_problems(design)):
        raise SchemaError(found)
    return design


def design_schema() -> JsonObject:
    """Return the JSON Schema of a design."""
    return form_schema(Design, "badge-design-1", "The picture of a badge")


def look_of(design: Design) -> BadgeLook:
    """Return what is drawn of a design that was checked, without its logo."""
    title = _in_order(design.title, design.languages)
    main = title[0][0] if title else "en"
    note = [_text(design.level, main), "" if design.year is None else str(design.year)]
    return BadgeLook(
        shape=design.shape or FAMILIES[design.family],
        sign=design.family,
        title=title[0][1] if title else "",
        second=title[1][1] if len(title) > 1 and title[1][1] != title[0][1] else "",
        college=_text(design.college, main),
        note=BETWEEN.join(filter(None, note)),
        palette=palette_of(design.colours, _text(design.college, "en")),
        code=design.code,
    )


def palette_of(colours: str | Colours | None, college: str) -> Palette:
    """Return the palette that a design names; where it names none, one that belongs to the name of the college."""
    if colours is None:
        return palette_for(college)
    if isinstance(colours, str):
        if colours not in PALETTES:
            raise InputError("artwork_palette", where="/colours", text=colours, known=", ".join(sorted(PALETTES)))
        return PALETTES[colours]
    main, accent = parsed(colours.main, "/colours/main"), parsed(colours.accent, "/colours/accent")
    if colours.paper is None:
        return Palette(main, accent)
    return Palette(main, accent, parsed(colours.paper, "/colours/paper"))


def palette_for(college: str) -> Palette:
    """Return the palette that always goes with the same name."""
    names = sorted(PALETTES)
    return PALETTES[names[sha256(college.encode("utf-8", "surrogatepass")).digest()[0] % len(names)]]


def _in_order(words: Words | None, languages: tuple[str, ...]) -> list[tuple[str, str]]:
    if words is None:
        return []
    if languages:
        return [(lang, words.text(lang) or "") for lang in languages[:_SHOWN]]
    return [(lang or "en", text) for lang, text in words.texts[:_SHOWN]]


def _text(words: Words | None, lang: str) -> str:
    return "" if words is None else words.text(lang) or ""


def _problems(design: Design) -> Iterator[Problem]:
    if design.picture is not None:
        said = {lang for lang, _ in design.alt.texts} if design.alt is not None else set()
        if missing := [lang for lang in _ASKED if lang not in said]:
            yield Problem("artwork_alt", "/alt", {"missing": ", ".join(missing)})
        return
    if design.title is None:
        yield Problem("form_missing", "/title", {"name": "title"})
    for name in ("title", "college", "level"):
        words: Words | None = getattr(design, name)
        for lang, text in words.texts if words is not None else ():
            if (found := letters.problem_of(text, f"/{name}/{lang}" if lang else f"/{name}")) is not None:
                yield found
    try:
        palette = palette_of(design.colours, _text(design.college, "en"))
    except InputError as error:
        yield error.problem
        return
    yield from _unseen(palette)


def _unseen(palette: Palette) -> Iterator[Problem]:
    """Yield each colour that is not seen well enough where it stands, with the nearest one that is.

    White letters stand on facets of the main colour that are a little lighter than it, so that it needs somewhat more.
    """
    if (found := _too_faint("paper", palette.paper, DARK_PAGE, _PAPER)) is not None:
        yield found
    main = palette.main
    for ground, least in ((WHITE, LETTERS * _FACETS), (palette.paper, LETTERS)):
        if (found := _too_faint("main", main, ground, least)) is not None:
            yield found
            main = nearest(main, ground, least) or (0, 0, 0)
            break
    if (found := _too_faint("accent", palette.accent, main, LETTERS)) is not None:
        yield found


def _too_faint(name: str, colour: Colour, ground: Colour, least: float) -> Problem | None:
    has = contrast(colour, ground)
    if has >= least:
        return None
    better = nearest(colour, ground, least) or (WHITE if contrast(ground, WHITE) > LETTERS else (0, 0, 0))
    values: dict[str, object] = {"name": name, "colour": written(colour), "ground": written(ground)}
    values |= {"found": f"{has:.1f}", "least": f"{least:.1f}", "better": written(better)}
    return Problem("artwork_contrast", f"/colours/{name}", values)
