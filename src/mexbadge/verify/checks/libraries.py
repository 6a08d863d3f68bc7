"""What reads status lists: loaded with the first badge that names one."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["looked_up"]

if TYPE_CHECKING:
    from mexbadge.verify.checks.status_lookup import looked_up
else:
    __getattr__ = late({"looked_up": "mexbadge.verify.checks.status_lookup:looked_up"})
