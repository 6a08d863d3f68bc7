"""What the commands on catalogues have in common: whatever form a catalogue has, it is read."""

import re
from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, Where, within
from mexbadge.models.forms import load_table
from mexbadge.plan import Catalogue, Course
from mexbadge.tabular.sheet import FILE_BYTES

__all__ = ["catalogue_of", "catalogue_source", "placed"]

_LISTS: Final = frozenset({"colleges", "courses"})
_LINKED: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<|\[\s*[{\]])")
"""How a page begins, or a list of objects; a table of TOML begins otherwise."""


def catalogue_source(parser: Parser) -> None:
    """Add what names a catalogue."""
    parser.option("catalogue", metavar="FILE", text="catalogue_help_source")
    parser.option("--approved", action="append", default=[], metavar="ID", text="catalogue_help_approved")


def catalogue_of(arguments: Namespace, console: Console) -> Catalogue:
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
    """Return the courses, each with its place in the JSON form."""
    return [(f"/courses/{number}", course) for number, course in enumerate(catalogue.courses)]
