"""``mexbadge consent``: note that people agreed to be named on the pages of their badges, or withdrew it."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import STDIN, read
from mexbadge.cli.folder_options import chosen, folder_options, named, open_issuer, require_known, which_options, who_of
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, MexBadgeError, Problem, RosterError, within
from mexbadge.issuer import Filters, Issuer, Record, Status
from mexbadge.issuer.roster.decisions import ConsentRow, read_decisions
from mexbadge.issuer.roster.rows import Consent, require_past
from mexbadge.tabular.sheet import FILE_BYTES
from mexbadge.texts import shown

EXAMPLES: Final = (
    'mexbadge consent --ref 20260007 --give --for "name on the badge page" --source "form of 3 March 2026"',
    "mexbadge consent --to name@example.ca --withdraw",
    "mexbadge consent -C badges --csv agreed.csv --give --since 2026-03-01",
    "mexbadge consent -C badges --csv decisions.csv",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    which_options(parser)
    parser.option("--give", action="store_true", text="consent_help_give")
    parser.option("--withdraw", action="store_true", text="consent_help_withdraw")
    parser.option("--for", dest="purpose", metavar="TEXT", text="consent_help_for")
    parser.option("--source", metavar="TEXT", text="consent_help_source")
    parser.option("--since", metavar="TIME", text="consent_help_since")
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Note it for every badge that is meant, all or none, and say that it is seen once the site is published."""
    if arguments.withdraw and arguments.purpose is not None:
        raise InputError("consent_purpose")
    given, several = arguments.give and not arguments.withdraw, arguments.give == arguments.withdraw
    if several and (arguments.give or not arguments.csv or arguments.id or arguments.to or arguments.ref):
        raise InputError("consent_which")
    said = Consent(given=given, purpose=arguments.purpose, since=moment(arguments.since), source=arguments.source)
    issuer = open_issuer(arguments, console)
    if several:
        with within(arguments.csv):
            return _decided(issuer, arguments, said, console)
    if arguments.csv and arguments.csv != STDIN and read_decisions(_list(arguments, console), said).decides:
        raise InputError("consent_both", path=arguments.csv)
    arguments.all = True
    meant = chosen(issuer, arguments, console, statuses=frozenset(Status))
    changed = frozenset(issuer.consent(list(meant.records), said))
    _say(((record, given) for record in meant.records.values()), changed, console)
    if not console.json:
        console.done("consent_given" if given else "consent_withdrawn", count=len(changed))
        _left(len(meant.records) - len(changed), changed, console)
    return 0


def _decided(issuer: Issuer, arguments: Namespace, usual: Consent, console: Console) -> int:
    """Note what a list says row by row: all of it is right, or nothing is noted."""
    found = read_decisions(_list(arguments, console), usual)
    if not found.decides and not found.problems:
        raise InputError("consent_which")
    require_known(issuer, achievement=arguments.achievement)
    wrong = list(found.problems)
    meant: dict[str, tuple[Record, ConsentRow]] = {}
    for one in found.rows:
        try:
            require_past(one.consent, at=issuer.now())
            for record in _meant(issuer, one, arguments.achievement):
                before = meant.setdefault(record.id, (record, one))[1]
                if replace(one, line=before.line, what=before.what, value=before.value) != before:
                    raise InputError("consent_twice", first=before.line, id=record.id)
        except MexBadgeError as error:
            wrong.append(Problem(error.code, one.line, error.problem.values))
    if wrong:
        raise RosterError(sorted(wrong, key=_line))
    changed = frozenset(issuer.consents({name: one.consent for name, (_, one) in meant.items()}))
    _say(((record, one.consent.given) for record, one in meant.values()), changed, console)
    if not console.json:
        given = sum(1 for name in changed if meant[name][1].consent.given)
        console.done("consent_given", count=given)
        console.done("consent_withdrawn", count=len(changed) - given)
        if found.silent:
            console.done("consent_silent", count=found.silent)
        _left(len(meant) - len(changed), changed, console)
    return 0


def _list(arguments: Namespace, console: Console) -> bytes:
    return read(arguments.csv, console, max_bytes=FILE_BYTES)


def _line(problem: Problem) -> int:
    return problem.where if isinstance(problem.where, int) else 0


def _meant(issuer: Issuer, one: ConsentRow, slug: str | None) -> Iterator[Record]:
    """Yield the badges that a row means; raise where there is none, or where its holder was forgotten."""
    if one.what == "id":
        every = [named(issuer, one.value)]
    else:
        every = list(issuer.list(Filters(to=one.value) if one.what == "to" else Filters(ref=one.value)))
    every = [record for record in every if slug is None or slug in {record.slug, record.achievement}]
    if not every:
        raise InputError("college_none", value=one.value)
    for record in every:
        if record.forgotten is not None:
            raise InputError("register_consent_unkept", id=record.id)
        yield record


def _say(records: Iterable[tuple[Record, bool]], changed: frozenset[str], console: Console) -> None:
    """Say of which badges something changed; as data of all, with what is noted now."""
    for record, given in records:
        if console.json:
            facts: Mapping[str, object] = {"id": record.id, "slug": record.slug, "ref": record.ref, "consent": given}
            console.say(dumps({**facts, "changed": record.id in changed}))
        elif record.id in changed and not console.look.quiet:
            who = who_of(record)
            console.say(f"  {record.id.rpartition(':')[2]}  {shown(record.slug)}  {shown(who)}".rstrip())


def _left(count: int, changed: frozenset[str], console: Console) -> None:
    if count:
        console.done("consent_already", count=count)
    if changed:
        console.done("consent_unpublished")
