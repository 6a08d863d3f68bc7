"""The codes of what a finding says of trust."""

from enum import StrEnum

__all__ = ["TrustCode"]


class TrustCode(StrEnum):
    """What a finding about trust says."""

    ON_LIST = "trust_on_list"
    LAPSED = "trust_lapsed"
    NOT_YET = "trust_not_yet"
    ON_NO_LIST = "trust_on_no_list"
    UNBOUND = "trust_unbound"
    KEY_LISTED = "trust_key_listed"
    ENDORSER = "trust_endorser"
    TOO_OLD = "trust_too_old"
    ALGORITHM = "trust_algorithm"
    NAME_DIFFERS = "trust_name_differs"
    NAME_OF_OTHER = "trust_name_of_other"
    NAME_LISTED = "trust_name_listed"
