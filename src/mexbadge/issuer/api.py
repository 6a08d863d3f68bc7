"""Issue one badge in one call."""

import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path

from mexbadge._json import JsonObject
from mexbadge.bake import bake
from mexbadge.errors import InputError
from mexbadge.issuer.achievement import complete, refuse_placeholders
from mexbadge.issuer.credential import Award, Form, build, sign
from mexbadge.keys import Signer
from mexbadge.models.identity import Identity

__all__ = ["Issued", "issue"]

Random = Callable[[int], bytes]
"""A source of randomness: so many bytes."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued badge: its id, the document that was signed and the signed bytes, which never change again."""

    id: str
    document: JsonObject = field(repr=False)
    credential: bytes = field(repr=False)
    form: Form

    def bake(self, image: bytes) -> bytes:
        """Return ``image`` (PNG or SVG) with the badge inside; every other byte stays."""
        return bake(image, self.credential)

    def save(self, path: str | PathLike[str], *, image: bytes | None = None) -> Path:
        """Write the badge to ``path``, baked into ``image`` if one is given; nothing is overwritten.

        Raises :class:`InputError` ``issuer_exists`` if the file is there already.
        """
        target = Path(path)
        try:
            with target.open("xb") as file:
                file.write(self.credential if image is None else self.bake(image))
        except FileExistsError:
            raise InputError("issuer_exists", path=str(path)) from None
        return target


def issue(  # noqa: PLR0913 - the four facts of an award, and defaults that a test replaces
    achievement: Mapping[str, object],
    *,
    to: str | Identity,
    issuer: Mapping[str, object],
    signer: Signer,
    form: Form = Form.DATA_INTEGRITY,
    suite: str | None = None,
    at: datetime | None = None,
    until: datetime | None = None,
    subject: Mapping[str, object] | None = None,
    extra: Mapping[str, object] | None = None,
    rng: Random = secrets.token_bytes,
) -> Issued:
    """Issue ``achievement`` to one recipient.

    ``achievement``: its members in the standard's words, see :mod:`mexbadge.issuer.achievement`. ``to``: an e-mail
    address, a DID, ``TYPE:VALUE``. ``issuer``: the issuer's profile, at least ``id`` and ``name``. ``form``: Data
    Integrity or VC-JWT. ``at`` is the start (now), ``until`` the end (none). ``subject`` and ``extra`` are further
    members of the subject (``result``, ``narrative``) and of the credential (``evidence``, ``credentialStatus``).
    ``rng`` gives the random bytes of id and salt.

    Raises :class:`SchemaError` with everything that is wrong with the achievement or the issuer, and
    :class:`InputError` ``issuer_placeholder`` where a text is still that of a template.
    """
    profile: JsonObject = {"type": ["Profile"], **issuer}
    whole = complete(achievement)
    refuse_placeholders({"issuer": profile, "achievement": whole})
    award = Award(
        achievement=whole,
        issuer=profile,
        recipient=to if isinstance(to, Identity) else Identity.parse(to),
        id=f"urn:uuid:{uuid.UUID(bytes=rng(16), version=4)}",
        salt=rng(16).hex(),
        valid_from=datetime.now(UTC) if at is None else at,
        valid_until=until,
        subject=subject or {},
        extra=extra or {},
    )
    document = build(award)
    return Issued(award.id, document, sign(document, signer, form=form, suite=suite), form)
