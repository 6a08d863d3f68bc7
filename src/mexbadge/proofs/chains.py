"""Proof sets and proof chains (Data Integrity 1.0, sections 2.1.1, 2.1.2 and 4.5): which proof signs which others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from mexbadge.errors import InputError

__all__ = ["MAX_PROOFS", "Proofs"]

MAX_PROOFS: Final = 16
"""How many proofs one document may carry."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """The proofs of one document, in its order, and the document without them."""

    proofs: tuple[object, ...]
    unsecured: Mapping[str, Any]
    single: bool

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Proofs":
        """Take the proofs off ``document``; raise :class:`InputError` ``proof_too_many``."""
        value = document.get("proof", ())
        proofs = tuple(value) if isinstance(value, list | tuple) else (value,)
        if len(proofs) > MAX_PROOFS:
            raise InputError("proof_too_many", where="/proof", count=len(proofs), limit=MAX_PROOFS)
        unsecured = {name: member for name, member in document.items() if name != "proof"}
        return cls(proofs, unsecured, single=not isinstance(value, list | tuple))

    def where(self, index: int) -> str:
        """Return the JSON pointer to one proof."""
        return "/proof" if self.single else f"/proof/{index}"

    def with_id(self, name: object) -> tuple[int, ...]:
        """Return the places of the proofs that have this ``id``."""
        return tuple(i for i, proof in enumerate(self.proofs) if isinstance(proof, Mapping) and proof.get("id") == name)

    def previous(self, proof: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the places of the proofs that ``proof`` signs, in the document's order.

        Raises :class:`InputError`: ``proof_previous`` (neither an id nor a list of ids), ``proof_previous_missing``,
        ``proof_id_twice``.
        """
        if "previousProof" not in proof:
            return ()
        value = proof["previousProof"]
        names: Sequence[object] = value if isinstance(value, list | tuple) else (value,)
        if not 0 < len(names) <= MAX_PROOFS or not all(isinstance(name, str) and name for name in names):
            raise InputError("proof_previous", where="/previousProof")
        places: set[int] = set()
        for name in names:
            found = self.with_id(name)
            if len(found) != 1:
                code = "proof_id_twice" if found else "proof_previous_missing"
                raise InputError(code, where="/previousProof", id=name)
            places.update(found)
        return tuple(sorted(places))

    def check_no_cycle(self, index: int) -> None:
        """Raise :class:`InputError` ``proof_cycle`` if a proof signs itself, directly or through others."""
        seen: set[int] = set()
        todo = [index]
        while todo:
            reached = self._previous_or_none(cast("Mapping[str, Any]", self.proofs[todo.pop()]))
            if index in reached:
                raise InputError("proof_cycle", where="/previousProof")
            todo.extend(place for place in reached if place not in seen)
            seen.update(reached)

    def signed_by(self, previous: tuple[int, ...]) -> Mapping[str, Any]:
        """Return the document that a proof signs: bare, or with exactly the earlier proofs that it names."""
        if not previous:
            return self.unsecured
        return {**self.unsecured, "proof": [self.proofs[place] for place in previous]}

    def _previous_or_none(self, proof: Mapping[str, Any]) -> tuple[int, ...]:
        try:
            return self.previous(proof)
        except InputError:
            return ()
