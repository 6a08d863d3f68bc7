"""How good suggestions from text are, over ESCO (English) and the titles of NOC 2021 (English and French).

Run: ``python bench/suggest_quality.py ESCO.zip NOC-TEXT.zip [QUERIES [SEED]]``: a release of ESCO in English, and an
archive with ``noc-2021-titles.csv`` (``code,lang,title``). Shown are the mean reciprocal rank among the first ten, how
often the first one was right and how often one of the first ten, and the CPU time of one suggestion.

- *phrases*: sentences as postings have them, written for this bench before anything was tried, each with the labels
  of the ESCO skills that a person would choose (``suggest_phrases.csv``; the labels are of the European Commission);
- *held out*: an alternative label of a skill is taken out of the list and looked up;
- *titles en*, *titles fr*: the same with an example title of a unit group of the NOC, which has no descriptions
  (adapted from Statistics Canada, National Occupational Classification (NOC) 2021 Version 1.0; this does not constitute
  an endorsement by Statistics Canada of this product).
"""

import csv
import io
import random
import sys
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mexbadge.match.suggesting import Suggester
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy
from mexbadge.skills.esco import from_esco

TOP = 10
LEAST = 3
"""How many texts a skill or a group has at least, for one of them to be taken out."""
Query = tuple[str, frozenset[str]]
"""A wording, and which skills are right."""


def phrases(taxonomy: Taxonomy) -> list[Query]:
    """Return the sentences of the file beside this one, each with the URIs of the skills that are right."""
    by_label = {text: skill.uri for skill in taxonomy for _, text in skill.labels.texts}
    with Path(__file__).with_name("suggest_phrases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["phrase"], frozenset(by_label[label] for label in row["skills"].split("|"))) for row in rows]


def held_out(taxonomy: Taxonomy, many: int, seed: int) -> tuple[Taxonomy, list[Query]]:
    """Take one alternative out of each of so many skills."""
    chance = random.Random(seed)  # noqa: S311 - the same queries in every run
    fitting = [skill for skill in taxonomy if len(skill.alternatives.texts) >= LEAST]
    skills, queries = {skill.uri: skill for skill in taxonomy}, []
    for skill in chance.sample(fitting, min(many, len(fitting))):
        out = chance.choice(skill.alternatives.texts)
        rest = tuple(one for one in skill.alternatives.texts if one != out)
        skills[skill.uri] = replace(skill, alternatives=Words(rest))
        queries.append((out[1], frozenset({skill.uri})))
    return Taxonomy.of(skills.values()), queries


def titles(path: str, lang: str, many: int, seed: int) -> tuple[Taxonomy, list[Query]]:
    """Return unit groups by their titles in one language, without those that are looked up."""
    with zipfile.ZipFile(path) as archive:
        text = io.StringIO(archive.read("noc-2021-titles.csv").decode("utf-8"), newline="")
    groups: dict[str, list[str]] = {}
    for row in csv.DictReader(text):
        if row["lang"] == lang:
            groups.setdefault(row["code"], []).append(row["title"])
    chance, queries = random.Random(seed), []  # noqa: S311 - the same queries in every run
    fitting = [(code, title) for code, found in sorted(groups.items()) if len(found) >= LEAST for title in found]
    for code, title in chance.sample(fitting, min(many, len(fitting))):
        if len(groups[code]) > 1:
            groups[code].remove(title)
            queries.append((title, frozenset({f"urn:noc:{code}"})))
    skills = [Skill(f"urn:noc:{code}", Words(tuple((lang, one) for one in found))) for code, found in groups.items()]
    return Taxonomy.of(skills), queries


def measure(name: str, taxonomy: Taxonomy, queries: Sequence[Query]) -> None:
    begin = time.process_time()
    suggester = Suggester(taxonomy)
    suggester.suggest("a first one")
    made = time.process_time() - begin
    places = []
    begin = time.process_time()
    for words, right in queries:
        found = [one.skill for one in suggester.suggest(words, count=TOP)]
        places.append(next((place for place, skill in enumerate(found, 1) if skill in right), 0))
    took = (time.process_time() - begin) / len(queries)
    rank = sum(1 / place for place in places if place) / len(places)
    first, some = (sum(good) / len(places) for good in ([one == 1 for one in places], [one > 0 for one in places]))
    print(f"{name:10} {len(queries):4}  MRR {rank:.3f}  first {first:.3f}  in ten {some:.3f}"
          f"  made {made:.2f} s  one {1000 * took:.1f} ms")  # fmt: skip


def main() -> None:
    esco, noc = sys.argv[1:3]
    many = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    taxonomy = from_esco(esco, languages=("en",))
    measure("phrases", taxonomy, phrases(taxonomy))
    measure("held out", *held_out(taxonomy, many, seed))
    for lang in ("en", "fr"):
        measure(f"titles {lang}", *titles(noc, lang, many, seed))


if __name__ == "__main__":
    main()
