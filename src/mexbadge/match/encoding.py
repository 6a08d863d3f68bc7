"""What texts mean, as numbers: a sentence encoder out of a folder that the caller names (extra ``encoder``).

Read is what models of the BERT family without cases are kept as: ``config.json``, ``model.safetensors`` and
``vocab.txt``. Nothing is ever fetched, and nothing in the folder is run as code. A text is the mean of the last states
of its pieces, brought to length 1, as sentence encoders are trained. The arithmetic is NumPy's, in 32 bits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.match import libraries
from mexbadge.match.wordpieces import WordPieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Encoder", "Meanings", "ModelFolder"]

_CONFIG_BYTES: Final = 1 << 20
_VOCABULARY_BYTES: Final = 1 << 24
_LONGEST: Final = 128
"""How many pieces of a text are read."""
_BATCH: Final = 64
_KIND: Final = {"model_type": "bert", "hidden_act": "gelu"}
_SIZES: Final = (
    "hidden_size",
    "intermediate_size",
    "num_hidden_layers",
    "num_attention_heads",
    "max_position_embeddings",
)
_EPSILON: Final = "layer_norm_eps"
_LARGEST: Final = 1 << 16
_MARKS: Final = ("[CLS]", "[SEP]", "[UNK]")


class Encoder(Protocol):
    """What turns texts into rows of numbers, each of length 1."""

    def encode(self, texts: Sequence[str]) -> "NDArray[Any]":
        """Return one row for each text."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """An encoder read from a folder; made by :meth:`load`."""

    heads: int
    layers: int
    longest: int
    epsilon: float
    pieces: WordPieces = field(repr=False)
    weights: "Mapping[str, NDArray[Any]]" = field(repr=False)

    @classmethod
    def load(cls, folder: str | PathLike[str]) -> Self:
        """Read a folder.

        Raises :class:`InputError`: ``encoder_extra`` without the extra, ``encoder_file`` for a file that is missing or
        cannot be read, ``encoder_kind`` for a model of another kind, with what it is.
        """
        try:
            load_file, _ = libraries.load_file, libraries.erf  # both, to say it before anything is read
        except ImportError:
            raise InputError("encoder_extra") from None
        path = Path(folder)
        config = _config(path / "config.json")
        pieces = _vocabulary(path / "vocab.txt")
        try:
            read = load_file(path / "model.safetensors")
        except (OSError, libraries.SafetensorError) as error:
            raise InputError("encoder_file", path=str(path / "model.safetensors"), reason=str(error)) from None
        weights = {name.removeprefix("bert."): one.astype("float32") for name, one in read.items()}
        heads, layers = config["num_attention_heads"], config["num_hidden_layers"]
        longest = min(_LONGEST, config["max_position_embeddings"])
        _check(weights, config, len(pieces.vocabulary), str(path / "model.safetensors"))
        return cls(heads, layers, longest, float(config.get(_EPSILON, 1e-12)), pieces, weights)

    def encode(self, texts: Sequence[str]) -> "NDArray[Any]":
        """Return one row of length 1 for each text; texts of like length are read together."""
        np = libraries.np

        numbers = [self.pieces.numbers(text, self.longest) for text in texts]
        order = sorted(range(len(texts)), key=lambda one: len(numbers[one]))
        found = np.zeros((len(texts), self.weights["embeddings.word_embeddings.weight"].shape[1]), dtype=np.float32)
        for at in range(0, len(order), _BATCH):
            some = order[at : at + _BATCH]
            width = max(len(numbers[one]) for one in some)
            tokens = np.array([numbers[one] + [0] * (width - len(numbers[one])) for one in some])
            mask = np.array([[1.0] * len(numbers[one]) + [0.0] * (width - len(numbers[one])) for one in some])
            found[some] = self._read(tokens, mask.astype(np.float32))
        return found

    def _read(self, tokens: "NDArray[Any]", mask: "NDArray[Any]") -> "NDArray[Any]":
        np = libraries.np

        weight, (many, width) = self.weights, tokens.shape
        kinds = weight["embeddings.token_type_embeddings.weight"][0]
        state = weight["embeddings.word_embeddings.weight"][tokens.ravel()] + kinds
        state = state + np.tile(weight["embeddings.position_embeddings.weight"][:width], (many, 1))
        state = self._normal("embeddings.LayerNorm", state)
        for number in range(self.layers):
            state = self._layer(f"encoder.layer.{number}", state, mask)
        states = state.reshape(many, width, -1) * mask[:, :, None]
        means = states.sum(axis=1) / mask.sum(axis=1, keepdims=True)
        lengths: NDArray[Any] = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
        return lengths

    def _layer(self, name: str, state: "NDArray[Any]", mask: "NDArray[Any]") -> "NDArray[Any]":
        seen = self._dense(f"{name}.attention.output.dense", self._attended(f"{name}.attention.self", state, mask))
        state = self._normal(f"{name}.attention.output.LayerNorm", state + seen)
        inner = self._dense(f"{name}.intermediate.dense", state)
        inner = inner * (0.5 * (1 + libraries.erf(inner / sqrt(2)))).astype(inner.dtype)
        return self._normal(f"{name}.output.LayerNorm", state + self._dense(f"{name}.output.dense", inner))

    def _attended(self, name: str, state: "NDArray[Any]", mask: "NDArray[Any]") -> "NDArray[Any]":
        np = libraries.np

        many, width = mask.shape
        asked, known, said = (
            self._dense(f"{name}.{part}", state).reshape(many, width, self.heads, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = asked @ known.transpose(0, 1, 3, 2) / np.float32(sqrt(asked.shape[-1]))
        scores = scores + (1 - mask)[:, None, None, :] * np.float32(-1e9)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        found: NDArray[Any] = (scores @ said).transpose(0, 2, 1, 3).reshape(many * width, -1)
        return found

    def _dense(self, name: str, state: "NDArray[Any]") -> "NDArray[Any]":
        found: NDArray[Any] = state @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return found

    def _normal(self, name: str, state: "NDArray[Any]") -> "NDArray[Any]":
        np = libraries.np

        around = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((around**2).mean(axis=-1, keepdims=True) + np.float32(self.epsilon))
        found: NDArray[Any] = around / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return found


@dataclass(frozen=True, slots=True)
class Meanings:
    """An index of texts by what an encoder makes of them, beside those of :mod:`mexbadge.match.nearness`."""

    encoder: Encoder
    owners: Sequence[int] = field(repr=False)
    vectors: "NDArray[Any]" = field(repr=False)

    @classmethod
    def of(cls, texts: Sequence[tuple[int, str]], encoder: Encoder) -> Self:
        """Index texts, each of an owner."""
        return cls(encoder, [owner for owner, _ in texts], encoder.encode([text for _, text in texts]))

    def cosines(self, asked: str) -> "NDArray[Any]":
        """Return how near each text is; what points away is as far as can be."""
        found: NDArray[Any] = (self.vectors @ self.encoder.encode([asked])[0]).clip(0, 1).astype("float64")
        return found

    def nearest(self, cosines: "NDArray[Any]") -> "NDArray[Any]":
        """Return how near the nearest text of each owner is."""
        np = libraries.np

        best = np.zeros(max(self.owners, default=-1) + 1)
        np.maximum.at(best, np.array(self.owners, dtype=np.int64), cosines)
        return best


def _config(path: Path) -> Mapping[str, Any]:
    """Return what a model is; raise ``encoder_kind`` for one that is not read here."""
    config = _json.loads_object(_bytes(path), max_bytes=_CONFIG_BYTES)
    for name, wanted in _KIND.items():
        if config.get(name, wanted) != wanted:
            raise InputError("encoder_kind", path=str(path), name=name, value=str(config.get(name)))
    for name in _SIZES:
        size = config.get(name)
        if isinstance(size, bool) or not isinstance(size, int) or not 0 < size <= _LARGEST:
            raise InputError("encoder_kind", path=str(path), name=name, value=str(size))
    heads = config["num_attention_heads"]
    if config["hidden_size"] % heads:
        raise InputError("encoder_kind", path=str(path), name="num_attention_heads", value=str(heads))
    epsilon = config.get(_EPSILON, 1e-12)
    if isinstance(epsilon, bool) or not isinstance(epsilon, int | float) or not 0 < epsilon < 1:
        raise InputError("encoder_kind", path=str(path), name=_EPSILON, value=str(epsilon))
    return config


def _vocabulary(path: Path) -> WordPieces:
    try:
        pieces = _bytes(path).decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise InputError("encoder_file", path=str(path), reason=error.reason) from None
    found = {piece.rstrip("\r"): number for number, piece in enumerate(pieces) if piece.rstrip("\r")}
    for mark in _MARKS:
        if mark not in found:
            raise InputError("encoder_file", path=str(path), reason=mark)
    return WordPieces(found)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_VOCABULARY_BYTES)
    except OSError as error:
        raise InputError("encoder_file", path=str(path), reason=error.strerror or str(error)) from None


def _check(weights: "Mapping[str, NDArray[Any]]", config: Mapping[str, Any], pieces: int, path: str) -> None:
    """Raise ``encoder_file`` where a part is missing or has not the form that the model's description says."""
    size, inner = config["hidden_size"], config["intermediate_size"]
    wanted = {
        "embeddings.position_embeddings.weight": (config["max_position_embeddings"], size),
        **{f"embeddings.LayerNorm.{part}": (size,) for part in ("weight", "bias")},
    }
    for number in range(config["num_hidden_layers"]):
        name = f"encoder.layer.{number}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            wanted |= {f"{name}.attention.{part}.weight": (size, size), f"{name}.attention.{part}.bias": (size,)}
        wanted |= {f"{name}.intermediate.dense.weight": (inner, size), f"{name}.intermediate.dense.bias": (inner,)}
        wanted |= {f"{name}.output.dense.weight": (size, inner), f"{name}.output.dense.bias": (size,)}
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            wanted |= {f"{name}.{part}.weight": (size,), f"{name}.{part}.bias": (size,)}
    for name, shape in wanted.items():
        if name not in weights or weights[name].shape != shape:
            raise InputError("encoder_file", path=path, reason=name)
    for name, least in (("word", pieces), ("token_type", 1)):
        found = weights.get(f"embeddings.{name}_embeddings.weight")
        if found is None or found.shape[1:] != (size,) or len(found) < least:
            raise InputError("encoder_file", path=path, reason=f"embeddings.{name}_embeddings.weight")
