"""``mexbadge pathway award FILE``: issue the completion achievement to whom it is due, once."""

from argparse import Namespace
from functools import partial
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.badge_options import asked_of, badge_options
from mexbadge.cli.commands.pathway.show import evaluated
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, open_to_write, refreshed
from mexbadge.cli.parser import Parser
from mexbadge.pathways import Status, explain, load_pathway
from mexbadge.pathways.awarding import award, standing_of, stands
from mexbadge.pathways.explaining import evaluation_json
from mexbadge.skills import Taxonomy, load_taxonomy

EXAMPLES: Final = (
    "mexbadge pathway award pathway.toml -C badges --badges *.png --recipient name@example.ca",
    "mexbadge pathway award pathway.toml --badges a.png b.png --recipient name@example.ca --recipient did:key:z6Mk…",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="people_help_pathway")
    badge_options(parser)
    parser.option("--catalogue", metavar="FILE", text="people_help_catalogue")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--again", action="store_true", text="people_help_award_again")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
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
        return 3 if evaluation.status is Status.UNKNOWN else 1
    issued = award(issuer, evaluation, person, again=arguments.again)
    good = stands(issuer, issued)
    if console.json:
        facts = {"id": issued.id, "file": str(issued.file), "already": issued.already, "standing": good}
        console.say(dumps(facts))
        return 0 if good else 1
    if not good:
        console.tell("pathways_said_gone", id=issued.id)
        return 1
    console.tell(
        "pathways_said_already" if issued.already else "pathways_said_awarded", id=issued.id, path=str(issued.file)
    )
    refreshed(issuer, console)
    return 0
