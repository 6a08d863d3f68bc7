"""What is said of contexts, of what holds between members, and of identities, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

ASK_EN: Final = "Ask the issuer for a corrected badge; nobody else can change it."
ASK_FR: Final = "Demandez à l'émetteur un badge corrigé ; personne d'autre ne peut le modifier."
READ_EN: Final = "Read it as it stands: it is written otherwise than the standard says, but what it means is clear."
READ_FR: Final = "Lisez-le tel quel : il est écrit autrement que ne le dit la norme, mais son sens est clair."
_RESULT_EN: Final = "Ask the issuer what this result means, if it matters to you."
_RESULT_FR: Final = "Demandez à l'émetteur ce que ce résultat signifie, si cela vous importe."

RULES: Final[Mapping[str, Sentence]] = {
    "models_context_first": Sentence(
        en='the first context is not "{first}" (or, in the older form, "{older}")',
        fr="le premier contexte n'est pas « {first} » (ni « {older} », dans l'ancienne forme)",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="The first context says by which version of the Verifiable Credentials Data Model a "
        "credential is to be read.",
        about_fr="Le premier contexte indique selon quelle version du modèle Verifiable Credentials lire "
        "l'attestation.",
    ),
    "models_context_badge": Sentence(
        en="the context of Open Badges 3.0 is missing",
        fr="le contexte d'Open Badges 3.0 manque",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="Without this context the words of the badge (achievement, criteria ...) have no defined meaning.",
        about_fr="Sans ce contexte, les mots du badge (réalisation, critères...) n'ont pas de sens défini.",
    ),
    "models_context_clr": Sentence(
        en="the context of CLR 2.0 is missing",
        fr="le contexte de CLR 2.0 manque",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="A comprehensive learner record names the context of CLR 2.0 before the one of Open Badges 3.0.",
        about_fr="Un dossier d'apprentissage complet nomme le contexte de CLR 2.0 avant celui d'Open Badges 3.0.",
    ),
    "models_context_order": Sentence(
        en="the context {context} stands in place {found} instead of {place}",
        fr="le contexte {context} occupe la place {found} au lieu de la place {place}",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="The order of contexts is part of the standard, since a later context can change what an "
        "earlier one says.",
        about_fr="L'ordre des contextes fait partie de la norme, car un contexte peut changer ce que dit le précédent.",
    ),
    "models_context_alias": Sentence(
        en="the context {alias} is an old name",
        fr="le contexte {alias} est un ancien nom",
        hint_en=READ_EN,
        hint_fr=READ_FR,
        about_en="This address of the Open Badges context was in use before the standard was final. It is "
        "still understood.",
        about_fr="Cette adresse du contexte Open Badges servait avant la version finale de la norme. Elle est "
        "encore comprise.",
    ),
    "models_context_extensions": Sentence(
        en="the type {type} is used without the context that defines it",
        fr="le type {type} est utilisé sans le contexte qui le définit",
        hint_en=READ_EN,
        hint_fr=READ_FR,
        about_en="The 1EdTech types for schemas, revocation lists and refreshing are defined in a context of "
        "their own.",
        about_fr="Les types 1EdTech pour les schémas, les listes de révocation et le renouvellement ont leur "
        "propre contexte.",
    ),
    "models_subject_identity": Sentence(
        en="it names nobody, so anybody could carry it",
        fr="il ne nomme personne : n'importe qui pourrait le présenter",
        hint_en="Ask the issuer to whom this badge was awarded, or for one that names the person.",
        hint_fr="Demandez à l'émetteur à qui ce badge a été décerné, ou un badge qui nomme la personne.",
        about_en="The badge may be genuine, but it holds no identity of its holder (Open Badges 3.0, verification of "
        "the subject), so it says nothing about the person who shows it. Where a recipient is asked for it fails. "
        'Issuers: add "id" or "identifier" to credentialSubject.',
        about_fr="Le badge peut être authentique, mais il ne contient aucune identité de son titulaire (Open Badges "
        "3.0, vérification du sujet) : il ne dit rien de la personne qui le présente. Si un destinataire est demandé, "
        "il échoue. Émetteurs : ajoutez « id » ou « identifier » à credentialSubject.",
    ),
    "models_criteria_empty": Sentence(
        en="the criteria hold neither a text nor an address",
        fr="les critères ne contiennent ni texte ni adresse",
        hint_en="Ask the issuer what had to be done for this badge, if it matters to you.",
        hint_fr="Demandez à l'émetteur ce qu'il fallait faire pour ce badge, si cela vous importe.",
        about_en="The criteria should say what has to be done to earn the badge. Without them its worth is "
        "hard to judge.",
        about_fr="Les critères devraient dire ce qu'il faut faire pour obtenir le badge. Sans eux, sa valeur "
        "se juge mal.",
    ),
    "models_result_unknown": Sentence(
        en="a result belongs to {value}, which the achievement does not describe",
        fr="un résultat renvoie à {value}, que la réalisation ne décrit pas",
        hint_en=_RESULT_EN,
        hint_fr=_RESULT_FR,
        about_en="Without its description nobody can tell what a result of 17 or B+ means.",
        about_fr="Sans sa description, nul ne peut dire ce que signifie un résultat de 17 ou de B+.",
    ),
    "models_level_unknown": Sentence(
        en="a result reaches the level {value}, which its description does not have",
        fr="un résultat atteint le niveau {value}, absent de sa description",
        hint_en=_RESULT_EN,
        hint_fr=_RESULT_FR,
        about_en="The levels that can be reached are listed with the result description; this one is not among them.",
        about_fr="Les niveaux possibles sont énumérés dans la description du résultat ; celui-ci n'y figure pas.",
    ),
    "models_value_range": Sentence(
        en='the result "{value}" lies outside its bounds ("{least}" to "{most}")',
        fr="le résultat « {value} » est hors de ses bornes (« {least} » à « {most} »)",
        hint_en=_RESULT_EN,
        hint_fr=_RESULT_FR,
        about_en="The result description says between which numbers a result can lie; this one does not.",
        about_fr="La description indique entre quels nombres un résultat peut se situer ; celui-ci n'y est pas.",
    ),
    "models_value_allowed": Sentence(
        en='the result "{value}" is none of the allowed values',
        fr="le résultat « {value} » ne figure pas parmi les valeurs permises",
        hint_en=_RESULT_EN,
        hint_fr=_RESULT_FR,
        about_en="The result description lists the values that a result can have; this one is not among them.",
        about_fr="La description énumère les valeurs qu'un résultat peut prendre ; celle-ci n'y figure pas.",
    ),
    "models_identity_empty": Sentence(
        en="no identity was given",
        fr="aucune identité n'a été donnée",
        hint_en="Give an e-mail address, a DID, or TYPE:VALUE.",
        hint_fr="Donnez une adresse de courriel, un DID ou TYPE:VALEUR.",
        about_en="To tell whether a badge belongs to somebody, it must be known by what that person is known.",
        about_fr="Pour dire si un badge appartient à quelqu'un, il faut savoir par quoi cette personne est connue.",
    ),
    "models_identity_type": Sentence(
        en='"{value}" is no identity: neither an e-mail address nor a DID nor TYPE:VALUE with a known type',
        fr="« {value} » n'est pas une identité : ni une adresse de courriel, ni un DID, ni TYPE:VALEUR d'un type connu",
        hint_en="Write it like aisha@example.ca, did:key:…, or userName:aisha.",
        hint_fr="Écrivez par exemple aisha@example.ca, did:key:… ou userName:aisha.",
        about_en="The types are those of the standard (emailAddress, userName ...), and did, url, telephone and id.",
        about_fr="Les types sont ceux de la norme (emailAddress, userName...), ainsi que did, url, telephone et id.",
    ),
    "models_hash_algorithm": Sentence(
        en='"{value}" is no algorithm for hashing an identity',
        fr="« {value} » n'est pas un algorithme de hachage d'identité",
        hint_en="Use sha256.",
        hint_fr="Utilisez sha256.",
        about_en="The standard knows md5 and sha256; md5 is only read, never written.",
        about_fr="La norme connaît md5 et sha256 ; md5 est seulement lu, jamais écrit.",
    ),
}
