"""What a learner says of themselves: JSON Resume 1.0, or a small TOML file with the same names.

All its sections are read but three: skills and certificates are those of the badges, and references are other people.
An e-mail address is shown only where ``meta.show_email`` is true, a telephone number only where ``meta.show_phone`` is;
of a place of living, the town, the region and the country.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from mexbadge.credentials.achievement import read_table
from mexbadge.models.forms import DocumentForm, Flag, Saying, Sayings, form_of, pointer, refused

__all__ = ["ALSO", "NAMES", "Also", "Chapter", "Learner", "OtherProfile", "Span", "Told"]

_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_WEB: Final = ("https://", "http://")
_MOST: Final = 200
_LONGEST: Final = 4000

Told = Mapping[str, str | tuple[str, ...]]
"""Members by the names of JSON Resume: a text, or several."""


class Chapter(StrEnum):
    """What a span of time was spent with, by the names of JSON Resume."""

    WORK = "work"
    VOLUNTEER = "volunteer"
    EDUCATION = "education"
    PROJECT = "projects"


NAMES: Final[Mapping[Chapter, tuple[str, str]]] = {
    Chapter.WORK: ("position", "name"),
    Chapter.VOLUNTEER: ("position", "organization"),
    Chapter.EDUCATION: ("area", "institution"),
    Chapter.PROJECT: ("name", "entity"),
}
"""The members that say what it was, and with whom."""


@dataclass(frozen=True, slots=True)
class Also:
    """How the entries of a further section are named by JSON Resume: what, by whom or how well, and when."""

    title: str
    by: str
    date: str = ""


ALSO: Final[Mapping[str, Also]] = {
    "languages": Also("language", "fluency"),
    "awards": Also("title", "awarder", "date"),
    "publications": Also("name", "publisher", "releaseDate"),
    "interests": Also("name", "keywords"),
}
"""The sections that are lists beside the timeline."""


@dataclass(frozen=True, slots=True)
class Span:
    """One job, course or project.

    ``start`` and ``end`` are ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, ``None`` where they are not said; ``more`` are
    its further members.
    """

    chapter: Chapter
    title: str
    place: str
    start: str | None = None
    end: str | None = None
    more: Told = field(default_factory=dict)

    @property
    def called(self) -> str:
        """What it was: the position, the studies, the project; else where."""
        return ", ".join(str(part) for part in (self.more.get("studyType"), self.title) if part) or self.place

    @property
    def url(self) -> str | None:
        """Where it is on the web, if anywhere."""
        return _web(self.more.get("url"))

    @property
    def summary(self) -> str:
        """What they say of it."""
        return str(self.more.get("summary") or self.more.get("description") or "")

    @property
    def points(self) -> tuple[str, ...]:
        """What they count up: highlights, or the courses of studies."""
        said = self.more.get("highlights") or self.more.get("courses") or ()
        return (said,) if isinstance(said, str) else said


@dataclass(frozen=True, slots=True)
class OtherProfile:
    """A profile of theirs elsewhere: the network, and what they are called there."""

    network: str
    username: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Learner:
    """Who it is, as they say it; ``left`` names the sections that are not read.

    ``living`` is where they live, ``also`` the further sections (:data:`ALSO`), each with its entries.
    """

    name: str
    label: str = ""
    summary: str = ""
    url: str | None = None
    email: str | None = field(default=None, repr=False)
    show_email: bool = False
    phone: str | None = field(default=None, repr=False)
    show_phone: bool = False
    living: Mapping[str, str] = field(default_factory=dict)
    profiles: tuple[OtherProfile, ...] = ()
    also: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)
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
            _web(basics.url),
            basics.email or None,
            show_email=file.meta.show_email,
            phone=basics.phone or None,
            show_phone=file.meta.show_phone,
            living={} if basics.location is None else basics.location.to_json(),
            profiles=tuple(
                OtherProfile(one.network or one.username, one.username, _web(one.url)) for one in basics.profiles
            ),
            also={name: tuple(map(_told, listed)) for name in ALSO if (listed := getattr(file, name))},
            spans=tuple(file.spans()),
            left=tuple(sorted(table.keys() - _File.model_fields.keys() - {"$schema"})),
        )


_ODD: Final = Saying("portfolio_field")


def _web(value: object) -> str | None:
    return value if isinstance(value, str) and value.startswith(_WEB) else None


def _text(value: object) -> object:
    """Return a text without the room around it; nothing is an empty one."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise refused(_ODD.code)
    return value.strip()


def _said(value: str, info: ValidationInfo) -> str:
    """Refuse an empty text where nothing before it says anything either."""
    if not value and not any(info.data.get(name) for name in ("study_type", "position", "area", "username")):
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


def _some(value: object) -> object:
    """Return a list; nothing is an empty one."""
    return () if value is None else value


_Text = Annotated[str, BeforeValidator(_text)]
_Said = Annotated[_Text, AfterValidator(_said)]
_Date = Annotated[str | None, BeforeValidator(_date)]
_Texts = Annotated[tuple[_Text, ...], Field(max_length=_MOST), BeforeValidator(_some)]
_OWED: Final[Any] = Field(default="", validate_default=True)
_NONE: Final[Any] = Field(default_factory=tuple, max_length=_MOST)


class _Part(DocumentForm, extra="ignore", validate_by_name=False):
    """A part of the file; what it says beyond what is read stays unread."""


class _Living(_Part):
    city: _Text = ""
    region: _Text = ""
    country_code: _Text = ""


class _Profile(_Part):
    username: _Text = ""
    network: _Said = _OWED
    url: _Text = ""


class _Basics(_Part):
    name: _Said
    label: _Text = ""
    summary: _Text = ""
    url: _Text = ""
    email: _Text = ""
    phone: _Text = ""
    location: _Living | None = None
    profiles: Annotated[tuple[_Profile, ...], BeforeValidator(_some)] = _NONE


class _Meta(_Part, alias_generator=None):
    show_email: Flag = False
    show_phone: Flag = False


class _Time(_Part):
    start_date: _Date = None
    end_date: Annotated[_Date, AfterValidator(_forward)] = None
    url: _Text = ""
    summary: _Text = ""
    highlights: _Texts = ()


class _Work(_Time):
    position: _Text = ""
    name: _Said = _OWED
    location: _Text = ""
    description: _Text = ""


class _Volunteer(_Time):
    position: _Text = ""
    organization: _Said = _OWED


class _Education(_Time):
    study_type: _Text = ""
    area: _Text = ""
    institution: _Said = _OWED
    score: _Text = ""
    courses: _Texts = ()


class _Project(_Time):
    name: _Said
    entity: _Text = ""
    type: _Text = ""
    description: _Text = ""
    roles: _Texts = ()
    keywords: _Texts = ()


class _Language(_Part):
    language: _Said
    fluency: _Text = ""


class _Award(_Part):
    title: _Said
    awarder: _Text = ""
    date: _Date = None
    summary: _Text = ""


class _Publication(_Part):
    name: _Said
    publisher: _Text = ""
    release_date: _Date = None
    url: _Text = ""
    summary: _Text = ""


class _Interest(_Part):
    name: _Said
    keywords: _Texts = ()


class _File(_Part):
    basics: _Basics
    work: tuple[_Work, ...] = _NONE
    volunteer: tuple[_Volunteer, ...] = _NONE
    education: tuple[_Education, ...] = _NONE
    projects: tuple[_Project, ...] = _NONE
    languages: tuple[_Language, ...] = _NONE
    awards: tuple[_Award, ...] = _NONE
    publications: tuple[_Publication, ...] = _NONE
    interests: tuple[_Interest, ...] = _NONE
    meta: _Meta = _Meta()

    def spans(self) -> Iterator[Span]:
        """Yield each job, course and project, in the order of the chapters."""
        for chapter in Chapter:
            listed: tuple[_Time, ...] = getattr(self, chapter.value)
            yield from (_span(chapter, one) for one in listed)


def _told(part: _Part) -> Told:
    """Return what a part says, by the names of JSON Resume."""
    return {name: tuple(said) if isinstance(said, list) else said for name, said in part.to_json().items()}


def _span(chapter: Chapter, time: _Time) -> Span:
    more = dict(_told(time))
    title, place = (str(more.pop(name, "")) for name in NAMES[chapter])
    for name in ("startDate", "endDate"):
        more.pop(name, None)
    return Span(chapter, title, place, time.start_date, time.end_date, more)
