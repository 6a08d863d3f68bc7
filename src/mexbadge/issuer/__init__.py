"""Issue badges: the achievement, the credential, the documents on the issuer's server."""

from mexbadge.issuer.api import Issued, issue
from mexbadge.issuer.credential import Award, Form, build, sign

__all__ = ["Award", "Form", "Issued", "build", "issue", "sign"]
