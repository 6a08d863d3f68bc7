"""What is not needed is not loaded."""

import subprocess
import sys

PROGRAM = """
import sys
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import add_proof, verify_proof, vc_jwt
signer = LocalSigner.generate(KeyKind.ED25519, "https://college.example/issuer#key-1")
token = vc_jwt.make({
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11",
    "issuer": "https://college.example/issuer",
    "validFrom": "2026-05-01T12:00:00Z",
}, signer)
vc_jwt.check(vc_jwt.read(token), signer.public_key)
heavy = {"pyld", "requests", "PIL", "jsonschema", "jinja2", "sqlalchemy", "rfc8785", "joserfc"}
linked = {name for name in sys.modules if name.startswith("mexbadge.ld.")}
print(sorted(heavy & sys.modules.keys() | linked))
"""


def test_a_token_is_made_and_checked_without_anything_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
