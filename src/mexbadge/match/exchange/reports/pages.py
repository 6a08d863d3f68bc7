"""A report as one page: both languages, charts drawn in it, the tables behind them, no script and nothing fetched."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mexbadge import texts
from mexbadge.match.exchange.reports.table import ALL, ExchangeReport, Value
from mexbadge.match.exchange.reports.writing import told
from mexbadge.texts import LANGUAGES, Lang, shown

__all__ = ["report_page"]

_TEMPLATE: Final = "exchange_report.html.j2"
_WIDTH: Final = 360
_BARS: Final = 40
"""How many rows a chart shows at most."""
_LABEL: Final = 44
_LINE: Final = 18
_GAP: Final = 10
_LETTER: Final = 7
"""How wide a letter beside a bar is at most, on the whole."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar of a chart, with where it is drawn."""

    y: int
    width: int
    text: str
    series: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a chart: what it is called, and its bars."""

    y: int
    label: str
    bars: tuple[_Bar, ...]


def report_page(report: ExchangeReport, lang: Lang = "en") -> str:
    """Return the page, ``lang`` first; the same report gives the same page."""
    order = [lang, *(other for other in LANGUAGES if other != lang)]
    return texts.templating.template(_TEMPLATE).render(pages=[_page(report, one) for one in order], width=_WIDTH)


def _page(report: ExchangeReport, lang: Lang) -> dict[str, object]:
    columns = [
        {"heading": one.heading(lang), "meaning": one.meaning(lang), "number": one.number} for one in report.columns
    ]
    rows = tuple(_drawn(report, lang))
    measured = ", ".join(one.heading(lang) for one in report.columns if one.name in report.chart[1])
    title, about = report.title(lang), report.about(lang)
    days = {"of": report.of.text(lang) or "", "since": report.since, "until": report.until}
    return {
        "lang": lang,
        "title": title,
        "days": shown(texts.message("exchange_report_days_said", lang, **days)),
        "about": about,
        "nothing": texts.message("exchange_report_nothing", lang),
        "chart": {
            "title": texts.message("exchange_report_chart", lang, what=f"{title} ({measured})"),
            "text": texts.message(
                "exchange_report_chart_desc", lang, count=sum(len(row.bars) for row in rows), text=about[0]
            ),
            "rows": rows,
            "height": rows[-1].y + len(rows[-1].bars) * _LINE + _LINE + _GAP if rows else 0,
            "more": texts.message("exchange_report_more_rows", lang, count=len(rows), all=len(report.rows))
            if len(rows) < len(report.rows)
            else "",
        },
        "table": texts.message("exchange_report_table", lang, what=title),
        "columns": columns,
        "rows": [[shown(told(value, lang)) for value in row] for row in report.rows],
        "definitions": texts.message("exchange_report_definitions", lang),
    }


def _drawn(report: ExchangeReport, lang: Lang) -> Iterator[_Row]:
    """Yield the rows of the chart: those of which something can be shown, as far as there is room."""
    names, measures = report.chart
    places = {column.name: place for place, column in enumerate(report.columns)}
    headings = {column.name: column.heading(lang) for column in report.columns}
    drawn = [row for row in report.rows if all(row[places[name]] == ALL for name in report.whole)]
    found = [(row, [(name, row[places[name]]) for name in measures]) for row in drawn]
    seen = [pair for pair in found if any(value is not None for _, value in pair[1])][:_BARS]
    most = max((_number(value) for _, values in seen for _, value in values), default=Decimal(0))
    said = [f"{told(value, lang, hidden='')} {headings[name]}" for _, values in seen for name, value in values]
    room = _WIDTH - _LETTER * (max(map(len, said), default=0) + 3)
    at = 0
    for row, values in seen:
        bars = tuple(
            _Bar(
                at + _LINE * (number + 1),
                max(1, int(room * _number(value) / most)) if most else 1,
                f"{told(value, lang, hidden='')} {headings[name]}",
                measures.index(name),
            )
            for number, (name, value) in enumerate(pair for pair in values if pair[1] is not None)
        )
        label = ", ".join(filter(None, (told(row[places[name]], lang, hidden="") for name in names)))
        yield _Row(at, _cut(shown(label)), bars)
        at += _LINE * (len(bars) + 1) + _GAP


def _number(value: Value) -> Decimal:
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def _cut(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"
