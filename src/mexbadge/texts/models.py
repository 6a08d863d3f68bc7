"""What the models say of the members of a document, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence
from mexbadge.texts._models_rules import ASK_EN, ASK_FR, READ_EN, READ_FR, RULES

SENTENCES: Final[Mapping[str, Sentence]] = {
    "models_missing": Sentence(
        en='the member "{name}" is missing',
        fr="le membre « {name} » manque",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="The standard requires this member (Open Badges 3.0, appendix B). Without it a reader cannot "
        "tell what is meant.",
        about_fr="La norme exige ce membre (Open Badges 3.0, annexe B). Sans lui, un lecteur ne peut savoir ce "
        "qui est visé.",
    ),
    "models_null": Sentence(
        en='"{name}" is null',
        fr="« {name} » vaut null",
        hint_en=READ_EN,
        hint_fr=READ_FR,
        about_en="A member without a value should be left out (Open Badges 3.0, serialization). Null says nothing, so "
        "the badge is read as if the member were not there.",
        about_fr="Un membre sans valeur devrait être omis (Open Badges 3.0, sérialisation). Null ne dit rien : le "
        "badge se lit comme si le membre n'y était pas.",
    ),
    "models_null_required": Sentence(
        en='"{name}" is null where a value is needed',
        fr="« {name} » vaut null alors qu'une valeur est nécessaire",
        hint_en='Ask the issuer for a badge in which "{name}" says something.',
        hint_fr="Demandez à l'émetteur un badge où « {name} » dit quelque chose.",
        about_en="The standard requires a value here (Open Badges 3.0, appendix B), and null is none. In an array, "
        "and as an id or a type, null is no value either.",
        about_fr="La norme exige ici une valeur (Open Badges 3.0, annexe B), et null n'en est pas une. Dans un "
        "tableau, comme id ou comme type, null n'est pas davantage une valeur.",
    ),
    "models_text_empty": Sentence(
        en='"{name}" is an empty text',
        fr="« {name} » est un texte vide",
        hint_en=READ_EN,
        hint_fr=READ_FR,
        about_en="Nothing about the badge is judged by this text, so the badge is read as if it were not there. "
        "Some platforms write it wherever a field of a form was left empty.",
        about_fr="Rien du badge ne se juge d'après ce texte : le badge se lit comme s'il n'y était pas. Certaines "
        "plateformes l'écrivent là où un champ de formulaire est resté vide.",
    ),
    "models_empty": Sentence(
        en='"{name}" is an empty array',
        fr="« {name} » est un tableau vide",
        hint_en=READ_EN,
        hint_fr=READ_FR,
        about_en="An empty array must be left out (Open Badges 3.0, serialization). It does no harm, but some "
        "wallets refuse it.",
        about_fr="Un tableau vide doit être omis (Open Badges 3.0, sérialisation). Il est sans danger, mais "
        "certains portefeuilles le refusent.",
    ),
    "models_single": Sentence(
        en='"{name}" holds one value without an array around it',
        fr="« {name} » contient une seule valeur, sans tableau autour",
        hint_en=READ_EN,
        hint_fr=READ_FR,
        about_en="The standard has an array here. The value can still be read without doubt, so the badge is "
        "not refused.",
        about_fr="La norme prévoit ici un tableau. La valeur se lit quand même sans ambiguïté ; le badge n'est "
        "donc pas refusé.",
    ),
    "models_type_array": Sentence(
        en='"{name}" is an array where the standard has one name',
        fr="« {name} » est un tableau alors que la norme prévoit un seul nom",
        hint_en=READ_EN,
        hint_fr=READ_FR,
        about_en="This object has exactly one type. An array of that one type means the same and is read as such.",
        about_fr="Cet objet a exactement un type. Un tableau de ce seul type signifie la même chose et se lit ainsi.",
    ),
    "models_type_text": Sentence(
        en='"{name}" is not a text',
        fr="« {name} » n'est pas un texte",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="A text is expected here; a number, an object or a list is not turned into one, since readers "
        "would differ.",
        about_fr="Un texte est attendu ici ; un nombre, un objet ou une liste n'est pas converti, car les "
        "lecteurs divergeraient.",
    ),
    "models_type_object": Sentence(
        en='"{name}" is not an object',
        fr="« {name} » n'est pas un objet",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="The standard has an object with named members here (Open Badges 3.0, appendix B).",
        about_fr="La norme prévoit ici un objet à membres nommés (Open Badges 3.0, annexe B).",
    ),
    "models_type_boolean": Sentence(
        en='"{name}" is neither true nor false',
        fr="« {name} » n'est ni true ni false",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="Only the two values true and false are allowed here; a text or a number is not turned into "
        "one of them.",
        about_fr="Seules les valeurs true et false sont permises ici ; un texte ou un nombre n'est pas converti.",
    ),
    "models_number": Sentence(
        en='"{name}" is not a number',
        fr="« {name} » n'est pas un nombre",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="A number is expected here; a text, or true or false, is not turned into one.",
        about_fr="Un nombre est attendu ici ; un texte, ou true ou false, n'est pas converti.",
    ),
    "models_value": Sentence(
        en='"{name}" has a value that cannot stand here',
        fr="« {name} » a une valeur qui ne peut figurer ici",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="The value has not the form that the standard prescribes (Open Badges 3.0, appendix B).",
        about_fr="La valeur n'a pas la forme que prescrit la norme (Open Badges 3.0, annexe B).",
    ),
    "models_too_few": Sentence(
        en='"{name}" holds fewer than {least} values',
        fr="« {name} » contient moins de {least} valeurs",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="The standard asks for a smallest number of values here; fewer leave out something that it needs.",
        about_fr="La norme exige ici un nombre minimal de valeurs ; s'il y en a moins, il manque un élément "
        "nécessaire.",
    ),
    "models_too_many": Sentence(
        en='"{name}" holds more than {most} values',
        fr="« {name} » contient plus de {most} valeurs",
        hint_en="Check that this is a badge; none needs so many.",
        hint_fr="Vérifiez qu'il s'agit d'un badge ; aucun n'en exige autant.",
        about_en="Everything that is read has a limit, so that a file made to exhaust a computer cannot do so.",
        about_fr="Tout ce qui est lu a une limite, afin qu'un fichier conçu pour épuiser un ordinateur n'y "
        "parvienne pas.",
    ),
    "models_more": Sentence(
        en="only {most} problems are told; there may be more here",
        fr="seuls {most} problèmes sont indiqués ; il peut y en avoir d'autres ici",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="A long list of equal mistakes helps nobody; the first ones show what to correct.",
        about_fr="Une longue liste d'erreurs semblables n'aide personne ; les premières montrent quoi corriger.",
    ),
    "models_more_warnings": Sentence(
        en="only {most} deviations are told; there are more",
        fr="seuls {most} écarts sont indiqués ; il y en a d'autres",
        hint_en=READ_EN,
        hint_fr=READ_FR,
        about_en="None of the deviations that are left out makes the badge invalid.",
        about_fr="Aucun des écarts omis n'invalide le badge.",
    ),
    "models_too_deep": Sentence(
        en="objects are nested too deeply here",
        fr="les objets sont imbriqués trop profondément ici",
        hint_en="Check that this is a badge; no badge needs so many levels.",
        hint_fr="Vérifiez qu'il s'agit d'un badge ; aucun badge n'a besoin de tant de niveaux.",
        about_en="Extreme nesting is a known way to make a reader fail; what lies deeper is not looked at.",
        about_fr="L'imbrication extrême est un moyen connu de faire échouer un lecteur ; ce qui est plus "
        "profond n'est pas examiné.",
    ),
    "models_date": Sentence(
        en='"{value}" is not a date with a time that exists',
        fr="« {value} » n'est pas une date avec une heure qui existe",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="Dates are written as XML Schema date-times: day, T, time to the second, and a time zone.",
        about_fr="Les dates s'écrivent comme des dateTime de XML Schema : jour, T, heure à la seconde et "
        "fuseau horaire.",
    ),
    "models_date_zone": Sentence(
        en='"{value}" names no time zone',
        fr="« {value} » n'indique aucun fuseau horaire",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="Without a time zone nobody knows which moment is meant, so it cannot be told whether the "
        "badge is in force.",
        about_fr="Sans fuseau horaire, nul ne sait quel moment est visé ; on ne peut donc dire si le badge est "
        "en vigueur.",
    ),
    "models_date_local": Sentence(
        en='"{value}" names no time zone',
        fr="« {value} » n'indique pas de fuseau horaire",
        hint_en="Read the moment as uncertain by some hours; ask the issuer if that matters to you.",
        hint_fr="Tenez le moment pour incertain de quelques heures ; demandez à l'émetteur si cela vous importe.",
        about_en="This date is for information only, so a missing time zone does not make the badge invalid.",
        about_fr="Cette date n'est donnée qu'à titre d'information ; l'absence de fuseau n'invalide donc pas le badge.",
    ),
    "models_day": Sentence(
        en='"{name}" is not a day that exists',
        fr="« {name} » n'est pas un jour qui existe",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="A calendar day is expected here: year, month and day, with hyphens between them.",
        about_fr="Un jour du calendrier est attendu ici : année, mois et jour, séparés par des traits d'union.",
    ),
    "models_uri": Sentence(
        en='"{value}" is not a complete address or identifier (URI)',
        fr="« {value} » n'est pas une adresse ou un identifiant complet (URI)",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="Identifiers are absolute URIs (RFC 3986). A relative one means something else wherever the "
        "badge is read.",
        about_fr="Les identifiants sont des URI absolus (RFC 3986). Un identifiant relatif change de sens "
        "selon l'endroit où on lit le badge.",
    ),
    "models_enum": Sentence(
        en='"{value}" is none of the allowed terms',
        fr="« {value} » ne figure pas parmi les termes permis",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="The standard lists the terms that may stand here, and this list is closed.",
        about_fr="La norme énumère les termes qui peuvent figurer ici, et cette liste est fermée.",
    ),
    "models_enum_open": Sentence(
        en='"{value}" is no term of the standard for "{name}"',
        fr="« {value} » n'est pas un terme de la norme pour « {name} »",
        hint_en=READ_EN,
        hint_fr=READ_FR,
        about_en='The standard lists terms for this member and lets issuers add their own only behind "ext:", '
        "so that both can be told apart. The list is open, so another word is a warning and is shown as it stands.",
        about_fr="La norme énumère des termes pour ce membre et n'admet ceux des émetteurs qu'avec « ext: », "
        "pour que l'on puisse les distinguer. La liste est ouverte : un autre mot est un avertissement et s'affiche "
        "tel quel.",
    ),
    "models_image_string": Sentence(
        en='"{name}" is a bare address instead of an image object',
        fr="« {name} » est une simple adresse au lieu d'un objet image",
        hint_en=READ_EN,
        hint_fr=READ_FR,
        about_en="In Open Badges 3.0 an image is always an object; a bare address was the form of version 2.0. It is "
        "clear what is meant, so the badge is not refused.",
        about_fr="Dans Open Badges 3.0, une image est toujours un objet ; l'adresse seule était la forme de la "
        "version 2.0. Le sens est clair ; le badge n'est donc pas refusé.",
    ),
    "models_language": Sentence(
        en='"{value}" is not a language tag',
        fr="« {value} » n'est pas une étiquette de langue",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="Languages are named by tags of BCP 47: a code of the language, and where needed of the region.",
        about_fr="Les langues se nomment par des étiquettes BCP 47 : un code de langue et, au besoin, de région.",
    ),
    "models_language_map": Sentence(
        en='"{name}" is an object but no table of languages and texts',
        fr="« {name} » est un objet, mais non un tableau de langues et de textes",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="A text may be given in several languages: an object whose names are language tags and whose "
        "values are texts.",
        about_fr="Un texte peut être donné en plusieurs langues : un objet dont les noms sont des étiquettes "
        "de langue et les valeurs, des textes.",
    ),
    "models_identity_hash": Sentence(
        en='"hashed" is true, but the identity is no md5$ or sha256$ hash',
        fr="« hashed » vaut true, mais l'identité n'est pas une empreinte md5$ ou sha256$",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="A hashed identity names its algorithm and its digest; in any other form nobody can be "
        "compared with it.",
        about_fr="Une identité hachée nomme son algorithme et son empreinte ; sous une autre forme, on ne peut "
        "y comparer personne.",
    ),
    "models_identity_plain": Sentence(
        en='"hashed" is false, but the identity looks like a hash',
        fr="« hashed » vaut false, mais l'identité ressemble à une empreinte",
        hint_en="Ask the issuer to whom this badge was awarded, if it matters to you.",
        hint_fr="Demandez à l'émetteur à qui ce badge a été décerné, si cela vous importe.",
        about_en="The badge says that the identity is written plainly. It is compared as such and will match "
        "nobody's address.",
        about_fr="Le badge affirme que l'identité est en clair. Elle est comparée ainsi et ne correspondra à "
        "l'adresse de personne.",
    ),
    "models_jws": Sentence(
        en='"{name}" is not a signed token of three parts',
        fr="« {name} » n'est pas un jeton signé en trois parties",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="A compact JWS (RFC 7515) is three pieces of base64url text with dots between them.",
        about_fr="Un JWS compact (RFC 7515) est formé de trois textes en base64url séparés par des points.",
    ),
    "models_email_label": Sentence(
        en="the contact address has a host of one word",
        fr="l'hôte de l'adresse de contact n'a qu'un mot",
        hint_en="Do not write to it from outside; look for the issuer's address on its own site.",
        hint_fr="N'y écrivez pas de l'extérieur ; cherchez l'adresse de l'émetteur sur son propre site.",
        about_en="An address such as registrar@localhost works only inside the network where it was made, and names nobody outside. "
        "Nothing about the badge is judged by it.",
        about_fr="Une adresse comme registraire@localhost ne sert qu'à l'intérieur du réseau où elle est née, et ne désigne personne "
        "au dehors. Rien du badge ne se juge d'après elle.",
    ),
    "models_email": Sentence(
        en='"{name}" is not an e-mail address',
        fr="« {name} » n'est pas une adresse de courriel",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="An e-mail address has a name, one @ and a domain, and no spaces.",
        about_fr="Une adresse de courriel comporte un nom, un seul @ et un domaine, sans espaces.",
    ),
    "models_class": Sentence(
        en='"type" does not say {wanted}',
        fr="« type » n'indique pas {wanted}",
        hint_en=ASK_EN,
        hint_fr=ASK_FR,
        about_en="Every object names its class in its type, so that a reader knows by which rules it is to be read.",
        about_fr="Chaque objet nomme sa classe dans son type, afin qu'un lecteur sache selon quelles règles le lire.",
    ),
    "models_kind": Sentence(
        en="the types name no credential that can be judged here",
        fr="les types ne désignent aucune attestation que l'on puisse juger ici",
        hint_en="Check that this is an Open Badges 3.0 credential: VerifiableCredential and OpenBadgeCredential.",
        hint_fr="Vérifiez qu'il s'agit d'une attestation Open Badges 3.0 : VerifiableCredential et OpenBadgeCredential.",
        about_en="A badge says by its types what it is. These types belong to no achievement, endorsement or "
        "learner record.",
        about_fr="Un badge dit par ses types ce qu'il est. Ceux-ci ne sont ni d'une réalisation, ni d'une "
        "recommandation, ni d'un dossier d'apprentissage.",
    ),
    **RULES,
}
