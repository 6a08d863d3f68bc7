from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mexbadge.errors import InputError
from mexbadge.models.dates import instant, instant_ob2, is_day
from mexbadge.models.language import Words, is_language, is_text_map, pick
from mexbadge.models.uris import is_uri

NAMES = {"en": "Care", "fr-CA": "Soins", "de": "Pflege"}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01T00:00:00Z", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T00:00:00-05:00", datetime(2026, 3, 1, 5, tzinfo=UTC)),
        ("2026-03-01T00:00:00+14:00", datetime(2026, 2, 28, 10, tzinfo=UTC)),
        ("2026-03-01T00:00:00.5Z", datetime(2026, 3, 1, microsecond=500_000, tzinfo=UTC)),
        ("2026-03-01T00:00:00.1234567890123Z", datetime(2026, 3, 1, microsecond=123_456, tzinfo=UTC)),
        ("2026-03-01T24:00:00Z", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2026-12-31T24:00:00.000Z", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("2016-12-31T18:59:60-05:00", datetime(2017, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59-05:00", datetime.max.replace(tzinfo=UTC)),
        ("9999-12-31T24:00:00Z", datetime.max.replace(tzinfo=UTC)),
        ("0001-01-01T00:00:00+05:00", datetime.min.replace(tzinfo=UTC)),
    ],
)
def test_a_date_time_names_one_moment(text: str, moment: datetime) -> None:
    assert instant(text) == moment
    assert instant(text).utcoffset() == timedelta()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-01",
        "2026-03-01T00:00Z",
        "2026-03-01 00:00:00Z",
        "2026-03-01t00:00:00z",
        "2026-03-01T00:00:00+0500",
        "2026-03-01T00:00:00+14:01",
        "2026-03-01T00:00:00+05:60",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-03-01T25:00:00Z",
        "2026-03-01T24:00:01Z",
        "2026-03-01T24:00:00.001Z",
        "2026-03-01T12:00:60Z",
        "0000-01-01T00:00:00Z",
        "-2026-03-01T00:00:00Z",
        "12026-03-01T00:00:00Z",
        "2026-03-01T00:00:00.Z",
        "\uff12\uff10\uff12\uff16-03-01T00:00:00Z",
        "2026-03-01T00:00:00Z\n",
        "2026-03-01T00:00:00." + "1" * 100 + "Z",
    ],
)
def test_what_names_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        instant(text)
    assert caught.value.code == "models_date"


def test_a_missing_zone_is_told_apart() -> None:
    with pytest.raises(InputError) as caught:
        instant("2026-03-01T00:00:00")
    assert caught.value.code == "models_date_zone"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2017-06-30T10:00:00Z", datetime(2017, 6, 30, 10, tzinfo=UTC)),
        ("2017-06-30T10:00Z", datetime(2017, 6, 30, 10, tzinfo=UTC)),
        ("2017-06-30T10:00:00.25+0200", datetime(2017, 6, 30, 8, 0, 0, 250_000, tzinfo=UTC)),
        ("2017-06-30T10:00:00-05", datetime(2017, 6, 30, 15, tzinfo=UTC)),
        ("2017-06-30", datetime(2017, 6, 30, tzinfo=UTC)),
        (1311173106, datetime(2011, 7, 20, 14, 45, 6, tzinfo=UTC)),
        ("1311173106.0", datetime(2011, 7, 20, 14, 45, 6, tzinfo=UTC)),
        ("2017-06-30T10:00:00", None),
        ("2017-02-30", None),
        ("soon", None),
        (True, None),
        (None, None),
        (1e300, None),
        (float("nan"), None),
        ("9" * 100, None),
    ],
)
def test_older_badges_write_dates_in_more_ways(value: object, moment: datetime | None) -> None:
    assert instant_ob2(value) == moment


def test_days_exist_in_the_calendar() -> None:
    assert is_day("2024-02-29")
    for text in ("2023-02-29", "2023-2-1", "20230201", "2023-02-01T00:00:00Z", "0000-01-01", ""):
        assert not is_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://college.example/a?b=c#d",
        "http://[2001:db8::1]:8080/",
        "did:web:college.example%3A8443:badges",
        "urn:uuid:1b0c9d4e-0000-4000-8000-000000000001",
        "mailto:a@example.com",
        "data:image/png;base64,iVBORw0KGgo=",
        "https://collège.example/démence",
        "tag:college.example,2026:x",
    ],
)
def test_absolute_addresses_and_identifiers_are_uris(text: str) -> None:
    assert is_uri(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "college.example",
        "/badges/1",
        "1https://college.example",
        "https:",
        "https://",
        "https:///badges",
        "https:college.example",
        "https://college.example/a b",
        "https://college.example/<x>",
        'https://college.example/"',
        "https://college.example/%zz",
        "https://college.example/#a#b",
        "https://college.example/\u202egpj.exe",
        "https://college.example/\n",
        "https://college.example/\x00",
        "https://college.example/\ud800",
        "did:",
    ],
)
def test_relative_and_malformed_ones_are_not(text: str) -> None:
    assert not is_uri(text)


def test_language_tags_are_well_formed() -> None:
    for tag in ("en", "fr-CA", "zh-Hant-TW", "es-419", "de-1996", "sl-rozaj-biske", "x-college", "en-a-bbb-x-a"):
        assert is_language(tag)
    for tag in ("", "e", "english language", "en_CA", "en-", "-en", "e1", "en" + "-abcdef" * 50):
        assert not is_language(tag)


def test_the_language_asked_for_comes_first_then_its_range_then_any() -> None:
    assert pick(NAMES, "fr-CA") == pick(NAMES, "FR-ca") == pick(NAMES, "fr") == "Soins"
    assert pick(NAMES, "en-CA") == "Care"
    assert pick(NAMES, "it") == "Care"
    assert pick("Care", "fr") == "Care"
    assert pick({"@value": "Soins", "@language": "fr"}, "en") == "Soins"
    values = [{"@value": "Care", "@language": "en"}, {"@value": "Soins", "@language": "fr"}]
    assert pick(values, "fr-CA") == "Soins"


@pytest.mark.parametrize("value", [None, 5, {}, [], {"en": 5}, {"@value": 5}, [[["x"]]]])
def test_what_holds_no_text_gives_none(value: Any) -> None:
    assert pick(value) is None
    assert not Words.of(value)


def test_a_language_map_holds_tags_and_texts_only() -> None:
    assert is_text_map(NAMES)
    assert is_text_map({"@none": "Care"})
    for value in ({}, {"en": 5}, {"the name": "x"}, {"@value": 5}, {"@value": "x", "@type": "y"}):
        assert not is_text_map(value)
