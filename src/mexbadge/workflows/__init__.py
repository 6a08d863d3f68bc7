"""What needs issuing and verifying together."""

from mexbadge.workflows.convert import LASTS, Conversion, convert, convert_in

__all__ = ["LASTS", "Conversion", "convert", "convert_in"]
