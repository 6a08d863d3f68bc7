"""Models, and what asks them: loaded with the first document that is not plainly in order."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = [
    "Achievement",
    "AchievementCredential",
    "AchievementCredentialV1",
    "EndorsementCredential",
    "EndorsementCredentialV1",
    "Profile",
    "told_by",
]

if TYPE_CHECKING:
    from mexbadge.models.ob3_v1 import AchievementCredentialV1, EndorsementCredentialV1
    from mexbadge.models.ob3_v2 import Achievement, AchievementCredential, EndorsementCredential, Profile
    from mexbadge.models.problems import told_by
else:
    _VC2 = ("Achievement", "AchievementCredential", "EndorsementCredential", "Profile")
    _VC1 = ("AchievementCredentialV1", "EndorsementCredentialV1")
    __getattr__ = late(
        {name: f"mexbadge.models.ob3_v2:{name}" for name in _VC2}
        | {name: f"mexbadge.models.ob3_v1:{name}" for name in _VC1}
        | {"told_by": "mexbadge.models.problems:told_by"}
    )
