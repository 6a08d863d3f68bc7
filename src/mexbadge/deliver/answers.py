"""What a mail server's answer means for one message (RFC 5321, 4.2; RFC 3463): values in, values out."""

import re
from typing import Final

from mexbadge.deliver.states import DeliveryOutcome, State

__all__ = ["Answer", "judged", "plain"]

Answer = tuple[int, bytes]
"""The code of an answer and its text."""

_ADDRESS: Final = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_LONGEST: Final = 160
_OK: Final = range(200, 300)
_LATER: Final = range(400, 500)


def plain(answer: Answer) -> str:
    """Return an answer in one line, with nobody's address in it."""
    code, text = answer
    said = " ".join(text.decode("utf-8", "replace").split())
    return f"{code} {_ADDRESS.sub('…', said)[:_LONGEST]}".strip()


def judged(answer: Answer, *, refused: str, deferred: str) -> DeliveryOutcome | None:
    """Return what an answer says of a message: ``None`` where it goes on, deferred for 4yz, refused for all else."""
    code = answer[0]
    if code in _OK:
        return None
    values = {"answer": plain(answer)}
    return (
        DeliveryOutcome(State.DEFERRED, deferred, values)
        if code in _LATER
        else DeliveryOutcome(State.REFUSED, refused, values)
    )
