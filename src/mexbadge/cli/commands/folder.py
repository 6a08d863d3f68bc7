"""Beginning an issuer's folder.

- ``init DIR``: start an issuer's folder.
- ``move --url URL DIR``: begin a folder at another address, and say what stays where it is.
"""

import os
import shlex
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path
from subprocess import list2cmdline
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import brought_up, folder_options, open_with
from mexbadge.cli.parser import Parser
from mexbadge.credentials.achievement import refuse_placeholders
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.issuer import Form, Issuer
from mexbadge.issuer.folder import template as folders
from mexbadge.issuer.folder.places import require_site
from mexbadge.issuer.folder.settings import FILE, Settings
from mexbadge.issuer.moving import move, reissue_all
from mexbadge.keys import KeyKind
from mexbadge.texts import LANGUAGES

EXAMPLES_INIT: Final = (
    'mexbadge init badges --name "Lakeshore College of Care" --url https://badges.lakeshore-college.example',
    'mexbadge init badges --name "Collège du Lac" --url https://badges.lac.example --languages fr,en --lang fr',
    'mexbadge init badges --name "College" --url https://badges.college.example --register postgresql://db/badges',
)
_KINDS: Final = [KeyKind.ED25519.value, KeyKind.P256.value, KeyKind.P384.value]
_ANSWERS: Final[Mapping[str, str | None]] = {
    "name": None,
    "name-fr": None,
    "url": None,
    "id": None,
    "email": None,
    "description": None,
    "description-fr": None,
    "languages": "en,fr",
    "as": "data-integrity",
    "kind": "Ed25519",
    "key": None,
    "register": "sqlite:///register.db",
    "ledger": None,
    "no-passphrase": None,
    "passphrase-file": None,
}
"""The options that say what a folder is, each with what it is when nobody says."""
_LANGUAGES: Final = tuple(
    ",".join(order) for many in range(len(LANGUAGES), 0, -1) for order in permutations(LANGUAGES, many)
)
"""The languages of a folder, each choice with the first one first."""


def configure_init(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("folder", metavar="DIR", text="college_help_new_folder")
    parser.option("--name", metavar="NAME", text="college_help_name")
    parser.option("--name-fr", metavar="NAME", text="college_help_name_fr")
    parser.option("--url", metavar="URL", text="college_help_url")
    parser.option("--id", metavar="DID|URL", text="college_help_issuer_id")
    parser.option("--email", metavar="EMAIL", text="college_help_email")
    parser.option("--description", metavar="TEXT", text="college_help_description")
    parser.option("--description-fr", metavar="TEXT", text="college_help_description_fr")
    parser.option("--languages", choices=_LANGUAGES, default="en,fr", text="college_help_languages")
    parser.option(
        "--as", dest="form", choices=[form.value for form in Form], default="data-integrity", text="cli_help_as"
    )
    parser.option("--kind", choices=_KINDS, default="Ed25519", text="college_help_kind")
    parser.option("--key", metavar="URI", text="college_help_first_key")
    parser.option("--register", metavar="URL", default="sqlite:///register.db", text="college_help_register")
    parser.option("--ledger", action="store_true", text="college_help_ledger")
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    passphrase.add_option(parser)


def run_init(arguments: Namespace, console: Console) -> int:
    """Ask for what is missing, write the folder, and say what to do next; what was typed is never asked for again."""
    folder, given = Path(arguments.folder), vars(arguments).copy()
    if (folder / FILE).exists():
        raise InputError("register_folder_exists", path=str(folder))
    try:
        issuer = _made(folder, arguments, console)
    except (MexBadgeError, KeyboardInterrupt):
        if vars(arguments) != given:
            console.note(console.text("college_init_again", command=_again(arguments)))
        raise
    folders.write_folder(folder, issuer.settings)
    issuer.write_hosted()
    _tell(folder, issuer.settings, console)
    return 0


def _made(folder: Path, arguments: Namespace, console: Console) -> Issuer:
    asking = sys.stdin.isatty() and not console.json and not arguments.name and "fr" in arguments.languages
    arguments.name = _asked(arguments.name, "--name", "college_ask_name", console)
    arguments.url = _site(arguments.url, console)
    if asking and not arguments.name_fr:
        arguments.name_fr = _typed("college_ask_name_fr", console) or None
    refuse_placeholders({name: getattr(arguments, name) for name in ("email", "description", "description_fr")})
    return Issuer.create(
        folder,
        name=arguments.name,
        name_fr=arguments.name_fr,
        url=arguments.url,
        email=arguments.email,
        description=arguments.description,
        description_fr=arguments.description_fr,
        id=arguments.id,
        languages=arguments.languages.split(","),
        form=Form(arguments.form),
        kind=KeyKind(arguments.kind),
        key=arguments.key,
        register=arguments.register,
        ledger=arguments.ledger,
        passphrase=None if arguments.key and not arguments.ledger else passphrase.of_new(arguments, console),
    )


def _again(arguments: Namespace) -> str:
    """Return the command that begins again with every answer; nothing in it is secret."""
    words = ["mexbadge", "init", arguments.folder]
    for name, usual in _ANSWERS.items():
        value = getattr(arguments, "form" if name == "as" else name.replace("-", "_"))
        if value is True:
            words.append(f"--{name}")
        elif value and value != usual:
            words += [f"--{name}", value]
    return _line(words)


def _line(words: Sequence[str]) -> str:
    """Return words as they are typed: for a shell of POSIX, or of Windows."""
    return list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _tell(folder: Path, settings: Settings, console: Console) -> None:
    template = folder / "achievements" / f"{folders.TEMPLATE}.toml"
    if console.json:
        console.say(dumps({"folder": str(folder), "issuer": settings.id, "achievement": str(template)}))
        return
    console.done("college_made", folder=str(folder), name=settings.name, id=settings.id)
    console.done("college_made_key", path=str(folder / "keys"))
    console.done("college_made_next", path=str(template))
    console.done("college_made_check", folder=str(folder))


def _site(value: str | None, console: Console) -> str:
    """Return the address that was given, or one that is typed: looked at before more is asked for, until it is one."""
    while True:
        try:
            return _checked_site(_asked(value, "--url", "college_ask_url", console))
        except InputError as error:
            if value or error.code != "issuer_url":
                raise
            console.note(console.text("cli_once_more", reason=error.message(console.lang)))
            console.note(f"    {console.look.arrow} {error.problem.hint(console.lang)}")


def _checked_site(url: str) -> str:
    require_site(url)
    return url


def _asked(value: str | None, option: str, question: str, console: Console) -> str:
    """Return what was given, or what is typed on a terminal; nobody is asked elsewhere."""
    if value:
        return value
    typed = _typed(question, console) if sys.stdin.isatty() and not console.json else ""
    if not typed:
        raise InputError("cli_missing_argument", names=option, command="mexbadge init")
    return typed


def _typed(question: str, console: Console) -> str:
    console.insist(console.text(question), end="")
    return sys.stdin.readline().strip()


EXAMPLES_MOVE: Final = (
    "mexbadge move -C badges --url https://badges.new-name.example new-badges",
    "mexbadge move -C badges --url https://badges.new-name.example new-badges --reissue",
)


def configure_move(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("to", metavar="DIR", text="college_help_new_folder")
    parser.option("--url", required=True, metavar="URL", text="college_help_url")
    parser.option("--reissue", action="store_true", text="college_help_move_reissue")
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    folder_options(parser)


def run_move(arguments: Namespace, console: Console) -> int:
    """Write the new folder, issue anew if asked, and say what has to be hosted where."""
    secret = passphrase.of_new(arguments, console)
    old = brought_up(open_with(arguments, secret))
    new = move(old, Path(arguments.to), arguments.url, passphrase=secret)
    folders.write_folder(new.folder, new.settings, template=False)
    done = reissue_all(old, new) if arguments.reissue else None
    new.write_hosted()
    old.write_hosted()
    if console.json:
        facts = {"folder": str(new.folder), "issuer": new.settings.id, "stays": old.settings.base}
        console.say(dumps(facts if done is None else {**facts, "reissued": done.made, "left": done.left}))
        return 0
    before, after = str(old.folder), str(new.folder)
    console.done("college_made", folder=after, name=new.settings.name, id=new.settings.id)
    console.done("college_moved_stays", folder=before, url=old.settings.base)
    console.done("college_moved_refresh", folder=before)
    console.done("college_moved_new", folder=after, url=new.settings.base)
    if done is None:
        console.done("college_moved_kept")
    else:
        console.done("college_moved_reissued", count=done.made, left=done.left)
    return 0
