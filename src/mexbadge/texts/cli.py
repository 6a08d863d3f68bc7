"""What the command line says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_ERRORS: Final[Mapping[str, Sentence]] = {
    "cli_folder_no_badge": Sentence(
        en="there is no badge in the folder {path}",
        fr="il n'y a aucun badge dans le dossier {path}",
        hint_en="Name the file itself: a PNG or SVG image, a .json or a .jwt file.",
        hint_fr="Nommez le fichier même : une image PNG ou SVG, un fichier .json ou .jwt.",
        about_en="Of a folder, the PNG, SVG, .json and .jwt files that lie directly in it are judged one by one.",
        about_fr="D'un dossier, les fichiers PNG, SVG, .json et .jwt qui s'y trouvent directement sont jugés un à un.",
    ),
    "cli_bake_no_badge": Sentence(
        en="{path} holds no badge, so it was not put into the image",
        fr="{path} ne contient aucun badge ; il n'a pas été inséré dans l'image",
        hint_en="Give a credential of Open Badges 3.0, an assertion of 2.0, or the address of one.",
        hint_fr="Donnez une attestation Open Badges 3.0, une assertion 2.0, ou l'adresse d'une assertion.",
        about_en="An image that carries anything else would look like a badge and be none.",
        about_fr="Une image qui porterait autre chose aurait l'air d'un badge sans en être un.",
    ),
    "cli_unknown_command": Sentence(
        en="no command '{word}'",
        fr="aucune commande « {word} »",
        hint_en="See the commands: mexbadge --help",
        hint_fr="Voyez les commandes : mexbadge --help",
        about_en="The first word after mexbadge names what to do; this one is not known.",
        about_fr="Le premier mot après mexbadge dit quoi faire ; celui-ci est inconnu.",
    ),
    "cli_unknown_command_near": Sentence(
        en="no command '{word}'",
        fr="aucune commande « {word} »",
        hint_en="did you mean: {similar}",
        hint_fr="vouliez-vous dire : {similar}",
        about_en="The first word after mexbadge names what to do; this one is not known, but one is spelled much like it.",
        about_fr="Le premier mot après mexbadge dit quoi faire ; celui-ci est inconnu, mais un autre s'écrit presque ainsi.",
    ),
    "cli_incomplete_command": Sentence(
        en="'{word}' needs one more word",
        fr="« {word} » demande un mot de plus",
        hint_en="Choose one: {choices}",
        hint_fr="Choisissez : {choices}",
        about_en="Some commands have two words, such as keys new.",
        about_fr="Certaines commandes ont deux mots, comme keys new.",
    ),
    "cli_unknown_option": Sentence(
        en="no option '{word}'",
        fr="aucune option « {word} »",
        hint_en="See what there is: {command} --help",
        hint_fr="Voyez ce qui existe : {command} --help",
        about_en="The command does not know this option, so nothing was done.",
        about_fr="La commande ne connaît pas cette option ; rien n'a été fait.",
    ),
    "cli_unknown_option_near": Sentence(
        en="no option '{word}'",
        fr="aucune option « {word} »",
        hint_en="did you mean: {similar}",
        hint_fr="vouliez-vous dire : {similar}",
        about_en="The command does not know this option, but one is spelled much like it.",
        about_fr="La commande ne connaît pas cette option, mais une autre s'écrit presque ainsi.",
    ),
    "cli_too_many_arguments": Sentence(
        en="'{word}' is one argument too many",
        fr="« {word} » est un argument de trop",
        hint_en="See the form: {command} --help",
        hint_fr="Voyez la forme : {command} --help",
        about_en="The command takes fewer arguments. A name with spaces needs quotes.",
        about_fr="La commande prend moins d'arguments. Un nom avec espaces demande des guillemets.",
    ),
    "cli_missing_argument": Sentence(
        en="missing: {names}",
        fr="il manque : {names}",
        hint_en="See an example: {command} --help",
        hint_fr="Voyez un exemple : {command} --help",
        about_en="The command cannot begin without this.",
        about_fr="La commande ne peut commencer sans cela.",
    ),
    "cli_needs_value": Sentence(
        en="{option} needs a value",
        fr="{option} demande une valeur",
        hint_en="Write the value after it, with a space between.",
        hint_fr="Écrivez la valeur après, séparée par une espace.",
        about_en="The option says something about a value, and none was given.",
        about_fr="L'option porte sur une valeur, et aucune n'a été donnée.",
    ),
    "cli_bad_choice": Sentence(
        en="{option} cannot be '{value}'",
        fr="{option} ne peut être « {value} »",
        hint_en="Choose one of: {choices}",
        hint_fr="Choisissez parmi : {choices}",
        about_en="The option takes one of a few words only.",
        about_fr="L'option n'accepte que quelques mots.",
    ),
    "cli_bad_arguments": Sentence(
        en="the arguments cannot be understood",
        fr="les arguments sont incompréhensibles",
        hint_en="See the form: {command} --help",
        hint_fr="Voyez la forme : {command} --help",
        about_en="The words after the command do not fit together.",
        about_fr="Les mots après la commande ne s'accordent pas.",
    ),
    "cli_cannot_read": Sentence(
        en="cannot read {path}: {reason}",
        fr="impossible de lire {path} : {reason}",
        hint_en="Check the name, the folder, and that you may read it.",
        hint_fr="Vérifiez le nom, le dossier et le droit de lecture.",
        about_en="The file could not be opened, so nothing was judged or done with it.",
        about_fr="Le fichier n'a pu être ouvert ; il n'a été ni jugé ni utilisé.",
    ),
    "cli_cannot_write": Sentence(
        en="cannot write {path}: {reason}",
        fr="impossible d'écrire {path} : {reason}",
        hint_en="Check the folder, the free space, and that you may write there.",
        hint_fr="Vérifiez le dossier, l'espace libre et le droit d'écriture.",
        about_en="The result could not be stored.",
        about_fr="Le résultat n'a pu être enregistré.",
    ),
    "cli_exists": Sentence(
        en="{path} is there already",
        fr="{path} existe déjà",
        hint_en="Choose another name, or give --force where the command has it.",
        hint_fr="Choisissez un autre nom ou donnez --force si la commande l'offre.",
        about_en="Nothing is overwritten unless you say so.",
        about_fr="Rien n'est écrasé sans que vous le disiez.",
    ),
    "cli_bad_time": Sentence(
        en="{value} is no moment",
        fr="{value} n'est pas un moment",
        hint_en="Write a date, or a time with a zone: 2026-03-01 or 2026-03-01T09:00:00Z",
        hint_fr="Écrivez une date, ou une heure avec fuseau : 2026-03-01 ou 2026-03-01T09:00:00Z",
        about_en="A time without a zone means another moment in every place.",
        about_fr="Une heure sans fuseau désigne un autre moment en chaque lieu.",
    ),
    "cli_no_code": Sentence(
        en="no code '{value}'",
        fr="aucun code « {value} »",
        hint_en="See all codes: mexbadge explain",
        hint_fr="Voyez tous les codes : mexbadge explain",
        about_en="Codes stand in the JSON report and, with -v, beside each line of the text.",
        about_fr="Les codes figurent dans le rapport JSON et, avec -v, à côté de chaque ligne du texte.",
    ),
    "cli_no_code_near": Sentence(
        en="no code '{value}'",
        fr="aucun code « {value} »",
        hint_en="did you mean: mexbadge explain {similar}",
        hint_fr="vouliez-vous dire : mexbadge explain {similar}",
        about_en="Codes stand in the JSON report and, with -v, beside each line of the text; one is spelled much like this.",
        about_fr="Les codes figurent dans le rapport JSON et, avec -v, à côté de chaque ligne ; l'un s'écrit presque ainsi.",
    ),
    "cli_hosted_needs_issuer": Sentence(
        en="--hosted needs --issuer",
        fr="--hosted demande --issuer",
        hint_en="Say whose key it is: --issuer did:web:badges.college.example",
        hint_fr="Dites à qui est la clé : --issuer did:web:badges.college.example",
        about_en="The documents that publish a key name its issuer.",
        about_fr="Les documents qui publient une clé nomment son émetteur.",
    ),
    "cli_rsa_needs_issuer": Sentence(
        en="an RSA key cannot name its issuer by itself",
        fr="une clé RSA ne peut nommer seule son émetteur",
        hint_en="Say whose key it is: --issuer did:web:badges.college.example",
        hint_fr="Dites à qui est la clé : --issuer did:web:badges.college.example",
        about_en="Without --issuer the key itself becomes the name (did:key), and that is not done with RSA.",
        about_fr="Sans --issuer, la clé devient elle-même le nom (did:key), ce qui ne se fait pas avec RSA.",
    ),
    "cli_needs_passphrase": Sentence(
        en="the key needs a passphrase, and nobody is there to type it",
        fr="la clé demande une phrase secrète, et personne n'est là pour la taper",
        hint_en="Set {variable}, or give --passphrase-file FILE; for a new key that is only a test, --no-passphrase.",
        hint_fr="Définissez {variable}, ou donnez --passphrase-file FICHIER ; pour une nouvelle clé d'essai, --no-passphrase.",
        about_en="A passphrase protects the key file if it is copied. It is asked for on a terminal or read from the environment.",
        about_fr="Une phrase secrète protège le fichier de clé s'il est copié. Elle se tape au terminal ou vient de l'environnement.",
    ),
    "cli_passphrase_differs": Sentence(
        en="the two passphrases are not the same, or empty",
        fr="les deux phrases secrètes diffèrent ou sont vides",
        hint_en="Type the same words twice.",
        hint_fr="Tapez deux fois les mêmes mots.",
        about_en="A passphrase that was mistyped would lock the key for ever, so it is asked for twice.",
        about_fr="Une phrase mal tapée verrouillerait la clé pour toujours ; on la demande donc deux fois.",
    ),
    "cli_issuer_without_id": Sentence(
        en="{path} does not say who the issuer is (id)",
        fr="{path} ne dit pas qui est l'émetteur (id)",
        hint_en='Add a line such as: id = "did:web:badges.college.example"',
        hint_fr='Ajoutez une ligne comme : id = "did:web:badges.college.example"',
        about_en="The issuer's id is what a verifier looks up to find its keys.",
        about_fr="L'identifiant de l'émetteur est ce qu'un vérificateur consulte pour trouver ses clés.",
    ),
    "older_needs_hosted": Sentence(
        en="a 2.0 badge needs --hosted: the folder for what its server publishes",
        fr="un badge 2.0 demande --hosted : le dossier de ce que publie son serveur",
        hint_en="Add --hosted hosted and put that folder on the server.",
        hint_fr="Ajoutez --hosted hosted et placez ce dossier sur le serveur.",
        about_en="A verifier of a 2.0 badge fetches the badge class and the issuer, and for a hosted one the assertion itself.",
        about_fr="Qui vérifie un badge 2.0 va chercher la classe de badge et l'émetteur, et l'assertion même s'il est hébergé.",
    ),
    "older_issuer_address": Sentence(
        en="the issuer of a 2.0 badge needs an https address, not {id}",
        fr="l'émetteur d'un badge 2.0 a besoin d'une adresse https, non de {id}",
        hint_en='Write, say: id = "https://badges.college.example/issuer.json"',
        hint_fr='Écrivez, par exemple : id = "https://badges.college.example/issuer.json"',
        about_en="Open Badges 2.0 proves an issuer by the host on which its profile lies.",
        about_fr="Open Badges 2.0 prouve un émetteur par l'hôte où se trouve son profil.",
    ),
    "older_issuer_members": Sentence(
        en="the issuer of a 2.0 badge needs: {names}",
        fr="il manque à l'émetteur d'un badge 2.0 : {names}",
        hint_en="Add them to the issuer file.",
        hint_fr="Ajoutez-les au fichier de l'émetteur.",
        about_en="A 2.0 issuer must give its name, its site and an e-mail address.",
        about_fr="Un émetteur 2.0 doit donner son nom, son site et une adresse de courriel.",
    ),
    "cli_no_examples": Sentence(
        en="the examples are not here",
        fr="les exemples ne sont pas ici",
        hint_en="Give their folder: mexbadge demo --examples FOLDER",
        hint_fr="Donnez leur dossier : mexbadge demo --examples DOSSIER",
        about_en="The demonstration works on the example programme that comes with mexbadge.",
        about_fr="La démonstration utilise le programme d'exemple fourni avec mexbadge.",
    ),
    "cli_demo_failed": Sentence(
        en="the demonstration did not end as it should: {step}",
        fr="la démonstration ne s'est pas terminée comme prévu : {step}",
        hint_en="Report this as a defect of mexbadge, with the lines above.",
        hint_fr="Signalez ce défaut de mexbadge, avec les lignes ci-dessus.",
        about_en="Each step of the demonstration is checked; one gave another result than it must.",
        about_fr="Chaque étape de la démonstration est vérifiée ; l'une a donné un autre résultat que prévu.",
    ),
    "cli_defect": Sentence(
        en="a defect of mexbadge: something happened that it did not foresee",
        fr="un défaut de mexbadge : il s'est produit quelque chose d'imprévu",
        hint_en="Run it again with -v and report what it prints.",
        hint_fr="Relancez avec -v et signalez ce qui s'affiche.",
        about_en="This is not the badge's fault and not yours. No verdict was given.",
        about_fr="Ce n'est ni la faute du badge ni la vôtre. Aucun verdict n'a été rendu.",
    ),
}

_SAID: Final[Mapping[str, Sentence]] = {
    "cli_overview": Sentence(
        en="mexbadge: issue, carry and check Open Badges.", fr="mexbadge : émettre, porter et vérifier des Open Badges."
    ),
    "cli_usage": Sentence(en="Usage: mexbadge COMMAND [OPTION...]", fr="Usage : mexbadge COMMANDE [OPTION...]"),
    "cli_examples": Sentence(en="Examples:", fr="Exemples :"),
    "cli_group_check": Sentence(en="Check", fr="Vérifier"),
    "cli_group_issue": Sentence(en="Issue", fr="Émettre"),
    "cli_group_carry": Sentence(en="Carry", fr="Porter"),
    "cli_group_other": Sentence(en="More", fr="Divers"),
    "cli_exit_codes": Sentence(
        en="Exit codes: 0 valid or done, 1 not valid, 2 the command was wrong, 3 could not be decided, 70 a defect.",
        fr="Codes de sortie : 0 valide ou fait, 1 non valide, 2 commande erronée, 3 non jugé, 70 défaut.",
    ),
    "cli_purpose_verify": Sentence(en="Is this badge genuine?", fr="Ce badge est-il authentique ?"),
    "cli_purpose_show": Sentence(en="What does it say? (not checked)", fr="Que dit-il ? (sans vérification)"),
    "cli_purpose_explain": Sentence(en="What does this code mean?", fr="Que signifie ce code ?"),
    "cli_purpose_keys_new": Sentence(en="Make a signing key", fr="Créer une clé de signature"),
    "cli_purpose_issue": Sentence(
        en="Issue badges to one person or a list", fr="Délivrer des badges à une personne ou à une liste"
    ),
    "cli_purpose_convert": Sentence(en="Make a 3.0 badge of a 2.0 one", fr="Faire un badge 3.0 d'un badge 2.0"),
    "cli_help_older_file": Sentence(en="a 2.0 badge: PNG, SVG, JSON or JWS", fr="un badge 2.0 : PNG, SVG, JSON ou JWS"),
    "cli_help_convert_issuer": Sentence(
        en="the issuer in 3.0: its own address, or a did:web on the same host",
        fr="l'émetteur en 3.0 : son adresse même, ou un did:web sur le même hôte",
    ),
    "cli_help_convert_folder": Sentence(
        en="the issuer's folder: the new badge is in its register and can be revoked",
        fr="le dossier de l'émetteur : le nouveau badge est dans son registre et peut être révoqué",
    ),
    "cli_convert_either": Sentence(
        en="give the issuer's folder, or an issuer with its key, not both",
        fr="donnez le dossier de l'émetteur, ou un émetteur avec sa clé, pas les deux",
        hint_en="Leave --issuer, --key and --key-id out: the folder has its own.",
        hint_fr="Laissez --issuer, --key et --key-id : le dossier a les siens.",
        about_en="A folder knows who its issuer is and which key signs.",
        about_fr="Un dossier sait qui est son émetteur et quelle clé signe.",
    ),
    "cli_convert_no_register": Sentence(
        en="this badge is in no register and cannot be revoked, so it ends on {end}; with -C DIR it can",
        fr="ce badge n'est dans aucun registre et ne peut être révoqué ; il échoit donc le {end} ; avec -C DOSSIER, il peut l'être",
    ),
    "cli_convert_elsewhere": Sentence(
        en="the 2.0 badge {old} is not in this register: to withdraw it, revoke both, the old one where it was made",
        fr="le badge 2.0 {old} n'est pas dans ce registre : pour le retirer, révoquez les deux, l'ancien là où il a été créé",
    ),
    "cli_convert_already": Sentence(
        en="This badge was converted before; nothing was issued, and its 3.0 badge {id} was written to {path}",
        fr="Ce badge a déjà été converti ; rien n'a été émis, et son badge 3.0 {id} a été écrit dans {path}",
    ),
    "cli_convert_related": Sentence(en="add to {url}:", fr="à ajouter à {url} :"),
    "cli_purpose_bake": Sentence(en="Put a credential into an image", fr="Insérer une attestation dans une image"),
    "cli_purpose_unbake": Sentence(en="Take the credential out of an image", fr="Extraire l'attestation d'une image"),
    "cli_purpose_demo": Sentence(en="Show it all on an example", fr="Tout montrer sur un exemple"),
    "cli_purpose_completion": Sentence(en="Write a completion script for a shell", fr="Écrire un script de complétion"),
    "cli_help_help": Sentence(en="show this and end", fr="afficher ceci et terminer"),
    "cli_help_json": Sentence(en="one JSON object on each line", fr="un objet JSON par ligne"),
    "cli_help_lang": Sentence(en="language of what is said: en or fr", fr="langue des messages : en ou fr"),
    "cli_help_color": Sentence(en="colour: auto, always or never", fr="couleur : auto, always ou never"),
    "cli_help_quiet": Sentence(
        en="say only the verdict, or what is wrong", fr="ne dire que le verdict, ou ce qui ne va pas"
    ),
    "cli_help_verbose": Sentence(
        en="say every check, with codes and places", fr="dire chaque contrôle, avec codes et endroits"
    ),
    "cli_help_verify_files": Sentence(
        en="badges: PNG, SVG, JSON or JWT files, folders of them, web addresses, or - for standard input",
        fr="des badges : fichiers PNG, SVG, JSON ou JWT, dossiers, adresses Web, ou - pour l'entrée standard",
    ),
    "cli_help_verify_file": Sentence(
        en="a badge: PNG, SVG, JSON, JWT, or - for standard input",
        fr="un badge : PNG, SVG, JSON, JWT, ou - pour l'entrée standard",
    ),
    "cli_check_address": Sentence(
        en="check looks at files, and {address} is an address",
        fr="check examine des fichiers, et {address} est une adresse",
        hint_en="Save what stands there in a file and check that; mexbadge verify and show follow an address.",
        hint_fr="Enregistrez dans un fichier ce qui s'y trouve et examinez-le ; mexbadge verify et show suivent une adresse.",
        about_en="Whether a document is well formed is said of the file alone, and nothing is fetched for it.",
        about_fr="La forme d'un document est dite du fichier seul ; rien n'est lu ailleurs pour cela.",
    ),
    "cli_help_check": Sentence(
        en="an issuer's folder (this one if nothing is given), or documents to look at by their form: a badge, profile, "
        "badge class, achievement, list, document of keys",
        fr="le dossier d'un émetteur (celui-ci si rien n'est donné), ou des documents dont examiner la forme : badge, "
        "profil, classe de badge, réussite, liste, document de clés",
    ),
    "cli_help_raw": Sentence(
        en="the document as it is, in its own words, instead of what it says",
        fr="le document tel quel, dans ses propres mots, au lieu de ce qu'il dit",
    ),
    "cli_help_recipient": Sentence(
        en="whose it should be: an e-mail address, a DID, or TYPE:VALUE; again for each identity of that person",
        fr="à qui il devrait être : un courriel, un DID ou TYPE:VALEUR ; à répéter pour chaque identité de la personne",
    ),
    "cli_help_issuer_accepted": Sentence(
        en="an issuer that you accept (may be given several times)",
        fr="un émetteur que vous acceptez (peut être répété)",
    ),
    "cli_help_trust": Sentence(
        en="a list of approved issuers (may be given several times; else MEXBADGE_TRUST)",
        fr="une liste d'émetteurs approuvés (peut être répété ; sinon MEXBADGE_TRUST)",
    ),
    "cli_help_trust_signer": Sentence(
        en="who must have signed every list given with --trust (several: one of them)",
        fr="qui doit avoir signé chaque liste donnée avec --trust (plusieurs : l'un d'eux)",
    ),
    "cli_help_require_listed": Sentence(
        en="a badge whose issuer is on none of the lists is not valid",
        fr="un badge dont l'émetteur ne figure sur aucune des listes n'est pas valide",
    ),
    "cli_help_max_age": Sentence(
        en="warn of a badge that was awarded longer ago: two years, 730 days",
        fr="avertir d'un badge décerné il y a plus longtemps : deux ans, 730 jours",
    ),
    "cli_help_html": Sentence(
        en="write a record to print, in both languages, into this file",
        fr="écrire dans ce fichier un procès-verbal à imprimer, dans les deux langues",
    ),
    "cli_help_at": Sentence(
        en="judge as of this moment, such as 2026-05-01T00:00:00Z (now)",
        fr="juger comme à ce moment, par exemple 2026-05-01T00:00:00Z (maintenant)",
    ),
    "cli_help_resources": Sentence(
        en="answer from these files instead of the network: a JSON map, a zip of --record, or a folder",
        fr="répondre avec ces fichiers au lieu du réseau : une table JSON, un zip de --record ou un dossier",
    ),
    "cli_other_ending": Sentence(
        en="{path} would hold something else than its ending {suffix} says",
        fr="{path} contiendrait autre chose que ce que dit sa terminaison {suffix}",
        hint_en="Choose .png or .svg for a picture with the badge inside, as the picture is, and .json or .jwt for the badge alone.",
        hint_fr="Choisissez .png ou .svg pour une image contenant le badge, selon l'image, et .json ou .jwt pour le badge seul.",
        about_en="A picture under the name of a document, or the other way round, cannot be opened by the program that it is "
        "given to. Nothing was issued.",
        about_fr="Une image sous le nom d'un document, ou l'inverse, ne peut être ouverte par le programme à qui on la donne. "
        "Rien n'a été émis.",
    ),
    "publish_differs": Sentence(
        en="{path} is there already with another content than {url} would have",
        fr="{path} existe déjà avec un autre contenu que celui que {url} aurait",
        hint_en="Give another folder, or another key address with --key-id; what was published is not overwritten.",
        hint_fr="Donnez un autre dossier, ou une autre adresse de clé avec --key-id ; ce qui est publié n'est pas remplacé.",
        about_en="Badges that were issued rest on what is published. So nothing was written, and no badge was issued.",
        about_fr="Les badges déjà émis reposent sur ce qui est publié. Rien n'a donc été écrit, et aucun badge n'a été émis.",
    ),
    "cli_help_context": Sentence(
        en="supply a JSON-LD context that is not bundled, pinned by its digest: URL=FILE#sha256=DIGEST (may be given several times)",
        fr="fournir un contexte JSON-LD non livré, fixé par son empreinte : URL=FICHIER#sha256=EMPREINTE (répétable)",
    ),
    "cli_help_offline": Sentence(
        en="use no network; what would have to be asked for stays undecided",
        fr="n'utiliser aucun réseau ; ce qu'il faudrait demander reste indécis",
    ),
    "cli_help_cache": Sentence(
        en="keep fetched documents in this folder for as long as they say, and use them again",
        fr="conserver les documents dans ce dossier aussi longtemps qu'ils le disent, et les réutiliser",
    ),
    "cli_help_allow_http": Sentence(
        en="allow addresses without TLS; whoever sits between can then change what is read",
        fr="admettre les adresses sans TLS ; un intermédiaire peut alors changer ce qui est lu",
    ),
    "cli_help_allow_private": Sentence(
        en="ask this host although it lies in your own network, to rehearse on a campus server; the report says so",
        fr="interroger cet hôte bien qu'il soit dans votre propre réseau, pour un essai sur le campus ; le rapport le dit",
    ),
    "cli_help_proxy": Sentence(
        en="send requests through this proxy; it then resolves the names, and the guard against private addresses is its own",
        fr="passer par ce mandataire ; il résout alors les noms, et la garde contre les adresses privées lui revient",
    ),
    "cli_help_record": Sentence(
        en="keep every document that was used in this zip",
        fr="conserver dans ce zip chaque document utilisé",
    ),
    "cli_help_no_status": Sentence(
        en="do not look for a revocation; a warning says so",
        fr="ne pas chercher de révocation ; un avertissement le dit",
    ),
    "cli_help_remote_schemas": Sentence(
        en="fetch the schemas that the badge names and that are not built in, and compare the badge with them",
        fr="télécharger les schémas que le badge nomme et qui ne sont pas intégrés, et y comparer le badge",
    ),
    "cli_help_strict": Sentence(en="a warning counts as a failure", fr="un avertissement compte comme un échec"),
    "cli_help_compat": Sentence(
        en="be lenient with old test files; not for deciding about people",
        fr="tolérer d'anciens fichiers d'essai ; pas pour décider du sort de personnes",
    ),
    "cli_help_code": Sentence(
        en="a code, or the name of a check; without one, all codes are listed",
        fr="un code, ou le nom d'un contrôle ; sans lui, tous les codes sont listés",
    ),
    "cli_help_image": Sentence(en="a PNG or SVG image", fr="une image PNG ou SVG"),
    "cli_help_credential": Sentence(en="a credential: JSON or JWT", fr="une attestation : JSON ou JWT"),
    "cli_help_out": Sentence(en="where to write", fr="où écrire"),
    "cli_help_out_or_stdout": Sentence(en="where to write (standard output)", fr="où écrire (sortie standard)"),
    "cli_help_replace": Sentence(en="take out a badge that is inside already", fr="retirer un badge déjà présent"),
    "cli_help_force": Sentence(en="overwrite a file that is there", fr="écraser un fichier existant"),
    "cli_help_key_out": Sentence(en="the file of the private key", fr="le fichier de la clé privée"),
    "cli_help_kind": Sentence(
        en="Ed25519 (most verifiers read it), P-256, P-384 or RSA; who reads what: docs/reference/interoperability.md",
        fr="Ed25519 (lu par la plupart), P-256, P-384 ou RSA ; qui lit quoi : docs/reference/interoperability.md",
    ),
    "cli_help_issuer_key": Sentence(
        en="whose key it is; without one, the key names itself (did:key)",
        fr="à qui est la clé ; sans lui, la clé se nomme elle-même (did:key)",
    ),
    "cli_help_key_name": Sentence(
        en="the name of the key in the issuer's document", fr="le nom de la clé chez l'émetteur"
    ),
    "cli_help_hosted": Sentence(
        en="write here what the issuer's server must publish", fr="écrire ici ce que le serveur doit publier"
    ),
    "cli_help_no_passphrase": Sentence(en="leave the key file unencrypted", fr="ne pas chiffrer le fichier de clé"),
    "cli_help_achievement": Sentence(
        en="what is awarded: a TOML or JSON file", fr="ce qui est décerné : fichier TOML ou JSON"
    ),
    "cli_help_issuer_file": Sentence(
        en="who awards it: a TOML or JSON file", fr="qui le décerne : fichier TOML ou JSON"
    ),
    "cli_help_key": Sentence(
        en="the signing key: a PEM file, or SCHEME:… of a plug-in", fr="la clé : fichier PEM ou SCHÉMA:… d'un greffon"
    ),
    "cli_help_key_id": Sentence(
        en="the id of the key in the issuer's document", fr="l'identifiant de la clé chez l'émetteur"
    ),
    "cli_help_to": Sentence(en="an e-mail address, a DID, or TYPE:VALUE", fr="un courriel, un DID ou TYPE:VALEUR"),
    "cli_help_as_3": Sentence(
        en="what to make: data-integrity (most verifiers read it) or vc-jwt; who reads what: docs/reference/interoperability.md",
        fr="quoi faire : data-integrity (lu par la plupart) ou vc-jwt ; qui lit quoi : docs/reference/interoperability.md",
    ),
    "cli_help_as": Sentence(
        en="what to make: data-integrity (most verifiers read it), vc-jwt, ob2-hosted or ob2-signed; who reads what: docs/reference/interoperability.md",
        fr="quoi faire : data-integrity (lu par la plupart), vc-jwt, ob2-hosted ou ob2-signed ; qui lit quoi : docs/reference/interoperability.md",
    ),
    "cli_help_suite": Sentence(
        en="the cryptosuite, if not the usual one; fewer verifiers read the others: docs/reference/interoperability.md",
        fr="la suite cryptographique, sinon l'habituelle ; les autres sont moins lues : docs/reference/interoperability.md",
    ),
    "cli_help_issue_image": Sentence(
        en="bake the badge into this PNG or SVG", fr="insérer le badge dans ce PNG ou SVG"
    ),
    "cli_help_issue_at": Sentence(en="when it begins (now)", fr="quand il commence (maintenant)"),
    "cli_help_until": Sentence(en="when it ends (never)", fr="quand il prend fin (jamais)"),
    "cli_help_shell": Sentence(en="bash, zsh, tcsh, fish or powershell", fr="bash, zsh, tcsh, fish ou powershell"),
    "cli_help_demo_out": Sentence(en="where to put the files (./demo)", fr="où placer les fichiers (./demo)"),
    "cli_help_examples": Sentence(en="the folder of the examples", fr="le dossier des exemples"),
    "cli_reason_missing": Sentence(en="there is no such file", fr="ce fichier n'existe pas"),
    "cli_reason_permission": Sentence(
        en="you may not, or another program has it open",
        fr="vous n'en avez pas le droit, ou un autre programme l'a ouvert",
    ),
    "cli_reason_folder": Sentence(en="it is a folder", fr="c'est un dossier"),
    "cli_interrupted": Sentence(
        en="interrupted; nothing is left by halves, and a list that is issued again goes on where it stopped",
        fr="interrompu ; rien ne reste à moitié fait, et une liste relancée reprend où elle s'est arrêtée",
    ),
    "cli_reason_full": Sentence(en="the disk is full", fr="le disque est plein"),
    "cli_reason_read_only": Sentence(en="the disk is read-only", fr="le disque est en lecture seule"),
    "cli_reason_long": Sentence(en="the name is too long", fr="le nom est trop long"),
    "cli_reason_other": Sentence(en="the system refused (error {number})", fr="le système a refusé (erreur {number})"),
    "cli_written": Sentence(en="written: {path}", fr="écrit : {path}"),
    "cli_recorded": Sentence(en="{count} documents kept in {path}", fr="{count} documents conservés dans {path}"),
    "cli_ask_passphrase": Sentence(en="Passphrase of the key: ", fr="Phrase secrète de la clé : "),
    "cli_once_more": Sentence(
        en="  ! {reason}; once more, please (the answers so far are kept)",
        fr="  ! {reason} ; encore une fois, s'il vous plaît (les réponses sont gardées)",
    ),
    "cli_ask_passphrase_again": Sentence(en="The same again: ", fr="La même, encore : "),
    "cli_key_made": Sentence(
        en="{kind} key made: {path} (keep it secret)", fr="clé {kind} créée : {path} (gardez-la secrète)"
    ),
    "cli_key_method": Sentence(en="issuer {issuer}, key {key}", fr="émetteur {issuer}, clé {key}"),
    "cli_key_hosted": Sentence(en="to publish: {path}", fr="à publier : {path}"),
    "cli_issued": Sentence(en="issued {id}: {path}", fr="délivré {id} : {path}"),
    "story_issued": Sentence(
        en="1. {colleges} colleges made their keys and issued {count} badges from lists: {path}",
        fr="1. {colleges} collèges ont créé leurs clés et émis {count} badges à partir de listes : {path}",
    ),
    "story_verified_good": Sentence(
        en="2. A badge as it was issued is {verdict}: {path}", fr="2. Un badge tel qu'émis est {verdict} : {path}"
    ),
    "story_verified_altered": Sentence(
        en="   One letter changed, it is {verdict}: {why}", fr="   Une lettre changée, il est {verdict} : {why}"
    ),
    "story_verified_expired": Sentence(
        en="   One past its end is {verdict}: {why}", fr="   Un badge échu est {verdict} : {why}"
    ),
    "story_verified_revoked": Sentence(
        en="   One that was revoked is {verdict}: {why}", fr="   Un badge révoqué est {verdict} : {why}"
    ),
    "story_verdict_valid": Sentence(en="valid", fr="valide"),
    "story_verdict_invalid": Sentence(en="not valid", fr="non valide"),
    "story_ledger_good": Sentence(
        en="3. Its receipt shows it in the college's ledger ({why}): {path}",
        fr="3. Son reçu le montre dans le journal du collège ({why}) : {path}",
    ),
    "story_ledger_forged": Sentence(
        en="   With a forged receipt it is not valid: {why}", fr="   Avec un reçu falsifié, il n'est pas valide : {why}"
    ),
    "story_ledger_tampered": Sentence(
        en="   One entry of the register was changed behind its back, and the audit finds it ({why}): {path}",
        fr="   Une entrée du registre a été changée à son insu, et l'audit la trouve ({why}) : {path}",
    ),
    "story_pathway": Sentence(en="4. The pathway to the {name}", fr="4. Le parcours vers : {name}"),
    "story_learner": Sentence(en="   {who}: {status}; picture: {path}", fr="   {who} : {status} ; image : {path}"),
    "story_awarded": Sentence(
        en="     the certificate was awarded: {path}", fr="     le certificat a été attribué : {path}"
    ),
    "story_vacancy": Sentence(
        en="5. {employer} looks for: {title}. {count} people are compared by verified skills",
        fr="5. {employer} cherche : {title}. {count} personnes sont comparées selon leurs compétences vérifiées",
    ),
    "story_page": Sentence(en="   an explanation to print: {path}", fr="   une explication à imprimer : {path}"),
    "story_where": Sentence(en="Everything lies in {path}.", fr="Tout se trouve dans {path}."),
    "cli_place": Sentence(en="{source}: ", fr="{source} : "),
    "cli_place_at": Sentence(en="{source}, at {where}: ", fr="{source}, à {where} : "),
    "cli_place_line": Sentence(en="{source}, line {where}: ", fr="{source}, ligne {where} : "),
    "cli_demo_next": Sentence(en="Try it yourself: {command}", fr="Essayez vous-même : {command}"),
    "cli_issued_check": Sentence(en="check it: mexbadge verify {path}", fr="vérifiez : mexbadge verify {path}"),
}

SENTENCES: Final[Mapping[str, Sentence]] = {**_ERRORS, **_SAID}
