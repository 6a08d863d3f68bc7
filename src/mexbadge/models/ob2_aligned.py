"""Alignments that a 2.0 badge class states in other words than the standard's: the plural, and an extension."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from mexbadge._json import JsonObject

__all__ = ["aligned_beside"]

_EXTENSION: Final = "competencyextension"
_ESCO: Final = "http://data.europa.eu"


def aligned_beside(document: Mapping[str, Any]) -> list[JsonObject]:
    """Return what a badge class says of skills beside its ``alignment``, in the words of 2.0, from the plain document.

    ``alignments``, and each CompetencyExtension, whose ``framework_identifier`` is an address or, for ESCO, the path of
    one. The extension's context is not at hand, so expansion leaves the object out; here it only adds what it is about.
    """
    found = list(_objects(document.get("alignments")))
    for name, value in document.items():
        if name.rpartition(":")[2].rpartition("/")[2].casefold() == _EXTENSION:
            found += [made for item in _objects(value) if (made := _competency(item)) is not None]
    return found


def _competency(item: Mapping[str, Any]) -> JsonObject | None:
    framework, target = item.get("framework"), item.get("framework_identifier")
    if not isinstance(target, str) or not target.strip():
        return None
    named = framework if isinstance(framework, str) else ""
    address = target.strip()
    if named.casefold() == "esco" and address.lstrip("/").casefold().startswith("esco/"):
        address = f"{_ESCO}/{address.lstrip('/')}"
    return {"targetName": item.get("name"), "targetUrl": address, "targetFramework": named or None}


def _objects(value: object) -> Iterator[JsonObject]:
    items = value if isinstance(value, list | tuple) else (value,)
    return (dict(item) for item in items if isinstance(item, Mapping))
