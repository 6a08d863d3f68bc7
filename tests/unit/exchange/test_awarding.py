"""A course was completed: its badge is issued out of a real folder, and the match runs again."""

from pathlib import Path
from typing import Any

import pytest

from exchanging import Mex, answer_to, as_json, employer, letters_of, opening, person, school
from issuing import AISHA, DID, Folder
from mexbadge import _json
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Filters
from mexbadge.match import MatchSettings
from mexbadge.match.exchange import ExchangeConfig
from mexbadge.match.exchange.awarding import Completed
from mexbadge.models.forms import form_of
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy
from mexbadge.workflows.awarding import award_from

SKILLS = "https://skills.example"


class Scene:
    """Aisha has one of two skills, and completed the course for the other."""

    def __init__(self, path: Path) -> None:
        self.path = path / "badges"
        self.folder = Folder(self.path)
        self.college = self.folder.create()
        for name in ("care", "lifts"):
            aligned = {
                "type": ["Alignment"],
                "targetName": name,
                "targetUrl": f"{SKILLS}/{name}",
                "targetType": "ceasn:Competency",
            }
            made = Achievement(name.title(), "Does it.", "Assessed.", slug=name, members={"alignment": [aligned]})
            self.college.add(made)
        taxonomy = Taxonomy.of([Skill(f"{SKILLS}/{one}", Words.of({"en": one})) for one in ("care", "lifts")])
        self.mex = Mex(path / "mex", self.folder.clock, settings=MatchSettings(taxonomy, fetch=self.published)).create(
            hold=False
        )
        course = {
            "id": "lifts",
            "name": "Lifts",
            "college": "lakeshore",
            "teaches": [f"{SKILLS}/lifts"],
            "awards": [self.college.achievement("lifts").id],
            "cost": 10,
            "days": 3,
        }
        listed = {"colleges": [{"id": "lakeshore", "name": "Lakeshore"}], "courses": [course]}
        self.mex.bring_in(
            {
                "employers": [("e.json", as_json(employer()))],
                "colleges": [("c.json", as_json(school(issuer=DID)))],
                "applicants": [("a.json", as_json(person("aisha", document={"identities": [AISHA]})))],
                "courses": [("k.json", _json.dumps(listed).encode())],
                "vacancies": [("v.json", as_json(opening("psw", f"{SKILLS}/care", f"{SKILLS}/lifts")))],
            }
        )
        inbox = path / "in"
        inbox.mkdir()
        self.college.issue("care", to=AISHA).save(inbox / "care.png")
        assert [one.came.value for one in self.mex.intake(inbox)] == ["kept"]
        self.say(AISHA)
        assert self.run() == [("planned", "aisha")]
        self.say(AISHA)
        for _ in ("seat", "done"):
            self.say("office@lakeshore.example")

    def published(self, request: Any) -> Any:
        return ResourceSet.load(self.path / "hosted")(request)

    def say(self, who: str) -> None:
        (letter,) = (one for one in letters_of(self.mex) if who in str(one["To"]))
        (read,) = self.mex.inbox([("a.eml", answer_to(letter, "yes"))])
        assert read.read.value == "answered"

    def run(self, **given: Any) -> list[tuple[str, str]]:
        return [(one.kind, one.subject) for one in self.mex.run(**given)]

    def issued(self) -> int:
        return len(list(self.college.list(Filters(achievement="lifts"))))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_the_badge_is_issued_once_comes_in_and_the_match_runs_again(scene: Scene) -> None:
    assert scene.run() == [], "without anybody who issues, the badge is awaited"
    award = award_from({DID: scene.path}, clock=scene.folder.clock)
    (seat,) = scene.mex.person("aisha")["seats"]
    assert scene.run(dry=True, award=award) == []
    assert scene.issued() == 0
    assert scene.run(award=award) == [("awarded", seat["id"]), ("decided", "psw aisha")]
    assert scene.issued() == 1
    assert scene.run(award=award) == []
    assert scene.issued() == 1


def test_a_kill_between_issuing_and_taking_in_issues_nothing_twice(scene: Scene) -> None:
    award = award_from({DID: scene.path}, clock=scene.folder.clock)

    def killed(one: Completed) -> bytes:
        award(one)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scene.mex.run(award=killed)
    assert scene.issued() == 1
    assert [kind for kind, _ in scene.run(award=award)] == ["awarded", "decided"]
    assert scene.issued() == 1


def test_what_is_not_published_yet_waits_for_the_next_run(scene: Scene) -> None:
    award = award_from({DID: scene.path}, clock=scene.folder.clock)
    there = scene.mex.settings
    scene.mex.settings = MatchSettings(there.taxonomy, fetch=ResourceSet.of({}))
    assert "award-later" in [kind for kind, _ in scene.run(award=award)]
    scene.mex.settings = there
    assert [kind for kind, _ in scene.run(award=award)] == ["awarded", "decided"]
    assert scene.issued() == 1


def test_of_a_course_with_two_badges_the_one_that_waited_is_awarded_by_the_next_run(scene: Scene) -> None:
    more = scene.college.add(Achievement("Second", "Does it.", "Assessed.", slug="second"))
    first = scene.college.achievement("lifts").id
    course = {"id": "lifts", "name": "Lifts", "college": "lakeshore", "teaches": [f"{SKILLS}/lifts"]}
    listed = {**course, "awards": [first, more.id], "cost": 10, "days": 3}
    document = {"colleges": [{"id": "lakeshore", "name": "Lakeshore"}], "courses": [listed]}
    scene.mex.bring_in({"courses": [("k.json", _json.dumps(document).encode())]})
    award = award_from({DID: scene.path}, clock=scene.folder.clock)
    found = scene.mex.run(award=lambda one: award(one) if one.achievement == first else None)
    assert [one.kind for one in found] == ["awarded", "decided"]
    (later,) = (one for one in scene.mex.run(award=award) if one.kind == "awarded")
    assert later.facts["achievement"] == more.id
    assert scene.run(award=award) == []


def test_a_badge_that_came_in_by_itself_is_not_issued_again(scene: Scene, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    scene.college.issue("lifts", to=AISHA).save(own / "lifts.png")
    assert [one.came.value for one in scene.mex.intake(own)] == ["kept"]
    found = scene.run(award=award_from({DID: scene.path}, clock=scene.folder.clock))
    assert [kind for kind, _ in found] == ["decided"]
    assert scene.issued() == 1


@pytest.mark.parametrize("other", [b"no badge", None])
def test_whatever_else_is_given_for_a_badge_counts_for_nothing(scene: Scene, other: bytes | None) -> None:
    found = scene.run(award=lambda _: other)
    assert [kind for kind, _ in found] == ([] if other is None else ["failed"])


def test_another_folder_than_the_college_s_issues_nothing(scene: Scene, tmp_path: Path) -> None:
    other = Folder(tmp_path / "other").create(url="https://other.example")
    assert other.settings.id != DID
    found = scene.mex.run(award=award_from({DID: tmp_path / "other"}, clock=scene.folder.clock))
    assert [(one.kind, one.facts["code"]) for one in found] == [("failed", "exchange_award_folder")]


def test_a_badge_of_another_person_counts_for_nothing(scene: Scene) -> None:
    def wrong(_: Completed) -> bytes:
        return scene.college.issue("lifts", to="eve@learner.example").credential

    assert [one.facts["code"] for one in scene.mex.run(award=wrong)] == ["exchange_awarded_wrong"]


def test_the_settings_name_the_folder_of_each_college() -> None:
    mail = {"sender": "MEX <mex@mex.example>", "postal": "1 King St"}
    config = form_of(ExchangeConfig, {"name": "MEX", "issuers": {DID: "../badges"}, "mail": mail})
    assert f'issuers = {{"{DID}" = "../badges"}}' in config.text()
