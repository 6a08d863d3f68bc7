"""Moments have a zone at every public door, and what is written is the moment that was given."""

import dataclasses
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge import _moments
from mexbadge._json import dumps
from mexbadge.credentials.ob3 import Award, build
from mexbadge.errors import InputError
from mexbadge.ledger import EntryKind, commit
from mexbadge.match import Vacancy, assess, closed, rank_vacancies
from mexbadge.models.dates import instant
from mexbadge.models.identity import Identity
from mexbadge.pathways import Earn, Pathway, evaluate, pathway_of, pathway_to_json
from mexbadge.skills import profile_of
from mexbadge.verify import TrustList, verify

PROGRAMME = Path(__file__).resolve().parents[3] / "examples" / "programme"
PATHWAY = pathway_of(tomllib.loads((PROGRAMME / "pathway.toml").read_text(encoding="utf-8")))
VACANCY = Vacancy.load(PROGRAMME / "vacancies" / "psw-nights.json")
NAIVE = datetime(2026, 9, 1)  # noqa: DTZ001 - that it has no zone is the point
AT = datetime(2026, 9, 1, tzinfo=UTC)
LIST = TrustList.load(
    dumps(
        {
            "schema": "urn:mexbadge:schema:trust-list-1",
            "name": "Colleges",
            "validUntil": "2027-01-01T00:00:00Z",
            "issuers": [{"id": "did:web:a.example", "name": "A"}],
        }
    ).encode()
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001 - bounds have no zone

DOORS: dict[str, Callable[[], object]] = {
    "verify": lambda: verify(b"x", at=NAIVE),
    "evaluate": lambda: evaluate(PATHWAY, [], at=NAIVE),
    "enrolled": lambda: evaluate(PATHWAY, [], at=AT, enrolled=NAIVE),
    "pathway from": lambda: dataclasses.replace(PATHWAY, valid_from=NAIVE),
    "pathway until": lambda: dataclasses.replace(PATHWAY, valid_until=NAIVE),
    "earn": lambda: Earn(id="a", achievement="https://a.example/1", issued_after=NAIVE),
    "profile": lambda: profile_of([], at=NAIVE),
    "assess": lambda: assess(profile_of([]), VACANCY, at=NAIVE),
    "rank": lambda: rank_vacancies(profile_of([]), [VACANCY], at=NAIVE),
    "closed": lambda: closed(VACANCY, NAIVE),
    "trust list": lambda: LIST.find("did:web:b.example", at=NAIVE),
    "logs": lambda: LIST.logs_at(NAIVE),
    "ledger": lambda: commit(EntryKind.ISSUE, b"x", subject="x", at=NAIVE, rng=bytes),
    "issue": lambda: build(Award({}, {}, Identity.parse("a@college.example"), "urn:uuid:1", "salt", NAIVE)),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_takes_a_moment_without_a_zone(door: str) -> None:
    with pytest.raises(InputError) as caught:
        DOORS[door]()
    assert caught.value.code == "moment_zone"


@given(MOMENTS)
def test_what_was_written_is_read_as_the_moment_that_it_was(moment: datetime) -> None:
    assert instant(_moments.write(moment)) == moment.replace(microsecond=0)


@given(MOMENTS, ZONES, st.timedeltas(timedelta(seconds=1), timedelta(days=300)))
def test_a_pathway_with_dates_in_any_zone_is_read_back_as_itself(
    start: datetime, zone: timezone, lasts: timedelta
) -> None:
    start = start.replace(microsecond=0)
    end = (start + lasts).replace(microsecond=0).astimezone(zone)
    dated = dataclasses.replace(PATHWAY, valid_from=start, valid_until=end)
    again: Pathway = pathway_of(pathway_to_json(dated))
    assert again == dated
    shifted = dataclasses.replace(dated, valid_from=start.astimezone(UTC))
    assert pathway_to_json(shifted) == pathway_to_json(dated)


@given(MOMENTS, st.timedeltas(timedelta(days=-1), timedelta(days=1)))
def test_an_end_is_over_at_itself_and_a_start_is_ahead_only_before_itself(moment: datetime, step: timedelta) -> None:
    at = moment + step
    assert _moments.is_over(moment, at=at) == (step >= timedelta(0))
    assert _moments.is_ahead(moment, at=at) == (step < timedelta(0))
    assert not _moments.is_ahead(moment, at=at, leeway=timedelta(days=1))
    assert not _moments.is_over(None, at=at)
    assert not _moments.is_ahead(None, at=at)
