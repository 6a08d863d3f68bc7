"""Parts of the standard library that cost much to load, and that few documents need."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["parsedate_to_datetime", "ssl", "zipfile"]

if TYPE_CHECKING:
    import ssl
    import zipfile
    from email.utils import parsedate_to_datetime
else:
    __getattr__ = late(
        {
            "parsedate_to_datetime": "email.utils:parsedate_to_datetime",
            "ssl": "ssl",
            "zipfile": "zipfile",
        }
    )
