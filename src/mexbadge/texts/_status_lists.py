"""What is said about status lists themselves, in English and French; a part of :mod:`mexbadge.texts.status`."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

TELL_EN: Final = "Tell the issuer that its status list must be corrected; until then do not rely on the badge."
TELL_FR: Final = "Signalez à l'émetteur que sa liste de statuts est à corriger ; d'ici là, ne vous fiez pas au badge."
LATER_EN: Final = "Try again later, or accept the risk of a revoked badge with --no-status."
LATER_FR: Final = "Réessayez plus tard, ou acceptez le risque d'un badge révoqué avec --no-status."


LISTS: Final[Mapping[str, Sentence]] = {
    "status_list_unreadable": Sentence(
        en="the status list {url} could not be read ({reason})",
        fr="la liste de statuts {url} n'a pu être lue ({reason})",
        hint_en=LATER_EN,
        hint_fr=LATER_FR,
        about_en="The badge names a list of revoked badges, and the list did not come. Whether the badge was revoked "
        "cannot be decided.",
        about_fr="Le badge nomme une liste de badges révoqués, et la liste n'est pas parvenue. On ne peut dire si le "
        "badge a été révoqué.",
    ),
    "status_list_not_a_list": Sentence(
        en="{url} answered with something that is no status list, perhaps a web page",
        fr="{url} a répondu par autre chose qu'une liste de statuts, peut-être une page Web",
        hint_en="Open the address in a browser; a login page or a bot wall may stand before it.",
        hint_fr="Ouvrez l'adresse dans un navigateur ; une page de connexion ou un filtre antirobot s'y trouve "
        "peut-être.",
        about_en="A server answered, but not with the list. Whether the badge was revoked cannot be decided.",
        about_fr="Un serveur a répondu, mais pas par la liste. On ne peut dire si le badge a été révoqué.",
    ),
    "status_list_malformed": Sentence(
        en="the status list {url} is malformed ({reason})",
        fr="la liste de statuts {url} est mal formée ({reason})",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="The list was read and breaks the rules of its own format, so what it says cannot be relied on.",
        about_fr="La liste a été lue et enfreint les règles de son propre format ; on ne peut donc se fier à son "
        "contenu.",
    ),
    "status_list_invalid": Sentence(
        en="the status list {url} is itself not valid ({reason})",
        fr="la liste de statuts {url} n'est elle-même pas valide ({reason})",
        hint_en="Verify the list by itself to see why, and tell the issuer.",
        hint_fr="Vérifiez la liste elle-même pour voir pourquoi, et signalez-le à l'émetteur.",
        about_en="A status list is a signed credential of its own. This one does not pass, so somebody may have put "
        "it there to hide a revocation.",
        about_fr="Une liste de statuts est elle-même une attestation signée. Celle-ci échoue ; quelqu'un l'a "
        "peut-être placée pour cacher une révocation.",
    ),
    "status_list_undecided": Sentence(
        en="whether the status list {url} is genuine could not be decided ({reason})",
        fr="on n'a pu déterminer si la liste de statuts {url} est authentique ({reason})",
        hint_en=LATER_EN,
        hint_fr=LATER_FR,
        about_en="The list was read, but its own signature could not be checked to the end. Only a genuine list can "
        "clear a badge.",
        about_fr="La liste a été lue, mais sa signature n'a pu être vérifiée jusqu'au bout. Seule une liste "
        "authentique peut blanchir un badge.",
    ),
    "status_list_issuer": Sentence(
        en="the status list {url} speaks for {speaker}, not for the issuer of the badge, {issuer}",
        fr="la liste de statuts {url} parle au nom de {speaker}, non de l'émetteur du badge, {issuer}",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="Only the issuer, or somebody whom the issuer's own document names, can say that a badge was not "
        "revoked.",
        about_fr="Seul l'émetteur, ou quelqu'un que son propre document désigne, peut dire qu'un badge n'a pas été "
        "révoqué.",
    ),
    "status_list_issuer_unread": Sentence(
        en="the status list {url} speaks for {speaker}; whether {issuer} allows that could not be read ({reason})",
        fr="la liste de statuts {url} parle au nom de {speaker} ; on n'a pu lire si {issuer} l'autorise ({reason})",
        hint_en=LATER_EN,
        hint_fr=LATER_FR,
        about_en="The list names another issuer than the badge. The issuer's own document would say whether the two "
        "belong together; it did not come.",
        about_fr="La liste nomme un autre émetteur que le badge. Le document de l'émetteur dirait si les deux vont "
        "ensemble ; il n'est pas parvenu.",
    ),
    "status_list_stale": Sentence(
        en="the status list {url} held until {end} only",
        fr="la liste de statuts {url} n'était valable que jusqu'au {end}",
        hint_en=LATER_EN,
        hint_fr=LATER_FR,
        about_en="The list is past its own end. A revocation made since would not stand in it, so the question stays "
        "open.",
        about_fr="La liste a dépassé sa propre date de fin. Une révocation plus récente n'y figurerait pas ; la "
        "question reste ouverte.",
    ),
    "status_list_later": Sentence(
        en="the status comes from a list that begins on {start}, after the moment asked about",
        fr="le statut provient d'une liste qui commence le {start}, après le moment demandé",
        hint_en="Keep in mind that the status is that of the list, not of the moment asked about.",
        hint_fr="Retenez que le statut est celui de la liste, non du moment demandé.",
        about_en="A list says how things stand when it is read. What stood in it earlier cannot be seen; a "
        "revocation counts for every moment.",
        about_fr="Une liste dit ce qu'il en est quand on la lit. Son contenu antérieur n'est pas visible ; une "
        "révocation vaut à tout moment.",
    ),
    "status_list_foreign": Sentence(
        en="the status list {url} is signed by {speaker}, not by the issuer of the badge, {issuer}",
        fr="la liste de statuts {url} est signée par {speaker}, non par l'émetteur du badge, {issuer}",
        hint_en="Nothing to do if the issuer has its lists kept by {speaker}; ask it if you are not sure.",
        hint_fr="Rien à faire si l'émetteur confie ses listes à {speaker} ; demandez-lui en cas de doute.",
        about_en="An issuer may have a service keep its lists (Bitstring Status List 1.0). The signed badge names the "
        "address of the list, and whoever signed the list answers there, or is named in the issuer's own document.",
        about_fr="Un émetteur peut confier ses listes à un service (Bitstring Status List 1.0). Le badge signé donne "
        "l'adresse de la liste, et le signataire de la liste y répond, ou figure dans le document de l'émetteur.",
    ),
    "status_list_stranger": Sentence(
        en="the status list {url} is signed by {speaker}, of whom neither its address nor {issuer} speaks",
        fr="la liste de statuts {url} est signée par {speaker}, que ni son adresse ni {issuer} ne mentionnent",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="Anybody can sign a list on which nothing stands. It counts only from the issuer, from the site on "
        "which the list lies, or from somebody whom the issuer's own document names.",
        about_fr="N'importe qui peut signer une liste vide. Elle ne compte que si elle vient de l'émetteur, du site où "
        "elle se trouve, ou de quelqu'un que le document de l'émetteur désigne.",
    ),
    "status_list_moved": Sentence(
        en="the list {url} was given by another site, {host}",
        fr="la liste {url} a été fournie par un autre site, {host}",
        hint_en="Ask the issuer whether {host} keeps its list.",
        hint_fr="Demandez à l'émetteur si {host} tient sa liste.",
        about_en="Nobody signed this list; what makes it count is the address that the badge names. The site there sent "
        "its visitors on to another, which may be meant so.",
        about_fr="Personne n'a signé cette liste ; ce qui la fait compter, c'est l'adresse que nomme le badge. Le site "
        "y renvoie ses visiteurs à un autre, ce qui peut être voulu.",
    ),
    "status_list_warning": Sentence(
        en="about the status list {url}: {reason}",
        fr="à propos de la liste de statuts {url} : {reason}",
        hint_en="The list counts all the same; tell the issuer if you rely on it.",
        hint_fr="La liste compte malgré tout ; signalez-le à l'émetteur si vous vous y fiez.",
        about_en="A status list is judged like a badge. What is unusual about it is told here, because the answer "
        "about this badge rests on it.",
        about_fr="Une liste de statuts est jugée comme un badge. Ce qu'elle a d'inhabituel est signalé ici, car la "
        "réponse sur ce badge en dépend.",
    ),
    "status_list_unread": Sentence(
        en="the list {url} says more than can be read ({places}), so it does not clear the badge",
        fr="la liste {url} contient plus que ce qui peut être lu ({places}) ; elle ne blanchit donc pas le badge",
        hint_en="Ask the issuer whether the badge was revoked, and to publish its list in the form of the standard.",
        hint_fr="Demandez à l'émetteur si le badge a été révoqué, et de publier sa liste sous la forme de la norme.",
        about_en="Nobody signed this list. It holds lists or objects in places where the standard has none, or its "
        "list twice, or this very badge in a place that is not read; a revocation may stand there.",
        about_fr="Personne n'a signé cette liste. Elle contient des listes ou des objets là où la norme n'en prévoit "
        "pas, ou sa liste en double, ou ce badge même à un endroit qui n'est pas lu ; une révocation peut s'y trouver.",
    ),
    "status_list_elsewhere": Sentence(
        en="the list that was read at {url} says that it is another one, {id}",
        fr="la liste lue à {url} dit en être une autre, {id}",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="Another list in place of the right one would hide a revocation, so it clears no badge.",
        about_fr="Une autre liste à la place de la bonne cacherait une révocation ; elle ne blanchit donc aucun badge.",
    ),
    "status_as_of": Sentence(
        en="as of {moment}",
        fr="en date du {moment}",
        about_en="A status list says how things stood when it was made or last changed. A later revocation does not "
        "stand in it.",
        about_fr="Une liste de statuts dit ce qu'il en était lors de sa création ou de sa dernière modification. Une "
        "révocation plus récente n'y figure pas.",
    ),
    "status_undated": Sentence(
        en="the list bears no date",
        fr="la liste ne porte pas de date",
        about_en="Nothing says when this list was made, so it may be an old copy.",
        about_fr="Rien n'indique quand cette liste a été faite ; il peut s'agir d'une ancienne copie.",
    ),
    "status_list_short": Sentence(
        en="the status list has {entries} entries; the standard wants at least {minimum}",
        fr="la liste de statuts compte {entries} entrées ; la norme en exige au moins {minimum}",
        hint_en="Ask the issuer for a list of the standard's length.",
        hint_fr="Demandez à l'émetteur une liste de la longueur prescrite.",
        about_en="Lists must be long, so that looking one up does not tell whose badge is meant (Bitstring Status "
        "List 1.0, section 3.2).",
        about_fr="Une liste doit être longue pour que sa consultation ne révèle pas de quel badge il s'agit "
        "(Bitstring Status List 1.0, section 3.2).",
    ),
    "status_list_text": Sentence(
        en="the bits of the status list are not well-formed base64url",
        fr="les bits de la liste de statuts ne sont pas du base64url bien formé",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="A status list packs its bits and writes them as text (encodedList). This text holds characters "
        "that do not belong there.",
        about_fr="Une liste de statuts compresse ses bits et les écrit sous forme de texte (encodedList). Ce texte "
        "contient des caractères étrangers.",
    ),
    "status_list_gzip": Sentence(
        en="the bits of the status list cannot be unpacked",
        fr="les bits de la liste de statuts ne peuvent être décompressés",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="The bits of a status list are packed with gzip (RFC 1952). These are something else, or were cut.",
        about_fr="Les bits d'une liste de statuts sont compressés avec gzip (RFC 1952). Ceux-ci sont autre chose, ou "
        "ont été coupés.",
    ),
    "status_list_inflated": Sentence(
        en="the bits of the status list take more than {limit} bytes when unpacked",
        fr="les bits de la liste de statuts occupent plus de {limit} octets une fois décompressés",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="A few bytes can unpack to gigabytes, made to exhaust a computer. Unpacking stops at a limit far "
        "beyond any real list.",
        about_fr="Quelques octets peuvent en donner des milliards, pour épuiser un ordinateur. La décompression "
        "s'arrête à une limite bien au-delà de "
        "toute liste réelle.",
    ),
    "status_list_trailing": Sentence(
        en="{size} bytes stand after the packed bits of the status list",
        fr="{size} octets suivent les bits compressés de la liste de statuts",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="A list is one packed stream and nothing after it. With more, two readers could see two different "
        "lists.",
        about_fr="Une liste est un seul flux compressé, sans rien après. Avec un surplus, deux lecteurs pourraient "
        "voir deux listes différentes.",
    ),
    "status_list_type": Sentence(
        en="the status list is not of the type {expected}",
        fr="la liste de statuts n'est pas du type {expected}",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="The badge names a list of one kind, and another kind of document is found at its address.",
        about_fr="Le badge nomme une liste d'un certain genre, et un document d'un autre genre se trouve à son "
        "adresse.",
    ),
    "status_list_form": Sentence(
        en="the status list lacks a member that it needs, or has one in the wrong form",
        fr="il manque à la liste de statuts un membre nécessaire, ou un membre a la mauvaise forme",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="A status list says what it is for (statusPurpose) and holds its bits (encodedList); this one does "
        "not say so as the standard wants.",
        about_fr="Une liste de statuts indique son usage (statusPurpose) et contient ses bits (encodedList) ; "
        "celle-ci ne suit pas la norme.",
    ),
    "status_list_purpose": Sentence(
        en='the badge looks for "{purpose}", but the status list is for: {named}',
        fr="le badge cherche « {purpose} », mais la liste de statuts sert à : {named}",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="A list of suspensions says nothing about revocations. The purposes must be the same (Bitstring "
        "Status List 1.0, section 3.2).",
        about_fr="Une liste de suspensions ne dit rien des révocations. Les usages doivent être les mêmes (Bitstring "
        "Status List 1.0, section 3.2).",
    ),
    "status_list_size": Sentence(
        en="the badge counts {expected} bits for one status, the list {size}",
        fr="le badge compte {expected} bits par statut, la liste {size}",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="Badge and list disagree on how wide an entry is, so another badge's status would be read.",
        about_fr="Le badge et la liste ne s'accordent pas sur la largeur d'une entrée ; on lirait le statut d'un "
        "autre badge.",
    ),
    "status_list_other": Sentence(
        en="the list at {url} says of itself that it is another one: {id}",
        fr="la liste à l'adresse {url} dit être une autre liste : {id}",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="Another list of the same issuer in place of the right one would hide a revocation.",
        about_fr="Une autre liste du même émetteur, mise à la place de la bonne, cacherait une révocation.",
    ),
    "status_revocations_form": Sentence(
        en="the answer is JSON, but no list of revoked badges",
        fr="la réponse est du JSON, mais pas une liste de badges révoqués",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="A list of revoked badges names them under revokedCredential (3.0) or revokedAssertions (2.0). "
        "Anything else would look like an "
        "empty list.",
        about_fr="Une liste de badges révoqués les énumère sous revokedCredential (3.0) ou revokedAssertions (2.0). "
        "Tout autre document aurait l'air "
        "d'une liste vide.",
    ),
    "status_revocations_entry": Sentence(
        en="an entry of the list of revoked badges cannot be read",
        fr="une entrée de la liste des badges révoqués est illisible",
        hint_en=TELL_EN,
        hint_fr=TELL_FR,
        about_en="Each entry names one badge by its id. One that does not could be the one that matters.",
        about_fr="Chaque entrée désigne un badge par son identifiant. Une entrée illisible pourrait être justement "
        "celle qui compte.",
    ),
}
