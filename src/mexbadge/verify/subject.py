"""What is judged, and what it is judged with: two frozen values that every check reads and none changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar, cast

from mexbadge._json import JsonObject
from mexbadge._limits import CLOCK_SKEW
from mexbadge.badge import Person
from mexbadge.dids import ControllerDocument, KeyThere
from mexbadge.dids import issuer_document as _issuer_document
from mexbadge.dids import key_there as _key_there
from mexbadge.dids import publishes_nothing as _publishes_nothing
from mexbadge.dids import resolve as _resolve
from mexbadge.dids.names import is_did, split_did
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch.types import Fetch, Request, ResourceKind, Response
from mexbadge.models.identity import AwardedIdentity
from mexbadge.models.survey import Survey, survey
from mexbadge.verify.findings import Finding
from mexbadge.verify.kept_lists import KeptLists
from mexbadge.verify.policy import Policy

if TYPE_CHECKING:
    from mexbadge.proofs.vc_jwt import JwtCredential

__all__ = ["Ask", "Budget", "OuterRecord", "SecuredBy", "Subject"]

_Found = TypeVar("_Found")


class SecuredBy(StrEnum):
    """How a credential is secured, as far as its outside shows."""

    VC_JWT = "vc-jwt"
    DATA_INTEGRITY = "data-integrity"
    HOSTED = "hosted"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Subject:
    """One credential or assertion, exactly as it arrived beside what was understood of it.

    ``raw`` is the text of the credential itself (JSON or a compact JWS), taken out of its image; ``document`` the JSON
    object that was signed or hosted; ``jwt`` what the token said where it came as one; ``image`` the kind of image that
    carried it, if any, and ``picture`` that image.
    """

    raw: bytes = field(repr=False)
    form: SecuredBy
    document: JsonObject = field(repr=False)
    jwt: "JwtCredential | None" = None
    image: str | None = None
    picture: bytes | None = field(default=None, repr=False)
    _surveyed: list[Survey] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def survey(self) -> Survey:
        """What several checks ask of the whole document, found once."""
        if not self._surveyed:
            self._surveyed.append(survey(self.document))
        return self._surveyed[0]

    @property
    def issuer_id(self) -> str | None:
        """The id of the issuer as the document names it, by address or in a profile; ``None`` where it does not."""
        issuer = self.document.get("issuer")
        found = issuer.get("id") if isinstance(issuer, Mapping) else issuer
        return found if isinstance(found, str) else None


@dataclass(frozen=True, slots=True)
class OuterRecord:
    """The learner record that a credential lies in, once the record's own signature and key were found good.

    ``issuer`` is the id to which the record's key is bound, ``None`` where nothing binds it; ``binding`` the finding
    that says so; ``identities`` are those under which the record names its holder. Only what the record's issuer
    issued itself does it vouch for, and only there does its word join identities.
    """

    issuer: str | None
    binding: Finding | None
    identities: tuple[AwardedIdentity, ...]

    def issued(self, issuer: str | None) -> bool:
        """Return whether the record's own issuer is the one that a credential inside names."""
        return self.issuer is not None and self.issuer == issuer


class Budget:
    """The time that one whole verification may take, by an injected clock of seconds.

    It is asked between proofs and between credentials, so that one more of them is begun only while there is time. Once
    the first credential inside the badge is reached, at most ``inside`` seconds are left, so that honest work on a
    large badge, or on a busy machine, takes nothing away from what it holds.
    """

    __slots__ = ("_clock", "_end", "_inside")

    def __init__(self, seconds: float, clock: Callable[[], float], *, inside: float | None = None) -> None:
        self._clock = clock
        self._end = clock() + seconds
        self._inside = inside

    def left(self) -> bool:
        """Return whether there is time left."""
        return self._clock() < self._end

    def left_inside(self) -> bool:
        """Return whether there is time left for a credential inside the badge."""
        now = self._clock()
        if self._inside is not None:
            self._end, self._inside = min(self._end, now + self._inside), None
        return now < self._end


def _no_clock() -> float:
    return 0.0


def _forget(_url: str, _seconds: int) -> None:
    """Keep nothing: there is no cache."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What the verifier wants to know, and with what: policy, moment, recipient, network.

    ``recipient`` is the person whose badge it should be, under every identity that was given for them. ``depth`` is how
    many credentials deep this one lies, ``record`` the learner record around it; ``refresh`` whether a newer version is
    looked for; ``undated`` leaves out of account when a proof was made, and when its key began;
    ``receipt`` is that of a ledger, found beside the badge, and says something of this one credential alone;
    ``remember`` notes for how many seconds a document holds; ``budget`` is the time for all of it;
    ``given`` says that the moment was named by whoever asks, and is not simply now; ``lists`` are the status lists
    that were judged before.
    """

    policy: Policy
    fetch: Fetch
    at: datetime
    recipient: Person | None = None
    depth: int = 0
    record: OuterRecord | None = None
    refresh: bool = True
    undated: bool = False
    receipt: bytes | None = field(default=None, repr=False)
    remember: Callable[[str, int], None] = _forget
    budget: Budget = field(default_factory=lambda: Budget(1.0, _no_clock), repr=False, compare=False)
    given: bool = False
    lists: KeptLists = field(default_factory=KeptLists, repr=False, compare=False)
    _memory: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def leeway(self) -> timedelta:
        """How far a start may lie ahead of the moment: as far as two clocks may differ, where the moment is now."""
        return timedelta() if self.given else CLOCK_SKEW

    def resolve(self, did: str) -> ControllerDocument:
        """Resolve a DID or controller document, once for this verification; raise as :func:`mexbadge.dids.resolve`."""
        return self._once(f"did {did}", lambda: _resolve(did, fetch=self.fetch))

    def issuer_document(self, issuer: str) -> ControllerDocument:
        """Resolve the issuer's own document, once for this verification."""
        return self._once(f"issuer {issuer}", lambda: self._found(issuer))

    def _found(self, issuer: str) -> ControllerDocument:
        """Find the document of an issuer: that of a DID is one, whoever asks for it."""
        if is_did(issuer) and split_did(issuer).did == issuer:
            return self.resolve(issuer)
        return _issuer_document(issuer, fetch=self.fetch)

    def key_there(self, address: str) -> KeyThere:
        """Look for a key at its address, once for this verification; raise as :func:`mexbadge.dids.key_there`."""
        return self._once(f"key {address}", lambda: _key_there(address, fetch=self.fetch))

    def publishes_nothing(self, issuer: str) -> bool:
        """Return whether an https issuer has answered that it publishes nothing about its keys."""
        return _publishes_nothing(issuer, fetch=self.fetch)

    def apart(self, fetch: Fetch) -> "Ask":
        """Return the same over another network, with nothing resolved yet."""
        return replace(self, fetch=fetch, _memory={})

    @property
    def resolved(self) -> tuple[object, ...]:
        """What was resolved so far, or why it was not."""
        return tuple(self._memory.values())

    def get(self, url: str, kind: ResourceKind) -> Response:
        """Fetch one document with the ``Accept`` header of its kind."""
        return self.fetch(Request.of(url, kind))

    def _once(self, key: str, work: Callable[[], _Found]) -> _Found:
        if key not in self._memory:
            try:
                self._memory[key] = work()
            except (FetchError, InputError) as error:
                self._memory[key] = error
        known = self._memory[key]
        if isinstance(known, Exception):
            raise known
        return cast("_Found", known)
