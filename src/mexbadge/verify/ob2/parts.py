"""The three documents of a badge: the assertion, its badge class, its issuer; the hosted one wherever there is one.

An embedded badge class or issuer with an address is only a hint: what counts is what stands at the address (Open Badges
2.0, "Hosted verification"; decision 12).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from mexbadge._json import JsonObject
from mexbadge.errors import FetchError, InputError, Problem
from mexbadge.fetch.types import Source
from mexbadge.models.nulls import nulls_of
from mexbadge.models.ob2 import problems as problems_of
from mexbadge.models.ob2_nodes import Node
from mexbadge.models.ob2_values import is_url
from mexbadge.verify.findings import Check, Code
from mexbadge.verify.ob2.documents import Documents, Page
from mexbadge.verify.ob2.legacy import Role, Version
from mexbadge.verify.ob2.notes import Notes
from mexbadge.verify.ob2_codes import Ob2Code

__all__ = ["Part", "Parts", "differences", "gather", "linked", "note_page", "note_reading"]

_SHAPE: Final = {"assertion": "Assertion", "badge": "BadgeClass", "issuer": "Issuer", "endorsement": "Endorsement"}
_MOST_NAMES: Final = 8
_MOST_NULLS: Final = 8
"""How many members without a value are told of one document."""
_SPOKEN_BY: Final[Mapping[str, Check]] = {
    Code.CONTEXT_SUPPLIED: Check.CONTEXT,
    Ob2Code.CONTEXT_LEFT_OUT: Check.CONTEXT,
    Ob2Code.EXTENSION_CONTEXT: Check.SCHEMA,
    Ob2Code.OLDER_WORDS: Check.CONTEXT,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a badge; ``url`` is where it is hosted, ``None`` where it exists only inside another."""

    node: Node
    version: Version
    url: str | None = None
    source: Source | None = None
    changes: tuple[str, ...] = ()
    document: JsonObject | None = None
    place: str | None = None
    """Where the answer came from, if that is another place than :attr:`url`."""
    picture: str | None = None
    """The kind of picture in which it came, ``png`` or ``svg``."""

    @classmethod
    def of_page(cls, page: Page) -> "Part":
        """Take over a hosted document."""
        reading = page.reading
        held = (reading.changes, reading.document, page.place, page.picture)
        return cls(reading.node, reading.version, page.url, page.source, *held)


@dataclass(frozen=True, slots=True)
class Parts:
    """The documents of a badge, as far as they could be had."""

    assertion: Part
    badge: Part | None = None
    issuer: Part | None = None

    def each(self) -> tuple[tuple[str, str, Part], ...]:
        """Return what there is: place, class, document."""
        found = (
            ("", "Assertion", self.assertion),
            ("/badge", "BadgeClass", self.badge),
            ("/badge/issuer", "Issuer", self.issuer),
        )
        return tuple((where, shape, part) for where, shape, part in found if part is not None)


def gather(assertion: Part, documents: Documents, notes: Notes) -> Parts:
    """Find the badge class and the issuer of an assertion, and judge each by its class."""
    badge = linked(assertion, "badge", "badge", documents, notes)
    issuer = None if badge is None else linked(badge, "issuer", "issuer", documents, notes)
    parts = Parts(assertion, badge, issuer)
    for where, shape, part in parts.each():
        dated = part.version is not Version.V0_5
        notes.problems(
            Check.MODEL, problems_of(part.node, shape, where=where, legacy=part.version.is_legacy, dated=dated)
        )
        notes.problems(Check.MODEL, islice(_nulls(part, where), _MOST_NULLS))
    if issuer is not None and not notes.said(Check.MODEL):
        notes.passed(Check.MODEL, Ob2Code.MODEL)
    return parts


def _nulls(part: Part, where: str) -> Iterator[Problem]:
    """Yield what a document says by null, which is nothing: spelled otherwise than it should be, and clear."""
    for place, name in nulls_of(part.document or {}):
        yield Problem("models_null", f"{where}{place}", {"name": name})


def note_page(page: Page, notes: Notes, check: Check = Check.PROOF) -> None:
    """Note what should be said about how a document was had."""
    note_reading(page.warnings, notes, check)


def note_reading(problems: Iterable[Problem], notes: Notes, check: Check = Check.FORMAT) -> None:
    """Note what was left out or put into other words to read a document; ``check`` takes what is of neither kind."""
    for problem in problems:
        notes.problems(_SPOKEN_BY.get(problem.code, check), [problem])


def linked(holder: Part, term: str, role: Role, documents: Documents, notes: Notes) -> Part | None:
    """Return the document that ``holder`` names or holds under ``term``; ``None`` where there is none to be had."""
    where = "/badge" if role == "badge" else "/badge/issuer"
    node = holder.node.node(term)
    if node is None:
        return None
    if node.id is None or not is_url(node.id):
        if not node.is_reference:
            return Part(node, holder.version)
        notes.failed(Check.PROOF, Ob2Code.NOT_FETCHABLE, where, url=node.id)
        return None
    try:
        page = documents.page(node.id, role)
    except (FetchError, InputError) as error:
        notes.error(Check.PROOF, error, where)
        return None
    note_page(page, notes)
    if not node.is_reference and (names := differences(node, page.node)):
        notes.warned(Check.PROOF, Ob2Code.EMBEDDED_DIFFERS, where, url=page.url, names=", ".join(names))
    return Part.of_page(page)


def differences(local: Node, hosted: Node) -> tuple[str, ...]:
    """Return the terms of the copy in hand that the hosted one says otherwise, at most eight."""
    ours, theirs = local.compact(), hosted.compact()
    names = [name for name in ours if name != "@context" and not _same(ours[name], theirs.get(name))]
    return tuple(names[:_MOST_NAMES])


def _same(ours: object, theirs: object) -> bool:
    """Compare what a copy says with the hosted value; an embedded object is compared by its id where it has one."""
    if ours == theirs:
        return True
    return _identifier(ours) is not None and _identifier(ours) == _identifier(theirs)


def _identifier(value: object) -> object:
    return value.get("id") if isinstance(value, dict) else value if isinstance(value, str) else None
