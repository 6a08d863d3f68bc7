"""The picture of a badge of Open Badges 3.0, which the credential names and a verifier compares with the file.

The signature covers a picture only where the credential names it (sections 5.3 and B.1.15): as ``image``, "the image
representing the credential". What is named is the picture as it is left when the credential is taken out again, byte
for byte, at an address made of its SHA-256: a picture is one file, for however many badges, and never changes. It stays
where it is for as long as anybody holds a badge that names it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _limits, _moments
from mexbadge._json import JsonObject
from mexbadge.artwork import codes
from mexbadge.bake import bake, sniff, strip
from mexbadge.errors import BakeError
from mexbadge.issuer.folder.settings import Settings
from mexbadge.issuer.register.tables import IMAGES, ISSUED, PICTURES

__all__ = [
    "FOLDER",
    "HostedFile",
    "artwork",
    "documents",
    "file_name",
    "forget",
    "keep",
    "named",
    "of_badge",
    "shared",
    "withdraw",
]

FOLDER: Final = "images"
"""Where the pictures lie, below the issuer's address and in the folder ``hosted``."""
_PROBE: Final = b'{"type":["VerifiableCredential","OpenBadgeCredential"]}'
_MARK: Final = b"mexbadge"
_BEGINNING: Final = 64 * _limits.KIB
_KINDS: Final = {"png": "image/png", "svg": "image/svg+xml"}


class HostedFile(NamedTuple):
    """What is hosted: its address, its bytes and their content type."""

    url: str
    body: bytes
    kind: str


def artwork(image: bytes) -> bytes:
    """Return what is left of ``image`` when a credential was baked into it and is taken out, as a verifier does it.

    It is the same for every credential. Raises :class:`BakeError` where the picture cannot hold one.
    """
    return strip(bake(image, _PROBE))


def named(settings: Settings, image: bytes) -> JsonObject:
    """Return the Image object by which a credential names the picture that it is baked into."""
    return {"id": f"{settings.base}/{FOLDER}/{_name(artwork(image))}", "type": "Image"}


def of_badge(settings: Settings, image: bytes, page: str) -> bytes:
    """Return the picture of one badge: where ``image`` keeps a place for a QR code, with that of the badge's page.

    Raises :class:`InputError` as :func:`mexbadge.artwork.codes.stamped`.
    """
    if not _keeps_a_place(image):
        return image
    return image if codes.place_of(image) is None else codes.stamped(image, settings.page_url(page))


def shared(image: bytes) -> bytes:
    """Return what the badges of one achievement share of a picture: without the QR code of one of them."""
    if not _keeps_a_place(image):
        return image
    return codes.cleared(image)


def _keeps_a_place(image: bytes) -> bool:
    """Return whether a picture may keep a place for a code, at a glance; what says so stands at its beginning."""
    return _MARK in image[:_BEGINNING]


def file_name(image: bytes) -> str | None:
    """Return the name of the file in which the picture of a badge is hosted; ``None`` where it can hold no badge."""
    try:
        return _name(artwork(image))
    except BakeError:
        return None


def keep(connection: Connection, picture: JsonObject, image: str) -> None:
    """Note, beside the badge that names it, that ``picture`` is to be hosted; ``image`` is the digest of its source."""
    here = PICTURES.c.url == str(picture["id"])
    known = connection.execute(select(PICTURES.c.forgotten).where(here)).first()
    if known is None:
        connection.execute(insert(PICTURES).values(url=picture["id"], image=image))
    elif known.forgotten is not None:
        connection.execute(update(PICTURES).where(here).values(forgotten=None))


def documents(connection: Connection, base: str, hosted: Path) -> Iterator[HostedFile]:
    """Yield every picture that a badge names below ``base``, and those that were published and that nobody knows.

    A register that came back from a backup does not know the pictures of the badges that were issued after it: what
    lies in the folder ``hosted`` under its own digest was published, and stays.
    """
    joined = PICTURES.join(IMAGES, IMAGES.c.digest == PICTURES.c.image)
    columns = select(PICTURES.c.url, PICTURES.c.forgotten, IMAGES.c.body).select_from(joined)
    known: set[str] = set()
    for row in connection.execute(columns.order_by(PICTURES.c.url)):
        known.add(row.url)
        if row.forgotten is None and row.url.startswith(f"{base}/{FOLDER}/"):
            picture = artwork(row.body)
            yield HostedFile(row.url, picture, _kind(picture))
    for path in sorted((hosted / FOLDER).glob("*")):
        content = _published(path)
        if content is not None and (url := f"{base}/{FOLDER}/{_name(content)}") not in known:
            yield HostedFile(url, content, _kind(content))


def forget(connection: Connection, own: Iterable[bytes], *, at: datetime) -> None:
    """Take out the pictures that only the badges of forgotten people name: one may show whose it was.

    ``own`` are the pictures of achievements, which show nobody: they stay, as do those that others hold.
    """
    stay = {sha256(one).hexdigest() for one in own}
    held = select(ISSUED.c.image).where(ISSUED.c.forgotten.is_(None))
    here = PICTURES.c.forgotten.is_(None) & PICTURES.c.image.not_in(held)
    for row in connection.execute(select(PICTURES.c.url, PICTURES.c.image).where(here)).all():
        if row.image not in stay:
            gone = update(PICTURES).where(PICTURES.c.url == row.url)
            connection.execute(gone.values(forgotten=_moments.write(at)))


def withdraw(connection: Connection, base: str, hosted: Path) -> None:
    """Delete the files of pictures that were taken out."""
    gone = select(PICTURES.c.url).where(PICTURES.c.forgotten.is_not(None))
    for url in connection.execute(gone).scalars():
        if url.startswith(f"{base}/{FOLDER}/"):
            (hosted / FOLDER / url.rpartition("/")[2]).unlink(missing_ok=True)


def _published(path: Path) -> bytes | None:
    """Return a picture that lies under its own digest, and nothing else."""
    try:
        with path.open("rb") as file:
            content = file.read(_limits.IMAGE_BYTES + 1)
        return content if strip(content) == content and _name(content) == path.name else None
    except (OSError, BakeError):
        return None


def _name(picture: bytes) -> str:
    return f"{sha256(picture).hexdigest()}.{sniff(picture)}"


def _kind(picture: bytes) -> str:
    return _KINDS[str(sniff(picture))]
