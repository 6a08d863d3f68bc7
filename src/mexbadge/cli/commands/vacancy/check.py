"""``mexbadge vacancy check``: what is wrong with a vacancy, and what the law asks of its posting, each at its line."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.parser import Parser
from mexbadge.cli.vacancies import TABLES, lookup_of, place, tell
from mexbadge.errors import InputError, MexBadgeError, Problem, Where
from mexbadge.match.drafts import Draft, Lookup, is_table, read_vacancy_table, settle
from mexbadge.match.posting_rules import Remark, lint, unlawful
from mexbadge.match.vacancy import Vacancy
from mexbadge.tabular.sheet import FILE_BYTES
from mexbadge.texts import message

EXAMPLES: Final = (
    "mexbadge vacancy check vacancy.csv --taxonomy skills.csv",
    "mexbadge vacancy check vacancy.json",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("vacancy", metavar="FILE", text="vacancy_help_check")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--sheet", metavar="NAME", text="vacancy_help_sheet")
    parser.option("--jurisdiction", default="CA-ON", metavar="CODE", text="vacancy_help_jurisdiction")


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing to be said: a problem, or a remark of the law."""

    code: str
    where: Where
    message: str
    hint: str | None = None
    fault: bool = True


def run(arguments: Namespace, console: Console) -> int:
    """Say everything at once; 1 where something is wrong or unlawful, 0 where there are reminders at most."""
    said = list(_checked(arguments, console))
    for one in said:
        _say(one, console)
    faults = sum(one.fault for one in said)
    if not console.json:
        console.tell("vacancy_says_checked", path=arguments.vacancy, count=faults, remarks=len(said) - faults)
    return 1 if faults else 0


def _checked(arguments: Namespace, console: Console) -> Iterator[_Said]:
    lookup = lookup_of(arguments)
    lint(_EMPTY, arguments.jurisdiction)  # one that is not known is told before anything is read
    data = read(arguments.vacancy, console, max_bytes=FILE_BYTES)
    if Path(arguments.vacancy).suffix.lower() in TABLES or is_table(data):
        yield from _of_table(data, lookup, arguments, console)
    else:
        yield from _of_document(data, lookup, arguments, console)


_EMPTY: Final = Vacancy.parse({"id": "-", "title": "-", "requirements": []})


def _of_table(data: bytes, lookup: Lookup | None, arguments: Namespace, console: Console) -> Iterator[_Said]:
    try:
        draft = read_vacancy_table(data, arguments.sheet)
    except InputError as error:
        yield from (_wrong(one, console) for one in error.all_problems)
        return
    settled = settle(draft, lookup)
    problems = [one for one in settled.problems if lookup is not None or one.code != "vacancy_no_list"]
    problems += [question.problem for question in settled.questions]
    yield from sorted((_wrong(one, console) for one in problems), key=lambda one: _order(one.where))
    tell(settled.notes, console)
    if lookup is None and any(one.code == "vacancy_no_list" for one in settled.problems):
        console.note(console.text("vacancy_says_words"))
    yield from (_law(one, where, console) for one, where in _remarks(draft, arguments.jurisdiction))


def _remarks(draft: Draft, jurisdiction: str) -> Iterator[tuple[Remark, Where]]:
    """Yield what the law says of what was read, and where, whether or not its skills are settled."""
    try:
        posting = Vacancy.parse({"title": "-", **draft.facts, "requirements": []})
    except InputError:  # what is wrong with the facts is told; the law is asked once they stand
        posting = None
    if posting is not None:
        yield from ((remark, draft.place(remark.where)) for remark in lint(posting, jurisdiction))
    for one in draft.asked:
        yield from ((remark, one.where) for remark in unlawful([("", " ".join(one.words))]))


def _of_document(data: bytes, lookup: Lookup | None, arguments: Namespace, console: Console) -> Iterator[_Said]:
    try:
        vacancy = Vacancy.load(data, taxonomy=None if lookup is None else lookup.taxonomy)
    except MexBadgeError as error:
        yield from (_wrong(one, console) for one in error.all_problems)
        return
    if not any(one.asks for one in vacancy.requirements):
        yield _wrong(Problem("vacancy_asks_nothing", "/requirements"), console)
    yield from (_law(one, one.where, console) for one in lint(vacancy, arguments.jurisdiction))


def _wrong(problem: Problem, console: Console) -> _Said:
    return _Said(problem.code, problem.where, problem.message(console.lang), problem.hint(console.lang))


def _law(remark: Remark, where: Where, console: Console) -> _Said:
    text = remark.message(console.lang)
    said = message("vacancy_says_reminder", console.lang, text=text) if remark.reminder else text
    return _Said(remark.code, where or None, said, fault=not remark.reminder)


def _order(where: Where) -> tuple[int, str]:
    return (where, "") if isinstance(where, int) else (0, where or "")


def _say(one: _Said, console: Console) -> None:
    if console.json:
        outcome = "failed" if one.fault else "warned"
        facts = {"code": one.code, "outcome": outcome, "where": one.where, "message": one.message, "hint": one.hint}
        console.say(dumps(facts))
        return
    if console.look.quiet and not one.fault:
        return
    sign = console.look.paint("x" if console.look.ascii else "✗", "31") if one.fault else "!"
    console.say(f"  {sign} {place(one.where, console)}{one.message}")
    if one.hint:
        console.say(f"      {console.look.arrow} {one.hint}")
