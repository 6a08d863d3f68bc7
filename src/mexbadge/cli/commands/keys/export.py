"""``mexbadge keys export``: the public half of a key."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import STDIN, write
from mexbadge.cli.folder_options import folder_options, open_issuer
from mexbadge.cli.key_options import key_id
from mexbadge.cli.parser import Parser
from mexbadge.errors import RegisterError
from mexbadge.keys import PublicKey

EXAMPLES: Final = ("mexbadge keys export --as jwk", "mexbadge keys export -C badges key-1 --as pem -o key-1.pub.pem")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("key", nargs="?", metavar="KEY", text="college_help_key_active")
    parser.option(
        "--as", dest="form", choices=("multikey", "jwk", "pem"), default="multikey", text="college_help_key_form"
    )
    parser.option("-o", "--out", default=STDIN, metavar="FILE", text="cli_help_out_or_stdout")
    parser.option("--force", action="store_true", text="cli_help_force")
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Write the public key; the private one never leaves its file."""
    issuer = open_issuer(arguments, console)
    known = issuer.keys()
    keys = {key.id: key for key in known}
    wanted = (
        key_id(issuer, arguments.key)
        if arguments.key
        else next((key.id for key in keys.values() if key.state.value == "active"), "")
    )
    if wanted not in keys:
        raise RegisterError("register_key_unknown", id=wanted)
    public = keys[wanted].public_key
    if console.json:
        console.say(dumps({"id": wanted, **public.to_jwk()}))
        return 0
    write(arguments.out, _written(public, arguments.form), console, force=arguments.force)
    return 0


def _written(public: PublicKey, form: str) -> bytes:
    if form == "pem":
        return public.to_pem()
    text = public.to_multikey() if form == "multikey" else dumps(public.to_jwk(), indent=2)
    return f"{text}\n".encode("ascii")
