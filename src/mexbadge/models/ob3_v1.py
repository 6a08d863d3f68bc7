"""Open Badges 3.0 over the Verifiable Credentials Data Model 1.1: the older form.

It has ``issuanceDate`` and ``expirationDate``, and every credential has a name.
"""

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
from mexbadge.models.ob3_v2 import Profile

__all__ = [
    "AchievementCredentialV1",
    "AchievementSubjectV1",
    "AchievementV1",
    "EndorsementCredentialV1",
    "ProfileRefV1",
    "ProfileV1",
    "VerifiableCredentialV1",
]


class ProfileV1(ProfileFields):
    """A person or an organization. Its parent is a profile of the newer form, as the standard's table has it."""

    endorsement: Many["EndorsementCredentialV1"] = ()
    parent_org: Maybe[Profile] = None


ProfileRefV1: TypeAlias = Annotated[
    Annotated[Uri, Tag("=text")] | Annotated[ProfileV1, Tag("=object")], Discriminator(text_or_object)
]
"""A profile, or its address alone: the Verifiable Credentials Data Model 1.1 allows both."""


class AchievementV1(AchievementFields):
    """What was achieved, apart from who achieved it."""

    creator: Maybe[ProfileV1] = None
    endorsement: Many["EndorsementCredentialV1"] = ()


class AchievementSubjectV1(AchievementSubjectFields):
    """The recipient, and what the recipient achieved."""

    achievement: AchievementV1
    source: Maybe[ProfileV1] = None


class VerifiableCredentialV1(CredentialFields):
    """What every credential in the VC 1.1 form has."""

    issuer: ProfileRefV1
    issuance_date: DateTimeZ
    expiration_date: Maybe[DateTimeZ] = None
    name: Text


class EndorsementCredentialV1(VerifiableCredentialV1):
    """What somebody says of an achievement, an issuer or a credential."""

    type: Annotated[tuple[str, ...], Types(("VerifiableCredential", "EndorsementCredential"))]
    credential_subject: EndorsementSubject


class AchievementCredentialV1(VerifiableCredentialV1):
    """An awarded achievement: an Open Badge."""

    type: Annotated[
        tuple[str, ...], Types(("VerifiableCredential",), one_of=("AchievementCredential", "OpenBadgeCredential"))
    ]
    image: Maybe[Picture] = None
    credential_subject: AchievementSubjectV1
    endorsement: Many[EndorsementCredentialV1] = ()
    endorsement_jwt: Many[CompactJws] = ()
    evidence: Many[Evidence] = ()
