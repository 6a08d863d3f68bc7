"""A pathway in the words of the Credential Transparency Description Language (CTDL), with a list of what is lost.

Every requirement becomes a component: ``ceterms:CredentialComponent`` for a badge, ``ceterms:CompetencyComponent`` for
a skill or an alignment, ``ceterms:BasicComponent`` for a group; and every group has a ``ceterms:ComponentCondition``
with the number of its parts that are needed. What CTDL has no words for is named, never dropped in silence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mexbadge._json import JsonObject
from mexbadge.errors import InputError
from mexbadge.models.language import Words
from mexbadge.pathways.explaining import name_of
from mexbadge.pathways.model import (
    After,
    AllOf,
    AnyOf,
    Credits,
    Earn,
    KOf,
    Pathway,
    Requirement,
    SkillShown,
    Sub,
    parts_of,
    walk,
)

__all__ = ["CONTEXT", "Loss", "from_ctdl", "to_ctdl"]

CONTEXT: Final = "https://credreg.net/ctdl/schema/context/json"
"""The context of CTDL."""
_BASIC, _CREDENTIAL, _COMPETENCY = (f"ceterms:{kind}Component" for kind in ("Basic", "Credential", "Competency"))


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a requirement (by its id) says and CTDL does not."""

    id: str
    what: str


def to_ctdl(pathway: Pathway) -> tuple[JsonObject, tuple[Loss, ...]]:
    """Return the pathway as a JSON-LD graph, and what is lost."""
    graph: list[JsonObject] = [
        {
            "@id": pathway.id,
            "@type": "ceterms:Pathway",
            "ceterms:name": _texts(pathway.name),
            "ceterms:versionIdentifier": pathway.version,
            "ceterms:ownedBy": [pathway.issuer],
            "ceterms:hasDestinationComponent": [_name(pathway, pathway.root)],
            "ceterms:hasPart": [_name(pathway, node) for node in walk(pathway.root)],
        }
    ]
    if pathway.description:
        graph[0]["ceterms:description"] = _texts(pathway.description)
    if pathway.completion is not None:
        graph[0]["ceterms:isPartOf"] = [pathway.completion]
    graph.extend(_component(pathway, node) for node in walk(pathway.root))
    losses = [*_of_pathway(pathway), *(loss for node in walk(pathway.root) for loss in _of_node(node))]
    return {"@context": CONTEXT, "@graph": graph}, tuple(losses)


def _name(pathway: Pathway, node: Requirement) -> str:
    return f"{pathway.id}#{node.id}"


def _component(pathway: Pathway, node: Requirement) -> JsonObject:
    made: JsonObject = {
        "@id": _name(pathway, node),
        "@type": _BASIC,
        "ceterms:name": _texts(node.label) if node.label else {"en": name_of(node, "en")},
    }
    if isinstance(node, Earn):
        made["@type"] = _CREDENTIAL if node.achievement is not None else _COMPETENCY
        made["ceterms:proxyFor"] = node.achievement or node.alignment
        if node.credits is not None:
            made["ceterms:creditValue"] = [{"@type": "schema:QuantitativeValue", "schema:value": str(node.credits)}]
    elif isinstance(node, SkillShown):
        made |= {"@type": _COMPETENCY, "ceterms:proxyFor": node.skill}
    elif parts := parts_of(node):
        made["ceterms:hasChild"] = [_name(pathway, part) for part in parts]
        made["ceterms:hasCondition"] = [_condition(pathway, node, parts)]
    else:
        made["ceterms:hasCondition"] = [
            {"@type": "ceterms:ComponentCondition", "ceterms:requiredNumber": _needed(node)}
        ]
    if isinstance(node, After):
        made["ceterms:precedes"] = [_name(pathway, node.then)]
    return made


def _condition(pathway: Pathway, node: Requirement, parts: tuple[Requirement, ...]) -> JsonObject:
    condition: JsonObject = {
        "@type": "ceterms:ComponentCondition",
        "ceterms:requiredNumber": _needed(node),
        "ceterms:targetComponent": [_name(pathway, part) for part in parts],
    }
    if isinstance(node, Credits):
        constraint = {"@type": "ceterms:Constraint", "ceterms:leftSource": "ceterms:creditValue"}
        constraint |= {"ceterms:comparator": "compare:GreaterThanOrEqualTo", "ceterms:rightSource": str(node.minimum)}
        condition["ceterms:hasConstraint"] = [constraint]
    return condition


def _needed(node: Requirement) -> int:
    if isinstance(node, KOf):
        return node.k
    return 1 if isinstance(node, AnyOf | Credits) else len(parts_of(node))


def _of_pathway(pathway: Pathway) -> Iterator[Loss]:
    yield Loss(pathway.id, f"doubleCount {pathway.counting.value}")
    yield Loss(pathway.id, f"validity {pathway.validity.value}")
    for member in ("valid_from", "valid_until", "issuers", "equivalences"):
        if getattr(pathway, member):
            yield Loss(pathway.id, member)


def _of_node(node: Requirement) -> Iterator[Loss]:
    if node.weight != 1:
        yield Loss(node.id, "weight")
    for member in _UNSAID.get(type(node), ()):
        if getattr(node, member) is not None:
            yield Loss(node.id, member)
    if isinstance(node, Credits) and node.worth:
        yield Loss(node.id, "worth")
    elif isinstance(node, After):
        yield Loss(node.id, "order by date of issue")
    elif isinstance(node, Sub):
        yield Loss(node.id, f"the rules of the pathway {node.pathway.id}")


_UNSAID: Final[Mapping[type, tuple[str, ...]]] = {
    Earn: ("issuer", "min_result", "issued_after", "max_age"),
    SkillShown: ("min_level", "credits"),
}


def _texts(words: Words) -> JsonObject:
    return {lang or "en": text for lang, text in words.texts}


def from_ctdl(document: Mapping[str, Any]) -> Pathway:
    """Read what :func:`to_ctdl` writes, as far as CTDL says it: badges, competencies, and groups by number.

    Raises :class:`InputError` ``pathways_ctdl`` for a graph of another form.
    """
    try:
        graph = {node["@id"]: node for node in document["@graph"]}
        whole = next(node for node in graph.values() if node["@type"] == "ceterms:Pathway")
        (goal,) = whole["ceterms:hasDestinationComponent"]
        return Pathway(
            id=whole["@id"],
            version=whole["ceterms:versionIdentifier"],
            name=Words.of(whole["ceterms:name"]),
            issuer=whole["ceterms:ownedBy"][0],
            root=_node(goal, graph, frozenset()),
            description=Words.of(whole.get("ceterms:description")),
            completion=next(iter(whole.get("ceterms:isPartOf", ())), None),
        )
    except (KeyError, TypeError, ValueError, StopIteration, AttributeError, IndexError, RecursionError):
        raise InputError("pathways_ctdl") from None


def _node(name: str, graph: Mapping[str, Mapping[str, Any]], above: frozenset[str]) -> Requirement:
    if name in above:
        raise ValueError(name)
    found = graph[name]
    common: dict[str, Any] = {"id": name.rpartition("#")[2], "label": Words.of(found["ceterms:name"])}
    if found["@type"] == _CREDENTIAL:
        return Earn(**common, achievement=found["ceterms:proxyFor"])
    if found["@type"] == _COMPETENCY:
        return SkillShown(**common, skill=found["ceterms:proxyFor"])
    (condition,) = found["ceterms:hasCondition"]
    parts = tuple(_node(part, graph, above | {name}) for part in condition.get("ceterms:targetComponent", ()))
    needed = condition["ceterms:requiredNumber"]
    if needed == len(parts):
        return AllOf(**common, of=parts)
    return AnyOf(**common, of=parts) if needed == 1 else KOf(**common, k=needed, of=parts)
