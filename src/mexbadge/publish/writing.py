"""A site into its folder: only what changed, in an order in which the old or the new site is whole at every moment.

The order is decision 29:

1. What is new comes first: documents, then media, then pages. Nothing that is there refers to it yet.
2. What changed is replaced, each file at once: media, pages, and last the documents that verifiers depend on.
3. What belongs to the site no longer goes: pages, media, documents.

Beside the folder, not in it, lies the list of its files (:data:`LIST`): by it the next time knows what is as it was,
and what may be removed. It is not in the folder because it names the addresses of people's pages, which nobody can
guess. It is written first with all that will come, so that also after a kill nothing of ours is taken for foreign.
A second one (:data:`GONE`) names what left the site, so that a host can be asked whether it still gives it.
"""

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final, Self

from mexbadge import _files, _json
from mexbadge._published import SITE
from mexbadge.errors import InputError, RegisterError
from mexbadge.fetch.resources import INDEX
from mexbadge.issuer import register
from mexbadge.issuer.folder import delivery
from mexbadge.publish.changes import Changes, Listed, stand
from mexbadge.publish.files import Role, SiteFile

__all__ = [
    "GONE",
    "LIST",
    "MARK",
    "ORDER_GONE",
    "ORDER_NEW",
    "STAMP",
    "Listed",
    "SiteKind",
    "Written",
    "alone_at",
    "gone_from",
    "kind_of",
    "list_of",
    "listed",
    "lying",
    "people_below",
    "remove_from",
    "require_kind",
    "require_names",
    "require_ours",
    "write_site",
]

MARK: Final = SITE
"""The file that tells that a folder is a site of ours."""
STAMP: Final = "mexbadge-copied.txt"
"""The file at a place a site was copied to that tells which journal knows what lies there."""
LIST: Final = ".site"
"""What is added to the folder's name for the list of its files."""
GONE: Final = ".gone"
"""What is added to the folder's name for the list of what left the site."""
_MOST_GONE: Final = 5000
_MARK: Final = b"This site was written by mexbadge publish, and is written again by it.\n"
_SECRETS: Final = frozenset({"mexbadge.toml", "register.db", "keys"})
"""What an issuer's folder has, and a site never."""


@dataclass(frozen=True, slots=True)
class Written:
    """What :func:`write_site` did: paths, each in order.

    ``foreign`` files lie in the folder and are not the site's; they are left alone.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0
    foreign: tuple[str, ...] = ()

    @classmethod
    def of(cls, several: Sequence[Self]) -> Self:
        """Return what several times did together, one after another; what came and went again was never there."""
        if len(several) == 1:
            return several[0]
        first: dict[str, str] = {}
        last: dict[str, str] = {}
        for one in several:
            for kind in _KINDS:
                told: tuple[str, ...] = getattr(one, kind)
                last |= dict.fromkeys(told, kind)
                first = dict.fromkeys(told, kind) | first
        added = sorted(path for path, kind in first.items() if kind == "added" and last[path] != "removed")
        changed = [path for path, kind in first.items() if kind != "added" and last[path] != "removed"]
        removed = [path for path, kind in first.items() if kind != "added" and last[path] == "removed"]
        latest = several[-1]
        kept = len(latest.added) + len(latest.changed) + latest.kept - len(added) - len(changed)
        return cls(tuple(added), tuple(changed), tuple(removed), kept, latest.foreign)


_KINDS: Final = ("added", "changed", "removed")


def list_of(folder: Path) -> Path:
    """Return where the list of a site's files lies: beside its folder."""
    whole = folder.resolve()
    return whole.with_name(f".{whole.name}{LIST}")


def listed(folder: Path) -> dict[str, Listed]:
    """Return what the list of a site's files says, by path; empty where there is none that can be read."""
    return _read(list_of(folder))


@contextmanager
def alone_at(path: Path, busy: str = "site_busy") -> Iterator[None]:
    """Hold ``path`` for one run, by a file beside it; raise :class:`InputError` ``busy`` where another one does.

    On a drive that has no locks nothing is held, and every run goes on: that two never run at once is then for whoever
    starts them to see to.
    """
    with delivery.written(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _files.lock(handle, alone=True) and _has_locks(path.parent):
            raise InputError(busy, path=str(path.with_name(f"{path.name}.lock")))
        yield
    finally:
        os.close(handle)


def _has_locks(folder: Path) -> bool:
    """Return whether the drive of a folder has locks at all: a new file, which nobody else knows, can be locked."""
    with delivery.written(folder), TemporaryFile(dir=folder) as file:
        return _files.lock(file.fileno(), alone=True)


def people_below(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders below which a site has people's pages and nothing else: one of each college in it."""
    return tuple(sorted(f"{path.removesuffix(INDEX)}b" for path in paths if f"/{path}".endswith(f"/{INDEX}")))


def gone_from(folder: Path) -> tuple[str, ...]:
    """Return the paths that left the site and did not come back, the latest last."""
    try:
        with _gone_list(folder).open("rb") as file:
            return tuple(str(_json.loads(line)) for line in file)
    except (OSError, ValueError, InputError):
        return ()


def _gone_list(folder: Path) -> Path:
    whole = folder.resolve()
    return whole.with_name(f".{whole.name}{GONE}")


def require_ours(folder: Path) -> None:
    """Refuse to write a site where it does not belong.

    Raises :class:`InputError` ``site_not_a_folder`` for a file, ``site_is_issuer`` for an issuer's folder or one above
    or below it that would publish it, ``site_foreign`` for a folder that has files and is no site of ours, and
    ``register_secret_hosted`` where a private key lies in it, ``register_database_hosted`` for a database.
    """
    if not folder.exists():
        _require_outside(folder)
        return
    if not folder.is_dir():
        raise InputError("site_not_a_folder", where=str(folder), path=str(folder))
    _require_outside(folder)
    require_names(str(folder), [entry.name for entry in folder.iterdir()])
    register.keyring.refuse_published_secrets(folder, whole=False)


def require_names(place: str, names: Iterable[str]) -> None:
    """Refuse a place by the names that lie in it: ``site_is_issuer`` and ``site_foreign``, as :func:`require_ours`."""
    there = sorted(name for name in names if not (name.startswith(f".{MARK}.") and name.endswith(".part")))
    if held := _SECRETS.intersection(there):
        raise InputError("site_is_issuer", where=place, path=place, file=min(held))
    if there and MARK not in there:
        raise InputError("site_foreign", where=place, path=place, file=there[0])


def _require_outside(folder: Path) -> None:
    """Refuse a folder inside an issuer's, but for one of its own that holds nothing else."""
    for parent in folder.resolve().parents:
        if (parent / delivery.FILE).is_file() and folder.resolve().relative_to(parent).parts[0] in _OF_THE_ISSUER:
            raise InputError("site_is_issuer", where=str(folder), path=str(folder), file=delivery.FILE)


_OF_THE_ISSUER: Final = frozenset(
    {"hosted", "keys", "issued", "images", "achievements", "site", "mail", "pathways", "vacancies"}
)


def write_site(folder: Path, files: Iterable[SiteFile], *, anew: bool = False) -> Written:
    """Write ``files`` as the site in ``folder``, and return what changed.

    With ``anew`` every file is made again, also where its key says that it is as it was. Where many are to be made,
    ``files`` are gone through once for each step, so that they are never all in memory: they should not be an iterator,
    which is kept as a list.

    Raises as :func:`require_ours` and :func:`~mexbadge.publish.files.require_paths`, :class:`InputError` ``site_busy``
    beside another run, and :class:`RegisterError` as :func:`mexbadge.issuer.folder.delivery.deliver`, after which the
    site is whole, and the next time goes on.
    """
    require_ours(folder)
    with alone_at(list_of(folder)):
        return _write_site(folder, list(files) if isinstance(files, Iterator) else files, anew=anew)


def _write_site(folder: Path, files: Iterable[SiteFile], *, anew: bool) -> Written:
    known = _read(list_of(folder))
    plan = Changes.of(folder, files, {} if anew else known, also=(MARK, STAMP))
    with delivery.written(folder):
        folder.mkdir(parents=True, exist_ok=True)
    if not known or not all(was.key for was in known.values()):  # else the last run ended well, and left no parts
        delivery.sweep(folder, alone=True)
    if not (folder / MARK).is_file():
        delivery.write_file(folder / MARK, _MARK)
    foreign = _foreign(folder, plan.wanted, known)
    _keep(folder, known, plan.doubtful())
    added, touched = [], []
    for role in sorted(ORDER_NEW, key=ORDER_NEW.__getitem__):
        together = _SYNCS and list(plan.new.values()).count(role) > _MANY
        for file in plan.new_ones(role):
            known[file.path], _ = _write(folder, file, lasting=file.role is Role.DOCUMENT and not together)
            added.append(file.path)
        if together and role is Role.DOCUMENT:
            os.sync()
    for role in Role:
        for file in plan.changed_ones(role):
            was = (folder / file.path).read_bytes()
            known[file.path], differs = _write(folder, file, was, lasting=file.role is Role.DOCUMENT)
            touched += [file.path] if differs else []
    gone = sorted((ORDER_GONE[was.role], path) for path, was in known.items() if path not in plan.wanted)
    _note_gone(folder, [path for _, path in gone], plan.wanted)
    removed = [path for _, path in gone if remove_from(folder, path)]
    for _, path in gone:
        del known[path]
    _keep(folder, known)
    kept = len(plan.wanted) - len(added) - len(touched)
    return Written(tuple(sorted(added)), tuple(touched), tuple(removed), kept, tuple(foreign))


_SYNCS: Final = sys.platform == "linux"
"""Whether the system brings all that was written to the disk when it is asked once, and says when that is done."""
_MANY: Final = 200
"""More new documents than these are brought to the disk together; a list that doubts them stands until then."""


def _foreign(folder: Path, wanted: Collection[str], known: dict[str, Listed]) -> list[str]:
    """Return what lies in a folder and is not the site's; what lies among people's pages is known as ours from now on.

    Of that the list was lost: nobody else puts anything there.
    """
    tops = tuple(f"{top}/" for top in people_below({*wanted, *known}))
    found = []
    for path in lying(folder):
        if path in wanted or path in known or path in {MARK, STAMP}:
            continue
        if path.startswith(tops):
            known[path] = Listed("", -1, Role.DOCUMENT)
        else:
            found.append(path)
    return found


ORDER_NEW: Final = {Role.DOCUMENT: 1, Role.MEDIA: 2, Role.PAGE: 3}
"""In which order what is new comes: what a page leads to before the page."""
ORDER_GONE: Final = {Role.PAGE: 1, Role.MEDIA: 2, Role.DOCUMENT: 3}
"""In which order what is no longer wanted goes: the page before what it leads to."""


def _note_gone(folder: Path, gone: list[str], wanted: Collection[str]) -> None:
    """Note what is about to leave the site, and forget what came back."""
    before = gone_from(folder)
    after = [path for path in dict.fromkeys([*before, *gone]) if path not in wanted][-_MOST_GONE:]
    if tuple(after) != before:
        lines = (f"{_json.dumps(path)}\n".encode("ascii") for path in after)
        delivery.write_file(_gone_list(folder), lines, owned=True)


def _write(folder: Path, file: SiteFile, was: bytes | None = None, *, lasting: bool) -> tuple[Listed, bool]:
    """Make a file, and put it in its place where it is not what lies there; return whether it was.

    One that is ``lasting`` is on the disk before anything else is written.
    """
    body, target = file.make(), folder / file.path
    if body != was:
        delivery.write_file(target, body) if lasting else _put(target, body)
    size, at = stand(str(target)) or (-1, -1)
    return Listed(file.key, size, file.role, at), body != was


def _put(target: Path, body: bytes) -> None:
    """Write a file at once; what people read need not outlive a power cut, for the next time writes it again."""
    with delivery.written(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _files.PartFile(target, again=True) as part:
            part.file.write(body)
            part.put()


class SiteKind(Enum):
    """The kinds of sites; each has a folder of its own."""

    COLLEGE = "college"
    SEVERAL = "several"
    EXCHANGE = "exchange"
    LEARNER = "learner"


_EXCHANGE: Final = frozenset({"approved.json", "register/index.html", "demand/index.html"})
_LEARNER: Final = frozenset({"resume.json"})


def kind_of(paths: Iterable[str]) -> SiteKind | None:
    """Return what kind of site these are files of; ``None`` where that cannot be told.

    A college has its list of resources at the top, several that share a site each have one below it; an exchange and a
    learner have none, and each has files that no other kind has.
    """
    found = frozenset(paths)
    if tops := people_below(found):
        return SiteKind.COLLEGE if "b" in tops else SiteKind.SEVERAL
    if found & _EXCHANGE:
        return SiteKind.EXCHANGE
    return SiteKind.LEARNER if found & _LEARNER else None


def require_kind(folder: Path, kind: SiteKind) -> None:
    """Refuse to write one kind of site over another, whose files would all go: raise :class:`InputError` ``site_kind``.

    Where the list of its files is lost, what lies in the folder tells.
    """
    there = kind_of(listed(folder).keys() or _telling(folder))
    if there not in {kind, None}:
        raise InputError("site_kind", where=str(folder), path=str(folder))


def _telling(folder: Path) -> Iterator[str]:
    """Yield what lies in a folder and tells which kind of site it is."""
    if (folder / MARK).is_file():
        yield from (path for path in (INDEX, *_EXCHANGE, *_LEARNER) if (folder / path).is_file())
        yield from (path.relative_to(folder).as_posix() for path in folder.glob(f"*/{INDEX}"))


def remove_from(folder: Path, path: str) -> bool:
    """Remove a file of ours, and the folders that are empty then; return whether it was there.

    Raises :class:`RegisterError` ``register_file_unwritable``.
    """
    target = folder / path
    try:
        target.unlink()
    except FileNotFoundError:
        return False
    except OSError:
        raise RegisterError("register_file_unwritable", register=str(folder)) from None
    for parent in target.parents:
        if parent == folder:
            break
        with suppress(OSError):
            parent.rmdir()
    return True


def lying(folder: Path) -> Iterator[str]:
    """Yield the path of every file below a folder; nothing where there is none."""
    start = len(str(folder)) + 1
    for place, inner, names in os.walk(folder):
        inner.sort()
        above = f"{place[start:]}/".replace(os.sep, "/") if len(place) > start else ""
        yield from (f"{above}{name}" for name in sorted(names))


def _read(path: Path) -> dict[str, Listed]:
    """Read the list of a site's files; a list that cannot be read is none: then all is made again, nothing removed."""
    found: dict[str, Listed] = {}
    try:
        with path.open("rb") as file:
            for line in file:
                name, key, size, role, *at = _json.loads(line)  # once it did not say when
                found[str(name)] = Listed(str(key), int(size), Role(int(role)), *map(int, at))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, InputError):
        return {}
    return found


def _keep(folder: Path, files: Mapping[str, Listed], doubtful: Mapping[str, Role] | None = None) -> None:
    """Write the list of a site's files; of those that are ``doubtful`` it says that nobody knows how they stand."""
    unsure = doubtful or {}

    def lines() -> Iterator[bytes]:
        for path in sorted(files.keys() | unsure.keys()):
            was = Listed("", -1, unsure[path]) if path in unsure else files[path]
            yield f"{_json.dumps([path, was.key, was.size, int(was.role), was.at])}\n".encode("ascii")

    delivery.write_file(list_of(folder), lines(), owned=True)
