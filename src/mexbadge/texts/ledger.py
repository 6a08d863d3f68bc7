"""What the room ``ledger`` and its commands say, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence
from mexbadge.texts._ledger_keeping import AUDIT, CHECKS, WITNESSES
from mexbadge.texts._ledger_reading import CONTRADICTIONS, FORMS

_SAID: Final[Mapping[str, Sentence]] = {
    "cli_group_ledger": Sentence(en="Ledger", fr="Journal"),
    "cli_purpose_ledger_init": Sentence(en="Begin a log that shows every change", fr="Commencer un journal qui montre toute modification"),
    "cli_purpose_ledger_append": Sentence(en="Enter badges in the log", fr="Inscrire des badges au journal"),
    "cli_purpose_ledger_checkpoint": Sentence(en="Sign how far the log has come", fr="Signer l'état du journal"),
    "cli_purpose_ledger_prove": Sentence(en="Make the receipt of a badge", fr="Faire le reçu d'un badge"),
    "cli_purpose_ledger_verify": Sentence(en="Check a receipt", fr="Vérifier un reçu"),
    "cli_purpose_ledger_audit": Sentence(en="Replay the whole log", fr="Rejouer tout le journal"),
    "cli_purpose_ledger_export": Sentence(en="Write the log as files for a web server", fr="Écrire le journal en fichiers pour un serveur Web"),
    "cli_purpose_ledger_monitor": Sentence(en="Watch a log for a second history", fr="Surveiller qu'un journal n'ait qu'une histoire"),
    "cli_purpose_ledger_cosign": Sentence(en="Ask witnesses to cosign the log", fr="Demander à des témoins de cosigner le journal"),
    "cli_help_ledger_log": Sentence(en="the database of the log: a file, or postgresql://…", fr="la base du journal : un fichier ou postgresql://…"),
    "cli_help_ledger_origin": Sentence(en="the log's name, like an address without https://", fr="le nom du journal, comme une adresse sans https://"),
    "cli_help_ledger_key": Sentence(en="the log's own key file (made by ledger init)", fr="le fichier de clé du journal (créé par ledger init)"),
    "cli_help_ledger_badges": Sentence(en="badges: PNG, SVG, JSON or JWT", fr="des badges : PNG, SVG, JSON ou JWT"),
    "cli_help_ledger_badge": Sentence(en="a badge: PNG, SVG, JSON or JWT", fr="un badge : PNG, SVG, JSON ou JWT"),
    "cli_help_ledger_kind": Sentence(en="what happened to them (issue)", fr="ce qui leur est arrivé (issue)"),
    "cli_help_ledger_at": Sentence(en="when it happened (now)", fr="quand c'est arrivé (maintenant)"),
    "cli_help_ledger_out": Sentence(en="where to write it", fr="où l'écrire"),
    "cli_help_ledger_receipt_out": Sentence(en="where to write (BADGE.tlog-proof)", fr="où écrire (BADGE.tlog-proof)"),
    "cli_help_ledger_inside": Sentence(en="write a copy of the badge (PNG) that carries its receipt", fr="écrire une copie du badge (PNG) qui porte son reçu"),
    "cli_help_ledger_receipt": Sentence(en="its receipt (BADGE.tlog-proof)", fr="son reçu (BADGE.tlog-proof)"),
    "cli_help_ledger_log_key": Sentence(en="the key of a log that you believe: NAME+ID+KEY", fr="la clé d'un journal que vous croyez : NOM+ID+CLÉ"),
    "cli_help_ledger_witness": Sentence(en="the key of a witness that you believe (may be given several times)", fr="la clé d'un témoin que vous croyez (peut être répété)"),
    "cli_help_ledger_quorum": Sentence(en="how many of the witnesses must have cosigned (all)", fr="combien de témoins doivent avoir cosigné (tous)"),
    "cli_help_ledger_since": Sentence(en="a checkpoint that you kept: the log must continue it", fr="un point de contrôle gardé : le journal doit le continuer"),
    "cli_help_ledger_resume": Sentence(en="after a recovery: take entries again, if the log continues --since", fr="après une reprise : reprendre les entrées si le journal continue --since"),
    "cli_help_ledger_folder": Sentence(en="the folder of the files", fr="le dossier des fichiers"),
    "cli_help_ledger_place": Sentence(en="where the log's files are: an https address or a folder", fr="où sont les fichiers du journal : une adresse https ou un dossier"),
    "cli_help_ledger_state": Sentence(en="the folder in which the last checkpoint and any evidence are kept", fr="le dossier où sont gardés le dernier point de contrôle et toute preuve"),
    "cli_help_ledger_ask": Sentence(en="a witness to ask: its key and its address (may be given several times)", fr="un témoin à interroger : sa clé et son adresse (peut être répété)"),
    "cli_help_ledger_allow_http": Sentence(en="allow witnesses without TLS", fr="admettre des témoins sans TLS"),
    "ledger_said_begun": Sentence(en="log begun: {log}", fr="journal commencé : {log}"),
    "ledger_said_key_made": Sentence(en="log key made: {path} (keep it secret)", fr="clé du journal créée : {path} (gardez-la secrète)"),
    "ledger_said_vkey": Sentence(en="publish this key: {vkey}", fr="publiez cette clé : {vkey}"),
    "ledger_said_appended": Sentence(en="entry {index}: {subject}", fr="entrée {index} : {subject}"),
    "ledger_said_checkpoint": Sentence(en="checkpoint signed: {size} entries", fr="point de contrôle signé : {size} entrées"),
    "ledger_said_receipt": Sentence(en="receipt written: {path}", fr="reçu écrit : {path}"),
    "ledger_said_audited": Sentence(en="the log holds: {size} entries, {checkpoints} checkpoints", fr="le journal tient : {size} entrées, {checkpoints} points de contrôle"),
    "ledger_said_resumed": Sentence(en="the log takes entries again", fr="le journal reprend des entrées"),
    "ledger_said_exported": Sentence(en="{count} files written to {path}", fr="{count} fichiers écrits dans {path}"),
    "ledger_said_watched": Sentence(en="{origin}: {size} entries, continues {before}", fr="{origin} : {size} entrées, continue {before}"),
    "ledger_said_first": Sentence(en="{origin}: {size} entries; remembered from now on", fr="{origin} : {size} entrées ; mémorisé désormais"),
    "ledger_said_cosigned": Sentence(en="cosigned: {name}", fr="cosigné : {name}"),
    "ledger_said_unwitnessed": Sentence(
        en="Without witnesses a log protects only those who kept an earlier checkpoint.",
        fr="Sans témoins, un journal ne protège que ceux qui ont gardé un point de contrôle antérieur.",
    ),
}  # fmt: skip

SENTENCES: Final[Mapping[str, Sentence]] = {**FORMS, **CONTRADICTIONS, **AUDIT, **WITNESSES, **CHECKS, **_SAID}
