"""``mexbadge suspend``: withdraw badges for a time."""

from argparse import Namespace
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import badge_options, folder_options, reason_options
from mexbadge.cli.parser import Parser
from mexbadge.cli.status_commands import Change, change
from mexbadge.issuer import Status

EXAMPLES: Final = (
    'mexbadge suspend --ref 20260007 --reason "Under review" --reason-fr "En cours d\'examen"',
    "mexbadge suspend -C badges 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    badge_options(parser)
    reason_options(parser)
    parser.option("--dry-run", action="store_true", text="college_help_dry_run")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Suspend, until ``mexbadge restore``."""
    how = Change(
        "college_suspended",
        frozenset({Status.ACTIVE}),
        Status.SUSPENDED,
        lambda issuer, ids: issuer.suspend(ids, reason_en=arguments.reason_en, reason_fr=arguments.reason_fr),
        same="told",
    )
    return change(arguments, console, how)
