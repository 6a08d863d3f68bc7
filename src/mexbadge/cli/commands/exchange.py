"""``mexbadge exchange ...``: the work of whoever runs an exchange."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded, read, write
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.match.exchange import Exchange, ExchangeConfig
from mexbadge.models.forms import form_of
from mexbadge.tabular.sheet import FILE_BYTES

EXAMPLES_INIT: Final = (
    'mexbadge exchange init mex --name "MEX" --sender "MEX <mex@mex.example>" --postal "1 King St, Toronto ON"',
    'mexbadge exchange init mex --name MEX --sender mex@mex.example --postal "1 King St" --register postgresql://db/mex',
)


def configure_init(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("folder", metavar="DIR", text="exchange_help_new")
    parser.option("--name", required=True, metavar="NAME", text="exchange_help_name")
    parser.option("--sender", required=True, metavar="MAILBOX", text="exchange_help_sender")
    parser.option("--answers", metavar="MAILBOX", text="exchange_help_answers")
    parser.option("--postal", required=True, metavar="TEXT", text="exchange_help_postal")
    parser.option("--register", default="sqlite:///exchange.db", metavar="URL", text="exchange_help_register")
    parser.option("--places", choices=("best-total", "first-come"), default="best-total", text="exchange_help_places")
    parser.option("--send-at-once", action="store_true", text="exchange_help_at_once")
    parser.option("--no-passphrase", action="store_true", text="exchange_help_no_passphrase")
    passphrase.add_option(parser)


def run_init(arguments: Namespace, console: Console) -> int:
    """Make the folder."""
    mail = {"sender": arguments.sender, "postal": arguments.postal, "answers": arguments.answers}
    table = {
        "name": arguments.name,
        "register": arguments.register,
        "places": arguments.places,
        "hold": not arguments.send_at_once,
        "mail": {name: value for name, value in mail.items() if value is not None},
    }
    config = form_of(ExchangeConfig, table)
    made = Exchange.create(arguments.folder, config, passphrase=passphrase.of_new(arguments, console))
    if console.json:
        console.say(dumps({"folder": str(made.folder), "register": made.book.database.name}))
        return 0
    console.done("exchange_made", path=str(made.folder))
    return 0


EXAMPLES_IMPORT: Final = (
    "mexbadge exchange import -C mex --employers employers.csv --colleges colleges.csv --courses courses.csv",
    "mexbadge exchange import -C mex --applicants applicants.csv --vacancies vacancies/*.json",
    "mexbadge exchange import -C mex --all export.json",
)
_KINDS: Final = ("employers", "colleges", "applicants", "vacancies", "courses", "consents", "all")


def configure_import(parser: Parser) -> None:
    """Add the arguments."""
    for kind in _KINDS:
        parser.option(f"--{kind}", nargs="+", default=[], metavar="FILE", text=f"exchange_help_in_{kind}")
    _options(parser)


def run_import(arguments: Namespace, console: Console) -> int:
    """Read everything, then write it whole; exit code 2 where anything is wrong, and nothing was written."""
    names = {kind: list(expanded(getattr(arguments, kind))) for kind in _KINDS}
    if not any(names.values()):
        known = " | ".join(f"--{kind}" for kind in _KINDS)
        raise InputError("cli_missing_argument", names=known, command="mexbadge exchange import")
    files = {
        kind: [(name, read(name, console, max_bytes=FILE_BYTES)) for name in listed] for kind, listed in names.items()
    }
    counts = _exchange(arguments).bring_in(files)
    if console.json:
        console.say(dumps(counts))
        return 0
    _say_counts(counts, console)
    return 0


EXAMPLES_EXPORT: Final = (
    "mexbadge exchange export trust -C mex --out approved.json",
    "mexbadge exchange export all -C mex --out export.json",
    "mexbadge exchange export tables -C mex --out tables",
)
_WHAT: Final = ("trust", "all", "tables")


def configure_export(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("what", choices=_WHAT, text="exchange_help_what")
    parser.option("--out", required=True, metavar="FILE", text="exchange_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")
    _options(parser)
    passphrase.add_option(parser)


def run_export(arguments: Namespace, console: Console) -> int:
    """Write what was asked for; whatever names people is its owner's alone."""
    exchange = _exchange(arguments)
    if arguments.what == "tables":
        files = {str(Path(arguments.out) / name): data for name, data in exchange.exported_tables().items()}
    elif arguments.what == "all":
        files = {arguments.out: f"{dumps(exchange.exported(), indent=2)}\n".encode()}
    else:
        document = exchange.trust_list(exchange.signer(passphrase.of_existing(arguments, console)))
        files = {arguments.out: f"{dumps(document, indent=2)}\n".encode()}
    for name, data in files.items():
        write(name, data, console, force=arguments.force, private=arguments.what != "trust")
        if name != "-":
            console.note(console.text("cli_written", path=name))
    return 0


def _options(parser: Parser) -> None:
    """Add ``-C DIR`` and ``--at``."""
    parser.option("-C", "--folder", dest="folder", default=".", metavar="DIR", text="exchange_help_folder")
    parser.option("--at", metavar="TIME", text="exchange_help_at")


def _exchange(arguments: Namespace) -> Exchange:
    """Open the exchange; its clock is at ``--at``, or goes."""
    at = moment(arguments.at)
    return Exchange.open(arguments.folder, clock=lambda: at or datetime.now(UTC))


def _say_counts(counts: dict[str, int], console: Console) -> None:
    """Say of each kind how many rows are new or changed, or that nothing is."""
    for kind, count in counts.items():
        console.done(f"exchange_said_{kind}", count=count)
    if not counts:
        console.done("exchange_said_same")
