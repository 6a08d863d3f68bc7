"""``mexbadge explain CODE``: what a code means and what to do."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.explanations import code_of, explained, explanation
from mexbadge.cli.parser import Parser, nearest
from mexbadge.errors import InputError

EXAMPLES: Final = (
    "mexbadge explain dates_expired",
    "mexbadge explain signature",
    "mexbadge explain binding_self_asserted --lang fr",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("code", nargs="?", metavar="CODE", text="cli_help_code")


def run(arguments: Namespace, console: Console) -> int:
    """Print the page of one code, or the list of all."""
    codes = explained()
    if arguments.code is None:
        console.say(dumps(codes) if console.json else "\n".join(codes))
        return 0
    code = code_of(arguments.code)
    if code not in codes:
        similar = nearest(code, codes)
        raise InputError("cli_no_code_near" if similar else "cli_no_code", value=code, similar=similar)
    found = explanation(code, console.lang)
    if console.json:
        facts = {"code": code, "message": found.said, "about": found.about, "hint": found.step}
        console.say(dumps(facts if found.remedy is None else {**facts, "issuer": found.remedy}))
        return 0
    remedy = found.remedy and f"{console.text('page_codes_remedy')} {found.remedy}"
    look = console.look
    parts = [look.wrapped("", text, indent=0) for text in (code, found.said, found.about) if text]
    parts += [look.wrapped(f"{look.arrow} ", text, indent=2) for text in (found.step, remedy) if text]
    console.say("\n\n".join("\n".join(lines) for lines in parts))
    return 0
