"""How problems are told one by one: a sign for how bad it is, where it is, what it is, and the next step."""

from collections.abc import Mapping
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.errors import Problem

__all__ = ["say_problem"]

_SIGNS: Final[Mapping[str, tuple[str, str, str]]] = {
    "failed": ("✗", "x", "31"),
    "unknown": ("?", "?", "34"),
    "warned": ("!", "!", "33"),
}


def say_problem(problem: Problem, outcome: str, console: Console, **more: object) -> None:
    """Say a problem; ``outcome`` is ``failed``, ``warned`` or ``unknown``, ``more`` goes with what is said as data.

    What is only warned of is not said to whoever asked for quiet.
    """
    message, hint = problem.message(console.lang), problem.hint(console.lang)
    if console.json:
        facts = {"code": problem.code, "outcome": outcome, "where": problem.where, "message": message, "hint": hint}
        console.say(dumps({**more, **facts}))
        return
    if console.look.quiet and outcome == "warned":
        return
    sign, plain, colour = _SIGNS[outcome]
    painted = console.look.paint(plain if console.look.ascii else sign, colour)
    place = f"{problem.where}: " if problem.where is not None and str(problem.where) not in message else ""
    lines = console.look.wrapped(f"  {painted} ", f"{place}{message}", indent=4)
    if hint:
        lines += console.look.wrapped(f"      {console.look.arrow} ", hint, indent=8)
    console.say("\n".join(lines))
