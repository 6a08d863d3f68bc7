"""All files of an issuer's site, out of its folder; and writing them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, TypeVar

from mexbadge import _json, _limits
from mexbadge.errors import InputError, RegisterError
from mexbadge.issuer.folder.delivery import HOSTED
from mexbadge.issuer.folder.places import hosted_place, key_address
from mexbadge.issuer.register import keyring
from mexbadge.publish import hosts, private, vouching
from mexbadge.publish.around import read_around
from mexbadge.publish.badge_facts import IssuedFacts, facts_of
from mexbadge.publish.college import KINDS, ShownBadge, awards_of, college_of, issued_awards, shown_of
from mexbadge.publish.copying import SitePlace
from mexbadge.publish.files import Role, SiteFile, SitePlan, digest
from mexbadge.publish.pages import SitePages
from mexbadge.publish.records import records_of
from mexbadge.publish.writing import MARK, SiteKind, Written, require_kind, require_ours, write_site

if TYPE_CHECKING:
    from mexbadge.credentials.issuing import Issued
    from mexbadge.issuer import Issuer

__all__ = ["OWN", "host_of", "publish", "require_newest", "require_own", "settled", "site_of"]

T = TypeVar("T")
_TURNS: Final = 3

_Issued = Callable[[str], "Issued"]
"""Gives a badge by its id."""
_KEYS: Final = (".well-known/did.json", "did.json")
"""Where the keys of a college may stand in its site."""
OWN: Final = "site"
"""The folder in an issuer's folder with templates, and a style sheet, of its own."""


def publish(issuer: "Issuer", folder: Path, *, anew: bool = False, host: hosts.Host | None = None) -> Written:
    """Write an issuer's site into ``folder``, and return what changed.

    ``host`` is the kind of host that it is for (``None``: as the settings say). What is hosted, and what the site says
    already, are compared with the register first, so that nothing that was published is taken back; what is issued or
    changed meanwhile is in the site as well (:func:`settled`). Raises :class:`RegisterError` ``site_newer`` where the
    site knows more than the register, as :meth:`~mexbadge.issuer.Issuer.write_hosted`, and as
    :func:`mexbadge.publish.writing.write_site`.
    """
    require_ours(folder)
    require_kind(folder, SiteKind.COLLEGE)
    require_own(issuer, folder)
    plan = SitePlan(partial(site_of, issuer, host))

    def write(turn: int) -> Written:
        if turn == 0 and (folder / MARK).is_file() and (newer := issuer.behind(folder)):
            raise RegisterError("site_newer", path=str(folder), count=len(newer))
        return write_site(folder, plan, anew=anew and turn == 0)

    return Written.of(settled([issuer], write))


def settled(issuers: Sequence["Issuer"], work: Callable[[int], T]) -> list[T]:
    """Bring what is hosted to where the registers are and do ``work``, again where something happened meanwhile.

    A site is gone through several times, and for long: no one of its files is of two moments, but one may be of before
    a revocation and the next of after it. So ``work``, which is given how often it was done before, is done once more
    then, and finds little to do; at most three times, for whoever issues all day has a site too. Returns what each
    time returned.
    """
    done: list[T] = []
    with ExitStack() as held:
        for issuer in issuers:
            held.enter_context(issuer.register.database.hold())
        for turn in range(_TURNS):
            before = [issuer.register.last_event() for issuer in issuers]
            for issuer in issuers:
                issuer.write_hosted()
            done.append(work(turn))
            if [issuer.register.last_event() for issuer in issuers] == before:
                break
    return done


def require_own(issuer: "Issuer", folder: Path) -> None:
    """Raise :class:`InputError` ``site_other`` where the site in ``folder`` is that of another college."""
    told = issuer.settings
    address = key_address(told)
    names = [*_KEYS, *([] if address is None else [hosted_place(told.base, address)])]
    found = {name for name in map(partial(_id_of, folder), names) if name is not None}
    if found and told.id not in found:
        raise InputError("site_other", where=str(folder), path=str(folder), id=min(found))


def _id_of(folder: Path, name: str) -> str | None:
    """Return whose keys a document of a site holds; ``None`` where there is none."""
    try:
        with (folder / name).open("rb") as file:
            found = _json.loads_object(file.read(_limits.KEY_DOCUMENT_BYTES + 1)).get("id")
    except (OSError, ValueError):
        return None
    return found if isinstance(found, str) else None


def require_newest(issuer: "Issuer", place: SitePlace) -> None:
    """Raise :class:`RegisterError` ``site_newer`` where a place that a site was copied to knows more than the register.

    Read from there: how far the register had come that wrote it, lists, revoked ids, keys.
    """
    address = key_address(issuer.settings)
    names = [".written.json", "revocations.json", "ob2/revocations.json"]
    names += [] if address is None else [hosted_place(issuer.settings.base, address)]
    names += [f"status/{name}" for name in place.names("status")]
    with TemporaryDirectory() as kept:
        for name in names:
            body = place.read(name, longest=_limits.BUNDLE_BYTES)
            if body is not None:
                path = Path(kept) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(body)
        if newer := issuer.behind(Path(kept)):
            raise RegisterError("site_newer", path=place.name, count=len(newer))


def host_of(issuer: "Issuer", host: hosts.Host | None = None) -> hosts.Host | None:
    """Return the kind of host that a site is for: the one that is asked for, or as the settings say."""
    told = issuer.settings.host
    return host or (None if told is None else hosts.Host(told))


def site_of(issuer: "Issuer", host: hosts.Host | None = None) -> Iterator[SiteFile]:
    """Yield every file of the site: what its host is told, what is hosted, general pages, the pages of each badge.

    Raises as :func:`.keyring.refuse_published_secrets` for what lies where a college puts its own style and its lists.
    """
    for name in (OWN, vouching.FOLDER):
        keyring.refuse_published_secrets(issuer.folder / name)
    yield from hosts.inside(host_of(issuer, host), [issuer.settings.base])
    yield from _hosted(issuer.folder / HOSTED)
    yield from records_of(issuer)
    own = issuer.folder / OWN
    at, base = issuer.now(), issuer.settings.base
    around = read_around(issuer.folder, at, issuer.settings.id)
    pages = SitePages(college_of(issuer), own if own.is_dir() else None, around, at.date())
    yield from pages.media()
    listed = awards_of(issuer)
    awards = issued_awards(issuer)
    yield from pages.general(listed, awards)
    yield from pages.pictures((*listed, *awards.values()))
    issued = lru_cache(maxsize=2)(issuer.issued)  # the pages and the documents of one badge come after one another
    for record in issuer.list():
        following = issuer.record(record.replaced_by) if record.replaced_by and record.consent else None
        badge = shown_of(record, issuer.page_key(record.page), at, following)
        if badge is not None and record.achievement in awards:
            yield from pages.badge(badge, awards[record.achievement], partial(_read, issued, badge.id, base))
            yield from _original(issuer, issued, badge)


def _hosted(folder: Path) -> Iterator[SiteFile]:
    """Yield what lies in the folder ``hosted``, as it is."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(".part"):
            body = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            yield SiteFile(name, sha256(body).hexdigest(), path.read_bytes, Role.DOCUMENT)


def _original(issuer: "Issuer", issued: _Issued, badge: ShownBadge) -> Iterator[SiteFile]:
    """Yield the file of a badge whose holder agreed to be shown, and its own document; else the file encrypted."""
    if badge.file is None:
        key = digest("sealed", private.FILE, badge.id)
        sealed = partial(_sealed_of, issued, badge.id, partial(issuer.page_key, badge.page))
        yield SiteFile(f"{badge.path}original.bin", key, sealed, Role.DOCUMENT)
        return
    path, name = badge.path, KINDS[badge.form][0]
    picture = f"{path}badge.{badge.file.rpartition('.')[2]}"
    yield SiteFile(picture, digest("badge", badge.id), partial(_picture_of, issued, badge.id), Role.DOCUMENT)
    document = partial(_document_of, issued, badge.id)
    yield SiteFile(f"{path}{name}", digest("document", badge.id), document, Role.DOCUMENT)


def _read(issued: _Issued, name: str, base: str) -> IssuedFacts:
    return facts_of(issued(name).document, base)


def _picture_of(issued: _Issued, name: str) -> bytes:
    found = issued(name)
    return found.bake(found.image or b"")


def _sealed_of(issued: _Issued, name: str, key: Callable[[], bytes]) -> bytes:
    return private.sealed(key(), _picture_of(issued, name), private.FILE)


def _document_of(issued: _Issued, name: str) -> bytes:
    return issued(name).credential
