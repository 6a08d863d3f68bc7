"""What holds for every test: no deadline for an example, since machines are shared; a plain environment."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from examples_count import examples
from made_once import made_once

settings.register_profile(
    "mexbadge", max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("mexbadge")


@pytest.fixture(autouse=True, scope="session")
def _what_repeats_is_made_once() -> Iterator[None]:
    with made_once():
        yield


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "MEXBADGE_LANG",
        "MEXBADGE_TRUST",
        "MEXBADGE_PASSPHRASE",
        "LC_ALL",
        "LC_MESSAGES",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
