"""The site of a college of the example programme, with a badge of each kind, for whatever looks at pages."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from mexbadge.badge import Person
from mexbadge.credentials.ob3 import Form
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Issuer, RosterRow
from mexbadge.issuer.register.records import Record
from mexbadge.issuer.roster.rows import Consent
from mexbadge.models.identity import Identity
from mexbadge.publish.portfolio import Learner, portfolio_files, portfolio_of
from mexbadge.publish.site import publish
from mexbadge.skills import holdings_of
from mexbadge.verify import Verifier
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

_RICH: Final = "active-jwt"
"""The badge that says all that a badge may say."""
_DEMAND: Final = """name,label,asked,lacked
https://skills.care.example/communicate-dementia,Communicate with a person who lives with dementia,4,12
https://skills.care.example/responsive-behaviours,Respond to responsive behaviours,3,hidden
"""
_APPROVED: Final = {
    "schema": "urn:mexbadge:schema:trust-list-1",
    "name": "Approved colleges of MEX",
    "validUntil": "2047-07-01T00:00:00Z",
    "issuers": [
        {
            "id": "did:web:badges.lakeshore-college.example",
            "name": {"en": "Lakeshore College of Care", "fr": "Collège de soins Lakeshore"},
            "roles": ["approved college"],
        }
    ],
}
_NARRATIVE: Final = "Planned a *music hour* with residents, and adapted it on the day."
_EVIDENCE: Final = (
    {
        "id": "https://portfolio.learner.example/music-hour",
        "type": ["Evidence"],
        "name": "A music hour on the dementia unit",
        "genre": "Case report",
        "narrative": "What was planned, what happened, and what would be done otherwise.",
    },
    "https://portfolio.learner.example/placement-log",
)
_LONG: Final = Achievement(
    name="Intervention auprès des personnes vivant avec un trouble neurocognitif majeur en milieu communautaire",
    description="Accompagne les personnes et leurs proches, à domicile et en centre de jour.",
    criteria="Deux stages :\n\n- l'un à domicile ;\n- l'autre en centre de jour.\n\n## Durée\n\nQuarante heures.",
    slug="milieu-communautaire",
    members={
        "achievementType": "Certificate",
        "inLanguage": "fr-CA",
        "humanCode": "SNC-4410",
        "fieldOfStudy": "Soins de longue durée",
        "resultDescription": [
            {
                "id": "urn:uuid:0b8c9a52-6a52-4b8b-9f70-2c5b8fb32f11",
                "type": ["ResultDescription"],
                "name": "Note finale",
                "resultType": "RawScore",
                "requiredValue": "60",
                "valueMin": "0",
                "valueMax": "100",
            }
        ],
    },
)
"""An award in French with a long name, assessed by a mark: in an English college's catalogue, beside the others."""

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
    "french": (Form.DATA_INTEGRITY, True),
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
    issuer.add(_LONG)
    _with_neighbours(issuer.folder)
    with issuer.together():
        names = {kind: _issued(issuer, line, kind) for line, kind in enumerate(KINDS, start=2)}
        issuer.revoke(
            [names["revoked"], names["revoked-private"]], reason_en="Issued in error", reason_fr="Émis par erreur"
        )
        issuer.suspend(names["suspended"], reason_en="Under review", reason_fr="À revoir")
        issuer.correct(names["superseded"], {"narrative": "Assessed on the second placement."})
    site = folder / "site"
    publish(issuer, site)
    found = ProgrammeSite(issuer, site, {kind: issuer.record(name) for kind, name in names.items()})
    _portfolio(found)
    return found


_HOLDS: Final = ("active", "active-jwt", "active-ob2", "expired", "french")
_ABOUT: Final = {
    "basics": {"name": "Zoé Béland", "label": "Préposée aux bénéficiaires", "summary": "Huit ans de métier."},
    "work": [
        {"name": "Résidence du Cèdre", "position": "Préposée", "startDate": "2024-02", "summary": "Quart de soir."},
        {"name": "Maple Grove Home", "position": "Care aide", "startDate": "2018-05", "endDate": "2021-01"},
    ],
    "education": [
        {"institution": "Collège Lakeshore", "area": "Soins", "startDate": "2022", "endDate": "2023-06"},
    ],
}


def _portfolio(programme: ProgrammeSite) -> None:
    """Write the portfolio of somebody who holds several badges of the site beside its pages."""
    verifier = Verifier(fetch=ResourceSet.load(programme.folder))
    records = {kind: programme.records[kind] for kind in _HOLDS}
    badges = {kind: programme.issuer.issued(record.id) for kind, record in records.items()}
    reports = [verifier.verify(badge.credential, name=kind) for kind, badge in badges.items()]
    person = Person(tuple(Identity.parse(f"{kind}@learner.example") for kind in _HOLDS))
    pictures = {kind: badge.image for kind, badge in badges.items() if badge.image is not None}
    learner = Learner.read(json.dumps(_ABOUT).encode("utf-8"), "me.json")
    made = portfolio_of(learner, holdings_of(reports, person=person), at=datetime.now(UTC), pictures=pictures)
    for file in portfolio_files(made):
        path = programme.folder / "portfolio" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.make())


def _with_contact(issuer: Issuer) -> Issuer:
    """Give a college the contact that Open Badges 2.0 asks for, and say that its pages are published."""
    path = issuer.folder / "mexbadge.toml"
    text = path.read_text("utf-8")
    text = text.replace("[issuer]\n", f'[issuer]\nemail = "{CONTACT}"\n', 1)
    text = text.replace("[hosted]\n", "[hosted]\npages = true\n", 1)
    path.write_text(text, "utf-8")
    return Issuer.open(issuer.folder)


def _with_neighbours(folder: Path) -> None:
    """Lay into a college's folder what lies around its badges: a pathway, courses, vacancies, demand, a trust list."""
    (folder / "pathways").mkdir()
    shutil.copyfile(PROGRAMME / "pathway.toml", folder / "pathways" / "long-term-care-support.toml")
    shutil.copyfile(PROGRAMME / "courses.toml", folder / "courses.toml")
    shutil.copytree(PROGRAMME / "vacancies", folder / "vacancies")
    (folder / "demand.csv").write_text(_DEMAND, "utf-8")
    (folder / "trust").mkdir()
    (folder / "trust" / "approved.json").write_text(json.dumps(_APPROVED), "utf-8")


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
    if kind == _RICH:
        row = replace(row, narrative=_NARRATIVE, evidence=_EVIDENCE)
    if kind == "french":
        row = replace(row, result="87", valid_until=datetime(2031, 3, 1, 12, tzinfo=UTC))
    slug = _LONG.slug if kind == "french" else _ACHIEVEMENT
    (result,) = issuer.issue_many([row], str(slug), form=form).results
    return result.id
