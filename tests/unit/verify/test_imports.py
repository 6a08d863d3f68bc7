"""What verifying costs before it begins: the heavy libraries stay outside where they are not needed."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import badge_samples
import world_ob2
from mexbadge import _json
from mexbadge.cli.table import COMMANDS
from mexbadge.fetch.types import Response
from mexbadge.issuer import Form
from world import AT, College, World

HEAVY = (
    "pyld",
    "requests",
    "urllib3",
    "PIL",
    "jinja2",
    "sqlalchemy",
    "jsonschema",
    "qrcode",
    "rich",
    "lxml",
    "hypothesis",
)

NOT_FOR_A_PLAIN_BADGE = (
    *("asyncio", "concurrent", "multiprocessing", "email", "ssl", "tomllib", "xml", "zipfile"),
    *("mexbadge.bake.svg", "mexbadge.cli.processes", "mexbadge.models.forms", "mexbadge.trust.reading"),
    *("pydantic", "pydantic_core", "mexbadge.models.common", "mexbadge.models.problems", "mexbadge.models.schemas"),
    *("mexbadge.models.clr2", "mexbadge.models.ob3_parts", "mexbadge.models.ob3_v1", "mexbadge.models.ob3_v2"),
    *("mexbadge.fetch.cache", "mexbadge.fetch.http", "mexbadge.ledger.note", "mexbadge.ledger.receipt"),
    *("mexbadge.verify.contents", "mexbadge.verify.form", "mexbadge.verify.keeping", "mexbadge.verify.showing"),
    *("mexbadge.verify.links", "mexbadge.verify.ob2.", "subprocess"),
    *("mexbadge.status", "mexbadge.verify.checks.status_lookup", "mexbadge.verify.judged_lists"),
    *("mexbadge.trust.entries", "mexbadge.trust.lists", "mexbadge.verify.lasting"),
)
"""What costs time to load, and what a badge as most are has no use for."""
A_SIGNATURE_ALONE = """
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
Ed25519PrivateKey.generate().sign(b"")
"""
"""What no verification can do without; older versions of that library load the standard one's ``email`` for it."""
MOST_MODULES = 365
"""How many modules a verification may load, ours and all others: 345 where this was written."""
MOST_SENTENCES = 60
"""How many sentences a verification may look up: 30 where this was written, of 3,000."""


def modules_of(code: str, folder: Path) -> list[str]:
    program = f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=folder, text=True)
    found: list[str] = json.loads(ran.stdout.splitlines()[-1])
    return found


def imported_by(code: str, folder: Path) -> set[str]:
    return {name.partition(".")[0] for name in modules_of(code, folder)}


@pytest.mark.parametrize("form", [Form.VC_JWT, Form.DATA_INTEGRITY], ids=["token", "linked data"])
def test_verifying_a_badge_from_resources_imports_nothing_heavy(tmp_path: Path, form: Form) -> None:
    world = World()
    credential = College(world).issue(form).credential
    assert imported_to_verify(credential, world.pages, tmp_path).isdisjoint(HEAVY)


@pytest.mark.parametrize("form", ["hosted", "signed"])
def test_verifying_a_plain_badge_of_2_0_imports_nothing_heavy(tmp_path: Path, form: str) -> None:
    by = world_ob2.signer()
    world = world_ob2.World.hosted() if form == "hosted" else world_ob2.World.signed(by)
    badge = _json.dumps(world_ob2.assertion()) if form == "hosted" else world_ob2.token(by)
    pages = {url: page for url, page in world.pages.items() if isinstance(page, Response)}
    assert imported_to_verify(badge.encode(), pages, tmp_path).isdisjoint({*HEAVY, "asyncio"})


def is_among(name: str, listed: str) -> bool:
    """Return whether a module is ``listed`` or stands inside it; ``"room."``: only what stands inside."""
    return name == listed or name.startswith(f"{listed.removesuffix('.')}.")


@pytest.mark.parametrize("form", [Form.VC_JWT, Form.DATA_INTEGRITY], ids=["token", "linked data"])
def test_verifying_a_plain_badge_loads_no_models_and_nothing_else_that_it_has_no_use_for(
    tmp_path: Path, form: Form
) -> None:
    world = World()
    code = verifying(College(world).issue(form).credential, world.pages, tmp_path, quiet=False)
    loaded, theirs = modules_of(code, tmp_path), modules_of(A_SIGNATURE_ALONE, tmp_path)
    ours = [name for name in loaded if name not in theirs]
    assert [name for name in ours if any(is_among(name, one) for one in NOT_FOR_A_PLAIN_BADGE)] == []
    assert len(loaded) <= MOST_MODULES


def test_of_a_badge_that_is_not_plain_the_model_is_loaded_and_tells(tmp_path: Path) -> None:
    code = (
        "import badge_samples, sys\nfrom mexbadge.models import ob3\n"
        "assert ob3.problems(badge_samples.minimal()) == () and 'pydantic' not in sys.modules\n"
        "del (document := badge_samples.minimal())['credentialSubject']['achievement']['name']\n"
        "assert [one.code for one in ob3.problems(document)] == ['models_missing']"
    )
    support = Path(badge_samples.__file__).parent
    assert "mexbadge.models.ob3_v2" in modules_of(f"import sys\nsys.path.append({str(support)!r})\n{code}", tmp_path)


def test_verifying_a_badge_looks_up_only_the_sentences_that_it_says(tmp_path: Path) -> None:
    world = World()
    code = verifying(College(world).issue().credential, world.pages, tmp_path, quiet=False)
    said = "\nfrom mexbadge import texts\nprint(len(texts._catalogue('en')._known))"
    ran = subprocess.run([sys.executable, "-c", code + said], capture_output=True, check=True, cwd=tmp_path, text=True)
    assert 0 < int(ran.stdout.splitlines()[-1]) <= MOST_SENTENCES


def imported_to_verify(badge: bytes, pages: Mapping[str, Response], folder: Path) -> set[str]:
    return {name.partition(".")[0] for name in modules_of(verifying(badge, pages, folder), folder)}


def verifying(badge: bytes, pages: Mapping[str, Response], folder: Path, *, quiet: bool = True) -> str:
    """Lay a badge and its ``pages`` into a folder, and return the program that verifies it there."""
    (folder / "badge").write_bytes(badge)
    table = {}
    for place, (url, page) in enumerate(pages.items()):
        (folder / f"{place}.json").write_bytes(page.body)
        table[url] = {"path": f"{place}.json", "content_type": page.headers.get("content-type", "application/json")}
    (folder / "resources.json").write_text(json.dumps(table))
    words = ["verify", *(["-q"] if quiet else []), "--resources", "resources.json", "--at", f"{AT:%Y-%m-%d}", "badge"]
    return f"from mexbadge.cli import main\nassert main({words!r}) == 0"


@pytest.mark.parametrize("code", ["import mexbadge", "from mexbadge.cli import main; main(['--help'])"])
def test_help_and_the_package_itself_import_nothing_heavy(tmp_path: Path, code: str) -> None:
    assert imported_by(code, tmp_path).isdisjoint({*HEAVY, "pydantic", "cryptography", "rfc8785"})


def test_the_package_imports_nothing_at_all() -> None:
    program = "import sys; before = set(sys.modules); import mexbadge; print(sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert ran.stdout.strip() == "['mexbadge']"


def test_the_room_reads_older_badges_only_where_one_is_given() -> None:
    program = "import sys, mexbadge.verify; print([name for name in sys.modules if 'ob2' in name.split('.')])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert ran.stdout.strip() == "['mexbadge.verify.ob2']", "the face of the room alone"


ISSUING = (
    "mexbadge.issuer",
    "mexbadge.store",
    "mexbadge.tabular",
    "mexbadge.deliver",
    "mexbadge.match",
    "mexbadge.skills",
)


@pytest.mark.parametrize(
    "command", [["verify", "-q", "badge"], ["show", "badge"], ["explain", "binding_self_asserted"]]
)
def test_who_checks_a_badge_loads_nothing_that_issues_or_keeps(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "badge").write_bytes(College(World()).issue().credential)
    code = f"from mexbadge.cli import main\nmain({[*command, *(['--offline'] if command[0] == 'verify' else [])]!r})"
    loaded = modules_of(code, tmp_path)
    assert "mexbadge.texts" in loaded
    assert [name for name in loaded if name.startswith(ISSUING)] == []
    assert {name.partition(".")[0] for name in loaded}.isdisjoint(HEAVY)


WITH_DATABASE = (
    *("check", "send", "demo"),
    *(f"ledger {word}" for word in ("init", "append", "checkpoint", "audit", "export", "monitor", "cosign")),
    *(command.name for command in COMMANDS if command.name.startswith("exchange ")),
)
WITH_TEMPLATES = ("publish", "unpublish", "nightly", "exchange publish")
ALLOWED = {
    "completion": {"shtab"},
    "portfolio": {"jinja2"},
    **{name: {"sqlalchemy"} for name in WITH_DATABASE},
    **{name: {"sqlalchemy", "jinja2"} for name in WITH_TEMPLATES},
}
"""What a command brings along as soon as it is named, because it cannot do anything without it."""
KEEPING = ("mexbadge.issuer", "mexbadge.store", "mexbadge.deliver", "mexbadge.ledger.log", "mexbadge.ledger.audit")
"""What issues, and what writes a log."""
NO_ISSUER = ("check", "vacancy", "match")
"""The groups of commands that are for somebody who issues nothing."""
NAMED = "from mexbadge.cli.table import by_name\nfor name in {}: by_name()[name].parser('en')"


def named(names: list[str], folder: Path) -> list[str]:
    return modules_of(NAMED.format(names), folder)


def test_naming_a_command_loads_no_heavy_library_that_it_may_never_need(tmp_path: Path) -> None:
    loaded = named([command.name for command in COMMANDS if command.name not in ALLOWED], tmp_path)
    assert {"numpy", "scipy", "shtab", "openpyxl", *HEAVY}.isdisjoint(name.partition(".")[0] for name in loaded)


def test_listing_what_was_issued_loads_nothing_that_draws(tmp_path: Path) -> None:
    loaded = named(["list", "keys list", "revoke"], tmp_path)
    assert "mexbadge.issuer" in loaded
    assert {"mexbadge.artwork.design", "mexbadge.artwork.sheets", "mexbadge.artwork.making"}.isdisjoint(loaded)


@pytest.mark.slow
@pytest.mark.parametrize("heavy", sorted({tuple(sorted(libraries)) for libraries in ALLOWED.values()}))
def test_a_command_that_needs_a_library_at_once_loads_no_other(tmp_path: Path, heavy: tuple[str, ...]) -> None:
    names = [name for name, libraries in ALLOWED.items() if libraries == set(heavy)]
    loaded = {name.partition(".")[0] for name in named(names, tmp_path)}
    assert loaded & {"numpy", "scipy", "shtab", "openpyxl", *HEAVY} == set(heavy)


def test_commands_for_those_who_issue_nothing_load_no_issuer_and_nothing_that_writes_a_log(tmp_path: Path) -> None:
    names = [command.name for command in COMMANDS if command.group in NO_ISSUER]
    assert len(names) > len(NO_ISSUER)
    assert [name for name in named([*names, "bake", "unbake"], tmp_path) if name.startswith(KEEPING)] == []


@pytest.mark.parametrize("room", ["match", "verify"])
def test_a_room_for_those_who_issue_nothing_loads_no_issuer_and_nothing_that_writes_a_log(
    tmp_path: Path, room: str
) -> None:
    loaded = modules_of(f"import mexbadge.{room}", tmp_path)
    assert f"mexbadge.{room}.api" in loaded
    assert [name for name in loaded if name.startswith(KEEPING)] == []
