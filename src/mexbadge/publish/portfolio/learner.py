"""What a learner says of themselves: JSON Resume 1.0, or a small TOML file with the same names.

Read are ``basics`` (``name``, ``label``, ``summary``, ``url``, ``email``), ``work``, ``volunteer`` and ``education``.
Skills and certificates are those of the badges. An e-mail address is shown only where ``meta.show_email`` is true.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from mexbadge.credentials.achievement import read_table
from mexbadge.models.forms import DocumentForm, Flag, Saying, Sayings, form_of, pointer, refused

__all__ = ["NAMES", "Chapter", "Learner", "Span"]

_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_WEB: Final = ("https://", "http://")
_MOST: Final = 200
_LONGEST: Final = 4000


class Chapter(StrEnum):
    """What a span of time was spent with, by the names of JSON Resume."""

    WORK = "work"
    VOLUNTEER = "volunteer"
    EDUCATION = "education"


NAMES: Final[Mapping[Chapter, tuple[str, str]]] = {
    Chapter.WORK: ("position", "name"),
    Chapter.VOLUNTEER: ("position", "organization"),
    Chapter.EDUCATION: ("area", "institution"),
}
"""The members that say what it was, and with whom."""


@dataclass(frozen=True, slots=True)
class Span:
    """One job or course: ``start`` and ``end`` as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (``None``: not said)."""

    chapter: Chapter
    title: str
    place: str
    start: str | None = None
    end: str | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Learner:
    """Who it is, as they say it; ``left`` names the sections that are not read."""

    name: str
    label: str = ""
    summary: str = ""
    url: str | None = None
    email: str | None = field(default=None, repr=False)
    show_email: bool = False
    spans: tuple[Span, ...] = ()
    left: tuple[str, ...] = ()

    @classmethod
    def read(cls, content: bytes, name: str) -> Self:
        """Read a file; ``name`` is what it is called.

        Raises :class:`SchemaError` with every problem, ``portfolio_field`` for a member that is missing or of another
        kind, ``portfolio_date`` for a date that is none or runs backwards, and :class:`InputError` as
        :func:`mexbadge.credentials.achievement.read_table`.
        """
        table = read_table(content, name)
        file = form_of(_File, table, Sayings(otherwise=_ODD, written=pointer))
        basics = file.basics
        return cls(
            basics.name,
            basics.label,
            basics.summary,
            basics.url if basics.url.startswith(_WEB) else None,
            basics.email or None,
            show_email=file.meta.show_email,
            spans=tuple(file.spans()),
            left=tuple(sorted(table.keys() - _File.model_fields.keys() - {"$schema"})),
        )


_ODD: Final = Saying("portfolio_field")


def _text(value: object) -> object:
    """Return a text without the room around it; nothing is an empty one."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise refused(_ODD.code)
    return value.strip()


def _said(value: str, info: ValidationInfo) -> str:
    """Refuse an empty text where nothing before it says anything either."""
    if not value and not any(info.data.get(name) for name in ("study_type", "position", "area")):
        raise refused(_ODD.code)
    return value


def _date(value: object) -> object:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if text is None or text == "":
        return None
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise refused("portfolio_date", value=str(value))
    return text


def _forward(value: str | None, info: ValidationInfo) -> str | None:
    start = info.data.get("start_date")
    if start and value and value < start[: len(value)]:
        raise refused("portfolio_date", value=value)
    return value


_Text = Annotated[str, BeforeValidator(_text)]
_Said = Annotated[_Text, AfterValidator(_said)]
_Date = Annotated[str | None, BeforeValidator(_date)]
_NONE: Final[Any] = Field(default_factory=tuple, max_length=_MOST)


class _Part(DocumentForm, extra="ignore", validate_by_name=False):
    """A part of the file; what it says beyond what is read stays unread."""


class _Basics(_Part):
    name: _Said
    label: _Text = ""
    summary: _Text = ""
    url: _Text = ""
    email: _Text = ""


class _Meta(_Part, alias_generator=None):
    show_email: Flag = False


class _Time(_Part):
    start_date: _Date = None
    end_date: Annotated[_Date, AfterValidator(_forward)] = None
    summary: _Text = ""


class _Work(_Time):
    position: _Text = ""
    name: Annotated[_Said, Field(validate_default=True)] = ""


class _Volunteer(_Time):
    position: _Text = ""
    organization: Annotated[_Said, Field(validate_default=True)] = ""


class _Education(_Time):
    study_type: _Text = ""
    area: _Text = ""
    institution: Annotated[_Said, Field(validate_default=True)] = ""


class _File(_Part):
    basics: _Basics
    work: tuple[_Work, ...] = _NONE
    volunteer: tuple[_Volunteer, ...] = _NONE
    education: tuple[_Education, ...] = _NONE
    meta: _Meta = _Meta()

    def spans(self) -> Iterator[Span]:
        """Yield each job and course, in the order of the chapters."""
        for chapter in Chapter:
            listed: tuple[_Time, ...] = getattr(self, chapter.value)
            yield from (_span(chapter, one) for one in listed)


def _span(chapter: Chapter, time: _Time) -> Span:
    said = time.model_dump()
    title, place = (said[name] for name in NAMES[chapter])
    title = ", ".join(filter(None, (said.get("study_type"), title)))
    return Span(chapter, title or place, place if title else "", time.start_date, time.end_date, time.summary)
