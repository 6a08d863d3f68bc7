"""How text may look where it is read."""

from dataclasses import dataclass

__all__ = ["Look"]


@dataclass(frozen=True, slots=True)
class Look:
    """How text may look: whether colour and characters beyond ASCII may be used, and how much is said."""

    colour: bool = False
    ascii: bool = False
    verbose: bool = False
    quiet: bool = False

    def paint(self, text: str, code: str) -> str:
        """Return ``text`` in a colour, if colour may be used."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    @property
    def arrow(self) -> str:
        """The sign before a next step."""
        return "->" if self.ascii else "→"
