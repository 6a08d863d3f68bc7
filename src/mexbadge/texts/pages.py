"""The words around the reference pages that are written from the program itself, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "page_codes_title": Sentence(en="What each code means", fr="Ce que signifie chaque code"),
    "page_codes_intro": Sentence(
        en="Every finding of a report and every error has a code. The code never changes and is never translated; the sentence beside it may. In a sentence, three dots (…) stand for a value. What to do is said to whoever holds the badge; where its issuer does something else, that follows. `mexbadge explain CODE` prints the same on the command line.",
        fr="Chaque constat d'un rapport et chaque erreur a un code. Le code ne change jamais et n'est jamais traduit ; la phrase qui l'accompagne peut changer. Dans une phrase, trois points (…) tiennent la place d'une valeur. « Que faire » s'adresse à qui détient le badge ; si son émetteur fait autre chose, cela suit. `mexbadge explain CODE` affiche la même chose en ligne de commande.",
    ),
    "page_codes_step": Sentence(en="What to do:", fr="Que faire :"),
    "page_codes_remedy": Sentence(en="For the issuer:", fr="Pour l'émetteur :"),
    "page_cli_title": Sentence(en="The command line", fr="La ligne de commande"),
    "page_cli_intro": Sentence(
        en="Every command understands `--help`, `--json`, `--lang en|fr`, `--color auto|always|never`, `-q` and `-v`, which are not repeated below. `-` stands for standard input or output where a file is asked for.",
        fr="Chaque commande comprend `--help`, `--json`, `--lang en|fr`, `--color auto|always|never`, `-q` et `-v`, qui ne sont pas répétés ci-dessous. `-` désigne l'entrée ou la sortie standard là où un fichier est demandé.",
    ),
    "page_cli_option": Sentence(en="argument", fr="paramètre"),
    "page_cli_meaning": Sentence(en="what it does", fr="ce qu'il fait"),
}
