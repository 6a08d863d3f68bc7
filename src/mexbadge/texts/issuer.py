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
    "issuer_toml_line": Sentence(
        en="{name} cannot be read: line {line} is no TOML",
        fr="{name} est illisible : la ligne {line} n'est pas du TOML",
        hint_en="Look at that line in an editor: is a quotation mark or a bracket missing?",
        hint_fr="Regardez cette ligne dans un éditeur : manque-t-il un guillemet ou un crochet ?",
        about_en="Settings and achievements are written in TOML: a name, an equals sign, and a text in quotation marks. Nothing was changed.",
        about_fr="Les réglages et les accomplissements s'écrivent en TOML : un nom, un signe égal et un texte entre guillemets. Rien n'a été modifié.",
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
    "issuer_url": Sentence(
        en='"{value}" is no address at which badges can be hosted',
        fr="« {value} » n'est pas une adresse où des badges peuvent être hébergés",
        hint_en="Give the https address of your site, or of a folder on it, such as https://badges.college.ca, without ? and #.",
        hint_fr="Donnez l'adresse https de votre site, ou d'un de ses dossiers, comme https://badges.college.ca, sans ? ni #.",
        about_en="The address becomes part of every badge: a verifier looks there for the issuer's keys and for what was revoked. It begins with https:// and has the full name of a host. Nothing has to be online there yet.",
        about_fr="L'adresse fait partie de chaque badge : un vérificateur y cherche les clés de l'émetteur et ce qui a été révoqué. Elle commence par https:// et porte le nom complet d'un hôte. Rien ne doit encore y être en ligne.",
    ),
    "issuer_id": Sentence(
        en='"{value}" cannot be the name of an issuer',
        fr="« {value} » ne peut être le nom d'un émetteur",
        hint_en="Leave --id out: the name is then made of --url. Else give a did:web or an https address.",
        hint_fr="Omettez --id : le nom est alors tiré de --url. Sinon, donnez un did:web ou une adresse https.",
        about_en="An issuer is named by an identifier that leads to its keys: did:web, or an https address.",
        about_fr="Un émetteur est nommé par un identifiant qui mène à ses clés : did:web, ou une adresse https.",
    ),
    "issuer_id_elsewhere": Sentence(
        en="the keys of {value} would be looked for at {url}, which is no document below {base}",
        fr="les clés de {value} seraient cherchées à {url}, qui n'est pas un document sous {base}",
        hint_en="Leave --id out: the name is then made of --url. Else name a document below that address.",
        hint_fr="Omettez --id : le nom est alors tiré de --url. Sinon, nommez un document sous cette adresse.",
        about_en="A verifier finds the issuer's keys by its name. What is published at one address cannot be found at another.",
        about_fr="Un vérificateur trouve les clés de l'émetteur par son nom. Ce qui est publié à une adresse ne se trouve pas à une autre.",
    ),
    "issuer_email": Sentence(
        en='"{value}" is no e-mail address of an issuer',
        fr="« {value} » n'est pas une adresse courriel d'émetteur",
        hint_en="Write the address alone, such as badges@college.ca, or leave it out.",
        hint_fr="Écrivez l'adresse seule, comme badges@college.ca, ou omettez-la.",
        about_en="The address is shown in badges, and signed; a mistake in it could not be corrected later.",
        about_fr="L'adresse figure dans les badges, et elle est signée ; une faute ne pourrait être corrigée plus tard.",
    ),
}
