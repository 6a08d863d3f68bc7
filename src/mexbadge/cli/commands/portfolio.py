"""``mexbadge portfolio FILE... --out DIR``: a learner's page from badges of several issuers, each verified first."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from mexbadge._json import dumps
from mexbadge.badge import Person
from mexbadge.bake import sniff, strip
from mexbadge.cli.badge_files import badges_in
from mexbadge.cli.badge_options import accepts_of, at_of, person_of, verified, verifier_of, verifying_options
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.folder_options import folder_options, identity, open_to_look
from mexbadge.cli.match_options import MatchSetup
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.cli.results import applicant_of, vacancies_in
from mexbadge.errors import InputError, within
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Filters
from mexbadge.pathways import evaluate, load_pathway
from mexbadge.publish.portfolio import Learner, Portfolio, portfolio_files, portfolio_of
from mexbadge.publish.portfolio.ahead import building_on, journey_of
from mexbadge.publish.portfolio.contents import Opening
from mexbadge.publish.portfolio.reaching import openings_of
from mexbadge.publish.writing import SiteKind, require_kind, write_site
from mexbadge.skills import Holding, Standing, Tables, holdings_of
from mexbadge.texts import LANGUAGES, Lang, shown
from mexbadge.verify import Report

EXAMPLES: Final = (
    "mexbadge portfolio *.png --recipient name@example.ca --about resume.json --out portfolio",
    "mexbadge portfolio *.png --recipient name@example.ca --about me.toml --vacancies vacancies --out portfolio",
    "mexbadge portfolio *.png --about me.toml --vacancies vacancies --catalogue courses.csv --out portfolio",
    "mexbadge portfolio *.png --about resume.json --pathway pathway.toml --catalogue courses.toml --out portfolio",
    "mexbadge portfolio -C badges --person name@example.ca --out portfolio",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("files", nargs="*", metavar="FILE", text="portfolio_help_files")
    parser.option("--out", required=True, metavar="DIR", text="portfolio_help_out")
    parser.option("--about", metavar="FILE", text="portfolio_help_about")
    parser.option("--recipient", action="append", default=[], metavar="IDENTITY", text="people_help_recipient")
    parser.option("--person", metavar="IDENTITY", text="portfolio_help_person")
    parser.option("--vacancies", metavar="DIR", text="people_help_vacancies")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--catalogue", metavar="FILE", text="people_help_catalogue")
    parser.option("--pathway", action="append", default=[], metavar="FILE", text="portfolio_help_pathway")
    verifying_options(parser)
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Verify, write the page, and say what was left out and why; exit code 1 where no badge is on it."""
    if bool(arguments.person) == bool(arguments.files):
        raise InputError("cli_missing_argument", names="FILE... | --person", command="mexbadge portfolio")
    about = _about(arguments.about, console) if arguments.about else None
    if arguments.person:
        person, name, reports, pictures = _registered(arguments, console)
    else:
        person, name, reports, pictures = _given(arguments, console, about)
    learner = about or Learner(name or "")
    if not learner.name:
        raise InputError("cli_missing_argument", names="--about", command="mexbadge portfolio")
    for section in learner.left:
        console.note(console.text("portfolio_section_left", name=shown(section)))
    holdings = holdings_of(reports, person=person, accepts=accepts_of(arguments, console))
    made = portfolio_of(learner, holdings, at=at_of(arguments), pictures=pictures)
    if arguments.vacancies or arguments.pathway or arguments.catalogue:
        setup = MatchSetup.of(arguments, console)
        made = replace(made, **_ahead(setup, holdings))
        if arguments.vacancies:
            made = replace(made, openings=_openings(setup, person, reports))
    chosen: Lang = console.lang
    languages = (chosen, *(lang for lang in LANGUAGES if lang != chosen))
    require_kind(Path(arguments.out), SiteKind.LEARNER)
    write_site(Path(arguments.out), portfolio_files(made, languages))
    _say(made, arguments, console)
    return 0 if made.badges else 1


def _about(name: str, console: Console) -> Learner:
    with within(name):
        return Learner.read(read(name, console), name)


_Found = tuple[Person, str | None, tuple[Report, ...], dict[str, bytes]]


def _given(arguments: Namespace, console: Console, about: Learner | None) -> _Found:
    """Verify the files that the learner has."""
    person = person_of(arguments) or (Person.of(about.email) if about is not None and about.email else None)
    missing = [*([] if about is not None else ["--about"]), *([] if person is not None else ["--recipient"])]
    if person is None or missing:
        raise InputError("cli_missing_argument", names=", ".join(missing), command="mexbadge portfolio")
    names = list(badges_in(arguments.files))
    reports = verified(verifier_of(arguments, console), names, moment(arguments.at), console)
    pictures = {name: strip(body) for name in names if sniff(body := read(name, console)) == "png"}
    return person, None, reports, pictures


def _registered(arguments: Namespace, console: Console) -> _Found:
    """Verify what the register holds of one person who agreed to be shown, by what the issuer publishes."""
    who = identity(arguments.person)
    reports: list[Report] = []
    pictures: dict[str, bytes] = {}
    name: str | None = None
    issuer = open_to_look(arguments, console)
    verifier = replace(verifier_of(arguments, console), fetch=ResourceSet.load(issuer.folder), cache=None)
    for record in issuer.list(Filters(to=str(who))):
        if record.consent is not True:
            console.note(console.text("portfolio_no_consent", id=record.id))
            continue
        badge = issuer.issued(record.id)
        name = name or record.name
        reports.append(verifier.verify(badge.credential, name=record.id, at=moment(arguments.at)))
        if badge.image is not None and sniff(badge.image) == "png":
            pictures[record.id] = badge.image
    return Person((who,)), name, tuple(reports), pictures


def _ahead(setup: MatchSetup, holdings: tuple[Holding, ...]) -> dict[str, Any]:
    """Return how far the learner is on the pathways that were named, and the courses that build on what is held."""
    tables = Tables(certifies=setup.catalogue.certifies())
    evaluations = [
        evaluate(
            load_pathway(name),
            holdings,
            at=setup.at,
            accepts=setup.accepts,
            taxonomy=setup.taxonomy,
            tables=tables,
        )
        for name in setup.arguments.pathway
    ]
    held = frozenset(
        one.badge.achievement_id
        for one in holdings
        if one.standing is Standing.COUNTS and one.badge is not None and one.badge.achievement_id is not None
    )
    return {
        "journeys": tuple(journey_of(one, setup.courses, setup.tomorrow) for one in evaluations),
        "courses": building_on(setup.courses, held, setup.tomorrow),
    }


def _openings(setup: MatchSetup, person: Person, reports: tuple[Report, ...]) -> tuple[Opening, ...]:
    """Return the vacancies whose requirements the badges meet, and those that courses lead to, the best first."""
    vacancies, _ = vacancies_in(setup.arguments.vacancies, setup)
    who = applicant_of(person, [])
    matches = setup.ranked(setup.profile_of(reports, who), vacancies, who)
    return tuple(openings_of(matches, setup.courses, setup.tomorrow))


def _say(made: Portfolio, arguments: Namespace, console: Console) -> None:
    if console.json:
        left = [{"file": one.file, "name": one.name, "standing": one.standing.value} for one in made.left_out]
        facts = {"folder": arguments.out, "badges": len(made.badges), "skills": len(made.skills), "left_out": left}
        console.say(dumps(facts))
        return
    console.done("portfolio_written", folder=arguments.out, count=len(made.badges))
    for one in made.left_out:
        reason = console.text(f"match_says_standing_{one.standing.value}")
        console.tell("portfolio_left_out", name=shown(one.name), reason=reason)
