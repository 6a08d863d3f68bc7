"""A small internet in memory: colleges that answer for their keys, and a fetch function that serves their documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from mexbadge._json import dumps
from mexbadge.credentials.published_keys import key_documents
from mexbadge.credentials.status_lists import BitList
from mexbadge.dids import origin_of
from mexbadge.errors import InputError
from mexbadge.fetch import Request, Response, Source
from mexbadge.fetch.answers import answer
from mexbadge.issuer import Form, Issued, issue, sign
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.status.bitstring import Bitstring
from mexbadge.testing.serving import from_memory
from mexbadge.verify import Report, verify

__all__ = ["ACHIEVEMENT", "COLLEGE", "RECIPIENT", "College", "World"]

COLLEGE: Final = "did:web:badges.college.example"
"""The id of a college, if nothing else is said."""
RECIPIENT: Final = "aisha@example.ca"
"""Who holds a badge, if nothing else is said."""
ACHIEVEMENT: Final[Mapping[str, Any]] = {
    "id": "https://badges.college.example/achievements/dementia-care",
    "type": ["Achievement"],
    "name": "Personal Support Worker: Dementia Care",
    "description": "Cares for residents living with dementia.",
    "criteria": {"narrative": "Assessed on placement by a registered nurse."},
    "achievementType": "MicroCredential",
}
"""What a badge is for, if nothing else is said: the members of an ``Achievement`` of Open Badges 3.0."""
_AGE: Final = timedelta(days=30)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class World:
    """Addresses and what they answer; asking for anything else fails as a network would.

    ``fetch`` is the network to hand to what is tested, ``at`` the moment that :meth:`verify` judges at (now, if nothing
    else is said), ``asked`` every address that was asked, in order.
    """

    pages: dict[str, Response] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    source: Source = Source.NETWORK
    moves: dict[str, str] = field(default_factory=dict)
    at: datetime = field(default_factory=_now)

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
        """Answer a request; raise :class:`FetchError` as the network would."""
        self.asked.append(request.url)
        return from_memory(self.pages, self.moves, request)

    def verify(self, badge: Issued | bytes | Mapping[str, object], *, recipient: str | None = None) -> Report:
        """Judge a badge with nothing but what this world answers, at its moment."""
        given = badge.credential if isinstance(badge, Issued) else badge
        return verify(given, recipient=recipient, fetch=self.fetch, at=self.at)


@dataclass
class College:
    """An issuer with a key, whose documents stand in a world.

    ``id`` is a did:web, the address of a profile, or ``did:key:`` for an issuer that is its own key. Whoever has a
    place on the web has a list of revocations too, and :meth:`revoke` marks on it.
    """

    world: World
    id: str = COLLEGE
    kind: KeyKind = KeyKind.ED25519
    name: str = "Example College"
    _revoked: dict[str, int] = field(default_factory=dict, repr=False)

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

    @property
    def achievement(self) -> Mapping[str, Any]:
        """The one achievement of this world, as this issuer's own."""
        if self.id == COLLEGE:
            return ACHIEVEMENT
        return {**ACHIEVEMENT, "id": f"urn:uuid:{uuid5(NAMESPACE_URL, self.id)}"}

    @property
    def revocations(self) -> BitList:
        """Its list of revocations; raises :class:`InputError` ``testing_no_list`` for an issuer without an address."""
        origin = origin_of(self.id)
        if origin is None:
            raise InputError("testing_no_list", issuer=self.id)
        scheme, host, port = origin
        return BitList(f"{scheme}://{host}:{port}/status/revocations.json".replace(":443/", "/"), self.id)

    def documents(self) -> dict[str, Any]:
        """Return the documents that publish its key, by address."""
        return dict(key_documents(self.id, [(self.signer.verification_method, self.signer.public_key)]))

    def issue(self, form: Form = Form.VC_JWT, *, to: str = RECIPIENT, **given: Any) -> Issued:  # noqa: ANN401 - as issue() takes it
        """Issue the one achievement of this world, under an id of the issuer's own; nothing names a status.

        ``given`` goes to :func:`mexbadge.issuer.issue`: ``achievement``, ``at``, ``until``, ``subject``, ``extra``.
        """
        settings = {"issuer": self.profile, "signer": self.signer, "at": self.world.at - _AGE, **given}
        return issue(settings.pop("achievement", self.achievement), to=to, form=form, **settings)

    def issue_revocable(self, form: Form = Form.DATA_INTEGRITY, *, to: str = RECIPIENT, **given: Any) -> Issued:  # noqa: ANN401 - as issue() takes it
        """Issue as :meth:`issue`, with a place on the list of revocations, which is published anew."""
        place = len(self._revoked)
        extra = {"credentialStatus": self.revocations.entry(place), **given.pop("extra", {})}
        issued = self.issue(form, to=to, extra=extra, **given)
        self._revoked[issued.id] = 0
        self._publish()
        return issued

    def revoke(self, issued: Issued) -> None:
        """Revoke a badge that :meth:`issue_revocable` issued; raises :class:`InputError` ``testing_not_issued``."""
        if issued.id not in self._revoked:
            raise InputError("testing_not_issued", badge=issued.id)
        self._revoked[issued.id] = 1
        self._publish()

    def _publish(self) -> None:
        bits = Bitstring.new()
        for place, value in enumerate(self._revoked.values()):
            bits = bits.with_entry(place, value)
        start = self.world.at - _AGE
        document = self.revocations.document(bits, valid_from=start, valid_until=self.world.at + _AGE)
        self.world.put(self.revocations.url, sign(document, self.signer))
