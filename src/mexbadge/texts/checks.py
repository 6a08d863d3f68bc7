"""What the checks of endorsements, newer versions and schemas say, in English and French."""

from collections.abc import Mapping
from typing import Final

from mexbadge.texts import Sentence

_ENDORSEMENTS: Final[Mapping[str, Sentence]] = {
    "endorsement_none": Sentence(
        en="nobody endorses the badge",
        fr="personne n'appuie le badge",
        about_en="Others may endorse a badge, its achievement or its issuer with a credential of their own. Here "
        "nobody did.",
        about_fr="D'autres peuvent appuyer un badge, son accomplissement ou son émetteur par une attestation. "
        "Personne ne "
        "l'a fait ici.",
    ),
    "endorsement_ok": Sentence(
        en="the endorsement by {issuer} is valid",
        fr="l'appui de {issuer} est valide",
        about_en="An endorsement is a credential of its own. This one was judged like a badge, and it holds.",
        about_fr="Un appui est une attestation en soi. Celui-ci a été jugé comme un badge, et il tient.",
    ),
    "endorsement_warning": Sentence(
        en="the endorsement by {issuer} is valid with warnings ({reason})",
        fr="l'appui de {issuer} est valide, avec avertissements ({reason})",
        hint_en="Verify the endorsement by itself to see the warnings.",
        hint_fr="Vérifiez l'appui seul pour voir les avertissements.",
        about_en="An endorsement is a credential of its own. This one holds, but something about it is unusual.",
        about_fr="Un appui est une attestation en soi. Celui-ci tient, mais il présente quelque chose d'inhabituel.",
    ),
    "endorsement_invalid": Sentence(
        en="the endorsement by {issuer} is not valid ({reason})",
        fr="l'appui de {issuer} n'est pas valide ({reason})",
        hint_en="Read the badge as if nobody had endorsed it there.",
        hint_fr="Lisez le badge comme si personne ne l'avait appuyé là.",
        about_en="The badge carries a recommendation that does not hold. It does not count; the badge is its own issuer's word "
        "without it. Step 6 of section 9.1 of Open Badges 3.0 refuses the badge: so does --strict.",
        about_fr="Le badge porte une recommandation qui ne tient pas. Elle ne compte pas ; sans elle, le badge reste la parole "
        "de son émetteur. L'étape 6 de la section 9.1 d'Open Badges 3.0 refuse le badge : --strict aussi.",
    ),
    "endorsement_ended": Sentence(
        en="the endorsement by {issuer} has ended, and does not count",
        fr="l'appui de {issuer} a pris fin et ne compte pas",
        hint_en="Ask the issuer whether the endorsement was renewed.",
        hint_fr="Demandez à l'émetteur si l'appui a été renouvelé.",
        about_en="An endorsement may have an end of its own. This one was good until then.",
        about_fr="Un appui peut avoir sa propre fin. Celui-ci était valable jusque-là.",
    ),
    "endorsement_unsigned": Sentence(
        en="the endorsement in the name of {issuer} is not signed, and does not count",
        fr="l'appui au nom de {issuer} n'est pas signé et ne compte pas",
        hint_en="Ask the endorser whether the endorsement is theirs.",
        hint_fr="Demandez à l'auteur présumé si l'appui est le sien.",
        about_en="An endorsement is the word of whoever signs it. Without a signature it is only the badge's own.",
        about_fr="Un appui est la parole de qui le signe. Sans signature, il n'est que celle du badge.",
    ),
    "endorsement_unknown": Sentence(
        en="whether the endorsement by {issuer} is valid could not be decided ({reason})",
        fr="on n'a pu déterminer si l'appui de {issuer} est valide ({reason})",
        hint_en="Try again later; the endorser's documents could perhaps not be reached.",
        hint_fr="Réessayez plus tard ; les documents du signataire de l'appui étaient peut-être inaccessibles.",
        about_en="The badge carries a recommendation, and whose it is could not be checked to the end.",
        about_fr="Le badge porte une recommandation dont l'origine n'a pu être vérifiée jusqu'au bout.",
    ),
    "endorsement_form": Sentence(
        en="what stands as an endorsement is none",
        fr="ce qui figure comme appui n'en est pas un",
        hint_en="Read the badge as if nobody had endorsed it there.",
        hint_fr="Lisez le badge comme si personne ne l'avait appuyé là.",
        about_en="An endorsement is an EndorsementCredential, signed by whoever endorses. This is something else.",
        about_fr="Un appui est une attestation de type EndorsementCredential, signée par qui appuie. Ceci est autre "
        "chose.",
    ),
    "endorsement_many": Sentence(
        en="there are more than {limit} endorsements in one place",
        fr="il y a plus de {limit} appuis au même endroit",
        hint_en="Ask the issuer for a badge with fewer endorsements.",
        hint_fr="Demandez à l'émetteur un badge comportant moins d'appuis.",
        about_en="Every endorsement is verified like a badge. A badge with a great many is made to waste time, and "
        "is refused.",
        about_fr="Chaque appui est vérifié comme un badge. Un badge qui en compte trop est fait pour gaspiller du "
        "temps ; il est refusé.",
    ),
    "endorsement_other_subject": Sentence(
        en="the endorsement speaks of {endorsed}, but stands on {holder}",
        fr="l'appui porte sur {endorsed}, mais figure sur {holder}",
        hint_en="Read the endorsement as being about the thing that it names.",
        hint_fr="Lisez cet appui comme portant sur la chose qu'il nomme.",
        about_en="An endorsement names what it endorses. This one names another thing than the one to which it is "
        "attached.",
        about_fr="Un appui nomme ce qu'il appuie. Celui-ci nomme autre chose que ce à quoi il est attaché.",
    ),
}

_REFRESH: Final[Mapping[str, Sentence]] = {
    "refresh_none": Sentence(
        en="the badge names no refresh service",
        fr="le badge ne nomme aucun service de mise à jour",
        about_en="An issuer may say where a newer version of a badge can be fetched. This badge does not.",
        about_fr="Un émetteur peut indiquer où obtenir une version plus récente d'un badge. Ce badge ne le fait pas.",
    ),
    "refresh_not_followed": Sentence(
        en="the refresh service of a credential inside another was not asked",
        fr="le service de mise à jour d'une attestation contenue dans une autre n'a pas été consulté",
        about_en="A newer version is looked for once, for the badge itself; asking further could go round in circles.",
        about_fr="On cherche une version plus récente une seule fois, pour le badge même ; aller plus loin pourrait "
        "tourner en rond.",
    ),
    "refresh_type": Sentence(
        en="the refresh service is of a kind that is not known here: {type}",
        fr="le service de mise à jour est d'un genre inconnu ici : {type}",
        about_en="Only the refresh service of 1EdTech (1EdTechCredentialRefresh) is asked for a newer version.",
        about_fr="Seul le service de mise à jour de 1EdTech (1EdTechCredentialRefresh) est interrogé.",
    ),
    "refresh_form": Sentence(
        en="the refreshService has no address, or is named twice",
        fr="le membre refreshService n'a pas d'adresse, ou figure deux fois",
        hint_en="Ask the issuer whether there is a newer version.",
        hint_fr="Demandez à l'émetteur s'il existe une version plus récente.",
        about_en="The badge says that it can be refreshed, but not by one address. It is judged as it is.",
        about_fr="Le badge dit pouvoir être mis à jour, mais pas par une seule adresse. Il est jugé tel quel.",
    ),
    "refresh_unreadable": Sentence(
        en="the refresh service {url} could not be read ({reason})",
        fr="le service de mise à jour {url} n'a pu être lu ({reason})",
        hint_en="Ask the holder or the issuer whether there is a newer version.",
        hint_fr="Demandez au titulaire ou à l'émetteur s'il existe une version plus récente.",
        about_en="The address at which a newer version would be found did not answer. The badge is judged as it is, "
        "as the standard says.",
        about_fr="L'adresse où se trouverait une version plus récente n'a pas répondu. Le badge est jugé tel quel, "
        "comme le veut la norme.",
    ),
    "refresh_invalid": Sentence(
        en="the version at {url} is not valid ({reason})",
        fr="la version à l'adresse {url} n'est pas valide ({reason})",
        hint_en="Ask the issuer what became of the badge; it may have been withdrawn.",
        hint_fr="Demandez à l'émetteur ce qu'il est advenu du badge ; il a peut-être été retiré.",
        about_en="The refresh service answered with something that does not pass. The badge that was given is judged "
        "as it is.",
        about_fr="Le service de mise à jour a répondu par quelque chose qui échoue à la vérification. Le badge "
        "fourni est jugé tel quel.",
    ),
    "refresh_unknown": Sentence(
        en="whether the version at {url} is valid could not be decided ({reason})",
        fr="on n'a pu déterminer si la version à l'adresse {url} est valide ({reason})",
        hint_en="Try again later, or ask the issuer.",
        hint_fr="Réessayez plus tard ou demandez à l'émetteur.",
        about_en="The refresh service answered, but its answer could not be verified to the end. The badge that was "
        "given is judged as it is.",
        about_fr="Le service de mise à jour a répondu, mais sa réponse n'a pu être vérifiée jusqu'au bout. Le badge "
        "fourni est jugé tel quel.",
    ),
    "refresh_other": Sentence(
        en="the credential at {url} is another one, not a version of this badge",
        fr="l'attestation à l'adresse {url} est une autre, non une version de ce badge",
        hint_en="Ask the issuer whether there is a newer version.",
        hint_fr="Demandez à l'émetteur s'il existe une version plus récente.",
        about_en="A newer version has the same id and the same issuer. What the refresh service gave has not.",
        about_fr="Une version plus récente a le même identifiant et le même émetteur. Ce que le service a donné ne "
        "les a pas.",
    ),
    "refresh_current": Sentence(
        en="there is no newer version at {url}",
        fr="il n'y a pas de version plus récente à l'adresse {url}",
        about_en="The refresh service was asked, and what you have is the latest.",
        about_fr="Le service de mise à jour a été consulté : vous avez la dernière version.",
    ),
    "refresh_newer": Sentence(
        en="what is shown is a newer version, from {start}: {url}",
        fr="ce qui est présenté est une version plus récente, du {start} : {url}",
        hint_en="Keep the newer version from that address instead of the file.",
        hint_fr="Conservez la nouvelle version à cette adresse plutôt que le fichier.",
        about_en="The issuer has published another version of this badge, and it is valid. It is what the report shows; "
        "the file says what the issuer said before.",
        about_fr="L'émetteur a publié une autre version de ce badge, et elle est valide. C'est elle que le rapport présente ; "
        "le fichier dit ce que l'émetteur disait auparavant.",
    ),
    "refresh_in_force": Sentence(
        en="the file has ended, but its issuer has renewed the badge, in force until {end}: {url}",
        fr="le fichier a pris fin, mais son émetteur a renouvelé le badge, en vigueur jusqu'au {end} : {url}",
        hint_en="Keep the newer version from that address instead of the file.",
        hint_fr="Conservez la nouvelle version à cette adresse plutôt que le fichier.",
        about_en="The badge names an address for newer versions. There stands one of the same id, signed by the same issuer, "
        "and in force. It is what the report shows. A dash stands for no end.",
        about_fr="Le badge indique une adresse pour ses versions plus récentes. Il s'y trouve une version du même identifiant, "
        "signée par le même émetteur et en vigueur. C'est elle que le rapport présente. Un tiret signifie : sans fin.",
    ),
    "refresh_revoked": Sentence(
        en="the newer version of the badge, from {start}, is revoked or suspended: {url}",
        fr="la version plus récente du badge, du {start}, est révoquée ou suspendue : {url}",
        hint_en="Do not rely on the file; ask the issuer what became of the badge.",
        hint_fr="Ne vous fiez pas au fichier ; demandez à l'émetteur ce qu'il est advenu du badge.",
        about_en="The badge names an address for newer versions. There stands one of the same id, signed by the same issuer, "
        "and it is withdrawn. The newer version decides.",
        about_fr="Le badge indique une adresse pour ses versions plus récentes. Il s'y trouve une version du même identifiant, "
        "signée par le même émetteur, et elle est retirée. C'est la version plus récente qui décide.",
    ),
    "refresh_expired": Sentence(
        en="the newer version of the badge ended on {end}: {url}",
        fr="la version plus récente du badge a pris fin le {end} : {url}",
        hint_en="Do not rely on the file; ask the holder for a badge that is in force.",
        hint_fr="Ne vous fiez pas au fichier ; demandez au titulaire un badge en vigueur.",
        about_en="The badge names an address for newer versions. There stands one of the same id, signed by the same issuer, "
        "and it has ended. The newer version decides, even if the file names a later end, or none.",
        about_fr="Le badge indique une adresse pour ses versions plus récentes. Il s'y trouve une version du même identifiant, "
        "signée par le même émetteur, et elle a pris fin. C'est elle qui décide, même si le fichier indique une fin plus "
        "tardive ou n'en indique pas.",
    ),
    "refresh_other_person": Sentence(
        en="the newer version of the badge is not issued to the person asked about: {url}",
        fr="la version plus récente du badge n'est pas délivrée à la personne demandée : {url}",
        hint_en="Ask the holder under which address the newer version was issued, and give it with a further --recipient.",
        hint_fr="Demandez au titulaire sous quelle adresse la nouvelle version a été délivrée et donnez-la avec un autre --recipient.",
        about_en="The badge names an address for newer versions. There stands one of the same id, signed by the same issuer, "
        "for somebody else or for the same person under another address. The newer version decides.",
        about_fr="Le badge indique une adresse pour ses versions plus récentes. Il s'y trouve une version du même identifiant, "
        "signée par le même émetteur, pour quelqu'un d'autre ou pour la même personne sous une autre adresse. C'est elle qui décide.",
    ),
}

_SCHEMA: Final[Mapping[str, Sentence]] = {
    "schema_none": Sentence(
        en="the badge names no schema",
        fr="le badge ne nomme aucun schéma",
        about_en="A badge may name a JSON Schema that describes its form. This one does not; its form was checked by "
        "the standard itself.",
        about_fr="Un badge peut nommer un schéma JSON qui décrit sa forme. Celui-ci n'en nomme pas ; sa forme a été "
        "vérifiée selon la norme.",
    ),
    "schema_ok": Sentence(
        en="the badge keeps to the schema {url}",
        fr="le badge respecte le schéma {url}",
        about_en="The badge names a schema of the standard, and its form agrees with it.",
        about_fr="Le badge nomme un schéma de la norme, et sa forme y est conforme.",
    ),
    "schema_broken": Sentence(
        en="the badge breaks the schema {url} in {count} places, the first at {place} ({reason})",
        fr="le badge enfreint le schéma {url} en {count} endroits, le premier à {place} ({reason})",
        hint_en="Ask the issuer for a badge that keeps to the schema that it names.",
        hint_fr="Demandez à l'émetteur un badge conforme au schéma qu'il nomme.",
        about_en="The badge says itself by which rules its form can be checked, and breaks them.",
        about_fr="Le badge indique lui-même selon quelles règles sa forme peut être vérifiée, et les enfreint.",
    ),
    "schema_not_read": Sentence(
        en="the schema {url} was not read",
        fr="le schéma {url} n'a pas été lu",
        hint_en="Use --remote-schemas to have it fetched and applied, if it matters to you.",
        hint_fr="Utilisez --remote-schemas pour le télécharger et l'appliquer, si cela vous importe.",
        about_en="Only the schemas of the standard are built in. Others are fetched only when you ask for it, and only "
        "for the badge itself, because a schema from a stranger can be made to do harm.",
        about_fr="Seuls les schémas de la norme sont intégrés. Les autres ne sont téléchargés qu'à votre demande, et "
        "pour le badge même seulement : un schéma venu d'un inconnu peut nuire.",
    ),
    "schema_type": Sentence(
        en="the schema is of a kind that is not known here: {type}",
        fr="le schéma est d'un genre inconnu ici : {type}",
        hint_en="Check the badge against that schema by other means if it matters to you.",
        hint_fr="Comparez le badge à ce schéma par d'autres moyens si cela vous importe.",
        about_en="The badge names a description of its form that is no JSON Schema, or one in a form that mexbadge "
        "does not have.",
        about_fr="Le badge nomme une description de sa forme qui n'est pas un schéma JSON, ou d'une sorte que "
        "mexbadge ne connaît pas.",
    ),
    "schema_form": Sentence(
        en="the credentialSchema has no id or no type",
        fr="le membre credentialSchema n'a pas d'identifiant ou pas de type",
        hint_en="Ask the issuer for a correct badge.",
        hint_fr="Demandez un badge correct à l'émetteur.",
        about_en="A schema is named by its address and its kind; here one of them is missing.",
        about_fr="Un schéma est désigné par son adresse et son genre ; l'un des deux manque ici.",
    ),
    "schema_unreadable": Sentence(
        en="the schema {url} could not be read ({reason})",
        fr="le schéma {url} n'a pu être lu ({reason})",
        hint_en="Try again later, or leave --remote-schemas out.",
        hint_fr="Réessayez plus tard, ou n'utilisez pas --remote-schemas.",
        about_en="You asked for the badge to be compared with the schema that it names, and its address did not answer.",
        about_fr="Vous avez demandé de comparer le badge au schéma qu'il nomme, et l'adresse de celui-ci n'a pas "
        "répondu.",
    ),
    "schema_malformed": Sentence(
        en="what stands at {url} is no schema that can be used",
        fr="ce qui se trouve à l'adresse {url} n'est pas un schéma utilisable",
        hint_en="Tell the issuer that the schema of the badge does not work.",
        hint_fr="Signalez à l'émetteur que le schéma du badge ne fonctionne pas.",
        about_en="The schema was fetched, but it is no JSON object, or breaks the rules for schemas. The badge was "
        "judged without it.",
        about_fr="Le schéma a été téléchargé, mais ce n'est pas un objet JSON, ou il enfreint les règles des schémas. "
        "Le badge a été jugé sans lui.",
    ),
    "schema_draft": Sentence(
        en="the schema {url} is written for a version of JSON Schema that is not known here: {reason}",
        fr="le schéma {url} est écrit pour une version de JSON Schema inconnue ici : {reason}",
        hint_en="Check the badge against that schema by other means if it matters to you.",
        hint_fr="Comparez le badge à ce schéma par d'autres moyens si cela vous importe.",
        about_en="The versions 2020-12, 2019-09 and draft 7 of JSON Schema are known. The badge was judged without "
        "this schema.",
        about_fr="Les versions 2020-12, 2019-09 et draft 7 de JSON Schema sont connues. Le badge a été jugé sans ce "
        "schéma.",
    ),
    "schema_elsewhere": Sentence(
        en="the schema {url} needs another document, which was not read",
        fr="le schéma {url} renvoie à un autre document, qui n'a pas été lu",
        hint_en="Check the badge against that schema by other means, or leave out --remote-schemas.",
        hint_fr="Comparez le badge à ce schéma par d'autres moyens, ou retirez --remote-schemas.",
        about_en="A schema may refer to others. Following such references could lead a verifier anywhere, into a "
        "private network for example, so none is followed, and whether the badge keeps to it stays open.",
        about_fr="Un schéma peut renvoyer à d'autres. Suivre ces renvois pourrait mener le vérificateur n'importe où, "
        "par exemple dans un réseau privé ; aucun n'est suivi, et la conformité du badge reste ouverte.",
    ),
    "schema_too_slow": Sentence(
        en="the badge could not be compared with the schema {url} within {limit} seconds",
        fr="le badge n'a pu être comparé au schéma {url} en {limit} secondes",
        hint_en="Leave --remote-schemas out, or ask the issuer for a simpler schema.",
        hint_fr="N'utilisez pas --remote-schemas, ou demandez un schéma plus simple à l'émetteur.",
        about_en="A schema can be written so that comparing never ends. It is given a few seconds and little memory in "
        "a process of its own, and is then stopped.",
        about_fr="Un schéma peut être écrit de façon que la comparaison ne finisse jamais. Il dispose de quelques "
        "secondes et de peu de mémoire dans un processus à part, puis il est arrêté.",
    ),
    "schema_many": Sentence(
        en="the badge names more than {limit} schemas; the others were not looked at",
        fr="le badge nomme plus de {limit} schémas ; les autres n'ont pas été examinés",
        hint_en="Ask the issuer for a badge with fewer schemas.",
        hint_fr="Demandez à l'émetteur un badge comportant moins de schémas.",
        about_en="A badge needs one schema or two. A great many are made to waste time.",
        about_fr="Un badge a besoin d'un schéma ou deux. Un grand nombre ne sert qu'à gaspiller du temps.",
    ),
}

_IMAGES: Final[Mapping[str, Sentence]] = {
    "image_same": Sentence(
        en="the picture is the one that the badge names, byte for byte",
        fr="l'image est celle que nomme le badge, octet pour octet",
        about_en="The badge names its picture, and the file that you have is that picture with the badge inside; nothing else was changed.",
        about_fr="Le badge nomme son image, et votre fichier est cette image avec le badge à l'intérieur ; rien d'autre n'a été modifié.",
    ),
    "image_differs": Sentence(
        en="the picture is not the one that the badge names; go by the text, not by the picture",
        fr="l'image n'est pas celle que nomme le badge ; fiez-vous au texte, non à l'image",
        hint_en="Take what this report says, and ask the holder for the original file if the picture matters.",
        hint_fr="Retenez ce que dit ce rapport, et demandez le fichier original au titulaire si l'image importe.",
        about_en="The text of the badge is signed; the picture around it can be exchanged by anybody. Here it differs from the picture that the badge names. A platform may have changed its size, or somebody put the badge into another picture.",
        about_fr="Le texte du badge est signé ; l'image qui l'entoure peut être échangée par n'importe qui. Ici, elle diffère de celle que nomme le badge. Une plateforme en a peut-être changé la taille, ou quelqu'un a mis le badge dans une autre image.",
    ),
    "image_not_compared": Sentence(
        en="the picture was not compared, because the one that the badge names could not be had: {reason}",
        fr="l'image n'a pas été comparée, car celle que nomme le badge n'a pu être obtenue : {reason}",
        about_en="The text of the badge is signed; the picture around it can be exchanged by anybody. Without the picture that the badge names, nothing can be said of the one in the file.",
        about_fr="Le texte du badge est signé ; l'image qui l'entoure peut être échangée par n'importe qui. Sans l'image que nomme le badge, on ne peut rien dire de celle du fichier.",
    ),
    "image_not_named": Sentence(
        en="the picture was not compared, because the badge names none",
        fr="l'image n'a pas été comparée, car le badge n'en nomme aucune",
        about_en="The text of the badge is signed; the picture around it is not. Go by the text.",
        about_fr="Le texte du badge est signé ; l'image qui l'entoure ne l'est pas. Fiez-vous au texte.",
    ),
    "image_data_form": Sentence(
        en="the picture inside the badge (data: address) cannot be read",
        fr="l'image contenue dans le badge (adresse « data ») est illisible",
        hint_en="Ask the issuer for a badge with a correct picture.",
        hint_fr="Demandez à l'émetteur un badge dont l'image est correcte.",
        about_en="A picture may stand inside the badge as a data: address (RFC 2397), as a rule in base64. This one breaks that form.",
        about_fr="Une image peut figurer dans le badge comme adresse « data » (RFC 2397), en général en base64. Celle-ci n'a pas cette forme.",
    ),
}

SENTENCES: Final[Mapping[str, Sentence]] = {**_ENDORSEMENTS, **_REFRESH, **_SCHEMA, **_IMAGES}
