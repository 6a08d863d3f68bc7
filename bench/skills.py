"""What it costs to load a list as large as ESCO, and to suggest from it. Run: python bench/skills.py."""

import csv
import io
import random
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from mexbadge.match.suggesting import Suggester
from mexbadge.skills import load_taxonomy

SKILLS, GROUPS, OCCUPATIONS, RELATIONS = 13_900, 640, 3_000, 120_000
WORDS = ["lift", "move", "clean", "plan", "write", "read", "test", "build", "care", "teach", "sell", "drive", "paint"]
BASE = "http://data.europa.eu/esco"


def table(header: str, rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header.split())
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()


def release(path: Path) -> None:
    """A release in the layout of ESCO 1.2, English and French, with line breaks inside cells."""
    chance = random.Random(1)  # noqa: S311 - the same release in every run

    def label(number: int) -> str:
        return f"{' '.join(chance.sample(WORDS, 3))} {number}"

    files: dict[str, str] = {}
    for lang in ("en", "fr"):
        files[f"skills_{lang}.csv"] = table(
            "conceptType conceptUri skillType preferredLabel altLabels description",
            (
                (
                    "KnowledgeSkillCompetence",
                    f"{BASE}/skill/{n}",
                    "skill/competence",
                    f"{label(n)} {lang}",
                    "\n".join(label(n) for _ in range(6)),
                    "What it is. " * 12,
                )
                for n in range(SKILLS)
            ),
        )
        files[f"skillGroups_{lang}.csv"] = table(
            "conceptUri preferredLabel altLabels",
            ((f"{BASE}/group/{n}", f"group {n} {lang}", "") for n in range(GROUPS)),
        )
        files[f"occupations_{lang}.csv"] = table(
            "conceptUri preferredLabel altLabels",
            ((f"{BASE}/occupation/{n}", f"{label(n)} {lang}", f"{label(n)}\n{label(n)}") for n in range(OCCUPATIONS)),
        )
    files["occupationSkillRelations_en.csv"] = table(
        "occupationUri relationType skillType skillUri",
        (
            (
                f"{BASE}/occupation/{chance.randrange(OCCUPATIONS)}",
                chance.choice(["essential", "optional"]),
                "",
                f"{BASE}/skill/{chance.randrange(SKILLS)}",
            )
            for _ in range(RELATIONS)
        ),
    )
    files["broaderRelationsSkillPillar_en.csv"] = table(
        "conceptType conceptUri broaderType broaderUri",
        (("", f"{BASE}/skill/{n}", "SkillGroup", f"{BASE}/group/{n % GROUPS}") for n in range(SKILLS)),
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"ESCO dataset - v1.2.0/{name}", text)


def timed(name: str, work: Callable[[], object], bound: str) -> object:
    begin = time.perf_counter()
    result = work()
    print(f"{name:56} {time.perf_counter() - begin:8.2f} s  {bound}")
    return result


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "esco.zip"
        release(path)
        taxonomy = timed(
            f"{SKILLS:,} skills, {RELATIONS:,} relations, two languages", lambda: load_taxonomy(path), "< 3 s"
        )
    suggester = timed("an index of their labels", lambda: Suggester(taxonomy), "")  # type: ignore[arg-type]
    timed("one suggestion", lambda: suggester.suggest("moves and lifts people"), "")  # type: ignore[attr-defined]
    timed("one title", lambda: suggester.of_title("care guide"), "")  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
