"""``mexbadge match rank``: badges and a vacancy, a person and many vacancies, or many applicants and a vacancy."""

from argparse import Namespace
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.badge import Person
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded, write
from mexbadge.cli.holders import badge_options, person_of
from mexbadge.cli.jobs import Shop, results_csv, vacancy_in
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.match import Applicant, Match, Vacancy, Weights, explain, match_json, open_at, plan_for, rank
from mexbadge.plan import Plan
from mexbadge.texts import shown

EXAMPLES: Final = (
    "mexbadge match rank --vacancy vacancy.json --badges *.png --recipient name@example.ca",
    "mexbadge match rank --vacancies vacancies --badges *.png --recipient name@example.ca --taxonomy skills.csv",
    "mexbadge match rank --vacancy vacancy.json --applicants applicants --catalogue courses.toml --html ranked.html",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--vacancy", metavar="FILE", text="people_help_vacancy")
    parser.option("--vacancies", metavar="DIR", text="people_help_vacancies")
    parser.option("--applicants", metavar="DIR", text="people_help_applicants")
    badge_options(parser)
    parser.option("--catalogue", metavar="FILE", text="people_help_catalogue")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--csv", metavar="FILE", text="people_help_results_csv")
    parser.option("--html", metavar="FILE", text="people_help_results_html")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Rank; exit code 0 where somebody is eligible, 1 where nobody is."""
    if bool(arguments.vacancy) == bool(arguments.vacancies):
        raise InputError("cli_missing_argument", names="--vacancy | --vacancies", command="mexbadge match rank")
    if bool(arguments.badges) == bool(arguments.applicants):
        raise InputError("cli_missing_argument", names="--badges | --applicants", command="mexbadge match rank")
    matches, shop = _matches(arguments, console)
    plans = {
        place: plan_for(one, shop.courses, start=shop.tomorrow)
        for place, one in enumerate(matches)
        if shop.courses and one.missing
    }
    _write(matches, plans, arguments, console)
    _say(matches, plans, console)
    return 0 if any(one.eligible for one in matches) else 1


def _matches(arguments: Namespace, console: Console) -> tuple[tuple[Match, ...], Shop]:
    shop = Shop.of(arguments, console)
    vacancies = _vacancies(arguments, shop)
    open_ones = open_at(vacancies, shop.at)
    shop = shop.weighing(Weights.of(open_ones, shop.taxonomy) if len(vacancies) > 1 else Weights())
    people = _applicants(arguments)
    found: list[Match] = []
    for who, badges in people:
        profile = shop.profile(badges, who)
        found += [shop.match(profile, vacancy, who) for vacancy in vacancies]
    if len(vacancies) == 1:
        return rank(found), shop
    return tuple(sorted(found, key=_place)), shop


def _place(one: Match) -> tuple[bool, Fraction, int, str, str]:
    """By what matches with several vacancies stand in order: those that are not open come last."""
    return (one.closed is not None, -one.score, -one.covered, one.vacancy.id, one.applicant or "")


def _vacancies(arguments: Namespace, shop: Shop) -> tuple[Vacancy, ...]:
    if arguments.vacancy:
        return (vacancy_in(arguments.vacancy, shop.taxonomy),)
    folder = Path(arguments.vacancies)
    paths = sorted(path for path in folder.glob("*") if path.suffix.lower() in {".json", ".toml"})
    if not paths:
        raise InputError("cli_cannot_read", path=str(folder), reason="*.json, *.toml")
    return tuple(vacancy_in(path, shop.taxonomy) for path in paths)


def _applicants(arguments: Namespace) -> list[tuple[Applicant | None, Sequence[str]]]:
    if not arguments.applicants:
        person = person_of(arguments)
        names = list(expanded(arguments.badges))
        return [(None if person is None else applicant_of(person, names), names)]
    folder = Path(arguments.applicants)
    paths = sorted(path for path in folder.glob("*") if path.suffix.lower() in {".json", ".toml"})
    if not paths:
        raise InputError("cli_cannot_read", path=str(folder), reason="*.json, *.toml")
    people = [(Applicant.load(path), path.parent) for path in paths]
    return [(who, [str(parent / name) for name in who.badges]) for who, parent in people]


def applicant_of(person: Person, badges: Sequence[str]) -> Applicant:
    """Return the applicant whose badges were given, named by the first identity."""
    return Applicant(id=str(person.identities[0]), person=person, badges=tuple(badges))


def _write(matches: Sequence[Match], plans: dict[int, Plan], arguments: Namespace, console: Console) -> None:
    if arguments.csv:
        write(arguments.csv, results_csv(matches, console.lang), console, force=arguments.force, private=True)
    if arguments.html:
        from mexbadge.match.html import page  # noqa: PLC0415 - loaded only where it is needed

        text = page(matches, console.lang, plans=plans)
        write(arguments.html, text.encode("utf-8"), console, force=arguments.force, private=True)
        console.note(console.text("cli_written", path=arguments.html))


def _say(matches: Sequence[Match], plans: dict[int, Plan], console: Console) -> None:
    from mexbadge.match.html import row  # noqa: PLC0415 - beside its only use

    if console.json:
        for place, one in enumerate(matches):
            console.say(dumps(match_json(one, console.lang, plan=plans.get(place))))
        return
    for place, one in enumerate(matches):
        if len(matches) > 1:
            title = shown(one.vacancy.title.text(console.lang) or one.vacancy.id)
            console.say(f"{row(one, place + 1, console.lang)}  {title}")
        if len(matches) == 1 or console.look.verbose:
            for line in explain(one, console.lang, plan=plans.get(place)):
                console.say(line)
