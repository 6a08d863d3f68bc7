"""What a document is and whether its parts go together: pure functions over the document as it was read.

Steps 3, 4 and 7 of the verification of Open Badges 3.0. The form of each member is for :mod:`mexbadge.models.ob3` and
:mod:`mexbadge.models.clr2`.
"""

from mexbadge.models.kinds import (
    CLR_CONTEXT,
    EXTENSIONS_CONTEXT,
    OB_CONTEXT,
    VC1_CONTEXT,
    VC2_CONTEXT,
    Kind,
    Versions,
    context_problems,
    contexts_of,
    kind_of,
    types_of,
    version_of,
)
from mexbadge.models.rules import subject_problems
from mexbadge.models.severity import distinct, errors_only, is_warning

__all__ = [
    "CLR_CONTEXT",
    "EXTENSIONS_CONTEXT",
    "OB_CONTEXT",
    "VC1_CONTEXT",
    "VC2_CONTEXT",
    "Kind",
    "Versions",
    "context_problems",
    "contexts_of",
    "distinct",
    "errors_only",
    "is_warning",
    "kind_of",
    "subject_problems",
    "types_of",
    "version_of",
]
