"""``mexbadge pathway``: shown, awarded once, reviewed and exported, from an issuer's folder and badge files."""

import json
from pathlib import Path

import pytest

from commands import URL, Run, college
from issuing import AISHA, BEN, DEMENTIA
from made_once import copied
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Issuer
from mexbadge.pathways import load_pathway
from mexbadge.pathways.ctdl import from_ctdl, to_ctdl
from mexbadge.verify import Verdict, Verifier

NAMES = ("dementia-care", "first-aid", "safe-lifts")
PATHWAY = """
id = "https://badges.college.ca/pathways/care"
version = "1"
issuer = "did:web:badges.college.ca"
name = {en = "Care", fr = "Soins"}
completion = "https://badges.college.ca/achievements/capstone"

[root]
id = "all"
label = {en = "Everything", fr = "Tout"}
allOf = [
  {id = "dementia", earn = {achievement = "https://badges.college.ca/achievements/dementia-care"}},
  {id = "one", kOf = {k = 1, of = [
    {id = "aid", earn = {achievement = "https://badges.college.ca/achievements/first-aid"}},
    {id = "lifts", earn = {achievement = "https://badges.college.ca/achievements/safe-lifts"}},
  ]}},
]
"""
COURSES = {
    "colleges": [{"id": "c", "name": "College", "approved": True}],
    "courses": [
        {
            "id": "aid",
            "name": "Aid",
            "college": "c",
            "awards": [f"{URL}/achievements/first-aid"],
            "cost": 90,
            "days": 1,
        },
        {
            "id": "lift",
            "name": "Lift",
            "college": "c",
            "awards": [f"{URL}/achievements/safe-lifts"],
            "cost": 9,
            "days": 9,
        },
    ],
}


def _files() -> None:
    made = college(*NAMES, "capstone")
    made.issue("dementia-care", to=AISHA).save("dementia.png")
    made.issue("first-aid", to=AISHA).save("aid.png")
    made.issue("safe-lifts", to=BEN).save("ben.png")
    made.write_hosted()
    Path("pathway.toml").write_text(PATHWAY, "utf-8")
    Path("courses.json").write_text(json.dumps(COURSES), "utf-8")


@pytest.fixture
def issuer(run: Run, tmp_path: Path) -> Issuer:
    del run
    copied(_files, tmp_path)
    return Issuer.open("badges")


WITH = ("--resources", "badges/hosted", "--recipient", AISHA)


def test_a_pathway_is_shown_with_and_without_somebodys_badges(issuer: Issuer, run: Run) -> None:
    assert issuer.settings.id == "did:web:badges.college.ca"
    code, out, _ = run("pathway", "show", "pathway.toml")
    assert (code, out.splitlines()[0]) == (0, "Care: not yet")
    code, out, err = run(
        "pathway", "show", "pathway.toml", *WITH, "--badges", "dementia.png", "ben.png", "--catalogue", "courses.json"
    )
    assert code == 1, err
    assert "1 of 2; missing one" in out
    assert "it was awarded to somebody else" in out
    assert "cheapest way" in out
    assert "quickest way" in out
    code, out, _ = run(
        "pathway",
        "show",
        "pathway.toml",
        *WITH,
        "--badges",
        "dementia.png",
        "aid.png",
        "--svg",
        "p.svg",
        "--mermaid",
        "p.mmd",
    )
    assert (code, out.splitlines()[0]) == (0, "Care: complete")
    assert "✓" in Path("p.svg").read_text("utf-8")
    assert "satisfied" in Path("p.mmd").read_text("utf-8")
    code, out, _ = run(
        "pathway", "show", "pathway.toml", *WITH, "--badges", "aid.png", "--catalogue", "courses.json", "--json"
    )
    first, second = (json.loads(line) for line in out.splitlines())
    assert first["status"] == "in_progress"
    assert not second["cheapest"]["feasible"]
    code, _, err = run(
        "pathway", "show", "pathway.toml", "--resources", "badges/hosted", "--badges", "dementia.png", "aid.png"
    )
    assert code == 1
    assert "--recipient" in err
    assert (
        run(
            "pathway", "show", "pathway.toml", "--badges", "dementia.png", "aid.png", "--offline", "--recipient", AISHA
        )[0]
        == 3
    )


def test_what_is_wrong_is_told_before_anything_is_done(issuer: Issuer, run: Run) -> None:
    Path("wrong.toml").write_text(PATHWAY.replace("k = 1", "k = 3").replace('id = "aid"', 'id = "lifts"'), "utf-8")
    code, _, err = run("pathway", "show", "wrong.toml")
    assert code == 2
    assert "asks for 3 of 2 parts" in err
    assert "stands for two requirements" in err
    for words in (
        ("show", "missing.toml"),
        ("show", "pathway.toml", "--badges", "missing.png"),
        ("show", "pathway.toml", "--badges", "aid.png", "--recipient", " "),
        ("award", "pathway.toml", "-C", "badges"),
        ("award", "pathway.toml", "-C", "elsewhere", *WITH, "--badges", "dementia.png", "aid.png"),
        ("export", "pathway.toml", "--as", "clr", "-C", "badges", "-o", "x.png"),
        ("export", "pathway.toml", "--as", "pdf", "-o", "x"),
    ):
        assert run("pathway", *words)[0] == 2, words
    assert len(list(issuer.list())) == 3


def test_the_completion_is_awarded_once_with_its_proof(issuer: Issuer, run: Run) -> None:
    badges = ("--badges", "dementia.png", "aid.png")
    code, out, _ = run("pathway", "award", "pathway.toml", "-C", "badges", *WITH, "--badges", "dementia.png")
    assert code == 1
    assert "missing" in out
    code, out, err = run("pathway", "award", "pathway.toml", "-C", "badges", *WITH, *badges, "--json")
    assert code == 0, err
    first = json.loads(out)
    again = json.loads(run("pathway", "award", "pathway.toml", "-C", "badges", *WITH, *badges, "--json")[1])
    assert (again["id"], again["already"]) == (first["id"], True)
    did = ("--recipient", "did:example:aisha")
    both = json.loads(run("pathway", "award", "pathway.toml", "-C", "badges", *did, *WITH, *badges, "--json")[1])
    assert both["id"] == first["id"], "one person of two identities"
    assert "already" not in run("pathway", "award", "pathway.toml", "-C", "badges", *WITH, *badges)[2]
    report = Verifier(fetch=ResourceSet.load(Path("badges/hosted"))).verify(first["file"], recipient=AISHA)
    assert report.verdict is Verdict.VALID, report
    assert "image_same" in report.codes()
    assert report.badge is not None
    (evidence,) = report.badge.evidence
    proof = json.loads(evidence.narrative or "")
    assert proof["pathway"] == "https://badges.college.ca/pathways/care"
    assert {one["sha256"] for one in proof["badges"]} == {
        Verifier(fetch=ResourceSet.load(Path("badges/hosted"))).verify(name).digest
        for name in ("dementia.png", "aid.png")
    }
    Path("v2.toml").write_text(PATHWAY.replace('version = "1"', 'version = "2"'), "utf-8")
    newer = json.loads(run("pathway", "award", "v2.toml", "-C", "badges", *WITH, *badges, "--json")[1])
    assert newer["id"] != first["id"]
    Path("other.toml").write_text(PATHWAY.replace("did:web:badges.college.ca", "did:web:other.ca"), "utf-8")
    assert (
        run("pathway", "award", "other.toml", "-C", "badges", *WITH, *badges, "--issuer", "did:web:badges.college.ca")[
            0
        ]
        == 2
    )
    Path("none.toml").write_text(
        PATHWAY.replace('completion = "https://badges.college.ca/achievements/capstone"', ""), "utf-8"
    )
    assert run("pathway", "award", "none.toml", "-C", "badges", *WITH, *badges)[0] == 2
    Path("ghost.toml").write_text(PATHWAY.replace("achievements/capstone", "achievements/ghost"), "utf-8")
    assert run("pathway", "award", "ghost.toml", "-C", "badges", *WITH, *badges)[0] == 2
    assert issuer.forget(AISHA) == 4


def test_a_component_that_falls_flags_the_completion_and_revokes_it_only_if_asked(issuer: Issuer, run: Run) -> None:
    badges = ("--badges", "dementia.png", "aid.png")
    made = json.loads(run("pathway", "award", "pathway.toml", "-C", "badges", *WITH, *badges, "--json")[1])["id"]
    code, out, _ = run("pathway", "review", "pathway.toml", "-C", "badges")
    assert (code, out.splitlines()[-1]) == (0, "1 award looked at: 0 to review, 0 revoked")
    component = next(record.id for record in issuer.list() if record.slug == "first-aid")
    issuer.revoke(component)
    issuer.write_hosted()
    assert run("pathway", "review", "pathway.toml", "-C", "badges", "--cascade", "none")[0] == 1
    code, out, _ = run("pathway", "review", "pathway.toml", "-C", "badges")
    assert code == 1
    assert component in out
    assert issuer.record(made).status.value == "active", "never revoked in silence"
    seen = ("--resources", "badges/hosted", *badges)
    (found,) = [
        json.loads(line)
        for line in run("pathway", "review", "pathway.toml", "-C", "badges", *seen, "--json")[1].splitlines()
    ]
    assert found == {"id": made, "fallen": [component], "unseen": [], "revoked": False}
    assert run("pathway", "review", "pathway.toml", "-C", "badges", "--cascade", "revoke")[0] == 1
    assert issuer.record(made).status.value == "revoked"
    assert run("pathway", "review", "pathway.toml", "-C", "badges")[1].endswith(
        "0 awards looked at: 0 to review, 0 revoked\n"
    )
    issuer.issue("first-aid", to=AISHA, again=True).save("aid2.png")
    issuer.write_hosted()
    fresh = ("--badges", "dementia.png", "aid2.png")
    anew = json.loads(run("pathway", "award", "pathway.toml", "-C", "badges", *WITH, *fresh, "--again", "--json")[1])
    assert anew["id"] != made


@pytest.mark.parametrize("badges", [("dementia.png", "aid.png"), ("dementia.png", "ben.png")])
def test_a_learner_record_holds_the_badges_as_they_are_and_is_valid(
    issuer: Issuer, run: Run, badges: tuple[str, ...]
) -> None:
    code, _, err = run(
        "pathway",
        "export",
        "pathway.toml",
        "--as",
        "clr",
        "-C",
        "badges",
        *WITH,
        "--badges",
        *badges,
        "-o",
        "record.png",
    )
    assert code == 0, err
    code, out, _ = run("verify", "--resources", "badges/hosted", "record.png", "--recipient", AISHA, "--json")
    report = json.loads(out)
    assert (code, report["verdict"]) == (0, "valid"), report
    complete = badges == ("dementia.png", "aid.png")
    judged = Verifier(fetch=ResourceSet.load(Path("badges/hosted"))).verify("record.png")
    assert "image_same" in judged.codes()
    nested = judged.nested
    assert len(nested) == (2 if complete else 1)
    assert run("verify", "--resources", "badges/hosted", "record.png", "--recipient", BEN)[0] == 1
    assert b"clrcredential" in Path("record.png").read_bytes()
    assert (b'"partial":false' in Path("record.png").read_bytes().replace(b" ", b"")) is complete
    issuer.add(Achievement("Cooking", DEMENTIA.description, DEMENTIA.criteria, slug="cooking"))
    issuer.issue("cooking", to=AISHA).save("cooking.png")
    issuer.issue("capstone", to=AISHA).save("capstone.png")
    issuer.write_hosted()
    more = ("--badges", *badges, "cooking.png", "capstone.png", "-o", "more.png")
    assert run("pathway", "export", "pathway.toml", "--as", "clr", "-C", "badges", *WITH, *more)[0] == 0
    names = {
        one.badge.name
        for one in Verifier(fetch=ResourceSet.load(Path("badges/hosted"))).verify("more.png").nested
        if one.badge is not None
    }
    assert "Cooking" not in names, "what else somebody holds is not told"
    assert len(names) == len(nested) + 1, "what the pathway awards belongs to it"
    issuer.issue("safe-lifts", to=AISHA, form=None).save("lifts.png")
    assert (
        run(
            "pathway",
            "export",
            "pathway.toml",
            "--as",
            "clr",
            "-C",
            "badges",
            *WITH,
            "--badges",
            "ben.png",
            "-o",
            "no.png",
        )[0]
        == 2
    )


def test_ctdl_says_what_it_can_and_names_what_is_lost(issuer: Issuer, run: Run) -> None:
    del issuer
    code, _, err = run("pathway", "export", "pathway.toml", "--as", "ctdl", "-o", "p.jsonld")
    assert code == 0
    assert "doubleCount allow" in err
    graph = json.loads(Path("p.jsonld").read_text("utf-8"))
    (condition,) = next(node for node in graph["@graph"] if node["@id"].endswith("#one"))["ceterms:hasCondition"]
    assert condition["ceterms:requiredNumber"] == 1
    pathway = load_pathway("pathway.toml")
    back = from_ctdl(graph)
    assert to_ctdl(back)[0] == graph
    assert (back.id, back.completion) == (pathway.id, pathway.completion)


def test_what_is_wrong_with_the_call_is_said_by_name_and_nothing_is_issued(issuer: Issuer, run: Run) -> None:
    Path("there.json").write_text("{}", "utf-8")
    before = [one.id for one in issuer.list()]
    badges = ("--badges", "dementia.png", "aid.png")
    folder = ("-C", "badges")
    for words, said in (
        (("pathway", "award", "pathway.toml", *folder, *WITH), "missing: --badges\n"),
        (("pathway", "award", "pathway.toml", *folder, *badges), "missing: --recipient\n"),
        (
            ("pathway", "export", "pathway.toml", "--as", "clr", *folder, "-o", "r.json"),
            "missing: --badges, --recipient",
        ),
        (
            ("pathway", "export", "pathway.toml", "--as", "clr", *folder, *WITH, *badges, "-o", "there.json"),
            "there.json is there already",
        ),
        (("issue", *folder, "--achievement", "first-aid", "--to", BEN, "-o", "there.json"), "is there already"),
        (("endorse", *folder, "https://partner.example/1", "--comment", "Good.", "-o", "there.json"), "there already"),
    ):
        code, out, err = run(*words)
        assert (code, out) == (2, ""), words
        assert said in err
    assert [one.id for one in issuer.list()] == before
    assert not issuer.endorsements()


def test_an_award_that_is_not_due_says_as_data_what_is_missing_and_a_file_without_a_badge_is_named(
    issuer: Issuer, run: Run
) -> None:
    del issuer
    Path("plain.txt").write_text("no badge", "utf-8")
    given = ("-C", "badges", *WITH, "--badges", "dementia.png", "plain.txt")
    code, out, err = run("pathway", "award", "pathway.toml", *given, "--json")
    assert code == 1
    assert json.loads(out)["status"] == "in_progress"
    assert "plain.txt holds no badge" in err
