import hashlib
from typing import Any

import pytest

from mexbadge.models.identity import identity_hash
from mexbadge.verify.findings import Check, Outcome, Verdict, Why
from mexbadge.verify.ob2 import Judged
from world_ob2 import (
    ASSERTION,
    EMAIL,
    World,
    assertion,
    codes,
    failed,
    finding,
    recipient,
    verdict,
    warned,
)


def judged(asked: str | None, **changes: Any) -> Judged:
    world = World.hosted()
    world.put(ASSERTION, assertion(recipient=recipient(**changes)))
    return world.judge(ASSERTION, recipient=asked)


@pytest.mark.parametrize("algorithm", ["sha256", "md5"])
@pytest.mark.parametrize("salt", ["sea", "", None])
def test_the_salt_is_appended_and_may_be_missing(algorithm: Any, salt: str | None) -> None:
    hashed = identity_hash(EMAIL, salt or "", algorithm)
    assert hashed.endswith(hashlib.new(algorithm, f"{EMAIL}{salt or ''}".encode()).hexdigest())
    written = Verdict.WARNING if salt is None else Verdict.VALID
    assert verdict(judged(EMAIL, identity=hashed, salt=salt)) is written
    assert "recipient_differs" in failed(judged("else@example.ca", identity=hashed, salt=salt))


def test_digits_count_in_either_case() -> None:
    upper = "sha256$" + identity_hash(EMAIL, "sea").removeprefix("sha256$").upper()
    assert verdict(judged(EMAIL, identity=upper)) is Verdict.VALID


@pytest.mark.parametrize(
    ("kind", "identity", "asked"),
    [
        ("email", EMAIL, EMAIL),
        ("url", "https://aisha.example", "https://aisha.example"),
        ("telephone", "+14165550100", "telephone:+14165550100"),
        ("id", "urn:uuid:5b1c", "id:urn:uuid:5b1c"),
        ("id", "did:web:aisha.example", "did:web:aisha.example"),
    ],
)
def test_every_kind_of_identity_is_compared_plain_and_hashed(kind: str, identity: str, asked: str) -> None:
    assert verdict(judged(asked, type=kind, identity=identity, hashed=False, salt=...)) is Verdict.VALID
    assert verdict(judged(asked, type=kind, identity=identity_hash(identity, "sea"))) is Verdict.VALID


def test_another_spelling_of_capitals_is_a_warning() -> None:
    found = judged("Aisha@Example.CA")
    assert verdict(found) is Verdict.WARNING
    assert "ob2_recipient_case" in warned(found)


def test_a_recipient_that_was_asked_is_never_left_out() -> None:
    world = World.hosted()
    for badge in (assertion(), assertion(id="https://evil.example/x"), "nothing", {"badge": 1, "recipient": 2}):
        found = world.judge(badge, recipient="else@example.ca")
        said = [f for f in found.findings if f.check is Check.RECIPIENT]
        assert said
        assert verdict(found) not in {Verdict.VALID, Verdict.WARNING}


def test_a_recipient_that_was_not_asked_is_told_as_such() -> None:
    found = finding(judged(None), "recipient_not_asked")
    assert found.outcome is Outcome.SKIPPED
    assert found.why is Why.NOT_ASKED


def test_another_kind_of_identity_does_not_match() -> None:
    assert "recipient_other_kind" in failed(judged("telephone:+14165550100"))
    assert "recipient_other_kind" in failed(judged(EMAIL, type="url", identity=identity_hash(EMAIL, "sea")))


def test_an_unreadable_recipient_matches_nobody() -> None:
    assert "recipient_nobody" in failed(judged(EMAIL, hashed="maybe"))
    world = World.hosted()
    world.put(ASSERTION, assertion(recipient=...))
    assert "recipient_nobody" in failed(world.judge(ASSERTION, recipient=EMAIL))


def test_a_hash_is_no_identity_by_itself() -> None:
    hashed = identity_hash(EMAIL, "sea")
    assert "recipient_differs" in failed(judged(f"id:{hashed}", type="id", identity=hashed))


def test_a_match_is_told() -> None:
    assert "recipient_ok" in codes(judged(EMAIL), Outcome.PASSED)
