"""A skill: its identity is its URI, never its label."""

from dataclasses import dataclass, field

from mexbadge.errors import InputError
from mexbadge.models.language import Words

__all__ = ["Occupation", "Skill"]


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill in a framework.

    ``labels`` and ``alternatives`` are texts by language (several in one language are fine); ``kind`` is the
    framework's word for what it is; ``broader`` and ``equivalents`` are URIs. Raises :class:`InputError`
    ``skills_uri`` without a URI.
    """

    uri: str
    labels: Words = field(default_factory=Words)
    alternatives: Words = field(default_factory=Words, repr=False)
    kind: str = "skill"
    broader: tuple[str, ...] = ()
    equivalents: tuple[str, ...] = ()
    framework: str | None = None
    code: str | None = None
    statement: Words = field(default_factory=Words, repr=False)

    def __post_init__(self) -> None:
        if ":" not in self.uri or self.uri != self.uri.strip():
            raise InputError("skills_uri", uri=self.uri)

    def label(self, lang: str = "en") -> str:
        """Return its label in ``lang``, or the nearest; its URI where it has none."""
        return self.labels.text(lang) or self.uri


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation of a framework, and the skills that it asks for."""

    uri: str
    labels: Words = field(default_factory=Words)
    alternatives: Words = field(default_factory=Words, repr=False)
    essential: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
