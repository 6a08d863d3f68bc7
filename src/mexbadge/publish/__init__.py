"""The static site of an issuer: hosted documents and pages, on any host that serves files."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = ["Written", "publish"]

if TYPE_CHECKING:
    from mexbadge.publish.site import publish
    from mexbadge.publish.writing import Written
else:
    __getattr__ = face(__name__, (), {"publish": "site", "Written": "writing"})
