"""One step through contexts, worked out twice: here and by pyld."""

from typing import Any, Final, NamedTuple

from mexbadge.errors import InputError
from mexbadge.ld.compiling import Compiler, Unsure
from mexbadge.ld.contexts import ContextSet
from mexbadge.ld.pyld_adapter import Pyld

__all__ = ["Twins", "plain"]

_OWN: Final = ("@vocab", "@language", "@base", "@direction")


def plain(active: Any) -> dict[str, Any]:
    """Return everything that an active context says, in plain dicts and lists."""
    before = active.get("previousContext")
    return {
        "mappings": {name: _plain_definition(found) for name, found in active["mappings"].items()},
        "previous": None if before is None else plain(before),
        **{name: active[name] for name in _OWN if name in active},
    }


def _plain_definition(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain_definition(item) for item in value]
    return {name: _plain_definition(item) for name, item in value.items()} if hasattr(value, "items") else value


class _Pair(NamedTuple):
    here: Any
    by_pyld: Any


class Twins:
    """Both ways over one set of contexts; every step is compared."""

    def __init__(self, known: ContextSet) -> None:
        self.known = known
        self.compiler = Compiler(known)
        self.pyld = Pyld(known)
        self.initial = _Pair(self.compiler.initial(), self.pyld.initial())

    def step(self, pair: _Pair, local: Any, *, scoped: bool = False, propagate: bool = True) -> _Pair | None:
        """Take one step both ways; ``None`` where it is left to pyld."""
        try:
            here = self.compiler.process(pair.here, local, scoped=scoped, propagate=propagate)
        except Unsure:
            return None
        pyld = self.pyld if isinstance(local, list) else Pyld(self.known)  # which remembers a step, whatever its rule
        by_pyld = pyld.process(pair.by_pyld, local, scoped=scoped, propagate=propagate)
        assert plain(here) == plain(by_pyld), local
        return _Pair(here, by_pyld)

    def refused(self, pair: _Pair, local: Any, *, scoped: bool = False, propagate: bool = True) -> bool:
        """Say whether pyld refuses a step, without what it remembers of the same step by another rule."""
        try:
            Pyld(self.known).process(pair.by_pyld, local, scoped=scoped, propagate=propagate)
        except InputError:
            return True
        return False

    def same_meaning(self, pair: _Pair, text: str) -> None:
        """Compare what a text means as a word and as a name."""
        for vocab in (True, False):
            here = self.compiler.iri(pair.here, text, vocab=vocab)
            assert here == self.pyld.iri(pair.by_pyld, text, vocab=vocab), text
