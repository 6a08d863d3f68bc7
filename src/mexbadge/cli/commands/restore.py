"""``mexbadge restore``: end a suspension."""

from argparse import Namespace
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import badge_options, folder_options
from mexbadge.cli.parser import Parser
from mexbadge.cli.status_commands import Change, change
from mexbadge.issuer import Status

EXAMPLES: Final = (
    "mexbadge restore --ref 20260007",
    "mexbadge restore -C badges 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    badge_options(parser)
    parser.option("--dry-run", action="store_true", text="college_help_dry_run")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Let suspended badges hold again; a revocation is for good."""
    how = Change(
        "college_restored",
        frozenset({Status.SUSPENDED}),
        Status.ACTIVE,
        lambda issuer, ids: issuer.restore(ids),
    )
    return change(arguments, console, how)
