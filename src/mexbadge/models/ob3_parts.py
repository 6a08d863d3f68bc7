"""The classes of Open Badges 3.0 that stand inside a credential and are the same in its VC 2.0 and its VC 1.1 form.

Cardinalities as in the standard's appendix B: ``Maybe`` is 0..1, ``Some`` 1..*, ``Many`` 0..*, ``ManyOrOne`` 0..* where
a single value may stand without brackets.
"""

from typing import Annotated, Any, TypeAlias

from pydantic import ConfigDict, Discriminator, Field, Tag, ValidationInfo, WithJsonSchema, field_validator

from mexbadge.models.common import (
    Array,
    BareAddress,
    Blank,
    CompactJws,
    DateTime,
    DateTimeZ,
    Day,
    Email,
    LanguageCode,
    Many,
    ManyOrOne,
    Maybe,
    Model,
    Number,
    Text,
    Type,
    Types,
    Uri,
    refused,
    tells,
    text_or_object,
)
from mexbadge.models.identity import HASH_PATTERN, is_identity_hash
from mexbadge.models.terms import AchievementType, AlignmentTargetType, IdentifierType, ResultStatus, ResultType

Context: TypeAlias = Annotated[
    Annotated[Uri, Tag("=text")] | Annotated[dict[str, Any], Tag("=object"), WithJsonSchema({"type": "object"})],
    Discriminator(text_or_object),
]
"""The address of a context, or a context written out."""
Contexts: TypeAlias = Annotated[tuple[Context, ...], Array(least=2)]


class GeoCoordinates(Model):
    """Where an address lies, in degrees."""

    type: Annotated[str, Type("GeoCoordinates")]
    latitude: Number
    longitude: Number


class Address(Model):
    """A postal address."""

    type: Annotated[tuple[str, ...], Types(("Address",))]
    address_country: Maybe[Text] = None
    address_country_code: Maybe[str] = None
    address_region: Maybe[Text] = None
    address_locality: Maybe[Text] = None
    street_address: Maybe[Text] = None
    post_office_box_number: Maybe[str] = None
    postal_code: Maybe[str] = None
    geo: Maybe[GeoCoordinates] = None


class IdentifierEntry(Model):
    """An identifier beside ``id``, with its type."""

    type: Annotated[str, Type("IdentifierEntry")]
    identifier: str
    identifier_type: IdentifierType


class Image(Model):
    """An image, by its address or as a ``data:`` URI; always an object."""

    id: Uri
    type: Annotated[str, Type("Image")]
    caption: Maybe[Text] = None


Picture: TypeAlias = Annotated[Image, BareAddress]


class Alignment(Model):
    """A skill, a standard or another target that something aligns to."""

    type: Annotated[tuple[str, ...], Types(("Alignment",))]
    target_code: Maybe[Text] = None
    target_description: Maybe[Text] = None
    target_name: Text
    target_framework: Maybe[Text] = None
    target_type: Maybe[AlignmentTargetType] = None
    target_url: Uri


class Criteria(Model):
    """What has to be done to earn an achievement: a page about it, a text, or both."""

    id: Maybe[Uri] = None
    narrative: Maybe[Text] = None


class Evidence(Model):
    """What shows that the achievement was earned."""

    id: Maybe[Uri] = None
    type: Annotated[tuple[str, ...], Types(("Evidence",))]
    narrative: Maybe[Text] = None
    name: Maybe[Text] = None
    description: Maybe[Text] = None
    genre: Maybe[Text] = None
    audience: Maybe[Text] = None


class Related(Model):
    """Another achievement that is related to this one."""

    id: Uri
    type: Annotated[tuple[str, ...], Types(("Related",))]
    in_language: Maybe[Annotated[LanguageCode, Blank()]] = None
    version: Maybe[Text] = None


class IdentityObject(Model):
    """How the recipient is known: an identifier, plain or as a salted hash."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"hashed": {"const": True}}},
            "then": {"properties": {"identityHash": {"pattern": HASH_PATTERN}}},
        }
    )

    type: Annotated[str, Type("IdentityObject")]
    hashed: bool
    identity_hash: str
    identity_type: IdentifierType
    salt: Maybe[str] = None

    @field_validator("identity_hash")
    @classmethod
    def _hash_or_not(cls, value: str, info: ValidationInfo) -> str:
        """Hold ``hashed`` and the form of the hash together (``md5$`` or ``sha256$`` and hexadecimal digits)."""
        hashed = info.data.get("hashed")
        if hashed is True and not is_identity_hash(value):
            raise refused("models_identity_hash")
        if hashed is False and is_identity_hash(value) and tells(info):
            raise refused("models_identity_plain")
        return value


class RubricCriterionLevel(Model):
    """One level of a rubric."""

    id: Uri
    type: Annotated[tuple[str, ...], Types(("RubricCriterionLevel",))]
    alignment: Many[Alignment] = ()
    description: Maybe[Text] = None
    level: Maybe[Text] = None
    name: Text
    points: Maybe[Text] = None


class ResultDescription(Model):
    """A result that an achievement may have: its scale, its bounds, what is needed."""

    id: Uri
    type: Annotated[tuple[str, ...], Types(("ResultDescription",))]
    alignment: Many[Alignment] = ()
    allowed_value: Many[Text] = ()
    name: Text
    required_level: Maybe[Uri] = None
    required_value: Maybe[Text] = None
    result_type: ResultType
    rubric_criterion_level: Many[RubricCriterionLevel] = ()
    value_max: Maybe[Text] = None
    value_min: Maybe[Text] = None


class Result(Model):
    """What a recipient reached."""

    type: Annotated[tuple[str, ...], Types(("Result",))]
    achieved_level: Maybe[Uri] = None
    alignment: Many[Alignment] = ()
    result_description: Maybe[Uri] = None
    status: Maybe[ResultStatus] = None
    value: Maybe[Text] = None


class EndorsementSubject(Model):
    """What is endorsed, and what is said of it."""

    id: Uri
    type: Annotated[tuple[str, ...], Types(("EndorsementSubject",))]
    endorsement_comment: Maybe[Text] = None


class Proof(Model):
    """An embedded proof; which of its members are needed depends on its type and is for the checking of proofs."""

    type: Annotated[str, Type()]
    created: Maybe[DateTime] = None
    cryptosuite: Maybe[str] = None
    challenge: Maybe[str] = None
    domain: ManyOrOne[str] = ()
    nonce: Maybe[str] = None
    proof_purpose: Maybe[str] = None
    proof_value: Maybe[str] = None
    verification_method: Maybe[Uri] = None


class CredentialSchema(Model):
    """A schema that the credential says it follows."""

    id: Uri
    type: Annotated[str, Type()]


class CredentialStatus(Model):
    """Where the status of the credential is to be found. Its ``id`` may be missing, as in VC 2.0 section 4.10."""

    id: Maybe[Uri] = None
    type: Annotated[str, Type()]


class RefreshService(Model):
    """Where a newer form of the credential is to be had."""

    id: Uri
    type: Annotated[str, Type()]


class TermsOfUse(Model):
    """Under which terms the credential was issued."""

    id: Maybe[Uri] = None
    type: Annotated[str, Type()]


class ProfileFields(Model):
    """What the two forms of Profile share."""

    id: Uri
    type: Annotated[tuple[str, ...], Types(("Profile",))]
    name: Maybe[Text] = None
    url: Maybe[Annotated[Uri, Blank()]] = None
    phone: Maybe[str] = None
    description: Maybe[Text] = None
    endorsement_jwt: Many[CompactJws] = ()
    image: Maybe[Picture] = None
    email: Maybe[Annotated[Email, Blank()]] = None
    address: Maybe[Address] = None
    other_identifier: Many[IdentifierEntry] = ()
    official: Maybe[Text] = None
    family_name: Maybe[Text] = None
    given_name: Maybe[Text] = None
    additional_name: Maybe[Text] = None
    patronymic_name: Maybe[Text] = None
    honorific_prefix: Maybe[Text] = None
    honorific_suffix: Maybe[Text] = None
    family_name_prefix: Maybe[Text] = None
    date_of_birth: Maybe[Annotated[Day, Blank()]] = None


class AchievementFields(Model):
    """What the two forms of Achievement share."""

    id: Uri
    type: Annotated[tuple[str, ...], Types(("Achievement",))]
    alignment: Many[Alignment] = ()
    achievement_type: Maybe[AchievementType] = None
    credits_available: Maybe[Number] = None
    criteria: Criteria
    description: Text
    endorsement_jwt: Many[CompactJws] = ()
    field_of_study: Maybe[Text] = None
    human_code: Maybe[Text] = None
    image: Maybe[Picture] = None
    in_language: Maybe[Annotated[LanguageCode, Blank()]] = None
    name: Text
    other_identifier: Many[IdentifierEntry] = ()
    related: Many[Related] = ()
    result_description: Many[ResultDescription] = ()
    specialization: Maybe[Text] = None
    tag: Many[Text] = ()
    version: Maybe[Text] = None


class AchievementSubjectFields(Model):
    """What the two forms of AchievementSubject share."""

    id: Maybe[Uri] = None
    type: Annotated[tuple[str, ...], Types(("AchievementSubject",))]
    activity_end_date: Maybe[DateTime] = None
    activity_start_date: Maybe[DateTime] = None
    credits_earned: Maybe[Number] = None
    identifier: Many[IdentityObject] = ()
    image: Maybe[Picture] = None
    license_number: Maybe[Text] = None
    narrative: Maybe[Text] = None
    result: Many[Result] = ()
    role: Maybe[Text] = None
    term: Maybe[Text] = None


class CredentialFields(Model):
    """What every credential has. Several status entries or services may stand in an array (VC 2.0 section 4)."""

    context: Contexts = Field(alias="@context")
    id: Uri
    proof: ManyOrOne[Proof] = ()
    credential_schema: ManyOrOne[CredentialSchema] = ()
    credential_status: ManyOrOne[CredentialStatus] = ()
    refresh_service: ManyOrOne[RefreshService] = ()
    terms_of_use: ManyOrOne[TermsOfUse] = ()
    description: Maybe[Text] = None
    awarded_date: Maybe[DateTimeZ] = None
