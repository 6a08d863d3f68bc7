"""Open Badges 2.0, and 0.5, 1.0, 1.1 and the payloads of 2.1: reading, hosted and signed verification.

:func:`recognise` says whether a text is such a badge, :func:`judge` what it is worth.
"""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = ["Judged", "Recognised", "judge", "recognise"]

if TYPE_CHECKING:
    from mexbadge.verify.ob2.intake import Recognised, recognise
    from mexbadge.verify.ob2.judging import Judged, judge
else:
    __getattr__ = face(
        __name__, (), {"Recognised": "intake", "recognise": "intake", "Judged": "judging", "judge": "judging"}
    )
