"""``mexbadge handover``: a college hands its students who agreed over to an exchange, in one signed file."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, write
from mexbadge.cli.folder_options import folder_options, open_issuer
from mexbadge.cli.parser import Parser
from mexbadge.errors import within
from mexbadge.issuer.handing import read_students
from mexbadge.tabular.sheet import FILE_BYTES

EXAMPLES: Final = (
    "mexbadge handover -C badges --students agreed.csv --out students.json",
    "mexbadge handover -C badges --students agreed.xlsx --out students.json --force",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--students", required=True, metavar="FILE", text="handover_help_students")
    parser.option("--out", "-o", required=True, metavar="FILE", text="handover_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Write the file; it is its owner's alone, and is refused where it would be published."""
    with within(arguments.students):
        students = read_students(read(arguments.students, console, max_bytes=FILE_BYTES))
    document = open_issuer(arguments, console).handover(students)
    write(arguments.out, f"{dumps(document)}\n".encode(), console, force=arguments.force, private=True)
    badges = sum(len(one.get("badges", ())) for one in document["students"])
    if console.json:
        console.say(dumps({"students": len(students), "badges": badges}))
    else:
        console.done("handover_made", count=len(students), badges=badges)
    return 0
