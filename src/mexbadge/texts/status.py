"""What looking up a status says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence
from mexbadge.texts._status_lists import LISTS, TELL_EN, TELL_FR

_ASK_EN: Final = "Ask the issuer to correct the badge; until then do not rely on it."
_ASK_FR: Final = "Demandez à l'émetteur de corriger le badge ; d'ici là, ne vous y fiez pas."
_RESULTS: Final[Mapping[str, Sentence]] = {
    "status_none": Sentence(
        en="the badge names no status list",
        fr="le badge ne nomme aucune liste de statuts",
        about_en="An issuer may publish a list of badges that it has withdrawn. This badge names none, so there is "
        "nothing to look up.",
        about_fr="Un émetteur peut publier la liste des badges qu'il a retirés. Ce badge n'en nomme aucune : il n'y "
        "a rien à consulter.",
    ),
    "status_not_checked": Sentence(
        en="not checked: a revocation would not be seen",
        fr="non vérifié : une révocation passerait inaperçue",
        hint_en="Run the command again without --no-status when it matters.",
        hint_fr="Relancez la commande sans --no-status si la décision est importante.",
        about_en="The badge says where its status can be looked up, and the look-up was switched off. The issuer may "
        "have withdrawn it.",
        about_fr="Le badge indique où consulter son statut, et cette consultation a été désactivée. L'émetteur l'a "
        "peut-être retiré.",
    ),
    "status_too_deep": Sentence(
        en="the status list names a status list of its own, which is not followed",
        fr="la liste de statuts renvoie elle-même à une autre liste de statuts, qui n'est pas suivie",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="Lists that name lists could send a reader round in circles. A list says by its dates how long it "
        "holds.",
        about_fr="Des listes qui renvoient à des listes feraient tourner le lecteur en rond. Une liste indique par "
        "ses dates sa durée de validité.",
    ),
    "status_not_revoked": Sentence(
        en="not revoked, by the list {url} ({asof})",
        fr="non révoqué, selon la liste {url} ({asof})",
        about_en="The issuer's list was read, and the issuer has not withdrawn this badge.",
        about_fr="La liste de l'émetteur a été lue : l'émetteur n'a pas retiré ce badge.",
    ),
    "status_not_suspended": Sentence(
        en="not suspended, by the list {url} ({asof})",
        fr="non suspendu, selon la liste {url} ({asof})",
        about_en="The issuer's list was read, and the issuer has not suspended this badge.",
        about_fr="La liste de l'émetteur a été lue : l'émetteur n'a pas suspendu ce badge.",
    ),
    "status_no_refresh": Sentence(
        en="no newer version is announced in the list {url} ({asof})",
        fr="aucune version plus récente n'est annoncée dans la liste {url} ({asof})",
        about_en="The issuer can say in a list that a badge should be fetched anew. For this badge it does not.",
        about_fr="L'émetteur peut indiquer dans une liste qu'un badge doit être redemandé. Ce n'est pas le cas de "
        "celui-ci.",
    ),
    "status_no_message": Sentence(
        en="the list {url} gives the badge the status 0{detail} ({asof})",
        fr="la liste {url} donne au badge le statut 0{detail} ({asof})",
        about_en="The issuer attaches messages to badges by number; 0 is the number of a badge with which nothing is "
        "the matter.",
        about_fr="L'émetteur associe des messages aux badges par numéro ; 0 est celui d'un badge sans particularité.",
    ),
    "status_clear": Sentence(
        en='nothing is noted under "{purpose}" in the list {url} ({asof})',
        fr="rien n'est noté sous « {purpose} » dans la liste {url} ({asof})",
        about_en="The issuer keeps a list for a purpose of its own. For this badge nothing stands in it.",
        about_fr="L'émetteur tient une liste pour un usage qui lui est propre. Rien n'y figure pour ce badge.",
    ),
    "status_revoked": Sentence(
        en="the issuer has revoked this badge{detail}; see the list {url}",
        fr="l'émetteur a révoqué ce badge{detail} ; voir la liste {url}",
        hint_en="Ask the issuer why, and the holder whether there is a newer badge.",
        hint_fr="Demandez le motif à l'émetteur, et au titulaire s'il existe un badge plus récent.",
        about_en="The issuer's own list says that this badge no longer holds. A revocation is final and counts for "
        "every moment, "
        "whatever date was asked.",
        about_fr="La liste de l'émetteur indique que ce badge n'est plus valable. Une révocation est définitive et "
        "vaut à tout moment, "
        "quelle que soit la date demandée.",
    ),
    "status_suspended": Sentence(
        en="the issuer has suspended this badge{detail}; see the list {url}",
        fr="l'émetteur a suspendu ce badge{detail} ; voir la liste {url}",
        hint_en="Ask the issuer when the suspension ends, then check again.",
        hint_fr="Demandez à l'émetteur quand la suspension prend fin, puis vérifiez de nouveau.",
        about_en="The issuer's own list says that this badge does not hold for the time being. The issuer may "
        "restore it.",
        about_fr="La liste de l'émetteur indique que ce badge n'est pas valable pour le moment. L'émetteur peut le "
        "rétablir.",
    ),
    "status_refresh": Sentence(
        en="the issuer announces a newer version of this badge{detail}; see the list {url}",
        fr="l'émetteur annonce une version plus récente de ce badge{detail} ; voir la liste {url}",
        hint_en="Ask the holder for the newer badge.",
        hint_fr="Demandez le nouveau badge au titulaire.",
        about_en="The issuer's list says that the badge can be fetched anew; what you hold may be out of date.",
        about_fr="La liste de l'émetteur indique que le badge peut être redemandé ; celui que vous avez est "
        "peut-être dépassé.",
    ),
    "status_message": Sentence(
        en="the issuer gives this badge the status {value}{detail}; see the list {url}",
        fr="l'émetteur donne à ce badge le statut {value}{detail} ; voir la liste {url}",
        hint_en="Read the issuer's message and decide what it means for you.",
        hint_fr="Lisez le message de l'émetteur et voyez ce qu'il signifie pour vous.",
        about_en="The issuer attaches a message to this badge. It is neither a revocation nor a suspension.",
        about_fr="L'émetteur associe un message à ce badge. Ce n'est ni une révocation ni une suspension.",
    ),
    "status_messages_missing": Sentence(
        en="the badge does not say what the numbers of its status mean",
        fr="le badge ne dit pas ce que signifient les numéros de son statut",
        hint_en="Ask the issuer what the status means.",
        hint_fr="Demandez à l'émetteur ce que signifie ce statut.",
        about_en="A status of more than one bit, or one that stands for a message, must come with its texts "
        "(Bitstring Status List 1.0, "
        "section 2.1). Here they are missing.",
        about_fr="Un statut de plus d'un bit, ou qui représente un message, doit venir avec ses textes (Bitstring "
        "Status List 1.0, "
        "section 2.1). Ils manquent ici.",
    ),
    "status_purpose_unknown": Sentence(
        en='the list {url} marks this badge under "{purpose}", a purpose that is not known here',
        fr="la liste {url} marque ce badge sous « {purpose} », un usage inconnu ici",
        hint_en="Ask the issuer what the mark means.",
        hint_fr="Demandez à l'émetteur ce que signifie cette marque.",
        about_en="The issuer has marked the badge in a list whose meaning no standard defines. Whether the badge "
        "still holds cannot be decided.",
        about_fr="L'émetteur a marqué le badge dans une liste dont aucune norme ne définit le sens. On ne peut dire "
        "si le badge tient encore.",
    ),
    "status_type_unknown": Sentence(
        en="the status is of a kind that is not known here: {type}",
        fr="le statut est d'un genre inconnu ici : {type}",
        hint_en="Ask the issuer whether the badge still holds, or accept the risk with --no-status.",
        hint_fr="Demandez à l'émetteur si le badge est encore valable, ou acceptez le risque avec --no-status.",
        about_en="The badge names a way of looking up its status that mexbadge does not have, so a revocation would "
        "not be seen.",
        about_fr="Le badge nomme une façon de consulter son statut que mexbadge ne connaît pas : une révocation "
        "passerait inaperçue.",
    ),
    "status_no_id": Sentence(
        en="the badge has no id under which it could stand in the list {url}",
        fr="le badge n'a pas d'identifiant sous lequel figurer dans la liste {url}",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The list holds the ids of revoked badges. A badge without an id could never be found in it.",
        about_fr="La liste contient les identifiants des badges révoqués. Un badge sans identifiant ne pourrait "
        "jamais y figurer.",
    ),
}

_ENTRIES: Final[Mapping[str, Sentence]] = {
    "status_size": Sentence(
        en="a status of {size} bits is not possible; 1 to {limit} are",
        fr="un statut de {size} bits est impossible ; de 1 à {limit} sont admis",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="One status takes one bit or a few (statusSize).",
        about_fr="Un statut occupe un bit ou quelques-uns (statusSize).",
    ),
    "status_index_range": Sentence(
        en="the entry {index} lies outside the status list of {entries} entries",
        fr="l'entrée {index} se situe hors de la liste de statuts, qui compte {entries} entrées",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="The badge says at which place of the list its status stands, and the list has no such place.",
        about_fr="Le badge indique à quelle place de la liste se trouve son statut, et la liste n'a pas cette place.",
    ),
    "status_value_range": Sentence(
        en="the status {value} does not fit into {size} bits",
        fr="le statut {value} ne tient pas sur {size} bits",
        hint_en="Choose a smaller number, or a list with more bits for each status.",
        hint_fr="Choisissez un nombre plus petit, ou une liste avec plus de bits par statut.",
        about_en="A list gives each status the same number of bits; a larger number has no room.",
        about_fr="Une liste accorde à chaque statut le même nombre de bits ; un nombre plus grand n'y a pas sa place.",
    ),
    "status_issue_purpose": Sentence(
        en='"{purpose}" is not what a status list can be for; it can be for: {known}',
        fr="« {purpose} » n'est pas un usage possible d'une liste de statuts ; usages possibles : {known}",
        hint_en="Choose one of the purposes of the standard.",
        hint_fr="Choisissez l'un des usages de la norme.",
        about_en="The standard defines what lists are for; a reader could not know what another purpose means.",
        about_fr="La norme définit les usages d'une liste ; un lecteur ne saurait que faire d'un autre.",
    ),
    "status_issue_messages": Sentence(
        en="{count} messages were given for a status with {expected} values",
        fr="{count} messages ont été fournis pour un statut à {expected} valeurs",
        hint_en="Give one message for each value, the first for 0.",
        hint_fr="Donnez un message par valeur, le premier pour 0.",
        about_en="A status of several bits, or one that is for messages, must say what each of its values means.",
        about_fr="Un statut de plusieurs bits, ou destiné à des messages, doit dire ce que signifie chacune de ses "
        "valeurs.",
    ),
    "status_issue_size": Sentence(
        en="the list has {size} bits for one status, and its entries say {expected}",
        fr="la liste a {size} bits par statut, et ses entrées en annoncent {expected}",
        hint_en="Make the list with the size that its entries have.",
        hint_fr="Créez la liste avec la taille de ses entrées.",
        about_en="If list and entries disagree on the width of a status, readers read the status of another badge.",
        about_fr="Si la liste et ses entrées ne s'accordent pas sur la largeur, on lit le statut d'un autre badge.",
    ),
    "status_entries_many": Sentence(
        en="the badge names {count} statuses; at most {limit} are looked up",
        fr="le badge nomme {count} statuts ; on en consulte au plus {limit}",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="Every status costs a question to a server. A badge with a great many is made to waste time, and is "
        "refused.",
        about_fr="Chaque statut coûte une question à un serveur. Un badge qui en nomme trop est fait pour gaspiller "
        "du temps ; il est refusé.",
    ),
    "status_entry_form": Sentence(
        en="the credentialStatus is not an object",
        fr="le membre credentialStatus n'est pas un objet",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="A badge says where its status is looked up in an object with a type. This one cannot be read, so a "
        "revocation could hide behind it.",
        about_fr="Un badge indique où consulter son statut dans un objet muni d'un type. Celui-ci est illisible : "
        "une révocation pourrait s'y cacher.",
    ),
    "status_entry_type": Sentence(
        en="the credentialStatus has no type, or several that contradict each other",
        fr="le membre credentialStatus n'a pas de type, ou en a plusieurs qui se contredisent",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The type says how the status is looked up. Without exactly one, two readers would do different "
        "things.",
        about_fr="Le type dit comment consulter le statut. Sans un type unique, deux lecteurs agiraient différemment.",
    ),
    "status_entry_index": Sentence(
        en="the statusListIndex is not a whole number of at most 10 digits",
        fr="le membre statusListIndex n'est pas un entier d'au plus 10 chiffres",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The index says at which place of the list the status stands; it is written with digits only.",
        about_fr="L'indice dit à quelle place de la liste se trouve le statut ; il ne s'écrit qu'avec des chiffres.",
    ),
    "status_entry_url": Sentence(
        en="the {name} of the credentialStatus is not an address",
        fr="le membre {name} de credentialStatus n'est pas une adresse",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The badge must say by a whole address (https:...) where its status list is found.",
        about_fr="Le badge doit indiquer par une adresse complète (https:...) où se trouve sa liste de statuts.",
    ),
    "status_entry_purpose": Sentence(
        en="the credentialStatus does not say what it is for (statusPurpose)",
        fr="le membre credentialStatus ne dit pas à quoi il sert (statusPurpose)",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="A status can be about revocation, suspension, a newer version or a message; the badge must say "
        "which.",
        about_fr="Un statut peut concerner une révocation, une suspension, une nouvelle version ou un message ; le "
        "badge doit le préciser.",
    ),
    "status_entry_size": Sentence(
        en="the statusSize {size} is not a whole number from 1 to {limit}",
        fr="la valeur statusSize {size} n'est pas un entier de 1 à {limit}",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The size says how many bits of the list make up one status; usually it is 1.",
        about_fr="La taille dit combien de bits de la liste forment un statut ; d'ordinaire, c'est 1.",
    ),
    "status_entry_message": Sentence(
        en="the statusMessage is not a list of statuses with their texts",
        fr="le membre statusMessage n'est pas une liste de statuts accompagnés de leurs textes",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='Each item has a status such as "0x1" and a message; no status stands twice (Bitstring Status List '
        "1.0, section 2.1).",
        about_fr="Chaque élément a un statut tel que « 0x1 » et un message ; aucun statut n'y figure deux fois "
        "(Bitstring Status List 1.0, "
        "section 2.1).",
    ),
}

SENTENCES: Final[Mapping[str, Sentence]] = {**_RESULTS, **LISTS, **_ENTRIES}
