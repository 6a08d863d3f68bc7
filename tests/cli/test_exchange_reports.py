"""``mexbadge exchange report`` and ``hired``, typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
INIT = ("exchange", "init", "mex", "--name", "MEX", "--sender", "MEX <mex@mex.example>", "--postal", "1 King St")
DAYS = ("--from", "2026-01-01", "--to", "2026-06-30")


@pytest.fixture
def started(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    assert run(*INIT, "--no-passphrase")[0] == 0
    Path("e.csv").write_text("id,name,email\npine,<script>Pine</script>,jobs@pine.example\n")
    vacancy = {"id": "psw", "title": "Aide", "employer": "pine", "requirements": [{"skill": "https://x.example/s"}]}
    Path("v.json").write_text(json.dumps([vacancy]))
    files = ("--employers", "e.csv", "--vacancies", "v.json")
    assert run("exchange", "import", "-C", "mex", *files, "--at", "2026-01-05T12:00:00Z")[0] == 0
    return run


def report(run: Run, kind: str, *more: str) -> tuple[int, str, str]:
    return run("exchange", "report", kind, "-C", "mex", *DAYS, "--at", "2026-08-01T12:00:00Z", *more)


def test_a_report_is_said_with_what_each_figure_means_in_both_languages(started: Run) -> None:
    code, said, _ = report(started, "demand")
    assert code == 0
    assert "Lacked: 0" in said
    assert "Not taught: x where no such course is known." in said
    code, said, _ = report(started, "demand", "--lang", "fr")
    assert "Ce que les chiffres veulent dire" in said
    code, said, _ = report(started, "placed")
    assert "There is nothing that can be shown." in said


def test_a_report_is_written_and_nothing_is_overwritten(started: Run) -> None:
    code, said, told = report(started, "demand", "--csv", "out.csv", "--html", "out.html")
    assert (code, said) == (0, "")
    assert "out-dictionary.csv" in told
    page = Path("out.html").read_text()
    assert 'lang="fr"' in page
    assert "<script" not in page
    first = [Path(name).read_bytes() for name in ("out.csv", "out-dictionary.csv", "out.html")]
    assert report(started, "demand", "--csv", "out.csv")[0] == 2
    assert report(started, "demand", "--csv", "out.csv", "--html", "out.html", "--force")[0] == 0
    assert [Path(name).read_bytes() for name in ("out.csv", "out-dictionary.csv", "out.html")] == first
    code, said, _ = report(started, "demand", "--json")
    assert json.loads(said)["rows"][0]["asked"] == 1
    assert report(started, "demand", "--csv", "-")[1].lstrip("\ufeff").startswith("skill,skill_name_en,skill_name_fr")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("demand", "--least", "4"), "from 5 people on"),
        (("impact",), "--groups"),
        (("team",), "--employer --team"),
        (("placed", "--to", "2026-06-29"), "no whole quarters"),
        (("placed", "--to", "2026-09-30"), "not over yet"),
        (("demand", "--from", "soon"), "soon"),
        (("impact", "--groups", "bad.csv"), "bad.csv:1"),
        (("impact", "--groups", "twice.csv"), "twice.csv:3"),
        (("impact", "--groups", "nobody.csv"), "nobody"),
    ],
)
def test_what_cannot_be_reported_is_refused_with_a_sentence(started: Run, more: tuple[str, ...], said: str) -> None:
    Path("bad.csv").write_text("applicant,sex,group\na,f,b\n")
    Path("twice.csv").write_text("applicant,group\nann,b\nann,c\n")
    Path("nobody.csv").write_text("applicant,group\nnobody,b\n")
    code, out, wrong = report(started, *more)
    assert (code, out) == (2, "")
    assert said in wrong


def test_hires_are_told_of_one_by_one_and_by_table_all_or_none(started: Run) -> None:
    def hired(*more: str) -> tuple[int, str, str]:
        return started("exchange", "hired", "-C", "mex", *more)

    assert hired()[0] == 2
    assert hired("nothing")[0] == 2
    assert "nothing" in hired("nothing", "--hours", "20")[2]
    assert hired("nothing", "--start", "soon")[0] == 2
    Path("h.csv").write_text("match,start,hours,noc,employed_90\nm1,2026-02-30,20,33102,\nm2,,900,,maybe\n")
    code, _, wrong = hired("--csv", "h.csv")
    assert code == 2
    assert "2026-02-30" in wrong
    assert "h.csv:2" in wrong
    assert "h.csv:3" in wrong
    Path("h.csv").write_text("match,wage\nm1,20\n")
    assert "wage" in hired("--csv", "h.csv")[2]
    assert hired("m1", "--csv", "h.csv")[0] == 2


def test_without_days_it_is_the_quarter_so_far_or_the_last_one_that_is_over(started: Run) -> None:
    def asked(kind: str, at: str) -> tuple[str, str]:
        _, said, _ = started("exchange", "report", kind, "-C", "mex", "--at", at, "--json")
        found = json.loads(said)
        return found["from"], found["to"]

    assert asked("demand", "2026-08-15T12:00:00Z") == ("2026-07-01", "2026-08-15")
    assert asked("placed", "2026-08-15T12:00:00Z") == ("2026-04-01", "2026-06-30")
    assert asked("placed", "2026-01-01T02:00:00Z") == ("2025-07-01", "2025-09-30"), "it is not yet January in Toronto"
