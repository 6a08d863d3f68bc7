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
from mexbadge.cli.jobs import Shop, each, results_csv, vacancy_in
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
_UNREAD: Final = 2
"""The exit code where something that was named could not be read, though the rest was matched."""


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
    """Rank; exit code 0 where somebody is eligible, 1 where nobody is, 2 where a file could not be read."""
    if bool(arguments.vacancy) == bool(arguments.vacancies):
        raise InputError("cli_missing_argument", names="--vacancy | --vacancies", command="mexbadge match rank")
    if bool(arguments.badges) == bool(arguments.applicants):
        raise InputError("cli_missing_argument", names="--badges | --applicants", command="mexbadge match rank")
    matches, shop, good = _matches(arguments, console)
    plans = {
        place: plan_for(one, shop.courses, start=shop.tomorrow)
        for place, one in enumerate(matches)
        if shop.courses and one.missing
    }
    _write(matches, plans, arguments, console)
    _say(matches, plans, console)
    if not good:
        return _UNREAD
    return 0 if any(one.eligible for one in matches) else 1


def _matches(arguments: Namespace, console: Console) -> tuple[tuple[Match, ...], Shop, bool]:
    """Match whoever and whatever can be read; what is wrong with the rest is told."""
    shop = Shop.of(arguments, console)
    vacancies, good = _vacancies(arguments, shop)
    open_ones = open_at(vacancies, shop.at)
    shop = shop.weighing(Weights.of(open_ones, shop.taxonomy) if len(vacancies) > 1 else Weights())
    people, read = _applicants(arguments, console)
    if arguments.applicants:
        found, verified = each(people, lambda one: _of_person(one, vacancies, shop), console)
    else:
        found, verified = [_of_person(one, vacancies, shop) for one in people], True
    matches = [one for some in found for one in some]
    ordered = rank(matches) if len(vacancies) == 1 else tuple(sorted(matches, key=_place))
    return ordered, shop, good and read and verified


def _of_person(one: tuple[Applicant | None, Sequence[str]], vacancies: Sequence[Vacancy], shop: Shop) -> list[Match]:
    who, badges = one
    profile = shop.profile(badges, who)
    return [shop.match(profile, vacancy, who) for vacancy in vacancies]


def _place(one: Match) -> tuple[bool, Fraction, int, str, str]:
    """By what matches with several vacancies stand in order: those that are not open come last."""
    return (one.closed is not None, -one.score, -one.covered, one.vacancy.id, one.applicant or "")


def _vacancies(arguments: Namespace, shop: Shop) -> tuple[list[Vacancy], bool]:
    if arguments.vacancy:
        return [vacancy_in(arguments.vacancy, shop.taxonomy)], True
    return each(_files(arguments.vacancies), lambda path: vacancy_in(path, shop.taxonomy), shop.console)


def _applicants(arguments: Namespace, console: Console) -> tuple[list[tuple[Applicant | None, Sequence[str]]], bool]:
    if not arguments.applicants:
        person = person_of(arguments)
        names = list(expanded(arguments.badges))
        return [(None if person is None else applicant_of(person, names), names)], True

    def read(path: Path) -> tuple[Applicant | None, Sequence[str]]:
        who = Applicant.load(path)
        return who, [str(path.parent / name) for name in who.badges]

    return each(_files(arguments.applicants), read, console)


def _files(folder: str) -> list[Path]:
    paths = sorted(path for path in Path(folder).glob("*") if path.suffix.lower() in {".json", ".toml"})
    if not paths:
        raise InputError("cli_cannot_read", path=folder, reason="*.json, *.toml")
    return paths


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
