"""Pathways for tests: requirements from short names, and badges for them."""

from datetime import UTC, datetime
from typing import Any

from mexbadge.models.language import Words
from mexbadge.pathways import AllOf, Earn, Evaluation, Pathway, Requirement, evaluate
from mexbadge.skills import Holding, holding_of
from mexbadge.verify import Verdict
from skilled import AISHA, ISSUER, badge_of, report_of

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T00:00:00+00:00")


def achievement(name: str) -> str:
    return f"https://college.example/achievements/{name}"


def earn(name: str, **given: Any) -> Earn:
    return Earn(id=given.pop("id", name), achievement=given.pop("achievement", achievement(name)), **given)


def earned(name: str, issued: str = "2026-03-01", ends: str | None = None, **given: Any) -> Holding:
    """Return a badge of the achievement ``name`` that counts, unless told otherwise."""
    person, failed = given.pop("person", AISHA), given.pop("failed", ())
    verdict: Verdict = given.pop("verdict", Verdict.VALID)
    values = {
        "id": f"urn:badge:{name}:{issued}",
        "achievement_id": achievement(name),
        "starts": day(issued),
        "valid_from": f"{issued}T00:00:00Z",
        "ends": None if ends is None else day(ends),
        "valid_until": None if ends is None else f"{ends}T00:00:00Z",
        "names": Words.of(name.title()),
        **given,
    }
    return holding_of(report_of(badge_of(**values), verdict, *failed, at=NOW), person=person)


def ended(name: str, issued: str = "2024-01-01", ends: str = "2025-01-01", **given: Any) -> Holding:
    return earned(name, issued, ends, verdict=Verdict.INVALID, failed=("dates_expired",), **given)


def gone(name: str, **given: Any) -> Holding:
    return earned(name, verdict=Verdict.INVALID, failed=("status_revoked",), **given)


def undecided(name: str, **given: Any) -> Holding:
    return earned(name, verdict=Verdict.UNKNOWN, **given)


def pathway(root: Requirement, **given: Any) -> Pathway:
    values: dict[str, Any] = {
        "id": "https://college.example/pathways/care",
        "version": "1",
        "name": Words.of({"en": "Care", "fr": "Soins"}),
        "issuer": ISSUER,
        "completion": achievement("capstone"),
        **given,
    }
    return Pathway(root=root, **values)


def all_of(*parts: Requirement, id: str = "all") -> AllOf:  # noqa: A002 - the standard's word
    return AllOf(id=id, of=parts)


def walked(root: Requirement | Pathway, *holdings: Holding, at: datetime = NOW, **given: Any) -> Evaluation:
    whole = root if isinstance(root, Pathway) else pathway(root)
    return evaluate(whole, holdings, at=at, **given)
