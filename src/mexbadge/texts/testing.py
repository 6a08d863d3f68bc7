"""What the room ``testing`` says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "testing_no_list": Sentence(
        en="{issuer} has no address at which a list of revocations could stand",
        fr="{issuer} n'a pas d'adresse où une liste de révocations pourrait se trouver",
        hint_en="Use an issuer that is a did:web or an https address.",
        hint_fr="Prenez un émetteur qui est un did:web ou une adresse https.",
        about_en="A made-up issuer that is only a key publishes nothing, so its badges cannot be revoked.",
        about_fr="Un émetteur inventé qui n'est qu'une clé ne publie rien ; ses badges ne peuvent donc pas être révoqués.",
    ),
    "testing_not_issued": Sentence(
        en="{badge} has no place on this made-up issuer's list of revocations",
        fr="{badge} n'a pas de place sur la liste de révocations de cet émetteur inventé",
        hint_en="Issue it with issue_revocable, by the same college.",
        hint_fr="Délivrez-le par issue_revocable, du même établissement.",
        about_en="Only a badge that names a place on a list of its issuer can be revoked there.",
        about_fr="Seul un badge qui nomme une place sur une liste de son émetteur peut y être révoqué.",
    ),
    "testing_one_state": Sentence(
        en="a badge for a test is altered, expired or revoked, one at a time",
        fr="un badge de test est modifié, expiré ou révoqué, une seule chose à la fois",
        hint_en="Ask for one state.",
        hint_fr="Demandez un seul état.",
        about_en="A test says what it is about by the one thing that is wrong with its badge.",
        about_fr="Un test dit de quoi il parle par la seule chose qui ne va pas dans son badge.",
    ),
}
