"""``mexbadge correct``: revoke a badge and issue it anew with what was wrong put right."""

from argparse import Namespace
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import end_of, folder_options, new_identity, one_options
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.cli.status_commands import replace_one
from mexbadge.errors import InputError

EXAMPLES: Final = (
    "mexbadge correct 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a --at 2026-03-01",
    "mexbadge correct -C badges --ref 20260007 --result 91",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    one_options(parser)
    parser.option("--to", metavar="IDENTITY", text="college_help_new_identity")
    parser.option("--at", metavar="TIME", text="cli_help_issue_at")
    parser.option("--until", metavar="TIME", text="cli_help_until")
    parser.option("--evidence", action="append", metavar="URL", text="college_help_evidence")
    parser.option("--narrative", metavar="TEXT", text="college_help_narrative")
    parser.option("--result", metavar="TEXT", text="college_help_result")
    parser.option("--achievement", metavar="SLUG", text="college_help_newer_achievement")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Replace one badge; the two name each other in the register."""
    given = {
        "to": new_identity(arguments.to) if arguments.to else None,
        "valid_from": moment(arguments.at),
        "valid_until": end_of(arguments.until),
        "evidence": arguments.evidence,
        "narrative": arguments.narrative,
        "result": arguments.result,
        "achievement": arguments.achievement,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise InputError("college_no_change")
    return replace_one(arguments, console, "college_corrected", lambda issuer, name: issuer.correct(name, changes))
