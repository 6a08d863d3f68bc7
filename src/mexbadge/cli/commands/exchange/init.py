"""``mexbadge exchange init DIR``: start an exchange."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.parser import Parser
from mexbadge.match.exchange import Exchange, ExchangeConfig
from mexbadge.models.forms import form_of

EXAMPLES: Final = (
    'mexbadge exchange init mex --name "MEX" --sender "MEX <mex@mex.example>" --postal "1 King St, Toronto ON"',
    'mexbadge exchange init mex --name MEX --sender mex@mex.example --postal "1 King St" --register postgresql://db/mex',
)


def configure(parser: Parser) -> None:
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


def run(arguments: Namespace, console: Console) -> int:
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
