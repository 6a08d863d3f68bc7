"""``mexbadge match unlisted``: skills that badges name and no list knows, each with those that may be meant."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.badge_options import verifying_options
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.cli.match_options import MatchSetup, each
from mexbadge.cli.parser import Parser
from mexbadge.cli.results import UNREAD, people_in
from mexbadge.match.beside import ToMap, to_map
from mexbadge.match.suggesting import Suggester
from mexbadge.tabular.writing import table_csv
from mexbadge.texts import shown

EXAMPLES_UNLISTED: Final = (
    "mexbadge match unlisted --applicants applicants --taxonomy skills.csv",
    "mexbadge match unlisted --applicants applicants --taxonomy skills.csv --catalogue courses.csv --csv to-map.csv",
)
_COLUMNS: Final = ("address", "name", "framework", "badges", "skill", "label", "nearness")


def configure_unlisted(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--applicants", required=True, metavar="DIR", text="people_help_applicants")
    parser.option("--taxonomy", required=True, metavar="FILE", text="people_help_taxonomy")
    parser.option("--catalogue", metavar="FILE", text="people_help_catalogue")
    parser.option("--count", type=int, default=3, choices=range(1, 21), metavar="N", text="people_help_unlisted_count")
    verifying_options(parser)
    parser.option("--csv", metavar="FILE", text="people_help_demand_csv")
    parser.option("--force", action="store_true", text="cli_help_force")


def run_unlisted(arguments: Namespace, console: Console) -> int:
    """Say them, the most frequent first; nothing is mapped before a person writes it into the list."""
    setup = MatchSetup.of(arguments, console)
    people, read = people_in(arguments.applicants, console)
    profiles, verified = each(people, lambda one: setup.profile(one[1], one[0]), console)
    named = {taught.skill for course in setup.courses for taught in course.teaches}
    rows = to_map(profiles, setup.taxonomy, named=named, suggester=Suggester(setup.taxonomy), count=arguments.count)
    if arguments.csv:
        write(arguments.csv, table_csv(_COLUMNS, _cells(rows, setup, console)), console, force=arguments.force)
        console.note(console.text("cli_written", path=arguments.csv))
    _say(rows, setup, console)
    return 0 if read and verified else UNREAD


def _cells(rows: Sequence[ToMap], setup: MatchSetup, console: Console) -> Iterator[tuple[object, ...]]:
    for row in rows:
        mine = (row.address, row.name, row.framework, row.badges)
        for one in row.suggestions:
            yield (*mine, one.skill, setup.taxonomy.label(one.skill, console.lang), f"{one.score:.2f}")
        if not row.suggestions:
            yield (*mine, "", "", "")


def _say(rows: Sequence[ToMap], setup: MatchSetup, console: Console) -> None:
    for row in rows:
        if console.json:
            meant = [{"skill": one.skill, "label": one.label, "score": one.score} for one in row.suggestions]
            facts = {"address": row.address, "name": row.name, "framework": row.framework, "badges": row.badges}
            console.say(dumps({**facts, "suggestions": meant}))
            continue
        name = f"{shown(row.name)} ({shown(row.address)})" if row.name else shown(row.address)
        console.tell("match_says_unlisted", name=name, count=row.badges)
        for one in row.suggestions:
            label = setup.taxonomy.label(one.skill, console.lang)
            console.tell(
                "match_says_unlisted_like", label=shown(label), skill=shown(one.skill), score=f"{one.score:.2f}"
            )
    if not console.json:
        console.note(console.text("match_says_unlisted_next" if rows else "match_says_unlisted_none"))
