"""What a credential of Open Badges 3.0 or CLR 2.0 says, in the one shape (Open Badges 3.0, appendix B; CLR 2.0).

The same shape takes presentations and documents that stand alone: a profile, an achievement.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from mexbadge._json import JsonObject
from mexbadge.models.nulls import without_nulls
from mexbadge.proofs.vc_jwt import JwtCredential
from mexbadge.verify.contents.parts import (
    achievement,
    evidence,
    identity,
    picture,
    profile,
    result,
    someone,
    technical,
)
from mexbadge.verify.contents.taking import Taker, filled
from mexbadge.verify.contents.value import Contents

__all__ = ["Inner", "lone_achievement", "lone_profile", "of_credential", "of_presentation", "unread"]

Inner: TypeAlias = Callable[[object], Contents | None]
"""Reads a credential inside another one (an object or a token); ``None`` where it is none."""
_WHOLE: Final = frozenset({"vc", "vp"})
"""The claims that hold the whole document, which is read by itself."""


def of_credential(document: Mapping[str, object], kind: str, inner: Inner, jwt: JwtCredential | None) -> Contents:
    """Read a credential; ``kind`` as in :class:`Contents`, ``jwt`` the token in which it came. Never raises."""
    top = Taker(without_nulls(dict(document)))
    endorsements: list[Contents] = []
    credentials: list[Contents] = []
    subject = top.only("credentialSubject")
    held = Taker({}) if subject is None else subject
    for holder in (top, held):
        endorsements += _endorsements(holder, inner)
    credentials += _credentials(held, "verifiableCredential", inner)
    achievements = held.objects("achievement", bare="id")
    for one in achievements:
        endorsements += _endorsements(one, inner)
    issuer = top.only("issuer", bare="id")
    if issuer is not None:
        endorsements += _endorsements(issuer, inner)
    said = filled(
        endorsed=_endorsed(held) if kind == "endorsement" else None,
        achievements=[achievement(one) for one in achievements],
        results=[result(one) for one in held.objects("result")],
        evidence=[evidence(one) for one in top.objects("evidence", bare="id")],
        recipient=_recipient(held) if kind != "endorsement" else None,
        issuer=None if issuer is None else profile(issuer),
        awarded=top.text("awardedDate"),
        validFrom=top.text("validFrom", "issuanceDate"),
        validUntil=top.text("validUntil", "expirationDate"),
        credentialName=top.words("name"),
        credentialDescription=top.words("description"),
        image=picture(top),
        id=top.text("id"),
        types=top.classes(),
        contexts=top.values("@context"),
        technical={**technical(top), **_token(jwt)},
        **top.rest(),
    )
    return Contents(kind=kind, said=said, endorsements=tuple(endorsements), credentials=tuple(credentials))


def of_presentation(document: Mapping[str, object], inner: Inner, jwt: JwtCredential | None) -> Contents:
    """Read a verifiable presentation: who hands over what (VC Data Model 2.0, section 4.13)."""
    top = Taker(without_nulls(dict(document)))
    credentials = _credentials(top, "verifiableCredential", inner)
    said = filled(
        id=top.text("id"),
        types=top.classes("VerifiablePresentation"),
        contexts=top.values("@context"),
        holder=someone(top, "holder"),
        technical={**technical(top), **_token(jwt)},
        **top.rest(),
    )
    return Contents(kind="presentation", said=said, credentials=tuple(credentials))


def lone_profile(document: Mapping[str, object]) -> JsonObject:
    """Read a profile that stands alone."""
    top = Taker(without_nulls(dict(document)))
    contexts = top.values("@context")
    return filled(issuer=profile(top), contexts=contexts)


def lone_achievement(document: Mapping[str, object]) -> JsonObject:
    """Read an achievement or a badge class that stands alone; a badge class names its issuer."""
    top = Taker(without_nulls(dict(document)))
    contexts = top.values("@context")
    issuer = someone(top, "issuer")
    return filled(achievements=[achievement(top)], issuer=issuer, contexts=contexts)


def unread(document: Mapping[str, object]) -> JsonObject:
    """Leave a document of another kind as it is written."""
    top = Taker(document)
    return filled(id=top.text("id"), types=top.classes(), contexts=top.values("@context"), **top.rest())


def _recipient(held: Taker) -> JsonObject:
    return filled(
        id=held.text("id"),
        types=held.classes("AchievementSubject", "ClrSubject"),
        identities=[identity(one) for one in held.objects("identifier")],
        narrative=held.words("narrative"),
        role=held.words("role"),
        term=held.words("term"),
        licenseNumber=held.words("licenseNumber"),
        creditsEarned=held.plain("creditsEarned"),
        activityStart=held.text("activityStartDate"),
        activityEnd=held.text("activityEndDate"),
        source=someone(held, "source"),
        image=picture(held),
        **held.rest(),
    )


def _endorsed(held: Taker) -> JsonObject:
    return filled(
        id=held.text("id"),
        types=held.classes("EndorsementSubject"),
        comment=held.words("endorsementComment"),
        **held.rest(),
    )


def _endorsements(holder: Taker, inner: Inner) -> list[Contents]:
    return [*_credentials(holder, "endorsement", inner), *_credentials(holder, "endorsementJwt", inner)]


def _credentials(holder: Taker, name: str, inner: Inner) -> list[Contents]:
    """Take the credentials under ``name``; what is none stays where it was."""
    read, left = [], []
    for entry in holder.values(name):
        found = inner(entry)
        if found is None:
            left.append(entry)
        else:
            read.append(found)
    if left:
        holder.give_back(name, left)
    return read


def _token(jwt: JwtCredential | None) -> JsonObject:
    """Return the header of a token, and its claims that are no member of the credential."""
    if jwt is None:
        return {}
    claims = {name: value for name, value in jwt.claims.items() if name not in _WHOLE and name not in jwt.document}
    claims |= {n: v for n, v in jwt.claims.items() if n in jwt.document and jwt.document[n] != v}
    return filled(header=dict(jwt.jws.header), claims=claims)
