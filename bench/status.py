"""How long a status takes to look up: one bit, warm and cold, a long list of ids, and a badge that names a list.

Run: ``python bench/status.py``. What a badge's list adds is told in u, one verification of an Ed25519 signature.
"""

import json
import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from mexbadge import _json, _limits
from mexbadge.credentials.achievement import read
from mexbadge.credentials.published_keys import key_documents
from mexbadge.credentials.status_lists import BitList
from mexbadge.errors import FetchError
from mexbadge.fetch.types import Request, Response
from mexbadge.issuer import Form, issue
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import add_proof
from mexbadge.status.bitstring import MINIMUM_ENTRIES, Bitstring
from mexbadge.status.revocation_list import RevocationList
from mexbadge.verify import Policy, Verifier

INDEX = 94_567


def microseconds(work: Callable[[], object], *, times: int) -> float:
    """Return the median of ``times`` runs."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return sorted(taken)[times // 2] * 1e6


def cold_read(text: str) -> int:
    """Read one bit of a list that was not unpacked before."""
    return Bitstring.decode(text).read(INDEX)


AT = datetime(2026, 5, 1, tzinfo=UTC)
ISSUER = {"id": "did:web:badges.college.example", "name": "Example College"}
LIST = "https://badges.college.example/status/1"
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "achievements" / "psw-dementia-care.toml"
ROUNDS = 600


def least(works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the least processor time of one call of each, in microseconds; they take turns."""
    found = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            begin = time.thread_time_ns()
            work()
            found[name] = min(found[name], (time.thread_time_ns() - begin) / 1000)
    return found


def of_a_badge() -> None:
    """Print what looking into a signed list of 131,072 bits adds: to the first badge of a verifier, and to the next."""
    signer = LocalSigner.generate(KeyKind.ED25519, f"{ISSUER['id']}#key-1")
    documents = key_documents(ISSUER["id"], [(signer.verification_method, signer.public_key)])
    marked = dict.fromkeys(random.Random(1).sample(range(MINIMUM_ENTRIES), 1311), 1)  # noqa: S311 - always the same
    bits = BitList(LIST, ISSUER["id"])
    document = bits.document(Bitstring.new().with_entries(marked), valid_from=AT, ttl=300_000)
    says = add_proof(document, signer, created=AT)
    pages = {url: Response(url, 200, {}, json.dumps(page).encode()) for url, page in {**documents, LIST: says}.items()}

    def fetch(request: Request) -> Response:
        if request.url not in pages:
            raise FetchError("fetch_not_in_resources", url=request.url)
        return pages[request.url]

    given = {"to": "a@example.ca", "issuer": ISSUER, "signer": signer, "form": Form.DATA_INTEGRITY, "at": AT}
    achievement = read(EXAMPLE.read_bytes(), EXAMPLE.name)
    free = next(index for index in range(MINIMUM_ENTRIES) if index not in marked)
    listed = issue(achievement, **given, extra={"credentialStatus": bits.entry(free)}).credential
    signature, same, blind = signer.sign(b"x" * 64), Verifier(fetch=fetch), Policy(status=False)
    works: dict[str, Callable[[], object]] = {
        "u": lambda: signer.public_key.key.verify(signature, b"x" * 64),
        "without": lambda: Verifier(blind, fetch).verify(listed, at=AT),
        "first": lambda: Verifier(fetch=fetch).verify(listed, at=AT),
        "next": lambda: same.verify(listed, at=AT),
    }
    found = least(works)
    u, first, later = found["u"], found["first"] - found["without"], found["next"] - found["without"]
    print(f"one verification of an Ed25519 signature: u = {u:.1f} µs; a typical badge {found['without'] / u:.1f} u")
    print(f"its list of 131,072 bits, 1% set, Data Integrity: first badge + {first / u:.1f} u")
    print(f"the next badge of one verifier + {later / u:.2f} u")


def main() -> None:
    chosen = random.Random(1)  # noqa: S311 - the same list in every run
    print(f"{'status':46} {'microseconds':>14} {'bound':>10}")
    bits = Bitstring.new()
    for share in (0.0, 0.01, 0.1, 0.5):
        marked = chosen.sample(range(MINIMUM_ENTRIES), int(MINIMUM_ENTRIES * share))
        bits = Bitstring.new().with_entries(dict.fromkeys(marked, 1))
        text = bits.encoded()
        cold = microseconds(partial(cold_read, text), times=500)
        print(f"{f'131,072 bits, {share:.0%} set: one bit, cold':46} {cold:14.1f} {100:10}")
    warm = microseconds(lambda: [bits.read(INDEX) for _ in range(1000)], times=50) / 1000
    print(f"{'131,072 bits: one bit, list kept':46} {warm:14.2f} {5:10}")
    print(f"{'131,072 bits, half set: encode':46} {microseconds(bits.encoded, times=50):14.0f} {'':>10}")
    long = Bitstring.new(10_000_000)
    text = long.with_entries(dict.fromkeys(chosen.sample(range(10_000_000), 100_000), 1)).encoded()
    decode = microseconds(lambda: Bitstring.decode(text), times=5)
    print(f"{'10,000,000 bits, 1% set: decode':46} {decode:14.0f} {'':>10}")
    body = json.dumps({"revokedCredential": [{"id": f"urn:uuid:{n:032x}"} for n in range(100_000)]})
    parse = microseconds(
        lambda: RevocationList.parse(_json.loads_object(body, max_bytes=_limits.BUNDLE_BYTES)), times=3
    )
    print(f"{'100,000 revoked ids: read and parse':46} {parse:14.0f} {1_000_000:10}")
    of_a_badge()


if __name__ == "__main__":
    main()
