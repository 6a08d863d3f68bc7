"""Webhooks: signed as Standard Webhooks says, told apart from forgeries and replays, and sent nowhere private."""

import socket
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fetch_servers import Authority, Handler, Server, answers, serving
from mexbadge.deliver import HttpsPost, Posted, Queued, Secret, State, Webhook, headers_of, is_genuine
from mexbadge.errors import DeliveryError, InputError

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECRET = Secret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")


def test_the_published_example_signs_as_published() -> None:
    """The example of the specification: its id, moment, payload and secret give its signature."""
    signed = SECRET.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_was_signed_is_genuine_and_nothing_else_is() -> None:
    headers = headers_of("msg_1", b"{}", SECRET, at=AT)
    other = Secret.parse("whsec_" + "QUFB" * 10)
    assert is_genuine({name.title(): value for name, value in headers.items()}, b"{}", SECRET, at=AT)
    assert not is_genuine(headers, b"{ }", SECRET, at=AT)
    assert not is_genuine(headers, b"{}", other, at=AT)
    assert not is_genuine({**headers, "webhook-id": "msg_2"}, b"{}", SECRET, at=AT)
    assert not is_genuine({**headers, "webhook-timestamp": "1"}, b"{}", SECRET, at=AT)
    assert not is_genuine({**headers, "webhook-signature": "v1,"}, b"{}", SECRET, at=AT)
    assert not is_genuine({}, b"{}", SECRET, at=AT)
    assert not is_genuine({**headers, "webhook-timestamp": "9" * 400}, b"{}", SECRET, at=AT)


def test_a_replay_after_five_minutes_is_refused_on_both_sides() -> None:
    headers = headers_of("msg_1", b"{}", SECRET, at=AT)
    assert is_genuine(headers, b"{}", SECRET, at=AT + timedelta(minutes=5))
    assert not is_genuine(headers, b"{}", SECRET, at=AT + timedelta(minutes=5, seconds=1))
    assert not is_genuine(headers, b"{}", SECRET, at=AT - timedelta(minutes=5, seconds=1))


def test_while_a_secret_is_replaced_both_count() -> None:
    new = Secret.parse("whsec_" + "QUFB" * 10)
    headers = headers_of("msg_1", b"{}", SECRET, new, at=AT)
    assert is_genuine(headers, b"{}", SECRET, at=AT)
    assert is_genuine(headers, b"{}", new, at=AT)


@pytest.mark.parametrize("bad", ["", "whsec_", "whsec_QUFB", "whsec_!!", "whsec_" + "QUFB" * 30])
def test_a_secret_of_another_size_is_refused(bad: str) -> None:
    with pytest.raises(InputError) as raised:
        Secret.parse(bad)
    assert raised.value.code == "deliver_webhook_secret"
    assert Secret.parse(str(SECRET)) == SECRET


@pytest.mark.parametrize("bad", ["", "a.b", "a b", "é", "a\n"])
def test_an_id_that_would_read_twice_is_refused(bad: str) -> None:
    with pytest.raises(InputError):
        headers_of(bad, b"{}", SECRET, at=AT)


def queued(url: str) -> Queued:
    moment = "2026-03-01T12:00:00Z"
    return Queued(1, "k", "webhook", "matched", "urn:m", "msg_1", b"{}", url, State.WAITING, 0, moment, moment)


def posted(answer: Posted | DeliveryError) -> Webhook:
    def post(_: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        assert is_genuine(headers, body, SECRET, at=AT)
        if isinstance(answer, DeliveryError):
            raise answer
        return answer

    return Webhook(lambda _: (SECRET,), post, lambda: AT)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Posted(200), State.SENT),
        (Posted(204), State.SENT),
        (Posted(302), State.REFUSED),
        (Posted(400), State.REFUSED),
        (Posted(410), State.REFUSED),
        (Posted(408), State.DEFERRED),
        (Posted(429, 90), State.DEFERRED),
        (Posted(503), State.DEFERRED),
        (DeliveryError("deliver_webhook_unreachable", host="x"), State.DEFERRED),
        (DeliveryError("deliver_webhook_address", url="x"), State.REFUSED),
    ],
)
def test_what_an_answer_means(answer: Posted | DeliveryError, state: State) -> None:
    outcome = posted(answer)(queued("https://x.example/"))
    assert outcome.state is state
    if answer == Posted(429, 90):
        assert outcome.again == AT + timedelta(seconds=90)


def after_the_body(answer: Handler, size: int) -> Handler:
    """Read a body of ``size`` bytes before answering, as a receiver does."""

    def handler(line: socket.socket, server: Server) -> None:
        while len(server.heads[-1].partition(b"\r\n\r\n")[2]) < size:
            server.heads[-1] += line.recv(4096)
        answer(line, server)

    return handler


def test_a_receiver_gets_body_and_headers_over_tls(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    with serving(after_the_body(answers(status="204 No Content"), 7), context=authority.server("127.0.0.1")) as server:
        post = HttpsPost(private_allowed=True, ca_file=authority.ca_file, seconds=5)
        headers = headers_of("msg_1", b'{"a":1}', SECRET, at=AT)
        assert post(server.url("/hook?x=1", scheme="https"), b'{"a":1}', headers).status == 204
    assert server.heads[0].startswith(b"POST /hook?x=1 HTTP/1.1\r\n")
    assert b"webhook-signature: v1," in server.heads[0]
    assert server.heads[0].endswith(b'{"a":1}')


def test_no_redirect_is_followed_and_how_long_to_wait_is_read(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    context = authority.server("127.0.0.1")
    post = HttpsPost(private_allowed=True, ca_file=authority.ca_file, seconds=5)
    moved = after_the_body(answers(status="307 Elsewhere", fields=["Location: https://127.0.0.1:1/"]), 2)
    with serving(moved, context=context) as server:
        assert post(server.url(scheme="https"), b"{}", {}).status == 307
    for said, seconds in (("7", 7), ("99999999", None), ("Tue, 01 Dec 2026 00:00:00 GMT", None), ("999999", 86400)):
        slow = after_the_body(answers(status="429 Slow", fields=[f"Retry-After: {said}"]), 2)
        with serving(slow, context=context) as server:
            assert post(server.url(scheme="https"), b"{}", {}) == Posted(429, seconds)


@pytest.mark.parametrize(
    "url",
    [
        "http://x.example/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "https://user:pw@x.example/",
        "https://x.example:25/",
        "file:///etc/passwd",
        "https://localhost/",
    ],
)
def test_nothing_is_posted_to_this_computer_or_its_network(url: str) -> None:
    with pytest.raises(DeliveryError) as raised:
        HttpsPost(resolve=lambda *_: ("8.8.8.8",))(url, b"{}", {})
    assert raised.value.code == "deliver_webhook_address"


def test_a_name_that_stands_for_a_private_address_is_refused_with_the_good_one_beside_it() -> None:
    for found in (("127.0.0.1",), ("93.184.216.34", "10.0.0.1"), ("::ffff:127.0.0.1",)):
        with pytest.raises(DeliveryError) as raised:
            HttpsPost(resolve=lambda *_, found=found: found)("https://x.example/", b"{}", {})
        assert raised.value.code == "deliver_webhook_address"


def test_a_name_that_stands_for_nothing_is_tried_later() -> None:
    def nothing(*_: object) -> tuple[str, ...]:
        raise OSError

    with pytest.raises(DeliveryError) as raised:
        HttpsPost(resolve=nothing)("https://x.example/", b"{}", {})
    assert raised.value.code == "deliver_webhook_unreachable"


def test_a_receiver_with_another_certificate_gets_nothing(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    with (
        serving(answers(), context=authority.server("other.example")) as server,
        pytest.raises(DeliveryError) as raised,
    ):
        HttpsPost(private_allowed=True, ca_file=authority.ca_file, seconds=5)(server.url(scheme="https"), b"{}", {})
    assert raised.value.code == "deliver_webhook_unreachable"
    assert not any(server.heads)
