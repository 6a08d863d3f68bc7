"""Identifiers and their keys: did:key, did:jwk, did:web and https issuers, all through an injected ``fetch``."""

from mexbadge.dids.documents import LOG_SERVICE, MAX_METHODS, parse
from mexbadge.dids.names import is_did, parse_did_web
from mexbadge.dids.origins import is_origin, lies_under, origin_of, same_origin
from mexbadge.dids.publish import did_document
from mexbadge.dids.resolving import did_jwk, did_key, issuer_document, resolve
from mexbadge.dids.types import ASSERTION, ControllerDocument, VerificationMethod
from mexbadge.keys import jwks

__all__ = [
    "ASSERTION",
    "LOG_SERVICE",
    "MAX_METHODS",
    "ControllerDocument",
    "VerificationMethod",
    "did_document",
    "did_jwk",
    "did_key",
    "is_did",
    "is_origin",
    "issuer_document",
    "jwks",
    "lies_under",
    "origin_of",
    "parse",
    "parse_did_web",
    "resolve",
    "same_origin",
]
