"""The rows of a list as planned badges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.credentials.achievement import refuse_placeholders
from mexbadge.credentials.ob3 import Award, Form
from mexbadge.errors import InputError, Problem, RosterError
from mexbadge.issuer.folder import ob2
from mexbadge.issuer.pipeline import pictures
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.pipeline.pipeline import reserve
from mexbadge.issuer.pipeline.planned import Lot, Planned, Whose, file_name, require_reached, result_of
from mexbadge.issuer.pipeline.signing import Older
from mexbadge.issuer.register import unlisted
from mexbadge.issuer.register.records import Contact, Record
from mexbadge.issuer.roster.rows import RosterRow
from mexbadge.keys import Signer
from mexbadge.models.identity import identity_hash

__all__ = ["PlannedAward", "award_of", "has_already", "older_of", "places_of", "planned_of", "reserved_for"]


@dataclass(frozen=True, slots=True)
class PlannedAward:
    """One badge to make: its row, and what was decided for it before anything is signed."""

    row: RosterRow
    id: str
    salt: str = field(repr=False)
    page: str = field(repr=False)
    award: str = field(repr=False)
    status: Sequence[JsonObject] = field(default=(), repr=False)


def places_of(desk: Desk, lot: Lot, rows: Iterable[RosterRow]) -> list[PlannedAward]:
    """Decide what each row's badge will be called."""
    name, rng, key = lot.achievement.id, desk.rng, desk.register.award_key
    return [
        PlannedAward(row, desk.new_id(), rng(16).hex(), rng(16).hex(), key(name, row.recipient, row.ref))
        for row in rows
    ]


def reserved_for(
    desk: Desk, lot: Lot, places: Sequence[PlannedAward], signer: Signer
) -> tuple[list[PlannedAward], dict[str, Record]]:
    """Take places in the status lists for what was not issued before; return also what was.

    Raises :class:`RosterError` for whose badge lies in the folder though the register does not know it.
    """
    with desk.register.transaction() as connection:
        known = {} if lot.again else desk.register.awarded(connection, [place.award for place in places])
        fresh = [place for place in places if place.award not in known]
        if found := has_already(desk, connection, lot, [place.row for place in fresh]):
            raise RosterError(found)
        status = reserve(desk, connection, [place.id for place in fresh], lot.form, signer)
    return [replace(place, status=status.get(place.id, ())) for place in fresh], known


def has_already(desk: Desk, connection: Connection, lot: Lot, rows: Sequence[RosterRow]) -> list[Problem]:
    """Return the rows whose person has this badge already, by a file in the folder that the register does not know.

    Nothing is said of a further badge that was asked for.
    """
    if lot.again:
        return []
    return unlisted.held(connection, desk.settings, lot.achievement, rows)


def award_of(desk: Desk, lot: Lot, place: PlannedAward, picture: JsonObject | None = None) -> Award:
    """Return what is to be signed for one row; ``picture`` names the picture that is its own."""
    row, extra, subject = place.row, dict[str, object](), dict[str, object]()
    if (named := picture or lot.picture) is not None:
        extra["image"] = named
    if place.status:
        extra["credentialStatus"] = list(place.status)
    if row.evidence:
        extra["evidence"] = [evidence_of(one) for one in row.evidence]
    if row.narrative:
        subject["narrative"] = row.narrative
    if row.result is not None:
        subject["result"] = [result_of(row.result, lot.document)]
        require_reached(subject["result"], lot.document, line=row.line)
    start = row.valid_from or desk.clock()
    if row.valid_until is not None and (end := _moments.write(row.valid_until)) <= _moments.write(start):
        raise InputError("register_ends_before", where=row.line, start=_moments.write(start), end=end)
    refuse_placeholders({"evidence": row.evidence, **subject})
    return Award(
        achievement=lot.document,
        issuer=desk.settings.profile(row.language),
        recipient=row.recipient,
        id=place.id,
        salt=place.salt,
        valid_from=start,
        valid_until=row.valid_until,
        subject=subject,
        extra=extra,
    )


def planned_of(desk: Desk, lot: Lot, place: PlannedAward) -> Planned:
    """Plan the badge of one row; raises :class:`InputError` as :func:`award_of`."""
    row, contact = place.row, _contact_of(place.row)
    whose = Whose(
        identity_hash(row.recipient.value, place.salt),
        row.recipient.type,
        desk.register.person_key(row.recipient),
        None if lot.again else place.award,
        row.ref,
        row.language,
        contact if desk.settings.contacts else None,
    )
    who = contact.name if desk.settings.names_in_files else None
    image = pictures.of_badge(desk.settings, lot.image, place.page)
    picture = None if image is lot.image else pictures.named(desk.settings, image)
    return Planned(
        place.id,
        award_of(desk, lot, place, picture),
        lot.form,
        lot.achievement.id,
        image,
        whose,
        place.page,
        file_name(lot.achievement.slug, place.id, lot.image, who=who),
        batch=lot.batch,
        line=row.line if lot.batch else None,
        picture=picture,
    )


def older_of(desk: Desk, lot: Lot, signer: Signer) -> Older | None:
    """Return what assertions of 2.0 share, or ``None`` for a form of 3.0."""
    if not lot.form.is_ob2:
        return None
    settings, achievement = desk.settings, lot.achievement
    key = ob2.key_url(settings, signer.verification_method) if lot.form is Form.OB2_SIGNED else None
    badge = ob2.badge_id(settings, achievement.slug, achievement.version)
    return Older(badge, key, ob2.assertions_url(settings))


def evidence_of(evidence: str | Mapping[str, object]) -> JsonObject:
    """Return Evidence: a text is its address."""
    return {"type": ["Evidence"], **({"id": evidence} if isinstance(evidence, str) else evidence)}


def _contact_of(row: RosterRow) -> Contact:
    """Return who the row is about."""
    name = row.name or " ".join(part for part in (row.first_name, row.last_name) if part) or None
    contact = Contact(str(row.recipient), name, row.first_name, row.last_name)
    agreed = row.consent
    if agreed is None:
        return contact
    since = None if agreed.since is None else _moments.write(agreed.since)
    return replace(
        contact,
        consent=agreed.given,
        consent_for=agreed.purpose,
        consent_since=since if agreed.given else None,
        consent_source=agreed.source,
        consent_withdrawn=None if agreed.given else since,
    )
