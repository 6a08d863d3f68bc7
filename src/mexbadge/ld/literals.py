"""From a JSON scalar to an RDF literal (JSON-LD 1.1 API, section 8.3)."""

from dataclasses import dataclass
from typing import Final

from mexbadge.ld.iris import is_language_tag
from mexbadge.ld.terms import LANG_STRING, XSD_STRING, Literal

__all__ = ["Typed", "double"]

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_DOUBLE: Final = f"{_XSD}double"
_LARGEST_INTEGER: Final = 10**21
"""From here on a whole number is written as a double (JSON-LD 1.1 API, section 8.3, step 11)."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A JSON string, number or boolean with its datatype or language, if any."""

    value: str | int | float | bool
    datatype: str | None = None
    language: str | None = None

    def loss(self) -> str | None:
        """Return the code of what a literal would lose of the value, or ``None``."""
        if self.language is not None and (not isinstance(self.value, str) or not is_language_tag(self.language)):
            return "ld_lost_language"
        if isinstance(self.value, str):
            return "ld_lost_number" if self.datatype == _DOUBLE and not _is_canonical(self.value) else None
        if isinstance(self.value, float) and not self.value.is_integer() and float(double(self.value)) != self.value:
            return "ld_lost_number"
        return None

    def literal(self) -> Literal:
        """Return the literal; a language tag is written in lower case."""
        value = self.value
        if isinstance(value, bool):
            return Literal("true" if value else "false", self.datatype or f"{_XSD}boolean")
        if isinstance(value, str):
            if self.language is not None and self.datatype is None:
                return Literal(value, LANG_STRING, self.language.lower())
            return Literal(value, self.datatype or XSD_STRING)
        if (
            (isinstance(value, float) and not value.is_integer())
            or self.datatype == _DOUBLE
            or abs(value) >= _LARGEST_INTEGER
        ):
            return Literal(double(float(value)), self.datatype or _DOUBLE)
        return Literal(str(int(value)), self.datatype or f"{_XSD}integer")


def double(value: float) -> str:
    """Write ``value`` in the canonical form of ``xsd:double``, with 15 digits after the point at most.

    >>> double(3.5), double(1e21), double(-0.001)
    ('3.5E0', '1.0E21', '-1.0E-3')
    """
    mantissa, exponent = f"{value:.15E}".split("E")
    mantissa = mantissa.rstrip("0")
    return f"{mantissa}{'0' if mantissa.endswith('.') else ''}E{int(exponent)}"


def _is_canonical(text: str) -> bool:
    """Say whether a text typed as a double stays as it is; processors rewrite any other."""
    try:
        return double(float(text)) == text
    except ValueError:
        return False
