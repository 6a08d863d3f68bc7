"""Catalogues of courses.

- ``catalogue check``: what is wrong with a catalogue, and what is worth a second look.
- ``catalogue convert``: a catalogue as CSV, JSON or courses of schema.org, and what is lost in it.
"""

import re
from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, write
from mexbadge.cli.parser import Parser, nearest_of
from mexbadge.cli.vacancies import place, tell
from mexbadge.errors import InputError, Problem, Where, within
from mexbadge.models.forms import load_table
from mexbadge.plan import Catalogue, Course
from mexbadge.plan.osap import osap_remarks
from mexbadge.tabular.sheet import FILE_BYTES
from mexbadge.tabular.writing import delimiter_of

EXAMPLES_CHECK: Final = ("mexbadge catalogue check courses.csv", "mexbadge catalogue check courses.jsonld --lang fr")
_UNREAD: Final = frozenset({"cli_cannot_read", "form_file"})


def configure_check(parser: Parser) -> None:
    """Add the arguments."""
    catalogue_source(parser)


def run_check(arguments: Namespace, console: Console) -> int:
    """Say everything at once; 1 where something is wrong, 0 where there are remarks at most."""
    try:
        catalogue = catalogue_of(arguments, console)
    except InputError as error:
        if error.code in _UNREAD:
            raise
        for one in error.all_problems:
            _say(one, console, fault=True)
        return 1
    remarks = [*catalogue.notes, *osap_remarks(placed(catalogue))]
    for one in remarks:
        _say(one, console, fault=False)
    if not console.json:
        count, colleges = len(catalogue.courses), len(catalogue.colleges)
        console.tell("catalogue_says_checked", courses=count, colleges=colleges, remarks=len(remarks))
    return 0


def _say(one: Problem, console: Console, *, fault: bool) -> None:
    text, hint = one.message(console.lang), one.hint(console.lang)
    if console.json:
        outcome = "failed" if fault else "warned"
        console.say(dumps({"code": one.code, "outcome": outcome, "where": one.where, "message": text, "hint": hint}))
        return
    if console.look.quiet and not fault:
        return
    sign = console.look.paint("x" if console.look.ascii else "✗", "31") if fault else "!"
    console.say(f"  {sign} {place(one.where, console)}{text}")
    if hint:
        console.say(f"      {console.look.arrow} {hint}")


EXAMPLES_CONVERT: Final = (
    "mexbadge catalogue convert courses.toml --out courses.csv",
    "mexbadge catalogue convert courses.csv --out courses.jsonld --lang fr",
    "mexbadge catalogue convert page.html --approved lakeshore --out courses.csv",
)
_FORMS: Final = ("csv", "json", "schema.org")
_ENDINGS: Final = {".csv": "csv", ".json": "json", ".jsonld": "schema.org"}


def configure_convert(parser: Parser) -> None:
    """Add the arguments."""
    catalogue_source(parser)
    parser.option("--out", required=True, metavar="FILE", text="catalogue_help_out")
    parser.option("--to", choices=_FORMS, text="catalogue_help_to")
    parser.option("--force", action="store_true", text="cli_help_force")


def run_convert(arguments: Namespace, console: Console) -> int:
    """Write it, and say what was left out on the way in and what is lost on the way out."""
    catalogue = catalogue_of(arguments, console)
    form = arguments.to or _ENDINGS.get(Path(arguments.out).suffix.lower(), "json")
    data, lost = _written(catalogue, form, console)
    write(arguments.out, data, console, force=arguments.force)
    if arguments.out != "-":
        console.note(console.text("cli_written", path=arguments.out))
    tell((*catalogue.notes, *lost), console)
    return 0


def _written(catalogue: Catalogue, form: str, console: Console) -> tuple[bytes, tuple[Problem, ...]]:
    if form == "csv":
        return catalogue.to_csv(delimiter=delimiter_of(console.lang))
    if form == "json":
        return f"{dumps(catalogue.to_json(), indent=2)}\n".encode(), ()
    document, lost = catalogue.to_schema_org(console.lang)
    return f"{dumps(document, indent=2)}\n".encode(), lost


_LISTS: Final = frozenset({"colleges", "courses"})
_LINKED: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<|\[\s*[{\]])")
"""How a page begins, or a list of objects; a table of TOML begins otherwise."""


def catalogue_source(parser: Parser) -> None:
    """Add what names a catalogue."""
    parser.option("catalogue", metavar="FILE", text="catalogue_help_source")
    parser.option("--approved", action="append", default=[], metavar="ID", text="catalogue_help_approved")


def catalogue_of(arguments: Namespace, console: Console) -> Catalogue:
    """Read a catalogue, in which each college that ``--approved`` names has to be."""
    catalogue = _read(arguments, console)
    known = {college.id for college in catalogue.colleges}
    for name in arguments.approved:
        if name not in known:
            choices = ", ".join(nearest_of(name, known)) or "-"
            raise InputError("catalogue_college_unknown", college=name, path=arguments.catalogue, choices=choices)
    return catalogue


def _read(arguments: Namespace, console: Console) -> Catalogue:
    """Read a catalogue: a CSV by its name, our JSON or TOML by its lists, anything else as courses of schema.org."""
    name = arguments.catalogue
    with within(name):
        data = read(name, console, max_bytes=FILE_BYTES)
        if Path(name).suffix.lower() == ".csv":
            return Catalogue.from_csv(data)
        if _LINKED.match(data):
            return Catalogue.from_schema_org(data, lang=console.lang, approved=arguments.approved)
        table = load_table(data)
        if "@context" in table or "@graph" in table or "@type" in table:
            return Catalogue.from_schema_org(data, lang=console.lang, approved=arguments.approved)
        if not _LISTS & table.keys():
            raise InputError("plan_no_course")
        return Catalogue.parse(table)


def placed(catalogue: Catalogue) -> list[tuple[Where, Course]]:
    """Return the courses, each with its line, or its place in the JSON form."""
    places = catalogue.places or [f"/courses/{number}" for number, _ in enumerate(catalogue.courses)]
    return list(zip(places, catalogue.courses, strict=True))
