"""Where the time of one verification goes, measured inside it: ``python bench/parts.py [SIZE]``.

A clock of the thread's processor time stands around each part; what the clock itself takes is taken off. The quickest
twentieth of the runs counts. u is one Ed25519 verification of the same run, alone. A part costs more inside than alone:
what it needs is not in the processor's caches any more.
"""

import inspect
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from rounds import clocked, least
from samples import AT, SIGNER, credentials, world

from mexbadge import _json, badge
from mexbadge.keys import public
from mexbadge.ld.reading import JsonLdReading
from mexbadge.verify import Verifier, engine, subject

RUNS = 4000
FORMS = ("vc-jwt", "eddsa-jcs-2022", "eddsa-rdfc-2022")
PARTS: dict[str, list[tuple[Any, str]]] = {
    "reading it in": [(engine, "take")],
    "the signature": [(public, "_verify")],
    "canonical JSON": [(_json, "canonical")],
    "linked data: its contexts": [(JsonLdReading, "of")],
    "linked data: statements, and what none holds": [(JsonLdReading, "_walked")],
    "linked data: canonical form": [(JsonLdReading, "canonical")],
    "the rest of proof and key": [(engine, "check_proof")],
    "one walk through the document": [(subject, "survey")],
    "contexts and model": [(engine, "check_context"), (engine, "check_model")],
    "what it says, and what misleads": [(badge.Badge, "later"), (engine, "_of_words")],
    "dates, status and the other checks": [(engine, "_of_credential")],
}
"""Each part with the functions that do it."""
WITHIN = {
    "the rest of proof and key": tuple(PARTS)[1:6],
    "dates, status and the other checks": ("the rest of proof and key", "contexts and model"),
}
"""Which parts lie within another one's functions, and are taken off it."""


def measured(work: Callable[[], object]) -> Counter[str]:
    """Return nanoseconds of each part, and of the whole, of a quick run."""
    clock = time.thread_time_ns
    itself = sorted(-clock() + clock() for _ in range(20_000))[10_000]
    spent: Counter[str] = Counter()

    def around(part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        several = inspect.isgeneratorfunction(call)

        def timed(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - stands for any function
            begin = clock()
            found = list(call(*arguments, **named)) if several else call(*arguments, **named)
            spent[part] += clock() - begin - itself
            return iter(found) if several else found

        return timed

    kept = []
    for part, places in PARTS.items():
        for owner, name in places:
            was = inspect.getattr_static(owner, name)
            timed = around(part, getattr(was, "__func__", was))
            kept.append((owner, name, was))
            setattr(owner, name, classmethod(timed) if isinstance(was, classmethod) else timed)
    runs = []
    for _ in range(RUNS):
        spent.clear()
        begin = clock()
        work()
        runs.append((clock() - begin, Counter(spent)))
    for owner, name, was in kept:
        setattr(owner, name, was)
    best = sorted(runs, key=lambda run: run[0])[: RUNS // 20]
    total = sum((parts for _, parts in best), Counter(whole=sum(whole for whole, _ in best)))
    return Counter({part: nanoseconds // len(best) for part, nanoseconds in total.items()})


def main() -> None:
    size = sys.argv[1] if len(sys.argv) > 1 else "typical"
    data = b"x" * 64
    signature, key = SIGNER.sign(data), SIGNER.public_key.key
    badges, verifier = credentials(), Verifier(fetch=world())
    works = {form: (lambda content=badges[size, form]: verifier.verify(content, at=AT)) for form in FORMS}
    alone = least(
        {"u": clocked(lambda: key.verify(signature, data)), **{form: clocked(w) for form, w in works.items()}}
    )
    unit = alone["u"]
    found = {form: measured(work) for form, work in works.items()}
    print(f"{size}, in u ({unit:.0f} µs)".ljust(48) + "".join(form.rjust(18) for form in FORMS))
    for part in PARTS:
        values = [found[form][part] - sum(found[form][inner] for inner in WITHIN.get(part, ())) for form in FORMS]
        print(f"{part:<48}" + "".join(f"{value / 1000 / unit:18.2f}" for value in values))
    outer = ("reading it in", "one walk through the document", "what it says, and what misleads", tuple(PARTS)[-1])
    name = "report, order of findings, what was fetched"
    rest = [found[form]["whole"] - sum(found[form][part] for part in outer) for form in FORMS]
    print(f"{name:<48}" + "".join(f"{one / 1000 / unit:18.2f}" for one in rest))
    print(f"{'the whole, without clocks':<48}" + "".join(f"{alone[form] / unit:18.2f}" for form in FORMS))


if __name__ == "__main__":
    main()
