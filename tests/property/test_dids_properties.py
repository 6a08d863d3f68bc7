"""Identifiers and their documents, for every text and every JSON."""

import re
from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.dids import did_document, did_jwk, did_key, parse, parse_did_web, resolve
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import nothing
from mexbadge.keys import KeyKind, PublicKey, generate_private_key

DID = "did:web:college.example"
KEYS = [PublicKey.from_cryptography(generate_private_key(kind, rsa_bits=2048).public_key()) for kind in KeyKind]

labels = st.from_regex(r"[a-z]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)
segments = st.from_regex(r"[A-Za-z0-9_-]{1,8}(%C3%A9|%20)?", fullmatch=True)
texts = st.sampled_from([DID, "#key", f"{DID}#key", "Multikey", "JsonWebKey", "did:web:b.example#k", ""]) | st.text(
    max_size=8
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "type", "controller", "publicKeyMultibase", "publicKeyJwk", "expires", "revoked", "kty"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(st.lists(labels, min_size=2, max_size=4), st.none() | st.integers(1, 65535), st.lists(segments, max_size=4))
@settings(max_examples=examples(150), deadline=None)
def test_every_did_web_names_exactly_the_address_that_it_was_made_of(
    host: list[str], port: int | None, path: list[str]
) -> None:
    did = ":".join(["did:web:" + ".".join(host) + (f"%3A{port}" if port else ""), *path])
    parts = urlsplit(parse_did_web(did))
    assert (parts.scheme, parts.hostname, parts.port) == ("https", ".".join(host), port)
    assert parts.path == "/" + "/".join([*(path or [".well-known"]), "did.json"])


@given(st.text(alphabet="abz019.:%-_/@#?\\[]2345678AFCEDx \r\n\0é。", max_size=60))
@settings(max_examples=examples(400), deadline=None)
def test_no_text_leads_a_did_web_to_anything_but_a_domain_name(text: str) -> None:
    with suppress(InputError):
        url = parse_did_web(f"did:web:{text}")
        parts = urlsplit(url)
        assert re.fullmatch(r"[a-z0-9.-]+", parts.hostname or "")
        assert not re.fullmatch(r"[0-9.]+|.*\.(0x)?[0-9a-f]*[0-9]", parts.hostname or "", re.ASCII) or re.search(
            r"\.[a-z][a-z0-9-]*$", parts.hostname or ""
        )
        assert "." in (parts.hostname or "")
        assert (parts.username, parts.query, parts.fragment) == (None, "", "")
        assert not set(unquote(parts.path)) & set("@#?\\\0\r\n")
        assert not {".", "..", ""} & set(unquote(parts.path).split("/")[1:])


@given(
    st.text(max_size=60)
    | st.text(max_size=60).map("did:key:z{}".format)
    | st.text(max_size=60).map("did:jwk:{}".format)
)
@settings(max_examples=examples(300), deadline=None)
def test_any_text_resolves_or_is_refused(text: str) -> None:
    with suppress(InputError, FetchError):
        resolve(text, fetch=nothing)


@given(st.dictionaries(st.sampled_from(["id", "verificationMethod", "assertionMethod", "alsoKnownAs"]), json_values))
@settings(max_examples=examples(300), deadline=None)
def test_any_object_is_a_document_or_refused(document: dict[str, Any]) -> None:
    with suppress(InputError):
        found = parse({**document, "id": DID}, did=DID, source=None)
        assert all(method.public_key is not None or method.problem is not None for method in found.methods)
        assert all(method.public_key is None or method.id.startswith(f"{DID}#") for method in found.methods)


@given(st.lists(json_values, max_size=4), st.sampled_from(["verificationMethod", "assertionMethod"]), st.integers(0, 1))
@settings(max_examples=examples(300), deadline=None)
def test_nothing_beside_a_good_method_takes_its_key_away(junk: list[Any], name: str, place: int) -> None:
    document = did_document(DID, [("#good", KEYS[0])])
    document[name] = [*document[name][:place], *junk, *document[name][place:]]
    with suppress(InputError):
        found = parse(document, did=DID, source=None)
        good = found.method_for("#good")
        assert good is not None
        assert good.public_key == KEYS[0]
        assert found.allows(good.id)
        assert {method.public_key for method in found.methods} <= {KEYS[0], None}


@given(
    st.lists(
        st.tuples(st.from_regex(r"#[a-z0-9]{1,6}", fullmatch=True), st.sampled_from(KEYS)), unique_by=lambda x: x[0]
    )
)
@settings(max_examples=examples(80), deadline=None)
def test_every_document_that_is_written_is_read_back(methods: list[tuple[str, PublicKey]]) -> None:
    document = parse(did_document(DID, methods), did=DID, source=None)
    for name, key in methods:
        found = document.method_for(name)
        assert found is not None
        assert found.public_key == key
        assert document.allows(found.id, "assertionMethod")


@given(st.sampled_from(KEYS), st.text(alphabet="#?/abz0", max_size=6))
@settings(max_examples=examples(100), deadline=None)
def test_an_identifier_that_holds_its_key_resolves_to_that_key_only(key: PublicKey, tail: str) -> None:
    for did in [did_jwk(key)] if key.kind is KeyKind.RSA else [did_jwk(key), did_key(key)]:
        with suppress(InputError):
            assert resolve(f"{did}{tail if tail[:1] in '#?/' else ''}", fetch=nothing).methods[0].public_key == key
