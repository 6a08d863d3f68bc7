"""What issuing, verifying, baking and unbaking cost, beside the bare primitives, in one run.

``make bench``. Each figure is the median of several rounds of processor time on this machine; the ratios within one run
count, not the figures.
"""

import io
import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from mexbadge.bake import bake, unbake
from mexbadge.errors import FetchError
from mexbadge.fetch.types import Request, Response
from mexbadge.issuer import Form, issue
from mexbadge.issuer.achievement import read
from mexbadge.issuer.hosted import key_documents
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.verify import Verifier

ROUNDS = 7
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


def micro(work: Callable[[], object]) -> float:
    """Return the median processor time of one call, in microseconds."""
    work()
    times = []
    for _ in range(ROUNDS):
        start, count = time.process_time_ns(), 0
        while time.process_time_ns() - start < 50_000_000:
            work()
            count += 1
        times.append((time.process_time_ns() - start) / count / 1000)
    return statistics.median(times)


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


def row(name: str, value: float, base: float) -> None:
    print(f"  {name:<34}{value:>12.1f} µs   {value / base:>7.1f} x sign")


def credentials() -> None:
    data = b"x" * 64
    signature = SIGNER.sign(data)
    key = SIGNER.public_key.key
    base = micro(lambda: SIGNER.sign(data))
    print("bare primitives (Ed25519, 64 bytes)")
    row("sign", base, base)
    row("verify", micro(lambda: key.verify(signature, data)), base)
    verifier = Verifier(fetch=fetch)
    for name, achievement in achievements().items():
        for form, suite in ((Form.VC_JWT, None), (Form.DATA_INTEGRITY, "eddsa-jcs-2022"), (Form.DATA_INTEGRITY, None)):
            settings = {
                "to": "a@example.ca",
                "issuer": ISSUER,
                "signer": SIGNER,
                "form": form,
                "suite": suite,
                "at": AT,
            }
            credential = issue(achievement, **settings).credential
            label = suite or ("vc-jwt" if form is Form.VC_JWT else "eddsa-rdfc-2022")
            print(f"{name}, {label}, {len(credential):,} bytes")
            row("issue", micro(lambda: issue(achievement, **settings)), base)  # noqa: B023 - called at once
            row("verify", micro(lambda: verifier.verify(credential, at=AT)), base)  # noqa: B023 - called at once


def images() -> None:
    token = b"e30.e30." + b"A" * 3000
    for side in (180, 580):
        buffer = io.BytesIO()
        Image.effect_noise((side, side), 90).convert("RGB").save(buffer, "PNG")
        picture = buffer.getvalue()
        baked = bake(picture, token, keyword="openbadgecredential")
        base = micro(lambda: bytes(bytearray(picture)))  # noqa: B023 - called at once
        print(f"PNG of {len(picture):,} bytes, beside a copy of its bytes ({base:.1f} µs)")
        for name, work in (
            ("bake", lambda: bake(picture, token, keyword="openbadgecredential")),  # noqa: B023 - called at once
            ("unbake", lambda: unbake(baked)),  # noqa: B023 - called at once
        ):
            value = micro(work)
            print(f"  {name:<34}{value:>12.1f} µs   {value / base:>7.1f} x copy")


if __name__ == "__main__":
    credentials()
    images()
