"""Skills for tests: a small taxonomy, and reports of badges of our own in memory."""

from datetime import UTC, datetime
from typing import Any

from mexbadge.badge import Alignment, Badge, Person
from mexbadge.models.identity import AwardedIdentity
from mexbadge.models.kinds import Kind
from mexbadge.models.language import Words
from mexbadge.skills import Holding, Skill, Taxonomy, holding_of
from mexbadge.verify import Check, Finding, Outcome, Report, Verdict
from planning import skill
from world import AT

AISHA = Person.of("aisha@example.ca", "did:example:aisha")
STRANGER = Person.of("stranger@example.ca")
ISSUER = "did:web:college.example"
TAXONOMY = Taxonomy.of(
    [
        Skill(skill("care"), Words.of({"en": "Care", "fr": "Soins"}), kind="group"),
        Skill(skill("lifts"), Words.of({"en": "Lifts", "fr": "Levées"}), broader=(skill("care"),)),
        Skill(skill("hoist"), Words.of({"en": "Hoist", "fr": "Lève-personne"}), broader=(skill("lifts"),)),
        Skill(
            skill("falls"),
            Words.of({"en": "Falls", "fr": "Chutes"}),
            broader=(skill("care"),),
            equivalents=("https://other.example/falls",),
        ),
        Skill(skill("records"), Words.of({"en": "Records", "fr": "Dossiers"})),
    ]
)


def alignment(name: str, **given: Any) -> Alignment:
    values = {"name": name, "url": skill(name), "type": "ceasn:Competency", **given}
    return Alignment(**values)


def badge_of(*names: str, to: str = "aisha@example.ca", **given: Any) -> Badge:
    values: dict[str, Any] = {
        "version": "3.0",
        "format": "vc-jwt",
        "kind": Kind.ACHIEVEMENT,
        "id": "urn:uuid:1",
        "achievement_id": f"https://college.example/achievements/{'-'.join(names) or 'x'}",
        "achievement_names": Words.of(" ".join(names) or "X"),
        "names": Words.of(" ".join(names) or "X"),
        "issuer_id": ISSUER,
        "issuer_names": Words.of("College"),
        "starts": datetime(2026, 3, 1, tzinfo=UTC),
        "valid_from": "2026-03-01T00:00:00Z",
        "identities": (AwardedIdentity("emailAddress", to, hashed=False),),
        "alignments": tuple(alignment(name) for name in names),
        **given,
    }
    return Badge(**values)


def report_of(badge: Badge | None, verdict: Verdict = Verdict.VALID, *codes: str, at: datetime = AT) -> Report:
    """Return the report of a badge: ``codes`` are what failed."""
    passed = [Finding(check, "format_ok", Outcome.PASSED) for check in (Check.FORMAT, Check.MODEL, Check.PROOF)]
    issuer = badge.issuer_id if badge else None
    passed.append(Finding(Check.BINDING, "binding_ok", Outcome.PASSED, {"issuer": issuer, "host": "", "anchor": ""}))
    values = {"detail": "", "url": "https://badges.college.ca/status/1"}
    findings = (*passed, *(Finding(Check.STATUS, code, Outcome.FAILED, values) for code in codes))
    content = repr(badge).encode() if badge else b""
    return Report("badge", verdict, at, badge, findings, content=content)


def held(*names: str, person: Person | None = AISHA, verdict: Verdict = Verdict.VALID, **given: Any) -> Holding:
    return holding_of(report_of(badge_of(*names, **given), verdict), person=person)


def revoked(holding: Holding) -> Holding:
    report = report_of(holding.badge, Verdict.INVALID, "status_revoked")
    return holding_of(report, person=AISHA)
