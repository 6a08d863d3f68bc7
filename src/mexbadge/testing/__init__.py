"""Badges of every kind in memory, for the tests of programs that embed mexbadge.

>>> from mexbadge.testing import Badges, World
>>> world = World()
>>> badge = Badges(world)
>>> world.verify(badge()).verdict.value
'valid'
>>> world.verify(badge(revoked=True)).verdict.value
'invalid'
"""

from mexbadge.testing.badges import Badges
from mexbadge.testing.world import ACHIEVEMENT, COLLEGE, RECIPIENT, College, World

__all__ = ["ACHIEVEMENT", "COLLEGE", "RECIPIENT", "Badges", "College", "World"]
