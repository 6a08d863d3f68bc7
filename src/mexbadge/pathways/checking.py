"""What is wrong with a pathway that was put together: every problem, each with the id of its requirement."""

from collections.abc import Iterator
from decimal import Decimal

from mexbadge.errors import Problem
from mexbadge.models.results import number_of
from mexbadge.pathways.model import (
    DEPTH,
    NODES,
    AllOf,
    AnyOf,
    Credits,
    Earn,
    KOf,
    MinResult,
    Pathway,
    Requirement,
    Sub,
    parts_of,
)

__all__ = ["problems_of"]


def problems_of(pathway: Pathway) -> Iterator[Problem]:
    """Yield every problem: what can be reached by nobody or by everybody, ids that stand twice, too deep, too many."""
    if pathway.valid_from and pathway.valid_until and pathway.valid_until <= pathway.valid_from:
        yield Problem("pathways_window", pathway.id, {"id": pathway.id})
    seen: set[tuple[str, str]] = set()
    count = 0
    waiting: list[tuple[Requirement, str, int]] = [(pathway.root, pathway.id, 0)]
    done: set[str] = {pathway.id}
    while waiting:
        node, home, depth = waiting.pop()
        count += 1
        if count > NODES:
            yield Problem("pathways_many", pathway.id, {"limit": NODES})
            return
        if depth > DEPTH:
            yield Problem("pathways_deep", node.id, {"id": node.id, "limit": DEPTH})
            continue
        if (home, node.id) in seen:
            yield Problem("pathways_twice", node.id, {"id": node.id})
        seen.add((home, node.id))
        yield from _of_node(node)
        if isinstance(node, Sub):
            if node.pathway.id not in done:
                done.add(node.pathway.id)
                waiting.append((node.pathway.root, node.pathway.id, depth + 1))
            continue
        waiting.extend((part, home, depth + 1) for part in reversed(parts_of(node)))


def _of_node(node: Requirement) -> Iterator[Problem]:
    if isinstance(node, KOf) and not 1 <= node.k <= len(node.of):
        yield Problem("pathways_k", node.id, {"id": node.id, "k": node.k, "count": len(node.of)})
    if isinstance(node, Credits):
        yield from _of_credits(node)
    if isinstance(node, Earn) and node.min_result is not None:
        yield from _of_result(node.id, node.min_result)


def _of_result(name: str, wanted: MinResult) -> Iterator[Problem]:
    """Refuse a least result that cannot be compared: a word without the order in which words stand."""
    if not wanted.order:
        if number_of(wanted.value) is None:
            yield Problem("pathways_min_result", name, {"id": name, "value": wanted.value})
    elif wanted.value not in wanted.order or len(set(wanted.order)) != len(wanted.order):
        values = {"id": name, "value": wanted.value, "order": ", ".join(wanted.order)}
        yield Problem("pathways_min_result_order", name, values)


def _of_credits(node: Credits) -> Iterator[Problem]:
    worth = dict(node.worth)
    values = [worth.get(part.id, getattr(part, "credits", None)) for part in node.of]
    for part, value in zip(node.of, values, strict=True):
        if value is None and isinstance(part, AllOf | AnyOf | KOf | Credits | Sub):
            yield Problem("pathways_worth", part.id, {"id": part.id})
    if node.minimum <= 0:
        yield Problem("pathways_credits", node.id, {"id": node.id, "minimum": node.minimum, "most": 0})
    most = sum((value for value in values if value is not None), Decimal(0))
    if all(value is not None for value in values) and most < node.minimum:
        yield Problem("pathways_credits", node.id, {"id": node.id, "minimum": node.minimum, "most": most})
