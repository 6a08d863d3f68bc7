"""``mexbadge trust convert``: a trust list out of a table, or as one, and what is lost in it."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, write
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.cli.vacancies import tell
from mexbadge.errors import InputError, within
from mexbadge.tabular.sheet import FILE_BYTES
from mexbadge.trust.reading import document_in, read_list
from mexbadge.trust.table import list_from_table, list_to_table

EXAMPLES_CONVERT: Final = (
    'mexbadge trust convert approved.csv --name "Approved colleges of MEX" --out approved.json',
    "mexbadge trust convert approved.json --out approved.csv",
    'mexbadge trust convert approved.xlsx --name "Approved colleges" --until 2027-07-01 --out approved.json',
)
_TABLES: Final = frozenset({".csv", ".xlsx"})
_WORKBOOK: Final = ".xlsx"


def configure_convert(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("list", metavar="FILE", text="trust_help_source")
    parser.option("--out", required=True, metavar="FILE", text="trust_help_out")
    parser.option("--name", metavar="TEXT", text="trust_help_name")
    parser.option("--until", metavar="TIME", text="trust_help_until")
    parser.option("--force", action="store_true", text="cli_help_force")


def run_convert(arguments: Namespace, console: Console) -> int:
    """Write the other form, and say what was left out."""
    with within(arguments.list):
        data = read(arguments.list, console, max_bytes=FILE_BYTES)
        if Path(arguments.list).suffix.lower() in _TABLES:
            made = _made(data, arguments)
        else:
            made = _told(data, arguments, console)
    write(arguments.out, made, console, force=arguments.force)
    if arguments.out != "-":
        console.note(console.text("cli_written", path=arguments.out))
    return 0


def _made(data: bytes, arguments: Namespace) -> bytes:
    """Return the list that a table says."""
    if not arguments.name:
        raise InputError("trust_no_list_name")
    until = moment(arguments.until)
    made = list_from_table(data, name=arguments.name, until=until, label=arguments.name)
    return f"{dumps(made, indent=2)}\n".encode()


def _told(data: bytes, arguments: Namespace, console: Console) -> bytes:
    """Return a list as a table."""
    for option in ("name", "until"):
        if getattr(arguments, option) is not None:
            raise InputError("trust_only_made", option=f"--{option}")
    form = read_list(document_in(data, arguments.list), arguments.list)
    workbook = Path(arguments.out).suffix.lower() == _WORKBOOK
    made, lost = list_to_table(form, workbook=workbook, delimiter=";" if console.lang == "fr" else ",")
    tell(lost, console)
    return made
