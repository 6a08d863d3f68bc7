from pathlib import Path

import pytest

from register_checks import CHECKS, Check, fresh


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_on_sqlite(check: Check, tmp_path: Path) -> None:
    check(fresh(tmp_path))


def test_every_check_is_among_them() -> None:
    assert len(CHECKS) > 25
