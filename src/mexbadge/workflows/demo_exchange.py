"""The end of the demonstration: an exchange over the same colleges; a night, its letters, and what follows of them.

Who has every skill is matched, told and hired. Who lacks one is offered the cheapest approved course, gets a seat and
the badge, and is matched by the next run.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from mexbadge.errors import InputError
from mexbadge.match import MatchSettings
from mexbadge.match.exchange import Exchange, ExchangeConfig
from mexbadge.models.forms import form_of
from mexbadge.models.identity import Identity
from mexbadge.plan import Catalogue
from mexbadge.texts import Lang

if TYPE_CHECKING:
    from mexbadge.fetch import Fetch
    from mexbadge.issuer import Issuer

__all__ = ["tell_exchange"]

_FITS, _NEARLY = "aisha", "omar"
_VACANCY: Final = "restorative-aide"
_PLACES: Final = 2
_EMPLOYER: Final = {"id": "pine-ridge", "name": "Pine Ridge Manor", "email": "hiring@pineridge.example"}
_MAIL: Final = {"sender": "MEX <mex@mex.example>", "postal": "1 King Street, Toronto ON"}
_CODE: Final = re.compile(r"MEX yes [a-z2-7]{26}")
_Rows = list[dict[str, object]]


class StorySoFar(Protocol):
    """What the story made so far, and whom it tells."""

    programme: Path
    out: Path
    lang: Lang
    issuers: "dict[str, Issuer]"
    people: dict[str, str]
    badges: dict[str, list[Path]]

    @property
    def at(self) -> datetime:
        """The moment of the demonstration."""

    def say(self, code: str, **values: object) -> None:
        """Say one line of the story."""


def tell_exchange(story: StorySoFar, fetch: "Fetch") -> None:
    """Tell it, and leave the exchange in the folder ``exchange`` of the demonstration."""
    folder = story.out / "exchange"
    config = {"name": {"en": "MEX", "fr": "MEX"}, "mail": _MAIL, "hold": False, "zone": "UTC"}
    Exchange.create(folder, form_of(ExchangeConfig, {**config, "skills": "../examples/programme/skills.csv"}))
    town = _Town(story, Exchange.open(folder, settings=MatchSettings(fetch=fetch)))
    town.begin()
    courses = town.night(_FITS)
    town.told()
    town.hired()
    town.trained(courses)
    town.night(_NEARLY)
    path = str(folder)
    command = f"mexbadge exchange why {_VACANCY} {_NEARLY} -C {path} --resources {story.out}"
    story.say("exchange_where", path=path, command=command)


@dataclass(slots=True)
class _Town:
    """The exchange, and everybody who answers its letters."""

    story: StorySoFar
    mex: Exchange
    _read: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """Bring in whom and what there is, with the badges of two people, who agree to be matched."""
        files = {name: [(f"{name}.json", json.dumps(rows).encode())] for name, rows in self._rows().items()}
        table = (self.story.programme / "courses.csv").read_bytes()
        self.mex.bring_in({**files, "courses": [("courses.csv", table)]})
        for who in (_FITS, _NEARLY):
            self._intake(who, self.story.badges[who])
        self._answer()
        self.story.say("exchange_begun", employer=_EMPLOYER["name"], places=_PLACES, vacancy=_VACANCY)

    def _rows(self) -> dict[str, _Rows]:
        story = self.story
        posted = json.loads((story.programme / "vacancies" / f"{_VACANCY}.json").read_text("utf-8"))
        vacancy = {name: value for name, value in posted.items() if name not in {"openFrom", "openUntil"}}
        approved = {"approvedBy": "The board of MEX", "since": str((story.at - timedelta(days=100)).date())}
        return {
            "employers": [{**_EMPLOYER, "language": story.lang}],
            "colleges": [
                {"id": id_, "name": name, "issuer": id_, "email": f"registrar@{id_.rpartition(':')[2]}", **approved}
                for id_, name in sorted((one.settings.id, one.settings.name) for one in story.issuers.values())
            ],
            "applicants": [
                {
                    "id": who,
                    "name": who.title(),
                    "language": story.lang,
                    "document": {"identities": [story.people[who]]},
                }
                for who in (_FITS, _NEARLY)
            ],
            "vacancies": [{**vacancy, "employer": _EMPLOYER["id"], "seats": _PLACES}],
        }

    def _intake(self, who: str, badges: Iterable[Path]) -> None:
        folder = self.mex.folder / "in" / f"{who}-{len(self._read)}"
        folder.mkdir(parents=True)
        for number, path in enumerate(badges):
            (folder / f"{number}{path.suffix}").write_bytes(path.read_bytes())
        if any(one.applicant != who for one in self.mex.intake(folder)):
            raise InputError("cli_demo_failed", step=str(folder))

    def _answer(self) -> list[str]:
        """Write the letters that are due, and say yes to all that is asked; return to whom something was written."""
        folder = self.mex.folder / "letters"
        list(self.mex.write_letters(folder))
        written, answers = [], list[tuple[str, bytes]]()
        for path in sorted(folder.glob("*.eml")):
            if path.name in self._read:
                continue
            self._read.add(path.name)
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            written.append(str(letter["To"]))
            body = letter.get_body(("plain",))
            code = None if body is None else _CODE.search(body.get_content())
            if code is not None:
                answer = EmailMessage()
                answer["From"], answer["To"], answer["Subject"] = str(letter["To"]), str(letter["From"]), code[0]
                answers.append((path.name, answer.as_bytes()))
        list(self.mex.inbox(answers))
        return written

    def night(self, who: str) -> list[str]:
        """Run, and say who was matched and who was offered which courses; return these."""
        found = self.mex.run()
        if [one.subject for one in found if one.kind == "decided"] != [f"{_VACANCY} {who}"]:
            raise InputError("cli_demo_failed", step=f"exchange run: {who}")
        self.story.say("exchange_matched", who=self.story.people[who], vacancy=_VACANCY)
        courses: list[str] = []
        for one in found:
            if one.kind == "planned":
                courses = [str(each) for each in json.loads(json.dumps(one.facts["courses"]))]
                told = {"courses": ", ".join(courses), "price": one.facts["price"]}
                self.story.say("exchange_planned", who=self.story.people[one.subject], **told)
        return courses

    def told(self) -> None:
        """All sides read their letters, and say yes."""
        self.story.say("exchange_told", count=len(self._answer()), path=str(self.mex.folder / "letters"))

    def hired(self) -> None:
        """Each knows the other now; the employer says that it hired, the college that it has a seat."""
        self._answer()
        (match,) = self.mex.person(_FITS)["matches"]
        if match["state"] != "filled":
            raise InputError("cli_demo_failed", step="exchange hired")
        self.story.say("exchange_hired", who=self.story.people[_FITS], employer=_EMPLOYER["name"])

    def trained(self, courses: Iterable[str]) -> None:
        """Say that the course is over: its college issues the badge, which comes in as any other."""
        catalogue = {one.id: one for one in Catalogue.load(self.story.programme / "courses.toml").courses}
        person = Identity.parse(self.story.people[_NEARLY])
        for name in courses:
            issuer = next(one for one in self.story.issuers.values() if one.settings.id == catalogue[name].college.id)
            issued = issuer.issue(issuer.achievement(name), to=person.value)
            issuer.write_hosted()
            self._intake(_NEARLY, [Path(str(issued.file))])
            self.story.say("exchange_trained", who=person.value, course=name, college=issuer.settings.name)
        self._answer()
