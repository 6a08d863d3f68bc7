"""What the room ``issuer`` says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "issuer_not_toml": Sentence(
        en="{name} is neither TOML nor JSON",
        fr="{name} n'est ni du TOML ni du JSON",
        hint_en="Check the file's quotes and brackets; examples/achievements shows the form.",
        hint_fr="Vérifiez les guillemets et les crochets ; examples/achievements montre la forme.",
        about_en="An achievement or issuer is written as a TOML file, or as JSON, in the standard's words.",
        about_fr="Un accomplissement ou un émetteur s'écrit en TOML ou en JSON, avec les mots de la norme.",
    ),
    "issuer_placeholder": Sentence(
        en='the text "{text}" at {place} is still that of a template ({word})',
        fr="le texte « {text} » à {place} est encore celui d'un modèle ({word})",
        hint_en="Replace it by your own before you issue.",
        hint_fr="Remplacez-le par le vôtre avant d'émettre.",
        about_en="A badge that names example.org or a line of a template would be signed for ever; nothing was issued.",
        about_fr="Un badge nommant example.org ou une ligne de modèle serait signé pour toujours ; rien n'a été émis.",
    ),
    "issuer_exists": Sentence(
        en="{path} is there already",
        fr="{path} existe déjà",
        hint_en="Choose another name; nothing is overwritten.",
        hint_fr="Choisissez un autre nom ; rien n'est écrasé.",
        about_en="A badge file is never written over another.",
        about_fr="Un fichier de badge n'en écrase jamais un autre.",
    ),
}
