"""Pathways as JSON and TOML: read with every problem at once, and written again.

A requirement is an object with ``id``, ``label``, ``weight`` and exactly one of ``earn``, ``skill``, ``allOf``,
``anyOf``, ``kOf``, ``credits``, ``after``, ``sub``. A sub-pathway is named by its id and stands in the document's
``pathways``, or is given beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from os import PathLike
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import Field

from mexbadge import _json, _moments
from mexbadge._json import JsonObject
from mexbadge._names import schema_name, schema_names
from mexbadge.errors import InputError, PathwayError, Problem, SchemaError, within
from mexbadge.models.forms import (
    Amount,
    Count,
    DocumentForm,
    Ident,
    Moment,
    Names,
    Text,
    form_of,
    form_schema,
    load_table,
)
from mexbadge.pathways.checking import problems_of
from mexbadge.pathways.model import (
    DEPTH,
    After,
    AllOf,
    AnyOf,
    Counting,
    Credits,
    Earn,
    Equivalence,
    KOf,
    MinResult,
    Pathway,
    Requirement,
    SkillShown,
    Sub,
    Validity,
)
from mexbadge.skills.levels import Level, Scale

__all__ = ["PATHWAY_SCHEMA", "load_pathway", "pathway_of", "pathway_schema", "pathway_to_json"]

PATHWAY_SCHEMA: Final = schema_name("pathway-1")
"""The name of the form."""
_KINDS: Final = ("earn", "skill", "all_of", "any_of", "k_of", "credits", "after", "sub")


class _Level(DocumentForm):
    scale: Ident
    level: Ident


class _MinResult(DocumentForm):
    value: Text
    order: tuple[Text, ...] = ()
    description: Ident | None = None


class _Earn(DocumentForm):
    achievement: Ident | None = None
    alignment: Ident | None = None
    issuer: Ident | None = None
    min_result: _MinResult | None = None
    issued_after: Moment | None = None
    max_age_days: Count | None = None
    credits: Amount | None = None


class _Skill(DocumentForm):
    uri: Ident
    min_level: _Level | None = None
    credits: Amount | None = None


class _KOf(DocumentForm):
    k: Count
    of: "tuple[_Node, ...]"


class _Part(DocumentForm):
    node: "_Node"
    credits: Amount | None = None


class _Credits(DocumentForm):
    min: Amount
    of: tuple[_Part, ...]


class _After(DocumentForm):
    first: "_Node"
    then: "_Node"


class _Node(DocumentForm):
    id: Ident
    label: Names | None = None
    weight: Amount = Decimal(1)
    earn: _Earn | None = None
    skill: _Skill | None = None
    all_of: "tuple[_Node, ...] | None" = None
    any_of: "tuple[_Node, ...] | None" = None
    k_of: _KOf | None = None
    credits: _Credits | None = None
    after: _After | None = None
    sub: Ident | None = None


class _Equivalence(DocumentForm):
    achievements: Annotated[tuple[Ident, ...], Field(min_length=2)]
    issuers: tuple[Ident, ...] = ()


class _Pathway(DocumentForm):
    id: Ident
    version: Ident
    name: Names
    issuer: Ident
    root: _Node
    issuers: tuple[Ident, ...] = ()
    description: Names | None = None
    completion: Ident | None = None
    double_count: Literal["allow", "forbid"] = "allow"
    validity: Literal["now", "at_completion"] = "now"
    valid_from: Moment | None = None
    valid_until: Moment | None = None
    equivalences: tuple[_Equivalence, ...] = ()


class _Document(_Pathway):
    pathways: tuple[_Pathway, ...] = ()


def load_pathway(
    source: bytes | str | PathLike[str], *, beside: Iterable[Pathway] = (), scales: Iterable[Scale] = ()
) -> Pathway:
    """Read a pathway: bytes are content, a text or path names a JSON or TOML file.

    ``beside`` are pathways that it may name as sub-pathways, ``scales`` further scales of levels. Raises
    :class:`PathwayError` with all that is wrong, and :class:`InputError` ``form_file``, ``form_toml``, ``json_…``.
    """
    if isinstance(source, bytes):
        return pathway_of(load_table(source), beside=beside, scales=scales)
    with within(source):
        return pathway_of(load_table(source), beside=beside, scales=scales)


def pathway_of(table: Mapping[str, Any], *, beside: Iterable[Pathway] = (), scales: Iterable[Scale] = ()) -> Pathway:
    """Return the pathway of an object that was read; raises as :func:`load_pathway`."""
    given = dict(table)
    if given.pop("schema", PATHWAY_SCHEMA) not in schema_names(PATHWAY_SCHEMA):
        raise PathwayError([Problem("pathways_form", "/schema", {"schema": PATHWAY_SCHEMA})])
    try:
        form = form_of(_Document, given)
    except SchemaError as error:
        raise PathwayError(error.problems) from None
    builder = _Builder({one.id: one for one in beside}, {one.id: one for one in form.pathways}, tuple(scales))
    made = builder.pathway(form, "", ())
    problems = builder.problems or list(problems_of(made))
    if problems:
        raise PathwayError(problems)
    return made


class _Place(NamedTuple):
    """Where a node stands: its JSON pointer, the pathways around it, and how deep it is."""

    where: str
    path: tuple[str, ...]
    depth: int


@dataclass(slots=True)
class _Builder:
    """Forms on their way to values, and what is wrong with them."""

    beside: Mapping[str, Pathway]
    forms: Mapping[str, _Pathway]
    scales: tuple[Scale, ...]
    problems: list[Problem] = field(default_factory=list)

    def pathway(self, form: _Pathway, where: str, path: tuple[str, ...]) -> Pathway:
        return Pathway(
            id=form.id,
            version=form.version,
            name=form.name,
            issuer=form.issuer,
            root=self.node(form.root, f"{where}/root", (*path, form.id), 0),
            issuers=form.issuers,
            **({"description": form.description} if form.description else {}),
            completion=form.completion,
            counting=Counting(form.double_count),
            validity=Validity(form.validity),
            valid_from=form.valid_from,
            valid_until=form.valid_until,
            equivalences=tuple(Equivalence(one.achievements, one.issuers) for one in form.equivalences),
        )

    def node(self, form: _Node, where: str, path: tuple[str, ...], depth: int) -> Requirement:
        common: JsonObject = {"id": form.id, "weight": form.weight} | ({"label": form.label} if form.label else {})
        kinds = [kind for kind in _KINDS if getattr(form, kind) is not None]
        if len(kinds) != 1 or depth > DEPTH:
            code = "pathways_deep" if len(kinds) == 1 else "pathways_kind"
            self.problems.append(Problem(code, where, {"id": form.id, "limit": DEPTH}))
            return AllOf(**common)
        return self._of_kind(kinds[0], form, common, _Place(where, path, depth))

    def _of_kind(  # noqa: PLR0911 - one for each kind
        self, kind: str, form: _Node, common: JsonObject, place: _Place
    ) -> Requirement:
        where, path, depth = place
        if form.earn is not None:
            return self._earn(form.earn, common, where)
        if form.skill is not None:
            level = self._level(form.skill.min_level, f"{where}/skill/minLevel")
            return SkillShown(**common, skill=form.skill.uri, min_level=level, credits=form.skill.credits)
        if form.sub is not None:
            return self._sub(form.sub, common, where, path)
        if form.after is not None:
            first = self.node(form.after.first, f"{where}/after/first", path, depth + 1)
            return After(**common, first=first, then=self.node(form.after.then, f"{where}/after/then", path, depth + 1))
        if form.credits is not None:
            parts = [
                self.node(part.node, f"{where}/credits/of/{number}/node", path, depth + 1)
                for number, part in enumerate(form.credits.of)
            ]
            worth = tuple((part.node.id, part.credits) for part in form.credits.of if part.credits is not None)
            return Credits(**common, minimum=form.credits.min, of=tuple(parts), worth=worth)
        if form.k_of is not None:
            return KOf(**common, k=form.k_of.k, of=self._parts(form.k_of.of, f"{where}/kOf/of", path, depth))
        if kind == "all_of":
            return AllOf(**common, of=self._parts(form.all_of or (), f"{where}/allOf", path, depth))
        return AnyOf(**common, of=self._parts(form.any_of or (), f"{where}/anyOf", path, depth))

    def _parts(
        self, parts: tuple[_Node, ...], where: str, path: tuple[str, ...], depth: int
    ) -> tuple[Requirement, ...]:
        return tuple(self.node(part, f"{where}/{number}", path, depth + 1) for number, part in enumerate(parts))

    def _earn(self, form: _Earn, common: JsonObject, where: str) -> Earn:
        if (form.achievement is None) == (form.alignment is None):
            self.problems.append(Problem("pathways_earn", f"{where}/earn", {"id": common["id"]}))
        result = form.min_result
        return Earn(
            **common,
            achievement=form.achievement,
            alignment=form.alignment,
            issuer=form.issuer,
            min_result=None if result is None else MinResult(result.value, result.order, result.description),
            issued_after=form.issued_after,
            max_age=None if form.max_age_days is None else timedelta(days=min(form.max_age_days, 100_000)),
            credits=form.credits,
        )

    def _level(self, level: _Level | None, where: str) -> Level | None:
        if level is None:
            return None
        try:
            return Level.on(level.scale, level.level, scales=self.scales)
        except InputError as error:
            self.problems.append(Problem(error.code, where, error.problem.values))
            return None

    def _sub(self, name: str, common: JsonObject, where: str, path: tuple[str, ...]) -> Requirement:
        if name in path:
            cycle = " → ".join([*path[path.index(name) :], name])
            self.problems.append(Problem("pathways_cycle", f"{where}/sub", {"id": name, "path": cycle}))
            return AllOf(**common)
        if name in self.forms:
            if len(path) > DEPTH:
                self.problems.append(Problem("pathways_deep", where, {"id": name, "limit": DEPTH}))
                return AllOf(**common)
            return Sub(**common, pathway=self.pathway(self.forms[name], where, path))
        if name in self.beside:
            return Sub(**common, pathway=self.beside[name])
        self.problems.append(Problem("pathways_dangling", f"{where}/sub", {"id": name}))
        return AllOf(**common)


def pathway_to_json(pathway: Pathway) -> JsonObject:
    """Return the JSON form, sub-pathways included; reading it again gives the same pathway."""
    subs: dict[str, JsonObject] = {}
    document = {"schema": PATHWAY_SCHEMA, **_pathway(pathway, subs)}
    return document | ({"pathways": list(subs.values())} if subs else {})


def _pathway(pathway: Pathway, subs: dict[str, JsonObject]) -> JsonObject:
    made: JsonObject = {
        "id": pathway.id,
        "version": pathway.version,
        "name": _words(pathway.name),
        "issuer": pathway.issuer,
        "issuers": list(pathway.issuers),
        "description": _words(pathway.description),
        "completion": pathway.completion,
        "doubleCount": pathway.counting.value,
        "validity": pathway.validity.value,
        "validFrom": _moment(pathway.valid_from),
        "validUntil": _moment(pathway.valid_until),
        "equivalences": [
            {"achievements": list(one.achievements)} | ({"issuers": list(one.issuers)} if one.issuers else {})
            for one in pathway.equivalences
        ],
        "root": _node(pathway.root, subs),
    }
    return {name: value for name, value in made.items() if value or name == "root"}


def _node(node: Requirement, subs: dict[str, JsonObject]) -> JsonObject:
    made: JsonObject = {"id": node.id}
    made |= {"label": _words(node.label)} if node.label else {}
    made |= {"weight": str(node.weight)} if node.weight != 1 else {}
    return made | dict([_kind(node, subs)])


def _kind(node: Requirement, subs: dict[str, JsonObject]) -> tuple[str, object]:  # noqa: PLR0911 - one for each kind
    if isinstance(node, Earn):
        return "earn", _earn(node)
    if isinstance(node, SkillShown):
        level = node.min_level.to_json() if node.min_level else None
        return "skill", _some({"uri": node.skill, "minLevel": level, "credits": _amount(node.credits)})
    if isinstance(node, AllOf | AnyOf):
        return "allOf" if isinstance(node, AllOf) else "anyOf", [_node(part, subs) for part in node.of]
    if isinstance(node, KOf):
        return "kOf", {"k": node.k, "of": [_node(part, subs) for part in node.of]}
    if isinstance(node, Credits):
        worth = dict(node.worth)
        parts = [_some({"node": _node(part, subs), "credits": _amount(worth.get(part.id))}) for part in node.of]
        return "credits", {"min": str(node.minimum), "of": parts}
    if isinstance(node, After):
        return "after", {"first": _node(node.first, subs), "then": _node(node.then, subs)}
    if node.pathway.id not in subs:
        subs[node.pathway.id] = {}
        subs[node.pathway.id] = _pathway(node.pathway, subs)
    return "sub", node.pathway.id


def _earn(node: Earn) -> JsonObject:
    result = node.min_result
    return _some(
        {
            "achievement": node.achievement,
            "alignment": node.alignment,
            "issuer": node.issuer,
            "minResult": None
            if result is None
            else _some({"value": result.value, "order": list(result.order), "description": result.description}),
            "issuedAfter": _moment(node.issued_after),
            "maxAgeDays": None if node.max_age is None else node.max_age.days,
            "credits": _amount(node.credits),
        }
    )


def _some(table: JsonObject) -> JsonObject:
    return {name: value for name, value in table.items() if value is not None and value != []}


def _words(words: Any) -> object:  # noqa: ANN401 - texts by language
    found = {lang or "und": text for lang, text in words.texts}
    return found["und"] if found.keys() == {"und"} else found


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else _moments.write(moment)


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def digest_document(pathway: Pathway) -> bytes:
    """Return the canonical bytes by which a pathway is known (RFC 8785 over its JSON form)."""
    return _json.canonical(pathway_to_json(pathway))


def pathway_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of a pathway."""
    made = form_schema(_Document, "pathway-1", "A pathway of stackable credentials")
    made["properties"] = {"schema": {"enum": schema_names(PATHWAY_SCHEMA)}, **made["properties"]}
    return made
