"""Documents kept on disk for as long as whoever published them allows (RFC 9111), and no longer."""

import hmac
import os
import re
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, Self, runtime_checkable

from mexbadge import _json, _limits
from mexbadge._files import PartFile
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import libraries
from mexbadge.fetch.addresses import same_address
from mexbadge.fetch.fallback import fresh
from mexbadge.fetch.types import LIMITS, Fetch, Request, Response, Source

__all__ = ["LONGEST_SECONDS", "Cache", "Cached", "Revalidating"]

LONGEST_SECONDS: Final = 7 * 24 * 3600
"""The longest that a document counts as fresh, whatever its publisher says: a withdrawn key must not live on."""

_FORMAT: Final = "mexbadge-cache-2"
_KEPT: Final = ("content-type", "content-location", "etag", "last-modified")
_SECONDS: Final = re.compile(r"[0-9]+", re.ASCII)
_MOST_SECONDS: Final = 2**31
"""What a larger number of seconds counts as (RFC 9111, section 1.2.2)."""
_DIGITS: Final = 12
_KEY_NAME: Final = "secret"
_KEY_BYTES: Final = 32
_POSIX: Final = os.name == "posix"
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_HEAD_BYTES: Final = 64 * _limits.KIB
_OK, _NOT_MODIFIED = 200, 304
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH

WallClock = Callable[[], datetime]
"""The time of day, as an aware date-time."""


@runtime_checkable
class Revalidating(Protocol):
    """A fetch that can ask whether a document has changed."""

    def if_changed(self, request: Request, etag: str) -> Response:
        """Return the document, or a response 304 if it is still the one that ``etag`` names."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One document with what its freshness follows from; ``http`` and ``hint`` are seconds, ``None`` where unsaid."""

    url: str
    accept: str | None
    headers: Mapping[str, str]
    stored: datetime
    http: int | None
    hint: int | None
    body: bytes = field(repr=False)

    def response(self, url: str) -> Response:
        return Response(url, _OK, self.headers, self.body, Source.CACHE)

    def is_fresh(self, at: datetime) -> bool:
        said = [seconds for seconds in (self.http, self.hint) if seconds is not None]
        seconds = min([*said, LONGEST_SECONDS]) if said else 0
        return self.stored <= at < self.stored + timedelta(seconds=seconds)


def _now() -> datetime:
    return datetime.now(UTC)


class Cache:
    """A folder of documents, one file each; every write is whole or not there, and a damaged file counts as absent.

    What lies in the folder is believed, so each file bears a code made with a secret that the folder holds: files from
    another folder count as absent. So do links, and on POSIX files that belong to somebody else or that others may
    write to. The folder is made with mode 0700. Raises :class:`~mexbadge.errors.InputError` ``fetch_cache_folder``
    where it cannot be made, is a link or, on POSIX, where others may write to it, or to a folder above it that is not
    sticky, and so could put another in its place.
    """

    def __init__(self, folder: str | PathLike[str], *, clock: WallClock = _now) -> None:
        self._folder = Path(folder)
        self._clock = clock
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            safe = _is_own(self._folder)
            self._key = _key(self._folder / _KEY_NAME) if safe else b""
        except (OSError, ValueError):
            raise InputError("fetch_cache_folder", path=str(self._folder)) from None
        if not self._key:
            raise InputError("fetch_cache_folder", path=str(self._folder))

    def __repr__(self) -> str:
        return f"<Cache {str(self._folder)!r}>"

    def remember(self, url: str, seconds: int) -> None:
        """Note that what is kept for ``url`` holds for ``seconds`` (a status list's ``ttl``), unless HTTP says less."""
        entry = self.read(url)
        if entry is not None and entry.hint != max(0, seconds):
            self.write(replace(entry, hint=max(0, seconds)))

    def is_fresh(self, entry: _Entry) -> bool:
        """Say whether a document is still good without asking."""
        return entry.is_fresh(self._clock())

    def take(self, request: Request) -> _Entry | None:
        """Return what was kept for ``request``, fresh or not, or ``None``."""
        entry = self.read(request.url)
        if entry is None or len(entry.body) > LIMITS[request.kind] or entry.accept not in {None, request.accept}:
            return None
        return entry

    def keep(self, request: Request, response: Response) -> None:
        """Keep an answer 200 from the network, unless its publisher forbids it."""
        if response.status != _OK or response.source is not Source.NETWORK:
            return
        varied = {name.strip().lower() for name in response.headers.get("vary", "").split(",")}
        http, store = _freshness(response.headers)
        if not store or "*" in varied:
            self.forget(request.url)
            return
        headers = {name: response.headers[name] for name in _KEPT if name in response.headers}
        accept = request.accept if "accept" in varied else None
        self.write(_Entry(same_address(request.url), accept, headers, self._clock(), http, None, response.body))

    def renew(self, entry: _Entry, response: Response) -> None:
        """Note that a document was found unchanged (RFC 9111, section 4.3.4)."""
        http, store = _freshness(response.headers)
        if not store:
            self.forget(entry.url)
            return
        said = {"cache-control", "expires"} & response.headers.keys()
        self.write(replace(entry, stored=self._clock(), http=http if said else entry.http))

    def forget(self, url: str) -> None:
        """Take what was kept for ``url`` away."""
        with suppress(OSError):
            self._place(url).unlink(missing_ok=True)

    def read(self, url: str) -> _Entry | None:
        """Return what was kept for ``url``, or ``None`` where there is nothing whole."""
        try:
            with _opened(self._place(url)) as file:
                head = file.readline(_HEAD_BYTES)
                body = file.read(max(LIMITS.values()) + 1)
        except OSError:
            return None
        entry = _entry(head, body, self._key)
        return entry if entry is not None and entry.url == same_address(url) else None

    def write(self, entry: _Entry) -> None:
        """Write one document, whole or not at all; a cache that cannot be written to is no error."""
        with suppress(OSError):
            _replace(self._place(entry.url), _head(entry, self._key) + b"\n" + entry.body)

    def _place(self, url: str) -> Path:
        return self._folder / sha256(same_address(url).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Cached:
    """Ask the cache first, and ``inner`` for what is not fresh: callable as :data:`~mexbadge.fetch.types.Fetch`.

    ``offline`` never asks ``inner``; ``stale_ok`` lets it then answer with documents that are no longer fresh. Online,
    a stale document is never served.
    """

    inner: Fetch
    cache: Cache
    offline: bool = False
    stale_ok: bool = False

    def __call__(self, request: Request) -> Response:
        """Return a document; raise :class:`FetchError`, offline ``fetch_offline`` for what is not in the cache."""
        kept = self.cache.take(request)
        if kept is not None and (self.cache.is_fresh(kept) or (self.offline and self.stale_ok)):
            return kept.response(request.url)
        if self.offline:
            raise FetchError("fetch_offline", url=request.url)
        etag = kept.headers.get("etag") if kept is not None else None
        inner: object = self.inner
        if kept is None or etag is None or not isinstance(inner, Revalidating):
            answer = self.inner(request)
        else:
            answer = inner.if_changed(request, etag)
            if answer.status == _NOT_MODIFIED:
                self.cache.renew(kept, answer)
                return kept.response(request.url)
        self.cache.keep(request, answer)
        return answer

    def fresh(self) -> Self:
        """Return the same over a fresh budget."""
        return replace(self, inner=fresh(self.inner))


def _freshness(headers: Mapping[str, str]) -> tuple[int | None, bool]:
    """Return for how many seconds an answer is fresh (``None``: unsaid), and whether it may be kept at all."""
    directives: dict[str, str] = {}
    for part in headers.get("cache-control", "").split(","):
        name, _, value = part.partition("=")
        directives.setdefault(name.strip().lower(), value.strip().strip('"'))
    if "no-store" in directives:
        return None, False
    if "no-cache" in directives:
        return 0, True
    if "max-age" in directives:
        seconds = _seconds(directives["max-age"])
    elif "expires" in headers:
        seconds = _until(headers["expires"], headers.get("date", ""))
    else:
        return None, True
    return max(0, seconds - _seconds(headers.get("age", "0"))), True


def _seconds(text: str) -> int:
    digits = text.strip().lstrip("0")[:_DIGITS]
    return min(int(digits or "0"), _MOST_SECONDS) if _SECONDS.fullmatch(text.strip()) else 0


def _until(expires: str, date: str) -> int:
    """Return the seconds from one HTTP date to another; 0 where either cannot be read (RFC 9111, section 5.3)."""
    try:
        span = libraries.parsedate_to_datetime(expires) - libraries.parsedate_to_datetime(date)
        return int(span.total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 0


def _is_own(folder: Path) -> bool:
    """Return whether a folder, no link, belongs to whoever runs this, and nobody else can put another in its place."""
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return False
    if not _POSIX:
        return True
    if status.st_uid != os.geteuid() or status.st_mode & _OTHERS_WRITE:
        return False
    above = {*folder.absolute().parents, *folder.resolve().parents}
    return all(_holds_still(parent.stat()) for parent in above)


def _holds_still(status: os.stat_result) -> bool:
    """Say whether nobody else can rename what lies in a folder: it is sticky, or only owner and root write there.

    A group of whoever runs this alone, as many systems give everybody, is nobody else.
    """
    if status.st_mode & stat.S_ISVTX:
        return True
    alone = status.st_gid == os.getegid() == os.geteuid()
    others = stat.S_IWOTH if alone else _OTHERS_WRITE
    return status.st_uid in {0, os.geteuid()} and not status.st_mode & others


def _opened(place: Path) -> BinaryIO:
    """Open a file without following a link; raise :class:`OSError` where it is no plain file of one's own."""
    handle = os.open(place, os.O_RDONLY | _NO_LINK)
    status = os.fstat(handle)
    own = not _POSIX or (status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_WRITE)
    if not stat.S_ISREG(status.st_mode) or not own:
        os.close(handle)
        raise PermissionError(str(place))
    return os.fdopen(handle, "rb")


def _key(place: Path) -> bytes:
    """Return the folder's secret, made anew where there is none that can be used: what lay there counts as absent."""
    try:
        with _opened(place) as file:
            found = file.read(_KEY_BYTES + 1)
    except OSError:
        found = b""
    if len(found) == _KEY_BYTES:
        return found
    made = os.urandom(_KEY_BYTES)
    _replace(place, made)
    return made


def _replace(place: Path, content: bytes) -> None:
    """Put a file in its place, whole or not at all; raise :class:`OSError`."""
    with PartFile(place, mode=0o600) as part:
        part.file.write(content)
        part.put()


def _code(members: Mapping[str, Any], secret: bytes) -> str:
    return hmac.digest(secret, _json.dumps(members).encode("ascii"), "sha256").hex()


def _head(entry: _Entry, secret: bytes) -> bytes:
    members: dict[str, Any] = {
        "format": _FORMAT,
        "url": entry.url,
        "accept": entry.accept,
        "headers": dict(entry.headers),
        "stored": entry.stored.isoformat(),
        "http": entry.http,
        "hint": entry.hint,
        "sha256": sha256(entry.body).hexdigest(),
    }
    return _json.dumps({**members, "code": _code(members, secret)}).encode("ascii")


def _entry(head: bytes, body: bytes, secret: bytes) -> _Entry | None:
    """Read one file of the cache; whatever is wrong with it, it counts as absent."""
    try:
        members = _json.loads_object(head, max_bytes=_HEAD_BYTES)
        code = members.pop("code", None)
        if not isinstance(code, str) or not hmac.compare_digest(code.encode(), _code(members, secret).encode()):
            return None
        stored = datetime.fromisoformat(members["stored"])
        headers, http, hint = members["headers"], members["http"], members["hint"]
        whole = members["format"] == _FORMAT and members["sha256"] == sha256(body).hexdigest()
        url, accept = members["url"], members["accept"]
    except (InputError, KeyError, TypeError, ValueError):
        return None
    typed = isinstance(url, str) and isinstance(accept, str | None) and isinstance(headers, dict)
    counts = all(count is None or type(count) is int for count in (http, hint))
    if not (whole and typed and counts and stored.tzinfo is not None):
        return None
    if not all(isinstance(value, str) for value in headers.values()):
        return None
    return _Entry(url, accept, headers, stored, http, hint, body)
