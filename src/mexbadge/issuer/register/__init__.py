"""The register: what was issued, to whom, and what became of it."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = [
    "consents",
    "events",
    "keyring",
    "pages",
    "pathway_awards",
    "records",
    "register",
    "tables",
    "twin_rows",
]

if TYPE_CHECKING:
    from mexbadge.issuer.register import (
        consents,
        events,
        keyring,
        pages,
        pathway_awards,
        records,
        register,
        tables,
        twin_rows,
    )
else:
    __getattr__ = face(__name__, __all__)
