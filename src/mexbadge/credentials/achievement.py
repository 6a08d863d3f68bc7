"""An achievement as an issuer writes it down: a TOML or JSON file in the standard's own words.

The members are those of the class Achievement (Open Badges 3.0, section B.1.2). Three things may be written shorter:
``criteria = "text"`` for its narrative, ``image = "address"`` for the image object, and ``type`` may be left out.
Beside them it may hold its texts in other languages (:data:`TRANSLATED`), which no badge bears.
"""

from collections.abc import Mapping
from typing import Final

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.errors import InputError, Problem, SchemaError
from mexbadge.models.forms import read_toml
from mexbadge.models.ob3 import achievement_problems
from mexbadge.models.severity import faults
from mexbadge.texts import LANGUAGES

__all__ = ["PLACEHOLDERS", "TRANSLATED", "complete", "read", "refuse_placeholders", "translations_of", "written_out"]

PLACEHOLDERS: Final = ("example.org", "example.com", "example.net", "CHANGE ME", "REMPLACEZ")
"""Words of templates: a badge that still holds one is not issued."""
TRANSLATED: Final = frozenset(f"{text}_{lang}" for text in ("name", "description", "criteria") for lang in LANGUAGES)
"""``name_fr`` and the like: what pages, cards and links say in another language, and a badge never bears."""


def read(text: bytes, name: str) -> JsonObject:
    """Read an achievement file, JSON if it begins with a brace, TOML otherwise; return the whole achievement.

    Raises :class:`InputError` ``issuer_not_toml`` and ``issuer_toml_line`` (``where`` is the file's name), or as
    :func:`complete`.
    """
    return complete(read_table(text, name))


def read_table(text: bytes, name: str) -> JsonObject:
    """Read a TOML or JSON file that holds one table; dates become texts."""
    if text.lstrip().startswith(b"{"):
        return _json.loads_object(text)
    if len(text) > _limits.KEY_DOCUMENT_BYTES:
        raise InputError("json_too_large", size=len(text), limit=_limits.KEY_DOCUMENT_BYTES)
    try:
        table = read_toml(text)
    except InputError as error:
        code = "issuer_toml_line" if error.code == "form_toml_line" else "issuer_not_toml"
        raise InputError(code, where=name, name=name, **error.problem.values) from None
    return {key: _plain(value) for key, value in table.items()}


def complete(table: Mapping[str, object]) -> JsonObject:
    """Return the achievement that ``table`` describes, with its short forms written out and without translations.

    Raises :class:`SchemaError` with every problem, each at its JSON pointer.
    """
    achievement = written_out(table)
    problems = faults(achievement_problems(achievement))
    if problems:
        raise SchemaError(problems)
    return achievement


def written_out(table: Mapping[str, object]) -> JsonObject:
    """Return what :func:`complete` does, whatever is wrong with it."""
    said = {name: value for name, value in table.items() if name not in TRANSLATED}
    achievement: JsonObject = {"type": ["Achievement"], **said}
    if isinstance(achievement.get("criteria"), str):
        achievement["criteria"] = {"narrative": achievement["criteria"]}
    if isinstance(achievement.get("image"), str):
        achievement["image"] = {"id": achievement["image"], "type": "Image"}
    return achievement


def translations_of(table: Mapping[str, object]) -> dict[str, str]:
    """Return the texts of an achievement in other languages (:data:`TRANSLATED`); what says nothing is left out.

    Raises :class:`SchemaError` ``issuer_translation`` for each that is no text.
    """
    given = {name: table[name] for name in sorted(TRANSLATED & table.keys())}
    texts = {name: text for name, text in given.items() if isinstance(text, str)}
    problems = [Problem("issuer_translation", f"/{name}", {"name": name}) for name in given if name not in texts]
    if problems:
        raise SchemaError(problems)
    return {name: text for name, text in texts.items() if text.strip()}


def refuse_placeholders(document: object) -> None:
    """Raise :class:`InputError` ``issuer_placeholder`` if a text is still that of a template."""
    texts = "\n".join(_texts(document))  # no word goes over the end of a line
    if any(word in texts for word in PLACEHOLDERS):
        _refuse_first(document, "")


def _texts(value: object) -> list[str]:
    found: list[str] = []
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict | Mapping):
            left.extend(item.values())
        elif isinstance(item, list | tuple):
            left.extend(item)
    return found


def _refuse_first(document: object, where: str) -> None:
    if isinstance(document, Mapping):
        for name, value in document.items():
            _refuse_first(value, f"{where}/{_json.escape_pointer(str(name))}")
    elif isinstance(document, list | tuple):
        for place, value in enumerate(document):
            _refuse_first(value, f"{where}/{place}")
    elif isinstance(document, str):
        for word in PLACEHOLDERS:
            if word in document:
                raise InputError("issuer_placeholder", where=where, text=document, word=word, place=where)


def _plain(value: object) -> object:
    """Return a TOML value as JSON has it: a date or time becomes its text."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)
