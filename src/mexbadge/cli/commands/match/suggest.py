"""``mexbadge match suggest TEXT``: skills that a text, or the title of a job, may mean."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.match.encoding import ModelFolder
from mexbadge.match.suggesting import Suggester
from mexbadge.skills import load_taxonomy
from mexbadge.texts import shown

EXAMPLES: Final = (
    'mexbadge match suggest "moves residents with a hoist" --taxonomy skills.csv',
    'mexbadge match suggest --title "personal support worker" --taxonomy esco.zip --count 20',
)
_MOST: Final = 100


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("text", nargs="?", metavar="TEXT|FILE", text="people_help_suggest")
    parser.option("--title", metavar="TEXT", text="people_help_title")
    parser.option("--taxonomy", required=True, metavar="FILE", text="people_help_taxonomy")
    parser.option("--model", metavar="DIR", text="people_help_model")
    parser.option("--count", type=int, default=10, metavar="N", text="people_help_count")


def run(arguments: Namespace, console: Console) -> int:
    """Suggest; nothing counts before a person confirmed it."""
    if bool(arguments.text) == bool(arguments.title) or not 1 <= arguments.count <= _MOST:
        raise InputError(
            "cli_missing_argument", names="TEXT | --title, --count 1-100", command="mexbadge match suggest"
        )
    encoder = ModelFolder.load(arguments.model) if arguments.model else None
    suggester = Suggester(load_taxonomy(arguments.taxonomy), encoder=encoder)
    if arguments.title:
        found = suggester.of_title(arguments.title, count=arguments.count)
    else:
        found = suggester.suggest(_text(arguments.text, console), count=arguments.count)
    for one in found:
        if console.json:
            facts = {"skill": one.skill, "score": one.score, "label": one.label, "why": one.why, "confirmed": False}
            console.say(dumps(facts))
        else:
            console.say(f"{one.score:.2f}  {shown(one.label)}  {shown(one.skill)}")
    console.note(console.text("match_says_unconfirmed"))
    return 0 if found else 1


def _text(given: str, console: Console) -> str:
    """Return a text, or what stands in the file that it names."""
    try:
        named = len(given) < 256 and Path(given).is_file()  # noqa: PLR2004 - no name of a file is longer
    except (OSError, ValueError):
        named = False
    return read(given, console, max_bytes=1 << 20).decode("utf-8", "replace") if named else given
