"""Identifiers and their keys: did:key, did:jwk, did:web and https issuers, all through an injected ``fetch``."""

from mexbadge.dids.documents import LOG_SERVICE, MAX_METHODS, parse
from mexbadge.dids.key_addresses import KeyThere, is_address, key_there
from mexbadge.dids.names import is_did, parse_did_web
from mexbadge.dids.origins import is_origin, lies_under, origin_of, same_origin
from mexbadge.dids.publish import did_document
from mexbadge.dids.resolving import did_jwk, did_key, issuer_document, publishes_nothing, resolve
from mexbadge.dids.types import ASSERTION, ControllerDocument, VerificationMethod
from mexbadge.keys import jwks

__all__ = [
    "ASSERTION",
    "LOG_SERVICE",
    "MAX_METHODS",
    "ControllerDocument",
    "KeyThere",
    "VerificationMethod",
    "did_document",
    "did_jwk",
    "did_key",
    "is_address",
    "is_did",
    "is_origin",
    "issuer_document",
    "jwks",
    "key_there",
    "lies_under",
    "origin_of",
    "parse",
    "parse_did_web",
    "publishes_nothing",
    "resolve",
    "same_origin",
]
