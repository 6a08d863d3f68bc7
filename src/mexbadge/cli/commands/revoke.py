"""``mexbadge revoke``: withdraw badges for good."""

from argparse import Namespace
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import LIVE, badge_options, folder_options, reason_options
from mexbadge.cli.parser import Parser
from mexbadge.cli.status_commands import Change, change
from mexbadge.issuer import Status

EXAMPLES: Final = (
    'mexbadge revoke 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a --reason "Issued in error" --reason-fr "Délivré par erreur"',
    "mexbadge revoke --to name@example.ca --achievement psw-dementia-care",
    "mexbadge revoke -C badges --csv withdrawn.csv --dry-run",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    badge_options(parser)
    reason_options(parser)
    parser.option("--dry-run", action="store_true", text="college_help_dry_run")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Revoke, sign the lists anew, and say that nobody sees it before it is published."""
    how = Change(
        "college_revoked",
        LIVE,
        Status.REVOKED,
        lambda issuer, ids: issuer.revoke(ids, reason_en=arguments.reason_en, reason_fr=arguments.reason_fr),
        same="too",
    )
    return change(arguments, console, how)
