"""Contents: everything that one document says, in one shape for all versions; nothing of it was checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import mexbadge
from mexbadge._json import JsonObject
from mexbadge.badge import Badge
from mexbadge.texts import Lang
from mexbadge.verify.contents import text
from mexbadge.verify.findings import Finding

__all__ = ["CONTENTS_SCHEMA", "Contents"]

CONTENTS_SCHEMA: Final = "https://mexbadge.example/schemas/contents-1.json"
"""The name of the form of :meth:`Contents.to_json`; ``schemas/contents-1.schema.json`` describes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a badge, or another document of Open Badges, says. That it says so is all that is known: nothing is checked.

    ``kind`` is what it is: ``badge``, ``endorsement``, ``record`` (a learner record, CLR 2.0), ``presentation``,
    ``list`` (a JSON list of badges), or a document that is no badge: ``profile``, ``badge_class``, ``achievement``,
    ``revocation_list``, ``status_list``, ``key_document``. ``version`` is that of Open Badges (``None`` where the kind
    has none), ``format`` how it is secured, as in a report.

    ``said`` holds what it says, in the shape of ``schemas/contents-1.schema.json``: ``issuer``, ``recipient``,
    ``achievements``, ``results``, ``evidence``, dates, ``technical``, and what has no place there under its own name
    in ``extensions`` and ``other``. ``endorsements`` and ``credentials`` are those inside. ``notes`` say what could not
    be had, and what should be known of how the rest was. ``badge`` is the view that :mod:`mexbadge.verify` has of it,
    ``document`` the JSON value itself, in its own words.
    """

    kind: str
    version: str | None = None
    format: str | None = None
    said: Mapping[str, object] = field(default_factory=dict, repr=False)
    badge: Badge | None = None
    endorsements: tuple["Contents", ...] = field(default=(), repr=False)
    credentials: tuple["Contents", ...] = field(default=(), repr=False)
    notes: tuple[Finding, ...] = field(default=(), repr=False)
    input: str = ""
    document: object = field(default=None, repr=False)

    def __str__(self) -> str:
        return text.render(self)

    def named(self, name: str) -> "Contents":
        """Return the same contents under the name of the file or address that they came from."""
        return replace(self, input=name)

    def to_json(self, lang: Lang = "en") -> JsonObject:
        """Return all of it as JSON values; the sentences of ``notes`` are in ``lang``."""
        return {
            "schema": CONTENTS_SCHEMA,
            "input": self.input,
            "checked": False,
            **self._said(lang),
            "mexbadge": mexbadge.__version__,
        }

    def _said(self, lang: Lang) -> JsonObject:
        badge = self.badge
        return {
            "kind": self.kind,
            "version": self.version,
            "format": self.format,
            "headline": None if badge is None else badge.name_in(lang),
            **self.said,
            "endorsements": [inner._said(lang) for inner in self.endorsements],  # noqa: SLF001 - its own kind
            "credentials": [inner._said(lang) for inner in self.credentials],  # noqa: SLF001 - its own kind
            "notes": [
                {"code": str(note.code), "where": note.where, "message": note.message(lang), "hint": note.hint(lang)}
                for note in self.notes
            ],
        }
