"""What the commands on vacancies have in common: what a source is, and what a person is asked."""

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from mexbadge import _json, _limits
from mexbadge._names import schema_names
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.network import network_of
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, Problem, Where, within
from mexbadge.fetch import Request, ResourceKind
from mexbadge.match.drafts import (
    Draft,
    Lookup,
    Question,
    hints_of,
    is_table,
    job_postings,
    plain_text,
    read_crosswalk,
    read_posting,
    read_posting_text,
    read_vacancy_table,
)
from mexbadge.match.drafts.draft import UNTITLED, slug, wording
from mexbadge.match.drafts.hints import HINTED
from mexbadge.match.vacancy import VACANCY_SCHEMA
from mexbadge.skills import load_taxonomy, noc_codes
from mexbadge.skills.oasis import from_oasis, is_oasis
from mexbadge.tabular.sheet import FILE_BYTES, decoded
from mexbadge.texts import LANGUAGES, Lang, shown

__all__ = [
    "TABLES",
    "asked",
    "draft_of",
    "draft_of_nothing",
    "hinted",
    "lookup_of",
    "options_of",
    "place",
    "source_options",
    "tell",
]

TABLES: Final = frozenset({".csv", ".tsv", ".xlsx", ".xls"})
"""Endings of names that promise a table."""
_TITLES: Final = 5
_TITLE: Final = 60


def source_options(parser: Parser) -> None:
    """Add what says how a posting is read, and what fetching a page needs."""
    parser.option("--title", metavar="TEXT", text="vacancy_help_title")
    parser.option("--sheet", metavar="NAME", text="vacancy_help_sheet")
    parser.option("--posting-lang", choices=LANGUAGES, text="vacancy_help_posting_lang")
    parser.option("--taxonomy", metavar="FILE", text="people_help_taxonomy")
    parser.option("--noc", action="append", default=[], metavar="CODE", text="vacancy_help_noc")
    parser.option("--crosswalk", metavar="FILE", text="vacancy_help_crosswalk")
    parser.option("--resources", metavar="PATH", text="cli_help_resources")
    parser.option("--offline", action="store_true", text="cli_help_offline")
    parser.set_defaults(cache=None)


def lookup_of(arguments: Namespace) -> Lookup | None:
    """Return what looks words up in the list of ``--taxonomy``."""
    return Lookup(load_taxonomy(arguments.taxonomy)) if arguments.taxonomy else None


def hinted(draft: Draft, arguments: Namespace, console: Console, lookup: Lookup | None) -> Draft:
    """Return a draft with the occupations of ``--noc``, and for each the question which of its usual skills it asks.

    Raises :class:`InputError` as :func:`mexbadge.skills.noc_codes`, and for a crosswalk that cannot be read.
    """
    codes = list(dict.fromkeys(code for text in arguments.noc for code in noc_codes(text)))
    if not codes:
        return draft
    said = draft.facts.get("noc", ())
    facts = {**draft.facts, "noc": list(dict.fromkeys([*(said if isinstance(said, list) else ()), *codes]))}
    if lookup is None:
        console.note(console.text("vacancy_says_no_hints", codes=", ".join(codes)))
        return replace(draft, facts=facts)
    crosswalk = None
    if arguments.crosswalk:
        with within(arguments.crosswalk):
            crosswalk = read_crosswalk(read(arguments.crosswalk, console, max_bytes=FILE_BYTES))
    oasis = from_oasis(arguments.taxonomy) if is_oasis(arguments.taxonomy) else None
    found = hints_of(codes, lookup.taxonomy, crosswalk=crosswalk, oasis=oasis, lang=console.lang)
    if without := [code for code in codes if code not in {one.code for one in found}]:
        console.note(console.text("vacancy_says_no_hints", codes=", ".join(without)))
    return replace(draft, facts=facts, asked=(*draft.asked, *(one.asked for one in found)))


def draft_of_nothing(arguments: Namespace, console: Console) -> Draft:
    """Return the draft of a vacancy of which only the occupation and the title are known."""
    title = arguments.title or ""
    problems = () if title else (Problem("vacancy_no_title", None),)
    return Draft(
        {"id": slug(title) or "vacancy", "title": {arguments.posting_lang or console.lang: title or UNTITLED}},
        problems=problems,
    )


def draft_of(name: str, arguments: Namespace, console: Console, lookup: Lookup | None) -> Draft:
    """Read a vacancy out of whatever ``name`` is: an address, a table, a page or a JobPosting, or a text.

    Raises :class:`InputError` where it cannot be read, each with its file.
    """
    lang: Lang = arguments.posting_lang or console.lang
    with within(name):
        if name.lower().startswith(("http://", "https://")):
            answer = network_of(arguments)(Request.of(name, ResourceKind.POSTING)).raise_for_status()
            return _posting(answer.body, lang, lookup)
        data = read(name, console, max_bytes=FILE_BYTES)
        if Path(name).suffix.lower() in TABLES or is_table(data):
            return read_vacancy_table(data, arguments.sheet)
        start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        if start in {b"{", b"[", b"<"}:
            _refuse_vacancy(data)
            return _posting(data, lang, lookup)
        if len(data) > _limits.CREDENTIAL_BYTES:
            raise InputError("json_too_large", size=len(data), limit=_limits.CREDENTIAL_BYTES)
        text, _ = decoded(data)
        return read_posting_text(text, lookup, lang=lang, title=arguments.title or "")


def _refuse_vacancy(data: bytes) -> None:
    """Raise :class:`InputError` ``vacancy_already`` for a document that is a vacancy of our own."""
    try:
        said = _json.loads_object(data, max_bytes=_limits.BUNDLE_BYTES).get("schema")
    except InputError:
        return
    if said in schema_names(VACANCY_SCHEMA):
        raise InputError("vacancy_already")


def _posting(data: bytes, lang: Lang, lookup: Lookup | None) -> Draft:
    found = job_postings(data)
    if len(found) > 1:
        titles = ", ".join(plain_text(str(one.get("title", "")))[:_TITLE] for one in found[:_TITLES])
        raise InputError("vacancy_postings", count=len(found), titles=titles)
    return read_posting(found[0], lookup, lang=lang)


def place(where: Where, console: Console) -> str:
    """Return where something stands, to be said before it."""
    if where is None or where == "":
        return ""
    return console.text("vacancy_says_line" if isinstance(where, int) else "vacancy_says_at", where=where)


def tell(problems: Iterable[Problem], console: Console) -> None:
    """Say remarks on stderr, each with its place and what can be done."""
    for one in problems:
        hint = one.hint(console.lang)
        console.note(f"  ! {place(one.where, console)}{one.message(console.lang)}")
        if hint:
            console.note(f"      {console.look.arrow} {hint}")


def options_of(question: Question, console: Console, lookup: Lookup | None) -> list[str]:
    """Return a question with its numbered answers, as lines."""
    hinted = any(one.why in HINTED for one in question.options)
    code = "vacancy_says_hints" if hinted else "vacancy_says_question"
    lines = [console.text(code, place=place(question.where, console), words=question.words)]
    for number, one in enumerate(question.options, 1):
        name = one.label if lookup is None else lookup.taxonomy.label(one.skill, console.lang)
        also = "" if wording(one.label) == wording(name) else f" ({shown(one.label)})"
        lines.append(f"  {number}  {shown(name)}{also}  {one.score:.2f}  {shown(one.skill)}")
    return [*lines, f"  0  {console.text('vacancy_says_none')}"]


def asked(questions: Iterable[Question], console: Console, lookup: Lookup | None) -> dict[str, tuple[str, ...]]:
    """Ask each question at the terminal; what was answered, by wording. An empty line leaves a question open."""
    found: dict[str, tuple[str, ...]] = {}
    for question in questions:
        console.insist("\n".join(["", *options_of(question, console, lookup)]))
        answer = _answer(question, console)
        if answer is not None:
            found[wording(question.words)] = answer
    return found


def _answer(question: Question, console: Console) -> tuple[str, ...] | None:
    while True:
        console.insist(console.text("vacancy_says_number"), end="")
        line = console.stdin.readline().decode("utf-8", "replace")
        said = line.strip()
        if not said:
            return None
        numbers = [part.strip() for part in said.split(",")]
        if numbers == ["0"]:
            return ()
        if all(part.isascii() and part.isdigit() and 0 < int(part) <= len(question.options) for part in numbers):
            return tuple(dict.fromkeys(question.options[int(part) - 1].skill for part in numbers))
        console.insist(console.text("vacancy_says_number_again", value=said))
