"""Memory does not grow with the number of badges: what commands hold at their peak, counted, at two sizes."""

import os
import tracemalloc
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path

import pytest

from issuing import Folder, rows
from mexbadge.cli import main
from mexbadge.issuer import Form
from mexbadge.issuer.pipeline import batches
from mexbadge.issuer.roster.reading import read_roster

pytestmark = pytest.mark.slow
FEW, MANY = 400, 2000
PER_ROW = 250
"""How many bytes more each further row may take at the peak: its line as text, twice, and some numbers."""


def peak(work: Callable[[], object]) -> int:
    """Return how much memory ``work`` takes at its peak, beyond what there was."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        work()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def grown(work: Callable[[int], object], few: int = FEW, many: int = MANY) -> float:
    """Return how many bytes more each further row takes; a first run fills what is kept for good."""
    work(few)
    less, more = (peak(partial(work, count)) for count in (few, many))
    return (more - less) / (many - few)


def people(count: int, first: int = 0) -> str:
    """A list with names, of a few letters outside of ASCII."""
    lines = (f"Zoé,Bélanger,learner{n}@student.college.example,N{n}\n" for n in range(first, first + count))
    return "First name,Last name,Email,Student number\n" + "".join(lines)


def quietly(*words: str) -> None:
    """Run a command whose output goes nowhere."""
    with Path(os.devnull).open("w", encoding="utf-8") as nothing, redirect_stdout(nothing), redirect_stderr(nothing):
        assert main(words) == 0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setattr(batches, "PORTION", 50)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setenv("MEXBADGE_PASSPHRASE", "")
    folder = Folder(tmp_path / "badges")
    folder.create()
    return folder


def test_reading_a_list_holds_its_text_and_numbers() -> None:
    assert grown(lambda count: read_roster(people(count).encode()).checked()) < PER_ROW
    left = grown(lambda count: read_roster(people(count).encode(), where=["First name = Bob"]).checked())
    assert left < PER_ROW
    short = "email,name,result\n"
    assert grown(lambda n: read_roster((short + "".join(f"a{i}@x.ca\n" for i in range(n))).encode())) < PER_ROW


def test_issuing_a_list_from_the_command_line_is_flat(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    start = 0

    def issue(count: int, *, again: bool = False) -> None:
        nonlocal start
        start += 0 if again else 10_000
        path.write_text(people(count, start), "utf-8")
        quietly("issue", "-C", str(folder.path), "--achievement", "dementia-care", "--csv", str(path), "--as", "vc-jwt")

    assert grown(issue) < PER_ROW
    assert grown(lambda count: issue(count, again=True)) < PER_ROW


def test_listing_is_flat(folder: Folder) -> None:
    issuer = folder.open()

    def listed(*words: str) -> int:
        return peak(lambda: quietly("list", "-C", str(folder.path), *words))

    ways: tuple[list[str], ...] = ([], ["--json"], ["--csv", "-"])
    issuer.issue_many(rows(FEW), "dementia-care", form=Form.VC_JWT)
    listed()
    few = [listed(*words) for words in ways]
    issuer.issue_many(rows(MANY - FEW, first=10_000), "dementia-care", form=Form.VC_JWT)
    many = [listed(*words) for words in ways]
    assert max(more - less for more, less in zip(many, few, strict=True)) / (MANY - FEW) < PER_ROW


def test_verifying_is_flat(folder: Folder, tmp_path: Path) -> None:
    made = folder.open().issue("dementia-care", to="a@student.college.example", form=Form.VC_JWT).file
    assert made is not None
    places = {}
    few, many = 50, 300
    for count in (few, many):
        places[count] = tmp_path / f"files-{count}"
        places[count].mkdir()
        for number in range(count):
            os.link(made, places[count] / f"{number:05}{made.suffix}")
    page, hosted = tmp_path / "page.html", str(folder.path / "hosted")

    def verify(count: int, *words: str) -> None:
        page.unlink(missing_ok=True)
        quietly("verify", "--at", "2026-03-02T00:00:00Z", "--resources", hosted, *words, str(places[count]))

    assert grown(lambda count: verify(count, "-q"), few, many) < PER_ROW
    assert grown(lambda count: verify(count, "--json"), few, many) < PER_ROW
    assert grown(lambda count: verify(count, "-q", "--html", str(page)), few, many) < PER_ROW
    assert page.read_text("utf-8").count("<article") == many
