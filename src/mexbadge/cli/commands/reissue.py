"""``mexbadge reissue --to NEW``: for a learner whose address dies."""

from argparse import Namespace
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, new_identity, one_options
from mexbadge.cli.parser import Parser
from mexbadge.cli.status_commands import replace_one

EXAMPLES: Final = (
    "mexbadge reissue 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a --to name@home.example",
    "mexbadge reissue -C badges --of name@college.example --to name@home.example",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    one_options(parser)
    parser.option("--to", required=True, metavar="IDENTITY", text="college_help_new_identity")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Issue the badge anew to another identity of the same person, and revoke the old one."""
    person = new_identity(arguments.to)
    return replace_one(arguments, console, "college_reissued", lambda issuer, name: issuer.reissue(name, person))
