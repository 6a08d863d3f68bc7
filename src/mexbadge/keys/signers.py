"""What signs: a key in memory, or anything that keeps to the protocol, such as a hardware module or a cloud service."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from os import PathLike
from typing import Final, Protocol, TypeAlias, runtime_checkable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

from mexbadge.errors import SigningKeyError
from mexbadge.keys import _encodings
from mexbadge.keys.files import read_private_key
from mexbadge.keys.kinds import KeyKind, default_algorithm, fits
from mexbadge.keys.private import PrivateKey, check_signing, checked_private, generate_private_key
from mexbadge.keys.public import PublicKey

__all__ = ["GROUP", "LocalSigner", "Passphrase", "Signer", "load_signer"]

GROUP: Final = "mexbadge.signers"
"""The group of entry points; each one's name is a scheme, its value ``factory(uri, *, verification_method)``."""

Passphrase: TypeAlias = bytes | Callable[[], bytes] | None
"""A passphrase, or a function that asks for it and is called only where one is needed."""

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]+):.*", re.ASCII | re.DOTALL)


@runtime_checkable
class Signer(Protocol):
    """Something that signs bytes."""

    @property
    def algorithm(self) -> str:
        """The JOSE name of the algorithm: ``EdDSA``, ``ES256``, ``ES384`` or ``RS256``."""
        ...

    @property
    def verification_method(self) -> str:
        """The URL under which the public key is published."""
        ...

    @property
    def public_key(self) -> PublicKey:
        """The public half."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Sign ``data``: 64 bytes for Ed25519, ``r || s`` for ECDSA, PKCS #1 v1.5 for RSA."""
        ...


@dataclass(frozen=True, slots=True)
class LocalSigner:
    """Signs with a private key in memory; ``private`` appears in no representation of it.

    Raises :class:`SigningKeyError` ``keys_kind``, ``keys_unsupported`` or ``keys_rsa_signing``.
    """

    private: PrivateKey = field(repr=False, compare=False)
    verification_method: str
    public_key: PublicKey = field(init=False)

    def __post_init__(self) -> None:
        private = checked_private(self.private)
        object.__setattr__(self, "public_key", PublicKey.from_cryptography(private.public_key()))

    @classmethod
    def generate(cls, kind: KeyKind, verification_method: str, *, rsa_bits: int = 3072) -> "LocalSigner":
        """Make a new key and a signer of it."""
        return cls(generate_private_key(kind, rsa_bits=rsa_bits), verification_method)

    @property
    def algorithm(self) -> str:
        """The JOSE name of the algorithm."""
        return default_algorithm(self.public_key.kind)

    def sign(self, data: bytes) -> bytes:
        """Sign ``data``; see :class:`Signer`."""
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            return self.private.sign(data)
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(data, padding.PKCS1v15(), hashes.SHA256())
        kind = self.public_key.kind
        digest = hashes.SHA256() if kind is KeyKind.P256 else hashes.SHA384()
        size = _encodings.SIZES[kind]
        r, s = utils.decode_dss_signature(self.private.sign(data, ec.ECDSA(digest)))
        return r.to_bytes(size) + s.to_bytes(size)


def load_signer(
    path_or_uri: str | PathLike[str], *, verification_method: str | None = None, passphrase: Passphrase = None
) -> Signer:
    r"""Make the signer that ``path_or_uri`` names.

    ``scheme:...`` goes to the plug-in of that name in the group :data:`GROUP`; a scheme has two letters or more, so
    that ``C:\keys\issuer.pem`` is a path. Anything else, and every path object, is a PEM file with a private key.

    Raises :class:`SigningKeyError`: ``keys_signer_unknown``, ``keys_signer_twice``, ``keys_signer_broken``,
    ``keys_verification_method`` where none is given for a file or the plug-in names another, and what
    :func:`~mexbadge.keys.files.read_private_key` raises.
    """
    found = _SCHEME.fullmatch(path_or_uri) if isinstance(path_or_uri, str) else None
    if found is not None and isinstance(path_or_uri, str):
        return _from_plugin(found[1], path_or_uri, verification_method)
    if verification_method is None:
        raise SigningKeyError("keys_verification_method")
    return LocalSigner(read_private_key(path_or_uri, passphrase=passphrase), verification_method)


def _from_plugin(scheme: str, uri: str, verification_method: str | None) -> Signer:
    factory = _plugin(scheme)
    signer = factory(uri, verification_method=verification_method)
    if not isinstance(signer, Signer) or not isinstance(signer.public_key, PublicKey):
        raise SigningKeyError("keys_signer_broken", scheme=scheme)
    if not fits(signer.public_key.kind, signer.algorithm):
        raise SigningKeyError("keys_signer_broken", scheme=scheme)
    if verification_method is not None and signer.verification_method != verification_method:
        raise SigningKeyError("keys_verification_method")
    check_signing(signer.public_key)
    return signer


def _plugin(scheme: str) -> Callable[..., object]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - only who has a plug-in pays for looking

    choices = {found.value: found for found in entry_points(group=GROUP, name=scheme)}
    if not choices:
        raise SigningKeyError("keys_signer_unknown", scheme=scheme)
    if len(choices) > 1:
        raise SigningKeyError("keys_signer_twice", scheme=scheme)
    try:
        factory = next(iter(choices.values())).load()
    except (ImportError, AttributeError):
        raise SigningKeyError("keys_signer_broken", scheme=scheme) from None
    if not callable(factory):
        raise SigningKeyError("keys_signer_broken", scheme=scheme)
    return factory  # type: ignore[no-any-return]
