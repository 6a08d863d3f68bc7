"""The web application for answers: opening a link changes nothing, its button does, and nothing that is sent is run."""

import io
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.validate import validator

import pytest

from exchange_world import Town
from mexbadge.match.exchange.questions import Asked, Party, ask, new_code
from mexbadge.match.exchange.web import answers_app


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path)
    town.join("aisha")
    return town


def asked(town: Town) -> str:
    with town.mex.book.transaction() as connection:
        about = "aisha@learner.example"
        query = ask(town.mex.book, connection, Asked.CONFIRM, about, Party.APPLICANT, "aisha", at=town.now, days=3)
        return new_code(connection, query, town.mex.random, at=town.now)


def call(town: Town, method: str, fields: dict[str, str], lang: str = "en") -> tuple[str, dict[str, str], str]:
    data = urlencode(fields)
    body = data.encode() if method == "POST" else b""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": "/",
        "QUERY_STRING": data if method != "POST" else "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_ACCEPT_LANGUAGE": lang,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    said: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
        said.update(status=status, headers=dict(headers))
        return lambda _: None

    answer = validator(answers_app(town.mex))(environ, start)
    content = b"".join(answer)
    answer.close()  # type: ignore[attr-defined]
    return said["status"], said["headers"], content.decode()


def test_a_link_that_is_opened_changes_nothing_and_its_button_answers_once(town: Town) -> None:
    code = asked(town)
    headers: dict[str, str] = {}
    for _ in range(2):
        status, headers, page = call(town, "GET", {"code": code, "answer": "yes"})
        assert status == "200 OK"
        assert '<form method="post">' in page
        assert code in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    with town.mex.book.read() as connection:
        assert town.mex.book.confirmed(connection) == {}
    assert call(town, "POST", {"code": code, "answer": "yes"})[0] == "200 OK"
    with town.mex.book.read() as connection:
        assert list(town.mex.book.confirmed(connection)) == ["aisha"]
        (consent,) = town.mex.book.consents(connection, "aisha")
    assert consent.channel == "web"
    status, _, page = call(town, "POST", {"code": code, "answer": "no"}, "fr-CA")
    assert status == "409 Conflict"
    assert "déjà une réponse" in page


@pytest.mark.parametrize("fields", [{}, {"code": "x"}, {"code": "x", "answer": "<script>"}, {"answer": "yes"}])
def test_an_incomplete_link_says_so(town: Town, fields: dict[str, str]) -> None:
    status, _, page = call(town, "GET", fields)
    assert status == "400 Bad Request"
    assert "<script>" not in page


def test_what_is_sent_is_shown_as_text_and_other_ways_are_refused(town: Town) -> None:
    page = call(town, "GET", {"code": '"><script>alert(1)</script>', "answer": "yes"})[2]
    assert "<script>" not in page
    assert call(town, "POST", {"code": "a" * 5000, "answer": "yes"})[0] == "409 Conflict"
    assert call(town, "PUT", {})[0] == "405 Method Not Allowed"
    assert call(town, "HEAD", {"code": "x", "answer": "yes"})[2] == ""
