"""The pytest plugin; it is found by its entry point, so there is nothing to switch on.

Every pytest where mexbadge is installed loads it, and before coverage begins: it imports nothing of the other rooms.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mexbadge.testing import Badges, World

__all__ = ["mexbadge_badge", "mexbadge_world"]


@pytest.fixture
def mexbadge_world() -> "World":
    """Return a small internet in memory; hand its ``fetch`` to what is tested."""
    from mexbadge.testing import World  # noqa: PLC0415 - every pytest loads this plugin, and few tests ask for it

    return World()


@pytest.fixture
def mexbadge_badge(mexbadge_world: "World") -> "Badges":
    """Return what makes badges in :func:`mexbadge_world`: ``mexbadge_badge(revoked=True)``."""
    from mexbadge.testing import Badges  # noqa: PLC0415 - as above

    return Badges(mexbadge_world)
