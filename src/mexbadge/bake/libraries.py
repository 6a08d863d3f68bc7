"""What reads an SVG: loaded with the first."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["svg"]

if TYPE_CHECKING:
    from mexbadge.bake import svg
else:
    __getattr__ = late({"svg": "mexbadge.bake.svg"})
