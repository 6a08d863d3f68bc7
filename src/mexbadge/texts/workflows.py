"""What the room ``workflows`` says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "convert_not_older": Sentence(
        en="this is no Open Badge of version 2.0 or before",
        fr="ce n'est pas un Open Badge de version 2.0 ou antérieure",
        hint_en="Give a 2.0 badge; a 3.0 one needs no conversion.",
        hint_fr="Donnez un badge 2.0 ; un badge 3.0 ne se convertit pas.",
        about_en="Conversion makes a 3.0 credential of an older badge that was verified first.",
        about_fr="La conversion tire une attestation 3.0 d'un badge plus ancien, vérifié d'abord.",
    ),
    "convert_other_issuer": Sentence(
        en="{new} is not the issuer of this badge ({old})",
        fr="{new} n'est pas l'émetteur de ce badge ({old})",
        hint_en="Give the issuer's own address, the did:web of its whole host, or an id that its profile names (related).",
        hint_fr="Donnez l'adresse même de l'émetteur, le did:web de tout son hôte, ou un identifiant que son profil nomme (related).",
        about_en="Only who issued a badge may issue it again in the new form; anybody else would speak in the issuer's name. "
        "Many issuers may share one host.",
        about_fr="Seul l'émetteur d'un badge peut le réémettre sous la nouvelle forme ; tout autre parlerait en son nom. "
        "Plusieurs émetteurs peuvent partager un hôte.",
    ),
    "convert_not_own_key": Sentence(
        en="the key is not one that {issuer} publishes for issuing: {reason}",
        fr="la clé n'est pas de celles que {issuer} publie pour émettre : {reason}",
        hint_en="Publish the key first, or use the issuer's own.",
        hint_fr="Publiez d'abord la clé ou utilisez celle de l'émetteur.",
        about_en="The converted credential was verified before it was handed out, and it did not pass.",
        about_fr="L'attestation convertie a été vérifiée avant d'être remise, et elle n'a pas réussi.",
    ),
}
