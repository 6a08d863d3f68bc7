"""The worlds of :mod:`mexbadge.testing` at the moments of these tests."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mexbadge.issuer import Form, Issued
from mexbadge.testing import ACHIEVEMENT, RECIPIENT, World
from mexbadge.testing import College as AnyCollege

__all__ = ["ACHIEVEMENT", "AT", "ISSUED", "RECIPIENT", "College", "World"]

AT = datetime(2026, 5, 1, 12, 0, 0, tzinfo=UTC)
"""The moment at which the tests judge."""
ISSUED = datetime(2026, 3, 1, 0, 0, 0, tzinfo=UTC)
"""The moment at which the tests issue."""


@dataclass
class College(AnyCollege):
    """An issuer that issues at the moment of the tests."""

    def issue(self, form: Form = Form.VC_JWT, *, to: str = RECIPIENT, **given: Any) -> Issued:
        """Issue the one achievement of this world, under an id of the issuer's own."""
        return super().issue(form, to=to, **{"at": ISSUED, **given})
