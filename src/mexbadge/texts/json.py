"""What the strict JSON reader says, and base58 and base64url beside it, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "kept_version": Sentence(
        en="this was kept as {schema}, and {expected} is read here",
        fr="ceci a été conservé comme {schema}, et on lit ici {expected}",
        hint_en="Verify the badges anew, and keep what comes of it.",
        hint_fr="Vérifiez de nouveau les badges, et conservez le résultat.",
        about_en="What is kept names its form and version. Another version may mean something else by the same words, so it is "
        "not read as if it were this one.",
        about_fr="Ce qui est conservé nomme son format et sa version. Une autre version peut vouloir dire autre chose par les mêmes "
        "mots ; elle n'est donc pas lue comme si c'était celle-ci.",
    ),
    "kept_changed": Sentence(
        en="what was kept as {schema} was changed since: its digest does not fit",
        fr="ce qui a été conservé comme {schema} a été changé depuis : son empreinte ne correspond pas",
        hint_en="Take an unchanged copy, or verify the badges anew.",
        hint_fr="Prenez une copie intacte, ou vérifiez de nouveau les badges.",
        about_en="A report that somebody edited says no longer what a verification found. The digest shows slips and damage; "
        "whoever may write the file may write its digest too, so keep it where only you write.",
        about_fr="Un rapport retouché ne dit plus ce qu'une vérification a trouvé. L'empreinte révèle les fautes et les dommages ; "
        "qui peut écrire le fichier peut aussi écrire l'empreinte : gardez-le là où vous seul écrivez.",
    ),
    "kept_form": Sentence(
        en="this cannot have been kept by mexbadge: its parts do not fit together",
        fr="ceci ne peut avoir été conservé par mexbadge : ses parties ne concordent pas",
        hint_en="Verify the badges anew, and keep what comes of it.",
        hint_fr="Vérifiez de nouveau les badges, et conservez le résultat.",
        about_en="A kept value is read back exactly as it was, or not at all.",
        about_fr="Une valeur conservée se relit exactement telle quelle, ou pas du tout.",
    ),
    "kept_nothing": Sentence(
        en="{name} cannot be judged again: the badge itself could not be read, so nothing of it was kept",
        fr="{name} ne peut être jugé de nouveau : le badge lui-même était illisible, et rien n'en a été conservé",
        hint_en="Ask for the badge again.",
        hint_fr="Demandez de nouveau le badge.",
        about_en="Judging again begins with the bytes of the badge.",
        about_fr="Juger de nouveau commence par les octets du badge.",
    ),
    "json_too_large": Sentence(
        en="the text is {size} bytes long; at most {limit} are read",
        fr="le texte compte {size} octets ; on en lit au plus {limit}",
        hint_en="Check that this is a badge and not another file.",
        hint_fr="Vérifiez qu'il s'agit bien d'un badge et non d'un autre fichier.",
        about_en="Everything that is read has a limit, so that a file made to exhaust a computer cannot do so.",
        about_fr="Tout ce qui est lu a une limite : un fichier conçu pour épuiser un ordinateur n'y parvient pas.",
    ),
    "json_too_many": Sentence(
        en="the text holds more than {limit} arrays and objects",
        fr="le texte contient plus de {limit} tableaux et objets",
        hint_en="Check that this is a badge; no badge needs so many.",
        hint_fr="Vérifiez qu'il s'agit d'un badge ; aucun badge n'en exige autant.",
        about_en="A small file of empty brackets can fill a computer's memory; it is refused before it is read.",
        about_fr="Un petit fichier de crochets vides peut remplir la mémoire ; il est refusé avant d'être lu.",
    ),
    "json_too_many_values": Sentence(
        en="the text holds more than {limit} values",
        fr="le texte contient plus de {limit} valeurs",
        hint_en="Check that this is a badge; no badge needs so many.",
        hint_fr="Vérifiez qu'il s'agit d'un badge ; aucun badge n'en exige autant.",
        about_en="A value takes many times more memory than its few characters. A text with a great many is refused before it is read.",
        about_fr="Une valeur occupe en mémoire bien plus que ses quelques caractères. Un texte qui en compte trop est refusé avant d'être lu.",
    ),
    "json_encoding": Sentence(
        en="the text is not UTF-8",
        fr="le texte n'est pas en UTF-8",
        hint_en="Save the file as UTF-8, or ask the issuer for the original.",
        hint_fr="Enregistrez le fichier en UTF-8 ou demandez l'original à l'émetteur.",
        about_en="JSON that travels between systems is UTF-8 (RFC 8259, section 8.1); these bytes are something else.",
        about_fr="Le JSON échangé entre systèmes est en UTF-8 (RFC 8259, section 8.1) ; ces octets sont autre chose.",
    ),
    "json_syntax": Sentence(
        en="not JSON: line {line}, column {column} cannot be read",
        fr="ce n'est pas du JSON : ligne {line}, colonne {column} illisible",
        hint_en="Check the file at that place; it may have been cut or edited.",
        hint_fr="Vérifiez le fichier à cet endroit ; il a pu être coupé ou modifié.",
        about_en="The text breaks the grammar of JSON (RFC 8259), so nothing in it can be relied on.",
        about_fr="Le texte ne respecte pas la grammaire JSON (RFC 8259) ; on ne peut donc se fier à rien de son contenu.",
    ),
    "json_not_object": Sentence(
        en="the JSON is not an object",
        fr="le JSON n'est pas un objet",
        hint_en="Give the credential itself: it begins with a brace.",
        hint_fr="Donnez l'attestation elle-même : elle commence par une accolade.",
        about_en="A credential is one JSON object with named members; this text holds a list, a string or a number.",
        about_fr="Une attestation est un objet JSON à membres nommés ; ce texte contient une liste, une chaîne ou un nombre.",
    ),
    "json_duplicate_name": Sentence(
        en='the name "{name}" stands twice in one object',
        fr="le nom « {name} » figure deux fois dans un même objet",
        hint_en="Ask the issuer for a correct file: two programs would read this one differently.",
        hint_fr="Demandez un fichier correct à l'émetteur : deux programmes liraient celui-ci différemment.",
        about_en="With a name given twice one reader takes the first value and another the last; a badge must say one thing.",
        about_fr="Si un nom figure deux fois, un lecteur prend la première valeur, un autre la dernière ; un badge doit dire une seule chose.",
    ),
    "json_number": Sentence(
        en="the number {number} cannot be held exactly",
        fr="le nombre {number} ne peut être représenté exactement",
        hint_en="Ask the issuer for a correct file: programs would read this one differently.",
        hint_fr="Demandez un fichier correct à l'émetteur : les programmes liraient celui-ci différemment.",
        about_en="Numbers beyond 2^53, infinities and NaN are read differently by different programs (RFC 7493).",
        about_fr="Les nombres au-delà de 2^53, les infinis et NaN sont lus différemment selon les programmes (RFC 7493).",
    ),
    "json_surrogate": Sentence(
        en="a text holds half of a character (a lone surrogate)",
        fr="un texte contient une moitié de caractère (demi-codet isolé)",
        hint_en="Ask the issuer for a correct file.",
        hint_fr="Demandez un fichier correct à l'émetteur.",
        about_en="Half a surrogate pair is no character; it cannot be written as UTF-8, so it cannot have been signed.",
        about_fr="Un demi-codet n'est pas un caractère ; il ne peut s'écrire en UTF-8 et n'a donc pas pu être signé.",
    ),
    "json_too_deep": Sentence(
        en="the JSON nests more than {limit} levels deep",
        fr="le JSON compte plus de {limit} niveaux d'imbrication",
        hint_en="Check that this is a badge; no badge needs so many levels.",
        hint_fr="Vérifiez qu'il s'agit d'un badge ; aucun badge n'exige autant de niveaux.",
        about_en="Extreme nesting is a known way to make a reader fail; it is refused before anything else is done.",
        about_fr="L'imbrication extrême est un moyen connu de faire échouer un lecteur ; elle est refusée d'emblée.",
    ),
    "json_not_canonical": Sentence(
        en="the document holds a value that canonical JSON cannot carry",
        fr="le document contient une valeur que le JSON canonique ne peut porter",
        hint_en="Ask the issuer for a correct file: programs would read this one differently.",
        hint_fr="Demandez un fichier correct à l'émetteur : les programmes liraient celui-ci différemment.",
        about_en="Signing needs one exact form of a document (RFC 8785); this one has none.",
        about_fr="La signature exige une forme unique du document (RFC 8785) ; celui-ci n'en a pas.",
    ),
    "multibase_prefix": Sentence(
        en='the text begins with "{prefix}", not with the letter of an encoding that is allowed here',
        fr="le texte commence par « {prefix} », non par la lettre d'un encodage admis ici",
        hint_en="Ask the issuer for a correct file.",
        hint_fr="Demandez un fichier correct à l'émetteur.",
        about_en="Multibase text names its encoding by its first letter: z for base58, u for base64url.",
        about_fr="Un texte multibase nomme son encodage par sa première lettre : z pour base58, u pour base64url.",
    ),
    "multibase_text": Sentence(
        en="the text is not well-formed {encoding}",
        fr="le texte n'est pas du {encoding} bien formé",
        hint_en="Ask the issuer for a correct file.",
        hint_fr="Demandez un fichier correct à l'émetteur.",
        about_en="A key or a signature was written in an alphabet of its own and holds characters outside it.",
        about_fr="Une clé ou une signature est écrite dans un alphabet propre et contient des caractères qui n'en font pas partie.",
    ),
    "multibase_length": Sentence(
        en="the text is {size} characters long; at most {limit} are read",
        fr="le texte compte {size} caractères ; on en lit au plus {limit}",
        hint_en="Ask the issuer for a correct file.",
        hint_fr="Demandez un fichier correct à l'émetteur.",
        about_en="Keys and signatures are short; a very long one is refused before it is decoded.",
        about_fr="Les clés et signatures sont courtes ; un texte très long est refusé avant d'être décodé.",
    ),
}
