"""Names of files that Windows cannot make, and what is said of them."""

from pathlib import Path

import pytest

from mexbadge.errors import InputError, RegisterError
from mexbadge.issuer.folder.catalogue import Shelf, slug_of
from mexbadge.issuer.folder.delivery import deliver


@pytest.mark.parametrize("slug", ["con", "aux", "nul", "com1", "lpt9"])
def test_an_achievement_whose_file_windows_cannot_make_is_refused(slug: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        Shelf(tmp_path, "https://c.example").path(slug)
    assert caught.value.code == "register_slug"
    assert Shelf(tmp_path, "https://c.example").path(slug_of(slug.upper())).name == f"{slug}-badge.toml"


def test_a_name_that_the_system_finds_too_long_says_so(tmp_path: Path) -> None:
    with pytest.raises(RegisterError) as caught:
        deliver(tmp_path, [("x" * 300, b"")])
    assert caught.value.code == "register_name_long"
    assert list(tmp_path.iterdir()) == []
