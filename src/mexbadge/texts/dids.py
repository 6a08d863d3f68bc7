"""What the room ``dids`` says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_ISSUER_EN: Final = "Ask the issuer to correct the document that it publishes."
_ISSUER_FR: Final = "Demandez à l'émetteur de corriger le document qu'il publie."

_NAMES: Final[Mapping[str, Sentence]] = {
    "dids_syntax": Sentence(
        en='"{did}" is not a well-formed decentralized identifier',
        fr="« {did} » n'est pas un identifiant décentralisé bien formé",
        hint_en="Check the identifier: it looks like did:web:college.example",
        hint_fr="Vérifiez l'identifiant : il ressemble à did:web:college.example",
        about_en="A decentralized identifier (DID Core 1.0, section 3.1) begins with did:, the name of a method and "
        "a colon.",
        about_fr="Un identifiant décentralisé (DID Core 1.0, section 3.1) commence par did:, un nom de méthode et un "
        "deux-points.",
    ),
    "dids_length": Sentence(
        en="the identifier is longer than {limit} characters",
        fr="l'identifiant compte plus de {limit} caractères",
        hint_en="Ask the issuer for a correct file.",
        hint_fr="Demandez un fichier correct à l'émetteur.",
        about_en="Identifiers are short. A very long one is refused before anything in it is decoded.",
        about_fr="Les identifiants sont courts. Un identifiant très long est refusé avant tout décodage.",
    ),
    "dids_unsupported": Sentence(
        en='identifiers of the method "did:{method}" cannot be looked up here',
        fr="les identifiants de la méthode « did:{method} » ne peuvent être consultés ici",
        hint_en="Check this badge with a program that knows the method, or ask the issuer about did:web.",
        hint_fr="Vérifiez ce badge avec un programme qui connaît la méthode, ou parlez de did:web à l'émetteur.",
        about_en="There are many methods to find the keys of an identifier. mexbadge knows did:key, did:jwk and "
        "did:web; with "
        "any other it cannot say whose badge this is.",
        about_fr="Il existe bien des méthodes pour trouver les clés d'un identifiant. mexbadge connaît did:key, "
        "did:jwk et did:web ; "
        "avec une autre, il ne peut dire de qui vient le badge.",
    ),
    "dids_scheme": Sentence(
        en='"{id}" is neither a decentralized identifier nor an https address',
        fr="« {id} » n'est ni un identifiant décentralisé ni une adresse https",
        hint_en="Ask the issuer to use an https address or a did:web identifier.",
        hint_fr="Demandez à l'émetteur d'employer une adresse https ou un identifiant did:web.",
        about_en="The keys of an issuer are found at its own address. Nothing can be looked up under an identifier "
        "of this form.",
        about_fr="Les clés d'un émetteur se trouvent à sa propre adresse. Sous un identifiant de cette forme, rien "
        "ne se consulte.",
    ),
    "dids_url": Sentence(
        en='"{url}" is not a well-formed https address for this use',
        fr="« {url} » n'est pas une adresse https bien formée pour cet usage",
        hint_en="Check the address for spaces, user names, special characters, and for ? or # in an issuer's address.",
        hint_fr="Vérifiez que l'adresse ne contient ni espace, ni nom d'utilisateur, ni caractère spécial, ni ? ni # "
        "s'il s'agit d'un émetteur.",
        about_en="An address that two programs could read differently is refused, because it could lead each to "
        "another place. So is an issuer's address with a question mark: what stands behind it may be anyone's words.",
        about_fr="Une adresse que deux programmes liraient différemment est refusée, car elle pourrait mener à deux "
        "endroits. Il en va de même de l'adresse d'un émetteur qui contient un point d'interrogation : ce qui le suit "
        "peut venir de n'importe qui.",
    ),
    "dids_key_fragment": Sentence(
        en="the part after # does not belong to {did}",
        fr="la partie qui suit # n'appartient pas à {did}",
        hint_en="Do not trust this badge; ask the issuer for a correct file.",
        hint_fr="Ne vous fiez pas à ce badge ; demandez un fichier correct à l'émetteur.",
        about_en="An identifier that holds its own key has exactly one key, and one name for it. Another name is an "
        "error or an "
        "attempt to pass off a different key.",
        about_fr="Un identifiant qui porte sa propre clé n'en a qu'une, et un seul nom pour elle. Un autre nom est "
        "une erreur ou "
        "une tentative de substituer une autre clé.",
    ),
    "dids_web_host": Sentence(
        en='"{did}" does not name a web site by its domain name',
        fr="« {did} » ne désigne pas un site web par son nom de domaine",
        hint_en="Ask the issuer for a badge with a correct DID.",
        hint_fr="Demandez à l'émetteur un badge dont le DID est correct.",
        about_en="A did:web identifier must name a public web site. Numbers in place of a name, or a name without a "
        "dot, could "
        "lead into somebody's private network.",
        about_fr="Un identifiant did:web doit nommer un site public. Des chiffres au lieu d'un nom, ou un nom sans "
        "point, "
        "pourraient mener dans un réseau privé.",
    ),
    "dids_web_port": Sentence(
        en='"{did}" has a malformed port',
        fr="« {did} » a un port mal formé",
        hint_en="Ask the issuer for a badge with a correct DID.",
        hint_fr="Demandez à l'émetteur un badge dont le DID est correct.",
        about_en="The did:web method writes the colon before a port as %3A.",
        about_fr="La méthode did:web écrit sous la forme %3A le deux-points qui précède un port.",
    ),
    "dids_web_path": Sentence(
        en='"{did}" has a malformed path',
        fr="« {did} » a un chemin mal formé",
        hint_en="Ask the issuer for a badge with a correct DID.",
        hint_fr="Demandez à l'émetteur un badge dont le DID est correct.",
        about_en="A part of the path is empty, points upwards, or hides a character that changes the meaning of an "
        "address.",
        about_fr="Une partie du chemin est vide, remonte vers le haut, ou cache un caractère qui change le sens "
        "d'une adresse.",
    ),
}

_DOCUMENTS: Final[Mapping[str, Sentence]] = {
    "dids_not_json": Sentence(
        en="{url} answered with something that is not JSON",
        fr="{url} a répondu par autre chose que du JSON",
        hint_en="Try again later; if it lasts, ask the issuer to publish the document there.",
        hint_fr="Réessayez plus tard ; si cela dure, demandez à l'émetteur d'y publier le document.",
        about_en="Where the issuer's keys should be there was a web page, perhaps a login or an error page. Whether "
        "the badge is "
        "genuine could not be decided.",
        about_fr="À la place des clés de l'émetteur se trouvait une page web, peut-être de connexion ou d'erreur. On "
        "n'a pu "
        "décider si le badge est authentique.",
    ),
    "dids_redirected": Sentence(
        en="{url} led elsewhere: {final} answered in its place",
        fr="{url} a mené ailleurs : {final} a répondu à sa place",
        hint_en="Ask the issuer to publish the document at its own address, without a redirect to another site.",
        hint_fr="Demandez à l'émetteur de publier le document à sa propre adresse, sans redirection vers un autre site.",
        about_en="The keys of an issuer count only where its own site gives them. A site that sends its visitors on to "
        "any address would otherwise let anyone sign in its name.",
        about_fr="Les clés d'un émetteur ne comptent que si son propre site les donne. Sinon, un site qui renvoie ses "
        "visiteurs à n'importe quelle adresse laisserait n'importe qui signer en son nom.",
    ),
    "dids_id": Sentence(
        en='the document says that it belongs to "{found}", not to "{expected}"',
        fr="le document dit appartenir à « {found} » et non à « {expected} »",
        hint_en=_ISSUER_EN,
        hint_fr=_ISSUER_FR,
        about_en="A document with keys must name exactly the identifier under which it was found (Controlled "
        "Identifiers 1.0, "
        "section 2.1.1); otherwise anyone could lend keys to somebody else.",
        about_fr="Un document qui porte des clés doit nommer exactement l'identifiant sous lequel il a été trouvé "
        "(Controlled "
        "Identifiers 1.0, section 2.1.1) ; sinon n'importe qui pourrait prêter des clés à autrui.",
    ),
    "dids_shape": Sentence(
        en="the document with the issuer's keys is malformed",
        fr="le document qui porte les clés de l'émetteur est mal formé",
        hint_en=_ISSUER_EN,
        hint_fr=_ISSUER_FR,
        about_en="A member of the document is of the wrong type, for example a number where an address belongs.",
        about_fr="Un membre du document est du mauvais type, par exemple un nombre au lieu d'une adresse.",
    ),
    "dids_too_many": Sentence(
        en="the document lists more than {limit} keys",
        fr="le document énumère plus de {limit} clés",
        hint_en=_ISSUER_EN,
        hint_fr=_ISSUER_FR,
        about_en="An issuer has a few keys. A document with very many serves only to keep a computer busy.",
        about_fr="Un émetteur a quelques clés. Un document qui en a énormément ne sert qu'à occuper l'ordinateur.",
    ),
    "dids_method_twice": Sentence(
        en='two keys that contradict each other bear the name "{id}"',
        fr="deux clés qui se contredisent portent le nom « {id} »",
        hint_en=_ISSUER_EN,
        hint_fr=_ISSUER_FR,
        about_en="The name of a key must mean one key. With two, each program would choose for itself.",
        about_fr="Le nom d'une clé doit désigner une seule clé. S'il y en a deux, chaque programme choisirait à sa "
        "guise.",
    ),
    "dids_jwks_issuer": Sentence(
        en='the key set of the web site belongs to "{found}", not to "{expected}"',
        fr="le jeu de clés du site appartient à « {found} » et non à « {expected} »",
        hint_en=_ISSUER_EN,
        hint_fr=_ISSUER_FR,
        about_en="Several issuers may share a web site. A key set that names one of them says nothing about the "
        "others.",
        about_fr="Plusieurs émetteurs peuvent partager un site. Un jeu de clés qui nomme l'un d'eux ne dit rien des "
        "autres.",
    ),
}

_METHODS: Final[Mapping[str, Sentence]] = {
    "dids_method_type": Sentence(
        en='a key of the type "{type}" cannot be used here',
        fr="une clé du type « {type} » ne peut servir ici",
        hint_en="Ask the issuer to publish the key as Multikey or JsonWebKey.",
        hint_fr="Demandez à l'émetteur de publier la clé sous forme de Multikey ou de JsonWebKey.",
        about_en="The document describes the key in a way that mexbadge does not know, or as one that serves another "
        "purpose.",
        about_fr="Le document décrit la clé d'une façon que mexbadge ne connaît pas, ou comme servant à autre chose.",
    ),
    "dids_method_key": Sentence(
        en='the entry of the type "{type}" holds no key that goes with that type',
        fr="l'entrée du type « {type} » ne contient aucune clé qui convienne à ce type",
        hint_en=_ISSUER_EN,
        hint_fr=_ISSUER_FR,
        about_en="Each type of entry holds its key in one member, and allows certain kinds of keys.",
        about_fr="Chaque type d'entrée porte sa clé dans un membre donné et admet certains types de clés.",
    ),
    "dids_method_contradiction": Sentence(
        en="one entry holds two different keys",
        fr="une même entrée contient deux clés différentes",
        hint_en=_ISSUER_EN,
        hint_fr=_ISSUER_FR,
        about_en="The key is written in two forms that do not agree, so that nobody can tell which of them is meant.",
        about_fr="La clé est écrite sous deux formes qui ne concordent pas ; nul ne peut dire laquelle est la bonne.",
    ),
    "dids_method_private": Sentence(
        en="the issuer has published a private key",
        fr="l'émetteur a publié une clé privée",
        hint_en="Do not trust badges under this key; tell the issuer to replace it at once.",
        hint_fr="Ne vous fiez pas aux badges signés avec cette clé ; dites à l'émetteur de la remplacer sans délai.",
        about_en="Anyone can sign with a private key that stands on the web, so that no signature under it proves "
        "anything.",
        about_fr="N'importe qui peut signer avec une clé privée affichée sur le web ; aucune signature faite avec "
        "elle ne prouve rien.",
    ),
    "dids_method_foreign": Sentence(
        en='the key "{id}" does not belong to this document',
        fr="la clé « {id} » n'appartient pas à ce document",
        hint_en="Ask the issuer to correct the document that it publishes.",
        hint_fr="Demandez à l'émetteur de corriger le document qu'il publie.",
        about_en="A document can describe only keys that bear its own identifier; what it says about others does not "
        "count.",
        about_fr="Un document ne peut décrire que les clés qui portent son propre identifiant ; ce qu'il dit des "
        "autres ne compte pas.",
    ),
    "dids_method_controller": Sentence(
        en="the entry does not say who controls the key",
        fr="l'entrée ne dit pas qui contrôle la clé",
        hint_en=_ISSUER_EN,
        hint_fr=_ISSUER_FR,
        about_en="Each key must name its controller (Controlled Identifiers 1.0, section 2.2).",
        about_fr="Chaque clé doit nommer qui la contrôle (Controlled Identifiers 1.0, section 2.2).",
    ),
    "dids_method_date": Sentence(
        en='the date in the member "{member}" of the key is malformed',
        fr="la date du membre « {member} » de la clé est mal formée",
        hint_en="Ask the issuer to correct the document that it publishes.",
        hint_fr="Demandez à l'émetteur de corriger le document qu'il publie.",
        about_en="A key may say when it ends. If that cannot be read the key does not count, because it may have "
        "ended already.",
        about_fr="Une clé peut dire quand elle prend fin. Si c'est illisible, elle ne compte pas, car elle a "
        "peut-être déjà pris fin.",
    ),
}

SENTENCES: Final[Mapping[str, Sentence]] = {**_NAMES, **_DOCUMENTS, **_METHODS}
