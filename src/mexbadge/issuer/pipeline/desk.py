"""Who issues, and with what: the folder, its settings and register, the key, the clock and the source of randomness."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge.errors import RegisterError
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.folder.settings import Settings
from mexbadge.issuer.pipeline.working import working
from mexbadge.issuer.register import events, keyring
from mexbadge.issuer.register.register import Register
from mexbadge.issuer.register.status_places import Lists
from mexbadge.keys import Passphrase, Signer
from mexbadge.ledger.log import Log

__all__ = ["BACKWARDS", "Desk", "at_work"]

P = ParamSpec("P")
R = TypeVar("R")
BACKWARDS: Final = timedelta(minutes=5)
"""How far a clock may be behind the last event: two computers are never quite together."""


@dataclass(slots=True)
class Desk:
    """An issuer's register, settings, key, clock and source of randomness."""

    folder: Path
    settings: Settings
    register: Register
    passphrase: Passphrase = field(repr=False)
    clock: Callable[[], datetime]
    rng: Callable[[int], bytes]
    capacity: int | None = None
    log: Log | None = field(default=None, repr=False)
    guard: "Callable[[Desk, Connection], None]" = field(default=lambda _desk, _connection: None, repr=False)
    current: bool = False
    _signers: dict[str, Signer] = field(default_factory=dict, repr=False)

    @property
    def files(self) -> Path:
        """Where the badges are put."""
        return self.folder / "issued"

    def signer(self) -> Signer:
        """Return the signer of the active key."""
        with self.register.read() as connection:
            return self.signer_in(connection)

    def signer_in(self, connection: Connection) -> Signer:
        """Return the signer of the active key, within a transaction.

        Raises as :meth:`require_current`, before anything is signed.
        """
        self.require_current(connection)
        return self.signer_of(keyring.active(connection))

    def require_current(self, connection: Connection) -> None:
        """Raise :class:`RegisterError` where nothing may be signed.

        ``register_behind`` for a register that is older than what was published, ``register_clock`` for a moment that
        lies more than five minutes before the last thing that happened.
        """
        now, last = self.clock(), events.last_moment(connection)
        if last is not None and _moments.write(now + BACKWARDS) < last:
            raise RegisterError("register_clock", now=_moments.write(now), last=last)
        if not self.current:
            self.guard(self, connection)
            self.current = True

    def signer_of(self, key: keyring.Key) -> Signer:
        """Return the signer of ``key``, loaded once."""
        if key.id not in self._signers:
            self._signers[key.id] = keyring.signer(key, self.folder, self.passphrase)
        return self._signers[key.id]

    def lists(self, signer: Signer) -> Lists:
        """Return how this issuer's status lists are made."""
        settings = self.settings
        return Lists(settings.id, settings.base, signer, settings.form.of_3, self.clock(), self.rng, self.capacity)

    def new_id(self) -> str:
        """Return a new id for a credential."""
        return f"urn:uuid:{uuid.UUID(bytes=self.rng(16), version=4)}"

    def deliver(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Put files into the folder of badges."""
        if files:
            with working(self.folder):
                delivery.deliver(self.files, files)

    def require_active(self, connection: Connection, signer: Signer) -> None:
        """Raise :class:`RegisterError` ``register_key_ended`` if the key was ended while it was used."""
        if keyring.active(connection).id != signer.verification_method:
            raise RegisterError("register_key_ended", id=signer.verification_method)


def at_work(act: Callable[Concatenate[Desk, P], R]) -> Callable[Concatenate[Desk, P], R]:
    """Let ``act`` hold the lock of the folder, and that of the register, for as long as it runs."""

    @wraps(act)
    def held(desk: Desk, /, *given: P.args, **named: P.kwargs) -> R:
        with working(desk.folder), desk.register.database.at_work():
            return act(desk, *given, **named)

    return held
