"""The enumerations of Open Badges 3.0; those that are open take terms that begin with ``ext:`` as well."""

from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, ValidationInfo, WithJsonSchema

from mexbadge.models.common import Untold, open_to_ext, refused
from mexbadge.models.vocabulary import (
    ACHIEVEMENT_TYPES,
    ALIGNMENT_TARGET_TYPES,
    IDENTIFIER_TYPES,
    RESULT_STATUSES,
    RESULT_TYPES,
    is_achievement_type,
    is_alignment_target_type,
    is_identifier_type,
    is_result_status,
    is_result_type,
)

__all__ = ["AchievementType", "AlignmentTargetType", "IdentifierType", "ResultStatus", "ResultType"]


def _open(names: tuple[str, ...]) -> AfterValidator:
    def check(value: str, info: ValidationInfo) -> str:
        return open_to_ext(names, value, info)

    return AfterValidator(check)


def _schema(names: tuple[str, ...]) -> WithJsonSchema:
    extension: dict[str, Any] = {"type": "string", "pattern": r"^ext:[A-Za-z0-9._|\-]+$"}
    return WithJsonSchema({"anyOf": [{"enum": list(names)}, extension]})


def _status(value: str) -> str:
    if value not in RESULT_STATUSES:
        raise refused("models_enum", value=value, allowed=", ".join(RESULT_STATUSES))
    return value


AchievementType: TypeAlias = Annotated[
    str, _open(ACHIEVEMENT_TYPES), _schema(ACHIEVEMENT_TYPES), Untold(is_achievement_type)
]
AlignmentTargetType: TypeAlias = Annotated[
    str, _open(ALIGNMENT_TARGET_TYPES), _schema(ALIGNMENT_TARGET_TYPES), Untold(is_alignment_target_type)
]
IdentifierType: TypeAlias = Annotated[
    str, _open(IDENTIFIER_TYPES), _schema(IDENTIFIER_TYPES), Untold(is_identifier_type)
]
ResultType: TypeAlias = Annotated[str, _open(RESULT_TYPES), _schema(RESULT_TYPES), Untold(is_result_type)]
ResultStatus: TypeAlias = Annotated[
    str, AfterValidator(_status), WithJsonSchema({"enum": list(RESULT_STATUSES)}), Untold(is_result_status)
]
