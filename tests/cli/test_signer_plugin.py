"""A key that lives elsewhere signs a badge: a plug-in is installed as a distribution, and the command uses it."""

import sys
from pathlib import Path

import pytest

from mexbadge._json import dumps
from mexbadge.cli import main
from mexbadge.credentials.published_keys import key_documents, resource_map
from mexbadge.keys import KeyKind, LocalSigner

ISSUER = "did:web:badges.college.example"
MODULE = """
from vault_world import SIGNER

def open_slot(uri, *, verification_method=None):
    assert uri == "testvault:slot-1"
    return SIGNER
"""


def test_a_badge_is_issued_with_a_key_behind_a_plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signer = LocalSigner.generate(KeyKind.P256, f"{ISSUER}#vault")
    plugins = tmp_path / "plugins"
    info = plugins / "testvault-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: testvault\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[mexbadge.signers]\ntestvault = testvault:open_slot\n")
    (plugins / "testvault.py").write_text(MODULE)
    (plugins / "vault_world.py").write_text("SIGNER = None\n")
    monkeypatch.syspath_prepend(plugins)
    monkeypatch.chdir(tmp_path)
    __import__("vault_world")
    monkeypatch.setattr(sys.modules["vault_world"], "SIGNER", signer)
    (tmp_path / "issuer.toml").write_text(f'id = "{ISSUER}"\nname = "College"\n')
    (tmp_path / "a.toml").write_text(
        'id = "https://badges.college.example/a"\nname = "A"\ndescription = "B"\ncriteria = "C"\n'
    )
    places = {}
    for place, (url, document) in enumerate(
        key_documents(ISSUER, [(signer.verification_method, signer.public_key)]).items()
    ):
        (tmp_path / f"{place}.json").write_text(dumps(document))
        places[url] = (f"{place}.json", "application/json")
    (tmp_path / "resources.json").write_text(dumps(resource_map(places)))
    words = ["issue", "--achievement", "a.toml", "--issuer", "issuer.toml", "--key", "testvault:slot-1"]
    words += ["--key-id", f"{ISSUER}#vault", "--to", "a@example.ca", "--at", "2026-03-01", "-o", "badge.json"]
    assert main(words) == 0
    assert main(["verify", "--resources", "resources.json", "--at", "2026-05-01", "badge.json"]) == 0
