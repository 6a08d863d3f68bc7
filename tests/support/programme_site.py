"""The site of a college of the example programme, with a badge of each kind, for whatever looks at pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from mexbadge.credentials.ob3 import Form
from mexbadge.issuer import Issuer, RosterRow
from mexbadge.issuer.register.records import Record
from mexbadge.issuer.roster.rows import Consent
from mexbadge.models.identity import Identity
from mexbadge.publish.site import publish
from mexbadge.workflows.demo_programme import Story

__all__ = ["COLLEGE", "CONTACT", "KINDS", "ProgrammeSite", "programme_site"]

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAMME: Final = ROOT / "examples" / "programme"
COLLEGE: Final = "lakeshore"
CONTACT: Final = "registrar@lakeshore-college.example"
"""The college's own address: the only one that its site may show."""
_LONG_AGO: Final = datetime(2023, 3, 1, 12, tzinfo=UTC)
_AGREED: Final = Consent(given=True, purpose="badge page", since=datetime(2026, 3, 1, tzinfo=UTC))
_ACHIEVEMENT: Final = "dementia-care"

KINDS: Final[Mapping[str, tuple[Form, bool]]] = {
    "active": (Form.DATA_INTEGRITY, True),
    "active-jwt": (Form.VC_JWT, True),
    "active-ob2": (Form.OB2_HOSTED, True),
    "active-ob2-signed": (Form.OB2_SIGNED, True),
    "private": (Form.DATA_INTEGRITY, False),
    "private-ob2": (Form.OB2_SIGNED, False),
    "private-hosted": (Form.OB2_HOSTED, False),
    "revoked": (Form.DATA_INTEGRITY, True),
    "revoked-private": (Form.VC_JWT, False),
    "suspended": (Form.DATA_INTEGRITY, True),
    "expired": (Form.DATA_INTEGRITY, True),
    "superseded": (Form.DATA_INTEGRITY, True),
}
"""Each badge of the site by its name here: its form, and whether its holder agreed to be named."""


@dataclass(frozen=True)
class ProgrammeSite:
    """What was published: ``folder`` is the site, ``records`` its badges by the names of :data:`KINDS`."""

    issuer: Issuer
    folder: Path
    records: Mapping[str, Record]

    def page(self, kind: str, language: str = "en") -> str:
        """Return the path of a badge's page in the site."""
        return f"b/{self.records[kind].page}/{'fr/' if language == 'fr' else ''}"

    def pages(self, language: str = "en") -> list[str]:
        """Return the paths of all pages of one language, each a folder."""
        found = sorted(path.parent.relative_to(self.folder).as_posix() for path in self.folder.rglob("index.html"))
        return [
            f"{name}/" if name != "." else "" for name in found if (name.split("/")[-1] == "fr") == (language == "fr")
        ]


def name_of(kind: str) -> str:
    """Return how the holder of a badge is called."""
    return f"Zoé Béland-{kind.title()}"


def programme_site(folder: Path) -> ProgrammeSite:
    """Make the college, its badges and its site below ``folder``."""
    story = Story(PROGRAMME, folder, "en", lambda _: None)
    issuer = _with_contact(story._college(PROGRAMME / "colleges" / COLLEGE))
    with issuer.together():
        names = {kind: _issued(issuer, line, kind) for line, kind in enumerate(KINDS, start=2)}
        issuer.revoke(
            [names["revoked"], names["revoked-private"]], reason_en="Issued in error", reason_fr="Émis par erreur"
        )
        issuer.suspend(names["suspended"], reason_en="Under review", reason_fr="En cours d'examen")
        issuer.correct(names["superseded"], {"narrative": "Assessed on the second placement."})
    site = folder / "site"
    publish(issuer, site)
    return ProgrammeSite(issuer, site, {kind: issuer.record(name) for kind, name in names.items()})


def _with_contact(issuer: Issuer) -> Issuer:
    """Give a college the contact that Open Badges 2.0 asks for, and say that its pages are published."""
    path = issuer.folder / "mexbadge.toml"
    text = path.read_text("utf-8")
    text = text.replace("[issuer]\n", f'[issuer]\nemail = "{CONTACT}"\n', 1)
    text = text.replace("[hosted]\n", "[hosted]\npages = true\n", 1)
    path.write_text(text, "utf-8")
    return Issuer.open(issuer.folder)


def _issued(issuer: Issuer, line: int, kind: str) -> str:
    form, agreed = KINDS[kind]
    old = kind == "expired"
    row = RosterRow(
        line=line,
        recipient=Identity.parse(f"{kind}@learner.example"),
        name=name_of(kind),
        ref=f"N{line:04}",
        valid_from=_LONG_AGO if old else None,
        valid_until=_LONG_AGO + timedelta(days=365) if old else None,
        consent=_AGREED if agreed else None,
    )
    (result,) = issuer.issue_many([row], _ACHIEVEMENT, form=form).results
    return result.id
