"""The keys of an issuer of signed 2.0 badges: those that its own hosted document lists, and no others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mexbadge import _json, _limits
from mexbadge.errors import FetchError, InputError, MexBadgeError
from mexbadge.fetch.answers import answered_from
from mexbadge.fetch.types import ResourceKind, Response
from mexbadge.keys import PublicKey
from mexbadge.models.ob2_nodes import Node
from mexbadge.models.ob2_values import is_url
from mexbadge.verify.ob2.addresses import same_address
from mexbadge.verify.ob2.documents import Documents, speaks_elsewhere
from mexbadge.verify.ob2.reading import read
from mexbadge.verify.ob2_codes import Ob2Code

__all__ = ["MOST_KEYS", "IssuerKey", "issuer_keys", "key_at"]

MOST_KEYS: Final = 20
"""How many keys of one issuer are tried."""


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A key that an issuer lists: its id, its owner as it says, and the key, or why there is none."""

    id: str | None
    owner: str | None = None
    key: PublicKey | None = None
    error: MexBadgeError | None = None


def issuer_keys(issuer: Node, documents: Documents, *, only: str | None = None) -> Iterator[IssuerKey]:
    """Yield the keys that the hosted issuer lists under ``publicKey``; with ``only``, just the one of that id."""
    for node in issuer.nodes("publicKey")[:MOST_KEYS]:
        if only is not None and node.id != only:
            continue
        if node.text("publicKeyPem") is not None:
            yield _of_node(node, node.id)
        elif node.id is not None:
            yield key_at(node.id, documents)


def key_at(url: str, documents: Documents) -> IssuerKey:
    """Fetch the key at ``url``: a CryptographicKey document, one inside the document, or a bare PEM text."""
    if not is_url(url):
        return IssuerKey(url, error=InputError(Ob2Code.NOT_FETCHABLE, url=url))
    try:
        response = documents.body(url, ResourceKind.PROFILE)
        answered = answered_from(response, url)
        if answered.away:
            raise speaks_elsewhere(answered)
        if response.body.lstrip().startswith(b"-----BEGIN"):
            return IssuerKey(url, key=_pem(response.body.decode("ascii", "replace"), url))
        return _of_document(response, url, documents)
    except (FetchError, InputError) as error:
        return IssuerKey(url, error=error)


def _of_document(response: Response, url: str, documents: Documents) -> IssuerKey:
    if not response.body.lstrip().removeprefix(b"\xef\xbb\xbf").startswith(b"{"):
        kind = response.headers.get("content-type", "?")[:80]
        raise InputError(Ob2Code.NOT_JSON, url=url, status=response.status, type=kind)
    document = _json.loads_object(response.body, max_bytes=_limits.KEY_DOCUMENT_BYTES)
    whole = read(document, role="key", url=url, contexts=documents.ask.policy.contexts).node
    found = [node for _, node in whole.walk() if node.id is not None and same_address(node.id, url)]
    holding = [node for node in found if node.text("publicKeyPem") is not None]
    return _of_node(holding[0] if holding else whole, url)


def _of_node(node: Node, url: str | None) -> IssuerKey:
    pem, owner = node.text("publicKeyPem"), node.text("owner")
    try:
        return IssuerKey(url, owner, _pem(pem or "", url))
    except InputError as error:
        return IssuerKey(url, owner, error=error)


def _pem(text: str, url: str | None) -> PublicKey:
    try:
        return PublicKey.from_pem(text)
    except InputError as error:
        raise InputError(Ob2Code.KEY_UNREADABLE, key=url or "?", reason=error) from None
