"""``mexbadge relink``: new addresses for the pages of badges, where a private link came into wrong hands."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.artwork import codes
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import badge_options, chosen, folder_options, open_to_write
from mexbadge.cli.parser import Parser
from mexbadge.issuer import Issuer, Status
from mexbadge.texts import shown

EXAMPLES: Final = (
    "mexbadge relink --ref 20260007 --all",
    "mexbadge relink -C badges 019f3a7e-5b1c-7d2a-9c4e-8a6b2d1f0e57",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    badge_options(parser)
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Give each page that is meant a new address, all or none, and say what the new private links are."""
    issuer = open_to_write(arguments, console)
    meant = chosen(issuer, arguments, console, statuses=frozenset(Status))
    old = issuer.renew_page(list(meant.records))
    printed = 0
    for name, before in old.items():
        record = issuer.record(name)
        link, stamped = issuer.holder_url(record), _shows_old(issuer, name)
        printed += stamped
        if console.json:
            facts = {"id": name, "slug": record.slug, "ref": record.ref, "old_page": before, "private_link": link}
            console.say(dumps({**facts, "code_in_picture": stamped}))
        else:
            console.say(f"  {name.rpartition(':')[2]}  {shown(record.slug)}\n    {link}")
    if not console.json:
        console.done("relink_done", count=len(old))
        if printed:
            console.note(console.text("relink_printed", count=printed))
    return 0


def _shows_old(issuer: Issuer, name: str) -> bool:
    """Return whether the picture of a badge shows a code, which leads to its old page."""
    picture = issuer.issued(name).image
    return picture is not None and codes.place_of(picture) is not None
