"""``make schemas`` runs this (``python tools/published_schemas.py FOLDER``): write every published JSON Schema.

And the table by which most documents are seen to keep to their model (:mod:`mexbadge.models.plain_table`).
"""

import sys
from pathlib import Path

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.artwork.design import design_schema
from mexbadge.match.explaining import match_schema
from mexbadge.match.keeping import kept_schema
from mexbadge.match.vacancy import applicant_schema, vacancy_schema
from mexbadge.models.handover import handover_schema
from mexbadge.models.plain import TABLE
from mexbadge.models.plain_table import plain_table
from mexbadge.models.schemas import all_schemas, as_text
from mexbadge.pathways.explaining import evaluation_schema
from mexbadge.pathways.reading import pathway_schema
from mexbadge.plan.catalogue import catalogue_schema
from mexbadge.skills.lists import skills_schema
from mexbadge.trust.reading import trust_list_schema
from mexbadge.verify.contents.schema import contents_schema
from mexbadge.verify.form.schema import form_schema
from mexbadge.verify.schema import report_schema

__all__ = ["published"]


def published() -> dict[str, JsonObject]:
    """Return every published schema by its file name."""
    return {
        **all_schemas(),
        "report-1.schema.json": report_schema(),
        "contents-1.schema.json": contents_schema(),
        "form-1.schema.json": form_schema(),
        "trust-list-1.schema.json": trust_list_schema(),
        "skills-1.schema.json": skills_schema(),
        "vacancy-1.schema.json": vacancy_schema(),
        "applicant-1.schema.json": applicant_schema(),
        "match-1.schema.json": match_schema(),
        "kept-1.schema.json": kept_schema(),
        "handover-1.schema.json": handover_schema(),
        "pathway-1.schema.json": pathway_schema(),
        "pathway-evaluation-1.schema.json": evaluation_schema(),
        "course-catalogue-1.schema.json": catalogue_schema(),
        "badge-design-1.schema.json": design_schema(),
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for name, schema in published().items():
        (folder / name).write_text(as_text(schema), encoding="utf-8")
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_bytes(_json.dumps(plain_table(), indent=1).encode() + b"\n")
