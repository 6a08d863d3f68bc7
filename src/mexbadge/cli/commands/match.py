"""People and vacancies.

- ``match rank``: badges and a vacancy, a person and many vacancies, or many applicants and a vacancy.
- ``match vacancies``: one person's badges against all vacancies, the best first.
- ``match plan``: the approved courses for exactly what a person lacks for a vacancy.
- ``match demand``: what vacancies ask for, how many people lack it and who teaches it; it names nobody.
- ``match suggest TEXT``: skills that a text, or the title of a job, may mean.
"""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from mexbadge._json import JsonObject, dumps
from mexbadge.cli.badge_options import badge_options, person_of, verifying_options
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded, read, write
from mexbadge.cli.match_options import MatchSetup, each, vacancy_in
from mexbadge.cli.moments import day
from mexbadge.cli.parser import Parser
from mexbadge.cli.results import (
    UNREAD,
    People,
    applicant_of,
    occupation_option,
    people_in,
    result_options,
    say_matches,
    vacancies_in,
    write_matches,
)
from mexbadge.errors import InputError
from mexbadge.match import (
    Applicant,
    Demand,
    DemandTable,
    Match,
    TeamSkill,
    Vacancy,
    Weights,
    demand,
    open_at,
    plan_for,
    rank_by_vacancy,
    team_skills,
)
from mexbadge.match.encoding import ModelFolder
from mexbadge.match.explaining import called, refused, why_closed
from mexbadge.match.suggesting import Suggester
from mexbadge.plan import Aim, plan_json, plan_lines
from mexbadge.skills import Taxonomy, load_taxonomy
from mexbadge.skills.levels import level_in_words
from mexbadge.tabular.writing import table_csv
from mexbadge.texts import shown

EXAMPLES_RANK: Final = (
    "mexbadge match rank --vacancy vacancy.json --badges *.png --recipient name@example.ca",
    "mexbadge match rank --vacancies vacancies --badges *.png --recipient name@example.ca --taxonomy skills.csv",
    "mexbadge match rank --vacancy vacancy.json --applicants applicants --catalogue courses.toml --html ranked.html",
)


def configure_rank(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--vacancy", metavar="FILE", text="people_help_vacancy")
    parser.option("--vacancies", metavar="DIR|FILE", text="people_help_vacancies")
    occupation_option(parser)
    parser.option("--applicants", metavar="DIR", text="people_help_applicants")
    badge_options(parser)
    result_options(parser)


def run_rank(arguments: Namespace, console: Console) -> int:
    """Rank; exit code 0 where somebody is eligible, 1 where nobody is, 2 where a file could not be read."""
    if bool(arguments.vacancy) == bool(arguments.vacancies):
        raise InputError("cli_missing_argument", names="--vacancy | --vacancies", command="mexbadge match rank")
    if arguments.noc and not arguments.vacancies:
        raise InputError("cli_missing_argument", names="--vacancies", command="mexbadge match rank --noc")
    if bool(arguments.badges) == bool(arguments.applicants):
        raise InputError("cli_missing_argument", names="--badges | --applicants", command="mexbadge match rank")
    ranking = _ranking(arguments, console)
    matches, setup = ranking.matches, ranking.setup
    plans = {
        place: plan_for(one, setup.courses, start=setup.tomorrow)
        for place, one in enumerate(matches)
        if setup.courses and one.missing
    }
    write_matches(matches, plans, arguments, console, theirs=bool(arguments.badges))
    say_matches(matches, plans, console)
    if not ranking.whole:
        return UNREAD
    return 0 if any(one.eligible for one in matches) else 1


class _Ranking(NamedTuple):
    """Who was matched with what, with which setup, and whether everything that was named could be read."""

    matches: tuple[Match, ...]
    setup: MatchSetup
    whole: bool


def _ranking(arguments: Namespace, console: Console) -> _Ranking:
    """Match whoever and whatever can be read; what is wrong with the rest is told."""
    setup = MatchSetup.of(arguments, console)
    vacancies, good = _vacancies(arguments, setup)
    open_ones = open_at(vacancies, setup.at)
    setup = setup.weighing(Weights.of(open_ones, setup.taxonomy) if len(vacancies) > 1 else Weights())
    people, read = _applicants(arguments, console)
    if arguments.vacancies and len(people) == 1:
        ((who, badges),) = people
        return _Ranking(setup.ranked(setup.profile(badges, who), vacancies, who), setup, whole=good and read)
    if arguments.applicants:
        found, verified = each(people, lambda one: _of_person(one, vacancies, setup), console)
    else:
        found, verified = [_of_person(one, vacancies, setup) for one in people], True
    matches = [one for some in found for one in some]
    return _Ranking(rank_by_vacancy(matches), setup, whole=good and read and verified)


def _of_person(
    one: tuple[Applicant | None, Sequence[str]], vacancies: Sequence[Vacancy], setup: MatchSetup
) -> list[Match]:
    who, badges = one
    profile = setup.profile(badges, who)
    return [setup.match(profile, vacancy, who) for vacancy in vacancies]


def _vacancies(arguments: Namespace, setup: MatchSetup) -> tuple[list[Vacancy], bool]:
    if arguments.vacancy:
        return [vacancy_in(arguments.vacancy, setup.taxonomy)], True
    return vacancies_in(arguments.vacancies, setup, arguments.noc)


def _applicants(
    arguments: Namespace, console: Console
) -> tuple[Sequence[tuple[Applicant | None, Sequence[str]]], bool]:
    if arguments.applicants:
        return people_in(arguments.applicants, console)
    person = person_of(arguments)
    names = list(expanded(arguments.badges))
    return [(None if person is None else applicant_of(person, names), names)], True


EXAMPLES_VACANCIES: Final = (
    "mexbadge match vacancies --vacancies vacancies --badges *.png --recipient name@example.ca --taxonomy skills.csv",
    "mexbadge match vacancies --vacancies vacancies --applicant aisha.json --top 10 --html mine.html --lang fr",
)
_MOST: Final = 10_000


def configure_vacancies(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--vacancies", required=True, metavar="DIR|FILE", text="people_help_vacancies")
    occupation_option(parser)
    parser.option("--applicant", metavar="FILE", text="people_help_applicant")
    badge_options(parser)
    parser.option("--top", type=int, metavar="N", text="people_help_top")
    result_options(parser)


def run_vacancies(arguments: Namespace, console: Console) -> int:
    """Rank; exit code 0 where the person is eligible somewhere, 1 where nowhere, 2 where a file could not be read."""
    if arguments.top is not None and not 1 <= arguments.top <= _MOST:
        raise InputError("cli_missing_argument", names=f"--top 1-{_MOST}", command="mexbadge match vacancies")
    who, badges = _person(arguments)
    setup = MatchSetup.of(arguments, console)
    vacancies, good = vacancies_in(arguments.vacancies, setup, arguments.noc)
    matches = setup.ranked(setup.profile(badges, who), vacancies, who, top=arguments.top)
    plans = {
        place: plan_for(one, setup.courses, start=setup.tomorrow)
        for place, one in enumerate(matches)
        if setup.courses and one.missing
    }
    write_matches(matches, plans, arguments, console, theirs=True)
    say_matches(matches, plans, console)
    if not good:
        return UNREAD
    return 0 if any(one.eligible for one in matches) else 1


def _person(arguments: Namespace) -> tuple[Applicant, list[str]]:
    """Return who it is, and the files of the badges: out of an applicant's file, or as they are given."""
    if arguments.applicant:
        if arguments.badges or arguments.recipient:
            raise InputError("people_applicant_or_badges")
        who = Applicant.load(arguments.applicant)
        return who, [str(Path(arguments.applicant).parent / name) for name in who.badges]
    person = person_of(arguments)
    if person is None or not arguments.badges:
        names = "--applicant | --badges, --recipient"
        raise InputError("cli_missing_argument", names=names, command="mexbadge match vacancies")
    badges = list(expanded(arguments.badges))
    return applicant_of(person, badges), badges


EXAMPLES_PLAN: Final = (
    "mexbadge match plan --vacancy vacancy.json --badges *.png --recipient name@example.ca --catalogue courses.toml",
    "mexbadge match plan --vacancy vacancy.json --catalogue courses.csv --aim finish --recipient name@example.ca",
)


def configure_plan(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--vacancy", required=True, metavar="FILE", text="people_help_vacancy")
    parser.option("--catalogue", required=True, metavar="FILE", text="people_help_catalogue")
    parser.option("--aim", choices=[aim.value for aim in Aim], default="cost", text="people_help_aim")
    parser.option("--start", metavar="DAY", text="people_help_start")
    parser.option("--by", metavar="DAY", text="people_help_by")
    badge_options(parser)
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")


def run_plan(arguments: Namespace, console: Console) -> int:
    """Plan; exit code 1 where nobody teaches what is missing."""
    setup = MatchSetup.of(arguments, console)
    person = person_of(arguments)
    if person is None:
        raise InputError("cli_missing_argument", names="--recipient", command="mexbadge match plan")
    badges = list(expanded(arguments.badges))
    who = applicant_of(person, badges)
    vacancy = vacancy_in(arguments.vacancy, setup.taxonomy)
    result = setup.match(setup.profile(badges, who), vacancy, who)
    start, by = day(arguments.start) or setup.tomorrow, day(arguments.by)
    if result.closed is not None:
        console.note(console.text("match_says_closed", why=why_closed(result.closed, console.lang)))
    for line in refused(result, console.lang, whole=True):
        console.note(line)
    plan = plan_for(result, setup.courses, aim=Aim(arguments.aim), start=start, by=by)
    if console.json:
        console.say(dumps(plan_json(plan)))
    else:
        for line in plan_lines(plan, console.lang, label=called(result, console.lang)):
            console.say(line)
    return 0 if plan.feasible else 1


EXAMPLES_DEMAND: Final = (
    "mexbadge match demand --vacancies vacancies --applicants applicants --catalogue courses.toml",
    "mexbadge match demand --vacancies vacancies --applicants applicants --csv demand.csv --least 10",
)

Called = Callable[["Demand | TeamSkill"], str]
_SEVERAL: Final = 2


def configure_demand(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--vacancies", required=True, metavar="DIR|FILE", text="people_help_vacancies")
    occupation_option(parser)
    parser.option("--applicants", required=True, metavar="DIR", text="people_help_applicants")
    parser.option("--catalogue", metavar="FILE", text="people_help_catalogue")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--least", type=int, default=5, metavar="N", text="people_help_least")
    parser.option("--start", metavar="DAY", text="people_help_start")
    verifying_options(parser)
    parser.option("--csv", metavar="FILE", text="people_help_demand_csv")
    parser.option("--force", action="store_true", text="cli_help_force")


def run_demand(arguments: Namespace, console: Console) -> int:
    """Count; exit code 0, or 2 where something that was named could not be read and the rest was counted."""
    setup = MatchSetup.of(arguments, console)
    vacancies, good = vacancies_in(arguments.vacancies, setup, arguments.noc)
    people, read = people_in(arguments.applicants, console)
    matches, verified = _matches(people, vacancies, setup, console)
    table = demand(matches, setup.courses, least=arguments.least, start=day(arguments.start) or setup.tomorrow)
    called = _called(vacancies, setup.taxonomy, console)
    if arguments.csv:
        write(arguments.csv, _csv(table, called), console, force=arguments.force)
    _say(table, called, console)
    return 0 if good and read and verified else UNREAD


def _matches(people: People, posts: Sequence[Vacancy], setup: MatchSetup, console: Console) -> tuple[list[Match], bool]:
    """Return how each of these people matches each vacancy, and whether everybody's badges could be read."""

    def matched(one: tuple[Applicant, list[str]]) -> list[Match]:
        profile = setup.profile(one[1], one[0])
        return [setup.match(profile, vacancy, one[0]) for vacancy in posts]

    found, verified = each([(who, list(badges)) for who, badges in people], matched, console)
    return [one for some in found for one in some], verified


def _called(vacancies: Iterable[Vacancy], taxonomy: Taxonomy, console: Console) -> Called:
    """Return how to call what is asked for: skills as the list does, else as a vacancy does."""
    names = {
        uri: one.label.text(console.lang) or (uri if one.skills else uri.rstrip("/").rpartition("/")[2])
        for vacancy in vacancies
        for one in vacancy.requirements
        for uri in (one.credential, one.pathway, *one.skills[:1])
        if uri is not None and len(one.skills) < _SEVERAL
    }

    def name(uri: str) -> str:
        return taxonomy.label(uri, console.lang) if uri in taxonomy else names.get(uri) or uri

    def called(one: Demand | TeamSkill) -> str:
        said = f" {console.text('match_says_or')} ".join(map(name, one.names))
        return said if one.level is None else f"{said} ({level_in_words(one.level, console.lang)})"

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


def _asked(one: Demand | TeamSkill, called: Called) -> JsonObject:
    return {"names": list(one.names), "label": called(one), "level": one.level and one.level.to_json()}


def _object(one: Demand, called: Called) -> JsonObject:
    return {
        **_asked(one, called),
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


EXAMPLES_TEAM: Final = (
    "mexbadge match team --vacancies roles --team staff.csv --taxonomy skills.csv",
    "mexbadge match team --vacancies roles.csv --team staff --taxonomy skills.csv --csv gaps.csv --lang fr",
)


def configure_team(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--vacancies", required=True, metavar="DIR|FILE", text="people_help_vacancies")
    occupation_option(parser)
    parser.option("--team", required=True, metavar="DIR|FILE", text="people_help_team")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    verifying_options(parser)
    parser.option("--csv", metavar="FILE", text="people_help_demand_csv")
    parser.option("--force", action="store_true", text="cli_help_force")
    parser.set_defaults(catalogue=None)


def run_team(arguments: Namespace, console: Console) -> int:
    """Say who meets what; exit code 1 where something is met by nobody, 2 where something could not be read."""
    setup = MatchSetup.of(arguments, console)
    roles, good = vacancies_in(arguments.vacancies, setup, arguments.noc)
    people, read = people_in(arguments.team, console)
    matches, verified = _matches(people, roles, setup, console)
    table = team_skills(matches)
    called = _called(roles, setup.taxonomy, console)
    if arguments.csv:
        data = table_csv(_TEAM, (tuple(_team_facts(one, called).values()) for one in table))
        write(arguments.csv, data, console, force=arguments.force, private=True)
        console.note(console.text("cli_written", path=arguments.csv))
    if console.json:
        for one in table:
            console.say(dumps(_team_object(one, called)))
    else:
        _say_team(table, called, console)
    if not (good and read and verified):
        return UNREAD
    return 1 if any(one.gap for one in table) else 0


_TEAM: Final = ("name", "label", "roles", "must", "held", "who", "partly")


def _team_facts(one: TeamSkill, called: Called) -> dict[str, object]:
    facts = (" | ".join(one.names), called(one), len(one.roles), one.must, len(one.held))
    return dict(zip(_TEAM, (*facts, " | ".join(one.held), " | ".join(one.partly)), strict=True))


def _team_object(one: TeamSkill, called: Called) -> JsonObject:
    return {
        **_asked(one, called),
        "roles": list(one.roles),
        "must": one.must,
        "held": list(one.held),
        "partly": list(one.partly),
    }


def _say_team(table: Sequence[TeamSkill], called: Called, console: Console) -> None:
    for one in table:
        who = ", ".join(shown(each) for each in one.held)
        code = "match_says_team_nobody" if one.gap else f"match_says_team_{'alone' if one.alone else 'held'}"
        held = console.text(code, who=who)
        if one.partly:
            partly = ", ".join(shown(each) for each in one.partly)
            held = f"{held} ({console.text('match_says_team_partly', who=partly)})"
        roles = console.text("match_says_team_roles", count=len(one.roles))
        console.tell("match_says_team", name=shown(called(one)), roles=roles, held=held)
    gaps, alone = sum(one.gap for one in table), sum(one.alone for one in table)
    console.tell("match_says_team_sum", gaps=gaps, alone=alone, total=len(table))


EXAMPLES_SUGGEST: Final = (
    'mexbadge match suggest "moves residents with a hoist" --taxonomy skills.csv',
    'mexbadge match suggest --title "personal support worker" --taxonomy esco.zip --count 20',
)
_SUGGESTED: Final = 100


def configure_suggest(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("text", nargs="?", metavar="TEXT|FILE", text="people_help_suggest")
    parser.option("--title", metavar="TEXT", text="people_help_title")
    parser.option("--taxonomy", required=True, metavar="FILE", text="people_help_taxonomy")
    parser.option("--model", metavar="DIR", text="people_help_model")
    parser.option("--count", type=int, default=10, metavar="N", text="people_help_count")


def run_suggest(arguments: Namespace, console: Console) -> int:
    """Suggest; nothing counts before a person confirmed it."""
    if bool(arguments.text) == bool(arguments.title) or not 1 <= arguments.count <= _SUGGESTED:
        raise InputError(
            "cli_missing_argument", names="TEXT | --title, --count 1-100", command="mexbadge match suggest"
        )
    encoder = ModelFolder.load(arguments.model) if arguments.model else None
    suggester = Suggester(load_taxonomy(arguments.taxonomy), encoder=encoder)
    if arguments.title:
        found = suggester.of_title(arguments.title, count=arguments.count)
    else:
        found = suggester.suggest(_text(arguments.text, console), count=arguments.count)
    for one in found:
        if console.json:
            facts = {"skill": one.skill, "score": one.score, "label": one.label, "why": one.why, "confirmed": False}
            console.say(dumps(facts))
        else:
            console.say(f"{one.score:.2f}  {shown(one.label)}  {shown(one.skill)}")
    if not found:
        console.fail(InputError("match_nothing_like", list=arguments.taxonomy))
        return 1
    console.note(console.text("match_says_unconfirmed"))
    return 0


def _text(given: str, console: Console) -> str:
    """Return a text, or what stands in the file that it names."""
    try:
        named = len(given) < 256 and Path(given).is_file()  # noqa: PLR2004 - no name of a file is longer
    except (OSError, ValueError):
        named = False
    return read(given, console, max_bytes=1 << 20).decode("utf-8", "replace") if named else given
