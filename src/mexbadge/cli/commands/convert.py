"""``mexbadge convert FILE``: a 3.0 credential from a verified 2.0 badge."""

import uuid
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.bake import bake, sniff
from mexbadge.cli.console import Console
from mexbadge.cli.files import STDIN, read, write
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.cli.secrets import passphrase
from mexbadge.fetch import Fetch, HttpFetcher, ResourceSet
from mexbadge.issuer.credential import Form
from mexbadge.keys import load_signer
from mexbadge.workflows import convert

EXAMPLES: Final = (
    "mexbadge convert old.png --issuer did:web:badges.college.example --key keys/key-1.pem -o new.png",
    "mexbadge convert old.png --issuer https://college.example/issuer.json --key keys/key-1.pem -o new.json",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="cli_help_older_file")
    parser.option("--issuer", required=True, metavar="DID|URL", text="cli_help_convert_issuer")
    parser.option("--key", required=True, metavar="FILE|URI", text="cli_help_key")
    parser.option("--key-id", metavar="ID", text="cli_help_key_id")
    parser.option(
        "--as",
        dest="form",
        choices=[form.value for form in Form if not form.is_ob2],
        default=Form.DATA_INTEGRITY.value,
        text="cli_help_as",
    )
    parser.option("--resources", metavar="PATH", text="cli_help_resources")
    parser.option("--at", metavar="TIME", text="cli_help_at")
    parser.option("-o", "--out", required=True, metavar="OUT", text="cli_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Verify the old badge, convert it, verify the new one, and write it; print what the old documents should get."""
    old = read(arguments.file, console)
    method = arguments.key_id or f"{arguments.issuer}#key-1"
    signer = load_signer(arguments.key, verification_method=method, passphrase=lambda: passphrase(console))
    made = convert(
        old,
        signer=signer,
        issuer_id=arguments.issuer,
        new_id=f"urn:uuid:{uuid.uuid4()}",
        at=moment(arguments.at) or datetime.now(UTC),
        fetch=_network(arguments),
        form=Form(arguments.form),
    )
    image = sniff(old) in {"png", "svg"} and arguments.out.lower().endswith((".png", ".svg"))
    content = bake(old, made.credential, replace=True) if image else made.credential
    write(arguments.out, content, console, force=arguments.force)
    if console.json:
        console.say(dumps({"id": made.id, "file": arguments.out, "related": dict(made.related)}))
        return 0
    console.tell("cli_issued", id=made.id, path=arguments.out)
    if arguments.out != STDIN:
        for url, entry in made.related.items():
            console.tell("cli_convert_related", url=url)
            console.say(f'  "related": {dumps(entry)}')
    return 0


def _network(arguments: Namespace) -> Fetch:
    return ResourceSet.load(Path(arguments.resources)) if arguments.resources else HttpFetcher()
