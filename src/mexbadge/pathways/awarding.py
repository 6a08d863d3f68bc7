"""The completion achievement: issued once, with a proof of what it rests on, and looked at again when that changes.

The completion proof is evidence in the badge: the pathway with its version and digest, the badges that were used with
their SHA-256, and the moment. Whoever reads it can ask the learner for these very badges, and learns how many there
were; a digest does not tell what a badge says.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Final

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.badge import Person
from mexbadge.errors import InputError, RegisterError
from mexbadge.issuer import Achievement, Issued, Issuer, PathwayAward, Status
from mexbadge.issuer.folder.ob2 import issuer_url, own_name
from mexbadge.issuer.reasons import own_reasons
from mexbadge.pathways.evaluating import Evaluation
from mexbadge.pathways.model import Pathway, Validity
from mexbadge.pathways.reading import digest_document
from mexbadge.pathways.records import Contained, RecordFacts, belonging, contained_of, record_document
from mexbadge.skills import Holding, Standing, digest_of, holding_of, reports_within
from mexbadge.verify import Report

__all__ = [
    "Cascade",
    "Reviewed",
    "award",
    "award_ref",
    "completion_proof",
    "export_record",
    "review",
    "standing_of",
    "stands",
]

_FALLEN: Final = frozenset({Standing.REVOKED, Standing.NOT_VALID, Standing.NOT_COMPLETED, Standing.NO_ACHIEVEMENT})
_DIGEST_ONLY: Final = 1
"""How many texts follow the name of a badge in awards of before: its digest alone."""

RECORD: str = "learner-record"
"""The slug under which learner records are kept."""


class Cascade(StrEnum):
    """What happens to a completion badge when what it rests on falls away."""

    NONE = "none"
    FLAG = "flag"
    REVOKE = "revoke"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One completion badge that was looked at: the components that no longer stand, and those that were not seen."""

    id: str
    fallen: tuple[str, ...]
    unseen: tuple[str, ...]
    revoked: bool = False

    @property
    def flagged(self) -> bool:
        """Whether somebody should look at it."""
        return bool(self.fallen)


def award_ref(pathway: Pathway) -> str:
    """Return the reference under which a pathway's award is kept: one for each id and version."""
    named = f"{pathway.id}\n{pathway.version}".encode()
    return f"pathway:{sha256(named).hexdigest()[:32]}"


def completion_proof(evaluation: Evaluation) -> JsonObject:
    """Return the proof as evidence (Open Badges 3.0, section B.1.12): a narrative that a program can read."""
    pathway = evaluation.pathway
    facts = {
        "pathway": pathway.id,
        "version": pathway.version,
        "sha256": sha256(digest_document(pathway)).hexdigest(),
        "at": _moments.write(evaluation.at),
        "badges": [{"id": holding.id, "sha256": holding.report.digest} for holding in evaluation.used],
    }
    name = pathway.name.text("en") or pathway.id
    return {
        "name": f"Completion of the pathway {name}, version {pathway.version}",
        "narrative": json.dumps(facts, ensure_ascii=True, sort_keys=True),
        "genre": "CompletionProof",
    }


def award(issuer: Issuer, evaluation: Evaluation, person: Person, *, again: bool = False) -> Issued:
    """Issue the completion achievement to ``person``, once for each pathway, version and person.

    A person of several identities is one: what was awarded to any of them is returned, marked ``already``, whether or
    not it still stands (:func:`stands`). ``again`` awards anew, after a revocation. Raises :class:`InputError`:
    ``pathways_not_complete``, ``pathways_other_issuer``, ``pathways_no_completion``, ``pathways_no_achievement``,
    ``pathways_withdrawn`` where it rests on a badge that this issuer's own register has revoked, whatever a list that
    was read says, and as :meth:`Issuer.issue`.
    """
    pathway = evaluation.pathway
    if pathway.issuer != issuer.settings.id:
        raise InputError("pathways_other_issuer", id=pathway.id, issuer=pathway.issuer, own=issuer.settings.id)
    achievement = _completion(issuer, pathway)
    if not evaluation:
        raise InputError("pathways_not_complete", id=pathway.id, status=evaluation.status.value)
    _require_standing(issuer, evaluation)
    ref = award_ref(pathway)
    if not again and (known := issuer.awarded(achievement, person.identities, ref=ref)) is not None:
        return known
    used = tuple(_kept(holding) for holding in evaluation.used)
    return issuer.award_pathway(
        achievement,
        to=person.identities[0],
        ref=ref,
        evidence=completion_proof(evaluation),
        rests_on=PathwayAward("", pathway.id, pathway.version, pathway.validity.value, used),
        again=again,
    )


def stands(issuer: Issuer, issued: Issued) -> bool:
    """Return whether a badge that was issued is in force, by the register and its own end."""
    record = issuer.record(issued.id)
    ended = record.valid_until is not None and record.valid_until <= _moments.write(issuer.now())
    return record.status is Status.ACTIVE and not ended


def standing_of(issuer: Issuer, holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    """Return badges as the issuer's own register knows them: what it withdrew itself counts for nothing."""
    return tuple(
        replace(one, standing=Standing.REVOKED) if one.counts and _withdrawn(issuer, one) else one for one in holdings
    )


def _require_standing(issuer: Issuer, evaluation: Evaluation) -> None:
    gone = next((one for one in evaluation.used if _withdrawn(issuer, one)), None)
    if gone is not None:
        raise InputError("pathways_withdrawn", id=evaluation.pathway.id, badge=gone.id)


def _withdrawn(issuer: Issuer, holding: Holding) -> bool:
    """Return whether a badge of this issuer's own is withdrawn; an id counts only where the issuer signed it."""
    if holding.badge is None or holding.badge.id is None or not _is_own(issuer, holding.badge.issuer_id):
        return False
    return _own_status(issuer, holding.badge.id) not in {None, Status.ACTIVE}


def _completion(issuer: Issuer, pathway: Pathway) -> Achievement:
    if pathway.completion is None:
        raise InputError("pathways_no_completion", id=pathway.id)
    for slug in issuer.achievements():
        achievement = issuer.achievement(slug)
        if achievement.id == pathway.completion:
            return achievement
    raise InputError("pathways_no_achievement", id=pathway.completion)


def _kept(holding: Holding) -> tuple[str | None, ...]:
    """Return what an award is found to rest on later: how the badge is called, its digests, and its issuer."""
    issuer = holding.badge.issuer_id if holding.badge is not None else None
    return (holding.id, holding.report.digest, holding.digest, issuer)


def review(issuer: Issuer, pathway: Pathway, reports: Iterable[Report], *, cascade: Cascade) -> tuple[Reviewed, ...]:
    """Look at every completion badge of a pathway again, by the badges that it rests on.

    ``reports`` are new verifications of badges, or of records that hold them, found by their SHA-256; those that this
    issuer signed are known from the register. A component that was not seen decides nothing. One that ended counts as
    fallen only where the pathway asks for badges that are in force now. ``cascade``: leave it at the answer, flag, or
    revoke.
    """
    within = [one for report in reports for one in reports_within(report) if one.content is not None]
    seen = {name: one for one in within for name in (str(one.digest), digest_of(one.content or b""))}
    done: list[Reviewed] = []
    for kept in issuer.pathway_awards(pathway.id):
        if issuer.record(kept.id).status is not Status.ACTIVE:
            continue
        fallen, unseen = _fallen(issuer, kept, seen)
        revoke = bool(fallen) and cascade is Cascade.REVOKE
        if revoke:
            english, french = own_reasons("college_reason_rests")
            issuer.revoke(kept.id, reason_en=english, reason_fr=french)
        if cascade is not Cascade.NONE:
            issuer.flag_pathway_award(kept.id, flagged=bool(fallen))
        done.append(Reviewed(kept.id, fallen, unseen, revoke))
    return tuple(done)


def _fallen(issuer: Issuer, kept: PathwayAward, seen: Mapping[str, Report]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    fallen: list[str] = []
    unseen: list[str] = []
    ended = set() if kept.validity == Validity.AT_COMPLETION.value else {Standing.EXPIRED}
    for badge, *known in kept.used:
        name = str(badge)
        report = next((seen[digest] for digest in known[:2] if digest is not None and digest in seen), None)
        if report is not None:
            standing = holding_of(report, person=None).standing
            if standing in _FALLEN | ended:
                fallen.append(name)
            elif standing is Standing.UNKNOWN:
                unseen.append(name)
        elif (status := _status_of(issuer, name, known)) is None:
            unseen.append(name)
        elif status is not Status.ACTIVE:
            fallen.append(name)
    return tuple(fallen), tuple(unseen)


def _status_of(issuer: Issuer, name: str, known: Sequence[str | None]) -> Status | None:
    """Return how a badge of this issuer's own stands: one that it signed, or (of older awards) the very same bytes."""
    if len(known) > _DIGEST_ONLY:
        return _own_status(issuer, name) if _is_own(issuer, known[-1]) else None
    try:
        own = issuer.issued(name).credential
    except RegisterError:
        return None
    return _own_status(issuer, name) if known[0] == sha256(own).hexdigest() else None


def _is_own(issuer: Issuer, who: str | None) -> bool:
    """Return whether somebody is the issuer of this folder, by its id in 3.0 or in 2.0."""
    return who in {issuer.settings.id, issuer_url(issuer.settings)}


def _own_status(issuer: Issuer, name: str) -> Status | None:
    try:
        return issuer.record(own_name(issuer.settings, name)).status
    except RegisterError:
        return None


def export_record(
    issuer: Issuer, evaluation: Evaluation, holdings: Iterable[Holding], to: Person
) -> tuple[Issued, Contained]:
    """Issue a learner record of a pathway, complete or partial, with the badges in its places; see :mod:`.records`.

    The identities of ``to`` are what the record certifies: they must have been checked. Raises :class:`InputError`
    ``pathways_withdrawn`` as :func:`award`.
    """
    _require_standing(issuer, evaluation)
    contained = contained_of(belonging(evaluation, standing_of(issuer, holdings)))
    kept = _record_achievement(issuer)

    def build(name: str, status: Iterable[JsonObject]) -> JsonObject:
        made = RecordFacts(name, issuer.random(16).hex(), issuer.now(), tuple(status))
        return record_document(
            evaluation, contained, issuer=issuer.settings.profile(), recipients=to.identities, made=made
        )

    return issuer.issue_document(kept, to.identities[0], build), contained


def _record_achievement(issuer: Issuer) -> Achievement:
    """Return the entry under which the register keeps learner records."""
    if RECORD in issuer.achievements():
        return issuer.achievement(RECORD)
    return issuer.add(
        Achievement(
            name="Learner record",
            description="A record of verified badges and how they belong together.",
            criteria="It holds badges that were verified when it was made.",
            slug=RECORD,
        )
    )
