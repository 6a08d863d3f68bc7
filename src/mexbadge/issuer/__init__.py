"""Issue badges: the achievement, the credential, the issuer's folder and register, the documents on its server.

>>> from mexbadge.issuer import slug_of
>>> slug_of("Soins de la démence")
'soins-de-la-demence'
"""

from mexbadge.credentials.issuing import Issued, issue
from mexbadge.credentials.ob3 import Award, Form, build, sign
from mexbadge.issuer.folder.catalogue import Achievement, slug_of
from mexbadge.issuer.issuer import Issuer
from mexbadge.issuer.pipeline.types import Batch, RowResult
from mexbadge.issuer.register.records import Filters, PathwayAward, Record, Status
from mexbadge.issuer.roster.rows import RosterRow

__all__ = [
    "Achievement",
    "Award",
    "Batch",
    "Filters",
    "Form",
    "Issued",
    "Issuer",
    "PathwayAward",
    "Record",
    "RosterRow",
    "RowResult",
    "Status",
    "build",
    "issue",
    "sign",
    "slug_of",
]
