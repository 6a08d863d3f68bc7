"""A live host asked as a stranger's verifier would: whether it gives what the site is, to everybody, and nothing else.

The site that was written (:mod:`.writing`) is what should be there. Each of its files is asked for over the guarded
network, of very many a part; what left the site, and what never belongs into one, should not be there. At last a badge
of each kind is verified, and a revoked one, by what the host gives and nothing else.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from mexbadge.credentials.ob3 import Form
from mexbadge.errors import FetchError, InputError, Problem
from mexbadge.fetch import Fetch, HttpFetcher, Move, Request, ResourceKind, Response, answered_from
from mexbadge.issuer.folder.ob2 import assertions_url
from mexbadge.issuer.hosted.digests import RECORDS_FOLDER
from mexbadge.issuer.register.records import Record, Status
from mexbadge.publish.changes import Listed
from mexbadge.publish.files import Role
from mexbadge.publish.hosts import TYPES, path_of
from mexbadge.publish.writing import LIST, MARK, gone_from, listed
from mexbadge.verify import Verdict, Verifier

if TYPE_CHECKING:
    from mexbadge.issuer import Issuer

__all__ = [
    "Ask",
    "Noticed",
    "SiteFinding",
    "asked_of",
    "asking",
    "below",
    "certificate_end",
    "check_badges",
    "check_certificate",
    "check_host",
    "check_several",
    "check_site",
]

_MOST: Final = 400
"""How many files are asked for at most; of what there is more of, some spread over all of them."""
_MOST_GONE: Final = 100
_OK: Final = 200
_MISSING: Final = frozenset({404, 410})
_LONGEST_KEPT: Final = 24 * 3600
"""How long an answer that says what was revoked may be kept, in seconds."""
_ORIGIN: Final = "_origin/"
_HIDDEN: Final = (".written.json", ".htaccess", "_headers", "staticwebapp.config.json", ".nojekyll")
"""What a host need not give: what is for itself, and for the next time that the site is written."""
_SECRETS: Final = (
    "mexbadge.toml",
    "register.db",
    "keys/register.secret",
    "keys/key-1.pem",
    "issued.csv",
    "issued/issued.csv",
)
_ASKER: Final = "https://verifier.invalid"
"""In the name of which other site is asked; no host has this name (RFC 6761)."""
_NOWHERE: Final = "mexbadge-asks-for-what-is-not-there.json"
_UNREACHED: Final = frozenset(
    {"fetch_dns", "fetch_connection", "fetch_timeout", "fetch_budget", "fetch_proxy", "fetch_offline"}
)
"""Why nothing was answered that says nothing of the site: it may be the network on this side."""
_OF_BADGES: Final = ("b/", "ob2/assertions/", "log/", f"{RECORDS_FOLDER}/")
"""Where a file lies for each badge, or each few of them."""
_LONG_LIFE: Final = timedelta(days=180)
_SHORT_LIFE: Final = timedelta(days=21)
_SOON: Final = timedelta(days=60)
_LAST: Final = timedelta(days=7)
"""In the last days before a certificate ends somebody has to act."""
_LASTING: Final = ("status/", "revocations.json", "ob2/revocations.json", "did.json", ".well-known/did.json")


class Noticed(StrEnum):
    """What came of one question."""

    FAILED = "failed"
    WARNED = "warned"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SiteFinding:
    """One thing that a host does otherwise than it should; the hint of the problem is the remedy."""

    outcome: Noticed
    problem: Problem


Ask = Callable[[str], Response]
"""Asks for an address as a page of another site would; raises :class:`FetchError`."""


def asking(network: HttpFetcher, origin: str) -> Ask:
    """Return what asks ``network`` in the name of a page at ``origin``."""
    return lambda url: network.from_origin(Request.of(url, ResourceKind.BUNDLE), origin)


def check_host(folder: Path, base: str, ask: Ask, colleges: Sequence[str] = ("",)) -> Iterator[SiteFinding]:
    """Ask the host at ``base`` for the site in ``folder``, and yield what is not as it should be.

    ``colleges`` are the folders in it of the colleges that share it, each with ``/`` at its end.

    Raises :class:`InputError` ``copy_unfinished`` where there is no site in ``folder``.
    """
    files = listed(folder)
    if not files:
        raise InputError("copy_unfinished", path=str(folder), list=f".{folder.name}{LIST}")
    answer = yield from _reached(ask, f"{base}/{MARK}")
    if answer is None:
        return
    yield from _headers(answer, base)
    soft = yield from _nothing_there(ask, base)
    for path in _chosen(files, colleges):
        yield from _file(folder, base, (path, files[path]), ask, _inner(path, colleges))
    if not soft:
        yield from _besides(folder, base, ask, colleges)


def check_site(
    issuer: "Issuer", folder: Path, base: str, network: HttpFetcher, *, at: datetime
) -> Iterator[SiteFinding]:
    """Ask the host at ``base`` for the site in ``folder``, and verify by it a badge of each kind; ``at`` is now.

    Nothing is verified where nobody answers, or where the host is not the one that the badges name.
    """
    reached = True
    for one in check_host(folder, base, asking(network, _ASKER)):
        reached = reached and one.problem.code != "live_unreached"
        yield one
    if reached and base == issuer.settings.base:
        yield from check_badges(issuer, base, network.fresh, at=at)


def check_several(
    issuers: Sequence["Issuer"], folder: Path, base: str, network: HttpFetcher, *, at: datetime
) -> Iterator[SiteFinding]:
    """Ask the host whose top is ``base`` for the site that several colleges share; as :func:`check_site` of each."""
    reached = True
    for one in check_host(folder, base, asking(network, _ASKER), below(issuers)):
        reached = reached and one.problem.code != "live_unreached"
        yield one
    for issuer in issuers:
        if reached and issuer.settings.base.startswith(f"{base}/"):
            yield from check_badges(issuer, issuer.settings.base, network.fresh, at=at)


def below(issuers: Sequence["Issuer"]) -> tuple[str, ...]:
    """Return the folder of each college in a site that they share, with ``/`` at its end."""
    return tuple(f"{path_of(issuer.settings.base).strip('/')}/" for issuer in issuers)


def certificate_end(network: HttpFetcher, base: str, *, at: datetime) -> datetime | None:
    """Return when the certificate ends that the host at ``base`` showed, where that should be said to somebody.

    One that lives for less than half a year is renewed by a program, late: of it only the last days are said, and of
    one that lives for less than three weeks nothing. ``None`` too where the host was not asked, or showed none.
    """
    found = network.certificate(urlsplit(base).hostname or "")
    if found is None:
        return None
    life, left = found.ends - found.began, found.ends - at
    return found.ends if life >= _LONG_LIFE or (life >= _SHORT_LIFE and left < _LAST) else None


def check_certificate(network: HttpFetcher, base: str, *, at: datetime) -> Iterator[SiteFinding]:
    """Say that the certificate of the host ends soon; it was asked already, by :func:`check_site`."""
    end = certificate_end(network, base, at=at)
    if end is not None and end - at < _SOON:
        outcome = Noticed.FAILED if end - at < _LAST else Noticed.WARNED
        days = max((end - at) // timedelta(days=1), 0)
        yield _finding("live_certificate", base, outcome, day=end.date().isoformat(), days=days)


def asked_of(folder: Path, colleges: Sequence[str] = ("",)) -> tuple[int, int]:
    """Return how many files of the site in ``folder`` are asked for, and how many it has."""
    files = listed(folder)
    return len(_chosen(files, colleges)), len(files)


def _inner(path: str, colleges: Sequence[str]) -> str:
    """Return a path as it is in the site of one college."""
    return next((path.removeprefix(one) for one in colleges if path.startswith(one)), path)


def _reached(ask: Ask, url: str) -> Generator[SiteFinding, None, Response | None]:
    """Ask for the first time; where nobody answers, nothing else is asked."""
    try:
        return ask(url)
    except FetchError as error:
        outcome = Noticed.UNKNOWN if error.code in _UNREACHED else Noticed.FAILED
        yield SiteFinding(outcome, Problem("live_unreached", url, {"url": url, "reason": error.problem}))
        return None


def _headers(answer: Response, base: str) -> Iterator[SiteFinding]:
    """Say once for the whole site which headers for browsers it does not send."""
    wanted = ("strict-transport-security", "x-content-type-options")
    if missing := [name for name in wanted if name not in answer.headers]:
        yield _finding("live_headers", base, Noticed.WARNED, names=", ".join(missing))


def _nothing_there(ask: Ask, base: str) -> Generator[SiteFinding, None, bool]:
    """Ask for what is not there; return whether the host says of everything that it is."""
    url = f"{base}/{_NOWHERE}"
    try:
        answer = ask(url)
    except FetchError:
        return False
    if answer.status not in _MISSING:
        yield _finding("live_not_missing", url, Noticed.FAILED, status=answer.status)
        return answer.status == _OK
    if not _open(answer):
        yield _finding("live_cors_missing", url, Noticed.WARNED)
    return False


def _chosen(files: Mapping[str, Listed], colleges: Sequence[str]) -> list[str]:
    """Return the files to ask for: all that badges share, and of each badge's own as many as there is room for."""
    inner = {path: _inner(path, colleges) for path in sorted(files)}
    paths = [path for path, name in inner.items() if not path.endswith(_HIDDEN) and not name.startswith(_ORIGIN)]
    paths.sort(key=lambda path: not inner[path].startswith(_LASTING))  # keys and revocations are never left out
    shared = [path for path in paths if not inner[path].startswith(_OF_BADGES)]
    own = [path for path in paths if inner[path].startswith(_OF_BADGES)]
    room = max(_MOST - len(shared), _MOST // 4)
    step = max(1, -(-len(own) // room))
    return [*shared[:_MOST], *own[::step]]


def _file(folder: Path, base: str, one: tuple[str, Listed], ask: Ask, name: str) -> Iterator[SiteFinding]:
    """Ask for one file and compare what comes with what lies in the folder; ``name`` is its path in its college."""
    path, was = one
    url = f"{base}/{path.removesuffix('index.html')}"
    try:
        answer = ask(url)
    except FetchError as error:
        yield SiteFinding(Noticed.FAILED, Problem("live_no_answer", url, {"url": url, "reason": error.problem}))
        return
    document = was.role is Role.DOCUMENT
    if answer.status in _MISSING:
        yield _finding("live_missing", url, Noticed.FAILED)
        return
    if answer.status != _OK:
        yield _finding("live_status", url, Noticed.FAILED, status=answer.status)
        return
    moved = answered_from(answer)
    if moved.move is not Move.NONE:
        outcome = Noticed.FAILED if moved.away and document else Noticed.WARNED
        yield _finding("live_moved", url, outcome, final=moved.final)
    if answer.digest != _digest(folder / path):
        yield _finding("live_stale" if document else "live_other", url, Noticed.FAILED if document else Noticed.WARNED)
    yield from _served(name, url, answer, document=document)


def _served(path: str, url: str, answer: Response, *, document: bool) -> Iterator[SiteFinding]:
    """Look at how a file is served: what it is called, who may read it, how long it is kept."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    wanted = TYPES.get(Path(path).suffix)
    if wanted is not None and not _fits(kind, wanted):
        outcome = Noticed.FAILED if wanted == "text/html" else Noticed.WARNED
        yield _finding("live_type", url, outcome, kind=kind or "-", wanted=wanted)
    if document and not _open(answer):
        yield _finding("live_cors", url, Noticed.WARNED)
    if path.startswith(_LASTING) and _kept(answer) > _LONGEST_KEPT:
        yield _finding("live_kept_long", url, Noticed.WARNED, days=_kept(answer) // (24 * 3600))


def _besides(folder: Path, base: str, ask: Ask, colleges: Sequence[str]) -> Iterator[SiteFinding]:
    """Ask for what left the site, and for what never belongs into one."""
    for path in gone_from(folder)[-_MOST_GONE:]:
        url = f"{base}/{path.removesuffix('index.html')}"
        if _gives(ask, url):
            yield _finding("live_unexpected", url, Noticed.FAILED)
    whole = folder.resolve()
    secret = [f"{base}/{college}{path}" for college in dict.fromkeys(["", *colleges]) for path in _SECRETS]
    secret.append(f"{base}/.{whole.name}{LIST}")
    if base.count("/") != 2:  # noqa: PLR2004 - nothing is above the top of a host
        secret.append(f"{base.rpartition('/')[0]}/.{whole.name}{LIST}")
    for url in secret:
        if _gives(ask, url):
            yield _finding("live_secret", url, Noticed.FAILED)


def _gives(ask: Ask, url: str) -> bool:
    try:
        return ask(url).status == _OK
    except FetchError:
        return False


def _finding(code: str, url: str, outcome: Noticed, **values: object) -> SiteFinding:
    return SiteFinding(outcome, Problem(code, url, {"url": url, **values}))


def _open(answer: Response) -> bool:
    return answer.headers.get("access-control-allow-origin", "").strip() == "*"


def _fits(kind: str, wanted: str) -> bool:
    """Return whether a content type is the one that is wanted, or as good."""
    if wanted == "application/json":
        return kind == wanted or kind.endswith("+json")
    if wanted == "application/vc+jwt":
        return kind in {wanted, "text/plain", "application/jwt"}
    return kind == wanted or (wanted == "text/javascript" and kind == "application/javascript")


def _kept(answer: Response) -> int:
    """Return for how many seconds an answer may be kept by whoever has it."""
    told = answer.headers.get("cache-control", "").lower()
    for part in told.replace(" ", "").split(","):
        name, _, value = part.partition("=")
        if name == "max-age" and value.isdecimal():
            return int(value)
    return 0


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def check_badges(issuer: "Issuer", base: str, fetch: Callable[[], Fetch], *, at: datetime) -> Iterator[SiteFinding]:
    """Verify the newest badge of each kind by what the host gives, and the newest that was revoked.

    Where the site holds a badge, it is asked for by its address; else the register's copy is judged. ``fetch`` gives a
    network for each of them.
    """
    for record, good in _samples(issuer.list()):
        address = _address(issuer, base, record)
        verifier = Verifier(fetch=fetch())
        if address is None:
            report = verifier.verify(issuer.issued(record.id).credential, at=at)
        else:
            report = verifier.verify_url(address, at=at)
        place = address or record.id
        values = {"id": record.id, "form": record.form, "verdict": report.verdict.value}
        worst = next((one for one in report.findings if one.outcome.value in {"failed", "unknown"}), None)
        values["code"] = "" if worst is None else str(worst.code)
        if good and report.verdict not in {Verdict.VALID, Verdict.WARNING}:
            outcome = Noticed.UNKNOWN if report.verdict is Verdict.UNKNOWN else Noticed.FAILED
            yield SiteFinding(outcome, Problem("live_badge", place, values))
        if not good and report.verdict is not Verdict.INVALID:
            outcome = Noticed.UNKNOWN if report.verdict is Verdict.UNKNOWN else Noticed.FAILED
            yield SiteFinding(outcome, Problem("live_revoked", place, values))


def _samples(records: Iterable[Record]) -> list[tuple[Record, bool]]:
    """Return the newest badge in force of each form and the newest revoked one; shown ones come first."""
    found: dict[tuple[str, bool], Record] = {}
    for record in records:
        if record.forgotten is None and record.status in {Status.ACTIVE, Status.REVOKED}:
            key = (record.form, record.status is Status.ACTIVE)
            if record.consent is True or key not in found or found[key].consent is not True:
                found[key] = record
    return [(record, good) for (_, good), record in found.items()]


def _address(issuer: "Issuer", base: str, record: Record) -> str | None:
    if record.form == Form.OB2_HOSTED.value:
        own, told = assertions_url(issuer.settings), issuer.settings.base
        return f"{base}{own.removeprefix(told)}{record.id.rpartition(':')[2]}.json"
    if record.consent is True and record.file:
        return f"{base}/b/{record.page}/badge.{record.file.rpartition('.')[2]}"
    return None
