"""The page of a report in a real browser: nothing goes wrong on it, everybody can read it, nothing is cut off."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from browsing import Chromium, shown_by_server
from mexbadge.match.exchange.reports import courses, demands, impact, placed
from mexbadge.match.exchange.reports.pages import report_page
from mexbadge.match.exchange.reports.placed import Placed, placed_rows
from mexbadge.match.exchange.reports.quarters import Quarter
from mexbadge.match.exchange.reports.table import Column, ExchangeReport, ReportKind, Value
from mexbadge.models.language import Words

pytestmark = pytest.mark.slow
MEX = Words.of({"en": "MEX <b>of</b> Ontario", "fr": "MEX de l'Ontario"})


def report(kind: ReportKind, columns: tuple[Column, ...], rows: tuple[tuple[Value, ...], ...]) -> ExchangeReport:
    charts: dict[ReportKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
        ReportKind.DEMAND: (("skill_name", "level"), ("lacked", "supplied")),
        ReportKind.PLACED: (("quarter", "occupation"), ("hires",)),
        ReportKind.IMPACT: (("stage", "group"), ("rate", "impact")),
        ReportKind.OUTCOMES: (("quarter", "course_name"), ("completed", "badged", "hired")),
    }
    whole = ("region", "status") if kind is ReportKind.PLACED else ()
    return ExchangeReport(kind, MEX, date(2026, 7, 1), date(2026, 9, 30), 5, columns, rows, charts[kind], whole)


def reports() -> Iterator[ExchangeReport]:
    skills = (
        "Lift and transfer a resident with a mechanical hoist",
        "Dementia care",
        "Meals",
        "</svg><script>x</script>",
    )
    yield report(
        ReportKind.DEMAND,
        demands.COLUMNS,
        tuple(
            (
                *(f"https://skills.example/{number}", Words.of({"en": one, "fr": f"{one} (fr)"}), "", "33102 44101"),
                *(number + 1, 40 - number, None if number == 2 else 30 - number * 7, 20 + number, number, "", "*"),
            )
            for number, one in enumerate(skills)
        ),
    )
    hires = [Placed("33102", "CA-ON", "unemployed")] * 30 + [Placed("44101", "er 3530", "student")] * 12
    rows = tuple(placed_rows({Quarter(2026, 3): hires, Quarter(2026, 4): hires * 2}, 5))
    yield report(ReportKind.PLACED, placed.COLUMNS, rows)
    stages = (("matched", "a", 12, 5, Decimal("0.4167"), Decimal("1.0000"), ""),)
    yield report(ReportKind.IMPACT, impact.COLUMNS, (*stages, ("hired", "b", 9, None, None, None, "")))
    yield report(ReportKind.OUTCOMES, courses.OUTCOMES, ())


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("reports")
    for one in reports():
        (folder / f"{one.kind.value}-en.html").write_text(report_page(one), "utf-8")
        (folder / f"{one.kind.value}-fr.html").write_text(report_page(one, "fr"), "utf-8")
    with shown_by_server(folder) as url:
        yield url


ALL = [f"{kind}-{lang}.html" for kind in ("demand", "placed", "impact", "outcomes") for lang in ("en", "fr")]


@pytest.mark.parametrize("name", ALL)
def test_nothing_goes_wrong_axe_finds_nothing_and_nothing_is_cut_off(browser: Chromium, pages: str, name: str) -> None:
    with browser.tab(pages, viewport={"width": 375, "height": 800}) as tab:
        tab.page.goto(f"{pages}/{name}", wait_until="networkidle")
        assert tab.page.locator("html").get_attribute("lang") == name[-7:-5]
        assert tab.violations() == []
        for width in (320, 375, 1280):
            tab.page.set_viewport_size({"width": width, "height": 800})
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.page.locator("script").count() == 0
        for chart in tab.page.locator("svg").all():
            assert chart.locator("title").text_content()
            assert chart.locator("desc").text_content()
            box = chart.bounding_box()
            inside = chart.evaluate(
                "one => [...one.querySelectorAll('text')].every(t => t.getBBox().x + t.getBBox().width <= 361)"
            )
            assert box is not None
            assert inside, "a label leaves the chart"
        assert tab.page.locator("svg").count() == (0 if name.startswith("outcomes") else 2)
