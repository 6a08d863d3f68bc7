"""Links by which a holder shows a badge: made from what is public, and never with the holder's name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

__all__ = ["linkedin_url"]

_LINKEDIN: Final = "https://www.linkedin.com/profile/add"


def linkedin_url(facts: Mapping[str, str | None], *, valid_from: str, valid_until: str | None = None) -> str:
    """Return the address that adds a badge to a LinkedIn profile ("Add to profile").

    ``facts``: ``name`` of the achievement, ``organization`` (the issuer's name) or ``organization_id`` (its number at
    LinkedIn), ``page`` (where the badge can be seen), ``id``. The dates are the credential's, in UTC.
    """
    start = datetime.fromisoformat(valid_from)
    fields: dict[str, str | int | None] = {
        "startTask": "CERTIFICATION_NAME",
        "name": facts["name"],
        "organizationId": facts.get("organization_id"),
        "organizationName": None if facts.get("organization_id") else facts.get("organization"),
        "issueYear": start.year,
        "issueMonth": start.month,
    }
    if valid_until is not None:
        end = datetime.fromisoformat(valid_until)
        fields |= {"expirationYear": end.year, "expirationMonth": end.month}
    fields |= {"certUrl": facts.get("page"), "certId": facts.get("id")}
    return f"{_LINKEDIN}?{urlencode({name: value for name, value in fields.items() if value})}"
