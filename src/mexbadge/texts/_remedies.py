"""What the issuer does about a fault of its own documents, in English and French, by its code.

The hint of a code is for whoever holds the file, and cannot change it. Where the issuer reads (``check``, ``issue``,
``explain``), this stands in its place.
"""

from collections.abc import Mapping
from typing import Final

REMEDIES: Final[Mapping[str, tuple[str, str]]] = {
    "bake_image_too_large": (
        "Use a smaller image; a few hundred kilobytes are plenty.",
        "Utilisez une image plus petite ; quelques centaines de kilooctets suffisent.",
    ),
    "bake_png_chunks": (
        "Save the picture again with an image program, then bake it.",
        "Enregistrez de nouveau l'image avec un logiciel d'images, puis intégrez le badge.",
    ),
    "bake_svg_attributes": (
        "Save the picture again as plain SVG with a drawing program, then bake it.",
        "Enregistrez de nouveau l'image en SVG simple avec un logiciel de dessin, puis intégrez le badge.",
    ),
    "bake_svg_depth": (
        "Save the picture again as plain SVG with a drawing program, then bake it.",
        "Enregistrez de nouveau l'image en SVG simple avec un logiciel de dessin, puis intégrez le badge.",
    ),
    "bake_svg_dtd": (
        "Remove what begins with <!DOCTYPE up to its end, or save the picture as plain SVG, then bake it.",
        "Retirez ce qui commence par <!DOCTYPE, jusqu'à sa fin, ou enregistrez l'image en SVG simple, puis intégrez le badge.",
    ),
    "bake_svg_elements": (
        "Simplify the picture, or use a PNG.",
        "Simplifiez l'image ou utilisez un PNG.",
    ),
    "bake_svg_encoding": (
        "Save the picture again as SVG in UTF-8, then bake it.",
        "Enregistrez de nouveau l'image en SVG et en UTF-8, puis intégrez le badge.",
    ),
    "bake_svg_malformed": (
        "Ask for the original file, or save the picture again as SVG with a drawing program.",
        "Demandez le fichier d'origine ou enregistrez de nouveau l'image en SVG avec un logiciel de dessin.",
    ),
    "bake_svg_namespace": (
        "Save the picture again as plain SVG with a drawing program, then bake it.",
        "Enregistrez de nouveau l'image en SVG simple avec un logiciel de dessin, puis intégrez le badge.",
    ),
    "bake_too_large": (
        "Link to pictures and evidence in the credential instead of including them.",
        "Dans l'attestation, renvoyez aux images et aux preuves par un lien au lieu de les inclure.",
    ),
    "binding_kid_alone": (
        "List the keys in the issuer's own profile.",
        "Indiquez les clés dans le profil même de l'émetteur.",
    ),
    "binding_kid_elsewhere": (
        "List the keys in the issuer's own profile.",
        "Indiquez les clés dans le profil même de l'émetteur.",
    ),
    "binding_shared": (
        "List the keys in the issuer's own profile.",
        "Indiquez les clés dans le profil même de l'émetteur.",
    ),
    "dates_backwards": (
        "Correct the dates, and sign again.",
        "Corrigez les dates, et signez de nouveau.",
    ),
    "dates_mixed": (
        "Use the names of one version of the data model, and sign again.",
        "Utilisez les noms d'une seule version du modèle, et signez de nouveau.",
    ),
    "dates_unreadable": (
        "Write a date with a time and a zone, such as 2026-03-01T00:00:00Z.",
        "Écrivez une date avec l'heure et le fuseau, comme 2026-03-01T00:00:00Z.",
    ),
    "dids_id": (
        "Correct the document that the issuer publishes.",
        "Corrigez le document que l'émetteur publie.",
    ),
    "dids_jwks_issuer": (
        "Correct the document that the issuer publishes.",
        "Corrigez le document que l'émetteur publie.",
    ),
    "dids_method_contradiction": (
        "Correct the document that the issuer publishes.",
        "Corrigez le document que l'émetteur publie.",
    ),
    "dids_method_controller": (
        "Correct the document that the issuer publishes.",
        "Corrigez le document que l'émetteur publie.",
    ),
    "dids_method_date": (
        "Write it like 2030-12-31T23:59:59Z.",
        "Écrivez-la comme 2030-12-31T23:59:59Z.",
    ),
    "dids_method_foreign": (
        "Name the keys of a document by its own identifier, # and a name.",
        "Nommez les clés d'un document par son propre identifiant, # et un nom.",
    ),
    "dids_method_key": (
        "Correct the document that the issuer publishes.",
        "Corrigez le document que l'émetteur publie.",
    ),
    "dids_method_twice": (
        "Correct the document that the issuer publishes.",
        "Corrigez le document que l'émetteur publie.",
    ),
    "dids_method_type": (
        "Publish the key as Multikey or JsonWebKey.",
        "Publiez la clé comme Multikey ou JsonWebKey.",
    ),
    "dids_shape": (
        "Correct the document that the issuer publishes.",
        "Corrigez le document que l'émetteur publie.",
    ),
    "dids_too_many": (
        "Correct the document that the issuer publishes.",
        "Corrigez le document que l'émetteur publie.",
    ),
    "dids_web_host": (
        "Use a full domain name, as in did:web:college.example",
        "Employez un nom de domaine complet, comme dans did:web:college.example",
    ),
    "dids_web_path": (
        "Use letters, digits, hyphens, dots and underscores between the colons.",
        "Employez des lettres, chiffres, traits d'union, points et traits de soulignement entre les deux-points.",
    ),
    "dids_web_port": (
        "Write the port as %3A and a number from 1 to 65535, or leave it out.",
        "Écrivez le port sous la forme %3A suivi d'un nombre de 1 à 65535, ou omettez-le.",
    ),
    "json_not_canonical": (
        "Remove integers beyond 2^53 and values that are no JSON.",
        "Retirez les entiers au-delà de 2^53 et les valeurs qui ne sont pas du JSON.",
    ),
    "json_number": (
        "Write large numbers as text.",
        "Écrivez les grands nombres sous forme de texte.",
    ),
    "keys_jwk_alg": (
        "Correct the member alg of the key, or remove it.",
        "Corrigez le membre alg de la clé ou retirez-le.",
    ),
    "keys_jwk_member": (
        "Correct that member: its values are base64url text without padding.",
        "Corrigez ce membre : ses valeurs sont du texte base64url sans remplissage.",
    ),
    "keys_jwk_use": (
        "Use the issuer's signing key, or correct its members use and key_ops.",
        "Employez la clé de signature de l'émetteur ou corrigez ses membres use et key_ops.",
    ),
    "keys_kind": (
        "Use a key of one of the kinds Ed25519, P-256, P-384 or RSA.",
        "Employez une clé de l'un des types Ed25519, P-256, P-384 ou RSA.",
    ),
    "keys_pem": (
        "Give the text from BEGIN PUBLIC KEY to END PUBLIC KEY, unchanged.",
        "Donnez le texte de BEGIN PUBLIC KEY à END PUBLIC KEY, sans le modifier.",
    ),
    "keys_private": (
        "Publish only the public half, and replace this key: it is no longer secret.",
        "Publiez seulement la moitié publique et remplacez cette clé : elle n'est plus secrète.",
    ),
    "keys_rsa_exponent": (
        "Use an RSA key with the exponent 65537.",
        "Employez une clé RSA dont l'exposant est 65537.",
    ),
    "keys_rsa_size": (
        "Use an RSA key of 2048 to 4096 bits.",
        "Employez une clé RSA de 2048 à 4096 bits.",
    ),
    "keys_symmetric": (
        "Use a key pair of one of the kinds Ed25519, P-256, P-384 or RSA.",
        "Employez une paire de clés de l'un des types Ed25519, P-256, P-384 ou RSA.",
    ),
    "keys_unsupported": (
        "Use a key of one of the kinds Ed25519, P-256, P-384 or RSA.",
        "Employez une clé de l'un des types Ed25519, P-256, P-384 ou RSA.",
    ),
    "ld_budget": (
        "Give the parts of the credential identifiers of their own, and sign again.",
        "Donnez des identifiants propres aux parties de l'attestation, et signez de nouveau.",
    ),
    "ld_context_inline": (
        "Name the contexts by their addresses, and sign again.",
        "Nommez les contextes par leurs adresses, et signez de nouveau.",
    ),
    "ld_context_protected": (
        "Name the contexts in the order of the standard, and sign again.",
        "Nommez les contextes dans l'ordre de la norme, et signez de nouveau.",
    ),
    "ld_context_too_many": (
        "Name each context once, and sign again.",
        "Nommez chaque contexte une seule fois, et signez de nouveau.",
    ),
    "ld_lost_blank_id": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_blank_property": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_direction": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_empty": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_floating": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_ignored": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_index": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_iri": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_language": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_number": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_relative": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_term": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_lost_type": (
        "Leave this out, or write it in words that a context defines, and sign again.",
        "Retirez ceci, ou écrivez-le avec des mots qu'un contexte définit, et signez de nouveau.",
    ),
    "ld_syntax": (
        "Correct the document, and sign again.",
        "Corrigez le document, et signez de nouveau.",
    ),
    "ld_undecided": (
        "Use plain members only, and sign again.",
        "N'utilisez que des membres simples, et signez de nouveau.",
    ),
    "models_class": (
        'Add {wanted} to "type".',
        "Ajoutez {wanted} à « type ».",
    ),
    "models_context_alias": (
        "Use {context} when you issue again.",
        "Utilisez {context} lors de la prochaine émission.",
    ),
    "models_context_badge": (
        "Put {context} in its place in @context and sign again.",
        "Mettez {context} à sa place dans @context et signez de nouveau.",
    ),
    "models_context_clr": (
        "Put {context} second in @context and sign again.",
        "Mettez {context} en deuxième dans @context et signez de nouveau.",
    ),
    "models_context_extensions": (
        "Add {context} to @context and sign again.",
        "Ajoutez {context} à @context et signez de nouveau.",
    ),
    "models_context_first": (
        "Put {first} first in @context and sign again.",
        "Mettez {first} en premier dans @context et signez de nouveau.",
    ),
    "models_context_order": (
        "Move it to place {place} and sign again.",
        "Déplacez-le à la place {place} et signez de nouveau.",
    ),
    "models_criteria_empty": (
        'Add "narrative" (a text) or "id" (an address) to criteria.',
        "Ajoutez « narrative » (un texte) ou « id » (une adresse) à criteria.",
    ),
    "models_date": (
        "Write it like 2026-03-01T09:00:00Z.",
        "Écrivez-la ainsi : 2026-03-01T09:00:00Z.",
    ),
    "models_date_local": (
        "Add Z for UTC at its end, or an offset like -05:00.",
        "Ajoutez Z à la fin pour UTC, ou un décalage comme -05:00.",
    ),
    "models_date_zone": (
        "Add Z for UTC at its end, or an offset like -05:00.",
        "Ajoutez Z à la fin pour UTC, ou un décalage comme -05:00.",
    ),
    "models_day": (
        "Write it like 2026-03-01.",
        "Écrivez-le ainsi : 2026-03-01.",
    ),
    "models_email": (
        "Write one address like registrar@college.example.",
        "Écrivez une adresse comme registraire@college.example.",
    ),
    "models_email_label": (
        "Write an address that can be reached from outside, such as registrar@college.example.",
        "Écrivez une adresse joignable de l'extérieur, comme registraire@college.example.",
    ),
    "models_empty": (
        'Leave "{name}" out where it holds nothing.',
        "Omettez « {name} » s'il ne contient rien.",
    ),
    "models_enum": (
        "Choose one of {allowed}.",
        "Choisissez l'un des suivants : {allowed}.",
    ),
    "models_enum_open": (
        'Choose a term of the standard\'s list, or begin your own with "ext:".',
        "Choisissez un terme de la liste de la norme, ou faites commencer le vôtre par « ext: ».",
    ),
    "models_identity_hash": (
        'Write "sha256$" and 64 hexadecimal digits, or set "hashed" to false.',
        "Écrivez « sha256$ » et 64 chiffres hexadécimaux, ou mettez « hashed » à false.",
    ),
    "models_identity_plain": (
        'Set "hashed" to true if the identity is a hash.',
        "Mettez « hashed » à true si l'identité est une empreinte.",
    ),
    "models_image_string": (
        'Write {{"id": "https://…", "type": "Image"}} instead of the address alone.',
        'Écrivez {{"id": "https://…", "type": "Image"}} au lieu de la seule adresse.',
    ),
    "models_jws": (
        "Put the compact token there as it was issued: three parts with dots between them.",
        "Mettez-y le jeton compact tel qu'il a été émis : trois parties séparées par des points.",
    ),
    "models_language": (
        "Write a tag like en, fr or fr-CA.",
        "Écrivez une étiquette comme en, fr ou fr-CA.",
    ),
    "models_language_map": (
        'Write one text, or texts by language: {{"en": "…", "fr-CA": "…"}}.',
        'Écrivez un texte, ou des textes par langue : {{"en": "…", "fr-CA": "…"}}.',
    ),
    "models_level_unknown": (
        "Add this level to the result description, or correct the id of the level.",
        "Ajoutez ce niveau à la description du résultat, ou corrigez l'id du niveau.",
    ),
    "models_missing": (
        'Add "{name}" and sign the credential again.',
        "Ajoutez « {name} » et signez de nouveau l'attestation.",
    ),
    "models_more": (
        "Correct those that are told, then look again.",
        "Corrigez ceux qui sont indiqués, puis vérifiez de nouveau.",
    ),
    "models_more_warnings": (
        "Correct those that are told, then look again.",
        "Corrigez ceux qui sont indiqués, puis vérifiez encore.",
    ),
    "models_null": (
        'Leave "{name}" out where there is nothing to say.',
        "Omettez « {name} » s'il n'y a rien à dire.",
    ),
    "models_null_required": (
        'Give "{name}" a value and sign again.',
        "Donnez une valeur à « {name} » et signez de nouveau.",
    ),
    "models_number": (
        'Write "{name}" as a number, without quotation marks.',
        "Écrivez « {name} » comme un nombre, sans guillemets.",
    ),
    "models_result_unknown": (
        "Add a result description with this id to the achievement, or correct the id.",
        "Ajoutez à la réalisation une description de résultat portant cet id, ou corrigez l'id.",
    ),
    "models_single": (
        'Write "{name}" as an array, even of one value.',
        "Écrivez « {name} » sous forme de tableau, même pour une seule valeur.",
    ),
    "models_subject_identity": (
        "Name the person in credentialSubject, by an id or an identifier, and sign again.",
        "Nommez la personne dans credentialSubject, par un id ou un identifier, et signez de nouveau.",
    ),
    "models_text_empty": (
        'Leave "{name}" out where there is nothing to say.',
        "Omettez « {name} » s'il n'y a rien à dire.",
    ),
    "models_too_few": (
        'Add what is missing: "{name}" needs an array of {least} or more.',
        "Ajoutez ce qui manque : « {name} » exige un tableau d'au moins {least}.",
    ),
    "models_type_array": (
        'Write "{name}" as one text without brackets.',
        "Écrivez « {name} » comme un seul texte, sans crochets.",
    ),
    "models_type_boolean": (
        'Write "{name}" as true or false, without quotation marks.',
        "Écrivez « {name} » sous la forme true ou false, sans guillemets.",
    ),
    "models_type_object": (
        'Write "{name}" as an object with its own members, not as an address or a number.',
        "Écrivez « {name} » comme un objet avec ses propres membres, non comme une adresse ou un nombre.",
    ),
    "models_type_text": (
        'Write "{name}" as text, between quotation marks.',
        "Écrivez « {name} » comme du texte, entre guillemets droits.",
    ),
    "models_uri": (
        "Write it in full, beginning with https:, did: or urn:, without spaces.",
        "Écrivez-le au complet, en commençant par https:, did: ou urn:, sans espaces.",
    ),
    "models_value": (
        'Compare "{name}" with the standard\'s table and correct it.',
        "Comparez « {name} » au tableau de la norme et corrigez-le.",
    ),
    "models_value_allowed": (
        "Correct the result or add the value to its description.",
        "Corrigez le résultat ou ajoutez la valeur à sa description.",
    ),
    "models_value_range": (
        "Correct the result or the bounds of its description.",
        "Corrigez le résultat ou les bornes de sa description.",
    ),
    "ob2_algorithm_case": (
        "Write alg as {right}, and sign again.",
        "Écrivez alg comme {right}, et signez de nouveau.",
    ),
    "ob2_content_type": (
        "Serve it as application/ld+json.",
        "Servez-le comme application/ld+json.",
    ),
    "ob2_context_first": (
        "Put https://w3id.org/openbadges/v2 first in @context.",
        "Mettez https://w3id.org/openbadges/v2 en premier dans @context.",
    ),
    "ob2_criteria_empty": (
        "Give the criteria an address (id) or a text (narrative).",
        "Donnez aux critères une adresse (id) ou un texte (narrative).",
    ),
    "ob2_date": (
        "Write a date such as 2026-03-01T00:00:00Z.",
        "Écrivez une date comme 2026-03-01T00:00:00Z.",
    ),
    "ob2_date_number": (
        "Write a date such as 2026-03-01T00:00:00Z.",
        "Écrivez une date comme 2026-03-01T00:00:00Z.",
    ),
    "ob2_date_zone": (
        "Add Z for UTC at its end, or an offset such as -05:00.",
        "Ajoutez Z pour UTC à la fin, ou un décalage comme -05:00.",
    ),
    "ob2_email_label": (
        "Write an address that can be reached from outside, such as registrar@college.example.",
        "Écrivez une adresse joignable de l'extérieur, comme registraire@college.example.",
    ),
    "ob2_extension_bad": (
        "Correct {member} of the extension.",
        "Corrigez {member} de l'extension.",
    ),
    "ob2_hashed_missing": (
        'Add "hashed": true or false.',
        "Ajoutez « hashed » : true ou false.",
    ),
    "ob2_hosted_token": (
        "Set the verification type of signed badges to SignedBadge.",
        "Donnez aux badges signés le type de vérification SignedBadge.",
    ),
    "ob2_identity_email": (
        "Write one address such as name@example.ca, or its hash.",
        "Écrivez une adresse comme nom@example.ca, ou son hachage.",
    ),
    "ob2_identity_hash": (
        'Write sha256$ and 64 hexadecimal digits, or set "hashed" to false.',
        "Écrivez sha256$ et 64 chiffres hexadécimaux, ou mettez « hashed » à false.",
    ),
    "ob2_identity_plain": (
        'Set "hashed" to true.',
        "Mettez « hashed » à true.",
    ),
    "ob2_identity_sha1": (
        "Hash the identity with SHA-256.",
        "Hachez l'identité avec SHA-256.",
    ),
    "ob2_identity_sha512": (
        "Hash the identity with SHA-256.",
        "Hachez l'identité avec SHA-256.",
    ),
    "ob2_image_data": (
        "Host the image, and give its address.",
        "Hébergez l'image, et donnez son adresse.",
    ),
    "ob2_image_other": (
        "Use a PNG or SVG image.",
        "Utilisez une image PNG ou SVG.",
    ),
    "ob2_image_type": (
        "Use a PNG or SVG image.",
        "Utilisez une image PNG ou SVG.",
    ),
    "ob2_issuer_email_missing": (
        'Add "email" to the issuer.',
        "Ajoutez « email » à l'émetteur.",
    ),
    "ob2_issuer_not_web": (
        "Give the issuer an https address as its id.",
        "Donnez à l'émetteur une adresse https comme id.",
    ),
    "ob2_jws_padded": (
        "Leave out the padding (=) of the token; some verifiers refuse it.",
        "Omettez le remplissage (=) du jeton ; certains vérificateurs le refusent.",
    ),
    "ob2_key_not_listed": (
        "List the key under publicKey in the issuer's profile.",
        "Indiquez la clé sous publicKey dans le profil de l'émetteur.",
    ),
    "ob2_key_unreadable": (
        "Publish the key as PEM.",
        "Publiez la clé en PEM.",
    ),
    "ob2_language": (
        "Write a tag such as en-CA or fr-CA.",
        "Écrivez une étiquette comme en-CA ou fr-CA.",
    ),
    "ob2_list_malformed": (
        "Correct the revocation list.",
        "Corrigez la liste de révocation.",
    ),
    "ob2_missing": (
        "Add {term} to the {class}.",
        "Ajoutez {term} ({class}).",
    ),
    "ob2_no_id": (
        "Host it at an address, and give that as its id.",
        "Hébergez-le à une adresse, et donnez-la comme id.",
    ),
    "ob2_not_boolean": (
        "Write true or false, without quotation marks.",
        "Écrivez true ou false, sans guillemets.",
    ),
    "ob2_not_email": (
        "Write one address such as registrar@college.example.",
        "Écrivez une adresse comme registraire@college.example.",
    ),
    "ob2_not_iri": (
        "Write a complete address that begins with https://, or urn:uuid: and a UUID.",
        "Écrivez une adresse complète qui commence par https://, ou urn:uuid: suivi d'un UUID.",
    ),
    "ob2_not_object": (
        "Write {term} as an object with members of its own.",
        "Écrivez {term} comme un objet avec ses propres membres.",
    ),
    "ob2_not_telephone": (
        "Write a number such as +14165550100.",
        "Écrivez un numéro comme +14165550100.",
    ),
    "ob2_not_text": (
        "Write it as text, between quotation marks.",
        "Écrivez-le comme du texte, entre guillemets droits.",
    ),
    "ob2_not_url": (
        "Write a complete address that begins with https://",
        "Écrivez une adresse complète qui commence par https://",
    ),
    "ob2_older_words": (
        "Write the words of 2.0: targetName, targetUrl, Issuer.",
        "Écrivez les mots de 2.0 : targetName, targetUrl, Issuer.",
    ),
    "ob2_origin_address": (
        "Write a host name such as college.example.",
        "Écrivez un nom d'hôte comme college.example.",
    ),
    "ob2_owner_differs": (
        "Name the issuer as the owner of its key.",
        "Nommez l'émetteur comme propriétaire de sa clé.",
    ),
    "ob2_plain_http": (
        "Move to https.",
        "Passez à https.",
    ),
    "ob2_related_type": (
        "Relate only objects of the same type.",
        "Ne reliez que des objets du même type.",
    ),
    "ob2_several": (
        "Write {term} once.",
        "N'écrivez {term} qu'une fois.",
    ),
    "ob2_several_objects": (
        "Write one document for each thing.",
        "Écrivez un document pour chaque chose.",
    ),
    "ob2_signature_no_key": (
        "List the key under publicKey in the issuer's profile.",
        "Indiquez la clé sous publicKey dans le profil de l'émetteur.",
    ),
    "ob2_signature_unusual": (
        "Sign with RS256.",
        "Signez avec RS256.",
    ),
    "ob2_text_empty": (
        "Fill {term} in, or leave it out where it may be left out.",
        "Remplissez {term}, ou omettez-le là où c'est permis.",
    ),
    "ob2_type_missing": (
        'Add {class} to "type".',
        "Ajoutez {class} à « type ».",
    ),
    "ob2_type_word": (
        "Add the context that defines this type, or leave the type out.",
        "Ajoutez le contexte qui définit ce type, ou retirez-le.",
    ),
    "ob2_verification_property": (
        'Write "verificationProperty": "id", or leave it out.',
        "Écrivez « verificationProperty » : « id », ou omettez-le.",
    ),
    "ob2_verification_type": (
        "Write HostedBadge or SignedBadge.",
        "Écrivez HostedBadge ou SignedBadge.",
    ),
    "proof_jwt_algorithm": (
        "Use a key that signs with EdDSA, ES256, ES384 or RS256.",
        "Utilisez une clé qui signe avec EdDSA, ES256, ES384 ou RS256.",
    ),
    **dict.fromkeys(
        ("status_revocations_form", "status_revocations_entry"),
        (
            "Write every revoked badge as its id, or as an object with an id, and publish the list again.",
            "Inscrivez chaque badge révoqué par son id, ou comme objet avec un id, et publiez de nouveau la liste.",
        ),
    ),
    **dict.fromkeys(
        (
            "status_list_short",
            "status_list_text",
            "status_list_gzip",
            "status_list_inflated",
            "status_list_trailing",
            "status_list_type",
            "status_list_form",
        ),
        (
            "Make the list anew (mexbadge status refresh does), and publish it again.",
            "Refaites la liste (mexbadge status refresh le fait), et publiez-la de nouveau.",
        ),
    ),
}
