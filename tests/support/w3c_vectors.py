"""The W3C's Data Integrity vectors as values: one folder of files for each suite and key."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mexbadge.keys import KeyKind, LocalSigner, PublicKey, private_from_multikey
from mexbadge.ld import ExtraContext
from mexbadge.proofs.data_integrity import SUITES, HashData, hash_data
from vectors_data import vectors

__all__ = ["Vector"]


@dataclass(frozen=True)
class Vector:
    """One folder of files: what each is called, which suite and key it is for."""

    folder: str
    suffix: str
    suite: str
    kind: KeyKind
    keys: str

    def path(self, name: str, extension: str = "txt") -> Path:
        return vectors(f"{self.folder}/{name}{self.suffix}.{extension}")

    def text(self, name: str) -> str:
        return self.path(name).read_text("utf-8").removesuffix("\n")

    def json(self, name: str) -> Any:
        return json.loads(self.path(name, "json").read_bytes())

    def hashed(self, contexts: Sequence[ExtraContext] | None = None) -> HashData:
        signed = self.json("signed")
        config = {name: value for name, value in signed["proof"].items() if name != "proofValue"}
        document = {name: value for name, value in signed.items() if name != "proof"}
        return hash_data(document, config, SUITES[self.suite], self.kind, contexts)

    def signer(self) -> LocalSigner:
        pair = json.loads(vectors(self.keys).read_bytes())
        secret = pair.get("privateKeyMultibase") or pair["secretKeyMultibase"]
        return LocalSigner(private_from_multikey(secret), self.json("signed")["proof"]["verificationMethod"])

    def public_key(self) -> PublicKey:
        return PublicKey.from_multikey(json.loads(vectors(self.keys).read_bytes())["publicKeyMultibase"])
