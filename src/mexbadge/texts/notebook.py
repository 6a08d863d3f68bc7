"""Lines of text as a small part of a page, for a notebook: a heading and nested lists, all escaped; no script, no style."""

from collections.abc import Iterable
from html import escape
from typing import Final

from mexbadge.texts._safe import shown

__all__ = ["listed"]

_LONGEST: Final = 4000
_MOST: Final = 200


def listed(lines: Iterable[str]) -> str:
    """Return lines as HTML: the first one as a heading, the others as items, two blanks making a list within an item.

    More than two hundred are cut, and three dots say so. Every line is made harmless, and escaped.
    """
    head, *rest = lines
    made = [f"<div><p><strong>{_harmless(head)}</strong></p>"]
    depths: list[int] = []
    for line in [*rest[:_MOST], *(["…"] if len(rest) > _MOST else [])]:
        depth = len(line) - len(line.lstrip(" "))
        while depths and depths[-1] > depth:
            depths.pop()
            made.append("</li></ul>")
        if depths and depths[-1] == depth:
            made.append("</li>")
        else:
            depths.append(depth)
            made.append("<ul>")
        made.append(f"<li>{_harmless(line)}")
    return "".join([*made, *("</li></ul>" for _ in depths), "</div>"])


def _harmless(line: str) -> str:
    return escape(shown(line.strip(), longest=_LONGEST))
