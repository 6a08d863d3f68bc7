"""Credentials into pictures, and out again.

- ``bake IMAGE CREDENTIAL -o OUT``: put a credential into an image.
- ``unbake IMAGE``: take the credential out of an image.
"""

import re
from argparse import Namespace
from typing import Final

from mexbadge.bake import bake, unbake
from mexbadge.cli.console import Console
from mexbadge.cli.files import STDIN, read, write
from mexbadge.cli.parser import Parser
from mexbadge.errors import BadgeFormatError
from mexbadge.models.kinds import Kind
from mexbadge.verify.intake import take

EXAMPLES: Final = (
    "mexbadge bake image.png credential.jwt -o badge.png",
    "mexbadge bake image.svg credential.json -o badge.svg --replace",
)

_NO_BADGES: Final = frozenset({Kind.PRESENTATION, Kind.STATUS_LIST})
"""What is read beside badges, and makes no picture a badge."""
_ADDRESS: Final = re.compile(rb"https?://[!-~]+", re.IGNORECASE)
"""The address of a hosted 2.0 badge, which an image may carry in its place."""


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("image", metavar="IMAGE", text="cli_help_image")
    parser.option("credential", metavar="CREDENTIAL", text="cli_help_credential")
    parser.option("-o", "--out", required=True, metavar="OUT", text="cli_help_out")
    parser.option("--replace", action="store_true", text="cli_help_replace")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Write the image with the credential in it; every other byte stays."""
    image = read(arguments.image, console)
    credential = read(arguments.credential, console).strip()
    taken = take(credential)
    if (taken.subject is None or taken.kind in _NO_BADGES) and not _ADDRESS.fullmatch(credential):
        raise BadgeFormatError("cli_bake_no_badge", path=arguments.credential)
    write(arguments.out, bake(image, credential, replace=arguments.replace), console, force=arguments.force)
    console.note(console.text("cli_written", path=arguments.out))
    return 0


EXAMPLES_UNBAKE: Final = ("mexbadge unbake badge.png", "mexbadge unbake badge.png -o credential.jwt")


def configure_unbake(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("image", metavar="IMAGE", text="cli_help_image")
    parser.option("-o", "--out", default=STDIN, metavar="OUT", text="cli_help_out_or_stdout")
    parser.option("--force", action="store_true", text="cli_help_force")


def run_unbake(arguments: Namespace, console: Console) -> int:
    """Write the credential exactly as the image carries it."""
    credential = unbake(read(arguments.image, console))
    write(arguments.out, credential, console, force=arguments.force)
    if arguments.out != STDIN:
        console.note(console.text("cli_written", path=arguments.out))
    return 0
