"""Ours at theirs and theirs at ours, in one run: ``make interop``.

Badges of every kind that mexbadge issues (genuine, altered, revoked) are shown to four foreign verifiers, and badges
that other programs issue to mexbadge. What is expected of each stands in ``expected.json``, and is judged in
docs/reference/interoperability.md; any difference from it ends the run with 1.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ours import altered, issued

from mexbadge.fetch import ResourceSet
from mexbadge.verify import Outcome, Report, Verdict, verify

HERE = Path(__file__).resolve().parent
KEPT = HERE.parent / "tests" / "data" / "foreign"
ACCEPTED = {Verdict.VALID, Verdict.WARNING}
_VARYING = ("openvc ecdsa-rdfc-2019-p384.genuine.json",)
"""Its canonical form takes SHA-256 where P-384 wants SHA-384: half of them fail, by how blank nodes are ordered."""
REMARK = (
    "Made with the program's own functions from a made-up college's data, for these tests; no part of the program is in"
    " it. The licence is that of the program."
)


def ours_at_theirs(folder: Path) -> dict[str, bool]:
    """Ask the foreign verifiers, and let the foreign issuers issue."""
    node = [os.environ.get("NODE", "node"), str(HERE / "foreign.mjs"), str(folder)]
    subprocess.run(node, check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    python = HERE / ".python" / "bin" / "python"
    subprocess.run(
        [str(python), str(HERE / "foreign.py"), str(folder)], check=True, timeout=300, stdout=subprocess.DEVNULL
    )
    found: dict[str, bool] = json.loads((folder / "npm.json").read_text(encoding="utf-8"))
    return found | json.loads((folder / "pypi.json").read_text(encoding="utf-8"))


def pages(folder: Path) -> dict[str, object]:
    """Return what foreign issuers would publish, by address."""
    found: dict[str, object] = json.loads((folder / "pages.json").read_text(encoding="utf-8"))
    return found


def judged(content: bytes, published: dict[str, object]) -> Report:
    """Judge a foreign badge with what its issuer publishes and no network."""

    pages = {url: json.dumps(page).encode() for url, page in published.items()}
    return verify(content, fetch=ResourceSet.of(pages))


def theirs_at_ours(folder: Path) -> dict[str, bool]:
    """Judge what they issued, as it came and with one word changed; what is revoked just as it came."""
    found = {}
    for file in sorted((folder / "theirs").iterdir()):
        content = file.read_bytes()
        cases = {"genuine": content, "altered": altered(content)}
        if ".revoked." in file.name:
            cases = {"revoked": content}
        for name, case in cases.items():
            found[f"mexbadge {file.name} {name}"] = judged(case, pages(folder)).verdict in ACCEPTED
    return found


def table(found: dict[str, bool]) -> str:
    """Write what each said of each, a line a badge."""
    return "\n".join(f"{'accepted' if said else 'refused':<9}{name}" for name, said in sorted(found.items()))


def keep(folder: Path) -> None:
    """Keep the foreign badges as test data: each with the program that made it, and what is said of it."""
    programs = json.loads((folder / "programs.json").read_text(encoding="utf-8"))
    for file in KEPT.iterdir():
        file.unlink()
    index: dict[str, object] = {}
    for file in sorted((folder / "theirs").iterdir()):
        (KEPT / file.name).write_bytes(file.read_bytes())
        report = judged(file.read_bytes(), pages(folder))
        said = {Outcome.FAILED, Outcome.UNKNOWN, Outcome.WARNED}
        codes = sorted({finding.code for finding in report.findings if finding.outcome in said})
        index[file.name] = {**programs[file.name.partition("-")[0]], "verdict": report.verdict, "codes": codes}
    whole = {"remark": REMARK, "badges": index, "pages": pages(folder)}
    (KEPT / "index.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def interop() -> int:
    """Run it all; with ``--write`` what is found becomes what is expected, and foreign badges are kept as test data."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        issued(folder)
        found = ours_at_theirs(folder) | theirs_at_ours(folder)
        print(table(found))
        expected = HERE / "expected.json"
        if "--write" in sys.argv:
            expected.write_text(json.dumps(dict(sorted(found.items())), indent=1) + "\n", encoding="utf-8")
            keep(folder)
            return 0
        wanted = json.loads(expected.read_text(encoding="utf-8"))
        for key in _VARYING:
            found.pop(key, None)
            wanted.pop(key, None)
        differing = sorted(key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key))
        for key in differing:
            print(f"differs: {key}: {found.get(key)} instead of {wanted.get(key)}")
        print(f"{len(found) - len(differing)} passed, {len(differing)} failed")
        return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(interop())
