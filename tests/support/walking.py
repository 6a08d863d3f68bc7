"""Walk a page of the docs: what its reader is told to save, type and run, from top to bottom, in one folder."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_BLOCK = re.compile(
    r"(?:<!-- (?P<note>[a-z ]+): (?P<value>[^\n]*?) -->\n)?^```(?P<kind>[a-z]+)\n(?P<text>.*?)^```",
    re.DOTALL | re.MULTILINE,
)
_NOTES = {"write", "exits", "not run"}
SET_UP = ("make test", ". .venv/bin/activate", "pip install .")
"""Lines that set the reader's machine up: whoever runs the tests has done that."""
DEMO = ("make demo", "mexbadge demo")
"""Lines after which the folder ``demo`` is there."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a reader does: ``save`` a file, ``type`` a line, or ``run`` a piece of Python.

    ``text`` is what is saved, typed or run; ``exits`` the code with which a line ends, ``printed`` what it says.
    """

    where: str
    kind: str
    text: str
    name: str = ""
    exits: int = 0
    printed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page with the steps that are on it, and the lines that are shown only (with the reason, ``not run``)."""

    steps: tuple[Step, ...]
    shown: tuple[str, ...] = field(default=())


def read(path: Path) -> Page:
    """Return what a page tells its reader to do, in order."""
    steps: list[Step] = []
    shown: list[str] = []
    text = path.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        where = f"{path.name}:{text.count(chr(10), 0, found.start()) + 1}"
        note, value, kind, inside = found["note"], found["value"], found["kind"], found["text"]
        assert note is None or note in _NOTES, where
        if note == "write":
            steps.append(Step(where, "save", inside, name=value))
        elif kind in {"sh", "console"}:
            lines = list(_typed(inside, kind))
            if note == "not run":
                shown += [line for line, _ in lines]
                continue
            exits = [int(one) for one in value.split()] if note == "exits" else [0] * len(lines)
            assert len(exits) == len(lines), where
            steps += [
                Step(where, "type", line, exits=code, printed=printed)
                for (line, printed), code in zip(lines, exits, strict=True)
            ]
        elif kind == "python":
            steps.append(Step(where, "run", inside))
    return Page(tuple(steps), tuple(shown))


def _typed(text: str, kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each line that is typed, with what stands under it; a line of a console begins with a dollar sign."""
    lines = text.replace("\\\n", " ").splitlines()
    if kind == "sh":
        yield from ((line, ()) for line in (re.sub(r"\s+# .*", "", one).strip() for one in lines) if line)
        return
    starts = [at for at, line in enumerate(lines) if line.startswith("$ ")]
    for at, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[at].removeprefix("$ "), tuple(lines[at + 1 : after])


def walk(page: Page, folder: Path, *, typed: Callable[[Step], None], ran: Callable[[Step], None]) -> None:
    """Go through a page in ``folder``; ``typed`` and ``ran`` do what a line and a piece of Python ask."""
    for step in page.steps:
        if step.kind == "save":
            path = folder / step.name
            assert path.parent.is_dir(), f"{step.where}: {path.parent} is not there yet"
            path.write_text(step.text, encoding="utf-8")
        elif step.kind == "run":
            ran(step)
        elif step.text not in SET_UP:
            typed(step)
