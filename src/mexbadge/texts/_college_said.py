"""Lines that the commands on an issuer's folder print, and what their options mean."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_PURPOSES: Final[Mapping[str, tuple[str, str]]] = {
    "init": ("Start an issuer's folder", "Commencer un dossier d'émetteur"),
    "check": (
        "Is the folder complete? Is a document well formed?",
        "Le dossier est-il complet ? Un document a-t-il la bonne forme ?",
    ),
    "issue": ("Issue badges to one person or a list", "Délivrer des badges à une personne ou à une liste"),
    "list": ("What was issued, and how does it stand?", "Qu'a-t-on émis, et où en est-on ?"),
    "revoke": ("Withdraw badges for good", "Retirer des badges pour toujours"),
    "suspend": ("Withdraw badges for a time", "Retirer des badges pour un temps"),
    "restore": ("End a suspension", "Lever une suspension"),
    "renew": ("Issue badges again with a later end", "Émettre de nouveau, avec une fin plus tardive"),
    "reissue": ("Issue a badge again to another address", "Émettre de nouveau à une autre adresse"),
    "correct": ("Revoke a badge and issue it right", "Révoquer un badge et l'émettre corrigé"),
    "endorse": ("Stand behind an achievement or a badge", "Appuyer un accomplissement ou un badge"),
    "forget": ("Erase what can identify a person", "Effacer ce qui identifie une personne"),
    "status_refresh": ("Sign status lists anew before they end", "Resigner les listes d'état avant leur fin"),
    "move": ("Begin again at another address", "Recommencer à une autre adresse"),
    "register_backup": ("Copy the register", "Copier le registre"),
    "register_recover": ("Get the register back from a copy", "Reprendre le registre d'une copie"),
    "keys_list": ("Which key signs, which signed before?", "Quelle clé signe, lesquelles ont signé ?"),
    "keys_rotate": ("Let a new key sign from now on", "Faire signer une nouvelle clé désormais"),
    "keys_retire": ("Let a key sign no more", "Retirer une clé du service"),
    "keys_compromise": ("Say that a key is in the wrong hands", "Déclarer une clé en de mauvaises mains"),
    "keys_export": ("Write the public half of a key", "Écrire la partie publique d'une clé"),
}

_HELP: Final[Mapping[str, tuple[str, str]]] = {
    "folder": ("the issuer's folder (.)", "le dossier de l'émetteur (.)"),
    "passphrase_file": ("a file with the key's passphrase", "un fichier contenant la phrase secrète de la clé"),
    "new_folder": ("the new folder", "le nouveau dossier"),
    "name": ("the issuer's name", "le nom de l'émetteur"),
    "name_fr": ("its name in French", "son nom en français"),
    "url": ("where its badges will be hosted: https://…", "où ses badges seront hébergés : https://…"),
    "issuer_id": ("its DID or address, if not the did:web of --url", "son DID ou adresse, sinon le did:web de --url"),
    "email": ("an address for questions, shown in badges", "une adresse pour les questions, visible dans les badges"),
    "description": ("one sentence on the issuer", "une phrase sur l'émetteur"),
    "ledger": (
        "enter everything that is issued in a tamper-evident ledger",
        "tout inscrire dans un journal qui montre toute modification",
    ),
    "languages": (
        "the languages of its badges, the main one first",
        "les langues de ses badges, la principale d'abord",
    ),
    "kind": (
        "the kind of key: Ed25519 (most verifiers read it), P-256 or P-384; who reads what: docs/reference/interoperability.md",
        "la sorte de clé : Ed25519 (lue par la plupart), P-256 ou P-384 ; qui lit quoi : docs/reference/interoperability.md",
    ),
    "id": (
        "the id of a badge, as mexbadge list shows it, or of the 2.0 badge that it was converted from",
        "l'identifiant d'un badge, comme le montre mexbadge list, ou du badge 2.0 dont il a été tiré",
    ),
    "of": ("the badges of this person", "les badges de cette personne"),
    "ref": ("the badges of this student number", "les badges de ce numéro d'étudiant"),
    "csv_badges": ("a list with a column id, e-mail or ref", "une liste avec une colonne id, courriel ou ref"),
    "only_achievement": ("only this achievement", "seulement cet accomplissement"),
    "newer_achievement": (
        "issue it as the newest version of this achievement",
        "l'émettre d'après la version la plus récente de cet accomplissement",
    ),
    "all": ("all badges of a person, if there are several", "tous les badges d'une personne, s'il y en a plusieurs"),
    "reason_en": ("why, in English; verifiers show it", "pourquoi, en anglais ; les vérificateurs l'affichent"),
    "reason_fr": ("why, in French", "pourquoi, en français"),
    "achievement": (
        "what is awarded: a name in achievements/, or a file",
        "ce qui est décerné : un nom d'achievements/, ou un fichier",
    ),
    "out": (
        "where to put copies: a folder, or one file with --to",
        "où placer les copies : un dossier, ou un fichier avec --to",
    ),
    "csv": (
        "a list of recipients: CSV or .xlsx with headings",
        "une liste de destinataires : CSV ou .xlsx avec titres",
    ),
    "where": (
        "who gets a badge, such as 'Final Grade >= 60'; again for each condition",
        "qui reçoit un badge, comme « Note finale >= 60 » ; répéter par condition",
    ),
    "everyone": (
        "everybody in the list gets a badge, whatever its grades say",
        "toute la liste reçoit un badge, quoi que disent ses notes",
    ),
    "sheet": ("the sheet of a workbook that holds the list", "la feuille du classeur qui contient la liste"),
    "map": (
        "what a heading means: Courriel=email; Login=@college.ca makes addresses of logins",
        "ce que signifie un titre : Courriel=email ; Login=@college.ca fait des adresses des identifiants",
    ),
    "date_order": ("what 03/04/2026 is: dmy or mdy", "ce qu'est 03/04/2026 : dmy ou mdy"),
    "dry_run": ("check everything, change nothing", "tout vérifier, ne rien changer"),
    "problems": ("write what is wrong to this CSV", "écrire ce qui ne va pas dans ce CSV"),
    "recipient_lang": (
        "the language of people for whom the list names none: en or fr",
        "la langue des personnes pour qui la liste n'en indique pas : en ou fr",
    ),
    "person_name": ("the person's name; it stays in the register", "le nom de la personne ; il reste au registre"),
    "person_ref": ("the student number; it stays in the register", "le numéro d'étudiant ; il reste au registre"),
    "evidence": ("an address of evidence (may be repeated)", "une adresse de preuve (peut être répétée)"),
    "narrative": ("what is said of this award", "ce qui est dit de cette réussite"),
    "result": ("a grade or score", "une note ou un résultat"),
    "again": (
        "issue a further badge to people who have one already",
        "délivrer un badge de plus aux personnes qui en ont déjà un",
    ),
    "status": ("active, suspended, revoked or superseded", "actif, suspendu, révoqué ou remplacé, en anglais"),
    "since": ("issued from this moment on", "émis à partir de ce moment"),
    "before": ("issued before this moment", "émis avant ce moment"),
    "ends_before": ("badges that end before this moment", "badges qui prennent fin avant ce moment"),
    "list_csv": ("write the list to this CSV", "écrire la liste dans ce CSV"),
    "from": ("the identity that the badge has now", "l'identité actuelle du badge"),
    "new_identity": ("the identity that it shall have", "l'identité qu'il doit avoir"),
    "endorse": (
        "what is endorsed: an achievement, or the id of a badge",
        "ce qui est appuyé : un accomplissement, ou l'id d'un badge",
    ),
    "comment": ("what you say of it", "ce que vous en dites"),
    "endorsement_name": ("a title", "un titre"),
    "endorsements": ("show the endorsements that were made", "montrer les appuis qui ont été donnés"),
    "endorsement_revoke": ("withdraw an endorsement for good", "retirer un appui pour toujours"),
    "replace_register": (
        "move the present register aside, even if it can be read",
        "mettre de côté le registre actuel, même s'il est lisible",
    ),
    "person": ("who is to be forgotten", "qui doit être oublié"),
    "yes": ("do not ask", "ne pas demander"),
    "refresh_before": (
        "lists that end before this moment (in 30 days)",
        "listes finissant avant ce moment (dans 30 jours)",
    ),
    "clock": (
        "the clock is right now, and was wrong when the last thing was noted",
        "l'horloge est juste, et était fausse lors de la dernière inscription",
    ),
    "refresh_all": ("all lists", "toutes les listes"),
    "backup": ("the new file of the copy", "le nouveau fichier de la copie"),
    "recover": (
        "a copy made by register backup; without one, only what was published is taken over",
        "une copie faite par register backup ; sans elle, seul ce qui a été publié est repris",
    ),
    "move_reissue": (
        "issue every badge anew from the new folder, and revoke the old one",
        "émettre chaque badge de nouveau depuis le nouveau dossier, et révoquer l'ancien",
    ),
    "first_key": (
        "sign with a key that a plug-in holds: SCHEME:…",
        "signer avec une clé que détient un module : SCHÉMA:…",
    ),
    "register": (
        "where the register is to be: postgresql://…, or a file of the folder (sqlite:///register.db)",
        "où sera le registre : postgresql://…, ou un fichier du dossier (sqlite:///register.db)",
    ),
    "key": ("the key: key-1, or its whole id", "la clé : key-1, ou son identifiant entier"),
    "key_active": ("the key (the one that signs)", "la clé (celle qui signe)"),
    "key_form": ("multikey, jwk or pem", "multikey, jwk ou pem"),
    "reissue": ("issue its badges anew with another key", "émettre de nouveau ses badges avec une autre clé"),
}

_LINES: Final[Mapping[str, tuple[str, str]]] = {
    "ask_name": ("Name of the issuer: ", "Nom de l'émetteur : "),
    "ask_name_fr": ("Its name in French (may stay empty): ", "Son nom en français (peut rester vide) : "),
    "ask_url": (
        "Address where badges will be hosted (https://…): ",
        "Adresse où les badges seront hébergés (https://…) : ",
    ),
    "ask_forget": ("Erase for good? (yes) ", "Effacer pour toujours ? (oui) "),
    "made": ("{folder}: a folder for {name} ({id})", "{folder} : un dossier pour {name} ({id})"),
    "made_key": (
        "  the signing key lies in {path}; back it up, and keep it secret",
        "  la clé de signature est dans {path} ; sauvegardez-la et gardez-la secrète",
    ),
    "made_next": ("  next: describe what is awarded in {path}", "  ensuite : décrivez ce qui est décerné dans {path}"),
    "made_check": ("  then: mexbadge check {folder}", "  puis : mexbadge check {folder}"),
    "in_order": ("{folder}: everything is in order", "{folder} : tout est en ordre"),
    "checked": (
        "{folder}: to put right: {faults}, remarks: {remarks}",
        "{folder} : à corriger : {faults}, remarques : {remarks}",
    ),
    "framework_issuing_body": (
        "issuing body (description in mexbadge.toml)",
        "organisme émetteur (description dans mexbadge.toml)",
    ),
    "framework_competencies": ("competencies and alignment", "compétences et alignement"),
    "framework_outcomes": ("outcomes", "résultats d'apprentissage"),
    "framework_assessment": ("assessment and evidence", "évaluation et preuves"),
    "framework_hours": ("hours or credits", "heures ou crédits"),
    "framework_endorsement": ("partner endorsement", "appui des partenaires"),
    "framework_expiry": ("expiry", "échéance"),
    "read": ("{file}: {rows}, read as {how}", "{file} : {rows}, lu en {how}"),
    "read_preview": (
        "{file}: {rows}, read as {how}, for example « {preview} »",
        "{file} : {rows}, lu en {how}, par exemple « {preview} »",
    ),
    "one_row": ("1 row", "1 ligne"),
    "rows": ("{count} rows", "{count} lignes"),
    "how_text": ("{encoding} with {delimiter}", "{encoding} avec {delimiter}"),
    "how_sheet": ("a workbook, sheet « {sheet} »", "classeur, feuille « {sheet} »"),
    "left_out": (
        "get nothing, since they do not meet --where: {count}",
        "ne reçoivent rien, faute de remplir --where : {count}",
    ),
    "left_out_one": ("line {line}  {who}: {column} {value}", "ligne {line}  {who} : {column} {value}"),
    "unused": ("not used: {columns}", "non utilisés : {columns}"),
    "and_more": ("and {count} more", "et {count} autres"),
    "line": ("line {line}", "ligne {line}"),
    "more_alike": (
        "and {count} more of this kind; -v names them all",
        "et {count} autres du même genre ; -v les nomme tous",
    ),
    "result_used": (
        '"{column}" goes into the badges as their result: it is signed, and everybody sees it',
        "« {column} » entre dans les badges comme résultat : c'est signé, et tous le voient",
    ),
    "files_restored": (
        "badge files that were missing and are there again, in {folder}: {count}",
        "fichiers de badges qui manquaient et sont de nouveau là, dans {folder} : {count}",
    ),
    "behind": (
        "  ! the register is behind what was published ({count}): some of these badges may be revoked or suspended; see mexbadge check",
        "  ! le registre est en retard sur ce qui a été publié ({count}) : certains de ces badges sont peut-être révoqués ou suspendus ; voyez mexbadge check",
    ),
    "more_like_this": ("and {count} more rows like this", "et {count} autres lignes semblables"),
    "refused": (
        "nothing was issued; problems: {count}. Write them to a file with --problems {path}",
        "rien n'a été émis ; problèmes : {count}. Écrivez-les dans un fichier avec --problems {path}",
    ),
    "refused_written": (
        "nothing was issued; problems: {count}. They stand in {path}",
        "rien n'a été émis ; problèmes : {count}. Ils figurent dans {path}",
    ),
    "dry_run": ("nothing is wrong; would be issued: {count}", "rien à redire ; seraient émis : {count}"),
    "progress": ("issuing", "émission"),
    "issued": (
        "issued: {count}, already issued: {already}, in {folder}",
        "émis : {count}, déjà émis : {already}, dans {folder}",
    ),
    "one_already": ("already issued {id}: {path}", "déjà émis {id} : {path}"),
    "list_written": ("the list with pages and links: {path}", "la liste avec pages et liens : {path}"),
    "verify": (
        "check it before anything is online: mexbadge verify --resources {hosted} {file}",
        "vérifiez avant toute mise en ligne : mexbadge verify --resources {hosted} {file}",
    ),
    "unpublished": (
        "not visible until you publish: {path} holds what has to be on your server",
        "invisible tant que vous ne publiez pas : {path} contient ce qui doit être sur votre serveur",
    ),
    "revoked": ("revoked: {count}", "révoqués : {count}"),
    "beside": (
        "{id} says the same and stays in force: suspend it too, or revoke both (a badge of 2.0 can only be revoked)",
        "{id} dit la même chose et reste en vigueur : suspendez-le aussi, ou révoquez les deux (un badge 2.0 ne peut être que révoqué)",
    ),
    "elsewhere": (
        "{id} was made of the 2.0 badge {old}, which is not in this register and stays valid: revoke it where it was made",
        "{id} a été tiré du badge 2.0 {old}, qui n'est pas dans ce registre et reste valide : révoquez-le là où il a été créé",
    ),
    "suspended": ("suspended: {count}", "suspendus : {count}"),
    "restored": ("restored: {count}", "rétablis : {count}"),
    "renewed": ("renewed: {count}", "renouvelés : {count}"),
    "reissued": (
        "issued anew: {count}; the old badge is revoked",
        "émis de nouveau : {count} ; l'ancien badge est révoqué",
    ),
    "corrected": ("corrected: {count}; the old badge is revoked", "corrigés : {count} ; l'ancien badge est révoqué"),
    "replaced": ("{old} is replaced by {new}: {path}", "{old} est remplacé par {new} : {path}"),
    "replaced_already": (
        "{id} is what was asked for, from an earlier run: {path}",
        "{id} est ce qui était demandé, d'une exécution précédente : {path}",
    ),
    "key_retired_already": (
        "{key} signed no more already; nothing was changed, and {active} signs",
        "{key} ne signait déjà plus ; rien n'a changé, et {active} signe",
    ),
    "moved_stays": (
        "  stays as it is: {folder}, hosted at {url}. The badges issued from it name that address, and it is signed",
        "  reste tel quel : {folder}, hébergé à {url}. Les badges qui en sont issus nomment cette adresse, et c'est signé",
    ),
    "moved_refresh": (
        "  go on: mexbadge status refresh -C {folder} once a month, and publish it, as long as its badges are checked",
        "  continuez : mexbadge status refresh -C {folder} une fois par mois, et publiez, tant que ses badges sont vérifiés",
    ),
    "moved_new": (
        "  new badges: from {folder}, hosted at {url}",
        "  nouveaux badges : depuis {folder}, hébergé à {url}",
    ),
    "moved_kept": (
        "  badges that were issued stay valid; to give everybody one of the new address, use --reissue with a new folder",
        "  les badges émis restent valides ; pour que chacun en ait un de la nouvelle adresse, employez --reissue avec un nouveau dossier",
    ),
    "moved_reissued": (
        "  issued anew: {made}, the old ones are revoked; left as they are: {left}. Publish both, and send out the new files",
        "  émis de nouveau : {made}, les anciens sont révoqués ; laissés tels quels : {left}. Publiez les deux, et envoyez les nouveaux fichiers",
    ),
    "would_change": ("nothing was changed; would be: {count}", "rien n'a changé ; le seraient : {count}"),
    "endorsed": ("endorsed {subject}: {id}", "appuyé {subject} : {id}"),
    "forgotten": ("forgotten; badges that were theirs: {count}", "oubli fait ; badges qui étaient les siens : {count}"),
    "forgotten_backups": (
        "backups, published pages and copies of lists elsewhere may still hold the name",
        "les sauvegardes, les pages publiées et les copies de listes ailleurs peuvent encore contenir le nom",
    ),
    "lists_signed": ("status lists signed anew: {count}", "listes d'état resignées : {count}"),
    "backed_up": ("the register was copied to {path}", "le registre a été copié dans {path}"),
    "backup_keep": (
        "it holds names and addresses, and not the keys: keep both safe, apart from each other",
        "la copie contient noms et adresses, mais pas les clés : gardez les deux en lieu sûr, séparément",
    ),
    "register_aside": (
        "the old register was moved to {path}; nothing of it was deleted",
        "l'ancien registre a été déplacé vers {path} ; rien n'en a été effacé",
    ),
    "taken_over": (
        "taken over from what was published: {count}",
        "repris de ce qui a été publié : {count}",
    ),
    "endorsement_stands": ("stands", "en vigueur"),
    "endorsement_revoked": ("revoked", "révoqué"),
    "endorsement_withdrawn": ("endorsement revoked: {id}", "appui révoqué : {id}"),
    "recovered": (
        "badges in the register: {count}, files written: {files}",
        "badges au registre : {count}, fichiers écrits : {files}",
    ),
    "listed": ("badges: {count}", "nombre de badges : {count}"),
    "status_active": ("active", "actif"),
    "status_suspended": ("suspended", "suspendu"),
    "status_revoked": ("revoked", "révoqué"),
    "status_superseded": ("superseded", "remplacé"),
    "key_active": ("signs", "signe"),
    "key_retired": ("retired", "retirée"),
    "key_compromised": ("compromised", "compromise : non fiable"),
    "key_signs": ("{key} signs from now on: {path}", "{key} signe désormais : {path}"),
    "compromised": (
        "{key} is marked as compromised; its badges are not valid",
        "{key} est déclarée compromise ; ses badges ne sont plus valides",
    ),
    "compromised_reissued": ("issued anew with another key: {count}", "émis de nouveau avec une autre clé : {count}"),
    "compromised_left": (
        "none was issued anew; the same command with --reissue does that",
        "aucun n'a été émis de nouveau ; la même commande avec --reissue le fait",
    ),
}

SAID: Final[Mapping[str, Sentence]] = {
    **{f"cli_purpose_{name}": Sentence(en=en, fr=fr) for name, (en, fr) in _PURPOSES.items() if name != "issue"},
    **{f"college_help_{name}": Sentence(en=en, fr=fr) for name, (en, fr) in _HELP.items()},
    **{f"college_{name}": Sentence(en=en, fr=fr) for name, (en, fr) in _LINES.items()},
}
