"""``mexbadge match demand``: what vacancies ask for, how many people lack it and who teaches it; it names nobody."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from mexbadge._json import JsonObject, dumps
from mexbadge.cli.badge_options import verifying_options
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.cli.match_options import MatchSetup, each
from mexbadge.cli.moments import day
from mexbadge.cli.parser import Parser
from mexbadge.cli.results import UNREAD, occupation_option, people_in, vacancies_in
from mexbadge.match import Applicant, Demand, DemandTable, Match, Vacancy, demand
from mexbadge.skills import Taxonomy
from mexbadge.tabular.writing import table_csv
from mexbadge.texts import shown

EXAMPLES: Final = (
    "mexbadge match demand --vacancies vacancies --applicants applicants --catalogue courses.toml",
    "mexbadge match demand --vacancies vacancies --applicants applicants --csv demand.csv --least 10",
)

Called = Callable[[Demand], str]
_SEVERAL: Final = 2


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--vacancies", required=True, metavar="DIR", text="people_help_vacancies")
    occupation_option(parser)
    parser.option("--applicants", required=True, metavar="DIR", text="people_help_applicants")
    parser.option("--catalogue", metavar="FILE", text="people_help_catalogue")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--least", type=int, default=5, metavar="N", text="people_help_least")
    parser.option("--start", metavar="DAY", text="people_help_start")
    verifying_options(parser)
    parser.option("--csv", metavar="FILE", text="people_help_demand_csv")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Count; exit code 0, or 2 where something that was named could not be read and the rest was counted."""
    setup = MatchSetup.of(arguments, console)
    vacancies, good = vacancies_in(arguments.vacancies, setup, arguments.noc)
    people, read = people_in(arguments.applicants, console)

    def matched(one: tuple[Applicant, list[str]]) -> list[Match]:
        profile = setup.profile(one[1], one[0])
        return [setup.match(profile, vacancy, one[0]) for vacancy in vacancies]

    found, verified = each([(who, list(badges)) for who, badges in people], matched, console)
    matches = [one for some in found for one in some]
    table = demand(matches, setup.courses, least=arguments.least, start=day(arguments.start) or setup.tomorrow)
    called = _called(vacancies, setup.taxonomy, console)
    if arguments.csv:
        write(arguments.csv, _csv(table, called), console, force=arguments.force)
    _say(table, called, console)
    return 0 if good and read and verified else UNREAD


def _called(vacancies: Iterable[Vacancy], taxonomy: Taxonomy, console: Console) -> Called:
    """Return how to call what is asked for: skills as the list does, else as a vacancy does."""
    names = {
        uri: one.label.text(console.lang)
        for vacancy in vacancies
        for one in vacancy.requirements
        for uri in (one.credential, one.pathway, *one.skills[:1])
        if uri is not None and len(one.skills) < _SEVERAL
    }

    def name(uri: str) -> str:
        return taxonomy.label(uri, console.lang) if uri in taxonomy else names.get(uri) or uri

    def called(one: Demand) -> str:
        said = f" {console.text('match_says_or')} ".join(map(name, one.names))
        return said if one.level is None else f"{said} ({one.level.native})"

    return called


def _say(table: DemandTable, called: Called, console: Console) -> None:
    if console.json:
        for one in table:
            console.say(dumps(_object(one, called)))
        console.say(dumps({"lacks": table.lacks, "least": table.least}))
        return
    for one in table:
        values = {"name": shown(called(one)), "count": one.asked, "lacked": _lacked(one, table, console)}
        if one.taught_by:
            taught = console.text("match_says_courses", count=one.taught_by)
            console.tell("match_says_demand", **values, taught=taught, places=_places(one, console))
        else:
            console.tell("match_says_demand_untaught", **values)
    total = console.text("match_says_hidden_sum") if table.lacks is None else table.lacks
    console.tell("match_says_demand_sum", count=len(table), lacks=total)


def _lacked(one: Demand, table: DemandTable, console: Console) -> str:
    if one.lacked is None:
        return console.text("match_says_hidden", least=table.least)
    return console.text("match_says_people", count=one.lacked)


def _places(one: Demand, console: Console) -> str:
    if one.places is None:
        return console.text("match_says_places_any")
    return console.text("match_says_places", count=one.places)


def _object(one: Demand, called: Called) -> JsonObject:
    return {
        "names": list(one.names),
        "label": called(one),
        "level": None if one.level is None else one.level.to_json(),
        "asked": one.asked,
        "noc": list(one.noc),
        "lacked": one.lacked,
        "taughtBy": one.taught_by,
        "places": one.places,
    }


def _csv(table: DemandTable, called: Called) -> bytes:
    def rows() -> Iterator[tuple[object, ...]]:
        for one in table:
            lacked = "hidden" if one.lacked is None else one.lacked
            places = "" if one.places is None else one.places
            yield one.name, called(one), one.asked, lacked, one.taught_by, places, " | ".join(one.noc)

    return table_csv(("name", "label", "asked", "lacked", "taught_by", "places", "noc"), rows())
