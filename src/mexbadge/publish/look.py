"""How a college makes its site look its own: a logo and colours, in the folder ``site`` of its folder.

``logo.svg`` or ``logo.png`` stands beside the college's name and as the sign of its pages; ``colours.toml`` names
``main``, the colour of the head and of links. A colour on which white letters are not read is refused.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mexbadge.artwork.cleaning import cleaned
from mexbadge.artwork.colours import DARK_PAGE, LETTERS, WHITE, contrast, nearest, parsed, written
from mexbadge.bake import sniff
from mexbadge.credentials.achievement import read_table
from mexbadge.errors import InputError, within
from mexbadge.models.forms import DocumentForm, Saying, Sayings, form_of
from mexbadge.publish.college import Picture

__all__ = ["COLOURS", "OwnLook", "look_of"]

COLOURS: Final = "colours.toml"
_LOGOS: Final = ("logo.svg", "logo.png")
_DARK_LINK: Final = "#8ec1f7"


@dataclass(frozen=True, slots=True)
class OwnLook:
    """A logo, where there is one, and a style sheet with the college's colours, empty where it names none."""

    logo: Picture | None = None
    sheet: str = ""


class _Colours(DocumentForm):
    main: str


def look_of(folder: Path | None) -> OwnLook:
    """Read the logo and the colours in a folder.

    Raises :class:`InputError`: ``site_picture`` for a logo that is neither PNG nor SVG, ``site_colours`` for a file
    that names no ``main``, ``artwork_colour``, and ``site_colour`` (with the nearest that works) for one not seen.
    """
    if folder is None:
        return OwnLook()
    path = next((folder / name for name in _LOGOS if (folder / name).is_file()), None)
    return OwnLook(None if path is None else _logo(path), _sheet(folder / COLOURS))


def _logo(path: Path) -> Picture:
    body = path.read_bytes()
    if sniff(body) != path.suffix[1:]:
        raise InputError("site_picture", where=str(path), slug=path.name)
    return Picture(path.name, cleaned(body, where=str(path), alt={}).svg if path.suffix == ".svg" else body)


def _sheet(path: Path) -> str:
    if not path.is_file():
        return ""
    with within(path):
        table = read_table(path.read_bytes(), path.name)
        text = form_of(_Colours, table, Sayings(otherwise=Saying("site_colours", {"path": str(path)}))).main
        main = parsed(text, "main")
        if contrast(main, WHITE) < LETTERS:
            works = nearest(main, WHITE, LETTERS)
            raise InputError("site_colour", where="main", text=text, works=written(works or (0, 0, 0)))
        light = nearest(main, DARK_PAGE, LETTERS + 1)
    link = _DARK_LINK if light is None else written(light)
    return (
        f":root {{ --main: {written(main)}; --link: {written(main)}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --main: {written(main)}; --link: {link}; }} }}\n"
        "@media print { :root { --link: #000; } }\n"
    )
