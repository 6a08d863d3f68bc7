"""``mexbadge exchange report | hired``: what an exchange tells in figures, and what is said of hires."""

from argparse import Namespace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.exchange_options import exchange_options, network_options, open_exchange
from mexbadge.cli.files import read, write
from mexbadge.cli.hire_options import hire_of, hire_options, hires_in
from mexbadge.cli.moments import day
from mexbadge.cli.parser import Parser
from mexbadge.cli.results import people_in
from mexbadge.errors import InputError, Problem, RosterError
from mexbadge.match.exchange.reports.making import AskedOf
from mexbadge.match.exchange.reports.pages import report_page
from mexbadge.match.exchange.reports.quarters import Quarter
from mexbadge.match.exchange.reports.table import ExchangeReport, ReportKind
from mexbadge.match.exchange.reports.writing import dictionary_csv, report_csv, report_json, told
from mexbadge.match.supply import LEAST
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.named import read_named
from mexbadge.tabular.sheet import FILE_BYTES
from mexbadge.texts import shown

EXAMPLES_REPORT: Final = (
    "mexbadge exchange report demand -C mex",
    "mexbadge exchange report demand -C mex --from 2026-07-01 --to 2026-09-30 --html demand.html",
    "mexbadge exchange report placed -C mex --from 2026-07-01 --to 2026-09-30 --csv placed.csv",
    "mexbadge exchange report impact -C mex --from 2026-07-01 --to 2026-09-30 --groups answers.csv",
    "mexbadge exchange report team -C mex --from 2026-07-01 --to 2026-09-30 --employer pine-ridge --team staff",
)


def configure_report(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("kind", choices=tuple(one.value for one in ReportKind), text="exchange_help_report")
    parser.option("--from", dest="since", metavar="DAY", text="exchange_help_from")
    parser.option("--to", dest="until", metavar="DAY", text="exchange_help_to")
    parser.option("--csv", metavar="FILE", text="exchange_help_report_csv")
    parser.option("--html", metavar="FILE", text="exchange_help_report_html")
    parser.option("--least", type=int, default=LEAST, metavar="NUMBER", text="exchange_help_least")
    parser.option("--groups", metavar="FILE", text="exchange_help_groups")
    parser.option("--employer", metavar="ID", text="exchange_help_employer")
    parser.option("--team", metavar="DIR|FILE", text="exchange_help_team")
    parser.option("--force", action="store_true", text="cli_help_force")
    exchange_options(parser)
    network_options(parser)


def run_report(arguments: Namespace, console: Console) -> int:
    """Say or write a report; exit code 2 where somebody of a team could not be read."""
    if arguments.least < LEAST:
        raise InputError("exchange_report_least", value=arguments.least)
    asked, whole = _asked(arguments, console)
    exchange = open_exchange(arguments)
    days = _days(arguments, exchange.config.day(exchange.now()))
    report = exchange.report(arguments.kind, days, least=arguments.least, asked=asked)
    files: dict[str, bytes] = {}
    if arguments.csv:
        place = Path(arguments.csv)
        files[arguments.csv] = report_csv(report)
        if arguments.csv != "-":
            files[str(place.with_name(f"{place.stem}-dictionary.csv"))] = dictionary_csv(report)
    if arguments.html:
        files[arguments.html] = report_page(report, console.lang).encode()
    for name, content in files.items():
        write(name, content, console, force=arguments.force)
        if name != "-":
            console.note(console.text("cli_written", path=name))
    if console.json:
        console.say(dumps(report_json(report)))
    elif not files:
        _say(report, console)
    return 0 if whole else 2


def _days(arguments: Namespace, today: date) -> tuple[date, date]:
    """Return the days that were typed; else the quarter so far, or the last one that is over where whole ones count."""
    now = Quarter.of(today)
    last = now.later(-1)
    quarters = ReportKind(arguments.kind) in ReportKind.by_quarters()
    usual = (last.first, now.first - timedelta(days=1)) if quarters else (now.first, today)
    return day(arguments.since) or usual[0], day(arguments.until) or usual[1]


def _asked(arguments: Namespace, console: Console) -> tuple[AskedOf, bool]:
    """Read what comes with the question, and return whether all of it could be read."""
    if arguments.kind == ReportKind.IMPACT.value:
        if not arguments.groups:
            raise InputError("exchange_report_more", kind=arguments.kind, option="--groups")
        return AskedOf(groups=_groups(arguments.groups, console)), True
    if arguments.kind == ReportKind.TEAM.value:
        if not arguments.employer or not arguments.team:
            raise InputError("exchange_report_more", kind=arguments.kind, option="--employer --team")
        people, whole = people_in(arguments.team, console)
        return AskedOf(employer=arguments.employer, team=people), whole
    return AskedOf(), True


def _groups(name: str, console: Console) -> dict[str, str]:
    """Read the groups of applicants; raise :class:`RosterError` ``exchange_groups`` with every line that is none."""
    wanted = {heading_key(one): one for one in ("applicant", "group")}
    table = read_named(read(name, console, max_bytes=FILE_BYTES), wanted)
    if table.problems:
        raise RosterError(table.problems)
    if sorted(heading_key(cell) for cell in table.headings if cell.strip()) != sorted(wanted):
        raise InputError("exchange_groups", where=table.line, place=f"{name}:{table.line}")
    found: dict[str, str] = {}
    problems = []
    for line, cells in table.rows():
        who, group = cells.get("applicant", ""), cells.get("group", "")
        if not who or not group or who in found:
            problems.append(Problem("exchange_groups", line, {"place": f"{name}:{line}"}))
        found[who] = group
    if problems:
        raise RosterError(problems)
    return found


def _say(report: ExchangeReport, console: Console) -> None:
    """Say a report: each row, then what each figure means."""
    lang = console.lang
    of = report.of.text(lang) or ""
    console.say(report.title(lang))
    console.say(console.text("exchange_report_days_said", of=shown(of), since=report.since, until=report.until))
    for line in report.about(lang):
        console.say(line)
    console.say("")
    if not report.rows:
        console.say(console.text("exchange_report_nothing"))
    for row in report.rows:
        pairs = zip(report.columns, row, strict=True)
        said = ((column, told(value, lang)) for column, value in pairs)
        console.say("; ".join(f"{column.heading(lang)}: {shown(text)}" for column, text in said if text))
    console.say("")
    console.say(console.text("exchange_report_definitions"))
    for column in report.columns:
        console.say(f"  {column.heading(lang)}: {column.meaning(lang)}")


EXAMPLES_HIRED: Final = (
    "mexbadge exchange hired -C mex 0f3a9c2b1d4e --start 2026-09-01 --hours 37.5 --noc 33102",
    "mexbadge exchange hired -C mex 0f3a9c2b1d4e --employed-90 yes",
    "mexbadge exchange hired -C mex --csv hires.csv",
)


def configure_hired(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("match", nargs="?", metavar="ID", text="exchange_help_hired")
    hire_options(parser, later=True)
    parser.option("--csv", metavar="FILE", text="exchange_help_hired_csv")
    exchange_options(parser)


def run_hired(arguments: Namespace, console: Console) -> int:
    """Write down what is said of one hire, or of many: all or nothing."""
    facts = hire_of(arguments)
    if arguments.csv and (arguments.match or facts is not None):
        raise InputError("cli_missing_argument", names="ID | --csv", command="mexbadge exchange hired")
    if arguments.csv:
        said = hires_in(arguments.csv, console)
    elif arguments.match and facts is not None:
        said = [(arguments.match, facts)]
    else:
        raise InputError("cli_missing_argument", names="ID --start … | --csv", command="mexbadge exchange hired")
    count = open_exchange(arguments).record_hires(said)
    if console.json:
        console.say(dumps({"hires": count}))
    else:
        console.done("exchange_hires_told", count=count)
    return 0
