"""Issue one badge in one call."""

import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import Final

from mexbadge._json import JsonObject
from mexbadge.bake import bake, sniff
from mexbadge.credentials.achievement import complete, refuse_placeholders, written_out
from mexbadge.credentials.known_good import KnownGood
from mexbadge.credentials.ob3 import Award, Form, build, sign
from mexbadge.errors import InputError
from mexbadge.keys import Signer
from mexbadge.models.identity import Identity

__all__ = ["Issued", "issue"]

_GOOD: Final = KnownGood()
_PICTURES: Final = frozenset({".png", ".svg"})

Random = Callable[[int], bytes]
"""A source of randomness: so many bytes."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued badge: its id, the document that was signed and the signed bytes, which never change again.

    Where an :class:`~mexbadge.issuer.Issuer` issued it: ``image`` is the picture that it is baked into, ``already``
    says that it was there before, ``file`` is its file in the issuer's folder, ``page`` the token of its address.
    """

    id: str
    document: JsonObject = field(repr=False)
    credential: bytes = field(repr=False)
    form: Form
    image: bytes | None = field(default=None, repr=False)
    already: bool = False
    file: Path | None = None
    page: str | None = field(default=None, repr=False)

    def bake(self, image: bytes) -> bytes:
        """Return ``image`` (PNG or SVG) with the badge inside; every other byte stays."""
        return bake(image, self.credential)

    def save(self, path: str | PathLike[str], *, image: bytes | None = None) -> Path:
        """Write the badge to ``path``; nothing is overwritten.

        It is baked into ``image``, or where ``path`` ends with ``.png`` or ``.svg`` into its own picture; otherwise the
        credential is written alone. Raises :class:`InputError` ``issuer_exists`` if the file is there already, and
        ``register_image_kind`` where the picture is of another kind than the ending of ``path`` says.
        """
        target = Path(path)
        picture = image
        if picture is None and self.image is not None and target.suffix.lower() in _PICTURES:
            picture = self.image
            if sniff(picture) != target.suffix.lower()[1:]:
                raise InputError("register_image_kind", path=str(path), kind=sniff(picture))
        content = self.credential if picture is None else self.bake(picture)
        try:
            with target.open("xb") as file:
                file.write(content)
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

    ``achievement``: its members in the standard's words, see :mod:`mexbadge.credentials.achievement`. ``to``: an e-mail
    address, a DID, ``TYPE:VALUE``. ``issuer``: the issuer's profile, at least ``id`` and ``name``. ``form``: Data
    Integrity or VC-JWT. ``at`` is the start (now), ``until`` the end (none). ``subject`` and ``extra`` are further
    members of the subject (``result``, ``narrative``) and of the credential (``evidence``, ``credentialStatus``).
    ``rng`` gives the random bytes of id and salt.

    Raises :class:`SchemaError` with everything that is wrong with the achievement or the issuer, and
    :class:`InputError` ``issuer_placeholder`` where a text is still that of a template.
    """
    profile: JsonObject = {"type": ["Profile"], **issuer}
    whole = written_out(achievement)
    if (profile, whole) not in _GOOD:
        complete(achievement)
        refuse_placeholders({"issuer": profile, "achievement": whole})
        _GOOD.add((profile, whole))
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
