"""``mexbadge verify FILE...`` answers whether a badge is genuine."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded, read
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.fetch import Cache, Cached, Fetch, HttpFetcher, NetworkPolicy, Recorder, ResourceSet, nothing
from mexbadge.models.identity import Identity
from mexbadge.verify import Policy, Report, Verdict, Verifier
from mexbadge.verify.text import summary

EXAMPLES: Final = (
    "mexbadge verify badge.png",
    "mexbadge verify badge.png --recipient name@example.ca",
    "mexbadge verify *.png --json",
    "mexbadge verify badge.png --resources hosted/resources.json --at 2026-05-01T00:00:00Z",
)
_CODES: Final = {Verdict.VALID: 0, Verdict.WARNING: 0, Verdict.INVALID: 1, Verdict.UNKNOWN: 3}


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("files", nargs="+", metavar="FILE", text="cli_help_verify_file")
    parser.option("--recipient", metavar="IDENTITY", text="cli_help_recipient")
    parser.option("--issuer", action="append", default=[], metavar="DID|URL", text="cli_help_issuer_accepted")
    parser.option("--at", metavar="TIME", text="cli_help_at")
    parser.option("--resources", metavar="PATH", text="cli_help_resources")
    parser.option("--offline", action="store_true", text="cli_help_offline")
    parser.option("--cache", metavar="DIR", text="cli_help_cache")
    parser.option("--allow-http", action="store_true", text="cli_help_allow_http")
    parser.option("--proxy", metavar="URL", text="cli_help_proxy")
    parser.option("--record", metavar="ZIP", text="cli_help_record")
    parser.option("--no-status", action="store_true", text="cli_help_no_status")
    parser.option("--strict", action="store_true", text="cli_help_strict")
    parser.option("--compat", action="store_true", text="cli_help_compat")


def run(arguments: Namespace, console: Console) -> int:
    """Judge every file; one that cannot be read does not stop the rest."""
    recipient = _recipient(arguments.recipient)
    at = moment(arguments.at)
    network = _network(arguments)
    cache = None if arguments.resources or arguments.offline or not arguments.cache else _cache(arguments)
    recorder = Recorder(network if cache is None else Cached(network, cache)) if arguments.record else None
    verifier = Verifier(_policy(arguments), recorder or network, None if recorder else cache, arguments.resources or "")
    reports: list[Report] = []
    codes: list[int] = []
    for name in expanded(arguments.files):
        try:
            report = _judged(verifier, name, console, recipient, at)
        except MexBadgeError as error:
            console.fail(error)
            codes.append(2)
            continue
        reports.append(report)
        codes.append(_code(report, strict=arguments.strict))
        for line in _lines(report, console, first=len(reports) == 1):
            console.say(line)
    if len(codes) > 1 and not console.json and not console.look.quiet:
        console.say("")
        console.say(summary(reports, console.lang))
    _record(arguments.record, recorder, console)
    return worst(codes)


def _judged(verifier: Verifier, name: str, console: Console, recipient: Identity | None, at: datetime | None) -> Report:
    """Judge one file, or what stands at an address."""
    if name.startswith(("https://", "http://")):
        return verifier.verify_url(name, recipient=recipient, at=at)
    return verifier.verify(read(name, console), recipient=recipient, at=at, name=name)


def worst(codes: list[int]) -> int:
    """Return the exit code of several files: 1 if any is invalid, else 2, else 3, else 0."""
    return next((code for code in (1, 2, 3) if code in codes), 0)


def moment(text: str | None) -> datetime | None:
    """Read ``--at``: a date-time with a zone, or a date, which stands for its first instant in UTC."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InputError("cli_bad_time", value=text) from None
    if found.tzinfo is None:
        if len(text) > len("2026-01-01"):
            raise InputError("cli_bad_time", value=text)
        found = found.replace(tzinfo=UTC)
    return found


def _lines(report: Report, console: Console, *, first: bool) -> Iterator[str]:
    if console.json:
        yield dumps(report.to_json(console.lang))
        return
    if not first and not console.look.quiet:
        yield ""
    yield report.to_text(console.lang, look=console.look)


def _code(report: Report, *, strict: bool) -> int:
    if strict and report.verdict is Verdict.WARNING:
        return 1
    return _CODES[report.verdict]


def _policy(arguments: Namespace) -> Policy:
    return Policy(
        issuers=frozenset(arguments.issuer),
        status=not arguments.no_status,
        compat=arguments.compat,
        strict=arguments.strict,
        endorsements="warn" if arguments.compat else "fail",
    )


def _recipient(text: str | None) -> Identity | None:
    if text is None:
        return None
    try:
        return Identity.parse(text)
    except InputError:
        raise InputError("verify_bad_recipient", value=text) from None


def _network(arguments: Namespace) -> Fetch:
    """Return what answers: the given resources and nothing else, the cache and nothing else, or the guarded network."""
    if arguments.resources:
        return ResourceSet.load(Path(arguments.resources))
    if arguments.offline:
        return Cached(nothing, _cache(arguments), offline=True) if arguments.cache else nothing
    return HttpFetcher(NetworkPolicy(http_allowed=arguments.allow_http, proxy=arguments.proxy))


def _cache(arguments: Namespace) -> Cache:
    return Cache(Path(arguments.cache))


def _record(path: str | None, recorder: Recorder | None, console: Console) -> None:
    if path is not None and recorder is not None:
        recorder.write(Path(path))
        console.note(console.text("cli_recorded", count=len(recorder.responses), path=path))
