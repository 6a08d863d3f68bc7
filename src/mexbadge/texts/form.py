"""What ``mexbadge check FILE`` says: what a document is, and what its form comes to."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

__all__ = ["SENTENCES"]

SENTENCES: Final[Mapping[str, Sentence]] = {
    "form_kind_badge": Sentence(en="a badge", fr="un badge"),
    "form_kind_endorsement": Sentence(en="an endorsement", fr="un appui (endorsement)"),
    "form_kind_record": Sentence(en="a learner record, CLR 2.0", fr="un dossier d'apprentissage, CLR 2.0"),
    "form_kind_presentation": Sentence(en="a presentation of badges", fr="une présentation de badges"),
    "form_kind_list": Sentence(en="a list of documents", fr="une liste de documents"),
    "form_kind_profile": Sentence(en="an issuer's profile", fr="le profil d'un émetteur"),
    "form_kind_badge_class": Sentence(en="a badge class", fr="une classe de badge"),
    "form_kind_achievement": Sentence(en="an achievement", fr="une réussite (achievement)"),
    "form_kind_revocation_list": Sentence(en="a revocation list", fr="une liste de révocation"),
    "form_kind_status_list": Sentence(en="a status list", fr="une liste d'état"),
    "form_kind_key_document": Sentence(en="a document of keys", fr="un document de clés"),
    "form_kind_unknown": Sentence(
        en="no document of Open Badges that is known here", fr="aucun document d'Open Badges connu ici"
    ),
    "form_shape_well_formed": Sentence(en="well formed", fr="forme correcte"),
    "form_shape_remarks": Sentence(en="well formed, with remarks", fr="forme correcte, avec des remarques"),
    "form_shape_not_well_formed": Sentence(en="NOT WELL FORMED", fr="FORME INCORRECTE"),
    "form_shape_unknown": Sentence(en="could not be decided", fr="n'a pu être jugé"),
    "form_not_verified": Sentence(
        en="Well formed is not verified: nothing was fetched, and no signature, status or date was looked at.",
        fr="Une forme correcte n'est pas une vérification : rien n'a été lu ailleurs ; ni signature, ni état, ni date n'a été examiné.",
    ),
    "form_clause": Sentence(en="ruled by: {clause}", fr="règle : {clause}"),
    "form_unsigned": Sentence(
        en="there is no proof yet: nothing says who made this",
        fr="il n'y a pas encore de preuve : rien ne dit qui a fait ceci",
        hint_en="Sign it before you hand it out: as long as nobody has, no verifier accepts it.",
        hint_fr="Signez-le avant de le remettre : tant que personne ne l'a fait, aucun vérificateur ne l'accepte.",
        about_en="A credential may be well formed without a proof. It is worth something only once its issuer has signed it.",
        about_fr="Une attestation peut être bien formée sans preuve. Elle ne vaut quelque chose qu'une fois signée par son "
        "émetteur.",
    ),
    "form_presentation_unsigned": Sentence(
        en="the presentation is not signed: nothing says who hands it over",
        fr="la présentation n'est pas signée : rien ne dit qui la remet",
        hint_en="Sign it with the holder's key where it matters who hands the badges over.",
        hint_fr="Signez-la avec la clé du titulaire là où il importe de savoir qui remet les badges.",
        about_en="Each badge inside has a proof of its own. A proof of the presentation says who handed them over, and when.",
        about_fr="Chaque badge à l'intérieur a sa propre preuve. Une preuve de la présentation dit qui les a remis, et quand.",
    ),
    "form_address": Sentence(
        en="it holds only the address of a badge: {url}",
        fr="il ne contient que l'adresse d'un badge : {url}",
        hint_en="Check the document that stands at the address.",
        hint_fr="Vérifiez le document qui se trouve à cette adresse.",
        about_en="Many pictures of Open Badges 2.0 and before carry nothing but the address of their badge.",
        about_fr="Beaucoup d'images d'Open Badges 2.0 et antérieurs ne portent que l'adresse de leur badge.",
    ),
    "form_more": Sentence(
        en="there is more inside than is looked at here (documents: {limit}, one inside the other: {depth})",
        fr="il y a plus à l'intérieur que ce qui est examiné ici (documents : {limit}, l'un dans l'autre : {depth})",
        hint_en="Check what is inside in files of its own.",
        hint_fr="Vérifiez ce qui est à l'intérieur dans des fichiers à part.",
        about_en="Documents in documents are looked at up to a bound. What lies beyond it was not looked at.",
        about_fr="Les documents dans des documents sont examinés jusqu'à une limite. Au-delà, rien n'a été examiné.",
    ),
    "form_list_unread": Sentence(
        en="what stands here is not read: it revokes nothing",
        fr="ce qui se trouve ici n'est pas lu : cela ne révoque rien",
        hint_en="Write what is revoked into the member of the standard, as ids.",
        hint_fr="Inscrivez ce qui est révoqué dans le membre prévu par la norme, sous forme d'identifiants.",
        about_en="A list may hold more than its standard has a meaning for. A verifier reads none of it, and a badge that is "
        "named only there counts as not revoked, or cannot be decided.",
        about_fr="Une liste peut contenir plus que ce que sa norme prévoit. Un vérificateur n'en lit rien ; un badge qui n'est "
        "nommé que là passe pour non révoqué, ou ne peut être jugé.",
    ),
    "form_no_assertion": Sentence(
        en="it lists no key that may sign badges",
        fr="il n'énumère aucune clé qui puisse signer des badges",
        hint_en="Name the keys that sign badges under assertionMethod.",
        hint_fr="Nommez sous assertionMethod les clés qui signent des badges.",
        about_en="A key counts for badges only where the document of its owner lists it under assertionMethod.",
        about_fr="Une clé ne compte pour des badges que si le document de son propriétaire l'énumère sous assertionMethod.",
    ),
}
