"""The documents of mexbadge's own that people write: strict, frozen, with every problem at once.

A member that is not known is refused, for it may be a slip of the pen. JSON and TOML say the same: a number may stand
as a text where it must be exact, a text in several languages as ``{en = "…", fr = "…"}``.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    StrictBool,
    StrictInt,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_before_validator_function

from mexbadge import _json, _limits
from mexbadge._json import JsonObject, escape_pointer
from mexbadge._names import schema_name, schema_names
from mexbadge.errors import InputError, Problem, SchemaError
from mexbadge.models.language import Words, is_text_map
from mexbadge.texts import LANGUAGES

__all__ = [
    "Amount",
    "Count",
    "Day",
    "DocumentForm",
    "Flag",
    "Ident",
    "Language",
    "Moment",
    "Names",
    "Saying",
    "Sayings",
    "SchemaName",
    "Text",
    "dotted",
    "form_of",
    "form_schema",
    "load_table",
    "pointer",
    "read_toml",
    "refused",
]

_MOST: Final = 100
_LONGEST: Final = 4096
_QUOTED: Final = re.compile(r"'([^']*)'")
"""A word among those that may stand in a place, as pydantic writes them."""
_OF_PYDANTIC: Final = (":", "[")
"""How a step begins that is none in the document: a tag of ours, or ``[key]``."""
_LINE: Final = re.compile(r"\(at line ([0-9]+), column [0-9]+\)", re.ASCII)
"""Where the reader of TOML says that it could not go on."""
_CODES: Final[Mapping[str, str]] = {
    "missing": "form_missing",
    "extra_forbidden": "form_unknown",
    "string_type": "form_text",
    "string_too_short": "form_empty",
    "string_too_long": "form_long",
    "string_pattern_mismatch": "form_value",
    "bool_type": "form_boolean",
    "int_type": "form_number",
    "greater_than_equal": "form_number",
    "less_than_equal": "form_number",
    "enum": "form_choice",
    "literal_error": "form_choice",
    "tuple_type": "form_list",
    "list_type": "form_list",
    "model_type": "form_object",
    "dict_type": "form_object",
    "too_long": "form_many",
    "too_short": "form_empty",
    "recursion_loop": "form_deep",
    "recursion_depth_exceeded": "form_deep",
}

Made = TypeVar("Made", bound="DocumentForm")
_SAID: Final = "said"


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of the catalogue: its code, and values that it names."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sayings:
    """How a document says what is wrong with it, where it has sharper words than every form.

    ``members``: where the member of that name is missing or of another kind; ``codes``: by the code that any form would
    give (``form_unknown`` …); ``otherwise``: for all else. ``values`` go into each sentence, which may also name
    ``{place}``. What a validator refused with :func:`refused` goes before all of these. ``written`` is how a place is
    written: as a JSON pointer, or :func:`dotted` as in settings; where it is given, ``{name}`` is the whole place.
    """

    members: Mapping[str, Saying] = field(default_factory=dict)
    codes: Mapping[str, Saying] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    otherwise: Saying | None = None
    written: Callable[[Sequence[int | str]], str] | None = None

    def problem(self, said: Saying | None, by_form: Saying, steps: Sequence[int | str]) -> Problem:
        """Return what is wrong at a place: ``said`` by a validator, or as any form would say it."""
        code = by_form.code
        name = next((step for step in reversed(steps) if isinstance(step, str)), "")
        where = (self.written or pointer)(steps)
        last = steps[-1] if steps and code != "form_unknown" else None
        own = said or self.members.get(str(last)) or self.codes.get(code) or self.otherwise or by_form
        more = {"place": where, **self.values} if own.code != code else {}
        return Problem(own.code, where, {"name": where if self.written else name, **more, **own.values})


_PLAIN: Final = Sayings()


def pointer(steps: Iterable[int | str]) -> str:
    """Return the JSON pointer (RFC 6901) of the place to which ``steps`` lead."""
    return "".join(f"/{escape_pointer(str(step))}" for step in steps)


def dotted(steps: Iterable[int | str]) -> str:
    """Return a place as it is called in settings: ``signing.form``."""
    return ".".join(map(str, steps))


def refused(code: str, **values: object) -> PydanticCustomError:
    """Return what a validator raises to say a sentence of its own, with the values that it names."""
    return PydanticCustomError(code, code, {_SAID: Saying(code, values)})


@dataclass(frozen=True, slots=True)
class SchemaName:
    """A note on the member ``schema``: it names the form ``name``, as today or as before; else ``said`` is said."""

    name: str
    said: Saying

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonObject:
        return {"enum": schema_names(self.name)}

    def _checked(self, value: object) -> object:
        if value not in schema_names(self.name):
            raise refused(self.said.code, **self.said.values)
        return value


class DocumentForm(BaseModel):
    """One object of a document that people write."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,
        alias_generator=to_camel,
        validate_by_alias=True,
        validate_by_name=True,
    )

    def to_json(self) -> JsonObject:
        """Return the document, without what says nothing."""
        found: JsonObject = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return found


def _words(value: object) -> object:
    if isinstance(value, Words):
        return value
    if (isinstance(value, str) and value.strip()) or (isinstance(value, Mapping) and value and is_text_map(value)):
        words = Words.of(value)
        if all(_is_whole(text) for _, text in words.texts):
            return words
    raise PydanticCustomError("form_words", "texts by language")


def _is_whole(text: str) -> bool:
    """Return whether a text can be written at all: half a surrogate pair cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _words_json(words: Words) -> object:
    found = {lang or "und": text for lang, text in words.texts}
    return found["und"] if found.keys() == {"und"} else found


def _decimal(value: object) -> object:
    if isinstance(value, Decimal):
        made = value
    elif isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            made = Decimal(str(value))
        except InvalidOperation:
            raise PydanticCustomError("form_amount", "a number") from None
    else:
        raise PydanticCustomError("form_amount", "a number")
    if not made.is_finite() or not 0 <= made <= Decimal(10) ** 12 or made != round(made, 6):
        raise PydanticCustomError("form_amount", "a number from 0 with at most six places")
    return made


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("form_day", "a day") from None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("form_day", "a day")


def _moment(value: object) -> object:
    made = value
    if isinstance(value, str):
        try:
            made = datetime.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("form_moment", "a moment") from None
    if not isinstance(made, datetime) or made.tzinfo is None:
        raise PydanticCustomError("form_moment", "a moment with its zone")
    return made.astimezone(UTC)


_TEXTS_SCHEMA: Final[JsonObject] = {
    "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]
}
Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
"""A text that says something."""
Ident = Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST, pattern=r"^\S(.*\S)?$")]
"""An id: a URI, or a name within the document."""
Names = Annotated[Words, BeforeValidator(_words), PlainSerializer(_words_json), WithJsonSchema(_TEXTS_SCHEMA)]
"""A text, or texts by language."""
Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\d+(\.\d+)?$"}]}),
]
"""An exact number, not negative, with at most six decimal places."""
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day: ``2026-09-01``."""
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
"""A moment with its zone."""
Count = Annotated[StrictInt, Field(ge=0, le=10**9)]
"""A whole number, not negative."""
Flag = StrictBool
"""Yes or no."""


def _language(value: object) -> object:
    if value not in LANGUAGES:
        raise refused("form_choice", known=", ".join(LANGUAGES))
    return value


Language = Annotated[str, BeforeValidator(_language), WithJsonSchema({"enum": list(LANGUAGES)})]
"""A language in which we write to people: one of which there is a catalogue."""


def load_table(source: bytes | str | PathLike[str] | Mapping[str, object]) -> JsonObject:
    """Return the object in a JSON or TOML document: bytes are content, a text or path names a file.

    Raises :class:`InputError`: ``form_file`` where it cannot be read, and as :func:`read_toml` and
    :func:`mexbadge._json.loads`.
    """
    if isinstance(source, Mapping):
        return dict(source)
    content = source if isinstance(source, bytes) else _read(Path(source))
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return _json.loads_object(content, max_bytes=_limits.BUNDLE_BYTES)
    if len(content) > _limits.CREDENTIAL_BYTES:
        raise InputError("json_too_large", size=len(content), limit=_limits.CREDENTIAL_BYTES)
    return read_toml(content)


def read_toml(content: bytes) -> JsonObject:
    """Return the table in a TOML document.

    Raises :class:`InputError`: ``form_toml_line`` where the reader could not go on, else ``form_toml``.
    """
    try:
        return dict(tomllib.loads(content.decode("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        line = _LINE.search(str(error)) if isinstance(error, tomllib.TOMLDecodeError) else None
        if line is None:
            raise InputError("form_toml") from None
        raise InputError("form_toml_line", where=int(line[1]), line=int(line[1])) from None


def form_of(
    model: type[Made], table: Mapping[str, Any], sayings: Sayings = _PLAIN, context: Mapping[str, Any] | None = None
) -> Made:
    """Return ``table`` as ``model``; raise :class:`SchemaError` with all problems, each with its JSON pointer.

    ``sayings`` are sharper words of the document; ``context`` is what its validators may look at.
    """
    try:
        return model.model_validate(dict(table), context=context)
    except ValidationError as error:
        found = [_problem(detail, table, sayings) for detail in error.errors(include_url=False)[:_MOST]]
        raise SchemaError({(one.code, one.where): one for one in found}.values()) from None
    except RecursionError:
        raise SchemaError([Problem("form_deep", "", {"name": ""})]) from None


def form_schema(model: type[DocumentForm], name: str, title: str) -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of a document."""
    made = model.model_json_schema(by_alias=True, mode="validation", schema_generator=_Generator)
    return {"$schema": _Generator.schema_dialect, "$id": schema_name(name), **made, "title": title}


class _Generator(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - as pydantic asks
        return False

    def default_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ANN401 - one of pydantic's own many types
        return self.generate_inner(schema["schema"])


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_limits.BUNDLE_BYTES + 1)
    except (OSError, ValueError):
        raise InputError("form_file", path=str(path)) from None


def _problem(detail: Mapping[str, Any], table: Mapping[str, Any], sayings: Sayings) -> Problem:
    kind: str = detail["type"]
    code = kind if kind.startswith("form_") else _CODES.get(kind, "form_value")
    said = detail.get("ctx", {}).get(_SAID)
    by_form = Saying(code)
    if code == "form_choice" and said is None:
        by_form = Saying(code, {"known": ", ".join(_QUOTED.findall(str(detail["ctx"]["expected"])))})
    return sayings.problem(said if isinstance(said, Saying) else None, by_form, _steps(table, detail["loc"]))


def _steps(table: object, location: Sequence[int | str]) -> list[int | str]:
    """Keep of an error's location what is a step in the document, and the member that is missing at its end."""
    node, steps = table, list[int | str]()
    for place, step in enumerate(location):
        last = place == len(location) - 1 and not str(step).startswith(_OF_PYDANTIC)
        if isinstance(step, str) and isinstance(node, Mapping) and (step in node or last):
            steps.append(step)
            node = node.get(step)
        elif isinstance(step, int) and isinstance(node, list | tuple) and step < len(node):
            steps.append(step)
            node = node[step]
    return steps
