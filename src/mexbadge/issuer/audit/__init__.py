"""Register, published lists, files and ledger: compared, and brought back from a copy."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = ["reconcile", "reconcile_log", "recovering"]

if TYPE_CHECKING:
    from mexbadge.issuer.audit import reconcile, reconcile_log, recovering
else:
    __getattr__ = face(__name__, __all__)
