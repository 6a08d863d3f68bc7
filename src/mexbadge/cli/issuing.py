"""``mexbadge issue`` in an issuer's folder: to one person, or to a list."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.bake import sniff
from mexbadge.cli import libraries
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, require_free, write
from mexbadge.cli.folder_options import end_of, new_identity, open_issuer, open_to_write, progress, require_known
from mexbadge.cli.issued_list import IssuedList
from mexbadge.cli.moments import moment
from mexbadge.cli.outputs import check_output, wanted
from mexbadge.cli.processors import processors
from mexbadge.errors import InputError, Problem, RosterError, SchemaError
from mexbadge.issuer import Achievement, Form, Issuer, RosterRow
from mexbadge.issuer.pipeline.working import working
from mexbadge.issuer.roster.reading import LeftOut, Roster, read_roster
from mexbadge.issuer.roster.reports import problems_csv
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.packed import Again
from mexbadge.tabular.sheet import FILE_BYTES

__all__ = ["to_a_list", "to_one"]

_MANY: Final = 300
"""From how many new badges on other processes help."""
_RESULT: Final = frozenset({"result", "results", "resultat", "resultats"})
"""The headings of a column that can be for nothing but the result in the badge."""
_FEW: Final = 10
"""How many of those who get nothing are named without ``-v``."""
_FEW_ALIKE: Final = 3
"""How many problems of one kind in one column are told without ``-v``."""
_DELIMITERS: Final = {",": '","', ";": '";"', "\t": "TAB"}


def to_one(arguments: Namespace, console: Console) -> int:
    """Issue to one person, and write what a verifier would fetch."""
    issuer = (open_issuer if arguments.dry_run else open_to_write)(arguments, console)
    person = new_identity(arguments.to)
    require_known(issuer, achievement=arguments.achievement)
    achievement = issuer.achievement(arguments.achievement)
    if arguments.dry_run:
        row = RosterRow(1, person, valid_from=moment(arguments.at), valid_until=end_of(arguments.until))
        problems = issuer.check_rows([row], achievement, form=_form(arguments))
        return _refused(problems, arguments, console) if problems else _nothing_written(1, console)
    check_output(arguments.out, sniff(issuer.image(achievement)))
    require_free(arguments.out, force=arguments.force)
    try:
        issued = issuer.issue(
            achievement,
            to=person,
            name=arguments.name,
            ref=arguments.ref,
            valid_from=moment(arguments.at),
            until=end_of(arguments.until),
            evidence=arguments.evidence,
            narrative=arguments.narrative,
            result=arguments.result,
            language=arguments.recipient_lang,
            form=_form(arguments),
            again=arguments.again,
        )
    except SchemaError as error:
        return _refused(error.problems, arguments, console)
    file = Path(issued.file or issuer.files)
    if issued.already and not file.is_file():
        issuer.restore_files([issued.id])
    if arguments.out:
        write(arguments.out, wanted(file.read_bytes(), arguments.out), console, force=arguments.force)
        file = Path(arguments.out)
    if console.json:
        facts = {
            "id": issued.id,
            "file": str(file),
            "page": issuer.shown_page(issued.page),
            "already": issued.already,
        }
        console.say(dumps(facts))
        return 0
    console.done("college_one_already" if issued.already else "cli_issued", id=issued.id, path=str(file))
    _next(issuer, file, console)
    return 0


def to_a_list(arguments: Namespace, console: Console) -> int:
    """Issue to everybody in a list: everything is checked before anything is signed."""
    roster = read_roster(
        read(arguments.csv, console, max_bytes=FILE_BYTES),
        mapping=_mapping(arguments.map),
        where=arguments.where,
        everyone=arguments.everyone,
        sheet=arguments.sheet,
        date_order=arguments.date_order,
        default_language=arguments.recipient_lang,
        at=datetime.now(UTC),
    )
    if not console.json:
        _describe(roster, arguments, console)
    if roster.problems:
        return _refused(roster.problems, arguments, console)
    rows = _dated(roster.rows, arguments)
    issuer = (open_issuer if arguments.dry_run else open_to_write)(arguments, console)
    require_known(issuer, achievement=arguments.achievement)
    achievement = issuer.achievement(arguments.achievement)
    try:
        if arguments.dry_run:
            problems = issuer.check_rows(rows, achievement, form=_form(arguments))
            if problems:
                return _refused(problems, arguments, console)
            return _nothing_written(_new(issuer, achievement, rows), console, roster.left_out)
        _issue_all(issuer, achievement, rows, arguments, console)
    except (RosterError, SchemaError) as error:
        return _refused(error.problems, arguments, console)
    return 0


def _form(arguments: Namespace) -> Form | None:
    return Form(arguments.form) if arguments.form else None


def _issue_all(
    issuer: Issuer, achievement: Achievement, rows: Sequence[RosterRow], arguments: Namespace, console: Console
) -> None:
    """Issue, write ``issued.csv`` meanwhile, and say what to do next."""
    folder = Path(arguments.out) if arguments.out else issuer.files
    new = _new(issuer, achievement, rows)
    with (
        working(issuer.folder),
        IssuedList(issuer, achievement, folder, console) as listed,
        progress(console, "college_progress") as told,
        _helpers(new) as executor,
    ):
        batch = issuer.issue_many(
            rows, achievement, form=_form(arguments), executor=executor, progress=told, told=listed.add
        )
        path = listed.finish()
    if console.json:
        return
    console.done("college_issued", count=batch.issued, already=batch.already, folder=str(folder))
    console.done("college_list_written", path=str(path))
    if listed.first is not None:
        _next(issuer, listed.first, console)


def _new(issuer: Issuer, achievement: Achievement, rows: Sequence[RosterRow]) -> int:
    """Return how many rows have no badge yet."""
    return len(rows) - sum(1 for _ in issuer.known_rows(rows, achievement))


@contextmanager
def _helpers(count: int) -> Iterator[Executor | None]:
    """Yield a pool of processes where there is enough to do for one."""
    helpers = processors()
    if count < _MANY or helpers == 1:
        yield None
        return
    with libraries.processes(helpers, _begin, None, ended="cli_process_ended_issuing") as pool:
        yield pool


def _begin(_: None) -> None:
    """Do nothing: who prepares badges needs nothing beforehand."""


def _mapping(given: Sequence[str]) -> dict[str, str]:
    """Read ``--map HEADING=FIELD``."""
    found: dict[str, str] = {}
    for text in given:
        heading, sign, what = text.rpartition("=")
        if not sign or not heading.strip():
            raise InputError("college_map", value=text)
        found[heading.strip()] = what.strip()
    return found


def _dated(rows: Sequence[RosterRow], arguments: Namespace) -> Sequence[RosterRow]:
    """Give rows without a date those of the command line."""
    start, end = moment(arguments.at), end_of(arguments.until)
    if start is None and end is None:
        return rows

    def dated() -> Iterator[RosterRow]:
        for row in rows:
            yield replace(row, valid_from=row.valid_from or start, valid_until=row.valid_until or end)

    return Again(dated, len(rows))


def _describe(roster: Roster, arguments: Namespace, console: Console) -> None:
    """Say how the list was read, so that a wrong encoding is seen before anything is issued."""
    tell = console.say if arguments.dry_run else console.note
    if roster.encoding or roster.sheet:
        how = "college_how_sheet" if roster.sheet else "college_how_text"
        delimiter = _DELIMITERS.get(roster.delimiter, "")
        values = {
            "file": arguments.csv,
            "rows": console.text("college_rows", count=roster.count),
            "how": console.text(how, encoding=roster.encoding, delimiter=delimiter, sheet=roster.sheet),
            "preview": roster.preview,
        }
        tell(console.text("college_read_preview" if roster.preview else "college_read", **values))
    _describe_notes(roster, console, tell)
    _describe_left_out(roster, console, tell)


def _describe_notes(roster: Roster, console: Console, tell: Callable[[str], None]) -> None:
    """Say each note once; columns that were not used in one line, rows that are alike by the first of them."""
    unused = [str(note.values["column"]) for note in roster.notes if note.code == "roster_column_ignored"]
    others = [note for note in roster.notes if note.code != "roster_column_ignored"]
    if unused:
        tell(f"  ! {console.text('college_unused', columns=', '.join(unused))}")
    for heading in [heading for heading, what in roster.columns if what == "result"]:
        if heading_key(heading) not in _RESULT:
            tell(f"  ! {console.text('college_result_used', column=heading)}")
    for note in others:
        line = "" if note.where is None else f"{console.text('college_line', line=note.where)}  "
        tell(f"  ! {line}{note.message(console.lang)}")
        if more := note.values.get("more"):
            tell(f"    {console.text('college_more_like_this', count=more)}")


def _describe_left_out(roster: Roster, console: Console, tell: Callable[[str], None]) -> None:
    """Name those who get nothing: all with ``-v``, else the first few."""
    if not roster.left_out:
        return
    tell(f"  ! {console.text('college_left_out', count=len(roster.left_out))}")
    shown = roster.left_out if console.look.verbose else roster.left_out[:_FEW]
    for one in shown:
        values = {"line": one.line, "who": one.who, "column": one.column, "value": one.value or "-"}
        tell(f"    {console.text('college_left_out_one', **values)}")
    if len(roster.left_out) > len(shown):
        tell(f"    {console.text('college_and_more', count=len(roster.left_out) - len(shown))}")


def _refused(problems: Sequence[Problem], arguments: Namespace, console: Console) -> int:
    """Say all that is wrong; nothing was issued."""
    if arguments.problems:
        write(arguments.problems, problems_csv(problems, console.lang), console, force=arguments.force, private=True)
    if console.json:
        for problem in problems:
            console.fail(problem)
        return 2
    tell: Callable[[str], None] = console.say if arguments.dry_run else console.insist
    tell("")
    columns = [str(problem.values.get("column", "")) for problem in problems]
    width = max(map(len, columns), default=0)
    alike = Counter(zip((problem.code for problem in problems), columns, strict=True))
    said: Counter[tuple[str, str]] = Counter()
    for problem, column in zip(problems, columns, strict=True):
        kind = (problem.code, column)
        said[kind] += 1
        if said[kind] > _FEW_ALIKE and not console.look.verbose:
            if said[kind] == alike[kind]:
                more = console.text("college_more_like_this", count=alike[kind] - _FEW_ALIKE)
                tell(f"  {'':<9}{column:<{width}}  {more}")
            continue
        place = (
            console.text("college_line", line=problem.where)
            if isinstance(problem.where, int)
            else str(problem.where or "")
        )
        tell(f"  {place:<9}{column:<{width}}  {problem.message(console.lang)}")
        if hint := problem.hint(console.lang):
            tell(f"  {'':<9}{'':<{width}}  {console.look.arrow} {hint}")
    tell("")
    code = "college_refused_written" if arguments.problems else "college_refused"
    tell(console.text(code, count=len(problems), path=arguments.problems or "problems.csv"))
    return 2


def _nothing_written(count: int, console: Console, left_out: Sequence[LeftOut] = ()) -> int:
    if console.json:
        nothing = [{"line": one.line, "who": one.who, "column": one.column, "value": one.value} for one in left_out]
        console.say(dumps({"would_issue": count, "get_nothing": nothing}))
    else:
        console.tell("college_dry_run", count=count)
    return 0


def _next(issuer: Issuer, file: Path, console: Console) -> None:
    console.note(console.text("college_verify", hosted=str(issuer.folder / "hosted"), file=str(file)))
