"""Extensions of a 2.0 badge: objects of the type ``Extension``, at any depth, against the schemas of their types."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from mexbadge._json import JsonObject
from mexbadge.models.dates import lexical_problem
from mexbadge.models.ob2_nodes import Literal, Node, Value
from mexbadge.models.ob2_terms import CLASSES
from mexbadge.models.uris import is_uri
from mexbadge.verify.findings import Check, Finding, Outcome
from mexbadge.verify.ob2.extension_schemas import Extension, extensions_by_type
from mexbadge.verify.ob2.parts import Parts
from mexbadge.verify.ob2_codes import Ob2Code

__all__ = ["MOST_EXTENSIONS", "check_extensions", "extensions_of", "judge_extension"]

MOST_EXTENSIONS: Final = 100
"""How many extensions of one document are judged; beyond them one warning stands for all."""


def check_extensions(parts: Parts) -> Iterator[Finding]:
    """Judge every extension in the assertion, the badge class and the issuer."""
    for where, _, part in parts.each():
        inner = {"": "/badge", "/badge": "/badge/issuer"}.get(where)
        for count, (place, node) in enumerate(extensions_of(part.node, where)):
            if inner is not None and place.startswith(f"{inner}/"):
                continue  # of a copy that the hosted document replaces
            if count == MOST_EXTENSIONS:
                yield Finding(Check.SCHEMA, Ob2Code.EXTENSION_UNKNOWN, Outcome.WARNED, {"type": "…"}, place)
                break
            yield from judge_extension(node, place)


def extensions_of(node: Node, where: str = "") -> Iterator[tuple[str, Node]]:
    """Yield every object of the type ``Extension`` in ``node``, with its place."""
    for place, found in node.walk(where):
        if found.is_a("Extension"):
            yield place, found


def judge_extension(node: Node, where: str) -> Iterator[Finding]:
    """Judge one extension by each of its types; what nobody here knows is a warning."""
    others = [name for name in node.types if name != CLASSES["Extension"]]
    for name in others or ["-"]:
        known = extensions_by_type().get(name)
        if known is None:
            yield Finding(Check.SCHEMA, Ob2Code.EXTENSION_UNKNOWN, Outcome.WARNED, {"type": name}, where)
        else:
            yield from _validated(node, known, where)


def _validated(node: Node, known: Extension, where: str) -> Iterator[Finding]:
    import jsonschema  # noqa: PLC0415 - only badges with extensions need it

    drafts = {"draft-04": jsonschema.Draft4Validator, "draft-06": jsonschema.Draft6Validator}
    draft = next(validator for name, validator in drafts.items() if name in known.draft)
    formats = jsonschema.FormatChecker(formats=())
    formats.checks("uri")(lambda text: not isinstance(text, str) or is_uri(text))
    formats.checks("date-time")(
        lambda text: not isinstance(text, str) or lexical_problem(text, zone_needed=True) is None
    )
    instance = compacted(node, known)
    errors = sorted(
        draft(known.schema, format_checker=formats).iter_errors(instance), key=lambda error: list(map(str, error.path))
    )
    for error in errors:
        names = [str(step) for step in error.path] or [name for name in known.required if name not in instance]
        values = {"name": known.name, "member": ", ".join(names)}
        yield Finding(Check.SCHEMA, Ob2Code.EXTENSION_BAD, Outcome.FAILED, values, where)
    if not errors:
        yield Finding(Check.SCHEMA, Ob2Code.EXTENSION, Outcome.PASSED, {"name": known.name}, where)


def compacted(node: Node, known: Extension, rule: Mapping[str, Any] | None = None) -> JsonObject:
    """Return the members that the schema names, as they stand after compaction to the extension's own context.

    ``rule`` is what the schema says of an object inside; it names fewer than were written where others are allowed too.
    """
    result: JsonObject = {}
    for member, inner in known.members(known.schema if rule is None else rule).items():
        if member == "id":
            values: list[Any] = [] if node.id is None else [node.id]
        elif member == "type":
            values = [known.word(name) for name in node.types]
        else:
            found = (value for name in known.iris(member) for value in node.properties.get(name, ()))
            values = [_plain(value, known, known.item(inner)) for value in found]
        if values:
            result[member] = values[0] if len(values) == 1 and inner.get("type") != "array" else values
    return result


def _plain(value: Value, known: Extension, rule: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Literal):
        return value.value
    return value.id if value.is_reference else compacted(value, known, rule)
