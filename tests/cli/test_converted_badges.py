"""A badge that was converted can be revoked like any other: linked to the old one, once, by its own issuer alone."""

import json
import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from commands import DID, URL, Run, college
from issuing import AISHA
from mexbadge.artwork.drawing import draw
from mexbadge.bake import bake, unbake
from mexbadge.credentials.ob2 import Award2, BadgeClass, Profile, issue_hosted
from mexbadge.credentials.ob3 import Form
from mexbadge.errors import InputError
from mexbadge.issuer import Issuer, Status
from mexbadge.models.identity import Identity
from mexbadge.workflows.convert import require_same


def older(issuer: Issuer, form: Form = Form.OB2_HOSTED) -> tuple[str, tuple[str, ...]]:
    """A badge of 2.0 out of the folder, and what a stranger's verifier sees."""
    issued = issuer.issue("intro", to=AISHA, form=form, again=True)
    issued.save("old.png")
    issuer.write_hosted()
    return issued.id, ("--resources", "badges/hosted")


@pytest.fixture
def two(run: Run) -> Issuer:
    """A folder that can issue badges of 2.0 as well."""
    del run
    return college("intro", email="registrar@college.ca")


@pytest.mark.parametrize("form", [Form.OB2_HOSTED, pytest.param(Form.OB2_SIGNED, marks=pytest.mark.slow)])
@pytest.mark.parametrize("first", ["old", "new"])
def test_revoking_one_of_two_linked_badges_revokes_both(two: Issuer, run: Run, form: Form, first: str) -> None:
    old, net = older(two, form)
    code, out, err = run("convert", "old.png", *net, "-C", "badges", "-o", "new.png", "--json")
    assert code == 0, out + err
    made = json.loads(out)
    assert made["revocable"] is True
    assert {one.id for one in two.list()} == {old, made["id"]}
    for name in ("old.png", "new.png"):
        assert run("verify", *net, name, "--recipient", AISHA)[0] == 0, name
    assert run("convert", "old.png", *net, "-C", "badges", "-o", "again.png", "--json")[1] != ""
    assert len(list(two.list())) == 2, "it is converted once"
    assert run("revoke", "-C", "badges", {"old": old, "new": made["id"]}[first])[0] == 0
    for name in ("old.png", "new.png"):
        assert run("verify", *net, name)[0] == 1, name


def test_a_badge_that_is_corrected_takes_what_it_was_converted_to_with_it(two: Issuer, run: Run) -> None:
    old, net = older(two)
    made = json.loads(run("convert", "old.png", *net, "-C", "badges", "-o", "new.png", "--json")[1])
    two.correct(old, {"to": "ben@student.college.ca"})
    two.write_hosted()
    assert run("verify", *net, "new.png")[0] == 1
    assert two.record(made["id"]).status.value == "revoked"


def test_what_nobody_can_revoke_ends_and_says_so(two: Issuer, run: Run) -> None:
    old, net = older(two)
    (key,) = Path("badges/keys").glob("*.pem")
    words = ("convert", "old.png", *net, "--issuer", DID, "--key", str(key), "--key-id", two.keys()[0].id)
    code, out, err = run(*words, "-o", "new.json", "--json")
    assert code == 0, err
    assert "cannot be revoked" in err
    facts = json.loads(out)
    assert facts["revocable"] is False
    assert json.loads(Path("new.json").read_bytes())["validUntil"] == facts["until"]
    assert run("verify", *net, "new.json", "--at", "2099-01-01")[0] == 1
    assert run(*words, "-C", "badges", "-o", "x.json")[0] == 2
    assert run("convert", "old.png", *net, "-o", "x.json")[0] == 2
    assert old


@pytest.mark.parametrize(
    ("new", "same"),
    [
        ("did:web:platform.example", True),
        ("https://platform.example/b/issuer.json", True),
        ("did:web:elsewhere.example:named", True),
        ("did:web:platform.example:a", False),
        ("did:web:platform.example:b", False),
        ("did:web:platform.example%3A8443", False),
        ("https://platform.example/a/issuer.json", False),
    ],
)
def test_the_same_host_is_not_the_same_issuer(new: str, same: bool) -> None:  # noqa: FBT001
    old = {"id": "https://platform.example/b/issuer.json", "related": [{"id": "did:web:elsewhere.example:named"}]}
    if same:
        require_same(old, new)
    else:
        with pytest.raises(InputError) as caught:
            require_same(old, new)
        assert caught.value.code == "convert_other_issuer"


ELSEWHERE = f"{URL}/other-program"
"""Where another program of the same college hosts its badges of 2.0."""


@pytest.fixture
def theirs(run: Run) -> tuple[str, ...]:
    """A badge of 2.0 of the college's own, made by another program: ``old.png``, and the network in which it is."""
    del run
    made = issue_hosted(
        Award2(f"{ELSEWHERE}/assertions/1.json", Identity.parse(AISHA), "sea", datetime(2026, 3, 1, tzinfo=UTC)),
        BadgeClass(f"{ELSEWHERE}/badges/lifts.json", "Lifts", "Lifts people.", {"narrative": "Seen."}, PICTURE),
        Profile(f"{ELSEWHERE}/issuer.json", "Example College", URL, "registrar@college.ca"),
    )
    Path("old.png").write_bytes(bake(drawn(), made.content))
    table = {}
    for place, (url, body) in enumerate({**made.documents, PICTURE: drawn()}.items()):
        Path(f"theirs-{place}").write_bytes(body)
        kind = "image/png" if url == PICTURE else "application/ld+json"
        table[url] = {"path": f"theirs-{place}", "status": 200, "content_type": kind}
    Path("theirs.json").write_text(json.dumps(table), "utf-8")
    return "--resources", "theirs.json"


PICTURE = f"{ELSEWHERE}/lifts.png"


@cache
def drawn() -> bytes:
    return draw("Lifts", "Example College")


def converted(run: Run, net: tuple[str, ...], out: str) -> dict[str, object]:
    code, said, err = run("convert", "old.png", *net, "-C", "badges", "-o", out, "--json")
    assert code == 0, err
    assert "is not in this register" in err
    found: dict[str, object] = json.loads(said)
    return found


def test_a_badge_of_another_program_is_converted_once_and_its_badge_can_be_revoked(
    two: Issuer, run: Run, theirs: tuple[str, ...]
) -> None:
    assert run("verify", "old.png", *theirs, "--recipient", AISHA)[0] == 0
    made = converted(run, theirs, "new.png")
    assert (made["revocable"], made["linked"], made["already"]) == (True, False, False)
    assert made["converted_from"] == f"{ELSEWHERE}/assertions/1.json"
    words = ("verify", "--resources", "badges/hosted", "new.png", "--recipient", AISHA)
    code, out, _ = run(*words, "--json")
    assert (code, json.loads(out)["verdict"]) == (0, "valid"), "also in the picture that the old badge was in"
    again = converted(run, theirs, "again.png")
    assert (again["id"], again["already"], again["related"]) == (made["id"], True, made["related"])
    assert unbake(Path("again.png").read_bytes()) == unbake(Path("new.png").read_bytes())
    assert "was converted before" in run("convert", "old.png", *theirs, "-C", "badges", "-o", "third.png")[1]
    assert [one.id for one in two.list()] == [made["id"]]
    code, out, err = run("revoke", "-C", "badges", str(made["id"]))
    assert code == 0
    assert f"{ELSEWHERE}/assertions/1.json, which is not in this register and stays valid" in out + err
    assert run(*words)[0] == 1
    assert run("verify", "old.png", *theirs)[0] == 0, "it is revoked where it was made, and nowhere else"
    code, out, err = run("convert", "old.png", *theirs, "-C", "badges", "-o", "laundered.png")
    assert (code, Path("laundered.png").exists()) == (2, False)
    assert "was suspended or revoked" in err


def test_who_revokes_the_old_badge_revokes_what_it_was_converted_to(
    two: Issuer, run: Run, theirs: tuple[str, ...]
) -> None:
    made = converted(run, theirs, "new.png")
    assert run("revoke", "-C", "badges", f"{ELSEWHERE}/assertions/2.json")[0] == 2
    assert run("revoke", "-C", "badges", f"{ELSEWHERE}/assertions/1.json")[0] == 0
    assert two.record(str(made["id"])).status is Status.REVOKED


@pytest.mark.parametrize("how", [("revoke",), ("suspend",)])
def test_what_was_withdrawn_does_not_come_back_by_converting_it_once_more(
    two: Issuer, run: Run, theirs: tuple[str, ...], how: tuple[str, ...]
) -> None:
    made = converted(run, theirs, "new.png")
    assert run(*how, "-C", "badges", str(made["id"]))[0] == 0
    assert run("convert", "old.png", *theirs, "-C", "badges", "-o", "laundered.png")[0] == 2
    assert len(list(two.list())) == 1


def test_an_older_list_does_not_let_a_revoked_badge_be_converted(two: Issuer, run: Run) -> None:
    old, _ = older(two)
    shutil.copytree("badges/hosted", "earlier")
    two.revoke(old)
    assert run("verify", "--resources", "earlier", "old.png")[0] == 0, "what is read is older than the revocation"
    code, _, err = run("convert", "old.png", "--resources", "earlier", "-C", "badges", "-o", "new.png")
    assert code == 2
    assert "revoked or replaced already" in err
    assert [one.id for one in two.list()] == [old]


@pytest.mark.parametrize("named", ["renewed", "first", "old"])
def test_a_renewal_of_a_converted_badge_is_revoked_with_the_others(two: Issuer, run: Run, named: str) -> None:
    until = datetime(2099, 1, 1, tzinfo=UTC)
    old = two.issue("intro", to=AISHA, form=Form.OB2_HOSTED, until=until)
    old.save("old.png")
    two.write_hosted()
    net = ("--resources", "badges/hosted")
    first = json.loads(run("convert", "old.png", *net, "-C", "badges", "-o", "first.png", "--json")[1])["id"]
    code, out, err = run("renew", "-C", "badges", first, "--until", "2100-01-01", "--json")
    assert code == 0, err
    renewed = json.loads(out)["id"]
    two.issued(renewed).save("renewed.png")
    for name in ("old.png", "first.png", "renewed.png"):
        assert run("verify", *net, name)[0] == 0, name
    code, out, _ = run("revoke", "-C", "badges", {"old": old.id, "first": first, "renewed": renewed}[named], "--json")
    assert {json.loads(line)["id"] for line in out.splitlines()} == {old.id, first, renewed}
    for name in ("old.png", "first.png", "renewed.png"):
        assert run("verify", *net, name)[0] == 1, name
    assert not two.reconcile()


def test_a_neighbour_on_the_same_host_converts_nothing(run: Run, theirs: tuple[str, ...]) -> None:
    neighbour = Issuer.create("badges", name="Neighbour", url=f"{URL}/a", email="b@college.ca")
    neighbour.write_hosted()
    assert neighbour.settings.id == f"{DID}:a"
    (key,) = Path("badges/keys").glob("key-*.pem")
    alone = ("--issuer", neighbour.settings.id, "--key", str(key), "--key-id", neighbour.keys()[0].id)
    for words in (("-C", "badges"), alone):
        code, out, err = run("convert", "old.png", *theirs, *words, "-o", "new.png")
        assert code == 2, out
        assert f"{DID}:a is not the issuer of this badge" in err
    assert not Path("new.png").exists()
    assert not list(neighbour.list())


def test_what_a_suspension_does_not_reach_is_said(two: Issuer, run: Run) -> None:
    old, net = older(two)
    made = json.loads(run("convert", "old.png", *net, "-C", "badges", "-o", "new.png", "--json")[1])["id"]
    code, _, err = run("suspend", "-C", "badges", made)
    assert code == 0
    assert f"{old.rpartition(':')[2]} says the same and stays in force" in err
    assert run("verify", *net, "new.png")[0] == 1
    assert run("verify", *net, "old.png")[0] == 0
