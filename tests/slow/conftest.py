"""What tests in a real browser share: the browser, and a site of the example programme to look at."""

from collections.abc import Iterator

import pytest

from browsing import Chromium, chromium, shown_by_server
from programme_site import ProgrammeSite, programme_site


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """Start the browser for one file of tests: while it runs, asyncio of this thread is taken."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def programme(tmp_path_factory: pytest.TempPathFactory) -> ProgrammeSite:
    """Publish the site of a college of the example programme, once; no test changes it."""
    return programme_site(tmp_path_factory.mktemp("programme"))


@pytest.fixture(scope="session")
def address(programme: ProgrammeSite) -> Iterator[str]:
    """Show that site on the loopback address."""
    with shown_by_server(programme.folder) as url:
        yield url
