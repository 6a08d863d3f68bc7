"""Signers: from a file, and from a plug-in that another distribution brings."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mexbadge.errors import SigningKeyError
from mexbadge.keys import KeyKind, LocalSigner, Signer, load_signer, verify_signature, write_private_key

METHOD = "did:web:college.example#key-1"
PLUGIN = '''
from mexbadge.keys import KeyKind, LocalSigner

class Module:
    """Stands for a device: the key never leaves it, only signatures do."""

    def __init__(self, slot, verification_method):
        self._inner = LocalSigner.generate(KeyKind.P256, verification_method or "did:web:hsm.example#" + slot)
        self.algorithm = "ES256"
        self.verification_method = self._inner.verification_method
        self.public_key = self._inner.public_key

    def sign(self, data):
        return self._inner.sign(data)

def open_slot(uri, *, verification_method=None):
    return Module(uri.partition(":")[2], verification_method)

def other_method(uri, *, verification_method=None):
    return Module("x", "did:web:elsewhere.example#key")

def other_algorithm(uri, *, verification_method=None):
    module = Module("x", verification_method)
    module.algorithm = "EdDSA"
    return module

def no_signer(uri, *, verification_method=None):
    return object()

NUMBER = 7
'''

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install small real distributions: a module, and a ``.dist-info`` that names its entry points."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "testhsm_signer.py").write_text(PLUGIN, encoding="utf-8")

    def installed(name: str, **points: str) -> None:
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        lines = [f"{scheme} = {target}" for scheme, target in points.items()]
        (info / "entry_points.txt").write_text("\n".join(["[mexbadge.signers]", *lines, ""]), encoding="utf-8")

    yield installed
    sys.modules.pop("testhsm_signer", None)


def refused(code: str, uri: str | Path, method: str | None = METHOD) -> None:
    with pytest.raises(SigningKeyError) as caught:
        load_signer(uri, verification_method=method)
    assert caught.value.code == code


def test_a_key_in_hardware_signs_through_its_entry_point(install: Install) -> None:
    install("testhsm", testhsm="testhsm_signer:open_slot")
    signer = load_signer("testhsm:slot-1", verification_method=METHOD)
    assert isinstance(signer, Signer)
    assert not isinstance(signer, LocalSigner)
    assert (signer.algorithm, signer.verification_method) == ("ES256", METHOD)
    verify_signature(signer.public_key, "ES256", signer.sign(b"data"), b"data")


def test_a_plug_in_may_know_its_own_verification_method(install: Install) -> None:
    install("testhsm", testhsm="testhsm_signer:open_slot")
    assert load_signer("testhsm:slot-1").verification_method == "did:web:hsm.example#slot-1"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("testhsm_signer:other_method", "keys_verification_method"),
        ("testhsm_signer:other_algorithm", "keys_signer_broken"),
        ("testhsm_signer:no_signer", "keys_signer_broken"),
        ("testhsm_signer:NUMBER", "keys_signer_broken"),
        ("testhsm_signer:missing", "keys_signer_broken"),
        ("testhsm_missing:open_slot", "keys_signer_broken"),
    ],
)
def test_a_plug_in_that_does_not_keep_its_word_is_refused(install: Install, target: str, code: str) -> None:
    install("testhsm", testhsm=target)
    refused(code, "testhsm:slot-1")


def test_two_plug_ins_for_one_scheme_are_refused(install: Install) -> None:
    install("testhsm", testhsm="testhsm_signer:open_slot")
    install("imposter", testhsm="testhsm_signer:other_method")
    refused("keys_signer_twice", "testhsm:slot-1")


def test_a_scheme_that_nobody_brings_is_refused() -> None:
    refused("keys_signer_unknown", "nosuchhsm:slot-1")


def test_a_path_names_a_key_file(tmp_path: Path) -> None:
    made = LocalSigner.generate(KeyKind.P384, METHOD)
    write_private_key(tmp_path / "issuer.pem", made.private, passphrase=b"a secret")
    for path in (tmp_path / "issuer.pem", str(tmp_path / "issuer.pem")):
        assert load_signer(path, verification_method=METHOD, passphrase=b"a secret") == made


def test_a_key_file_needs_the_address_of_its_public_key(tmp_path: Path) -> None:
    refused("keys_verification_method", tmp_path / "issuer.pem", None)


def test_a_drive_letter_is_no_scheme() -> None:
    refused("keys_file_unreadable", "C:\\keys\\issuer.pem")


def test_a_path_object_is_a_file_whatever_it_looks_like() -> None:
    refused("keys_file_unreadable", Path("testhsm:slot-1"))
