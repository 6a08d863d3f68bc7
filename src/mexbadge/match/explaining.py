"""A match as a person reads it, one sentence for each requirement, and as data."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from mexbadge import texts
from mexbadge._json import JsonObject
from mexbadge._names import schema_name
from mexbadge.match.beside import not_asked
from mexbadge.match.fitting import Fit, Met
from mexbadge.match.likelihood import MILLION, FitReason, Likelihood
from mexbadge.match.opening import Closed
from mexbadge.match.vacancy import Requirement
from mexbadge.plan import Plan, plan_json, plan_lines
from mexbadge.skills import Holding, Noc, Standing
from mexbadge.skills.levels import level_in_words
from mexbadge.texts import Lang, shown
from mexbadge.verify import Outcome

if TYPE_CHECKING:
    from mexbadge.match.matching import Match

__all__ = [
    "MATCH_SCHEMA",
    "aligned_elsewhere",
    "because",
    "called",
    "explain",
    "log_entry",
    "match_json",
    "match_schema",
    "name_of",
    "refused",
    "sentence",
    "why_closed",
]

MATCH_SCHEMA: Final = schema_name("match-1")
"""The name of the form of :func:`match_json`."""
_FOUND: Final = frozenset({Standing.NOT_VALID, Standing.REVOKED, Standing.UNKNOWN})
_REASONS: Final = 3
"""How many reasons a line names."""
MARKS: Final = {Met.MET: "[x]", Met.PARTIAL: "[~]", Met.MISSING: "[ ]", Met.EXPIRED: "[!]", Met.UNVERIFIED: "[?]"}


def explain(match: "Match", lang: Lang = "en", *, plan: Plan | None = None, whole: bool = False) -> Iterator[str]:
    """Yield a match as lines: how many of the requirements, then one sentence for each, then the plan."""
    title = shown(match.vacancy.title.text(lang) or match.vacancy.id)
    values = {"title": title, "covered": match.covered, "musts": match.musts, "score": _percent(match.score)}
    yield texts.message("match_says_covered", lang, **values)
    yield from occupations(match, lang)
    yield from because(match, lang)
    if match.closed is not None:
        yield texts.message("match_says_closed", lang, why=why_closed(match.closed, lang))
    if not match.ownership_checked:
        yield texts.message("match_says_ownership", lang)
    if not match.issuers_checked:
        yield texts.message("match_says_issuers", lang)
    for fit in match.fits:
        yield f"  {MARKS[fit.met]} {name_of(fit.requirement, match, lang)}: {sentence(fit, match, lang)}"
    for name, outcome in match.constraints.items():
        what = texts.message(f"match_says_constraint_{name}", lang)
        code = "not_compared" if outcome.value == "unknown" and _declared(match, name) else outcome.value
        yield f"  - {what}: {texts.message(f'match_says_{code}', lang)}"
    yield from (f"  - {line}" for line in refused(match, lang))
    yield from (f"  - {line}" for line in aligned_elsewhere(match, lang, whole=whole))
    if plan is not None:
        yield ""
        for line in plan_lines(plan, lang, label=called(match, lang)):
            yield f"  {line}"


def _declared(match: "Match", name: str) -> bool:
    """Return whether the applicant declared something of a constraint."""
    who = match.case.applicant if match.case is not None else None
    return who is not None and bool(getattr(who.constraints, name))


def occupations(match: "Match", lang: Lang = "en") -> Iterator[str]:
    """Yield one line on of which occupations a vacancy is, where it says so."""
    if match.vacancy.noc:
        names = "; ".join(f"{one.code} {one.title.text(lang)}" for one in map(Noc.of, match.vacancy.noc))
        yield texts.message("match_says_occupation", lang, names=names)


def because(match: "Match", lang: Lang = "en") -> Iterator[str]:
    """Yield one line on why a vacancy stands where it does among a person's: the skills that speak most for it."""
    if match.fit is None or not match.fit.reasons:
        return
    said = []
    for one in match.fit.reasons[:_REASONS]:
        name = _held(one, match, lang)
        what = texts.message("match_says_because_near", lang, name=name) if one.near else name
        said.append(f"{what} ({_in_units(one.value)})")
    more = len(match.fit.reasons) - len(said)
    if more:
        said.append(texts.message("match_says_because_more", lang, count=more))
    yield texts.message("match_says_because", lang, fit=_in_units(match.fit.value), reasons="; ".join(said))


def _held(reason: FitReason, match: "Match", lang: Lang) -> str:
    """Return what a reason's skill or achievement is called."""
    asked = next((one for one in match.vacancy.requirements if reason.held in {one.credential, one.pathway}), None)
    return shown(match.taxonomy.label(reason.held, lang)) if asked is None else name_of(asked, match, lang)


def _in_units(millionths: int) -> str:
    return f"{millionths / MILLION:.1f}"


def why_closed(closed: Closed, lang: Lang) -> str:
    """Return why a vacancy is not open."""
    return texts.message(f"match_says_closed_{closed.value}", lang)


def refused(match: "Match", lang: Lang, *, whole: bool = False) -> Iterator[str]:
    """Yield one sentence for each badge that does not count; those that a requirement's sentence names are left out.

    With ``whole`` they are not: where requirements are not told.
    """
    named = set() if whole else {name for fit in match.fits for name in _shown_badges(fit)}
    for holding in match.holdings:
        if not holding.counts and holding.id not in named:
            yield texts.message("match_says_refused", lang, badge=_named(holding, lang), why=_because(holding, lang))


def aligned_elsewhere(match: "Match", lang: Lang, *, whole: bool = True) -> Iterator[str]:
    """Yield what badges name and the vacancy does not ask: skills of the list, then all others, a few on each line.

    Where not the ``whole`` is wanted there is one line of each, and the others are counted.
    """
    found = not_asked(match)
    listed = [match.taxonomy.label(one.skill, lang) for one in found if one.skill in match.taxonomy]
    others = [f"{one.alignment.name or ''} ({one.skill})".lstrip() for one in found if one.skill not in match.taxonomy]
    for code, names in (("match_says_not_asked", listed), ("match_says_not_listed", others)):
        said = [shown(name) for name in dict.fromkeys(names)]
        for at in range(0, len(said) if whole else min(len(said), 1), _REASONS):
            line = said[at : at + _REASONS]
            if not whole and len(said) > _REASONS:
                line.append(texts.message("match_says_because_more", lang, count=len(said) - _REASONS))
            yield texts.message(code, lang, skills="; ".join(line))


def _shown_badges(fit: Fit) -> list[str]:
    found = [one.holding.id for one in fit.evidence] + ([fit.holding.id] if fit.holding is not None else [])
    return found if fit.itself is None else found + _shown_badges(fit.itself)


def _named(holding: Holding, lang: Lang) -> str:
    """Return what a badge is called; one that could not be read by the name of its file."""
    name = holding.badge.name_in(lang) if holding.badge is not None else None
    return shown(name or holding.report.input or holding.id)


def called(match: "Match", lang: Lang) -> Callable[[str], str]:
    """Return how to call what a plan for a match is about: skills as the taxonomy does, else as the vacancy does."""
    names = {
        uri: name_of(one, match, lang)
        for one in match.vacancy.requirements
        for uri in (one.credential, one.pathway)
        if uri is not None
    }
    return lambda uri: names.get(uri) or match.taxonomy.label(uri, lang)


def _percent(score: Fraction) -> str:
    return f"{float(score) * 100:.1f}"


def name_of(one: Requirement, match: "Match", lang: Lang) -> str:
    """Return what a requirement is called."""
    label = one.label.text(lang)
    if one.skills:
        names = label or f" {texts.message('match_says_or', lang)} ".join(
            match.taxonomy.label(skill, lang) for skill in one.skills
        )
        return shown(names) if one.level is None else f"{shown(names)} ({shown(level_in_words(one.level, lang))})"
    if label is not None:
        return shown(label)
    if one.experience is not None:
        return texts.message("match_says_experience", lang, work=shown(one.experience), count=one.months)
    return shown((one.credential or one.pathway or one.id).rstrip("/").rpartition("/")[2])


def sentence(fit: Fit, match: "Match", lang: Lang = "en") -> str:
    """Return one sentence on a requirement: what shows it, or why it does not count."""
    if fit.requirement.experience is not None:
        return texts.message(f"match_says_declared_{fit.met.value}", lang)
    said = _standing(fit, match, lang)
    if fit.near is None:
        return said
    skill = shown(match.taxonomy.label(fit.near, lang))
    return f"{said}; {texts.message('match_says_near', lang, skill=skill, points=_percent(fit.contribution))}"


def _standing(fit: Fit, match: "Match", lang: Lang) -> str:
    badge = _badge(fit, lang)
    values = {"badge": badge, "points": _percent(fit.contribution)}
    if fit.met is Met.MET:
        return texts.message("match_says_met", lang, **values)
    if fit.met is Met.PARTIAL:
        code = "match_says_partial" if fit.near is None else "match_says_partial_plain"
        said = texts.message(code, lang, **values, why=_partial(fit, match, lang))
        return said if fit.itself is None else f"{said}; {sentence(fit.itself, match, lang)}"
    if fit.met is Met.MISSING:
        return texts.message("match_says_missing", lang)
    holding = fit.evidence[0].holding if fit.evidence else fit.holding
    standing = holding.standing if holding is not None else None
    if fit.met is Met.EXPIRED:
        code = "match_says_too_old" if standing is Standing.COUNTS else "match_says_expired"
        return texts.message(code, lang, badge=badge)
    why = _why(Standing.NOT_VALID, lang) if holding is None else _because(holding, lang)
    if fit.worth is not None:
        why = _weak(fit.worth, match, lang)
    elif standing is Standing.COUNTS:
        why = texts.message("match_says_suggestion", lang) if fit.evidence else _why(Standing.UNTRUSTED, lang)
    return texts.message("match_says_unverified", lang, badge=badge, why=why)


def _weak(worth: Fraction, match: "Match", lang: Lang) -> str:
    least = match.case.policy.least_confidence if match.case is not None else Fraction(1)
    return texts.message("match_says_weak", lang, worth=_percent(worth), least=_percent(least))


def _badge(fit: Fit, lang: Lang) -> str:
    holding = fit.evidence[0].holding if fit.evidence else fit.holding
    return "?" if holding is None else _named(holding, lang)


def _partial(fit: Fit, match: "Match", lang: Lang) -> str:
    if fit.worth is not None:
        return _weak(fit.worth, match, lang)
    asked = {match.taxonomy.canonical(skill) for skill in fit.requirement.skills}
    if fit.via in asked or fit.via is None or fit.via in _narrower(asked, match):
        level, wanted = fit.level, fit.requirement.level
        other = level is not None and wanted is not None and level.scale != wanted.scale
        code = "unknown" if level is None else "other" if other else "short"
        return texts.message(
            f"match_says_level_{code}", lang, level=shown(level_in_words(level, lang) if level else "")
        )
    return texts.message("match_says_related", lang, skill=shown(match.taxonomy.label(fit.via, lang)))


def _narrower(asked: set[str], match: "Match") -> set[str]:
    return {name for skill in asked for name in match.taxonomy.below(skill)}


def _because(holding: Holding, lang: Lang) -> str:
    """Return why a badge does not count; where the verification decided that, with what it found first."""
    why = _why(holding.standing, lang)
    if holding.standing not in _FOUND:
        return why
    outcome = Outcome.UNKNOWN if holding.standing is Standing.UNKNOWN else Outcome.FAILED
    found = next((one for one in holding.report.findings if one.outcome is outcome), None)
    return why if found is None else f"{why} ({found.message(lang)})"


def _why(standing: Standing, lang: Lang) -> str:
    return texts.message(f"match_says_standing_{standing.value}", lang)


def log_entry(match: "Match") -> JsonObject:
    """Return what is kept of a decision's grounds: digests, rules and score; nothing that names a person."""
    digests = sorted(holding.report.digest or "" for holding in match.holdings)
    return {
        "vacancy": match.vacancy.id,
        "vacancySha256": match.vacancy.digest,
        "badgesSha256": digests,
        "taxonomySha256": match.taxonomy.digest,
        "policySha256": match.policy,
        "version": match.version,
        "at": match.at.isoformat() if match.at else None,
        "score": str(match.score),
        "eligible": match.eligible,
    }


def match_json(match: "Match", lang: Lang = "en", *, plan: Plan | None = None) -> JsonObject:
    """Return a match as data; ``score`` and contributions as numbers, and exactly as fractions."""
    return {
        "schema": MATCH_SCHEMA,
        "vacancy": match.vacancy.id,
        "noc": [{"code": one.code, "title": one.title.text(lang)} for one in map(Noc.of, match.vacancy.noc)],
        "applicant": match.applicant,
        "score": float(match.score),
        "exactScore": str(match.score),
        "eligible": match.eligible,
        "closed": None if match.closed is None else match.closed.value,
        "fit": None if match.fit is None else _likelihood(match.fit, match, lang),
        "covered": match.covered,
        "musts": match.musts,
        "ownershipChecked": match.ownership_checked,
        "issuersChecked": match.issuers_checked,
        "requirements": [_fit(fit, match, lang) for fit in match.fits],
        "constraints": {name: outcome.value for name, outcome in match.constraints.items()},
        "notCounted": [
            {"id": one.id, "name": _named(one, lang), "standing": one.standing.value, "why": _because(one, lang)}
            for one in match.holdings
            if not one.counts
        ],
        "notAsked": [
            {"id": one.holding.id, "skill": one.skill, "name": shown(one.alignment.name or one.skill)}
            for one in not_asked(match)
        ],
        "gaps": [fit.requirement.id for fit in match.missing],
        "plan": None if plan is None else plan_json(plan),
        "log": log_entry(match),
    }


def _likelihood(fit: Likelihood, match: "Match", lang: Lang) -> JsonObject:
    reasons = [
        {
            "held": one.held,
            "name": _held(one, match, lang),
            "value": one.value,
            "requirements": list(one.requirements),
            "near": one.near,
        }
        for one in fit.reasons
    ]
    return {"value": fit.value, "version": fit.version, "reasons": reasons}


def _fit(fit: Fit, match: "Match", lang: Lang) -> JsonObject:
    return {
        "id": fit.requirement.id,
        "name": name_of(fit.requirement, match, lang),
        "kind": fit.requirement.kind.value,
        "status": fit.met.value,
        "contribution": float(fit.contribution),
        "exactContribution": str(fit.contribution),
        "via": fit.via,
        "near": fit.near,
        "sentence": sentence(fit, match, lang),
        "evidence": [one.holding.id for one in fit.evidence] + ([fit.holding.id] if fit.holding is not None else []),
    }


def match_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of :func:`match_json`."""
    text: JsonObject = {"type": "string"}
    maybe: JsonObject = {"type": ["string", "null"]}
    number: JsonObject = {"type": "number", "minimum": 0}
    count: JsonObject = {"type": "integer", "minimum": 0}
    flag: JsonObject = {"type": "boolean"}
    texts_: JsonObject = {"type": "array", "items": text}
    fit = {
        **dict.fromkeys(("id", "name", "exactContribution", "sentence"), text),
        "kind": {"enum": ["must", "nice"]},
        "status": {"enum": [met.value for met in Met]},
        "contribution": number,
        "via": maybe,
        "near": maybe,
        "evidence": texts_,
    }
    reason = {**dict.fromkeys(("held", "name"), text), "value": count, "requirements": texts_, "near": flag}
    reasons: JsonObject = {"type": "array", "items": _closed(reason)}
    likelihood: JsonObject = {"value": count, "version": text, "reasons": reasons}
    members = {
        "schema": {"const": MATCH_SCHEMA},
        "vacancy": text,
        "noc": {"type": "array", "items": _closed({"code": text, "title": text})},
        "applicant": maybe,
        "score": number,
        "exactScore": text,
        "eligible": flag,
        "fit": {"anyOf": [{"type": "null"}, _closed(likelihood)]},
        "closed": {"enum": [None, *(reason.value for reason in Closed)]},
        "covered": count,
        "musts": count,
        "ownershipChecked": flag,
        "issuersChecked": flag,
        "requirements": {"type": "array", "items": _closed(fit)},
        "constraints": {"type": "object", "additionalProperties": {"enum": ["fits", "does_not", "unknown"]}},
        "notCounted": {"type": "array", "items": _closed(dict.fromkeys(("id", "name", "standing", "why"), text))},
        "notAsked": {"type": "array", "items": _closed(dict.fromkeys(("id", "skill", "name"), text))},
        "gaps": texts_,
        "plan": {"type": ["object", "null"]},
        "log": {"type": "object"},
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": MATCH_SCHEMA}
    whole = _closed(members)
    return {
        **head,
        "title": "One applicant and one vacancy",
        **whole,
        "required": sorted(members.keys() - {"fit", "noc"}),
    }


def _closed(members: JsonObject) -> JsonObject:
    return {"type": "object", "properties": members, "required": sorted(members), "additionalProperties": False}
