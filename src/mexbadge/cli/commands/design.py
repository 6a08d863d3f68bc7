"""``mexbadge design FILE...``: the pictures of badges, out of small TOML files or pictures of the college's own."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from mexbadge import _limits
from mexbadge._json import JsonObject, dumps
from mexbadge.artwork.design import Design, college_of, design_of
from mexbadge.artwork.making import Artwork, make
from mexbadge.artwork.sheets import preview
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded, read, require_free, write
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, within
from mexbadge.models.forms import load_table

EXAMPLES: Final = (
    "mexbadge design dementia-care.toml",
    "mexbadge design dementia-care.toml --college college.toml --out badges/images --preview sheet.png",
    "mexbadge design artwork/*.toml --college college.toml --out badges/images --kind png",
    "mexbadge design dementia-care.toml --qr --size 1000",
    'mexbadge design own.png --alt "en=A red heart" --alt "fr=Un cœur rouge" --out badges/images/first-aid.png',
)
_KINDS: Final = ("png", "svg")
_PICTURES: Final = frozenset({".png", ".svg", ".jpg", ".jpeg", ".webp"})
_SMALLEST, _LARGEST = 64, 2000


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("files", nargs="+", metavar="FILE", text="design_help_files")
    parser.option("--college", metavar="FILE", text="design_help_college")
    parser.option("-o", "--out", metavar="PATH", default=".", text="design_help_out")
    parser.option("--kind", action="append", choices=_KINDS, text="design_help_kind")
    parser.option("--size", type=int, metavar="PIXELS", text="design_help_size")
    parser.option("--language", action="append", default=[], metavar="LANG", text="design_help_language")
    parser.option("--qr", action="store_true", text="design_help_qr")
    parser.option("--alt", action="append", default=[], metavar="LANG=TEXT", text="design_help_alt")
    parser.option("--preview", metavar="FILE", text="design_help_preview")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Draw everything, then write it; where one design is wrong nothing is written."""
    if arguments.size is not None and not _SMALLEST <= arguments.size <= _LARGEST:
        raise InputError("design_size", size=arguments.size, least=_SMALLEST, most=_LARGEST)
    names = list(expanded(arguments.files))
    places = {name: _places(name, arguments, alone=len(names) == 1) for name in names}
    taken = [path for paths in places.values() for path in paths.values()]
    if len(set(taken)) < len(taken):
        raise InputError("design_same", names=", ".join(sorted({path for path in taken if taken.count(path) > 1})))
    for path in (*taken, *filter(None, [arguments.preview])):
        require_free(path, force=arguments.force)
    college = _college(arguments, console)
    artworks: dict[str, Artwork] = {}
    for name in names:
        with within(name):
            artworks[name] = _made(name, college, arguments, console)
    ready = {name: list(_contents(artworks[name], places[name], arguments)) for name in names}
    for name, files in ready.items():
        for path, content in files:
            write(path, content, console, force=arguments.force)
        _tell(name, artworks[name], [path for path, _ in files], console)
    if arguments.preview:
        write(arguments.preview, preview(list(artworks.values())), console, force=arguments.force)
        if not console.json:
            console.done("cli_written", path=arguments.preview)
    return 0


def _places(name: str, arguments: Namespace, *, alone: bool) -> dict[str, str]:
    """Return where each kind of picture of a design goes."""
    out = Path(arguments.out)
    suffix = out.suffix.lower().removeprefix(".")
    if alone and suffix in _KINDS and not out.is_dir():
        return {suffix: str(out)}
    return {kind: str(out / f"{Path(name).stem}.{kind}") for kind in arguments.kind or _KINDS}


def _college(arguments: Namespace, console: Console) -> JsonObject:
    if not arguments.college:
        return {}
    with within(arguments.college):
        table = college_of(load_table(read(arguments.college, console)))
    if isinstance(table.get("logo"), str):
        table["logo"] = str(Path(arguments.college).parent / table["logo"])
    return table


def _made(name: str, college: Mapping[str, object], arguments: Namespace, console: Console) -> Artwork:
    design = design_of(_table(name, arguments, console), college)

    def content(named: str) -> bytes:
        """Return a file that a design names, beside it."""
        path = Path(named)
        own = path if path.is_absolute() or named in {college.get("logo"), name} else Path(name).parent / path
        return read(str(own), console, max_bytes=_limits.ARTWORK_BYTES)

    return make(_changed(design, arguments), content)


def _table(name: str, arguments: Namespace, console: Console) -> JsonObject:
    alt = dict(_alt(arguments.alt))
    if Path(name).suffix.lower() in _PICTURES:
        return {"picture": name, "alt": alt} if alt else {"picture": name}
    table = load_table(read(name, console))
    return {**table, "alt": alt} if alt else table


def _alt(given: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text in given:
        lang, sign, said = text.partition("=")
        if not sign or not lang.strip() or not said.strip():
            raise InputError("design_alt", value=text)
        yield lang.strip(), said.strip()


def _changed(design: Design, arguments: Namespace) -> Design:
    changes: dict[str, object] = {}
    if arguments.qr:
        changes["code"] = True
    if arguments.language:
        changes["languages"] = tuple(arguments.language)
    return design.model_copy(update=changes) if changes else design


def _contents(artwork: Artwork, places: Mapping[str, str], arguments: Namespace) -> Iterator[tuple[str, bytes]]:
    """Yield each file; a picture of the college's own comes in its own kind alone."""
    found = False
    for kind, path in places.items():
        content = artwork.png(arguments.size) if kind == "png" else artwork.svg()
        if content is not None:
            found = True
            yield path, content
    if not found:
        raise InputError("design_other_kind", names=", ".join(places.values()))


def _tell(name: str, artwork: Artwork, paths: Sequence[str], console: Console) -> None:
    if console.json:
        facts = {"design": name, "files": list(paths), "alt": dict(artwork.alt), "removed": list(artwork.removed)}
        console.say(dumps({**facts, "code": artwork.code is not None}))
        return
    for path in paths:
        console.done("cli_written", path=path)
    if artwork.removed:
        console.note(console.text("design_says_removed", names=", ".join(artwork.removed)))
    console.note(console.text("design_says_alt", text=artwork.alt.get(console.lang) or ""))
