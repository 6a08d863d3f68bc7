"""RDF Dataset Canonicalization (RDFC-1.0) on plain quads, with a budget.

The same statements give the same text, whatever the labels of their blank nodes. Never reads or passes through text:
what a literal holds cannot become a statement.

>>> from mexbadge.ld.terms import Blank, Iri, Literal, Quad
>>> print(canonize([Quad(Blank("x"), Iri("https://schema.example/name"), Literal("Ada"))]), end="")
_:c14n0 <https://schema.example/name> "Ada" .
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from mexbadge.errors import InputError
from mexbadge.ld.terms import Blank, Quad, text

__all__ = [
    "BUDGET",
    "BUDGET_AT_MOST",
    "BUDGET_PER_QUAD",
    "DEPTH",
    "Canonical",
    "HashName",
    "Related",
    "Row",
    "canonize",
    "canonize_rows",
    "canonize_with_labels",
    "row_of",
]

HashName = Literal["sha256", "sha384"]
Related = Literal["list", "set"]
"""How Hash N-Degree Quads keeps the related blank nodes of one hash: every mention, or each node once."""

BUDGET: Final = 60_000
"""Steps of Hash N-Degree Quads that any dataset may take; one step looks at one quad or at one node of one order."""
BUDGET_PER_QUAD: Final = 20
"""Steps added for each quad, so that a large honest dataset may take longer than a small one."""
BUDGET_AT_MOST: Final = 400_000
"""Steps that no dataset may exceed by its size alone: about a second."""
DEPTH: Final = 200
"""How far Hash N-Degree Quads follows a chain of blank nodes that look alike."""

_Hash: TypeAlias = Callable[[str], str]
Row: TypeAlias = tuple[str | None, str, str | None, str | None, tuple[tuple[str, str], ...]]
"""One quad as text: subject, predicate, object, graph; ``None`` where a blank node stands; then where which does."""


class Canonical(NamedTuple):
    """A canonical form: the N-Quads text, and which input label became which canonical one (both without ``_:``).

    ``tied`` says whether blank nodes had to be told apart by Hash N-Degree Quads; where not, there is no other reading.
    """

    text: str
    labels: Mapping[str, str]
    tied: bool = False


def canonize(
    quads: Iterable[Quad],
    *,
    hash: HashName = "sha256",  # noqa: A002 - the standard's word
    budget: int | None = None,
    related: Related = "list",
) -> str:
    """Return the canonical N-Quads of ``quads`` (a set: repeated quads count once).

    ``hash`` is the hash of RDFC-1.0 itself, ``budget`` the number of steps that telling look-alike blank nodes apart
    may take (default: by the number of quads), ``related`` the reading of section 4.8, step 3.1.2.

    Raises :class:`~mexbadge.errors.InputError`: ``ld_budget`` for a dataset made to take for ever, ``ld_hash_unknown``.
    """
    return canonize_with_labels(quads, hash=hash, budget=budget, related=related).text


def canonize_with_labels(
    quads: Iterable[Quad],
    *,
    hash: HashName = "sha256",  # noqa: A002 - the standard's word
    budget: int | None = None,
    related: Related = "list",
) -> Canonical:
    """Return the canonical N-Quads and the issued identifier map; arguments and errors as :func:`canonize`."""
    return canonize_rows(map(row_of, quads), hash=hash, budget=budget, related=related)


def canonize_rows(
    given: Iterable[Row],
    *,
    hash: HashName = "sha256",  # noqa: A002 - the standard's word
    budget: int | None = None,
    related: Related = "list",
) -> Canonical:
    """Return as :func:`canonize_with_labels`, of quads whose terms were written before."""
    rows = tuple(dict.fromkeys(given))
    steps = min(BUDGET + BUDGET_PER_QUAD * len(rows), BUDGET_AT_MOST) if budget is None else budget
    run = _Run(rows, _hash_function(hash), steps, related)
    labels = run.labels()
    names = {label: f"_:{found}" for label, found in labels.items()}
    lines = sorted([_written(row, names) for row in rows])
    return Canonical("".join(lines), labels, run.tied)


def _hash_function(name: str) -> _Hash:
    if name == "sha256":
        return lambda data: hashlib.sha256(data.encode()).hexdigest()
    if name == "sha384":
        return lambda data: hashlib.sha384(data.encode()).hexdigest()
    raise InputError("ld_hash_unknown", name=name)


def row_of(quad: Quad) -> Row:
    """Write the terms of a quad once: what is said of it later is put together from their texts."""
    subject, (predicate,), obj, graph = quad
    blanks: tuple[tuple[str, str], ...] = ()
    first = second = last = None
    if type(subject) is Blank:
        blanks = (("s", subject.label),)
    else:
        first = f"<{subject[0]}>"
    if type(obj) is Blank:
        blanks += (("o", obj.label),)
    else:
        second = text(obj)
    if graph is None:
        last = " ."
    elif type(graph) is Blank:
        blanks += (("g", graph.label),)
    else:
        last = f" <{graph[0]}> ."
    return first, f" <{predicate}> ", second, last, blanks


def _written(row: Row, names: Mapping[str, str]) -> str:
    """Write a row as a line of N-Quads, with ``names`` for its blank nodes."""
    subject, predicate, obj, graph, blanks = row
    for position, label in blanks:
        if position == "s":
            subject = names[label]
        elif position == "o":
            obj = names[label]
        else:
            graph = f" {names[label]} ."
    return f"{subject}{predicate}{obj}{graph}\n"


class _SeenFrom(dict[str, str]):
    """The names of blank nodes as one of them sees them: ``_:a`` is itself, ``_:z`` every other one (section 4.6)."""

    def __missing__(self, label: str) -> str:
        return "_:z"


class _Issuer:
    """Issues labels in order (section 4.5)."""

    __slots__ = ("issued", "prefix")

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued: dict[str, str] = {} if issued is None else issued

    def issue(self, label: str) -> str:
        found = self.issued.get(label)
        if found is None:
            found = self.issued[label] = f"{self.prefix}{len(self.issued)}"
        return found

    def copy(self) -> "_Issuer":
        return _Issuer(self.prefix, dict(self.issued))


class _Run:
    """One run of the algorithm of section 4.4: its state and its remaining budget."""

    def __init__(self, rows: Sequence[Row], digest: _Hash, budget: int, related: Related) -> None:
        self.digest = digest
        self.budget = budget
        self.left = budget
        self.related = related
        self.tied = False
        self.canonical = _Issuer("c14n")
        self.mentions: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            blanks = row[4]
            if len(blanks) == 1:
                self.mentions[blanks[0][1]].append(row)
            else:
                for label in {label: None for _, label in blanks}:
                    self.mentions[label].append(row)
        self.said: dict[str, frozenset[Row]] = {}
        self.first = {label: self._first_degree(label) for label in self.mentions}

    def labels(self) -> Mapping[str, str]:
        """Issue a canonical label for every blank node and return the map."""
        groups: dict[str, list[str]] = defaultdict(list)
        for label, found in self.first.items():
            groups[found].append(label)
        shared = []
        for found in sorted(groups):
            if len(groups[found]) == 1:
                self.canonical.issue(groups[found][0])
            else:
                shared.append(groups[found])
        self.tied = bool(shared)
        for group in shared:
            self._label_group(group)
        return self.canonical.issued

    def _label_group(self, group: Sequence[str]) -> None:
        results: list[tuple[str, _Issuer]] = []
        for label in group:
            if label not in self.canonical.issued:
                issuer = _Issuer("b")
                issuer.issue(label)
                results.append(self._n_degree(label, issuer, 1))
        for _, issuer in sorted(results, key=lambda result: result[0]):
            for label in issuer.issued:
                self.canonical.issue(label)

    def _first_degree(self, label: str) -> str:
        names = _SeenFrom({label: "_:a"})
        return self.digest("".join(sorted([_written(row, names) for row in self.mentions[label]])))

    def _related_hash(self, label: str, predicate: str, issuer: _Issuer, position: str) -> str:
        known = self.canonical.issued.get(label) or issuer.issued.get(label)
        name = self.first[label] if known is None else f"_:{known}"
        return self.digest(f"{position}{'' if position == 'g' else predicate}{name}")

    def _spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise InputError("ld_budget", limit=self.budget)

    def _n_degree(self, label: str, issuer: _Issuer, depth: int) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads (section 4.8)."""
        if depth > DEPTH:
            raise InputError("ld_budget", limit=self.budget)
        self._spend(len(self.mentions[label]))
        groups: dict[str, list[str]] = defaultdict(list)
        for _, predicate, _, _, blanks in self.mentions[label]:
            for position, other in blanks:
                if other != label:
                    groups[self._related_hash(other, predicate[1:-1], issuer, position)].append(other)
        data: list[str] = []
        for found in sorted(groups):
            members = groups[found] if self.related == "list" else list(dict.fromkeys(groups[found]))
            path, issuer = self._shortest_path(members, issuer, depth)
            data += (found, path)
        return self.digest("".join(data)), issuer

    def _shortest_path(self, members: Sequence[str], issuer: _Issuer, depth: int) -> tuple[str, _Issuer]:
        """Try every order of ``members`` and return the least path with its issuer (section 4.8, step 5)."""
        chosen: tuple[str, _Issuer] | None = None
        alike = self._are_interchangeable(members, issuer)
        for order in (tuple(members),) if alike else _orders(members):
            self._spend(len(order) + len(issuer.issued) // 16)
            found = self._path(order, issuer.copy(), None if chosen is None else chosen[0], depth)
            if found is not None and (chosen is None or found[0] < chosen[0]):
                chosen = found
        if chosen is None:  # pragma: no cover - the first order always gives a path
            raise InputError("ld_budget", limit=self.budget)
        return chosen

    def _are_interchangeable(self, members: Sequence[str], issuer: _Issuer) -> bool:
        """Say whether any two of ``members`` may change places without a change to the dataset.

        None of them has a label yet, and the same is said of each, about the very same others. Then every order gives
        the same path, and labels that differ by such a change: one order stands for all.
        """
        known = self.canonical.issued.keys() | issuer.issued.keys()
        if len(set(members)) != len(members) or not known.isdisjoint(members):
            return False
        return len({self._said_of(label) for label in members}) == 1

    def _said_of(self, label: str) -> frozenset[Row]:
        """Return the rows that mention a blank node, without its own label."""
        if label not in self.said:
            rows = (
                (*row[:4], tuple((p, "" if one == label else one) for p, one in row[4])) for row in self.mentions[label]
            )
            self.said[label] = frozenset(rows)
        return self.said[label]

    def _path(self, order: Sequence[str], issuer: _Issuer, best: str | None, depth: int) -> tuple[str, _Issuer] | None:
        """Return the path of one order, or ``None`` as soon as it cannot be the least."""
        path = ""
        to_visit: list[str] = []
        for label in order:
            known = self.canonical.issued.get(label)
            if known is None:
                if label not in issuer.issued:
                    to_visit.append(label)
                known = issuer.issue(label)
            path += f"_:{known}"
            if _beaten(path, best):
                return None
        for label in to_visit:
            found, after = self._n_degree(label, issuer, depth + 1)
            path += f"_:{issuer.issue(label)}<{found}>"
            issuer = after
            if _beaten(path, best):
                return None
        return path, issuer


def _beaten(path: str, best: str | None) -> bool:
    return best is not None and len(path) >= len(best) and path > best


def _orders(members: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every distinct order of ``members``; a label that is repeated is not permuted with itself."""
    names = list(dict.fromkeys(members))
    rank = {name: place for place, name in enumerate(names)}
    order = sorted(rank[member] for member in members)
    yield tuple(names[place] for place in order)
    while _next_order(order):
        yield tuple(names[place] for place in order)


def _next_order(order: list[int]) -> bool:
    """Turn ``order`` into the next one in lexical order; return whether there was one."""
    pivot = len(order) - 2
    while pivot >= 0 and order[pivot] >= order[pivot + 1]:
        pivot -= 1
    if pivot < 0:
        return False
    other = len(order) - 1
    while order[other] <= order[pivot]:
        other -= 1
    order[pivot], order[other] = order[other], order[pivot]
    order[pivot + 1 :] = order[:pivot:-1]
    return True
