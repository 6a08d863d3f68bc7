"""A town for tests of the exchange: colleges, an employer, skills, people with badges who answer letters."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from exchanging import Mex, answer_to, as_json, employer, letters_of, opening, person, school
from mexbadge._json import dumps
from mexbadge.issuer import Issued
from mexbadge.match import MatchSettings
from mexbadge.match.exchange import Exchange, tables
from mexbadge.match.exchange.matches import all_matches
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy
from world import ACHIEVEMENT, College, World

SKILLS = ("care", "lifts", "meals", "records", "falls")
URL = "https://skills.example"
TAXONOMY = Taxonomy.of([Skill(f"{URL}/{one}", Words.of({"en": one.title(), "fr": one.title()})) for one in SKILLS])
OTHER = "did:web:grand.example"


@dataclass
class Town:
    """An exchange in a world; ``given`` are its settings."""

    path: Path
    given: dict[str, Any] = field(default_factory=dict)
    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        self.college, self.other = College(self.world), College(self.world, OTHER)
        self.place = Mex(self.path / "mex", settings=MatchSettings(TAXONOMY, fetch=self.world.fetch))
        self.place.clock.now = self.world.at
        self.mex = self.place.create(**{"hold": False, **self.given})
        self.bring(
            employers=[employer(contact="Rosa", phone="416-555-0100")],
            colleges=[school(issuer=self.college.id), school("grand", issuer=OTHER)],
        )
        self.count = 0

    @property
    def now(self) -> datetime:
        return self.place.clock.now

    def pass_days(self, days: float) -> None:
        """Whole days end at the same hour where the exchange is, whatever is done to its clocks between."""
        if days == int(days):
            self._at((self.mex.config.here(self.now) + timedelta(days=days)).astimezone(UTC))
        else:
            self._at(self.now + timedelta(days=days))

    def wait_for(self, hour: int) -> None:
        """Wait until it is so late by UTC, which may be another day than where the exchange is."""
        there = self.now.replace(hour=hour, minute=30)
        self._at(there if there > self.now else there + timedelta(days=1))

    def day(self, days: int = 0) -> str:
        """Return which day it is in some days where the exchange is."""
        return str(self.mex.config.day(self.now) + timedelta(days=days))

    def _at(self, now: datetime) -> None:
        self.world.at = self.place.clock.now = now

    def bring(self, **files: list[Any]) -> None:
        self.mex.bring_in({kind: [(f"{kind}.json", as_json(*rows))] for kind, rows in files.items()})

    def post(self, name: str, *skills: str, **more: Any) -> None:
        self.bring(vacancies=[opening(name, *(f"{URL}/{one}" for one in skills), **more)])

    def join(self, *names: str) -> None:
        self.bring(applicants=[person(name, name=f"{name.title()} Person") for name in names])

    def badge(self, name: str, skill: str, *, by: College | None = None, **given: Any) -> Issued:
        """Award somebody a badge of a skill, and hand it in."""
        about = {
            **ACHIEVEMENT,
            "id": f"https://badges.example/{skill}",
            "name": skill.title(),
            "alignment": [
                {
                    "type": ["Alignment"],
                    "targetName": skill,
                    "targetUrl": f"{URL}/{skill}",
                    "targetType": "ceasn:Competency",
                }
            ],
        }
        issued = (by or self.college).issue_revocable(to=f"{name}@learner.example", achievement=about, **given)
        self.hand_in(issued.credential)
        return issued

    def hand_in(self, credential: bytes) -> None:
        folder = self.path / f"in-{self.count}"
        self.count += 1
        folder.mkdir()
        (folder / "badge.json").write_bytes(credential)
        (came,) = self.mex.intake(folder)
        assert came.applicant is not None, came

    def letters(self) -> dict[str, list[EmailMessage]]:
        """Send what is due, by the first part of each address."""
        found: dict[str, list[EmailMessage]] = {}
        for one in letters_of(self.mex):
            found.setdefault(parseaddr(str(one["To"]))[1].partition("@")[0], []).append(one)
        return found

    def say(self, letter: EmailMessage, word: str = "yes") -> Any:
        (read,) = self.mex.inbox([("answer.eml", answer_to(letter, word))])
        return read

    def agree(self) -> None:
        """Everybody who is asked says that the address is theirs."""
        for letters in self.letters().values():
            for one in letters:
                assert self.say(one).read.value == "answered"

    def with_badges(self, **people: str) -> None:
        self.join(*people)
        for name, skills in people.items():
            for skill in skills.split():
                self.badge(name, skill)
        self.agree()

    def state(self, kind: str, name: str) -> str:
        table = {"vacancy": tables.VACANCIES, "applicant": tables.APPLICANTS}[kind]
        with self.mex.book.read() as connection:
            return self.mex.book.standing(connection, table)[name].state

    def matches(self) -> list[tuple[str, str, str]]:
        with self.mex.book.read() as connection:
            return [(one.vacancy, one.applicant, one.state.value) for one in all_matches(connection)]

    def run(self, **how: Any) -> list[tuple[str, str]]:
        return [(one.kind, one.subject) for one in self.mex.run(**how)]

    def again(self) -> Exchange:
        """Open the exchange anew, as the next night does."""
        self.mex = self.place.open()
        return self.mex


def course(name: str, skill: str, cost: int, college: str = "lakeshore", **more: Any) -> dict[str, Any]:
    """Return a catalogue of one course."""
    about = {
        "id": name,
        "name": name.title(),
        "college": college,
        "teaches": [f"{URL}/{skill}"],
        "cost": cost,
        "days": 3,
    }
    return {"colleges": [{"id": college, "name": college}], "courses": [{**about, **more}]}


def listed(*courses: dict[str, Any]) -> bytes:
    """Return courses as one catalogue."""
    colleges = {one["id"]: one for each in courses for one in each["colleges"]}
    return dumps({"colleges": list(colleges.values()), "courses": [each["courses"][0] for each in courses]}).encode()


def matched(town: Town) -> None:
    """Aisha fits the one vacancy, and is matched with it."""
    town.post("psw", "care", "lifts")
    town.with_badges(aisha="care lifts")
    assert ("decided", "psw aisha") in town.run()
