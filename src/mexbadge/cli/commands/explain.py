"""``mexbadge explain CODE``: what a code means and what to do."""

from argparse import Namespace
from typing import Final

from mexbadge import texts
from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.parser import Parser, nearest
from mexbadge.errors import InputError

EXAMPLES: Final = ("mexbadge explain dates_expired", "mexbadge explain binding_self_asserted --lang fr")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("code", nargs="?", metavar="CODE", text="cli_help_code")


def explained() -> tuple[str, ...]:
    """Return every code that has a page of its own, in order."""
    return tuple(sorted(code for code, sentence in texts.all_sentences().items() if sentence.about_en))


def run(arguments: Namespace, console: Console) -> int:
    """Print the page of one code, or the list of all."""
    codes = explained()
    if arguments.code is None:
        console.say(dumps(codes) if console.json else "\n".join(codes))
        return 0
    code = arguments.code
    if code not in codes:
        similar = nearest(code, codes)
        raise InputError("cli_no_code_near" if similar else "cli_no_code", value=code, similar=similar)
    sentence = texts.sentence(code)
    said = sentence.fr if console.lang == "fr" else sentence.en
    step = sentence.hint_fr if console.lang == "fr" else sentence.hint_en
    if console.json:
        console.say(dumps({"code": code, "message": said, "about": texts.about(code, console.lang), "hint": step}))
        return 0
    console.say(
        "\n\n".join(
            filter(None, (code, said, texts.about(code, console.lang), step and f"{console.look.arrow} {step}"))
        )
    )
    return 0
