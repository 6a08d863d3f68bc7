"""Public keys: what is read, what is refused, and that each form comes back the same."""

import base64
import hashlib
import json
from typing import Any

import cryptography
import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mexbadge import _multibase
from mexbadge.errors import InputError
from mexbadge.keys import KeyKind, PublicKey, _checks, generate_private_key, private_to_jwk, private_to_multikey

P = 2**255 - 19
KEYS = {kind: PublicKey.from_cryptography(generate_private_key(kind, rsa_bits=2048).public_key()) for kind in KeyKind}
CURVE_KEYS = [KEYS[kind] for kind in KeyKind if kind is not KeyKind.RSA]
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    # the same points with the sign of a zero, and with y + p in place of y
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]


def refused(code: str, call: Any, *args: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        call(*args)
    assert caught.value.code == code
    return caught.value


@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: str(key.kind))
def test_a_key_comes_back_the_same_from_jwk_and_pem(key: PublicKey) -> None:
    assert PublicKey.from_jwk(key.to_jwk()) == key
    assert PublicKey.from_pem(key.to_pem()) == key
    assert hash(PublicKey.from_jwk(key.to_jwk())) == hash(key)


@pytest.mark.parametrize("key", CURVE_KEYS, ids=lambda key: str(key.kind))
def test_a_curve_key_comes_back_the_same_from_multikey(key: PublicKey) -> None:
    assert PublicKey.from_multikey(key.to_multikey()) == key


@pytest.mark.parametrize(("kind", "begin"), [(KeyKind.ED25519, "z6Mk"), (KeyKind.P256, "zDna"), (KeyKind.P384, "z82L")])
def test_a_multikey_begins_as_the_standard_shows(kind: KeyKind, begin: str) -> None:
    assert KEYS[kind].to_multikey().startswith(begin)


def test_an_rsa_key_has_no_multikey_form() -> None:
    refused("keys_no_multikey", KEYS[KeyKind.RSA].to_multikey)


def test_keys_of_one_kind_differ_by_their_material() -> None:
    other = PublicKey.from_cryptography(generate_private_key(KeyKind.ED25519).public_key())
    assert other != KEYS[KeyKind.ED25519]


@pytest.mark.parametrize("encoded", SMALL_ORDER)
def test_an_ed25519_key_of_small_order_is_refused_in_every_spelling(encoded: str) -> None:
    raw = bytes.fromhex(encoded)
    ways: list[tuple[Any, object]] = [
        (PublicKey.from_ed25519, raw),
        (PublicKey.from_multikey, _multibase.encode(b"\xed\x01" + raw)),
        (PublicKey.from_jwk, {"kty": "OKP", "crv": "Ed25519", "x": _multibase.base64url_encode(raw)}),
        (PublicKey.from_pem, pem(bytes.fromhex("302a300506032b6570032100") + raw)),
    ]
    for call, argument in ways:
        with pytest.raises(InputError) as caught:
            call(argument)
        assert caught.value.code in {"keys_small_order", "keys_point"}


def test_the_refused_points_are_exactly_those_that_eight_times_themselves_are_nothing() -> None:
    d = -121665 * pow(121666, -1, P) % P

    def doubled(point: tuple[int, int]) -> tuple[int, int]:
        x, y = point
        product = d * x * x * y * y % P
        return 2 * x * y * pow(1 + product, -1, P) % P, (y * y + x * x) * pow(1 - product, -1, P) % P

    def recovered(encoded: str) -> tuple[int, int]:
        y = int.from_bytes(bytes.fromhex(encoded), "little") & (2**255 - 1)
        square = (y * y - 1) * pow(d * y * y + 1, -1, P) % P
        x = pow(square, (P + 3) // 8, P)
        if x * x % P != square:
            x = x * pow(2, (P - 1) // 4, P) % P
        assert x * x % P == square
        return x, y

    points = set()
    for encoded in SMALL_ORDER[:8]:
        x, y = recovered(encoded)
        points |= {(x, y), (-x % P, y)}
        assert doubled(doubled(doubled((x, y)))) == (0, 1)
    assert len(points) == 8


@pytest.mark.parametrize("value", [P, P + 1, P + 3, P + 18, 2**255 - 1])
def test_an_ed25519_key_beyond_the_field_is_refused(value: int) -> None:
    refused("keys_point", PublicKey.from_ed25519, value.to_bytes(32, "little"))


def test_an_ed25519_key_off_the_curve_is_refused() -> None:
    refused("keys_point", PublicKey.from_ed25519, (2).to_bytes(32, "little"))


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_an_ed25519_key_of_another_length_is_refused(size: int) -> None:
    refused("keys_length", PublicKey.from_ed25519, bytes([3]) * size)
    refused("keys_length", PublicKey.from_multikey, _multibase.encode(b"\xed\x01" + bytes([3]) * size))


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.P384])
def test_a_key_on_no_curve_is_refused(kind: KeyKind) -> None:
    jwk = KEYS[kind].to_jwk()
    refused("keys_point", PublicKey.from_jwk, {**jwk, "y": jwk["x"]})
    size = len(_multibase.base64url_decode(jwk["x"]))
    prefix = _multibase.decode(KEYS[kind].to_multikey())[:2]
    refused("keys_point", PublicKey.from_multikey, _multibase.encode(prefix + b"\x02" + b"\xff" * size))


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.P384])
def test_the_point_at_infinity_and_uncompressed_points_are_refused_in_a_multikey(kind: KeyKind) -> None:
    raw = KEYS[kind].key
    assert isinstance(raw, ec.EllipticCurvePublicKey)
    prefix = _multibase.decode(KEYS[kind].to_multikey())[:2]
    full = raw.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    refused("keys_length", PublicKey.from_multikey, _multibase.encode(prefix + full))
    refused("keys_length", PublicKey.from_multikey, _multibase.encode(prefix + b"\0"))
    short = _multibase.decode(KEYS[kind].to_multikey())[3:]
    for first in (b"\0", b"\x04", b"\x06", b"\x07"):
        refused("keys_point", PublicKey.from_multikey, _multibase.encode(prefix + first + short))


@pytest.mark.parametrize("kind", [KeyKind.ED25519, KeyKind.P256, KeyKind.P384])
def test_a_secret_multikey_is_refused_where_a_public_one_belongs(kind: KeyKind) -> None:
    refused("keys_private", PublicKey.from_multikey, private_to_multikey(generate_private_key(kind)))


@pytest.mark.parametrize(
    ("prefix", "name"),
    [("ec01", "X25519"), ("8224", "P-521"), ("e701", "secp256k1"), ("8524", "RSA"), ("0000", "0x0000")],
)
def test_another_kind_of_multikey_is_refused_by_name(prefix: str, name: str) -> None:
    error = refused("keys_unsupported", PublicKey.from_multikey, _multibase.encode(bytes.fromhex(prefix) + b"\1" * 32))
    assert error.problem.values["name"] == name


@pytest.mark.parametrize("text", ["", "z", "u7QE", "6Mk", "z0", "zO", "f00", "z6Mk" + "1" * 2_000_000])
def test_a_malformed_multikey_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        PublicKey.from_multikey(text)


@pytest.mark.parametrize("bits", [1024, 2048])
def test_an_rsa_key_can_be_held_from_1024_bits_on(bits: int) -> None:
    raw = rsa.generate_private_key(65537, bits).public_key()
    assert PublicKey.from_cryptography(raw).rsa_bits == bits


@pytest.mark.parametrize("bits", [1016, 1023, 4097, 8192, 65536])
def test_an_rsa_key_of_another_size_is_refused(bits: int) -> None:
    jwk = {"kty": "RSA", "e": "AQAB", "n": number(2 ** (bits - 1) + 1)}
    refused("keys_rsa_size", PublicKey.from_jwk, jwk)


@pytest.mark.parametrize("exponent", [1, 2, 4, 65536, 2**64 + 1])
def test_an_rsa_key_with_a_bad_exponent_is_refused(exponent: int) -> None:
    jwk = {**KEYS[KeyKind.RSA].to_jwk(), "e": number(exponent)}
    refused("keys_rsa_exponent", PublicKey.from_jwk, jwk)


def test_an_rsa_key_with_exponent_three_is_read() -> None:
    assert PublicKey.from_jwk({**KEYS[KeyKind.RSA].to_jwk(), "e": "Aw"}).kind is KeyKind.RSA


def test_the_thumbprint_is_that_of_rfc_7638() -> None:
    n = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhM"
        "stn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5"
        "hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
    )
    key = PublicKey.from_jwk({"kty": "RSA", "n": n, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"})
    assert key.thumbprint() == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: str(key.kind))
def test_the_members_of_a_jwk_stand_in_the_order_that_is_hashed(key: PublicKey) -> None:
    text = json.dumps(key.to_jwk(), sort_keys=True, separators=(",", ":"))
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    assert key.thumbprint() == digest
    assert list(key.to_jwk()) == sorted(key.to_jwk())


@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_private_jwk_is_refused_where_a_public_one_belongs(kind: KeyKind) -> None:
    error = refused("keys_private", PublicKey.from_jwk, private_to_jwk(generate_private_key(kind, rsa_bits=2048)))
    assert error.where == "/d"


def test_a_jwk_with_any_private_member_is_refused_even_if_it_is_null() -> None:
    refused("keys_private", PublicKey.from_jwk, {**KEYS[KeyKind.P256].to_jwk(), "d": None})


def test_a_shared_secret_is_refused() -> None:
    refused("keys_symmetric", PublicKey.from_jwk, {"kty": "oct", "k": "c2VjcmV0"})


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("use", "enc", "keys_jwk_use"),
        ("use", None, "keys_jwk_use"),
        ("use", ["sig"], "keys_jwk_use"),
        ("key_ops", ["sign"], "keys_jwk_use"),
        ("key_ops", [], "keys_jwk_use"),
        ("key_ops", "verify", "keys_jwk_use"),
        ("key_ops", [{}], "keys_jwk_use"),
        ("alg", "ES384", "keys_jwk_alg"),
        ("alg", "HS256", "keys_jwk_alg"),
        ("alg", "none", "keys_jwk_alg"),
        ("alg", 7, "keys_jwk_member"),
        ("kty", 1, "keys_jwk_member"),
        ("kty", "AKP", "keys_unsupported"),
        ("kty", "OKP", "keys_unsupported"),
        ("crv", "P-521", "keys_unsupported"),
        ("crv", "secp256k1", "keys_unsupported"),
        ("crv", None, "keys_jwk_member"),
        ("crv", "P-384", "keys_jwk_member"),
        ("x", 5, "keys_jwk_member"),
        ("x", "", "keys_jwk_member"),
        ("x", "AA==", "keys_jwk_member"),
        ("y", "+/+/", "keys_jwk_member"),
    ],
)
def test_a_jwk_member_that_says_otherwise_is_refused(member: str, value: object, code: str) -> None:
    refused(code, PublicKey.from_jwk, {**KEYS[KeyKind.P256].to_jwk(), member: value})


@pytest.mark.parametrize("member", ["kty", "crv", "x", "y"])
def test_a_jwk_without_a_member_is_refused(member: str) -> None:
    jwk = KEYS[KeyKind.P256].to_jwk()
    del jwk[member]
    assert refused("keys_jwk_member", PublicKey.from_jwk, jwk).where == f"/{member}"


def test_a_coordinate_must_have_all_its_bytes() -> None:
    jwk = KEYS[KeyKind.P256].to_jwk()
    longer = _multibase.base64url_encode(b"\0" + _multibase.base64url_decode(jwk["x"]))
    refused("keys_jwk_member", PublicKey.from_jwk, {**jwk, "x": longer})


def test_an_rsa_number_has_no_leading_zero() -> None:
    jwk = KEYS[KeyKind.RSA].to_jwk()
    refused("keys_jwk_member", PublicKey.from_jwk, {**jwk, "e": "AAEAAQ"})
    refused("keys_jwk_member", PublicKey.from_jwk, {**jwk, "e": ""})


@pytest.mark.parametrize("factor", [2, 3, 5, 743, 751])
def test_an_rsa_modulus_with_a_small_factor_is_refused(factor: int) -> None:
    modulus = factor * 2**1500 + factor
    refused("keys_rsa_modulus", PublicKey.from_jwk, {"kty": "RSA", "e": "AQAB", "n": number(modulus)})
    raw = rsa.RSAPublicNumbers(65537, modulus).public_key()
    refused("keys_rsa_modulus", PublicKey.from_cryptography, raw)


def test_use_key_ops_and_alg_of_a_signing_key_are_accepted() -> None:
    jwk: dict[str, Any] = {**KEYS[KeyKind.P256].to_jwk(), "use": "sig", "key_ops": ["verify"], "alg": "ES256"}
    key = PublicKey.from_jwk({**jwk, "x5u": "https://evil.example/", "unknown": 1})
    assert (key, key.algorithm) == (KEYS[KeyKind.P256], "ES256")


@pytest.mark.parametrize("separator", ["\n", "\r\n", " ", "\t\n "])
@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: str(key.kind))
def test_a_pem_key_is_read_whatever_white_space_parts_its_lines(key: PublicKey, separator: str) -> None:
    text = key.to_pem().decode().replace("\n", separator)
    assert PublicKey.from_pem(text) == key
    assert PublicKey.from_pem(text.encode()) == key


def test_a_pkcs1_pem_key_is_read() -> None:
    raw = KEYS[KeyKind.RSA].key
    text = raw.public_bytes(Encoding.PEM, PublicFormat.PKCS1)
    assert PublicKey.from_pem(text) == KEYS[KeyKind.RSA]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\né\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----" + "A" * 100_000 + "-----END PUBLIC KEY-----",
    ],
)
def test_a_malformed_pem_is_refused(text: str) -> None:
    refused("keys_pem", PublicKey.from_pem, text)


def test_a_pem_key_of_an_unknown_kind_is_refused() -> None:
    told = int(cryptography.__version__.partition(".")[0]) >= 47  # by the library, from what is no key
    refused("keys_kind" if told else "keys_pem", PublicKey.from_pem, pem(bytes.fromhex("300b300506032a0304030200ff")))


def test_two_pem_keys_in_one_text_are_refused() -> None:
    refused("keys_pem", PublicKey.from_pem, KEYS[KeyKind.P256].to_pem() * 2)


def test_a_private_pem_is_refused_where_a_public_one_belongs() -> None:
    refused("keys_private", PublicKey.from_pem, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")


@pytest.mark.parametrize(
    "raw",
    [
        ec.generate_private_key(ec.SECP256K1()).public_key(),
        ec.generate_private_key(ec.SECP521R1()).public_key(),
        x25519.X25519PrivateKey.generate().public_key(),
        ed448.Ed448PrivateKey.generate().public_key(),
        dsa.generate_private_key(1024).public_key(),
    ],
    ids=["secp256k1", "P-521", "X25519", "Ed448", "DSA"],
)
def test_another_kind_of_key_is_refused(raw: Any) -> None:
    text = raw.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for call, argument in ((PublicKey.from_cryptography, raw), (PublicKey.from_pem, text)):
        with pytest.raises(InputError) as caught:
            call(argument)
        assert caught.value.code in {"keys_unsupported", "keys_kind"}


def test_a_private_key_is_not_taken_for_a_public_one() -> None:
    refused("keys_kind", PublicKey.from_cryptography, generate_private_key())


def number(value: int) -> str:
    return _multibase.base64url_encode(value.to_bytes((value.bit_length() + 7) // 8))


def pem(der: bytes) -> str:
    return f"-----BEGIN PUBLIC KEY-----\n{base64.b64encode(der).decode()}\n-----END PUBLIC KEY-----"


def test_what_was_refused_is_refused_again_and_no_more_keys_are_remembered_than_the_bound() -> None:
    for _ in range(3):
        refused("keys_point", PublicKey.from_ed25519, (2).to_bytes(32, "little"))
        refused("keys_small_order", PublicKey.from_ed25519, (1).to_bytes(32, "little"))
    for check in (_checks.check_ed25519, _checks.check_rsa):
        assert check.cache_info().maxsize == _checks.KEPT


def test_the_same_key_is_looked_at_once() -> None:
    raw = ed25519.Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    before = _checks.check_ed25519.cache_info().misses
    for _ in range(3):
        PublicKey.from_ed25519(raw)
    assert _checks.check_ed25519.cache_info().misses == before + 1
