"""What keeping a log says: its database, its files and its witnesses, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_COPY_EN: Final = "Stop appending, keep this file as evidence, and go back to the newest copy that passes an audit."
_COPY_FR: Final = (
    "N'ajoutez plus rien, gardez ce fichier comme preuve et revenez à la copie la plus récente qui passe l'audit."
)

AUDIT: Final[Mapping[str, Sentence]] = {
    "ledger_gone": Sentence(
        en="the ledger is gone from {log}, though one was published",
        fr="le journal a disparu de {log}, alors qu'il en a été publié un",
        hint_en="Get the register back from a copy that holds the ledger: mexbadge register recover FILE",
        hint_fr="Reprenez le registre d'une copie qui contient le journal : mexbadge register recover FICHIER",
        about_en="Another log in its place would contradict what others have seen of the first one; none is begun.",
        about_fr="Un autre journal à sa place contredirait ce que d'autres ont vu du premier ; aucun n'est commencé.",
    ),
    "ledger_none": Sentence(
        en="there is no log in {log}",
        fr="il n'y a pas de journal dans {log}",
        hint_en="Begin one: mexbadge ledger init",
        hint_fr="Commencez-en un : mexbadge ledger init",
        about_en="A log is begun once, with a name and a key of its own.",
        about_fr="Un journal se commence une fois, avec un nom et une clé qui lui sont propres.",
    ),
    "ledger_exists": Sentence(
        en="there is a log in {log} already",
        fr="il y a déjà un journal dans {log}",
        hint_en="Use it, or choose another database; a log is never begun anew under its old name.",
        hint_fr="Utilisez-le ou choisissez une autre base ; un journal ne recommence jamais sous son ancien nom.",
        about_en="A second log of one name would contradict the checkpoints of the first.",
        about_fr="Un second journal du même nom contredirait les points de contrôle du premier.",
    ),
    "ledger_row": Sentence(
        en="entry {position} is missing, or one stands there that does not belong",
        fr="l'entrée {position} manque, ou une autre est à sa place",
        hint_en=_COPY_EN,
        hint_fr=_COPY_FR,
        about_en="The audit reads every entry in order. Here the order breaks.",
        about_fr="L'audit lit chaque entrée dans l'ordre. Ici, l'ordre se rompt.",
    ),
    "ledger_leaf": Sentence(
        en="entry {position} was changed: its hash is another",
        fr="l'entrée {position} a été modifiée : son empreinte est autre",
        hint_en=_COPY_EN,
        hint_fr=_COPY_FR,
        about_en="The hash stored beside an entry is not that of the entry.",
        about_fr="L'empreinte conservée à côté d'une entrée n'est pas celle de l'entrée.",
    ),
    "ledger_chain": Sentence(
        en="the chain breaks at entry {position}",
        fr="la chaîne se rompt à l'entrée {position}",
        hint_en=_COPY_EN,
        hint_fr=_COPY_FR,
        about_en="Each entry holds the hash of all before it. This one holds another.",
        about_fr="Chaque entrée porte l'empreinte de toutes les précédentes. Celle-ci en porte une autre.",
    ),
    "ledger_node": Sentence(
        en="an inner hash of the tree that ends with entry {position} is wrong or missing",
        fr="une empreinte intérieure de l'arbre qui finit à l'entrée {position} est fausse ou manque",
        hint_en=_COPY_EN,
        hint_fr=_COPY_FR,
        about_en="The tree's inner hashes follow from its entries. Proofs made from a wrong one would fail.",
        about_fr="Les empreintes intérieures découlent des entrées. Une preuve tirée d'une empreinte fausse échouerait.",
    ),
    "ledger_head": Sentence(
        en="the stored head does not fit the log of {position} entries",
        fr="la tête conservée ne correspond pas au journal de {position} entrées",
        hint_en=_COPY_EN,
        hint_fr=_COPY_FR,
        about_en="The head holds the log's size, root and chain. It says other things than the entries.",
        about_fr="La tête contient la taille, la racine et la chaîne du journal. Elle dit autre chose que les entrées.",
    ),
    "ledger_stored_checkpoint": Sentence(
        en="the checkpoint kept for size {position} does not fit the log",
        fr="le point de contrôle conservé pour la taille {position} ne correspond pas au journal",
        hint_en=_COPY_EN,
        hint_fr=_COPY_FR,
        about_en="A checkpoint that the log signed names a root to which its entries do not lead, or was damaged.",
        about_fr="Un point de contrôle signé par le journal nomme une racine à laquelle ses entrées ne mènent pas, ou a été endommagé.",
    ),
    "ledger_opening": Sentence(
        en="what opens entry {position} (its salt) was changed or belongs to no entry",
        fr="ce qui ouvre l'entrée {position} (son sel) a été modifié ou n'appartient à aucune entrée",
        hint_en=_COPY_EN,
        hint_fr=_COPY_FR,
        about_en="Salts lie beside the log. With a wrong one no receipt can be made for the badge.",
        about_fr="Les sels sont gardés à côté du journal. Avec un sel faux, aucun reçu ne peut être fait pour le badge.",
    ),
    "ledger_recovered": Sentence(
        en="the log came back from a backup and takes no entries yet",
        fr="le journal revient d'une sauvegarde et ne prend pas encore d'entrées",
        hint_en="Give the last checkpoint that was published: mexbadge ledger audit --since CHECKPOINT --resume",
        hint_fr="Donnez le dernier point de contrôle publié : mexbadge ledger audit --since POINT --resume",
        about_en="Going on from an old copy would contradict checkpoints that were signed after it. First it must be shown that none is missing.",
        about_fr="Continuer à partir d'une ancienne copie contredirait les points de contrôle signés depuis. Il faut d'abord montrer qu'il n'en manque aucun.",
    ),
    "ledger_ahead": Sentence(
        en="the log has {size} entries and cannot say anything about {position}",
        fr="le journal a {size} entrées et ne peut rien dire de {position}",
        hint_en="Give a size that the log has reached.",
        hint_fr="Donnez une taille que le journal a atteinte.",
        about_en="Proofs can be made for every size up to the present one.",
        about_fr="On peut faire des preuves pour toute taille jusqu'à l'actuelle.",
    ),
    "ledger_unknown": Sentence(
        en="the log knows no entry for {subject}",
        fr="le journal ne connaît aucune entrée pour {subject}",
        hint_en="Append it first, or check that this is the log in which it was entered.",
        hint_fr="Ajoutez-la d'abord, ou vérifiez que c'est bien le journal où elle a été inscrite.",
        about_en="Which entry belongs to which badge stands beside the log, with the salt; once that is erased nobody can tell.",
        about_fr="Quelle entrée va avec quel badge est noté à côté du journal, avec le sel ; une fois cela effacé, personne ne peut le dire.",
    ),
    "ledger_not_signed_yet": Sentence(
        en="no checkpoint covers entry {position} yet",
        fr="aucun point de contrôle ne couvre encore l'entrée {position}",
        hint_en="Sign one: mexbadge ledger checkpoint",
        hint_fr="Signez-en un : mexbadge ledger checkpoint",
        about_en="A receipt leads to a signed checkpoint; one has to be signed after the entry.",
        about_fr="Un reçu mène à un point de contrôle signé ; il faut en signer un après l'entrée.",
    ),
    "ledger_other_key": Sentence(
        en="this is not the key of the log {origin}",
        fr="ceci n'est pas la clé du journal {origin}",
        hint_en="Give the key file that was made with the log.",
        hint_fr="Donnez le fichier de clé créé avec le journal.",
        about_en="A checkpoint under another key would be refused by everybody who knows the log.",
        about_fr="Un point de contrôle sous une autre clé serait refusé par tous ceux qui connaissent le journal.",
    ),
    "ledger_unwritable": Sentence(
        en="{path} cannot be written",
        fr="impossible d'écrire {path}",
        hint_en="Check the folder's rights and the space on the disk.",
        hint_fr="Vérifiez les droits du dossier et l'espace disque.",
        about_en="A file of the published log is there whole or not at all.",
        about_fr="Un fichier du journal publié est là en entier ou pas du tout.",
    ),
    "ledger_published": Sentence(
        en="{path} is there already, with other content",
        fr="{path} existe déjà, avec un autre contenu",
        hint_en="Check that this folder belongs to this log; what was published never changes.",
        hint_fr="Vérifiez que ce dossier est bien celui de ce journal ; ce qui a été publié ne change jamais.",
        about_en="The files of a published log are for ever. Another content would be a second history.",
        about_fr="Les fichiers d'un journal publié sont définitifs. Un autre contenu serait une seconde histoire.",
    ),
}

WITNESSES: Final[Mapping[str, Sentence]] = {
    "ledger_witness_url": Sentence(
        en="{url} is not the https address of a witness",
        fr="{url} n'est pas l'adresse https d'un témoin",
        hint_en="Give the address that the witness names, beginning with https://",
        hint_fr="Donnez l'adresse que le témoin indique, commençant par https://",
        about_en="Checkpoints are sent to witnesses over https; http is for tests on one machine.",
        about_fr="Les points de contrôle sont envoyés aux témoins par https ; http sert aux essais sur une machine.",
    ),
    "ledger_witness_unreachable": Sentence(
        en="the witness at {url} cannot be reached",
        fr="le témoin à {url} est injoignable",
        hint_en="Try again later; the log itself is not affected.",
        hint_fr="Réessayez plus tard ; le journal lui-même n'est pas touché.",
        about_en="A witness that does not answer adds nothing. Enough others may do.",
        about_fr="Un témoin qui ne répond pas n'ajoute rien. D'autres peuvent suffire.",
    ),
    "ledger_witness_refused": Sentence(
        en="the witness at {url} refused the checkpoint (HTTP {status})",
        fr="le témoin à {url} a refusé le point de contrôle (HTTP {status})",
        hint_en="Check that the witness knows this log and its key (403, 404); 422 means that it saw another history.",
        hint_fr="Vérifiez que le témoin connaît ce journal et sa clé (403, 404) ; 422 veut dire qu'il a vu une autre histoire.",
        about_en="A witness cosigns only what continues the last checkpoint that it saw (C2SP tlog-witness).",
        about_fr="Un témoin ne cosigne que ce qui continue le dernier point de contrôle qu'il a vu (C2SP tlog-witness).",
    ),
    "ledger_witness_ahead": Sentence(
        en="the witness at {url} saw {position} entries; this log has {size}",
        fr="le témoin à {url} a vu {position} entrées ; ce journal en a {size}",
        hint_en="Stop appending: this is an old copy of the log. Bring back the newest one.",
        hint_fr="N'ajoutez plus rien : c'est une ancienne copie du journal. Rétablissez la plus récente.",
        about_en="The witness remembers a longer log under this name. To go on here would be a fork.",
        about_fr="Le témoin se souvient d'un journal plus long sous ce nom. Continuer ici ferait une bifurcation.",
    ),
    "ledger_witness_answer": Sentence(
        en="the answer of the witness at {url} is not a cosignature by the key that was given",
        fr="la réponse du témoin à {url} n'est pas une cosignature de la clé donnée",
        hint_en="Check the witness's key, and ask its operator.",
        hint_fr="Vérifiez la clé du témoin et interrogez son exploitant.",
        about_en="Only lines of a key that is known, over exactly this checkpoint, are added to it.",
        about_fr="Seules les lignes d'une clé connue, sur ce point de contrôle exactement, y sont ajoutées.",
    ),
}

CHECKS: Final[Mapping[str, Sentence]] = {
    "ledger_absent": Sentence(
        en="no receipt of a log was found",
        fr="aucun reçu de journal n'a été trouvé",
        hint_en="Put the receipt beside the badge (badge.png.tlog-proof) if there is one.",
        hint_fr="Placez le reçu à côté du badge (badge.png.tlog-proof) s'il existe.",
        about_en="A receipt shows that the badge was entered in its issuer's log. Without one nothing is said about that.",
        about_fr="Un reçu montre que le badge a été inscrit au journal de l'émetteur. Sans reçu, rien n'en est dit.",
    ),
    "ledger_required": Sentence(
        en="no receipt of a log was found, and one is required",
        fr="aucun reçu de journal n'a été trouvé, et il en faut un",
        hint_en="Ask the holder or the issuer for the receipt (badge.png.tlog-proof).",
        hint_fr="Demandez le reçu (badge.png.tlog-proof) au titulaire ou à l'émetteur.",
        about_en="You asked that every badge be entered in a log (--require-ledger); this one cannot show it.",
        about_fr="Vous exigez que chaque badge soit inscrit à un journal (--require-ledger) ; celui-ci ne peut le montrer.",
    ),
    "ledger_unpinned": Sentence(
        en="a receipt of the log {origin} fits the badge, but no key of that log was given",
        fr="un reçu du journal {origin} correspond au badge, mais aucune clé de ce journal n'a été donnée",
        hint_en="Give the log's key, which its operator publishes: --log-key NAME+ID+KEY",
        hint_fr="Donnez la clé du journal, publiée par son exploitant : --log-key NOM+ID+CLÉ",
        about_en="Anybody could have made this log and its receipt. Only a key that you know beforehand makes it count.",
        about_fr="N'importe qui a pu faire ce journal et ce reçu. Seule une clé connue d'avance lui donne du poids.",
    ),
    "ledger_included": Sentence(
        en="logged as entry {index} of {size} in {origin}; no witnesses were asked for",
        fr="inscrit comme entrée {index} sur {size} dans {origin} ; aucun témoin n'a été demandé",
        about_en="The log's key vouches that the badge stands in it. When it was entered is the log's own word, and without witnesses a log can be rewritten for whoever kept no earlier checkpoint.",
        about_fr="La clé du journal garantit que le badge y figure. La date est la seule parole du journal et, sans témoins, un journal peut être réécrit pour qui n'a gardé aucun point de contrôle antérieur.",
    ),
    "ledger_own_log": Sentence(
        en="entry {index} of {size} in the log {origin}, which the issuer itself names; nobody else vouches for it",
        fr="entrée {index} sur {size} du journal {origin}, que l'émetteur nomme lui-même ; nul autre ne s'en porte garant",
        hint_en="Pin the log's key, with witnesses, to rely on it: --log-key VKEY --witness VKEY",
        hint_fr="Pour vous y fier, fixez la clé du journal, avec des témoins : --log-key VKEY --witness VKEY",
        about_en="The issuer's own document names the log and its key. That shows that the issuer entered the badge, not that the log shows everybody the same.",
        about_fr="Le document de l'émetteur nomme le journal et sa clé. Cela montre que l'émetteur a inscrit le badge, non que le journal montre à tous la même chose.",
    ),
    "ledger_witnessed": Sentence(
        en="logged as entry {index} of {size} in {origin}; {count} witnesses saw it, by {time}",
        fr="inscrit comme entrée {index} sur {size} dans {origin} ; {count} témoins l'ont vu, au plus tard le {time}",
        about_en="The badge stands in the log, and as many witnesses as you asked for had seen it by that time. Witnesses refuse a log that contradicts itself.",
        about_fr="Le badge figure au journal, et autant de témoins que vous en demandez l'avaient vu à ce moment. Les témoins refusent un journal qui se contredit.",
    ),
}
