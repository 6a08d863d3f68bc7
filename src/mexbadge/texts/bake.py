"""What baking and unbaking say, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_ASK_EN: Final = "Ask for the original file: this one was damaged or changed on its way."
_ASK_FR: Final = "Demandez le fichier d'origine : celui-ci a été abîmé ou modifié en chemin."
_EXPORT_EN: Final = "Save the picture again as plain SVG with a drawing program, then bake it."
_EXPORT_FR: Final = "Enregistrez de nouveau l'image en SVG simple avec un logiciel de dessin, puis intégrez le badge."

_FILES: Final[Mapping[str, Sentence]] = {
    "bake_image_empty": Sentence(
        en="the file is empty",
        fr="le fichier est vide",
        hint_en="Download or copy the image again.",
        hint_fr="Téléchargez ou copiez l'image de nouveau.",
        about_en="A file of no bytes is usually a download or a copy that broke off.",
        about_fr="Un fichier sans octet est le plus souvent un téléchargement ou une copie qui s'est interrompu.",
    ),
    "bake_image_too_large": Sentence(
        en="the image is {size} bytes long; at most {limit} are read",
        fr="l'image compte {size} octets ; on en lit au plus {limit}",
        hint_en="Ask for the badge in a smaller image.",
        hint_fr="Demandez le badge dans une image plus petite.",
        about_en="Every file has a limit, so that one made to exhaust a computer cannot do so.",
        about_fr="Tout fichier a une limite : un fichier conçu pour épuiser un ordinateur n'y parvient pas.",
    ),
    "bake_not_an_image": Sentence(
        en="this is a {kind} file; only PNG and SVG images can carry a badge",
        fr="c'est un fichier {kind} ; seules les images PNG et SVG peuvent porter un badge",
        hint_en="Ask for the original PNG or SVG file; another file that was renamed, or converted from it, holds no badge.",
        hint_fr="Demandez le fichier PNG ou SVG d'origine ; un autre fichier renommé ou converti ne contient pas de badge.",
        about_en="What a file is shows in its first bytes, whatever its name says. Open Badges knows only PNG and SVG as badge "
        "images; converting a badge to another format removes the credential.",
        about_fr="La nature d'un fichier se lit dans ses premiers octets, quel que soit son nom. La norme Open Badges ne connaît "
        "que les images PNG et SVG ; convertir un badge vers un autre format en retire l'attestation.",
    ),
    "bake_svgz": Sentence(
        en="this is a compressed file, perhaps an .svgz picture; it is not opened",
        fr="c'est un fichier compressé, peut-être une image .svgz ; il n'est pas ouvert",
        hint_en="Decompress the file first, or save the picture as plain .svg.",
        hint_fr="Décompressez d'abord le fichier ou enregistrez l'image en .svg simple.",
        about_en="An SVG may be stored compressed with gzip. Badges are read from plain SVG only, so that a small file cannot "
        "unfold into an enormous one.",
        about_fr="Un SVG peut être compressé avec gzip. Les badges ne sont lus que dans un SVG simple : ainsi, un petit fichier "
        "ne peut se déployer en un fichier énorme.",
    ),
    "bake_unknown_file": Sentence(
        en="this is neither a PNG nor an SVG image",
        fr="ce n'est ni une image PNG ni une image SVG",
        hint_en="Check that this is the image; a credential itself (JSON or token) has nothing to be taken out of it.",
        hint_fr="Vérifiez qu'il s'agit bien de l'image ; il n'y a rien à extraire d'une attestation seule (JSON ou jeton).",
        about_en="The first bytes of the file are those of no PNG, no SVG and no other kind of image that is known here.",
        about_fr="Les premiers octets du fichier ne sont ceux ni d'un PNG, ni d'un SVG, ni d'une autre image connue ici.",
    ),
}

_PNG: Final[Mapping[str, Sentence]] = {
    "bake_png_signature": Sentence(
        en="the PNG is damaged in its first eight bytes",
        fr="le PNG est abîmé dans ses huit premiers octets",
        hint_en="Send the file again as an attachment: a transfer as text has changed it.",
        hint_fr="Renvoyez le fichier en pièce jointe : un transfert en mode texte l'a modifié.",
        about_en="A PNG begins with eight bytes that are made to show whether a transfer changed line ends (PNG, section 5.2).",
        about_fr="Un PNG commence par huit octets conçus pour révéler qu'un transfert a changé les fins de ligne (PNG, section 5.2).",
    ),
    "bake_png_no_header": Sentence(
        en="the PNG does not begin with its header chunk",
        fr="le PNG ne commence pas par son bloc d'en-tête",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The first chunk of a PNG is IHDR, 13 bytes long (PNG, section 5.6). Without it no program shows the image.",
        about_fr="Le premier bloc d'un PNG est IHDR, long de 13 octets (PNG, section 5.6). Sans lui, aucun logiciel n'affiche l'image.",
    ),
    "bake_png_before_header": Sentence(
        en="a badge chunk stands before the header of the PNG, where no image reader looks",
        fr="un bloc de badge précède l'en-tête du PNG, là où aucun lecteur d'images ne regarde",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The first chunk of a PNG is its header. A badge in front of it would be seen by one program and not by "
        "another, so it is refused.",
        about_fr="Le premier bloc d'un PNG est son en-tête. Un badge placé devant serait vu par un logiciel et pas par un autre ; "
        "il est donc refusé.",
    ),
    "bake_png_chunk": Sentence(
        en="the PNG is damaged: no chunk begins at byte {offset}",
        fr="le PNG est abîmé : aucun bloc ne commence à l'octet {offset}",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="A PNG is a row of chunks, each named with four letters. At this place stands something else.",
        about_fr="Un PNG est une suite de blocs, chacun nommé par quatre lettres. À cet endroit se trouve autre chose.",
    ),
    "bake_png_truncated": Sentence(
        en="the PNG is cut off: the chunk at byte {offset} runs past the end of the file",
        fr="le PNG est tronqué : le bloc à l'octet {offset} dépasse la fin du fichier",
        hint_en="Download or copy the file again, completely.",
        hint_fr="Téléchargez ou copiez le fichier de nouveau, au complet.",
        about_en="Each chunk of a PNG says how long it is, and the last one is IEND. Here the file ends earlier.",
        about_fr="Chaque bloc d'un PNG indique sa longueur, et le dernier est IEND. Ici, le fichier s'arrête avant.",
    ),
    "bake_png_chunks": Sentence(
        en="the PNG has more than {limit} chunks",
        fr="le PNG compte plus de {limit} blocs",
        hint_en="Ask the issuer for the badge in another image, such as a PNG.",
        hint_fr="Demandez à l'émetteur le badge dans une autre image, un PNG par exemple.",
        about_en="An ordinary PNG has a few dozen chunks. Very many of them are a way to keep a reader busy.",
        about_fr="Un PNG ordinaire compte quelques dizaines de blocs. Un très grand nombre sert à occuper inutilement un lecteur.",
    ),
    "bake_png_after_end": Sentence(
        en="a badge chunk stands behind the end of the PNG (byte {offset}), where no image reader looks",
        fr="un bloc de badge suit la fin du PNG (octet {offset}), là où aucun lecteur d'images ne regarde",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="A PNG ends with its chunk IEND. A badge behind it would be seen by one program and not by another, so it is "
        "refused.",
        about_fr="Un PNG se termine par son bloc IEND. Un badge placé après serait vu par un logiciel et pas par un autre ; "
        "il est donc refusé.",
    ),
    "bake_png_crc": Sentence(
        en="the checksum of the badge chunk at byte {offset} is wrong: its content was changed or damaged",
        fr="la somme de contrôle du bloc de badge à l'octet {offset} est fausse : son contenu a été modifié ou abîmé",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="Each chunk of a PNG ends with a checksum (CRC-32). It finds accidents; against forgery the signature stands.",
        about_fr="Chaque bloc d'un PNG se termine par une somme de contrôle (CRC-32). Elle décèle les accidents ; contre la "
        "falsification, il y a la signature.",
    ),
    "bake_png_layout": Sentence(
        en="the badge chunk at byte {offset} is not laid out as a text chunk",
        fr="le bloc de badge à l'octet {offset} n'a pas la forme d'un bloc de texte",
        hint_en="Ask the issuer for a correct file.",
        hint_fr="Demandez un fichier correct à l'émetteur.",
        about_en="A text chunk holds a keyword, flags, a language, a translated keyword and the text, in this order (PNG, "
        "section 11.3.3). Some of it is missing here.",
        about_fr="Un bloc de texte contient un mot-clé, des indicateurs, une langue, un mot-clé traduit et le texte, dans cet "
        "ordre (PNG, section 11.3.3). Il en manque une partie.",
    ),
    "bake_png_inflate": Sentence(
        en="the compressed badge chunk at byte {offset} cannot be decompressed",
        fr="le bloc de badge compressé à l'octet {offset} ne peut être décompressé",
        hint_en="Ask the issuer for a correct file; a badge must not be compressed.",
        hint_fr="Demandez un fichier correct à l'émetteur ; un badge ne doit pas être compressé.",
        about_en="Compression must not be used for badges in a PNG. It is read all the same where it can be; here it cannot.",
        about_fr="La compression est interdite pour les badges dans un PNG. On la lit malgré tout si possible ; ici, ce ne l'est pas.",
    ),
}

_SVG: Final[Mapping[str, Sentence]] = {
    "bake_svg_malformed": Sentence(
        en="the SVG cannot be read: line {line}, column {column} is not well-formed XML",
        fr="le SVG est illisible : ligne {line}, colonne {column}, le XML est mal formé",
        hint_en="Ask for the original file.",
        hint_fr="Demandez le fichier original.",
        about_en="An SVG is an XML document. At this place it breaks the grammar of XML; it may have been cut or edited.",
        about_fr="Un SVG est un document XML. À cet endroit, il enfreint la grammaire XML ; il a pu être coupé ou modifié.",
    ),
    "bake_svg_dtd": Sentence(
        en="the document type of the SVG holds declarations of its own (line {line}); such files are not read",
        fr="le type de document du SVG contient ses propres déclarations (ligne {line}) ; ces fichiers ne sont pas lus",
        hint_en="Ask the issuer for the badge in another image, such as a PNG.",
        hint_fr="Demandez à l'émetteur le badge dans une autre image, un PNG par exemple.",
        about_en="A document type that only names SVG is passed over. One with declarations of its own, in brackets, can define "
        "entities that unfold without end or fetch files from elsewhere. No picture needs them, so it is refused before anything is read.",
        about_fr="Un type de document qui ne fait que nommer SVG est ignoré. S'il contient ses propres déclarations, entre crochets, "
        "il peut définir des entités qui se déploient sans fin ou qui vont chercher des fichiers ailleurs. Aucune image n'en a "
        "besoin ; il est donc refusé d'emblée.",
    ),
    "bake_svg_encoding": Sentence(
        en="the SVG is written in the encoding {encoding}; only UTF-8, UTF-16, ISO-8859-1 and US-ASCII are read",
        fr="le SVG est écrit dans l'encodage {encoding} ; seuls UTF-8, UTF-16, ISO-8859-1 et US-ASCII sont lus",
        hint_en="Ask the issuer for the badge in another image, such as a PNG.",
        hint_fr="Demandez à l'émetteur le badge dans une autre image, un PNG par exemple.",
        about_en="Every XML reader knows UTF-8 and UTF-16 (XML 1.0, section 4.3.3), and reads ISO-8859-1 and US-ASCII alike where "
        "they are declared and no byte order mark says otherwise; other encodings may be read differently.",
        about_fr="Tout lecteur XML connaît UTF-8 et UTF-16 (XML 1.0, section 4.3.3), et lit ISO-8859-1 et US-ASCII de la même façon "
        "s'ils sont déclarés et qu'aucune marque d'ordre des octets ne dit le contraire ; les autres encodages peuvent être lus "
        "différemment.",
    ),
    "bake_svg_root": Sentence(
        en='the XML document is no SVG: its first element is "{name}"',
        fr="le document XML n'est pas un SVG : son premier élément est « {name} »",
        hint_en="Check that this is the picture; its first element must be svg, with the namespace of SVG.",
        hint_fr="Vérifiez qu'il s'agit de l'image ; son premier élément doit être svg, avec l'espace de noms de SVG.",
        about_en="An SVG begins with the element svg in the namespace http://www.w3.org/2000/svg. Without it no browser shows "
        "the picture.",
        about_fr="Un SVG commence par l'élément svg, dans l'espace de noms http://www.w3.org/2000/svg. Sans lui, aucun "
        "navigateur n'affiche l'image.",
    ),
    "bake_svg_depth": Sentence(
        en="the SVG nests its elements more than {limit} levels deep",
        fr="le SVG imbrique ses éléments sur plus de {limit} niveaux",
        hint_en="Ask the issuer for the badge in another image, such as a PNG.",
        hint_fr="Demandez à l'émetteur le badge dans une autre image, un PNG par exemple.",
        about_en="Extreme nesting is a known way to make a reader fail; it is refused.",
        about_fr="L'imbrication extrême est un moyen connu de faire échouer un lecteur ; elle est refusée.",
    ),
    "bake_svg_elements": Sentence(
        en="the SVG has more than {limit} elements and attributes",
        fr="le SVG compte plus de {limit} éléments et attributs",
        hint_en="Ask the issuer for the badge in another image, such as a PNG.",
        hint_fr="Demandez à l'émetteur le badge dans une autre image, un PNG par exemple.",
        about_en="A badge is a small picture. Very many elements are a way to keep a reader busy.",
        about_fr="Un badge est une petite image. Un très grand nombre d'éléments sert à occuper inutilement un lecteur.",
    ),
    "bake_svg_attributes": Sentence(
        en="an element of the SVG has more than {limit} attributes (line {line})",
        fr="un élément du SVG compte plus de {limit} attributs (ligne {line})",
        hint_en="Ask the issuer for the badge in another image, such as a PNG.",
        hint_fr="Demandez à l'émetteur le badge dans une autre image, un PNG par exemple.",
        about_en="No element of a picture needs so many attributes; they are a way to fill a reader's memory.",
        about_fr="Aucun élément d'une image n'exige autant d'attributs ; ils servent à saturer la mémoire d'un lecteur.",
    ),
    "bake_svg_namespace": Sentence(
        en="the SVG has a namespace name of more than {limit} characters (line {line})",
        fr="le SVG a un nom d'espace de noms de plus de {limit} caractères (ligne {line})",
        hint_en="Ask the issuer for the badge in another image, such as a PNG.",
        hint_fr="Demandez à l'émetteur le badge dans une autre image, un PNG par exemple.",
        about_en="The name of a namespace is a short address. A very long one makes a reader copy it again and again.",
        about_fr="Le nom d'un espace de noms est une courte adresse. Très long, il force un lecteur à le recopier sans cesse.",
    ),
    "bake_svg_nested": Sentence(
        en="the badge element of the SVG holds other elements (line {line})",
        fr="l'élément de badge du SVG contient d'autres éléments (ligne {line})",
        hint_en="Ask the issuer for a correct file.",
        hint_fr="Demandez un fichier correct à l'émetteur.",
        about_en="The element that carries a badge holds text only. With elements in it, two programs could read two badges.",
        about_fr="L'élément qui porte un badge ne contient que du texte. S'il contient des éléments, deux logiciels pourraient y "
        "lire deux badges.",
    ),
    "bake_svg_character": Sentence(
        en="the credential holds the character {character}, which no SVG can hold",
        fr="l'attestation contient le caractère {character}, qu'aucun SVG ne peut contenir",
        hint_en="Write the character as a \\u escape in the JSON, or bake the credential into a PNG.",
        hint_fr="Écrivez ce caractère comme séquence \\u dans le JSON ou intégrez l'attestation dans un PNG.",
        about_en="XML leaves out most control characters and a few others (XML 1.0, section 2.2), in any spelling.",
        about_fr="XML exclut la plupart des caractères de commande et quelques autres (XML 1.0, section 2.2), sous toute forme.",
    ),
    "bake_svg_two_contents": Sentence(
        en="the badge element at byte {offset} holds an attribute and a text; the attribute counts",
        fr="l'élément de badge à l'octet {offset} porte un attribut et un texte ; l'attribut l'emporte",
        hint_en="Ask the issuer for a file that says one thing: another program might read the text.",
        hint_fr="Demandez à l'émetteur un fichier qui dit une seule chose : un autre logiciel pourrait lire le texte.",
        about_en="In an SVG a token stands in the attribute verify and JSON in the body of the element, never both (Open Badges "
        "3.0, section 5.3.2).",
        about_fr="Dans un SVG, un jeton figure dans l'attribut verify et le JSON dans le corps de l'élément, jamais les deux "
        "(Open Badges 3.0, section 5.3.2).",
    ),
}

_CONTENT: Final[Mapping[str, Sentence]] = {
    "bake_receipt_png": Sentence(
        en="only a PNG can carry a receipt inside",
        fr="seul un PNG peut contenir un reçu",
        hint_en="Keep the receipt beside the badge, under its name and .tlog-proof.",
        hint_fr="Gardez le reçu à côté du badge, sous son nom suivi de .tlog-proof.",
        about_en="The receipt of a ledger goes into a text chunk of its own in a PNG; other files keep it beside them.",
        about_fr="Le reçu d'un journal se place dans un bloc de texte à part d'un PNG ; les autres fichiers le gardent à côté d'eux.",
    ),
    "bake_too_large": Sentence(
        en="the credential is longer than the {limit} bytes that are allowed",
        fr="l'attestation dépasse les {limit} octets permis",
        hint_en="Ask the issuer for a smaller badge.",
        hint_fr="Demandez à l'émetteur un badge plus petit.",
        about_en="Everything that is read has a limit, also after decompression, so that a small file cannot fill a computer's "
        "memory.",
        about_fr="Tout ce qui est lu a une limite, même après décompression : un petit fichier ne peut ainsi remplir la mémoire "
        "d'un ordinateur.",
    ),
    "bake_too_many": Sentence(
        en="the image carries more than {limit} credentials",
        fr="l'image porte plus de {limit} attestations",
        hint_en="Ask the issuer for a file with one badge.",
        hint_fr="Demandez à l'émetteur un fichier qui ne contient qu'un badge.",
        about_en="An image carries one badge. Many are no accident; they are not read.",
        about_fr="Une image porte un seul badge. Un grand nombre n'est pas un hasard ; ils ne sont pas lus.",
    ),
    "bake_not_utf8": Sentence(
        en="the credential is not UTF-8 text",
        fr="l'attestation n'est pas un texte en UTF-8",
        hint_en="Ask the issuer for a correct file, or save the credential as UTF-8 before baking it.",
        hint_fr="Demandez un fichier correct à l'émetteur ou enregistrez l'attestation en UTF-8 avant de l'intégrer.",
        about_en="A credential in an image is UTF-8 text; these bytes are something else, so any reading of them would be a guess.",
        about_fr="Une attestation dans une image est un texte en UTF-8 ; ces octets sont autre chose, et toute lecture en serait "
        "une supposition.",
    ),
    "bake_nul": Sentence(
        en="the credential holds a NUL character",
        fr="l'attestation contient un caractère nul",
        hint_en="Ask the issuer for a correct file.",
        hint_fr="Demandez un fichier correct à l'émetteur.",
        about_en="Some programs stop reading at a NUL character, others do not; a badge must say one thing to all of them.",
        about_fr="Certains logiciels cessent de lire au caractère nul, d'autres non ; un badge doit dire la même chose à tous.",
    ),
    "bake_content_empty": Sentence(
        en="the place for the badge ({keyword}) is there, but nothing is in it",
        fr="l'emplacement du badge ({keyword}) existe, mais il est vide",
        hint_en="Ask the issuer for the file again; baking it went wrong.",
        hint_fr="Redemandez le fichier à l'émetteur ; l'intégration du badge a échoué.",
        about_en="The image has the chunk or element that carries a badge, without any content.",
        about_fr="L'image comporte le bloc ou l'élément qui porte un badge, sans aucun contenu.",
    ),
    "bake_compressed": Sentence(
        en="the badge chunk at byte {offset} is compressed; the standard forbids that",
        fr="le bloc de badge à l'octet {offset} est compressé, ce que la norme interdit",
        hint_en="Ask the issuer to bake without compression: other programs may not find this badge.",
        hint_fr="Demandez à l'émetteur d'intégrer le badge sans compression : d'autres logiciels pourraient ne pas le trouver.",
        about_en="Open Badges says that a badge in a PNG must not be compressed. It was decompressed and read all the same.",
        about_fr="Selon Open Badges, un badge dans un PNG ne doit pas être compressé. Il a été décompressé et lu malgré tout.",
    ),
    "bake_legacy": Sentence(
        en="the badge ({keyword}) stands in an old kind of text chunk (byte {offset})",
        fr="le badge ({keyword}) se trouve dans un ancien type de bloc de texte (octet {offset})",
        hint_en="Ask the issuer to bake into an iTXt chunk: other programs may not find this badge.",
        hint_fr="Demandez à l'émetteur d'utiliser un bloc iTXt : d'autres logiciels pourraient ne pas trouver ce badge.",
        about_en="Open Badges 3.0 badges stand in a chunk of type iTXt. Other kinds of text chunk were used only before Open "
        "Badges 1.0 had settled.",
        about_fr="Les badges Open Badges 3.0 se trouvent dans un bloc de type iTXt. Les autres types de bloc de texte datent "
        "d'avant la stabilisation d'Open Badges 1.0.",
    ),
    "bake_no_badge": Sentence(
        en="there is no badge in this image",
        fr="cette image ne contient pas de badge",
        hint_en="Ask for the original file, or scan its QR code: this is perhaps a screenshot or a re-saved picture.",
        hint_fr="Demandez le fichier d'origine ou balayez son code QR : il s'agit peut-être d'une capture d'écran ou d'une image "
        "réenregistrée.",
        about_en="A badge image looks like any other; the credential is stored inside the file. Screenshots, chat programs, photo "
        "libraries and image editors remove it.",
        about_fr="Une image de badge ressemble à toute autre ; l'attestation est rangée dans le fichier. Les captures d'écran, les "
        "messageries, les photothèques et les éditeurs d'images la retirent.",
    ),
    "bake_two_badges": Sentence(
        en="the image carries two different badges ({keyword})",
        fr="l'image porte deux badges différents ({keyword})",
        hint_en="Ask the issuer for a file with one badge.",
        hint_fr="Demandez à l'émetteur un fichier qui ne contient qu'un badge.",
        about_en="The standard allows one badge in an image. With two, one program would show the first and another the second.",
        about_fr="La norme permet un badge par image. S'il y en a deux, un logiciel montrerait le premier, un autre le second.",
    ),
}

_BAKING: Final[Mapping[str, Sentence]] = {
    "bake_already": Sentence(
        en="a badge is already in this image",
        fr="cette image contient déjà un badge",
        hint_en="Use the image without a badge, or allow the badge to be replaced (--replace).",
        hint_fr="Utilisez l'image sans badge ou permettez le remplacement du badge (--replace).",
        about_en="An image carries one badge. A second one is never added; the first is replaced only when that was asked for.",
        about_fr="Une image porte un seul badge. On n'en ajoute jamais un second ; le premier n'est remplacé que sur demande.",
    ),
    "bake_credential_empty": Sentence(
        en="the credential is empty",
        fr="l'attestation est vide",
        hint_en="Give the credential: a JSON document or a token.",
        hint_fr="Donnez l'attestation : un document JSON ou un jeton.",
        about_en="There is nothing to put into the image.",
        about_fr="Il n'y a rien à mettre dans l'image.",
    ),
    "bake_not_a_credential": Sentence(
        en="what is to be baked is neither a JSON object, nor a token with a JSON object in it, nor a web address",
        fr="le contenu à intégrer n'est ni un objet JSON, ni un jeton contenant un objet JSON, ni une adresse web",
        hint_en="Give the credential as the issuer made it: JSON, or a token of three parts joined by dots.",
        hint_fr="Donnez l'attestation telle que l'émetteur l'a faite : du JSON ou un jeton en trois parties jointes par des points.",
        about_en="A badge image carries a signed credential: JSON with a proof, or a compact token. Open Badges 2.0 also allows "
        "the address of a hosted assertion.",
        about_fr="Une image de badge porte une attestation signée : du JSON muni d'une preuve ou un jeton compact. Open Badges 2.0 "
        "permet aussi l'adresse d'une assertion hébergée.",
    ),
    "bake_keyword": Sentence(
        en='"{keyword}" is no keyword for a badge',
        fr="« {keyword} » n'est pas un mot-clé de badge",
        hint_en="Use openbadgecredential, clrcredential or openbadges.",
        hint_fr="Utilisez openbadgecredential, clrcredential ou openbadges.",
        about_en="The keyword says which standard the credential follows: Open Badges 3.0, CLR 2.0 or Open Badges 2.0.",
        about_fr="Le mot-clé indique la norme que suit l'attestation : Open Badges 3.0, CLR 2.0 ou Open Badges 2.0.",
    ),
}

SENTENCES: Final[Mapping[str, Sentence]] = {**_FILES, **_PNG, **_SVG, **_CONTENT, **_BAKING}
