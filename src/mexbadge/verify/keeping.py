"""A report kept as JSON, and judged again later: then only what may have changed is asked.

With the report its issuer's documents may be kept. Judging again proves the badge anew, from its bytes; for some days
the keys come from what was kept, while dates are compared with the new moment and status is always asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Self

import mexbadge
from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge._kept import opened, pack, sealed, unpack
from mexbadge._names import schema_name
from mexbadge.errors import InputError
from mexbadge.fetch import Fetch, Request, ResourceKind, Response, Source
from mexbadge.fetch.addresses import same_address
from mexbadge.verify import libraries
from mexbadge.verify.api import Recipient, Verifier
from mexbadge.verify.report import Report

__all__ = ["ISSUER_AGE", "KEPT_REPORT_SCHEMA", "KeptReport"]

KEPT_REPORT_SCHEMA: Final = schema_name("kept-report-1")
"""The name of the form."""
ISSUER_AGE: Final = timedelta(days=7)
"""For how long an issuer's documents that were kept are believed, unless another time is given."""
_LASTING: Final = frozenset(
    {ResourceKind.DID_DOCUMENT, ResourceKind.PROFILE, ResourceKind.KEYS, ResourceKind.SCHEMA, ResourceKind.IMAGE}
)
"""What is not asked again in that time; a status, a hosted badge, a newer version always are."""


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report, and the documents on which it rests."""

    report: Report
    documents: tuple[Response, ...] = ()

    @classmethod
    def of(cls, report: Report, documents: Iterable[Response] = ()) -> Self:
        """Keep a report with those of ``documents`` that it read (``Recorder.responses`` holds them all)."""
        read = {(one.url, one.sha256) for one in _resources(report)}
        return cls(report, tuple(one for one in documents if (one.url, one.digest) in read))

    def to_json(self) -> JsonObject:
        """Return the document that :meth:`read` reads: versioned, with a digest of all that it says."""
        return sealed(KEPT_REPORT_SCHEMA, mexbadge.__version__, pack(self, type(self)))

    @classmethod
    def read(cls, document: Mapping[str, Any] | bytes) -> Self:
        """Read what was kept, exactly as it was.

        Raises :class:`InputError` ``kept_version`` for another form or version, ``kept_changed`` for one that was
        changed since, ``kept_form``, ``json_…``.
        """
        if isinstance(document, bytes):
            document = _json.loads_object(document, max_bytes=_limits.RESOURCE_BYTES)
        kept: Self = unpack(opened(document, KEPT_REPORT_SCHEMA)["kept"], cls)
        return kept

    def again(
        self,
        verifier: Verifier | None = None,
        *,
        recipient: Recipient | None = None,
        at: datetime | None = None,
        issuer_age: timedelta = ISSUER_AGE,
    ) -> Report:
        """Judge the badge again, at a new moment.

        Everything is proved anew. The issuer's documents are those that were kept as long as the report is no older
        than ``issuer_age`` (an issuer may withdraw a key), and the report says that they came from what was kept;
        the status, and whatever else may have changed, is asked. A receipt of a ledger that lay beside the badge is not
        kept. Raises :class:`InputError` ``kept_nothing`` where the badge itself could not be read.
        """
        if self.report.content is None:
            raise InputError("kept_nothing", name=self.report.input)
        chosen = verifier or Verifier()
        network = chosen.fetch or libraries.HttpFetcher(
            libraries.NetworkPolicy(private_hosts=chosen.policy.private_hosts)
        )
        age = (datetime.now(UTC) if at is None else at) - self.report.at
        fetch = self._answering(network) if timedelta() <= age <= issuer_age else network
        return replace(chosen, fetch=fetch).verify(
            self.report.content, recipient=recipient, at=at, name=self.report.input
        )

    def _answering(self, network: Fetch) -> Fetch:
        kept = {same_address(one.url): one for one in self.documents}

        def fetch(request: Request) -> Response:
            found = kept.get(same_address(request.url)) if request.kind in _LASTING else None
            return network(request) if found is None else replace(found, url=request.url, source=Source.CACHE)

        return fetch


def _resources(report: Report) -> Iterable[Any]:
    yield from report.resources
    for inner in report.nested:
        yield from _resources(inner)
