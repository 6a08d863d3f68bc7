import doctest

import pytest

from mexbadge import ld
from mexbadge.ld import literals, rdfc


@pytest.mark.parametrize("module", [ld, rdfc, literals], ids=lambda module: str(module.__name__))
def test_the_examples_in_the_documentation_run(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted
    assert not found.failed
