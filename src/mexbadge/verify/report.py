"""The report: everything that was found about one badge, as one frozen value."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Self

import mexbadge
from mexbadge._json import JsonObject, dumps
from mexbadge._names import schema_name
from mexbadge.badge import Badge
from mexbadge.errors import InvalidBadge
from mexbadge.fetch.types import Response, Source
from mexbadge.texts import Lang
from mexbadge.verify import html, text
from mexbadge.verify.endorsement_codes import EndorsementCode
from mexbadge.verify.findings import Check, Finding, Outcome, Verdict

__all__ = ["REPORT_SCHEMA", "Report", "Resource"]

REPORT_SCHEMA: Final = schema_name("report-1")
"""The name of the form of :meth:`Report.to_json`; ``schemas/report-1.schema.json`` describes it."""


_COUNTED: Final = frozenset({EndorsementCode.OK, EndorsementCode.WARNING})


@dataclass(frozen=True, slots=True)
class Resource:
    """One document that was read for a verification: where it came from, and the SHA-256 of its bytes."""

    url: str
    sha256: str
    source: Source

    @classmethod
    def of(cls, response: Response) -> Self:
        """Note one answer."""
        return cls(response.url, response.digest, response.source)


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """What was found about one badge.

    ``input`` is the name under which the badge was given, ``at`` the moment at which it was judged, ``badge`` what it
    says (``None`` where it could not be read), ``findings`` every sentence in the order of the checks, ``resources``
    the documents that were read, ``nested`` the reports of credentials inside (a learner record), ``content`` the
    credential itself exactly as it was received (JSON or a compact JWS, taken out of its image; ``None`` where none
    was found), of which ``digest`` is the SHA-256 in hexadecimal. ``place`` is where a report inside another one stands
    in that one's badge, as a JSON pointer.
    """

    input: str
    verdict: Verdict
    at: datetime
    badge: Badge | None
    findings: tuple[Finding, ...]
    resources: tuple[Resource, ...] = ()
    nested: tuple["Report", ...] = ()
    content: bytes | None = field(default=None, repr=False)
    place: str | None = None

    @property
    def endorsements(self) -> tuple["Report", ...]:
        """The endorsements that count: those that hold, and that speak of the thing on which they stand."""
        good = {f.where for f in self.of_check(Check.ENDORSEMENTS) if f.code in _COUNTED}
        return tuple(report for report in self.nested if report.place in good)

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the credential as it was received, in hexadecimal; ``None`` where none was found."""
        return None if self.content is None else hashlib.sha256(self.content).hexdigest()

    def with_resources(self, resources: tuple[Resource, ...]) -> "Report":
        """Return this report, saying which documents were read."""
        told = self.input, self.verdict, self.at, self.badge, self.findings
        return Report(*told, resources, self.nested, self.content, self.place)

    def __bool__(self) -> bool:
        """Return whether the badge is valid, with or without warnings; never true for what could not be decided."""
        return self.verdict in {Verdict.VALID, Verdict.WARNING}

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"<Report {self.input!r}: {self.verdict.value}, {len(self.findings)} findings>"

    def of_check(self, check: Check) -> tuple[Finding, ...]:
        """Return the findings of one check."""
        return tuple(finding for finding in self.findings if finding.check is check)

    def codes(self) -> frozenset[str]:
        """Return the codes of everything that was found."""
        return frozenset(str(finding.code) for finding in self.findings)

    def failed(self) -> frozenset[str]:
        """Return the codes of what fails."""
        return frozenset(str(finding.code) for finding in self.findings if finding.outcome is Outcome.FAILED)

    def reasons(self) -> Iterator[Finding]:
        """Yield the findings that are no pass, the gravest first."""
        for outcome in (Outcome.FAILED, Outcome.UNKNOWN, Outcome.WARNED):
            yield from (finding for finding in self.findings if finding.outcome is outcome)

    def raise_if_invalid(self) -> Self:
        """Return self if the badge is valid, with or without warnings; raise :class:`InvalidBadge` otherwise.

        What could not be decided raises as well: a badge that was not found valid must not pass for one.
        """
        if self:
            return self
        reason = next(self.reasons(), None)
        if reason is None:
            raise InvalidBadge("verify_not_decided", self)
        values: Mapping[str, Any] = reason.values
        raise InvalidBadge(reason.code, self, **values)

    def to_text(self, lang: Lang = "en", **layout: Any) -> str:  # noqa: ANN401 - JSON is any of its types
        """Return the report as a person reads it; ``layout`` as in :func:`mexbadge.verify.text.render`."""
        return text.render(self, lang, **layout)

    def to_html(self, lang: Lang | None = None) -> str:
        """Return the report as one printable page in both languages, ``lang`` (else English) first; no script."""
        return html.page([self], lang or "en")

    def _repr_html_(self) -> str:
        """Return the report as a notebook shows it."""
        return html.fragment([self])

    def to_json(self, lang: Lang = "en") -> JsonObject:
        """Return the report as the JSON object that ``schemas/report-1.schema.json`` describes."""
        return {"schema": REPORT_SCHEMA, **self.members(lang), "mexbadge": mexbadge.__version__}

    def to_json_text(self, lang: Lang = "en") -> str:
        """Return :meth:`to_json` as one line of plain ASCII."""
        return dumps(self.to_json(lang))

    def members(self, lang: Lang) -> JsonObject:
        """Return the report without its envelope, as it stands inside another one."""
        return {
            "input": self.input,
            "verdict": self.verdict.value,
            "at": self.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "badge": None if self.badge is None else badge_members(self.badge, lang),
            "findings": [_finding(finding, lang) for finding in self.findings],
            "resources": [{"url": r.url, "sha256": r.sha256, "source": r.source.value} for r in self.resources],
            **({"nested": [report.members(lang) for report in self.nested]} if self.nested else {}),
        }


def badge_members(badge: Badge, lang: Lang) -> Mapping[str, object]:
    """Return what a badge says, for a report."""
    return {
        "version": badge.version,
        "format": badge.format,
        "id": badge.id,
        "name": badge.name_in(lang),
        "issuer": {"id": badge.issuer_id, "name": badge.issuer_name_in(lang)},
        "holder": _holder(badge),
        "validFrom": badge.valid_from,
        "validUntil": badge.valid_until,
    }


def _holder(badge: Badge) -> JsonObject:
    """Return by what a badge names its holder: what stands in clear, and of what is hashed the kind alone.

    They stand in an order of their own, since nobody signs that of an array.
    """
    clear = {(one.type, one.value) for one in badge.identities if not one.hashed}
    hashed = {one.type for one in badge.identities if one.hashed}
    named = [{"type": kind, "value": value, "hashed": False} for kind, value in sorted(clear)]
    named += [{"type": kind, "value": None, "hashed": True} for kind in sorted(hashed)]
    return {"id": badge.subject_id, "identities": named}


def _finding(finding: Finding, lang: Lang) -> JsonObject:
    return {
        "code": str(finding.code),
        "check": finding.check.value,
        "outcome": finding.outcome.value,
        "why": None if finding.why is None else finding.why.value,
        "message": finding.message(lang),
        "hint": None if finding.outcome is Outcome.PASSED else finding.hint(lang),
        "where": finding.where,
    }
