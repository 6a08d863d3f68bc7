"""What needs issuing and verifying together."""

from mexbadge.workflows.convert import Conversion, convert

__all__ = ["Conversion", "convert"]
