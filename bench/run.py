"""What issuing, verifying, baking and unbaking cost, beside the bare primitives, in one run.

``make bench``. Each figure is the least of several rounds of processor time on this machine, asked in turn. What counts
are the ratios within one run: u is one Ed25519 verification, s one Ed25519 signature.
"""

import io
import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PIL import Image

from mexbadge.bake import bake, unbake
from mexbadge.credentials.achievement import read
from mexbadge.credentials.published_keys import key_documents
from mexbadge.errors import FetchError
from mexbadge.fetch.types import Request, Response
from mexbadge.issuer import Form, issue
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.verify import Verifier

ROUNDS = 5
AT = datetime(2026, 5, 1, tzinfo=UTC)
ISSUER = {"id": "did:web:badges.college.example", "name": "Example College"}
SIGNER = LocalSigner.generate(KeyKind.ED25519, f"{ISSUER['id']}#key-1")
PAGES = {
    url: Response(url, 200, {}, json.dumps(document).encode())
    for url, document in key_documents(ISSUER["id"], [(SIGNER.verification_method, SIGNER.public_key)]).items()
}
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "achievements" / "psw-dementia-care.toml"


def fetch(request: Request) -> Response:
    """Answer from memory."""
    if request.url not in PAGES:
        raise FetchError("fetch_not_in_resources", url=request.url)
    return PAGES[request.url]


def once(work: Callable[[], object], nanoseconds: int = 30_000_000) -> float:
    """Return the processor time of one call, in microseconds: the mean over at least ``nanoseconds``."""
    start, count = time.process_time_ns(), 0
    while time.process_time_ns() - start < nanoseconds:
        work()
        count += 1
    return (time.process_time_ns() - start) / count / 1000


def least(works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the least of several rounds for each; they are asked in turn, so that a busy moment spoils none alone."""
    rounds = [{name: once(work) for name, work in works.items()} for _ in range(ROUNDS)]
    return {name: min(found[name] for found in rounds) for name in works}


def achievements() -> dict[str, dict[str, object]]:
    """Return a minimal, a typical and a large achievement."""
    minimal: dict[str, object] = {
        "id": "https://badges.college.example/a",
        "name": "A",
        "description": "B",
        "criteria": {"narrative": "C"},
    }
    typical = read(EXAMPLE.read_bytes(), EXAMPLE.name)
    many = [{**entry, "targetCode": f"LCS-{n}"} for n in range(60) for entry in typical["alignment"][:1]]
    return {"minimal": minimal, "typical": typical, "large": {**typical, "alignment": many}}


def credentials() -> None:
    """Print what issuing (in s, one signature) and verifying (in u, one verification of a signature) cost."""
    data = b"x" * 64
    signature = SIGNER.sign(data)
    key = SIGNER.public_key.key
    works: dict[str, Callable[[], object]] = {"s": lambda: SIGNER.sign(data), "u": lambda: key.verify(signature, data)}
    verifier = Verifier(fetch=fetch)
    sizes = {}
    for size, achievement in achievements().items():
        for form, suite in ((Form.VC_JWT, None), (Form.DATA_INTEGRITY, "eddsa-jcs-2022"), (Form.DATA_INTEGRITY, None)):
            given = {"to": "a@example.ca", "issuer": ISSUER, "signer": SIGNER, "form": form, "suite": suite, "at": AT}
            label = f"{size}, {suite or ('vc-jwt' if form is Form.VC_JWT else 'eddsa-rdfc-2022')}"
            credential = issue(achievement, **given).credential
            sizes[label] = len(credential)
            works[f"issue {label}"] = partial(issue, achievement, **given)
            works[f"verify {label}"] = partial(verifier.verify, credential, at=AT)
    found = least(works)
    print(f"one Ed25519 signature: s = {found['s']:.1f} µs; one verification of it: u = {found['u']:.1f} µs")
    for label, size in sizes.items():
        print(f"{label}, {size:,} bytes")
        for name, unit in (("issue", "s"), ("verify", "u")):
            value = found[f"{name} {label}"]
            print(f"  {name:<34}{value:>12.1f} µs   {value / found[unit]:>7.1f} {unit}")


def images() -> None:
    token = b"e30.e30." + b"A" * 3000
    for side in (180, 580):
        buffer = io.BytesIO()
        Image.effect_noise((side, side), 90).convert("RGB").save(buffer, "PNG")
        picture = buffer.getvalue()
        baked = bake(picture, token, keyword="openbadgecredential")
        found = least(
            {
                "copy": partial(bytearray, picture),
                "bake": partial(bake, picture, token, keyword="openbadgecredential"),
                "unbake": partial(unbake, baked),
            }
        )
        print(f"PNG of {len(picture):,} bytes, beside a copy of its bytes ({found['copy']:.1f} µs)")
        for name in ("bake", "unbake"):
            print(f"  {name:<34}{found[name]:>12.1f} µs   {found[name] / found['copy']:>7.1f} x copy")


if __name__ == "__main__":
    credentials()
    images()
