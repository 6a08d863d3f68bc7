"""``mexbadge convert FILE``: a 3.0 credential from a verified 2.0 badge."""

import uuid
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.bake import bake, sniff
from mexbadge.cli import passphrase as passphrases
from mexbadge.cli.console import Console
from mexbadge.cli.files import STDIN, read, require_free, write
from mexbadge.cli.folder_options import open_to_write
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.cli.secrets import passphrase
from mexbadge.credentials.ob3 import Form
from mexbadge.errors import InputError
from mexbadge.fetch import Fetch, HttpFetcher, ResourceSet
from mexbadge.keys import load_signer
from mexbadge.workflows import Conversion, convert, convert_in

EXAMPLES: Final = (
    "mexbadge convert old.png -C badges -o new.png",
    "mexbadge convert old.png --issuer did:web:badges.college.example --key keys/key-1.pem -o new.png",
    "mexbadge convert old.png --issuer https://college.example/issuer.json --key keys/key-1.pem -o new.json",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("file", metavar="FILE", text="cli_help_older_file")
    parser.option("-C", "--folder", dest="folder", metavar="DIR", text="cli_help_convert_folder")
    passphrases.add_option(parser)
    parser.option("--issuer", metavar="DID|URL", text="cli_help_convert_issuer")
    parser.option("--key", metavar="FILE|URI", text="cli_help_key")
    parser.option("--key-id", metavar="ID", text="cli_help_key_id")
    parser.option(
        "--as",
        dest="form",
        choices=[form.value for form in Form if not form.is_ob2],
        default=Form.DATA_INTEGRITY.value,
        text="cli_help_as_3",
    )
    parser.option("--resources", metavar="PATH", text="cli_help_resources")
    parser.option("--at", metavar="TIME", text="cli_help_at")
    parser.option("-o", "--out", required=True, metavar="OUT", text="cli_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Verify the old badge, convert it, verify the new one, and write it; print what the old documents should get."""
    old = read(arguments.file, console)
    require_free(arguments.out, force=arguments.force)
    made = _in_folder(old, arguments, console) if arguments.folder else _with_key(old, arguments, console)
    image = sniff(old) in {"png", "svg"} and arguments.out.lower().endswith((".png", ".svg"))
    content = bake(old, made.credential, replace=True) if image else made.credential
    write(arguments.out, content, console, force=arguments.force)
    if not made.revocable:
        console.note(console.text("cli_convert_no_register", end=(made.until or "?")[:10]))
    elif not made.linked:
        console.note(console.text("cli_convert_elsewhere", old=made.old))
    if console.json:
        facts = {"id": made.id, "file": arguments.out, "related": dict(made.related), "converted_from": made.old}
        standing = {"revocable": made.revocable, "linked": made.linked, "already": made.already, "until": made.until}
        console.say(dumps({**facts, **standing}))
        return 0
    console.done("cli_convert_already" if made.already else "cli_issued", id=made.id, path=arguments.out)
    if arguments.out != STDIN:
        for url, entry in made.related.items():
            console.done("cli_convert_related", url=url)
            console.remark(f'  "related": {dumps(entry)}')
    return 0


def _in_folder(old: bytes, arguments: Namespace, console: Console) -> Conversion:
    """Convert out of an issuer's folder: the new badge is in its register."""
    if arguments.key or arguments.issuer or arguments.key_id:
        raise InputError("cli_convert_either")
    at = moment(arguments.at) or datetime.now(UTC)
    return convert_in(open_to_write(arguments, console), old, at=at, fetch=_network(arguments))


def _with_key(old: bytes, arguments: Namespace, console: Console) -> Conversion:
    """Convert with a key alone: the new badge is in no register, so it ends."""
    if not arguments.key or not arguments.issuer:
        raise InputError("cli_missing_argument", names="-C | --issuer, --key", command="mexbadge convert")
    method = arguments.key_id or f"{arguments.issuer}#key-1"
    return convert(
        old,
        signer=load_signer(arguments.key, verification_method=method, passphrase=lambda: passphrase(console)),
        issuer_id=arguments.issuer,
        new_id=f"urn:uuid:{uuid.uuid4()}",
        at=moment(arguments.at) or datetime.now(UTC),
        fetch=_network(arguments),
        form=Form(arguments.form),
    )


def _network(arguments: Namespace) -> Fetch:
    return ResourceSet.load(Path(arguments.resources)) if arguments.resources else HttpFetcher()
