"""Open Badges 3.0 over the Verifiable Credentials Data Model 2.0: the form in which badges are issued today."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Tag

from mexbadge.models.common import CompactJws, DateTimeZ, Many, Maybe, Text, Types, Uri, text_or_object
from mexbadge.models.ob3_parts import (
    AchievementFields,
    AchievementSubjectFields,
    CredentialFields,
    EndorsementSubject,
    Evidence,
    Picture,
    ProfileFields,
)

__all__ = [
    "Achievement",
    "AchievementCredential",
    "AchievementSubject",
    "EndorsementCredential",
    "Profile",
    "ProfileRef",
    "VerifiableCredential",
]


class Profile(ProfileFields):
    """A person or an organization that issues, endorses, creates or receives."""

    endorsement: Many["EndorsementCredential"] = ()
    parent_org: Maybe["Profile"] = None


ProfileRef: TypeAlias = Annotated[
    Annotated[Uri, Tag("=text")] | Annotated[Profile, Tag("=object")], Discriminator(text_or_object)
]
"""A profile, or its address alone."""


class Achievement(AchievementFields):
    """What was achieved, apart from who achieved it."""

    creator: Maybe[Profile] = None
    endorsement: Many["EndorsementCredential"] = ()


class AchievementSubject(AchievementSubjectFields):
    """The recipient, and what the recipient achieved."""

    achievement: Achievement
    source: Maybe[Profile] = None


class VerifiableCredential(CredentialFields):
    """What every credential in the VC 2.0 form has."""

    issuer: ProfileRef
    valid_from: DateTimeZ
    valid_until: Maybe[DateTimeZ] = None


class EndorsementCredential(VerifiableCredential):
    """What somebody says of an achievement, an issuer or a credential, signed by whoever says it."""

    type: Annotated[tuple[str, ...], Types(("VerifiableCredential", "EndorsementCredential"))]
    name: Text
    credential_subject: EndorsementSubject


class AchievementCredential(VerifiableCredential):
    """An awarded achievement: an Open Badge."""

    type: Annotated[
        tuple[str, ...], Types(("VerifiableCredential",), one_of=("AchievementCredential", "OpenBadgeCredential"))
    ]
    name: Maybe[Text] = None
    image: Maybe[Picture] = None
    credential_subject: AchievementSubject
    endorsement: Many[EndorsementCredential] = ()
    endorsement_jwt: Many[CompactJws] = ()
    evidence: Many[Evidence] = ()
