"""A small issuer of Open Badges 2.0 in memory: documents at addresses, and a fetch function that serves them."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from mexbadge._json import dumps
from mexbadge.badge import Person
from mexbadge.errors import FetchError
from mexbadge.fetch.answers import answer
from mexbadge.fetch.types import Request, Response, Source
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.models.identity import identity_hash
from mexbadge.proofs import jws
from mexbadge.testing.serving import from_memory
from mexbadge.verify.findings import Check, Finding, Outcome, Verdict, verdict_of
from mexbadge.verify.ob2 import Judged, judge
from mexbadge.verify.policy import Policy
from mexbadge.verify.subject import Ask, SecuredBy, Subject

Json = dict[str, Any]

AT = datetime(2026, 5, 1, 12, 0, 0, tzinfo=UTC)
V2 = "https://w3id.org/openbadges/v2"
V1 = "https://w3id.org/openbadges/v1"
HOST = "https://college.example"
ISSUER = f"{HOST}/issuer.json"
BADGE = f"{HOST}/badges/dementia-care.json"
ASSERTION = f"{HOST}/assertions/1.json"
KEY = f"{HOST}/keys/1.json"
LIST = f"{HOST}/revoked.json"
IMAGE = f"{HOST}/images/dementia-care.png"
EMAIL = "aisha@example.ca"
UUID = "urn:uuid:0b7cb2d6-6a5c-4d16-8dd1-6a8c2c4f1f4e"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000")
REQUIRED = frozenset({Check.FORMAT, Check.MODEL, Check.PROOF, Check.BINDING, Check.DATES, Check.STATUS})


def issuer(**changes: Any) -> Json:
    base = {
        "@context": V2,
        "id": ISSUER,
        "type": "Issuer",
        "name": "Example College",
        "url": HOST,
        "email": "badges@college.example",
    }
    return _changed(base, changes)


def badge_class(**changes: Any) -> Json:
    base = {
        "@context": V2,
        "id": BADGE,
        "type": "BadgeClass",
        "name": "Personal Support Worker: Dementia Care",
        "description": "Cares for residents living with dementia.",
        "image": IMAGE,
        "criteria": {"narrative": "Assessed on placement by a registered nurse."},
        "issuer": ISSUER,
    }
    return _changed(base, changes)


def recipient(**changes: Any) -> Json:
    base = {"type": "email", "hashed": True, "salt": "sea", "identity": identity_hash(EMAIL, "sea")}
    return _changed(base, changes)


def assertion(**changes: Any) -> Json:
    base = {
        "@context": V2,
        "id": ASSERTION,
        "type": "Assertion",
        "recipient": recipient(),
        "badge": BADGE,
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-03-01T00:00:00Z",
    }
    return _changed(base, changes)


def _changed(base: Json, changes: Mapping[str, Any]) -> Json:
    """Return a copy with ``changes``; ``...`` takes a member away."""
    merged = {**deepcopy(base), **changes}
    return {name: value for name, value in merged.items() if value is not ...}


@dataclass
class World:
    """Addresses and what they answer; anything else fails as a network would."""

    pages: dict[str, Response | FetchError] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    source: Source = Source.NETWORK
    moves: dict[str, str] = field(default_factory=dict)

    @classmethod
    def hosted(cls) -> "World":
        """A college that hosts one badge."""
        world = cls()
        for document in (issuer(), badge_class(), assertion()):
            world.put(document["id"], document)
        world.put(IMAGE, PNG, kind="image/png")
        return world

    @classmethod
    def signed(cls, signer: LocalSigner, **issuer_changes: Any) -> "World":
        """A college that publishes a key and a revocation list."""
        world = cls.hosted()
        del world.pages[ASSERTION]
        changes = {"publicKey": KEY, "revocationList": LIST, **issuer_changes}
        world.put(ISSUER, issuer(**changes))
        world.put(KEY, key_document(signer))
        world.put(
            LIST, {"@context": V2, "id": LIST, "type": "RevocationList", "issuer": ISSUER, "revokedAssertions": []}
        )
        return world

    def put(self, url: str, body: bytes | Json, *, status: int = 200, kind: str = "application/ld+json") -> None:
        """Publish one document."""
        raw = body if isinstance(body, bytes) else dumps(body).encode()
        self.pages[url] = answer(url, status, {"content-type": kind}, raw, source=self.source)

    def redirect(self, url: str, to: str) -> None:
        """Let an address send its visitors to another."""
        self.moves[url] = to

    def fail(self, url: str, code: str = "fetch_connection") -> None:
        """Let one address be out of reach."""
        self.pages[url] = FetchError(code, url=url)

    def fetch(self, request: Request) -> Response:
        """Answer a request."""
        self.asked.append(request)
        failing = self.pages.get(request.url)
        if isinstance(failing, FetchError):
            raise failing
        told = {url: page for url, page in self.pages.items() if isinstance(page, Response)}
        return from_memory(told, self.moves, request)

    def ask(self, *, at: datetime = AT, recipient: str | None = None, policy: Policy | None = None) -> Ask:
        """Return the question put to a badge."""
        who = None if recipient is None else Person.of(recipient)
        return Ask(policy or Policy(), self.fetch, at, who)

    def judge(self, badge: bytes | str | Json, **question: Any) -> Judged:
        """Judge what somebody holds in hand; whatever is found can be said in both languages."""
        raw = badge if isinstance(badge, bytes) else badge.encode() if isinstance(badge, str) else dumps(badge).encode()
        document = badge if isinstance(badge, dict) else {}
        judged = judge(Subject(raw, SecuredBy.HOSTED, document), self.ask(**question))
        for found in judged.findings:
            assert found.message("en") != found.message("fr")
            assert (found.hint("en") is None) is (found.hint("fr") is None)
        return judged


def key_document(signer: LocalSigner, **changes: Any) -> Json:
    base = {
        "@context": V2,
        "id": KEY,
        "type": "CryptographicKey",
        "owner": ISSUER,
        "publicKeyPem": signer.public_key.to_pem().decode(),
    }
    return _changed(base, changes)


def signer(kind: KeyKind = KeyKind.ED25519) -> LocalSigner:
    return LocalSigner.generate(kind, KEY)


def signed_assertion(**changes: Any) -> Json:
    return assertion(**{"id": UUID, "verification": {"type": "SignedBadge", "creator": KEY}, **changes})


def token(by: LocalSigner, **changes: Any) -> str:
    return jws.sign(dumps(signed_assertion(**changes)).encode(), by)


def codes(judged: Judged, *outcomes: Outcome) -> set[str]:
    return {str(finding.code) for finding in judged.findings if not outcomes or finding.outcome in outcomes}


def failed(judged: Judged) -> set[str]:
    return codes(judged, Outcome.FAILED)


def warned(judged: Judged) -> set[str]:
    return codes(judged, Outcome.WARNED)


def unknown(judged: Judged) -> set[str]:
    return codes(judged, Outcome.UNKNOWN)


def verdict(judged: Judged) -> Verdict:
    return verdict_of(judged.findings, required=REQUIRED)


def finding(judged: Judged, code: str) -> Finding:
    return next(found for found in judged.findings if str(found.code) == code)
