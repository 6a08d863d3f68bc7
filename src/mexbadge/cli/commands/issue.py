"""``mexbadge issue``: issue one badge from an achievement file, a recipient and a key."""

from argparse import Namespace
from datetime import UTC, datetime
from typing import Final

from mexbadge._json import JsonObject, dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, write
from mexbadge.cli.moments import moment
from mexbadge.cli.older import FORMS, issue_older
from mexbadge.cli.parser import Parser
from mexbadge.cli.secrets import passphrase
from mexbadge.errors import InputError, SchemaError
from mexbadge.issuer.achievement import read_table
from mexbadge.issuer.api import issue
from mexbadge.issuer.credential import Form
from mexbadge.keys import Signer, load_signer

EXAMPLES: Final = (
    "mexbadge issue --achievement psw.toml --issuer issuer.toml --key key-1.pem --to name@example.ca -o out.json",
    "mexbadge issue --achievement psw.toml --issuer issuer.toml --key key-1.pem --to did:web:x.example -o out.json",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--achievement", required=True, metavar="FILE", text="cli_help_achievement")
    parser.option("--issuer", required=True, metavar="FILE", text="cli_help_issuer_file")
    parser.option("--key", metavar="FILE|URI", text="cli_help_key")
    parser.option("--key-id", metavar="ID", text="cli_help_key_id")
    parser.option("--to", required=True, metavar="IDENTITY", text="cli_help_to")
    parser.option(
        "--as",
        dest="form",
        choices=[*(form.value for form in Form), *FORMS],
        default=Form.DATA_INTEGRITY.value,
        text="cli_help_as",
    )
    parser.option("--suite", metavar="NAME", text="cli_help_suite")
    parser.option("--image", metavar="FILE", text="cli_help_issue_image")
    parser.option("--at", metavar="TIME", text="cli_help_issue_at")
    parser.option("--until", metavar="TIME", text="cli_help_until")
    parser.option("--hosted", metavar="DIR", text="cli_help_hosted")
    parser.option("-o", "--out", required=True, metavar="OUT", text="cli_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Issue the badge, write it, and say how to check it."""
    achievement = read_table(read(arguments.achievement, console), arguments.achievement)
    profile = read_table(read(arguments.issuer, console), arguments.issuer)
    if arguments.form in FORMS:
        signed = arguments.form == "ob2-signed"
        older = _signer(arguments, profile, console) if signed else None
        return issue_older(arguments, (achievement, profile), older, console)
    signer = _signer(arguments, profile, console)
    image = read(arguments.image, console) if arguments.image else None
    try:
        issued = issue(
            achievement,
            to=arguments.to,
            issuer=profile,
            signer=signer,
            form=Form(arguments.form),
            suite=arguments.suite,
            at=moment(arguments.at) or datetime.now(UTC),
            until=moment(arguments.until),
        )
    except SchemaError as error:
        return _all_problems(error, console)
    content = issued.credential if image is None else issued.bake(image)
    write(arguments.out, content, console, force=arguments.force)
    if console.json:
        console.say(dumps({"id": issued.id, "file": arguments.out, "form": issued.form.value}))
        return 0
    console.tell("cli_issued", id=issued.id, path=arguments.out)
    console.note(console.text("cli_issued_check", path=arguments.out))
    return 0


def _all_problems(error: SchemaError, console: Console) -> int:
    """Say everything that is wrong, each with its place; nothing was issued."""
    for problem in error.problems:
        console.fail(problem)
        if problem.where is not None and not console.json:
            console.note("    " + console.text("text_where", where=problem.where, code=problem.code))
    return 2


def _signer(arguments: Namespace, profile: JsonObject, console: Console) -> Signer:
    issuer = profile.get("id")
    if not isinstance(issuer, str):
        raise InputError("cli_issuer_without_id", path=arguments.issuer)
    fragment = issuer.removeprefix("did:key:") if issuer.startswith("did:key:") else "key-1"
    if not arguments.key:
        raise InputError("cli_missing_argument", names="--key", command="mexbadge issue")
    method = arguments.key_id or f"{issuer}#{fragment}"
    return load_signer(arguments.key, verification_method=method, passphrase=lambda: passphrase(console))
