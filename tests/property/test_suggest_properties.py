"""Whatever the labels and the text: nearness is the cosine that it is said to be, with sparse rows as without."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from math import log, sqrt

import snowballstemmer
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.match.nearby import Said, nearby
from mexbadge.models.language import Words

PARTS = st.sampled_from(
    ["lift", "lifts", "lifting", "Soins", "soin", "écrire", "ecrire", "a", "b2", "long-term", "données"]
)
TEXTS = st.lists(PARTS, min_size=1, max_size=4).map(" ".join)
WORDS = st.lists(st.tuples(st.sampled_from(["en", "fr-CA", "de", None]), TEXTS), max_size=3).map(
    lambda t: Words(tuple(t))
)
SAID = st.lists(st.builds(Said, st.sampled_from("abcde"), WORDS, WORDS, WORDS), max_size=6)
Terms = Callable[[str], Iterable[str]]


def folded(text: str) -> str:
    return "".join(s for s in unicodedata.normalize("NFKD", text) if not unicodedata.combining(s))


def parts(text: str) -> list[str]:
    return "".join(s if s.isalnum() else " " for s in text.casefold()).split()


def runs(word: str) -> list[str]:
    padded = f" {folded(word)} "
    return [padded[at : at + n] for n in (2, 3, 4) for at in range(len(padded) - n + 1)]


def stem(lang: str) -> Terms:
    name = {"en": "english", "fr": "french"}.get(lang)
    return lambda word: [folded(snowballstemmer.stemmer(name).stemWord(word) if name else word)]


def cosines(texts: list[str], asked: str, terms: Terms, *, strange: bool) -> list[float]:
    """Return how near each text is, by the book."""

    def bag(text: str) -> Counter[str]:
        return Counter(term for word in parts(text) for term in terms(word))

    bags, query = [bag(text) for text in texts], bag(asked)
    seen = Counter(term for one in bags for term in one)
    weight = {term: round(1000 * (log((1 + len(texts)) / (1 + seen[term])) + 1)) for term in {*seen, *query}}

    def length(one: Counter[str]) -> float:
        return sum((n * weight[term]) ** 2 for term, n in one.items() if strange or term in seen)

    shared = [sum(n * query[term] * weight[term] ** 2 for term, n in one.items()) for one in bags]
    return [s / sqrt(length(one) * length(query)) if s else 0.0 for s, one in zip(shared, bags, strict=True)]


def expected(said: list[Said], text: str) -> dict[str, float]:
    names = list(dict.fromkeys(one.name for one in said))
    called = [(one.name, tag, each) for one in said for tag, each in (*one.labels.texts, *one.alternatives.texts)]
    told = [(one.name, tag, each) for one in said for tag, each in one.description.texts]
    letters = dict.fromkeys(names, 0.0)
    for (name, _, _), value in zip(called, cosines([c[2] for c in called], text, runs, strange=False), strict=True):
        letters[name] = max(letters[name], value)
    stems, whole = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    for lang in ("en", "fr", "de"):
        mine = [(name, each) for name, tag, each in called if (tag or "en")[:2] == lang]
        for (name, _), value in zip(mine, cosines([m[1] for m in mine], text, stem(lang), strange=True), strict=True):
            stems[name] = max(stems[name], value)
        pages: dict[str, list[str]] = {}
        for name, tag, each in (*called, *told):
            if (tag or "en")[:2] == lang:
                pages.setdefault(name, []).append(each)
        joined = [" ".join(page) for page in pages.values()]
        for name, value in zip(pages, cosines(joined, text, stem(lang), strange=True), strict=True):
            whole[name] = max(whole[name], value)
    return {
        name: 1.0 if letters[name] > 1 - 5e-7 else round((2 * letters[name] + stems[name] + whole[name]) / 4, 6)
        for name in names
    }


@settings(max_examples=examples(200), deadline=None)
@given(SAID, TEXTS, st.integers(1, 6))
def test_nearness_is_the_weighted_mean_of_three_cosines_with_rows_and_without(
    said: list[Said], text: str, count: int
) -> None:
    plain = nearby(said, rows=False).nearest(text, count)
    assert nearby(said, rows=True).nearest(text, count) == plain
    wanted = sorted(((-score, name) for name, score in expected(said, text).items() if score > 0))[:count]
    assert [(name, score) for score, name, _ in plain] == [(name, -score) for score, name in wanted]
