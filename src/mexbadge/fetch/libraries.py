"""Libraries, and parts of the standard one, that cost much to load, and that few documents need."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["parsedate_to_datetime", "ssl", "x509", "zipfile"]

if TYPE_CHECKING:
    import ssl
    import zipfile
    from email.utils import parsedate_to_datetime

    from cryptography import x509
else:
    __getattr__ = late(
        {
            "parsedate_to_datetime": "email.utils:parsedate_to_datetime",
            "ssl": "ssl",
            "x509": "cryptography.x509",
            "zipfile": "zipfile",
        }
    )
