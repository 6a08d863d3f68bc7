"""What becomes of badges that were issued.

- ``revoke``: withdraw badges for good.
- ``suspend``: withdraw badges for a time.
- ``restore``: end a suspension.
- ``renew``: issue badges again with a later end.
- ``reissue --to NEW``: for a learner whose address dies.
- ``correct``: revoke a badge and issue it anew with what was wrong put right.
"""

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import (
    LIVE,
    Chosen,
    badge_options,
    chosen,
    end_of,
    folder_options,
    new_identity,
    one,
    one_options,
    open_issuer,
    open_to_write,
    reason_options,
    refreshed,
    unfit,
    who_of,
)
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.issuer import Issued, Issuer, Record, Status
from mexbadge.texts import shown

EXAMPLES_REVOKE: Final = (
    'mexbadge revoke 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a --reason "Issued in error" --reason-fr "Délivré par erreur"',
    "mexbadge revoke --to name@example.ca --achievement psw-dementia-care",
    "mexbadge revoke -C badges --csv withdrawn.csv --dry-run",
)


def configure_revoke(parser: Parser) -> None:
    """Add the arguments."""
    badge_options(parser)
    reason_options(parser)
    parser.option("--dry-run", action="store_true", text="college_help_dry_run")
    folder_options(parser)


def run_revoke(arguments: Namespace, console: Console) -> int:
    """Revoke, sign the lists anew, and say that nobody sees it before it is published."""
    how = Change(
        "college_revoked",
        LIVE,
        Status.REVOKED,
        lambda issuer, ids: issuer.revoke(ids, reason_en=arguments.reason_en, reason_fr=arguments.reason_fr),
        same="too",
    )
    return change(arguments, console, how)


EXAMPLES_SUSPEND: Final = (
    'mexbadge suspend --ref 20260007 --reason "Under review" --reason-fr "En cours d\'examen"',
    "mexbadge suspend -C badges 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a",
)


def configure_suspend(parser: Parser) -> None:
    """Add the arguments."""
    badge_options(parser)
    reason_options(parser)
    parser.option("--dry-run", action="store_true", text="college_help_dry_run")
    folder_options(parser)


def run_suspend(arguments: Namespace, console: Console) -> int:
    """Suspend, until ``mexbadge restore``."""
    how = Change(
        "college_suspended",
        frozenset({Status.ACTIVE}),
        Status.SUSPENDED,
        lambda issuer, ids: issuer.suspend(ids, reason_en=arguments.reason_en, reason_fr=arguments.reason_fr),
        same="told",
    )
    return change(arguments, console, how)


EXAMPLES_RESTORE: Final = (
    "mexbadge restore --ref 20260007",
    "mexbadge restore -C badges 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a",
)


def configure_restore(parser: Parser) -> None:
    """Add the arguments."""
    badge_options(parser)
    parser.option("--dry-run", action="store_true", text="college_help_dry_run")
    folder_options(parser)


def run_restore(arguments: Namespace, console: Console) -> int:
    """Let suspended badges hold again; a revocation is for good."""
    how = Change(
        "college_restored",
        frozenset({Status.SUSPENDED}),
        Status.ACTIVE,
        lambda issuer, ids: issuer.restore(ids),
    )
    return change(arguments, console, how)


EXAMPLES_RENEW: Final = (
    "mexbadge renew 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a --until 2030-03-01",
    "mexbadge renew -C badges --csv renewed.csv --until 2030-03-01",
)


def configure_renew(parser: Parser) -> None:
    """Add the arguments."""
    badge_options(parser)
    parser.option("--until", required=True, metavar="TIME", text="cli_help_until")
    folder_options(parser)


def run_renew(arguments: Namespace, console: Console) -> int:
    """Issue each badge anew; the old one holds until its own end."""
    until = end_of(arguments.until)
    if until is None:
        raise InputError("cli_bad_time", value=arguments.until)
    return replace_each(arguments, console, "college_renewed", lambda issuer, name: issuer.renew(name, until))


EXAMPLES_REISSUE: Final = (
    "mexbadge reissue 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a --to name@home.example",
    "mexbadge reissue -C badges --of name@college.example --to name@home.example",
)


def configure_reissue(parser: Parser) -> None:
    """Add the arguments."""
    one_options(parser)
    parser.option("--to", required=True, metavar="IDENTITY", text="college_help_new_identity")
    folder_options(parser)


def run_reissue(arguments: Namespace, console: Console) -> int:
    """Issue the badge anew to another identity of the same person, and revoke the old one."""
    person = new_identity(arguments.to)
    return replace_one(arguments, console, "college_reissued", lambda issuer, name: issuer.reissue(name, person))


EXAMPLES_CORRECT: Final = (
    "mexbadge correct 6f9c1c0e-6a58-4d0e-9d7a-1f2e3d4c5b6a --at 2026-03-01",
    "mexbadge correct -C badges --ref 20260007 --result 91",
)


def configure_correct(parser: Parser) -> None:
    """Add the arguments."""
    one_options(parser)
    parser.option("--to", metavar="IDENTITY", text="college_help_new_identity")
    parser.option("--at", metavar="TIME", text="cli_help_issue_at")
    parser.option("--until", metavar="TIME", text="cli_help_until")
    parser.option("--evidence", action="append", metavar="URL", text="college_help_evidence")
    parser.option("--narrative", metavar="TEXT", text="college_help_narrative")
    parser.option("--result", metavar="TEXT", text="college_help_result")
    parser.option("--achievement", metavar="SLUG", text="college_help_newer_achievement")
    folder_options(parser)


def run_correct(arguments: Namespace, console: Console) -> int:
    """Replace one badge; the two name each other in the register."""
    given = {
        "to": new_identity(arguments.to) if arguments.to else None,
        "valid_from": moment(arguments.at),
        "valid_until": end_of(arguments.until),
        "evidence": arguments.evidence,
        "narrative": arguments.narrative,
        "result": arguments.result,
        "achievement": arguments.achievement,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise InputError("college_no_change")
    return replace_one(arguments, console, "college_corrected", lambda issuer, name: issuer.correct(name, changes))


Replace = Callable[[Issuer, str], Issued]


@dataclass(frozen=True, slots=True)
class Change:
    """What a command does to badges: the sentence that says so, to which it is done, and how they stand then.

    ``same``: to what says the same it is done ``too``, and said of what it does not reach; or that is only ``told``.
    """

    said: str
    statuses: frozenset[Status]
    goal: Status
    act: Callable[[Issuer, Sequence[str]], None]
    same: Literal["too", "told"] | None = None


def change(arguments: Namespace, console: Console, how: Change) -> int:
    """Do it to the badges that the arguments mean, all or none, and write the lists that this changes.

    Nothing is done again: what stands so already is said. What a list names and it cannot be done to is told, and the
    exit code is 2 then.
    """
    issuer = (open_issuer if arguments.dry_run else open_to_write)(arguments, console)
    meant = chosen(issuer, arguments, console, statuses=how.statuses, goal=how.goal)
    _refuse_unfit(meant, arguments, how, console)
    records = tuple(meant.records.values())
    if how.same == "too":
        records += tuple(issuer.record(name) for name in issuer.linked([record.id for record in records]))
    if records and not arguments.dry_run:
        how.act(issuer, [record.id for record in records])
    _tell(issuer, records, tuple(meant.already.values()), how, console, dry=arguments.dry_run)
    for error in meant.refused:
        console.fail(error)
    code = 2 if meant.refused else 0
    if console.json:
        return code
    if arguments.dry_run:
        console.tell("college_would_change", count=len(records))
        return code
    console.done(how.said, count=len(records))
    refreshed(issuer, console)
    return code


def _refuse_unfit(meant: Chosen, arguments: Namespace, how: Change, console: Console) -> None:
    """Take out of a list what it cannot be done to; what is named by its id alone is left to fail as a whole."""
    if not arguments.csv:
        return
    fits = how.statuses | ({Status.SUPERSEDED} if how.goal is Status.REVOKED else set())
    for record in [record for record in meant.records.values() if record.status not in fits]:
        del meant.records[record.id]
        meant.refused.append(unfit(record.id, [record], console))


def _tell(
    issuer: Issuer,
    records: Sequence[Record],
    already: Sequence[Record],
    how: Change,
    console: Console,
    *,
    dry: bool,
) -> None:
    """Say what was changed, what stood so before, and what says the same and was not reached."""
    for record in records:
        if dry or not console.look.quiet:
            _say(record, console)
        if how.same == "too" and (old := issuer.original(record.id)) is not None:
            console.note(console.text("college_elsewhere", id=record.id.rpartition(":")[2], old=old))
    for record in already if dry or not console.look.quiet else ():
        _say(record, console, stands=True)
    for name in issuer.linked([record.id for record in records]) if records and how.same == "told" else ():
        if issuer.record(name).status is not Status.SUSPENDED:
            console.note(console.text("college_beside", id=name.rpartition(":")[2]))


def replace_each(arguments: Namespace, console: Console, said: str, act: Replace) -> int:
    """Put a new badge in the place of each; what cannot be replaced does not stop the rest."""
    issuer = open_to_write(arguments, console)
    meant = chosen(issuer, arguments, console)
    made: list[Issued] = []
    failed = len(meant.refused)
    for refused in meant.refused:
        console.fail(refused)
    with issuer.together():
        for record in meant.records.values():
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
    record = one(issuer, arguments, console)
    made = act(issuer, record.id)
    _say_new(record, made, console)
    if not console.json:
        console.done(said, count=0 if made.already else 1)
    refreshed(issuer, console, changed=not made.already)
    return 0


def _say(record: Record, console: Console, *, stands: bool = False) -> None:
    """Say which badge it is, and since when it ``stands`` as it was to be made."""
    if console.json:
        console.say(dumps({"id": record.id, "slug": record.slug, "ref": record.ref, "already": stands}))
        return
    who = who_of(record)
    parts = [record.id.rpartition(":")[2], shown(record.slug), shown(who)]
    if stands:
        status, day = console.text(f"college_status_{record.status.value}"), record.status_since
        code = "college_stands" if day is None else "college_stands_since"
        parts.append(f"({console.text(code, status=status, day=(day or '')[:10])})")
    console.say(f"  {'  '.join(filter(None, parts))}")


def _say_new(old: Record, made: Issued, console: Console) -> None:
    if console.json:
        console.say(dumps({"id": made.id, "replaces": old.id, "file": str(made.file)}))
    elif made.already:
        console.done("college_replaced_already", id=made.id.rpartition(":")[2], path=str(made.file))
    else:
        console.done(
            "college_replaced", old=old.id.rpartition(":")[2], new=made.id.rpartition(":")[2], path=str(made.file)
        )
