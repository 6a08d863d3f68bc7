"""Issue badges: the achievement, the credential, the issuer's folder and register, the documents on its server.

>>> from mexbadge.issuer import slug_of
>>> slug_of("Soins de la démence")
'soins-de-la-demence'
"""

from mexbadge.issuer.api import Issued, issue
from mexbadge.issuer.catalogue import Achievement, slug_of
from mexbadge.issuer.credential import Award, Form, build, sign
from mexbadge.issuer.issuer import Issuer
from mexbadge.issuer.records import Filters, Record, Status
from mexbadge.issuer.rows import RosterRow
from mexbadge.issuer.types import Batch, RowResult

__all__ = [
    "Achievement",
    "Award",
    "Batch",
    "Filters",
    "Form",
    "Issued",
    "Issuer",
    "Record",
    "RosterRow",
    "RowResult",
    "Status",
    "build",
    "issue",
    "sign",
    "slug_of",
]
