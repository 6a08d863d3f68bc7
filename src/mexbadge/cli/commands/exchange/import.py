"""``mexbadge exchange import``: employers, colleges, applicants, vacancies, courses and consents, all or none."""
# ruff: noqa: N999 - the word that is typed

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.exchange_options import exchange_options, say_counts, the_exchange
from mexbadge.cli.files import expanded, read
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.tabular.sheet import FILE_BYTES

EXAMPLES: Final = (
    "mexbadge exchange import -C mex --employers employers.csv --colleges colleges.csv --courses courses.csv",
    "mexbadge exchange import -C mex --applicants applicants.csv --vacancies vacancies/*.json",
    "mexbadge exchange import -C mex --all export.json",
)
_KINDS: Final = ("employers", "colleges", "applicants", "vacancies", "courses", "consents", "all")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    for kind in _KINDS:
        parser.option(f"--{kind}", nargs="+", default=[], metavar="FILE", text=f"exchange_help_in_{kind}")
    exchange_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Read everything, then write it whole; exit code 2 where anything is wrong, and nothing was written."""
    names = {kind: list(expanded(getattr(arguments, kind))) for kind in _KINDS}
    if not any(names.values()):
        known = " | ".join(f"--{kind}" for kind in _KINDS)
        raise InputError("cli_missing_argument", names=known, command="mexbadge exchange import")
    files = {
        kind: [(name, read(name, console, max_bytes=FILE_BYTES)) for name in listed] for kind, listed in names.items()
    }
    counts = the_exchange(arguments).bring_in(files)
    if console.json:
        console.say(dumps(counts))
        return 0
    say_counts(counts, console)
    return 0
