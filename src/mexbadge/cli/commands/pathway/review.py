"""``mexbadge pathway review FILE``: whether the completion badges still stand."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.badge_options import badge_options, reports_of
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, open_to_write, refreshed
from mexbadge.cli.parser import Parser
from mexbadge.pathways import load_pathway
from mexbadge.pathways.awarding import Cascade, review
from mexbadge.texts import shown

EXAMPLES: Final = (
    "mexbadge pathway review pathway.toml -C badges",
    "mexbadge pathway review pathway.toml -C badges --badges received/*.png --cascade revoke",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="people_help_pathway")
    badge_options(parser)
    parser.option("--cascade", choices=("none", "flag", "revoke"), default="flag", text="people_help_cascade")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Look at every award again; exit code 1 where one is to be reviewed."""
    issuer = open_to_write(arguments, console)
    reports = reports_of(arguments, console) if arguments.badges else ()
    pathway = load_pathway(arguments.file)
    with issuer.together():
        found = review(issuer, pathway, reports, cascade=Cascade(arguments.cascade))
    for one in found:
        if console.json:
            facts = {"id": one.id, "fallen": list(one.fallen), "unseen": list(one.unseen), "revoked": one.revoked}
            console.say(dumps(facts))
        elif one.flagged:
            console.tell("pathways_said_review", id=one.id, status=shown(", ".join(one.fallen)))
        else:
            console.tell("pathways_said_stands", id=one.id)
    flagged, revoked = sum(one.flagged for one in found), sum(one.revoked for one in found)
    if not console.json:
        gone = console.text("pathways_said_revoked", count=revoked)
        console.tell("pathways_said_reviewed", count=len(found), flagged=flagged, revoked=gone)
    if revoked and not console.json:
        refreshed(issuer, console)
    return 1 if flagged else 0
