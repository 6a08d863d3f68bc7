"""``mexbadge check``: whether an issuer's folder is complete and a stranger would accept its badges; files by form."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.badge_files import address_of, badges_in
from mexbadge.cli.console import Console
from mexbadge.cli.contexts import contexts_of
from mexbadge.cli.files import STDIN, read
from mexbadge.cli.folder_options import folder_options, open_issuer
from mexbadge.cli.judging import worst
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, MexBadgeError, Problem
from mexbadge.fetch import ResourceSet, nothing
from mexbadge.fetch.resources import INDEX
from mexbadge.issuer import Issuer, Record, Status
from mexbadge.issuer.checkup import REMARKS, check_folder
from mexbadge.verify import Verdict, Verifier
from mexbadge.verify.form import FormReport, Shape
from mexbadge.verify.form.checking import check_form
from mexbadge.verify.form.text import render

EXAMPLES: Final = (
    "mexbadge check",
    "mexbadge check badges --json",
    "mexbadge check profile.json",
    "mexbadge check *.json",
)
_HEADING: Final = "college_heading_empty"
_FEW_ALIKE: Final = 8
"""How many problems of one kind are told without ``-v``."""


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("paths", nargs="*", metavar="FILE|DIR", text="cli_help_check")
    parser.option("--context", action="append", default=[], metavar="URL=FILE#sha256=HEX", text="cli_help_context")
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Say everything that is to be said; 1 where something is wrong, 0 where there are remarks at most."""
    if arguments.paths and not _is_folder(arguments.paths):
        return _check_files(arguments.paths, arguments, console)
    arguments.folder = arguments.paths[0] if arguments.paths else arguments.folder
    folder, at = Path(arguments.folder), datetime.now(UTC)
    problems: list[Problem] = []
    issuer: Issuer | None = None
    try:
        issuer = open_issuer(arguments, console)
    except MexBadgeError as error:
        problems.append(error.problem)
    seen = {problem.code for problem in problems}
    problems += [problem for problem in check_folder(folder, issuer, at=at) if problem.code not in seen]
    if issuer is not None:
        problems += _as_a_stranger(issuer, at)
    _say_all(problems, console)
    faults = sum(problem.code not in REMARKS for problem in problems)
    if not console.json:
        code = "college_in_order" if not problems else "college_checked"
        console.tell(code, folder=str(folder), count=faults, remarks=len(problems) - faults)
    return 1 if faults else 0


def _is_folder(paths: list[str]) -> bool:
    """Return whether one folder is meant, be it missing, and not files."""
    only = Path(paths[0])
    missing = not (only.exists() or only.suffix or paths[0] == STDIN or address_of(paths[0]) is not None)
    return len(paths) == 1 and (only.is_dir() or missing)


def _as_a_stranger(issuer: Issuer, at: datetime) -> Iterator[Problem]:
    """Verify the newest badge of each achievement and key as somebody who knows nothing but the hosted documents."""
    newest: dict[tuple[str, str], Record] = {}
    for record in issuer.list():
        if record.status is Status.ACTIVE and record.forgotten is None:
            newest[record.achievement, record.key] = record
    if not newest:
        return
    hosted = issuer.folder / "hosted"
    if not (hosted / INDEX).is_file():
        yield Problem("college_hosted_missing", f"hosted/{INDEX}", {"path": f"hosted/{INDEX}"})
        return
    try:
        verifier = Verifier(fetch=ResourceSet.load(hosted))
    except MexBadgeError as error:
        yield error.problem
        return
    for record in newest.values():
        path = issuer.files / record.file
        if not path.is_file() or datetime.fromisoformat(record.valid_from) > at:
            continue
        report = verifier.verify(path.read_bytes(), at=at, name=record.file)
        if report.verdict not in {Verdict.VALID, Verdict.WARNING}:
            worst = next(one for one in report.findings if one.outcome.value in {"failed", "unknown"})
            yield Problem("college_stranger", record.file, {"file": record.file, "code": str(worst.code)})


def _say_all(problems: Sequence[Problem], console: Console) -> None:
    """Say every problem; of many of one kind the first few, with ``-v`` and as data all of them."""
    alike, said = Counter(problem.code for problem in problems), Counter[str]()
    for problem in problems:
        said[problem.code] += 1
        if console.json or console.look.verbose or said[problem.code] <= _FEW_ALIKE:
            _say(problem, console)
        elif said[problem.code] == alike[problem.code] and not (console.look.quiet and problem.code in REMARKS):
            count = alike[problem.code] - _FEW_ALIKE
            console.say(f"      {console.text('college_more_alike', count=count)}")


def _say(problem: Problem, console: Console) -> None:
    fault = problem.code not in REMARKS
    values = dict(problem.values)
    if problem.code == _HEADING:
        values["heading"] = console.text(f"college_framework_{values['heading']}")
    said = Problem(problem.code, problem.where, values)
    if console.json:
        outcome = "failed" if fault else "warned"
        facts = {"code": said.code, "outcome": outcome, "where": said.where}
        console.say(dumps({**facts, "message": said.message(console.lang), "hint": said.hint(console.lang)}))
        return
    if console.look.quiet and not fault:
        return
    sign = console.look.paint("x" if console.look.ascii else "✗", "31") if fault else "!"
    place = f"{said.where}: " if said.where is not None else ""
    lines = console.look.wrapped(f"  {sign} ", f"{place}{said.message(console.lang)}", indent=4)
    if hint := said.hint(console.lang):
        lines += console.look.wrapped(f"      {console.look.arrow} ", hint, indent=8)
    console.say("\n".join(lines))


_FORM_CODES: Final = {Shape.WELL_FORMED: 0, Shape.REMARKS: 0, Shape.NOT_WELL_FORMED: 1, Shape.UNKNOWN: 3}


def _check_files(names: Sequence[str], arguments: Namespace, console: Console) -> int:
    """Say of each file what it is and whether it is well formed; one that cannot be read does not stop the rest."""
    contexts = contexts_of(arguments, nothing, console)
    codes: list[int] = []
    for name in badges_in(names):
        try:
            if address_of(name) is not None:
                raise InputError("cli_check_address", address=name)
            report = check_form(read(name, console), contexts=contexts, name=name)
        except MexBadgeError as error:
            console.fail(error)
            codes.append(2)
            continue
        _say_form(report, console, first=not codes)
        codes.append(_FORM_CODES[report.shape])
    return worst(codes)


def _say_form(report: FormReport, console: Console, *, first: bool) -> None:
    if console.json:
        console.say(dumps(report.to_json(console.lang)))
        return
    if not first and not console.look.quiet:
        console.say("")
    console.say(render(report, console.lang, look=console.look))
