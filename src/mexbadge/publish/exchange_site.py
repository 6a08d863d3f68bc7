"""All files of an exchange's public site; and writing them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.errors import InputError
from mexbadge.issuer.folder.places import require_site
from mexbadge.match.exchange import Exchange
from mexbadge.match.exchange.public import PublicFace
from mexbadge.publish import hosts
from mexbadge.publish.beside_pages import BesidePages
from mexbadge.publish.college import SiteOwner
from mexbadge.publish.exchange_pages import MENU, TRUST_LIST, ExchangePages
from mexbadge.publish.files import Role, SiteFile, digest, fixed
from mexbadge.publish.frame import Frame
from mexbadge.publish.verify_page import ApprovedIssuer, VerifyPage
from mexbadge.publish.writing import SiteKind, Written, require_kind, require_ours, write_site

__all__ = ["publish_exchange"]

_OWN: Final = "site"
_ASSETS: Final = ("style.css", "site.js")


def publish_exchange(
    exchange: Exchange,
    folder: Path,
    trust_list: Callable[[], JsonObject],
    *,
    anew: bool = False,
    host: hosts.Host | None = None,
) -> Written:
    """Write the public face of an exchange into ``folder``, and return what changed.

    ``trust_list`` makes the signed list of approved colleges; it is asked only when a college or its days changed.
    Logo, colours and templates lie in the folder ``site`` of the exchange. Raises :class:`InputError`
    ``exchange_no_site``, ``issuer_url``, and as :func:`mexbadge.publish.writing.write_site`.
    """
    require_ours(folder)
    require_kind(folder, SiteKind.EXCHANGE)
    if exchange.config.site is None:
        raise InputError("exchange_no_site", where="site")
    require_site(exchange.config.site, where="site")
    return write_site(folder, _files(exchange, trust_list, host), anew=anew)


def _files(exchange: Exchange, trust_list: Callable[[], JsonObject], host: hosts.Host | None) -> Iterator[SiteFile]:
    face, own = exchange.public_face(), exchange.folder / _OWN
    frame = Frame(_owner(exchange), own if own.is_dir() else None, MENU)
    yield from hosts.inside(host, [frame.college.base])
    for name in _ASSETS:
        yield fixed(name, frame.asset(name), Role.MEDIA)
    if frame.look.logo is not None:
        yield fixed(frame.look.logo.path, frame.look.logo.body, Role.MEDIA)
    if frame.look.sheet:
        yield fixed("colours.css", frame.look.sheet.encode("ascii"), Role.MEDIA)
    mail = exchange.config.mail
    checking = VerifyPage(frame, tuple(_approved(face)))
    yield from checking.media()
    pages = [*ExchangePages(frame, face, mail.answers_box.address, mail.postal).pages(), *checking.pages()]
    yield from pages
    yield from BesidePages(frame).files(pages)
    if face.colleges:
        yield SiteFile(TRUST_LIST, _list_key(exchange, face), lambda: _written(trust_list()), Role.DOCUMENT)


def _owner(exchange: Exchange) -> SiteOwner:
    name, site = exchange.config.name, str(exchange.config.site).rstrip("/")
    english = name.text("en") or name.text() or site
    return SiteOwner(f"{site}/", english, name.text("fr"), f"{site}/", None, site, ("en", "fr"))


def _approved(face: PublicFace) -> Iterator[ApprovedIssuer]:
    for one in face.colleges:
        if one.since is not None:
            until = None if one.until is None else one.until.isoformat()
            yield ApprovedIssuer(one.issuer, one.since.isoformat(), until)


def _list_key(exchange: Exchange, face: PublicFace) -> str:
    """Return a digest of what the list says, so that it is signed again only where that changed."""
    told = [[one.issuer, one.name.texts, str(one.since), str(one.until)] for one in face.colleges]
    config = exchange.config
    return digest("trust list", _json.dumps([told, config.name.texts, config.zone, config.signer]))


def _written(document: JsonObject) -> bytes:
    return f"{_json.dumps(document, indent=2)}\n".encode()
