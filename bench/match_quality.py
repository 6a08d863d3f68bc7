"""How good the order of one person's vacancies is, over the occupations of ESCO as vacancies.

Run: ``python bench/match_quality.py ESCO.zip [PROFILES [SEED ...]]``. ESCO is a release as ``from_esco`` reads it, in
English. Each profile is made from the essential skills of one occupation, which then is the one vacancy to be found
among all; a place beyond :data:`TOP` counts as not found. Shown is the mean average precision, for each seed and the
mean of all seeds, beside the goal, how often the vacancy was the first, and what the order of the score would reach.
The exit code is 1 where a goal is missed.

- *easy*: of its skills 70 in 100, and two others that somebody picked up elsewhere;
- *medium*: 50 in 100, of which each tenth is exchanged for another of the same group, and four others;
- *hard*: 50 in 100, of which 60 in 100 are exchanged, and four others;
- *health*: as medium, but a quarter exchanged, only occupations of health and care (ISCO 22, 32, 53).
"""

import csv
import io
import random
import sys
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from mexbadge.match import MatchPolicy, Requirement, RequirementKind, Vacancy, Weights
from mexbadge.match.scale import Ranked, Shown, Skills, top_matches, top_vacancies
from mexbadge.models.language import Words
from mexbadge.skills import Taxonomy
from mexbadge.skills.esco import from_esco
from mexbadge.skills.skill import Occupation

TOP = 50
LEAST = 5
"""How many essential skills an occupation has at least, to make a profile of it."""


@dataclass(frozen=True)
class Suite:
    """How profiles are made: which share of the skills is kept, which share of those exchanged, how many others."""

    name: str
    kept: float
    exchanged: float
    others: int
    goal: float
    groups: tuple[str, ...] = ("",)


SUITES = (
    Suite("easy", 0.7, 0.0, 2, 0.97),
    Suite("medium", 0.5, 0.1, 4, 0.94),
    Suite("hard", 0.5, 0.6, 4, 0.80),
    Suite("health", 0.5, 0.25, 4, 0.92, ("22", "32", "53")),
)


def isco_of(path: str) -> dict[str, str]:
    """Return the ISCO group of each occupation, which the library does not read."""
    with zipfile.ZipFile(path) as archive:
        name = next(one for one in archive.namelist() if one.rpartition("/")[2] == "occupations_en.csv")
        text = io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")
    return {row["conceptUri"]: row["iscoGroup"] for row in csv.DictReader(text)}


def vacancies_of(taxonomy: Taxonomy) -> list[Vacancy]:
    """Return each occupation as a vacancy: what is essential must be met, what is optional is welcome."""
    found = []
    for one in taxonomy.occupations:
        asked = [(uri, RequirementKind.MUST) for uri in sorted(one.essential)]
        asked += [(uri, RequirementKind.NICE) for uri in sorted(one.optional - one.essential)]
        requirements = tuple(Requirement(f"r{n}", kind, (uri,)) for n, (uri, kind) in enumerate(asked))
        found.append(Vacancy(id=one.uri, title=Words.of(one.labels.text("en") or one.uri), requirements=requirements))
    return found


def profile(one: Occupation, suite: Suite, taxonomy: Taxonomy, names: Sequence[str], chance: random.Random) -> Skills:
    """Return what somebody holds who works as this, as the suite has it."""
    essential = sorted(one.essential)
    kept = chance.sample(essential, max(1, round(suite.kept * len(essential))))
    changed = set(chance.sample(kept, round(suite.exchanged * len(kept))))
    held = {skill for skill in kept if skill not in changed}
    for skill in sorted(changed):
        beside = sorted(taxonomy.siblings(skill) & set(names) - one.essential)
        held.add(chance.choice(beside) if beside else skill)
    return {skill: Shown(unknown=True) for skill in (*held, *chance.sample(names, suite.others))}


def people_of(suite: Suite, taxonomy: Taxonomy, isco: dict[str, str], seed: int, many: int) -> dict[str, Skills]:
    """Return so many profiles by the occupation of which each was made."""
    chance = random.Random(f"{suite.name} {seed}")  # noqa: S311 - the same profiles in every run
    fitting = [one for one in taxonomy.occupations if len(one.essential) >= LEAST]
    fitting = [one for one in fitting if isco.get(one.uri, "").startswith(suite.groups)]
    names = sorted({uri for one in taxonomy.occupations for uri in one.essential | one.optional})
    chosen = chance.sample(fitting, min(many, len(fitting)))
    return {one.uri: profile(one, suite, taxonomy, names, chance) for one in chosen}


def places_by_fit(people: dict[str, Skills], posts: list[Vacancy], taxonomy: Taxonomy) -> list[int]:
    """Return at which place each finds the vacancy of which they were made; 0 where it is too far down."""
    places = dict.fromkeys(people, 0)
    for offer in top_vacancies(people, posts, top=TOP, taxonomy=taxonomy):
        if offer.vacancy == offer.applicant:
            places[offer.applicant] = offer.place
    return list(places.values())


def places_by_score(people: dict[str, Skills], posts: list[Vacancy], taxonomy: Taxonomy) -> list[int]:
    """Return the same in the order of the score."""
    policy = MatchPolicy(weights=Weights.of(posts, taxonomy))
    lists: dict[str, list[Ranked]] = {name: [] for name in people}
    for one in top_matches(people, posts, top=len(people), taxonomy=taxonomy, policy=policy):
        lists[one.applicant].append(one)
    for rows in lists.values():
        rows.sort(key=lambda one: (-one.score, -one.covered, one.vacancy))
    ranked = {name: [one.vacancy for one in rows[:TOP]] for name, rows in lists.items()}
    return [1 + found.index(name) if name in found else 0 for name, found in ranked.items()]


def precision(places: list[int]) -> float:
    """Return the mean average precision, of one vacancy each."""
    return fmean(1 / place if place else 0.0 for place in places)


def main() -> int:
    path, many = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100
    seeds = [int(one) for one in sys.argv[3:]] or [11, 12, 13]
    taxonomy, isco = from_esco(path, languages=("en",)), isco_of(path)
    posts, missed = vacancies_of(taxonomy), False
    for suite in SUITES:
        worlds = [people_of(suite, taxonomy, isco, seed, many) for seed in seeds]
        begin = time.process_time()
        found = [places_by_fit(people, posts, taxonomy) for people in worlds]
        took = (time.process_time() - begin) / sum(map(len, worlds))
        mean, each = fmean(map(precision, found)), " ".join(f"{precision(one):.3f}" for one in found)
        first = fmean(place == 1 for places in found for place in places)
        score = fmean(precision(places_by_score(people, posts, taxonomy)) for people in worlds)
        print(f"{suite.name:8} MAP {mean:.3f} ({each})  goal {suite.goal:.2f}  first {first:.3f}  by score {score:.3f}"
              f"  {took:.3f} s each")  # fmt: skip
        missed = missed or mean < suite.goal
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
