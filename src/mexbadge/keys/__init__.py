"""Keys: public keys and signatures under them, signers, key files; PEM, JSON Web Key and Multikey."""

from mexbadge.keys.files import check_passphrase, read_private_key, write_private_key
from mexbadge.keys.kinds import KeyKind, allowed_algorithms, default_algorithm
from mexbadge.keys.private import (
    PrivateKey,
    generate_private_key,
    private_from_jwk,
    private_from_multikey,
    private_to_jwk,
    private_to_multikey,
)
from mexbadge.keys.public import PublicKey, require_rsa_bits, verify_signature
from mexbadge.keys.publish import json_web_key_entry, jwks, verification_method_entry
from mexbadge.keys.signers import GROUP, LocalSigner, Passphrase, Signer, load_signer

__all__ = [
    "GROUP",
    "KeyKind",
    "LocalSigner",
    "Passphrase",
    "PrivateKey",
    "PublicKey",
    "Signer",
    "allowed_algorithms",
    "check_passphrase",
    "default_algorithm",
    "generate_private_key",
    "json_web_key_entry",
    "jwks",
    "load_signer",
    "private_from_jwk",
    "private_from_multikey",
    "private_to_jwk",
    "private_to_multikey",
    "read_private_key",
    "require_rsa_bits",
    "verification_method_entry",
    "verify_signature",
    "write_private_key",
]
