"""``mexbadge publish --out DIR``: the site of an issuer's folder, for any host."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge import publish
from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import folder_options, open_issuer
from mexbadge.cli.parser import Parser
from mexbadge.issuer.folder.settings import HOSTS
from mexbadge.publish import hosts
from mexbadge.publish.site import host_of

EXAMPLES: Final = (
    "mexbadge publish -C badges --out site",
    "mexbadge publish -C badges --out site --host apache",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--out", required=True, metavar="DIR", text="site_help_out")
    parser.option("--host", choices=HOSTS, text="site_help_host")
    parser.option("--anew", action="store_true", text="site_help_anew")
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Write the site, and say what changed and what lies there that is not ours."""
    issuer = open_issuer(arguments, console)
    out, asked = Path(arguments.out), None if arguments.host is None else hosts.Host(arguments.host)
    written = publish.publish(issuer, out, anew=arguments.anew, host=asked)
    host = host_of(issuer, asked)
    beside = hosts.write_beside(out, host, [issuer.settings.base])
    if console.json:
        facts = {
            "folder": arguments.out,
            "address": f"{issuer.settings.base}/",
            "added": len(written.added),
            "changed": len(written.changed),
            "removed": len(written.removed),
            "kept": written.kept,
            "foreign": list(written.foreign),
            "beside": [str(path) for path in beside],
        }
        console.say(dumps(facts))
        return 0
    count = len(written.added) + len(written.changed) + written.kept
    console.done("site_written", count=count, folder=arguments.out)
    console.done("site_changes", added=len(written.added), changed=len(written.changed), removed=len(written.removed))
    console.done("site_goes_to", folder=arguments.out, url=f"{issuer.settings.base}/")
    for one in beside:
        console.done("site_beside", path=str(one))
    if host is not None and host not in hosts.TRIED:
        console.note(console.text("site_untried", host=hosts.NAMES[host]))
    if not issuer.settings.pages:
        console.done("site_pages_setting")
    for path in written.foreign:
        console.tell("site_not_ours", path=path)
    return 0
