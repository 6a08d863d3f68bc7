"""``mexbadge pathway export FILE``: a learner record (CLR 2.0) of the way so far, or the pathway in CTDL."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.badge_options import accepts_of, asked_of, at_of, badge_options, holdings_in
from mexbadge.cli.console import Console
from mexbadge.cli.files import require_free, write
from mexbadge.cli.folder_options import folder_options, open_to_write, refreshed
from mexbadge.cli.parser import Parser
from mexbadge.pathways import Pathway, evaluate, load_pathway
from mexbadge.pathways.awarding import export_record, standing_of
from mexbadge.pathways.ctdl import to_ctdl
from mexbadge.texts import shown

EXAMPLES: Final = (
    "mexbadge pathway export pathway.toml --as ctdl -o pathway.jsonld",
    "mexbadge pathway export pathway.toml --as clr -C badges --badges *.png --recipient name@example.ca -o record.png",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="people_help_pathway")
    parser.option("--as", dest="form", choices=("clr", "ctdl"), required=True, text="people_help_export_as")
    parser.option("-o", "--out", required=True, metavar="FILE", text="cli_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")
    badge_options(parser)
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Write the record or the graph, and say what has no place in it."""
    pathway = load_pathway(arguments.file)
    return _ctdl(pathway, arguments, console) if arguments.form == "ctdl" else _clr(pathway, arguments, console)


def _ctdl(pathway: Pathway, arguments: Namespace, console: Console) -> int:
    document, losses = to_ctdl(pathway)
    write(arguments.out, dumps(document, indent=2).encode("utf-8"), console, force=arguments.force)
    for loss in losses:
        console.note(console.text("pathways_said_lost", what=f"{loss.id}: {loss.what}"))
    _said(arguments.out, console)
    return 0


def _clr(pathway: Pathway, arguments: Namespace, console: Console) -> int:
    person = asked_of(arguments, command="mexbadge pathway export")
    require_free(arguments.out, force=arguments.force)
    issuer = open_to_write(arguments, console)
    holdings = standing_of(issuer, holdings_in(arguments, console))
    evaluation = evaluate(pathway, holdings, at=at_of(arguments), accepts=accepts_of(arguments, console))
    issued, contained = export_record(issuer, evaluation, holdings, person)
    picture = arguments.out.lower().endswith((".png", ".svg"))
    content = issued.credential if not picture or issued.image is None else issued.bake(issued.image)
    write(arguments.out, content, console, force=arguments.force)
    for holding in contained.left_out:
        console.note(console.text("pathways_said_lost", what=shown(holding.id)))
    refreshed(issuer, console)
    _said(arguments.out, console)
    return 0


def _said(path: str, console: Console) -> None:
    if path == "-":
        return
    if console.json:
        console.say(dumps({"file": path}))
    else:
        console.tell("pathways_said_exported", path=path)
