"""What is issued, revoked or shown while a site is written is in it when it is written."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuing import AISHA, BEN, Folder, rows
from mexbadge.cli import main
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Form, Issuer
from mexbadge.issuer.roster.rows import Consent
from mexbadge.publish.around import Around, read_around
from mexbadge.publish.files import SiteFile
from mexbadge.publish.several import publish_several
from mexbadge.publish.site import publish, site_of
from mexbadge.publish.writing import Written
from mexbadge.verify import Verdict, Verifier

HOST = "https://badges.example.ca"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Meanwhile:
    """Lets something happen while the site of one college is planned: its documents were looked at, its pages not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: Issuer, act: Callable[[], object], times: int = 1) -> None:
        self.left, self.happened = times, 0

        def reading(folder: Path, moment: datetime, name: str) -> Around:
            if folder.resolve() == at.folder.resolve() and self.left:
                self.left -= 1
                self.happened += 1
                act()
            return read_around(folder, moment, name)

        monkeypatch.setattr("mexbadge.publish.site.read_around", reading)


def _college(path: Path, form: Form, name: str) -> Issuer:
    made = Folder(path / name).create(url=f"{HOST}/{name}", email="b@example.ca", form=form)
    made.issue("dementia-care", to=AISHA)
    return made


def _write(issuers: list[Issuer], site: Path) -> Written:
    return publish(issuers[0], site) if len(issuers) == 1 else publish_several(issuers, site)


@pytest.mark.parametrize("count", [1, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("form", list(Form))
def test_a_badge_that_is_revoked_meanwhile_is_revoked_on_its_page_and_for_verifiers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Form, count: int
) -> None:
    names = ["lakeshore", "boreal"][:count]
    made = [_college(tmp_path, form, name) for name in names]
    site = tmp_path / "site"
    _write(made, site)
    record = next(iter(made[-1].list()))
    meanwhile = Meanwhile(monkeypatch, made[-1], lambda: made[-1].revoke(record.id, reason_en="In error"))
    _write(made, site)
    assert meanwhile.happened == 1
    below = site if count == 1 else site / names[-1]
    assert 'data-state="' not in (below / f"b/{record.page}/index.html").read_text("utf-8")
    badge = made[-1].issued(record.id).credential
    report = Verifier(fetch=ResourceSet.load(below)).verify(badge, at=NOW)
    assert report.verdict is Verdict.INVALID
    again = _write(made, site)
    assert (again.added, again.changed, again.removed) == ((), (), ())


@pytest.mark.parametrize("count", [1, 2])
def test_what_a_page_leads_to_is_there_also_when_it_came_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    names = ["lakeshore", "boreal"][:count]
    made = [_college(tmp_path, Form.VC_JWT, name) for name in names]
    site = tmp_path / "site"
    _write(made, site)

    def act() -> None:
        made[0].issue("dementia-care", to=BEN)
        made[0].issue_many(rows(1, consent=Consent(given=True)), "dementia-care")

    meanwhile = Meanwhile(monkeypatch, made[0], act)
    written = _write(made, site)
    assert meanwhile.happened == 1
    below = site if count == 1 else site / names[0]
    for record in made[0].list():
        page = below / f"b/{record.page}/index.html"
        for link in re.findall('(?:href|src)="(\\./[^"]*|\\.\\./[^"]*)"', page.read_text("utf-8")):
            target = page.parent / link
            assert target.is_file() or (target / "index.html").is_file(), link
    assert len([path for path in written.added if path.endswith("code.png")]) == 2
    again = _write(made, site)
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert again.kept == len(written.added) + len(written.changed) + written.kept


def test_who_issues_all_day_has_a_site_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _college(tmp_path, Form.VC_JWT, "lakeshore")
    number = iter(range(100))
    meanwhile = Meanwhile(monkeypatch, made, lambda: made.issue("dementia-care", to=f"a{next(number)}@x.ca"), 99)
    publish(made, tmp_path / "site")
    assert 1 < meanwhile.happened < 20
    assert (tmp_path / "site/index.html").is_file()


def test_a_packed_site_has_what_happened_meanwhile_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _college(tmp_path, Form.VC_JWT, "lakeshore")
    record = next(iter(made.list()))
    happened: list[str] = []

    def planned(*given: Any) -> Iterator[SiteFile]:
        yield from site_of(*given)
        if not happened:
            happened.append("revoked")
            made.revoke(record.id)

    monkeypatch.setattr("mexbadge.cli.commands.publish.site_of", planned)
    monkeypatch.chdir(tmp_path)
    assert main(["publish", "-C", "lakeshore", "--zip", "site.zip"]) == 0
    assert happened == ["revoked"]
    with ZipFile("site.zip") as packed:
        assert 'class="state revoked"' in packed.read(f"site/b/{record.page}/index.html").decode()


_PATHS = st.lists(st.frozensets(st.sampled_from("abcdef")), min_size=2, max_size=5)


@given(_PATHS)
def test_several_times_are_told_as_one_would_have_been(stands: list[frozenset[str]]) -> None:
    """Each time the site is other files, and those that stay are written anew."""
    told = [
        Written(tuple(sorted(now - before)), tuple(sorted(now & before)), tuple(sorted(before - now)))
        for before, now in pairwise(stands)
    ]
    whole = Written.of(told)
    before, now = stands[0], stands[-1]
    assert (set(whole.added), set(whole.removed)) == (set(now - before), set(before - now))
    assert set(whole.changed) == now & before
    assert whole.kept == 0
