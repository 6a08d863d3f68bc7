"""``mexbadge pathway show FILE``: what a pathway asks for, and how far somebody is."""

from argparse import Namespace
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.badge_options import accepts_of, at_of, badge_options, holdings_in
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.cli.parser import Parser
from mexbadge.pathways import Evaluation, Pathway, Status, completion, evaluate, explain, load_pathway
from mexbadge.pathways.explaining import called, evaluation_json
from mexbadge.pathways.pictures import mermaid, svg
from mexbadge.plan import Catalogue, plan_json, plan_lines
from mexbadge.skills import Holding, Tables, Taxonomy, load_taxonomy
from mexbadge.texts import shown

EXAMPLES: Final = (
    "mexbadge pathway show pathway.toml",
    "mexbadge pathway show pathway.toml --badges *.png --recipient name@example.ca --catalogue courses.toml",
    "mexbadge pathway show pathway.toml --svg pathway.svg",
)
_CODES: Final = {Status.SATISFIED: 0, Status.UNKNOWN: 3}


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="people_help_pathway")
    badge_options(parser)
    parser.option("--catalogue", metavar="FILE", text="people_help_catalogue")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--svg", metavar="FILE", text="people_help_svg")
    parser.option("--mermaid", metavar="FILE", text="people_help_mermaid")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Show the pathway; with badges, exit code 0 if it is complete, 1 if not, 3 if that could not be decided."""
    pathway = load_pathway(arguments.file)
    taxonomy = load_taxonomy(arguments.taxonomy) if arguments.taxonomy else Taxonomy.of(())
    evaluation = evaluated(pathway, arguments, console, taxonomy)
    what: Pathway | Evaluation = evaluation if arguments.badges else pathway
    _draw(what, arguments, console, taxonomy)
    if console.json:
        console.say(
            dumps(evaluation_json(evaluation, console.lang, label=lambda uri: taxonomy.label(uri, console.lang)))
        )
    else:
        for line in explain(evaluation, console.lang, label=lambda uri: taxonomy.label(uri, console.lang)):
            console.say(line)
    if arguments.catalogue and not evaluation:
        _plan(evaluation, arguments, console, taxonomy)
    return _CODES.get(evaluation.status, 1) if arguments.badges else 0


def evaluated(
    pathway: Pathway,
    arguments: Namespace,
    console: Console,
    taxonomy: Taxonomy,
    known: Callable[[tuple[Holding, ...]], tuple[Holding, ...]] = tuple,
) -> Evaluation:
    """Return how far the person of the badges is; ``known`` adds what is known of the badges beside."""
    tables = Tables(certifies=Catalogue.load(arguments.catalogue).certifies()) if arguments.catalogue else None
    accepts = accepts_of(arguments, console)
    holdings = known(holdings_in(arguments, console))
    return evaluate(pathway, holdings, at=at_of(arguments), accepts=accepts, taxonomy=taxonomy, tables=tables)


def _draw(what: Pathway | Evaluation, arguments: Namespace, console: Console, taxonomy: Taxonomy) -> None:
    for name, draw in ((arguments.svg, svg), (arguments.mermaid, mermaid)):
        if name:
            text = draw(what, console.lang, label=lambda uri: taxonomy.label(uri, console.lang))
            write(name, text.encode("utf-8"), console, force=arguments.force)
            console.note(console.text("cli_written", path=name))


def _plan(evaluation: Evaluation, arguments: Namespace, console: Console, taxonomy: Taxonomy) -> None:
    start = (at_of(arguments) + timedelta(days=1)).date()
    ways = completion(evaluation, Catalogue.load(Path(arguments.catalogue)).courses, start=start, taxonomy=taxonomy)
    if console.json:
        console.say(dumps({"cheapest": plan_json(ways.cheapest), "quickest": plan_json(ways.quickest)}))
        return
    plans = {"pathways_says_cheapest": ways.cheapest}
    if ways.quickest.courses != ways.cheapest.courses:
        plans["pathways_says_quickest"] = ways.quickest
    names = called(evaluation.pathway, console.lang, lambda uri: taxonomy.label(uri, console.lang))
    for code, plan in plans.items():
        console.say("")
        console.tell(code)
        for line in plan_lines(plan, console.lang, label=names):
            console.say(f"  {line}")
    for holding in ways.lapsing:
        name = holding.badge.name_in(console.lang) if holding.badge else None
        ends = holding.ends.date() if holding.ends else "?"
        console.tell("pathways_says_lapses", badge=shown(name or holding.id), ends=ends)
