"""Documents made to exhaust a reader of linked data, and a child process that reads one and says what became of it."""

import hashlib
import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from ld_documents import OB, VC, plain
from mexbadge import ld
from mexbadge.errors import InputError

SELF: Final = "https://hostile.example/self"
KNOWS: Final = "https://hostile.example/knows"


def _extra(url: str, context: object) -> ld.ExtraContext:
    body = json.dumps({"@context": context}).encode()
    return ld.ExtraContext(url, body, hashlib.sha256(body).hexdigest())


def _clique(size: int) -> dict[str, Any]:
    nodes = [
        {"id": f"_:n{one}", KNOWS: [{"id": f"_:n{other}"} for other in range(size) if other != one]}
        for one in range(size)
    ]
    return {"@context": [VC], "@graph": nodes}


def _ring(size: int) -> dict[str, Any]:
    nodes = [{"id": f"_:n{one}", KNOWS: {"id": f"_:n{(one + 1) % size}"}} for one in range(size)]
    return {"@context": [VC], "@graph": nodes}


def _twin_hubs(leaves: int, **more: Any) -> dict[str, Any]:
    leaf = {"type": "IdentifierEntry", "identifier": "7", **more}
    hub = {"type": "Profile", "otherIdentifier": [leaf for _ in range(leaves)]}
    return plain(evidence=[], **{"https://hostile.example/hub": [hub, hub]})


def _deep() -> dict[str, Any]:
    document: dict[str, Any] = {"name": "bottom"}
    for _ in range(50_000):
        document = {"evidence": document}
    return plain(evidence=document)


def _chain(size: int) -> dict[str, Any]:
    return {"@context": [VC, OB], "id": "urn:x:1", "https://hostile.example/list": {"@list": ["a"] * size}}


_LEAF: Final = {"https://hostile.example/has": {"https://hostile.example/says": "7"}}

CASES: Final[Mapping[str, tuple[str, Callable[[], tuple[dict[str, Any], tuple[ld.ExtraContext, ...]]]]]] = {
    "a clique of ten": ("ld_budget", lambda: (_clique(10), ())),
    "a clique of forty": ("ld_budget", lambda: (_clique(40), ())),
    "a ring of two thousand": ("ld_budget", lambda: (_ring(2_000), ())),
    "two hubs with nine leaves that look alike": ("none", lambda: (_twin_hubs(9), ())),
    "two hubs with nine leaves that each have a leaf": ("ld_budget", lambda: (_twin_hubs(9, **_LEAF), ())),
    "two hubs with six hundred leaves that look alike": ("ld_budget", lambda: (_twin_hubs(600), ())),
    "a list of forty thousand equal items": ("ld_budget", lambda: (_chain(40_000), ())),
    "twenty thousand contexts written out in nodes": (
        "ld_context_too_many",
        lambda: (plain(evidence=[{"@context": {"x": "urn:x"}, "x": "1"} for _ in range(20_000)]), ()),
    ),
    "twenty thousand contexts in one list": (
        "ld_context_too_many",
        lambda: (plain() | {"@context": [VC, OB, *({f"x{n}": f"urn:x:{n}"} for n in range(20_000))]}, ()),
    ),
    "twenty thousand contexts one in another": (
        "ld_too_deep",
        lambda: (plain() | {"@context": [VC, _nested(20_000)]}, ()),
    ),
    "twenty thousand contexts by address": (
        "ld_context_too_many",
        lambda: (plain() | {"@context": [VC, OB] * 10_000}, ()),
    ),
    "a context that includes itself": ("ld_context_cycle", lambda: (_with_self(), (_extra(SELF, SELF),))),
    "a context that includes itself in a list": (
        "ld_context_cycle",
        lambda: (_with_self(), (_extra(SELF, [{"x": "urn:x"}, SELF]),)),
    ),
    "a term defined by itself": ("ld_context_cycle", lambda: (_with_self(), (_extra(SELF, {"a": "b:x", "b": "a:x"}),))),
    "a remote import": (
        "ld_context_import",
        lambda: (plain() | {"@context": [VC, {"@import": "https://hostile.example/c"}]}, ()),
    ),
    "an unknown context": ("ld_context_unknown", lambda: (plain() | {"@context": [VC, SELF]}, ())),
    "an extra context that needs an unknown one": (
        "ld_context_unknown",
        lambda: (_with_self(), (_extra(SELF, "https://hostile.example/other"),)),
    ),
    "too many values": ("ld_too_large", lambda: (plain(tag=["x"] * 60_000), ())),
    "nesting": ("ld_too_deep", lambda: (_deep(), ())),
}


def _nested(depth: int) -> dict[str, Any]:
    context: dict[str, Any] = {}
    for _ in range(depth):
        context = {"x": {"@id": "urn:x", "@context": context}}
    return context


def _with_self() -> dict[str, Any]:
    return plain() | {"@context": [VC, OB, SELF]}


def _held() -> float:
    """Return the most memory that this program held, in MiB; ``ru_maxrss`` would count the parent before ``exec``."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(name: str) -> None:
    """Read the case ``name`` and print the code, the seconds and the peak of memory in MiB."""
    document, contexts = CASES[name][1]()
    start = time.process_time()
    try:
        ld.rdfc.canonize(ld.to_quads(document, contexts=contexts))
        code = "none"
    except InputError as error:
        code = error.code
    seconds = time.process_time() - start
    sys.stdout.write(json.dumps([code, seconds, _held()]))


if __name__ == "__main__":
    main(sys.argv[1])
