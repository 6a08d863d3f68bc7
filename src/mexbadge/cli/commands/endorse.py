"""``mexbadge endorse``: stand behind a partner's achievement or badge."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import require_free, write
from mexbadge.cli.folder_options import folder_options, open_issuer, open_to_write, refreshed, urn
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.issuer import Issuer
from mexbadge.texts import shown

EXAMPLES: Final = (
    'mexbadge endorse urn:uuid:6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a --comment "We hire who holds it." -o e.json',
    'mexbadge endorse https://partner.example/achievements/hygiene --comment "Meets our standard."',
    "mexbadge endorse -C badges --list",
    "mexbadge endorse --revoke 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("id", nargs="?", metavar="ID|SLUG|URL", text="college_help_endorse")
    parser.option("--comment", metavar="TEXT", text="college_help_comment")
    parser.option("--name", metavar="TEXT", text="college_help_endorsement_name")
    parser.option("--list", action="store_true", text="college_help_endorsements")
    parser.option("--revoke", metavar="ID", text="college_help_endorsement_revoke")
    parser.option("-o", "--out", metavar="FILE", text="cli_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Sign an endorsement, keep it in the register, and write it where asked."""
    if arguments.list:
        return _list(open_issuer(arguments, console), console)
    issuer = open_to_write(arguments, console)
    if arguments.revoke:
        return _revoke(issuer, arguments.revoke, console)
    missing = [name for name, given in (("ID", arguments.id), ("--comment", arguments.comment)) if not given]
    if missing:
        raise InputError("cli_missing_argument", names=", ".join(missing), command="mexbadge endorse")
    require_free(arguments.out, force=arguments.force)
    subject = _subject(issuer, arguments.id)
    made = issuer.endorse(subject, comment=arguments.comment, name=arguments.name)
    if arguments.out:
        write(arguments.out, made.credential, console, force=arguments.force)
    if console.json:
        console.say(dumps({"id": made.id, "subject": subject, "file": arguments.out}))
        return 0
    console.done("college_endorsed", subject=subject, id=made.id)
    refreshed(issuer, console)
    return 0


def _subject(issuer: Issuer, name: str) -> str:
    if ":" in name:
        return name
    try:
        return issuer.achievement(name).id
    except MexBadgeError:
        return issuer.record(urn(name)).id


def _list(issuer: Issuer, console: Console) -> int:
    for made in issuer.endorsements():
        if console.json:
            console.say(dumps({"id": made.id, "subject": made.subject, "issued": made.issued, "revoked": made.revoked}))
        else:
            standing = console.text("college_endorsement_revoked" if made.revoked else "college_endorsement_stands")
            console.say(f"{made.id.rpartition(':')[2]}  {made.issued[:10]}  {standing}  {shown(made.subject)}")
    return 0


def _revoke(issuer: Issuer, name: str, console: Console) -> int:
    issuer.withdraw_endorsement(urn(name))
    if console.json:
        console.say(dumps({"id": name, "revoked": True}))
        return 0
    console.done("college_endorsement_withdrawn", id=name)
    refreshed(issuer, console)
    return 0
