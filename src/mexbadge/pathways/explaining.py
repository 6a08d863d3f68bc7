"""An evaluation as a person reads it: each requirement with a mark, a name and one sentence; and as data."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from mexbadge import texts
from mexbadge._json import JsonObject
from mexbadge._names import schema_name
from mexbadge.pathways.candidates import meets_result
from mexbadge.pathways.model import AllOf, Credits, Earn, Pathway, Requirement, SkillShown, Sub, leaves_of
from mexbadge.pathways.standing import PathwayStatus
from mexbadge.skills import Holding, Standing
from mexbadge.texts import Lang, shown

if TYPE_CHECKING:
    from mexbadge.pathways.evaluating import Evaluation, Progress

__all__ = ["EVALUATION_SCHEMA", "MARKS", "evaluation_json", "evaluation_schema", "explain", "name_of", "sentence"]

EVALUATION_SCHEMA: Final = schema_name("pathway-evaluation-1")
"""The name of the form of :func:`evaluation_json`."""
MARKS: Final = {
    PathwayStatus.SATISFIED: "[x]",
    PathwayStatus.IN_PROGRESS: "[ ]",
    PathwayStatus.BLOCKED: "[-]",
    PathwayStatus.EXPIRED: "[!]",
    PathwayStatus.UNKNOWN: "[?]",
}
"""How a status is marked in plain text."""
Label = Callable[[str], str]
_NAMED: Final = 6


def explain(evaluation: "Evaluation", lang: Lang = "en", *, label: Label | None = None) -> Iterator[str]:
    """Yield the tree as lines, two blanks for each level; ``label`` names skills."""
    yield f"{shown(evaluation.pathway.name.text(lang) or evaluation.pathway.id)}: {_status(evaluation, lang)}"
    waiting: list[tuple[Progress, int]] = [(evaluation.root, 0)]
    while waiting:
        here, depth = waiting.pop()
        name = shown(name_of(here.node, lang, label))
        yield f"{'  ' * depth}{MARKS[here.status]} {name}: {sentence(here, lang, label)}"
        for holding in here.refused:
            yield f"{'  ' * (depth + 2)}{_refusal(holding, here.node, lang)}"
        waiting.extend((part, depth + 1) for part in reversed(here.parts))


def _status(evaluation: "Evaluation", lang: Lang) -> str:
    code = f"pathways_says_{evaluation.status.value}"
    if evaluation.reason is not None:
        code = f"pathways_says_{evaluation.reason.value}"
    return texts.message(code, lang)


def name_of(node: Requirement, lang: Lang, label: Label | None = None) -> str:
    """Return what a requirement is called: its label, else what it asks for."""
    if (text := node.label.text(lang)) is not None:
        return text
    if isinstance(node, Sub):
        return node.pathway.name.text(lang) or node.pathway.id
    if isinstance(node, SkillShown):
        return label(node.skill) if label is not None else node.skill
    if isinstance(node, Earn):
        return (node.achievement or node.alignment or node.id).rstrip("/").rpartition("/")[2]
    return node.id


def called(pathway: Pathway, lang: Lang, label: Label | None = None) -> Label:
    """Return how to call what a plan for a pathway is about: as the requirements do that ask for it."""
    names = {leaf.achievement: name_of(leaf, lang) for leaf in leaves_of(pathway.root) if isinstance(leaf, Earn)}
    return lambda uri: names.get(uri) or (uri if label is None else label(uri))


def sentence(progress: "Progress", lang: Lang, label: Label | None = None) -> str:
    """Return one sentence on a requirement."""
    if not progress.parts:
        return _of_leaf(progress, lang)
    if progress.status is PathwayStatus.BLOCKED:
        return texts.message("pathways_says_blocked", lang)
    if isinstance(progress.node, Credits):
        return _of_credits(progress, progress.node, lang)
    values: dict[str, object] = {"done": min(progress.done, progress.needed or 0), "needed": progress.needed}
    if progress.satisfied:
        return texts.message("pathways_says_done", lang, **values)
    missing = [name_of(part.node, lang, label) for part in progress.parts if not part.satisfied]
    more = len(missing) - _NAMED
    named = ", ".join(shown(name) for name in missing[:_NAMED]) + (f" (+{more})" if more > 0 else "")
    code = "pathways_says_missing_all" if isinstance(progress.node, AllOf | Sub) else "pathways_says_missing_some"
    if progress.status is PathwayStatus.UNKNOWN:
        code = "pathways_says_missing_unknown"
    return texts.message(code, lang, **values, names=named)


def _of_leaf(progress: "Progress", lang: Lang) -> str:
    badge = progress.badge.badge if progress.badge is not None else None
    if badge is None:
        code = "blocked" if progress.status is PathwayStatus.BLOCKED else "missing"
        return texts.message(f"pathways_says_{code}", lang)
    values = {
        "badge": shown(badge.name_in(lang) or badge.id or "?"),
        "issuer": shown(badge.issuer_name_in(lang) or badge.issuer_id or "?"),
        "issued": shown((badge.issued or "?")[:10]),
        "ends": shown((badge.valid_until or "?")[:10]),
    }
    code = {PathwayStatus.SATISFIED: "filled", PathwayStatus.EXPIRED: "ended"}.get(progress.status, "undecided")
    return texts.message(f"pathways_says_{code}", lang, **values)


def _of_credits(progress: "Progress", node: Credits, lang: Lang) -> str:
    earned = earned_credits(progress, node)
    return texts.message("pathways_says_credits", lang, earned=earned, minimum=node.minimum)


def earned_credits(progress: "Progress", node: Credits) -> Decimal:
    """Return how many credits the satisfied parts are worth."""
    worth = dict(node.worth)
    total = Decimal(0)
    for part in progress.parts:
        if part.satisfied:
            value = worth.get(part.node.id, getattr(part.node, "credits", None))
            badge = part.badge.badge if part.badge is not None else None
            if value is None and badge is not None:
                said = badge.credits_earned if badge.credits_earned is not None else badge.credits_available
                value = None if said is None else Decimal(str(said))
            total += value or Decimal(0)
    return total


def _refusal(holding: Holding, node: Requirement, lang: Lang) -> str:
    badge = holding.badge
    name = shown((badge.name_in(lang) if badge else None) or holding.id)
    standing = Standing.UNTRUSTED if holding.counts else holding.standing
    why = texts.message(f"pathways_says_{standing.value}", lang)
    if isinstance(node, Earn) and node.min_result and badge is not None and not meets_result(node, badge):
        why = texts.message("pathways_says_least", lang, least=shown(node.min_result.value))
    return texts.message("pathways_says_refused", lang, badge=name, why=why)


def evaluation_json(evaluation: "Evaluation", lang: Lang = "en", *, label: Label | None = None) -> JsonObject:
    """Return an evaluation as data; sentences are in ``lang``, codes never change."""
    return {
        "schema": EVALUATION_SCHEMA,
        "pathway": evaluation.pathway.id,
        "version": evaluation.pathway.version,
        "at": evaluation.at.isoformat(),
        "status": evaluation.status.value,
        "reason": evaluation.reason.value if evaluation.reason else None,
        "completed": evaluation.completed.isoformat() if evaluation.completed else None,
        "used": [_badge(holding) for holding in evaluation.used],
        "root": _node(evaluation.root, lang, label),
    }


def _node(progress: "Progress", lang: Lang, label: Label | None) -> JsonObject:
    return {
        "id": progress.node.id,
        "name": name_of(progress.node, lang, label),
        "status": progress.status.value,
        "sentence": sentence(progress, lang, label),
        "badge": _badge(progress.badge) if progress.badge is not None else None,
        "refused": [_badge(holding) for holding in progress.refused],
        "parts": [_node(part, lang, label) for part in progress.parts],
    }


def _badge(holding: Holding) -> JsonObject:
    badge = holding.badge
    return {
        "id": holding.id,
        "sha256": holding.report.digest,
        "achievement": badge.achievement_id if badge else None,
        "issuer": badge.issuer_id if badge else None,
        "standing": holding.standing.value,
    }


def evaluation_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of :func:`evaluation_json`."""
    text: JsonObject = {"type": "string"}
    maybe: JsonObject = {"type": ["string", "null"]}
    badge = _closed({"id": text, "sha256": maybe, "achievement": maybe, "issuer": maybe, "standing": text})
    status: JsonObject = {"enum": [status.value for status in PathwayStatus]}
    node = _closed(
        {
            "id": text,
            "name": text,
            "status": status,
            "sentence": text,
            "badge": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/badge"}]},
            "refused": {"type": "array", "items": {"$ref": "#/$defs/badge"}},
            "parts": {"type": "array", "items": {"$ref": "#/$defs/node"}},
        }
    )
    whole = _closed(
        {
            "schema": {"const": EVALUATION_SCHEMA},
            "pathway": text,
            "version": text,
            "at": text,
            "status": status,
            "reason": maybe,
            "completed": maybe,
            "used": {"type": "array", "items": {"$ref": "#/$defs/badge"}},
            "root": {"$ref": "#/$defs/node"},
        }
    )
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": EVALUATION_SCHEMA}
    return {**head, "title": "How far somebody is on a pathway", **whole, "$defs": {"badge": badge, "node": node}}


def _closed(members: JsonObject) -> JsonObject:
    return {"type": "object", "properties": members, "required": sorted(members), "additionalProperties": False}
