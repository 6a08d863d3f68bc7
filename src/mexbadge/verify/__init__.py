"""Is this badge genuine? Bytes, a path or a document in; a report out.

>>> from mexbadge.verify import verify
>>> report = verify(b"not a badge")
>>> report.verdict.value
'invalid'
"""

from mexbadge.trust.lists import TrustList
from mexbadge.verify.api import Verifier, verify, verify_many, verify_url
from mexbadge.verify.contents import Contents
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Verdict, Why
from mexbadge.verify.form import FormReport
from mexbadge.verify.form.checking import check_form
from mexbadge.verify.keeping import KeptReport
from mexbadge.verify.policy import Policy
from mexbadge.verify.report import Report, Resource
from mexbadge.verify.showing import show, show_url

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
