"""``mexbadge send``: tell people of their badges by e-mail, or write the messages into files."""

import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from getpass import getpass
from pathlib import Path
from typing import Final

from mexbadge import _limits
from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.folder_options import (
    chosen,
    folder_options,
    open_to_look,
    progress,
    require_known,
    which_options,
    who_of,
)
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.deliver import Envelope, MailServer, State, Told
from mexbadge.errors import InputError, Problem
from mexbadge.issuer import Filters, Issuer, Record, Status
from mexbadge.issuer.mailing import Mailing, Notice, Planned, write_templates
from mexbadge.texts import shown

EXAMPLES: Final = (
    "mexbadge send --test name@college.ca",
    "mexbadge send --achievement psw-dementia-care",
    "mexbadge send --ending 60d --yes",
    "mexbadge send --again ID",
    "mexbadge send --eml letters",
)
PASSWORD: Final = "MEXBADGE_MAIL_PASSWORD"  # noqa: S105 - the name of a variable, not a secret
_UNITS: Final = {"d": 1, "w": 7, "j": 1, "s": 7}
_LONGEST_DAYS: Final = 3660
_TROUBLED: Final = frozenset({State.REFUSED, State.UNSURE})


def configure(parser: Parser) -> None:
    """Add the arguments."""
    which_options(parser)
    parser.option("--since", metavar="TIME", text="college_help_since")
    parser.option("--test", metavar="ADDRESS", text="mail_help_test")
    parser.option("--again", action="store_true", text="mail_help_again")
    parser.option("--ending", metavar="60d", text="mail_help_ending")
    parser.option("--told-elsewhere", action="store_true", text="mail_help_elsewhere")
    parser.option("--eml", metavar="DIR", text="mail_help_eml")
    parser.option("--templates", action="store_true", text="mail_help_templates")
    parser.option("--dry-run", action="store_true", text="mail_help_dry_run")
    parser.option("--yes", action="store_true", text="college_help_yes")
    parser.option("--password-file", metavar="FILE", text="mail_help_password_file")
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Plan, ask, queue and send; what an interrupted run left is sent as well."""
    within = _within(arguments.ending)
    issuer = open_to_look(arguments, console)
    require_known(issuer, achievement=arguments.achievement, person=arguments.to, ref=arguments.ref)
    if arguments.templates:
        for path in write_templates(issuer.folder):
            console.done("cli_written", path=str(path))
        return 0
    mailing = Mailing(issuer)
    plan = _planner(mailing, arguments, console, within)
    if arguments.test:
        return _test(mailing, plan, arguments, console)
    if not arguments.eml:
        mailing.mail.account()
    counts = _told_plan(mailing, plan(), console, each=arguments.dry_run)
    left = mailing.waiting()
    if arguments.dry_run:
        return 0
    if not counts and not left:
        console.done("mail_nothing")
        return _listed(mailing, console)
    if not arguments.yes:
        _confirm(sum(counts.values()) + left, console)
    mailing.queue(plan())
    if arguments.eml:
        return _told(mailing, mailing.write(Path(arguments.eml)), mailing.waiting(), console)
    server = MailServer(mailing.mail.account(), secret=_password(arguments, console))
    try:
        return _told(mailing, mailing.send(server.send), mailing.waiting(), console)
    finally:
        server.close()


def _planner(
    mailing: Mailing, arguments: Namespace, console: Console, within: timedelta | None
) -> Callable[[], Iterator[Planned]]:
    """Return what plans the messages; it is done once to be shown, and once more to be queued."""
    named = bool(arguments.id or arguments.to or arguments.ref or arguments.csv)
    if arguments.again and not named:
        raise InputError("college_which")
    kept = _named(mailing.issuer, arguments, console) if named else ()

    def records() -> Iterable[Record]:
        if named:
            return kept
        return mailing.issuer.list(Filters(achievement=arguments.achievement, since=moment(arguments.since)))

    if arguments.again:
        return lambda: mailing.again(records())
    return lambda: mailing.plan(records(), within=within, elsewhere=arguments.told_elsewhere, named=named)


def _named(issuer: Issuer, arguments: Namespace, console: Console) -> tuple[Record, ...]:
    arguments.all = True
    return tuple(chosen(issuer, arguments, console, statuses=frozenset(Status)).records.values())


def _told_plan(mailing: Mailing, plan: Iterable[Planned], console: Console, *, each: bool) -> Counter[Notice]:
    """Say how many messages of which kind there are to be, and of whom there can be none; ``each`` of them by name."""
    counts: Counter[Notice] = Counter()
    never: Counter[str] = Counter()
    for one in plan:
        if one.notice is not None:
            counts[one.notice] += 1
        elif one.why is not None:
            never[one.why] += 1
        if each:
            _say_planned(one, console)
    if console.json:
        return counts
    for notice in Notice:
        if counts[notice]:
            console.done(f"mail_to_{notice.value}", count=counts[notice])
    for why, count in never.items():
        console.note(console.text("mail_left_out", count=count, why=console.text(why)))
    if (left := mailing.waiting()) and not each:
        console.done("mail_left", count=left)
    return counts


def _say_planned(one: Planned, console: Console) -> None:
    record = one.record
    if console.json:
        facts = {"id": record.id, "line": record.line, "kind": None if one.notice is None else one.notice.value}
        console.say(dumps({**facts, "why": one.why}))
        return
    who = shown(who_of(record))
    what = console.text(f"mail_kind_{one.notice.value}") if one.notice is not None else console.text(one.why or "")
    console.say(
        f"{_line(record, console)}  {record.id.rpartition(':')[2]}  {shown(record.slug)}  {what}  {who}".rstrip()
    )


def _told(mailing: Mailing, told: Iterator[Told], total: int, console: Console) -> int:
    """Go through what came of each message, and say it: of those that did not go, by line."""
    counts: Counter[State] = Counter()
    repeated = 0
    try:
        with progress(console, "mail_progress") as step:
            for done, one in enumerate(told, 1):
                counts[one.outcome.state] += 1
                repeated += one.repeated
                step(done, max(total, done))
                if console.json:
                    _say_json(one, console)
    finally:
        if not console.json:
            for state in State:
                if counts[state]:
                    console.done(f"mail_done_{state.value}", count=counts[state])
            if repeated:
                console.note(console.text("mail_repeated", count=repeated))
    return _listed(mailing, console)


def _listed(mailing: Mailing, console: Console) -> int:
    """List every message that did not arrive, by the line of its badge; 2 where one needs somebody to look."""
    worst = 0
    wanted = (State.REFUSED, State.UNSURE, State.DEFERRED)
    for one in mailing.outbox.each(wanted):
        worst = 2 if one.state in _TROUBLED else worst
        if console.json:
            continue
        record = mailing.issuer.record(one.subject)
        problem = Problem(one.why or "deliver_unsure", None, one.values)
        state = console.text(f"mail_state_{one.state.value}")
        who = shown(who_of(record))
        due = "" if one.due is None else console.text("mail_due", when=one.due)
        head = f"{_line(record, console)}  {one.subject.rpartition(':')[2]}  {who}".rstrip()
        console.say(f"{head}  {state}{due}: {problem.message(console.lang)}")
        if (hint := problem.hint(console.lang)) and console.look.verbose:
            console.say(f"      {console.look.arrow} {hint}")
    return worst


def _say_json(one: Told, console: Console) -> None:
    message, outcome = one.message, one.outcome
    facts = {"id": message.subject, "kind": message.kind, "state": outcome.state.value, "message_id": message.name}
    why = None if outcome.why is None else {"code": outcome.why, **outcome.values}
    console.say(dumps({**facts, "repeated": one.repeated, "why": why}))


def _line(record: Record, console: Console) -> str:
    return "  " if record.line is None else f"  {console.text('mail_line', line=record.line)}"


def _test(mailing: Mailing, plan: Callable[[], Iterator[Planned]], arguments: Namespace, console: Console) -> int:
    """Send one letter of each kind and language to somebody who looks at them; nothing is queued or noted."""
    letters = list(mailing.samples(plan(), arguments.test)) or list(mailing.samples(_newest(mailing), arguments.test))
    if not letters:
        raise InputError("mail_nothing_to_test")
    server = MailServer(mailing.mail.account(), secret=_password(arguments, console))
    try:
        for letter, sender in letters:
            outcome = server.send(Envelope(sender, letter.to.address, letter.needs_utf8), letter.content())
            if outcome.state is not State.SENT:
                raise InputError("mail_test_failed", reason=Problem(outcome.why or "", None, outcome.values))
    finally:
        server.close()
    console.done("mail_tested", count=len(letters), address=arguments.test)
    return 0


def _newest(mailing: Mailing) -> Iterator[Planned]:
    """Yield the badges in force as if they were to be told of; the first in each language is enough."""
    for record in mailing.issuer.list(Filters(status=Status.ACTIVE.value)):
        yield Planned(record, Notice.NEW)


def _password(arguments: Namespace, console: Console) -> Callable[[], str]:
    """Return what gives the password: a file, the environment, or the keyboard; asked only where it is needed."""

    def ask() -> str:
        if arguments.password_file:
            content = read(arguments.password_file, console, max_bytes=_limits.KEY_DOCUMENT_BYTES)
            word = content.decode("utf-8", "replace").rstrip("\r\n")
        else:
            word = os.environ.get(PASSWORD, "")
            if not word and sys.stdin.isatty():
                word = getpass(console.text("mail_ask_password"))
        if not word:
            raise InputError("mail_needs_password", variable=PASSWORD)
        return word

    kept: list[str] = []

    def once() -> str:
        if not kept:
            kept.append(ask())
        return kept[0]

    return once


def _confirm(count: int, console: Console) -> None:
    """Ask on a terminal; elsewhere only ``--yes`` will do: a message cannot be called back."""
    if not sys.stdin.isatty():
        raise InputError("mail_yes")
    console.insist(console.text("mail_ask", count=count), end="")
    if sys.stdin.readline().strip().lower() not in {"yes", "oui"}:
        raise InputError("mail_yes")


def _within(text: str | None) -> timedelta | None:
    """Read a time such as ``60d`` or ``8w``; in French ``60j`` and ``8s``."""
    if text is None:
        return None
    number, unit = text[:-1], text[-1:].lower()
    days = int(number) * _UNITS[unit] if number.isascii() and number.isdecimal() and unit in _UNITS else 0
    if not 0 < days <= _LONGEST_DAYS:
        raise InputError("mail_within", value=text)
    return timedelta(days=days)
