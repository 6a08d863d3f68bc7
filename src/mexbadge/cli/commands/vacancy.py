"""Vacancies.

- ``vacancy template``: the table of a vacancy to fill in, empty or with what a posting says.
- ``vacancy new``: a vacancy from a table, the text of a posting or a JobPosting, and a person's choices.
- ``vacancy check``: what is wrong with a vacancy, and what the law asks of its posting, each at its line.
- ``vacancy export``: a vacancy as a JobPosting of schema.org, with a list of what is lost in it.
"""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, require_free, write
from mexbadge.cli.parser import Parser
from mexbadge.cli.vacancies import (
    TABLES,
    asked,
    draft_of,
    draft_of_nothing,
    hinted,
    lookup_of,
    options_of,
    place,
    source_options,
    tell,
)
from mexbadge.errors import InputError, MexBadgeError, Problem, RosterError, Where, within
from mexbadge.match.drafts import (
    Answers,
    Draft,
    Lookup,
    Question,
    Settled,
    choices_csv,
    is_table,
    is_vacancies_table,
    job_postings,
    read_choices,
    read_posting,
    read_vacancies_table,
    read_vacancy_table,
    settle,
    settle_vacancies,
    template_csv,
    template_workbook,
    vacancies_csv,
    vacancies_workbook,
)
from mexbadge.match.drafts.draft import slug, wording
from mexbadge.match.drafts.page import holds_posting
from mexbadge.match.jobposting import to_job_posting
from mexbadge.match.posting_rules import Remark, lint, unlawful
from mexbadge.match.vacancy import RequirementKind, Vacancy
from mexbadge.skills.levels import level_in_words
from mexbadge.tabular.sheet import FILE_BYTES
from mexbadge.texts import LANGUAGES, Lang, message

EXAMPLES_TEMPLATE: Final = (
    "mexbadge vacancy template --out vacancy.csv",
    "mexbadge vacancy template --noc 33102 --taxonomy ESCO.zip --crosswalk noc-esco.csv --out vacancy.csv",
    "mexbadge vacancy template posting.txt --taxonomy skills.csv --out vacancy.xlsx",
    "mexbadge vacancy template --many --out vacancies.csv",
)


def configure_template(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("source", nargs="?", metavar="FILE|URL", text="vacancy_help_template_source")
    parser.option("--out", metavar="FILE", text="vacancy_help_template_out")
    parser.option("--many", action="store_true", text="vacancy_help_many")
    source_options(parser)
    parser.option("--force", action="store_true", text="cli_help_force")


def run_template(arguments: Namespace, console: Console) -> int:
    """Write the table."""
    arguments.out = arguments.out or ("vacancies.csv" if arguments.many else "vacancy.csv")
    if arguments.many:
        return _template_of_many(arguments, console)
    draft = None
    if arguments.source or arguments.noc:
        lookup = lookup_of(arguments)
        read = draft_of(arguments.source, arguments, console, lookup) if arguments.source else Draft()
        draft = hinted(read, arguments, console, lookup)
        tell((*draft.problems, *draft.notes), console)
    book = Path(arguments.out).suffix.lower() == ".xlsx"
    data = template_workbook(console.lang, draft) if book else template_csv(console.lang, draft)
    write(arguments.out, data, console, force=arguments.force)
    if arguments.out != "-":
        console.note(console.text("cli_written", path=arguments.out))
        console.note(console.text("vacancy_says_fill", path=arguments.out))
        if draft is not None and any(one.options for one in draft.asked):
            console.note(console.text("vacancy_says_suggestions"))
    return 0


def _template_of_many(arguments: Namespace, console: Console) -> int:
    if arguments.source or arguments.noc:
        raise InputError("cli_too_many_arguments", word="--many", command="mexbadge vacancy template")
    book = Path(arguments.out).suffix.lower() == ".xlsx"
    data, _ = (vacancies_workbook if book else vacancies_csv)((), console.lang)
    write(arguments.out, data, console, force=arguments.force)
    if arguments.out != "-":
        console.note(console.text("cli_written", path=arguments.out))
        console.note(console.text("vacancy_says_fill", path=arguments.out))
    return 0


EXAMPLES_NEW: Final = (
    "mexbadge vacancy new vacancy.csv --taxonomy skills.csv --out vacancy.json",
    "mexbadge vacancy new vacancy.csv --taxonomy skills.csv --ask choices.csv",
    "mexbadge vacancy new vacancy.csv --taxonomy skills.csv --choices choices.csv --out vacancy.json",
    "mexbadge vacancy new --noc 33102 --title Aide --taxonomy ESCO.zip --crosswalk noc-esco.csv --ask q.csv",
    "mexbadge vacancy new https://jobs.example.ca/psw-nights --taxonomy skills.csv",
)
_MOST: Final = 100


def configure_new(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("source", nargs="?", metavar="FILE|URL", text="vacancy_help_source")
    parser.option("--out", metavar="FILE", text="vacancy_help_out")
    parser.option("--ask", metavar="FILE", text="vacancy_help_ask")
    parser.option("--choices", metavar="FILE", text="vacancy_help_choices")
    parser.option("--count", type=int, default=5, metavar="N", text="vacancy_help_count")
    source_options(parser)
    parser.option("--force", action="store_true", text="cli_help_force")


def run_new(arguments: Namespace, console: Console) -> int:
    """Make the vacancy; exit code 1 where questions are open, and then nothing is written but the questions."""
    if not 1 <= arguments.count <= _MOST:
        raise InputError("cli_missing_argument", names="--count 1-100", command="mexbadge vacancy new")
    lookup = lookup_of(arguments)
    if not arguments.source and not arguments.noc:
        raise InputError("cli_missing_argument", names="FILE|URL | --noc", command="mexbadge vacancy new")
    if (drafts := _many_in(arguments, console)) is not None:
        return _new_many(drafts, lookup, arguments, console)
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


def _many_in(arguments: Namespace, console: Console) -> tuple[tuple[int, Draft], ...] | None:
    """Return the drafts of a table of many vacancies; ``None`` where the source is anything else."""
    if not arguments.source or Path(arguments.source).suffix.lower() not in TABLES or "://" in arguments.source:
        return None
    data = read(arguments.source, console, max_bytes=FILE_BYTES)
    with within(arguments.source):
        return read_vacancies_table(data, arguments.sheet) if is_vacancies_table(data) else None


def _new_many(
    drafts: Sequence[tuple[int, Draft]], lookup: Lookup | None, arguments: Namespace, console: Console
) -> int:
    """Make every vacancy of a table, or none; exit code 1 where questions are open."""
    answers = _answers(arguments, console, lookup)
    settled = settle_vacancies(drafts, lookup, answers, options=arguments.count)
    questions = _questions(settled)
    wrong = [problem for _, one in settled for problem in one.problems]
    if questions and not wrong and not arguments.ask and _at_terminal(arguments, console):
        answers = {**answers, **asked(questions, console, lookup)}
        settled = settle_vacancies(drafts, lookup, answers, options=arguments.count)
        questions = _questions(settled)
    tell([note for _, one in settled for note in one.notes], console)
    if questions:
        _leave_open(questions, arguments, console, lookup)
    wrong = [problem for _, one in settled for problem in one.problems]
    if not settled:
        wrong.append(Problem("vacancies_none", None))
    if wrong:
        error = RosterError(wrong)
        error.source = arguments.source
        raise error
    made = [one.vacancy for _, one in settled if one.vacancy is not None]
    if questions:
        return 1
    folder = Path(arguments.out or "vacancies")
    paths = [str(folder / f"{slug(one.id) or 'vacancy'}.json") for one in made]
    for path in paths:
        require_free(path, force=arguments.force)
    for path, one in zip(paths, made, strict=True):
        write(path, f"{dumps(one.to_json(), indent=2)}\n".encode(), console, force=arguments.force)
        if console.json:
            console.say(dumps({"written": path, "vacancy": one.to_json()}))
    if not console.json:
        console.done("vacancies_says_made", count=len(made), folder=str(folder))
    return 0


def _questions(settled: Iterable[tuple[int, Settled]]) -> tuple[Question, ...]:
    """Return the questions of all rows, each wording once."""
    found: dict[str, Question] = {}
    for _, one in settled:
        for question in one.questions:
            found.setdefault(wording(question.words), question)
    return tuple(found.values())


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
        level = "" if one.level is None else f" ({level_in_words(one.level, console.lang)})"
        code = "vacancy_says_nice" if one.kind is RequirementKind.NICE else "vacancy_says_must"
        lines.append(f"  {console.text(code, what=f'{what}{level}')}")
    if not console.look.quiet:
        console.say("\n".join(lines))


EXAMPLES_CHECK: Final = (
    "mexbadge vacancy check vacancy.csv --taxonomy skills.csv",
    "mexbadge vacancy check vacancy.json",
)


def configure_check(parser: Parser) -> None:
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


def run_check(arguments: Namespace, console: Console) -> int:
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
    if is_vacancies_table(data):
        yield from _of_many(data, lookup, arguments, console)
    elif holds_posting(data):
        yield from _of_posting(data, lookup, arguments, console)
    elif Path(arguments.vacancy).suffix.lower() in TABLES or is_table(data):
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
    yield from _of_drafts([(draft, settle(draft, lookup))], lookup, arguments, console)


def _of_many(data: bytes, lookup: Lookup | None, arguments: Namespace, console: Console) -> Iterator[_Said]:
    try:
        drafts = read_vacancies_table(data, arguments.sheet)
    except InputError as error:
        yield from (_wrong(one, console) for one in error.all_problems)
        return
    if not drafts:
        yield _wrong(Problem("vacancies_none", None), console)
    settled = settle_vacancies(drafts, lookup)
    both = [(draft, one) for (_, draft), (_, one) in zip(drafts, settled, strict=True)]
    yield from _of_drafts(both, lookup, arguments, console)


def _of_posting(data: bytes, lookup: Lookup | None, arguments: Namespace, console: Console) -> Iterator[_Said]:
    drafts = [read_posting(one, lookup, lang=console.lang) for one in job_postings(data)]
    yield from _of_drafts([(one, settle(one, lookup)) for one in drafts], lookup, arguments, console)


def _of_drafts(
    drafts: Sequence[tuple[Draft, Settled]], lookup: Lookup | None, arguments: Namespace, console: Console
) -> Iterator[_Said]:
    """Yield what is wrong or open in drafts, then what the law says of each."""
    found: list[_Said] = []
    unlisted = False
    for _, settled in drafts:
        problems = [one for one in settled.problems if lookup is not None or one.code != "vacancy_no_list"]
        unlisted = unlisted or len(problems) < len(settled.problems)
        problems += [question.problem for question in settled.questions]
        found += [_wrong(one, console) for one in problems]
    yield from sorted(found, key=lambda one: _order(one.where))
    tell([note for _, settled in drafts for note in settled.notes], console)
    if unlisted:
        console.note(console.text("vacancy_says_words"))
    for draft, _ in drafts:
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


EXAMPLES_EXPORT: Final = (
    "mexbadge vacancy export vacancy.json --out posting.json",
    "mexbadge vacancy export vacancy.json --posting-lang fr --out offre.json",
    "mexbadge vacancy export vacancies --out vacancies.csv",
)


def configure_export(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("vacancy", metavar="FILE|DIR", text="vacancy_help_export")
    parser.option("--out", default="posting.json", metavar="FILE", text="vacancy_help_export_out")
    parser.option("--posting-lang", choices=LANGUAGES, text="vacancy_help_posting_lang")
    parser.option("--force", action="store_true", text="cli_help_force")


def run_export(arguments: Namespace, console: Console) -> int:
    """Write the posting, and say what it does not say."""
    lang = arguments.posting_lang or console.lang
    if Path(arguments.out).suffix.lower() in {".csv", ".xlsx"}:
        return _export_table(lang, arguments, console)
    posting, lost = to_job_posting(Vacancy.load(arguments.vacancy), lang)
    write(arguments.out, f"{dumps(posting, indent=2)}\n".encode(), console, force=arguments.force)
    if console.json and arguments.out != "-":
        said = [{"code": one.code, "where": one.where, "message": one.message(console.lang)} for one in lost]
        console.say(dumps({"written": arguments.out, "posting": posting, "lost": said}))
        return 0
    if arguments.out != "-":
        console.note(console.text("cli_written", path=arguments.out))
    tell(lost, console)
    return 0


def _export_table(lang: Lang, arguments: Namespace, console: Console) -> int:
    """Write the vacancies of a file or a folder as one table, and say what has no column."""
    given = Path(arguments.vacancy)
    paths = [given]
    if given.is_dir():
        paths = sorted(one for one in given.glob("*") if one.suffix.lower() in {".json", ".toml"})
    if not paths:
        raise InputError("cli_cannot_read", path=arguments.vacancy, reason="*.json, *.toml")
    vacancies = [Vacancy.load(path) for path in paths]
    book = Path(arguments.out).suffix.lower() == ".xlsx"
    data, lost = (vacancies_workbook if book else vacancies_csv)(vacancies, lang)
    write(arguments.out, data, console, force=arguments.force)
    if console.json:
        said = [{"code": one.code, "where": one.where, "message": one.message(console.lang)} for one in lost]
        console.say(dumps({"written": arguments.out, "vacancies": len(vacancies), "lost": said}))
        return 0
    console.note(console.text("cli_written", path=arguments.out))
    tell(lost, console)
    return 0
