"""The files of an issuer's folder that people write and publish: settings, achievements, what is hosted."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = ["ob2"]

if TYPE_CHECKING:
    from mexbadge.issuer.folder import ob2
else:
    __getattr__ = face(__name__, __all__)
