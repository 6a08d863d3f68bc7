"""What ``mexbadge show`` says: the labels of what stands in a badge, and what could not be had."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

__all__ = ["SENTENCES"]

_LABELS: Final[Mapping[str, tuple[str, str]]] = {
    "id": ("Identifier", "Identifiant"),
    "types": ("Types", "Genres"),
    "contexts": ("Contexts", "Contextes"),
    "credentialName": ("Badge's own name", "Nom propre du badge"),
    "credentialDescription": ("Said of the badge", "Dit du badge"),
    "awarded": ("Awarded", "Obtenu"),
    "validFrom": ("Issued", "Délivré"),
    "validUntil": ("Ends", "Prend fin"),
    "issuer": ("Issuer", "Émetteur"),
    "recipient": ("Recipient", "Titulaire"),
    "achievements": ("Achievement", "Réussite"),
    "results": ("Result", "Résultat"),
    "evidence": ("Evidence", "Preuve"),
    "image": ("Image", "Image"),
    "holder": ("Handed over by", "Remis par"),
    "endorsed": ("Endorsed", "Ce qui est appuyé"),
    "technical": ("How it is checked", "Comment il se vérifie"),
    "extensions": ("Extensions", "Extensions"),
    "other": ("Other members", "Autres membres"),
    "name": ("Name", "Nom"),
    "url": ("Web address", "Adresse web"),
    "email": ("E-mail", "Courriel"),
    "phone": ("Telephone", "Téléphone"),
    "description": ("Description", "Description"),
    "achievementType": ("Kind", "Genre"),
    "criteria": ("Criteria", "Critères"),
    "narrative": ("In words", "En mots"),
    "alignments": ("Skill or standard", "Compétence ou norme"),
    "tags": ("Tags", "Mots-clés"),
    "language": ("Language", "Langue"),
    "creditsAvailable": ("Credits", "Crédits"),
    "creator": ("Made by", "Créé par"),
    "resultDescriptions": ("Possible result", "Résultat possible"),
    "caption": ("Caption", "Légende"),
    "code": ("Code", "Code"),
    "framework": ("Framework", "Référentiel"),
    "targetType": ("Kind", "Genre"),
    "genre": ("Genre", "Type de preuve"),
    "audience": ("Meant for", "Public visé"),
    "identities": ("Known by", "Connu par"),
    "type": ("Kind", "Genre"),
    "value": ("Value", "Valeur"),
    "hashed": ("Hashed", "Haché"),
    "salt": ("Salt", "Sel"),
    "role": ("Role", "Rôle"),
    "term": ("Term", "Période"),
    "licenseNumber": ("Licence number", "Numéro de permis"),
    "creditsEarned": ("Credits earned", "Crédits obtenus"),
    "activityStart": ("Began", "Commencé"),
    "activityEnd": ("Was done", "Terminé"),
    "source": ("Assessed by", "Évalué par"),
    "level": ("Level", "Niveau"),
    "status": ("Status", "État"),
    "resultDescription": ("Of", "Résultat de"),
    "resultType": ("Kind", "Genre"),
    "requiredValue": ("Required", "Exigé"),
    "requiredLevel": ("Required level", "Niveau exigé"),
    "levels": ("Level", "Niveau"),
    "points": ("Points", "Points"),
    "comment": ("Comment", "Commentaire"),
    "endorsements": ("Endorsement", "Appui"),
    "credentials": ("Badge inside", "Badge à l'intérieur"),
}
"""The members of the shape in which contents are shown, and what each is called."""
_PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "assertion": ("the badge itself", "le badge lui-même"),
    "badge": ("its badge class (what was achieved)", "sa classe de badge (ce qui a été accompli)"),
    "issuer": ("its issuer's profile", "le profil de son émetteur"),
}
_HINTS: Final = {
    "hint_en": "Run it again without --offline or later; mexbadge verify says whether the badge is genuine.",
    "hint_fr": "Relancez la commande sans --offline ou plus tard ; mexbadge verify dit si le badge est authentique.",
}

SENTENCES: Final[Mapping[str, Sentence]] = {
    **{f"contents_label_{name}": Sentence(en=en, fr=fr) for name, (en, fr) in _LABELS.items()},
    **{
        f"contents_absent_{part}": Sentence(
            en=f"not shown: {en} ({{reason}})",
            fr=f"non montré : {fr} ({{reason}})",
            **_HINTS,
            about_en="A hosted badge of Open Badges 2.0 or before names the addresses of its parts. What stands there "
            "could not be read, so nothing is shown of it.",
            about_fr="Un badge hébergé d'Open Badges 2.0 ou antérieur nomme les adresses de ses parties. Ce qui s'y "
            "trouve n'a pas pu être lu ; rien n'en est donc montré.",
        )
        for part, (en, fr) in _PARTS.items()
    },
    **{
        f"contents_copy_{part}": Sentence(
            en=f"shown as the file has it: {en}, since the original could not be had ({{reason}})",
            fr=f"montré tel que le fichier le contient : {fr}, l'original n'ayant pu être obtenu ({{reason}})",
            **_HINTS,
            about_en="Of a hosted badge what stands at its address counts, and a copy inside a file may say anything. "
            "The address could not be read, so the copy is shown.",
            about_fr="D'un badge hébergé, c'est ce qui se trouve à son adresse qui compte, et une copie dans un fichier "
            "peut dire n'importe quoi. L'adresse n'a pas pu être lue ; la copie est donc montrée.",
        )
        for part, (en, fr) in _PARTS.items()
    },
    "contents_unchecked": Sentence(
        en="{file} says (nothing was checked; mexbadge verify does that):",
        fr="{file} dit (rien n'a été vérifié ; mexbadge verify le fait) :",
    ),
    "contents_kind_endorsement": Sentence(
        en="an endorsement: what somebody says of a badge, an achievement or an issuer",
        fr="un appui (endorsement) : ce que quelqu'un dit d'un badge, d'une réussite ou d'un émetteur",
    ),
    "contents_kind_presentation": Sentence(
        en="a presentation: what somebody hands over (badges inside: {count})",
        fr="une présentation : ce que quelqu'un remet (badges à l'intérieur : {count})",
    ),
    "contents_kind_list": Sentence(
        en="a list of documents (badges inside: {count}); each is a badge of its own",
        fr="une liste de documents (badges à l'intérieur : {count}) ; chacun est un badge en soi",
    ),
    "contents_data": Sentence(
        en="{kind}, written out in the badge itself ({count} characters)",
        fr="{kind}, écrit en entier dans le badge même ({count} caractères)",
    ),
    "contents_yes": Sentence(en="yes", fr="oui"),
    "contents_no": Sentence(en="no", fr="non"),
}
