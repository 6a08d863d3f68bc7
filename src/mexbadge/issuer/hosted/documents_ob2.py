"""The documents of Open Badges 2.0 that a folder hosts, out of the register: nothing is signed here.

Profile, keys and revocation list stand there as soon as there is one badge of 2.0; each badge class with its picture;
and each hosted assertion (:mod:`mexbadge.issuer.hosted.badges`), or in its place the word that it was revoked.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge.bake import sniff
from mexbadge.credentials.ob2 import issuer_document, key_document, revocation_list_document, revoked_document
from mexbadge.credentials.ob3 import Form
from mexbadge.issuer.folder import ob2
from mexbadge.issuer.folder.settings import Settings
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.pipeline.pictures import HostedFile, shared
from mexbadge.issuer.register import keyring
from mexbadge.issuer.register.keyring import KeyState
from mexbadge.issuer.register.tables import ACHIEVEMENTS, IMAGES, ISSUED, REVOKED_BEFORE, REVOKED_OB2

__all__ = ["documents", "hosted_assertion", "reason_of", "revoked_assertion", "revoked_ids", "revoked_of"]

_JSON_LD: Final = "application/ld+json"
_PICTURES: Final[Mapping[str, str]] = {"png": "image/png", "svg": "image/svg+xml"}
_OB2: Final = (Form.OB2_HOSTED.value, Form.OB2_SIGNED.value)


def documents(desk: Desk) -> Iterator[HostedFile]:
    """Yield what badges of 2.0 share, and the word on revoked ones that are not here; nothing where none was issued."""
    settings = desk.settings
    with desk.register.read() as connection:
        before, images = _before(connection), _latest_images(connection)
        if not images and not before:
            return
        yield from _issuer(connection, settings)
        yield from _classes(connection, settings, images)
        gone = revoked_of(connection, Form.OB2_SIGNED)
    gone.update({name: reason for name, reason in before.items() if name not in gone})
    url = ob2.revocations_url(settings)
    yield HostedFile(url, _written(revocation_list_document(url, ob2.issuer_url(settings), gone)), _JSON_LD)
    for one, reason in before.items():
        yield revoked_assertion(settings, one, reason)


def revoked_assertion(settings: Settings, name: str, reason: str | None) -> HostedFile:
    """Return what stands in the place of a hosted assertion that was revoked."""
    url = ob2.assertion_id(settings, name, Form.OB2_HOSTED)
    return HostedFile(url, _written(revoked_document({"id": url}, reason)), _JSON_LD)


def hosted_assertion(settings: Settings, name: str, credential: bytes) -> HostedFile:
    """Return a hosted assertion as it was issued."""
    return HostedFile(ob2.assertion_id(settings, name, Form.OB2_HOSTED), credential, _JSON_LD)


def _latest_images(connection: Connection) -> dict[str, str]:
    """Return the digest of the picture of the latest badge of 2.0 of each achievement that has one."""
    found: dict[str, tuple[int, str]] = {}
    for achievement in connection.execute(select(ACHIEVEMENTS.c.id).order_by(ACHIEVEMENTS.c.id)).scalars():
        for form in _OB2:
            here = (ISSUED.c.achievement == achievement) & (ISSUED.c.form == form)
            chosen = select(ISSUED.c.number, ISSUED.c.image).where(here).order_by(ISSUED.c.number.desc()).limit(1)
            row = connection.execute(chosen).first()
            if row is not None:
                found[achievement] = max(found.get(achievement, (row.number, row.image)), (row.number, row.image))
    return {achievement: image for achievement, (_, image) in found.items()}


def revoked_of(connection: Connection, form: Form) -> dict[str, str | None]:
    """Return the revoked badges of a form, each with the reason."""
    columns = select(ISSUED.c.number, ISSUED.c.id, ISSUED.c.form, ISSUED.c.reason_en, ISSUED.c.reason_fr)
    rows = connection.execute(columns.where(ISSUED.c.id.in_(select(REVOKED_OB2.c.id)))).all()
    return {row.id: reason_of(row) for row in sorted(rows) if row.form == form.value}


def revoked_ids(connection: Connection) -> frozenset[str]:
    """Return the ids of all badges of 2.0 that are revoked."""
    known = connection.execute(select(REVOKED_OB2.c.id)).scalars()
    return frozenset([*known, *_before(connection)])


def _before(connection: Connection) -> dict[str, str | None]:
    """Return the ids that were published as revoked and that the register knows nothing else of."""
    chosen = select(REVOKED_BEFORE.c.id, REVOKED_BEFORE.c.reason).where(REVOKED_BEFORE.c.ob2.is_(True))
    return {row.id: row.reason for row in connection.execute(chosen)}


def _issuer(connection: Connection, settings: Settings) -> Iterator[HostedFile]:
    """Yield the profile and the keys; a compromised key is in neither, so that what it signed is not valid."""
    good = [(key.id, key.public_key) for key in keyring.all_keys(connection) if key.state is not KeyState.COMPROMISED]
    profile = ob2.profile(settings, good)
    yield HostedFile(profile.id, _written(issuer_document(profile)), _JSON_LD)
    for url, key in profile.keys:
        yield HostedFile(url, _written(key_document(url, profile.id, key)), _JSON_LD)


def _classes(connection: Connection, settings: Settings, images: Mapping[str, str]) -> Iterator[HostedFile]:
    """Yield each badge class, with the picture of its latest badge."""
    pictures: dict[str, HostedFile] = {}
    for achievement, digest in images.items():
        row = connection.execute(select(ACHIEVEMENTS).where(ACHIEVEMENTS.c.id == achievement)).one()
        image = connection.execute(select(IMAGES.c.body).where(IMAGES.c.digest == digest)).scalar_one()
        if (plain := shared(image)) is image:
            url = ob2.image_url(settings, digest, image)
        else:
            url = ob2.image_url(settings, sha256(plain).hexdigest(), plain)
        pictures[url] = HostedFile(url, plain, _PICTURES.get(str(sniff(plain)), "image/png"))
        name = ob2.badge_id(settings, row.slug, row.version)
        document = ob2.badge_class(settings, _json.loads_object(row.document), name, url)
        yield HostedFile(name, _written(document), _JSON_LD)
    yield from pictures.values()


def reason_of(row: Any) -> str | None:  # noqa: ANN401 - a row of the database
    """Return the reason of a revocation, in both languages."""
    return " / ".join(filter(None, (row.reason_en, row.reason_fr))) or None


def _written(document: Mapping[str, object]) -> bytes:
    return f"{_json.dumps(document, indent=2)}\n".encode("ascii")
