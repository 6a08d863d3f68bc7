"""The documents of Open Badges 2.0 that a folder hosts, out of the register: nothing is signed here.

Profile, keys and revocation list stand there as soon as there is one badge of 2.0; each badge class with its picture;
and each hosted assertion, or in its place the word that it was revoked.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge.bake import sniff
from mexbadge.issuer import folder_ob2, keyring
from mexbadge.issuer.credential import Form
from mexbadge.issuer.desk import Desk
from mexbadge.issuer.keyring import KeyState
from mexbadge.issuer.ob2 import issuer_document, key_document, revocation_list_document, revoked_document
from mexbadge.issuer.settings import Settings
from mexbadge.issuer.tables import ACHIEVEMENTS, IMAGES, ISSUED, REVOKED_BEFORE, REVOKED_OB2

__all__ = ["documents"]

_JSON_LD: Final = "application/ld+json"
_PICTURES: Final[Mapping[str, str]] = {"png": "image/png", "svg": "image/svg+xml"}
_OB2: Final = (Form.OB2_HOSTED.value, Form.OB2_SIGNED.value)

Hosted2 = tuple[str, bytes, str]
"""Address, bytes and content type."""


def documents(desk: Desk) -> Iterator[Hosted2]:
    """Yield every document of 2.0; none where no badge of 2.0 was issued."""
    settings = desk.settings
    with desk.register.read() as connection:
        columns = (ISSUED.c.id, ISSUED.c.form, ISSUED.c.credential, ISSUED.c.achievement, ISSUED.c.image)
        chosen = select(*columns, ISSUED.c.reason_en, ISSUED.c.reason_fr, REVOKED_OB2.c.id.label("revoked"))
        joined = ISSUED.outerjoin(REVOKED_OB2, REVOKED_OB2.c.id == ISSUED.c.id)
        rows = connection.execute(chosen.select_from(joined).where(ISSUED.c.form.in_(_OB2)).order_by(ISSUED.c.number))
        issued = rows.all()
        before = _before(connection)
        if not issued and not before:
            return
        yield from _issuer(connection, settings)
        yield from _classes(connection, settings, {row.achievement: row.image for row in issued})
    gone = {row.id: _reason(row) for row in issued if row.revoked is not None and row.form == Form.OB2_SIGNED.value}
    gone.update({name: reason for name, reason in before.items() if name not in gone})
    url = folder_ob2.revocations_url(settings)
    yield url, _written(revocation_list_document(url, folder_ob2.issuer_url(settings), gone)), _JSON_LD
    for one, reason in before.items():
        name = folder_ob2.assertion_id(settings, one, Form.OB2_HOSTED)
        yield name, _written(revoked_document({"id": name}, reason)), _JSON_LD
    for row in issued:
        if row.form == Form.OB2_HOSTED.value and (row.revoked is not None or row.credential is not None):
            name = folder_ob2.assertion_id(settings, row.id, Form.OB2_HOSTED)
            body = row.credential if row.revoked is None else _written(revoked_document({"id": name}, _reason(row)))
            yield name, body, _JSON_LD


def revoked_ids(connection: Connection) -> frozenset[str]:
    """Return the ids of all badges of 2.0 that are revoked."""
    known = connection.execute(select(REVOKED_OB2.c.id)).scalars()
    return frozenset([*known, *_before(connection)])


def _before(connection: Connection) -> dict[str, str | None]:
    """Return the ids that were published as revoked and that the register knows nothing else of."""
    chosen = select(REVOKED_BEFORE.c.id, REVOKED_BEFORE.c.reason).where(REVOKED_BEFORE.c.ob2.is_(True))
    return {row.id: row.reason for row in connection.execute(chosen)}


def _issuer(connection: Connection, settings: Settings) -> Iterator[Hosted2]:
    """Yield the profile and the keys; a compromised key is in neither, so that what it signed is not valid."""
    good = [(key.id, key.public_key) for key in keyring.all_keys(connection) if key.state is not KeyState.COMPROMISED]
    profile = folder_ob2.profile(settings, good)
    yield profile.id, _written(issuer_document(profile)), _JSON_LD
    for url, key in profile.keys:
        yield url, _written(key_document(url, profile.id, key)), _JSON_LD


def _classes(connection: Connection, settings: Settings, images: Mapping[str, str]) -> Iterator[Hosted2]:
    """Yield each badge class, with the picture of its latest badge."""
    pictures: dict[str, Hosted2] = {}
    for achievement, digest in images.items():
        row = connection.execute(select(ACHIEVEMENTS).where(ACHIEVEMENTS.c.id == achievement)).one()
        image = connection.execute(select(IMAGES.c.body).where(IMAGES.c.digest == digest)).scalar_one()
        url = folder_ob2.image_url(settings, digest, image)
        pictures[url] = (url, image, _PICTURES.get(str(sniff(image)), "image/png"))
        name = folder_ob2.badge_id(settings, row.slug, row.version)
        yield name, _written(folder_ob2.badge_class(settings, _json.loads_object(row.document), name, url)), _JSON_LD
    yield from pictures.values()


def _reason(row: Any) -> str | None:  # noqa: ANN401 - a row of the database
    return " / ".join(filter(None, (row.reason_en, row.reason_fr))) or None


def _written(document: Mapping[str, object]) -> bytes:
    return f"{_json.dumps(document, indent=2)}\n".encode("ascii")
