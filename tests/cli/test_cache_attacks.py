"""A folder of kept answers that somebody else could write to is not believed, end to end."""

import os
from pathlib import Path

import pytest

from commands import DID, Run
from issuing import AISHA
from mexbadge.fetch import Cache
from world import College, World

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")


@pytest.fixture
def badge(run: Run) -> College:
    """A badge whose issuer is known from nowhere but what is kept."""
    del run
    college = College(World(), id=DID)
    Path("badge.jwt").write_bytes(college.issue(to=AISHA).credential)
    return college


@pytest.mark.parametrize(("mode", "refused"), [(0o777, True), (0o1777, False), (0o755, False)])
def test_a_cache_that_others_could_put_another_in_place_of_is_refused(
    badge: College, run: Run, mode: int, *, refused: bool
) -> None:
    del badge
    Path("above").mkdir()
    Path("above").chmod(mode)
    code, out, err = run("verify", "badge.jwt", "--offline", "--cache", "above/cache")
    assert (code == 2) is refused, out + err
    if not refused:
        assert code == 3, "nothing is kept there, so nothing is decided"


def test_a_folder_of_the_victims_own_is_not_believed_when_the_cache_is_a_link_to_it(badge: College, run: Run) -> None:
    Path("unpacked").mkdir(mode=0o700)
    Cache("unpacked")
    Path("cache").symlink_to("unpacked")
    code, _, err = run("verify", "badge.jwt", "--offline", "--cache", "cache")
    assert code == 2, err
    assert badge.id == DID
