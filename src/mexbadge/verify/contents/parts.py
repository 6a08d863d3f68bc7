"""The things that badges of every version speak of, in one shape: profiles, achievements, evidence, identities.

The names of 2.0 and 1.1 are read as those of 3.0; what the shape has no place for stands under ``extensions`` and
``other`` of the same object (Open Badges 3.0, appendix B; Open Badges 2.0, "Badge Objects").
"""

from collections.abc import Mapping
from typing import Final

from mexbadge._json import JsonObject
from mexbadge.verify.contents.taking import Taker, filled

__all__ = ["achievement", "evidence", "identity", "picture", "profile", "result", "someone", "technical"]

_TECHNICAL: Final = (
    "proof",
    "credentialStatus",
    "credentialSchema",
    "refreshService",
    "termsOfUse",
    "verification",
    "verify",
)
"""What says how a badge can be checked, and where it is kept."""


def profile(taken: Taker) -> JsonObject:
    """Read somebody: an issuer, a creator, whoever endorses."""
    return filled(
        id=taken.text("id", "@id"),
        types=taken.classes("Profile", "Issuer", "IssuerOrg"),
        name=taken.words("name"),
        url=taken.text("url"),
        email=taken.text("email"),
        phone=taken.text("phone", "telephone"),
        description=taken.words("description"),
        image=picture(taken),
        **taken.rest(),
    )


def someone(taken: Taker, name: str) -> JsonObject | None:
    """Take the only profile, or its address, that stands under ``name``."""
    found = taken.only(name, bare="id")
    return None if found is None else profile(found)


def picture(taken: Taker) -> JsonObject | None:
    """Take the picture of something, unless it is written in a way that no picture is."""
    value = taken.value("image")
    if value is not None and (found := _image(value)) is not None:
        return found
    if value is not None:
        taken.give_back("image", value)
    return None


def achievement(taken: Taker) -> JsonObject:
    """Read what was achieved: an Achievement, or a BadgeClass."""
    return filled(
        id=taken.text("id", "@id"),
        types=taken.classes("Achievement", "BadgeClass"),
        name=taken.words("name"),
        description=taken.words("description"),
        achievementType=taken.text("achievementType"),
        criteria=_criteria(taken),
        alignments=[_alignment(one) for one in taken.objects("alignment", "alignments")],
        tags=taken.texts("tag", "tags"),
        language=taken.text("inLanguage", "@language"),
        creditsAvailable=taken.plain("creditsAvailable"),
        creator=someone(taken, "creator"),
        resultDescriptions=[_description(one) for one in taken.objects("resultDescription")],
        image=picture(taken),
        **taken.rest(),
    )


def evidence(taken: Taker) -> JsonObject:
    """Read what shows that something was earned; it is listed, never fetched."""
    return filled(
        url=taken.text("id", "@id"),
        types=taken.classes("Evidence"),
        name=taken.words("name"),
        narrative=taken.words("narrative"),
        description=taken.words("description"),
        genre=taken.words("genre"),
        audience=taken.words("audience"),
        **taken.rest(),
    )


def identity(taken: Taker) -> JsonObject:
    """Read by what a recipient is known: an IdentityObject of 3.0 or 2.0."""
    older = not taken.has("identityHash") and not taken.has("identityType")
    return filled(
        type=taken.text("type", "@type") if older else taken.text("identityType"),
        types=[] if older else taken.classes("IdentityObject"),
        value=taken.text("identity") if older else taken.text("identityHash"),
        hashed=taken.plain("hashed"),
        salt=taken.text("salt"),
        **taken.rest(),
    )


def result(taken: Taker) -> JsonObject:
    """Read what was reached."""
    value = taken.words("value")
    return filled(
        types=taken.classes("Result"),
        value=taken.plain("value") if value is None else value,
        level=taken.text("achievedLevel"),
        status=taken.text("status"),
        resultDescription=taken.text("resultDescription"),
        alignments=[_alignment(one) for one in taken.objects("alignment")],
        **taken.rest(),
    )


def technical(taken: Taker) -> JsonObject:
    """Take what says how the badge can be checked, as it is written."""
    return filled(**{name: taken.value(name) for name in _TECHNICAL})


def _image(value: object) -> JsonObject | None:
    """Read a picture: its address, and what is said of it."""
    if isinstance(value, str):
        return {"url": value}
    if not isinstance(value, Mapping):
        return None
    taken = Taker(value)
    return filled(
        url=taken.text("id", "@id"), types=taken.classes("Image"), caption=taken.words("caption"), **taken.rest()
    )


def _criteria(taken: Taker) -> JsonObject | None:
    found = taken.only("criteria", bare="id")
    if found is None:
        return None
    return filled(
        url=found.text("id", "@id"),
        types=found.classes("Criteria"),
        narrative=found.words("narrative"),
        **found.rest(),
    )


def _alignment(taken: Taker) -> JsonObject:
    return filled(
        types=taken.classes("Alignment", "AlignmentObject"),
        name=taken.words("targetName", "name"),
        url=taken.text("targetUrl", "url"),
        code=taken.words("targetCode"),
        framework=taken.words("targetFramework"),
        targetType=taken.text("targetType"),
        description=taken.words("targetDescription", "description"),
        **taken.rest(),
    )


def _description(taken: Taker) -> JsonObject:
    return filled(
        id=taken.text("id"),
        types=taken.classes("ResultDescription"),
        name=taken.words("name"),
        resultType=taken.text("resultType"),
        requiredValue=taken.words("requiredValue"),
        requiredLevel=taken.text("requiredLevel"),
        alignments=[_alignment(one) for one in taken.objects("alignment")],
        levels=[_level(one) for one in taken.objects("rubricCriterionLevel")],
        **taken.rest(),
    )


def _level(taken: Taker) -> JsonObject:
    return filled(
        id=taken.text("id"),
        types=taken.classes("RubricCriterionLevel"),
        name=taken.words("name"),
        level=taken.words("level"),
        description=taken.words("description"),
        points=taken.words("points"),
        alignments=[_alignment(one) for one in taken.objects("alignment")],
        **taken.rest(),
    )
