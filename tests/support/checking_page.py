"""The page that checks badges in the browser, before hosts that answer from memory, beside the verifier in Python."""

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, Request, Route

from browsing import Chromium
from mexbadge.errors import FetchError
from mexbadge.fetch import Request as Asked
from mexbadge.fetch import ResourceKind, ResourceSet, Response
from mexbadge.verify import Verdict, Verifier

__all__ = ["GOOD", "Answer", "CheckingPage", "Hosts", "Said", "checking_page"]

GOOD: Final = frozenset({Verdict.VALID, Verdict.WARNING})
_KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
_JUDGE: Final = """async ([letters, now]) => {
  const { judge } = await import("/verify/judge.js");
  const { Web } = await import("/verify/web.js");
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  const { verdict, findings, about } = await judge(bytes, new Web(), now);
  return { verdict, findings, host: about.host };
}"""


@dataclass(frozen=True)
class Answer:
    """What one address answers; with ``to`` it sends its visitors on."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/json"
    to: str | None = None


@dataclass
class Hosts:
    """What stands at which address; all else is 404. ``asked`` is what the browser asked for."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    def show(self, base: str, folder: Path) -> None:
        """Put a site at its address."""
        for path in folder.rglob("*"):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                kind = _KINDS.get(path.suffix, "application/json")
                self.answers[f"{base}/{name}"] = found = Answer(path.read_bytes(), kind=kind)
                if name.endswith("index.html"):
                    self.answers[f"{base}/{name.removesuffix('index.html')}"] = found

    def fetch(self, request: Asked) -> Response:
        """Answer the verifier in Python."""
        found = self.answers.get(request.url.partition("#")[0], Answer(status=404))
        if found.to is not None:
            raise FetchError("fetch_offline", url=request.url)
        return Response(request.url, found.status, {"content-type": found.kind}, found.body)

    def route(self, route: Route, request: Request) -> None:
        """Answer the browser, as a host that lets every page read."""
        self.asked.append(request)
        found = self.answers.get(request.url.partition("#")[0], Answer(status=404))
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": found.kind}
        if found.to is not None:
            route.fulfill(status=302, headers={**headers, "Location": found.to})
        else:
            route.fulfill(status=found.status, headers=headers, body=found.body)

    @classmethod
    def of_resources(cls, path: Path) -> "Hosts":
        """Return hosts that answer what a map of resources holds."""
        found = cls()
        resources = ResourceSet.load(path)
        for url in json.loads(path.read_bytes()):
            try:
                one = resources(Asked(url, "*/*", ResourceKind.BUNDLE))
            except FetchError:
                continue
            found.answers[url] = Answer(one.body, one.status, one.headers.get("content-type", "application/json"))
        return found


@dataclass(frozen=True)
class Said:
    """What the page says: its verdict, its findings, and the host that it shows."""

    verdict: str
    findings: tuple[Mapping[str, Any], ...]
    host: str | None

    @property
    def last(self) -> str:
        """The code of what decided."""
        told = [one for one in self.findings if one["outcome"] in ("failed", "unknown")]
        return str(told[-1]["code"]) if told else "-"


@dataclass(frozen=True)
class CheckingPage:
    """The page of one college, at one moment."""

    page: Page
    hosts: Hosts
    now: datetime

    def judged(self, badge: bytes, at: datetime | None = None) -> Said:
        """Let the page's own judge look at a badge."""
        moment = int((at or self.now).timestamp() * 1000)
        found = self.page.evaluate(_JUDGE, [base64.b64encode(badge).decode(), moment])
        return Said(found["verdict"], tuple(found["findings"]), found["host"])

    def python(self, badge: bytes, at: datetime | None = None) -> Verdict:
        """Return what the verifier in Python says, before the same hosts."""
        return Verifier(fetch=self.hosts.fetch).verify(badge, at=at or self.now).verdict

    def compared(self, badge: bytes, at: datetime | None = None) -> Said:
        """Judge, and fail where the page says valid and Python does not."""
        said = self.judged(badge, at)
        if said.verdict == "valid":
            told = self.python(badge, at)
            assert told in GOOD, f"the page says valid, Python says {told}: {badge[:300]!r}"
        return said


def _is_breach(line: str) -> bool:
    """Return whether a line of the console tells of a breach; what the browser's XML parser writes of an error is none.

    It puts a styled message into the document that it could not read, which is never shown.
    """
    return "Security Policy" in line and not line.startswith("Applying inline style")


@contextmanager
def checking_page(browser: Chromium, hosts: Hosts, url: str, now: datetime, **given: Any) -> Iterator[CheckingPage]:
    """Open a site's page at ``url``, with its clock at ``now``; fail for any error or breach of its policy."""
    context = browser.browser.new_context(**given)
    problems: list[str] = []
    try:
        context.route("**/*", hosts.route)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda one: problems.append(one.text) if _is_breach(one.text) else None)
        page.clock.set_fixed_time(now.astimezone(UTC))
        page.goto(url)
        yield CheckingPage(page, hosts, now)
        assert problems == []
    finally:
        context.close()
