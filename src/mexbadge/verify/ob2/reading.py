"""From JSON to what it means: versions, contexts, expansion (Open Badges 2.0, "Data Validation").

Only terms that a context maps are read. Contexts are bundled: the addresses under which the old ones were published
(w3id.org and openbadgespec.org, http and https) all name the same documents, and none is ever fetched.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mexbadge._json import JsonObject, escape_pointer
from mexbadge.errors import InputError, Problem
from mexbadge.ld.expansion import expand
from mexbadge.ld.supplied import named_contexts
from mexbadge.models.ob2_nodes import Node
from mexbadge.models.ob2_terms import CLASSES
from mexbadge.verify.codes import Code
from mexbadge.verify.ob2.legacy import Role, Version, upgrade_document, upgrade_node, version_of
from mexbadge.verify.ob2_codes import Ob2Code

if TYPE_CHECKING:
    from mexbadge.ld import ExtraContext

__all__ = ["Ob2Reading", "is_badge_context", "read"]

_BADGE: Final = re.compile(
    r"https?://(?:www\.)?(?:w3id\.org/openbadges|openbadgespec\.org)/(v[12])(?:/context\.json)?/?"
)
_LEGACY: Final = re.compile(
    r"https?://(?:www\.)?(?:w3id\.org/openbadges|openbadgespec\.org)/(legacy-v1)(?:/context\.json)?/?"
)
_EXTENSION: Final = re.compile(
    r"https?://(?:www\.)?(?:w3id\.org/openbadges|openbadgespec\.org)/extensions/([A-Za-z]+)/context\.json"
)
_EXTENSION_NAMES: Final = frozenset({"Extension", "obi:Extension", CLASSES["Extension"]})
_MOST_UNKNOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Ob2Reading:
    """What a document says: its version, its one object, and what was changed or left out to read it."""

    version: Version
    node: Node
    changes: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    document: JsonObject = field(default_factory=dict, repr=False)


def is_badge_context(context: object) -> bool:
    """Return whether ``context`` is an address of the context of Open Badges 2.0 or 1.x."""
    return isinstance(context, str) and _BADGE.fullmatch(context) is not None


def read(
    document: Mapping[str, Any],
    *,
    role: Role,
    url: str | None = None,
    contexts: "tuple[ExtraContext, ...]" = (),
) -> Ob2Reading:
    """Expand a document and return its object, in the words of 2.0 whatever its version.

    ``url`` is where it was fetched, ``contexts`` what the caller vouches for. A context that is not at hand is left
    out, and nothing is read through it. Raises :class:`InputError`: ``ob2_context_first``, ``ob2_context_unknown``
    (where too many are not at hand), ``ob2_several_objects``, and what expansion is refused for.
    """
    version = version_of(document)
    changes: tuple[str, ...] = ()
    plain: JsonObject = dict(document)
    if "@context" not in document:
        upgraded = upgrade_document(document, version, role=role, url=url)
        plain, changes = upgraded.document, upgraded.changes
    _check_first(plain["@context"])
    given = {item.url: item for item in contexts}
    supplied = tuple(
        Problem(Code.CONTEXT_SUPPLIED, "/@context", {"url": url, "digest": given[url].sha256[:16]})
        for url in named_contexts(plain)
        if url in given
    )
    plain = _canonical_contexts(plain)
    expanded, warnings = _expanded(plain, contexts)
    warnings = (*supplied, *warnings)
    objects = [entry for entry in expanded if isinstance(entry, Mapping)]
    if len(objects) != 1 or "@graph" in objects[0]:
        raise InputError(Ob2Code.SEVERAL_OBJECTS, count=len(objects))
    node, more = upgrade_node(Node.of(objects[0]), version, role=role)
    if more and not version.is_legacy:
        warnings = (*warnings, Problem(Ob2Code.OLDER_WORDS, "", {"names": ", ".join(more)}))
    return Ob2Reading(version, node, tuple(dict.fromkeys((*changes, *more))), warnings, plain)


def _check_first(context: object) -> None:
    """Refuse a document whose first named context is not that of Open Badges; written-out ones name none."""
    entries = context if isinstance(context, list) else [context]
    first = next((entry for entry in entries if isinstance(entry, str)), None)
    if first is not None and not is_badge_context(first):
        raise InputError(Ob2Code.CONTEXT_FIRST, where="/@context", url=first)


def _canonical_contexts(value: JsonObject) -> JsonObject:
    """Return a copy in which every address of a bundled context is the one under which it is bundled."""

    def copied(item: object) -> object:
        if isinstance(item, dict):
            return {k: _one_address(v) if k == "@context" else copied(v) for k, v in item.items()}
        return [copied(entry) for entry in item] if isinstance(item, list) else item

    return {k: _one_address(v) if k == "@context" else copied(v) for k, v in value.items()}


def _one_address(context: object) -> object:
    if isinstance(context, list):
        return [_one_address(entry) for entry in context]
    if not isinstance(context, str):
        return context
    if match := _BADGE.fullmatch(context) or _LEGACY.fullmatch(context):
        return f"https://w3id.org/openbadges/{match[1]}"
    if match := _EXTENSION.fullmatch(context):
        return f"https://w3id.org/openbadges/extensions/{match[1]}/context.json"
    return context


def _expanded(document: JsonObject, contexts: "tuple[ExtraContext, ...]") -> tuple[list[Any], tuple[Problem, ...]]:
    """Expand; leave out contexts that are not at hand, and extensions that name one, each with a warning."""
    warnings: list[Problem] = []
    for _ in range(_MOST_UNKNOWN):
        try:
            return expand(document, contexts=contexts), tuple(warnings)
        except InputError as error:
            if error.code != "ld_context_unknown":
                raise
            url = str(error.problem.values.get("url", ""))
            document, left_out = _without(document, url)
            if not left_out:
                raise InputError(Ob2Code.CONTEXT_UNKNOWN, where="/@context", url=url) from None
            warnings += left_out
    raise InputError(Ob2Code.CONTEXT_UNKNOWN, where="/@context", url="…")


def _without(document: JsonObject, url: str) -> tuple[JsonObject, list[Problem]]:
    """Return a copy that does not name ``url`` as a context, and what was left out for that.

    An extension, and any other object inside that names no other context, goes whole: its words mean something else.
    """
    found: list[Problem] = []

    def kept(item: object, place: str) -> object:
        if isinstance(item, dict):
            result = {}
            for name, value in item.items():
                at = f"{place}/{escape_pointer(name)}"
                if name == "@context":
                    result[name] = _less(value, url, at, found)
                elif not _goes(value, url):
                    result[name] = kept(value, at)
                else:
                    found.append(Problem(Ob2Code.EXTENSION_CONTEXT, at, {"url": url}))
            return result
        if isinstance(item, list):
            left = []
            for index, value in enumerate(item):
                at = f"{place}/{index}"
                if not _goes(value, url):
                    left.append(kept(value, at))
                else:
                    found.append(Problem(Ob2Code.EXTENSION_CONTEXT, at, {"url": url}))
            return left
        return item

    pruned = kept(document, "")
    return (pruned if isinstance(pruned, dict) else {}), found


def _less(context: object, url: str, place: str, found: list[Problem]) -> object:
    """Return a context without ``url``; one that is nothing else stays, for it cannot be read at all."""
    if not isinstance(context, list) or url not in context or all(entry == url for entry in context):
        return context
    found.append(Problem(Ob2Code.CONTEXT_LEFT_OUT, place, {"url": url}))
    return [entry for entry in context if entry != url]


def _goes(value: object, url: str) -> bool:
    """Return whether an object inside goes whole: an extension that names ``url``, or what names nothing else."""
    if not isinstance(value, dict) or url not in _addresses(value.get("@context")):
        return False
    return _is_extension(value, url) or all(name == url for name in _addresses(value["@context"]))


def _is_extension(value: object, url: str) -> bool:
    if not isinstance(value, dict) or url not in _addresses(value.get("@context")):
        return False
    types = value.get("type", value.get("@type"))
    return any(
        name in _EXTENSION_NAMES for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)
    )


def _addresses(context: object) -> Iterator[str]:
    for entry in context if isinstance(context, list) else [context]:
        if isinstance(entry, str):
            yield entry
