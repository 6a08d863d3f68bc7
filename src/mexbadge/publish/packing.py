"""A site as one file for the people who run the web server: the site, what the host is told, and a note.

The same site gives the same bytes, on every system: files in order, without compression or times of their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from mexbadge import _files
from mexbadge._published import refuse_published
from mexbadge.errors import InputError
from mexbadge.issuer.folder import delivery
from mexbadge.publish.files import SiteFile, require_paths
from mexbadge.texts import LANGUAGES, Lang, message

__all__ = ["NOTE", "note_of", "pack_site"]

NOTE: Final = "READ-ME-LISEZ-MOI.txt"
"""The name of the note."""
_SITE: Final = "site/"
_HOST: Final = "host/"
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o100644 << 16
_POSIX: Final = 3


def pack_site(target: Path, files: Iterable[SiteFile], *, note: str, host: Mapping[str, bytes]) -> int:
    """Write a site into the zip file ``target``, whole or not at all, for its owner alone; return how many files.

    ``host`` are files for the settings of the server. Raises :class:`InputError` as
    :func:`~mexbadge.publish.files.require_paths`, ``register_into_hosted``, and ``site_zip_foreign`` for a file that is
    there and is no packed site; :class:`RegisterError` as :func:`mexbadge.issuer.folder.delivery.written`.
    """
    refuse_published(target)
    if target.exists() and not _is_packed(target):
        raise InputError("site_zip_foreign", where=str(target), path=str(target))
    planned = sorted(files, key=lambda one: one.path)
    require_paths([file.path for file in planned])
    with delivery.written(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _files.PartFile(target, owned=True) as part:
            with ZipFile(part.file, "w", ZIP_STORED) as packed:
                for name, body in _entries(planned, note, host):
                    packed.writestr(_entry(name), body)
            part.put()
    return len(planned)


def _is_packed(target: Path) -> bool:
    try:
        with ZipFile(target) as packed:
            return NOTE in packed.namelist()
    except (OSError, ValueError, BadZipFile):
        return False


def note_of(bases: Iterable[str], host: Mapping[str, bytes], main: Iterable[Lang] = ()) -> str:
    """Return what the note says in every language: what goes where, in which order, and how to see that it did.

    ``main`` are the languages that come first.
    """
    listed = ", ".join(f"{base}/" for base in bases)
    parts = []
    for lang in dict.fromkeys([*main, *LANGUAGES]):
        lines = [message("site_note", lang, url=listed)]
        lines += (
            [message("site_note_host", lang, names=", ".join(f"{_HOST}{name}" for name in sorted(host)))]
            if host
            else []
        )
        parts.append("\n".join(lines))
    return "\n\n----------\n\n".join(parts) + "\n"


def _entries(files: Iterable[SiteFile], note: str, host: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield NOTE, note.replace("\n", "\r\n").encode("utf-8-sig")
    yield from ((f"{_HOST}{name}", body) for name, body in sorted(host.items()))
    yield from ((f"{_SITE}{file.path}", file.make()) for file in files)


def _entry(name: str) -> ZipInfo:
    made = ZipInfo(name, _TIME)
    made.create_system, made.external_attr = _POSIX, _MODE
    return made
