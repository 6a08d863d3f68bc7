"""Matches on the command line: what is read for them, in which order they stand, and how they are shown and written."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.badge import Person
from mexbadge.cli.console import Console
from mexbadge.cli.files import read as file_bytes
from mexbadge.cli.files import write
from mexbadge.cli.match_options import MatchSetup, each, results_csv, vacancy_in
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, within
from mexbadge.match import Applicant, Match, Vacancy, explain, match_json, of_occupations
from mexbadge.match.drafts import Lookup, read_vacancies
from mexbadge.match.drafts.applicants import read_applicants
from mexbadge.match.explaining import because
from mexbadge.match.html import page, row
from mexbadge.match.listing import Order, order_of, places
from mexbadge.plan import Plan
from mexbadge.skills import noc_groups
from mexbadge.tabular.sheet import FILE_BYTES
from mexbadge.texts import shown

__all__ = [
    "UNREAD",
    "People",
    "applicant_of",
    "occupation_option",
    "people_in",
    "result_options",
    "say_matches",
    "vacancies_in",
    "write_matches",
]

_TABLES: Final = frozenset({".csv", ".xlsx"})
UNREAD = 2
"""The exit code where something that was named could not be read, though the rest was matched."""
People = list[tuple[Applicant, Sequence[str]]]
"""Applicants, each with the files of their badges."""


def result_options(parser: Parser) -> None:
    """Add what matches are explained with, and where they are written."""
    parser.option("--catalogue", metavar="FILE", text="people_help_catalogue")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--csv", metavar="FILE", text="people_help_results_csv")
    parser.option("--html", metavar="FILE", text="people_help_results_html")
    parser.option("--force", action="store_true", text="cli_help_force")


def occupation_option(parser: Parser) -> None:
    """Add the choice of occupations."""
    parser.option("--noc", action="append", default=[], metavar="CODE", text="people_help_noc")


def vacancies_in(folder: str, setup: MatchSetup, noc: Sequence[str] = ()) -> tuple[list[Vacancy], bool]:
    """Read the vacancies of a folder or of one table, and whether all could be read; what is wrong with one is told.

    ``noc``: only those of these occupations; how many others there are is told. Raises :class:`InputError`
    ``people_noc_none`` where there are only others, and as :func:`mexbadge.match.of_occupations`.
    """
    noc_groups(noc)  # a slip of the pen is told before anything is read
    if Path(folder).is_file():
        with within(folder):
            table = file_bytes(folder, setup.console, max_bytes=FILE_BYTES)
            lookup = Lookup(setup.taxonomy) if setup.arguments.taxonomy else None
            found, good = list(read_vacancies(table, lookup)), True
    else:
        found, good = each(_files(folder), lambda path: vacancy_in(path, setup.taxonomy), setup.console)
    if not noc:
        return found, good
    kept = list(of_occupations(found, noc))
    codes = ", ".join(noc)
    if not kept:
        raise InputError("people_noc_none", total=len(found), codes=codes)
    without = sum(not one.noc for one in found)
    said = setup.console.text("people_noc_left", kept=len(kept), total=len(found), codes=codes, without=without)
    setup.console.note(said)
    return kept, good


def people_in(folder: str, console: Console) -> tuple[People, bool]:
    """Read the applicants of a folder or of one table, and whether all could be read; what is wrong is told.

    The files of badges are named from where the applicant's file, or the table, lies.
    """
    if Path(folder).suffix.lower() in _TABLES and Path(folder).is_file():
        with within(folder):
            listed = read_applicants(file_bytes(folder, console, max_bytes=FILE_BYTES))
        return [(who, [str(Path(folder).parent / name) for name in who.badges]) for who in listed], True

    def read(path: Path) -> tuple[Applicant, Sequence[str]]:
        who = Applicant.load(path)
        return who, [str(path.parent / name) for name in who.badges]

    return each(_files(folder), read, console)


def _files(folder: str) -> list[Path]:
    paths = sorted(path for path in Path(folder).glob("*") if path.suffix.lower() in {".json", ".toml"})
    if not paths:
        raise InputError("cli_cannot_read", path=folder, reason="*.json, *.toml")
    return paths


def applicant_of(person: Person, badges: Sequence[str]) -> Applicant:
    """Return the applicant whose badges were given, named by the first identity."""
    return Applicant(id=str(person.identities[0]), person=person, badges=tuple(badges))


def write_matches(
    matches: Sequence[Match],
    plans: Mapping[int, Plan],
    arguments: Namespace,
    console: Console,
    *,
    theirs: bool = False,
) -> None:
    """Write results where ``--csv`` and ``--html`` say, readable for their owner alone; ``theirs``: for the person."""
    if arguments.csv:
        write(arguments.csv, results_csv(matches, console.lang), console, force=arguments.force, private=True)
    if arguments.html:
        text = page(matches, console.lang, plans=plans, theirs=theirs)
        write(arguments.html, text.encode("utf-8"), console, force=arguments.force, private=True)
        console.note(console.text("cli_written", path=arguments.html))


def say_matches(matches: Sequence[Match], plans: Mapping[int, Plan], console: Console) -> None:
    """Say results: one explained whole, several as a list."""
    if console.json:
        for place, one in enumerate(matches):
            console.say(dumps(match_json(one, console.lang, plan=plans.get(place))))
        return
    if len(matches) > 1:
        _say_list(matches, plans, console)
        return
    for one in matches:
        for line in explain(one, console.lang, plan=plans.get(0), whole=console.look.verbose):
            console.say(line)


def _say_list(matches: Sequence[Match], plans: Mapping[int, Plan], console: Console) -> None:
    """Say several in their order, and which it is: one person's vacancies by their titles, else vacancy by vacancy."""
    order, heading = order_of(matches), None
    console.note(console.text(f"match_says_order_{order.value}"))
    for at, (one, place) in enumerate(zip(matches, places(matches), strict=True)):
        title = shown(one.vacancy.title.text(console.lang) or one.vacancy.id)
        if order is Order.SCORE and heading != one.vacancy.id:
            console.say(title)
        heading = one.vacancy.id
        console.say(row(one, place, console.lang, name=title if order is Order.FIT else None))
        if console.look.verbose:
            lines = explain(one, console.lang, plan=plans.get(at), whole=True)
        else:
            lines = (f"    {line}" for line in because(one, console.lang))
        for line in lines:
            console.say(line)
