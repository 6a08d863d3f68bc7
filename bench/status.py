"""How long a status takes to look up: one bit, warm and cold, and a long list of ids. Run: python bench/status.py."""

import json
import random
import time
from collections.abc import Callable
from functools import partial

from mexbadge import _json, _limits
from mexbadge.status.bitstring import MINIMUM_ENTRIES, Bitstring
from mexbadge.status.revocation_list import RevocationList

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


if __name__ == "__main__":
    main()
