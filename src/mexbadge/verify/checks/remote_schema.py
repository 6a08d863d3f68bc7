"""Schemas that no room of mexbadge holds, fetched because the caller asked for it, and compared in another process."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch.types import LIMITS, ResourceKind
from mexbadge.verify import libraries
from mexbadge.verify.findings import Check, Finding, Outcome
from mexbadge.verify.schema_codes import SchemaCode
from mexbadge.verify.subject import Ask

__all__ = ["MEBIBYTES", "SECONDS", "NamedSchema", "compare_remote"]

SECONDS: Final = 5
"""How long all schemas of one badge may take together, in seconds of the processor."""
_WAIT: Final = SECONDS if os.name == "nt" else 6 * SECONDS
"""How long they are waited for by the clock: on a busy machine it runs on; Windows bounds nothing else."""
MEBIBYTES: Final = 512
"""How much memory the process that compares may ask for."""
_CHILD: Final = "mexbadge.verify.schema_child"
_VALIDATOR_2019: Final = "1EdTechJsonSchemaValidator2019"
_DRAFT_2019: Final = "https://json-schema.org/draft/2019-09/schema"
_DRAFT_2020: Final = "https://json-schema.org/draft/2020-12/schema"
_SAID: Final[Mapping[str, tuple[SchemaCode, Outcome]]] = {
    "ok": (SchemaCode.OK, Outcome.PASSED),
    "broken": (SchemaCode.BROKEN, Outcome.FAILED),
    "elsewhere": (SchemaCode.ELSEWHERE, Outcome.UNKNOWN),
    "draft": (SchemaCode.DRAFT, Outcome.WARNED),
    "malformed": (SchemaCode.MALFORMED, Outcome.WARNED),
    "endless": (SchemaCode.TOO_SLOW, Outcome.UNKNOWN),
}


@dataclass(frozen=True, slots=True)
class NamedSchema:
    """One schema that a badge names: its address, the types of its entry, and where the entry stands."""

    url: str
    kinds: tuple[str, ...]
    where: str
    schema: JsonObject = field(default_factory=dict, repr=False)


def compare_remote(document: Mapping[str, object], named: Sequence[NamedSchema], ask: Ask) -> dict[str, Finding]:
    """Fetch each schema and compare the badge with it; return the findings by where the schemas are named.

    All of them share one process and :data:`SECONDS`. What cannot be had now, takes too long, or hangs on another
    document, which is never read, is unknown; what is no schema at all is a warning.
    """
    found: dict[str, Finding] = {}
    fetched: list[NamedSchema] = []
    for one in named:
        schema = _fetched(one, ask)
        if isinstance(schema, Finding):
            found[one.where] = schema
        else:
            fetched.append(NamedSchema(one.url, one.kinds, one.where, schema))
    answers = _asked(document, fetched) if fetched else []
    for place, one in enumerate(fetched):
        found[one.where] = _finding(one, answers[place] if place < len(answers) else {"said": "endless"})
    return found


def _fetched(one: NamedSchema, ask: Ask) -> JsonObject | Finding:
    try:
        body = ask.get(one.url, ResourceKind.SCHEMA).raise_for_status().body
    except FetchError as error:
        values = {"url": one.url, "reason": error.code}
        return Finding(Check.SCHEMA, SchemaCode.UNREADABLE, Outcome.UNKNOWN, values, one.where)
    try:
        return _json.loads_object(body, max_bytes=LIMITS[ResourceKind.SCHEMA])
    except InputError:
        return Finding(Check.SCHEMA, SchemaCode.MALFORMED, Outcome.WARNED, {"url": one.url}, one.where)


def _asked(document: Mapping[str, object], named: Sequence[NamedSchema]) -> list[JsonObject]:
    """Return what the other process said of each schema, in order, as far as it came."""
    schemas = [[one.schema, _DRAFT_2019 if _VALIDATOR_2019 in one.kinds else _DRAFT_2020] for one in named]
    question = {"document": document, "schemas": schemas, "limits": {"seconds": SECONDS, "mebibytes": MEBIBYTES}}
    command = [sys.executable, "-P", "-m", _CHILD]
    try:
        ran = libraries.subprocess.run(
            command, input=_json.dumps(question).encode("ascii"), capture_output=True, timeout=_WAIT, check=False
        )
        said = ran.stdout
    except libraries.subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    except OSError:
        said = b""
    whole, _, _ = said.rpartition(b"\n")
    return [_json.loads_object(line) for line in whole.splitlines()]


def _finding(one: NamedSchema, answer: JsonObject) -> Finding:
    code, outcome = _SAID[answer["said"]]
    values = {"url": one.url, "limit": SECONDS, **{name: answer[name] for name in answer if name != "said"}}
    return Finding(Check.SCHEMA, code, outcome, values, one.where)
