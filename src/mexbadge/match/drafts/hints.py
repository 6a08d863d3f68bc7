"""The usual skills of an occupation, as hints: a person chooses among them, and none is ever taken by itself.

From OaSIS: what a profile of the occupation rates highest among its skills, knowledge and work activities (abilities
and personal attributes are of the body and the person, and are not offered). From ESCO: the essential skills of the
occupations to which a crosswalk leads, each with the share of the crosswalk that speaks for it. A crosswalk is a CSV
with the columns ``noc`` and ``esco`` (the address of an occupation, or its last part), and how much a row counts in
``confidence`` and ``via_onet``, where they are there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from mexbadge._json import JsonObject
from mexbadge.errors import InputError, Problem, RosterError
from mexbadge.match.drafts.draft import Asked
from mexbadge.match.suggesting import Suggestion
from mexbadge.skills import Taxonomy
from mexbadge.skills.noc import noc_codes
from mexbadge.skills.oasis import Oasis
from mexbadge.tabular.sheet import read_sheet

__all__ = ["HINTED", "Crosswalk", "Hints", "hints_of", "read_crosswalk"]

_ESCO: Final = "http://data.europa.eu/esco/occupation/"
_OFFERED: Final = frozenset("FGK")
_OASIS: Final = "urn:mexbadge:oasis:"
_COUNT: Final = 15
HINTED: Final = frozenset({"oasis", "crosswalk"})
"""By which ways a skill comes to be a hint."""
_COLUMNS: Final = frozenset({"noc", "esco", "confidence", "via_onet"})
Crosswalk = Mapping[str, Mapping[str, Decimal]]
"""For each unit group the occupations of ESCO to which it leads, and how strongly."""


@dataclass(frozen=True, slots=True)
class Hints:
    """The usual skills of one occupation, the likeliest first, and the levels of those that have one."""

    code: str
    options: tuple[Suggestion, ...] = ()
    levels: Mapping[str, JsonObject] = field(default_factory=dict)

    @property
    def asked(self) -> Asked:
        """The question which of them the vacancy asks for."""
        return Asked((f"NOC {self.code}",), options=self.options, levels=self.levels)


def read_crosswalk(data: bytes) -> Crosswalk:
    """Read a crosswalk; raise :class:`RosterError`: ``roster_…``, ``noc_…`` by line, ``vacancy_crosswalk``."""
    sheet = read_sheet(data, lambda cells: sum(cell.strip().lower() in _COLUMNS for cell in cells))
    if sheet.problems:
        raise RosterError(sheet.problems)
    heading = [cell.strip().lower() for cell in sheet.rows[0][1]]
    if not {"noc", "esco"} <= set(heading):
        raise RosterError([Problem("vacancy_crosswalk", sheet.rows[0][0])])
    found: dict[str, dict[str, Decimal]] = {}
    problems: list[Problem] = []
    for line, cells in sheet.rows[1:]:
        row = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
        try:
            (code, *_) = noc_codes(row["noc"])
            weight = Decimal(row.get("confidence") or 1) * Decimal(row.get("via_onet") or 1)
        except InputError as error:
            problems.append(Problem(error.code, line, error.problem.values))
            continue
        except InvalidOperation:
            problems.append(Problem("vacancy_crosswalk", line))
            continue
        uri = row["esco"] if ":" in row["esco"] else f"{_ESCO}{row['esco']}"
        rows = found.setdefault(code, {})
        rows[uri] = rows.get(uri, Decimal(0)) + weight
    if problems:
        raise RosterError(problems)
    return found


def hints_of(
    codes: Iterable[str],
    taxonomy: Taxonomy,
    *,
    crosswalk: Crosswalk | None = None,
    oasis: Oasis | None = None,
    lang: str = "en",
    count: int = _COUNT,
) -> tuple[Hints, ...]:
    """Return the usual skills of each occupation, of those that ``taxonomy`` knows; one without any is left out."""
    made = (_hints(code, taxonomy, crosswalk or {}, oasis, lang, count) for code in codes)
    return tuple(one for one in made if one.options)


def _hints(code: str, taxonomy: Taxonomy, crosswalk: Crosswalk, oasis: Oasis | None, lang: str, count: int) -> Hints:
    levels = {} if oasis is None else _rated(code, oasis)
    rated = sorted((one for one in levels if one in taxonomy), key=lambda uri: (-levels[uri][0], uri))
    options = [
        Suggestion(uri, float(levels[uri][0]), f"{taxonomy.label(uri, lang)} ({levels[uri][1]['level']})", "oasis")
        for uri in rated[:count]
    ]
    shares = _shares(crosswalk.get(code, {}), taxonomy)
    best = sorted(shares, key=lambda uri: (-shares[uri], taxonomy.label(uri, lang)))
    options += [Suggestion(uri, float(shares[uri]), taxonomy.label(uri, lang), "crosswalk") for uri in best[:count]]
    return Hints(code, tuple(options), {uri: levels[uri][1] for uri in rated[:count]})


def _rated(code: str, oasis: Oasis) -> dict[str, tuple[float, JsonObject]]:
    """Return for each descriptor that is offered its highest level among the profiles of an occupation."""
    found: dict[str, tuple[float, JsonObject]] = {}
    for profile in oasis.of_noc(code):
        for uri, level in profile.levels.items():
            offered = uri.removeprefix(_OASIS)[:1] in _OFFERED
            if offered and (uri not in found or level.value > found[uri][0]):
                found[uri] = (float(level.value), level.to_json())
    return found


def _shares(occupations: Mapping[str, Decimal], taxonomy: Taxonomy) -> dict[str, Decimal]:
    """Return for each essential skill the share of the crosswalk's rows that speaks for it."""
    known = {one.uri: one.essential for one in taxonomy.occupations if one.uri in occupations}
    whole = sum((occupations[uri] for uri in known), Decimal(0)) or Decimal(1)
    found: dict[str, Decimal] = {}
    for uri, skills in known.items():
        for skill in skills:
            found[skill] = found.get(skill, Decimal(0)) + occupations[uri] / whole
    return found
