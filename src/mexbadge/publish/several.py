"""Several colleges on one site, each below a path of its own, with its own keys, and none able to speak for another.

A college is known by an address below its path (``did:web:host:college``), so its keys stand there and nowhere else.
What would stand at the top of the host, where it would speak for all of them, is left out: the set of keys that some
verifiers look for there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from mexbadge import _json
from mexbadge.errors import InputError, RegisterError
from mexbadge.fetch.resources import INDEX
from mexbadge.issuer.folder.places import key_address
from mexbadge.publish import hosts
from mexbadge.publish.college import college_of
from mexbadge.publish.colleges_page import colleges_files
from mexbadge.publish.copying import SitePlace
from mexbadge.publish.files import SiteFile, SitePlan, fixed
from mexbadge.publish.hosts import path_of
from mexbadge.publish.site import require_newest, require_own, settled, site_of
from mexbadge.publish.writing import SiteKind, Written, require_kind, require_ours, write_site

if TYPE_CHECKING:
    from mexbadge.issuer import Issuer

__all__ = ["publish_several", "require_apart", "require_newest_several", "site_of_several"]

_TOP: Final = ("_origin/",)


def publish_several(
    issuers: Sequence["Issuer"], folder: Path, *, anew: bool = False, host: hosts.Host | None = None
) -> Written:
    """Write the site of several colleges into ``folder``, and return what changed.

    Raises as :func:`require_apart` before anything is written, and as :func:`mexbadge.publish.site.publish`.
    """
    require_apart(issuers)
    require_ours(folder)
    require_kind(folder, SiteKind.SEVERAL)
    for issuer in issuers:
        require_own(issuer, folder / _below(issuer))
    plan = SitePlan(partial(site_of_several, issuers, host))

    def write(turn: int) -> Written:
        for issuer in issuers if turn == 0 else ():
            place = folder / _below(issuer)
            if place.is_dir() and (newer := issuer.behind(place)):
                raise RegisterError("site_newer", path=str(place), count=len(newer))
        return write_site(folder, plan, anew=anew and turn == 0)

    return Written.of(settled(issuers, write))


def site_of_several(issuers: Sequence["Issuer"], host: hosts.Host | None = None) -> Iterator[SiteFile]:
    """Yield every file of the site: what the host is told, a page that leads to each college, and the site of each."""
    yield from hosts.inside(host, [issuer.settings.base for issuer in issuers])
    yield from colleges_files([(college_of(issuer), f"{_below(issuer)}/") for issuer in issuers])
    for issuer in issuers:
        below = _below(issuer)
        own = {file.path for file in hosts.inside(_own_host(issuer), [issuer.settings.base])}
        for file in site_of(issuer):
            if not file.path.startswith(_TOP) and file.path not in own:
                kept = _without_top(file) if file.path == INDEX else file
                yield replace(kept, path=f"{below}/{file.path}")


def _without_top(index: SiteFile) -> SiteFile:
    """Return the list of a college's resources without what it would have at the top of the host."""
    listed = _json.loads_object(index.make())
    found = {
        url: one
        for url, one in listed.items()
        if not (isinstance(one, Mapping) and str(one.get("path", "")).startswith(_TOP))
    }
    return fixed(index.path, f"{_json.dumps(found, indent=2)}\n".encode("ascii"), index.role)


def require_apart(issuers: Sequence["Issuer"]) -> None:
    """Refuse colleges that could speak for one another, or that one site cannot hold.

    Raises :class:`InputError` ``several_hosts`` for another host than the first one's, ``several_top`` for one at the
    top of the host, ``several_inside`` for two of which one lies at or below the other's path (capitals do not count),
    and ``several_id`` for an id whose keys would not stand below its own path.
    """
    first = urlsplit(issuers[0].settings.base)
    seen: list[tuple[str, str]] = []
    for issuer in issuers:
        told, name = issuer.settings, str(issuer.folder)
        parts = urlsplit(told.base)
        if (parts.scheme, parts.netloc.lower()) != (first.scheme, first.netloc.lower()):
            raise InputError("several_hosts", where=name, base=told.base, host=first.netloc)
        path = f"{path_of(told.base)}/".casefold()
        if path == "/":
            raise InputError("several_top", where=name, base=told.base)
        for other, its in seen:
            if path.startswith(other) or other.startswith(path):
                raise InputError("several_inside", where=name, base=told.base, other=its)
        address = key_address(told)
        if address is not None and not address.startswith(f"{told.base}/"):
            raise InputError("several_id", where=name, id=told.id, base=told.base)
        seen.append((path, told.base))


def require_newest_several(issuers: Sequence["Issuer"], place: SitePlace) -> None:
    """Raise as :func:`mexbadge.publish.site.require_newest` where ``place`` knows more than one of the registers."""
    for issuer in issuers:
        require_newest(issuer, _Below(place, _below(issuer)))


def _below(issuer: "Issuer") -> str:
    return path_of(issuer.settings.base).strip("/")


def _own_host(issuer: "Issuer") -> hosts.Host | None:
    told = issuer.settings.host
    return None if told is None else hosts.Host(told)


@dataclass(frozen=True, slots=True)
class _Below:
    """A folder of a place, to be read."""

    place: SitePlace
    folder: str

    @property
    def name(self) -> str:
        return f"{self.place.name}/{self.folder}"

    def names(self, folder: str = "") -> tuple[str, ...]:
        return self.place.names(f"{self.folder}/{folder}".rstrip("/"))

    def below(self, folder: str) -> tuple[str, ...]:
        start = f"{self.folder}/"
        return tuple(path.removeprefix(start) for path in self.place.below(f"{start}{folder}"))

    def read(self, path: str, *, longest: int) -> bytes | None:
        return self.place.read(f"{self.folder}/{path}", longest=longest)

    def write(self, path: str, body: bytes) -> None:
        self.place.write(f"{self.folder}/{path}", body)

    def remove(self, path: str) -> bool:
        return self.place.remove(f"{self.folder}/{path}")

    def close(self) -> None:
        self.place.close()
