"""JSON Schemas: those that our models make, and those of 1EdTech that our models answer."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema

from mexbadge._names import schema_name
from mexbadge.errors import Problem
from mexbadge.models import clr2, ob3, ob3_v1, ob3_v2
from mexbadge.models.common import Model
from mexbadge.models.kinds import Kind, context_problems, kind_of
from mexbadge.models.problems import Validator

__all__ = ["all_schemas", "as_text", "validator_for", "write"]

"""Where the identifiers of our schemas begin."""

_PUBLISHED: Final[Mapping[str, type[Model]]] = {
    "ob3-achievement-credential": ob3_v2.AchievementCredential,
    "ob3-achievement-credential-v1": ob3_v1.AchievementCredentialV1,
    "ob3-endorsement-credential": ob3_v2.EndorsementCredential,
    "ob3-endorsement-credential-v1": ob3_v1.EndorsementCredentialV1,
    "ob3-achievement": ob3_v2.Achievement,
    "ob3-profile": ob3_v2.Profile,
    "clr2-credential": clr2.ClrCredential,
    "clr2-credential-v1": clr2.ClrCredentialV1,
}

_OB: Final = "https://purl.imsglobal.org/spec/ob/v3p0/schema/{form}/ob_v3p0_{name}_schema.json"
_CLR: Final = "https://purl.imsglobal.org/spec/clr/v2p0/schema/{form}/clr_v2p0_{name}_schema.json"
_CANONICAL: Final[Mapping[str, Kind]] = {
    **{
        _OB.format(form=form, name=f"{any_}{name}"): kind
        for form in ("json", "json-ld")
        for any_ in ("", "any")
        for name, kind in (("achievementcredential", Kind.ACHIEVEMENT), ("endorsementcredential", Kind.ENDORSEMENT))
    },
    **{
        _CLR.format(form=form, name=f"{any_}clrcredential"): Kind.CLR
        for form in ("json", "json-ld")
        for any_ in ("", "any")
    },
}


def validator_for(schema_id: str) -> Validator | None:
    """Return the function that stands for one of 1EdTech's own schemas, or ``None`` for any other schema.

    The function takes a document and returns its problems: of the contexts and of the model, in the form (VC 2.0 or
    1.1) that the document has, whichever of the two forms the schema's name means: badges of the 1.1 form name the
    schema that later became that of the 2.0 form. A document of another kind than the schema's has the problem
    ``models_kind``. Under a ``json-ld`` schema a single value may stand without its brackets.
    """
    kind = _CANONICAL.get(schema_id.removesuffix("#"))
    if kind is None:
        return None
    compacted = "/json-ld/" in schema_id

    def validate(document: Mapping[str, Any]) -> tuple[Problem, ...]:
        if kind_of(document) is not kind:
            return (Problem("models_kind", "/type"),)
        found = clr2.problems(document) if kind is Kind.CLR else ob3.problems(document)
        if compacted:
            found = tuple(problem for problem in found if problem.code != "models_single")
        return (*context_problems(document), *found)

    return validate


class _Generator(GenerateJsonSchema):
    """Draft 2020-12, without titles and defaults: what may be left out is left out, never ``null``."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - as pydantic asks
        """Return false: a member's name is title enough."""
        return False

    def default_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ANN401 - one of pydantic's own many types
        """Return the schema of the value alone."""
        return self.generate_inner(schema["schema"])


def all_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas (draft 2020-12) that the models make, by file name."""
    schemas = {}
    for name, model in _PUBLISHED.items():
        made = model.model_json_schema(by_alias=True, mode="validation", schema_generator=_Generator)
        head = {"$schema": _Generator.schema_dialect, "$id": schema_name(name)}
        schemas[f"{name}.schema.json"] = {**head, **made}
    return schemas


def as_text(schema: Mapping[str, Any]) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write(folder: str | Path) -> tuple[Path, ...]:
    """Write every schema into ``folder`` and return the paths."""
    paths = []
    for name, schema in all_schemas().items():
        path = Path(folder) / name
        path.write_text(as_text(schema), encoding="utf-8", newline="\n")
        paths.append(path)
    return tuple(paths)
