"""What is planned: badges of which everything is known but their signature, and what those made at one time share."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.bake import bake, sniff
from mexbadge.credentials.achievement import refuse_placeholders
from mexbadge.credentials.ob3 import Award, Form
from mexbadge.errors import InputError
from mexbadge.issuer.folder import ob2
from mexbadge.issuer.folder.catalogue import Achievement
from mexbadge.issuer.folder.settings import Settings
from mexbadge.issuer.pipeline import pictures
from mexbadge.issuer.register.records import Contact, Record
from mexbadge.models.identity import Identity
from mexbadge.models.results import Reach, reach_of

__all__ = ["Lot", "Planned", "Whose", "contact_of", "file_name", "lot_of", "require_reached", "result_of"]

_NAME_CHARACTERS: Final = 60
"""How much of a person's name stands in the name of a file."""
_PAGE: Final = "0" * 32
"""A token as long as that of every page."""
_PROBE_2: Final = b'{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://college.example/1"}'


@dataclass(frozen=True, slots=True)
class Lot:
    """What the badges made at one time share; ``again`` makes a further badge for who has one already.

    ``picture`` is the Image object by which badges of 3.0 name what they are baked into.
    """

    achievement: Achievement
    image: bytes = field(repr=False)
    document: JsonObject = field(repr=False)
    form: Form
    batch: str | None = None
    again: bool = False
    picture: JsonObject | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a badge is, as the register keeps it: the hash in the badge, pseudonyms, and perhaps a contact."""

    recipient_hash: str | None = field(default=None, repr=False)
    recipient_type: str | None = None
    person: str | None = field(default=None, repr=False)
    award: str | None = field(default=None, repr=False)
    ref: str | None = field(default=None, repr=False)
    language: str | None = None
    contact: Contact | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Planned:
    """One badge before it is signed.

    ``unsigned`` is the award, or a document that was made already; ``achievement`` the id under which it is kept;
    ``image`` what it is baked into, and ``picture`` how it is named, where it is this badge's own; ``page`` the token
    of its address and ``file`` the name of its file; ``replaces`` the badge that it comes from; ``line`` its place in
    the list ``batch``.
    """

    id: str
    unsigned: Award | JsonObject = field(repr=False)
    form: Form
    achievement: str
    image: bytes = field(repr=False)
    whose: Whose
    page: str = field(repr=False)
    file: str = field(repr=False)
    replaces: str | None = None
    batch: str | None = None
    line: int | None = None
    picture: JsonObject | None = field(default=None, repr=False)

    @property
    def dates(self) -> tuple[str, str | None]:
        """Its start, and its end where it has one, as the credential says them."""
        unsigned = self.unsigned
        if isinstance(unsigned, Award):
            end = unsigned.valid_until
            return _moments.write(unsigned.valid_from), None if end is None else _moments.write(end)
        start, until = ("issuedOn", "expires") if self.form.is_ob2 else ("validFrom", "validUntil")
        return str(unsigned[start]), unsigned.get(until)


def lot_of(
    settings: Settings,
    achievement: Achievement,
    image: bytes,
    *,
    form: Form | None = None,
    batch: str | None = None,
    again: bool = False,
) -> Lot:
    """Look at what badges will share, before anything is made: the texts, and whether the picture can hold one.

    Raises :class:`SchemaError`, :class:`InputError` ``issuer_placeholder``, ``register_ob2_email``,
    :class:`BakeError`, and as :func:`.pictures.of_badge`.
    """
    document, form = achievement.document, form or settings.form
    refuse_placeholders({"issuer": settings.profile(), "achievement": {**document, **achievement.translations}})
    if form.is_ob2:
        bake(image, _PROBE_2)
        ob2.require_profile(settings)
        url = ob2.image_url(settings, sha256(image).hexdigest(), image)
        ob2.badge_class(settings, document, ob2.badge_id(settings, achievement.slug, achievement.version), url)
    pictures.of_badge(settings, image, _PAGE)
    picture = None if form.is_ob2 else pictures.named(settings, image)
    return Lot(achievement, image, document, form, batch, again, picture)


def contact_of(settings: Settings, record: Record, to: Identity | None = None) -> Contact | None:
    """Return who a badge is for that comes from that of ``record``; ``None`` where nobody is known, or none is kept.

    ``to`` is another identity of that person.
    """
    contact = record.contact if to is None else replace(record.contact, identity=str(to))
    return contact if settings.contacts and (contact.identity or contact.name) else None


def file_name(slug: str, name: str, image: bytes, *, who: str | None = None) -> str:
    """Return the name of a badge's file: the achievement, the person only where ``who`` names them, and the badge."""
    person = "".join(letter if _is_letter(letter) else "-" for letter in unicodedata.normalize("NFC", who or ""))
    parts = (slug, "-".join(filter(None, person[:_NAME_CHARACTERS].split("-"))), name.rpartition(":")[2])
    return f"{'-'.join(filter(None, parts))}.{sniff(image)}"


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def result_of(result: str | Mapping[str, object], achievement: Mapping[str, object]) -> JsonObject:
    """Return a Result: a text is the value of the achievement's first result description, where it has one."""
    if isinstance(result, Mapping):
        return {"type": ["Result"], **result}
    described = achievement.get("resultDescription")
    first = described[0] if isinstance(described, list) and described else None
    link = {"resultDescription": first["id"]} if isinstance(first, Mapping) and "id" in first else {}
    return {"type": ["Result"], **link, "value": result}


def require_reached(results: object, achievement: Mapping[str, object], *, line: int | None = None) -> None:
    """Raise :class:`InputError` ``roster_result_below`` for less than its own description requires (3.0, B.1.22)."""
    described = achievement.get("resultDescription")
    about = [one for one in described if isinstance(one, Mapping)] if isinstance(described, list) else []
    for result in results if isinstance(results, list) else ():
        if reach_of(result, about, ordered=False) is Reach.BELOW:
            raise InputError("roster_result_below", where=line, column="result", value=result.get("value", ""))
