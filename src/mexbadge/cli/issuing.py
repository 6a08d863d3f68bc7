"""``mexbadge issue`` in an issuer's folder: to one person, or to a list."""

import os
import shutil
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.bake import sniff
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, reason_of, require_free, write
from mexbadge.cli.folder_options import end_of, new_identity, open_issuer, open_to_write, progress
from mexbadge.cli.moments import moment
from mexbadge.cli.outputs import check_output, wanted
from mexbadge.credentials.sharing import linkedin_url
from mexbadge.errors import InputError, Problem, RosterError, SchemaError
from mexbadge.issuer import Achievement, Batch, Form, Issuer, RosterRow
from mexbadge.issuer.folder.delivery import write_file
from mexbadge.issuer.pipeline.types import RowResult
from mexbadge.issuer.roster.reading import LeftOut, Roster, read_roster
from mexbadge.issuer.roster.reports import IssuedLine, issued_parts, problems_csv
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.sheet import FILE_BYTES, read_sheet

__all__ = ["to_a_list", "to_one"]

_MANY: Final = 300
"""From how many new badges on other processes help."""
_PORTION: Final = 500
_START: Final = 16 * 1024
_ISSUED: Final = "issued.csv"
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
            "page": issuer.page_url(issued.page or ""),
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
    achievement = issuer.achievement(arguments.achievement)
    try:
        if arguments.dry_run:
            problems = issuer.check_rows(rows, achievement, form=_form(arguments))
            known = issuer.known_rows(rows, achievement)
            return (
                _refused(problems, arguments, console)
                if problems
                else _nothing_written(len(rows) - len(known), console, roster.left_out)
            )
        batch = _issued(issuer, achievement, rows, (_form(arguments), console))
        issuer.restore_files(one.id for one in batch.results if one.already and not (issuer.files / one.file).is_file())
    except (RosterError, SchemaError) as error:
        return _refused(error.problems, arguments, console)
    _report(issuer, achievement, (rows, batch), arguments, console)
    return 0


def _form(arguments: Namespace) -> Form | None:
    return Form(arguments.form) if arguments.form else None


def _issued(
    issuer: Issuer, achievement: Achievement, rows: Sequence[RosterRow], how: tuple[Form | None, Console]
) -> Batch:
    form, console = how
    new = len(rows) - len(issuer.known_rows(rows, achievement))
    with progress(console, "college_progress") as told, _helpers(new) as executor:
        return issuer.issue_many(rows, achievement, form=form, executor=executor, progress=told)


@contextmanager
def _helpers(count: int) -> Iterator[Executor | None]:
    """Yield a pool of processes where there is enough to do for one."""
    processors = os.cpu_count() or 1
    if count < _MANY or processors == 1:
        yield None
        return
    from multiprocessing import get_context  # noqa: PLC0415 - only for long lists

    with ProcessPoolExecutor(processors, mp_context=get_context("spawn")) as pool:
        yield pool


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
    return [replace(row, valid_from=row.valid_from or start, valid_until=row.valid_until or end) for row in rows]


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
    short = [note for note in roster.notes if note.code == "roster_short_row"]
    others = [note for note in roster.notes if note.code not in {"roster_short_row", "roster_column_ignored"}]
    if unused:
        tell(f"  ! {console.text('college_unused', columns=', '.join(unused))}")
    for heading in [heading for heading, what in roster.columns if what == "result"]:
        if heading_key(heading) not in _RESULT:
            tell(f"  ! {console.text('college_result_used', column=heading)}")
    for note in [*others, *short[:1]]:
        line = "" if note.where is None else f"{console.text('college_line', line=note.where)}  "
        tell(f"  ! {line}{note.message(console.lang)}")
    if len(short) > 1:
        tell(f"    {console.text('college_more_like_this', count=len(short) - 1)}")


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
    tell: Callable[[str], None] = console.say if arguments.dry_run else lambda text: print(text, file=console.err)
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


def _report(
    issuer: Issuer,
    achievement: Achievement,
    made: tuple[Sequence[RosterRow], Batch],
    arguments: Namespace,
    console: Console,
) -> None:
    """Write ``issued.csv``, copy the files where they were asked for, and say what to do next."""
    rows, batch = made
    folder = Path(arguments.out) if arguments.out else issuer.files
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.resolve() != issuer.files.resolve():
            for one in batch.results:
                if not (folder / one.file).exists():
                    shutil.copyfile(issuer.files / one.file, folder / one.file)
    except OSError as error:
        raise InputError("cli_cannot_write", path=str(folder), reason=reason_of(error, console)) from None
    path = _list_path(folder, {result.id for result in batch.results})
    write_file(path, issued_parts(_lines(issuer, achievement, rows, batch)), owned=True)
    if console.json:
        for line in _lines(issuer, achievement, rows, batch):
            facts = {"line": line.line, "id": line.id, "file": line.file, "page": line.page, "linkedin": line.linkedin}
            console.say(dumps({**facts, "already": line.already}))
        return
    console.done("college_issued", count=batch.issued, already=batch.already, folder=str(folder))
    console.done("college_list_written", path=str(path))
    if batch.results:
        _next(issuer, folder / batch.results[0].file, console)


def _lines(issuer: Issuer, achievement: Achievement, rows: Sequence[RosterRow], batch: Batch) -> Iterator[IssuedLine]:
    """Yield the lines of ``issued.csv``, some at a time; both lists are in the order of the lines."""
    by_line = {row.line: row for row in rows}
    for at in range(0, len(batch.results), _PORTION):
        some = batch.results[at : at + _PORTION]
        dates = issuer.register.dates([result.id for result in some])
        yield from (_line(issuer, achievement, (by_line[result.line], result), dates[result.id]) for result in some)


def _line(
    issuer: Issuer, achievement: Achievement, made: tuple[RosterRow, RowResult], dates: tuple[str, str | None]
) -> IssuedLine:
    row, result = made
    start, end = dates
    page = issuer.page_url(result.page)
    organization = str(issuer.settings.profile(row.language)["name"])
    facts = {"name": achievement.name, "organization": organization, "page": page, "id": result.id}
    return IssuedLine(
        line=result.line,
        ref=row.ref or "",
        name=row.name or " ".join(filter(None, (row.first_name, row.last_name))),
        email=row.recipient.value,
        id=result.id,
        file=result.file,
        page=page,
        linkedin=linkedin_url(facts, valid_from=start, valid_until=end),
        already=result.already,
    )


def _list_path(folder: Path, ids: set[str]) -> Path:
    """Return where the list goes: over that of an earlier run of the same rows, beside that of another list."""
    number = 1
    while True:
        path = folder / (_ISSUED if number == 1 else f"issued-{number}.csv")
        if not path.exists():
            return path
        if _begins_with(path, ids) and {row[at] for row, at in _ids(path.read_bytes())} <= ids:
            return path
        number += 1


def _begins_with(path: Path, ids: set[str]) -> bool:
    """Return whether the first line of an earlier list is among ``ids``: of most, no more has to be read."""
    with path.open("rb") as file:
        start = file.read(_START).rpartition(b"\n")[0]
    return any(row[at] in ids for row, at in _ids(start)[:1])


def _ids(content: bytes) -> list[tuple[Sequence[str], int]]:
    """Return the rows of a list, each with the place of the id in it."""
    sheet = read_sheet(content, len)
    columns = sheet.rows[0][1] if sheet.rows else ()
    at = columns.index("id") if "id" in columns else None
    return [] if at is None else [(row, at) for _, row in sheet.rows[1:] if at < len(row)]


def _next(issuer: Issuer, file: Path, console: Console) -> None:
    console.note(console.text("college_verify", hosted=str(issuer.folder / "hosted"), file=str(file)))
