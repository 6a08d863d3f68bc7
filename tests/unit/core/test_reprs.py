"""What a Python developer meets at the prompt is one line that says what it is, with nothing hidden in it.

Every class that a room offers is walked: one that says of itself what it is has a maker in :func:`objects`, one that
leaves that to its fields shows none of them that says who somebody is, or a secret.
"""

import dataclasses
import enum
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from issuing import Folder
from mexbadge.badge import Person
from mexbadge.deliver import Account, Envelope, MailServer, Outbox, Pace
from mexbadge.fetch import Cache, HttpFetcher, Recorder
from mexbadge.ld import JsonLdReading
from mexbadge.match import Applicant, Match, Vacancy, assess, plan_for
from mexbadge.models.identity import Identity
from mexbadge.models.language import Words
from mexbadge.pathways import Evaluation, evaluate, pathway_of
from mexbadge.plan import Catalogue, Plan, Step
from mexbadge.skills import SkillProfile, Taxonomy, holdings_of, load_taxonomy, profile_of
from mexbadge.store import Database
from mexbadge.testing import Badges, World
from mexbadge.texts.notebook import listed
from mexbadge.verify import Policy, TrustList

ROOT = Path(__file__).resolve().parents[3]
PROGRAMME = ROOT / "examples" / "programme"
ADDRESS = "aisha@example.ca"
ROOMS = [path.name for path in sorted((ROOT / "src" / "mexbadge").iterdir()) if (path / "__init__.py").is_file()]
ROOMS += [path.stem for path in sorted((ROOT / "src" / "mexbadge").glob("[a-z]*.py"))]
_PERSONAL = re.compile(
    r"recipient|identit|^to$|address|e?mail|person|passw|secret|passphrase|token|seed|private_?key|^user$|holder|learner"
)
_OF_NOBODY = {
    ("Person", "identities"): "an identity says of itself only of which type it is",
    ("Award", "recipient"): "likewise",
    ("KeyThere", "address"): "where a key is published",
    ("ToMap", "address"): "which skill it is",
}
"""Fields that are called as if they said who somebody is, and do not."""


def classes() -> Iterator[type]:
    """Yield each class of which somebody may have an instance in hand: no list of words, no error, no protocol."""
    seen = set()
    for room in ROOMS:
        module = __import__(f"mexbadge.{room}", fromlist=["*"])
        for name in getattr(module, "__all__", ()):
            one = getattr(module, name)
            if inspect.isclass(one) and one.__module__.startswith("mexbadge.") and one not in seen:
                seen.add(one)
                if not issubclass(one, (enum.Enum, BaseException, str)) and not getattr(one, "_is_protocol", False):
                    yield one


CLASSES = list(classes())


def shows_its_fields(one: type) -> bool:
    """Return whether its repr is the one that Python writes for a record, field by field."""
    return hasattr(one.__repr__, "__wrapped__") or hasattr(one, "_fields")


def objects(folder: Path) -> dict[type, object]:
    world = World()
    issued = Badges(world)(achievement={"name": "Care\u202e of\nresidents"})
    report = world.verify(issued)
    holdings = holdings_of([report], person=Person.of("aisha@example.ca"))
    profile = profile_of(holdings)
    vacancy = Vacancy.load(PROGRAMME / "vacancies" / "psw-nights.json")
    pathway = pathway_of(tomllib.loads((PROGRAMME / "pathway.toml").read_text(encoding="utf-8")))
    catalogue = Catalogue.load(PROGRAMME / "courses.toml")
    match = assess(profile, vacancy, at=world.at)
    plan = plan_for(match, catalogue.courses)
    found: list[object] = [issued, report, report.badge, profile, vacancy, match, plan, pathway, catalogue]
    found += [holdings[0], evaluate(pathway, holdings, at=world.at), load_taxonomy(PROGRAMME / "skills.csv")]
    found += [Applicant.parse({"id": "aisha", "identities": ["aisha@example.ca"]}), Taxonomy.of(())]
    found.append(
        TrustList.load(
            b'{"schema": "urn:mexbadge:schema:trust-list-1", "name": "L", "validUntil": "2030-01-01T00:00:00Z",'
            b' "issuers": [{"id": "did:web:a.example", "name": "A"}]}'
        )
    )
    store = Database.open(folder / "store.db")
    account = Account("mail.example.ca", user=ADDRESS)
    found += [Folder(folder / "issuer").create(), store, Outbox(store), Cache(folder / "cache"), HttpFetcher()]
    found += [Pace(60, clock=float, sleep=float), account, MailServer(account, secret=lambda: "hunter2")]
    found += [Envelope("office@example.ca", ADDRESS), Identity.parse(ADDRESS), Person.of(ADDRESS)]
    found += [Recorder(world.fetch), JsonLdReading.of(issued.document), Policy(recipients=(ADDRESS,))]
    return {type(one): one for one in found}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[type, object]:
    return objects(tmp_path_factory.mktemp("reprs"))


def test_the_rooms_are_found() -> None:
    assert {"verify", "issuer", "match", "pathways", "bake", "errors", "badge"} <= set(ROOMS)
    assert len(CLASSES) > 100


@pytest.mark.parametrize("one", CLASSES, ids=lambda one: one.__name__)
def test_a_class_that_is_offered_says_what_it_is(one: type, made: dict[type, object]) -> None:
    """A class is a record, or somebody wrote how it shows itself: then an object of it is looked at below."""
    said: object = one.__repr__
    assert said is not object.__repr__
    assert shows_its_fields(one) or one in made, f"make one in objects(): {one.__name__}"


@pytest.mark.parametrize("one", [one for one in CLASSES if dataclasses.is_dataclass(one)], ids=lambda one: one.__name__)
def test_a_record_shows_no_secret_and_nobodys_address(one: type) -> None:
    shown = [field.name for field in dataclasses.fields(one) if field.repr and _PERSONAL.search(field.name)]
    if shows_its_fields(one):
        assert [name for name in shown if (one.__name__, name) not in _OF_NOBODY] == []


def test_each_object_says_what_it_is_on_one_line(made: dict[type, object]) -> None:
    for one, thing in made.items():
        said = repr(thing)
        assert one.__name__ in said, said
        assert "\n" not in said, said
        assert "\u202e" not in said, said
        assert ADDRESS not in said, said
        assert "hunter2" not in said, said
        assert len(said) <= 160 or shows_its_fields(one) or one is HttpFetcher, said


SEEN = [one for one in CLASSES if hasattr(one, "_repr_html_")]


def test_what_there_is_something_to_see_of_is_shown_in_a_notebook() -> None:
    assert {"Report", "Match", "Plan", "Evaluation", "SkillProfile"} <= {one.__name__ for one in SEEN}


@pytest.mark.parametrize("one", SEEN, ids=lambda one: one.__name__)
def test_what_a_notebook_shows_is_small_and_nothing_in_it_acts(one: type, made: dict[type, object]) -> None:
    page: str = made[one]._repr_html_()  # type: ignore[attr-defined]
    assert page.count("<") > 4
    assert len(page) < 40_000
    for bad in ("<script", "javascript:", "@import", "url(", "<link", "<img", "onerror", "\u202e", ADDRESS):
        assert bad not in page.lower()


HOSTILE = "<img src=x onerror=alert(1)>\u202e&\n\"'"
HARMLESS = "&lt;img src=x onerror=alert(1)&gt;\\u202e&amp;\\n"


@pytest.mark.parametrize("one", [Match, Plan, Evaluation, SkillProfile], ids=lambda one: one.__name__)
def test_a_name_in_a_notebook_is_a_text_and_no_markup(one: type, made: dict[type, object]) -> None:
    thing = made[one]
    name = {"en": HOSTILE}
    if isinstance(thing, Match):
        thing = dataclasses.replace(thing, vacancy=dataclasses.replace(thing.vacancy, title=Words.of(name)))
    elif isinstance(thing, Plan):
        course = dataclasses.replace(next(iter(made[Catalogue].courses)), name=Words.of(name))  # type: ignore[attr-defined]
        thing = Plan(courses=(course,), steps=(Step(course),))
    elif isinstance(thing, Evaluation):
        thing = dataclasses.replace(thing, pathway=dataclasses.replace(thing.pathway, name=Words.of(name)))
    elif isinstance(thing, SkillProfile):
        thing = thing.with_skill(HOSTILE)
    page: str = thing._repr_html_()  # type: ignore[attr-defined]
    assert "<img" not in page
    assert HARMLESS in page


def test_lines_become_nested_lists_and_too_many_are_cut() -> None:
    assert listed(["a", "b", "    c", "    d", "e"]) == (
        "<div><p><strong>a</strong></p><ul><li>b<ul><li>c</li><li>d</li></ul></li><li>e</li></ul></div>"
    )
    assert listed(["a"]) == "<div><p><strong>a</strong></p></div>"
    long = listed(map(str, range(1000)))
    assert long.count("<li>") == 201
    assert long.endswith("<li>200</li><li>…</li></ul></div>")
