"""Pathways, and how far somebody is.

- ``pathway show FILE``: what a pathway asks for, and how far somebody is.
- ``pathway award FILE``: issue the completion achievement to whom it is due, once.
- ``pathway review FILE``: whether the completion badges still stand.
- ``pathway export FILE``: a learner record (CLR 2.0) of the way so far, or the pathway in CTDL.
"""

from argparse import Namespace
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.badge_options import accepts_of, asked_of, at_of, badge_options, holdings_in, reports_of
from mexbadge.cli.console import Console
from mexbadge.cli.files import require_free, write
from mexbadge.cli.folder_options import folder_options, open_to_write, refreshed
from mexbadge.cli.parser import Parser
from mexbadge.pathways import Evaluation, Pathway, PathwayStatus, completion, evaluate, explain, load_pathway
from mexbadge.pathways.awarding import Cascade, award, export_record, review, standing_of, stands
from mexbadge.pathways.ctdl import to_ctdl
from mexbadge.pathways.explaining import called, evaluation_json
from mexbadge.pathways.pictures import mermaid, svg
from mexbadge.plan import Catalogue, plan_json, plan_lines
from mexbadge.skills import Holding, Tables, Taxonomy, load_taxonomy
from mexbadge.texts import shown

EXAMPLES_SHOW: Final = (
    "mexbadge pathway show pathway.toml",
    "mexbadge pathway show pathway.toml --badges *.png --recipient name@example.ca --catalogue courses.toml",
    "mexbadge pathway show pathway.toml --svg pathway.svg",
)
_CODES: Final = {PathwayStatus.SATISFIED: 0, PathwayStatus.UNKNOWN: 3}


def configure_show(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="people_help_pathway")
    badge_options(parser)
    parser.option("--catalogue", metavar="FILE", text="people_help_catalogue")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--svg", metavar="FILE", text="people_help_svg")
    parser.option("--mermaid", metavar="FILE", text="people_help_mermaid")
    parser.option("--force", action="store_true", text="cli_help_force")


def run_show(arguments: Namespace, console: Console) -> int:
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


EXAMPLES_AWARD: Final = (
    "mexbadge pathway award pathway.toml -C badges --badges *.png --recipient name@example.ca",
    "mexbadge pathway award pathway.toml --badges a.png b.png --recipient name@example.ca --recipient did:key:z6Mk…",
)


def configure_award(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="people_help_pathway")
    badge_options(parser)
    parser.option("--catalogue", metavar="FILE", text="people_help_catalogue")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--again", action="store_true", text="people_help_award_again")
    folder_options(parser)


def run_award(arguments: Namespace, console: Console) -> int:
    """Evaluate and award.

    Exit code 1 where something is missing or revoked, or what was awarded before no longer stands; 3 where it could not
    be decided.
    """
    person = asked_of(arguments, command="mexbadge pathway award")
    taxonomy = load_taxonomy(arguments.taxonomy) if arguments.taxonomy else Taxonomy.of(())
    issuer = open_to_write(arguments, console)
    known = partial(standing_of, issuer)
    evaluation = evaluated(load_pathway(arguments.file), arguments, console, taxonomy, known)
    if not evaluation:

        def label(uri: str) -> str:
            return taxonomy.label(uri, console.lang)

        if console.json:
            console.say(dumps(evaluation_json(evaluation, console.lang, label=label)))
        else:
            for line in explain(evaluation, console.lang, label=label):
                console.say(line)
        return 3 if evaluation.status is PathwayStatus.UNKNOWN else 1
    issued = award(issuer, evaluation, person, again=arguments.again)
    good = stands(issuer, issued)
    if console.json:
        facts = {"id": issued.id, "file": str(issued.file), "already": issued.already, "standing": good}
        console.say(dumps(facts))
        return 0 if good else 1
    if not good:
        console.tell("pathways_said_gone", id=issued.id)
        return 1
    console.done(
        "pathways_said_already" if issued.already else "pathways_said_awarded", id=issued.id, path=str(issued.file)
    )
    refreshed(issuer, console)
    return 0


EXAMPLES_REVIEW: Final = (
    "mexbadge pathway review pathway.toml -C badges",
    "mexbadge pathway review pathway.toml -C badges --badges received/*.png --cascade revoke",
)


def configure_review(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="people_help_pathway")
    badge_options(parser)
    parser.option("--cascade", choices=("none", "flag", "revoke"), default="flag", text="people_help_cascade")
    folder_options(parser)


def run_review(arguments: Namespace, console: Console) -> int:
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


EXAMPLES_EXPORT: Final = (
    "mexbadge pathway export pathway.toml --as ctdl -o pathway.jsonld",
    "mexbadge pathway export pathway.toml --as clr -C badges --badges *.png --recipient name@example.ca -o record.png",
)


def configure_export(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="people_help_pathway")
    parser.option("--as", dest="form", choices=("clr", "ctdl"), required=True, text="people_help_export_as")
    parser.option("-o", "--out", required=True, metavar="FILE", text="cli_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")
    badge_options(parser)
    folder_options(parser)


def run_export(arguments: Namespace, console: Console) -> int:
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
        console.done("pathways_said_exported", path=path)
