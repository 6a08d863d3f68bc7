"""What is said of a hire, as options and as a table."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, MexBadgeError, Problem, RosterError
from mexbadge.match.exchange.hires import HireFacts
from mexbadge.match.exchange.rows import at_place
from mexbadge.models.forms import form_of
from mexbadge.tabular.days import read_day
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.named import NamedTable, read_named
from mexbadge.tabular.sheet import FILE_BYTES

__all__ = ["hire_of", "hire_options", "hires_in"]

_FACTS: Final = ("start", "hours", "noc")
_LATER: Final = ("employed_90", "employed_180")
_COLUMNS: Final = {heading_key(name): name for name in ("match", *_FACTS, *_LATER)}


def hire_options(parser: Parser, *, later: bool = False) -> None:
    """Add ``--start``, ``--hours`` and ``--noc``; ``later``: and whether it still holds."""
    parser.option("--start", metavar="DAY", text="exchange_help_start")
    parser.option("--hours", metavar="HOURS", text="exchange_help_hours")
    parser.option("--noc", metavar="CODE", text="exchange_help_hired_noc")
    for days in (90, 180) if later else ():
        parser.option(f"--employed-{days}", choices=("yes", "no"), text="exchange_help_employed")


def hire_of(arguments: Namespace) -> HireFacts | None:
    """Return what the options say; ``None`` where they say nothing. Raises as :func:`form_of`."""
    said = {name: getattr(arguments, name, None) for name in (*_FACTS, *_LATER)}
    found = {name: value for name, value in said.items() if value is not None}
    return form_of(HireFacts, found) if found else None


def hires_in(name: str, console: Console) -> list[tuple[str, HireFacts]]:
    """Read a table; raise :class:`RosterError` with everything that is wrong, by line, and as :func:`read_table`."""
    data = read(name, console, max_bytes=FILE_BYTES)
    table = read_named(data, _COLUMNS)
    if table.problems:
        raise RosterError(table.problems)
    wrong = [cell for cell, known in zip(table.headings, table.names, strict=True) if cell.strip() and not known]
    if wrong or "match" not in table.names:
        raise InputError("exchange_hired_columns", where=table.line, column=wrong[0] if wrong else "-")
    problems: list[Problem] = []
    found = list(_rows(name, table, problems))
    if problems:
        raise RosterError(problems)
    return found


def _rows(name: str, table: NamedTable, problems: list[Problem]) -> Iterator[tuple[str, HireFacts]]:
    for line, said in table.rows():
        match = said.pop("match", "")
        try:
            if "start" in said:
                said["start"] = read_day(said["start"]).isoformat()
            facts = form_of(HireFacts, {**said, **{what: said[what].lower() for what in _LATER if what in said}})
        except MexBadgeError as error:
            problems += [at_place(f"{name}:{line}", one) for one in error.all_problems]
            continue
        problems += [at_place(f"{name}:{line}", one) for one in facts.problems()]
        yield match, facts
