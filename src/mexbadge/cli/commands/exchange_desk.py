"""``mexbadge exchange why | record | person | board``: what the administrator looks at, and writes down."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.exchange_options import exchange_options, network_options, open_exchange
from mexbadge.cli.files import write
from mexbadge.cli.parser import Parser
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
    "mexbadge exchange record -C mex 0f3a9c2b1d4e applicant gone",
)


def configure_record(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("about", metavar="ID", text="exchange_help_about")
    parser.option("party", choices=("applicant", "employer", "college"), text="exchange_help_party")
    parser.option("answer", choices=("yes", "no", "gone"), text="exchange_help_answer")
    exchange_options(parser)


def run_record(arguments: Namespace, console: Console) -> int:
    """Write an answer down that came otherwise than by mail."""
    query = open_exchange(arguments).record(arguments.about, arguments.party, arguments.answer)
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


EXAMPLES_BOARD: Final = ("mexbadge exchange board -C mex", "mexbadge exchange board -C mex --json")


def configure_board(parser: Parser) -> None:
    """Add the arguments."""
    exchange_options(parser)


def run_board(arguments: Namespace, console: Console) -> int:
    """Say what waits; exit code 1 where something needs somebody."""
    found = open_exchange(arguments).board()
    needs = bool(found["held"] or found["notSent"] or found["decideSoon"] or found["approvalsEnding"])
    if console.json:
        console.say(dumps(found))
        return int(needs)
    console.tell("exchange_board_held", count=found["held"])
    for one in found["waiting"]:
        console.tell("exchange_board_waiting", **{name: shown(value) for name, value in one.items()})
    for one in found["notSent"]:
        console.tell("exchange_board_not_sent", number=one["number"], to=shown(one["to"]), state=one["state"])
    for one in found["decideSoon"]:
        console.tell("exchange_board_decide", **one)
    for one in found["approvalsEnding"]:
        console.tell("exchange_board_approval", college=shown(one["college"]), until=one["until"])
    for one in found["runs"]:
        console.tell(
            "exchange_board_run", number=one["number"], started=one["started"], finished=one["finished"] or "-"
        )
    return int(needs)
