"""``mexbadge catalogue check``: what is wrong with a catalogue, and what is worth a second look."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.catalogues import catalogue_of, catalogue_source, placed
from mexbadge.cli.console import Console
from mexbadge.cli.parser import Parser
from mexbadge.cli.vacancies import place
from mexbadge.errors import InputError, Problem
from mexbadge.plan.osap import osap_remarks

EXAMPLES: Final = ("mexbadge catalogue check courses.csv", "mexbadge catalogue check courses.jsonld --lang fr")
_UNREAD: Final = frozenset({"cli_cannot_read", "form_file"})


def configure(parser: Parser) -> None:
    """Add the arguments."""
    catalogue_source(parser)


def run(arguments: Namespace, console: Console) -> int:
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
