"""Contents as a person reads them: first what a report says of a badge, then everything else, made harmless.

A value never acts, and never looks like a line of ours: each of its own lines is indented, and the characters that
show nothing or turn the direction of reading are written out (:func:`mexbadge.texts.shown`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mexbadge import texts
from mexbadge._json import dumps
from mexbadge.texts import Lang, shown
from mexbadge.texts.look import Look
from mexbadge.verify.codes import Code
from mexbadge.verify.text import badge_lines

if TYPE_CHECKING:
    from mexbadge.verify.contents.value import Contents

__all__ = ["render"]

_COLUMN: Final = 20
_LONGEST: Final = 10_000
"""Characters of one line of a text that are shown."""
_UNBROKEN: Final = 300
"""Characters of a text without blanks that are shown: a signature, a picture written out."""
_OWN: Final = frozenset({"technical", "other", "contexts"})
"""What stands under these names keeps the names of the document."""
_OBJECTS: Final = frozenset(
    {"issuer", "recipient", "criteria", "image", "creator", "source", "holder", "endorsed", "technical", "other"}
)
"""What is an object of its own; any other object is a text in several languages."""
_WRITTEN_OUT: Final = 100
"""Characters of a picture that is written out, beyond which it is counted instead of shown."""
_DATA: Final = re.compile(r"data:([A-Za-z0-9.+/-]{0,80})[;,]", re.IGNORECASE)
_WORD_LISTS: Final = frozenset({"tags"})
_LINE_END: Final = re.compile(r"\r?\n")
_KINDS: Final[Mapping[str, str]] = {
    "endorsement": "contents_kind_endorsement",
    "presentation": "contents_kind_presentation",
    "list": "contents_kind_list",
    "profile": Code.FORMAT_PROFILE,
    "badge_class": Code.FORMAT_BADGE_CLASS,
    "achievement": Code.FORMAT_ACHIEVEMENT,
    "revocation_list": Code.FORMAT_REVOCATION_LIST,
    "status_list": Code.FORMAT_STATUS_LIST,
    "key_document": Code.FORMAT_KEY_DOCUMENT,
}


def render(contents: "Contents", lang: Lang = "en", *, look: Look | None = None) -> str:
    """Return ``contents`` as text; quiet, without what stands below the first facts."""
    look = look or Look()
    lines = look.wrapped("", texts.message("contents_unchecked", lang, file=contents.input or "badge"), indent=2)
    return "\n".join([*lines, "", *_whole(contents, lang, look)])


def _whole(contents: "Contents", lang: Lang, look: Look) -> Iterator[str]:
    if contents.kind in _KINDS:
        said = texts.message(_KINDS[contents.kind], lang, count=len(contents.credentials))
        yield from look.wrapped("  ", said, indent=2)
    if contents.badge is not None and contents.kind != "status_list":
        yield from badge_lines(contents.badge, lang, look=look)
    for note in contents.notes:
        yield from look.wrapped("  ! ", note.message(lang), indent=4)
    for hint in dict.fromkeys(hint for note in contents.notes if (hint := note.hint(lang))):
        yield from look.wrapped(f"    {look.arrow} ", hint, indent=6)
    if look.quiet:
        return
    if contents.said:
        yield ""
        yield from _members(contents.said, 2, lang, look)
    yield from _inside("contents_label_endorsements", contents.endorsements, lang, look)
    yield from _inside("contents_label_credentials", contents.credentials, lang, look)


def _inside(label: str, several: "tuple[Contents, ...]", lang: Lang, look: Look) -> Iterator[str]:
    inner = replace(look, width=None if look.width is None else max(look.width - 2, 1))
    for number, one in enumerate(several, 1):
        yield ""
        yield f"  {texts.message(label, lang)} {number}/{len(several)}"
        yield from (f"  {line}" if line else "" for line in _whole(one, lang, inner))


def _members(said: Mapping[str, object], indent: int, lang: Lang, look: Look, *, own: bool = False) -> Iterator[str]:
    """Yield each member with its label; those of the document itself (``own``) under the names that they have there."""
    for name, value in said.items():
        label = shown(name, longest=80) if own else texts.message(f"contents_label_{name}", lang)
        if name == "extensions" and not own and isinstance(value, list):
            yield " " * indent + label
            for one in value:
                yield from _value(shown(str(one["name"]), longest=120), one["value"], indent + 2, lang, look, own=True)
        elif name in _WORD_LISTS and not own and isinstance(value, list):
            plain = [item for item in value if not isinstance(item, Mapping)]
            if plain:
                yield from _value(label, plain, indent, lang, look, own=own)
            for item in value:
                if isinstance(item, Mapping):
                    yield from _words(label, item, indent, lang, look)
        elif isinstance(value, Mapping) and name not in _OBJECTS and not own:
            yield from _words(label, value, indent, lang, look)
        else:
            yield from _value(label, value, indent, lang, look, own=own or name in _OWN)


def _value(label: str, value: object, indent: int, lang: Lang, look: Look, *, own: bool) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield " " * indent + label
        yield from _members(value, indent + 2, lang, look, own=own)
    elif isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value):
        for number, item in enumerate(value, 1):
            numbered = f"{label} {number}/{len(value)}" if len(value) > 1 else label
            yield from _value(numbered, item, indent, lang, look, own=own)
    elif isinstance(value, list) and value:
        yield from _text(label, ", ".join(_plain(item, lang) for item in value), indent, look)
    else:
        yield from _text(label, _plain(value, lang), indent, look)


def _words(label: str, value: Mapping[str, object], indent: int, lang: Lang, look: Look) -> Iterator[str]:
    """Yield a text in every language that it has, the reader's first."""
    order = sorted(value, key=lambda tag: (not tag.lower().startswith(lang), tag))
    for tag in order:
        yield from _text(f"{label} ({shown(tag, longest=40)})", _plain(value[tag], lang), indent, look)


def _plain(value: object, lang: Lang) -> str:
    """Return a single value as text; what is empty says so."""
    if isinstance(value, bool):
        return texts.message("contents_yes" if value else "contents_no", lang)
    if isinstance(value, str) and (found := _DATA.match(value)) and len(value) > _WRITTEN_OUT:
        kind = found.group(1) or "text/plain"
        return texts.message("contents_data", lang, kind=kind, count=len(value))
    if isinstance(value, str):
        return value or '""'
    return dumps(value)


def _text(label: str, text: str, indent: int, look: Look) -> Iterator[str]:
    start = " " * indent + f"{label:<{_COLUMN}}" + (" " if len(label) >= _COLUMN else "")
    column = indent + _COLUMN
    lines = [_cut(line) for line in _LINE_END.split(text) if line.strip()] or [_cut(text)]
    for place, line in enumerate(lines):
        yield from look.wrapped(start if place == 0 else " " * column, line, indent=column)


def _cut(line: str) -> str:
    """Return one line made harmless; what nobody reads to its end is cut."""
    unbroken = len(line) > _UNBROKEN and not any(character.isspace() for character in line[:_UNBROKEN])
    return shown(line, longest=_UNBROKEN if unbroken else _LONGEST)
