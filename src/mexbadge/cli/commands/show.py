"""``mexbadge show FILE``: what does the badge say? Nothing is checked."""

from argparse import Namespace
from typing import Final

from mexbadge._json import JsonObject, dumps
from mexbadge.badge import Badge
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.parser import Parser
from mexbadge.errors import BadgeFormatError
from mexbadge.texts import shown
from mexbadge.verify.intake import take
from mexbadge.verify.text import badge_lines

EXAMPLES: Final = ("mexbadge show badge.png", "mexbadge show badge.png --json")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="cli_help_verify_file")


def run(arguments: Namespace, console: Console) -> int:
    """Print what the badge says, with a line that says that nothing was checked."""
    taken = take(read(arguments.file, console))
    subject = taken.subject
    if subject is None:
        reason = taken.findings[-1]
        raise BadgeFormatError(reason.code, where=reason.where, **reason.values)
    if console.json:
        console.say(dumps(subject.document))
        return 0
    console.tell("cli_show_unchecked", file=arguments.file)
    console.say("")
    badge = Badge.of_ob3(subject.document, format=subject.form.value)
    for line in badge_lines(badge, console.lang):
        console.say(line)
    if console.look.verbose:
        console.say("")
        console.say("\n".join(shown(line, longest=2000) for line in _pretty(subject.document).splitlines()))
    return 0


def _pretty(document: JsonObject) -> str:
    return dumps(document, indent=2)
