"""Whether the badge keeps to the JSON Schemas that it names (VC Data Model 2.0, section 4.11).

The canonical schemas of 1EdTech are answered by the models; no schema is fetched.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from mexbadge.models.schemas import validator_for
from mexbadge.models.severity import errors_only
from mexbadge.status.entries import texts_of
from mexbadge.verify.findings import Check, Finding, Outcome, Why
from mexbadge.verify.subject import Ask, Subject

__all__ = ["SCHEMA_TYPES", "SchemaCode", "check_schema"]

SCHEMA_TYPES: Final = frozenset({"1EdTechJsonSchemaValidator2019", "JsonSchema"})
_MEMBER: Final = "credentialSchema"
_MOST: Final = 8


class SchemaCode(StrEnum):
    """What a finding about a schema says."""

    NONE = "schema_none"
    OK = "schema_ok"
    BROKEN = "schema_broken"
    NOT_READ = "schema_not_read"
    TYPE = "schema_type"
    FORM = "schema_form"
    MANY = "schema_many"


def check_schema(subject: Subject, ask: Ask) -> Iterator[Finding]:  # noqa: ARG001 - every check is called alike
    """Compare the credential with each schema that it names, where mexbadge has it."""
    named = subject.document.get(_MEMBER)
    schemas = named if isinstance(named, list) else [] if named is None else [named]
    if not schemas:
        yield Finding(Check.SCHEMA, SchemaCode.NONE, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)
    for place, schema in enumerate(schemas[:_MOST]):
        where = f"/{_MEMBER}/{place}" if isinstance(named, list) else f"/{_MEMBER}"
        yield _compared(subject.document, schema, where)
    if len(schemas) > _MOST:
        yield Finding(Check.SCHEMA, SchemaCode.MANY, Outcome.WARNED, {"limit": _MOST}, f"/{_MEMBER}/{_MOST}")


def _compared(document: Mapping[str, object], schema: object, where: str) -> Finding:
    name = schema.get("id") if isinstance(schema, Mapping) else None
    kinds = texts_of(schema.get("type")) if isinstance(schema, Mapping) else ()
    if not isinstance(name, str) or not name or not kinds:
        return Finding(Check.SCHEMA, SchemaCode.FORM, Outcome.WARNED, {}, where)
    if SCHEMA_TYPES.isdisjoint(kinds):
        return Finding(Check.SCHEMA, SchemaCode.TYPE, Outcome.WARNED, {"type": ", ".join(kinds)}, where)
    validator = validator_for(name)
    if validator is None:
        return Finding(Check.SCHEMA, SchemaCode.NOT_READ, Outcome.WARNED, {"url": name}, where)
    problems = errors_only(validator(document))
    if problems:
        values = {"url": name, "count": len(problems), "place": problems[0].where, "reason": problems[0].code}
        return Finding(Check.SCHEMA, SchemaCode.BROKEN, Outcome.FAILED, values, where)
    return Finding(Check.SCHEMA, SchemaCode.OK, Outcome.PASSED, {"url": name}, where)
