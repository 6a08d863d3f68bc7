"""``mexbadge consent``: given and withdrawn, for one and for a list, with what for, since when and where written."""

import csv
import io
import json
from pathlib import Path

import pytest

from commands import Run
from issuing import AISHA, BEN, Folder
from mexbadge.issuer import Issuer


@pytest.fixture
def issuer(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    del run
    monkeypatch.chdir(tmp_path)
    made = Folder(tmp_path / "badges").create()
    made.issue("dementia-care", to=AISHA, name="Aisha Khan", ref="N1")
    made.issue("dementia-care", to=BEN, name="Ben Tremblay", ref="N2")
    return made


def kept(issuer: Issuer, ref: str) -> tuple[object, ...]:
    (one,) = [record for record in issuer.list() if record.ref == ref]
    return one.consent, one.consent_for, one.consent_since, one.consent_source, one.consent_withdrawn


def test_consent_is_noted_with_all_that_is_said_and_withdrawn_without_losing_it(issuer: Issuer, run: Run) -> None:
    given = ("--for", "badge page", "--source", "form 7", "--since", "2026-02-01")
    code, out, err = run("consent", "-C", "badges", "--to", AISHA, "--give", *given)
    assert (code, err) == (0, "")
    assert "consent noted for 1 badge" in out
    assert kept(issuer, "N1") == (True, "badge page", "2026-02-01T00:00:00Z", "form 7", None)
    assert kept(issuer, "N2")[0] is None
    code, out, _ = run("consent", "-C", "badges", "--ref", "N1", "--withdraw", "--since", "2026-03-01", "--json")
    assert (code, json.loads(out)["consent"]) == (0, False)
    assert kept(issuer, "N1") == (False, "badge page", "2026-02-01T00:00:00Z", "form 7", "2026-03-01T00:00:00Z")
    kinds = [event.kind for event in issuer.register.journal() if event.kind.startswith("consent")]
    assert kinds == ["consent-given", "consent-withdrawn"]


def test_consent_is_noted_for_everybody_on_a_list(issuer: Issuer, run: Run) -> None:
    Path("agreed.csv").write_text("student number\nN1\nN2\n")
    code, out, _ = run("consent", "-C", "badges", "--csv", "agreed.csv", "--give")
    assert code == 0
    assert "2 badges" in out
    assert [record.consent for record in issuer.list()] == [True, True]


@pytest.mark.parametrize("given", [(), ("--give", "--withdraw"), ("--withdraw", "--for", "x")])
def test_what_is_not_said_clearly_is_refused_and_notes_nothing(
    issuer: Issuer, run: Run, given: tuple[str, ...]
) -> None:
    code, out, err = run("consent", "-C", "badges", "--to", AISHA, *given)
    assert (code, out) == (2, "")
    assert "--" in err
    assert [record.consent for record in issuer.list()] == [None, None]


def test_one_name_on_a_list_that_is_not_there_leaves_all_as_they_were(issuer: Issuer, run: Run) -> None:
    Path("agreed.csv").write_text("student number\nN1\nN9\n")
    code, _, err = run("consent", "-C", "badges", "--csv", "agreed.csv", "--give")
    assert code == 2
    assert "N9" in err
    assert [record.consent for record in issuer.list()] == [None, None]


def test_where_nothing_is_kept_of_a_holder_no_consent_is_noted(issuer: Issuer, run: Run) -> None:
    issuer.forget(AISHA)
    (gone,) = [record.id for record in issuer.list() if record.forgotten]
    (other,) = [record.id for record in issuer.list() if not record.forgotten]
    code, _, err = run("consent", "-C", "badges", other, gone, "--give")
    assert code == 2
    assert gone in err
    assert [record.consent for record in issuer.list()] == [None, None]


@pytest.mark.usefixtures("issuer")
def test_lists_and_sharing_give_the_private_link_to_whoever_is_not_named(run: Run) -> None:
    settings = Path("badges/mexbadge.toml")
    settings.write_text(settings.read_text("utf-8").replace("[hosted]\n", "[hosted]\npages = true\n"), "utf-8")
    run("consent", "-C", "badges", "--ref", "N2", "--give")
    told = [json.loads(line) for line in run("list", "-C", "badges", "--json")[1].splitlines()]
    assert [one["private_link"] is None for one in told] == [False, True]
    assert told[0]["private_link"].startswith(f"{told[0]['page']}#")
    run("list", "-C", "badges", "--csv", "all.csv")
    rows = list(csv.DictReader(io.StringIO(Path("all.csv").read_text("utf-8-sig"))))
    assert [row["private_link"] for row in rows] == [told[0]["private_link"], ""]
    first = json.loads(run("share", "-C", "badges", told[0]["id"], "--json")[1])
    second = json.loads(run("share", "-C", "badges", told[1]["id"], "--json")[1])
    assert first["private_link"] == told[0]["private_link"]
    assert "private_link" not in second
    assert "#" not in first["page"] + first["linkedin"] + first["html"]
    assert told[0]["private_link"] in run("share", "-C", "badges", told[0]["id"])[1]


DECISIONS = """Student number,Consent,What for,Source,Since
N1,yes,badge page,form 7,2026-02-01
N2,no,,letter,2026-02-03
"""


def test_a_list_decides_row_by_row_and_a_second_time_changes_nothing(issuer: Issuer, run: Run) -> None:
    Path("d.csv").write_text(DECISIONS)
    code, out, err = run("consent", "-C", "badges", "--csv", "d.csv")
    assert (code, err) == (0, "")
    assert "consent noted for 1 badge" in out
    assert "consent withdrawn for 1 badge" in out
    assert kept(issuer, "N1") == (True, "badge page", "2026-02-01T00:00:00Z", "form 7", None)
    assert kept(issuer, "N2") == (False, None, None, "letter", "2026-02-03T00:00:00Z")
    before = list(issuer.register.journal())
    code, out, _ = run("consent", "-C", "badges", "--csv", "d.csv")
    assert code == 0
    assert "2 badges stood so already" in out
    assert list(issuer.register.journal()) == before


def test_what_a_row_does_not_say_is_said_by_the_options_and_a_second_time_changes_nothing(
    issuer: Issuer, run: Run
) -> None:
    Path("d.csv").write_text(f"courriel;consentement\n{AISHA};oui\n{BEN};\n", "utf-8-sig")
    code, out, _ = run("consent", "-C", "badges", "--csv", "d.csv", "--for", "page", "--source", "form")
    assert code == 0
    assert "1 row decides nothing" in out
    first = kept(issuer, "N1")
    assert (first[0], first[1], first[3], kept(issuer, "N2")[0]) == (True, "page", "form", None)
    run("consent", "-C", "badges", "--csv", "d.csv", "--for", "page", "--source", "form")
    assert kept(issuer, "N1") == first


def test_who_withdraws_in_the_list_that_the_register_wrote_did_not_do_so_when_they_agreed(
    issuer: Issuer, run: Run
) -> None:
    Path("d.csv").write_text(DECISIONS)
    run("consent", "-C", "badges", "--csv", "d.csv")
    run("list", "-C", "badges", "--csv", "all.csv")
    Path("all.csv").write_text(Path("all.csv").read_text("utf-8-sig").replace(",True,", ",False,"), "utf-8")
    assert run("consent", "-C", "badges", "--csv", "all.csv")[0] == 0
    consent, _, since, _, withdrawn = kept(issuer, "N1")
    assert (consent, since) == (False, "2026-02-01T00:00:00Z")
    assert str(withdrawn) > "2026-02-28"


def test_the_list_that_the_register_wrote_changes_nothing(issuer: Issuer, run: Run) -> None:
    Path("d.csv").write_text(DECISIONS)
    run("consent", "-C", "badges", "--csv", "d.csv")
    run("list", "-C", "badges", "--csv", "all.csv")
    before = list(issuer.register.journal())
    code, out, err = run("consent", "-C", "badges", "--csv", "all.csv")
    assert (code, err) == (0, "")
    assert "2 badges stood so already" in out
    assert list(issuer.register.journal()) == before


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("N1,yes,,,\nN2,perhaps,,,\n", [3]),
        ("N1,yes,,,2026-13-45\nN9,no,,,\n,yes,,,\n", [2, 3, 4]),
        ("N1,yes,,,\nN2,no,,,\nN1,no,,,\n", [4]),
        ("N1,yes,,,2099-01-01\n", [2]),
        ("N1,yes,a\x07b,,\n", [2]),
    ],
)
def test_one_wrong_row_of_a_list_notes_nothing_and_every_wrong_row_is_named(
    issuer: Issuer, run: Run, rows: str, lines: list[int]
) -> None:
    Path("d.csv").write_text(f"Student number,Consent,What for,Source,Since\n{rows}")
    code, out, err = run("consent", "-C", "badges", "--csv", "d.csv")
    assert (code, out) == (2, "")
    for line in lines:
        assert f"d.csv, line {line}:" in err
    assert [record.consent for record in issuer.list()] == [None, None]


def test_a_list_with_decisions_is_never_taken_as_one_decision_for_all(issuer: Issuer, run: Run) -> None:
    Path("d.csv").write_text(DECISIONS)
    code, _, err = run("consent", "-C", "badges", "--csv", "d.csv", "--give")
    assert code == 2
    assert "--give" in err
    assert [record.consent for record in issuer.list()] == [None, None]


def test_hostile_words_in_a_list_are_kept_as_words(issuer: Issuer, run: Run) -> None:
    words = "\u202ejavascript:alert(1)<script>" + "x" * 10_000
    Path("d.csv").write_text(f"ref,consent,source\nN1,yes,{words}\n")
    assert run("consent", "-C", "badges", "--csv", "d.csv")[0] == 0
    assert kept(issuer, "N1")[3] == words


def test_nobody_decides_tomorrow(issuer: Issuer, run: Run) -> None:
    code, _, err = run("consent", "-C", "badges", "--ref", "N1", "--give", "--since", "2099-01-01")
    assert code == 2
    assert "2099" in err
    assert kept(issuer, "N1")[0] is None
