"""Commands that change how badges stand, or put others in their place."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Literal

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import chosen, one, open_issuer, open_to_write, refreshed
from mexbadge.errors import MexBadgeError
from mexbadge.issuer import Issued, Issuer, Record, Status
from mexbadge.texts import shown

__all__ = ["change", "replace_each", "replace_one"]

Replace = Callable[[Issuer, str], Issued]


def change(
    arguments: Namespace,
    console: Console,
    said: str,
    statuses: frozenset[Status],
    act: Callable[[Issuer, Sequence[str]], None],
    *,
    same: Literal["too", "told"] | None = None,
) -> int:
    """Do ``act`` to the badges that the arguments mean, all or none, and write the lists that this changes.

    ``same``: to what says the same it is done ``too``, and said of what it does not reach; or that is only ``told``.
    """
    issuer = (open_issuer if arguments.dry_run else open_to_write)(arguments, console)
    records = chosen(issuer, arguments, console, statuses=statuses)
    if same == "too":
        records += tuple(issuer.record(name) for name in issuer.linked([record.id for record in records]))
    if not arguments.dry_run:
        act(issuer, [record.id for record in records])
    for record in records:
        if arguments.dry_run or not console.look.quiet:
            _say(record, console)
        if same == "too" and (old := issuer.original(record.id)) is not None:
            console.note(console.text("college_elsewhere", id=record.id.rpartition(":")[2], old=old))
    for name in issuer.linked([record.id for record in records]) if same == "told" else ():
        if issuer.record(name).status is not Status.SUSPENDED:
            console.note(console.text("college_beside", id=name.rpartition(":")[2]))
    if console.json:
        return 0
    if arguments.dry_run:
        console.tell("college_would_change", count=len(records))
        return 0
    console.done(said, count=len(records))
    refreshed(issuer, console)
    return 0


def replace_each(arguments: Namespace, console: Console, said: str, act: Replace) -> int:
    """Put a new badge in the place of each; what cannot be replaced does not stop the rest."""
    issuer = open_to_write(arguments, console)
    records = chosen(issuer, arguments, console)
    made: list[Issued] = []
    failed = 0
    with issuer.together():
        for record in records:
            try:
                made.append(act(issuer, record.id))
            except MexBadgeError as error:
                failed += 1
                console.fail(error)
                continue
            _say_new(record, made[-1], console)
    if not console.json:
        console.done(said, count=sum(not one.already for one in made))
    refreshed(issuer, console, changed=any(not one.already for one in made))
    return 2 if failed else 0


def replace_one(arguments: Namespace, console: Console, said: str, act: Replace) -> int:
    """Put a new badge in the place of one."""
    issuer = open_to_write(arguments, console)
    record = one(issuer, arguments, console, person=arguments.person)
    made = act(issuer, record.id)
    _say_new(record, made, console)
    if not console.json:
        console.done(said, count=0 if made.already else 1)
    refreshed(issuer, console, changed=not made.already)
    return 0


def _say(record: Record, console: Console) -> None:
    if console.json:
        console.say(dumps({"id": record.id, "slug": record.slug, "ref": record.ref}))
    else:
        who = record.name or record.identity or record.ref or ""
        console.say(f"  {record.id.rpartition(':')[2]}  {shown(record.slug)}  {shown(who)}".rstrip())


def _say_new(old: Record, made: Issued, console: Console) -> None:
    if console.json:
        console.say(dumps({"id": made.id, "replaces": old.id, "file": str(made.file)}))
    elif made.already:
        console.done("college_replaced_already", id=made.id.rpartition(":")[2], path=str(made.file))
    else:
        console.done(
            "college_replaced", old=old.id.rpartition(":")[2], new=made.id.rpartition(":")[2], path=str(made.file)
        )
