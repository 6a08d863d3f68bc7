"""Models of the form of VC 1.1, in which few badges come: loaded with the first."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["AchievementCredentialV1", "EndorsementCredentialV1"]

if TYPE_CHECKING:
    from mexbadge.models.ob3_v1 import AchievementCredentialV1, EndorsementCredentialV1
else:
    __getattr__ = late({name: f"mexbadge.models.ob3_v1:{name}" for name in __all__})
