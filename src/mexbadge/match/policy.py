"""The rules of a match."""

from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256

from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.match.scoring import Rules, Weights

__all__ = ["MatchPolicy"]


@dataclass(frozen=True, slots=True)
class MatchPolicy:
    """The rules of a match: how credit is given, how telling skills are, how many musts may be missing.

    ``least_confidence``: how much the word of a badge must be worth to meet a requirement, above 0 and up to 1; one
    that is worth less shows it in part. Raises :class:`InputError` ``match_confidence``.
    """

    rules: Rules = field(default_factory=Rules)
    weights: Weights = field(default_factory=Weights, repr=False)
    may_miss: int = 0
    least_confidence: Fraction = Fraction(1, 2)
    _digest: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 0 < self.least_confidence <= 1:
            raise InputError("match_confidence", value=self.least_confidence)

    @property
    def digest(self) -> str:
        """The SHA-256 of all rules and weights, to tell a result from one of other rules; computed once."""
        if self._digest:
            return self._digest[0]
        rules = self.rules
        facts = [rules.version, str(rules.nice), str(rules.broader), str(rules.sibling), str(rules.unknown_level)]
        weights = [[skill, value] for skill, value in sorted(self.weights.idf.items())]
        facts.append(str(self.least_confidence))
        made = sha256(_json.canonical([facts, self.may_miss, self.weights.rarest, weights])).hexdigest()
        self._digest.append(made)
        return made
