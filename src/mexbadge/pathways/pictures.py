"""Pictures of a pathway: Mermaid text, and an SVG of our own in layers from left to right.

What a colour says is also said by a mark and a word, so that the picture reads in print and without colours.
"""

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from mexbadge import texts
from mexbadge.pathways.evaluating import Evaluation, PathwayStatus, Progress
from mexbadge.pathways.explaining import name_of
from mexbadge.pathways.model import After, AllOf, AnyOf, Credits, KOf, Pathway, Requirement, Sub, parts_of
from mexbadge.texts import Lang

__all__ = ["BOXES", "mermaid", "rule_of", "svg"]

BOXES: Final = 2_000
"""How many requirements are drawn."""
Label = Callable[[str], str]
_WIDTH, _GAP_X, _GAP_Y, _LINE, _PAD = 210, 56, 14, 17, 10
_CHARACTERS: Final = 27
_LINES: Final = 4
_COLOURS: Final[Mapping[PathwayStatus | None, tuple[str, str]]] = {
    PathwayStatus.SATISFIED: ("#e6f4ea", "#0b5d2e"),
    PathwayStatus.IN_PROGRESS: ("#ffffff", "#57606a"),
    PathwayStatus.BLOCKED: ("#f2f2f2", "#57606a"),
    PathwayStatus.EXPIRED: ("#fdecea", "#8b1a10"),
    PathwayStatus.UNKNOWN: ("#eaf1f8", "#30475e"),
    None: ("#ffffff", "#1b1f24"),
}
_SIGNS: Final[Mapping[PathwayStatus, str]] = {
    PathwayStatus.SATISFIED: "✓",
    PathwayStatus.IN_PROGRESS: "○",
    PathwayStatus.BLOCKED: "-",
    PathwayStatus.EXPIRED: "!",
    PathwayStatus.UNKNOWN: "?",
}


@dataclass(slots=True)
class _Box:
    """One requirement on the page."""

    node: Requirement
    lines: list[str]
    status: PathwayStatus | None
    depth: int
    parent: int | None
    x: float = 0.0
    y: float = 0.0

    @property
    def height(self) -> float:
        return _LINE * len(self.lines) + 2 * _PAD


def mermaid(what: Pathway | Evaluation, lang: Lang = "en", *, label: Label | None = None) -> str:
    """Return a pathway as a Mermaid flow chart, with somebody's progress where it is an evaluation."""
    boxes = _boxes(what, lang, label)
    lines = ["flowchart RL"]
    for number, box in enumerate(boxes):
        text = "<br/>".join(_plain(line) for line in box.lines)
        lines.append(f'  n{number}["{text}"]' + (f":::{box.status.value}" if box.status is not None else ""))
    lines.extend(f"  n{number} --> n{box.parent}" for number, box in enumerate(boxes) if box.parent is not None)
    for status, (fill, stroke) in _COLOURS.items():
        if status is not None and any(box.status is status for box in boxes):
            lines.append(f"  classDef {status.value} fill:{fill},stroke:{stroke},color:#1b1f24")
    return "\n".join(lines) + "\n"


def _plain(line: str) -> str:
    """Leave out of a text what means something to Mermaid or HTML."""
    return "".join(f"#{ord(sign)};" if sign in '"<>&#[](){}|`;\\' else sign for sign in line)


def svg(what: Pathway | Evaluation, lang: Lang = "en", *, label: Label | None = None) -> str:
    """Return a pathway as an SVG: the goal on the left, what leads to it on the right; no script, nothing fetched."""
    boxes = _boxes(what, lang, label)
    height = _placed(boxes)
    width = max(box.x for box in boxes) + _WIDTH + _PAD
    pathway = what.pathway if isinstance(what, Evaluation) else what
    title = pathway.name.text(lang) or pathway.id
    described = texts.message("pathways_says_picture", lang, count=len(boxes))
    parts = [
        _opening(width, height, lang),
        f'<title id="t">{_safe(title)}</title><desc id="d">{_safe(described)}</desc>',
        f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>',
    ]
    parts += [_line(box, boxes[box.parent]) for box in boxes if box.parent is not None]
    parts += [_drawn(box) for box in boxes]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _opening(width: float, height: float, lang: Lang) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="t d" lang="{lang}" '
        'font-family="system-ui, sans-serif" font-size="13">'
    )


def _boxes(what: Pathway | Evaluation, lang: Lang, label: Label | None) -> list[_Box]:
    """Return the boxes, each after its parent; of a very large pathway as many as can be read at all."""
    boxes: list[_Box] = []
    root: Requirement | Progress = what.root
    waiting: list[tuple[Requirement | Progress, int, int | None]] = [(root, 0, None)]
    while waiting and len(boxes) < BOXES:
        here, depth, parent = waiting.pop()
        node = here.node if isinstance(here, Progress) else here
        status = here.status if isinstance(here, Progress) else None
        boxes.append(_Box(node, _text(node, status, lang, label), status, depth, parent))
        parts = here.parts if isinstance(here, Progress) else parts_of(here)
        waiting.extend((part, depth + 1, len(boxes) - 1) for part in reversed(parts))
    return boxes


def _text(node: Requirement, status: PathwayStatus | None, lang: Lang, label: Label | None) -> list[str]:
    lines = textwrap.wrap(name_of(node, lang, label), _CHARACTERS) or ["-"]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1][: _CHARACTERS - 1]}…"]
    if (rule := rule_of(node, lang)) is not None:
        lines.append(f"({rule})")
    if status is not None:
        lines.append(f"{_SIGNS[status]} {texts.message(f'pathways_says_{status.value}', lang)}")
    return lines


def rule_of(node: Requirement, lang: Lang) -> str | None:
    """Return how many of its parts a requirement asks for, in words; ``None`` for one without parts."""
    if isinstance(node, KOf):
        return texts.message("pathways_says_rule_k", lang, k=node.k, count=len(node.of))
    if isinstance(node, Credits):
        return texts.message("pathways_says_rule_credits", lang, minimum=node.minimum)
    for kind, code in ((AllOf, "all"), (AnyOf, "any"), (After, "after"), (Sub, "sub")):
        if isinstance(node, kind):
            return texts.message(f"pathways_says_rule_{code}", lang)
    return None


def _placed(boxes: list[_Box]) -> float:
    """Give every box its place: a column for each depth, a parent in the middle of its parts; return the height."""
    children: dict[int, list[int]] = {}
    for number, box in enumerate(boxes):
        if box.parent is not None:
            children.setdefault(box.parent, []).append(number)
    below = float(_PAD)
    for number in _after_parts(boxes, children):
        box, parts = boxes[number], children.get(number, [])
        box.x = _PAD + box.depth * (_WIDTH + _GAP_X)
        if parts:
            first, last = boxes[parts[0]], boxes[parts[-1]]
            box.y = max((first.y + last.y + last.height - box.height) / 2, float(_PAD))
            below = max(below, box.y + box.height + _GAP_Y)
        else:
            box.y = below
            below += box.height + _GAP_Y
    return below - _GAP_Y + _PAD


def _after_parts(boxes: list[_Box], children: Mapping[int, list[int]]) -> list[int]:
    """Return the numbers of the boxes so that each stands behind its parts, in the order of the page."""
    order: list[int] = []
    waiting = [(0, False)] if boxes else []
    while waiting:
        number, done = waiting.pop()
        if done:
            order.append(number)
            continue
        waiting.append((number, True))
        waiting.extend((part, False) for part in reversed(children.get(number, [])))
    return order


def _line(box: _Box, parent: _Box) -> str:
    x1, y1 = parent.x + _WIDTH, parent.y + parent.height / 2
    x2, y2 = box.x, box.y + box.height / 2
    middle = (x1 + x2) / 2
    dash = ' stroke-dasharray="5 4"' if isinstance(parent.node, AnyOf | KOf | Credits) else ""
    return (
        f'<path d="M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}" fill="none" '
        f'stroke="#57606a" stroke-width="1.5"{dash}/>'
    )


def _drawn(box: _Box) -> str:
    fill, stroke = _COLOURS[box.status]
    wide = 2.5 if box.status is PathwayStatus.SATISFIED else 1.5
    place = f'x="{box.x:g}" y="{box.y:g}" width="{_WIDTH}" height="{box.height:g}" rx="6"'
    lines = [f'<rect {place} fill="{fill}" stroke="{stroke}" stroke-width="{wide}"/>']
    for number, line in enumerate(box.lines):
        y = box.y + _PAD + _LINE * number + 13
        last = number == len(box.lines) - 1 and box.status is not None
        style = f' fill="{stroke}" font-weight="bold"' if last else ' fill="#1b1f24"'
        lines.append(f'<text x="{box.x + _PAD:g}" y="{y:g}"{style}>{_safe(line)}</text>')
    return "".join(lines)


def _safe(text: str) -> str:
    """Escape a text for XML, without the characters that XML cannot hold."""
    return escape("".join(sign if sign.isprintable() else " " for sign in text))
