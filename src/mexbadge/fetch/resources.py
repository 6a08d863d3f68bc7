"""A closed set of documents, recorded or written by hand: what it does not hold is not looked for anywhere."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from mexbadge import _json, _limits
from mexbadge._files import is_reserved
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch._folders import Archive, DocumentSet, Folder
from mexbadge.fetch.addresses import same_address
from mexbadge.fetch.answers import answer, answered_from
from mexbadge.fetch.types import LIMITS, Request, Response, Source

__all__ = ["FORMAT", "INDEX", "VERSION", "ResourceSet", "read_beside"]

INDEX: Final = "resources.json"
"""The name of the file that lists the documents of a folder or a recording."""
_HOSTED: Final = "hosted"
FORMAT: Final = "mexbadge-resources"
VERSION: Final = 1

_MOST: Final = 10_000
_MOST_LEFT: Final = 100_000
"""How many documents a folder may have that are left where they are until they are asked for."""
_MEMBERS: Final = frozenset({"path", "status", "content_type", "content_location", "sha256"})
_OF_A_FOLDER: Final = frozenset({"folder", "content_type"})
_BELOW: Final = re.compile(r"(?:[a-z0-9_][a-z0-9._-]*/)*[a-z0-9_][a-z0-9._-]*", re.ASCII)
"""What may stand in an address behind that of a folder: plain names, one spelling of each, none that is hidden."""
_TYPES: Final = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".jwt": "application/vc+jwt",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".html": "text/html",
}
_LOWEST, _HIGHEST = 100, 599


@dataclass(frozen=True, slots=True)
class ResourceSet:
    """Documents by their web address: callable as :data:`~mexbadge.fetch.types.Fetch`, and never opens a socket.

    Addresses are compared letter by letter, after scheme and host were put in lower case and default port and fragment
    taken off. ``name`` says where the set came from, for "issuer as recorded in …"; ``index_digest`` is the SHA-256, in
    hexadecimal, of the index by which it was read (empty where there was none).
    """

    name: str
    _responses: "Mapping[str, Response | _Left]" = field(repr=False)
    _digests: frozenset[str] = field(default=frozenset(), repr=False)
    _folders: "tuple[_Below, ...]" = field(default=(), repr=False)
    index_digest: str = field(default="", repr=False)

    @classmethod
    def of(cls, documents: Mapping[str, Response | bytes], *, name: str = "") -> "ResourceSet":
        """Make a set of documents in memory; bytes stand for an answer 200 without header fields.

        Raises :class:`~mexbadge.errors.InputError` ``fetch_resources_duplicate`` where two addresses are one.
        """
        answers = {
            url: document if isinstance(document, Response) else Response(url, 200, {}, document)
            for url, document in documents.items()
        }
        return cls._of(answers, name)

    @classmethod
    def _of(cls, documents: "Mapping[str, Response | _Left]", name: str) -> "ResourceSet":
        responses: dict[str, Response | _Left] = {}
        for url, document in documents.items():
            key = same_address(url)
            if key in responses:
                raise InputError("fetch_resources_duplicate", name=url, path=name)
            if isinstance(document, Response):
                document = replace(document, source=Source.RESOURCES)  # noqa: PLW2901 - the same, said to be from here
            responses[key] = document
        return cls(name, MappingProxyType(responses))

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "ResourceSet":
        """Read a set from a JSON map, from a folder with ``resources.json``, or from a zip made by a recorder.

        An issuer's folder will do as well: its documents, and their map, lie in its folder ``hosted``.

        The map is ``{"URL": "path" | {"path", "status", "content_type", "sha256"}}``; paths are relative to the file,
        with ``/``, and stay inside its folder. ``{"URL/": {"folder", "content_type"}}`` stands for every file of a
        folder under its own name: what a site holds of each badge, however many there are. At most 64 MiB in 10,000
        documents; of a folder with a map 100,000, for those are left where they are until they are asked for (unless
        the map has their ``sha256``).

        Raises :class:`~mexbadge.errors.InputError`, with ``path`` naming the file: ``fetch_resources_unreadable``,
        ``fetch_resources_json``, ``fetch_resources_version``, ``fetch_resources_entry`` and ``fetch_resources_url``
        (``where`` is a JSON pointer), ``fetch_resources_path``, ``fetch_resources_missing``,
        ``fetch_resources_too_large``, ``fetch_resources_archive``, ``fetch_resources_duplicate``,
        ``fetch_resources_digest``.
        """
        place = Path(path)
        with _opened(place) as documents:
            index = documents.index
            content = documents.read(index)
            entries, folders, plain = _entries(content, documents.shown(index))
            leave = plain and isinstance(documents, Folder)
            if isinstance(documents, Archive):
                named = {entry.url for entry in entries}
                more = chain.from_iterable(_in_archive(one, documents) for one in folders)
                entries = (*entries, *(entry for entry in more if entry.url not in named))
            if len(entries) > (_MOST_LEFT if leave else _MOST):
                raise InputError("fetch_resources_too_large", path=documents.shown(index))
            found = cls._of(dict(_responses(entries, documents, leave=leave)), str(place))
            digests = frozenset(entry.url for entry in entries if entry.sha256 is not None)
            below = _below(folders, documents) if isinstance(documents, Folder) else ()
            return replace(found, _digests=digests, _folders=below, index_digest=sha256(content).hexdigest())

    @property
    def pinned(self) -> Mapping[str, tuple[bytes, str]]:
        """The documents whose digest the map gives, by web address: their bytes, and the digest."""
        return {
            found.url: (found.body, sha256(found.body).hexdigest())
            for found in self._responses.values()
            if isinstance(found, Response) and found.url in self._digests
        }

    @property
    def urls(self) -> tuple[str, ...]:
        """The web addresses in the set, sorted; not those of the files of a folder that is named as a whole."""
        return tuple(sorted(self._responses))

    def __call__(self, request: Request) -> Response:
        """Answer from the set, as the network would.

        Raises :class:`FetchError` ``fetch_not_in_resources``, ``fetch_too_large``, ``fetch_redirect_insecure``.
        """
        address = same_address(request.url)
        found = self._responses.get(address)
        if found is None:
            found = next((left for each in self._folders if (left := each.left(address)) is not None), None)
        if found is None:
            raise FetchError("fetch_not_in_resources", url=request.url)
        if isinstance(found, _Left):
            found = found.read(request, LIMITS[request.kind])
        if len(found.body) > LIMITS[request.kind]:
            raise FetchError("fetch_too_large", url=request.url)
        answered_from(found, request.url)
        final = found.headers.get("content-location")
        return answer(request.url, found.status, found.headers, found.body, final=final, source=Source.RESOURCES)


def read_beside(path: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return those of the files ``names`` that lie in a zip; raise as :meth:`ResourceSet.load`."""
    with Archive(path, INDEX) as archive:
        return {name: archive.read(name) for name in names if name in archive.names}


class _Left(NamedTuple):
    """One document that is still where it was found."""

    folder: Folder
    path: str
    status: int
    headers: Mapping[str, str]

    def read(self, request: Request, limit: int) -> Response:
        """Read it, and a byte more than may be; raise :class:`FetchError` where it is gone since, or leads out."""
        try:
            with self.folder.place(self.path).open("rb") as file:
                body = file.read(limit + 1)
        except (OSError, InputError):
            raise FetchError("fetch_not_in_resources", url=request.url) from None
        return Response(request.url, self.status, self.headers, body, Source.RESOURCES)


class _Below(NamedTuple):
    """Every file of one folder, under the address of the folder and its own name."""

    address: str
    folder: Folder
    path: str
    headers: Mapping[str, str]

    def left(self, address: str) -> _Left | None:
        """Return the document at ``address``, if it can be one of these."""
        name = address.removeprefix(self.address)
        if name == address or _BELOW.fullmatch(name) is None or any(map(is_reserved, name.split("/"))):
            return None
        return _Left(self.folder, f"{self.path}/{name}", 200, self.headers)


class _Whole(NamedTuple):
    """One line of the index that stands for all files of a folder."""

    url: str
    path: str
    content_type: str | None

    @property
    def headers(self) -> Mapping[str, str]:
        return {} if self.content_type is None else {"content-type": self.content_type}


class _Entry(NamedTuple):
    """One line of the index."""

    url: str
    path: str
    status: int
    content_type: str | None
    content_location: str | None
    sha256: str | None


def _opened(place: Path) -> DocumentSet:
    try:
        if place.is_dir():
            inside = place / _HOSTED
            return Folder(inside if (inside / INDEX).is_file() and not (place / INDEX).exists() else place, INDEX)
        with place.open("rb") as file:
            start = file.read(2)
    except (OSError, ValueError):
        raise InputError("fetch_resources_unreadable", path=str(place)) from None
    return Archive(place, INDEX) if start == b"PK" else Folder(place.parent, place.name)


class _Index(NamedTuple):
    """What an index says: its documents, its folders, and whether it is a plain map, and not that of a recording."""

    entries: tuple[_Entry, ...]
    folders: tuple[_Whole, ...]
    plain: bool


def _entries(data: bytes, shown: str) -> _Index:
    """Read an index."""
    try:
        index = _json.loads_object(data, max_bytes=_limits.BUNDLE_BYTES)
    except InputError as error:
        raise InputError("fetch_resources_json", where=error.where, path=shown) from None
    plain, folders = "format" not in index, []
    if plain:
        pairs: Iterable[tuple[str, object, str]] = [
            (url, entry, f"/{_json.escape_pointer(url)}") for url, entry in index.items() if not _is_folder(entry)
        ]
        folders = [
            _whole(url, entry, where=f"/{_json.escape_pointer(url)}", shown=shown)
            for url, entry in index.items()
            if _is_folder(entry)
        ]
    else:
        listed = index.get("resources")
        if index["format"] != FORMAT or index.get("version") != VERSION or not isinstance(listed, list):
            raise InputError("fetch_resources_version", path=shown)
        pairs = [(*_split(entry), f"/resources/{number}") for number, entry in enumerate(listed)]
    entries = tuple(_entry(url, entry, where=where, shown=shown) for url, entry, where in pairs)
    return _Index(entries, tuple(folders), plain)


def _is_folder(entry: object) -> bool:
    return isinstance(entry, dict) and "folder" in entry


def _whole(url: str, members: Mapping[str, object], *, where: str, shown: str) -> _Whole:
    path, kind = members["folder"], members.get("content_type")
    if members.keys() - _OF_A_FOLDER or not isinstance(path, str) or not (kind is None or isinstance(kind, str)):
        raise InputError("fetch_resources_entry", where=where, path=shown)
    if not url.lower().startswith(("https://", "http://")) or not url.endswith("/"):
        raise InputError("fetch_resources_url", where=where, path=shown, name=url)
    return _Whole(url, path.removesuffix("/"), kind)


def _below(folders: Iterable[_Whole], documents: Folder) -> tuple[_Below, ...]:
    """Return the folders of an index, the longest address first; raise where one lies outside, or stands twice."""
    found: dict[str, _Below] = {}
    for one in folders:
        documents.require_inside(one.path)
        address = same_address(one.url)
        if address in found:
            raise InputError("fetch_resources_duplicate", name=one.url, path=documents.shown(documents.index))
        found[address] = _Below(address, documents, one.path, one.headers)
    return tuple(found[address] for address in sorted(found, key=len, reverse=True))


def _in_archive(one: _Whole, documents: Archive) -> Iterable[_Entry]:
    """Return the files of a folder in a zip, each with its address."""
    names = (name.removeprefix(f"{one.path}/") for name in documents.names if name.startswith(f"{one.path}/"))
    return (
        _Entry(f"{one.url}{name}", f"{one.path}/{name}", 200, one.content_type, None, None)
        for name in names
        if _BELOW.fullmatch(name)
    )


def _split(entry: object) -> tuple[str, object]:
    """Return the address of one entry of a recording, and the rest of the entry."""
    if not isinstance(entry, dict):
        return "", None
    rest = {name: value for name, value in entry.items() if name != "url"}
    url = entry.get("url")
    return (url, rest) if isinstance(url, str) else ("", None)


def _entry(url: str, value: object, *, where: str, shown: str) -> _Entry:
    members = {"path": value} if isinstance(value, str) else value
    if not isinstance(members, dict) or members.keys() - _MEMBERS:
        raise InputError("fetch_resources_entry", where=where, path=shown)
    path, status = members.get("path"), members.get("status", 200)
    texts = [members.get(name) for name in ("content_type", "content_location", "sha256")]
    if not isinstance(path, str) or type(status) is not int or not _LOWEST <= status <= _HIGHEST:
        raise InputError("fetch_resources_entry", where=where, path=shown)
    if not all(text is None or isinstance(text, str) for text in texts):
        raise InputError("fetch_resources_entry", where=where, path=shown)
    if not url.lower().startswith(("https://", "http://")):
        raise InputError("fetch_resources_url", where=where, path=shown, name=url)
    return _Entry(url, path, status, *texts)


def _responses(
    entries: Iterable[_Entry], documents: DocumentSet, *, leave: bool
) -> Iterable[tuple[str, Response | _Left]]:
    seen: set[str] = set()
    for entry in entries:
        if entry.url in seen:
            raise InputError("fetch_resources_duplicate", name=entry.url, path=documents.shown(documents.index))
        seen.add(entry.url)
        content_type = entry.content_type
        if content_type is None:
            content_type = _TYPES.get(Path(entry.path).suffix.lower())
        given = {"content-type": content_type, "content-location": entry.content_location}
        headers = {name: value for name, value in given.items() if value is not None}
        if leave and entry.sha256 is None and isinstance(documents, Folder):
            documents.place(entry.path)
            yield entry.url, _Left(documents, entry.path, entry.status, headers)
            continue
        body = documents.read(entry.path)
        if entry.sha256 is not None and sha256(body).hexdigest() != entry.sha256.lower():
            raise InputError("fetch_resources_digest", path=documents.shown(entry.path))
        yield entry.url, Response(entry.url, entry.status, headers, body)
