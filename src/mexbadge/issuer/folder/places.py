"""Where an issuer's documents will be, and whether that can be: asked before anything is made."""

from typing import Final

from mexbadge.dids import parse_did_web
from mexbadge.dids.names import is_did, split_https
from mexbadge.errors import InputError
from mexbadge.issuer.folder.settings import Settings, did_of
from mexbadge.issuer.roster.cells import read_email

__all__ = ["hosted_place", "key_address", "require_id", "require_places", "require_site"]

_JSON: Final = "application/json"
_ORIGIN: Final = "_origin/"
_NAMES_ITS_KEY: Final = ("did:key:", "did:jwk:")


def key_address(settings: Settings) -> str | None:
    """Return the address of the document that publishes the issuer's keys, or ``None`` where its name is its key."""
    if settings.id.startswith("did:web:"):
        return parse_did_web(settings.id)
    return settings.id if settings.id.startswith("https://") else None


def hosted_place(base: str, url: str, kind: str = _JSON) -> str:
    """Return the path in ``hosted`` of the document at ``url``; raise ``register_outside_base`` where it has none.

    It is the path of its address; what lies above ``base`` goes to the root of its origin.
    """
    origin = "/".join(base.split("/")[:3])
    if url.startswith(f"{base}/"):
        path = url.removeprefix(f"{base}/")
    elif url.startswith(f"{origin}/"):
        path = f"{_ORIGIN}{url.removeprefix(f'{origin}/')}"
    else:
        raise InputError("register_outside_base", url=url, base=base)
    if "." not in path.rpartition("/")[2]:
        path += ".jwt" if kind == "application/vc+jwt" else ".json"
    return path


def require_site(url: str, *, where: str = "issuer.url") -> None:
    """Raise :class:`InputError` ``issuer_url`` for an address at which nothing can be hosted.

    It is an https address of a host with a full name, without a query or a fragment.
    """
    try:
        whole = "?" not in url and split_https(url).url == url
        did_of(url)
    except InputError:
        whole = False
    if not whole:
        raise InputError("issuer_url", where=where, value=url)


def require_id(name: str, base: str) -> None:
    """Raise :class:`InputError` for an issuer's id whose keys could not be found where they will be published.

    ``issuer_id`` for what is no did:web, did:key, did:jwk or https address; ``issuer_id_elsewhere`` for one that is
    published on another server than ``base``, or at the root of one.
    """
    if name.startswith(_NAMES_ITS_KEY):
        return
    try:
        url = parse_did_web(name) if is_did(name) else split_https(name).url
    except InputError:
        raise InputError("issuer_id", where="issuer.id", value=name) from None
    try:
        hosted_place(base, url)
    except InputError:
        raise InputError("issuer_id_elsewhere", where="issuer.id", value=name, url=url, base=base) from None


def require_places(settings: Settings) -> None:
    """Raise :class:`InputError` for the first thing in ``settings`` with which nothing could be published.

    As :func:`require_site` and :func:`require_id`; ``issuer_email`` for an address to which nobody could write.
    """
    require_site(settings.url)
    require_site(settings.base, where="hosted.base")
    require_id(settings.id, settings.base)
    if settings.email is not None:
        try:
            read_email(settings.email)
        except InputError:
            raise InputError("issuer_email", where="issuer.email", value=settings.email) from None
