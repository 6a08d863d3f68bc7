"""``mexbadge publish``: the site of an issuer's folder, written, packed, copied to where it is served, checked."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
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
from mexbadge.publish.checking import asked_of, check_site
from mexbadge.publish.copying import SitePlace, copy_site, place_of
from mexbadge.publish.packing import note_of, pack_site
from mexbadge.publish.serving import shown_here
from mexbadge.publish.several import publish_several, require_newest_several
from mexbadge.publish.site import host_of, require_newest, site_of

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
    if len(arguments.folders) > 1:
        return _several(arguments, asked, console)
    arguments.folder = arguments.folders[0] if arguments.folders else arguments.folder
    issuer = open_issuer(arguments, console)
    if looks and not arguments.to and not arguments.zip:
        return _checked(issuer, arguments, console)
    facts: dict[str, object] = {"address": f"{issuer.settings.base}/"}
    if arguments.out:
        written = publish.publish(issuer, Path(arguments.out), anew=arguments.anew, host=asked)
        facts |= _told(written, [issuer], arguments, host_of(issuer, asked), console)
    if arguments.zip:
        facts |= _packed(issuer, Path(arguments.zip), host_of(issuer, asked), console)
    if arguments.to:
        facts |= {"copied": _copied(partial(require_newest, issuer), arguments, console)}
    if console.json:
        console.say(dumps(facts))
    if arguments.serve and arguments.out:
        _served(issuer, arguments, console)
    return _checked(issuer, arguments, console) if looks else 0


def _served(issuer: Issuer, arguments: Namespace, console: Console) -> None:
    """Show the site on this computer until Ctrl-C."""
    try:
        with shown_here(Path(arguments.out), issuer.settings.base, port=arguments.port) as (url, server):
            console.tell("site_shown", url=url)
            console.out.flush()
            with suppress(KeyboardInterrupt):
                server.serve_forever()
    except (OSError, OverflowError):
        raise InputError("site_port", port=arguments.port) from None


def _several(arguments: Namespace, asked: hosts.Host | None, console: Console) -> int:
    """Write the site of several colleges, and copy it if that is asked."""
    if arguments.zip or arguments.check is not None:
        raise InputError("several_options")
    issuers = []
    for folder in arguments.folders:
        arguments.folder = folder
        issuers.append(open_issuer(arguments, console))
    written = publish_several(issuers, Path(arguments.out), anew=arguments.anew, host=asked)
    facts: dict[str, object] = {"addresses": [f"{issuer.settings.base}/" for issuer in issuers]}
    facts |= _told(written, issuers, arguments, asked, console)
    if arguments.to:
        facts |= {"copied": _copied(partial(require_newest_several, issuers), arguments, console)}
    if console.json:
        console.say(dumps(facts))
    return 0


def _checked(issuer: Issuer, arguments: Namespace, console: Console) -> int:
    """Ask the host for the site, and say what is not as it should be: 1 where something is wrong, 3 if nobody knows."""
    network = HttpFetcher(
        NetworkPolicy(
            http_allowed=arguments.allow_http,
            private_hosts=frozenset(arguments.allow_private),
            proxy=arguments.proxy,
            total_requests=CHECK_NETWORK.total_requests,
            total_seconds=CHECK_NETWORK.total_seconds,
        )
    )
    base, out = (arguments.check or issuer.settings.base).rstrip("/"), Path(arguments.out)
    found = Counter[str]()
    for one in check_site(issuer, out, base, network, at=issuer.now()):
        found[one.outcome.value] += 1
        say_problem(one.problem, one.outcome.value, console)
    if not console.json:
        asked, there = asked_of(out)
        code = "live_checked" if found else "live_in_order"
        console.tell(code, url=f"{base}/", count=asked, files=there, failed=found["failed"], warned=found["warned"])
    return 1 if found["failed"] else 3 if found["unknown"] else 0


def _told(
    written: Written,
    issuers: Sequence[Issuer],
    arguments: Namespace,
    host: hosts.Host | None,
    console: Console,
) -> Mapping[str, object]:
    """Say what was written, and write what belongs into the settings of the host beside the site."""
    bases = [issuer.settings.base for issuer in issuers]
    beside = hosts.write_beside(Path(arguments.out), host, bases)
    if console.json:
        told = {"folder": arguments.out, **_facts(written), "foreign": list(written.foreign)}
        return {**told, "beside": [str(path) for path in beside]}
    count = len(written.added) + len(written.changed) + written.kept
    console.done("site_written", count=count, folder=arguments.out)
    console.done("site_changes", added=len(written.added), changed=len(written.changed), removed=len(written.removed))
    if not arguments.to:
        top = bases[0] if len(bases) == 1 else bases[0].removesuffix(hosts.path_of(bases[0]))
        console.done("site_goes_to", folder=arguments.out, url=f"{top}/")
    for one in beside:
        console.done("site_beside", path=str(one))
    if host is not None and host not in hosts.TRIED:
        console.note(console.text("site_untried", host=hosts.NAMES[host]))
    if not all(issuer.settings.pages for issuer in issuers):
        console.done("site_pages_setting")
    for path in written.foreign:
        console.tell("site_not_ours", path=path)
    return {}


def _packed(issuer: Issuer, target: Path, host: hosts.Host | None, console: Console) -> Mapping[str, object]:
    """Write the zip file; what is hosted is brought to where the register is first, as for a folder."""
    bases = [issuer.settings.base]
    issuer.write_hosted()
    told = hosts.beside(host, bases)
    count = pack_site(target, site_of(issuer, host), note=note_of(bases, told), host=told)
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
