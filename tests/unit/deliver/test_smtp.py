"""Handing messages to a real server, which lets some in, refuses, defers, goes silent and hangs up."""

import socket
import ssl
import sys
import threading
from pathlib import Path

import pytest

from fetch_servers import Authority
from mail_servers import HERE, PASSWORD, TOKEN, USER, Post, here, mail_server
from mexbadge.deliver import Account, DeliveryOutcome, Envelope, Login, MailServer, Pace, State, Times, Tls
from mexbadge.errors import DeliveryError, InputError

CONTENT = b"From: a@college.example\r\nSubject: x\r\n\r\n.a line that begins with a dot\r\n..two\r\n"
SENDER = "badges@college.example"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.make(tmp_path)


def sent(account: Account, *recipients: str, content: bytes = CONTENT, **given: object) -> list[DeliveryOutcome]:
    server = MailServer(account, times=Times(2, 1), **given)  # type: ignore[arg-type]
    try:
        return [
            server.send(Envelope(SENDER, one, needs_utf8=not one.partition("@")[0].isascii()), content)
            for one in recipients
        ]
    finally:
        server.close()


def secure(post: Post, authority: Authority, **given: object) -> Account:
    return Account(HERE, post.port, ca_file=authority.ca_file, per_minute=0, **given)  # type: ignore[arg-type]


def test_a_message_arrives_byte_for_byte_over_starttls_and_one_line_serves_many(authority: Authority) -> None:
    with mail_server(starttls=authority.server(HERE)) as post:
        outcomes = sent(secure(post, authority), "a@x.example", "b@x.example")
    assert [one.state for one in outcomes] == [State.SENT, State.SENT]
    assert [one.content for one in post.taken] == [CONTENT, CONTENT]
    assert post.to() == ["a@x.example", "b@x.example"]
    assert post.taken[0].mail_from == SENDER
    assert post.lines == 2  # before and after the line was made safe, once


def test_a_password_is_said_over_tls_alone_and_may_have_any_letters(authority: Authority) -> None:
    with mail_server(tls=authority.server(HERE), login=True) as post:
        account = secure(post, authority, tls=Tls.TLS, login=Login.PASSWORD, user=USER)
        assert sent(account, "a@x.example", secret=lambda: PASSWORD)[0].state is State.SENT
    assert post.logins in (["PLAIN"], ["LOGIN"])
    with pytest.raises(InputError, match="would be open"):
        Account(HERE, 25, tls=Tls.NONE, login=Login.PASSWORD, user=USER)


def test_a_password_goes_over_starttls_too(authority: Authority) -> None:
    with mail_server(starttls=authority.server(HERE), login=True) as post:
        account = secure(post, authority, login=Login.PASSWORD, user=USER)
        assert sent(account, "a@x.example", secret=lambda: PASSWORD)[0].state is State.SENT
        assert len(post.taken) == 1


def test_a_wrong_password_stops_the_run_and_says_what_the_server_said(authority: Authority) -> None:
    with mail_server(starttls=authority.server(HERE), login=True) as post:
        account = secure(post, authority, login=Login.PASSWORD, user=USER)
        with pytest.raises(DeliveryError) as raised:
            sent(account, "a@x.example", secret=lambda: "wrong")
    assert raised.value.code == "deliver_login_refused"
    assert "535" in str(raised.value)
    assert post.taken == []


def test_a_token_of_a_command_logs_in_by_xoauth2(authority: Authority) -> None:
    words = (sys.executable, "-c", f"print('{TOKEN}')")
    with mail_server(starttls=authority.server(HERE), login=True) as post:
        account = secure(post, authority, login=Login.XOAUTH2, user=USER, token_command=words)
        assert sent(account, "a@x.example")[0].state is State.SENT
        wrong = secure(
            post, authority, login=Login.XOAUTH2, user=USER, token_command=(sys.executable, "-c", "print('no')")
        )
        with pytest.raises(DeliveryError) as raised:
            sent(wrong, "a@x.example")
    assert post.logins == ["XOAUTH2"]
    assert raised.value.code == "deliver_login_refused"


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "print('')", "print('two words')"])
def test_a_command_that_prints_no_token_is_said(authority: Authority, code: str) -> None:
    with mail_server(starttls=authority.server(HERE), login=True) as post:
        account = secure(post, authority, login=Login.XOAUTH2, user=USER, token_command=(sys.executable, "-c", code))
        with pytest.raises(DeliveryError) as raised:
            sent(account, "a@x.example")
    assert raised.value.code == "deliver_token"


def test_a_server_without_tls_gets_nothing_not_even_the_login(authority: Authority) -> None:
    with mail_server() as post:
        for way in (Tls.STARTTLS, Tls.TLS):
            with pytest.raises(DeliveryError) as raised:
                sent(secure(post, authority, tls=way, login=Login.PASSWORD, user=USER), "a@x.example", secret=str)
            assert raised.value.code == "deliver_no_tls"
    assert post.taken == []


def test_a_certificate_of_a_stranger_or_for_another_name_is_refused(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Authority.make(tmp_path / "other")
    for context in (other.server(HERE), authority.server("mail.other.example")):
        with mail_server(starttls=context) as post, pytest.raises(DeliveryError) as raised:
            sent(secure(post, authority), "a@x.example")
        assert raised.value.code == "deliver_certificate"
        assert post.taken == []


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.create_server((HERE, 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(DeliveryError) as raised:
        sent(Account(HERE, port, tls=Tls.NONE), "a@x.example")
    assert raised.value.code == "deliver_unreachable"
    assert f"{HERE}:{port}" in str(raised.value)


def test_whom_the_server_refuses_or_defers_stops_nobody_else() -> None:
    rules = {
        "gone@x.example": "550 5.1.1 <gone@x.example>: no such person",
        "full@x.example": "452 4.2.2 mailbox full",
        "spam@x.example": "data: 554 5.7.1 not this",
        "late@x.example": "data: 451 4.7.1 later",
    }
    with mail_server(post=Post(rules)) as post:
        outcomes = sent(
            here(post), "gone@x.example", "full@x.example", "spam@x.example", "late@x.example", "b@x.example"
        )
    assert [one.state for one in outcomes] == [
        State.REFUSED,
        State.DEFERRED,
        State.REFUSED,
        State.DEFERRED,
        State.SENT,
    ]
    assert outcomes[0].values == {"answer": "550 5.1.1 <…>: no such person"}  # nobody's address is kept
    assert post.to() == ["b@x.example"]


def test_a_message_that_was_taken_without_an_answer_is_unsure_and_the_next_goes_on() -> None:
    rules = {"a@x.example": "take and hang up", "b@x.example": "silent"}
    with mail_server(post=Post(rules)) as post:
        outcomes = sent(here(post), "a@x.example", "b@x.example", "c@x.example")
    assert [one.state for one in outcomes] == [State.UNSURE, State.UNSURE, State.SENT]
    assert post.to() == ["a@x.example", "c@x.example"]


@pytest.mark.parametrize("stage", ["EHLO", "MAIL", "RCPT", "DATA", "body"])
def test_a_line_that_is_lost_before_the_end_of_a_message_defers_it(stage: str) -> None:
    with half_way(stage) as port:
        account = Account(HERE, port, tls=Tls.NONE, per_minute=0)
        if stage == "EHLO":
            with pytest.raises(DeliveryError) as raised:
                sent(account, "a@x.example")
            assert raised.value.code == "deliver_unreachable"
            return
        outcome = sent(account, "a@x.example", content=CONTENT + b"x" * 20_000_000)[0]
    assert (outcome.state, outcome.why) == (State.DEFERRED, "deliver_line_lost")


class half_way:  # noqa: N801 - used as a statement
    """A server that goes along until a stage, and then hangs up."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.listener = socket.create_server((HERE, 0))
        self.thread = threading.Thread(target=self._serve)

    def __enter__(self) -> int:
        self.thread.start()
        port: int = self.listener.getsockname()[1]
        return port

    def __exit__(self, *_: object) -> None:
        self.thread.join()
        self.listener.close()

    def _serve(self) -> None:
        line, _ = self.listener.accept()
        with line, line.makefile("rb") as said:
            line.sendall(b"220 here\r\n")
            for words in said:
                word = words[:4].decode().strip().upper()
                if word == self.stage:
                    return
                if word == "DATA":
                    line.sendall(b"354 go on\r\n")
                    said.read(10)
                    return
                line.sendall(b"250 OK\r\n")


def test_a_server_that_fails_three_times_in_a_row_ends_the_run() -> None:
    rules = {SENDER: "451 4.3.2 not now"}
    with mail_server(post=Post(rules)) as post:
        server = MailServer(here(post), times=Times(2, 1))
        states = [server.send(Envelope(SENDER, f"{n}@x.example"), CONTENT).state for n in range(3)]
        with pytest.raises(DeliveryError) as raised:
            server.send(Envelope(SENDER, "4@x.example"), CONTENT)
    assert states == [State.DEFERRED] * 3
    assert raised.value.code == "deliver_trouble"
    assert "451 4.3.2 not now" in str(raised.value)


def test_a_sender_who_is_refused_stops_the_run() -> None:
    with mail_server(post=Post({SENDER: "550 5.7.1 not yours"})) as post, pytest.raises(DeliveryError) as raised:
        sent(here(post), "a@x.example")
    assert raised.value.code == "deliver_sender_refused"


def test_an_address_with_marks_needs_a_server_that_can() -> None:
    with mail_server(utf8=True) as post:
        assert sent(here(post), "zoé@x.example")[0].state is State.SENT
        assert post.to() == ["zoé@x.example"]
    with mail_server(utf8=False) as post:
        outcome = sent(here(post), "zoé@x.example")[0]
    assert (outcome.state, outcome.why) == (State.REFUSED, "deliver_no_smtputf8")
    assert post.taken == []


def test_a_message_beyond_what_the_server_takes_is_refused_before_it_is_sent() -> None:
    with mail_server(limit=1000) as post:
        outcome = sent(here(post), "a@x.example", content=CONTENT + b"x" * 1000)[0]
    assert outcome.why == "deliver_too_large"
    assert outcome.values["limit"] == 1000


def test_after_a_hundred_messages_a_new_line_is_opened() -> None:
    with mail_server() as post:
        outcomes = sent(here(post), *(f"{number}@x.example" for number in range(101)))
    assert {one.state for one in outcomes} == {State.SENT}
    assert post.lines == 2


def test_messages_keep_their_distance() -> None:
    now = [0.0]
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    pace = Pace(30, clock=lambda: now[0], sleep=sleep)
    for _ in range(3):
        pace.wait()
    assert waited == [2.0, 2.0]
    now[0] += 60
    pace.wait()
    assert waited == [2.0, 2.0]


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"server": "smtp://x.example"}, "mail.server"),
        ({"server": "x.example", "port": 70000}, "mail.port"),
        ({"server": "x.example", "login": Login.PASSWORD}, "mail.user"),
        ({"server": "x.example", "login": Login.XOAUTH2, "user": "a"}, "mail.token_command"),
        ({"server": "x.example", "login": Login.PASSWORD, "user": "a\r\nb"}, "mail.user"),
        ({"server": "x.example", "per_minute": -1}, "mail.per_minute"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_its_member(given: dict[str, object], where: str) -> None:
    with pytest.raises(InputError) as raised:
        Account(**given)  # type: ignore[arg-type]
    assert raised.value.where == where


def test_only_this_computers_own_relay_may_be_spoken_to_in_the_open() -> None:
    for name in ("localhost", "127.0.0.1", "::1"):
        assert Account(name, tls=Tls.NONE).at == 25
    for name in ("relay.college.ca", "10.0.0.1", "localhost.college.ca"):
        with pytest.raises(InputError) as raised:
            Account(name, tls=Tls.NONE)
        assert raised.value.code == "deliver_needs_tls"
    assert (Account("x.example").at, Account("x.example", tls=Tls.TLS).at) == (587, 465)


def test_the_oldest_tls_is_1_2(authority: Authority) -> None:
    context = authority.server(HERE)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with mail_server(starttls=context) as post:
        assert sent(secure(post, authority), "a@x.example")[0].state is State.SENT
