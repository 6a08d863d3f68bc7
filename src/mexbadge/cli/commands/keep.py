"""``mexbadge keep FILE --out ZIP``: a badge with every document that a verifier needs, for when its issuer is gone."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.moments import moment
from mexbadge.cli.network import network_of
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.keys import load_signer
from mexbadge.verify import Policy, Verifier
from mexbadge.verify.lasting import keep
from mexbadge.verify.receipts import beside

EXAMPLES: Final = (
    "mexbadge keep badge.png --out badge.mexbadge.zip",
    "mexbadge keep badge.png --out badge.mexbadge.zip --key archive.pem --key-id did:web:archive.example#key-1",
)
_ENDS: Final = ".zip"


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="keep_help_file")
    parser.option("--out", metavar="ZIP", required=True, text="keep_help_out")
    parser.option("--key", metavar="FILE", text="keep_help_key")
    parser.option("--key-id", metavar="DID#KEY", text="keep_help_key_id")
    parser.option("--resources", metavar="PATH", text="cli_help_resources")
    parser.option("--at", metavar="TIME", text="cli_help_at")
    passphrase.add_option(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Verify the badge, and write the file."""
    path = Path(arguments.out)
    if path.suffix.lower() != _ENDS:
        raise InputError("keep_suffix", path=arguments.out)
    if arguments.key and (arguments.at or arguments.resources):
        raise InputError("keep_signed_now", option="--at" if arguments.at else "--resources")
    arguments.offline, arguments.cache = False, None
    secret = passphrase.of_existing(arguments, console)
    key = arguments.key
    signer = load_signer(key, verification_method=arguments.key_id, passphrase=secret) if key else None
    content = read(arguments.file, console)
    receipt = None if arguments.file == "-" else beside(arguments.file)
    verifier = Verifier(Policy(), network_of(arguments))
    at = moment(arguments.at)
    report = keep(content, path, verifier, at=at, receipt=receipt, name=arguments.file, signer=signer)
    if console.json:
        facts = {"file": arguments.out, "verdict": report.verdict.value, "documents": len(report.resources)}
        console.say(dumps(facts))
        return 0
    console.done("keep_written", path=arguments.out, count=len(report.resources))
    console.done("keep_unsigned" if signer is None else "keep_signed")
    return 0
