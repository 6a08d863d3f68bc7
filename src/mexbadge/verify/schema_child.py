"""``python -m mexbadge.verify.schema_child``: compare one document with schemas from strangers, under limits.

A JSON Schema can be made to waste time (a pattern that never ends) or memory, and a validator in the same process could
not be stopped. This one runs in a process of its own: it reads ``{"document": …, "schemas": […], "limits": …}`` from
its standard input, writes one line of JSON for each schema as soon as it is done, and can be ended at any moment. It
has no way to fetch anything: a ``$ref`` that leads out of the schema is not followed.
"""

import json
import re
import sys
from collections.abc import Mapping
from itertools import islice
from typing import Any, Final, TypedDict

import jsonschema
from referencing import Registry
from referencing.exceptions import Unresolvable

if sys.platform != "win32":
    import resource

__all__ = ["DRAFTS", "Compared", "compared", "main"]

DRAFTS: Final[Mapping[str, str]] = {
    "https://json-schema.org/draft/2020-12/schema": "Draft202012Validator",
    "https://json-schema.org/draft/2019-09/schema": "Draft201909Validator",
    "http://json-schema.org/draft-07/schema": "Draft7Validator",
}
"""The drafts of JSON Schema that are read, by their ``$schema``."""
_MOST: Final = 500
_LONGEST: Final = 1_000
_OUT_OF_HAND: Final = (
    re.error,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


class Compared(TypedDict, total=False):
    """What came of one schema: ``said`` is ok, broken, elsewhere, draft, malformed or endless."""

    said: str
    count: int
    place: str
    reason: str


def compared(document: object, schema: Mapping[str, Any], draft: str) -> Compared:
    """Compare ``document`` with ``schema``; ``draft`` is the draft of a schema that does not say its own."""
    named = schema.get("$schema", draft)
    name = DRAFTS.get(named.rstrip("#")) if isinstance(named, str) else None
    if name is None:
        return {"said": "draft", "reason": str(named)[:200]}
    kind = getattr(jsonschema, name)
    try:
        kind.check_schema(schema)
        errors = list(islice(kind(schema, registry=Registry()).iter_errors(document), _MOST))
    except (RecursionError, MemoryError):
        return {"said": "endless"}
    except Unresolvable:
        return {"said": "elsewhere"}
    except (jsonschema.SchemaError, *_OUT_OF_HAND):
        return {"said": "malformed"}
    if not errors:
        return {"said": "ok"}
    first = min(errors, key=lambda error: [str(step) for step in error.absolute_path])
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in first.absolute_path]
    place = "".join(f"/{step}" for step in steps) or "/"
    return {"said": "broken", "count": len(errors), "place": place[:_LONGEST], "reason": str(first.validator)}


def main() -> None:
    """Answer the question on standard input, one line for each schema."""
    question = json.load(sys.stdin)
    _limit(**question["limits"])
    for schema, draft in question["schemas"]:
        sys.stdout.write(json.dumps(compared(question["document"], schema, draft)) + "\n")
        sys.stdout.flush()


def _limit(*, seconds: int, mebibytes: int) -> None:
    """Bound this process where the operating system can; the one that started it ends it anyway."""
    if sys.platform == "win32":
        return
    for limit, value in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, mebibytes * 2**20)):
        _, hard = resource.getrlimit(limit)
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(limit, (wanted, hard))
        except (OSError, ValueError):
            continue


if __name__ == "__main__":
    main()
