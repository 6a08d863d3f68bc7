"""What the commands on people's badges say: pathways and matches."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "cli_group_pathway": Sentence(en="Stack", fr="Empiler"),
    "cli_group_match": Sentence(en="Match", fr="Jumeler"),
    "cli_purpose_pathway_show": Sentence(
        en="What does a pathway ask for, and how far is somebody?",
        fr="Que demande un parcours, et où en est quelqu'un ?",
    ),
    "cli_purpose_pathway_award": Sentence(
        en="Issue the completion achievement, once", fr="Émettre l'accomplissement final, une seule fois"
    ),
    "cli_purpose_pathway_review": Sentence(
        en="Do the completion badges still stand?", fr="Les badges finaux sont-ils toujours en règle ?"
    ),
    "cli_purpose_pathway_export": Sentence(
        en="A learner record (CLR 2.0), or the pathway in CTDL",
        fr="Un dossier d'apprentissage (CLR 2.0), ou le parcours en CTDL",
    ),
    "people_help_badges": Sentence(
        en="the person's badges: PNG, SVG, JSON, JWT", fr="les badges de la personne : PNG, SVG, JSON, JWT"
    ),
    "people_help_recipient": Sentence(
        en="whose they are: an e-mail address, a DID; again for each identity of the person",
        fr="à qui ils sont : une adresse, un DID ; à répéter pour chaque identité de la personne",
    ),
    "people_help_pathway": Sentence(en="the pathway: JSON or TOML", fr="le parcours : JSON ou TOML"),
    "people_help_catalogue": Sentence(en="courses: JSON, TOML or CSV", fr="les cours : JSON, TOML ou CSV"),
    "people_help_taxonomy": Sentence(
        en="skills: CSV, JSON, or ESCO as zip or folder", fr="les compétences : CSV, JSON, ou ESCO en zip ou dossier"
    ),
    "people_help_svg": Sentence(en="draw the pathway as SVG", fr="dessiner le parcours en SVG"),
    "people_help_mermaid": Sentence(
        en="write the pathway as a Mermaid chart", fr="écrire le parcours en diagramme Mermaid"
    ),
    "people_help_award_again": Sentence(
        en="award anew, after a revocation", fr="attribuer de nouveau, après une révocation"
    ),
    "people_help_cascade": Sentence(
        en="what follows where a badge fell away (flag)", fr="ce qui suit lorsqu'un badge n'est plus en règle (flag)"
    ),
    "people_help_export_as": Sentence(en="the form", fr="le format"),
}
