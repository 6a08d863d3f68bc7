"""What the room ``ld`` says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_ASK_EN: Final = "Ask the issuer to leave this out, or to correct it, and to sign again."
_ASK_FR: Final = "Demandez à l'émetteur de retirer ou de corriger ceci, puis de signer de nouveau."
_COVER_EN: Final = (
    "A proof over linked data signs statements. What makes no statement is not signed, and anybody could have written it "
    "(Data Integrity 1.0, section 2.4.1)."
)
_COVER_FR: Final = (
    "Une preuve sur des données liées signe des énoncés. Ce qui ne forme aucun énoncé n'est pas signé, et n'importe qui a "
    "pu l'écrire (Data Integrity 1.0, section 2.4.1)."
)


def _lost(en: str, fr: str, about_en: str, about_fr: str) -> Sentence:
    return Sentence(
        en=f"not covered by the signature: {en}",
        fr=f"non couvert par la signature : {fr}",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en=f"{about_en} {_COVER_EN}",
        about_fr=f"{about_fr} {_COVER_FR}",
    )


_LOSSES: Final[Mapping[str, Sentence]] = {
    "ld_lost_term": _lost(
        'no context says what "{name}" means',
        "aucun contexte ne dit ce que « {name} » signifie",
        "Every member of a credential must be defined by one of the contexts that it names.",
        "Chaque membre d'une attestation doit être défini par l'un des contextes qu'elle nomme.",
    ),
    "ld_lost_ignored": _lost(
        'the member "{name}" is ignored by the rules of JSON-LD',
        "le membre « {name} » est ignoré selon les règles de JSON-LD",
        "Names that look like keywords, and names that a context sets to nothing, are passed over.",
        "Les noms qui ressemblent à des mots-clés, et ceux qu'un contexte annule, sont sautés.",
    ),
    "ld_lost_type": _lost(
        'no context says what the type "{text}" means',
        "aucun contexte ne dit ce que le type « {text} » signifie",
        "A type must be a name from one of the contexts, or a full address.",
        "Un type doit être un nom tiré de l'un des contextes, ou une adresse complète.",
    ),
    "ld_lost_relative": _lost(
        '"{text}" is no full address',
        "« {text} » n'est pas une adresse complète",
        "An identifier must be complete, with its scheme (https:, did:, urn:); half an address names nothing.",
        "Un identifiant doit être complet, avec son schéma (https:, did:, urn:) ; une moitié d'adresse ne nomme rien.",
    ),
    "ld_lost_iri": _lost(
        '"{iri}" holds characters that no address may hold',
        "« {iri} » contient des caractères qu'aucune adresse n'admet",
        "Spaces, angle brackets and control characters cannot stand in an address (RFC 3987).",
        "Les espaces, les chevrons et les caractères de commande n'ont pas leur place dans une adresse (RFC 3987).",
    ),
    "ld_lost_index": _lost(
        "an @index",
        "un @index",
        "An @index helps programs to find a value; it says nothing about it.",
        "Un @index aide les programmes à trouver une valeur ; il n'en dit rien.",
    ),
    "ld_lost_language": _lost(
        'a text whose language "{text}" is no language tag',
        "un texte dont la langue « {text} » n'est pas une étiquette de langue",
        "A language is named by a tag such as en or fr-CA, and only text has one.",
        "Une langue se nomme par une étiquette comme en ou fr-CA, et seul un texte en porte une.",
    ),
    "ld_lost_direction": _lost(
        "the direction in which a text is written",
        "le sens d'écriture d'un texte",
        "Statements have no place for the direction of a text.",
        "Les énoncés n'ont pas de place pour le sens d'écriture d'un texte.",
    ),
    "ld_lost_blank_property": _lost(
        'the member "{name}", which has no name of its own',
        "le membre « {name} », qui n'a pas de nom propre",
        "A property that begins with _: has no lasting name.",
        "Une propriété dont le nom commence par un trait bas et un deux-points n'a pas de nom durable.",
    ),
    "ld_lost_blank_id": _lost(
        'the passing name "{id}"',
        "le nom passager « {id} »",
        "A name that begins with _: holds within one file only, and changes when the file is read.",
        "Un nom qui commence par un trait bas et un deux-points ne vaut que dans un fichier, et change à la lecture.",
    ),
    "ld_lost_floating": _lost(
        "something that is connected with nothing",
        "un élément qui n'est relié à rien",
        "A value or an identifier that stands alone, as in a list of the whole file, says nothing.",
        "Une valeur ou un identifiant isolé, par exemple dans une liste de tout le fichier, ne dit rien.",
    ),
    "ld_lost_empty": _lost(
        '"{name}" holds nothing',
        "« {name} » ne contient rien",
        "A member that is null or an empty list makes no statement, so it can be added and taken away unseen.",
        "Un membre nul ou une liste vide ne forme aucun énoncé ; on peut donc l'ajouter ou l'enlever sans trace.",
    ),
    "ld_lost_number": _lost(
        'the exact form of the number "{text}"',
        "la forme exacte du nombre « {text} »",
        "The number is written anew before it is signed, and some of its digits change.",
        "Le nombre est réécrit avant d'être signé, et certains de ses chiffres changent.",
    ),
    "ld_undecided": Sentence(
        en="it cannot be decided that the signature covers everything here",
        fr="impossible d'établir que la signature couvre tout ce qui se trouve ici",
        hint_en="Ask the issuer for a credential that uses plain members only.",
        hint_fr="Demandez à l'émetteur une attestation faite de membres simples.",
        about_en=f"The credential uses a rare construct of JSON-LD, so nothing is assumed in its favour. {_COVER_EN}",
        about_fr=f"L'attestation emploie une construction rare de JSON-LD ; rien n'est supposé en sa faveur. {_COVER_FR}",
    ),
}

_PLAIN_EN: Final = (
    "The signature covers what is said, and not how it is written. Whoever reads the file looks in one place, under one "
    "name; written in another way, an end date would stay signed and go unseen."
)
_PLAIN_FR: Final = (
    "La signature couvre ce qui est dit, et non la manière de l'écrire. Qui lit le fichier cherche à un seul endroit, sous "
    "un seul nom ; écrite autrement, une date de fin resterait signée et passerait inaperçue."
)


def _spelled(en: str, fr: str, about_en: str, about_fr: str) -> Sentence:
    return Sentence(
        en=en,
        fr=fr,
        hint_en="Ask for the file as the issuer made it; if it came so from the issuer, ask for one in plain members.",
        hint_fr="Demandez le fichier tel que l'émetteur l'a fait ; s'il vient ainsi de lui, demandez-en un en membres simples.",
        about_en=f"{about_en} {_PLAIN_EN}",
        about_fr=f"{about_fr} {_PLAIN_FR}",
    )


_SPELLINGS: Final[Mapping[str, Sentence]] = {
    "ld_name_not_term": _spelled(
        'the member "{name}" is not written under its own name',
        "le membre « {name} » n'est pas écrit sous son propre nom",
        "A member must have the name that the contexts of the standards give it, and not its address or another alias.",
        "Un membre doit porter le nom que lui donnent les contextes des normes, et non son adresse ou un autre alias.",
    ),
    "ld_value_not_term": _spelled(
        '"{text}" is not written in its usual form',
        "« {text} » n'est pas écrit sous sa forme habituelle",
        "A type must be written as the contexts name it, and an address in full.",
        "Un type doit être écrit comme les contextes le nomment, et une adresse doit être complète.",
    ),
    "ld_value_object": _spelled(
        'a value is wrapped in "{name}" where it should stand plainly',
        "une valeur est enveloppée dans « {name} » au lieu d'être écrite simplement",
        "Only a text with its language may be written as an object of its own.",
        "Seul un texte accompagné de sa langue peut être écrit comme un objet à part.",
    ),
    "ld_value_kind": _spelled(
        '"{text}" is a text where a number belongs, or the other way round',
        "« {text} » est un texte là où il faut un nombre, ou l'inverse",
        "Numbers and truth values are written without quotation marks, and texts and dates with them.",
        "Les nombres et les valeurs de vérité s'écrivent sans guillemets, les textes et les dates avec.",
    ),
    "ld_node_split": _spelled(
        "{id} is described in several places, and not alike",
        "{id} est décrit à plusieurs endroits, et différemment",
        "Statements about one thing could be moved from one of its descriptions to another.",
        "Les énoncés sur une même chose pourraient passer de l'une de ses descriptions à l'autre.",
    ),
}

_CONTEXTS: Final[Mapping[str, Sentence]] = {
    "ld_context_unknown": Sentence(
        en="the context {url} is not one that mexbadge knows",
        fr="le contexte {url} ne fait pas partie de ceux que mexbadge connaît",
        hint_en="Supply it if you trust it: --context {url}=FILE#sha256=DIGEST.",
        hint_fr="Fournissez-le si vous lui faites confiance : --context {url}=FICHIER#sha256=EMPREINTE.",
        about_en="A context says what the names in a credential mean. Contexts are bundled with mexbadge and never fetched: "
        "whoever controlled their address could change what a signature says. Without this one the signature cannot be checked: "
        "it may be good or bad.",
        about_fr="Un contexte dit ce que signifient les noms d'une attestation. Les contextes sont livrés avec mexbadge et "
        "jamais téléchargés : qui tiendrait leur adresse pourrait changer ce que dit une signature. Sans lui, la signature ne "
        "peut être vérifiée : elle peut être bonne ou mauvaise.",
    ),
    "ld_context_term": Sentence(
        en="the context {url} gives another meaning to {name}, a word of the standards",
        fr="le contexte {url} donne un autre sens à {name}, un mot des normes",
        hint_en="Leave this context out; it may define words of its own, and no others.",
        hint_fr="Retirez ce contexte ; il peut définir ses propres mots, et aucun autre.",
        about_en="Whoever judges a badge reads words such as validUntil. A context that you supply may not change what they "
        "mean, or a signature would hold for something that nobody reads.",
        about_fr="Qui juge un badge lit des mots comme validUntil. Un contexte que vous fournissez ne peut en changer le "
        "sens, sinon une signature vaudrait pour ce que personne ne lit.",
    ),
    "ld_context_option": Sentence(
        en="{value} is not URL=FILE#sha256=DIGEST",
        fr="{value} n'est pas de la forme URL=FICHIER#sha256=EMPREINTE",
        hint_en="Write the address, the file that holds its content, and the SHA-256 of the file in 64 hexadecimal digits.",
        hint_fr="Écrivez l'adresse, le fichier qui en tient le contenu et son SHA-256 en 64 chiffres hexadécimaux.",
        about_en="A context that you supply is pinned by its digest, so that nobody can change it unseen.",
        about_fr="Un contexte que vous fournissez est fixé par son empreinte : nul ne peut le changer sans que cela se voie.",
    ),
    "ld_context_digest": Sentence(
        en="the context for {url} is not the one that its SHA-256 names",
        fr="le contexte pour {url} n'est pas celui que désigne son empreinte SHA-256",
        hint_en="Get the context again, or correct its digest.",
        hint_fr="Procurez-vous de nouveau le contexte, ou corrigez son empreinte.",
        about_en="A context is accepted only if its bytes have the digest that was given with it.",
        about_fr="Un contexte n'est accepté que si ses octets ont l'empreinte donnée avec lui.",
    ),
    "ld_context_bundled": Sentence(
        en="the context {url} is bundled with mexbadge and cannot be replaced",
        fr="le contexte {url} est livré avec mexbadge et ne peut être remplacé",
        hint_en="Leave this context out of those that you supply.",
        hint_fr="Retirez ce contexte de ceux que vous fournissez.",
        about_en="The contexts of the standards have one content only, pinned by its digest.",
        about_fr="Les contextes des normes n'ont qu'un seul contenu, fixé par son empreinte.",
    ),
    "ld_context_twice": Sentence(
        en="the context {url} was supplied twice, with different content",
        fr="le contexte {url} a été fourni deux fois, avec un contenu différent",
        hint_en="Supply each context once.",
        hint_fr="Fournissez chaque contexte une seule fois.",
        about_en="One address can have one content only, or a credential would mean two things.",
        about_fr="Une adresse ne peut avoir qu'un contenu, sans quoi une attestation dirait deux choses.",
    ),
    "ld_context_inline": Sentence(
        en="a context is written out in the credential itself",
        fr="un contexte est écrit dans l'attestation même",
        hint_en="Ask the issuer for a credential that names its contexts by address.",
        hint_fr="Demandez à l'émetteur une attestation qui nomme ses contextes par leur adresse.",
        about_en="The signature does not cover such a context: somebody could give the members new names and leave the "
        "signature as good as before. Only contexts with a pinned digest are accepted.",
        about_fr="La signature ne couvre pas un tel contexte : on pourrait renommer les membres sans que la signature en "
        "souffre. Seuls les contextes à l'empreinte fixée sont acceptés.",
    ),
    "ld_context_import": Sentence(
        en="a context takes in another one, {url}, by @import",
        fr="un contexte en importe un autre, {url}, par @import",
        hint_en="Use a context that is complete in itself.",
        hint_fr="Utilisez un contexte complet en lui-même.",
        about_en="What a context imports is not pinned along with it, so such contexts are refused.",
        about_fr="Ce qu'un contexte importe n'est pas fixé avec lui ; de tels contextes sont donc refusés.",
    ),
    "ld_context_too_many": Sentence(
        en="the credential holds more contexts than the {limit} that are read",
        fr="l'attestation contient plus de contextes que les {limit} qui sont lus",
        hint_en="Ask the issuer for a credential that names its contexts once.",
        hint_fr="Demandez à l'émetteur une attestation qui nomme ses contextes une seule fois.",
        about_en="Contexts cost time to work through; a file made of thousands of them is an attack.",
        about_fr="Les contextes prennent du temps à traiter ; un fichier qui en compte des milliers est une attaque.",
    ),
    "ld_context_protected": Sentence(
        en="a context gives a protected name a new meaning",
        fr="un contexte donne un sens nouveau à un nom protégé",
        hint_en="Ask the issuer to name the contexts in the order of the standard.",
        hint_fr="Demandez à l'émetteur de nommer les contextes dans l'ordre prévu par la norme.",
        about_en="The contexts of the standards protect their names, so that no later context can turn them around "
        "(JSON-LD 1.1, section 4.1.11).",
        about_fr="Les contextes des normes protègent leurs noms pour qu'aucun contexte ultérieur n'en détourne le sens "
        "(JSON-LD 1.1, section 4.1.11).",
    ),
    "ld_context_cycle": Sentence(
        en="a context refers back to itself",
        fr="un contexte renvoie à lui-même",
        hint_en="Use a context that does not include itself.",
        hint_fr="Utilisez un contexte qui ne s'inclut pas lui-même.",
        about_en="A context that includes or defines itself never comes to an end.",
        about_fr="Un contexte qui s'inclut ou se définit par lui-même n'a pas de fin.",
    ),
    "ld_context_invalid": Sentence(
        en="a context is malformed ({error})",
        fr="un contexte est mal formé ({error})",
        hint_en="Correct the context, or leave it out.",
        hint_fr="Corrigez le contexte, ou retirez-le.",
        about_en="The context breaks the rules of JSON-LD 1.1; the words in brackets are the standard's name for the fault.",
        about_fr="Le contexte enfreint les règles de JSON-LD 1.1 ; les mots entre parenthèses sont le nom normalisé de la faute.",
    ),
}

_DOCUMENTS: Final[Mapping[str, Sentence]] = {
    "ld_syntax": Sentence(
        en="the credential is no well-formed JSON-LD ({error})",
        fr="l'attestation n'est pas du JSON-LD bien formé ({error})",
        hint_en="Ask the issuer for a correct file.",
        hint_fr="Demandez un fichier correct à l'émetteur.",
        about_en="The file breaks the rules of JSON-LD 1.1; the words in brackets are the standard's name for the fault.",
        about_fr="Le fichier enfreint les règles de JSON-LD 1.1 ; les mots entre parenthèses sont le nom normalisé de la faute.",
    ),
    "ld_not_object": Sentence(
        en="the document is not a JSON object",
        fr="le document n'est pas un objet JSON",
        hint_en="Give the credential itself, as a mapping of names to values.",
        hint_fr="Donnez l'attestation elle-même, sous forme de noms et de valeurs.",
        about_en="A credential is one JSON object with named members.",
        about_fr="Une attestation est un objet JSON à membres nommés.",
    ),
    "ld_not_json": Sentence(
        en="the document holds a value that JSON does not have",
        fr="le document contient une valeur que JSON ne connaît pas",
        hint_en="Use strings, numbers, booleans, null, lists and objects only.",
        hint_fr="N'utilisez que des chaînes, nombres, booléens, null, listes et objets.",
        about_en="Not a number, infinity, half a surrogate pair and values of other kinds have no place in JSON.",
        about_fr="NaN, l'infini, une moitié de paire de substitution et d'autres valeurs n'ont pas de place en JSON.",
    ),
    "ld_too_large": Sentence(
        en="the document holds more than {limit} values",
        fr="le document contient plus de {limit} valeurs",
        hint_en="Check that this is a badge and not another file.",
        hint_fr="Vérifiez qu'il s'agit bien d'un badge et non d'un autre fichier.",
        about_en="Everything that is read has a limit, so that a file made to exhaust a computer cannot do so.",
        about_fr="Tout ce qui est lu a une limite : un fichier fait pour épuiser un ordinateur n'y parvient pas.",
    ),
    "ld_too_deep": Sentence(
        en="the document nests deeper than {limit} levels",
        fr="le document s'imbrique sur plus de {limit} niveaux",
        hint_en="Check that this is a badge and not another file.",
        hint_fr="Vérifiez qu'il s'agit bien d'un badge et non d'un autre fichier.",
        about_en="A badge nests a few levels deep; hundreds of levels serve only to break a reader.",
        about_fr="Un badge compte quelques niveaux ; des centaines ne servent qu'à faire tomber un lecteur.",
    ),
    "ld_budget": Sentence(
        en="bringing the document into canonical form takes more than the {limit} steps allowed",
        fr="mettre le document sous forme canonique demande plus que les {limit} étapes permises",
        hint_en="Ask the issuer for a credential whose parts have identifiers.",
        hint_fr="Demandez à l'émetteur une attestation dont les parties portent des identifiants.",
        about_en="Parts without an identifier that look alike must be told apart before a signature can be checked. Files can "
        "be made for which this would take longer than a life; they are refused (RDF Dataset Canonicalization, section 7.1).",
        about_fr="Les parties sans identifiant qui se ressemblent doivent être distinguées avant de vérifier une signature. "
        "On peut fabriquer des fichiers pour lesquels cela durerait plus d'une vie ; ils sont refusés (RDF Dataset "
        "Canonicalization, section 7.1).",
    ),
    "ld_hash_unknown": Sentence(
        en='"{name}" is no hash of the canonical form; it is sha256 or sha384',
        fr="« {name} » n'est pas un hachage de la forme canonique ; c'est sha256 ou sha384",
        hint_en="Choose sha256 or sha384.",
        hint_fr="Choisissez sha256 ou sha384.",
        about_en="RDF Dataset Canonicalization is used with SHA-256, and with SHA-384 for keys on P-384.",
        about_fr="La mise sous forme canonique se fait avec SHA-256, ou SHA-384 pour les clés sur P-384.",
    ),
}

SENTENCES: Final[Mapping[str, Sentence]] = {**_LOSSES, **_SPELLINGS, **_CONTEXTS, **_DOCUMENTS}
