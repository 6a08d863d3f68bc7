"""A set of skills with what is broader, narrower and equivalent: immutable, and indexed when it is made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from typing import Final, Self

from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.skills.skill import Occupation, Skill
from mexbadge.skills.spelling import folded, official

__all__ = ["FARTHEST", "Taxonomy"]

FARTHEST: Final = 10
"""How many steps up or down a distance is looked for."""
_NEAR: Final = 3
_CUTOFF: Final = 0.75


@dataclass(frozen=True, slots=True, repr=False)
class Taxonomy:
    """Skills by their URIs; made by :meth:`of`.

    Equivalent skills form one class, known by its least URI (:meth:`canonical`); broader and narrower hold between
    classes. A URI that nobody described may stand in ``broader``: it is a group without a name. Every URI may be asked
    for in another spelling (:mod:`mexbadge.skills.spelling`), as long as that names one of the skills only.
    """

    skills: Mapping[str, Skill] = field(repr=False)
    occupations: tuple[Occupation, ...] = field(default=(), repr=False)
    _class: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _up: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _down: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _spelled: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _digest: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<Taxonomy: {len(self.skills)} skills>"

    @classmethod
    def of(cls, skills: Iterable[Skill], *, occupations: Iterable[Occupation] = ()) -> Self:
        """Index skills.

        Raises :class:`InputError` ``skills_twice`` for one URI with two meanings, ``skills_cycle`` (with the path)
        where something is broader than itself.
        """
        known: dict[str, Skill] = {}
        for skill in skills:
            if known.setdefault(skill.uri, skill) != skill:
                raise InputError("skills_twice", uri=skill.uri)
        classes = _classes(known.values())
        up: dict[str, set[str]] = {}
        for skill in known.values():
            mine = classes.get(skill.uri, skill.uri)
            wider = (official(uri) if uri not in known else uri for uri in skill.broader)
            up.setdefault(mine, set()).update(classes.get(uri, uri) for uri in wider)
        _refuse_cycles(up)
        down: dict[str, set[str]] = {}
        for narrow, wide in up.items():
            for uri in wide:
                down.setdefault(uri, set()).add(narrow)
        return cls(
            known,
            tuple(occupations),
            classes,
            {uri: frozenset(found) for uri, found in up.items()},
            {uri: frozenset(found) for uri, found in down.items()},
            _spellings(known, classes),
        )

    def __len__(self) -> int:
        return len(self.skills)

    def __iter__(self) -> Iterator[Skill]:
        return iter(self.skills.values())

    def __contains__(self, uri: str) -> bool:
        return uri in self.skills or uri in self._class or folded(uri) in self._spelled

    @property
    def digest(self) -> str:
        """The SHA-256 of all that it says, whatever the order in which it was given; computed once."""
        if self._digest:
            return self._digest[0]
        rows = sorted((_row(skill) for skill in self.skills.values()), key=lambda row: str(row[0]))
        self._digest.append(sha256(_json.canonical(rows)).hexdigest())
        return self._digest[0]

    def get(self, uri: str) -> Skill | None:
        """Return the skill of a URI, or of one that is equivalent; ``None`` where it is not known."""
        return self.skills.get(uri) or self.skills.get(self.canonical(uri))

    def require(self, uri: str, *, where: str | int | None = None, near: bool = True) -> Skill:
        """Return the skill of a URI; raise :class:`InputError` ``skills_unknown`` with what comes near.

        Looking for what comes near takes about a second among all skills of ESCO; ``near=False`` leaves it out.
        """
        found = self.get(uri)
        if found is None:
            known = self.near(uri) if near else []
            raise InputError("skills_unknown", where=where, uri=uri, near=", ".join(known) or "-")
        return found

    def label(self, uri: str, lang: str = "en") -> str:
        """Return the label of a skill, or its URI."""
        found = self.get(uri)
        return uri if found is None else found.label(lang)

    def canonical(self, uri: str) -> str:
        """Return the one URI that stands for all equivalent ones, whatever its spelling.

        Of a URI that is not known, itself, as its framework writes it.
        """
        found = self._class.get(uri)
        if found is not None or uri in self.skills:
            return found or uri
        return self._spelled.get(folded(uri)) or official(uri)

    def broader(self, uri: str) -> frozenset[str]:
        """Return what is directly broader, as canonical URIs."""
        return self._up.get(self.canonical(uri), frozenset())

    def narrower(self, uri: str) -> frozenset[str]:
        """Return what is directly narrower, as canonical URIs."""
        return self._down.get(self.canonical(uri), frozenset())

    def siblings(self, uri: str) -> frozenset[str]:
        """Return what shares a directly broader group with a skill, without the skill itself."""
        mine = self.canonical(uri)
        return frozenset(one for group in self.broader(mine) for one in self.narrower(group)) - {mine}

    def above(self, uri: str, *, limit: int = FARTHEST) -> dict[str, int]:
        """Return everything broader within ``limit`` steps, with how many steps it takes."""
        return _spread(self.canonical(uri), self._up, limit)

    def below(self, uri: str, *, limit: int = FARTHEST) -> dict[str, int]:
        """Return everything narrower within ``limit`` steps, with how many steps it takes."""
        return _spread(self.canonical(uri), self._down, limit)

    def distance(self, held: str, asked: str) -> int | None:
        """Return how far ``held`` is from ``asked``; ``None`` where neither is broader than the other.

        0: the same or equivalent; 2: held is narrower by two steps; -1: held is broader by one.
        """
        mine, theirs = self.canonical(held), self.canonical(asked)
        if mine == theirs:
            return 0
        up = self.above(mine).get(theirs)
        if up is not None:
            return up
        down = self.above(theirs).get(mine)
        return None if down is None else -down

    def near(self, uri: str) -> list[str]:
        """Return known URIs that come near a mistyped one."""
        return get_close_matches(uri, self.skills, n=_NEAR, cutoff=_CUTOFF)


def _spread(start: str, steps: Mapping[str, frozenset[str]], limit: int) -> dict[str, int]:
    found: dict[str, int] = {}
    front = {start}
    for distance in range(1, limit + 1):
        front = {uri for one in front for uri in steps.get(one, ())} - found.keys() - {start}
        if not front:
            break
        found.update(dict.fromkeys(front, distance))
    return found


def _classes(skills: Iterable[Skill]) -> dict[str, str]:
    """Return for each URI that has an equivalent the least URI of its class; what is described comes first."""
    parent: dict[str, str] = {}

    def root(uri: str) -> str:
        while parent.setdefault(uri, uri) != uri:
            parent[uri] = parent[parent[uri]]
            uri = parent[uri]
        return uri

    described: set[str] = set()
    for skill in skills:
        described.add(skill.uri)
        if official(skill.uri) != skill.uri:
            parent[root(official(skill.uri))] = root(skill.uri)
        for other in skill.equivalents:
            parent[root(official(other))] = root(skill.uri)
            if other != official(other):
                parent[root(other)] = root(skill.uri)
    members: dict[str, list[str]] = {}
    for uri in parent:
        members.setdefault(root(uri), []).append(uri)
    least = {name: min(uris, key=lambda uri: (uri not in described, uri)) for name, uris in members.items()}
    return {uri: least[name] for name, uris in members.items() for uri in uris}


def _spellings(known: Mapping[str, Skill], classes: Mapping[str, str]) -> dict[str, str]:
    """Return for what spellings have in common the skill that it names; what names two of them names none."""
    found: dict[str, str | None] = {}
    for uri in {**known, **classes}:
        mine = classes.get(uri, uri)
        if found.setdefault(folded(uri), mine) != mine:
            found[folded(uri)] = None
    return {key: name for key, name in found.items() if name is not None}


def _refuse_cycles(up: Mapping[str, set[str]]) -> None:
    """Raise ``skills_cycle`` with the path where something is broader than itself."""
    done: set[str] = set()
    for start in sorted(up):
        path: list[str] = []
        on_path: set[str] = set()
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            uri, leaving = waiting.pop()
            if leaving:
                done.add(uri)
                on_path.discard(path.pop())
                continue
            if uri in on_path:
                cycle = [*path[path.index(uri) :], uri]
                raise InputError("skills_cycle", uri=uri, path=" → ".join(cycle[:_LONGEST_PATH]))
            if uri in done:
                continue
            path.append(uri)
            on_path.add(uri)
            waiting.append((uri, True))
            waiting.extend((wider, False) for wider in sorted(up.get(uri, ())))


_LONGEST_PATH: Final = 20


def _row(skill: Skill) -> list[object]:
    words = [[list(pair) for pair in each.texts] for each in (skill.labels, skill.alternatives, skill.statement)]
    return [
        skill.uri,
        skill.kind,
        sorted(skill.broader),
        sorted(skill.equivalents),
        skill.framework,
        skill.code,
        *words,
    ]
