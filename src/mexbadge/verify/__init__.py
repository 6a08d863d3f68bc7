"""Is this badge genuine? Bytes, a path or a document in; a report out.

>>> from mexbadge.verify import verify
>>> report = verify(b"not a badge")
>>> report.verdict.value
'invalid'
"""

from typing import TYPE_CHECKING

from mexbadge._lazy import face
from mexbadge.verify.api import Verifier, verify, verify_many, verify_url
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Verdict, Why
from mexbadge.verify.policy import Policy
from mexbadge.verify.report import Report, Resource

if TYPE_CHECKING:
    from mexbadge.trust import TrustList
    from mexbadge.verify.contents import Contents
    from mexbadge.verify.form import FormReport
    from mexbadge.verify.form.checking import check_form
    from mexbadge.verify.keeping import KeptReport
    from mexbadge.verify.showing import show, show_url
else:
    _PARTS = {
        "contents": ("Contents",),
        "form": ("FormReport",),
        "form.checking": ("check_form",),
        "keeping": ("KeptReport",),
        "libraries": ("TrustList",),
        "showing": ("show", "show_url"),
    }
    __getattr__ = face(__name__, (), {name: module for module, names in _PARTS.items() for name in names})

__all__ = [
    "Check",
    "Code",
    "Contents",
    "Finding",
    "FormReport",
    "KeptReport",
    "Outcome",
    "Policy",
    "Report",
    "Resource",
    "TrustList",
    "Verdict",
    "Verifier",
    "Why",
    "check_form",
    "show",
    "show_url",
    "verify",
    "verify_many",
    "verify_url",
]
