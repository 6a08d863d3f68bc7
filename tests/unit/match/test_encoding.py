"""A sentence encoder out of a folder: read, checked, and the same for a text however many stand beside it."""

import json
from collections.abc import Callable
from math import erf, exp, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from mexbadge.errors import InputError
from mexbadge.match.encoding import ModelFolder
from mexbadge.match.suggesting import Suggester
from mexbadge.match.wordpieces import WordPieces
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy

SIZE, INNER, LAYERS, HEADS, LONGEST = 12, 20, 2, 3, 16
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "lift", "##ing", "hoist", "falls", "prevent", "keep", "records", "-", "a"]
CONFIG = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": SIZE,
    "intermediate_size": INNER,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": HEADS,
    "max_position_embeddings": LONGEST,
    "layer_norm_eps": 1e-12,
}
EMBEDDED = ("word", "position", "token_type")
Table = dict[str, Any]


def weights() -> Table:
    """A tiny model of chance."""
    chance = np.random.default_rng(3)

    def some(*shape: int) -> Any:
        return chance.normal(0, 0.5, shape).astype(np.float32)

    table = {
        "embeddings.word_embeddings.weight": some(len(PIECES), SIZE),
        "embeddings.position_embeddings.weight": some(LONGEST, SIZE),
        "embeddings.token_type_embeddings.weight": some(2, SIZE),
    }
    norms = ["embeddings.LayerNorm"]
    for number in range(LAYERS):
        name = f"encoder.layer.{number}"
        norms += [f"{name}.attention.output.LayerNorm", f"{name}.output.LayerNorm"]
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            table |= {f"{name}.attention.{part}.weight": some(SIZE, SIZE), f"{name}.attention.{part}.bias": some(SIZE)}
        table |= {
            f"{name}.intermediate.dense.weight": some(INNER, SIZE),
            f"{name}.intermediate.dense.bias": some(INNER),
        }
        table |= {f"{name}.output.dense.weight": some(SIZE, INNER), f"{name}.output.dense.bias": some(SIZE)}
    for name in norms:
        table |= {f"{name}.weight": some(SIZE), f"{name}.bias": some(SIZE)}
    return table


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.json").write_text(json.dumps(CONFIG), "utf-8")
    (tmp_path / "vocab.txt").write_text("\n".join(PIECES) + "\n", "utf-8")
    save_file({f"bert.{name}": one for name, one in weights().items()}, tmp_path / "model.safetensors")
    return tmp_path


def by_the_book(numbers: list[int], table: Table) -> list[float]:
    """What one text becomes, number by number."""

    def dense(name: str, row: list[float]) -> list[float]:
        pairs = zip(table[f"{name}.weight"].tolist(), table[f"{name}.bias"].tolist(), strict=True)
        return [sum(w * x for w, x in zip(line, row, strict=True)) + bias for line, bias in pairs]

    def normal(name: str, row: list[float]) -> list[float]:
        mean = sum(row) / len(row)
        spread = sqrt(sum((x - mean) ** 2 for x in row) / len(row) + 1e-12)
        scale, shift = table[f"{name}.weight"].tolist(), table[f"{name}.bias"].tolist()
        return [(x - mean) / spread * s + b for x, s, b in zip(row, scale, shift, strict=True)]

    def plus(one: list[float], other: list[float]) -> list[float]:
        return [x + y for x, y in zip(one, other, strict=True)]

    words, places, kinds = (
        table[f"embeddings.{n}_embeddings.weight"].tolist() for n in ("word", "position", "token_type")
    )
    rows = [
        normal("embeddings.LayerNorm", plus(plus(words[number], places[at]), kinds[0]))
        for at, number in enumerate(numbers)
    ]
    each = SIZE // HEADS
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        asked, known, said = ([dense(f"{name}.attention.self.{p}", r) for r in rows] for p in ("query", "key", "value"))
        seen = []
        for one in asked:
            row: list[float] = []
            for head in range(HEADS):
                part = slice(head * each, (head + 1) * each)
                scores = [
                    exp(sum(a * k for a, k in zip(one[part], k_[part], strict=True)) / sqrt(each)) for k_ in known
                ]
                row += [
                    sum(s * v[part][at] for s, v in zip(scores, said, strict=True)) / sum(scores) for at in range(each)
                ]
            seen.append(row)
        out = f"{name}.attention.output"
        rows = [normal(f"{out}.LayerNorm", plus(r, dense(f"{out}.dense", s))) for r, s in zip(rows, seen, strict=True)]
        inner = [[x * 0.5 * (1 + erf(x / sqrt(2))) for x in dense(f"{name}.intermediate.dense", r)] for r in rows]
        out = f"{name}.output"
        rows = [normal(f"{out}.LayerNorm", plus(r, dense(f"{out}.dense", i))) for r, i in zip(rows, inner, strict=True)]
    mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    length = sqrt(sum(x * x for x in mean))
    return [x / length for x in mean]


def test_a_text_is_what_the_book_says_and_the_same_beside_others(folder: Path) -> None:
    encoder = ModelFolder.load(folder)
    texts = ["lifting", "Prevent falls, keep records", "", "a a a a a a a a a a a a a a a a a a a a a", "hoist"] * 20
    found = encoder.encode(texts)
    for text, row in zip(texts[:5], found[:5].tolist(), strict=True):
        wanted = by_the_book(encoder.pieces.numbers(text, encoder.longest), weights())
        assert row == pytest.approx(wanted, abs=1e-5)
        assert encoder.encode([text])[0].tolist() == pytest.approx(row, abs=1e-5)


def test_words_are_cut_into_the_longest_pieces_with_accents_off() -> None:
    pieces = WordPieces({piece: number for number, piece in enumerate(PIECES)})
    assert pieces.numbers("Lifting-hoist", 20) == [2, 4, 5, 11, 6, 3]
    assert pieces.numbers("FÁLLS \x00 zebra " + "a" * 101, 20) == [2, 7, 1, 1, 3]
    assert pieces.numbers("a " * 50, 5) == [2, 12, 12, 12, 3]


def test_what_labels_mean_counts_beside_how_they_are_written(folder: Path) -> None:
    names = {"urn:falls": "prevent falls", "urn:lifts": "lifting", "urn:records": "keep records"}
    skills = Taxonomy.of(Skill(uri, Words.of({"en": label})) for uri, label in names.items())

    class Knowing:
        def encode(self, texts: Any) -> Any:
            return np.array([[1.0, 0.0] if one in {"hoist", "lifting"} else [0.0, 1.0] for one in texts])

    assert Suggester(skills).suggest("hoist")[:1] != Suggester(skills, encoder=Knowing()).suggest("hoist")[:1]
    (first, *_) = Suggester(skills, encoder=Knowing()).suggest("hoist")
    assert first.skill == "urn:lifts"
    assert Suggester(skills, encoder=ModelFolder.load(folder)).suggest("lifting")[0].score == 1.0


def _without(name: str) -> Callable[[Path], None]:
    return lambda path: (path / name).unlink()


def _config(**changed: Any) -> Callable[[Path], object]:
    return lambda path: (path / "config.json").write_text(json.dumps({**CONFIG, **changed}), "utf-8")


def _weights(name: str, shape: tuple[int, ...] | None) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        table = {one.removeprefix("bert."): value for one, value in load_file(path / "model.safetensors").items()}
        del table[name]
        save_file(table if shape is None else {**table, name: np.zeros(shape, np.float32)}, path / "model.safetensors")

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_without("config.json"), "encoder_file"),
        (_without("vocab.txt"), "encoder_file"),
        (_without("model.safetensors"), "encoder_file"),
        (lambda path: (path / "vocab.txt").write_bytes(b"\xff\xfe"), "encoder_file"),
        (lambda path: (path / "vocab.txt").write_text("a\nb"), "encoder_file"),
        (lambda path: (path / "model.safetensors").write_bytes(b"no weights"), "encoder_file"),
        (_config(model_type="roberta"), "encoder_kind"),
        (_config(hidden_act="relu"), "encoder_kind"),
        (_config(num_hidden_layers=True), "encoder_kind"),
        (_config(hidden_size=10**9), "encoder_kind"),
        (_config(num_attention_heads=5), "encoder_kind"),
        (_config(intermediate_size="many"), "encoder_kind"),
        (_config(layer_norm_eps="small"), "encoder_kind"),
        (_weights("encoder.layer.1.output.dense.bias", None), "encoder_file"),
        (_weights("encoder.layer.0.attention.self.key.weight", (SIZE, 1)), "encoder_file"),
        (_weights("embeddings.word_embeddings.weight", (3, SIZE)), "encoder_file"),
        (_weights("embeddings.token_type_embeddings.weight", ()), "encoder_file"),
    ],
)
def test_a_folder_that_is_no_encoder_is_refused_by_name(
    folder: Path, change: Callable[[Path], object], code: str
) -> None:
    change(folder)
    with pytest.raises(InputError) as caught:
        ModelFolder.load(folder)
    assert caught.value.code == code
    assert str(folder) in str(caught.value)
