"""A small internet in memory: colleges that answer for their keys, and a fetch function that serves their documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from mexbadge._json import dumps
from mexbadge.fetch.answers import answer
from mexbadge.fetch.types import Request, Response, Source
from mexbadge.issuer import Form, Issued, issue
from mexbadge.issuer.hosted import key_documents
from mexbadge.keys import KeyKind, LocalSigner
from sites import from_memory

AT = datetime(2026, 5, 1, 12, 0, 0, tzinfo=UTC)
"""The moment at which the tests judge."""
ISSUED = datetime(2026, 3, 1, 0, 0, 0, tzinfo=UTC)
"""The moment at which the tests issue."""
RECIPIENT = "aisha@example.ca"

ACHIEVEMENT: Mapping[str, Any] = {
    "id": "https://badges.college.example/achievements/dementia-care",
    "type": ["Achievement"],
    "name": "Personal Support Worker: Dementia Care",
    "description": "Cares for residents living with dementia.",
    "criteria": {"narrative": "Assessed on placement by a registered nurse."},
    "achievementType": "MicroCredential",
}


@dataclass
class World:
    """Addresses and what they answer; asking for anything else fails as a network would."""

    pages: dict[str, Response] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    source: Source = Source.NETWORK
    moves: dict[str, str] = field(default_factory=dict)

    def put(
        self, url: str, body: bytes | Mapping[str, Any], *, status: int = 200, kind: str = "application/json"
    ) -> None:
        """Publish one document."""
        raw = body if isinstance(body, bytes) else dumps(body).encode()
        self.pages[url] = answer(url, status, {"content-type": kind}, raw, source=self.source)

    def redirect(self, url: str, to: str) -> None:
        """Let an address send its visitors to another."""
        self.moves[url] = to

    def drop(self, url: str) -> None:
        """Take one document away."""
        del self.pages[url]

    def fetch(self, request: Request) -> Response:
        """Answer a request."""
        self.asked.append(request.url)
        return from_memory(self.pages, self.moves, request)


@dataclass
class College:
    """An issuer with a key, whose documents stand in a world."""

    world: World
    id: str = "did:web:badges.college.example"
    kind: KeyKind = KeyKind.ED25519
    name: str = "Example College"

    def __post_init__(self) -> None:
        fragment = "key-1"
        self.signer = LocalSigner.generate(self.kind, f"{self.id}#{fragment}")
        if self.id == "did:key:":
            text = self.signer.public_key.to_multikey()
            self.id = f"did:key:{text}"
            self.signer = LocalSigner(self.signer.private, f"{self.id}#{text}")
        for url, document in self.documents().items():
            self.world.put(url, document)

    @property
    def profile(self) -> dict[str, Any]:
        """The profile that its badges carry."""
        return {"id": self.id, "type": ["Profile"], "name": self.name}

    def documents(self) -> dict[str, Any]:
        """The documents that publish its key."""
        return dict(key_documents(self.id, [(self.signer.verification_method, self.signer.public_key)]))

    def issue(self, form: Form = Form.VC_JWT, *, to: str = RECIPIENT, **given: Any) -> Issued:
        """Issue the one achievement of this world, under an id of the issuer's own."""
        settings = {"issuer": self.profile, "signer": self.signer, "at": ISSUED, **given}
        return issue(settings.pop("achievement", self.achievement), to=to, form=form, **settings)

    @property
    def achievement(self) -> Mapping[str, Any]:
        """The one achievement of this world, as this issuer's own."""
        if self.id == "did:web:badges.college.example":
            return ACHIEVEMENT
        return {**ACHIEVEMENT, "id": f"urn:uuid:{uuid5(NAMESPACE_URL, self.id)}"}
