"""``mexbadge exchange why | record | person | retention | board``: what the administrator looks at, and writes down."""

from argparse import Namespace
from typing import Final

from mexbadge._json import JsonObject, dumps
from mexbadge.cli.console import Console
from mexbadge.cli.exchange_options import exchange_options, network_options, open_exchange
from mexbadge.cli.files import read, reason_of, write
from mexbadge.cli.hire_options import hire_of, hire_options
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.tabular.sheet import FILE_BYTES
from mexbadge.texts import shown

EXAMPLES_WHY: Final = (
    "mexbadge exchange why -C mex restorative-aide aisha",
    "mexbadge exchange why -C mex restorative-aide ben --resources demo",
)


def configure_why(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("vacancy", metavar="VACANCY", text="exchange_help_vacancy")
    parser.option("applicant", metavar="APPLICANT", text="exchange_help_applicant")
    exchange_options(parser)
    network_options(parser)


def run_why(arguments: Namespace, console: Console) -> int:
    """Say what was decided about two, and how they compare now."""
    lines = open_exchange(arguments).why(arguments.vacancy, arguments.applicant, console.lang)
    if console.json:
        console.say(dumps({"lines": lines}))
        return 0
    for line in lines:
        console.say(line)
    return 0


EXAMPLES_RECORD: Final = (
    "mexbadge exchange record -C mex 0f3a9c2b1d4e employer yes",
    "mexbadge exchange record -C mex --csv telephone.csv",
    "mexbadge exchange record -C mex 0f3a9c2b1d4e employer yes --start 2026-09-01 --hours 37.5 --noc 33102",
)


def configure_record(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("about", nargs="?", metavar="ID", text="exchange_help_about")
    parser.option("party", nargs="?", choices=("applicant", "employer", "college"), text="exchange_help_party")
    parser.option("answer", nargs="?", choices=("yes", "no", "gone"), text="exchange_help_answer")
    parser.option("--csv", metavar="FILE", text="exchange_help_record_csv")
    hire_options(parser)
    exchange_options(parser)


def run_record(arguments: Namespace, console: Console) -> int:
    """Write down an answer that came otherwise than by mail, or a table of them, all or none."""
    if (arguments.csv is None) == (arguments.about is None) or (arguments.csv is None and arguments.answer is None):
        raise InputError("exchange_record_what")
    if arguments.csv is not None:
        data = read(arguments.csv, console, max_bytes=FILE_BYTES)
        count = open_exchange(arguments).record_table(arguments.csv, data)
        if console.json:
            console.say(dumps({"recorded": count}))
        else:
            console.done("exchange_recorded", count=count)
        return 0
    query = open_exchange(arguments).record(arguments.about, arguments.party, arguments.answer, hire=hire_of(arguments))
    if console.json:
        console.say(dumps({"question": query.kind.value, "about": query.about, "answer": arguments.answer}))
    else:
        console.done("exchange_answered", answer=arguments.answer)
    return 0


EXAMPLES_PERSON: Final = (
    "mexbadge exchange person export aisha -C mex --out aisha.json",
    "mexbadge exchange person forget aisha -C mex",
)


def configure_person(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("what", choices=("export", "forget"), text="exchange_help_person_what")
    parser.option("applicant", metavar="APPLICANT", text="exchange_help_applicant")
    parser.option("--out", default="-", metavar="FILE", text="exchange_help_person_out")
    exchange_options(parser)


def run_person(arguments: Namespace, console: Console) -> int:
    """Give out what is known of somebody, or forget it."""
    exchange = open_exchange(arguments)
    if arguments.what == "export":
        content = f"{dumps(exchange.person(arguments.applicant), indent=2)}\n".encode()
        write(arguments.out, content, console, private=True)
        return 0
    name = exchange.forget(arguments.applicant)
    if console.json:
        console.say(dumps({"forgotten": name}))
    else:
        console.done("exchange_forgotten", name=name)
    return 0


EXAMPLES_RETENTION: Final = (
    "mexbadge exchange retention -C mex --dry-run",
    "mexbadge exchange retention -C mex",
)


def configure_retention(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--dry-run", action="store_true", text="exchange_help_forget_dry")
    exchange_options(parser)


def run_retention(arguments: Namespace, console: Console) -> int:
    """Forget what is over, or say what it is."""
    exchange = open_exchange(arguments)
    count = 0
    for one in exchange.over() if arguments.dry_run else exchange.forget_over():
        count += 1
        if console.json:
            console.say(dumps({"kind": one.kind, "id": one.id, "since": one.since}))
        else:
            console.say(console.text(f"exchange_over_{one.kind}", id=shown(one.id), since=one.since))
    if not console.json:
        if not count:
            console.done("exchange_over_nothing")
        if arguments.dry_run:
            console.note(console.text("exchange_did_dry"))
    return 0


EXAMPLES_BOARD: Final = ("mexbadge exchange board -C mex", "mexbadge exchange board -C mex --out board")


def configure_board(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--out", metavar="DIR", text="exchange_help_board_out")
    exchange_options(parser)


_NEEDS: Final = ("held", "notSent", "decideSoon", "approvalsEnding", "over", "damaged")


def run_board(arguments: Namespace, console: Console) -> int:
    """Say what waits, or write it as pages; exit code 1 where something needs somebody."""
    exchange = open_exchange(arguments)
    found = exchange.board()
    needs = any(found[name] for name in _NEEDS)
    if arguments.out:
        try:
            written = exchange.write_board(arguments.out)
        except OSError as error:
            reason = reason_of(error, console)
            raise InputError("cli_cannot_write", path=arguments.out, reason=reason) from None
        for path in written:
            console.note(console.text("cli_written", path=str(path)))
    if console.json:
        console.say(dumps(found))
        return int(needs)
    _say_board(found, console)
    return int(needs)


def _say_board(found: JsonObject, console: Console) -> None:
    """Say what waits, a line for each."""
    console.tell("exchange_board_held", count=found["held"])
    for one in found["waiting"]:
        console.tell("exchange_board_waiting", **{name: shown(value) for name, value in one.items()})
    for one in found["notSent"]:
        console.tell("exchange_board_not_sent", number=one["number"], to=shown(one["to"]), state=one["state"])
    for one in found["decideSoon"]:
        console.tell("exchange_board_decide", **one)
    for kind, count in found["over"].items():
        console.tell("exchange_board_over", kind=console.text(f"exchange_page_kind_{kind}"), count=count)
    for one in found["damaged"]:
        console.tell("exchange_damaged", kind=one["kind"], id=shown(one["id"]))
    for one in found["approvalsEnding"]:
        console.tell("exchange_board_approval", college=shown(one["college"]), until=one["until"])
    for one in found["runs"]:
        console.tell(
            "exchange_board_run", number=one["number"], started=one["started"], finished=one["finished"] or "-"
        )
