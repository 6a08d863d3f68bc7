"""``mexbadge unbake IMAGE``: take the credential out of an image."""

from argparse import Namespace
from typing import Final

from mexbadge.bake import unbake
from mexbadge.cli.console import Console
from mexbadge.cli.files import STDIN, read, write
from mexbadge.cli.parser import Parser

EXAMPLES: Final = ("mexbadge unbake badge.png", "mexbadge unbake badge.png -o credential.jwt")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("image", metavar="IMAGE", text="cli_help_image")
    parser.option("-o", "--out", default=STDIN, metavar="OUT", text="cli_help_out_or_stdout")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Write the credential exactly as the image carries it."""
    credential = unbake(read(arguments.image, console))
    write(arguments.out, credential, console, force=arguments.force)
    if arguments.out != STDIN:
        console.note(console.text("cli_written", path=arguments.out))
    return 0
