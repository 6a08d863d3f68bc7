"""Links by which a holder shows a badge: made from what is public, and never with the holder's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Final
from urllib.parse import urlencode

__all__ = ["Sharing", "embed", "linkedin_url", "post_url", "sharing_of"]

_LINKEDIN: Final = "https://www.linkedin.com/profile/add"
_POST: Final = "https://www.linkedin.com/sharing/share-offsite/"
_WIDTH: Final = 200


@dataclass(frozen=True, slots=True)
class Sharing:
    """How one badge is shown: its ``page``, addresses for LinkedIn, and a piece of HTML for a site of one's own.

    ``linkedin`` adds it to a profile, ``post`` shares the page; ``html`` shows the picture, which leads to the page.
    """

    page: str = field(repr=False)
    linkedin: str = field(repr=False)
    post: str = field(repr=False)
    html: str = field(repr=False)


def sharing_of(
    facts: Mapping[str, str | None], *, valid_from: str, valid_until: str | None = None, alt: str = ""
) -> Sharing:
    """Return how a badge is shown; ``facts`` as of :func:`linkedin_url`, with ``picture``, where its picture is."""
    page, picture = facts.get("page") or "", facts.get("picture") or ""
    return Sharing(
        page,
        linkedin_url(facts, valid_from=valid_from, valid_until=valid_until),
        post_url(page),
        embed(page, picture, alt or facts["name"] or ""),
    )


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


def post_url(page: str) -> str:
    """Return the address that shares a page in a post on LinkedIn; the page itself says what is shown there."""
    return f"{_POST}?{urlencode({'url': page})}"


def embed(page: str, picture: str, alt: str) -> str:
    """Return HTML that shows a badge on another site: its picture, where it has an address, as a link to its page."""
    shown = escape(alt)
    if picture:
        shown = f'<img src="{escape(picture)}" alt="{shown}" width="{_WIDTH}">'
    return f'<a href="{escape(page)}" rel="noopener">{shown}</a>'
