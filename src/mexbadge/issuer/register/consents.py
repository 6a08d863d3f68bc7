"""What people agreed to have shown of them: noted, and withdrawn, badge by badge."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select, update
from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge.errors import RegisterError
from mexbadge.issuer.register import events
from mexbadge.issuer.register.tables import CONTACTS
from mexbadge.issuer.roster.rows import require_past

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mexbadge.issuer.roster.rows import Consent

__all__ = ["note"]


def note(connection: Connection, decided: "Mapping[str, Consent]", *, at: datetime) -> tuple[str, ...]:
    """Note for each badge what its holder agreed to, since the moment that is said or else since ``at``.

    Returned are the badges of which anything changed: what is noted already, and what is not said, stays as it is, so
    that the same decision noted again changes nothing. A withdrawal keeps what was agreed to, since when and where that
    is written, and adds when it ended.

    Raises :class:`RegisterError` ``register_consent_unkept`` where nothing is kept of a holder, :class:`InputError` as
    :func:`~mexbadge.issuer.roster.rows.require_past`; nothing is noted then.
    """
    changed: dict[bool, list[str]] = {True: [], False: []}
    for name, said in decided.items():
        require_past(said, at=at)
        here = CONTACTS.c.id == name
        row = connection.execute(select(CONTACTS).where(here)).first()
        if row is None:
            raise RegisterError("register_consent_unkept", id=name)
        if values := _changes(row, said, at):
            connection.execute(update(CONTACTS).where(here).values(**values))
            changed[said.given].append(name)
    events.append_all(connection, "consent-given", changed[True], at=at)
    events.append_all(connection, "consent-withdrawn", changed[False], at=at)
    kept = {*changed[True], *changed[False]}
    return tuple(name for name in decided if name in kept)


def _changes(row: Row[Any], said: "Consent", at: datetime) -> dict[str, Any]:
    """Return what a decision changes of what is noted."""
    since = None if said.since is None else _moments.write(said.since)
    values: dict[str, Any]
    if said.given:
        values = {"consent_for": said.purpose, "consent_since": since, "consent_source": said.source}
        if row.consent is True:
            values = {name: value for name, value in values.items() if value is not None}
        values |= {"consent": True, "consent_withdrawn": None}
        began = row.consent_since if row.consent is True else None
        values["consent_since"] = since or began or _moments.write(at)
    else:
        ended = row.consent_withdrawn if row.consent is False else None
        values = {"consent": False, "consent_withdrawn": since or ended or _moments.write(at)}
        values |= {} if said.source is None else {"consent_source": said.source}
    return {name: value for name, value in values.items() if getattr(row, name) != value}
