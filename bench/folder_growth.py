"""What commands on an issuer's folder cost by how much was issued before: processor seconds and memory of each.

``python bench/folder_growth.py [--ledger] [--as FORM] [--issuing | --lists] [COUNT …]``, by default 1,000, 10,000 and
100,000, ``vc-jwt``; with ``--issuing`` only the commands that change something. ``--lists`` asks instead what one
command costs by the length of the list or the number of files that it is given, in a folder that was empty.
The folder is filled with rows and files like those of one real badge, whose bytes they share, and with a log that holds
an entry of each; then each command runs in a process of its own. Issuing 1,000 rows, and the same again, should cost
the same at every size; listing and verifying should grow in time and not in memory.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from mexbadge.issuer import Achievement, Form, Issuer
from mexbadge.issuer.register.tables import CONTACTS, ENTRIES, EVENTS, ISSUED, LISTS, RECEIPTS
from mexbadge.keys import load_signer
from mexbadge.ledger import SUFFIX, EntryKind, commit, secured_bytes
from mexbadge.ledger.log import Log

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
CHANGING = 4
"""How many of the commands change something: the first ones."""
PORTION = 10_000
LINKS = 30_000
"""How many names one file gets: a file system allows no end of them."""


def filled(folder: Path, count: int, form: Form, *, ledger: bool) -> None:
    """Make a folder of which it looks as if ``count`` badges had been issued."""
    url, email = "https://badges.lakeshore-college.example", "badges@lakeshore-college.example"
    issuer = Issuer.create(folder, name="College", url=url, email=email, form=form, ledger=ledger)
    issuer.add(Achievement("Dementia care", "Cares.", "Assessed.", slug="dementia-care"))
    (folder / "images/dementia-care.svg").write_bytes(PICTURE)
    issuer.issue("dementia-care", to="first@lakeshore-college.example")
    with issuer.register.read() as connection:
        model = dict(connection.execute(select(ISSUED)).mappings().one())
        receipt = connection.execute(select(RECEIPTS.c.body)).scalar()
    rows = list(_copies(model, count))
    log = Log.open(issuer.register.database) if ledger else None
    for at in range(0, count, PORTION):
        with issuer.register.transaction() as connection:
            _insert(connection, rows[at : at + PORTION], at, receipt)
            if log is not None:
                content, moment = secured_bytes(model["credential"]), issuer.now()
                log.append(
                    connection,
                    [
                        commit(EntryKind.ISSUE, content, subject=row["id"], at=moment, rng=os.urandom)
                        for row in rows[at : at + PORTION]
                    ],
                )
    if log is not None:
        log.checkpoint(load_signer(folder / "keys/log.pem", verification_method="urn:mexbadge:log"))
    _files(folder, rows, model, receipt=ledger)
    issuer.write_hosted()


def _insert(connection: Connection, some: Sequence[dict[str, Any]], at: int, receipt: bytes | None) -> None:
    connection.execute(insert(ISSUED), some)
    contacts = [{"id": row["id"], "identity": f"{row['ref']}@x.example"} for row in some]
    connection.execute(insert(CONTACTS), contacts)
    told = [{"at": row["issued"], "kind": "issued", "subject": row["id"]} for row in some]
    connection.execute(insert(EVENTS), told)
    if receipt is not None:
        connection.execute(insert(RECEIPTS), [{"id": row["id"], "body": receipt, "delivered": True} for row in some])
    for number in connection.execute(select(LISTS.c.number)).scalars().all():
        entries = [
            {"list": number, "position": 200_000 + at + place, "credential": row["id"], "value": 0}
            for place, row in enumerate(some)
        ]
        connection.execute(insert(ENTRIES), entries)


def _copies(model: dict[str, Any], count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        name = str(uuid.UUID(int=number, version=4))
        own = {
            "number": number + 10,
            "id": f"urn:uuid:{name}",
            "award": f"{number:064x}",
            "person": f"{number:064x}",
            "credential_digest": f"{number:064x}",
        }
        yield {**model, **own, "page": f"{number:032x}", "file": f"dementia-care-{name}.svg", "ref": f"N{number}"}


def _files(folder: Path, rows: Sequence[dict[str, Any]], model: dict[str, Any], *, receipt: bool) -> None:
    """Give every row the files of the one real badge, under its own names."""
    hosted = folder / "hosted"
    page, assertion = f"b/{{}}/badge.svg{SUFFIX}", "ob2/assertions/{}.json"
    wanted = [(folder / "issued" / model["file"], [folder / "issued" / row["file"] for row in rows])]
    if receipt:
        beside = [folder / "issued" / f"{row['file']}{SUFFIX}" for row in rows]
        wanted.append((folder / "issued" / f"{model['file']}{SUFFIX}", beside))
        wanted.append((hosted / page.format(model["page"]), [hosted / page.format(row["page"]) for row in rows]))
    if model["form"] == Form.OB2_HOSTED.value:
        names = [hosted / assertion.format(row["id"].rpartition(":")[2]) for row in rows]
        wanted.append((hosted / assertion.format(model["id"].rpartition(":")[2]), names))
    for source, targets in wanted:
        for number, target in enumerate(targets):
            target.parent.mkdir(parents=True, exist_ok=True)
            if number % LINKS == 0:
                shutil.copyfile(source, target)
                source = target  # noqa: PLW2901 - the next names are of this file
            else:
                os.link(source, target)


def cost(words: Sequence[str]) -> tuple[float, float]:
    """Run a command and return its processor seconds and its most memory in MiB, children included in neither."""
    with tempfile.NamedTemporaryFile("r") as told:
        command = [sys.executable, "-c", TOLD, told.name, *words]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) not in {0, 1, 3}:
            raise SystemExit(f"{words}: {os.waitstatus_to_exitcode(status)}")
        return usage.ru_utime + usage.ru_stime, float(told.read()) / 1024


def lists(counts: Sequence[int], form: Form, *, ledger: bool) -> None:
    """Print a line for each length of a list, and each command that goes through all of it."""
    print(f"{form.value}{', with a ledger' if ledger else ''}, by the length of what is given")
    print(f"{'rows or files':>14}  {'command':<34}{'CPU s':>8}{'MiB':>8}")
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            folder, people = Path(place) / "badges", Path(place) / "people.csv"
            filled(folder, 0, form, ledger=ledger)
            written = (f"Zoé,Learner-{n},learner{n}@x.example,N{n}\n" for n in range(count))
            people.write_text("First name,Last name,Email,Student number\n" + "".join(written), "utf-8")
            issue = ["issue", "-C", str(folder), "--achievement", "dementia-care", "--csv", str(people)]
            verify = ["verify", "-q", "--resources", str(folder / "hosted"), str(folder / "issued")]
            commands = {
                "issue --csv --dry-run": [*issue, "--dry-run"],
                "issue --csv": issue,
                "the same again": issue,
                "list": ["list", "-C", str(folder)],
                "list --csv": ["list", "-C", str(folder), "--csv", str(Path(place) / "all.csv")],
                "list --json": ["list", "-C", str(folder), "--json"],
                "verify": verify,
                "verify --html": [*verify, "--html", str(Path(place) / "all.html")],
            }
            for name, words in commands.items():
                seconds, memory = cost(words)
                print(f"{count:>14,}  {name:<34}{seconds:>8.2f}{memory:>8.0f}", flush=True)


def main(counts: Sequence[int], form: Form, *, ledger: bool, issuing: bool) -> None:
    """Print a line for each size and command."""
    print(f"{form.value}{', with a ledger' if ledger else ''}")
    print(f"{'issued before':>14}  {'command':<34}{'CPU s':>8}{'MiB':>8}")
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            folder, people = Path(place) / "badges", Path(place) / "people.csv"
            filled(folder, count, form, ledger=ledger)
            people.write_text("email\n" + "".join(f"new{n}@x.example\n" for n in range(ROWS)), "utf-8")
            issue = ["issue", "-C", str(folder), "--achievement", "dementia-care"]
            some = [str(path) for path in sorted((folder / "issued").glob("*.svg"))[:ROWS]]
            commands = {
                f"issue {ROWS} new rows": [*issue, "--csv", str(people)],
                f"issue the same {ROWS} again": [*issue, "--csv", str(people)],
                "issue --to one": [*issue, "--to", "one@x.example"],
                "revoke one": ["revoke", "-C", str(folder), "--to", "one@x.example", "--reason", "x"],
                "list": ["list", "-C", str(folder)],
                "list --csv": ["list", "-C", str(folder), "--csv", str(Path(place) / "all.csv")],
                f"verify {ROWS} files": ["verify", "-q", "--resources", str(folder / "hosted"), *some],
                "verify every file": ["verify", "-q", "--resources", str(folder / "hosted"), str(folder / "issued")],
            }
            for name, words in list(commands.items())[: CHANGING if issuing else None]:
                seconds, memory = cost(words)
                print(f"{count:>14,}  {name:<34}{seconds:>8.2f}{memory:>8.0f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="*", default=[1000, 10_000, 100_000])
    parser.add_argument("--as", dest="form", choices=[form.value for form in Form], default=Form.VC_JWT.value)
    parser.add_argument("--ledger", action="store_true")
    parser.add_argument("--issuing", action="store_true")
    parser.add_argument("--lists", action="store_true")
    given = parser.parse_args()
    if given.lists:
        lists(given.count, Form(given.form), ledger=given.ledger)
        raise SystemExit
    main(given.count, Form(given.form), ledger=given.ledger, issuing=given.issuing)
