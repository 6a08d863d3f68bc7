"""``mexbadge exchange publish``: the public face of an exchange, as a static site."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.exchange_options import exchange_options, network_options, open_exchange
from mexbadge.cli.parser import Parser
from mexbadge.issuer.folder.settings import HOSTS
from mexbadge.publish import hosts
from mexbadge.publish.exchange_site import publish_exchange

EXAMPLES_PUBLISH: Final = (
    "mexbadge exchange publish -C mex --out public",
    "mexbadge exchange publish -C mex --out public --host apache --resources demo",
)


def configure_publish(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--out", required=True, metavar="DIR", text="site_help_out")
    parser.option("--host", choices=HOSTS, text="site_help_host")
    parser.option("--anew", action="store_true", text="site_help_anew")
    exchange_options(parser)
    network_options(parser)
    passphrase.add_option(parser)


def run_publish(arguments: Namespace, console: Console) -> int:
    """Write the pages; the trust list is signed again only where it changed."""
    exchange, folder = open_exchange(arguments), Path(arguments.out)
    secret = passphrase.of_existing(arguments, console)
    host = None if arguments.host is None else hosts.Host(arguments.host)
    written = publish_exchange(
        exchange, folder, lambda: exchange.trust_list(exchange.signer(secret)), anew=arguments.anew, host=host
    )
    base = str(exchange.config.site).rstrip("/")
    beside = hosts.write_beside(folder, host, [base])
    if console.json:
        counts = {"added": len(written.added), "changed": len(written.changed), "removed": len(written.removed)}
        console.say(dumps({"folder": arguments.out, **counts, "foreign": list(written.foreign)}))
        return 0
    count = len(written.added) + len(written.changed) + written.kept
    console.done("site_written", count=count, folder=arguments.out)
    console.done("site_changes", added=len(written.added), changed=len(written.changed), removed=len(written.removed))
    console.done("site_goes_to", folder=arguments.out, url=f"{base}/")
    for one in beside:
        console.done("site_beside", path=str(one))
    for path in written.foreign:
        console.tell("site_not_ours", path=path)
    return 0
