"""What a college's site costs by how many badges it shows: processor seconds, most memory, files and bytes.

``python bench/site_growth.py [--as FORM] [--shown SHARE] [--walks] [COUNT …]``, by default 1,000, 10,000 and 100,000,
``vc-jwt``, and one holder of ten who agreed to be named. The folder is filled as by ``folder_growth.py``; then the site
is written, written again with nothing new, after one badge was revoked and one holder agreed, and after one more badge
was issued. The first time should grow with the badges; the others should walk, and write a handful of files; memory
should grow by what one line of a list takes for each file, and not by what the files hold. With ``--walks`` the first
time is not measured: files of one byte are put in place of the site's, under their keys, which is all that the next
time compares.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from folder_growth import TOLD, filled
from sqlalchemy import bindparam, update

from mexbadge.issuer import Form, Issuer
from mexbadge.issuer.register.tables import CONTACTS
from mexbadge.publish.files import SitePlan
from mexbadge.publish.site import site_of
from mexbadge.publish.writing import write_site


def told(words: Sequence[str]) -> tuple[float, float, dict[str, object]]:
    """Run a command; return its processor seconds, its most memory in MiB, and what it says in JSON."""
    with tempfile.NamedTemporaryFile("r") as peak, tempfile.TemporaryFile("w+") as said:
        command = [sys.executable, "-c", TOLD, peak.name, *words, "--json"]
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if code := os.waitstatus_to_exitcode(status):
            raise SystemExit(f"{words}: {code}")
        said.seek(0)
        lines = said.read().splitlines()
        return usage.ru_utime + usage.ru_stime, float(peak.read()) / 1024, json.loads(lines[-1]) if lines else {}


def size(folder: Path) -> tuple[int, int]:
    """Return how many files lie below a folder, and their bytes."""
    found = [(Path(place) / name).stat().st_size for place, _, names in os.walk(folder) for name in names]
    return len(found), sum(found)


def measured(count: int, form: Form, shown: float, place: Path, *, walks: bool) -> None:
    """Print a line for each time that the site of ``count`` badges is written."""
    folder, out = place / "badges", place / "site"
    filled(folder, count, form, ledger=False)
    issuer = Issuer.open(folder)
    agreed = [{"who": f"N{number}@x.example"} for number in range(int(count * shown))]
    named = update(CONTACTS).where(CONTACTS.c.identity == bindparam("who")).values(consent=True, name="Zoé Learner")
    if agreed:
        with issuer.register.transaction() as connection:
            connection.execute(named, agreed)
    publish = ["publish", "-C", str(folder), "--out", str(out)]

    def line(name: str) -> None:
        seconds, memory, said = told(publish)
        files, weight = size(out)
        changes = "/".join(str(said[each]) for each in ("added", "changed", "removed"))
        print(
            f"{count:>9,}  {name:<22}{seconds:>9.1f}{memory:>7.0f}{files:>11,}{weight / 2**20:>8.0f}  {changes}",
            flush=True,
        )

    if walks:
        write_site(out, SitePlan(lambda: (replace(file, make=lambda: b"x") for file in site_of(issuer))))
    else:
        line("for the first time")
    line("nothing new")
    told(["revoke", "-C", str(folder), "--to", "first@lakeshore-college.example", "--reason", "x"])
    told(["consent", "-C", str(folder), str(uuid.UUID(int=count - 1, version=4)), "--give"])
    line("one revoked, one shown")
    told(["issue", "-C", str(folder), "--achievement", "dementia-care", "--to", "one-more@lakeshore-college.example"])
    line("one more issued")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="*", default=[1000, 10_000, 100_000])
    parser.add_argument("--as", dest="form", choices=[form.value for form in Form], default=Form.VC_JWT.value)
    parser.add_argument("--shown", type=float, default=0.1)
    parser.add_argument("--walks", action="store_true")
    given = parser.parse_args()
    print(f"{given.form}, {given.shown:.0%} agreed to be named")
    print(f"{'badges':>9}  {'the site written':<22}{'CPU s':>9}{'MiB':>7}{'files':>11}{'MiB':>8}  new/changed/gone")
    for count in given.count:
        with tempfile.TemporaryDirectory() as place:
            measured(count, Form(given.form), given.shown, Path(place), walks=given.walks)
