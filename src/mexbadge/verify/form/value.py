"""FormReport: whether a document of Open Badges is well formed. Well formed is not verified."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import mexbadge
from mexbadge._json import JsonObject
from mexbadge.texts import Lang
from mexbadge.verify.findings import Outcome
from mexbadge.verify.form import text
from mexbadge.verify.form.clauses import clause_of
from mexbadge.verify.form.faults import Fault, Shape

__all__ = ["FORM_SCHEMA", "FormReport"]

FORM_SCHEMA: Final = "https://mexbadge.example/schemas/form-1.json"
"""The name of the form of :meth:`FormReport.to_json`; ``schemas/form-1.schema.json`` describes it."""


@dataclass(frozen=True, slots=True)
class FormReport:
    """What a document is, and everything in which it breaks the data model of its standard.

    ``kind`` as in :class:`mexbadge.verify.Contents`, or ``unknown``; ``version`` that of Open Badges, where the kind
    has one; ``faults`` each with its place as a JSON pointer; ``inside`` the documents in a record, a presentation or a
    list, each by itself, with its place. Nothing is fetched, and no signature, status or date is looked at.
    """

    kind: str
    version: str | None = None
    faults: tuple[Fault, ...] = ()
    inside: tuple["FormReport", ...] = field(default=(), repr=False)
    place: str | None = None
    input: str = ""

    @property
    def shape(self) -> Shape:
        """The worst of what was found, in the document and inside it."""
        outcomes = set(self._outcomes())
        if Outcome.FAILED in outcomes:
            return Shape.NOT_WELL_FORMED
        if Outcome.UNKNOWN in outcomes:
            return Shape.UNKNOWN
        return Shape.REMARKS if Outcome.WARNED in outcomes else Shape.WELL_FORMED

    def _outcomes(self) -> Iterator[Outcome]:
        yield from (fault.outcome for fault in self.faults)
        for one in self.inside:
            yield from one._outcomes()  # noqa: SLF001 - its own kind

    def __bool__(self) -> bool:
        """Whether it is well formed, remarks or not."""
        return self.shape in {Shape.WELL_FORMED, Shape.REMARKS}

    def __str__(self) -> str:
        return text.render(self)

    def to_json(self, lang: Lang = "en") -> JsonObject:
        """Return it as JSON values; sentences and hints, which are for whoever made the document, in ``lang``."""
        return {
            "schema": FORM_SCHEMA,
            "input": self.input,
            "verified": False,
            **self._said(lang),
            "mexbadge": mexbadge.__version__,
        }

    def _said(self, lang: Lang) -> JsonObject:
        return {
            "kind": self.kind,
            "version": self.version,
            "place": self.place,
            "form": self.shape.value,
            "problems": [
                {
                    "code": str(fault.problem.code),
                    "outcome": fault.outcome.value,
                    "where": fault.problem.where,
                    "clause": clause_of(self.kind, self.version, fault.problem.where),
                    "message": fault.problem.message(lang),
                    "hint": fault.problem.hint(lang),
                }
                for fault in self.faults
            ],
            "inside": [one._said(lang) for one in self.inside],  # noqa: SLF001 - its own kind
        }
