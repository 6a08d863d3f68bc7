"""An exchange for tests: a folder, a clock set by hand, random bytes that can be told beforehand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from issuing import Clock
from mailing import Box
from mexbadge._json import dumps
from mexbadge.match import MatchSettings
from mexbadge.match.exchange import Exchange, ExchangeConfig
from mexbadge.models.forms import form_of

MAIL = {"sender": "MEX <mex@mex.example>", "postal": "1 King Street, Toronto ON  M5H 1A1"}


@dataclass
class Chance:
    """Random bytes that are the same in every test, and never twice the same in one."""

    counter: Iterator[int] = field(default_factory=count)

    def __call__(self, size: int) -> bytes:
        return sha256(f"chance {next(self.counter)}".encode()).digest()[:size]


@dataclass
class Mex:
    """One exchange's folder; ``given`` are settings other than the usual."""

    path: Path
    clock: Clock = field(default_factory=Clock)
    chance: Chance = field(default_factory=Chance)
    settings: MatchSettings | None = None

    def create(self, **given: Any) -> Exchange:
        mail = {**MAIL, **given.pop("mail", {})}
        config = form_of(ExchangeConfig, {"name": {"en": "MEX", "fr": "MEX"}, "mail": mail, **given})
        Exchange.create(self.path, config, clock=self.clock, rng=self.chance)
        return self.open()

    def open(self) -> Exchange:
        return Exchange.open(self.path, clock=self.clock, rng=self.chance, settings=self.settings)


def as_json(*rows: Any) -> bytes:
    """Return rows as a file."""
    return dumps(list(rows)).encode()


def employer(name: str = "pine", **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name.title(), "email": f"jobs@{name}.example", **more}


def school(name: str = "lakeshore", **more: Any) -> dict[str, Any]:
    made = {"id": name, "name": name.title(), "issuer": f"did:web:{name}.example", "email": f"office@{name}.example"}
    return {**made, "approvedBy": "The board", "since": "2026-01-01", **more}


def person(name: str, /, **more: Any) -> dict[str, Any]:
    document = more.pop("document", {"identities": [f"{name}@learner.example"]})
    return {"id": name, "document": document, **more}


def opening(name: str = "psw", *skills: str, **more: Any) -> dict[str, Any]:
    asked = [{"skill": one} for one in skills or ("https://skills.example/care",)]
    return {"id": name, "title": "Care worker", "employer": "pine", "requirements": asked, **more}


def letters_of(exchange: Exchange) -> list[EmailMessage]:
    """Send what is due, and return it as it arrives."""
    box = Box()
    list(exchange.send(box))
    return box.messages


def answer_to(letter: EmailMessage, word: str, *, sender: str | None = None) -> bytes:
    """Answer a letter as its reader does: with the line of one of its links as the subject."""
    body = letter.get_body(("plain",))
    assert body is not None
    (line,) = set(re.findall(rf"MEX {word} [a-z2-7]{{26}}", body.get_content()))
    made = EmailMessage()
    made["From"] = sender or str(letter["To"])
    made["To"] = str(letter["Reply-To"] or letter["From"])
    made["Subject"] = line
    made.set_content("")
    return made.as_bytes()


def mail_with(sender: str, files: Mapping[str, bytes]) -> bytes:
    """Write a letter with files attached."""
    made = EmailMessage()
    made["From"] = sender
    made["To"] = "mex@mex.example"
    made["Subject"] = "my badges"
    made.set_content("Here they are.")
    for name, content in files.items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()
