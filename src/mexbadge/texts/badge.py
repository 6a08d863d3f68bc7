"""What the room ``badge`` says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "badge_nobody": Sentence(
        en="a person needs at least one identity",
        fr="une personne doit avoir au moins une identité",
        hint_en="Give an e-mail address or a DID of the person.",
        hint_fr="Donnez une adresse de courriel ou un DID de la personne.",
        about_en="Badges are found to be somebody's by an e-mail address, a DID or another identifier; with "
        "none there is nothing to compare.",
        about_fr="On reconnaît à qui est un badge par une adresse de courriel, un DID ou un autre identifiant "
        "; sans cela, rien à comparer.",
    ),
}
