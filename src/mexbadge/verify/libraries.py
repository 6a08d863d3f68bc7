"""What reads web pages, learner records and schemas that a badge names: loaded with the first of them."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["badge_at", "clr2", "validator_for"]

if TYPE_CHECKING:
    from mexbadge.models import clr2
    from mexbadge.models.schemas import validator_for
    from mexbadge.verify.links import badge_at
else:
    __getattr__ = late(
        {
            "badge_at": "mexbadge.verify.links:badge_at",
            "clr2": "mexbadge.models.clr2",
            "validator_for": "mexbadge.models.schemas:validator_for",
        }
    )
