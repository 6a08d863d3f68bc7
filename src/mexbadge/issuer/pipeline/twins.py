"""Two badges that say the same in two versions of the standard: one that was converted, and what came of it.

Both stay badges of their own. Where both are in the register, whoever revokes one revokes the other: a holder must not
keep under one form what was withdrawn under the other. Of a badge that another program of this issuer made, the
register knows what it was converted to, and nothing else: that badge can only be revoked where it was made.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from mexbadge.errors import MexBadgeError, RegisterError
from mexbadge.issuer.folder.ob2 import own_name
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.pipeline.documents import Build, issue_document
from mexbadge.issuer.pipeline.lifecycle import decoded
from mexbadge.issuer.pipeline.planned import Lot, Whose, contact_of
from mexbadge.issuer.register import events
from mexbadge.issuer.register.records import Record, Status
from mexbadge.issuer.register.register import Register
from mexbadge.issuer.register.tables import CONVERSIONS, ISSUED
from mexbadge.issuer.register.twin_rows import converted_from
from mexbadge.models.identity import AwardedIdentity, Identity

__all__ = ["CONVERTED", "converted", "evidence_of", "issue_twin", "original", "recognise"]

_WHOSE: Final = ("recipient_hash", "recipient_type", "person", "ref", "language")
CONVERTED: Final = "converted"
"""The event that a badge was made of one of 2.0 that another program made."""
_ASSERTION: Final = "https://w3id.org/openbadges#Assertion"


class _Meanwhile(Exception):  # noqa: N818 - it says what happened, and leaves this module nowhere
    """Another process has converted the same badge."""


def evidence_of(document: Mapping[str, Any]) -> str | None:
    """Return the id of the 2.0 badge that a converted credential names among its evidence."""
    for one in document.get("evidence") or ():
        if isinstance(one, Mapping) and _ASSERTION in (one.get("type") or ()) and isinstance(one.get("id"), str):
            return str(one["id"])
    return None


def converted(desk: Desk, connection: Connection, assertion: str) -> Record | None:
    """Return what a 2.0 badge (its id) was converted to, in its newest form, however it stands; else ``None``."""
    name = own_name(desk.settings, assertion)
    names = (*converted_from(connection, name), *_noted(desk, connection, assertion))
    records = [_newest(desk.register, connection, one) for one in names]
    standing = [one for one in records if one.status is Status.ACTIVE]
    return next(iter(standing or records), None)


def original(desk: Desk, name: str) -> str | None:
    """Return the id of the 2.0 badge, out of another program, that a badge was converted from; else ``None``.

    A badge that took the place of a converted one is that badge in this respect. ``None`` too where its holder was
    forgotten: nobody knows any more.
    """
    with desk.register.read() as connection:
        while connection.execute(select(CONVERSIONS.c.id).where(CONVERSIONS.c.id == name)).first() is None:
            older = connection.execute(select(ISSUED.c.replaces).where(ISSUED.c.id == name)).scalar()
            if older is None or name in converted_from(connection, older):
                return None
            name = older
    try:
        credential, _ = desk.register.content(name)
    except MexBadgeError:
        return None
    return evidence_of(decoded(credential, desk.register.record(name).form))


def issue_twin(desk: Desk, lot: Lot, assertion: str, build: Build) -> tuple[Record, bool]:
    """Issue what ``build`` makes of a 2.0 badge, once; return whether it was there.

    A badge of the register is linked to it and is the same person's; of one that another program made, it is noted
    what it was converted to. Raises :class:`RegisterError` ``register_not_active`` and ``register_replaced`` for one of
    the register that does not stand, ``register_conversion_over`` where what it was converted to does not: that does
    not come back by converting the same badge once more.
    """
    name = own_name(desk.settings, assertion)
    with desk.register.read() as connection:
        kept = _whose(desk, connection, name)
        if (known := converted(desk, connection, assertion)) is not None:
            return _standing(known), True

    replaces = None if kept is None else name

    def entered(connection: Connection, made: str) -> None:
        if any(one != made for one in converted_from(connection, name)) or _noted(desk, connection, assertion):
            raise _Meanwhile
        if kept is None:
            values = {"assertion": desk.register.conversion_key(assertion), "id": made}
            connection.execute(insert(CONVERSIONS).values(**values))
            events.append(connection, CONVERTED, made, at=desk.clock())
        else:
            _require_standing(desk.register.record_in(connection, name))

    try:
        return issue_document(desk, lot, kept or Whose(), build, replaces=replaces, entered=entered), False
    except _Meanwhile:
        with desk.register.read() as connection:
            found = converted(desk, connection, assertion)
    assert found is not None  # noqa: S101 - a conversion is never taken out
    return _standing(found), True


def _standing(record: Record) -> Record:
    if record.status is not Status.ACTIVE:
        raise RegisterError("register_conversion_over", id=record.id)
    return record


def recognise(desk: Desk, person: Identity) -> None:
    """Note which converted badges of other programs are a person's, whom they name by a hash: nobody knew before."""
    joined = CONVERSIONS.join(ISSUED, ISSUED.c.id == CONVERSIONS.c.id)
    open_ = ISSUED.c.person.is_(None) & ISSUED.c.credential.is_not(None)
    chosen = select(ISSUED.c.id, ISSUED.c.credential, ISSUED.c.form).select_from(joined).where(open_)
    with desk.register.transaction() as connection:
        for row in connection.execute(chosen).all():
            if _names(decoded(row.credential, row.form), person):
                values = {"person": desk.register.person_key(person), "recipient_type": person.type}
                connection.execute(update(ISSUED).where(ISSUED.c.id == row.id).values(**values))


def _names(document: Mapping[str, Any], person: Identity) -> bool:
    subject = document.get("credentialSubject")
    if not isinstance(subject, Mapping):
        return False
    named = [AwardedIdentity.of(one) for one in subject.get("identifier") or ()]
    if isinstance(subject.get("id"), str):
        named.append(AwardedIdentity.of_subject(subject["id"]))
    return any(one is not None and one.matches(person) for one in named)


def _whose(desk: Desk, connection: Connection, name: str) -> Whose | None:
    """Return what the register keeps of whose a badge is; ``None`` where it does not know it."""
    row = connection.execute(select(*[ISSUED.c[one] for one in _WHOSE]).where(ISSUED.c.id == name)).first()
    if row is None:
        return None
    record = desk.register.record_in(connection, name)
    _require_standing(record)
    return Whose(**dict(zip(_WHOSE, row, strict=True)), contact=contact_of(desk.settings, record))


def _require_standing(record: Record) -> None:
    if record.replaced_by is not None:
        raise RegisterError("register_replaced", id=record.id, new=record.replaced_by)
    if record.status is not Status.ACTIVE:
        raise RegisterError("register_not_active", id=record.id)


def _noted(desk: Desk, connection: Connection, assertion: str) -> Sequence[str]:
    here = CONVERSIONS.c.assertion == desk.register.conversion_key(assertion)
    return connection.execute(select(CONVERSIONS.c.id).where(here)).scalars().all()


def _newest(register: Register, connection: Connection, name: str) -> Record:
    record = register.record_in(connection, name)
    while record.replaced_by is not None:
        record = register.record_in(connection, record.replaced_by)
    return record
