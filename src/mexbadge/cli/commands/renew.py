"""``mexbadge renew``: issue badges again with a later end."""

from argparse import Namespace
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import badge_options, end_of, folder_options
from mexbadge.cli.parser import Parser
from mexbadge.cli.status_commands import replace_each
from mexbadge.errors import InputError

EXAMPLES: Final = (
    "mexbadge renew 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a --until 2030-03-01",
    "mexbadge renew -C badges --csv renewed.csv --until 2030-03-01",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    badge_options(parser)
    parser.option("--until", required=True, metavar="TIME", text="cli_help_until")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Issue each badge anew; the old one holds until its own end."""
    until = end_of(arguments.until)
    if until is None:
        raise InputError("cli_bad_time", value=arguments.until)
    return replace_each(arguments, console, "college_renewed", lambda issuer, name: issuer.renew(name, until))
