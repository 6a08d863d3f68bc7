"""Asynchronous programs: checking and matching wait for documents and compute, so they run beside the loop.

A thread serves for a few badges at a time, since most of the time is waiting. For many, hand the loop an executor with
processes: a report can be sent between them.
"""

import asyncio
from collections.abc import Iterable, Sequence

from mexbadge.match import Match, Vacancy, match
from mexbadge.verify import Report, Verifier

__all__ = ["check_all", "fits"]


async def check_all(verifier: Verifier, badges: Sequence[bytes], *, person: str, at_once: int = 4) -> list[Report]:
    """Judge badges beside the loop, ``at_once`` at a time, and return their reports in the same order."""
    gate = asyncio.Semaphore(at_once)

    async def one(badge: bytes) -> Report:
        async with gate:
            return await asyncio.to_thread(verifier.verify, badge, recipient=person)

    return list(await asyncio.gather(*map(one, badges)))


async def fits(verifier: Verifier, badges: Iterable[bytes], vacancy: Vacancy, *, person: str) -> Match:
    """Say beside the loop how somebody fits a vacancy."""
    return await asyncio.to_thread(match, list(badges), vacancy, applicant=person, fetch=verifier.fetch)
