"""What the room ``fetch`` says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_LATER_EN: Final = "Try again later; if it lasts, tell the issuer."
_LATER_FR: Final = "Réessayez plus tard ; si cela persiste, prévenez l'émetteur."
_ISSUER_EN: Final = "Ask the issuer to correct the address."
_ISSUER_FR: Final = "Demandez à l'émetteur de corriger l'adresse."
_SERVER_EN: Final = "Ask the issuer to have their web server looked at."
_SERVER_FR: Final = "Demandez à l'émetteur de faire vérifier son serveur Web."
_NEW_RECORDING_EN: Final = "Make the recording again, or ask for the original file."
_NEW_RECORDING_FR: Final = "Refaites l'enregistrement ou demandez le fichier original."

_ADDRESSES: Final[Mapping[str, Sentence]] = {
    "fetch_url": Sentence(
        en="{url} is not a well-formed web address",
        fr="{url} n'est pas une adresse Web bien formée",
        hint_en=_ISSUER_EN,
        hint_fr=_ISSUER_FR,
        about_en="Web addresses are read strictly (RFC 3986): no spaces, no backslashes, the host in plain letters "
        "and digits. What two programs could read differently is not asked.",
        about_fr="Les adresses Web sont lues à la lettre (RFC 3986) : ni espace, ni barre oblique inversée, l'hôte en "
        "lettres et chiffres simples. Ce que deux logiciels pourraient lire différemment n'est pas interrogé.",
    ),
    "fetch_url_credentials": Sentence(
        en="{url} holds a user name or a password",
        fr="{url} contient un nom d'utilisateur ou un mot de passe",
        hint_en=_ISSUER_EN,
        hint_fr=_ISSUER_FR,
        about_en="An address with a user name in it is a common disguise: what stands before the @ is not the host.",
        about_fr="Une adresse qui contient un nom d'utilisateur est un déguisement courant : ce qui précède le @ "
        "n'est pas l'hôte.",
    ),
    "fetch_scheme": Sentence(
        en="{url} is not asked: only https addresses are",
        fr="{url} n'est pas interrogée : seules les adresses https le sont",
        hint_en="Ask the issuer to publish it under https.",
        hint_fr="Demandez à l'émetteur de la publier en https.",
        about_en="Only https makes sure that the answer comes from the host that the address names.",
        about_fr="Seul https garantit que la réponse vient de l'hôte nommé par l'adresse.",
    ),
    "fetch_port": Sentence(
        en="{url} names a port that is not asked",
        fr="{url} indique un port qui n'est pas interrogé",
        hint_en="Ask the issuer to publish it on port 443.",
        hint_fr="Demandez à l'émetteur de la publier sur le port 443.",
        about_en="Some ports belong to other services, which could take a web request for a command.",
        about_fr="Certains ports appartiennent à d'autres services, qui pourraient prendre une requête Web pour un "
        "ordre.",
    ),
    "fetch_address": Sentence(
        en="{url} is not asked: {host} is not a machine of the public internet",
        fr="{url} n'est pas interrogée : {host} n'est pas une machine de l'Internet public",
        hint_en="Ask the issuer to publish it on the public internet.",
        hint_fr="Demandez à l'émetteur de la publier sur l'Internet public.",
        about_en="A badge is written by a stranger. An address in it that leads into your own network could make this "
        "program act there on the stranger's behalf, so it is refused in every spelling.",
        about_fr="Un badge est rédigé par un inconnu. Une adresse qui mène à votre propre réseau pourrait y faire "
        "agir ce logiciel pour le compte de l'inconnu ; elle est donc refusée sous toutes ses formes.",
    ),
    "fetch_redirects": Sentence(
        en="{url} leads from one address to the next, too many times",
        fr="{url} renvoie d'une adresse à l'autre, trop de fois",
        hint_en=_SERVER_EN,
        hint_fr=_SERVER_FR,
        about_en="A server may say that a document has moved. That is followed three times, no more.",
        about_fr="Un serveur peut indiquer qu'un document a été déplacé. On le suit trois fois, pas davantage.",
    ),
    "fetch_redirect_insecure": Sentence(
        en="{url} leads to an address without https",
        fr="{url} renvoie à une adresse sans https",
        hint_en="Ask the issuer to redirect to https only.",
        hint_fr="Demandez à l'émetteur de ne rediriger que vers https.",
        about_en="Going on without https would throw away the assurance of who answers.",
        about_fr="Poursuivre sans https ferait perdre la garantie de savoir qui répond.",
    ),
}

_NETWORK: Final[Mapping[str, Sentence]] = {
    "fetch_dns": Sentence(
        en="no machine is known under the name in {url}",
        fr="aucune machine n'est connue sous le nom qui figure dans {url}",
        hint_en="Check the internet connection; if it works, tell the issuer that their address is gone.",
        hint_fr="Vérifiez la connexion Internet ; si elle fonctionne, dites à l'émetteur que son adresse a disparu.",
        about_en="The domain name system gave no address for the host. The domain may have lapsed, or there is no "
        "connection.",
        about_fr="Le système des noms de domaine n'a donné aucune adresse pour l'hôte. Le domaine a peut-être expiré, "
        "ou la connexion manque.",
    ),
    "fetch_connection": Sentence(
        en="the server of {url} could not be reached, or broke off",
        fr="le serveur de {url} est injoignable ou a interrompu l'échange",
        hint_en=_LATER_EN,
        hint_fr=_LATER_FR,
        about_en="No whole answer came: the server refused the connection, ended it in the middle, or did not speak "
        "HTTP.",
        about_fr="Aucune réponse complète n'est venue : le serveur a refusé la connexion, l'a coupée en chemin ou ne "
        "parlait pas HTTP.",
    ),
    "fetch_timeout": Sentence(
        en="{url} did not answer in time",
        fr="{url} n'a pas répondu à temps",
        hint_en=_LATER_EN,
        hint_fr=_LATER_FR,
        about_en="The whole answer has to be there within 15 seconds, however steadily it trickles in.",
        about_fr="La réponse entière doit être là en 15 secondes, même si elle arrive goutte à goutte.",
    ),
    "fetch_tls": Sentence(
        en="the server of {url} could not prove that it is the one it claims to be",
        fr="le serveur de {url} n'a pas pu prouver son identité",
        hint_en="Check the date of this computer; if your network inspects https, add its certificate to the system's "
        "trust store.",
        hint_fr="Vérifiez la date de cet ordinateur ; si votre réseau inspecte https, ajoutez son certificat au "
        "magasin de confiance du système.",
        about_en="The server's certificate has lapsed, is for another name, or comes from nobody that this computer "
        "trusts.",
        about_fr="Le certificat du serveur est expiré, porte un autre nom ou ne vient de personne en qui cet "
        "ordinateur a confiance.",
    ),
    "fetch_proxy": Sentence(
        en="the proxy did not let the request for {url} through",
        fr="le serveur mandataire n'a pas laissé passer la demande pour {url}",
        hint_en="Check the address of the proxy, or ask whoever runs your network.",
        hint_fr="Vérifiez l'adresse du serveur mandataire ou adressez-vous aux responsables de votre réseau.",
        about_en="You asked for requests to go through a proxy. It could not be reached, or it refused.",
        about_fr="Vous avez demandé que les requêtes passent par un mandataire. Il est injoignable, ou il a refusé.",
    ),
    "fetch_too_large": Sentence(
        en="{url} answered with more than a document of its kind may hold",
        fr="{url} a répondu par un document plus grand que son type ne le permet",
        hint_en=_SERVER_EN,
        hint_fr=_SERVER_FR,
        about_en="Each kind of document has a largest size; reading stops there, so that no server can fill the "
        "memory.",
        about_fr="Chaque type de document a une taille maximale ; la lecture s'y arrête, pour qu'aucun serveur ne "
        "puisse remplir la mémoire.",
    ),
    "fetch_headers_too_large": Sentence(
        en="{url} answered with a header of more than 64 KiB",
        fr="{url} a répondu par un en-tête de plus de 64 Kio",
        hint_en=_SERVER_EN,
        hint_fr=_SERVER_FR,
        about_en="What a server says about a document must not be larger than the document usually is.",
        about_fr="Ce qu'un serveur dit d'un document ne doit pas dépasser la taille habituelle du document.",
    ),
    "fetch_encoding": Sentence(
        en="{url} answered in a compressed form that was not asked for",
        fr="{url} a répondu sous une forme compressée qui n'était pas demandée",
        hint_en="Ask the issuer to have their web server answer uncompressed where asked to.",
        hint_fr="Demandez à l'émetteur que son serveur Web réponde sans compression quand on le lui demande.",
        about_en="A small compressed answer can unfold into a huge one; documents are taken uncompressed only.",
        about_fr="Une petite réponse compressée peut se déployer en une réponse énorme ; on n'accepte que des "
        "documents non compressés.",
    ),
    "fetch_budget": Sentence(
        en="{url} was not fetched: this badge asks for too many documents",
        fr="{url} n'a pas été lue : ce badge demande trop de documents",
        hint_en="Ask the issuer for a badge that names fewer documents, or try again when their servers answer faster.",
        hint_fr="Demandez à l'émetteur un badge qui nomme moins de documents, ou réessayez quand ses serveurs "
        "répondront plus vite.",
        about_en="One verification sends at most 50 requests and spends at most 60 seconds on them.",
        about_fr="Une vérification envoie au plus 50 requêtes et y consacre au plus 60 secondes.",
    ),
    "fetch_status": Sentence(
        en="{url} answered with status {status}",
        fr="{url} a répondu par le code {status}",
        hint_en=_LATER_EN,
        hint_fr=_LATER_FR,
        about_en="Only status 200 carries the document. 404 and 410 say that it is gone, 500 and above that the "
        "server is in trouble.",
        about_fr="Seul le code 200 apporte le document. 404 et 410 disent qu'il a disparu ; 500 et au-delà, que le "
        "serveur est en difficulté.",
    ),
    "fetch_offline": Sentence(
        en="{url} is not available offline",
        fr="{url} n'est pas disponible hors ligne",
        hint_en="Verify again with a network connection, or supply the document with --resources.",
        hint_fr="Vérifiez de nouveau avec une connexion réseau, ou fournissez le document avec --resources.",
        about_en="You asked to work without the network, and the document is neither in the cache nor in the "
        "resources.",
        about_fr="Vous avez demandé de travailler sans réseau, et le document n'est ni dans le cache ni dans les "
        "ressources.",
    ),
    "fetch_not_in_resources": Sentence(
        en="{url} is not among the resources",
        fr="{url} ne figure pas parmi les ressources",
        hint_en="Add the document to the resources, or verify without them.",
        hint_fr="Ajoutez le document aux ressources, ou vérifiez sans elles.",
        about_en="Resources are a closed set: what they do not hold is not looked for on the network.",
        about_fr="Les ressources forment un ensemble fermé : ce qu'elles ne contiennent pas n'est pas cherché sur le "
        "réseau.",
    ),
}

_POLICY: Final[Mapping[str, Sentence]] = {
    "fetch_private_host": Sentence(
        en="these are not all plain host names: {host}",
        fr="ce ne sont pas tous de simples noms d'hôte : {host}",
        hint_en="Name the host alone, without https:// and without a port: badges.campus.example",
        hint_fr="Indiquez l'hôte seul, sans https:// ni port : badges.campus.example",
        about_en="A host of one's own network is opened by its name alone.",
        about_fr="On ouvre un hôte de son propre réseau par son seul nom.",
    ),
    "fetch_policy": Sentence(
        en="a limit of the network policy is not above zero, or the user agent is not plain text",
        fr="une limite de la politique réseau n'est pas supérieure à zéro, ou l'agent utilisateur n'est pas en texte "
        "simple",
        hint_en="Correct the network policy.",
        hint_fr="Corrigez la politique réseau.",
        about_en="Times and counts of the network policy must be above zero, or nothing could ever be fetched.",
        about_fr="Les durées et les nombres de la politique réseau doivent dépasser zéro, sans quoi rien ne pourrait "
        "être lu.",
    ),
    "fetch_proxy_url": Sentence(
        en="the address of the proxy is not of the form http://host:port",
        fr="l'adresse du serveur mandataire n'est pas de la forme http://hôte:port",
        hint_en="Write it as http://proxy.example:3128.",
        hint_fr="Écrivez-la comme http://proxy.example:3128.",
        about_en="Proxies are reached over http; what is fetched through them is still protected by https.",
        about_fr="On joint les mandataires par http ; ce qui passe par eux reste protégé par https.",
    ),
    "fetch_ca_file": Sentence(
        en="{path} holds no certificates that can be read",
        fr="{path} ne contient pas de certificats lisibles",
        hint_en="Name a file with certificates in PEM form.",
        hint_fr="Indiquez un fichier de certificats au format PEM.",
        about_en="You named a file of certificates to trust in place of those of the operating system.",
        about_fr="Vous avez indiqué un fichier de certificats de confiance à la place de ceux du système "
        "d'exploitation.",
    ),
    "fetch_cache_folder": Sentence(
        en="{path} cannot serve as a cache: it cannot be made, is a link, or others may write to it or above it",
        fr="{path} ne peut servir de cache : il ne peut être créé, est un lien, ou d'autres peuvent y écrire ou au-dessus",
        hint_en="Choose a folder that belongs to you alone.",
        hint_fr="Choisissez un dossier qui n'appartient qu'à vous.",
        about_en="What lies in the cache is believed; whoever can write there could make a false key look true.",
        about_fr="On croit ce qui se trouve dans le cache ; qui peut y écrire pourrait faire passer une fausse clé "
        "pour vraie.",
    ),
}

_RESOURCES: Final[Mapping[str, Sentence]] = {
    "fetch_resources_unreadable": Sentence(
        en="{path} cannot be read",
        fr="{path} ne peut être lu",
        hint_en="Check the path and the permissions of the file.",
        hint_fr="Vérifiez le chemin et les permissions du fichier.",
        about_en="The resources could not be opened.",
        about_fr="Les ressources n'ont pas pu être ouvertes.",
    ),
    "fetch_resources_json": Sentence(
        en="{path} is not well-formed JSON, or not an object",
        fr="{path} n'est pas du JSON bien formé, ou n'est pas un objet",
        hint_en="Correct the file; it maps each web address to a path.",
        hint_fr="Corrigez le fichier ; il associe chaque adresse Web à un chemin.",
        about_en="The list of resources is one JSON object; each of its names is a web address, each value a path.",
        about_fr="La liste des ressources est un objet JSON ; chacun de ses noms est une adresse Web, chaque valeur un "
        "chemin.",
    ),
    "fetch_resources_version": Sentence(
        en="{path} is a recording of a form that is not known here",
        fr="{path} est un enregistrement d'une forme inconnue ici",
        hint_en="Install a newer mexbadge, or make the recording again.",
        hint_fr="Installez une version plus récente de mexbadge ou refaites l'enregistrement.",
        about_en="A recording names its format and version; this one was made by another program or a later version.",
        about_fr="Un enregistrement indique son format et sa version ; celui-ci vient d'un autre logiciel ou d'une "
        "version ultérieure.",
    ),
    "fetch_resources_entry": Sentence(
        en="an entry of {path} is neither a path nor an object with path, status and content_type",
        fr="une entrée de {path} n'est ni un chemin ni un objet avec path, status et content_type",
        hint_en="Correct the entry; its place is given as a JSON pointer.",
        hint_fr="Corrigez l'entrée ; sa place est donnée par un pointeur JSON.",
        about_en="Each entry says where the document lies, and if needed its status (100 to 599) and content type. "
        "An address that ends in a slash may have an object with folder and content_type instead: it then stands for "
        "every file of that folder. Other members are refused, so that a slip of the pen cannot change the meaning.",
        about_fr="Chaque entrée dit où se trouve le document et, au besoin, son code de réponse (100 à 599) et son "
        "type de contenu. Une adresse qui se termine par une barre oblique peut avoir un objet avec folder et "
        "content_type : elle vaut alors pour chaque fichier de ce dossier. Tout autre membre est refusé, pour qu'une "
        "coquille ne puisse changer le sens.",
    ),
    "fetch_resources_url": Sentence(
        en="{path} lists {name}, which is not a web address",
        fr="{path} énumère {name}, qui n'est pas une adresse Web",
        hint_en="Write the whole address, beginning with https://.",
        hint_fr="Écrivez l'adresse complète, en commençant par https://.",
        about_en="Documents are found by the web address under which they would be asked for.",
        about_fr="Les documents se trouvent par l'adresse Web sous laquelle on les demanderait.",
    ),
    "fetch_resources_path": Sentence(
        en="{path} leads out of the folder",
        fr="{path} mène hors du dossier",
        hint_en="Give a relative path with / that stays inside the folder of the list.",
        hint_fr="Donnez un chemin relatif avec / qui reste dans le dossier de la liste.",
        about_en="A list of resources may name only files that lie beside it or below it.",
        about_fr="Une liste de ressources ne peut nommer que des fichiers situés à côté d'elle ou plus bas.",
    ),
    "fetch_resources_missing": Sentence(
        en="{path} is not there",
        fr="{path} est introuvable",
        hint_en="Put the file in its place, or take it off the list; --resources takes a JSON map, a zip of --record, or a folder with a resources.json.",
        hint_fr="Mettez le fichier à sa place ou retirez-le de la liste ; --resources accepte une table JSON, un zip de --record ou un dossier contenant resources.json.",
        about_en="The list of resources names a file that does not exist, or the folder has no such list.",
        about_fr="La liste des ressources nomme un fichier qui n'existe pas, ou le dossier n'a pas de telle liste.",
    ),
    "fetch_resources_too_large": Sentence(
        en="{path} holds too much: more than 64 MiB, 10,000 documents, or 100,000 of a folder",
        fr="{path} contient trop : plus de 64 Mio, 10 000 documents, ou 100 000 d'un dossier",
        hint_en="Split the resources, and keep only what this badge needs.",
        hint_fr="Divisez les ressources et ne gardez que ce dont ce badge a besoin.",
        about_en="A recording is read into memory, and the list of a folder is, so both have a largest size.",
        about_fr="Un enregistrement est lu en mémoire, comme la liste d'un dossier ; les deux ont une taille maximale.",
    ),
    "fetch_resources_archive": Sentence(
        en="{path} is a damaged zip, or one of a kind that is not read",
        fr="{path} est un zip endommagé ou d'un type qui n'est pas lu",
        hint_en=_NEW_RECORDING_EN,
        hint_fr=_NEW_RECORDING_FR,
        about_en="Recordings are plain zips: stored or deflated, not encrypted, with every checksum right.",
        about_fr="Les enregistrements sont des zips simples : stockés ou compressés par deflate, non chiffrés, aux "
        "sommes de contrôle exactes.",
    ),
    "fetch_resources_duplicate": Sentence(
        en="{path} holds {name} twice",
        fr="{path} contient {name} deux fois",
        hint_en="Keep one of the two.",
        hint_fr="Gardez l'un des deux.",
        about_en="Where two documents stand under one name, two readers could take different ones.",
        about_fr="Si deux documents portent le même nom, deux lecteurs pourraient en prendre des différents.",
    ),
    "fetch_resources_digest": Sentence(
        en="{path} is not the document that was recorded",
        fr="{path} n'est pas le document qui a été enregistré",
        hint_en=_NEW_RECORDING_EN,
        hint_fr=_NEW_RECORDING_FR,
        about_en="A recording holds the SHA-256 of every document; here the document has changed since.",
        about_fr="Un enregistrement contient le SHA-256 de chaque document ; ici, le document a changé depuis.",
    ),
    "fetch_recording_exists": Sentence(
        en="{path} is there already and is not overwritten",
        fr="{path} existe déjà et n'est pas remplacé",
        hint_en="Choose another name for the recording.",
        hint_fr="Choisissez un autre nom pour l'enregistrement.",
        about_en="A recording is evidence; an older one is never lost to a newer one by accident.",
        about_fr="Un enregistrement est une preuve ; un ancien ne se perd jamais par mégarde au profit d'un nouveau.",
    ),
    "fetch_recording_write": Sentence(
        en="{path} cannot be written",
        fr="{path} ne peut être écrit",
        hint_en="Check the folder, its permissions and the free space.",
        hint_fr="Vérifiez le dossier, ses permissions et l'espace libre.",
        about_en="The recording could not be put on disk.",
        about_fr="L'enregistrement n'a pas pu être mis sur le disque.",
    ),
    "fetch_recording_too_large": Sentence(
        en="{path} would hold more than 64 MiB",
        fr="{path} contiendrait plus de 64 Mio",
        hint_en="Record fewer badges at a time.",
        hint_fr="Enregistrez moins de badges à la fois.",
        about_en="A recording beyond this size could not be read back.",
        about_fr="Un enregistrement au-delà de cette taille ne pourrait être relu.",
    ),
}

SENTENCES: Final[Mapping[str, Sentence]] = {**_ADDRESSES, **_NETWORK, **_POLICY, **_RESOURCES}
