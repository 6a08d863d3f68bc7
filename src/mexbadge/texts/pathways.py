"""What the room `pathways` says."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = {
    "pathways_form": Sentence(
        en="this is no pathway: schema must be {schema}",
        fr="ce n'est pas un parcours : schema doit être {schema}",
        hint_en="Write the member schema as shown.",
        hint_fr="Écrivez le membre schema comme indiqué.",
        about_en="The form names itself, so that another document is not taken for it.",
        about_fr="Le format se nomme lui-même, afin qu'un autre document ne soit pas pris pour lui.",
    ),
    "pathways_kind": Sentence(
        en="the requirement {id} must be exactly one of earn, skill, allOf, anyOf, kOf, credits, after, sub",
        fr="l'exigence {id} doit être exactement l'une de : earn, skill, allOf, anyOf, kOf, credits, after, sub",
        hint_en="Leave one of these members, and only one.",
        hint_fr="Gardez l'un de ces membres, et un seul.",
        about_en="A requirement is of one kind.",
        about_fr="Une exigence est d'une seule sorte.",
    ),
    "pathways_earn": Sentence(
        en="the requirement {id} must name an achievement or an alignment, and not both",
        fr="l'exigence {id} doit nommer un accomplissement ou un alignement, et non les deux",
        hint_en="Write achievement or alignment.",
        hint_fr="Écrivez achievement ou alignment.",
        about_en="A badge is known by its achievement, or by what it aligns to.",
        about_fr="Un badge est connu par son accomplissement, ou par ce à quoi il s'aligne.",
    ),
    "pathways_cycle": Sentence(
        en="the pathway {id} contains itself: {path}",
        fr="le parcours {id} se contient lui-même : {path}",
        hint_en="Take one of these steps out.",
        hint_fr="Retirez l'une de ces étapes.",
        about_en="A pathway that needs itself could never be completed.",
        about_fr="Un parcours qui a besoin de lui-même ne pourrait jamais être achevé.",
    ),
    "pathways_dangling": Sentence(
        en="there is no pathway {id}",
        fr="il n'y a pas de parcours {id}",
        hint_en="Add it to the pathways of the document, or correct the id.",
        hint_fr="Ajoutez-le aux parcours du document, ou corrigez l'identifiant.",
        about_en="A sub-pathway stands in the same document, or is given beside it.",
        about_fr="Un sous-parcours figure dans le même document, ou est donné à côté.",
    ),
    "pathways_twice": Sentence(
        en="the id {id} stands for two requirements",
        fr="l'identifiant {id} désigne deux exigences",
        hint_en="Give one of them another id.",
        hint_fr="Donnez un autre identifiant à l'une d'elles.",
        about_en="Ids are what explanations and awards refer to.",
        about_fr="Les explications et les attributions renvoient aux identifiants.",
    ),
    "pathways_k": Sentence(
        en="the requirement {id} asks for {k} of {count} parts",
        fr="l'exigence {id} demande {k} de {count} parties",
        hint_en="Ask for at least one, and no more than there are.",
        hint_fr="Demandez-en au moins une, et pas plus qu'il n'y en a.",
        about_en="Zero would always be met, and more than there are never.",
        about_fr="Zéro serait toujours comblé, et plus qu'il n'y en a, jamais.",
    ),
    "pathways_credits": Sentence(
        en="the requirement {id} asks for {minimum} credits, and its parts are worth {most}",
        fr="l'exigence {id} demande {minimum} crédits, et ses parties en valent {most}",
        hint_en="Ask for a number above 0 that the parts can reach.",
        hint_fr="Demandez un nombre supérieur à 0 que les parties peuvent atteindre.",
        about_en="Credits that cannot be reached would block everybody.",
        about_fr="Des crédits hors d'atteinte bloqueraient tout le monde.",
    ),
    "pathways_worth": Sentence(
        en="the requirement {id} stands under credits and nothing says what it is worth",
        fr="l'exigence {id} figure sous des crédits et rien ne dit ce qu'elle vaut",
        hint_en="Give it credits.",
        hint_fr="Donnez-lui des crédits.",
        about_en="A badge may say its own credits; a group of badges cannot.",
        about_fr="Un badge peut dire ses propres crédits ; un groupe de badges ne le peut.",
    ),
    "pathways_deep": Sentence(
        en="the requirement {id} nests deeper than {limit}",
        fr="l'exigence {id} est imbriquée au-delà de {limit}",
        hint_en="Flatten the pathway.",
        hint_fr="Simplifiez le parcours.",
        about_en="Everything that is read has a bound.",
        about_fr="Tout ce qui est lu a une limite.",
    ),
    "pathways_many": Sentence(
        en="the pathway has more than {limit} requirements",
        fr="le parcours a plus de {limit} exigences",
        hint_en="Divide it.",
        hint_fr="Divisez-le.",
        about_en="Everything that is read has a bound.",
        about_fr="Tout ce qui est lu a une limite.",
    ),
    "pathways_window": Sentence(
        en="the pathway {id} ends before it begins",
        fr="le parcours {id} finit avant de commencer",
        hint_en="Correct validFrom or validUntil.",
        hint_fr="Corrigez validFrom ou validUntil.",
        about_en="The window is half open: it holds from its start until before its end.",
        about_fr="La période est semi-ouverte : elle vaut de son début jusqu'avant sa fin.",
    ),
    "pathways_min_result": Sentence(
        en="the requirement {id} asks for the result {value}, which is no number, and lists no order",
        fr="l'exigence {id} demande le résultat {value}, qui n'est pas un nombre, et ne donne aucun ordre",
        hint_en="Add order with all values from the lowest to the highest, or ask for a number.",
        hint_fr="Ajoutez order avec toutes les valeurs, de la plus basse à la plus haute, ou demandez un nombre.",
        about_en="Whether a B is more than a C, nobody can tell from the letters: the pathway has to say it.",
        about_fr="Les lettres ne disent pas si un B vaut plus qu'un C : c'est au parcours de le dire.",
    ),
    "pathways_min_result_order": Sentence(
        en="the requirement {id} asks for the result {value}, and the order {order} does not hold each value once",
        fr="l'exigence {id} demande le résultat {value}, et l'ordre {order} ne contient pas chaque valeur une seule fois",
        hint_en="List every value once, from the lowest to the highest, the one asked for among them.",
        hint_fr="Donnez chaque valeur une seule fois, de la plus basse à la plus haute, y compris celle qui est demandée.",
        about_en="A value that the order lacks could never be reached; one that stands twice has no place.",
        about_fr="Une valeur absente de l'ordre serait hors d'atteinte ; une valeur répétée n'a pas de place.",
    ),
    "pathways_not_complete": Sentence(
        en="the pathway {id} is not completed: {status}",
        fr="le parcours {id} n'est pas achevé : {status}",
        hint_en="Look at what is missing: mexbadge pathway show",
        hint_fr="Voyez ce qui manque : mexbadge pathway show",
        about_en="The completion achievement is issued only where every requirement is met by verified badges of this person.",
        about_fr="L'accomplissement final n'est émis que si chaque exigence est comblée par des badges vérifiés de cette personne.",
    ),
    "pathways_withdrawn": Sentence(
        en="the pathway {id} would rest on {badge}, which this issuer's own register has withdrawn",
        fr="le parcours {id} reposerait sur {badge}, que le registre même de cet émetteur a retiré",
        hint_en="Publish the folder hosted, and look at the pathway again: mexbadge pathway show",
        hint_fr="Publiez le dossier hosted, puis revoyez le parcours : mexbadge pathway show",
        about_en="A status list that was read may be older than the register. What the issuer withdrew it never signs on.",
        about_fr="Une liste de statuts peut être plus ancienne que le registre. L'émetteur ne signe jamais sur ce qu'il a "
        "lui-même retiré.",
    ),
    "pathways_no_completion": Sentence(
        en="the pathway {id} names no completion achievement",
        fr="le parcours {id} ne nomme aucun accomplissement final",
        hint_en="Add completion with the id of the achievement.",
        hint_fr="Ajoutez completion avec l'identifiant de l'accomplissement.",
        about_en="Something must be issued at the end for an award.",
        about_fr="Il faut que quelque chose soit émis à la fin pour une attribution.",
    ),
    "pathways_no_achievement": Sentence(
        en="no achievement of this folder has the id {id}",
        fr="aucun accomplissement de ce dossier n'a l'identifiant {id}",
        hint_en="Describe it in the folder achievements, or correct the pathway.",
        hint_fr="Décrivez-le dans le dossier achievements, ou corrigez le parcours.",
        about_en="The issuer awards achievements of its own folder.",
        about_fr="L'émetteur attribue des accomplissements de son propre dossier.",
    ),
    "pathways_other_issuer": Sentence(
        en="the pathway {id} belongs to {issuer}, and this folder to {own}",
        fr="le parcours {id} appartient à {issuer}, et ce dossier à {own}",
        hint_en="Award it from the folder of its issuer.",
        hint_fr="Attribuez-le depuis le dossier de son émetteur.",
        about_en="A pathway is awarded by whom it names.",
        about_fr="Un parcours est attribué par celui qu'il nomme.",
    ),
    "pathways_ctdl": Sentence(
        en="this graph is no pathway of the form that is written here",
        fr="ce graphe n'est pas un parcours de la forme écrite ici",
        hint_en="Read a file that mexbadge pathway export --as ctdl wrote.",
        hint_fr="Lisez un fichier écrit par mexbadge pathway export --as ctdl.",
        about_en="CTDL says many things in many ways; what is read back is what is written.",
        about_fr="CTDL dit beaucoup de choses de bien des façons ; on relit ce que l'on écrit.",
    ),
    "pathways_nothing": Sentence(
        en="none of the badges can go into the record",
        fr="aucun des badges ne peut aller dans le dossier",
        hint_en="Give badges of the person that are valid.",
        hint_fr="Donnez des badges valides de la personne.",
        about_en="A learner record holds verified badges.",
        about_fr="Un dossier d'apprentissage contient des badges vérifiés.",
    ),
    "pathways_says_satisfied": Sentence(en="complete", fr="terminé"),
    "pathways_says_in_progress": Sentence(en="not yet", fr="pas encore"),
    "pathways_says_blocked": Sentence(en="waits for what comes first", fr="attend ce qui précède"),
    "pathways_says_expired": Sentence(en="expired", fr="échu"),
    "pathways_says_unknown": Sentence(en="could not be decided", fr="n'a pu être décidé"),
    "pathways_says_too_hard": Sentence(
        en="could not be decided: too many ways to place the badges",
        fr="n'a pu être décidé : trop de façons de placer les badges",
    ),
    "pathways_says_not_yet_open": Sentence(en="not open yet", fr="pas encore ouvert"),
    "pathways_says_closed": Sentence(en="closed to new learners", fr="fermé aux nouveaux inscrits"),
    "pathways_says_filled": Sentence(
        en="earned: {badge}, {issuer}, {issued}", fr="obtenu : {badge}, {issuer}, {issued}"
    ),
    "pathways_says_ended": Sentence(en="{badge} ended on {ends}", fr="{badge} est échu depuis le {ends}"),
    "pathways_says_undecided": Sentence(en="{badge} could not be decided", fr="{badge} n'a pu être décidé"),
    "pathways_says_missing": Sentence(en="missing", fr="manquant"),
    "pathways_says_done": Sentence(en="{done} of {needed}", fr="{done} sur {needed}"),
    "pathways_says_missing_all": Sentence(
        en="{done} of {needed}; missing {names}", fr="{done} sur {needed} ; il manque {names}"
    ),
    "pathways_says_missing_some": Sentence(
        en="{done} of {needed} needed; open: {names}", fr="{done} sur {needed} nécessaires ; encore possibles : {names}"
    ),
    "pathways_says_missing_unknown": Sentence(
        en="{done} of {needed}; not decided or missing: {names}",
        fr="{done} sur {needed} ; non décidé ou manquant : {names}",
    ),
    "pathways_says_credits": Sentence(en="{earned} of {minimum} credits", fr="{earned} crédits sur {minimum}"),
    "pathways_says_refused": Sentence(en="{badge} does not count: {why}", fr="{badge} ne compte pas : {why}"),
    "pathways_says_revoked": Sentence(en="revoked", fr="révoqué"),
    "pathways_says_not_valid": Sentence(en="not valid", fr="non valide"),
    "pathways_says_not_theirs": Sentence(
        en="it was awarded to somebody else", fr="il a été attribué à quelqu'un d'autre"
    ),
    "pathways_says_ownership_not_checked": Sentence(
        en="whose it is was not checked", fr="on n'a pas vérifié à qui il est"
    ),
    "pathways_says_untrusted": Sentence(
        en="its issuer is not one that counts here", fr="son émetteur ne compte pas ici"
    ),
    "pathways_says_least": Sentence(
        en="its result is not at least {least}, or cannot be compared with it",
        fr="son résultat n'est pas d'au moins {least}, ou ne s'y compare pas",
    ),
    "pathways_says_not_completed": Sentence(
        en="its result says that it was not completed, or not reached",
        fr="son résultat dit qu'il n'a pas été terminé, ou pas atteint",
    ),
    "pathways_says_no_achievement": Sentence(
        en="it awards no single achievement", fr="il n'atteste pas un seul accomplissement"
    ),
    "pathways_says_rule_all": Sentence(en="all", fr="tout"),
    "pathways_says_rule_any": Sentence(en="one of these", fr="l'un de ceux-ci"),
    "pathways_says_rule_k": Sentence(en="{k} of {count}", fr="{k} sur {count}"),
    "pathways_says_rule_credits": Sentence(en="{minimum} credits", fr="{minimum} crédits"),
    "pathways_says_rule_after": Sentence(en="in this order", fr="dans cet ordre"),
    "pathways_says_rule_sub": Sentence(en="pathway", fr="parcours"),
    "pathways_says_picture": Sentence(
        en="A pathway with {count} requirements, drawn from the goal to what leads to it",
        fr="Un parcours de {count} exigences, dessiné du but vers ce qui y mène",
    ),
    "pathways_says_cheapest": Sentence(en="cheapest way", fr="voie la moins chère"),
    "pathways_says_quickest": Sentence(en="quickest way", fr="voie la plus rapide"),
    "pathways_says_lapses": Sentence(
        en="{badge} ends on {ends}, before the plan does: renew it",
        fr="{badge} échoit le {ends}, avant la fin du plan : renouvelez-le",
    ),
    "pathways_says_whose": Sentence(
        en="say whose badges they are (--recipient): nothing counts before that is known",
        fr="dites à qui sont les badges (--recipient) : rien ne compte avant qu'on le sache",
    ),
    "pathways_said_awarded": Sentence(en="awarded: {id}, {path}", fr="attribué : {id}, {path}"),
    "pathways_said_already": Sentence(en="awarded before: {id}, {path}", fr="déjà attribué : {id}, {path}"),
    "pathways_said_gone": Sentence(
        en="awarded before, and no longer in force: {id}; nothing was issued (award it anew with --again)",
        fr="déjà attribué, mais plus en vigueur : {id} ; rien n'a été émis (attribuez-le de nouveau avec --again)",
    ),
    "pathways_said_review": Sentence(en="{id}: to review, {status}", fr="{id} : à revoir, {status}"),
    "pathways_said_stands": Sentence(en="{id}: stands", fr="{id} : en règle"),
    "pathways_said_reviewed": Sentence(
        en="looked at: {count}, to review: {flagged}, revoked: {revoked}",
        fr="examinés : {count}, à revoir : {flagged}, révoqués : {revoked}",
    ),
    "pathways_said_exported": Sentence(en="written: {path}", fr="écrit : {path}"),
    "pathways_said_lost": Sentence(en="not said in this form: {what}", fr="non exprimé dans ce format : {what}"),
}
