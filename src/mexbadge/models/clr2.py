"""Comprehensive Learner Record 2.0: many credentials of one learner under one proof.

The credentials inside keep proofs of their own and are judged by themselves; here only their outline is looked at.
"""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from mexbadge.errors import Problem, SchemaError
from mexbadge.models.common import Array, CompactJws, DateTimeZ, Many, ManyOrOne, Maybe, Model, Text, Type, Types, Uri
from mexbadge.models.kinds import Kind, context_problems, kind_of
from mexbadge.models.ob3 import data_model_of
from mexbadge.models.ob3_parts import Context, CredentialFields, Evidence, IdentityObject, Picture
from mexbadge.models.ob3_v1 import AchievementV1, EndorsementCredentialV1, ProfileRefV1
from mexbadge.models.ob3_v2 import Achievement, EndorsementCredential, ProfileRef
from mexbadge.models.problems import problems_of
from mexbadge.models.rules import subject_problems
from mexbadge.models.severity import distinct, errors_only

__all__ = [
    "Association",
    "ClrCredential",
    "ClrCredentialV1",
    "ClrSubject",
    "ClrSubjectV1",
    "InnerCredential",
    "LearnerRecord",
    "all_problems",
    "model_of",
    "parse",
    "problems",
]

_TYPES = Types(("VerifiableCredential", "ClrCredential"))


class Association(Model):
    """A directed relation between two achievements of the record (``isParentOf``, ``isPartOf`` ...)."""

    type: Annotated[str, Type("Association")]
    association_type: str
    source_id: Uri
    target_id: Uri


class InnerCredential(Model):
    """A credential in the record, of any kind."""

    context: ManyOrOne[Context] = Field(default=(), alias="@context")
    id: Maybe[Uri] = None
    type: Annotated[tuple[str, ...], Types(one_of=("VerifiableCredential", "EnvelopedVerifiableCredential"))]


class _SubjectFields(Model):
    id: Maybe[Uri] = None
    type: Annotated[tuple[str, ...], Types(("ClrSubject",))]
    identifier: Many[IdentityObject] = ()
    verifiable_credential: Annotated[tuple[InnerCredential, ...], Array(least=1)]
    association: Many[Association] = ()


class ClrSubject(_SubjectFields):
    """The learner, the learner's credentials, their achievements and how these belong together."""

    achievement: Many[Achievement] = ()


class ClrSubjectV1(_SubjectFields):
    """The learner, the learner's credentials, their achievements and how these belong together."""

    achievement: Many[AchievementV1] = ()


class _RecordFields(CredentialFields):
    context: Annotated[tuple[Context, ...], Array(least=3)] = Field(alias="@context")
    type: Annotated[tuple[str, ...], _TYPES]
    image: Maybe[Picture] = None
    partial: Maybe[bool] = None
    endorsement_jwt: Many[CompactJws] = ()
    evidence: Many[Evidence] = ()


class ClrCredential(_RecordFields):
    """A comprehensive learner record in the VC 2.0 form."""

    issuer: ProfileRef
    valid_from: DateTimeZ
    valid_until: Maybe[DateTimeZ] = None
    name: Maybe[Text] = None
    credential_subject: ClrSubject
    endorsement: Many[EndorsementCredential] = ()


class ClrCredentialV1(_RecordFields):
    """A comprehensive learner record in the VC 1.1 form."""

    issuer: ProfileRefV1
    issuance_date: DateTimeZ
    expiration_date: Maybe[DateTimeZ] = None
    name: Text
    credential_subject: ClrSubjectV1
    endorsement: Many[EndorsementCredentialV1] = ()


LearnerRecord: TypeAlias = ClrCredential | ClrCredentialV1


def model_of(document: Mapping[str, Any]) -> type[LearnerRecord] | None:
    """Return the model that a document has to follow, or ``None`` where it is no learner record."""
    if kind_of(document) is not Kind.CLR:
        return None
    return ClrCredentialV1 if data_model_of(document) == "1.1" else ClrCredential


def problems(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return all in which a document breaks the data model of CLR 2.0, as :func:`mexbadge.models.ob3.problems` does."""
    model = model_of(document)
    return (Problem("models_kind", "/type"),) if model is None else problems_of(model, document)


def all_problems(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return the problems of contexts, model and subject together, none of them twice."""
    return distinct((*context_problems(document), *problems(document), *subject_problems(document)))


def parse(document: Mapping[str, Any]) -> LearnerRecord:
    """Return the view of a learner record; raise :class:`SchemaError` with all problems that are no mere warnings."""
    model = model_of(document)
    if wrong := errors_only(problems(document)):
        raise SchemaError(wrong)
    if model is None:  # pragma: no cover - a document without a model has a problem
        raise SchemaError([Problem("models_kind", "/type")])
    return model.model_validate(dict(document))
