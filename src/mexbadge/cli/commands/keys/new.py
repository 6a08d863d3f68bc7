"""``mexbadge keys new``: make a signing key, and the documents that publish it."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.parser import Parser
from mexbadge.cli.publishing import publish
from mexbadge.credentials.published_keys import key_documents
from mexbadge.errors import InputError
from mexbadge.keys import KeyKind, PublicKey, generate_private_key, write_private_key

EXAMPLES: Final = (
    "mexbadge keys new --issuer did:web:badges.college.example --out keys/key-1.pem --hosted hosted",
    "mexbadge keys new --kind P-256 --out keys/key-2.pem",
)
_TYPES: Final = {"did.json": "application/did+json", "jwks.json": "application/jwk-set+json"}


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--out", "-o", required=True, metavar="FILE", text="cli_help_key_out")
    parser.option("--kind", choices=[kind.value for kind in KeyKind], default="Ed25519", text="cli_help_kind")
    parser.option("--issuer", metavar="DID|URL", text="cli_help_issuer_key")
    parser.option("--name", default="key-1", metavar="NAME", text="cli_help_key_name")
    parser.option("--hosted", metavar="DIR", text="cli_help_hosted")
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    passphrase.add_option(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Write the private key (mode 0600, never over another) and, if asked, what publishes the public one."""
    if arguments.hosted and not arguments.issuer:
        raise InputError("cli_hosted_needs_issuer")
    if arguments.hosted and Path(arguments.out).resolve().is_relative_to(Path(arguments.hosted).resolve()):
        raise InputError("register_secret_hosted", path=arguments.out)
    private = generate_private_key(KeyKind(arguments.kind))
    public = PublicKey.from_cryptography(private.public_key())
    Path(arguments.out).parent.mkdir(parents=True, exist_ok=True)
    write_private_key(arguments.out, private, passphrase=passphrase.of_new(arguments, console))
    issuer = arguments.issuer or _did_key(public)
    method = _method(issuer, arguments.name)
    written = publish_key(issuer, method, public, Path(arguments.hosted), console) if arguments.hosted else []
    facts = {"issuer": issuer, "key": method, "file": arguments.out, "hosted": written}
    if console.json:
        console.say(dumps(facts))
        return 0
    console.done("cli_key_made", kind=arguments.kind, path=arguments.out)
    console.done("cli_key_method", issuer=issuer, key=method)
    for path in written:
        console.done("cli_key_hosted", path=path)
    return 0


def publish_key(issuer: str, method: str, public: PublicKey, folder: Path, console: Console) -> list[str]:
    """Write the issuer's documents that publish a key below ``folder``."""
    documents = {
        url: (dumps(document, indent=2).encode("ascii"), _TYPES.get(url.rpartition("/")[2], "application/json"))
        for url, document in key_documents(issuer, [(method, public)]).items()
    }
    return publish(folder, documents, console)


def _did_key(public: PublicKey) -> str:
    if public.kind is KeyKind.RSA:
        raise InputError("cli_rsa_needs_issuer")
    return f"did:key:{public.to_multikey()}"


def _method(issuer: str, name: str) -> str:
    """Return the id of the verification method: for ``did:key`` the fragment is the key itself."""
    return f"{issuer}#{issuer.removeprefix('did:key:')}" if issuer.startswith("did:key:") else f"{issuer}#{name}"
