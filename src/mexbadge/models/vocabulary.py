"""The terms that Open Badges 3.0 enumerates, as texts; where a list is open, terms that begin with ``ext:`` as well."""

import re
from typing import Final

__all__ = [
    "ACHIEVEMENT_TYPES",
    "ALIGNMENT_TARGET_TYPES",
    "EXT",
    "IDENTIFIER_TYPES",
    "RESULT_STATUSES",
    "RESULT_TYPES",
    "is_achievement_type",
    "is_alignment_target_type",
    "is_identifier_type",
    "is_result_status",
    "is_result_type",
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
EXT: Final = re.compile(r"ext:[A-Za-z0-9._|\-]+")
"""A term of somebody's own in an open list."""


def is_achievement_type(term: str) -> bool:
    """Return whether ``term`` is one of AchievementType, or an extension of it."""
    return _is_in(ACHIEVEMENT_TYPES, term)


def is_alignment_target_type(term: str) -> bool:
    """Return whether ``term`` is one of AlignmentTargetType, or an extension of it."""
    return _is_in(ALIGNMENT_TARGET_TYPES, term)


def is_identifier_type(term: str) -> bool:
    """Return whether ``term`` is one of IdentifierTypeEnum, or an extension of it."""
    return _is_in(IDENTIFIER_TYPES, term)


def is_result_type(term: str) -> bool:
    """Return whether ``term`` is one of ResultType, or an extension of it."""
    return _is_in(RESULT_TYPES, term)


def is_result_status(term: str) -> bool:
    """Return whether ``term`` is one of ResultStatusType, which is closed."""
    return term in RESULT_STATUSES


def _is_in(names: tuple[str, ...], term: str) -> bool:
    return term in names or EXT.fullmatch(term) is not None
