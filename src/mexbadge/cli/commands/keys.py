"""The keys of an issuer.

- ``keys new``: make a signing key, and the documents that publish it.
- ``keys list``: which key signs, and which signed before.
- ``keys rotate``: a new key signs from now on, and every earlier badge stays valid.
- ``keys retire KEY``: let a key sign no more; it stays published.
- ``keys compromise KEY``: the key is in the wrong hands.
- ``keys export``: the public half of a key.
"""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.files import STDIN, write
from mexbadge.cli.folder_options import brought_up, folder_options, open_issuer, open_with, refreshed, table
from mexbadge.cli.parser import Parser
from mexbadge.cli.publishing import publish
from mexbadge.credentials.published_keys import key_documents
from mexbadge.errors import InputError, RegisterError
from mexbadge.issuer import Issuer
from mexbadge.keys import KeyKind, PublicKey, generate_private_key, write_private_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from mexbadge.issuer.register.keyring import Key


EXAMPLES_NEW: Final = (
    "mexbadge keys new --issuer did:web:badges.college.example --out keys/key-1.pem --hosted hosted",
    "mexbadge keys new --kind P-256 --out keys/key-2.pem",
)
_TYPES: Final = {"did.json": "application/did+json", "jwks.json": "application/jwk-set+json"}


def configure_new(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--out", "-o", required=True, metavar="FILE", text="cli_help_key_out")
    parser.option("--kind", choices=[kind.value for kind in KeyKind], default="Ed25519", text="cli_help_kind")
    parser.option("--issuer", metavar="DID|URL", text="cli_help_issuer_key")
    parser.option("--name", default="key-1", metavar="NAME", text="cli_help_key_name")
    parser.option("--hosted", metavar="DIR", text="cli_help_hosted")
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    passphrase.add_option(parser)


def run_new(arguments: Namespace, console: Console) -> int:
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


EXAMPLES_LIST: Final = ("mexbadge keys list", "mexbadge keys list -C badges --json")


def configure_list(parser: Parser) -> None:
    """Add the arguments."""
    folder_options(parser, secret=False)


def run_list(arguments: Namespace, console: Console) -> int:
    """Print one line for each key, the oldest first."""
    keys = open_issuer(arguments, console).keys()
    if console.json:
        for key in keys:
            facts = {"id": key.id, "kind": key.public_key.kind.value, "state": key.state.value, "file": key.file}
            console.say(dumps({**facts, "created": key.created, "ended": key.ended}))
        return 0
    rows = (
        (
            key.id,
            key.public_key.kind.value,
            console.text(f"college_key_{key.state.value}"),
            key.created[:10],
            (key.ended or "")[:10],
        )
        for key in keys
    )
    for line in table(rows):
        console.say(line)
    return 0


EXAMPLES_ROTATE: Final = (
    "mexbadge keys rotate",
    "mexbadge keys rotate -C badges --passphrase-file /run/secrets/badges",
)


def configure_rotate(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    folder_options(parser)


def run_rotate(arguments: Namespace, console: Console) -> int:
    """Make the key; the one before it stays published."""
    secret = passphrase.of_new(arguments, console)
    return _new_key(arguments, console, secret, lambda issuer: issuer.rotate_key())


EXAMPLES_RETIRE: Final = ("mexbadge keys retire key-1", "mexbadge keys retire -C badges key-1")


def configure_retire(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("key", metavar="KEY", text="college_help_key")
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    folder_options(parser)


def run_retire(arguments: Namespace, console: Console) -> int:
    """Retire the key; if it is the one that signs, a new one takes its place."""
    secret = passphrase.of_new(arguments, console)
    return _new_key(arguments, console, secret, lambda issuer: issuer.retire_key(_key_id(issuer, arguments.key)))


EXAMPLES_COMPROMISE: Final = ("mexbadge keys compromise key-1 --reissue", "mexbadge keys compromise -C badges key-1")


def configure_compromise(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("key", metavar="KEY", text="college_help_key")
    parser.option("--reissue", action="store_true", text="college_help_reissue")
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    folder_options(parser)


def run_compromise(arguments: Namespace, console: Console) -> int:
    """Mark the key, so that its badges are invalid, and issue them anew if asked."""
    secret = passphrase.of_new(arguments, console)
    issuer = brought_up(open_with(arguments, secret))
    name = _key_id(issuer, arguments.key)
    made = issuer.compromise_key(name, reissue=arguments.reissue)
    if console.json:
        console.say(dumps({"key": name, "reissued": list(made)}))
        return 0
    console.done("college_compromised", key=name)
    console.done("college_compromised_reissued" if arguments.reissue else "college_compromised_left", count=len(made))
    refreshed(issuer, console)
    return 0


EXAMPLES_EXPORT: Final = (
    "mexbadge keys export --as jwk",
    "mexbadge keys export -C badges key-1 --as pem -o key-1.pub.pem",
)


def configure_export(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("key", nargs="?", metavar="KEY", text="college_help_key_active")
    parser.option(
        "--as", dest="form", choices=("multikey", "jwk", "pem"), default="multikey", text="college_help_key_form"
    )
    parser.option("-o", "--out", default=STDIN, metavar="FILE", text="cli_help_out_or_stdout")
    parser.option("--force", action="store_true", text="cli_help_force")
    folder_options(parser, secret=False)


def run_export(arguments: Namespace, console: Console) -> int:
    """Write the public key; the private one never leaves its file."""
    issuer = open_issuer(arguments, console)
    known = issuer.keys()
    keys = {key.id: key for key in known}
    wanted = (
        _key_id(issuer, arguments.key)
        if arguments.key
        else next((key.id for key in keys.values() if key.state.value == "active"), "")
    )
    if wanted not in keys:
        raise RegisterError("register_key_unknown", id=wanted)
    public = keys[wanted].public_key
    if console.json:
        console.say(dumps({"id": wanted, **public.to_jwk()}))
        return 0
    write(arguments.out, _exported(public, arguments.form), console, force=arguments.force)
    return 0


def _exported(public: PublicKey, form: str) -> bytes:
    if form == "pem":
        return public.to_pem()
    text = public.to_multikey() if form == "multikey" else dumps(public.to_jwk(), indent=2)
    return f"{text}\n".encode("ascii")


def _key_id(issuer: Issuer, name: str) -> str:
    """Return the id of a key of which only the name was typed: ``key-1``."""
    return name if ":" in name else f"{issuer.settings.id}#{name.removeprefix('#')}"


def _new_key(arguments: Namespace, console: Console, secret: bytes | None, act: "Callable[[Issuer], Key]") -> int:
    """Do ``act``, which may make a key, and say which one signs now."""
    issuer = brought_up(open_with(arguments, secret))
    known = issuer.keys()
    before = [key.id for key in known if key.state.value == "active"]
    asked = act(issuer)
    known = issuer.keys()
    active = next(key for key in known if key.state.value == "active")
    if console.json:
        console.say(dumps({"active": active.id, "file": active.file}))
        return 0
    if before == [active.id]:
        console.done("college_key_retired_already", key=asked.id, active=active.id)
        return 0
    console.done("college_key_signs", key=active.id, path=str(issuer.folder / active.file))
    refreshed(issuer, console)
    return 0
