"""A badge kept for ever: the original with every document that a verification reads, in one file.

Years later, with the issuer's host gone, the documents still say what they said. But anybody can write such a file, and
what a host answered over TLS cannot be proven to somebody else afterwards. So the hosts of today are asked first; the
documents decide nothing by themselves, and count, with a warning, only where a recorder whom the verifier names has
signed them (decision 31). Status is as of the recording, and is never said to be of today.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from mexbadge import _json, _moments
from mexbadge._names import LASTING
from mexbadge.bake import sniff
from mexbadge.errors import FetchError, InputError, SignatureError
from mexbadge.fetch import (
    INDEX,
    Fetch,
    Recorder,
    Request,
    ResourceKind,
    ResourceSet,
    Response,
    read_beside,
)
from mexbadge.keys import PublicKey, Signer
from mexbadge.models.dates import instant
from mexbadge.proofs import jws
from mexbadge.verify import libraries
from mexbadge.verify.api import Recipient, Verifier
from mexbadge.verify.bound import bound_finding
from mexbadge.verify.codes import Check, Code
from mexbadge.verify.findings import REQUIRED, Finding, Outcome, Verdict, verdict_of
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.report import Report
from mexbadge.verify.status_codes import StatusCode

if TYPE_CHECKING:
    from mexbadge._json import JsonObject

__all__ = ["LastingBadge", "keep"]

_STATEMENT: Final = "kept.json"
_SIGNATURE: Final = "kept.jws"
_RECEIPT: Final = "receipt.tlog-proof"
_LONGEST_NAME: Final = 200
_OK: Final = 200
_LISTS: Final = frozenset({ResourceKind.STATUS_LIST, ResourceKind.REVOCATION_LIST})
_ENDED: Final = frozenset({StatusCode.REVOKED, StatusCode.SUSPENDED, Ob2Code.REVOKED, Ob2Code.REVOKED_ON_LIST})
_SUFFIXES: Final = {"png": "png", "svg": "svg"}


@dataclass(frozen=True, slots=True)
class LastingBadge:
    """What lies in such a file: the badge as it was given, the documents, and who says when they were read."""

    name: str
    content: bytes = field(repr=False)
    receipt: bytes | None = field(repr=False)
    recorded: datetime
    documents: ResourceSet = field(repr=False)
    statement: bytes = field(repr=False)
    signature: str | None = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Read a file; ``None`` for a zip that is none of this kind.

        The statement names the digest of the index, the index that of each document: what was signed is what is read,
        also where somebody puts another file in its place meanwhile. Raises :class:`InputError` ``lasting_form`` for a
        statement that cannot be read, ``lasting_changed`` where a part is not what it says, or where a document has no
        digest, and as :meth:`ResourceSet.load`.
        """
        parts = read_beside(path, (_STATEMENT, _SIGNATURE, _RECEIPT, INDEX))
        if (statement := parts.get(_STATEMENT)) is None:
            return None
        told = _json.loads_object(statement)
        badge, digests = told.get("badge"), told.get("sha256")
        if told.get("format") != LASTING or not isinstance(badge, str) or not isinstance(digests, dict):
            raise InputError("lasting_form", where=_STATEMENT, path=str(path))
        parts |= read_beside(path, (badge,))
        for name in {badge, INDEX, *digests}:
            if name not in parts or sha256(parts[name]).hexdigest() != digests.get(name):
                raise InputError("lasting_changed", where=name, path=str(path), name=name)
        if (_RECEIPT in parts) != (_RECEIPT in digests):
            raise InputError("lasting_changed", where=_RECEIPT, path=str(path), name=_RECEIPT)
        recorded = instant(str(told.get("recorded")))
        signature = parts.get(_SIGNATURE, b"").decode("ascii", "replace").strip() or None
        documents = ResourceSet.load(path)
        if documents.index_digest != digests[INDEX] or len(documents.urls) != len(documents.pinned):
            raise InputError("lasting_changed", where=INDEX, path=str(path), name=INDEX)
        return cls(badge, parts[badge], parts.get(_RECEIPT), recorded, documents, statement, signature)

    def signed_by(self, recorders: Collection[PublicKey]) -> PublicKey | None:
        """Return which of ``recorders`` signed the file, if one did."""
        for key in recorders if self.signature is not None else ():
            try:
                if jws.verify(self.signature or "", key) == self.statement:
                    return key
            except (SignatureError, InputError):
                continue
        return None

    def verify(
        self,
        verifier: Verifier | None = None,
        *,
        recorders: Collection[PublicKey] = (),
        recipient: Recipient | None = None,
        at: datetime | None = None,
        name: str | None = None,
    ) -> Report:
        """Ask today's hosts; where they decide nothing, say what was recorded, and what that is worth."""
        chosen, moment = verifier or Verifier(), at or datetime.now(UTC)
        label = name or self.name
        live = chosen.verify(self.content, recipient=recipient, at=at, name=label, receipt=self.receipt)
        if live.verdict is not Verdict.UNKNOWN:
            return live

        def judged(when: datetime, fetch: Fetch = self.documents) -> Report:
            replay = replace(chosen, fetch=fetch, cache=None)
            return replay.verify(self.content, recipient=recipient, at=when, name=label, receipt=self.receipt)

        then = judged(min(self.recorded, moment))
        if not then:
            return _with(live, Finding(Check.BINDING, Code.LASTING_SAYS_LESS, Outcome.UNKNOWN, self._values(then)))
        if self.signed_by(recorders) is None:
            return _with(live, Finding(Check.BINDING, Code.LASTING_UNPROVEN, Outcome.UNKNOWN, self._values(then)))
        today = judged(moment)
        if today.verdict is Verdict.INVALID:
            return today
        asked = judged(moment, self._lists_of_today(chosen))
        if any(one.code in _ENDED and one.outcome is Outcome.FAILED for one in asked.findings):
            return asked
        values = self._values(then)
        told = _with(then, Finding(Check.BINDING, Code.LASTING_SIGNED, Outcome.WARNED, values))
        told = _with(told, Finding(Check.STATUS, Code.LASTING_STATUS, Outcome.WARNED, values))
        return replace(told, at=moment)

    def _lists_of_today(self, chosen: Verifier) -> Fetch:
        """Return what answers with the lists of who is revoked as they are today, and with all else as recorded."""
        network = chosen.fetch or libraries.HttpFetcher(
            libraries.NetworkPolicy(private_hosts=chosen.policy.private_hosts)
        )

        def mixed(request: Request) -> Response:
            if request.kind in _LISTS:
                with suppress(FetchError):
                    found = network(request)
                    if found.status == _OK:
                        return found
            return self.documents(request)

        return mixed

    def _values(self, report: Report) -> Mapping[str, object]:
        bound = bound_finding(report.findings)
        host = bound.values.get("host") if bound is not None else None
        return {"day": self.recorded.date().isoformat(), "host": host or "?"}


_ORDER: Final = {check: place for place, check in enumerate(Check)}


def _with(report: Report, finding: Finding) -> Report:
    findings = tuple(sorted((*report.findings, finding), key=lambda one: _ORDER[one.check]))
    return replace(report, findings=findings, verdict=verdict_of(findings, required=REQUIRED))


def keep(  # noqa: PLR0913 - what a verification takes, and who signs
    content: bytes,
    path: Path,
    verifier: Verifier,
    *,
    at: datetime | None = None,
    receipt: bytes | None = None,
    name: str | None = None,
    signer: Signer | None = None,
) -> Report:
    """Verify a badge and write it with every document that was read to ``path``; return the report.

    With ``signer`` the recorder answers for the moment and the documents. Raises :class:`InputError`
    ``lasting_not_good`` for a badge that is not valid now, since nothing confirms it later either, and as
    :meth:`Recorder.write`.
    """
    recorder = Recorder(verifier.fetch) if verifier.fetch is not None else None
    if recorder is None:
        raise InputError("verify_bad_input")
    report = replace(verifier, fetch=recorder).verify(content, at=at, name=name, receipt=receipt)
    if not report:
        raise InputError("lasting_not_good", where=name, name=name or "-", verdict=report.verdict.value)
    badge = f"badge.{_suffix(content)}"
    files = {badge: content, **({} if receipt is None else {_RECEIPT: receipt})}
    hashed = {**files, INDEX: recorder.index()}
    told: JsonObject = {
        "format": LASTING,
        "recorded": _moments.write(report.at),
        "badge": badge,
        "name": (name or badge)[:_LONGEST_NAME],
        "sha256": {part: sha256(body).hexdigest() for part, body in sorted(hashed.items())},
    }
    statement = _json.dumps(told, indent=2).encode("ascii")
    files[_STATEMENT] = statement
    if signer is not None:
        header = {"kid": signer.verification_method} if signer.verification_method else {}
        files[_SIGNATURE] = jws.sign(statement, signer, header=header).encode("ascii")
    recorder.write(path, beside=files)
    return report


def _suffix(content: bytes) -> str:
    kind = _SUFFIXES.get(str(sniff(content)))
    return kind or ("json" if content.lstrip()[:1] == b"{" else "jwt")
