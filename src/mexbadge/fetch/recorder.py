"""Keep every document that was used, so that a verification can be repeated years later."""

import dataclasses
import threading
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from operator import itemgetter
from os import PathLike
from pathlib import Path
from typing import Any, Final

from mexbadge import _json, _limits
from mexbadge._files import PartFile
from mexbadge.errors import InputError
from mexbadge.fetch import libraries
from mexbadge.fetch.addresses import same_address
from mexbadge.fetch.fallback import fresh
from mexbadge.fetch.resources import FORMAT, INDEX, VERSION
from mexbadge.fetch.types import LIMITS, Fetch, Request, Response

__all__ = ["Recorder"]

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_MODE: Final = 0o100644 << 16


class _Store:
    """Answers by their address, the first for each; safe in several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: dict[str, Response] = {}

    def get(self, key: str) -> Response | None:
        with self._lock:
            return self._answers.get(key)

    def keep(self, key: str, answer: Response) -> Response:
        with self._lock:
            return self._answers.setdefault(key, answer)

    def items(self) -> tuple[tuple[str, Response], ...]:
        with self._lock:
            return tuple(self._answers.items())


class Recorder:
    """Ask ``inner``, and keep each answer: callable as :data:`~mexbadge.fetch.types.Fetch`; safe in several threads.

    A document that was asked before is answered from what was kept, so that the recording holds exactly what was
    judged.
    Answers of any status are kept; failures are not, and are asked again.
    """

    def __init__(self, inner: Fetch, *, store: "_Store | None" = None) -> None:
        self._inner = inner
        self._store = _Store() if store is None else store

    def __repr__(self) -> str:
        return f"<Recorder: {len(self.responses)} documents>"

    def __call__(self, request: Request) -> Response:
        """Return the answer of the inner fetch, and keep it."""
        key = same_address(request.url)
        kept = self._store.get(key)
        if kept is not None and len(kept.body) <= LIMITS[request.kind]:
            return kept if kept.url == request.url else dataclasses.replace(kept, url=request.url)
        return self._store.keep(key, self._inner(request))

    def fresh(self) -> "Recorder":
        """Return a recorder over a fresh budget that writes into the same recording."""
        return Recorder(fresh(self._inner), store=self._store)

    @property
    def responses(self) -> tuple[Response, ...]:
        """Every answer that was kept, in the order in which they came."""
        return tuple(answer for _, answer in self._store.items())

    def index(self) -> bytes:
        """Return the index of the recording as it stands in the zip: every document with its SHA-256."""
        return _index(sorted(self._store.items(), key=itemgetter(0)))

    def write(
        self, path: str | PathLike[str], *, overwrite: bool = False, beside: Mapping[str, bytes] | None = None
    ) -> None:
        """Write the answers as a zip that :meth:`ResourceSet.load` reads back; equal answers give equal bytes.

        ``beside`` are further files for the zip, by their paths; they are no documents.

        Raises :class:`~mexbadge.errors.InputError`: ``fetch_recording_exists`` unless ``overwrite``,
        ``fetch_recording_too_large`` beyond 64 MiB, ``fetch_recording_write``.
        """
        place = Path(path)
        kept = sorted(self._store.items(), key=itemgetter(0))
        if sum(len(answer.body) for _, answer in kept) > _limits.RESOURCE_BYTES:
            raise InputError("fetch_recording_too_large", path=str(place))
        data = _archive(kept, beside or {})
        try:
            if overwrite:
                _replace(place, data)
            else:
                with place.open("xb") as file:
                    file.write(data)
        except FileExistsError:
            raise InputError("fetch_recording_exists", path=str(place)) from None
        except (OSError, ValueError):
            raise InputError("fetch_recording_write", path=str(place)) from None


def _replace(place: Path, data: bytes) -> None:
    with PartFile(place, again=True) as part:
        part.file.write(data)
        part.put()


def _index(kept: Iterable[tuple[str, Response]]) -> bytes:
    """Return the index of what was kept."""
    entries: list[dict[str, Any]] = []
    for url, answer in kept:
        entry = {"url": url, "path": _path(answer), "status": answer.status, "sha256": answer.digest}
        for member in ("content_type", "content_location"):
            value = answer.headers.get(member.replace("_", "-"))
            if value is not None:
                entry[member] = value
        entries.append(entry)
    return _json.dumps({"format": FORMAT, "version": VERSION, "resources": entries}, indent=2).encode("ascii")


def _path(answer: Response) -> str:
    return f"documents/{answer.digest}"


def _archive(kept: Sequence[tuple[str, Response]], beside: Mapping[str, bytes]) -> bytes:
    """Write a zip: the index, then each different body once, under the name of its SHA-256; stored as it is."""
    bodies = {_path(answer): answer.body for _, answer in kept}
    files = {INDEX: _index(kept), **dict(sorted(bodies.items())), **dict(sorted(beside.items()))}
    buffer = BytesIO()
    with libraries.zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            member_info = libraries.zipfile.ZipInfo(name, _FIRST_DAY)
            member_info.create_system = _UNIX
            member_info.external_attr = _MODE
            archive.writestr(member_info, data)
    return buffer.getvalue()
