"""What the room ``proofs`` says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence
from mexbadge.texts._proofs_tokens import TOKENS

_ASK_EN: Final = "Ask the issuer for a corrected badge."
_ASK_FR: Final = "Demandez un badge corrigé à l'émetteur."
_DISTRUST_EN: Final = "Do not rely on this badge until the issuer has explained it."
_DISTRUST_FR: Final = "Ne vous fiez pas à ce badge tant que l'émetteur n'a pas donné d'explication."

_DATA_INTEGRITY: Final[Mapping[str, Sentence]] = {
    "proof_type": Sentence(
        en="the proof does not say of what type it is",
        fr="la preuve n'indique pas son type",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='A proof names its type as text, such as "DataIntegrityProof" (Data Integrity 1.0, section 2.1).',
        about_fr="Une preuve indique son type sous forme de texte, par exemple « DataIntegrityProof » (Data "
        "Integrity 1.0, section 2.1).",
    ),
    "proof_suite_missing": Sentence(
        en="the proof does not say how it was made (its cryptosuite)",
        fr="la preuve n'indique pas comment elle a été faite (sa suite cryptographique)",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='A proof of type "DataIntegrityProof" must name its cryptosuite (Data Integrity 1.0, section 3.1).',
        about_fr="Une preuve de type « DataIntegrityProof » doit nommer sa suite cryptographique (Data Integrity "
        "1.0, section 3.1).",
    ),
    "proof_suite_misspelt": Sentence(
        en='there is no cryptosuite "{suite}": it is a misspelling of "{meant}"',
        fr="la suite cryptographique « {suite} » n'existe pas : c'est une faute pour « {meant} »",
        hint_en="Tell the issuer to sign the badge again with the correct name.",
        hint_fr="Dites à l'émetteur de signer de nouveau le badge avec le bon nom.",
        about_en="Early examples of the Open Badges guide carried this spelling error. The name is part of what is "
        "signed, so it cannot be guessed.",
        about_fr="Les premiers exemples du guide Open Badges contenaient cette coquille. Le nom fait partie de ce "
        "qui est signé ; on ne peut donc le deviner.",
    ),
    "proof_suite_unsupported": Sentence(
        en='the proof is of the kind "{suite}", which cannot be checked here',
        fr="la preuve est du type « {suite} », qui ne peut être vérifié ici",
        hint_en='Ask the issuer for a badge with a proof of a kind that is, such as "eddsa-rdfc-2022".',
        hint_fr="Demandez à l'émetteur un badge avec une preuve d'un type pris en charge, comme « eddsa-rdfc-2022 ».",
        about_en="The proof may be good or bad: it was made in a way that is not built in, so nothing is said about "
        "it.",
        about_fr="La preuve peut être bonne ou mauvaise : elle a été faite d'une manière qui n'est pas prise en "
        "charge ; rien n'en est donc dit.",
    ),
    "proof_suite_blockchain": Sentence(
        en="the proof is anchored in a blockchain ({suite}), which is not checked here",
        fr="la preuve est ancrée dans une chaîne de blocs ({suite}), ce qui n'est pas vérifié ici",
        hint_en="Check it with a verifier for that kind of badge, or ask the issuer for one with a signature.",
        hint_fr="Vérifiez-le avec un vérificateur de ce type de badge, ou demandez à l'émetteur un badge signé.",
        about_en="The proof may be good or bad: whether it holds stands in a public ledger that mexbadge does not read, so "
        "nothing is said about it.",
        about_fr="La preuve peut être bonne ou mauvaise : sa valeur se lit dans un registre public que mexbadge ne lit pas ; "
        "rien n'en est donc dit.",
    ),
    "proof_no_edition": Sentence(
        en="the signature holds under none of the {count} published editions of its contexts: the content was changed, or "
        "another key signed it",
        fr="la signature ne tient dans aucune des {count} éditions publiées de ses contextes : le contenu a été modifié, ou "
        "une autre clé l'a signé",
        hint_en="Do not accept the badge; ask the holder for it as the issuer sent it.",
        hint_fr="N'acceptez pas le badge ; demandez au titulaire celui que l'émetteur a envoyé.",
        about_en="What stands at the address of a context was changed over time. The signature was tried under each of the "
        "texts that were published there, and it fits none.",
        about_fr="Ce qui se trouve à l'adresse d'un contexte a changé avec le temps. La signature a été essayée avec chacun "
        "des textes qui y ont été publiés, et ne convient à aucun.",
    ),
    "proof_suite_not_made": Sentence(
        en='proofs of the kind "{suite}" are checked, but no longer made',
        fr="les preuves du type « {suite} » sont vérifiées, mais on n'en fait plus",
        hint_en='Use "eddsa-rdfc-2022".',
        hint_fr="Utilisez « eddsa-rdfc-2022 ».",
        about_en="That cryptosuite has a successor. Old badges with it stay verifiable.",
        about_fr="Cette suite cryptographique a une remplaçante. Les anciens badges qui l'utilisent restent "
        "vérifiables.",
    ),
    "proof_not_object": Sentence(
        en="what stands in the place of a proof is none",
        fr="ce qui tient lieu de preuve n'en est pas une",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="A proof is a JSON object with named members; here stands a text, a number or nothing.",
        about_fr="Une preuve est un objet JSON à membres nommés ; on trouve ici un texte, un nombre ou rien.",
    ),
    "proof_too_many": Sentence(
        en="the document carries {count} proofs; at most {limit} are read",
        fr="le document porte {count} preuves ; on en lit au plus {limit}",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="Each proof costs time to check. A badge has one or two; a great number is made to keep a computer "
        "busy.",
        about_fr="Chaque preuve demande du temps. Un badge en a une ou deux ; un grand nombre ne sert qu'à occuper "
        "un ordinateur.",
    ),
    "proof_too_much": Sentence(
        en="the proofs of this document are more work than any badge needs (over {limit} statements)",
        fr="les preuves de ce document demandent plus de travail qu'aucun badge (plus de {limit} énoncés)",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="Proofs that confirm each other make the same large document be read over and over; there is a limit.",
        about_fr="Des preuves qui se confirment entre elles font relire sans fin le même grand document ; il y a une "
        "limite.",
    ),
    "proof_member": Sentence(
        en='the proof has no "{name}", or not as text',
        fr="la preuve n'a pas de « {name} », ou pas sous forme de texte",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="A proof states its key, its purpose and its value as text (Data Integrity 1.0, section 2.1).",
        about_fr="Une preuve indique sa clé, son but et sa valeur sous forme de texte (Data Integrity 1.0, section "
        "2.1).",
    ),
    "proof_date": Sentence(
        en='"{name}" in the proof is no date with time',
        fr="« {name} » dans la preuve n'est pas une date avec heure",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The dates of a proof are written like 2026-05-01T12:00:00Z (Data Integrity 1.0, section 2.1).",
        about_fr="Les dates d'une preuve s'écrivent comme 2026-05-01T12:00:00Z (Data Integrity 1.0, section 2.1).",
    ),
    "proof_date_naive": Sentence(
        en='the moment given for "{name}" has no time zone',
        fr="le moment donné pour « {name} » n'a pas de fuseau horaire",
        hint_en="Give a moment with a time zone, such as UTC.",
        hint_fr="Donnez un moment avec un fuseau horaire, par exemple UTC.",
        about_en="Without its time zone a date and time name no moment.",
        about_fr="Sans fuseau horaire, une date et une heure ne désignent aucun moment précis.",
    ),
    "proof_value_length": Sentence(
        en="the signature is not as long as one of {suite} must be",
        fr="la signature n'a pas la longueur exigée par {suite}",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The signatures of a cryptosuite all have the same length, which depends on the key alone.",
        about_fr="Les signatures d'une suite cryptographique ont toutes la même longueur, qui ne dépend que de la clé.",
    ),
    "proof_created_later": Sentence(
        en="the proof says that it was made at {created}, after the moment that is judged",
        fr="la preuve se dit faite le {created}, après le moment qui est jugé",
        hint_en="Judge for a later moment with --at; if none was given, check the clock of this computer.",
        hint_fr="Jugez pour un moment ultérieur avec --at ; si aucun n'a été donné, vérifiez l'horloge de cet ordinateur.",
        about_en="A proof cannot be younger than the moment at which it is checked. A minute of difference between "
        "clocks is allowed where that is now. Where another moment was given, nothing is decided: the proof may be "
        "good, but it was not there yet.",
        about_fr="Une preuve ne peut être postérieure au moment où on la vérifie. Une minute d'écart entre les "
        "horloges est admise si ce moment est le présent. Pour un autre moment, rien n'est décidé : la preuve peut "
        "être bonne, mais elle n'existait pas encore.",
    ),
    "proof_out_of_time": Sentence(
        en="the time for one verification ran out before this proof was checked",
        fr="le temps d'une vérification s'est écoulé avant l'examen de cette preuve",
        hint_en="Ask the issuer for a badge with fewer proofs, or check it on a computer that does nothing else.",
        hint_fr="Demandez à l'émetteur un badge avec moins de preuves, ou vérifiez-le sur un ordinateur inoccupé.",
        about_en="One verification may work only so long, so that a file made to exhaust a computer cannot do so.",
        about_fr="Une vérification ne peut travailler qu'un temps, afin qu'un fichier conçu pour épuiser un "
        "ordinateur échoue.",
    ),
    "proof_chain_forms": Sentence(
        en="more than {limit} proofs are chained to others, each over a document of its own",
        fr="plus de {limit} preuves sont chaînées à d'autres, chacune sur un document qui lui est propre",
        hint_en="Ask the issuer for a badge with fewer chained proofs.",
        hint_fr="Demandez à l'émetteur un badge avec moins de preuves chaînées.",
        about_en="A chained proof signs the badge together with earlier proofs, so each of them has to be brought into "
        "canonical form anew, which is costly. No badge needs many.",
        about_fr="Une preuve chaînée signe le badge avec des preuves antérieures ; chacune exige donc sa propre forme "
        "canonique, ce qui coûte cher. Aucun badge n'en a besoin de beaucoup.",
    ),
    "proof_expired": Sentence(
        en="the proof held until {expires} only",
        fr="la preuve ne valait que jusqu'au {expires}",
        hint_en="Ask the issuer for a renewed badge.",
        hint_fr="Demandez un badge renouvelé à l'émetteur.",
        about_en="The signer gave the proof an end date, and it has passed.",
        about_fr="Le signataire a donné à la preuve une date de fin, et elle est passée.",
    ),
    "proof_id_twice": Sentence(
        en="two proofs have the same id, {id}",
        fr="deux preuves ont le même identifiant, {id}",
        hint_en="Give each proof an id of its own, or ask the issuer to do so.",
        hint_fr="Donnez à chaque preuve son propre identifiant, ou demandez à l'émetteur de le faire.",
        about_en="Proofs refer to each other by id; with two of one id it cannot be said which one is meant.",
        about_fr="Les preuves se désignent par leur identifiant ; si deux portent le même, on ne sait laquelle est "
        "visée.",
    ),
    "proof_previous": Sentence(
        en="the proof does not name the earlier proofs properly",
        fr="la preuve ne nomme pas correctement les preuves antérieures",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='"previousProof" is the id of another proof of the document, or a list of such ids (Data Integrity '
        "1.0, section 2.1.2).",
        about_fr="« previousProof » est l'identifiant d'une autre preuve du document, ou une liste de tels "
        "identifiants (Data Integrity 1.0, section 2.1.2).",
    ),
    "proof_previous_missing": Sentence(
        en="the proof confirms an earlier proof, {id}, that is not there",
        fr="la preuve confirme une preuve antérieure, {id}, qui est absente",
        hint_en=_DISTRUST_EN,
        hint_fr=_DISTRUST_FR,
        about_en="The signer signed the document together with an earlier proof, and that proof has been taken away.",
        about_fr="Le signataire a signé le document avec une preuve antérieure, et cette preuve a été retirée.",
    ),
    "proof_cycle": Sentence(
        en="the proofs confirm each other in a circle",
        fr="les preuves se confirment les unes les autres en cercle",
        hint_en=_DISTRUST_EN,
        hint_fr=_DISTRUST_FR,
        about_en="A proof can confirm only what was there before it; a circle cannot have come about by signing.",
        about_fr="Une preuve ne peut confirmer que ce qui existait avant elle ; un cercle n'a pu naître d'une "
        "signature.",
    ),
    "proof_context_differs": Sentence(
        en="the proof was made for another @context than the document has",
        fr="la preuve a été faite pour un autre @context que celui du document",
        hint_en=_DISTRUST_EN,
        hint_fr=_DISTRUST_FR,
        about_en="The @context says what the names in a document mean. With another one, the same words may mean "
        "something else.",
        about_fr="Le @context dit ce que signifient les noms d'un document. Avec un autre, les mêmes mots peuvent "
        "prendre un autre sens.",
    ),
    "proof_controller_differs": Sentence(
        en="the document that was found for {controller} calls itself {answered}",
        fr="le document trouvé pour {controller} se nomme {answered}",
        hint_en=_DISTRUST_EN,
        hint_fr=_DISTRUST_FR,
        about_en="A document with keys speaks for its own id only; otherwise anybody could publish keys for somebody "
        "else.",
        about_fr="Un document de clés ne parle que pour son propre identifiant ; sinon n'importe qui publierait des "
        "clés pour autrui.",
    ),
    "proof_method_missing": Sentence(
        en="{controller} does not publish the key {method}",
        fr="{controller} ne publie pas la clé {method}",
        hint_en=_DISTRUST_EN,
        hint_fr=_DISTRUST_FR,
        about_en="The proof names a key that its supposed owner does not list.",
        about_fr="La preuve nomme une clé que son propriétaire présumé ne répertorie pas.",
    ),
    "proof_method_controller": Sentence(
        en="the key {method} belongs to {controller}, not to the document that lists it",
        fr="la clé {method} appartient à {controller}, non au document qui la répertorie",
        hint_en=_DISTRUST_EN,
        hint_fr=_DISTRUST_FR,
        about_en="A key counts only when the document that publishes it is that of its owner (Controlled Identifiers "
        "1.0, section 3.3).",
        about_fr="Une clé ne compte que si le document qui la publie est celui de son propriétaire (Controlled "
        "Identifiers 1.0, section 3.3).",
    ),
    "proof_method_not_allowed": Sentence(
        en="{controller} does not allow the key {method} to be used for {purpose}",
        fr="{controller} ne permet pas d'utiliser la clé {method} pour {purpose}",
        hint_en=_DISTRUST_EN,
        hint_fr=_DISTRUST_FR,
        about_en="Each key is published for certain purposes. A key that was withdrawn from signing badges is no "
        "longer listed for it.",
        about_fr="Chaque clé est publiée pour des usages précis. Une clé retirée de la signature des badges n'y est "
        "plus répertoriée.",
    ),
    "proof_key_revoked": Sentence(
        en="the key {method} was revoked at {date}",
        fr="la clé {method} a été révoquée le {date}",
        hint_en="Ask the issuer for a badge that is signed with a key still in force.",
        hint_fr="Demandez à l'émetteur un badge signé avec une clé encore en vigueur.",
        about_en="The owner withdrew the key, for instance because it was stolen. Signatures by it no longer count.",
        about_fr="Le propriétaire a retiré la clé, par exemple parce qu'elle a été volée. Ses signatures ne comptent "
        "plus.",
    ),
    "proof_key_not_yet": Sentence(
        en="the key {method} counts from {date} on only",
        fr="la clé {method} ne compte qu'à partir du {date}",
        hint_en="Ask the issuer to sign with a key that is in force.",
        hint_fr="Demandez à l'émetteur de signer avec une clé en vigueur.",
        about_en="A key may say from when it counts. At the moment asked about it did not yet.",
        about_fr="Une clé peut dire à partir de quand elle compte. Au moment demandé, ce n'était pas encore le cas.",
    ),
    "proof_key_expired": Sentence(
        en="the key {method} expired at {date}",
        fr="la clé {method} a expiré le {date}",
        hint_en="Ask the issuer for a badge that is signed with a key still in force.",
        hint_fr="Demandez à l'émetteur un badge signé avec une clé encore en vigueur.",
        about_en="The owner gave the key an end date. After it, signatures by the key are not to be relied on.",
        about_fr="Le propriétaire a donné à la clé une date de fin. Passé cette date, on ne doit plus se fier à ses "
        "signatures.",
    ),
    "proof_key_date": Sentence(
        en='"{name}" of the key is no date with time',
        fr="« {name} » de la clé n'est pas une date avec heure",
        hint_en="Tell the owner of the key to correct the document that publishes it.",
        hint_fr="Dites au propriétaire de la clé de corriger le document qui la publie.",
        about_en="It cannot be said whether the key is still in force.",
        about_fr="On ne peut dire si la clé est encore en vigueur.",
    ),
    "proof_key_unreadable": Sentence(
        en="the key {method} is published in a form that cannot be read",
        fr="la clé {method} est publiée sous une forme illisible",
        hint_en="Tell the owner of the key to correct the document that publishes it.",
        hint_fr="Dites au propriétaire de la clé de corriger le document qui la publie.",
        about_en="Keys are published as a Multikey or a JSON Web Key; this one is neither.",
        about_fr="Les clés sont publiées comme Multikey ou comme JSON Web Key ; celle-ci n'est ni l'une ni l'autre.",
    ),
    "proof_key_kind": Sentence(
        en="the proof is of the kind {suite}, but its key is of the kind {kind}",
        fr="la preuve est du type {suite}, mais sa clé est du type {kind}",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="Each cryptosuite goes with certain kinds of key; this key cannot have made such a proof.",
        about_fr="Chaque suite cryptographique va avec certains types de clés ; cette clé n'a pu produire une telle "
        "preuve.",
    ),
    "proof_key_kind_signing": Sentence(
        en="a key of the kind {kind} cannot sign with {suite}",
        fr="une clé du type {kind} ne peut signer avec {suite}",
        hint_en="Use an Ed25519 key for eddsa suites, a P-256 or P-384 key for ecdsa suites.",
        hint_fr="Utilisez une clé Ed25519 pour les suites eddsa, une clé P-256 ou P-384 pour les suites ecdsa.",
        about_en="Each cryptosuite goes with certain kinds of key.",
        about_fr="Chaque suite cryptographique va avec certains types de clés.",
    ),
    "proof_signature_length": Sentence(
        en="the signer returned a signature of the wrong length for {suite}",
        fr="le signataire a renvoyé une signature de mauvaise longueur pour {suite}",
        hint_en="Check the signing device or service: ECDSA signatures must be plain r and s, not DER.",
        hint_fr="Vérifiez l'appareil ou le service de signature : une signature ECDSA doit être r et s bruts, non du "
        "DER.",
        about_en="Hardware and cloud keys often return signatures in another form than badges need.",
        about_fr="Les clés matérielles ou infonuagiques renvoient souvent des signatures sous une autre forme que "
        "celle des badges.",
    ),
    "proof_purpose": Sentence(
        en='the proof was made for the purpose "{purpose}", not to make a claim',
        fr="la preuve a été faite dans le but « {purpose} », non pour affirmer quelque chose",
        hint_en="Ask the issuer for a badge with a proof for assertionMethod.",
        hint_fr="Demandez à l'émetteur un badge avec une preuve pour assertionMethod.",
        about_en="The signature holds, but its signer did not thereby assert what the badge says; it was meant for "
        "something else, such as logging in.",
        about_fr="La signature est bonne, mais son signataire n'a pas affirmé par là ce que dit le badge ; elle "
        "visait autre chose, comme une connexion.",
    ),
    "proof_two_readings": Sentence(
        en="verifiers would not agree on what is signed: the document holds parts that are exactly alike",
        fr="les vérificateurs ne s'accorderaient pas sur ce qui est signé : le document contient des parties "
        "identiques",
        hint_en="Give each of the like parts, such as endorsements, an id of its own.",
        hint_fr="Donnez à chacune des parties semblables, comme les recommandations, son propre identifiant.",
        about_en="Programs in use order such parts in two different ways. A badge signed so would be valid for some "
        "and not for others.",
        about_fr="Les programmes en usage ordonnent ces parties de deux manières. Un badge ainsi signé serait valide "
        "pour les uns et non pour les autres.",
    ),
}

SENTENCES: Final[Mapping[str, Sentence]] = {**TOKENS, **_DATA_INTEGRITY}
