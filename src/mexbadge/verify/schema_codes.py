"""What the check of a badge's schemas may find."""

from enum import StrEnum

__all__ = ["SchemaCode"]


class SchemaCode(StrEnum):
    """What a finding about a schema says."""

    NONE = "schema_none"
    OK = "schema_ok"
    BROKEN = "schema_broken"
    NOT_READ = "schema_not_read"
    TYPE = "schema_type"
    FORM = "schema_form"
    MANY = "schema_many"
    UNREADABLE = "schema_unreadable"
    MALFORMED = "schema_malformed"
    DRAFT = "schema_draft"
    ELSEWHERE = "schema_elsewhere"
    TOO_SLOW = "schema_too_slow"
