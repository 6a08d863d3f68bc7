"""Who may say that a badge was not revoked: the list may be another's (Bitstring Status List 1.0, section 3.2)."""

from enum import StrEnum

from mexbadge.dids import ASSERTION, same_origin
from mexbadge.errors import InputError
from mexbadge.verify.subject import Ask

__all__ = ["Speaker", "speaker_of"]


class Speaker(StrEnum):
    """What the issuer of a status list is to the issuer of the badge that names the list."""

    ISSUER = "issuer"
    NAMED = "named"
    SERVICE = "service"
    STRANGER = "stranger"


def speaker_of(speaker: str, issuer: str, url: str, ask: Ask) -> Speaker:
    """Return what ``speaker``, the issuer of the list at ``url``, is to ``issuer``.

    The signed badge names the address of the list, so a did:web or https issuer of that very origin speaks as the
    service that the badge names. Any other must be named in the issuer's own document. Raises :class:`FetchError`
    where that document is out of reach.
    """
    if speaker == issuer:
        return Speaker.ISSUER
    if same_origin(speaker, url):
        return Speaker.SERVICE
    try:
        document = ask.issuer_document(issuer)
    except InputError:
        return Speaker.STRANGER
    controllers = {method.controller for method in document.methods if document.allows(method.id, ASSERTION)}
    named = {document.id, *document.also_known_as, *controllers}
    return Speaker.NAMED if speaker in named else Speaker.STRANGER
