"""What a college does every night, unattended: lists signed again, the site published, copied, asked for, letters sent.

Each step does what is due and nothing else, so that a night that was cut short, or run twice, does no harm; a step that
fails does not keep the others from theirs. One run at a time: a second one beside it is refused. What is said is what
needs a person; of what will end, 60, 30 and 7 days ahead, and every night of the last week.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mexbadge import _json
from mexbadge.errors import InputError, MexBadgeError, Problem
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.folder.settings import read_settings
from mexbadge.issuer.register.marked import marked_in
from mexbadge.publish.checking import Noticed, SiteFinding
from mexbadge.publish.copying import SitePlace, copy_site
from mexbadge.publish.hosts import Host
from mexbadge.publish.site import publish, require_newest
from mexbadge.publish.writing import alone_at

if TYPE_CHECKING:
    from mexbadge.issuer import Issuer

__all__ = ["AHEAD", "NightPlan", "NightStep", "NightStepDone", "alone", "run_night"]

AHEAD: Final = (60, 30, 7)
"""How many days before something ends it is said; in the last of these spans every night."""
_SIGN_DAYS: Final = 30
"""How long before its end a list is signed again."""
_LOCK: Final = ".nightly"
"""What is held for a run, by the file ``.nightly.lock``."""
_TOLD: Final = ".nightly.json"
_BYTES: Final = 256 * 1024


class NightStep(StrEnum):
    """The steps of a night, in order."""

    SIGN = "sign"
    PUBLISH = "publish"
    COPY = "copy"
    SEND = "send"
    CHECK = "check"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class NightStepDone:
    """What came of one step: figures for who wants them, and what needs a person; ``ran`` says whether it was asked."""

    step: NightStep
    ran: bool = True
    facts: Mapping[str, int] = field(default_factory=dict)
    needs: tuple[SiteFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class NightPlan:
    """What is to be done beside signing; what is ``None`` is left out.

    ``place`` opens the place to copy to, ``send`` hands over what waits and returns how many letters went and how many
    need a person, ``check`` asks the live host. ``ends`` are further things that end, each with its name and
    what tells the moment when it is asked.
    """

    out: Path | None = None
    host: Host | None = None
    place: Callable[[], SitePlace] | None = None
    send: Callable[[], tuple[int, int]] | None = None
    check: Callable[[], Iterable[SiteFinding]] | None = None
    ends: Mapping[str, Callable[[], datetime | None]] = field(default_factory=dict)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the issuer's folder for one run; raise :class:`InputError` ``nightly_running`` beside another one.

    By the rule of :func:`mexbadge.publish.writing.alone_at`: on a drive without locks nothing is held.

    Raises as :func:`mexbadge.issuer.folder.settings.read_settings` where there is no such folder.
    """
    read_settings(folder)
    with alone_at(folder / _LOCK, "nightly_running"):
        yield


def run_night(issuer: "Issuer", plan: NightPlan) -> Iterator[NightStepDone]:
    """Do what is due, step by step, and yield what came of each; whoever calls this holds :func:`alone`."""
    yield _step(NightStep.SIGN, partial(_sign, issuer))
    yield _step(NightStep.PUBLISH, None if plan.out is None else partial(_publish, issuer, plan.out, plan.host))
    copies = plan.out is not None and plan.place is not None
    yield _step(NightStep.COPY, partial(_copy, issuer, plan) if copies else None)
    yield _step(NightStep.SEND, None if plan.send is None else partial(_send, plan.send))
    yield _step(NightStep.CHECK, None if plan.check is None else partial(_check, plan.check))
    yield _step(NightStep.AHEAD, partial(_ahead, issuer, plan.ends))


_Came = tuple[Mapping[str, int], tuple[SiteFinding, ...]]


def _step(step: NightStep, act: Callable[[], _Came] | None) -> NightStepDone:
    """Do one step; what keeps it from being done needs a person, and keeps nothing else."""
    if act is None:
        return NightStepDone(step, ran=False)
    try:
        facts, needs = act()
    except MexBadgeError as error:
        return NightStepDone(step, needs=tuple(SiteFinding(Noticed.FAILED, one) for one in error.all_problems))
    except OSError as error:
        return NightStepDone(step, needs=(_refused(error),))
    return NightStepDone(step, facts=facts, needs=needs)


def _refused(error: OSError) -> SiteFinding:
    reason = error.strerror or type(error).__name__
    named = "" if error.filename is None else os.fsdecode(error.filename)
    return SiteFinding(
        Noticed.FAILED, Problem("nightly_refused", named or None, {"reason": reason, "path": named or "-"})
    )


def _sign(issuer: "Issuer") -> _Came:
    return {"signed": issuer.refresh_status(before=issuer.now() + timedelta(days=_SIGN_DAYS))}, ()


def _publish(issuer: "Issuer", out: Path, host: Host | None) -> _Came:
    written = publish(issuer, out, host=host)
    added, changed, removed = len(written.added), len(written.changed), len(written.removed)
    return {"added": added, "changed": changed, "removed": removed}, ()


def _copy(issuer: "Issuer", plan: NightPlan) -> _Came:
    assert plan.out is not None  # noqa: S101 - seen to by whoever calls
    assert plan.place is not None  # noqa: S101 - likewise
    with closing(plan.place()) as place:
        written = copy_site(plan.out, place, newer=partial(require_newest, issuer))
    added, changed, removed = len(written.added), len(written.changed), len(written.removed)
    return {"added": added, "changed": changed, "removed": removed}, ()


def _send(send: Callable[[], tuple[int, int]]) -> _Came:
    sent, troubled = send()
    needs = (
        () if not troubled else (SiteFinding(Noticed.FAILED, Problem("nightly_letters", None, {"count": troubled})),)
    )
    return {"sent": sent}, needs


def _check(check: Callable[[], Iterable[SiteFinding]]) -> _Came:
    found = tuple(one for one in check() if one.outcome is not Noticed.WARNED)
    return {"wrong": len(found)}, found


def _ahead(issuer: "Issuer", ends: Mapping[str, Callable[[], datetime | None]]) -> _Came:
    """Say what will end: lists that were not signed again, and what else was named."""
    at, told = issuer.now(), _told(issuer.folder)
    every = list(_lists(issuer))
    needs: list[SiteFinding] = []
    now = {}
    for name, tell in ends.items():  # what cannot be read is said, and keeps nothing else from being said
        try:
            told_end = tell()
        except MexBadgeError as error:
            needs += [SiteFinding(Noticed.FAILED, one) for one in error.all_problems]
        except OSError as error:
            needs.append(_refused(error))
        else:
            every += [] if told_end is None else [(name, told_end)]
    for name, end in every:
        left = (end - at) // timedelta(days=1)
        span = next((days for days in sorted(AHEAD) if left < days), None)
        if span is None:
            continue
        if span == min(AHEAD) or told.get(name) != span:
            outcome = Noticed.FAILED if span == min(AHEAD) else Noticed.WARNED
            code = "nightly_ended" if left < 0 else "nightly_ends"
            day = end.date().isoformat()
            needs.append(SiteFinding(outcome, Problem(code, name, {"name": name, "day": day, "days": max(left, 0)})))
        now[name] = span
    if now != told:
        delivery.write_file(issuer.folder / _TOLD, f"{_json.dumps(now)}\n".encode("ascii"), owned=True)
    return {"looked_at": len(every)}, tuple(needs)


def _lists(issuer: "Issuer") -> Iterator[tuple[str, datetime]]:
    """Yield each list that should have been signed again, and was not, with its end."""
    soon = issuer.now() + timedelta(days=_SIGN_DAYS)
    for one in issuer.withdrawals():
        found = marked_in(one.body) if "/status/" in one.url else None
        if found is not None and (end := datetime.fromisoformat(found.until)) < soon:
            yield found.url, end


def _told(folder: Path) -> dict[str, int]:
    """Return of what was said already that it ends, and how many days ahead that was."""
    try:
        found = _json.loads_object((folder / _TOLD).read_bytes(), max_bytes=_BYTES)
    except (OSError, InputError):
        return {}
    return {name: days for name, days in found.items() if type(days) is int}
