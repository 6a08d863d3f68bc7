"""The order of the checks of a 2.0 badge, and what becomes of their findings."""

from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.badge import Badge
from mexbadge.errors import InputError
from mexbadge.models.kinds import Kind
from mexbadge.models.ob2_aligned import aligned_beside
from mexbadge.models.ob2_values import is_url
from mexbadge.proofs.jws import CompactJws
from mexbadge.verify.findings import ORIGINAL, Check, Finding, Outcome
from mexbadge.verify.ob2.dates import check_dates
from mexbadge.verify.ob2.documents import Documents
from mexbadge.verify.ob2.endorsements import check_endorsements, judge_alone
from mexbadge.verify.ob2.extensions import check_extensions
from mexbadge.verify.ob2.hosted import hosted_assertion
from mexbadge.verify.ob2.images import check_images
from mexbadge.verify.ob2.intake import Recognised, recognise
from mexbadge.verify.ob2.legacy import Version
from mexbadge.verify.ob2.notes import Notes
from mexbadge.verify.ob2.parts import Part, Parts, gather, note_reading
from mexbadge.verify.ob2.reading import Ob2Reading, read
from mexbadge.verify.ob2.recipient import check_recipient
from mexbadge.verify.ob2.scope import check_picture, check_scope
from mexbadge.verify.ob2.signed import check_signature
from mexbadge.verify.ob2.status import check_hosted_status, check_list, said_revoked
from mexbadge.verify.ob2.token import parse_token
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.subject import Ask, SecuredBy, Subject

__all__ = ["Judged", "JudgedDocuments", "judge"]

_ENDORSEMENT: Final = "Endorsement"
_BAD: Final = (Outcome.FAILED, Outcome.UNKNOWN)


class JudgedDocuments(NamedTuple):
    """The assertion, the badge class and the issuer that were judged, in the terms of 2.0."""

    assertion: JsonObject
    badge: JsonObject
    issuer: JsonObject


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found about a badge, and what it says; ``badge`` is ``None`` where no trustworthy copy could be had."""

    findings: tuple[Finding, ...]
    badge: Badge | None = None
    documents: JudgedDocuments | None = field(default=None, repr=False)


def judge(subject: Subject, ask: Ask) -> Judged:
    """Judge a badge of Open Badges 0.5 to 2.1; whatever is wrong with it is a finding, never an exception."""
    notes, documents = Notes(ask.policy.strict), Documents(ask)
    found = recognise(subject.raw)
    parts: Parts | None = None
    if found is None:
        notes.failed(Check.FORMAT, Ob2Code.NOT_READABLE)
    else:
        if found.both:
            notes.passed(Check.FORMAT, Ob2Code.PAYLOAD_BOTH)
        parts = _signed(found, documents, notes) if found.form is SecuredBy.SIGNED else _hosted(found, documents, notes)
    if parts is not None:
        if not parts.assertion.node.is_a(_ENDORSEMENT):
            _hanging(parts, documents, notes)
        _upgrades(parts, notes)
    form = subject.form if found is None else found.form
    proof = Check.PROOF.value if form is SecuredBy.SIGNED else ORIGINAL
    notes.findings += check_recipient(None if parts is None else parts.assertion.node, ask, proof=proof)
    if parts is None:
        return Judged(notes.close(proof=proof))
    judged = _documents(parts)
    return Judged(notes.close(proof=proof), _badge(parts, judged, form), judged)


def _hosted(found: Recognised, documents: Documents, notes: Notes) -> Parts | None:
    if found.url is not None:
        notes.passed(Check.FORMAT, Ob2Code.ADDRESS, url=found.url)
    if (anchored := _anchored(found.document)) is not None:
        notes.passed(Check.FORMAT, Ob2Code.FORMAT, version=found.version.value)
        notes.findings.append(Finding(Check.PROOF, "proof_suite_blockchain", Outcome.UNKNOWN, {"suite": anchored}))
        return None
    assertion = hosted_assertion(found, documents, notes)
    if assertion is None:
        if found.url is None:
            notes.passed(Check.FORMAT, Ob2Code.FORMAT, version=found.version.value)
        return None
    if assertion.node.is_a(_ENDORSEMENT):
        return judge_alone(assertion, None, documents, notes)
    if not _is_assertion(assertion, notes):
        return None
    parts = gather(assertion, documents, notes)
    notes.findings += check_hosted_status(assertion)
    notes.findings += check_picture(parts, documents.ask)
    notes.findings += check_scope(parts, documents.ask)
    _dates(assertion, documents, notes)
    return parts


def _anchored(document: object) -> str | None:
    """Return the kind of proof of a 2.0 badge that rests on a public ledger, as those of Blockcerts do."""
    members = document if isinstance(document, dict) else {}
    for name in ("signature", "verification"):
        member = members.get(name)
        kinds = member.get("type") if isinstance(member, dict) else None
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            if isinstance(kind, str) and kind.startswith("MerkleProof"):
                return kind
    return None


def _signed(found: Recognised, documents: Documents, notes: Notes) -> Parts | None:
    """Judge a badge that came as a token; one that calls itself hosted is judged as that."""
    opened = _opened(found, documents, notes)
    if opened is None:
        return None
    token, reading = opened
    verification = reading.node.node("verification")
    if verification is not None and verification.is_a("HostedBadge"):
        notes.warned(Check.PROOF, Ob2Code.HOSTED_TOKEN)
        return _hosted(found, documents, notes)
    assertion = Part(reading.node, reading.version, changes=reading.changes, document=reading.document)
    if assertion.node.is_a(_ENDORSEMENT):
        return judge_alone(assertion, token, documents, notes)
    if not _is_assertion(assertion, notes):
        return None
    if assertion.node.id is not None and is_url(assertion.node.id):
        notes.passed(Check.PROOF, Ob2Code.SIGNED_AND_HOSTED, url=assertion.node.id)
    parts = gather(assertion, documents, notes)
    if not notes.said(Check.PROOF, *_BAD):
        notes.findings += check_signature(token, parts, documents)
    if (revoked := said_revoked(assertion.node)) is not None:
        notes.findings.append(revoked)
    elif notes.said(Check.BINDING) and not notes.said(Check.BINDING, *_BAD) and not notes.said(Check.PROOF, *_BAD):
        notes.findings += check_list(parts, documents)
    _dates(assertion, documents, notes)
    return parts


def _opened(found: Recognised, documents: Documents, notes: Notes) -> tuple[CompactJws, Ob2Reading] | None:
    """Take a token apart and read its payload."""
    try:
        token = parse_token(found.raw)
    except InputError as error:
        notes.passed(Check.FORMAT, Ob2Code.FORMAT, version=found.version.value)
        notes.error(Check.PROOF, error)
        return None
    for problem in token.warnings:
        notes.warned(Check.FORMAT, Ob2Code(problem.code))
    try:
        document = _json.loads_object(token.jws.payload)
        reading = read(document, role="assertion", contexts=documents.ask.policy.contexts)
    except InputError as error:
        notes.error(Check.FORMAT, error)
        return None
    note_reading(reading.warnings, notes)
    return token.jws, reading


def _is_assertion(assertion: Part, notes: Notes) -> bool:
    """Note which version it is; refuse what is a badge object but no assertion."""
    if not assertion.node.is_a("Assertion") and assertion.node.flag("revoked") is not True:
        shown = ", ".join(assertion.node.types[:3]) or "-"
        notes.failed(Check.FORMAT, Ob2Code.NOT_AN_ASSERTION, "/type", types=shown)
        return False
    notes.passed(Check.FORMAT, Ob2Code.FORMAT, version=assertion.version.value)
    notes.passed(Check.CONTEXT, Ob2Code.CONTEXT)
    return True


def _dates(assertion: Part, documents: Documents, notes: Notes) -> None:
    node = assertion.node
    if node.values("issuedOn") or node.flag("revoked") is not True:
        notes.findings += check_dates(node, documents.ask, undated=assertion.version is Version.V0_5)


def _hanging(parts: Parts, documents: Documents, notes: Notes) -> None:
    """Judge what hangs on a badge that is proven so far; nothing is fetched for one that is not."""
    notes.findings += check_extensions(parts)
    if notes.said(Check.PROOF, *_BAD) or notes.said(Check.BINDING, *_BAD):
        return
    notes.findings += check_endorsements(parts, documents)
    notes.findings += check_images(parts, documents)


def _upgrades(parts: Parts, notes: Notes) -> None:
    """Report the versions before 2.0, and what was read in the words of 2.0."""
    old = [part for _, _, part in parts.each() if part.version.is_legacy]
    if old:
        changes = dict.fromkeys(change for part in old for change in part.changes)
        versions = ", ".join(dict.fromkeys(part.version.value for part in old))
        notes.passed(Check.FORMAT, Ob2Code.UPGRADED, version=versions, changes=", ".join(changes) or "-")


def _documents(parts: Parts) -> JudgedDocuments:
    """Return what was judged: only what its own documents say, never an embedded copy that they replace."""
    badge = {} if parts.badge is None else parts.badge.node.compact()
    issuer = {} if parts.issuer is None else parts.issuer.node.compact()
    return JudgedDocuments(parts.assertion.node.compact(context=True), badge, issuer)


def _badge(parts: Parts, judged: JudgedDocuments, form: SecuredBy) -> Badge:
    """Return the badge as it is shown."""
    assertion, badge, issuer = judged
    if beside := aligned_beside(_plain_class(parts)):
        standard = badge.get("alignment", [])
        badge = {**badge, "alignment": [*(standard if isinstance(standard, list) else [standard]), *beside]}
    found = Badge.of_ob2(assertion, badge, issuer, format=form.value, version=parts.assertion.version.value)
    return replace(found, kind=Kind.ENDORSEMENT) if parts.assertion.node.is_a(_ENDORSEMENT) else found


def _plain_class(parts: Parts) -> JsonObject:
    """Return the badge class that was judged as it was written: its own document, or what the assertion holds."""
    if parts.badge is None:
        return {}
    if parts.badge.document is not None:
        return parts.badge.document
    inside = (parts.assertion.document or {}).get("badge")
    return inside if isinstance(inside, dict) else {}
