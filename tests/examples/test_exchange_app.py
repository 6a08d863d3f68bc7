"""The example that embeds an exchange, over HTTP with a real server: links, answers, matches, the night's run."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import requests
import uvicorn
from embed.exchange_app import create_app

from exchange_world import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.fixture
def url(town: Town) -> Iterator[str]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(town.mex), port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


def code_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(r"MEX yes ([a-z2-7]{26})", body.get_content())
    assert found
    return found[1]


def test_a_front_end_runs_the_night_shows_matches_and_takes_answers(town: Town, url: str) -> None:
    town.post("psw", "care")
    town.with_badges(aisha="care")
    rehearsed = requests.post(f"{url}/run", params={"rehearsal": "true"}, timeout=60).json()
    assert rehearsed == [{"kind": "decided", "subject": "psw aisha"}]
    assert requests.get(f"{url}/people/aisha/matches", timeout=30).json() == []
    assert requests.post(f"{url}/run", timeout=60).json() == rehearsed
    (match,) = requests.get(f"{url}/people/aisha/matches", timeout=30).json()
    assert (match["vacancy"], match["state"]) == ("psw", "notified")
    letters = town.letters()
    fields = {"code": code_of(letters["aisha"][0]), "answer": "yes"}
    opened = requests.get(f"{url}/answers", params=fields, headers={"accept-language": "fr"}, timeout=30)
    assert opened.status_code == 200
    assert 'lang="fr"' in opened.text
    assert opened.headers["referrer-policy"] == "no-referrer"
    assert town.matches() == [("psw", "aisha", "notified")], "a link that is opened changes nothing"
    assert requests.post(f"{url}/answers", data=fields, timeout=30).status_code == 200
    assert requests.post(f"{url}/answers", data=fields, timeout=30).status_code == 409
    theirs = {"code": code_of(letters["jobs"][0]), "answer": "yes"}
    said = requests.post(f"{url}/said", json=theirs, timeout=30)
    assert said.json() == {"about": match["id"], "kind": "offer", "answer": "yes"}
    again = requests.post(f"{url}/said", json=theirs, timeout=30)
    assert (again.status_code, again.json()["code"]) == (409, "exchange_code_used")
    assert requests.get(f"{url}/people/aisha/matches", timeout=30).json()[0]["state"] == "accepted"


def test_strangers_and_floods_are_refused(url: str) -> None:
    unknown = requests.get(f"{url}/people/nobody/matches", timeout=30)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "exchange_unknown")
    assert requests.post(f"{url}/answers", data=b"x" * 10_000, timeout=30).status_code == 413
    forged = requests.post(f"{url}/said", json={"code": "a" * 26, "answer": "yes"}, timeout=30)
    assert forged.status_code == 409
    assert forged.json()["hint"]
