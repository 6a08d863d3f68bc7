"""Badges that lie in an issuer's folder and that its register does not know: it came back from an older copy.

Their files say what they are for and, by salted hashes, whose: enough to see that a person has one already, before a
second is issued in silence. They are looked for when a register is recovered, and never else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.badge import Badge
from mexbadge.bake import unbake
from mexbadge.errors import InputError, Problem, SignatureError
from mexbadge.issuer.folder.catalogue import Achievement
from mexbadge.issuer.folder.delivery import HOSTED
from mexbadge.issuer.folder.ob2 import badge_id, own_name
from mexbadge.issuer.folder.settings import Settings
from mexbadge.issuer.register.tables import ISSUED, REVOKED_BEFORE, UNLISTED
from mexbadge.issuer.roster.rows import RosterRow
from mexbadge.models.identity import AwardedIdentity, Identity
from mexbadge.proofs import jws, vc_jwt

__all__ = ["collect", "forget", "held"]

_IMAGES: Final = frozenset({".png", ".svg"})
_CHUNK: Final = 200


def collect(connection: Connection, folder: Path, settings: Settings) -> list[Problem]:
    """Note every badge of this issuer in ``folder`` that the register does not know; return what is to be said of it.

    A file that cannot be read, or that is somebody else's, is passed over: ``check`` names it.
    """
    before = set(connection.execute(select(UNLISTED.c.id)).scalars())
    known = set(connection.execute(select(ISSUED.c.file)).scalars())
    found: dict[str, dict[str, str]] = {}
    for row in (*_baked(folder / "issued", settings, known), *_hosted(folder / HOSTED, settings)):
        found.setdefault(row["id"], row)
    names = list(found)
    for at in range(0, len(names), _CHUNK):
        here = select(ISSUED.c.id).where(ISSUED.c.id.in_(names[at : at + _CHUNK]))
        for name in connection.execute(here).scalars():
            del found[name]
    connection.execute(delete(UNLISTED))
    if found:
        connection.execute(insert(UNLISTED), list(found.values()))
    fresh = len(found.keys() - before)
    return [Problem("behind_unlisted", "issued", {"count": fresh})] if fresh else []


def held(
    connection: Connection, settings: Settings, achievement: Achievement, rows: Iterable[RosterRow]
) -> list[Problem]:
    """Return of which of ``rows`` the person has the badge already, by a file that the register does not know.

    ``register_unlisted``, or ``register_unlisted_revoked`` where
    all such badges of the person were published as revoked.
    """
    names = (achievement.id, badge_id(settings, achievement.slug, achievement.version))
    revoked = UNLISTED.c.id.in_(select(REVOKED_BEFORE.c.id))
    columns = select(UNLISTED.c.identities, UNLISTED.c.file, revoked.label("revoked"))
    chosen = columns.where(UNLISTED.c.achievement.in_(names)).order_by(revoked)
    kept = [(_awarded(row.identities), row.file, row.revoked) for row in connection.execute(chosen)]
    if not kept:
        return []
    found: list[Problem] = []
    for row in rows:
        first = next((one for one in kept if _is_of(one[0], row.recipient)), None)
        if first is not None:
            code = "register_unlisted_revoked" if first[2] else "register_unlisted"
            found.append(Problem(code, row.line, {"who": str(row.recipient), "file": first[1]}))
    return found


def forget(connection: Connection, identity: Identity) -> dict[str, str]:
    """Take out what is noted of a person's badges, and return the files that are to go, by the badges' ids."""
    gone = [row for row in connection.execute(select(UNLISTED)) if _is_of(_awarded(row.identities), identity)]
    for row in gone:
        connection.execute(delete(UNLISTED).where(UNLISTED.c.id == row.id))
    return {row.id: row.file for row in gone}


def _is_of(awarded: Sequence[AwardedIdentity], identity: Identity) -> bool:
    """Return whether one of these is the person; a number that only this issuer gives is meant within it."""
    return any(
        one.matches(identity) or (one.type == identity.type and one.how_holds(identity.value) is not None)
        for one in awarded
    )


def _baked(folder: Path, settings: Settings, known: set[str]) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() in _IMAGES and path.name not in known:
            try:
                with path.open("rb") as file:
                    document = _document(unbake(file.read(_limits.IMAGE_BYTES + 1)))
            except (OSError, InputError, SignatureError):
                continue
            row = _row(document, settings, f"{folder.name}/{path.name}")
            if row is not None:
                yield row


def _hosted(folder: Path, settings: Settings) -> Iterator[dict[str, str]]:
    for path in sorted((folder / "ob2/assertions").glob("*.json")):
        try:
            with path.open("rb") as file:
                document = _json.loads_object(file.read(_limits.CREDENTIAL_BYTES + 1))
        except (OSError, InputError):
            continue
        row = _row(document, settings, f"{folder.name}/ob2/assertions/{path.name}")
        if row is not None:
            yield row


def _document(credential: bytes) -> JsonObject:
    if credential.lstrip().startswith(b"{"):
        return _json.loads_object(credential)
    try:
        return vc_jwt.read(credential).document
    except (InputError, SignatureError):
        return _json.loads_object(jws.parse(credential).payload)


def _row(document: Mapping[str, Any], settings: Settings, file: str) -> dict[str, str] | None:
    """Return what is noted of a badge; ``None`` for one that is not this issuer's, or that names nobody."""
    if "credentialSubject" in document:
        badge = Badge.of_ob3(document, format="file")
        own, name, achievement = badge.issuer_id == settings.id, badge.id, badge.achievement_id
    else:
        badge = Badge.of_ob2(document, format="file")
        place, achievement = f"{settings.base}/ob2/badges/", document.get("badge")
        own = isinstance(achievement, str) and achievement.startswith(place)
        name = None if badge.id is None else own_name(settings, badge.id)
    if not own or name is None or not isinstance(achievement, str) or not badge.recipients:
        return None
    identities = [[one.type, one.value, one.hashed, one.salt] for one in badge.recipients]
    return {"id": name, "achievement": achievement, "identities": _json.dumps(identities), "file": file}


def _awarded(text: str) -> list[AwardedIdentity]:
    try:
        return [AwardedIdentity(kind, value, hashed, salt) for kind, value, hashed, salt in _json.loads(text)]
    except (InputError, TypeError, ValueError):
        return []
