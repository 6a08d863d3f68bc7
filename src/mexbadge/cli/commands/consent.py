"""``mexbadge consent``: note that people agreed to be named on the pages of their badges, or withdrew it."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import chosen, folder_options, open_issuer, which_options, who_of
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.issuer import Status
from mexbadge.issuer.roster.rows import Consent
from mexbadge.texts import shown

EXAMPLES: Final = (
    'mexbadge consent --ref 20260007 --give --for "name on the badge page" --source "form of 3 March 2026"',
    "mexbadge consent --to name@example.ca --withdraw",
    "mexbadge consent -C badges --csv agreed.csv --give --since 2026-03-01",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    which_options(parser)
    parser.option("--give", action="store_true", text="consent_help_give")
    parser.option("--withdraw", action="store_true", text="consent_help_withdraw")
    parser.option("--for", dest="purpose", metavar="TEXT", text="consent_help_for")
    parser.option("--source", metavar="TEXT", text="consent_help_source")
    parser.option("--since", metavar="TIME", text="consent_help_since")
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Note it for every badge that is meant, all or none, and say that it is seen once the site is published."""
    if arguments.give == arguments.withdraw:
        raise InputError("consent_which")
    if arguments.withdraw and arguments.purpose is not None:
        raise InputError("consent_purpose")
    issuer = open_issuer(arguments, console)
    arguments.all = True
    meant = chosen(issuer, arguments, console, statuses=frozenset(Status))
    said = Consent(
        given=arguments.give, purpose=arguments.purpose, since=moment(arguments.since), source=arguments.source
    )
    issuer.consent(meant.records, said)
    for record in meant.records.values():
        if console.json:
            facts = {"id": record.id, "slug": record.slug, "ref": record.ref, "consent": arguments.give}
            console.say(dumps(facts))
        elif not console.look.quiet:
            who = who_of(record)
            console.say(f"  {record.id.rpartition(':')[2]}  {shown(record.slug)}  {shown(who)}".rstrip())
    if not console.json:
        console.done("consent_given" if arguments.give else "consent_withdrawn", count=len(meant.records))
        console.done("consent_unpublished")
    return 0
