"""``mexbadge send`` against a real mail server: what is asked, said, listed by line, and never done twice."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commands import Run
from fetch_servers import Authority
from issuing import DEMENTIA, URL
from mail_servers import HERE, PASSWORD, USER, Post, mail_server, message_of
from mailing import MAIL
from mexbadge.issuer import Issuer
from mexbadge.issuer.folder.settings import read_settings, settings_text

LIST = "First name,Email,Language\nAisha,aisha@x.example,en\nZoé,zoe@x.example,fr\nOmar,omar@x.example,en\n"


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as found:
        yield found


def folder(run: Run, post: Post, **mail: object) -> None:
    """Begin a folder with three badges that writes through ``post``."""
    issuer = Issuer.create("badges", name="Example College", url=URL)
    issuer.add(replace(DEMENTIA))
    told = read_settings(Path("badges"))
    settings = replace(MAIL, **{"port": post.port, **mail})  # type: ignore[arg-type]
    Path("badges/mexbadge.toml").write_text(settings_text(replace(told, mail=settings)), encoding="utf-8")
    Path("list.csv").write_text(LIST, encoding="utf-8")
    code, said, wrong = run("issue", "-C", "badges", "--achievement", "dementia-care", "--csv", "list.csv")
    assert code == 0, said + wrong


def test_a_list_is_told_once_and_the_attached_badges_verify(run: Run, post: Post) -> None:
    folder(run, post)
    code, said, wrong = run("send", "-C", "badges")
    assert code == 2
    assert "to tell of 3 new badges" in said
    assert "--yes" in wrong
    assert post.taken == []
    code, said, _ = run("send", "-C", "badges", "--yes")
    assert (code, "3 messages sent" in said) == (0, True)
    assert sorted(post.to()) == ["aisha@x.example", "omar@x.example", "zoe@x.example"]
    code, said, _ = run("send", "-C", "badges", "--yes")
    assert (code, "nothing to tell" in said) == (0, True)
    assert len(post.taken) == 3
    for number, message in enumerate(post.messages()):
        for part in message.iter_attachments():
            path = Path(f"{number}-{part.get_filename()}")
            path.write_bytes(part.get_content())
            address = message["To"].addresses[0].addr_spec
            code, said, _ = run("verify", "--resources", "badges/hosted", "--recipient", address, str(path))
            assert code == 0, said


def test_a_dry_run_names_everybody_and_does_nothing(run: Run, post: Post) -> None:
    folder(run, post)
    code, said, _ = run("send", "-C", "badges", "--dry-run")
    assert code == 0
    for name in ("line 2", "Aisha", "line 3", "Zoé", "line 4", "Omar"):
        assert name in said
    code, said, _ = run("send", "-C", "badges", "--dry-run", "--json")
    assert [json.loads(line)["kind"] for line in said.splitlines()] == ["new"] * 3
    code, said, _ = run("check", "badges")
    assert "outbox" not in said
    assert post.taken == []


def test_a_trial_goes_to_whoever_looks_at_it_and_to_nobody_else(run: Run, post: Post) -> None:
    folder(run, post)
    code, said, _ = run("send", "-C", "badges", "--test", "me@college.example")
    assert code == 0, said
    assert post.to() == ["me@college.example"] * 2
    assert {str(message["Content-Language"]) for message in post.messages()} == {"en", "fr"}
    code, said, _ = run("send", "-C", "badges", "--yes")
    assert "3 messages sent" in said


def test_who_is_refused_or_deferred_is_listed_by_line_and_the_rest_go(run: Run, post: Post) -> None:
    post.rules |= {"zoe@x.example": "550 5.1.1 no such person", "omar@x.example": "451 4.7.1 try later"}
    folder(run, post)
    code, said, _ = run("send", "-C", "badges", "--yes")
    assert code == 2
    assert "1 message sent" in said
    zoe = next(line for line in said.splitlines() if "Zoé" in line)
    omar = next(line for line in said.splitlines() if "Omar" in line)
    assert zoe.split()[:2] == ["line", "3"]
    assert "550 5.1.1 no such person" in zoe
    assert "deferred (again from " in omar
    post.rules.clear()
    code, said, _ = run("send", "-C", "badges", "--to", "zoe@x.example", "--again", "--yes")
    assert "1 message sent" in said
    assert post.to() == ["aisha@x.example", "zoe@x.example"]
    code, said, _ = run("send", "-C", "badges", "--yes")
    assert (code, "Omar" in said) == (0, True)


def test_a_message_in_doubt_is_listed_and_not_repeated(run: Run, post: Post) -> None:
    post.rules |= {"zoe@x.example": "take and hang up"}
    folder(run, post)
    code, said, _ = run("send", "-C", "badges", "--yes")
    assert (code, "1 message in doubt" in said, "2 messages sent" in said) == (2, True, True)
    code, said, _ = run("send", "-C", "badges", "--yes")
    assert (code, "Zoé" in said) == (2, True)
    assert len(post.taken) == 3


def test_what_becomes_of_a_badge_is_told_by_the_next_run(run: Run, post: Post) -> None:
    folder(run, post)
    run("send", "-C", "badges", "--yes")
    code, _, wrong = run("revoke", "-C", "badges", "--to", "zoe@x.example", "--reason-fr", "Délivré par erreur")
    assert code == 0, wrong
    code, said, _ = run("send", "-C", "badges", "--yes", "--json")
    facts = [json.loads(line) for line in said.splitlines()]
    assert [(one["kind"], one["state"]) for one in facts] == [("revoked", "sent")]
    message = message_of(post.taken[-1])
    body = message.get_body(("plain",))
    assert body is not None
    assert "Délivré par erreur" in body.get_content()
    assert str(message["Message-ID"]).strip() == facts[0]["message_id"]


def test_drafts_are_written_and_the_server_is_not_asked(run: Run, post: Post) -> None:
    folder(run, post, server=None)
    code, said, wrong = run("send", "-C", "badges", "--yes", "--eml", "letters")
    assert (code, "3 messages written" in said) == (0, True), wrong
    assert len(list(Path("letters").glob("*.eml"))) == 3
    assert post.lines == 0
    code, _, wrong = run("send", "-C", "badges", "--yes")
    assert (code, "mail.server" in wrong) == (2, True)


def test_a_server_without_tls_a_wrong_password_and_no_password_are_said_and_lose_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority.make(tmp_path)
    monkeypatch.delenv("MEXBADGE_MAIL_PASSWORD", raising=False)
    login = {"tls": "starttls", "login": "password", "user": USER, "ca_file": authority.ca_file}
    with mail_server() as plain:
        folder(run, plain, **login)
        code, _, wrong = run("send", "-C", "badges", "--yes")
        assert (code, "does not speak TLS" in wrong) == (2, True)
        assert plain.taken == []
    with mail_server(starttls=authority.server(HERE), login=True) as post:
        path = Path("badges/mexbadge.toml")
        path.write_text(path.read_text("utf-8").replace(f"port = {plain.port}", f"port = {post.port}"), "utf-8")
        code, _, wrong = run("send", "-C", "badges", "--yes")
        assert (code, "MEXBADGE_MAIL_PASSWORD" in wrong) == (2, True)
        monkeypatch.setenv("MEXBADGE_MAIL_PASSWORD", "wrong")
        code, _, wrong = run("send", "-C", "badges", "--yes")
        assert (code, "535" in wrong, "wrong" in wrong.replace("wrong password", "")) == (2, True, False)
        Path("secret").write_text(f"{PASSWORD}\n", encoding="utf-8")
        code, said, wrong = run("send", "-C", "badges", "--yes", "--password-file", "secret")
        assert (code, "3 messages sent" in said) == (0, True), wrong
        assert len(post.taken) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--again"], "which"),
        (["--ending", "soon"], "60d"),
        (["--ending", "0d"], "60d"),
        (["--to", "nobody@x.example"], "nobody@x.example"),
    ],
)
def test_a_wrong_call_is_said_before_anything_goes(run: Run, post: Post, words: list[str], said: str) -> None:
    folder(run, post)
    code, _, wrong = run("send", "-C", "badges", "--yes", *words)
    assert code == 2
    assert said in wrong.lower()
    assert post.taken == []


def test_templates_are_written_and_a_slip_in_one_is_named_with_its_line(run: Run, post: Post) -> None:
    folder(run, post)
    code, said, _ = run("send", "-C", "badges", "--templates")
    assert (code, said.count("written")) == (0, 16)
    path = Path("badges/mail/new.en.md")
    text = path.read_text("utf-8")
    line = text[: text.index("{{ contact }}")].count("\n") + 1
    path.write_text(text.replace("{{ contact }}", "{{ contacts }}"), "utf-8")
    code, _, wrong = run("send", "-C", "badges", "--yes")
    assert code == 2
    assert "contacts" in wrong
    assert f"line {line}" in wrong
    assert "achievement, contact, file" in wrong
    assert post.taken == []


@pytest.mark.skipif(os.name != "posix", reason="the bits of a mode are a matter of POSIX")
def test_every_file_that_the_command_leaves_is_its_owners_alone(run: Run, post: Post) -> None:
    folder(run, post)
    run("send", "-C", "badges", "--yes")
    for path in Path("badges").glob("register.db*"):
        assert path.stat().st_mode & 0o077 == 0, path
