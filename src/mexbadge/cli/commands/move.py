"""``mexbadge move --url URL DIR``: begin a folder at another address, and say what stays where it is."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import brought_up, folder_options, open_with
from mexbadge.cli.parser import Parser
from mexbadge.issuer.folder import template as folders
from mexbadge.issuer.moving import move, reissue_all

EXAMPLES: Final = (
    "mexbadge move -C badges --url https://badges.new-name.example new-badges",
    "mexbadge move -C badges --url https://badges.new-name.example new-badges --reissue",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("to", metavar="DIR", text="college_help_new_folder")
    parser.option("--url", required=True, metavar="URL", text="college_help_url")
    parser.option("--reissue", action="store_true", text="college_help_move_reissue")
    parser.option("--no-passphrase", action="store_true", text="cli_help_no_passphrase")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
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
    console.tell("college_made", folder=after, name=new.settings.name, id=new.settings.id)
    console.tell("college_moved_stays", folder=before, url=old.settings.base)
    console.tell("college_moved_refresh", folder=before)
    console.tell("college_moved_new", folder=after, url=new.settings.base)
    if done is None:
        console.tell("college_moved_kept")
    else:
        console.tell("college_moved_reissued", count=done.made, left=done.left)
    return 0
