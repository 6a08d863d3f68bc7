"""What reads web pages: loaded with the first address that is asked for."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["badge_at"]

if TYPE_CHECKING:
    from mexbadge.verify.links import badge_at
else:
    __getattr__ = late({"badge_at": "mexbadge.verify.links:badge_at"})
