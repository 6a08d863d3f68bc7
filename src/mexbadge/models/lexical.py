"""Texts that have to have a form, and how many values may stand in an array: what needs no model to be seen."""

import re
from typing import Final

__all__ = ["EMAIL_PATTERN", "JWS_PATTERN", "MOST_ITEMS", "is_email", "is_email_with_domain", "is_jws"]

MOST_ITEMS: Final = 10_000
"""How many values one array may hold."""
JWS_PATTERN: Final = r"^[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]+$"
EMAIL_PATTERN: Final = r"^[^@\s]+@[^@\s]+$"

_JWS: Final = re.compile(JWS_PATTERN)
_EMAIL: Final = re.compile(EMAIL_PATTERN)
_WITH_DOMAIN: Final = re.compile(r"[^@\s]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+")


def is_jws(text: str) -> bool:
    """Return whether ``text`` has the form of a compact JWS (RFC 7515, section 7.1): three parts of base64url."""
    return _JWS.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Return whether ``text`` has the form of an e-mail address, at a host of any kind."""
    return _EMAIL.fullmatch(text) is not None


def is_email_with_domain(text: str) -> bool:
    """Return whether ``text`` has the form of an e-mail address whose host has several labels."""
    return _WITH_DOMAIN.fullmatch(text) is not None
