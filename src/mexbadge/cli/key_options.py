"""What the commands on keys have in common."""

from argparse import Namespace
from typing import TYPE_CHECKING

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import brought_up, open_with, refreshed
from mexbadge.issuer import Issuer

if TYPE_CHECKING:
    from collections.abc import Callable

    from mexbadge.issuer.register.keyring import Key

__all__ = ["key_id", "new_key"]


def key_id(issuer: Issuer, name: str) -> str:
    """Return the id of a key of which only the name was typed: ``key-1``."""
    return name if ":" in name else f"{issuer.settings.id}#{name.removeprefix('#')}"


def new_key(arguments: Namespace, console: Console, secret: bytes | None, act: "Callable[[Issuer], Key]") -> int:
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
