"""Webhooks in the form of Standard Webhooks (standardwebhooks.com, 1.0.0): signed, and posted where it is allowed.

What is signed is ``ID.TIMESTAMP.BODY``, by HMAC-SHA-256 under a secret that both sides keep (``whsec_…``). The id is
that of the message in the outbox, so that a receiver can tell a repetition.
"""

import base64
import hmac
from binascii import Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from mexbadge.deliver.posting import HttpsPost, Posted
from mexbadge.deliver.states import DeliveryOutcome, Queued, State
from mexbadge.errors import DeliveryError, InputError

__all__ = ["TOLERANCE", "Secret", "Webhook", "headers_of", "is_genuine"]

TOLERANCE: Final = timedelta(minutes=5)
"""How far the moment of a webhook may be from now when it is received."""
_PREFIX: Final = "whsec_"
_LEAST, _MOST = 24, 64
_VERSION: Final = "v1"
_OK: Final = range(200, 300)
_TOO_MANY: Final = 429
_LATER: Final = 500
_TIMEOUT: Final = 408


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret of 24 to 64 bytes, written ``whsec_`` and base64; made by :meth:`parse`."""

    key: bytes = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "Secret":
        """Read a secret; raise :class:`InputError` ``deliver_webhook_secret``."""
        try:
            key = base64.b64decode(text.strip().removeprefix(_PREFIX), validate=True)
        except (Error, ValueError):
            key = b""
        if not _LEAST <= len(key) <= _MOST:
            raise InputError("deliver_webhook_secret", least=_LEAST, most=_MOST)
        return cls(key)

    def __str__(self) -> str:
        return f"{_PREFIX}{base64.b64encode(self.key).decode('ascii')}"

    def sign(self, name: str, moment: int, body: bytes) -> str:
        """Return the signature of a message: ``v1,`` and base64."""
        signed = f"{name}.{moment}.".encode() + body
        return f"{_VERSION},{base64.b64encode(hmac.new(self.key, signed, sha256).digest()).decode('ascii')}"


def headers_of(name: str, body: bytes, *secrets: Secret, at: datetime) -> dict[str, str]:
    """Return the headers of a webhook; with several secrets each signs, while one takes the place of another.

    Raises :class:`InputError` ``deliver_webhook_id`` for an id that is empty or holds a dot.
    """
    if not name or "." in name or not name.isascii() or not name.isprintable() or " " in name:
        raise InputError("deliver_webhook_id", value=name)
    moment = int(at.timestamp())
    signatures = " ".join(secret.sign(name, moment, body) for secret in secrets)
    return {"webhook-id": name, "webhook-timestamp": str(moment), "webhook-signature": signatures}


def is_genuine(
    headers: Mapping[str, str], body: bytes, *secrets: Secret, at: datetime, tolerance: timedelta = TOLERANCE
) -> bool:
    """Return whether a webhook that was received is signed under one of ``secrets``, and of now.

    The names of ``headers`` count in any case. Compared in constant time; a moment too far from ``at`` is a replay.
    """
    given = {name.lower(): value for name, value in headers.items()}
    name, moment = given.get("webhook-id", ""), given.get("webhook-timestamp", "")
    if not name or not moment.isascii() or not moment.isdecimal() or len(moment) > len("99999999999"):
        return False
    sent = datetime.fromtimestamp(int(moment), UTC)
    said = given.get("webhook-signature", "").split(" ")
    right = [secret.sign(name, int(moment), body) for secret in secrets]
    matched = [hmac.compare_digest(one.encode(), other.encode()) for one in said for other in right]
    return any(matched) and abs(at - sent) <= tolerance


@dataclass(frozen=True, slots=True)
class Webhook:
    """Carries messages of the outbox to an address: the payload is the JSON body, the recipient the address.

    ``secrets`` gives the secrets of an address; ``post`` is the network.
    """

    secrets: Callable[[str], tuple[Secret, ...]] = field(repr=False)
    post: Callable[[str, bytes, Mapping[str, str]], Posted] = field(default_factory=HttpsPost)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def __call__(self, message: Queued) -> DeliveryOutcome:
        """Post one message; a 4xx answer refuses it (408 and 429 defer it), 5xx and no answer defer it."""
        url = message.recipient or ""
        headers = headers_of(message.name, message.payload, *self.secrets(url), at=self.clock())
        try:
            answer = self.post(url, message.payload, {**headers, "Content-Type": "application/json"})
        except DeliveryError as error:
            state = State.REFUSED if error.code == "deliver_webhook_address" else State.DEFERRED
            return DeliveryOutcome(state, error.code, error.problem.values)
        if answer.status in _OK:
            return DeliveryOutcome(State.SENT)
        later = answer.status >= _LATER or answer.status in {_TOO_MANY, _TIMEOUT}
        code = "deliver_webhook_later" if later else "deliver_webhook_refused"
        again = None
        if later and answer.retry_after is not None:
            again = self.clock() + timedelta(seconds=answer.retry_after)
        return DeliveryOutcome(State.DEFERRED if later else State.REFUSED, code, {"status": answer.status}, again)
