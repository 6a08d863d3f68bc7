"""One document, read once: its statements, their canonical forms and what no statement holds, each worked out once.

The walk of :mod:`mexbadge.ld.conservation` reads first. Where it finds every value in a statement, its statements are
those of the document; pyld reads only what the walk leaves undecided, or where something is lost, which no signature is
made or accepted over. That both make the same statements of whatever the walk lets pass is held by properties.
"""

from collections.abc import Mapping, Sequence

from mexbadge.errors import InputError, Problem
from mexbadge.ld import rdfc
from mexbadge.ld.compiling import Unsure
from mexbadge.ld.conservation import Walk
from mexbadge.ld.contexts import Contexts
from mexbadge.ld.expand import Read, active_contexts, contexts_by_pyld, processor, read
from mexbadge.ld.rdfc import Canonical, HashName, Related
from mexbadge.ld.terms import Quad

__all__ = ["JsonLdReading", "unreadable", "walked"]


class JsonLdReading:
    """What one document says. Whoever asks for the same twice is given what was found the first time.

    For one thread, and for as long as the document stays as it is.
    """

    __slots__ = ("_forms", "_lost", "_quads", "_read")

    def __init__(self, found: Read) -> None:
        self._read = found
        self._quads: Sequence[Quad] | None = None
        self._forms: dict[tuple[HashName, Related], Canonical] = {}
        self._lost: tuple[Problem, ...] | None = None

    def __repr__(self) -> str:
        return "<JsonLdReading>" if self._quads is None else f"<JsonLdReading: {len(self._quads)} statements>"

    @classmethod
    def of(cls, document: Mapping[str, object], contexts: Contexts = None) -> "JsonLdReading":
        """Read a document in; errors as :func:`mexbadge.ld.to_quads`, but for what only its statements bring up."""
        return cls(read(document, contexts))

    @property
    def lost(self) -> tuple[Problem, ...]:
        """What of the document no statement holds, as :func:`mexbadge.ld.lost`."""
        if self._lost is None:
            self._lost = self._walked()
        return self._lost

    @property
    def quads(self) -> Sequence[Quad]:
        """The statements; raises :class:`~mexbadge.errors.InputError` as :func:`mexbadge.ld.to_quads`."""
        if self.lost and self._quads is None:
            self._quads = processor(self._read).quads(self._read.document)
        return self._quads or ()

    def canonical(self, hash_name: HashName = "sha256", related: Related = "list") -> str:
        """Return the canonical N-Quads; errors as :func:`mexbadge.ld.rdfc.canonize`.

        Where no blank nodes had to be told apart by Hash N-Degree Quads, both readings of it are one form.
        """
        if not self.is_tied(hash_name):
            related = "list"
        found = self._forms.get((hash_name, related))
        if found is None:
            found = rdfc.canonize_with_labels(self.quads, hash=hash_name, related=related)
            self._forms[hash_name, related] = found
        return found.text

    def is_tied(self, hash_name: HashName = "sha256") -> bool:
        """Say whether there is a second reading, as far as the canonical form was asked for."""
        listed = self._forms.get((hash_name, "list"))
        return listed is None or listed.tied

    def _walked(self) -> tuple[Problem, ...]:
        """Walk through the document and keep the statements where nothing is lost; return what is."""
        if self._read.inline:
            return self._read.inline
        try:
            walk = walked(self._read)
        except InputError as error:
            return (unreadable(error),)
        if not walk.problems:
            self._quads = walk.quads
        return tuple(walk.problems)


def walked(found: Read) -> Walk:
    """Return the walk through a document; pyld says what its contexts mean where nobody else surely can."""
    try:
        walk = Walk(active_contexts(found.contexts))
        walk.document(found.document)
    except Unsure:
        walk = Walk(contexts_by_pyld(found.contexts))
        walk.document(found.document)
    return walk


def unreadable(error: InputError) -> Problem:
    """Return the one problem of a document that cannot be read as JSON-LD."""
    return Problem(error.code, error.where if error.where is not None else "", error.problem.values)
