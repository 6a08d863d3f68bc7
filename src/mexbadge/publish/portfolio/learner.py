"""What a learner says of themselves: JSON Resume 1.0, or a small TOML file with the same names.

Read are ``basics`` (``name``, ``label``, ``summary``, ``url``, ``email``), ``work``, ``volunteer`` and ``education``.
Skills and certificates are those of the badges. An e-mail address is shown only where ``meta.show_email`` is true.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Self

from mexbadge._json import JsonObject
from mexbadge.credentials.achievement import read_table
from mexbadge.errors import InputError

__all__ = ["NAMES", "Chapter", "Learner", "Span"]

_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_WEB: Final = ("https://", "http://")
_MOST: Final = 200
_LONGEST: Final = 4000
_BASICS: Final = ("name", "label", "summary", "url", "email")
_READ: Final = frozenset({"basics", "work", "volunteer", "education", "meta", "$schema"})


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

        Raises :class:`InputError` ``portfolio_field`` for a member that is missing or of another kind,
        ``portfolio_date`` for a date that is none or runs backwards, and as
        :func:`mexbadge.credentials.achievement.read_table`.
        """
        table = read_table(content, name)
        basics = _object(table.get("basics", {}), "/basics")
        texts = {member: _text(basics, member, "/basics") for member in _BASICS}
        if not texts["name"]:
            raise _odd("/basics/name")
        show = _object(table.get("meta", {}), "/meta").get("show_email", False)
        if not isinstance(show, bool):
            raise _odd("/meta/show_email")
        url = texts["url"] if texts["url"].startswith(_WEB) else None
        spans = tuple(span for chapter in Chapter for span in _spans(table, chapter))
        left = tuple(sorted(table.keys() - _READ))
        return cls(
            texts["name"],
            texts["label"],
            texts["summary"],
            url,
            texts["email"] or None,
            show_email=show,
            spans=spans,
            left=left,
        )


def _odd(where: str) -> InputError:
    return InputError("portfolio_field", where=where, name=where)


def _spans(table: JsonObject, chapter: Chapter) -> list[Span]:
    listed = table.get(chapter.value, [])
    where = f"/{chapter.value}"
    if not isinstance(listed, list) or len(listed) > _MOST:
        raise _odd(where)
    return [_span(_object(item, f"{where}/{at}"), chapter, f"{where}/{at}") for at, item in enumerate(listed)]


def _span(item: JsonObject, chapter: Chapter, where: str) -> Span:
    what, whom = NAMES[chapter]
    title, place = _text(item, what, where), _text(item, whom, where)
    if chapter is Chapter.EDUCATION and (kind := _text(item, "studyType", where)):
        title = f"{kind}, {title}" if title else kind
    if not title and not place:
        raise _odd(f"{where}/{whom}")
    start, end = _date(item, "startDate", where), _date(item, "endDate", where)
    if start and end and end < start[: len(end)]:
        raise InputError("portfolio_date", where=f"{where}/endDate", value=end, name=f"{where}/endDate")
    return Span(chapter, title or place, place if title else "", start, end, _text(item, "summary", where))


def _date(item: Mapping[str, Any], member: str, where: str) -> str | None:
    value = item.get(member)
    if value is None or value == "":
        return None
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise InputError("portfolio_date", where=f"{where}/{member}", value=str(value), name=f"{where}/{member}")
    return text


def _text(item: Mapping[str, Any], member: str, where: str) -> str:
    value = item.get(member, "")
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise _odd(f"{where}/{member}")
    return value.strip()


def _object(value: object, where: str) -> JsonObject:
    if not isinstance(value, dict):
        raise _odd(where)
    return value
