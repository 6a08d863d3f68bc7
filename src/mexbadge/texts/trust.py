"""What trust lists, lookalikes and the printable record say, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_COMPARE_EN: Final = "Compare the host or DID with the one that you expect, letter by letter."
_COMPARE_FR: Final = "Comparez l'hôte ou le DID avec celui que vous attendez, lettre par lettre."
_REPAIR_EN: Final = "Correct the list; its form stands in trust-list-1.schema.json."
_REPAIR_FR: Final = "Corrigez la liste ; sa forme figure dans trust-list-1.schema.json."
_KEEPER_EN: Final = "Ask whoever keeps the list for a correct copy."
_KEEPER_FR: Final = "Demandez une copie correcte à qui tient la liste."

_FINDINGS: Final[Mapping[str, Sentence]] = {
    "trust_on_list": Sentence(
        en='{issuer} is on the list "{list}" as {name}{roles}',
        fr="{issuer} figure sur la liste « {list} » sous le nom {name}{roles}",
        about_en="You gave a list of issuers that somebody approves, and this issuer is on it at the moment asked. The name shown here is the list's, not the badge's.",
        about_fr="Vous avez fourni une liste d'émetteurs approuvés, et celui-ci y figure au moment demandé. Le nom indiqué ici est celui de la liste, non du badge.",
    ),
    "trust_lapsed": Sentence(
        en='{issuer} was on the list "{list}" as {name}{roles}, but only until {limit}',
        fr="{issuer} figurait sur la liste « {list} » sous le nom {name}{roles}, mais seulement jusqu'au {limit}",
        hint_en="Ask whoever keeps the list whether the issuer is still approved.",
        hint_fr="Demandez à qui tient la liste si l'émetteur est encore approuvé.",
        about_en="The time for which the list, or its entry for this issuer, holds was over at the moment asked.",
        about_fr="La période pour laquelle vaut la liste, ou son inscription de cet émetteur, était terminée au moment demandé.",
    ),
    "trust_not_yet": Sentence(
        en='{issuer} is on the list "{list}" as {name}{roles}, but only from {limit}',
        fr="{issuer} figure sur la liste « {list} » sous le nom {name}{roles}, mais seulement à partir du {limit}",
        hint_en="Ask whoever keeps the list whether the issuer is approved already.",
        hint_fr="Demandez à qui tient la liste si l'émetteur est déjà approuvé.",
        about_en="The time for which the list, or its entry for this issuer, holds had not begun at the moment asked.",
        about_fr="La période pour laquelle vaut la liste, ou son inscription de cet émetteur, n'avait pas commencé au moment demandé.",
    ),
    "trust_on_no_list": Sentence(
        en="{issuer} is on none of your lists ({lists})",
        fr="{issuer} ne figure sur aucune de vos listes ({lists})",
        hint_en="Check the issuer's id letter by letter; ask whoever keeps the list whether it belongs there.",
        hint_fr="Vérifiez l'identifiant lettre par lettre ; demandez à qui tient la liste s'il devrait y figurer.",
        about_en="You gave lists of approved issuers, and the id of this issuer stands on none of them. Ids are compared exactly.",
        about_fr="Vous avez fourni des listes d'émetteurs approuvés, et l'identifiant de celui-ci n'y figure pas. Les identifiants se comparent à la lettre.",
    ),
    "trust_unbound": Sentence(
        en="your lists were not asked, because the issuer does not answer for the key or for the place of this badge",
        fr="vos listes n'ont pas été consultées, car l'émetteur ne répond ni de la clé ni de l'emplacement du badge",
        hint_en="Ask the issuer for a badge that its own documents vouch for.",
        hint_fr="Demandez à l'émetteur un badge dont ses propres documents répondent.",
        about_en="Anybody can write the name of a listed issuer into a badge. A list counts only where that issuer's own documents vouch for the badge.",
        about_fr="N'importe qui peut écrire dans un badge le nom d'un émetteur inscrit. Une liste ne compte que si les documents de cet émetteur répondent du badge.",
    ),
    "trust_key_listed": Sentence(
        en="the key is the issuer's own name ({issuer}), and a list that you gave vouches for it",
        fr="la clé est le nom même de l'émetteur ({issuer}), et une liste que vous avez fournie en répond",
        about_en="The issuer names itself only by its key. That alone proves nothing, but your list says whose key it is.",
        about_fr="L'émetteur ne se nomme que par sa clé. Cela seul ne prouve rien, mais votre liste dit à qui est la clé.",
    ),
    "trust_endorser": Sentence(
        en="{issuer} is not one of the endorsers that you accept",
        fr="{issuer} n'est pas de ceux dont vous acceptez l'appui",
        hint_en="Leave this endorsement out of account, or add the endorser if you know it.",
        hint_fr="Ne tenez pas compte de cet appui, ou ajoutez son auteur si vous le connaissez.",
        about_en="You said whose endorsements count. This one is by somebody else; it says nothing against the badge.",
        about_fr="Vous avez dit de qui l'appui compte. Celui-ci vient d'un autre ; cela ne dit rien contre le badge.",
    ),
    "trust_too_old": Sentence(
        en="awarded on {start}: older than the {days} days that you accept",
        fr="décerné le {start} : plus ancien que les {days} jours que vous acceptez",
        hint_en="Ask the holder for a newer badge, or for proof that the skill is still in use.",
        hint_fr="Demandez au titulaire un badge plus récent, ou la preuve que la compétence sert encore.",
        about_en="The badge may well be in force, but it was awarded longer ago than you said that you accept.",
        about_fr="Le badge peut être en vigueur, mais il a été décerné il y a plus longtemps que vous ne l'acceptez.",
    ),
    "trust_algorithm": Sentence(
        en="signed with {algorithm}, which is not one of those that you accept ({accepted})",
        fr="signé avec {algorithm}, qui n'est pas de ceux que vous acceptez ({accepted})",
        hint_en="Ask the issuer for a badge with another signature, or accept this algorithm.",
        hint_fr="Demandez à l'émetteur un badge signé autrement, ou acceptez cet algorithme.",
        about_en="The signature holds, but your policy names the algorithms that count, and this is another.",
        about_fr="La signature tient, mais votre politique nomme les algorithmes qui comptent, et celui-ci n'en est pas.",
    ),
    "look_mixed_scripts": Sentence(
        en='the name "{text}" mixes letters of several scripts ({scripts}: {letters}), some of which look alike',
        fr="le nom « {text} » mêle des lettres de plusieurs écritures ({scripts} : {letters}), dont certaines se ressemblent",
        hint_en=_COMPARE_EN,
        hint_fr=_COMPARE_FR,
        about_en="A Cyrillic or Greek letter can look exactly like a Latin one, so a name can be forged that the eye cannot tell from the true one. Go by the host or DID, not by the name.",
        about_fr="Une lettre cyrillique ou grecque peut ressembler en tout à une lettre latine ; un nom peut ainsi être contrefait sans que l'œil le voie. Fiez-vous à l'hôte ou au DID, non au nom.",
    ),
    "look_mixed_address": Sentence(
        en='the host {host} reads as "{text}" and mixes letters of several scripts ({scripts}: {letters}), some of which look alike',
        fr="l'hôte {host} se lit « {text} » et mêle des lettres de plusieurs écritures ({scripts} : {letters}), dont certaines se ressemblent",
        hint_en=_COMPARE_EN,
        hint_fr=_COMPARE_FR,
        about_en="A host name can hold letters of any script. One that mixes them may imitate another host; its form that begins with xn-- cannot be mistaken.",
        about_fr="Un nom d'hôte peut contenir des lettres de toute écriture. S'il les mêle, il imite peut-être un autre hôte ; sa forme en xn-- ne peut tromper.",
    ),
    "look_bidi": Sentence(
        en='"{text}" holds characters that turn the direction of writing ({letters})',
        fr="« {text} » contient des caractères qui inversent le sens de l'écriture ({letters})",
        hint_en="Read the name as it stands here, where nothing is turned, and compare the host or DID.",
        hint_fr="Lisez le nom tel qu'il figure ici, où rien n'est inversé, et comparez l'hôte ou le DID.",
        about_en="Such characters have a use in Arabic and Hebrew, but can also make a name read as another. They are shown here as escapes.",
        about_fr="Ces caractères servent en arabe et en hébreu, mais peuvent aussi faire lire un autre nom. Ils sont montrés ici sous forme d'échappement.",
    ),
    "look_control": Sentence(
        en='"{text}" holds characters that cannot be seen ({letters})',
        fr="« {text} » contient des caractères invisibles ({letters})",
        hint_en="Read the name as it stands here, and compare the host or DID.",
        hint_fr="Lisez le nom tel qu'il figure ici, et comparez l'hôte ou le DID.",
        about_en="Control and zero-width characters can make two different names look the same, or forge lines on a screen. They are shown here as escapes.",
        about_fr="Des caractères de commande ou sans largeur peuvent faire paraître identiques deux noms, ou contrefaire des lignes à l'écran. Ils sont montrés ici sous forme d'échappement.",
    ),
    "look_idn": Sentence(
        en='the host {host} reads as "{shown}"',
        fr="l'hôte {host} se lit « {shown} »",
        about_en="A host name with letters beyond a to z has two spellings: the one that people read, and one that begins with xn--, which machines use.",
        about_fr="Un nom d'hôte aux lettres autres que a à z a deux graphies : celle que l'on lit, et une qui commence par xn--, dont se servent les machines.",
    ),
}

_LISTS: Final[Mapping[str, Sentence]] = {
    "trust_unreadable": Sentence(
        en="the trust list {list} cannot be read: {reason}",
        fr="la liste de confiance {list} ne peut être lue : {reason}",
        hint_en="Check the name and that you may read the file.",
        hint_fr="Vérifiez le nom et que vous avez le droit de lire le fichier.",
        about_en="A trust list that cannot be read is never passed over: nothing was judged.",
        about_fr="Une liste de confiance illisible n'est jamais ignorée : rien n'a été jugé.",
    ),
    "trust_not_json": Sentence(
        en="the trust list {list} is no JSON object that can be read: {reason}",
        fr="la liste de confiance {list} n'est pas un objet JSON lisible : {reason}",
        hint_en=_REPAIR_EN,
        hint_fr=_REPAIR_FR,
        about_en="A trust list is one JSON object in a file. One that cannot be read is never passed over: nothing was judged.",
        about_fr="Une liste de confiance est un objet JSON dans un fichier. Illisible, elle n'est jamais ignorée : rien n'a été jugé.",
    ),
    "trust_schema": Sentence(
        en='{list}: {place} is not "{schema}"',
        fr="{list} : {place} n'est pas « {schema} »",
        hint_en='Begin the list with "schema": "{schema}"',
        hint_fr='Commencez la liste par "schema" : "{schema}"',
        about_en="The member schema says that the file is a trust list, and in which form.",
        about_fr="Le membre schema dit que le fichier est une liste de confiance, et sous quelle forme.",
    ),
    "trust_member": Sentence(
        en="{list}: {place} is a member that a trust list does not have",
        fr="{list} : {place} est un membre qu'une liste de confiance n'a pas",
        hint_en="Check the spelling, or take the member out.",
        hint_fr="Vérifiez l'orthographe ou retirez ce membre.",
        about_en="A mistyped validUntil would approve an issuer for ever, so a trust list may hold no member that is not known.",
        about_fr="Un validUntil mal tapé approuverait un émetteur pour toujours ; une liste de confiance n'admet donc aucun membre inconnu.",
    ),
    "trust_text": Sentence(
        en="{list}: {place} must be a text of 1 to {limit} characters",
        fr="{list} : {place} doit être un texte de 1 à {limit} caractères",
        hint_en=_REPAIR_EN,
        hint_fr=_REPAIR_FR,
        about_en="A list and each issuer on it have a name, and each role is a text.",
        about_fr="Une liste et chaque émetteur ont un nom, et chaque rôle est un texte.",
    ),
    "trust_id": Sentence(
        en="{list}: {place} must be a DID or an https address, not {id}",
        fr="{list} : {place} doit être un DID ou une adresse https, et non {id}",
        hint_en="Write the issuer's id exactly as its badges do, a DID without # and what follows.",
        hint_fr="Écrivez l'identifiant exactement comme sur ses badges, un DID sans # ni la suite.",
        about_en="Issuers are found on a list by their ids, compared letter by letter. An address without https can be answered by anybody on the way.",
        about_fr="Un émetteur se trouve sur une liste par son identifiant, comparé lettre par lettre. Sans https, n'importe qui sur le trajet peut répondre.",
    ),
    "trust_date": Sentence(
        en="{list}: {place} is no date-time with a zone: {date}",
        fr="{list} : {place} n'est pas une date-heure avec fuseau : {date}",
        hint_en="Write it like 2027-07-01T00:00:00Z.",
        hint_fr="Écrivez-la comme 2027-07-01T00:00:00Z.",
        about_en="The time for which a list or an entry holds begins and ends at exact moments.",
        about_fr="La période d'une liste ou d'une inscription commence et finit à des moments précis.",
    ),
    "trust_dates": Sentence(
        en="{list}: {place} ends ({end}) before it begins ({start})",
        fr="{list} : {place} prend fin ({end}) avant de commencer ({start})",
        hint_en="Exchange or correct the two dates.",
        hint_fr="Intervertissez ou corrigez les deux dates.",
        about_en="A time that ends before it begins never comes.",
        about_fr="Une période qui finit avant de commencer n'arrive jamais.",
    ),
    "trust_issuers": Sentence(
        en="{list}: {place} must be an array",
        fr="{list} : {place} doit être un tableau",
        hint_en=_REPAIR_EN,
        hint_fr=_REPAIR_FR,
        about_en="The member issuers holds one object for each issuer; it may be empty, but must be there.",
        about_fr="Le membre issuers contient un objet par émetteur ; il peut être vide, mais doit être présent.",
    ),
    "cli_help_verify_log_key": Sentence(
        en="a ledger that you believe: its key, or a file that holds it",
        fr="un journal auquel vous croyez : sa clé, ou un fichier qui la contient",
    ),
    "cli_help_receipt": Sentence(
        en="the badge's receipt, if it is not beside the badge", fr="le reçu du badge, s'il n'est pas à côté du badge"
    ),
    "cli_help_require_ledger": Sentence(
        en="a badge without a receipt of such a ledger is not valid",
        fr="un badge sans reçu d'un tel journal n'est pas valide",
    ),
    "verify_one_receipt": Sentence(
        en="--receipt belongs to one badge, and several were given",
        fr="--receipt concerne un seul badge, et plusieurs ont été donnés",
        hint_en="Verify the badges one by one, or put each receipt beside its badge.",
        hint_fr="Vérifiez les badges un à un, ou placez chaque reçu à côté de son badge.",
        about_en="A receipt names one badge; beside badge.png it is found by itself as badge.png.tlog-proof.",
        about_fr="Un reçu désigne un seul badge ; à côté de badge.png, il est trouvé tout seul sous le nom badge.png.tlog-proof.",
    ),
    "trust_log": Sentence(
        en="{place} of the list {list} is no log: it takes the log's key, and perhaps witnesses and quorum",
        fr="{place} de la liste {list} n'est pas un journal : il faut sa clé et, au besoin, witnesses et quorum",
        hint_en='Write {{"key": "VKEY", "witnesses": ["VKEY"], "quorum": 1}}, with the keys as mexbadge ledger init shows them.',
        hint_fr='Écrivez {{"key": "VKEY", "witnesses": ["VKEY"], "quorum": 1}}, avec les clés telles que mexbadge ledger init les montre.',
        about_en="A trust list may name the ledgers that it vouches for; receipts of badges are then checked against them.",
        about_fr="Une liste de confiance peut nommer les journaux dont elle répond ; les reçus des badges sont vérifiés auprès d'eux.",
    ),
    "trust_many": Sentence(
        en="{list}: {place} holds more than {limit} issuers",
        fr="{list} : {place} contient plus de {limit} émetteurs",
        hint_en="Split the list and give --trust once for each part.",
        hint_fr="Divisez la liste et donnez --trust pour chaque partie.",
        about_en="Everything that is read has a limit, so that a file made to exhaust a computer cannot do so.",
        about_fr="Tout ce qui est lu a une limite, afin qu'un fichier conçu pour épuiser un ordinateur échoue.",
    ),
    "trust_entry": Sentence(
        en="{list}: {place} must be an object with id and name",
        fr="{list} : {place} doit être un objet avec id et name",
        hint_en=_REPAIR_EN,
        hint_fr=_REPAIR_FR,
        about_en="Each entry of a trust list is a JSON object about one issuer.",
        about_fr="Chaque inscription d'une liste de confiance est un objet JSON sur un émetteur.",
    ),
    "trust_roles": Sentence(
        en="{list}: {place} must be an array of texts",
        fr="{list} : {place} doit être un tableau de textes",
        hint_en='Write it like ["approved college"].',
        hint_fr='Écrivez-le comme ["collège approuvé"].',
        about_en="Roles say as what the list approves an issuer.",
        about_fr="Les rôles disent à quel titre la liste approuve un émetteur.",
    ),
    "trust_twice": Sentence(
        en="{list}: {place} names {id} a second time",
        fr="{list} : {place} nomme {id} une seconde fois",
        hint_en="Leave one entry for each issuer.",
        hint_fr="Ne laissez qu'une inscription par émetteur.",
        about_en="Two entries for one issuer may contradict each other, and nobody could say which one holds.",
        about_fr="Deux inscriptions d'un même émetteur peuvent se contredire, et nul ne saurait laquelle vaut.",
    ),
    "trust_proof_form": Sentence(
        en="{list}: {place} must be an object, or an array of objects",
        fr="{list} : {place} doit être un objet ou un tableau d'objets",
        hint_en="Sign the list again, or take the member proof out.",
        hint_fr="Signez la liste de nouveau ou retirez le membre proof.",
        about_en="A signed list carries its proof in the form of Data Integrity. A proof that cannot be read is never passed over.",
        about_fr="Une liste signée porte sa preuve sous la forme Data Integrity. Une preuve illisible n'est jamais ignorée.",
    ),
    "trust_proof_suite": Sentence(
        en="the trust list {list} is signed with {suite}; only eddsa-jcs-2022 and ecdsa-jcs-2019 are read",
        fr="la liste de confiance {list} est signée avec {suite} ; seuls eddsa-jcs-2022 et ecdsa-jcs-2019 sont lus",
        hint_en="Ask whoever keeps the list to sign it with one of these.",
        hint_fr="Demandez à qui tient la liste de la signer avec l'un d'eux.",
        about_en="A trust list is plain JSON, so only a signature over JSON as it stands covers all of it.",
        about_fr="Une liste de confiance est du simple JSON ; seule une signature sur le JSON tel quel la couvre entièrement.",
    ),
    "trust_proof_bad": Sentence(
        en="the signature of the trust list {list} does not hold ({reason})",
        fr="la signature de la liste de confiance {list} ne tient pas ({reason})",
        hint_en=_KEEPER_EN,
        hint_fr=_KEEPER_FR,
        about_en="The list was changed after it was signed, or was signed by a key that may not. Nothing was judged.",
        about_fr="La liste a été modifiée après sa signature, ou signée par une clé non autorisée. Rien n'a été jugé.",
    ),
    "trust_proof_ended": Sentence(
        en="the signature of the trust list {list}, or its key, ended on {end}",
        fr="la signature de la liste de confiance {list}, ou sa clé, a pris fin le {end}",
        hint_en=_KEEPER_EN,
        hint_fr=_KEEPER_FR,
        about_en="Whoever signed the list said how long the signature counts, and that time was over at the moment asked.",
        about_fr="Qui a signé la liste a dit combien de temps vaut la signature, et ce temps était écoulé au moment demandé.",
    ),
    "trust_proof_unresolved": Sentence(
        en="the signature of the trust list {list} could not be checked ({reason})",
        fr="la signature de la liste de confiance {list} n'a pu être vérifiée ({reason})",
        hint_en="Try again with the network, or add the signer's document to --resources.",
        hint_fr="Réessayez avec le réseau ou ajoutez le document du signataire à --resources.",
        about_en="To check the signature, the signer's own document is needed, and it could not be had. A list that cannot be checked is never passed over.",
        about_fr="Pour vérifier la signature, il faut le document du signataire, et il n'a pu être obtenu. Une liste non vérifiée n'est jamais ignorée.",
    ),
    "trust_unsigned": Sentence(
        en="the trust list {list} is not signed",
        fr="la liste de confiance {list} n'est pas signée",
        hint_en=_KEEPER_EN,
        hint_fr=_KEEPER_FR,
        about_en="You said who must have signed the list, and it carries no signature.",
        about_fr="Vous avez dit qui devait signer la liste, et elle ne porte aucune signature.",
    ),
    "trust_signer": Sentence(
        en="the trust list {list} is signed by {signers}, whom you did not name",
        fr="la liste de confiance {list} est signée par {signers}, que vous n'avez pas nommé",
        hint_en="Check who keeps the list; name that signer if you know it.",
        hint_fr="Vérifiez qui tient la liste ; nommez ce signataire si vous le connaissez.",
        about_en="You said who must have signed the list. Its signature holds, but is another's.",
        about_fr="Vous avez dit qui devait signer la liste. La signature tient, mais elle est d'un autre.",
    ),
    "trust_none_given": Sentence(
        en="--require-listed needs a trust list",
        fr="--require-listed demande une liste de confiance",
        hint_en="Give one: --trust approved.json",
        hint_fr="Donnez-en une : --trust approuves.json",
        about_en="Without a list no issuer is listed, so every badge would fail. Nothing was judged.",
        about_fr="Sans liste, aucun émetteur n'est inscrit, et tout badge échouerait. Rien n'a été jugé.",
    ),
    "trust_duration": Sentence(
        en="{value} is no length of time",
        fr="{value} n'est pas une durée",
        hint_en="Write years, months, weeks or days: P2Y, P18M, P6W or 730d",
        hint_fr="Écrivez des années, mois, semaines ou jours : P2Y, P18M, P6W ou 730d",
        about_en="A length of time is written as in ISO 8601, or as a number of days. A year counts 365 days, a month a twelfth of that.",
        about_fr="Une durée s'écrit comme en ISO 8601, ou en nombre de jours. Une année compte 365 jours, un mois le douzième.",
    ),
}

_SAID: Final[Mapping[str, Sentence]] = {
    "trust_caveat_on_list": Sentence(
        en='the issuer is on the list "{list}"', fr="l'émetteur figure sur la liste « {list} »"
    ),
    "trust_caveat_lapsed": Sentence(
        en='the issuer was on the list "{list}", but its place has lapsed',
        fr="l'émetteur figurait sur la liste « {list} », mais son inscription est échue",
    ),
    "trust_caveat_not_yet": Sentence(
        en='the issuer is on the list "{list}" only later',
        fr="l'émetteur ne figurera que plus tard sur la liste « {list} »",
    ),
    "html_title": Sentence(en="Record of a verification", fr="Procès-verbal de vérification"),
    "html_standard": Sentence(en="Standard", fr="Norme"),
    "html_achievement": Sentence(en="Name of the badge", fr="Nom du badge"),
    "html_on": Sentence(en="Issued on", fr="Délivré le"),
    "html_id": Sentence(en="Id of the badge", fr="Identifiant du badge"),
    "html_host": Sentence(en="Verified host or DID", fr="Hôte ou DID vérifié"),
    "html_host_unverified": Sentence(
        en="Host or DID, as the badge says (not verified)", fr="Hôte ou DID, selon le badge (non vérifié)"
    ),
    "html_findings": Sentence(en="What was found", fr="Constats"),
    "html_outcome": Sentence(en="Outcome", fr="Résultat"),
    "html_check": Sentence(en="Check", fr="Vérification"),
    "html_finding": Sentence(en="Finding", fr="Constat"),
    "html_passed": Sentence(en="passed", fr="réussi"),
    "html_warned": Sentence(en="warning", fr="avertissement"),
    "html_failed": Sentence(en="failed", fr="échoué"),
    "html_unknown": Sentence(en="undecided", fr="non jugé"),
    "html_skipped": Sentence(en="not checked", fr="non vérifié"),
    "html_not_applicable": Sentence(en="not applicable", fr="sans objet"),
    "html_next": Sentence(en="Next step:", fr="À faire :"),
    "html_inside": Sentence(en="Inside: {name}", fr="Contenu : {name}"),
    "html_resources": Sentence(en="Documents that were read", fr="Documents lus"),
    "html_no_resources": Sentence(
        en="No document was read beside the badge itself.", fr="Aucun document n'a été lu hormis le badge lui-même."
    ),
    "html_address": Sentence(en="Address", fr="Adresse"),
    "html_source": Sentence(en="Read from", fr="Provenance"),
    "html_source_network": Sentence(en="the network", fr="le réseau"),
    "html_source_cache": Sentence(en="the cache", fr="le cache"),
    "html_source_resources": Sentence(en="given files", fr="des fichiers fournis"),
    "html_moment": Sentence(en="Judged as of {at}, by mexbadge {version}.", fr="Jugé au {at}, par mexbadge {version}."),
    "html_paper": Sentence(
        en="This page records one verification. A revocation after that moment does not show here: verify the badge itself again before you rely on it.",
        fr="Cette page consigne une seule vérification. Une révocation ultérieure n'y paraît pas : vérifiez de nouveau le badge lui-même avant de vous y fier.",
    ),
}

SENTENCES: Final[Mapping[str, Sentence]] = {**_FINDINGS, **_LISTS, **_SAID}
