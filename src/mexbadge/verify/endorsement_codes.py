"""The codes of what a finding says of an endorsement."""

from enum import StrEnum

__all__ = ["EndorsementCode"]


class EndorsementCode(StrEnum):
    """What a finding about an endorsement says."""

    NONE = "endorsement_none"
    OK = "endorsement_ok"
    WARNING = "endorsement_warning"
    INVALID = "endorsement_invalid"
    ENDED = "endorsement_ended"
    UNSIGNED = "endorsement_unsigned"
    UNKNOWN = "endorsement_unknown"
    FORM = "endorsement_form"
    MANY = "endorsement_many"
    OTHER_SUBJECT = "endorsement_other_subject"
