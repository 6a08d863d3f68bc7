"""How a college makes its site look its own: a logo and colours, in the folder ``site`` of its folder.

``logo.svg`` or ``logo.png`` stands beside the college's name and as the sign of its pages; ``colours.toml`` names
``main``, the colour of the head and of buttons, and may name ``link``, that of links. A colour that is not read is
refused (WCAG 2.1 AA, 1.4.3): white letters on ``main``, ``link`` on the grounds of a light page.
"""

from dataclasses import dataclass
from math import floor
from pathlib import Path
from typing import Final

from mexbadge.artwork.cleaning import cleaned
from mexbadge.artwork.colours import LETTERS, WHITE, Colour, contrast, nearest, parsed, written
from mexbadge.bake import sniff
from mexbadge.credentials.achievement import read_table
from mexbadge.errors import InputError, within
from mexbadge.models.forms import DocumentForm, Saying, Sayings, form_of
from mexbadge.publish.college import Picture

__all__ = ["COLOURS", "OwnLook", "look_of"]

COLOURS: Final = "colours.toml"
_LOGOS: Final = ("logo.svg", "logo.png")
_SOFT: Final[Colour] = (243, 245, 248)
"""The darkest ground on which a light page has links: ``--soft`` of its style sheet."""
_DARK_SOFT: Final[Colour] = (29, 35, 43)
"""The lightest ground on which a dark page has links."""
_DARK_LINK: Final[Colour] = (142, 193, 247)


@dataclass(frozen=True, slots=True)
class OwnLook:
    """A logo, where there is one, and a style sheet with the college's colours, empty where it names none."""

    logo: Picture | None = None
    sheet: str = ""


class _Colours(DocumentForm):
    main: str
    link: str | None = None


def look_of(folder: Path | None) -> OwnLook:
    """Read the logo and the colours in a folder.

    Raises :class:`InputError`: ``site_logo`` for a logo that is not what its name says, ``site_colours`` for a file
    that names no ``main`` or anything else than colours, ``artwork_colour``, and ``site_colour`` for one that is not
    read, with its contrast and the nearest that works.
    """
    if folder is None:
        return OwnLook()
    path = next((folder / name for name in _LOGOS if (folder / name).is_file()), None)
    return OwnLook(None if path is None else _logo(path), _sheet(folder / COLOURS))


def _logo(path: Path) -> Picture:
    body = path.read_bytes()
    if sniff(body) != path.suffix[1:]:
        raise InputError("site_logo", where=str(path), path=str(path))
    return Picture(path.name, cleaned(body, where=str(path), alt={}).svg if path.suffix == ".svg" else body)


def _sheet(path: Path) -> str:
    if not path.is_file():
        return ""
    with within(path):
        table = read_table(path.read_bytes(), path.name)
        file = form_of(_Colours, table, Sayings(otherwise=Saying("site_colours", {"path": str(path)})))
        main = _read("main", file.main, WHITE)
        link = nearest(main, _SOFT, LETTERS) or main if file.link is None else _read("link", file.link, _SOFT)
    dark = nearest(link, _DARK_SOFT, LETTERS) or _DARK_LINK
    return (
        f":root {{ --main: {written(main)}; --link: {written(link)}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --main: {written(main)}; --link: {written(dark)}; }} }}\n"
        "@media print { :root { --link: #000; } }\n"
    )


def _read(name: str, text: str, ground: Colour) -> Colour:
    """Return a colour that is read with a ground; raise ``site_colour`` where it is not."""
    colour = parsed(text, name)
    if (found := contrast(colour, ground)) < LETTERS:
        ratio = f"{floor(found * 100) / 100:.2f}"  # never rounded up to what would be enough
        works = written(nearest(colour, ground, LETTERS) or (0, 0, 0))
        values = {"name": name, "text": text, "ground": written(ground), "ratio": ratio, "works": works}
        raise InputError("site_colour", where=name, **values)
    return colour
