"""The table of a vacancy as a file to fill in, empty or with what a draft says."""

from collections.abc import Iterator, Mapping
from typing import Final

from mexbadge.match.drafts.draft import Asked, Draft
from mexbadge.match.drafts.fields import FIELDS, headings, template
from mexbadge.match.vacancy import RequirementKind
from mexbadge.tabular.writing import delimiter_of, table_csv, table_workbook
from mexbadge.texts import Lang, message

__all__ = ["template_csv", "template_workbook"]

_WIDTHS: Final = (26, 44, 20, 18, 70)
_PERIODS: Final = frozenset({"hour", "year"})


def template_csv(lang: Lang = "en", draft: Draft | None = None) -> bytes:
    """Return the table as CSV, with the delimiter that Excel writes in that language."""
    rows = template(lang, None if draft is None else _values(draft, lang))
    return table_csv(headings(lang), rows, delimiter=delimiter_of(lang))


def template_workbook(lang: Lang = "en", draft: Draft | None = None) -> bytes:
    """Return the table as a workbook whose cells are texts, so that no zero is lost.

    Raises :class:`InputError` ``roster_workbook_extra`` where nothing here writes workbooks.
    """
    rows = template(lang, None if draft is None else _values(draft, lang))
    return table_workbook(headings(lang), rows, widths=_WIDTHS)


def _values(draft: Draft, lang: Lang) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for one in FIELDS:
        value: object = draft.facts
        for step in one.pointer.strip("/").split("/"):
            value = value.get(step) if isinstance(value, Mapping) else None
        if one.asks is None and value is not None:
            texts = [_text(each, lang) for each in value] if isinstance(value, list) else [_text(value, lang)]
            found[one.name] = [{"value": " | ".join(texts)}]
    for each in draft.asked:
        if each.options:
            found.setdefault("suggestion", []).extend(_suggested(each))
            continue
        kind = "nice" if each.kind is RequirementKind.NICE else "must"
        name = kind if each.fixed is None else f"{kind}_{'badge' if 'credential' in each.fixed else 'experience'}"
        found.setdefault(name, []).append(_cells(each))
    return found


def _suggested(one: Asked) -> Iterator[dict[str, str]]:
    """Yield a line for each skill that may be meant; whoever wants one makes of it a must or a nice."""
    for option in one.options:
        level = one.levels.get(option.skill)
        beside = {} if level is None else {"level": f"{level['scale']} {level['level']}"}
        yield {"value": option.skill, "help": f"{option.label} ({' '.join(one.words)})", **beside}


def _cells(one: Asked) -> dict[str, str]:
    value = " | ".join(one.words)
    if one.fixed is not None:
        work = one.fixed.get("experience")
        value = str(one.fixed.get("credential", "")) if work is None else f"{work['work']}, {work['months']}"
    cells = {"value": value.replace("\n", " "), "days": "" if one.max_age is None else str(one.max_age)}
    return cells | ({} if one.level is None else {"level": f"{one.level['scale']} {one.level['level']}"})


def _text(value: object, lang: Lang) -> str:
    if isinstance(value, bool):
        return message("vacancy_cell_yes" if value else "vacancy_cell_no", lang)
    return message(f"vacancy_cell_{value}", lang) if str(value) in _PERIODS else str(value)
