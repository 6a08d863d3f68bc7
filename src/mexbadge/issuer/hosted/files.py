"""Writing the folder ``hosted``: all of it, or what changed since it was written last.

What badges share is looked at each time, and so is every badge of 2.0 whose place says that it was revoked. Of the
others only those are written to which something happened, so that a command costs the same however many there are.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.credentials.ob3 import Form
from mexbadge.credentials.published_keys import resource_map
from mexbadge.fetch.resources import INDEX
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.folder.ob2 import assertions_url
from mexbadge.issuer.hosted import badges, documents, documents_ob2
from mexbadge.issuer.hosted import mark as hosted_mark
from mexbadge.issuer.hosted.documents import HostedDocument
from mexbadge.issuer.pipeline import ledger_entries, pictures
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.register import keyring
from mexbadge.ledger import SUFFIX
from mexbadge.ledger.export import export

__all__ = ["drop_page", "write_hosted"]

_KIND_OF_ASSERTIONS: Final = "application/ld+json"


def write_hosted(desk: Desk, *, whole: bool = True) -> tuple[Path, ...]:
    """Write the folder ``hosted`` and return the files that changed; a file that stays the same is not touched.

    Without ``whole`` only what happened since it was written last is written, where the folder tells how far that was.
    Whoever calls this holds the register, and has seen to it that it is not behind what lies there
    (:mod:`.behind`). Raises :class:`InputError` ``register_secret_hosted`` if a private key lies in it,
    and as :func:`mexbadge.issuer.hosted.documents.hosted`.
    """
    folder = desk.folder / delivery.HOSTED
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with desk.register.read() as connection:
        since = None if whole else hosted_mark.valid(desk, connection)
        keyring.refuse_published_secrets(folder, whole=since is None)
        shared = documents.shared(desk)
        files = documents.files_of(shared)
        files[INDEX] = f"{_json.dumps(_index(desk, shared), indent=2)}\n".encode("ascii")
        for name, body in files.items():
            _write(folder / name, body, written)
        names = None
        if since is not None:
            changed = hosted_mark.changed_since(connection, since)
            names = list(dict.fromkeys([*changed, *documents_ob2.revoked_of(connection, Form.OB2_HOSTED)]))
        receipts = _write_badges(folder, documents.of_badges(desk, connection, names), written)
        _drop_receipts(folder, receipts, None if names is None else badges.forgotten_pages(connection, names))
        pictures.withdraw(connection, desk.settings.base, folder)
        takes = desk.log is not None and ledger_entries.is_open(desk, connection)
        waits = desk.log is not None and ledger_entries.has_due(connection)
        mark = None if waits else hosted_mark.latest(desk, connection)
    if desk.log is not None and takes:
        export(desk.log, folder / ledger_entries.PUBLISHED)
    if mark is not None:
        hosted_mark.put(desk, mark)
    return tuple(written)


def _index(desk: Desk, shared: Sequence[HostedDocument]) -> JsonObject:
    """Return the list of resources: each document that badges share, and the folders of those that are one badge's."""
    index = resource_map({one.url: (one.path, one.content_type) for one in shared})
    place = assertions_url(desk.settings)
    if any(one.path.startswith("ob2/") for one in shared):
        index[place] = {"folder": badges.ASSERTIONS, "content_type": _KIND_OF_ASSERTIONS}
    if desk.log is not None:
        pages = f"{desk.settings.base}/{badges.PAGES}/"
        index[pages] = {"folder": badges.PAGES, "content_type": badges.TEXT}
    return dict(sorted(index.items()))


def _write_badges(folder: Path, documents: Iterable[HostedDocument], written: list[Path]) -> set[str]:
    """Write what is hosted of badges, and return the paths of the receipts among it."""
    receipts: set[str] = set()
    for one in documents:
        if one.path.endswith(SUFFIX):
            receipts.add(one.path)
            _clear(folder / one.path)
        _write(folder / one.path, one.body, written)
    return receipts


def _write(path: Path, body: bytes, written: list[Path]) -> None:
    if not path.is_file() or sha256(path.read_bytes()).digest() != sha256(body).digest():
        delivery.write_file(path, body)
        written.append(path)


def _clear(path: Path) -> None:
    """Take away what a killed run left of a file in a folder of its own, into which nobody else looks at an opening."""
    with suppress(OSError):
        for left in path.parent.iterdir():
            if left.name.startswith(f".{path.name}."):
                left.unlink(missing_ok=True)


def _drop_receipts(folder: Path, wanted: set[str], pages: Iterator[str] | None) -> None:
    """Take away the receipts of people who were forgotten: a published salt would tell what was logged for them."""
    place = folder / badges.PAGES
    folders = place.glob("*") if pages is None else (place / page for page in pages)
    for each in folders:
        for path in each.glob(f"*{SUFFIX}"):
            if path.relative_to(folder).as_posix() not in wanted:
                path.unlink(missing_ok=True)


def drop_page(folder: Path, page: str) -> None:
    """Take away what is hosted below the address of a page that was given up."""
    place = folder / badges.PAGES / page
    for path in place.glob(f"*{SUFFIX}"):
        path.unlink(missing_ok=True)
    with suppress(OSError):
        place.rmdir()
