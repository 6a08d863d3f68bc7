"""A real browser (Debian's Chromium, without a window) before a site that a plain server shows on the loopback address.

Whatever goes wrong on a page fails the test: an error in a script, a line of the console that reports one, a breach of
the page's own policy (CSP), an answer that is none, and a request to any host but those that were named.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, Route, sync_playwright

__all__ = ["Chromium", "Tab", "chromium", "shown_by_server"]

_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
_RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_ENDED: Final = "net::ERR_ABORTED"
"""A request that the browser gave up by itself: a page was left, or a file was saved instead of shown."""


def _program() -> str:
    for name in _PROGRAMS:
        if found := shutil.which(name):
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("no browser: install Debian's package chromium")
    pytest.skip("no browser on this machine: install Debian's package chromium")


class _Handler(SimpleHTTPRequestHandler):
    """What any host does with a folder, and no line in the log."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 - the library's
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".jwt": "application/vc+jwt",
        ".svg": "image/svg+xml",
    }

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
        del format, args


@contextmanager
def shown_by_server(folder: Path) -> Iterator[str]:
    """Show a folder as a site; yield its address, without ``/`` at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Tab:
    """One page in a browser: ``page`` is Playwright's, ``problems`` what went wrong on it so far."""

    page: Page
    origins: frozenset[str]
    problems: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.problems.append(f"error in a script: {error}"))
        self.page.on("console", self._console)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        self.page.context.route("**/*", self._guard)

    def forgive(self, part: str) -> None:
        """Take out of ``problems`` what a test brought about by purpose; fail where nothing of it is there."""
        kept = [one for one in self.problems if part not in one]
        assert len(kept) < len(self.problems), f"no {part!r} in {self.problems}"
        self.problems[:] = kept

    def violations(self) -> list[str]:
        """Return each breach of WCAG 2.1 AA, or of axe-core's good practices: its rule, and where."""
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": list(_RULES)}})
        return [
            f"{one['id']} ({one['impact']}): {node['html'][:200]} {node.get('failureSummary', '')}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(f"{message.type} on the console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != _ENDED:
            self.problems.append(f"no answer: {request.url} ({request.failure})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"status {response.status}: {response.url}")

    def _guard(self, route: Route, request: Request) -> None:
        parts = urlsplit(request.url)
        self.asked.append(request.url)
        if parts.scheme in {"data", "blob"} or f"{parts.scheme}://{parts.netloc}" in self.origins:
            route.continue_()
        else:
            self.problems.append(f"a request to another host: {request.url}")
            route.abort()


@dataclass(frozen=True)
class Chromium:
    """A running browser."""

    browser: Browser

    @contextmanager
    def tab(self, *addresses: str, **given: Any) -> Iterator[Tab]:
        """Open an empty page that may ask the hosts of ``addresses`` and no other; fail for what went wrong on it.

        ``given`` are Playwright's words for a context of its own: ``viewport``, ``color_scheme``,
        ``java_script_enabled``, ``reduced_motion`` …
        """
        parts = map(urlsplit, addresses)
        context = self.browser.new_context(**given)
        try:
            tab = Tab(context.new_page(), frozenset(f"{one.scheme}://{one.netloc}" for one in parts))
            yield tab
            assert tab.problems == []
        finally:
            context.close()


@contextmanager
def chromium(*, arguments: Sequence[str] = ()) -> Iterator[Chromium]:
    """Start the browser; skip the test where there is none, and fail it under ``CI=true``."""
    program = _program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *arguments])
        try:
            yield Chromium(browser)
        finally:
            browser.close()
