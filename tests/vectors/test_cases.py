"""Real badges and attacks, each a folder with its right answer (``expect.json``), as the command line tells them."""

import json
from pathlib import Path
from typing import Any

import pytest

from mexbadge.cli import main
from vectors_data import FOLDER, vectors

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "programme"
HOLDER = "lee@mail.example.org"
FILES = ("badge.png", "badge.svg", "badge.jwt", "badge.json", "a.json")
"""Where a case names no file, the first of these that it holds is the badge."""


def cases(family: str) -> list[Path]:
    folder = FOLDER / family
    return sorted(found.parent for found in folder.glob("*/expect.json")) if folder.is_dir() else []


CASES = [
    pytest.param(case, id=f"{case.parent.name}/{case.name}")
    for family in ("attacks", "field")
    for case in cases(family)
]


def expected(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((case / "expect.json").read_text(encoding="utf-8"))
    return found


def badge_of(case: Path, expect: dict[str, Any]) -> Path:
    named = expect.get("file") or expect.get("files", {}).get("badge")
    return case / named if named else next(case / name for name in FILES if (case / name).exists())


def resources_of(case: Path, expect: dict[str, Any]) -> list[str]:
    name = expect.get("files", {}).get("resources", "resources.json")
    return ["--resources", str(case / name)] if (case / name).exists() else []


def moment_of(expect: dict[str, Any]) -> list[str]:
    return ["--at", expect["at"]] if "at" in expect else []


def arguments_of(case: Path, expect: dict[str, Any], name: str) -> list[str]:
    return [str(case / given) if (case / given).is_file() else given for given in expect.get(name, [])]


@pytest.mark.parametrize("family", ["attacks", "field"])
def test_the_cases_are_here(family: str) -> None:
    vectors(family)
    assert cases(family), f"no case with an expect.json in {family}"


@pytest.mark.parametrize("case", CASES)
def test_a_case_comes_out_as_it_should(case: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    expect = expected(case)
    wrong = [
        *judged(case, expect, capsys),
        *baked(case, expect, capsys, tmp_path),
        *matched(case, expect, capsys),
        *completed(case, expect, capsys),
    ]
    assert not wrong, "\n".join(wrong)


def judged(case: Path, expect: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What ``verify`` or ``show`` says otherwise than the case asks."""
    command = expect.get("command", "verify")
    if command not in ("verify", "show") or not ({"verdict", "first_lines_contain"} & set(expect)):
        return []
    given = [
        command,
        str(badge_of(case, expect)),
        *resources_of(case, expect),
        *moment_of(expect),
        *arguments_of(case, expect, "args"),
    ]
    if command == "show":
        given = [command, str(badge_of(case, expect)), *(resources_of(case, expect) or ["--offline"])]
    code = main([*given, "--color", "never"])
    text = capsys.readouterr().out
    lines = text.splitlines()
    wrong = [f"{word!r} is said" for word in expect.get("text_lacks", []) if word in text]
    wrong += [
        f"{word!r} is said at the top" for word in expect.get("text_lacks_first", []) if word in "\n".join(lines[:4])
    ]
    wrong += [
        f"{word!r} is not said at the top"
        for word in expect.get("first_lines_contain", [])
        if word not in "\n".join(lines[:8])
    ]
    if command == "show":
        return wrong
    main([*given, "--json"])
    report = json.loads(capsys.readouterr().out.splitlines()[0])
    codes = {finding["code"] for finding in report["findings"] if finding["outcome"] not in ("passed", "skipped")}
    if report["verdict"] not in expect["verdict"]:
        wrong.append(f"{report['verdict']} instead of {expect['verdict']}: {sorted(codes)}")
    if code != {"valid": 0, "warning": 0, "invalid": 1, "unknown": 3}[report["verdict"]]:
        wrong.append(f"exit {code} with the verdict {report['verdict']}")
    if "codes_any" in expect and not codes & set(expect["codes_any"]):
        wrong.append(f"none of {expect['codes_any']} in {sorted(codes)}")
    wrong += [
        f"no code {prefix}… in {sorted(codes)}"
        for prefix in expect.get("codes_prefix", [])
        if not any(c.startswith(prefix) for c in codes)
    ]
    return wrong


def baked(case: Path, expect: dict[str, Any], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> list[str]:
    """What ``bake`` does otherwise than the case asks."""
    if expect.get("command") != "bake":
        return []
    code = main(["bake", str(case / "image.png"), str(case / "credential.json"), "-o", str(tmp_path / "x.png")])
    capsys.readouterr()
    wrong = [] if code == expect["exit"] else [f"exit {code} instead of {expect['exit']}"]
    return [*wrong, *(["something was written"] if any(tmp_path.iterdir()) else [])]


def ranked(given: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], str]:
    main(["match", "rank", *given, "--json"])
    report = json.loads(capsys.readouterr().out.splitlines()[0])
    main(["match", "rank", *given, "--color", "never", "-v"])
    return report, capsys.readouterr().out


def matched(case: Path, expect: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What matching makes of the badge otherwise than the case asks."""
    badge, resources, moment = (
        badge_of(case, expect) if "command" not in expect else case,
        resources_of(case, expect),
        moment_of(expect),
    )
    if "match_counts" in expect:
        vacancy, skills = EXAMPLES / "vacancies" / "psw-nights.json", EXAMPLES / "skills.csv"
        given = [
            "--vacancy",
            str(vacancy),
            "--taxonomy",
            str(skills),
            "--badges",
            str(badge),
            "--recipient",
            "m@x.example",
            *resources,
            *moment,
        ]
        report, _ = ranked(given, capsys)
        return (
            []
            if (report["covered"] > 0) == expect["match_counts"] and report["score"] == 0
            else [f"score {report['score']}"]
        )
    if not ({"match", "match_told"} & set(expect)):
        return []
    report, text = ranked(
        ["--vacancy", str(case / "vacancy.json"), "--badges", str(badge), "--recipient", HOLDER, *resources, *moment],
        capsys,
    )
    if expect.get("match") and report["covered"] != report["musts"]:
        return [f"{report['covered']} of {report['musts']} skills"]
    if expect.get("match_told") and report["covered"] == 0 and "11111111-2222-4333-8444-555555555555" not in text:
        return ["the skill that was not read is not told"]
    return []


def completed(case: Path, expect: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What ``pathway show`` says otherwise than the case asks."""
    if "pathway_complete" not in expect:
        return []
    given = [str(case / "pathway.toml"), "--badges", str(badge_of(case, expect)), "--recipient", expect["recipient"]]
    given += [*resources_of(case, expect), *moment_of(expect), *arguments_of(case, expect, "pathway_args")]
    code = main(["pathway", "show", *given, "--json"])
    out = capsys.readouterr().out
    if code == 2:
        return [] if not expect["pathway_complete"] else [f"refused: {out}"]
    status = json.loads(out.splitlines()[0])["status"]
    return [] if (status == "satisfied") == expect["pathway_complete"] else [f"the pathway is {status}"]
