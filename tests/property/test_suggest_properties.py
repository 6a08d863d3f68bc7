"""Whatever the labels and the text: a suggestion's score is the cosine of the two texts' weighted runs of letters."""

import unicodedata
from collections import Counter
from math import isclose, log, sqrt

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.match.suggesting import Suggester
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy

PARTS = st.sampled_from(["lift", "lifts", "Soins", "écrire", "ecrire", "a", "b2", "long-term", "care", "données"])
TEXTS = st.lists(PARTS, min_size=1, max_size=4).map(" ".join)


def runs(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(s if s.isalnum() else " " for s in plain if not unicodedata.combining(s))
    padded = [f" {word} " for word in kept.split()]
    return Counter(word[at : at + n] for word in padded for n in (2, 3, 4) for at in range(len(word) - n + 1))


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6), TEXTS)
def test_the_score_is_the_cosine_of_tf_idf_over_runs_of_two_to_four_letters(labels: list[str], text: str) -> None:
    taxonomy = Taxonomy.of(Skill(f"urn:{n}", Words.of({"en": label})) for n, label in enumerate(labels))
    found = {one.skill: one.score for one in Suggester(taxonomy).suggest(text, count=len(labels))}
    counted = [runs(label) for label in labels]
    seen = Counter(gram for one in counted for gram in one)
    idf = {gram: log((1 + len(labels)) / (1 + count)) + 1 for gram, count in seen.items()}

    def length(one: Counter[str]) -> float:
        return sqrt(sum((count * idf[gram]) ** 2 for gram, count in one.items() if gram in idf))

    asked = runs(text)
    for number, one in enumerate(counted):
        shared = sum(asked[gram] * count * idf[gram] ** 2 for gram, count in one.items())
        if shared:
            assert isclose(found[f"urn:{number}"], shared / length(one) / length(asked), abs_tol=2e-6)
        else:
            assert f"urn:{number}" not in found
