"""A learner record (CLR 2.0) of a pathway, complete or partial: the badges as they are, and how they belong together.

What the issuer signs about a person it knows itself: the identities are those that it was asked to certify, and an
achievement is described only as its own issuer does. Nothing else that a badge says is taken over.

The credentials inside keep every byte that was signed: one with a Data Integrity proof as its JSON, one that is a token
in an envelope (Verifiable Credentials Data Model 2.0, section 4.13). A badge of Open Badges 2.0 has no place in the
standard's record; it is named as left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mexbadge import _json, _moments
from mexbadge._json import JsonObject
from mexbadge.credentials.ob3 import whom
from mexbadge.dids.owners import owns
from mexbadge.errors import InputError
from mexbadge.models.identity import AwardedIdentity, Identity
from mexbadge.models.kinds import CLR_CONTEXT, OB_CONTEXT, VC2_CONTEXT
from mexbadge.pathways.evaluating import Evaluation, Progress
from mexbadge.pathways.explaining import name_of
from mexbadge.pathways.model import After, Earn, Requirement, Sub, leaves_of
from mexbadge.proofs import vc_jwt
from mexbadge.skills import Holding

__all__ = ["Contained", "RecordFacts", "belonging", "contained_of", "record_document"]

_SHA256: Final = "sha256$"
_TOKEN: Final = "data:application/vc+jwt,"  # noqa: S105 - a media type, not a secret


@dataclass(frozen=True, slots=True)
class Contained:
    """The credentials for a record, the achievements that they award, and the badges that have no place in it.

    ``identities`` are those of the badges, as these hold them.
    """

    credentials: tuple[JsonObject, ...]
    achievements: tuple[JsonObject, ...]
    identities: tuple[AwardedIdentity, ...]
    left_out: tuple[Holding, ...] = ()


def belonging(evaluation: Evaluation, holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    """Return the badges that stand in a place of the pathway, and those for what it, or one within it, awards.

    What else a person holds is nobody's business here.
    """
    steps = tuple(evaluation.root.walk())
    placed = {here.badge.digest for here in steps if here.badge is not None}
    pathways = [evaluation.pathway, *(here.node.pathway for here in steps if isinstance(here.node, Sub))]
    awarded = {(one.completion, one.issuer) for one in pathways if one.completion is not None}

    def belongs(one: Holding) -> bool:
        badge = one.badge
        return one.digest in placed or (badge is not None and (badge.achievement_id, badge.issuer_id) in awarded)

    return tuple(one for one in holdings if one.counts and belongs(one))


def contained_of(holdings: Iterable[Holding]) -> Contained:
    """Return what goes into a record; only badges that count do."""
    credentials: list[JsonObject] = []
    achievements: dict[str, JsonObject] = {}
    identities: dict[AwardedIdentity, None] = {}
    left: list[Holding] = []
    for holding in holdings:
        content = holding.report.content
        document = _document(content) if holding.counts and content is not None else None
        if document is None or content is None:
            left.append(holding)
            continue
        token = not content.lstrip().startswith(b"{")
        credentials.append(_enveloped(content) if token else document)
        badge = holding.badge
        if badge is not None:
            identities |= dict.fromkeys(badge.identities)
            if badge.achievement_id is not None and owns(badge.issuer_id or "", badge.achievement_id):
                achievements.setdefault(badge.achievement_id, document["credentialSubject"]["achievement"])
    return Contained(tuple(credentials), tuple(achievements.values()), tuple(identities), tuple(left))


def _identifiers(recipients: Sequence[Identity], salt: str, held: Iterable[AwardedIdentity]) -> JsonObject:
    """Name the person by the identities that are certified, and by no other that a badge may hold.

    Each stands there under a salt of the record's own, and once more as those badges hold it that were given to it, so
    that whoever reads the record sees, without knowing the identity, that the badges are this person's.
    """
    known = tuple(held)
    named: JsonObject = {}
    found: dict[bytes, JsonObject] = {}
    for recipient in recipients:
        certified = whom(recipient, salt)
        named |= {"id": certified["id"]} if "id" in certified and "id" not in named else {}
        again = [one for one in known if one.hashed and one.value.startswith(_SHA256) and one.matches(recipient)]
        kept = [certified["identifier"][0] | {"identityHash": one.value, "salt": one.salt} for one in again]
        for one in (*certified.get("identifier", ()), *kept):
            found.setdefault(_json.canonical(one), one)
    return named | ({"identifier": list(found.values())} if found else {})


def _document(content: bytes) -> JsonObject | None:
    """Return the credential of Open Badges 3.0 in what was received; ``None`` for any other."""
    try:
        token = not content.lstrip().startswith(b"{")
        document: JsonObject = vc_jwt.read(content).document if token else _json.loads_object(content)
    except InputError:
        return None
    subject = document.get("credentialSubject")
    return document if isinstance(subject, dict) and VC2_CONTEXT in document.get("@context", ()) else None


def _enveloped(content: bytes) -> JsonObject:
    return {
        "@context": VC2_CONTEXT,
        "id": f"{_TOKEN}{content.decode('ascii')}",
        "type": ["EnvelopedVerifiableCredential"],
    }


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What is new in a record: its id, the salt of its recipients, its moment and its status."""

    id: str
    salt: str
    at: datetime
    status: Sequence[JsonObject]


def record_document(
    evaluation: Evaluation,
    contained: Contained,
    *,
    issuer: JsonObject,
    recipients: Sequence[Identity],
    made: RecordFacts,
) -> JsonObject:
    """Return the unsigned record.

    The achievements are those of the badges, and those that the pathway asks for; the associations say which lead to
    which (CLR 2.0, "Association"). Raises :class:`InputError` ``pathways_nothing`` where no badge can go into it.
    """
    if not contained.credentials:
        raise InputError("pathways_nothing")
    name, salt, moment, status = made.id, made.salt, made.at, made.status
    pathway = evaluation.pathway
    subject: JsonObject = {**_identifiers(recipients, salt, contained.identities), "type": ["ClrSubject"]}
    known = {one["id"]: one for one in contained.achievements}
    for node in (here.node for here in evaluation.root.walk()):
        if isinstance(node, Earn) and node.achievement is not None:
            known.setdefault(node.achievement, _asked(node))
    if pathway.completion is not None:
        known.setdefault(pathway.completion, _goal(evaluation))
    subject |= {"achievement": list(known.values()), "verifiableCredential": list(contained.credentials)}
    associations = list(dict.fromkeys(_associations(evaluation)))
    if associations:
        subject["association"] = [
            {"type": "Association", "associationType": kind, "sourceId": source, "targetId": target}
            for kind, source, target in associations
        ]
    return {
        "@context": [VC2_CONTEXT, CLR_CONTEXT, OB_CONTEXT],
        "id": name,
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": pathway.name.text("en") or pathway.id,
        "issuer": issuer,
        "validFrom": _moments.write(moment),
        "partial": not evaluation,
        "credentialSubject": subject,
        "credentialStatus": list(status),
    }


def _asked(node: Earn) -> JsonObject:
    name = name_of(node, "en")
    return {
        "id": node.achievement,
        "type": ["Achievement"],
        "name": name,
        "description": name,
        "criteria": {"narrative": f"Required by the pathway: {name}"},
    }


def _goal(evaluation: Evaluation) -> JsonObject:
    name = evaluation.pathway.name.text("en") or evaluation.pathway.id
    about = evaluation.pathway.description.text("en") or name
    return {
        "id": evaluation.pathway.completion,
        "type": ["Achievement"],
        "name": name,
        "description": about,
        "criteria": {"narrative": f"Awarded when every requirement of the pathway {name} is met."},
    }


def _associations(evaluation: Evaluation) -> Iterator[tuple[str, str, str]]:
    """Yield which achievement is a part of which, both ways, and which comes before which."""
    waiting: list[tuple[Progress, str | None]] = [(evaluation.root, evaluation.pathway.completion)]
    while waiting:
        here, goal = waiting.pop()
        node = here.node
        if isinstance(node, Sub):
            inner = node.pathway.completion
            if inner is not None and goal is not None and inner != goal:
                yield from _both(inner, goal)
            waiting.append((here.parts[0], inner or goal))
            continue
        if isinstance(node, Earn) and node.achievement is not None and goal not in {None, node.achievement}:
            yield from _both(node.achievement, str(goal))
        if isinstance(node, After):
            for first in _names(node.first):
                for then in _names(node.then):
                    yield "precedes", first, then
        waiting.extend((part, goal) for part in reversed(here.parts))


def _both(child: str, parent: str) -> Iterator[tuple[str, str, str]]:
    yield "isChildOf", child, parent
    yield "isParentOf", parent, child


def _names(node: Requirement) -> list[str]:
    return [leaf.achievement for leaf in leaves_of(node) if isinstance(leaf, Earn) and leaf.achievement is not None]
