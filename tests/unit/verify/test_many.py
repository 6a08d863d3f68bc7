"""Many badges: one report for each, in order, whatever becomes of one, and never more ahead than a few."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mexbadge.errors import InputError
from mexbadge.issuer import Form
from mexbadge.verify import Outcome, Verdict, Verifier, verify_many
from mexbadge.verify.many import TOGETHER, WAITING
from world import AT, College, World

if TYPE_CHECKING:
    from mexbadge.verify.api import Badgelike


def test_each_has_its_report_in_order_and_a_bad_one_stops_nothing(tmp_path: Path) -> None:
    world = World()
    good = College(world).issue(Form.DATA_INTEGRITY).credential
    given: list[Badgelike] = [good, b"no badge", tmp_path / "gone.png", good.replace(b"Example", b"Exampel"), good]
    verifier = Verifier(fetch=world.fetch)
    reports = list(verifier.verify_many(given, at=AT))
    with ThreadPoolExecutor(2) as pool:
        assert list(verifier.verify_many(given, at=AT, executor=pool)) == reports
    verdicts = [report.verdict for report in reports]
    assert verdicts[0] is verdicts[4] is Verdict.VALID
    assert verdicts[1:4] == [Verdict.INVALID, Verdict.UNKNOWN, Verdict.INVALID]
    assert reports[2].input.endswith("gone.png")
    assert [(found.code, found.outcome) for found in reports[2].findings] == [
        ("verify_file_unreadable", Outcome.UNKNOWN)
    ]
    assert reports[0] == verifier.verify(good, at=AT)


def test_processes_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "badge.jwt").write_bytes(b"no badge")
    given: list[Badgelike] = [b"no badge", tmp_path / "badge.jwt", tmp_path / "gone"]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        elsewhere = list(verify_many(given, at=AT, executor=pool))
    assert elsewhere == list(verify_many(given, at=AT))


def test_what_was_revoked_between_two_badges_is_seen() -> None:
    world = World()
    college = College(world)
    good = college.issue(Form.DATA_INTEGRITY).credential

    def twice() -> Iterator[bytes]:
        yield good
        for url in list(world.pages):
            del world.pages[url]
        yield good

    first, second = Verifier(fetch=world.fetch).verify_many(twice(), at=AT)
    assert (first.verdict, second.verdict) == (Verdict.VALID, Verdict.UNKNOWN), "the keys are asked for each time"


def test_only_a_few_are_taken_ahead_of_who_reads() -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"no badge"

    with ThreadPoolExecutor(1) as pool:
        reports = verify_many(endless(), at=AT, executor=pool)
        assert taken == 0
        assert next(reports).verdict is Verdict.INVALID
        assert taken <= TOGETHER * WAITING
        next(reports)
        assert taken <= TOGETHER * WAITING
        reports.close()  # type: ignore[attr-defined]


def test_a_wrong_call_is_told_at_once() -> None:
    with pytest.raises(InputError):
        verify_many([b"x"], recipient=[])
    with pytest.raises(InputError):
        verify_many([b"x"], at=AT.replace(tzinfo=None))


def test_where_the_badges_fail_those_before_have_their_reports_first() -> None:
    def failing() -> Iterator[bytes]:
        yield from [b"no badge"] * (TOGETHER + 2)
        raise RuntimeError

    with ThreadPoolExecutor(1) as pool:
        reports = verify_many(failing(), at=AT, executor=pool)
        assert [next(reports).verdict for _ in range(TOGETHER + 2)] == [Verdict.INVALID] * (TOGETHER + 2)
        with pytest.raises(RuntimeError):
            next(reports)


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_a_buffer_that_is_used_again_is_judged_as_it_was(kind: type) -> None:
    world = World()
    good = College(world).issue(Form.DATA_INTEGRITY).credential
    buffer = bytearray(len(good))

    def again() -> Iterator["Badgelike"]:
        for content in (good, b"no badge".ljust(len(good)), good):
            buffer[:] = content
            yield buffer if kind is bytearray else kind(buffer)

    with ThreadPoolExecutor(1) as pool:
        verdicts = [report.verdict for report in Verifier(fetch=world.fetch).verify_many(again(), at=AT, executor=pool)]
    assert verdicts == [Verdict.VALID, Verdict.INVALID, Verdict.VALID]
