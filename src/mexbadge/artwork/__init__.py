"""Pictures of badges, drawn."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = ["codes", "design", "drawing", "making", "sheets"]

if TYPE_CHECKING:
    from mexbadge.artwork import codes, design, drawing, making, sheets
else:
    __getattr__ = face(__name__, __all__)
