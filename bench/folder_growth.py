"""What commands on an issuer's folder cost by how much was issued before: processor seconds and memory of each.

``python bench/folder_growth.py [COUNT …]``, by default 1,000, 10,000 and 100,000. The register is filled with rows like
those of one real badge, whose bytes they share; then each command runs in a process of its own. Issuing 1,000 rows,
and the same again, should cost the same at every size; listing and verifying should grow in time and not in memory.
"""

import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from mexbadge.issuer import Achievement, Form, Issuer
from mexbadge.issuer.tables import CONTACTS, ENTRIES, EVENTS, ISSUED, LISTS

TOLD = """
import sys
from mexbadge.cli import main
code = main(sys.argv[2:])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
open(sys.argv[1], "w").write(peak.split()[1])
sys.exit(code)
"""
"""Runs a command and tells its most memory, which a parent's figure for a child does not (it begins with its own)."""
ROWS = 1000
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def filled(folder: Path, count: int) -> None:
    """Make a folder of which it looks as if ``count`` badges had been issued."""
    issuer = Issuer.create(folder, name="College", url="https://badges.lakeshore-college.example", form=Form.VC_JWT)
    issuer.add(Achievement("Dementia care", "Cares.", "Assessed.", slug="dementia-care"))
    (folder / "images/dementia-care.svg").write_bytes(PICTURE)
    issuer.issue("dementia-care", to="first@lakeshore-college.example")
    with issuer.register.transaction() as connection:
        model = dict(connection.execute(select(ISSUED)).mappings().one())
        rows = list(_copies(model, count))
        lists = connection.execute(select(LISTS.c.number)).scalars().all()
        for at in range(0, count, 10_000):
            some = rows[at : at + 10_000]
            connection.execute(insert(ISSUED), some)
            connection.execute(
                insert(CONTACTS), [{"id": row["id"], "identity": f"{row['ref']}@x.example"} for row in some]
            )
            connection.execute(
                insert(EVENTS), [{"at": row["issued"], "kind": "issued", "subject": row["id"]} for row in some]
            )
            for number in lists:
                entries = [
                    {"list": number, "position": 200_000 + at + place, "credential": row["id"], "value": 0}
                    for place, row in enumerate(some)
                ]
                connection.execute(insert(ENTRIES), entries)
        connection.execute(update(LISTS).values(used=LISTS.c.used))
    issuer.write_hosted()


def _copies(model: dict[str, Any], count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        name = str(uuid.UUID(int=number, version=4))
        own = {"number": number + 10, "id": f"urn:uuid:{name}", "award": f"{number:064x}", "person": f"{number:064x}"}
        yield {**model, **own, "page": f"{number:032x}", "file": f"dementia-care-{name}.svg", "ref": f"N{number}"}


def cost(words: Sequence[str]) -> tuple[float, float]:
    """Run a command and return its processor seconds and its most memory in MiB, children included in neither."""
    with tempfile.NamedTemporaryFile("r") as told:
        command = [sys.executable, "-c", TOLD, told.name, *words]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) not in {0, 3}:
            raise SystemExit(f"{words}: {os.waitstatus_to_exitcode(status)}")
        return usage.ru_utime + usage.ru_stime, float(told.read()) / 1024


def main(counts: Sequence[int]) -> None:
    """Print a line for each size and command."""
    print(f"{'issued before':>14}  {'command':<34}{'CPU s':>8}{'MiB':>8}")
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            folder, people = Path(place) / "badges", Path(place) / "people.csv"
            filled(folder, count)
            people.write_text("email\n" + "".join(f"new{n}@x.example\n" for n in range(ROWS)), "utf-8")
            issue = ["issue", "-C", str(folder), "--achievement", "dementia-care", "--csv", str(people)]
            issued = str(folder / "issued" / "*.svg")
            commands = {
                f"issue {ROWS} new rows": issue,
                f"issue the same {ROWS} again": issue,
                "list": ["list", "-C", str(folder)],
                "list --csv": ["list", "-C", str(folder), "--csv", str(Path(place) / "all.csv")],
                f"verify {ROWS} files": ["verify", "-q", "--resources", str(folder / "hosted"), issued],
            }
            for name, words in commands.items():
                seconds, memory = cost(words)
                print(f"{count:>14,}  {name:<34}{seconds:>8.2f}{memory:>8.0f}", flush=True)


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [1000, 10_000, 100_000])
