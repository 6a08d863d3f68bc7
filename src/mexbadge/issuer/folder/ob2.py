"""Open Badges 2.0 out of an issuer's folder: where each document will be hosted, and what stands in it.

Everything of a 2.0 issuer lies below one address, ``BASE/ob2``: the issuer's profile, its keys, the badge classes with
their pictures, the hosted assertions and the list of revoked ones (Open Badges 2.0, "Hosted Verification" and "Signed
Verification"). Nothing here reads a clock or a register.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from mexbadge import _moments
from mexbadge._json import JsonObject, loads_object
from mexbadge.bake import sniff
from mexbadge.credentials.ob2 import (
    Award2,
    BadgeClass,
    Profile,
    assertion_document,
    badge_class_document,
    checked,
    recipient_of,
)
from mexbadge.credentials.ob3 import Award, Form
from mexbadge.errors import InputError
from mexbadge.issuer.folder.settings import Settings
from mexbadge.keys import PublicKey
from mexbadge.models.identity import Identity
from mexbadge.proofs import jws

__all__ = [
    "ISSUER",
    "assertion",
    "assertion_id",
    "assertions_url",
    "badge_class",
    "badge_id",
    "changes",
    "edited",
    "image_url",
    "issuer_url",
    "key_url",
    "own_name",
    "profile",
    "read_assertion",
    "require_profile",
    "revocations_url",
]

ISSUER: Final = "ob2/issuer.json"
"""The path of the issuer's profile below the address of its site."""
_ALIGNED: Final = ("targetName", "targetUrl", "targetDescription", "targetFramework", "targetCode")


def issuer_url(settings: Settings) -> str:
    """Return the address of the issuer's profile, which is its id in 2.0."""
    return f"{settings.base}/{ISSUER}"


def revocations_url(settings: Settings) -> str:
    """Return the address of the list of revoked signed assertions."""
    return f"{settings.base}/ob2/revocations.json"


def require_profile(settings: Settings) -> None:
    """Raise :class:`InputError` ``register_ob2_email`` where the profile lacks what 2.0 requires of an issuer."""
    if not settings.email:
        raise InputError("register_ob2_email", where="issuer.email")


def profile(settings: Settings, keys: Iterable[tuple[str, PublicKey]]) -> Profile:
    """Return the issuer's profile; ``keys`` are pairs of a key's id in the register and the key."""
    require_profile(settings)
    return Profile(
        id=issuer_url(settings),
        name=settings.name,
        url=settings.url,
        email=settings.email or "",
        keys=[(key_url(settings, name), key) for name, key in keys],
        revocation_list=revocations_url(settings),
        extra={"description": settings.description} if settings.description else {},
    )


def key_url(settings: Settings, name: str) -> str:
    """Return the address of a key, of its id in the register (``did:web:…#key-1``)."""
    return f"{settings.base}/ob2/keys/{name.rpartition('#')[2]}.json"


def badge_id(settings: Settings, slug: str, version: int) -> str:
    """Return the address of the badge class of one version of an achievement."""
    return f"{settings.base}/ob2/badges/{slug}{'' if version == 1 else f'-v{version}'}.json"


def image_url(settings: Settings, digest: str, image: bytes) -> str:
    """Return the address of a picture, of the SHA-256 of its bytes."""
    return f"{settings.base}/ob2/images/{digest[:32]}.{sniff(image)}"


def assertions_url(settings: Settings) -> str:
    """Return the address below which the hosted assertions are."""
    return f"{settings.base}/ob2/assertions/"


def own_name(settings: Settings, assertion: str) -> str:
    """Return the name in the register of an assertion of this folder, hosted or signed."""
    place = assertions_url(settings)
    if assertion.startswith(place) and assertion.endswith(".json"):
        return f"urn:uuid:{assertion.removeprefix(place).removesuffix('.json')}"
    return assertion


def assertion_id(settings: Settings, name: str, form: Form) -> str:
    """Return the id of an assertion: its unguessable address where it is hosted, else that in the register."""
    if form is Form.OB2_SIGNED:
        return name
    return f"{assertions_url(settings)}{name.rpartition(':')[2]}.json"


def badge_class(settings: Settings, achievement: Mapping[str, object], name: str, image: str) -> JsonObject:
    """Put an achievement of 3.0 into the words of 2.0, under the address ``name``, with the picture at ``image``.

    Raises :class:`SchemaError` with all that breaks the model of 2.0.
    """
    listed = achievement.get("alignment")
    aligned = [
        {member: entry[member] for member in _ALIGNED if member in entry}
        for entry in (listed if isinstance(listed, list) else ())
        if isinstance(entry, Mapping)
    ]
    extra: JsonObject = {"alignment": aligned} if aligned else {}
    extra |= {"tags": achievement["tag"]} if achievement.get("tag") else {}
    described = BadgeClass(
        id=name,
        name=str(achievement.get("name", "")),
        description=str(achievement.get("description", "")),
        criteria=achievement.get("criteria"),
        image=image,
        extra=extra,
    )
    return badge_class_document(described, issuer_url(settings))


def assertion(award: Award, badge: str, *, name: str, key: str | None) -> JsonObject:
    """Return the assertion of an award of the badge class ``badge``; ``key`` is the address of the key that will sign.

    Raises :class:`InputError` ``register_ob2_result`` for a result, which 2.0 has no place for, and as
    :func:`mexbadge.credentials.ob2.assertion_document`.
    """
    if "result" in award.subject:
        raise InputError("register_ob2_result")
    extra: JsonObject = {}
    if "evidence" in award.extra:
        extra["evidence"] = [
            {key: value for key, value in item.items() if key != "type"} for item in _objects(award.extra["evidence"])
        ]
    if "narrative" in award.subject:
        extra["narrative"] = award.subject["narrative"]
    image = award.extra.get("image")
    if isinstance(image, Mapping):
        extra["image"] = image["id"]
    award2 = Award2(name, award.recipient, award.salt, award.valid_from, award.valid_until, extra)
    return assertion_document(award2, badge, key=key)


def read_assertion(credential: bytes, form: str) -> JsonObject:
    """Return the assertion out of its stored bytes."""
    if form == Form.OB2_SIGNED.value:
        return loads_object(jws.parse(credential).payload)
    return loads_object(credential)


def edited(
    document: Mapping[str, object], name: str, edit: Callable[[JsonObject], None], to: tuple[Identity, str] | None
) -> JsonObject:
    """Return an assertion made anew under the id ``name``: changed by ``edit``, and for ``to`` (with a salt) if given.

    Raises :class:`SchemaError` and :class:`InputError` as :func:`mexbadge.credentials.ob2.assertion_document`, and
    ``register_ends_before``.
    """
    new: JsonObject = {**document, "id": name}
    if to is not None:
        new["recipient"] = recipient_of(*to)
    edit(new)
    start, end = new["issuedOn"], new.get("expires")
    if end is not None and datetime.fromisoformat(end) <= datetime.fromisoformat(start):
        raise InputError("register_ends_before", start=start, end=end)
    return checked(new, "Assertion")


def changes(given: Mapping[str, object]) -> Callable[[JsonObject], None]:
    """Return what makes the changes ``given`` in an assertion, but for its recipient and badge class."""

    def edit(document: JsonObject) -> None:
        if given.get("result") is not None:
            raise InputError("register_ob2_result")
        for member, named in (("issuedOn", "valid_from"), ("expires", "valid_until")):
            if named in given:
                value = given[named]
                _put(document, member, _moments.write(value) if isinstance(value, datetime) else None)
        if "evidence" in given:
            urls = given["evidence"]
            listed = [urls] if isinstance(urls, str) else list(urls) if isinstance(urls, list | tuple) else []
            _put(document, "evidence", _evidence(listed) or None)
        if "narrative" in given:
            _put(document, "narrative", given["narrative"])

    return edit


def _evidence(urls: Iterable[object]) -> list[object]:
    return [{"id": url} for url in urls]


def _objects(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _put(document: JsonObject, name: str, value: object) -> None:
    if value is None:
        document.pop(name, None)
    else:
        document[name] = value
