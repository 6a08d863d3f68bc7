"""Pictures of badges, drawn."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = ["drawing"]

if TYPE_CHECKING:
    from mexbadge.artwork import drawing
else:
    __getattr__ = face(__name__, __all__)
