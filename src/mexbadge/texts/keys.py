"""What the room ``keys`` says, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_ASK_EN: Final = "Ask the issuer to publish a correct key."
_ASK_FR: Final = "Demandez à l'émetteur de publier une clé correcte."

_PUBLIC: Final[Mapping[str, Sentence]] = {
    "keys_unsupported": Sentence(
        en='a key of the kind "{name}" is not one that mexbadge checks signatures with',
        fr="mexbadge ne vérifie aucune signature avec une clé du type « {name} »",
        hint_en="Tell the issuer that the key that it publishes cannot be used.",
        hint_fr="Signalez à l'émetteur que la clé qu'il publie ne peut servir.",
        about_en="Open Badges are signed with a few kinds of keys. This key is of another kind, or serves to encrypt "
        "and not "
        "to sign, so it says nothing about the badge either way.",
        about_fr="Les badges sont signés avec quelques types de clés. Celle-ci est d'un autre type, ou sert à "
        "chiffrer et non "
        "à signer ; elle ne prouve donc rien au sujet du badge.",
    ),
    "keys_kind": Sentence(
        en="the key is of a kind that mexbadge does not use",
        fr="la clé est d'un type que mexbadge n'emploie pas",
        hint_en="Tell the issuer that the key that it publishes cannot be used.",
        hint_fr="Signalez à l'émetteur que la clé qu'il publie ne peut servir.",
        about_en="Open Badges are signed with a few kinds of keys; this one is another.",
        about_fr="Les badges sont signés avec quelques types de clés ; celle-ci est d'un autre type.",
    ),
    "keys_length": Sentence(
        en="the {kind} key is {size} bytes long and must be {expected}",
        fr="la clé {kind} compte {size} octets au lieu de {expected}",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="A key of this kind has one exact length. A shorter or longer one was cut, or is written in a form "
        "that "
        "is not allowed here (Controlled Identifiers 1.0, section 2.2.2).",
        about_fr="Une clé de ce type a une longueur exacte. Celle-ci a été coupée, ou est écrite sous une forme non "
        "admise "
        "ici (Controlled Identifiers 1.0, section 2.2.2).",
    ),
    "keys_point": Sentence(
        en="the {kind} key is not a point on its curve",
        fr="la clé {kind} n'est pas un point de sa courbe",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="The numbers of an elliptic-curve key must fit one equation, and be written in one way. These do "
        "not, so "
        "the key is damaged or was made to deceive.",
        about_fr="Les nombres d'une clé à courbe elliptique doivent satisfaire une équation et s'écrire d'une seule "
        "façon. "
        "Ce n'est pas le cas : la clé est abîmée ou faite pour tromper.",
    ),
    "keys_small_order": Sentence(
        en="the Ed25519 key is one under which a single signature fits every message",
        fr="la clé Ed25519 est de celles sous lesquelles une même signature convient à tout message",
        hint_en="Do not trust this badge; tell the issuer whose name it bears.",
        hint_fr="Ne vous fiez pas à ce badge ; avisez l'émetteur dont il porte le nom.",
        about_en="A few special Ed25519 keys (points of small order) let anyone make a signature that always checks. "
        "No honest "
        "program makes such a key.",
        about_fr="Quelques clés Ed25519 particulières (points de petit ordre) permettent à quiconque de faire une "
        "signature "
        "toujours acceptée. Aucun programme honnête n'en crée.",
    ),
    "keys_rsa_size": Sentence(
        en="the RSA key has {bits} bits, outside the sizes that are allowed",
        fr="la clé RSA compte {bits} bits, hors des tailles admises",
        hint_en="Tell the issuer that the key that it publishes cannot be used.",
        hint_fr="Signalez à l'émetteur que la clé qu'il publie ne peut servir.",
        about_en="A small RSA key can be broken; a very large one serves only to keep a computer busy.",
        about_fr="Une petite clé RSA peut être cassée ; une très grande ne sert qu'à occuper l'ordinateur.",
    ),
    "keys_rsa_modulus": Sentence(
        en="the number in the RSA key is not the product of two large primes",
        fr="le nombre de la clé RSA n'est pas le produit de deux grands nombres premiers",
        hint_en=_ASK_EN,
        hint_fr=_ASK_FR,
        about_en="An RSA key that can be divided by a small number is damaged, and anyone could sign in its name.",
        about_fr="Une clé RSA divisible par un petit nombre est abîmée : n'importe qui pourrait signer en son nom.",
    ),
    "keys_rsa_exponent": Sentence(
        en="the public exponent of the RSA key is not one that is allowed",
        fr="l'exposant public de la clé RSA n'est pas admis",
        hint_en="Tell the issuer that the key that it publishes cannot be used.",
        hint_fr="Signalez à l'émetteur que la clé qu'il publie ne peut servir.",
        about_en="The exponent of an RSA key must be odd, at least 3 and of at most 64 bits; nearly every key has "
        "65537.",
        about_fr="L'exposant d'une clé RSA doit être impair, d'au moins 3 et d'au plus 64 bits ; presque toutes ont "
        "65537.",
    ),
    "keys_private": Sentence(
        en="a private key stands where a public key belongs",
        fr="une clé privée se trouve là où il faut une clé publique",
        hint_en="Tell the issuer that the key that it publishes cannot be used.",
        hint_fr="Signalez à l'émetteur que la clé qu'il publie ne peut servir.",
        about_en="A private key must stay with its owner. One that was published can be used by anyone, so no "
        "signature under "
        "it proves anything.",
        about_fr="Une clé privée doit rester chez son propriétaire. Publiée, elle peut servir à quiconque ; aucune "
        "signature "
        "faite avec elle ne prouve quoi que ce soit.",
    ),
    "keys_symmetric": Sentence(
        en="the key is a shared secret, not a public key",
        fr="la clé est un secret partagé et non une clé publique",
        hint_en="Tell the issuer that the key that it publishes cannot be used.",
        hint_fr="Signalez à l'émetteur que la clé qu'il publie ne peut servir.",
        about_en="Whoever can check with a shared secret can also sign with it; Open Badges do not allow that.",
        about_fr="Qui peut vérifier avec un secret partagé peut aussi signer avec lui ; les Open Badges ne "
        "l'admettent pas.",
    ),
    "keys_jwk_member": Sentence(
        en='the member "{member}" of the JSON Web Key is missing or malformed',
        fr="le membre « {member} » de la clé JSON (JWK) manque ou est mal formé",
        hint_en="Tell the issuer that the key that it publishes cannot be used.",
        hint_fr="Signalez à l'émetteur que la clé qu'il publie ne peut servir.",
        about_en="A JSON Web Key holds its numbers as text of one exact form (RFC 7518, section 6).",
        about_fr="Une clé JSON (JWK) porte ses nombres sous forme de texte d'une forme exacte (RFC 7518, section 6).",
    ),
    "keys_jwk_use": Sentence(
        en="the JSON Web Key says that it is not for checking signatures",
        fr="la clé JSON (JWK) indique qu'elle ne sert pas à vérifier des signatures",
        hint_en="Tell the issuer that the key that it publishes cannot be used.",
        hint_fr="Signalez à l'émetteur que la clé qu'il publie ne peut servir.",
        about_en="A key may state what it is meant for (RFC 7517, sections 4.2 and 4.3); this one is meant for "
        "something else.",
        about_fr="Une clé peut énoncer son usage (RFC 7517, sections 4.2 et 4.3) ; celle-ci est destinée à autre "
        "chose.",
    ),
    "keys_jwk_alg": Sentence(
        en='the JSON Web Key names the algorithm "{algorithm}", which does not go with a key of the kind {kind}',
        fr="la clé JSON (JWK) nomme l'algorithme « {algorithm} », qui ne convient pas à une clé du type {kind}",
        hint_en="Tell the issuer that the key that it publishes cannot be used.",
        hint_fr="Signalez à l'émetteur que la clé qu'il publie ne peut servir.",
        about_en="The member alg (RFC 7517, section 4.4) and the key itself contradict each other.",
        about_fr="Le membre alg (RFC 7517, section 4.4) et la clé elle-même se contredisent.",
    ),
    "keys_no_multikey": Sentence(
        en="an RSA key has no Multikey form",
        fr="une clé RSA n'a pas de forme Multikey",
        hint_en="Publish it as a JSON Web Key.",
        hint_fr="Publiez-la sous forme de clé JSON (JWK).",
        about_en="Controlled Identifiers 1.0 (section 2.2.2) defines Multikey for elliptic-curve keys only.",
        about_fr="Controlled Identifiers 1.0 (section 2.2.2) ne définit Multikey que pour les clés à courbe "
        "elliptique.",
    ),
    "keys_pem": Sentence(
        en="the text is not a PEM public key",
        fr="le texte n'est pas une clé publique PEM",
        hint_en="Tell the issuer that the key that it publishes cannot be used.",
        hint_fr="Signalez à l'émetteur que la clé qu'il publie ne peut servir.",
        about_en="PEM (RFC 7468) is the usual text form of a key; this text was cut, changed or is something else.",
        about_fr="PEM (RFC 7468) est la forme texte usuelle d'une clé ; ce texte a été coupé, modifié, ou est autre "
        "chose.",
    ),
}

_SIGNATURES: Final[Mapping[str, Sentence]] = {
    "signature_mismatch": Sentence(
        en="the signature does not match what was signed",
        fr="la signature ne correspond pas au contenu signé",
        hint_en="Ask the issuer for the original file; this one was changed, or was signed with another key.",
        hint_fr="Demandez le fichier original à l'émetteur ; celui-ci a été modifié ou signé avec une autre clé.",
        about_en="A signature fits exactly one content and one key. If one letter of the badge changes, it no longer "
        "fits.",
        about_fr="Une signature convient à un seul contenu et à une seule clé. Une seule lettre changée, et elle ne "
        "convient plus.",
    ),
    "signature_algorithm": Sentence(
        en='the algorithm "{algorithm}" does not go with this key of the kind {kind}',
        fr="l'algorithme « {algorithm} » ne convient pas à cette clé du type {kind}",
        hint_en="Ask the issuer to sign with the algorithm that belongs to the key.",
        hint_fr="Demandez à l'émetteur de signer avec l'algorithme qui convient à la clé.",
        about_en="The key decides how a signature is checked, never the badge: otherwise a forger could choose a "
        "method that "
        "checks nothing.",
        about_fr="C'est la clé qui décide de la façon de vérifier, jamais le badge : sinon un faussaire choisirait "
        "une méthode "
        "qui ne vérifie rien.",
    ),
    "signature_rsa_size": Sentence(
        en="the RSA key has {bits} bits; a signature counts from 2048 bits on",
        fr="la clé RSA compte {bits} bits ; une signature compte à partir de 2048 bits",
        hint_en="Ask the issuer to reissue the badge with a stronger key.",
        hint_fr="Demandez à l'émetteur de réémettre le badge avec une clé plus forte.",
        about_en="RSA keys below 2048 bits can be broken with enough computers; someone else may have signed.",
        about_fr="Une clé RSA de moins de 2048 bits peut être cassée avec assez d'ordinateurs ; un autre a pu signer.",
    ),
}

_PRIVATE: Final[Mapping[str, Sentence]] = {
    "keys_rsa_signing": Sentence(
        en="badges are signed only with RSA keys of 2048 to 4096 bits and the exponent 65537",
        fr="on ne signe des badges qu'avec une clé RSA de 2048 à 4096 bits dont l'exposant est 65537",
        hint_en="Make a new key, for example with: mexbadge keys new",
        hint_fr="Créez une nouvelle clé, par exemple avec : mexbadge keys new",
        about_en="Other RSA keys are weak or are refused by verifiers.",
        about_fr="Les autres clés RSA sont faibles ou refusées par les vérificateurs.",
    ),
    "keys_mismatch": Sentence(
        en="the public half of the key does not belong to its private half",
        fr="la moitié publique de la clé ne correspond pas à sa moitié privée",
        hint_en="Export the key again from where it was made.",
        hint_fr="Exportez de nouveau la clé de l'endroit où elle a été créée.",
        about_en="A private JSON Web Key holds both halves; here they come from two different keys.",
        about_fr="Une clé JSON (JWK) privée porte les deux moitiés ; ici elles viennent de deux clés différentes.",
    ),
    "keys_secret": Sentence(
        en="the text is not a private key of a kind that signs badges",
        fr="le texte n'est pas une clé privée d'un type qui signe des badges",
        hint_en="Export the key again from where it was made.",
        hint_fr="Exportez de nouveau la clé de l'endroit où elle a été créée.",
        about_en="The private key was cut or changed, or is of a kind that is not used here. What it holds is never "
        "shown.",
        about_fr="La clé privée a été coupée ou modifiée, ou est d'un type non employé ici. Son contenu n'est jamais "
        "affiché.",
    ),
    "keys_pem_private": Sentence(
        en="the file does not hold a private key in PKCS #8 PEM form",
        fr="le fichier ne contient pas de clé privée au format PEM PKCS #8",
        hint_en="Convert the key with: openssl pkcs8 -topk8 -in OLD -out NEW",
        hint_fr="Convertissez la clé avec : openssl pkcs8 -topk8 -in ANCIENNE -out NOUVELLE",
        about_en="A private key file begins with BEGIN PRIVATE KEY or BEGIN ENCRYPTED PRIVATE KEY (RFC 7468).",
        about_fr="Un fichier de clé privée commence par BEGIN PRIVATE KEY ou BEGIN ENCRYPTED PRIVATE KEY (RFC 7468).",
    ),
    "keys_passphrase_needed": Sentence(
        en="the key in {path} is locked with a passphrase, and none was given",
        fr="la clé dans {path} est verrouillée par une phrase secrète, et aucune n'a été donnée",
        hint_en="Give the passphrase of the key.",
        hint_fr="Donnez la phrase secrète de la clé.",
        about_en="The private key is encrypted, so that a copy of the file is of no use to anyone else.",
        about_fr="La clé privée est chiffrée : une copie du fichier ne sert à personne d'autre.",
    ),
    "keys_passphrase_wrong": Sentence(
        en="the passphrase does not open the key, or its file is damaged",
        fr="la phrase secrète n'ouvre pas la clé, ou son fichier est abîmé",
        hint_en="Check the passphrase, and take the file from your backup if it is right.",
        hint_fr="Vérifiez la phrase secrète et, si elle est juste, reprenez le fichier de votre sauvegarde.",
        about_en="An encrypted key opens only with the passphrase that it was written with; nobody can recover it.",
        about_fr="Une clé chiffrée ne s'ouvre qu'avec la phrase secrète d'origine ; personne ne peut la retrouver.",
    ),
    "keys_passphrase_length": Sentence(
        en="a passphrase for a new key has at least {least} characters, and at most {limit} bytes",
        fr="la phrase secrète d'une nouvelle clé compte au moins {least} caractères et au plus {limit} octets",
        hint_en="Choose a longer one: four or five words are easy to keep in mind.",
        hint_fr="Choisissez-en une plus longue : quatre ou cinq mots se retiennent bien.",
        about_en="A short passphrase is found by trying; whoever has a copy of the key file could then issue in your name. Nothing was written.",
        about_fr="Une phrase courte se trouve par essais ; qui a une copie du fichier de clé pourrait alors émettre en votre nom. Rien n'a été écrit.",
    ),
    "keys_file_exists": Sentence(
        en="{path} is there already; a key file is never overwritten",
        fr="{path} existe déjà ; un fichier de clé n'est jamais écrasé",
        hint_en="Choose another name, or move the old file away.",
        hint_fr="Choisissez un autre nom ou déplacez l'ancien fichier.",
        about_en="A private key that is overwritten is lost for good, and with it the power to sign as before.",
        about_fr="Une clé privée écrasée est perdue à jamais, et avec elle le moyen de signer comme avant.",
    ),
    "keys_file_unwritable": Sentence(
        en="the key cannot be written to {path}",
        fr="impossible d'écrire la clé dans {path}",
        hint_en="Check that the folder exists, that you may write to it and that the disk is not full.",
        hint_fr="Vérifiez que le dossier existe, que vous pouvez y écrire et que le disque n'est pas plein.",
        about_en="Nothing was left behind: no half-written key file remains.",
        about_fr="Rien n'a été laissé : aucun fichier de clé à moitié écrit ne subsiste.",
    ),
    "keys_file_unreadable": Sentence(
        en="the key file {path} cannot be read",
        fr="le fichier de clé {path} est illisible",
        hint_en="Check the path and that you may read the file.",
        hint_fr="Vérifiez le chemin et que vous pouvez lire le fichier.",
        about_en="There is no such file, it belongs to somebody else, or it is a folder.",
        about_fr="Ce fichier n'existe pas, appartient à quelqu'un d'autre, ou est un dossier.",
    ),
    "keys_file_open": Sentence(
        en="other people on this computer can read the key file {path}",
        fr="d'autres personnes peuvent lire le fichier de clé {path} sur cet ordinateur",
        hint_en="Restrict it with: chmod 600 {path}; replace the key if somebody may have copied it.",
        hint_fr="Restreignez-le avec : chmod 600 {path} ; remplacez la clé si quelqu'un a pu la copier.",
        about_en="Whoever reads a private key can issue badges in your name. The file must be yours alone (mode 0600).",
        about_fr="Qui lit une clé privée peut émettre des badges en votre nom. Le fichier doit n'être qu'à vous "
        "(mode 0600).",
    ),
    "keys_verification_method": Sentence(
        en="it is not said, or not agreed, under which address the public key is published",
        fr="l'adresse où la clé publique est publiée n'est pas indiquée, ou ne concorde pas",
        hint_en="Give the verification method, for example did:web:college.example#key-1.",
        hint_fr="Donnez la méthode de vérification, par exemple did:web:college.example#key-1.",
        about_en="A signed badge names the address of the key, so that others can find it.",
        about_fr="Un badge signé nomme l'adresse de la clé, afin que d'autres puissent la trouver.",
    ),
    "keys_signer_unknown": Sentence(
        en='no installed program signs for addresses that begin with "{scheme}:"',
        fr="aucun programme installé ne signe pour les adresses qui commencent par « {scheme}: »",
        hint_en="Install the program that belongs to your key device, or give the path of a key file.",
        hint_fr="Installez le programme qui va avec votre dispositif de clés ou donnez le chemin d'un fichier de clé.",
        about_en="Keys in hardware or in a cloud are reached through a plug-in, which is installed beside mexbadge.",
        about_fr="Les clés gardées dans du matériel ou dans un nuage sont jointes par un greffon installé à côté de "
        "mexbadge.",
    ),
    "keys_signer_twice": Sentence(
        en='two installed programs both claim to sign for "{scheme}:"',
        fr="deux programmes installés prétendent signer pour « {scheme}: »",
        hint_en="Uninstall one of them.",
        hint_fr="Désinstallez l'un des deux.",
        about_en="It would be left to chance which of them receives what is to be signed.",
        about_fr="Le hasard déciderait lequel reçoit ce qui est à signer.",
    ),
    "keys_signer_broken": Sentence(
        en='the program that signs for "{scheme}:" does not work as it must',
        fr="le programme qui signe pour « {scheme}: » ne fonctionne pas comme il le doit",
        hint_en="Reinstall it, or ask its maker.",
        hint_fr="Réinstallez-le ou adressez-vous à son fabricant.",
        about_en="A plug-in must name its algorithm, its public key and its address, and sign bytes; this one does "
        "not load "
        "or contradicts itself.",
        about_fr="Un greffon doit nommer son algorithme, sa clé publique et son adresse, et signer des octets ; "
        "celui-ci ne se "
        "charge pas ou se contredit.",
    ),
}

SENTENCES: Final[Mapping[str, Sentence]] = {**_PUBLIC, **_SIGNATURES, **_PRIVATE}
