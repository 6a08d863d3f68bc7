"""Private keys: made, carried, kept in files, and never shown."""

import base64
import os
import pickle
import stat
import traceback
from pathlib import Path
from typing import Any

import cryptography
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa, x25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mexbadge import _multibase
from mexbadge.errors import InputError, SigningKeyError
from mexbadge.keys import (
    KeyKind,
    LocalSigner,
    PrivateKey,
    PublicKey,
    generate_private_key,
    private_from_jwk,
    private_from_multikey,
    private_to_jwk,
    private_to_multikey,
    read_private_key,
    write_private_key,
)

KEYS: dict[KeyKind, PrivateKey] = {kind: generate_private_key(kind, rsa_bits=2048) for kind in KeyKind}
CURVES: dict[KeyKind, tuple[bytes, ec.EllipticCurve, int]] = {
    KeyKind.P256: (
        b"\x86\x26",
        ec.SECP256R1(),
        int("115792089210356248762697446949407573529996955224135760342422259061068512044369"),
    ),
    KeyKind.P384: (
        b"\x87\x26",
        ec.SECP384R1(),
        int(
            "39402006196394479212279040100143613805079739270465446667946905279627"
            "659399113263569398956308152294913554433653942643"
        ),
    ),
}
"""What begins a secret Multikey, the curve, and how many points it has (SEC 2, in decimal)."""
TELLS_KINDS = int(cryptography.__version__.partition(".")[0]) >= 47
"""Whether the library tells a key of a kind that it does not know from what is no key."""
posix = pytest.mark.skipif(os.name != "posix", reason="file modes are a thing of POSIX")


def refused(code: str, call: Any, *args: Any, **options: Any) -> SigningKeyError:
    with pytest.raises(SigningKeyError) as caught:
        call(*args, **options)
    assert caught.value.code == code
    return caught.value


def public(key: PrivateKey) -> PublicKey:
    return PublicKey.from_cryptography(key.public_key())


@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_private_key_comes_back_the_same_from_jwk(kind: KeyKind) -> None:
    assert public(private_from_jwk(private_to_jwk(KEYS[kind]))) == public(KEYS[kind])


@pytest.mark.parametrize(
    ("kind", "begin"),
    [(KeyKind.ED25519, ("z3u2",)), (KeyKind.P256, ("z42t", "z42u1")), (KeyKind.P384, ("z2fa",))],
)
def test_a_private_key_comes_back_the_same_from_multikey(kind: KeyKind, begin: tuple[str, ...]) -> None:
    text = private_to_multikey(KEYS[kind])
    assert text.startswith(begin)
    assert public(private_from_multikey(text)) == public(KEYS[kind])


def test_an_rsa_key_has_no_secret_multikey() -> None:
    with pytest.raises(InputError) as caught:
        private_to_multikey(KEYS[KeyKind.RSA])
    assert caught.value.code == "keys_no_multikey"


@pytest.mark.parametrize(
    "text", ["", "z", "zz", "u8026", "z6Mk" + "1" * 40, _multibase.encode(b"\x80\x26" + b"\1" * 31)]
)
def test_a_malformed_secret_multikey_is_refused(text: str) -> None:
    refused("keys_secret", private_from_multikey, text)


@pytest.mark.parametrize("kind", CURVES)
def test_a_scalar_outside_the_group_is_refused(kind: KeyKind) -> None:
    prefix, curve, order = CURVES[kind]
    size = curve.key_size // 8
    for scalar in (0, order, order + 1, 256**size - 1):
        refused("keys_secret", private_from_multikey, _multibase.encode(prefix + scalar.to_bytes(size)))
        jwk = {**private_to_jwk(KEYS[kind]), "d": _multibase.base64url_encode(scalar.to_bytes(size))}
        refused("keys_secret", private_from_jwk, jwk)


@pytest.mark.parametrize("kind", CURVES)
def test_the_last_scalar_of_the_group_is_a_key_whose_point_is_the_first_one_mirrored(kind: KeyKind) -> None:
    prefix, curve, order = CURVES[kind]
    first, last = (
        private_from_multikey(_multibase.encode(prefix + scalar.to_bytes(curve.key_size // 8)))
        for scalar in (1, order - 1)
    )
    assert public(first).to_jwk()["x"] == public(last).to_jwk()["x"]
    assert public(first) != public(last)


@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_private_jwk_with_the_public_half_of_another_key_is_refused(kind: KeyKind) -> None:
    other = public(generate_private_key(kind, rsa_bits=2048)).to_jwk()
    with pytest.raises(SigningKeyError) as caught:
        private_from_jwk({**private_to_jwk(KEYS[kind]), **other})
    assert caught.value.code in {"keys_mismatch", "keys_secret"}


@pytest.mark.parametrize("member", ["d", "p", "qi"])
def test_an_rsa_private_jwk_without_a_member_is_refused(member: str) -> None:
    jwk = private_to_jwk(KEYS[KeyKind.RSA])
    del jwk[member]
    assert refused("keys_jwk_member", private_from_jwk, jwk).where == f"/{member}"


def test_a_shared_secret_is_no_private_key() -> None:
    refused("keys_symmetric", private_from_jwk, {"kty": "oct", "k": "c2VjcmV0"})


@pytest.mark.parametrize("bits", [512, 1024, 2047, 4097, 16384])
def test_no_rsa_key_outside_2048_to_4096_bits_is_made(bits: int) -> None:
    with pytest.raises(InputError) as caught:
        generate_private_key(KeyKind.RSA, rsa_bits=bits)
    assert caught.value.code == "keys_rsa_size"


@pytest.mark.parametrize(("exponent", "bits"), [(3, 2048), (65537, 1024)])
def test_no_weak_rsa_key_signs(exponent: int, bits: int) -> None:
    refused("keys_rsa_signing", LocalSigner, rsa.generate_private_key(exponent, bits), "x")


def test_no_key_of_another_kind_signs() -> None:
    refused("keys_kind", LocalSigner, x25519.X25519PrivateKey.generate(), "x")
    refused("keys_unsupported", LocalSigner, ec.generate_private_key(ec.SECP256K1()), "x")


@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_signer_never_shows_its_private_key(kind: KeyKind) -> None:
    signer = LocalSigner(KEYS[kind], "did:web:college.example#key")
    jwk = private_to_jwk(KEYS[kind])
    secrets = {jwk[name] for name in jwk.keys() & {"d", "p", "q"}}
    shown = f"{signer!r}{signer}{signer.public_key!r}"
    assert "private" not in shown.lower()
    assert not any(secret in shown for secret in secrets)
    with pytest.raises(TypeError):
        pickle.dumps(signer)


@pytest.mark.parametrize("kind", list(KeyKind))
def test_no_error_about_a_private_key_shows_it(kind: KeyKind) -> None:
    jwk = private_to_jwk(KEYS[kind])
    broken = {**jwk, "d": jwk["d"][:-4] + "AAAA", "x" if "x" in jwk else "n": "AQAB"}
    try:
        private_from_jwk(broken)
    except SigningKeyError as error:
        text = "".join(traceback.format_exception(error)) + repr(error.problem) + error.message("fr")
        assert jwk["d"][:12] not in text
    else:
        pytest.fail("a broken key was read")


@pytest.mark.parametrize("kind", list(KeyKind))
@pytest.mark.parametrize("passphrase", [None, b"correct horse"])
def test_a_key_comes_back_the_same_from_its_file(tmp_path: Path, kind: KeyKind, passphrase: bytes | None) -> None:
    path = tmp_path / "issuer.pem"
    write_private_key(path, KEYS[kind], passphrase=passphrase)
    assert public(read_private_key(path, passphrase=passphrase)) == public(KEYS[kind])
    assert (b"ENCRYPTED" in path.read_bytes()) == (passphrase is not None)


@posix
def test_a_key_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "issuer.pem"
    before = os.umask(0)
    try:
        write_private_key(path, KEYS[KeyKind.ED25519])
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "issuer.pem"
    path.write_bytes(b"precious")
    refused("keys_file_exists", write_private_key, path, KEYS[KeyKind.ED25519])
    assert path.read_bytes() == b"precious"


@posix
def test_a_key_is_never_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.pem").symlink_to(tmp_path / "elsewhere.pem")
    refused("keys_file_exists", write_private_key, tmp_path / "link.pem", KEYS[KeyKind.ED25519])
    assert not (tmp_path / "elsewhere.pem").exists()


def test_a_key_in_a_folder_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    refused("keys_file_unwritable", write_private_key, tmp_path / "no" / "issuer.pem", KEYS[KeyKind.ED25519])


@posix
def test_a_disk_that_fills_up_leaves_no_half_a_key(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, before[1]))
    try:
        refused("keys_file_unwritable", write_private_key, tmp_path / "issuer.pem", KEYS[KeyKind.ED25519])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(tmp_path.iterdir())


def test_a_passphrase_of_fewer_than_eight_bytes_or_too_many_is_refused(tmp_path: Path) -> None:
    for passphrase in (b"", b"1234567", b"x" * 1024):
        refused(
            "keys_passphrase_length", write_private_key, tmp_path / "k.pem", KEYS[KeyKind.P256], passphrase=passphrase
        )
    assert not list(tmp_path.iterdir())


@posix
@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644, 0o660, 0o601])
def test_a_key_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "issuer.pem"
    write_private_key(path, KEYS[KeyKind.ED25519])
    path.chmod(mode)
    refused("keys_file_open", read_private_key, path)


def test_a_wrong_or_missing_passphrase_is_said_and_never_shown(tmp_path: Path) -> None:
    path = tmp_path / "issuer.pem"
    write_private_key(path, KEYS[KeyKind.P256], passphrase=b"correct horse")
    for wrong in (b"battery staple", b"x" * 2000):
        error = refused("keys_passphrase_wrong", read_private_key, path, passphrase=wrong)
        assert "battery" not in str(error)
    for missing in (None, b""):
        refused("keys_passphrase_needed", read_private_key, path, passphrase=missing)


def test_a_passphrase_is_asked_for_only_where_one_is_needed(tmp_path: Path) -> None:
    def never() -> bytes:
        pytest.fail("asked for a passphrase")

    write_private_key(tmp_path / "open.pem", KEYS[KeyKind.P256])
    write_private_key(tmp_path / "locked.pem", KEYS[KeyKind.P256], passphrase=b"a secret")
    assert public(read_private_key(tmp_path / "open.pem", passphrase=never)) == public(KEYS[KeyKind.P256])
    locked = read_private_key(tmp_path / "locked.pem", passphrase=lambda: b"a secret")
    assert public(locked) == public(KEYS[KeyKind.P256])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a key",
        b"\xff\xfe\x00",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n\n-----END ENCRYPTED PRIVATE KEY-----\n",
        b"-----BEGIN PRIVATE KEY-----" + b"A" * 300_000 + b"-----END PRIVATE KEY-----",
        public(KEYS[KeyKind.P256]).to_pem(),
        KEYS[KeyKind.RSA].private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()),
    ],
)
def test_a_file_that_holds_no_pkcs8_key_is_refused(tmp_path: Path, content: bytes) -> None:
    refused("keys_pem_private", read_private_key, owned(tmp_path, content))


def test_a_damaged_encrypted_key_is_refused(tmp_path: Path) -> None:
    content = b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"
    refused("keys_passphrase_wrong", read_private_key, owned(tmp_path, content), passphrase=b"a secret")


def test_a_key_of_another_kind_in_a_file_is_refused(tmp_path: Path) -> None:
    raw = x25519.X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    refused("keys_kind", read_private_key, owned(tmp_path, raw))


def test_a_key_of_an_unknown_kind_in_a_file_is_refused(tmp_path: Path) -> None:
    body = base64.b64encode(bytes.fromhex("300d020100300506032a0304040100"))
    content = b"-----BEGIN PRIVATE KEY-----\n" + body + b"\n-----END PRIVATE KEY-----\n"
    refused("keys_kind" if TELLS_KINDS else "keys_pem_private", read_private_key, owned(tmp_path, content))


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    refused("keys_file_unreadable", read_private_key, tmp_path)
    refused("keys_file_unreadable", read_private_key, tmp_path / "missing.pem")
    refused("keys_file_unreadable", read_private_key, "nul\0byte")


@posix
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    refused("keys_file_unreadable", read_private_key, tmp_path / "pipe")


def owned(folder: Path, content: bytes) -> Path:
    path = folder / "key.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    return path
