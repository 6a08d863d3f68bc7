"""``mexbadge catalogue convert``: a catalogue as CSV, JSON or courses of schema.org, and what is lost in it."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.catalogues import catalogue_of, catalogue_source
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.cli.parser import Parser
from mexbadge.cli.vacancies import tell
from mexbadge.errors import Problem
from mexbadge.plan import Catalogue

EXAMPLES: Final = (
    "mexbadge catalogue convert courses.toml --out courses.csv",
    "mexbadge catalogue convert courses.csv --out courses.jsonld --lang fr",
    "mexbadge catalogue convert page.html --approved lakeshore --out courses.csv",
)
_FORMS: Final = ("csv", "json", "schema.org")
_ENDINGS: Final = {".csv": "csv", ".json": "json", ".jsonld": "schema.org"}


def configure(parser: Parser) -> None:
    """Add the arguments."""
    catalogue_source(parser)
    parser.option("--out", required=True, metavar="FILE", text="catalogue_help_out")
    parser.option("--to", choices=_FORMS, text="catalogue_help_to")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
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
        return catalogue.to_csv(delimiter=";" if console.lang == "fr" else ",")
    if form == "json":
        return f"{dumps(catalogue.to_json(), indent=2)}\n".encode(), ()
    document, lost = catalogue.to_schema_org(console.lang)
    return f"{dumps(document, indent=2)}\n".encode(), lost
