"""From an identifier to its keys."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from mexbadge import _json, _limits, _multibase
from mexbadge.dids import documents
from mexbadge.dids.lifetimes import Lifetime
from mexbadge.dids.names import Did, HttpsId, is_did, parse_did_web, split_did, split_https
from mexbadge.dids.origins import is_origin
from mexbadge.dids.types import ASSERTION, ControllerDocument, VerificationMethod
from mexbadge.errors import FetchError, InputError, Problem
from mexbadge.fetch import Fetch, Request, ResourceKind, Response, Source, answered_from
from mexbadge.keys import PublicKey
from mexbadge.models.nulls import without_nulls

__all__ = ["did_jwk", "did_key", "issuer_document", "publishes_nothing", "resolve"]

_DID_KEY_CHARACTERS: Final = 128
_SIGNING: Final = ("assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation")
_GONE: Final = frozenset({404, 410})
_NO_JSON: Final = frozenset({"json_syntax", "json_encoding"})
_NOT_THE_PROFILE: Final = frozenset({"dids_id", "json_not_object"})
"""What shows that the answer at an issuer's address is no profile of that issuer, so that it says nothing of it."""
_JWKS_PATH: Final = "/.well-known/jwks.json"
_WEAKEST_FIRST: Final = (Source.RESOURCES, Source.CACHE, Source.NETWORK)


def resolve(did: str, *, fetch: Fetch) -> ControllerDocument:
    """Find the document of an identifier: did:key, did:jwk, did:web, or an https address.

    Of a DID URL or an address with a fragment, the document that it points into. Raises :class:`FetchError` where the
    document cannot be had (also ``dids_not_json``, and ``dids_redirected`` where another site answered, which speaks
    for itself only), :class:`InputError` where the identifier or the document is wrong: ``dids_syntax``,
    ``dids_length``, ``dids_unsupported``, ``dids_scheme``, ``dids_url`` (also for an address with a query, behind which
    anyone's words may come back), ``dids_key_fragment``, ``dids_web_*``, and what
    :func:`~mexbadge.dids.documents.parse` and :class:`~mexbadge.keys.PublicKey` raise.
    """
    if not is_did(did):
        url = _address(did).url
        return _fetched(url, did=url, kind=ResourceKind.PROFILE, fetch=fetch)
    parts = split_did(did)
    match parts.method:
        case "key":
            return _self_asserted(parts, _key_of(parts), fragment=parts.specific, type_name="Multikey")
        case "jwk":
            jwk = without_nulls(_json.loads_object(_multibase.base64url_decode(parts.specific)))
            document = _self_asserted(parts, PublicKey.from_jwk(jwk), fragment="0", type_name="JsonWebKey")
            return replace(document, methods=(Lifetime.of(jwk).upon(document.methods[0]),))
        case "web":
            return _fetched(parse_did_web(parts.did), did=parts.did, kind=ResourceKind.DID_DOCUMENT, fetch=fetch)
        case method:
            raise InputError("dids_unsupported", method=method)


def issuer_document(issuer_id: str, *, fetch: Fetch) -> ControllerDocument:
    """Find the keys of an issuer: the document of a DID; for an https issuer, its profile and its JSON Web Key Set.

    A profile that lists assertion methods is the whole truth. Where it lists none, the set at
    ``/.well-known/jwks.json`` on the issuer's origin counts, unless its ``iss`` names another issuer; its keys may sign
    credentials and nothing else, and ``shared`` says where it has no ``iss``. One of the two documents is enough, also
    where the answer at the issuer's address is no profile of this issuer, unless that answer revokes a key, or lists
    keys while the set has no ``iss``; one from another site counts for nothing. What could not be had stands in
    ``unread``, what was wrong in ``problems``. An https issuer has neither query nor fragment (``dids_url``). Raises as
    :func:`resolve`.
    """
    if is_did(issuer_id):
        if split_did(issuer_id).did != issuer_id:
            raise InputError("dids_syntax", did=issuer_id)
        return resolve(issuer_id, fetch=fetch)
    address = _address(issuer_id)
    if address.url != issuer_id:
        raise InputError("dids_url", url=issuer_id)
    document, failure, lists = _profile(issuer_id, fetch)
    if lists and failure is None:
        return document
    try:
        return _with_key_set(document, address, fetch, needs_owner=lists)
    except FetchError as error:
        if failure is None:
            return replace(document, unread=_unread(error))
        raise (error if _may_exist(error, failure) else failure) from None
    except InputError as error:
        if failure is None:
            return replace(document, problems=(*document.problems, error.problem))
        gone = isinstance(failure, FetchError) and failure.status in _GONE
        raise (error if gone else failure) from None


def publishes_nothing(issuer_id: str, *, fetch: Fetch) -> bool:
    """Return whether an https issuer has said, with 404 or 410, that it has neither a profile nor a key set."""
    address = _address(issuer_id)
    for url, kind in ((issuer_id, ResourceKind.PROFILE), (f"{address.origin}{_JWKS_PATH}", ResourceKind.KEYS)):
        try:
            if fetch(Request.of(url, kind)).status not in _GONE:
                return False
        except FetchError as error:
            if error.status not in _GONE:
                return False
    return True


def did_key(public_key: PublicKey) -> str:
    """Return the did:key identifier of a key; raise :class:`InputError` ``keys_no_multikey`` for RSA."""
    return f"did:key:{public_key.to_multikey()}"


def did_jwk(public_key: PublicKey) -> str:
    """Return the did:jwk identifier of a key."""
    return f"did:jwk:{_multibase.base64url_encode(_json.dumps(public_key.to_jwk()).encode('ascii'))}"


def _key_of(parts: Did) -> PublicKey:
    if len(parts.specific) > _DID_KEY_CHARACTERS:
        raise InputError("dids_length", limit=_DID_KEY_CHARACTERS)
    return PublicKey.from_multikey(parts.specific)


def _self_asserted(parts: Did, key: PublicKey, *, fragment: str, type_name: str) -> ControllerDocument:
    """Describe an identifier that holds its own key, under the one fragment that its method knows."""
    if parts.fragment not in {None, fragment}:
        raise InputError("dids_key_fragment", did=parts.did)
    method = VerificationMethod(f"{parts.did}#{fragment}", type_name, parts.did, key)
    return ControllerDocument(parts.did, (method,), dict.fromkeys(_SIGNING, frozenset({method.id})))


def _address(text: str) -> HttpsId:
    address = split_https(text)
    if "?" in address.url:
        raise InputError("dids_url", url=text)
    return address


class _Profile(NamedTuple):
    """What the profile of an https issuer says; without keys, and with the reason, where there is none to be had.

    ``lists``: whether the answer lists assertion methods, well formed or not.
    """

    document: ControllerDocument
    failure: FetchError | InputError | None
    lists: bool


def _profile(issuer_id: str, fetch: Fetch) -> _Profile:
    """Read the profile of an https issuer."""
    profile: Mapping[str, Any] = {}
    try:
        profile, source = _json_at(issuer_id, ResourceKind.PROFILE, fetch)
        document = documents.parse(profile, did=issuer_id, source=source, url=issuer_id)
        return _Profile(document, None, documents.lists(profile))
    except FetchError as error:
        return _Profile(ControllerDocument(issuer_id, unread=_unread(error)), error, lists=False)
    except InputError as error:
        if error.code not in _NOT_THE_PROFILE or documents.withdraws(profile):
            raise
        document = ControllerDocument(issuer_id, problems=(error.problem,))
        return _Profile(document, error, documents.lists(profile))


def _may_exist(key_set: FetchError, profile: FetchError | InputError) -> bool:
    """Return whether all now hangs on a key set that is out of reach."""
    return isinstance(profile, InputError) and key_set.status not in _GONE


def _fetched(url: str, *, did: str, kind: ResourceKind, fetch: Fetch) -> ControllerDocument:
    response = _answer(url, kind, fetch)
    return _parsed(response.body, url, response.status, did, response.source)


@lru_cache(maxsize=32)
def _parsed(body: bytes, url: str, status: int, did: str, source: Source) -> ControllerDocument:
    """Read a document; the last few are remembered by their bytes, which are fetched each time all the same."""
    return documents.parse(_json_of(body, url, status), did=did, source=source, url=url)


def _json_at(url: str, kind: ResourceKind, fetch: Fetch) -> tuple[Mapping[str, Any], Source]:
    response = _answer(url, kind, fetch)
    return _json_of(response.body, url, response.status), response.source


def _answer(url: str, kind: ResourceKind, fetch: Fetch) -> Response:
    response = fetch(Request.of(url, kind)).raise_for_status()
    _check_origin(url, response)
    return response


def _json_of(body: bytes, url: str, status: int) -> Mapping[str, Any]:
    try:
        document = _json.loads_object(body, max_bytes=_limits.KEY_DOCUMENT_BYTES)
    except InputError as error:
        if error.code in _NO_JSON:
            raise FetchError("dids_not_json", url=url, status=status) from None
        raise
    return without_nulls(document)


def _check_origin(asked: str, response: Response) -> None:
    """Leave an answer from another site out of account: who redirects anywhere must not lend anybody its name."""
    answered = answered_from(response, asked)
    if answered.away:
        raise FetchError("dids_redirected", url=asked, final=answered.final)


def _unread(error: FetchError) -> tuple[Problem, ...]:
    """Return what may be there and could not be read; a server that says that there is nothing has answered."""
    return () if error.status in _GONE else (error.problem,)


def _with_key_set(
    document: ControllerDocument, address: HttpsId, fetch: Fetch, *, needs_owner: bool
) -> ControllerDocument:
    """Add the keys of the origin's set; with ``needs_owner`` only those of a set that says whose they are."""
    url = f"{address.origin}{_JWKS_PATH}"
    key_set, source = _json_at(url, ResourceKind.KEYS, fetch)
    if (needs_owner or "iss" in key_set) and key_set.get("iss") != document.id:
        raise InputError("dids_jwks_issuer", where="/iss", expected=document.id, found=key_set.get("iss", "-"))
    if not isinstance(key_set.get("keys"), list):
        raise InputError("dids_shape", where="/keys")
    found = _web_keys(documents.entries(key_set, "keys"), url, document.id)
    _check_key_ids(document, found)
    methods = documents.joined([*document.methods, *found])
    listed = document.relationships.get(ASSERTION, frozenset()) | {method.id for method in found}
    return replace(
        document,
        methods=methods,
        relationships={**document.relationships, ASSERTION: listed},
        source=min(source, document.source or source, key=_WEAKEST_FIRST.index),
        url=document.url or url,
        shared=None if "iss" in key_set or is_origin(document.id) else urlsplit(url).netloc,
    )


def _web_keys(entries: list[tuple[str, object]], url: str, issuer_id: str) -> list[VerificationMethod]:
    """Describe the members of a key set; of those that share a ``kid``, one with a readable key is named by it."""
    found = [(where, _web_key(entry, where, url, issuer_id)) for where, entry in entries]
    found.sort(key=lambda member: member[1].public_key is None)
    named: dict[str, PublicKey | None] = {}
    methods: list[VerificationMethod] = []
    for where, method in found:
        if method.id not in named:
            named[method.id] = method.public_key
        elif method.public_key is None or named[method.id] != method.public_key:
            methods.append(replace(method, id=f"{url}#{where}"))
            continue
        methods.append(method)
    return methods


def _web_key(entry: object, where: str, url: str, issuer_id: str) -> VerificationMethod:
    """Describe one member of a key set as a method; one that cannot be read stays, without a key."""
    key, problem, kid, life = None, None, None, Lifetime()
    try:
        if not isinstance(entry, dict):
            raise InputError("dids_shape")  # noqa: TRY301 - one way out for all
        kid = entry.get("kid")
        if kid is not None and not isinstance(kid, str):
            kid = None
            raise InputError("keys_jwk_member", where="/kid", member="kid")  # noqa: TRY301 - one way out for all
        life = Lifetime.of(entry)
        key = PublicKey.from_jwk(entry)
    except InputError as error:
        problem = documents.prefixed(error, where)
    name = (kid or "").removeprefix("#") or (key.thumbprint() if key is not None else where)
    identifier = name if name.startswith(f"{url}#") else f"{url}#{name}"
    return life.upon(VerificationMethod(identifier, "JsonWebKey", issuer_id, key, problem, kid=kid))


def _check_key_ids(document: ControllerDocument, found: list[VerificationMethod]) -> None:
    """Refuse a key set in which a ``kid`` is the id of a method of the document with another key."""
    for method in found:
        named = document.method(method.kid)
        if named is None or (named.problem is not None and named.problem.code == "dids_method_foreign"):
            continue
        if method.public_key is not None and named.public_key != method.public_key:
            raise InputError("dids_method_twice", id=method.kid)
