"""What every model is made of: the base class, and the kinds of values that the standards name.

A model is a view of a document, never the document: what was signed is kept as it came, and a model is not written out
in its place. Unknown members stay, in ``model_extra``. Wherever a rule is broken, a code of the texts of this room says
so; :mod:`mexbadge.models.problems` turns it into a problem with its place.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Literal, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from mexbadge.models import dates, language, uris
from mexbadge.models.lexical import EMAIL_PATTERN, JWS_PATTERN, MOST_ITEMS, is_email, is_email_with_domain, is_jws
from mexbadge.models.severity import Severity, severity_of
from mexbadge.models.vocabulary import EXT

MOST_PROBLEMS: Final = 100
"""How many problems of one array are told."""
STEP: Final = "="
"""What a step of an error's place begins with that is no step of the document."""

T = TypeVar("T")
Json: TypeAlias = dict[str, Any]


class Model(BaseModel):
    """A frozen view of one object: attributes named as in the standard but in snake_case, unknown members kept."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        strict=True,
        defer_build=True,
        alias_generator=to_camel,
        validate_by_name=False,
        validate_by_alias=True,
        hide_input_in_errors=True,
        protected_namespaces=(),
    )


class Deviations:
    """The validation context under which deviations that a reader can live with are refused as well.

    It counts, so that a document made of mistakes alone costs no more than one with some of them.
    """

    MOST: ClassVar = 500

    def __init__(self) -> None:
        self.warnings_left = self.MOST
        self.errors_left = self.MOST

    def tells(self) -> bool:
        """Count one deviation, and return whether it is to be told."""
        self.warnings_left -= 1
        return self.warnings_left >= 0


def tells(info: ValidationInfo) -> bool:
    """Return whether a deviation is to be told, rather than passed over."""
    return isinstance(info.context, Deviations) and info.context.tells()


def refused(code: str, **values: object) -> PydanticCustomError:
    """Return the error that carries one of our codes and its values; pydantic can hand on no half a surrogate pair."""
    told = {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in values.items()
    }
    return PydanticCustomError(code, "refused", told)


def several(found: Iterable[InitErrorDetails]) -> ValidationError:
    """Return one error that carries all that was ``found``."""
    return ValidationError.from_exception_data("refused", list(found))


def details_of(error: ValidationError) -> list[InitErrorDetails]:
    """Return what an error carries in the form in which another error can take it over.

    All its warnings, and at most ``MOST_PROBLEMS`` of the rest.
    """
    found, left = list[InitErrorDetails](), MOST_PROBLEMS
    for detail in error.errors(include_url=False):
        code, context = detail["type"], detail.get("ctx", {})
        warns = severity_of(code) in {Severity.CLEAR, Severity.UNUSUAL}
        left -= not warns
        if left >= 0 or warns:
            kind = refused(code, **context) if code.startswith("models_") else code
            found.append(InitErrorDetails(type=kind, loc=detail["loc"], input=detail["input"], ctx=context))
    if left < 0:
        found.append(InitErrorDetails(type=refused("models_more", most=MOST_PROBLEMS), loc=(), input=()))
    return found


@dataclass(frozen=True, slots=True)
class Given:
    """A member that may be missing but, where it stands, holds a value: ``null`` says nothing, and is reported."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        inner = schema["schema"] if schema["type"] == "nullable" else schema
        return core_schema.with_info_wrap_validator_function(self.read, inner)

    def read(self, value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
        """Return the value, and ``None`` for ``null``."""
        if value is not None:
            return handler(value)
        if tells(info):
            raise refused("models_null")
        return None


Maybe: TypeAlias = Annotated[T | None, Given()]


@dataclass(frozen=True, slots=True)
class Array:
    """An array of at least ``least`` values; ``single``: one value may stand without its brackets (``ac``).

    Where ``single`` does not hold, a bare value is still read, and reported. An empty array counts as left out.
    """

    least: int = 0
    single: bool = False

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_wrap_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Json:
        array = {**handler(schema), "minItems": max(self.least, 1)}
        return {"anyOf": [array["items"], array]} if self.single and self.least <= 1 else array

    def read(self, value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
        """Return the values as a tuple, or raise all that is wrong with them."""
        if value is None:
            if self.least or tells(info):
                raise refused("models_null_required" if self.least else "models_null")
            return ()
        if not isinstance(value, list | tuple):
            return self._bare(value, handler, info)
        if not value and not self.least:
            if tells(info):
                raise refused("models_empty")
            return ()
        self._check_length(len(value))
        return _counted(tuple(value), handler, info)

    def _check_length(self, length: int) -> None:
        if length < self.least:
            raise refused("models_too_few", least=self.least)
        if length > MOST_ITEMS:
            raise refused("models_too_many", most=MOST_ITEMS)

    def _bare(self, value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
        if self.least > 1:
            raise refused("models_too_few", least=self.least)
        if self.single or not tells(info):
            return handler((value,))
        found = [InitErrorDetails(type=refused("models_single"), loc=(), input=value)]
        try:
            handler((value,))
        except ValidationError as error:
            found += details_of(error)
        raise several(found)


def _counted(values: tuple[object, ...], handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
    """Read the values; where too much is wrong with them, or was wrong before, tell only a part of it."""
    report = info.context if isinstance(info.context, Deviations) else None
    if report is not None and report.errors_left < 0:
        raise refused("models_more", most=Deviations.MOST)
    try:
        return handler(values)
    except ValidationError as error:
        if report is not None:
            report.errors_left -= min(error.error_count(), MOST_PROBLEMS)
        if error.error_count() <= MOST_PROBLEMS:
            raise
        raise several(details_of(error)) from None


Some: TypeAlias = Annotated[tuple[T, ...], Array(least=1)]
"""``1..*``: an array of at least one value."""
Many: TypeAlias = Annotated[tuple[T, ...], Array()]
"""``0..*``: an array that is left out where it would be empty."""
ManyOrOne: TypeAlias = Annotated[tuple[T, ...], Array(single=True)]
"""``0..* ac``: likewise, and a single value may stand without brackets."""


@dataclass(frozen=True, slots=True)
class Types:
    """The ``type`` of an object, ``1..* ac``: it holds every name of ``all_of`` and, where given, one of ``one_of``."""

    all_of: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Json:
        name = {"type": "string", "minLength": 1}
        array: Json = {"type": "array", "items": name, "minItems": 1}
        rules: list[Json] = [{"contains": {"const": one}} for one in self.all_of]
        if self.one_of:
            rules.append({"contains": {"enum": list(self.one_of)}})
        if rules:
            array["allOf"] = rules
        if len(rules) > 1:
            return array
        bare = {"const": self.all_of[0]} if self.all_of else {"enum": list(self.one_of)} if self.one_of else name
        return {"anyOf": [bare, array]}

    def read(self, value: object) -> tuple[str, ...]:
        """Return the names, or raise what is wrong with them."""
        names = value if isinstance(value, list | tuple) else (value,)
        if not names:
            raise refused("models_too_few", least=1)
        if len(names) > MOST_ITEMS:
            raise refused("models_too_many", most=MOST_ITEMS)
        if not all(isinstance(name, str) and name for name in names):
            raise refused("models_type_text")
        for wanted in (*((name,) for name in self.all_of), *((self.one_of,) if self.one_of else ())):
            if not any(name in names for name in wanted):
                raise refused("models_class", wanted=" / ".join(wanted))
        return tuple(names)


@dataclass(frozen=True, slots=True)
class Type:
    """The ``type`` of an object where the standard has exactly one: ``name``, or any where that is ``None``."""

    name: str | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Json:
        return {"type": "string", "minLength": 1} if self.name is None else {"const": self.name}

    def read(self, value: object, info: ValidationInfo) -> str:
        """Return the name; an array of one is read as well, and reported."""
        only = value[0] if isinstance(value, list | tuple) and len(value) == 1 else value
        if not isinstance(only, str) or not only:
            raise refused("models_type_text")
        if self.name is not None and only != self.name:
            raise refused("models_class", wanted=self.name)
        if only is not value and tells(info):
            raise refused("models_type_array")
        return only


def _text(value: object) -> object:
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        raise refused("models_type_text")
    if not language.is_text_map(value):
        raise refused("models_language_map")
    return value


@dataclass(frozen=True, slots=True)
class TextRule:
    """A text, or a language map in its place."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_text)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Json:
        text = {"type": "string"}
        names = {"pattern": language.MAP_KEY_PATTERN}
        translated = {"type": "object", "minProperties": 1, "propertyNames": names, "additionalProperties": text}
        value = {"@value": text, "@language": text, "@direction": text}
        tagged = {"type": "object", "properties": value, "required": ["@value"], "additionalProperties": False}
        return {"anyOf": [text, translated, tagged]}


Text: TypeAlias = Annotated[str | dict[str, str], TextRule()]
"""A text for people to read, or a language map of such texts."""


@dataclass(frozen=True, slots=True)
class Untold:
    """Beside a rule of texts: says of which there is nothing to tell. At those for which it is false the rule looks."""

    holds: Callable[[str], bool]


def _checked(code: str, holds: Callable[[str], bool], *, show: bool = True) -> AfterValidator:
    def check(value: str) -> str:
        if not holds(value):
            raise refused(code, **({"value": value} if show else {}))
        return value

    return AfterValidator(check)


def _date_time(value: str, info: ValidationInfo) -> str:
    code = dates.lexical_problem(value, zone_needed=False)
    if code is None and dates.lexical_problem(value, zone_needed=True) and tells(info):
        code = "models_date_local"
    if code is not None:
        raise refused(code, value=value)
    return value


def _date_time_z(value: str) -> str:
    code = dates.lexical_problem(value, zone_needed=True)
    if code is not None:
        raise refused(code, value=value)
    return value


def _string(pattern: str | None = None, form: str | None = None) -> WithJsonSchema:
    schema: Json = {"type": "string"}
    if form:
        schema["format"] = form
    if pattern:
        schema["pattern"] = pattern
    return WithJsonSchema(schema)


DAY_PATTERN: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

Uri: TypeAlias = Annotated[
    str, _checked("models_uri", uris.is_uri), _string(uris.URI_PATTERN, "iri"), Untold(uris.is_uri)
]
"""An absolute URI, or an IRI."""
DateTimeZ: TypeAlias = Annotated[
    str, AfterValidator(_date_time_z), _string(dates.ZONED_PATTERN), Untold(dates.is_instant)
]
"""An XML Schema date-time with its zone, as text; :func:`mexbadge.models.dates.instant` says which moment it is."""
DateTime: TypeAlias = Annotated[
    str, AfterValidator(_date_time), _string(dates.DATE_TIME_PATTERN), Untold(dates.is_instant)
]
"""A date-time as text; one without a zone is read, and reported."""
Day: TypeAlias = Annotated[
    str, _checked("models_day", dates.is_day, show=False), _string(DAY_PATTERN), Untold(dates.is_day)
]
LanguageCode: TypeAlias = Annotated[
    str,
    _checked("models_language", language.is_language),
    _string(language.LANGUAGE_PATTERN),
    Untold(language.is_language),
]
CompactJws: TypeAlias = Annotated[str, _checked("models_jws", is_jws, show=False), _string(JWS_PATTERN), Untold(is_jws)]


def _email_label(value: str, info: ValidationInfo) -> str:
    """Return an e-mail address; report ``models_email_label`` where its host has one label, as inside a network."""
    if "." not in value.rpartition("@")[2] and tells(info):
        raise refused("models_email_label")
    return value


Email: TypeAlias = Annotated[
    str,
    _checked("models_email", is_email, show=False),
    AfterValidator(_email_label),
    _string(EMAIL_PATTERN, "email"),
    Untold(is_email_with_domain),
]
"""An e-mail address; one whose host has one label is read, and reported."""
Number: TypeAlias = Annotated[float, Field(allow_inf_nan=False)]


def _image_object(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    if value and not uris.is_uri(value):
        raise refused("models_uri", value=value)
    if tells(info):
        raise refused("models_image_string" if value else "models_text_empty")
    return {"id": value or "data:,", "type": "Image"}


BareAddress: Final = BeforeValidator(_image_object)
"""An image as a bare address: the old form, read, and reported with the way to write it now."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A text by which nothing is judged: an empty one stands for none, and is reported."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_wrap_validator_function(self.read, handler(source))

    def read(self, value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
        """Return the value, and the empty text without looking at its form."""
        if value != "":
            return handler(value)
        if tells(info):
            raise refused("models_text_empty")
        return value


def open_to_ext(names: tuple[str, ...], value: str, info: ValidationInfo) -> str:
    """Return ``value``; report ``models_enum_open`` where it is neither one of ``names`` nor an extension term."""
    if value not in names and EXT.fullmatch(value) is None and tells(info):
        raise refused("models_enum_open", value=value)
    return value


def text_or_object(value: object) -> Literal["=text", "=object"]:
    """Say which of two forms a value has."""
    return "=text" if isinstance(value, str) else "=object"
