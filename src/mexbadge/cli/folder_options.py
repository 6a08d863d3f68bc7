"""What the commands on an issuer's folder have in common: opening it, finding badges, saying what to publish."""

import uuid
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from mexbadge.cli import libraries, passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser, nearest_of
from mexbadge.errors import InputError, MexBadgeError, Problem, RegisterError, RosterError
from mexbadge.issuer import Filters, Issuer, Record, Status
from mexbadge.issuer.folder.ob2 import own_name
from mexbadge.issuer.pipeline.types import Progress
from mexbadge.issuer.roster.cells import read_identity
from mexbadge.issuer.roster.dates import read_date
from mexbadge.keys import Passphrase
from mexbadge.models.identity import Identity
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.sheet import FILE_BYTES, read_sheet

__all__ = [
    "Chosen",
    "badge_options",
    "brought_up",
    "chosen",
    "end_of",
    "folder_options",
    "identity",
    "named",
    "new_identity",
    "one",
    "one_options",
    "open_issuer",
    "open_to_look",
    "open_to_write",
    "open_with",
    "progress",
    "reason_options",
    "refreshed",
    "require_known",
    "table",
    "unfit",
]

LIVE: Final = frozenset({Status.ACTIVE, Status.SUSPENDED})
"""The badges that something can still happen to."""
_COLUMNS: Final = {
    "id": ("id", "badge id", "credential id", "identifiant"),
    "to": ("email", "e mail", "courriel", "email address", "adresse courriel"),
    "ref": ("ref", "reference", "student number", "numero d etudiant", "matricule"),
}


def folder_options(parser: Parser, *, secret: bool = True) -> None:
    """Add ``-C DIR`` and, where the command signs, ``--passphrase-file``."""
    parser.option("-C", "--folder", dest="folder", default=".", metavar="DIR", text="college_help_folder")
    if secret:
        passphrase.add_option(parser)


def open_issuer(arguments: Namespace, console: Console) -> Issuer:
    """Open the folder to look at it; the passphrase is asked for when something is to be signed."""
    return open_with(arguments, passphrase.of_existing(arguments, console))


def open_to_look(arguments: Namespace, console: Console) -> Issuer:
    """Open the folder to say how badges stand, and warn where the register is behind what was published."""
    issuer = open_issuer(arguments, console)
    if count := len(issuer.behind()):
        console.note(console.text("college_behind", count=count))
    return issuer


def open_to_write(arguments: Namespace, console: Console) -> Issuer:
    """Open the folder for a command that writes; what it hosts is first brought to where the register is.

    Another folder may have worked on the same register, or an earlier command may have been cut short: whatever becomes
    of this one, nothing lies there that is older than what is known.
    """
    return brought_up(open_issuer(arguments, console))


def brought_up(issuer: Issuer) -> Issuer:
    """Bring what a folder hosts to where its register is, as :func:`open_to_write` does."""
    if issuer.outdated() and not issuer.behind():
        issuer.write_hosted()
    return issuer


def open_with(arguments: Namespace, secret: Passphrase) -> Issuer:
    """Open the folder with a passphrase that is known, or with none."""
    return Issuer.open(arguments.folder, passphrase=secret)


def which_options(parser: Parser) -> None:
    """Add what says which badges are meant, by a command that takes all badges of a person without being told to."""
    parser.option("id", nargs="*", metavar="ID", text="college_help_id")
    parser.option("--to", metavar="IDENTITY", text="college_help_of")
    parser.option("--ref", metavar="REF", text="college_help_ref")
    parser.option("--csv", metavar="FILE", text="college_help_csv_badges")
    parser.option("--achievement", metavar="SLUG", text="college_help_only_achievement")


def badge_options(parser: Parser) -> None:
    """Add what says which badges are meant."""
    which_options(parser)
    parser.option("--all", action="store_true", text="college_help_all")


def one_options(parser: Parser) -> None:
    """Add what says which one badge is meant, by a command that gives it to somebody else (``--to``)."""
    parser.option("id", nargs="?", metavar="ID", text="college_help_id")
    parser.option("--of", "--from", dest="person", metavar="IDENTITY", text="college_help_one_of")
    parser.option("--ref", metavar="REF", text="college_help_ref")
    parser.option("--only", metavar="SLUG", text="college_help_only_achievement")


def reason_options(parser: Parser) -> None:
    """Add the reason, in both languages."""
    parser.option("--reason", "--reason-en", dest="reason_en", metavar="TEXT", text="college_help_reason_en")
    parser.option("--reason-fr", metavar="TEXT", text="college_help_reason_fr")


@dataclass(slots=True)
class Chosen:
    """The badges that are meant: those that something is done to, those that stand so already, and what cannot be."""

    records: dict[str, Record] = field(default_factory=dict)
    already: dict[str, Record] = field(default_factory=dict)
    refused: list[InputError] = field(default_factory=list)

    def put(self, records: Iterable[Record], goal: Status | None) -> None:
        """Add badges, each once."""
        for record in records:
            (self.already if record.status is goal else self.records)[record.id] = record


def chosen(
    issuer: Issuer,
    arguments: Namespace,
    console: Console,
    *,
    statuses: frozenset[Status] = LIVE,
    goal: Status | None = None,
) -> Chosen:
    """Return the badges that the arguments mean, each once.

    By person or ref, those of ``statuses``; several of one person only with ``--all``. What is named by its id or in a
    list and has the status ``goal`` stands so already; what is named in a list and stands otherwise is refused, and
    does not keep the others from it. Raises :class:`InputError` ``college_which``, ``college_none``,
    ``college_none_fit``, ``college_several``, and :class:`RosterError` with every line of a list that means nothing.
    """
    asked = [Filters(to=arguments.to)] if arguments.to else []
    asked += [Filters(ref=arguments.ref)] if arguments.ref else []
    if not (arguments.id or asked or arguments.csv):
        raise InputError("college_which")
    found = Chosen()
    found.put((named(issuer, urn(name)) for name in arguments.id), goal)
    for filters in asked:
        found.put(_found(issuer, filters, arguments, console, statuses), goal)
    if arguments.csv:
        _put_list(found, issuer, arguments, console, statuses=statuses, goal=goal)
    return found


def _put_list(
    found: Chosen,
    issuer: Issuer,
    arguments: Namespace,
    console: Console,
    *,
    statuses: frozenset[Status],
    goal: Status | None,
) -> None:
    """Add what a list names, or raise :class:`RosterError` with all that it names and that is not there."""
    ids, people = _from_list(arguments.csv, console)
    wrong: list[Problem] = []
    for name in ids:
        try:
            found.put([named(issuer, urn(name))], goal)
        except MexBadgeError as error:
            wrong.append(error.problem)
    for filters in people:
        every = _every(issuer, filters, arguments)
        try:
            found.put(_found(issuer, filters, arguments, console, statuses), goal)
        except InputError as error:
            if error.code != "college_none_fit":
                wrong.append(error.problem)
            elif stand := [record for record in every if record.status is goal]:
                found.put(stand, goal)
            else:
                found.refused.append(error)
    if wrong:
        raise RosterError(wrong)


def require_known(
    issuer: Issuer, *, achievement: str | None = None, person: str | None = None, ref: str | None = None
) -> None:
    """Refuse a name that stands for nothing here, before it is taken for something of which there is none.

    Raises :class:`InputError` ``college_achievement_unknown`` with the names that are most like it, ``college_none``
    for a person or a reference of whom the register has no badge at all.
    """
    if achievement is not None:
        known = {*issuer.achievements(), *issuer.register.slugs()}
        if achievement not in known and not any(issuer.list(Filters(achievement=achievement))):
            choices = nearest_of(achievement, known)
            raise InputError("college_achievement_unknown", slug=achievement, choices=", ".join(choices) or "-")
    for filters in (Filters(to=person), Filters(ref=ref)):
        if (value := filters.to or filters.ref) and not any(issuer.list(filters)):
            raise InputError("college_none", value=value)


def named(issuer: Issuer, name: str) -> Record:
    """Return a badge by its id or address, or by that of another program's 2.0 badge that it was converted from."""
    try:
        return issuer.record(own_name(issuer.settings, name))
    except RegisterError:
        if (made := issuer.converted(name)) is None:
            raise
        return made


def _found(
    issuer: Issuer, filters: Filters, arguments: Namespace, console: Console, statuses: frozenset[Status]
) -> list[Record]:
    every = _every(issuer, filters, arguments)
    here = [record for record in every if record.status in statuses]
    value = filters.to or filters.ref
    if not every and arguments.achievement:
        value = f"{value} ({arguments.achievement})"
    if not here:
        raise unfit(value, every, console)
    if len(here) > 1 and not arguments.all:
        named = ", ".join(f"{record.slug} ({record.id})" for record in here[:5])
        raise InputError("college_several", value=value, count=len(here), badges=named)
    return here


def _every(issuer: Issuer, filters: Filters, arguments: Namespace) -> list[Record]:
    """Return the badges of a person or ref, of the achievement that is named, if one is."""
    slug = arguments.achievement
    require_known(issuer, achievement=slug)
    return [one for one in issuer.list(filters) if slug is None or slug in {one.slug, one.achievement}]


def unfit(value: str | None, every: Sequence[Record], console: Console) -> InputError:
    """Return what to say where nothing can be done: that there is no badge, or how those that there are stand."""
    if not every:
        return InputError("college_none", value=value)
    stand = [f"{each.slug} ({each.id.rpartition(':')[2]}, {_status(each, console)})" for each in every[:5]]
    return InputError("college_none_fit", value=value, badges="; ".join(stand))


def _status(record: Record, console: Console) -> str:
    return console.text(f"college_status_{record.status.value}")


def one(issuer: Issuer, arguments: Namespace, console: Console) -> Record:
    """Return the one badge that is meant: by its id, or the only one of a person (``--of``) or ref.

    ``arguments.only`` is the achievement that it is of, where one is named.
    """
    if arguments.id:
        return named(issuer, urn(arguments.id))
    if not arguments.person and not arguments.ref:
        raise InputError("college_which_one")
    filters = Filters(to=arguments.person) if arguments.person else Filters(ref=arguments.ref)
    meant = Namespace(achievement=arguments.only, all=False)
    (record,) = _found(issuer, filters, meant, console, LIVE)
    return record


def refreshed(issuer: Issuer, console: Console, *, changed: bool = False) -> None:
    """Say that nothing that ``changed`` is seen before what was written for verifiers is published."""
    if (issuer.written or changed) and not console.json:
        console.done("college_unpublished", path=str(issuer.folder / "hosted"))


def identity(text: str) -> Identity:
    """Read a person's identity; raise :class:`InputError` ``college_identity``."""
    try:
        return Identity.parse(text)
    except InputError:
        raise InputError("college_identity", value=text) from None


def new_identity(text: str) -> Identity:
    """Read the identity that a badge shall have: as strictly as one in a list."""
    return read_identity(text.strip())


def end_of(text: str | None) -> datetime | None:
    """Read when something ends: a day is its last second in UTC, for what holds until a day holds on it."""
    if text is None:
        return None
    try:
        return read_date(text, end=True).astimezone(UTC)
    except InputError:
        return moment(text)


def urn(name: str) -> str:
    """Return the id that is meant by what somebody typed: an id, or the last part of one.

    Raises :class:`InputError` ``college_badge_id`` for what can be neither, such as an e-mail address.
    """
    if ":" in name:
        return name
    try:
        return uuid.UUID(name).urn
    except ValueError:
        raise InputError("college_badge_id", where=name, value=name) from None


def _from_list(name: str, console: Console) -> tuple[list[str], list[Filters]]:
    """Return ids, or persons, or refs, out of a list: ``issued.csv`` itself, or any list with such a column."""
    sheet = read_sheet(read(name, console, max_bytes=FILE_BYTES), _known)
    if sheet.problems:
        problem = sheet.problems[0]
        raise InputError(problem.code, where=problem.where, **problem.values)
    keys = [heading_key(heading) for heading in sheet.rows[0][1]]
    for what, names in _COLUMNS.items():
        at = next((at for at, key in enumerate(keys) if key in names), None)
        if at is not None:
            cells = [row[at].removeprefix("'") for _, row in sheet.rows[1:] if at < len(row) and row[at]]
            if what == "id":
                return cells, []
            return [], [Filters(to=cell) if what == "to" else Filters(ref=cell) for cell in dict.fromkeys(cells)]
    raise InputError("college_list_columns", path=name)


def _known(cells: Sequence[str]) -> int:
    keys = {heading_key(cell) for cell in cells}
    return sum(any(key in names for key in keys) for names in _COLUMNS.values())


@contextmanager
def progress(console: Console, code: str) -> Iterator[Progress]:
    """Yield what shows how far something is: a bar on a terminal, on stderr; nothing elsewhere."""
    if console.json or console.look.quiet or not console.err.isatty():
        yield lambda _done, _total: None
        return
    bars = libraries.progress
    columns = (bars.TextColumn(console.text(code)), bars.BarColumn(), bars.MofNCompleteColumn())
    bar = bars.Progress(*columns, console=libraries.Console(file=console.err), transient=True)
    task = bar.add_task("", total=None)

    def told(done: int, total: int | None) -> None:
        bar.update(task, completed=done, total=total)
        bar.start()  # only now: a passphrase may have been asked for on the same terminal before

    try:
        yield told
    finally:
        bar.stop()


def table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield lines of columns that stand under one another."""
    kept = [tuple(row) for row in rows]
    widths = [max(len(row[at]) for row in kept) for at in range(len(kept[0]))] if kept else []
    for row in kept:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def who_of(record: Record) -> str:
    """Return how somebody who has a badge is called: by name, else by identity or reference."""
    return record.name or record.identity or record.ref or ""
