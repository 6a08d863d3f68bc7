"""An exchange for tests: a folder, a clock set by hand, random bytes that can be told beforehand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from issuing import Clock
from mexbadge._json import dumps
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

    def create(self, **given: Any) -> Exchange:
        mail = {**MAIL, **given.pop("mail", {})}
        config = form_of(ExchangeConfig, {"name": {"en": "MEX", "fr": "MEX"}, "mail": mail, **given})
        return Exchange.create(self.path, config, clock=self.clock, rng=self.chance)

    def open(self) -> Exchange:
        return Exchange.open(self.path, clock=self.clock, rng=self.chance)


def as_json(*rows: Any) -> bytes:
    """Return rows as a file."""
    return dumps(list(rows)).encode()


def employer(name: str = "pine", **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name.title(), "email": f"jobs@{name}.example", **more}


def school(name: str = "lakeshore", **more: Any) -> dict[str, Any]:
    made = {"id": name, "name": name.title(), "issuer": f"did:web:{name}.example", "email": f"office@{name}.example"}
    return {**made, "approvedBy": "The board", "since": "2026-01-01", **more}


def person(name: str, **more: Any) -> dict[str, Any]:
    document = more.pop("document", {"identities": [f"{name}@learner.example"]})
    return {"id": name, "document": document, **more}


def opening(name: str = "psw", *skills: str, **more: Any) -> dict[str, Any]:
    asked = [{"skill": one} for one in skills or ("https://skills.example/care",)]
    return {"id": name, "title": "Care worker", "employer": "pine", "requirements": asked, **more}
