"""What was checked and found good, so that it is not checked again: badges of one achievement differ in a few values.

Two values are the same here only if they are equal to the last type. A document is remembered without the values that
each award has of its own, where they are of the form that an award gives them: no rule of the model looks at the digits
of a UUID, a moment, a salt, a digest or a place in a list. What is wrong is never remembered, and checked anew.
"""

import marshal
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

__all__ = ["KnownGood", "without_own_values"]

KEPT: Final = 64
"""How many values are remembered before they are forgotten and begun anew."""
KEPT_BYTES: Final = 65_536
"""A value that is longer is not remembered."""

_MARSHAL: Final = 2
"""A version of the format in which equal values give equal bytes: later ones tell apart what is the same object."""
_UUID: Final = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
_HASH: Final = re.compile(r"sha256\$[0-9a-f]{64}", re.ASCII)
_SALT: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_DATE: Final = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


class KnownGood:
    """Remembers values of which somebody found that they are good; for any thread."""

    def __init__(self) -> None:
        self._kept: dict[bytes, None] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, value: object) -> bool:
        key = _key(value)
        return key is not None and key in self._kept

    def add(self, value: object) -> None:
        """Remember ``value``, as it is now; what is no plain JSON value, or too long, is not remembered."""
        key = _key(value)
        if key is not None and len(key) <= KEPT_BYTES:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[key] = None


def _key(value: Any) -> bytes | None:  # noqa: ANN401 - whatever a caller gave
    """Write ``value`` so that no other has the same bytes; ``None`` for types of somebody's own."""
    try:
        return marshal.dumps(value, _MARSHAL)
    except ValueError:
        return None


def without_own_values(document: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return a credential without what one award alone has, and what was taken out, in order."""
    found = dict(document)
    marks: list[str] = []
    if _is(_UUID, found.get("id")):
        _take(found, "id", marks)
    if _is_moment(found.get("validFrom")):
        if _is_moment(found.get("validUntil")):
            _take(found, "validUntil", marks, "later" if found["validUntil"] > found["validFrom"] else "not later")
        _take(found, "validFrom", marks)
    subject = found.get("credentialSubject")
    if type(subject) is dict and type(subject.get("identifier")) is list:
        found["credentialSubject"] = {
            **subject,
            "identifier": [_identifier(one, marks) for one in subject["identifier"]],
        }
    if type(found.get("credentialStatus")) is list:
        found["credentialStatus"] = [_entry(one, marks) for one in found["credentialStatus"]]
    return found, tuple(marks)


def _take(members: dict[str, Any], name: str, marks: list[str], what: str = "") -> None:
    members[name] = None
    marks.append(f"{name} {what}")


def _is(form: "re.Pattern[str]", value: object) -> bool:
    return type(value) is str and form.fullmatch(value) is not None


def _is_moment(value: Any) -> bool:  # noqa: ANN401 - a JSON value
    if _is(_DATE, value):
        with suppress(ValueError):
            return datetime.fromisoformat(value) is not None
    return False


def _identifier(given: object, marks: list[str]) -> object:
    if type(given) is not dict:
        return given
    found = dict(given)
    for name, form in (("identityHash", _HASH), ("salt", _SALT)):
        if _is(form, found.get(name)):
            _take(found, name, marks)
    marks.append("")
    return found


def _entry(given: object, marks: list[str]) -> object:
    """Take out the place in a list, which stands in an entry twice."""
    if type(given) is not dict or type(given.get("id")) is not str:
        return given
    found = dict(given)
    address, _, place = given["id"].rpartition("#")
    if address and _is(_INDEX, place) and found.get("statusListIndex") == place:
        _take(found, "statusListIndex", marks)
        found["id"] = address
    marks.append("")
    return found
