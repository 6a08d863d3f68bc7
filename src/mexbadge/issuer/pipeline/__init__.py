"""From what is planned to what is delivered: reserve, prepare, sign, bake, commit, deliver, mark, log."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = [
    "batches",
    "catching_up",
    "desk",
    "documents",
    "endorsing",
    "key_rotation",
    "ledger_entries",
    "lifecycle",
    "pictures",
    "pipeline",
    "planned",
    "twins",
]

if TYPE_CHECKING:
    from mexbadge.issuer.pipeline import (
        batches,
        catching_up,
        desk,
        documents,
        endorsing,
        key_rotation,
        ledger_entries,
        lifecycle,
        pictures,
        pipeline,
        planned,
        twins,
    )
else:
    __getattr__ = face(__name__, __all__)
