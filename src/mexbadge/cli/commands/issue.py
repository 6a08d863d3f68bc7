"""``mexbadge issue``: in an issuer's folder to one person or a list; or, with files given, one badge by itself."""

from argparse import Namespace
from datetime import UTC, datetime
from typing import Final

from mexbadge._json import JsonObject, dumps
from mexbadge.bake import sniff
from mexbadge.cli import issuing, passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, write
from mexbadge.cli.folder_options import folder_options
from mexbadge.cli.issue_ob2 import default_key_id, issue_older
from mexbadge.cli.moments import moment
from mexbadge.cli.outputs import check_output
from mexbadge.cli.parser import Parser
from mexbadge.credentials.achievement import read_table
from mexbadge.credentials.issuing import issue
from mexbadge.credentials.ob3 import Form
from mexbadge.errors import InputError, SchemaError
from mexbadge.keys import Signer, load_signer

EXAMPLES: Final = (
    "mexbadge issue --achievement psw-dementia-care --csv winter-2026.csv --dry-run",
    "mexbadge issue --achievement psw-dementia-care --csv winter-2026.csv",
    'mexbadge issue --achievement psw-dementia-care --csv hiver.csv --map "Courriel du cégep=email" --date-order dmy',
    "mexbadge issue --achievement psw-dementia-care --csv gradebook.csv --where 'Final Grade >= 60' --dry-run",
    "mexbadge issue -C badges --achievement psw-dementia-care --to name@example.ca",
    "mexbadge issue -C badges --achievement psw-dementia-care --to name@example.ca --as ob2-hosted",
    "mexbadge issue --achievement psw.toml --issuer issuer.toml --key key-1.pem --to name@example.ca -o out.json",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--achievement", required=True, metavar="SLUG|FILE", text="college_help_achievement")
    parser.option("--to", metavar="IDENTITY", text="cli_help_to")
    parser.option("--at", metavar="TIME", text="cli_help_issue_at")
    parser.option("--until", metavar="TIME", text="cli_help_until")
    parser.option("-o", "--out", metavar="PATH", text="college_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")
    folder_options(parser)
    _list_options(parser)
    _award_options(parser)
    _file_options(parser)


def _list_options(parser: Parser) -> None:
    parser.option("--csv", metavar="FILE", text="college_help_csv")
    parser.option("--map", action="append", default=[], metavar="HEADING=FIELD", text="college_help_map")
    parser.option("--where", action="append", default=[], metavar="CONDITION", text="college_help_where")
    parser.option("--all", dest="everyone", action="store_true", text="college_help_everyone")
    parser.option("--sheet", metavar="NAME", text="college_help_sheet")
    parser.option("--date-order", choices=("dmy", "mdy"), text="college_help_date_order")
    parser.option("--dry-run", action="store_true", text="college_help_dry_run")
    parser.option("--problems", metavar="FILE", text="college_help_problems")
    parser.option("--recipient-lang", metavar="LANG", text="college_help_recipient_lang")


def _award_options(parser: Parser) -> None:
    parser.option("--name", metavar="NAME", text="college_help_person_name")
    parser.option("--ref", metavar="REF", text="college_help_person_ref")
    parser.option("--evidence", action="append", default=[], metavar="URL", text="college_help_evidence")
    parser.option("--narrative", metavar="TEXT", text="college_help_narrative")
    parser.option("--result", metavar="TEXT", text="college_help_result")
    parser.option("--again", action="store_true", text="college_help_again")


def _file_options(parser: Parser) -> None:
    parser.option("--issuer", metavar="FILE", text="cli_help_issuer_file")
    parser.option("--key", metavar="FILE|URI", text="cli_help_key")
    parser.option("--key-id", metavar="ID", text="cli_help_key_id")
    parser.option("--as", dest="form", choices=[form.value for form in Form], text="cli_help_as")
    parser.option("--suite", metavar="NAME", text="cli_help_suite")
    parser.option("--image", metavar="FILE", text="cli_help_issue_image")
    parser.option("--hosted", metavar="DIR", text="cli_help_hosted")


def run(arguments: Namespace, console: Console) -> int:
    """Issue, and say how to check it."""
    if not arguments.to and not arguments.csv:
        raise InputError("cli_missing_argument", names="--to, --csv", command="mexbadge issue")
    if arguments.to and arguments.csv:
        raise InputError("college_to_and_csv")
    if arguments.issuer:
        return _from_files(arguments, console)
    for option in ("key", "suite", "image", "key_id", "hosted"):
        if getattr(arguments, option):
            raise InputError("college_only_files", option=f"--{option.replace('_', '-')}")
    return issuing.to_a_list(arguments, console) if arguments.csv else issuing.to_one(arguments, console)


def _from_files(arguments: Namespace, console: Console) -> int:
    """Issue one badge from an achievement file, an issuer file and a key, without a folder or a register."""
    needed = ("issuer", "to", "out") if arguments.form == "ob2-hosted" else ("issuer", "key", "to", "out")
    missing = [name for name in needed if not getattr(arguments, name)]
    if missing:
        names = ", ".join("-o/--out" if name == "out" else f"--{name}" for name in missing)
        raise InputError("cli_missing_argument", names=names, command="mexbadge issue")
    picture = sniff(read(arguments.image, console)) if arguments.image else None
    check_output(arguments.out, picture, alone=False)
    achievement = read_table(read(arguments.achievement, console), arguments.achievement)
    profile = read_table(read(arguments.issuer, console), arguments.issuer)
    if arguments.form and Form(arguments.form).is_ob2:
        signed = arguments.form == "ob2-signed"
        older = _signer(arguments, profile, console) if signed else None
        return issue_older(arguments, achievement, profile, older, console)
    signer = _signer(arguments, profile, console)
    image = read(arguments.image, console) if arguments.image else None
    try:
        issued = issue(
            achievement,
            to=arguments.to,
            issuer=profile,
            signer=signer,
            form=Form(arguments.form or Form.DATA_INTEGRITY),
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
    console.done("cli_issued", id=issued.id, path=arguments.out)
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
    if arguments.form == "ob2-signed" and not arguments.key_id:
        arguments.key_id = default_key_id(profile)
    fragment = issuer.removeprefix("did:key:") if issuer.startswith("did:key:") else "key-1"
    method = arguments.key_id or f"{issuer}#{fragment}"
    secret = passphrase.of_existing(arguments, console)
    return load_signer(arguments.key, verification_method=method, passphrase=secret)
