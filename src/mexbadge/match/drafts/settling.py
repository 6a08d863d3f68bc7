"""From a draft to a vacancy: wordings that name exactly one skill are taken, all others are asked.

Nothing is chosen silently, and a vacancy that asks for nothing is not made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from mexbadge._json import JsonObject
from mexbadge.errors import InputError, Problem, RosterError, SchemaError, Where
from mexbadge.match.drafts.draft import WORDS, Asked, Draft, slug, wording
from mexbadge.match.drafts.lookup import Lookup
from mexbadge.match.suggesting import Suggestion
from mexbadge.match.vacancy import ANY_OF, REQUIREMENTS, VACANCY_SCHEMA, RequirementKind, Vacancy
from mexbadge.skills import Taxonomy

__all__ = ["OPTIONS", "Answers", "Question", "Settled", "settle"]

OPTIONS: Final = 5
"""How many skills are offered for a wording, unless another number is asked for."""
Answers = Mapping[str, tuple[str, ...]]
"""What was chosen, by :func:`wording`: the URIs of skills, or nothing where the requirement is to be left out."""


@dataclass(frozen=True, slots=True)
class Question:
    """A wording that does not name exactly one skill, and what may be meant."""

    words: str
    where: Where
    options: tuple[Suggestion, ...] = field(repr=False)
    kind: RequirementKind = RequirementKind.MUST

    @property
    def problem(self) -> Problem:
        """The question as something that is still wrong."""
        code = "vacancy_choice" if self.options else "vacancy_unknown"
        return Problem(code, self.where, {"words": self.words, "count": len(self.options)})


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a draft: a vacancy where nothing is open or wrong, else what is."""

    vacancy: Vacancy | None
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    places: Mapping[str, Where] = field(default_factory=dict)
    """Where each member of the vacancy's document was read, by JSON pointer."""

    def checked(self) -> Vacancy:
        """Return the vacancy; raise :class:`RosterError` with all that is wrong or still open, each at its place."""
        if self.vacancy is None:
            raise RosterError([*self.problems, *(question.problem for question in self.questions)])
        return self.vacancy


def settle(draft: Draft, lookup: Lookup | None, answers: Answers | None = None, *, options: int = OPTIONS) -> Settled:
    """Look up what a draft asks for and make the vacancy.

    Without a ``lookup`` only URIs can be taken. ``answers`` are for wordings that a person settled. Never raises for
    what stands in the draft: problems are ``vacancy_…``, and those of :meth:`Vacancy.parse` at the place of the draft.
    """
    maker = _Maker(lookup, answers or {}, options)
    table = {"schema": VACANCY_SCHEMA, **draft.facts}
    table["requirements"] = requirements = list(maker.requirements(draft.asked))
    places = {**draft.places, **{f"/requirements/{n}": where for n, where in enumerate(maker.places)}}
    problems = [*draft.problems, *maker.problems]
    if not requirements and not maker.questions and not maker.problems:
        problems.append(Problem("vacancy_asks_nothing", draft.place("/requirements")))
    vacancy = None
    at = Draft(places=places)
    try:
        made = Vacancy.parse(table, taxonomy=None if lookup is None else lookup.taxonomy)
        vacancy = None if problems or maker.questions else made
    except SchemaError as error:
        known = {(one.code, one.where) for one in problems}
        found = (Problem(one.code, at.place(str(one.where)) or one.where, one.values) for one in error.problems)
        problems += [one for one in found if (one.code, one.where) not in known]
    problems.sort(key=lambda one: one.where if isinstance(one.where, int) else 0)
    return Settled(vacancy, tuple(maker.questions), tuple(problems), (*draft.notes, *maker.notes), places)


@dataclass(slots=True)
class _Maker:
    """Makes the objects of requirements; asks once for each wording."""

    lookup: Lookup | None
    answers: Answers
    options: int
    ids: set[str] = field(default_factory=set)
    places: list[Where] = field(default_factory=list)
    asked: dict[str, Question] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(self.asked.values())

    def requirements(self, asked: Iterable[Asked]) -> Iterator[JsonObject]:
        for number, one in enumerate(asked):
            if number >= REQUIREMENTS:
                self.problems.append(Problem("vacancy_many", one.where, {"limit": REQUIREMENTS}))
                return
            for made in self._requirement(one):
                self.places.append(one.where)
                yield made

    def _requirement(self, one: Asked) -> Iterator[JsonObject]:
        common: JsonObject = {"kind": one.kind.value}
        if one.level is not None:
            common["level"] = one.level
        if one.max_age is not None:
            common["maxAgeDays"] = one.max_age
        if one.fixed is not None:
            yield {"id": self._id(" ".join(one.words) or "r"), **common, **one.fixed}
            return
        found = [self._skills(words, one) for words in one.words]
        if any(some is None for some in found):
            return
        skills = list(dict.fromkeys(uri for some in found for uri in some or ()))
        if not skills:
            self.notes.append(Problem("vacancy_left_out", one.where, {"words": " | ".join(one.words)}))
        elif one.options:
            for uri in skills:
                leveled = {"level": one.levels[uri]} if uri in one.levels else {}
                yield {"id": self._id(self._label(uri)), **common, **leveled, "skill": uri, **self._named(uri)}
        elif len(one.words) > 1 and len(skills) > 1:
            yield {"id": self._id(one.words[0]), **common, "anyOf": skills[:ANY_OF]}
        else:
            for uri in skills:
                yield {"id": self._id(one.words[0]), **common, "skill": uri, **self._named(uri)}

    def _skills(self, words: str, one: Asked) -> tuple[str, ...] | None:
        """Return the skills that a wording means; ``None`` where that is not settled, which is then asked or told."""
        answer = self.answers.get(wording(words))
        if answer is not None:
            return answer
        if one.options:
            self.asked.setdefault(wording(words), Question(words, one.where, one.options, one.kind))
            return None
        return self._looked_up(words, one)

    def _looked_up(self, words: str, one: Asked) -> tuple[str, ...] | None:
        if self.lookup is None:
            if _is_uri(words):
                return (words,)
            self.problems.append(Problem("vacancy_no_list", one.where, {"words": words}))
            return None
        exact = self.lookup.exact(words) if len(words) <= WORDS else frozenset()
        if len(exact) == 1:
            return tuple(exact)
        if _is_uri(words) and not exact:
            self._unknown_uri(self.lookup.taxonomy, words, one.where)
            return None
        if wording(words) not in self.asked:
            near = self.lookup.near(words, self.options)
            self.asked[wording(words)] = Question(words, one.where, near, one.kind)
        return None

    def _unknown_uri(self, taxonomy: Taxonomy, uri: str, where: Where) -> None:
        try:
            taxonomy.require(uri)
        except InputError as error:
            self.problems.append(Problem(error.code, where, error.problem.values))

    def _label(self, uri: str) -> str:
        return uri if self.lookup is None else self.lookup.taxonomy.label(uri)

    def _named(self, uri: str) -> JsonObject:
        found = None if self.lookup is None else self.lookup.taxonomy.get(uri)
        if found is None or not found.labels:
            return {}
        return {"label": {lang: found.label(lang) for lang in ("en", "fr")}}

    def _id(self, text: str) -> str:
        """Return an id that no other requirement has, of the words as they were written; of a URI its last part."""
        stem = slug(text.rstrip("/").rpartition("/")[2] if _is_uri(text) else text) or "r"
        found = next(name for name in _names(stem) if name not in self.ids)
        self.ids.add(found)
        return found


def _names(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _is_uri(text: str) -> bool:
    head, mark, _ = text.partition(":")
    return bool(mark) and " " not in text and head.isascii() and head[:1].isalpha() and len(text) > len(head) + 1
