"""``mexbadge publish``: the site of an issuer's folder, written, packed, copied to where it is served, checked."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mexbadge import publish
from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, open_issuer
from mexbadge.cli.parser import Parser
from mexbadge.cli.problems import say_problem
from mexbadge.errors import InputError
from mexbadge.fetch import HttpFetcher, NetworkPolicy
from mexbadge.issuer import Issuer
from mexbadge.issuer.folder.settings import HOSTS
from mexbadge.publish import Written, hosts
from mexbadge.publish.checking import (
    SiteFinding,
    asked_of,
    below,
    check_certificate,
    check_several,
    check_site,
)
from mexbadge.publish.college import college_of
from mexbadge.publish.copying import SitePlace, copy_site, place_of
from mexbadge.publish.files import SiteFile
from mexbadge.publish.packing import note_of, pack_site
from mexbadge.publish.serving import shown_here
from mexbadge.publish.several import publish_several, require_apart, require_newest_several, site_of_several
from mexbadge.publish.site import host_of, require_newest, settled, site_of

CHECK_NETWORK: Final = NetworkPolicy(total_requests=2000, total_seconds=900.0)
"""What a check of a host may take: very many requests to one server that is the college's own."""
EXAMPLES: Final = (
    "mexbadge publish -C badges --out site",
    "mexbadge publish -C badges --out site --host apache",
    "mexbadge publish -C badges --zip site.zip",
    "mexbadge publish -C badges --out site --to sftp://web@host.college.ca/srv/badges",
    "mexbadge publish -C badges --out site --check",
    "mexbadge publish -C badges --out site --serve",
    "mexbadge publish lakeshore boreal --out site",
    "mexbadge publish lakeshore boreal --out site --check https://badges.college.example",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("folders", nargs="*", metavar="FOLDER", text="site_help_folders")
    parser.option("--out", metavar="DIR", text="site_help_out")
    parser.option("--host", choices=HOSTS, text="site_help_host")
    parser.option("--zip", metavar="FILE", text="site_help_zip")
    parser.option("--anew", action="store_true", text="site_help_anew")
    copy_options(parser)
    parser.option("--check", nargs="?", const="", metavar="URL", text="site_help_check")
    parser.option("--serve", action="store_true", text="site_help_serve")
    parser.option("--port", metavar="N", type=int, default=0, text="site_help_port")
    parser.option("--allow-http", action="store_true", text="cli_help_allow_http")
    parser.option("--allow-private", action="append", default=[], metavar="HOST", text="cli_help_allow_private")
    parser.option("--proxy", metavar="URL", text="cli_help_proxy")
    folder_options(parser, secret=False)


def copy_options(parser: Parser) -> None:
    """Add what says where a site is copied to."""
    parser.option("--to", metavar="DEST", text="site_help_to")
    parser.option("--known-hosts", metavar="FILE", text="site_help_known_hosts")
    parser.option("--identity", metavar="FILE", text="site_help_identity")


def run(arguments: Namespace, console: Console) -> int:
    """Write the site, pack it, copy it, as is asked; say what changed and what lies there that is not ours."""
    looks = arguments.check is not None
    if not arguments.out and (arguments.to or looks or not arguments.zip):
        raise InputError("cli_missing_argument", names="--out", command="mexbadge publish")
    asked = None if arguments.host is None else hosts.Host(arguments.host)
    issuers = _opened(arguments, console)
    if len(issuers) > 1:
        require_apart(issuers)
        site = _Site(issuers, _top(issuers), asked)
    else:
        site = _Site(issuers, issuers[0].settings.base, host_of(issuers[0], asked))
    if looks and not arguments.to and not arguments.zip:
        return _checked(site, arguments, console)
    bases = [f"{issuer.settings.base}/" for issuer in issuers]
    facts: dict[str, object] = {"address": bases[0]} if len(issuers) == 1 else {"addresses": bases}
    if arguments.out:
        facts |= _told(site.write(arguments), site, arguments, console)
    if arguments.zip:
        facts |= _packed(site, Path(arguments.zip), console)
    if arguments.to:
        facts |= {"copied": _copied(site.require_newest, arguments, console)}
    if console.json:
        console.say(dumps(facts))
    if arguments.serve and arguments.out:
        _served(site, arguments, console)
    return _checked(site, arguments, console) if looks else 0


@dataclass(frozen=True, slots=True)
class _Site:
    """The site of one college, or of several that share it; ``base`` is where its contents go."""

    issuers: Sequence[Issuer]
    base: str
    host: hosts.Host | None

    @property
    def bases(self) -> list[str]:
        return [issuer.settings.base for issuer in self.issuers]

    def write(self, arguments: Namespace) -> Written:
        folder = Path(arguments.out)
        if len(self.issuers) > 1:
            return publish_several(self.issuers, folder, anew=arguments.anew, host=self.host)
        return publish.publish(self.issuers[0], folder, anew=arguments.anew, host=self.host)

    def files(self) -> Iterator[SiteFile]:
        if len(self.issuers) > 1:
            return site_of_several(self.issuers, self.host)
        return site_of(self.issuers[0], self.host)

    def require_newest(self, place: SitePlace) -> None:
        if len(self.issuers) > 1:
            require_newest_several(self.issuers, place)
        else:
            require_newest(self.issuers[0], place)

    def findings(self, folder: Path, base: str, network: HttpFetcher) -> Iterator[SiteFinding]:
        at = self.issuers[0].now()
        if len(self.issuers) > 1:
            yield from check_several(self.issuers, folder, base, network, at=at)
        else:
            yield from check_site(self.issuers[0], folder, base, network, at=at)
        yield from check_certificate(network, base, at=at)

    def asked(self, folder: Path) -> tuple[int, int]:
        return asked_of(folder, below(self.issuers)) if len(self.issuers) > 1 else asked_of(folder)


def _opened(arguments: Namespace, console: Console) -> list[Issuer]:
    """Open the folders that are named, or the one of ``-C``."""
    issuers = []
    for folder in arguments.folders or [arguments.folder]:
        arguments.folder = folder
        issuers.append(open_issuer(arguments, console))
    return issuers


def _top(issuers: Sequence[Issuer]) -> str:
    base = issuers[0].settings.base
    return base.removesuffix(hosts.path_of(base))


def _served(site: _Site, arguments: Namespace, console: Console) -> None:
    """Show the site on this computer until Ctrl-C."""
    try:
        with shown_here(Path(arguments.out), site.base, port=arguments.port) as (url, server):
            console.tell("site_shown", url=url)
            console.out.flush()
            with suppress(KeyboardInterrupt):
                server.serve_forever()
    except (OSError, OverflowError):
        raise InputError("site_port", port=arguments.port) from None


def _checked(site: _Site, arguments: Namespace, console: Console) -> int:
    """Ask the host for the site, and say what is not as it should be: 1 where something is wrong, 3 if nobody knows."""
    network = HttpFetcher(
        replace(
            CHECK_NETWORK,
            http_allowed=arguments.allow_http,
            private_hosts=frozenset(arguments.allow_private),
            proxy=arguments.proxy,
        )
    )
    base, out = (arguments.check or site.base).rstrip("/"), Path(arguments.out)
    found = Counter[str]()
    for one in site.findings(out, base, network):
        found[one.outcome.value] += 1
        say_problem(one.problem, one.outcome.value, console)
    if not console.json:
        asked, there = site.asked(out)
        code = "live_checked" if found else "live_in_order"
        console.tell(code, url=f"{base}/", count=asked, files=there, failed=found["failed"], warned=found["warned"])
    return 1 if found["failed"] else 3 if found["unknown"] else 0


def _told(written: Written, site: _Site, arguments: Namespace, console: Console) -> Mapping[str, object]:
    """Say what was written, and write what belongs into the settings of the host beside the site."""
    host, bases = site.host, site.bases
    beside = hosts.write_beside(Path(arguments.out), host, bases)
    if console.json:
        told = {"folder": arguments.out, **_facts(written), "foreign": list(written.foreign)}
        return {**told, "beside": [str(path) for path in beside]}
    count = len(written.added) + len(written.changed) + written.kept
    console.done("site_written", count=count, folder=arguments.out)
    console.done("site_changes", added=len(written.added), changed=len(written.changed), removed=len(written.removed))
    if not arguments.to:
        console.done("site_goes_to", folder=arguments.out, url=f"{site.base}/")
    for one in beside:
        console.done("site_beside", path=str(one))
    if host is not None and host not in hosts.TRIED:
        console.note(console.text("site_untried", host=hosts.NAMES[host]))
    if not all(issuer.settings.pages for issuer in site.issuers):
        console.done("site_pages_setting")
    for path in written.foreign:
        console.tell("site_not_ours", path=path)
    return {}


def _packed(site: _Site, target: Path, console: Console) -> Mapping[str, object]:
    """Write the zip file; what is hosted is brought to where the register is first, as for a folder."""
    told = hosts.beside(site.host, site.bases)
    note = note_of(site.bases, told, college_of(site.issuers[0]).languages)
    count = settled(site.issuers, lambda _: pack_site(target, site.files(), note=note, host=told))[-1]
    if not console.json:
        console.done("site_packed", count=count, path=str(target))
    return {"zip": str(target), "packed": count}


def _copied(newest: Callable[[SitePlace], None], arguments: Namespace, console: Console) -> Mapping[str, object]:
    known, identity = arguments.known_hosts, arguments.identity
    place = place_of(
        arguments.to,
        known_hosts=None if known is None else Path(known),
        identity=None if identity is None else Path(identity),
    )
    with closing(place):
        written = copy_site(Path(arguments.out), place, anew=arguments.anew, newer=newest)
    if not console.json:
        facts = _facts(written)
        console.done("copy_done", place=place.name, **facts)
    return {"place": place.name, **_facts(written)}


def _facts(written: Written) -> dict[str, int]:
    added, changed, removed = (len(one) for one in (written.added, written.changed, written.removed))
    return {"added": added, "changed": changed, "removed": removed, "kept": written.kept}
