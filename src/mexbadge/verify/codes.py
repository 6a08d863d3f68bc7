"""The names of the checks, and of what the checks of this room may find.

A lower room that returns a problem brings its own code; every code of every room has a sentence in
:mod:`mexbadge.texts`, and ``mexbadge explain CODE`` prints its page.
"""

from enum import StrEnum

__all__ = ["Check", "Code"]


class Check(StrEnum):
    """What is looked at, in the order in which a report lists it."""

    FORMAT = "format"
    CONTEXT = "context"
    MODEL = "model"
    PROOF = "proof"
    BINDING = "binding"
    DATES = "dates"
    STATUS = "status"
    SCHEMA = "schema"
    REFRESH = "refresh"
    ENDORSEMENTS = "endorsements"
    RECIPIENT = "recipient"
    IMAGE = "image"
    LEDGER = "ledger"


class Code(StrEnum):
    """What a finding of this room says, as a stable name."""

    FORMAT_OK = "format_ok"
    FORMAT_EMPTY = "format_empty"
    FORMAT_NOT_A_BADGE = "format_not_a_badge"
    FORMAT_PAGE = "format_page"
    FORMAT_NOT_READABLE = "format_not_readable"
    FORMAT_OTHER_CREDENTIAL = "format_other_credential"
    FORMAT_ENDORSEMENT = "format_endorsement"
    FORMAT_TWO_ALIKE = "format_two_alike"
    FORMAT_TWO_DIFFER = "format_two_differ"
    FORMAT_TWO_VERSIONS = "format_two_versions"
    CONTEXT_OK = "context_ok"
    MODEL_OK = "model_ok"
    PROOF_OK = "proof_ok"
    PROOF_MISSING = "proof_missing"
    PROOF_CHANGED = "proof_changed"
    PROOF_KEY_UNKNOWN = "proof_key_unknown"
    PROOF_NO_ASSERTION = "proof_no_assertion"
    PROOF_BESIDE_UNSUPPORTED = "proof_beside_unsupported"
    PROOF_SET_READING = "proof_set_reading"
    BINDING_OK = "binding_ok"
    BINDING_RECORDED = "binding_recorded"
    BINDING_ACCEPTED = "binding_accepted"
    BINDING_SELF_ASSERTED = "binding_self_asserted"
    BINDING_NOT_LISTED = "binding_not_listed"
    BINDING_KEY_ENDED = "binding_key_ended"
    BINDING_UNRESOLVED = "binding_unresolved"
    BINDING_NO_ISSUER = "binding_no_issuer"
    BINDING_COMPAT = "binding_compat"
    BINDING_NOT_ACCEPTED = "binding_not_accepted"
    DATES_NO_END = "dates_no_end"
    DATES_UNTIL = "dates_until"
    DATES_EXPIRED = "dates_expired"
    DATES_NOT_YET = "dates_not_yet"
    DATES_BACKWARDS = "dates_backwards"
    DATES_MIXED = "dates_mixed"
    DATES_UNREADABLE = "dates_unreadable"
    RECIPIENT_NOT_ASKED = "recipient_not_asked"
    RECIPIENT_OK = "recipient_ok"
    RECIPIENT_DIFFERS = "recipient_differs"
    RECIPIENT_OTHER_KIND = "recipient_other_kind"
    RECIPIENT_NOBODY = "recipient_nobody"
    BLOCKED = "blocked"
    NESTED_INVALID = "nested_invalid"
    NESTED_UNKNOWN = "nested_unknown"
    NESTED_OK = "nested_ok"
    NESTED_WARNING = "nested_warning"
    NESTED_UNSIGNED = "nested_unsigned"
    NESTED_OTHER_PERSON = "nested_other_person"
    NESTED_PERSON_UNKNOWN = "nested_person_unknown"
    NESTED_OUT_OF_TIME = "nested_out_of_time"
    NESTED_MANY = "nested_many"
    NESTED_TOO_DEEP = "nested_too_deep"
