"""What the room ``proofs`` says of tokens (JWS and VC-JWT), in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_ASK_EN: Final = "Ask the issuer for a corrected badge."
_ASK_FR: Final = "Demandez un badge corrigé à l'émetteur."

TOKENS: Final[Mapping[str, Sentence]] = {
    "proof_jws_too_large": Sentence(
        en="the token, or one of its parts, is {size} characters long; at most {limit} are read",
        fr="le jeton, ou l'une de ses parties, compte {size} caractères ; on en lit au plus {limit}",
        hint_en="Check that this is a badge and not another file.",
        hint_fr="Vérifiez qu'il s'agit bien d'un badge et non d'un autre fichier.",
        about_en="Everything that is read has a limit. A badge with its pictures stays far below it.",
        about_fr="Tout ce qui est lu a une limite. Un badge, images comprises, reste bien en deçà.",
    ),
    "proof_jws_text": Sentence(
        en="the token holds characters that no token has",
        fr="le jeton contient des caractères qu'aucun jeton ne comporte",
        hint_en="Copy the token again, whole and without any addition.",
        hint_fr="Copiez de nouveau le jeton, en entier et sans rien y ajouter.",
        about_en="A signed token is made of plain letters, digits, hyphens, underscores and two dots (RFC 7515).",
        about_fr="Un jeton signé se compose de lettres simples, de chiffres, de tirets, de soulignés et de deux "
        "points (RFC 7515).",
    ),
    "proof_jws_parts": Sentence(
        en="a signed token has three parts with dots between them; this text does not",
        fr="un jeton signé compte trois parties séparées par des points ; ce texte n'en compte pas trois",
        hint_en="Check that the whole token was copied.",
        hint_fr="Vérifiez que le jeton a été copié en entier.",
        about_en="The three parts are header, content and signature (RFC 7515, section 7.1). Without all three "
        "nothing is signed.",
        about_fr="Les trois parties sont l'en-tête, le contenu et la signature (RFC 7515, section 7.1). S'il en "
        "manque une, rien n'est signé.",
    ),
    "proof_jws_unsigned": Sentence(
        en="the token says of itself that nobody signed it",
        fr="le jeton déclare lui-même que personne ne l'a signé",
        hint_en="Ask the issuer for a signed badge; do not rely on this one.",
        hint_fr="Demandez un badge signé à l'émetteur ; ne vous fiez pas à celui-ci.",
        about_en='The header names the algorithm "none". Anybody can write such a token, so it proves nothing.',
        about_fr="L'en-tête indique l'algorithme « none ». N'importe qui peut écrire un tel jeton ; il ne prouve "
        "donc rien.",
    ),
    "proof_jws_hmac": Sentence(
        en="the token is secured with {algorithm}, a shared password, which proves nothing to a third person",
        fr="le jeton est protégé par {algorithm}, un mot de passe partagé, qui ne prouve rien à un tiers",
        hint_en="Ask the issuer for a badge that is signed with a private key.",
        hint_fr="Demandez à l'émetteur un badge signé avec une clé privée.",
        about_en="Whoever can check such a token can also make one. Badges are signed with a key that only the "
        "issuer has.",
        about_fr="Quiconque peut vérifier un tel jeton peut aussi en fabriquer un. Un badge est signé avec une clé "
        "que seul l'émetteur possède.",
    ),
    "proof_jws_algorithm_missing": Sentence(
        en="the token does not say how it was signed",
        fr="le jeton n'indique pas comment il a été signé",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='The header of a token must name its algorithm as text in "alg" (RFC 7515, section 4.1.1).',
        about_fr="L'en-tête d'un jeton doit nommer son algorithme sous forme de texte dans « alg » (RFC 7515, "
        "section 4.1.1).",
    ),
    "proof_jws_header": Sentence(
        en='the header of the token uses "{name}", which no badge may',
        fr="l'en-tête du jeton utilise « {name} », ce qu'aucun badge ne peut faire",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="That parameter changes what is signed, or lets the token itself say whose key counts. It has been "
        "used for forgeries.",
        about_fr="Ce paramètre change ce qui est signé, ou laisse le jeton dire lui-même quelle clé compte. Il a "
        "déjà servi à des falsifications.",
    ),
    "proof_jws_algorithm": Sentence(
        en="the token was signed with {algorithm}, which is not accepted for a {kind} key",
        fr="le jeton a été signé avec {algorithm}, qui n'est pas accepté pour une clé {kind}",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The key decides how its signatures are made: EdDSA, ES256, ES384 or RS256. The header cannot "
        "choose another way.",
        about_fr="La clé détermine comment ses signatures sont faites : EdDSA, ES256, ES384 ou RS256. L'en-tête ne "
        "peut en choisir une autre.",
    ),
    "proof_jws_algorithm_differs": Sentence(
        en="the header asks for {algorithm}, but the key signs with {signer}",
        fr="l'en-tête demande {algorithm}, mais la clé signe avec {signer}",
        hint_en='Leave "alg" out of the header.',
        hint_fr="Retirez « alg » de l'en-tête.",
        about_en="The algorithm follows from the signing key and is written into the header without being asked for.",
        about_fr="L'algorithme découle de la clé de signature et s'inscrit de lui-même dans l'en-tête.",
    ),
    "proof_jwt_typ": Sentence(
        en='the token is of type "{typ}", not a credential',
        fr="le jeton est de type « {typ} » et non une attestation",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='The type of a badge as a token is "JWT", or "vc+jwt" in the newer W3C form.',
        about_fr="Le type d'un badge sous forme de jeton est « JWT », ou « vc+jwt » dans la forme plus récente du W3C.",
    ),
    "proof_jwt_header": Sentence(
        en='the header of the token holds "{name}", which Open Badges does not allow there',
        fr="l'en-tête du jeton contient « {name} », ce qu'Open Badges n'y permet pas",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='Only "alg", "kid", "jwk" and "typ" may stand in the header of a badge (Open Badges 3.0, section '
        "8.2.2).",
        about_fr="Seuls « alg », « kid », « jwk » et « typ » sont admis dans l'en-tête d'un badge (Open Badges 3.0, "
        "section 8.2.2).",
    ),
    "proof_jwt_key_missing": Sentence(
        en="the token does not say which key signed it",
        fr="le jeton n'indique pas quelle clé l'a signé",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='The header must name the key ("kid") or carry it ("jwk"), so that it can be compared with the '
        "issuer's keys.",
        about_fr="L'en-tête doit nommer la clé (« kid ») ou la porter (« jwk »), afin qu'on la compare aux clés de "
        "l'émetteur.",
    ),
    "proof_jwt_kid": Sentence(
        en="the name of the key in the token's header is not text",
        fr="le nom de la clé dans l'en-tête du jeton n'est pas du texte",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='"kid" must be the address of the key, as text that is not empty.',
        about_fr="« kid » doit être l'adresse de la clé, sous forme de texte non vide.",
    ),
    "proof_jwt_jwk": Sentence(
        en="what stands for a key in the token's header is none",
        fr="ce qui tient lieu de clé dans l'en-tête du jeton n'en est pas une",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='"jwk" must be a JSON object that describes a public key (RFC 7517).',
        about_fr="« jwk » doit être un objet JSON qui décrit une clé publique (RFC 7517).",
    ),
    "proof_jwt_jwk_private": Sentence(
        en="the token gives its private key away",
        fr="le jeton divulgue sa clé privée",
        hint_en="Tell the issuer at once: the key must be withdrawn and its badges reissued.",
        hint_fr="Avertissez l'émetteur sans délai : la clé doit être retirée et ses badges délivrés de nouveau.",
        about_en="With the private key anybody can sign badges in the issuer's name, so this signature proves nothing.",
        about_fr="Avec la clé privée, n'importe qui peut signer des badges au nom de l'émetteur ; cette signature ne "
        "prouve donc rien.",
    ),
    "proof_jwt_vc_claim": Sentence(
        en='a token of this type must not hold the claim "{name}"',
        fr="un jeton de ce type ne doit pas contenir la revendication « {name} »",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="In the form vc+jwt the whole content is the credential (W3C VC-JOSE-COSE, section 3.1.1); a second "
        "one inside is forbidden.",
        about_fr="Dans la forme vc+jwt, tout le contenu est l'attestation (W3C VC-JOSE-COSE, section 3.1.1) ; une "
        "seconde à l'intérieur est interdite.",
    ),
    "proof_jwt_vc_form": Sentence(
        en='the claim "vc" holds no credential',
        fr="la revendication « vc » ne contient pas d'attestation",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='In the older form the credential stands in "vc", as a JSON object.',
        about_fr="Dans l'ancienne forme, l'attestation se trouve dans « vc », sous forme d'objet JSON.",
    ),
    "proof_jwt_two_credentials": Sentence(
        en='the token holds two credentials: one in "vc" and one beside it',
        fr="le jeton contient deux attestations : l'une dans « vc » et l'autre à côté",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="Two programs could read two different badges out of it. A token must say one thing.",
        about_fr="Deux programmes pourraient y lire deux badges différents. Un jeton doit dire une seule chose.",
    ),
    "proof_jwt_context": Sentence(
        en="the credential in the token is not of the version that belongs there: {context} is missing, or not alone",
        fr="l'attestation dans le jeton n'est pas de la version attendue : {context} manque ou n'est pas seul",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='A credential of version 1.1 stands in the claim "vc", one of version 2.0 at the top level (Open '
        "Badges 3.0, section 8.2).",
        about_fr="Une attestation de version 1.1 se place dans la revendication « vc », une attestation de version "
        "2.0 au premier niveau (Open Badges 3.0, section 8.2).",
    ),
    "proof_jwt_claim_type": Sentence(
        en='the claim "{name}" is not of the type that it must have',
        fr="la revendication « {name} » n'est pas du type voulu",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="iss, sub and jti are text that is not empty; nbf, exp and iat are seconds since 1970, as a number "
        "(RFC 7519).",
        about_fr="iss, sub et jti sont du texte non vide ; nbf, exp et iat sont des secondes depuis 1970, sous forme "
        "de nombre (RFC 7519).",
    ),
    "proof_jwt_iss_missing": Sentence(
        en='the token does not name its issuer ("iss")',
        fr="le jeton ne nomme pas son émetteur (« iss »)",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='Open Badges 3.0 (section 8.2.4) asks that the claim "iss" repeats the id of the issuer.',
        about_fr="Open Badges 3.0 (section 8.2.4) exige que la revendication « iss » répète l'identifiant de "
        "l'émetteur.",
    ),
    "proof_jwt_jti_missing": Sentence(
        en='the token does not repeat the id of the badge ("jti")',
        fr="le jeton ne répète pas l'identifiant du badge (« jti »)",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='Open Badges 3.0 (section 8.2.4) asks that the claim "jti" repeats the id of the badge.',
        about_fr="Open Badges 3.0 (section 8.2.4) exige que la revendication « jti » répète l'identifiant du badge.",
    ),
    "proof_jwt_nbf_missing": Sentence(
        en='the token does not repeat the date from which the badge is valid ("nbf")',
        fr="le jeton ne répète pas la date à partir de laquelle le badge est valide (« nbf »)",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en='Open Badges 3.0 (section 8.2.4) asks that the claim "nbf" repeats the badge\'s start date.',
        about_fr="Open Badges 3.0 (section 8.2.4) exige que la revendication « nbf » répète la date de début du badge.",
    ),
    "proof_jwt_sub_missing": Sentence(
        en='the token does not repeat whose badge it is ("sub")',
        fr="le jeton ne répète pas à qui appartient le badge (« sub »)",
        hint_en="Ask the issuer to add it; the badge itself does name its subject.",
        hint_fr="Demandez à l'émetteur de l'ajouter ; le badge lui-même nomme bien son sujet.",
        about_en='Open Badges 3.0 (section 8.2.4) asks that the claim "sub" repeats the id of the subject. Many '
        "issuers leave it out.",
        about_fr="Open Badges 3.0 (section 8.2.4) exige que la revendication « sub » répète l'identifiant du sujet. "
        "Bien des émetteurs l'omettent.",
    ),
    "proof_jwt_exp_missing": Sentence(
        en='the badge ends on a date that the token does not repeat ("exp")',
        fr="le badge prend fin à une date que le jeton ne répète pas (« exp »)",
        hint_en="Ask the issuer to add it; the date in the badge itself counts.",
        hint_fr="Demandez à l'émetteur de l'ajouter ; la date inscrite dans le badge fait foi.",
        about_en='Open Badges 3.0 (section 8.2.4) asks that the claim "exp" repeats the end date of a badge that has '
        "one.",
        about_fr="Open Badges 3.0 (section 8.2.4) exige que la revendication « exp » répète la date de fin d'un "
        "badge qui en a une.",
    ),
    "proof_jwt_iss_differs": Sentence(
        en="the token names {claim} as its issuer, the badge in it {member}",
        fr="le jeton nomme {claim} comme émetteur, le badge qu'il contient {member}",
        hint_en="Do not rely on this badge; ask the issuer for a correct one.",
        hint_fr="Ne vous fiez pas à ce badge ; demandez-en un correct à l'émetteur.",
        about_en="The outside and the inside of the token contradict each other, so it cannot be said who issued the "
        "badge.",
        about_fr="L'extérieur et l'intérieur du jeton se contredisent ; on ne peut donc dire qui a délivré le badge.",
    ),
    "proof_jwt_jti_differs": Sentence(
        en="the token says that it is badge {claim}, the badge in it {member}",
        fr="le jeton dit être le badge {claim}, le badge qu'il contient {member}",
        hint_en="Do not rely on this badge; ask the issuer for a correct one.",
        hint_fr="Ne vous fiez pas à ce badge ; demandez-en un correct à l'émetteur.",
        about_en="The outside and the inside of the token contradict each other, so it cannot be said which badge "
        "this is.",
        about_fr="L'extérieur et l'intérieur du jeton se contredisent ; on ne peut donc dire de quel badge il s'agit.",
    ),
    "proof_jwt_sub_differs": Sentence(
        en="the token says that the badge belongs to {claim}, the badge in it {member}",
        fr="le jeton dit que le badge appartient à {claim}, le badge qu'il contient {member}",
        hint_en="Do not rely on this badge; ask the issuer for a correct one.",
        hint_fr="Ne vous fiez pas à ce badge ; demandez-en un correct à l'émetteur.",
        about_en="The outside and the inside of the token contradict each other, so it cannot be said whose badge "
        "this is.",
        about_fr="L'extérieur et l'intérieur du jeton se contredisent ; on ne peut donc dire à qui appartient le "
        "badge.",
    ),
    "proof_jwt_nbf_differs": Sentence(
        en="the token and the badge in it give different start dates ({claim} and {member})",
        fr="le jeton et le badge qu'il contient donnent des dates de début différentes ({claim} et {member})",
        hint_en="Do not rely on this badge; ask the issuer for a correct one.",
        hint_fr="Ne vous fiez pas à ce badge ; demandez-en un correct à l'émetteur.",
        about_en="The claim nbf and the start date of the badge must name the same second.",
        about_fr="La revendication nbf et la date de début du badge doivent désigner la même seconde.",
    ),
    "proof_jwt_exp_differs": Sentence(
        en="the token and the badge in it give different end dates ({claim} and {member})",
        fr="le jeton et le badge qu'il contient donnent des dates de fin différentes ({claim} et {member})",
        hint_en="Do not rely on this badge; ask the issuer for a correct one.",
        hint_fr="Ne vous fiez pas à ce badge ; demandez-en un correct à l'émetteur.",
        about_en="The claim exp and the end date of the badge must name the same second.",
        about_fr="La revendication exp et la date de fin du badge doivent désigner la même seconde.",
    ),
    "proof_jwt_algorithm": Sentence(
        en="Open Badges does not have the signature algorithm {algorithm}",
        fr="Open Badges ne prévoit pas l'algorithme de signature {algorithm}",
        hint_en="Ask the issuer for a badge that is signed in another way.",
        hint_fr="Demandez à l'émetteur un badge signé autrement.",
        about_en="Verifiers accept four algorithms for badges; a badge signed with another would be refused "
        "everywhere.",
        about_fr="Les vérificateurs acceptent quatre algorithmes pour les badges ; un badge signé avec un autre "
        "serait refusé partout.",
    ),
    "proof_jwt_claim_taken": Sentence(
        en='the credential has a member "{name}", which is the name of a claim',
        fr="l'attestation a un membre « {name} », qui est le nom d'une revendication",
        hint_en="Remove it: the claims are written from the credential's own members.",
        hint_fr="Retirez-le : les revendications sont écrites à partir des membres de l'attestation.",
        about_en="In a token the claims stand beside the credential's members, so that one name cannot serve for both.",
        about_fr="Dans un jeton, les revendications côtoient les membres de l'attestation ; un même nom ne peut "
        "servir aux deux.",
    ),
    "proof_jwt_member": Sentence(
        en="the credential needs a well-formed {name} before it can be signed",
        fr="l'attestation doit avoir un {name} bien formé avant d'être signée",
        hint_en="Add it: ids are text that is not empty, dates are like 2026-05-01T12:00:00Z.",
        hint_fr="Ajoutez-le : un identifiant est du texte non vide, une date s'écrit comme 2026-05-01T12:00:00Z.",
        about_en="The claims of a token repeat the issuer, the id, the subject and the dates of the credential.",
        about_fr="Les revendications d'un jeton répètent l'émetteur, l'identifiant, le sujet et les dates de "
        "l'attestation.",
    ),
    "proof_jwt_not_json": Sentence(
        en="the credential holds a value that JSON does not have",
        fr="l'attestation contient une valeur qui n'existe pas en JSON",
        hint_en="Use text, numbers, true, false, null, lists and objects only.",
        hint_fr="N'utilisez que du texte, des nombres, true, false, null, des listes et des objets.",
        about_en="A credential is written as JSON before it is signed; dates, for instance, are text there.",
        about_fr="Une attestation est écrite en JSON avant d'être signée ; les dates, par exemple, y sont du texte.",
    ),
}
