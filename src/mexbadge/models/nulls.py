"""``null`` says nothing: a document as it is read, without the members that have no value.

In JSON-LD a member whose value is null makes no statement (JSON-LD 1.1 API, section 5.1.2, step 13). A context is left
alone, for null takes back a meaning there. What was signed stays as it came; this is for those who read it.
"""

from collections.abc import Iterator, Mapping

from mexbadge._json import JsonObject

__all__ = ["nulls_of", "without_nulls"]


def without_nulls(document: JsonObject) -> JsonObject:
    """Return ``document`` without members that are null, at any depth; the document itself where there are none."""
    return _without(document) if _has_null(document) else document


def nulls_of(document: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield each member that is null outside of a context and is no keyword: its JSON pointer and its name."""
    waiting: list[tuple[str, object]] = [("", document)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, Mapping):
            for name, inner in value.items():
                place = f"{where}/{name.replace('~', '~0').replace('/', '~1')}"
                if inner is None and not name.startswith("@"):
                    yield place, name
                elif name != "@context":
                    waiting.append((place, inner))
        elif isinstance(value, list | tuple):
            waiting += [(f"{where}/{number}", inner) for number, inner in enumerate(value)]


def _has_null(value: object) -> bool:
    stack = [value]
    while stack:
        item = stack.pop()
        if type(item) is str:
            continue
        if isinstance(item, Mapping):
            members = [inner for name, inner in item.items() if name != "@context"]
            if None in members:
                return True
            stack += [inner for inner in members if type(inner) is not str]
        elif isinstance(item, list | tuple):
            stack += item
    return False


def _without(value: Mapping[str, object]) -> JsonObject:
    return {
        name: inner if name == "@context" else _copied(inner)
        for name, inner in value.items()
        if inner is not None or name == "@context"
    }


def _copied(value: object) -> object:
    if isinstance(value, Mapping):
        return _without(value)
    return [_copied(item) for item in value] if isinstance(value, list | tuple) else value
