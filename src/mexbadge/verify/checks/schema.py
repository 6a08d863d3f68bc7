"""Whether the badge keeps to the JSON Schemas that it names (VC Data Model 2.0, section 4.11).

The canonical schemas of 1EdTech are answered by the models. Others are fetched only where the policy says
``remote_schemas``, for the badge itself and not for credentials inside it, and compared in a process of their own.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from mexbadge.models.kinds import texts_of
from mexbadge.models.severity import errors_only
from mexbadge.verify import libraries
from mexbadge.verify.checks.remote_schema import NamedSchema, compare_remote
from mexbadge.verify.findings import Check, Finding, Outcome, Why
from mexbadge.verify.schema_codes import SchemaCode
from mexbadge.verify.subject import Ask, Subject

__all__ = ["SCHEMA_TYPES", "SchemaCode", "check_schema"]

SCHEMA_TYPES: Final = frozenset({"1EdTechJsonSchemaValidator2019", "JsonSchema"})
_MEMBER: Final = "credentialSchema"
_MOST: Final = 8
_NONE: Final = Finding(Check.SCHEMA, SchemaCode.NONE, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)


def check_schema(subject: Subject, ask: Ask) -> Iterator[Finding]:
    """Compare the credential with each schema that it names, where mexbadge has it or may fetch it."""
    named = subject.document.get(_MEMBER)
    schemas = named if isinstance(named, list) else [] if named is None else [named]
    if not schemas:
        yield _NONE
    found = [
        _compared(subject.document, schema, f"/{_MEMBER}/{place}" if isinstance(named, list) else f"/{_MEMBER}")
        for place, schema in enumerate(schemas[:_MOST])
    ]
    remote = [one for one in found if isinstance(one, NamedSchema)]
    fetched = compare_remote(subject.document, remote, ask) if ask.policy.remote_schemas and not ask.depth else {}
    for one in found:
        if isinstance(one, Finding):
            yield one
        else:
            not_read = Finding(Check.SCHEMA, SchemaCode.NOT_READ, Outcome.WARNED, {"url": one.url}, one.where)
            yield fetched.get(one.where, not_read)
    if len(schemas) > _MOST:
        yield Finding(Check.SCHEMA, SchemaCode.MANY, Outcome.WARNED, {"limit": _MOST}, f"/{_MEMBER}/{_MOST}")


def _compared(document: Mapping[str, object], schema: object, where: str) -> Finding | NamedSchema:
    """Say what one schema comes to, or return it where it would have to be fetched."""
    name = schema.get("id") if isinstance(schema, Mapping) else None
    kinds = texts_of(schema.get("type")) if isinstance(schema, Mapping) else ()
    if not isinstance(name, str) or not name or not kinds:
        return Finding(Check.SCHEMA, SchemaCode.FORM, Outcome.WARNED, {}, where)
    if SCHEMA_TYPES.isdisjoint(kinds):
        return Finding(Check.SCHEMA, SchemaCode.TYPE, Outcome.WARNED, {"type": ", ".join(kinds)}, where)
    validator = libraries.validator_for(name)
    if validator is None:
        return NamedSchema(name, kinds, where)
    problems = errors_only(validator(document))
    if problems:
        values = {"url": name, "count": len(problems), "place": problems[0].where, "reason": problems[0].code}
        return Finding(Check.SCHEMA, SchemaCode.BROKEN, Outcome.FAILED, values, where)
    return Finding(Check.SCHEMA, SchemaCode.OK, Outcome.PASSED, {"url": name}, where)
