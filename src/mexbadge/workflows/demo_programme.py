"""The demonstration, step by step: four colleges issue, an employer verifies, skills stack and match."""

import csv
import io
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mexbadge import artwork, ledger, pathways, store, texts
from mexbadge.badge import Person
from mexbadge.bake import bake, unbake
from mexbadge.credentials.achievement import TRANSLATED, read_table, translations_of
from mexbadge.errors import FetchError, InputError, LedgerError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Issuer
from mexbadge.issuer.roster.reading import read_roster
from mexbadge.ledger import SUFFIX, LogPolicy
from mexbadge.match import (
    Applicant,
    Match,
    MatchPolicy,
    Reading,
    Vacancy,
    Weights,
    assess,
    explain,
    plan_for,
    rank,
    read_profile,
)
from mexbadge.match.html import page
from mexbadge.match.vacancy import APPLICANT_SCHEMA
from mexbadge.models.forms import load_table
from mexbadge.pathways import completion, evaluate, load_pathway
from mexbadge.pathways import explain as explain_pathway
from mexbadge.pathways.explaining import called
from mexbadge.pathways.pictures import svg
from mexbadge.plan import Catalogue, plan_lines
from mexbadge.skills import Holding, Tables, Taxonomy, holdings_of, load_taxonomy
from mexbadge.texts import Lang, shown
from mexbadge.verify import Policy, Report, Verdict, Verifier
from mexbadge.verify.checks.ledger import LedgerCode
from mexbadge.workflows.demo_exchange import tell_exchange

if TYPE_CHECKING:
    from mexbadge.fetch import Fetch, Request, Response

__all__ = ["Story"]

_HERO, _NEARLY, _EXPIRED, _REVOKED = "aisha", "omar", "emilie", "chantal"

_TEXTS = frozenset({"name", "description", "criteria"})

_UNIQUE = re.compile(r"-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What makes the name of an issued file unique; one person has one of each."""


@dataclass(slots=True)
class Story:
    """One demonstration: what it reads, where it writes, to whom it speaks, and what it made so far.

    ``tell`` is given each line of the story, in the language ``lang``.
    """

    programme: Path
    out: Path
    lang: Lang
    tell: Callable[[str], None]
    issuers: dict[str, Issuer] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    badges: dict[str, list[Path]] = field(default_factory=dict)
    files: dict[tuple[str, str], Path] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """The moment of the demonstration."""
        return datetime.now(UTC)

    def say(self, code: str, **values: object) -> None:
        """Say one line of the story."""
        self.tell(texts.message(f"story_{code}", self.lang, **values))

    # 1. Colleges issue

    def issue(self) -> None:
        """Make four colleges with their keys, and issue to lists of people."""
        self.people = {row["id"]: row["identity"] for row in self._rows("applicants.csv")}
        lists: dict[tuple[str, str], list[Mapping[str, str]]] = {}
        for row in self._rows("awards.csv"):
            lists.setdefault((row["college"], row["achievement"]), []).append(row)
        for folder in sorted((self.programme / "colleges").iterdir()):
            self.issuers[folder.name] = self._college(folder)
        count = 0
        for (college, slug), rows in lists.items():
            count += self._issue_list(college, slug, rows)
        for issuer in self.issuers.values():
            issuer.write_hosted()
        self.say("issued", colleges=len(self.issuers), count=count, path=str(self.out / "colleges"))
        self._gallery()

    def _gallery(self) -> None:
        """Show the pictures of all badges on one sheet."""
        paths = [path for issuer in self.issuers.values() for path in sorted((issuer.folder / "images").glob("*.png"))]
        sheet = self.out / "badges.png"
        sheet.write_bytes(artwork.sheets.gallery([path.read_bytes() for path in paths]))
        self.say("drawn", path=str(sheet))

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        yield from csv.DictReader(io.StringIO((self.programme / name).read_text("utf-8")))

    def _college(self, folder: Path) -> Issuer:
        table = read_table((folder / "college.toml").read_bytes(), "college.toml")
        issuer = Issuer.create(
            self.out / "colleges" / folder.name,
            name=str(table["name"]),
            url=str(table["url"]),
            description=str(table["description"]),
            ledger=True,
            name_fr=table.get("name_fr"),
            description_fr=table.get("description_fr"),
            languages=tuple(table.get("languages", ("en", "fr"))),
        )
        for path in sorted((folder / "achievements").glob("*.toml")):
            about = read_table(path.read_bytes(), path.name)
            members = {name: value for name, value in about.items() if name not in _TEXTS | TRANSLATED}
            name, description, criteria = (str(about[key]) for key in ("name", "description", "criteria"))
            said = translations_of(about)
            issuer.add(Achievement(name, description, criteria, slug=path.stem, members=members, translations=said))
        self._draw(folder / "artwork", issuer.folder / "images")
        return issuer

    def _draw(self, designs: Path, images: Path) -> None:
        """Draw the badges of a college as its designs say."""
        shared = artwork.design.college_of(load_table(designs / "college.toml"))
        images.mkdir(exist_ok=True)
        for path in sorted(designs.glob("*.toml")):
            if path.name != "college.toml":
                design = artwork.design.design_of(load_table(path), shared)
                made = artwork.making.make(design, lambda name: (designs / name).read_bytes())
                (images / f"{path.stem}.png").write_bytes(made.png() or b"")

    def _issue_list(self, college: str, slug: str, rows: Sequence[Mapping[str, str]]) -> int:
        """Write the list that a registrar would have, and issue from it."""
        path = self.out / "lists" / f"{college}-{slug}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = ["Email,Date issued,Expires"]
        lines += [f"{self.people[row['applicant']]},{row['date']},{row['expires']}" for row in rows]
        path.write_text("\n".join(lines) + "\n", "utf-8-sig")
        roster = read_roster(path.read_bytes())  # some ended since: the list is from the day of the course
        if roster.problems:
            raise InputError("cli_demo_failed", step=path.name)
        issuer = self.issuers[college]
        for row, result in zip(rows, issuer.issue_many(roster.rows, slug).results, strict=True):
            file = issuer.files / result.file
            self.badges.setdefault(row["applicant"], []).append(file)
            self.files[row["applicant"], slug] = file
        return len(rows)

    # 2. An employer verifies

    def verify(self) -> None:
        """Verify a good, an altered, an expired and a revoked badge."""
        good = self.files[_HERO, "dementia-care"]
        self._check("good", good, Verdict.VALID, self.people[_HERO])
        credential = unbake(good.read_bytes())
        picture = self.issuers["lakeshore"].image(self.issuers["lakeshore"].achievement("dementia-care"))
        altered = self.out / "altered.png"
        altered.write_bytes(bake(picture, credential.replace(b"Dementia Care", b"Dementia Cure", 1)))
        self._check("altered", altered, Verdict.INVALID, self.people[_HERO])
        self._check("expired", self.files[_EXPIRED, "first-aid"], Verdict.INVALID, self.people[_EXPIRED])
        revoked = self.files[_REVOKED, "dementia-care"]
        issuer = self.issuers["lakeshore"]
        name = next(record.id for record in issuer.list() if issuer.files / record.file == revoked)
        issuer.revoke(name, reason_en="Issued in error", reason_fr="Délivré par erreur")
        self._check("revoked", revoked, Verdict.INVALID, self.people[_REVOKED])

    def verifier(self, policy: Policy | None = None) -> Verifier:
        """Return a verifier that sees what the colleges host, and nothing else."""
        return Verifier(policy or Policy(), fetch=self.hosted())

    def hosted(self) -> "Fetch":
        """Return a fetch that sees what the colleges host now, and nothing else."""
        return _either([ResourceSet.load(issuer.folder / "hosted") for issuer in self.issuers.values()])

    def _check(self, code: str, path: Path, expected: Verdict, recipient: str) -> Report:
        report = self.verifier().verify(path, recipient=recipient, at=self.at)
        if report.verdict is not expected:
            raise InputError("cli_demo_failed", step=path.name)
        reason = next(report.reasons(), None)
        why = "" if reason is None or expected is Verdict.VALID else reason.message(self.lang)
        verdict = texts.message(f"story_verdict_{expected.value}", self.lang)
        self.say(f"verified_{code}", verdict=verdict, why=why, path=str(path))
        return report

    # 3. A ledger

    def ledger(self) -> None:
        """Verify with a receipt, then with one that was tampered with."""
        badge = self.files[_HERO, "dementia-care"]
        log = self.issuers["lakeshore"].log_key()
        verifier = self.verifier(Policy(logs=(LogPolicy.of(log),), require_ledger=True))
        report = verifier.verify(badge, at=self.at)
        receipt = Path(f"{badge}{SUFFIX}").read_bytes()
        index = next(line for line in receipt.split(b"\n") if line.startswith(b"index "))
        forged = receipt.replace(index, b"index 0", 1)
        other = verifier.verify(badge, at=self.at, receipt=forged)
        if report.verdict is not Verdict.VALID or other.verdict is not Verdict.INVALID:
            raise InputError("cli_demo_failed", step="ledger")
        included = next(one for one in report.findings if one.code == LedgerCode.INCLUDED)
        why = next(other.reasons()).message(self.lang)
        self.say("ledger_good", why=included.message(self.lang), path=f"{badge}{SUFFIX}")
        self.say("ledger_forged", why=why)
        self._tamper(self.issuers["lakeshore"].folder / "register.db")

    def _tamper(self, register: Path) -> None:
        """Change one entry in a copy of the college's register, and let the audit find it."""
        copy = self.out / "tampered.db"
        with closing(sqlite3.connect(register)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            with target:
                target.execute("update ledger_entries set entry = zeroblob(length(entry)) where position = 3")
        try:
            ledger.audit.audit(ledger.log.Log.open(store.Database.open(str(copy))))
        except LedgerError as error:
            self.say("ledger_tampered", why=error.message(self.lang), path=str(copy))
        else:
            raise InputError("cli_demo_failed", step=copy.name)

    # 4. A pathway

    def holdings(self, who: str) -> tuple[Holding, ...]:
        """Verify all badges of one person."""
        verifier, at = self.verifier(), self.at
        reports = [verifier.verify(path, at=at) for path in self.badges.get(who, ())]
        return holdings_of(reports, person=Person.of(self.people[who]), accepts=self._accepts)

    def _accepts(self, issuer: str) -> bool:
        return issuer in {one.settings.id for one in self.issuers.values()}

    def pathway(self) -> None:
        """Show three learners on the pathway, and award the certificate to whom it is due."""
        pathway = load_pathway(self.programme / "pathway.toml")
        catalogue = Catalogue.load(self.programme / "courses.toml")
        self.say("pathway", name=pathway.name.text(self.lang))
        for who in (_HERO, _NEARLY, _EXPIRED):
            result = evaluate(pathway, self.holdings(who), at=self.at)
            picture = self.out / f"pathway-{who}.svg"
            picture.write_text(svg(result, self.lang), "utf-8")
            first, top, *_ = explain_pathway(result, self.lang)
            self.say("learner", who=self.people[who], status=f"{first} ({top[4:]})", path=str(picture))
            if result:
                issued = pathways.awarding.award(self.issuers["lakeshore"], result, Person.of(self.people[who]))
                self.badges[who].append(Path(str(issued.file)))
                self.say("awarded", path=str(issued.file))
            else:
                ways = completion(result, catalogue.courses, start=(self.at + timedelta(days=1)).date())
                for line in plan_lines(ways.cheapest, self.lang, label=called(pathway, self.lang)):
                    self.tell(f"     {line}")

    # 5. A match

    def match(self) -> None:
        """Rank everybody for one vacancy, explain the best, and plan for one who lacks something."""
        taxonomy = load_taxonomy(self.programme / "skills.csv")
        catalogue = Catalogue.load(self.programme / "courses.toml")
        posts = [
            Vacancy.load(path, taxonomy=taxonomy) for path in sorted((self.programme / "vacancies").glob("*.json"))
        ]
        post = next(one for one in posts if one.id == "restorative-aide")
        matches = rank(self._matches(post, posts, taxonomy, catalogue))
        title = shown(post.title.text(self.lang) or post.id)
        self.say("vacancy", title=title, employer=shown(post.employer), count=len(matches))
        best, next_ = matches[0], next(one for one in matches if one.missing and one.score)
        for one in (best, next_):
            plan = plan_for(one, catalogue.courses, start=(self.at + timedelta(days=1)).date()) if one.missing else None
            self.tell(f"   {shown(self.people[one.applicant or ''])}")
            for line in explain(one, self.lang, plan=plan):
                self.tell(f"     {line}")
        self._page(matches)

    def _matches(
        self, post: Vacancy, posts: Sequence[Vacancy], taxonomy: Taxonomy, catalogue: Catalogue
    ) -> list[Match]:
        policy = MatchPolicy(weights=Weights.of(posts, taxonomy))
        reading = Reading(taxonomy, Tables(certifies=catalogue.certifies()), accepts=self._accepts)
        found: list[Match] = []
        for who, identity in self.people.items():
            applicant = Applicant(id=who, person=Person.of(identity))
            verifier, at = self.verifier(), self.at
            reports = [verifier.verify(path, at=at) for path in self.badges.get(who, ())]
            profile = read_profile(reports, applicant=applicant, reading=reading, at=at)
            found.append(
                assess(
                    profile,
                    post,
                    at=at,
                    applicant=applicant,
                    taxonomy=taxonomy,
                    policy=policy,
                    accepts=self._accepts,
                )
            )
        return found

    def _page(self, matches: Sequence[Match]) -> None:
        path = self.out / "ranked.html"
        path.write_text(page(matches[:5], self.lang), "utf-8")
        self.say("page", path=str(path))

    # 6. An exchange

    def exchange(self) -> None:
        """Run an exchange over the same colleges: match, tell, hire, train, and match again."""
        tell_exchange(self, self.hosted())

    def _carried(self) -> None:
        """Leave what each person carries: a folder of badges, and the file that says whose they are."""
        for who, identity in self.people.items():
            folder = self.out / "people" / who
            folder.mkdir(parents=True)
            for path in self.badges.get(who, ()):
                shutil.copyfile(path, folder / _UNIQUE.sub("", path.name))
            names = sorted(f"{who}/{path.name}" for path in folder.iterdir())
            about = {"schema": APPLICANT_SCHEMA, "id": who, "identities": [identity], "badges": names}
            (folder.parent / f"{who}.json").write_text(json.dumps(about, indent=2) + "\n", "utf-8")

    @property
    def badge_to_try(self) -> Path:
        """A badge that somebody who followed the story may verify."""
        return self.out / "people" / _HERO / "dementia-care.png"

    def end(self) -> None:
        """Say where everything lies; leave the resources of all colleges as one set."""
        self._carried()
        index: dict[str, object] = {}
        for issuer in self.issuers.values():
            hosted = issuer.folder / "hosted"
            listed = json.loads((hosted / "resources.json").read_text("utf-8"))
            where = hosted.relative_to(self.out).as_posix()
            index |= {url: _below(where, entry) for url, entry in listed.items()}
        (self.out / "resources.json").write_text(json.dumps(index, indent=2) + "\n", "utf-8")
        self.tell("")
        self.say("where", path=str(self.out))


def _below(folder: str, entry: Mapping[str, str]) -> dict[str, str]:
    """Return an entry of a list of resources that lies in ``folder``, for a list that lies beside that."""
    member = "folder" if "folder" in entry else "path"
    return {**entry, member: f"{folder}/{entry[member]}"}


def _either(sets: Sequence[ResourceSet]) -> "Fetch":
    """Answer from the first set that knows an address."""

    def fetch(request: "Request") -> "Response":
        last: FetchError | None = None
        for one in sets:
            try:
                response: Response = one(request)
            except FetchError as error:
                last = error
            else:
                return response
        raise last or InputError("cli_demo_failed", step=request.url)

    return fetch
