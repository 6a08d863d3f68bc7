"""What issuing, verifying, baking and starting cost, beside the bare primitives and beside the peers, in one run.

``make bench`` (``PEERS=no`` without the peers, which npm and pip install into environments of their own). Each figure
is the least of several rounds of processor time on one core, asked in turn. What counts are the ratios within one run:
u is one Ed25519 verification, s one Ed25519 signature, x a Python that does nothing.
"""

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import peers
from PIL import Image
from rounds import Clocked, clocked, clocked_command, least
from samples import (
    AT,
    EXAMPLE,
    HOST,
    PERSON,
    SIGNER,
    SIZES,
    achievements,
    badge_on_a_list,
    credentials,
    for_peers,
    how,
    older,
    world,
)

from mexbadge.bake import bake, unbake
from mexbadge.credentials.achievement import read_table
from mexbadge.issuer import Achievement, Issuer, RosterRow, issue
from mexbadge.models.identity import Identity
from mexbadge.verify import Policy, Verdict, Verifier

LISTED = 200
"""People of one list."""


@dataclass(frozen=True)
class Row:
    """A line of the table: what is done, in which unit it is told, and where it should come to."""

    case: str
    unit: str
    goal: str = ""


ROWS = (
    *(
        Row(f"verify {size} {form}", "u", goal)
        for form, goals in (
            ("eddsa-rdfc-2022", ("5", "8", "60")),
            ("vc-jwt", ("", "4", "")),
            ("eddsa-jcs-2022", ("", "5", "")),
        )
        for size, goal in zip(SIZES, goals, strict=True)
    ),
    *(
        Row(f"issue {size} {form}", "s", goal)
        for form, goals in (
            ("eddsa-rdfc-2022", ("", "14", "")),
            ("vc-jwt", ("", "6", "")),
            ("eddsa-jcs-2022", ("", "6", "")),
        )
        for size, goal in zip(SIZES, goals, strict=True)
    ),
    Row("issue from a list", "s", "12 + picture and row"),
    Row("verify 2.0 signed", "u", "9"),
    Row("verify 2.0 hosted", "u", "8"),
    Row("status list, first badge: +", "u", "6"),
    Row("status list, next badge: +", "u", "0.5"),
    Row("bake", "u", "0.2"),
    Row("extract", "u", "0.13"),
    Row("start --help", "x"),
    Row("start verify vc-jwt", "x", "10"),
    Row("start verify eddsa-rdfc-2022", "x", "13"),
    Row("start list", "x"),
    Row("start keys list", "x"),
)


def forms(folder: Path) -> dict[str, Clocked]:
    """Return the rows of one badge of each size and form, and of 2.0; lays beside it what the peers need."""
    pages = world()
    verifier = Verifier(fetch=pages)
    badges, old = credentials(), older(pages)
    for_peers(folder, pages, badges, old)
    works = {}
    for (size, form), content in badges.items():
        works[f"verify {size} {form}"] = partial(accepted, verifier, content)
        works[f"issue {size} {form}"] = partial(issue, achievements()[size], **how(form))
    for name, content in old.items():
        works[f"verify {name}"] = partial(accepted, verifier, content)
    return {name: clocked(work) for name, work in works.items()}


def accepted(verifier: Verifier, content: bytes) -> None:
    """Verify a genuine badge."""
    assert verifier.verify(content, at=AT).verdict in {Verdict.VALID, Verdict.WARNING}


def images(folder: Path) -> dict[str, Clocked]:
    """Return the rows of a picture of some 100 KB."""
    buffer = io.BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(buffer, "PNG")
    picture = buffer.getvalue()
    (folder / "picture.png").write_bytes(picture)
    token = credentials()["typical", "vc-jwt"]
    baked = bake(picture, token, keyword="openbadgecredential")
    return {
        "bake": clocked(partial(bake, picture, token, keyword="openbadgecredential")),
        "extract": clocked(partial(unbake, baked)),
    }


def college(folder: Path) -> tuple[Issuer, Achievement]:
    """Begin a folder that issues Data Integrity with a status list, with the example achievement."""
    issuer = Issuer.create(folder, name="Example College", url=HOST, id=None)
    table = read_table(EXAMPLE.read_bytes(), EXAMPLE.name)
    own = [str(table.pop(name)) for name in ("name", "description", "criteria")]
    table.pop("id")
    return issuer, issuer.add(Achievement(*own, members=table))


def listed(folder: Path) -> Iterator[Clocked]:
    """Yield what times one badge of a list, its picture and its row included: each round issues to new people."""
    issuer, achievement = college(folder)
    count = 0

    def some() -> None:
        nonlocal count
        count += LISTED
        people = [Identity.parse(f"learner.{count}.{n}@college.example") for n in range(LISTED)]
        rows = [RosterRow(line=n + 2, recipient=one, ref=f"{count}-{n}") for n, one in enumerate(people)]
        assert issuer.issue_many(rows, achievement).issued == LISTED

    whole = clocked(some, 1)
    yield lambda: whole() / LISTED


def statuses() -> dict[str, Clocked]:
    """Return the rows of a badge that names a list: the list not looked at, looked at first, and looked at again."""
    pages = world()
    content = badge_on_a_list(pages)
    blind, warm = Verifier(Policy(status=False), fetch=pages), Verifier(fetch=pages)
    return {
        "without": clocked(lambda: blind.verify(content, at=AT)),
        "first": clocked(lambda: accepted(Verifier(fetch=pages), content)),
        "next": clocked(partial(accepted, warm, content)),
    }


def commands(folder: Path) -> dict[str, Clocked]:
    """Return the rows of whole commands: each is a new Python."""
    issuer, achievement = college(folder / "college")
    picture = (folder / "picture.png").read_bytes()
    index = {}
    for number, (url, body) in enumerate(world().pages.items()):
        (folder / f"{number}.json").write_bytes(body)
        index[url] = f"{number}.json"
    (folder / "net.json").write_text(json.dumps(index), encoding="utf-8")
    for form in ("vc-jwt", "eddsa-rdfc-2022"):
        baked = bake(picture, issue(achievements()["typical"], **how(form)).credential)
        (folder / f"{form}.png").write_bytes(baked)
    issuer.issue(achievement, to=PERSON)
    program = [sys.executable, "-m", "mexbadge"]
    given = ["--resources", str(folder / "net.json"), "--recipient", PERSON]
    words = {
        "--help": ["--help"],
        "verify vc-jwt": ["verify", str(folder / "vc-jwt.png"), *given],
        "verify eddsa-rdfc-2022": ["verify", str(folder / "eddsa-rdfc-2022.png"), *given],
        "list": ["list", "-C", str(folder / "college")],
        "keys list": ["keys", "list", "-C", str(folder / "college")],
    }
    works = {f"start {name}": clocked_command([*program, *one]) for name, one in words.items()}
    return works | {"x": clocked_command([sys.executable, "-c", "pass"])}


def ours(folder: Path) -> dict[str, Clocked]:
    """Return every row of ours, and the units."""
    data = b"x" * 64
    signature, key = SIGNER.sign(data), SIGNER.public_key.key
    works = {"s": clocked(lambda: SIGNER.sign(data)), "u": clocked(lambda: key.verify(signature, data))}
    works |= forms(folder) | images(folder) | statuses() | commands(folder)
    return works | {"issue from a list": next(listed(folder / "list"))}


@contextmanager
def theirs(folder: Path) -> Iterator[dict[str, dict[str, Clocked]]]:
    """Yield what the peers can be asked; nothing where they are not wanted."""
    if os.environ.get("PEERS") == "no":
        yield {}
        return
    if not peers.installed():
        raise SystemExit("the peers are not installed: make interop/.ready, or make bench PEERS=no")
    with peers.asked(folder) as found, chdir(peers.INTEROP):
        for name, command in peers.LOADING.items():
            found[name]["start --help"] = clocked_command(command)
        yield found


def told(found: Mapping[str, float], names: list[str]) -> None:
    """Print the table."""
    print(f"one Ed25519 signature: s = {found['s']:.1f} µs; one verification of it: u = {found['u']:.1f} µs;")
    print(f"python -c pass: x = {found['x'] / 1000:.1f} ms. For a peer, start is the loading of its modules alone.")
    print(f"{'':32}{'mexbadge':>12}{'':>9}{'goal':>23}" + "".join(f"{name:>16}" for name in names))
    for row in ROWS:
        unit = found[row.unit]
        line = f"{row.case:<32}{found[row.case]:>9.0f} µs{found[row.case] / unit:>8.1f} {row.unit}  {row.goal:>20}"
        for name in names:
            other = found.get(f"{name}: {row.case}")
            line += f"{f'{other / unit:.1f} {row.unit}' if other else '-':>16}"
        print(line.rstrip())


def main() -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with redirect_stdout(io.StringIO()):
            works = ours(folder)
        with theirs(folder) as others:
            for peer, cases in others.items():
                works |= {f"{peer}: {case}": clock for case, clock in cases.items()}
            found = least(works)
            for which in ("first", "next"):
                found[f"status list, {which} badge: +"] = found[which] - found["without"]
            told(found, list(others))


if __name__ == "__main__":
    main()
