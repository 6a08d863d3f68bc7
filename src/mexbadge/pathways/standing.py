"""How a requirement of a pathway stands, and why the whole is not decided: words alone."""

from enum import StrEnum

__all__ = ["PathwayStatus", "Reason"]


class PathwayStatus(StrEnum):
    """How a requirement stands."""

    SATISFIED = "satisfied"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why the whole is not decided, or blocked."""

    TOO_HARD = "too_hard"
    NOT_YET_OPEN = "not_yet_open"
    CLOSED = "closed"
