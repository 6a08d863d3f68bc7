"""The enumerations of Open Badges 3.0; those that are open take terms that begin with ``ext:`` as well."""

from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, ValidationInfo, WithJsonSchema

from mexbadge.models.common import EXT, Untold, open_to_ext, refused

__all__ = [
    "ACHIEVEMENT_TYPES",
    "ALIGNMENT_TARGET_TYPES",
    "IDENTIFIER_TYPES",
    "RESULT_STATUSES",
    "RESULT_TYPES",
    "AchievementType",
    "AlignmentTargetType",
    "IdentifierType",
    "ResultStatus",
    "ResultType",
]

ACHIEVEMENT_TYPES: Final = (
    "Achievement",
    "ApprenticeshipCertificate",
    "Assessment",
    "Assignment",
    "AssociateDegree",
    "Award",
    "Badge",
    "BachelorDegree",
    "Certificate",
    "CertificateOfCompletion",
    "Certification",
    "CommunityService",
    "Competency",
    "Course",
    "CoCurricular",
    "Degree",
    "Diploma",
    "DoctoralDegree",
    "Fieldwork",
    "GeneralEducationDevelopment",
    "JourneymanCertificate",
    "LearningProgram",
    "License",
    "Membership",
    "ProfessionalDoctorate",
    "QualityAssuranceCredential",
    "MasterCertificate",
    "MasterDegree",
    "MicroCredential",
    "ResearchDoctorate",
    "SecondarySchoolDiploma",
)
ALIGNMENT_TARGET_TYPES: Final = (
    "ceasn:Competency",
    "ceterms:Credential",
    "CFItem",
    "CFRubric",
    "CFRubricCriterion",
    "CFRubricCriterionLevel",
    "CTDL",
)
IDENTIFIER_TYPES: Final = (
    "name",
    "sourcedId",
    "systemId",
    "productId",
    "userName",
    "accountId",
    "emailAddress",
    "nationalIdentityNumber",
    "isbn",
    "issn",
    "lisSourcedId",
    "oneRosterSourcedId",
    "sisSourcedId",
    "ltiContextId",
    "ltiDeploymentId",
    "ltiToolId",
    "ltiPlatformId",
    "ltiUserId",
    "identifier",
)
RESULT_TYPES: Final = (
    "GradePointAverage",
    "LetterGrade",
    "Percent",
    "PerformanceLevel",
    "PredictedScore",
    "RawScore",
    "Result",
    "RubricCriterion",
    "RubricCriterionLevel",
    "RubricScore",
    "ScaledScore",
    "Status",
)
RESULT_STATUSES: Final = ("Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew")
"""Closed: no extension terms."""


def _open(names: tuple[str, ...]) -> AfterValidator:
    def check(value: str, info: ValidationInfo) -> str:
        return open_to_ext(names, value, info)

    return AfterValidator(check)


def _schema(names: tuple[str, ...]) -> WithJsonSchema:
    extension: dict[str, Any] = {"type": "string", "pattern": r"^ext:[A-Za-z0-9._|\-]+$"}
    return WithJsonSchema({"anyOf": [{"enum": list(names)}, extension]})


def _known(names: tuple[str, ...]) -> Untold:
    return Untold(lambda value: value in names or EXT.fullmatch(value) is not None)


def _status(value: str) -> str:
    if value not in RESULT_STATUSES:
        raise refused("models_enum", value=value, allowed=", ".join(RESULT_STATUSES))
    return value


AchievementType: TypeAlias = Annotated[
    str, _open(ACHIEVEMENT_TYPES), _schema(ACHIEVEMENT_TYPES), _known(ACHIEVEMENT_TYPES)
]
AlignmentTargetType: TypeAlias = Annotated[
    str, _open(ALIGNMENT_TARGET_TYPES), _schema(ALIGNMENT_TARGET_TYPES), _known(ALIGNMENT_TARGET_TYPES)
]
IdentifierType: TypeAlias = Annotated[str, _open(IDENTIFIER_TYPES), _schema(IDENTIFIER_TYPES), _known(IDENTIFIER_TYPES)]
ResultType: TypeAlias = Annotated[str, _open(RESULT_TYPES), _schema(RESULT_TYPES), _known(RESULT_TYPES)]
ResultStatus: TypeAlias = Annotated[
    str, AfterValidator(_status), WithJsonSchema({"enum": list(RESULT_STATUSES)}), Untold(RESULT_STATUSES.__contains__)
]
