"""What is hosted: written from the register, and never behind it."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = ["behind", "digests", "documents", "files", "forgetting", "mark"]

if TYPE_CHECKING:
    from mexbadge.issuer.hosted import behind, digests, documents, files, forgetting, mark
else:
    __getattr__ = face(__name__, __all__)
