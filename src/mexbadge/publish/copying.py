"""A site to the place from which it is served: a mounted folder, or a folder on a server by SFTP.

What is copied is a site that was written (:mod:`.writing`), in the same order: what is new (documents, media, pages),
what changed (media, pages, documents), what goes (pages, media, documents). At every moment the old or the new site is
whole there, and each page that is there leads only to what is there.

What was copied is noted file by file in a journal beside the site here: not there, where a server might show it, for it
names the addresses of people's pages. A stamp at the place, and the same one beside the journal, tell that nobody
copied there since by another journal, and that nobody put an older copy back: it is another one after each run that
changed anything. Else nothing that is noted is believed. By the journal a run that was cut short goes on where it
ended, and only what we wrote is ever removed. What it had begun may lie there under a hidden name
(``.NAME.part``): the next run removes it.
"""

import re
import secrets
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Final, Protocol, Self

from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.issuer.folder import delivery
from mexbadge.publish.files import Role
from mexbadge.publish.writing import (
    MARK,
    ORDER_GONE,
    ORDER_NEW,
    STAMP,
    Written,
    alone_at,
    kind_of,
    list_of,
    listed,
    lying,
    people_below,
    remove_from,
    require_names,
    require_ours,
)

__all__ = ["FolderPlace", "SitePlace", "copy_site", "journal_of", "place_of", "take_off"]

SFTP: Final = "sftp://"
_STAMP_BYTES: Final = 64


class SitePlace(Protocol):
    """Where a site is copied to. Paths are relative to it, with ``/``."""

    @property
    def name(self) -> str:
        """How it is called in what people read."""

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return what lies in a folder of it; nothing where there is none."""

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the path of every file below a folder of it; nothing where there is none."""

    def read(self, path: str, *, longest: int) -> bytes | None:
        """Return a file; ``None`` where there is none, or where it is longer."""

    def write(self, path: str, body: bytes) -> None:
        """Put a file in its place, at once."""

    def remove(self, path: str) -> bool:
        """Remove a file, and the folders that are empty then; return whether it was there."""

    def close(self) -> None:
        """Let go of what was opened."""


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """A folder of this computer, or one of another that is mounted here."""

    folder: Path

    @property
    def name(self) -> str:
        """Its path."""
        return str(self.folder)

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return what lies there."""
        try:
            return tuple(sorted(entry.name for entry in (self.folder / folder).iterdir()))
        except (FileNotFoundError, NotADirectoryError):
            return ()

    def below(self, folder: str) -> tuple[str, ...]:
        """Return every file below a folder; nothing of one to which only a link leads: others may use it."""
        start = self.folder / folder
        linked = any(path.is_symlink() for path in (start, *start.parents) if path.is_relative_to(self.folder))
        return () if linked else tuple(f"{folder}/{path}" for path in lying(start))

    def read(self, path: str, *, longest: int) -> bytes | None:
        """Return a file."""
        try:
            with (self.folder / path).open("rb") as file:
                body = file.read(longest + 1)
        except OSError:
            return None
        return body if len(body) <= longest else None

    def write(self, path: str, body: bytes) -> None:
        """Put a file in its place; raises as :func:`mexbadge.issuer.folder.delivery.deliver`."""
        delivery.write_file(self.folder / path, body)

    def remove(self, path: str) -> bool:
        """Remove a file; raises as :func:`mexbadge.publish.writing.remove_from`."""
        return remove_from(self.folder, path)

    def close(self) -> None:
        """Do nothing: nothing is open."""


def place_of(destination: str, *, known_hosts: Path | None = None, identity: Path | None = None) -> SitePlace:
    """Return the place that ``destination`` names: ``sftp://user@host/path``, or a folder.

    ``known_hosts`` is the file with the keys of servers (that of the user, unless another is named), ``identity`` the
    private key to log in with. Raises :class:`InputError` ``sftp_extra`` where the extra ``sftp`` is not installed,
    and as :meth:`mexbadge.deliver.sftp.SftpPlace.of`.
    """
    if not destination.startswith(SFTP):
        if "://" in destination:
            raise InputError("copy_scheme", value=destination)
        return FolderPlace(Path(destination).resolve())
    try:
        sftp = import_module("mexbadge.deliver.sftp")
    except ImportError:
        raise InputError("sftp_extra") from None
    made: SitePlace = sftp.SftpPlace.of(destination, known_hosts=known_hosts, identity=identity)
    return made


def journal_of(folder: Path, place: SitePlace) -> Path:
    """Return where it is noted what of the site in ``folder`` was copied to ``place``."""
    whole = folder.resolve()
    return whole.with_name(f".{whole.name}.to-{sha256(place.name.encode('utf-8')).hexdigest()[:12]}")


def copy_site(
    folder: Path,
    place: SitePlace,
    *,
    anew: bool = False,
    newer: Callable[[SitePlace], None] | None = None,
    rng: Callable[[int], bytes] = secrets.token_bytes,
) -> Written:
    """Copy the site in ``folder`` to ``place``, and return what changed there.

    ``newer`` is asked first, and raises where the place knows more than the register. With ``anew`` everything is sent
    again; likewise where the place has not the stamp of the journal here, and then what lies among people's pages there
    and is not of the site goes as well. ``rng`` gives the stamp's bytes.

    Raises :class:`InputError` ``copy_itself``, ``site_busy`` beside another run, ``copy_unfinished`` where the site
    here is not whole, ``site_foreign``, ``site_is_issuer`` and ``site_kind`` for a place that is not such a site's; and
    whatever the place raises, after which the site is whole there, and the next time goes on.
    """
    files = _whole(folder)
    _require_place(folder, place)
    _require_kind(files, place)
    if newer is not None:
        newer(place)
    with _Journal(journal_of(folder, place)) as journal:
        agreed = journal.agrees(place)
        _sweep(place, {MARK, STAMP, *(journal.begun() if agreed else {*files, *journal.known})})
        if MARK not in place.names():
            place.write(MARK, (folder / MARK).read_bytes())
        if not agreed:
            journal.doubt(place, people_below({*files, *journal.known}))
            journal.stamp(place, rng(16).hex().encode("ascii"))
        known = journal.now()
        new = {path: role for path, (role, _) in files.items() if path not in known}
        changed = {
            path: files[path][0] for path in files if path in known and (anew or known[path][1] != files[path][1])
        }
        order = [path for path, _ in sorted(new.items(), key=lambda one: (ORDER_NEW[one[1]], one[0]))]
        order += [path for path, _ in sorted(changed.items(), key=lambda one: (one[1], one[0]))]
        for path in order:
            role, key = files[path]
            journal.note(path, role, "")  # so that what was begun is known as ours
            place.write(path, (folder / path).read_bytes())
            journal.note(path, role, key)
        gone = sorted((ORDER_GONE[role], path) for path, (role, _) in known.items() if path not in files)
        removed = []
        for _, path in gone:
            removed += [path] if place.remove(path) else []
            journal.forget(path)
        if agreed and (order or gone):
            journal.stamp(place, rng(16).hex().encode("ascii"))
        journal.settle()
    kept = len(files) - len(new) - len(changed)
    return Written(tuple(sorted(new)), tuple(sorted(changed)), tuple(removed), kept)


def take_off(folder: Path, place: SitePlace) -> Written:
    """Remove from ``place`` all that was copied there of the site in ``folder``; what is not ours stays.

    Raises :class:`InputError` ``copy_nothing_noted`` where nothing is noted as copied there, and whatever the place
    raises.
    """
    with _Journal(journal_of(folder, place)) as journal:
        if not journal.known:
            raise InputError("copy_nothing_noted", place=place.name)
        agreed = journal.agrees(place)
        _sweep(place, {MARK, STAMP, *(journal.begun() if agreed else journal.known)})
        if not agreed:
            journal.doubt(place, people_below(journal.known))
        removed = []
        for _, path in sorted((ORDER_GONE[role], path) for path, (role, _) in journal.now().items()):
            removed += [path] if place.remove(path) else []
            journal.forget(path)
        place.remove(STAMP)
        place.remove(MARK)
    return Written(removed=tuple(removed))


_PART: Final = re.compile(r"\.(?P<name>.+?)(?:\.[0-9a-f]{8})?\.part")
"""The hidden name under which a file is written; in a folder with letters of chance, by SFTP without."""


def _sweep(place: SitePlace, paths: Iterable[str]) -> None:
    """Remove what a run that was killed left of the files at ``paths``, and nothing else that is hidden there."""
    wanted: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        wanted.setdefault(folder, set()).add(name)
    for folder, names in sorted(wanted.items()):
        for one in place.names(folder):
            found = _PART.fullmatch(one)
            if found and found["name"] in names:
                place.remove(f"{folder}/{one}" if folder else one)


def _whole(folder: Path) -> dict[str, tuple[Role, str]]:
    """Return the site's files, each with its role and the digest of what it is made of; they are all there."""
    files = {path: (one.role, one.key) for path, one in listed(folder).items()}
    if not files or any(not key or not (folder / path).is_file() for path, (_, key) in files.items()):
        raise InputError("copy_unfinished", path=str(folder), list=list_of(folder).name)
    return files


def _require_place(folder: Path, place: SitePlace) -> None:
    if isinstance(place, FolderPlace):
        here, there = folder.resolve(), place.folder.resolve()
        if here == there or here in there.parents or there in here.parents:
            raise InputError("copy_itself", path=str(folder), place=place.name)
        require_ours(place.folder)
    else:
        require_names(place.name, place.names())


def _require_kind(files: Iterable[str], place: SitePlace) -> None:
    """Refuse a place where a site of another kind lies, as far as what lies at its top tells that."""
    here, there = kind_of(files), kind_of(place.names())
    if here is not None and there not in {here, None}:
        raise InputError("site_kind", where=place.name, path=place.name)


class _Journal:
    """What was copied: a line for each file that arrived or went; the last one of a path counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = path.with_name(f"{path.name}.mark")
        self.known: dict[str, tuple[Role, str]] = {}
        self._now: dict[str, tuple[Role, str]] = {}
        self._whole = False
        self._file: BinaryIO | None = None
        self._held = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as held:
            held.enter_context(alone_at(self._path))
            self.known, self._whole = _known(self._path)
            self._now = dict(self.known)
            self.settle()
            self._file = held.enter_context(self._path.open("ab"))
            self._held = held.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def now(self) -> dict[str, tuple[Role, str]]:
        """Return what lies there, as far as it is noted by now."""
        return dict(self._now)

    def begun(self) -> frozenset[str]:
        """Return what a run began to write there, and nobody noted that it ended."""
        return frozenset(path for path, (_, key) in self._now.items() if not key)

    def agrees(self, place: SitePlace) -> bool:
        """Return whether the place was last copied to by this journal, and the journal is whole."""
        return self._whole and place.read(STAMP, longest=_STAMP_BYTES) in self._stamps()

    def doubt(self, place: SitePlace, tops: Iterable[str]) -> None:
        """Note of all that nobody knows its state, and of what lies below ``tops`` that it is ours."""
        self._own.unlink(missing_ok=True)  # so that a run that is cut short here is doubted again
        for path, (role, _) in self.now().items():
            self.note(path, role, "")
        for path in (path for top in tops for path in place.below(top)):
            if path not in self._now:
                self.note(path, Role.DOCUMENT, "")

    def stamp(self, place: SitePlace, token: bytes) -> None:
        """Note here and there that this journal knows what lies there; cut short, either stamp is known."""
        if before := self._stamps():
            delivery.write_file(self._own, b" ".join([*before, token]), owned=True)
        place.write(STAMP, token)
        delivery.write_file(self._own, token, owned=True)

    def _stamps(self) -> list[bytes]:
        return self._own.read_bytes().split() if self._own.is_file() else []

    def note(self, path: str, role: Role, key: str) -> None:
        """Note that a file lies there; without a key, that nobody knows in which state."""
        self._now[path] = (role, key)
        self._line([path, key, int(role)])

    def forget(self, path: str) -> None:
        """Note that a file is gone."""
        self._now.pop(path, None)
        self._line([path])

    def settle(self) -> None:
        """Write the journal short: a line for each file that lies there."""
        lines = (_line_of([path, key, int(role)]) for path, (role, key) in sorted(self._now.items()))
        delivery.write_file(self._path, lines, owned=True)

    def _line(self, values: list[object]) -> None:
        if self._file is not None:
            self._file.write(_line_of(values))
            self._file.flush()


def _line_of(values: list[object]) -> bytes:
    return f"{_json.dumps(values)}\n".encode("ascii")


def _known(path: Path) -> tuple[dict[str, tuple[Role, str]], bool]:
    """Read a journal as far as it can be read, and say whether that is all: but for half a line at its end.

    A run that was killed may have left that.
    """
    found: dict[str, tuple[Role, str]] = {}
    lines = _lines(path)
    cut = bool(lines) and not lines[-1].endswith(b"\n")
    for number, line in enumerate(lines, 1):
        try:
            name, *rest = _json.loads(line)
            if rest:
                found[str(name)] = (Role(int(rest[1])), str(rest[0]))
            else:
                found.pop(str(name), None)
        except (ValueError, TypeError, IndexError, InputError):
            return found, cut and number == len(lines)
    return found, bool(lines)


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines(keepends=True)
    except OSError:
        return []
