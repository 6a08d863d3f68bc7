"""Strict JSON in (RFC 8259, I-JSON's rules of RFC 7493), canonical JSON out (RFC 8785).

What two readers could read differently is refused: a name that stands twice, ``NaN``, a number beyond what every reader
can hold, half a surrogate pair, text that is no UTF-8. Every refusal is an :class:`~mexbadge.errors.InputError`.
"""

import json
import math
import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from mexbadge import _limits
from mexbadge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A JSON value as Python holds it."""
JsonObject: TypeAlias = dict[str, Any]
"""A JSON object: names and JSON values."""

_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def loads(data: bytes | str, *, max_bytes: int = _limits.CREDENTIAL_BYTES, max_depth: int = _limits.JSON_DEPTH) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Read one JSON text of at most ``max_bytes`` bytes, nested at most ``max_depth`` deep.

    Raises :class:`InputError`: ``json_too_large``, ``json_too_many``, ``json_too_many_values``,
    ``json_encoding``, ``json_syntax`` (``where`` is the offset), ``json_duplicate_name``, ``json_number``,
    ``json_surrogate``, ``json_too_deep``.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > max_bytes:
        raise InputError("json_too_large", size=len(raw), limit=max_bytes)
    raw = raw.removeprefix(_BYTE_ORDER_MARK)
    containers = raw.count(b"{") + raw.count(b"[")
    if containers > _limits.JSON_CONTAINERS:
        raise InputError("json_too_many", limit=_limits.JSON_CONTAINERS)
    if raw.count(b",") > _limits.JSON_VALUES:
        raise InputError("json_too_many_values", limit=_limits.JSON_VALUES)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("json_encoding", where=error.start) from None
    try:
        value = _decode(text)
    except json.JSONDecodeError as error:
        raise InputError("json_syntax", where=error.pos, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise InputError("json_too_deep", limit=max_depth) from None
    surrogates = b"\\u" in raw and _SURROGATE.search(raw) is not None
    if surrogates or containers > max_depth:  # so many must there be for any to lie deeper
        _check_tree(value, max_depth=max_depth, surrogates=surrogates)
    return value


def loads_object(data: bytes | str, *, max_bytes: int = _limits.CREDENTIAL_BYTES) -> JsonObject:
    """Read one JSON text that must be an object; raise :class:`InputError` as :func:`loads`, or ``json_not_object``."""
    value = loads(data, max_bytes=max_bytes)
    if not isinstance(value, dict):
        raise InputError("json_not_object")
    return value


def canonical(value: object) -> bytes:
    """Write ``value`` in the canonical form of RFC 8785 (JCS), as UTF-8.

    Raises :class:`InputError` ``json_not_canonical`` for what the form cannot carry: integers beyond 2^53, NaN, half a
    surrogate pair, a type that JSON does not have.
    """
    try:
        if _is_simple(value):
            return _canonical(value).encode("utf-8")
        import rfc8785  # noqa: PLC0415 - loaded only where it is needed

        return rfc8785.dumps(cast("Any", value))
    except (UnicodeEncodeError, RecursionError, TypeError, ValueError):
        raise InputError("json_not_canonical") from None


def dumps(value: object, *, indent: int | None = None) -> str:
    """Write ``value`` as JSON in plain ASCII, so that no terminal or log can be made to act on it."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent, separators=separators)


def portable(value: object) -> str:
    """Write ``value`` as JSON of which every brace is one of its own: see :func:`without_braces`."""
    return without_braces(dumps(value))


def without_braces(text: str) -> str:
    """Return a JSON text with the braces inside its strings written as escapes: it says the same, to the letter.

    A wallet that counts braces to find the end of the JSON in an image is misled by one in a text.
    """
    if '\\"' not in text:  # then every quotation mark begins or ends a string
        inside = "".join(text.split('"')[1::2])
        if "{" not in inside and "}" not in inside:
            return text
    return _STRING.sub(lambda found: found[0].replace("{", "\\u007b").replace("}", "\\u007d"), text)


def escape_pointer(token: str) -> str:
    """Return ``token`` as one step of a JSON pointer (RFC 6901, section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def _is_simple(value: object) -> bool:
    """Return whether the standard library writes ``value`` as RFC 8785 does: ASCII names, and plain numbers.

    Names then sort alike by code points and by UTF-16 units. Python and ECMAScript write the same digits of a number,
    and put the point alike where it is a fraction of a middling size.
    """
    kind = type(value)
    if kind is dict or kind is list:
        inside: Iterable[object] = cast("list[object]", value)
        if kind is dict:
            table = cast("dict[str, object]", value)
            if not all(map(str.isascii, table)):  # for a name that is no text a TypeError
                return False
            inside = table.values()
        for item in inside:  # noqa: SIM110 - takes half the time of all(...)
            if type(item) is not str and not _is_simple(item):
                return False
        return True
    if kind is float:
        number = cast("float", value)
        return _LEAST_PLAIN <= abs(number) < math.inf and not number.is_integer()
    if kind is int:
        return abs(cast("int", value)) <= _limits.JSON_INTEGER
    return kind is str or kind is bool or value is None


_canonical: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_LEAST_PLAIN: Final = 1e-4
"""From here on Python writes a fraction without an exponent, as ECMAScript does even below."""


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise InputError("json_duplicate_name", name=name)
            seen.add(name)
    return result


def _integer(text: str) -> int:
    if len(text) > _limits.JSON_NUMBER_CHARACTERS or abs(number := int(text)) > _limits.JSON_INTEGER:
        raise InputError("json_number", number=text)
    return number


def _float(text: str) -> float:
    if len(text) > _limits.JSON_NUMBER_CHARACTERS or not math.isfinite(number := float(text)):
        raise InputError("json_number", number=text)
    return number


def _constant(text: str) -> float:
    raise InputError("json_number", number=text)


_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')

_decode: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant
).decode


def _check_tree(value: object, *, max_depth: int, surrogates: bool) -> None:
    """Refuse what nests too deep and, where the text held surrogate escapes, strings that hold half a pair."""
    level: list[object] = [value]
    depth = 0
    while level:
        deeper: list[object] = []
        for item in level:
            if isinstance(item, dict):
                deeper.extend(item.values())
                if surrogates:
                    deeper.extend(item)
            elif isinstance(item, list):
                deeper.extend(item)
            elif surrogates and isinstance(item, str):
                _check_text(item)
        depth += any(isinstance(item, dict | list) for item in level)
        if depth > max_depth:
            raise InputError("json_too_deep", limit=max_depth)
        level = deeper


def _check_text(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("json_surrogate") from None
