"""The rooms that decide, and the tests that are to hold them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["ROOT", "SOURCES", "TARGETS", "Target", "files_of_tests", "modules_of"]

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCES: Final = ROOT / "src" / "mexbadge"


@dataclass(frozen=True, slots=True)
class Target:
    """Modules (below ``src/mexbadge``), the tests that hold them, and the share of mutants that must be killed."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    share: float = 0.9


_IN_PROCESS: Final = (
    "tests/unit/verify/test_asking.py",
    "tests/unit/verify/test_attacks.py",
    "tests/unit/verify/test_binding_edges.py",
    "tests/unit/verify/test_check_edges.py",
    "tests/unit/verify/test_contexts_supplied.py",
    "tests/unit/verify/test_endorsements_check.py",
    "tests/unit/verify/test_envelopes.py",
    "tests/unit/verify/test_image_check.py",
    "tests/unit/verify/test_kids.py",
    "tests/unit/verify/test_learner_record.py",
    "tests/unit/verify/test_links.py",
    "tests/unit/verify/test_meaning_of_not_valid.py",
    "tests/unit/verify/test_never_fooled.py",
    "tests/unit/verify/test_newer_version.py",
    "tests/unit/verify/test_order.py",
    "tests/unit/verify/test_presentation.py",
    "tests/unit/verify/test_proof_edges.py",
    "tests/unit/verify/test_record.py",
    "tests/unit/verify/test_refresh_check.py",
    "tests/unit/trust/test_trust.py",
    "tests/unit/trust/test_trust_edges.py",
    "tests/unit/verify/test_verify_ob3.py",
)
"""The tests of the verifier that start no process: a change would not be seen there."""
_VERIFY: Final = (
    *_IN_PROCESS,
    "tests/unit/ledger/test_verify_check.py",
    "tests/unit/verify/test_schema_check.py",
    "tests/unit/verify/test_status_check.py",
    "tests/unit/verify/test_verdict.py",
)
TARGETS: Final[Mapping[str, Target]] = {
    "binding": Target(("verify/signature/binding.py",), _IN_PROCESS, 1.0),
    "proof": Target(("verify/signature/proof.py",), _IN_PROCESS, 1.0),
    "status": Target(
        ("verify/checks/status*.py", "status/*.py"),
        ("tests/unit/verify/test_status_check.py", "tests/unit/status"),
        1.0,
    ),
    "lists": Target(
        ("verify/judged_lists.py", "verify/kept_lists.py", "fetch/hearing.py"),
        ("tests/unit/verify/test_kept_lists.py", "tests/property/test_kept_lists.py"),
    ),
    "plain": Target(
        ("models/plain.py", "models/survey.py"),
        ("tests/unit/models/test_plain.py", "tests/property/test_models_plain.py"),
    ),
    "known": Target(("credentials/known_good.py",), ("tests/property/test_known_good.py",)),
    "chains": Target(("proofs/chains.py",), ("tests/unit/proofs",), 1.0),
    "schemas": Target(
        ("verify/checks/remote_schema.py",),
        ("tests/unit/verify/test_remote_schema_process.py", "tests/unit/verify/test_remote_schemas.py"),
    ),
    "inside": Target(
        tuple(
            f"verify/checks/{name}.py" for name in ("achieving", "contained", "endorsements", "recipient", "refresh")
        ),
        (
            "tests/unit/verify/test_achieving.py",
            "tests/unit/verify/test_contained_check.py",
            "tests/unit/verify/test_endorsements_check.py",
            "tests/unit/verify/test_learner_record.py",
            "tests/unit/verify/test_newer_version.py",
            "tests/unit/verify/test_presentation.py",
            "tests/unit/verify/test_recipient_check.py",
            "tests/unit/verify/test_refresh_check.py",
            "tests/unit/verify/test_verify_ob3.py",
        ),
    ),
    "checks": Target(("verify/checks/*.py", "verify/bound.py", "verify/status_dates.py"), _VERIFY),
    "engine": Target(("verify/engine.py", "verify/findings.py"), _VERIFY),
    "proofs": Target(("proofs/*.py",), ("tests/unit/proofs",)),
    "dids": Target(("dids/*.py",), ("tests/unit/dids",)),
    "scoring": Target(("match/scoring.py",), ("tests/unit/match/test_scoring.py", "tests/unit/match/test_matching.py")),
    "holdings": Target(("skills/holdings.py", "skills/reading.py"), ("tests/unit/skills",)),
    "pathways": Target(("pathways/candidates.py", "pathways/records.py"), ("tests/unit/pathways",)),
}
"""The rooms that decide. Within one target a module belongs to the first target that names it."""


def modules_of(name: str) -> list[Path]:
    """Return the modules of a target, without those that an earlier target has."""
    taken: set[Path] = set()
    for other, target in TARGETS.items():
        found = {path for pattern in target.modules for path in SOURCES.glob(pattern)} - taken
        if other == name:
            return sorted(found)
        taken |= found
    return []


def files_of_tests(target: Target) -> list[Path]:
    """Return the files of tests that hold a target."""
    found: list[Path] = []
    for name in target.tests:
        path = ROOT / name
        found += sorted(path.rglob("test_*.py")) if path.is_dir() else [path]
    return found
