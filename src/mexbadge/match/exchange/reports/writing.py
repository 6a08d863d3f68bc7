"""Reports as files: CSV with a data dictionary beside it, and JSON with every figure defined; each time the same."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.match.exchange.reports.table import ExchangeReport, Value
from mexbadge.models.language import Words
from mexbadge.tabular import table_csv
from mexbadge.texts import LANGUAGES, Lang

__all__ = ["HIDDEN", "dictionary_csv", "report_csv", "report_json", "report_text", "told"]

HIDDEN: Final = "·"
"""What stands on a page for a number that is not shown."""
_DICTIONARY: Final = ("column", "heading_en", "heading_fr", "meaning_en", "meaning_fr")


def report_csv(report: ExchangeReport) -> bytes:
    """Return the rows, one observation each; what has words stands in a column for each language."""
    return table_csv(list(_headings(report)), (list(_cells(row)) for row in report.rows))


def dictionary_csv(report: ExchangeReport) -> bytes:
    """Return what each column of :func:`report_csv` means, and what has to be known of them all."""
    rows = [
        [name, *(column.heading(lang) for lang in ("en", "fr")), *(column.meaning(lang) for lang in ("en", "fr"))]
        for column in report.columns
        for name in ([f"{column.name}_{lang}" for lang in ("en", "fr")] if column.words else [column.name])
    ]
    about = zip(report.about("en"), report.about("fr"), strict=True)
    return table_csv(_DICTIONARY, [*rows, *(["*", "", "", english, french] for english, french in about)])


def report_json(report: ExchangeReport) -> JsonObject:
    """Return the report with its definitions in each language; a number that is not shown is ``null``."""
    names = report.names()
    return {
        "report": report.kind.value,
        "exchange": _plain(report.of),
        "from": report.since.isoformat(),
        "to": report.until.isoformat(),
        "least": report.least,
        "about": {lang: list(report.about(lang)) for lang in LANGUAGES},
        "definitions": {one.name: {lang: one.meaning(lang) for lang in LANGUAGES} for one in report.columns},
        "rows": [dict(zip(names, map(_plain, row), strict=True)) for row in report.rows],
    }


def report_text(report: ExchangeReport) -> bytes:
    """Return :func:`report_json` as a file."""
    return f"{_json.dumps(report_json(report), indent=2)}\n".encode()


def told(value: Value, lang: Lang, *, hidden: str = HIDDEN) -> str:
    """Return a cell as it is read; ``hidden`` stands for what is not shown."""
    if value is None:
        return hidden
    if isinstance(value, Words):
        return value.text(lang) or ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", "," if lang == "fr" else ".")
    return str(value)


def _headings(report: ExchangeReport) -> Iterator[str]:
    for column in report.columns:
        if column.words:
            yield from (f"{column.name}_{lang}" for lang in ("en", "fr"))
        else:
            yield column.name


def _cells(row: tuple[Value, ...]) -> Iterator[object]:
    for value in row:
        if isinstance(value, Words):
            yield from (value.text(lang) or "" for lang in ("en", "fr"))
        else:
            yield "" if value is None else value


def _plain(value: Value) -> object:
    if isinstance(value, Words):
        found: Mapping[str, str] = {lang: value.text(lang) or "" for lang in ("en", "fr")}
        return found
    return f"{value:f}" if isinstance(value, Decimal) else value
