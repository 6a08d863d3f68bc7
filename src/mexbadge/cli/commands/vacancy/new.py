"""``mexbadge vacancy new``: a vacancy from a table, the text of a posting or a JobPosting, and a person's choices."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, write
from mexbadge.cli.parser import Parser
from mexbadge.cli.vacancies import (
    asked,
    draft_of,
    draft_of_nothing,
    hinted,
    lookup_of,
    options_of,
    source_options,
    tell,
)
from mexbadge.errors import InputError, RosterError, within
from mexbadge.match.drafts import Answers, Lookup, Question, choices_csv, read_choices, settle
from mexbadge.match.drafts.draft import slug
from mexbadge.match.vacancy import Kind, Vacancy
from mexbadge.tabular.sheet import FILE_BYTES

EXAMPLES: Final = (
    "mexbadge vacancy new vacancy.csv --taxonomy skills.csv --out vacancy.json",
    "mexbadge vacancy new vacancy.csv --taxonomy skills.csv --ask choices.csv",
    "mexbadge vacancy new vacancy.csv --taxonomy skills.csv --choices choices.csv --out vacancy.json",
    "mexbadge vacancy new --noc 33102 --title Aide --taxonomy ESCO.zip --crosswalk noc-esco.csv --ask q.csv",
    "mexbadge vacancy new https://jobs.example.ca/psw-nights --taxonomy skills.csv",
)
_MOST: Final = 100


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("source", nargs="?", metavar="FILE|URL", text="vacancy_help_source")
    parser.option("--out", metavar="FILE", text="vacancy_help_out")
    parser.option("--ask", metavar="FILE", text="vacancy_help_ask")
    parser.option("--choices", metavar="FILE", text="vacancy_help_choices")
    parser.option("--count", type=int, default=5, metavar="N", text="vacancy_help_count")
    source_options(parser)
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Make the vacancy; exit code 1 where questions are open, and then nothing is written but the questions."""
    if not 1 <= arguments.count <= _MOST:
        raise InputError("cli_missing_argument", names="--count 1-100", command="mexbadge vacancy new")
    lookup = lookup_of(arguments)
    if not arguments.source and not arguments.noc:
        raise InputError("cli_missing_argument", names="FILE|URL | --noc", command="mexbadge vacancy new")
    given = (
        draft_of(arguments.source, arguments, console, lookup)
        if arguments.source
        else draft_of_nothing(arguments, console)
    )
    draft = hinted(given, arguments, console, lookup)
    answers = _answers(arguments, console, lookup)
    settled = settle(draft, lookup, answers, options=arguments.count)
    if settled.questions and not settled.problems and not arguments.ask and _at_terminal(arguments, console):
        answers = {**answers, **asked(settled.questions, console, lookup)}
        settled = settle(draft, lookup, answers, options=arguments.count)
    tell(settled.notes, console)
    if settled.questions:
        _leave_open(settled.questions, arguments, console, lookup)
    if settled.problems:
        error = RosterError(settled.problems)
        error.source = arguments.source or "--noc"
        raise error
    if settled.vacancy is None:
        return 1
    _write(settled.vacancy, arguments, console)
    return 0


def _at_terminal(arguments: Namespace, console: Console) -> bool:
    return not console.json and arguments.source != "-" and console.stdin.isatty()


def _answers(arguments: Namespace, console: Console, lookup: Lookup | None) -> Answers:
    if not arguments.choices:
        return {}
    if lookup is None:
        raise InputError("cli_missing_argument", names="--taxonomy", command="mexbadge vacancy new")
    with within(arguments.choices):
        answers, notes = read_choices(read(arguments.choices, console, max_bytes=FILE_BYTES), lookup.taxonomy)
    tell(notes, console)
    return answers


def _leave_open(questions: tuple[Question, ...], arguments: Namespace, console: Console, lookup: Lookup | None) -> None:
    """Say what is open, and write it as a CSV where that was asked for."""
    options = [one for each in questions for one in each.options]
    names = {} if lookup is None else {one.skill: lookup.taxonomy.label(one.skill, console.lang) for one in options}
    if arguments.ask:
        write(arguments.ask, choices_csv(questions, console.lang, names), console, force=arguments.force)
    if console.json:
        for each in questions:
            some = [{"skill": one.skill, "label": names[one.skill], "score": one.score} for one in each.options]
            facts = {"question": each.words, "where": each.where, "kind": each.kind.value, "options": some}
            console.say(dumps(facts))
        return
    for each in questions:
        for line in options_of(each, console, lookup):
            console.say(line)
    console.note(console.text("vacancy_says_open", count=len(questions)))
    if arguments.ask:
        console.note(console.text("vacancy_says_asked", path=arguments.ask))
    else:
        console.note(f"  {console.look.arrow} {questions[0].problem.hint(console.lang)}")


def _write(vacancy: Vacancy, arguments: Namespace, console: Console) -> None:
    path = arguments.out or f"{slug(vacancy.id) or 'vacancy'}.json"
    write(path, f"{dumps(vacancy.to_json(), indent=2)}\n".encode(), console, force=arguments.force)
    if path == "-":
        return
    if console.json:
        console.say(dumps({"written": path, "vacancy": vacancy.to_json()}))
        return
    nices = len(vacancy.requirements) - len(vacancy.musts)
    console.done("vacancy_says_made", path=path, count=len(vacancy.musts), nices=nices)
    lines: list[str] = []
    for one in vacancy.requirements:
        what = one.label.text(console.lang) or " | ".join(one.skills) or one.credential or one.experience or one.id
        level = "" if one.level is None else f" ({one.level.native})"
        code = "vacancy_says_nice" if one.kind is Kind.NICE else "vacancy_says_must"
        lines.append(f"  {console.text(code, what=f'{what}{level}')}")
    if not console.look.quiet:
        console.say("\n".join(lines))
