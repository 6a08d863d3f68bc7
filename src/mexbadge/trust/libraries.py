"""What reads a trust list, by forms that cost much to load: loaded with the first list."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["document_in", "read_list"]

if TYPE_CHECKING:
    from mexbadge.trust.reading import document_in, read_list
else:
    _READING = "mexbadge.trust.reading"
    __getattr__ = late({name: f"{_READING}:{name}" for name in __all__})
