"""A third language is one file: a catalogue that lies in its folder is known wherever languages are named."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import mexbadge

pytestmark = pytest.mark.slow  # every room is loaded anew, in a process that knows the language

_OURS = Path(mexbadge.__file__).parent
_TOOLS = Path(__file__).resolve().parents[2] / "tools"
_VACANCY = {
    "schema": "urn:mexbadge:schema:vacancy-1",
    "id": "v",
    "title": {"qaa": "Pflegekraft", "en": "Care worker"},
    "requirements": [{"skill": "http://data.europa.eu/esco/skill/1"}],
}
_TRIED = """
import json, posixpath, re, sys
from datetime import UTC, datetime
from pathlib import Path
from mexbadge import texts
from mexbadge.cli import main
from mexbadge.deliver import Link
from mexbadge.issuer.folder.settings import read_settings
from mexbadge.issuer.mailing import composing, notices, wording
from mexbadge.match.exchange.board_page import board_files
from mexbadge.match.exchange.forms import Employer
from mexbadge.match.exchange.telling import Tells
from mexbadge.match.exchange.wording import LetterTexts
from mexbadge.models.forms import form_of
from reference_pages import pages

def run(*words):
    return main(list(words))

told = {"languages": texts.LANGUAGES, "help": run("--lang", "qaa", "explain", "dates_expired")}
told["init"] = run("init", "folder", "--name", "College", "--url", "https://college.example", "--languages", "qaa,fr",
                   "--no-passphrase")
told["settings"] = read_settings(Path("folder")).languages
told["publish"] = run("publish", "folder", "--out", "site")
told["pages"] = sorted(str(path.parent) for path in Path("site").glob("*/index.html"))
run("init", "three", "--name", "C", "--url", "https://three.example", "--languages", "fr,qaa,en", "--no-passphrase")
said = 'name = "Care"\\ndescription = "Cares."\\ncriteria = "Assessed."\\nname_fr = "Soins"\\nname_qaa = "Pflege"\\n'
Path("three/achievements/care.toml").write_text(said)
Path("three/achievements/first-micro-credential.toml").unlink()
run("publish", "three", "--out", "site3")
told["links"] = {}
for page in Path("site3").glob("**/index.html"):
    found = re.findall('<link rel="alternate" hreflang="([a-z]+)" href="([^"]*)"', page.read_text())
    told["links"][str(page)] = {lang: (page.parent / href / "index.html").resolve().is_file() for lang, href in found}
told["root"], told["usual"] = {}, {}
for page in Path("site3").glob("**/index.html"):
    text = page.read_text()
    told["root"][str(page)] = re.findall('<html lang="([a-z]+)"', text)
    (usual,) = re.findall('hreflang="x-default" href="([^"]*)"', text)
    told["usual"][str(page)] = re.findall('<html lang="([a-z]+)"', (page.parent / usual / "index.html").read_text())
care = [Path("site3/catalogue/care", lang, "index.html").read_text() for lang in ("", "qaa", "en")]
told["names"] = [re.findall("<h1>([A-Za-z]+)</h1>", page) for page in care]
told["vacancy"] = run("vacancy", "template", "--lang", "qaa", "--out", "vacancy.csv")
Path("vacancy.json").write_text(json.dumps(json.loads(sys.argv[1])))
told["posting"] = run("vacancy", "export", "vacancy.json", "--posting-lang", "qaa", "--out", "posting.json")
told["posted"] = json.loads(Path("posting.json").read_text())["title"]
Path("folder/mail").mkdir(exist_ok=True)
Path("folder/mail/new.qaa.md").write_text("Subject: Neu\\n\\nGuten Tag\\n")
values = {**dict.fromkeys(wording.FIELDS, ""), "link": Link("https://college.example/b/1/")}
mail = wording.Wording.read(Path("folder"))
told["mail"] = {lang: mail.fill(notices.Notice.REVOKED, lang, values)[0].text for lang in ("en", "qaa")}
told["own"] = mail.fill(notices.Notice.NEW, "qaa", values)[0].text
employer = {"id": "e", "name": "E", "email": "e@e.example", "language": "qaa"}
told["employer"] = form_of(Employer, employer).language
letters = LetterTexts.read(Path("folder"))
told["letters"] = {lang: letters.fill(Tells.CONFIRM, lang, {})[0].text for lang in ("en", "qaa")}
empty = ("decideSoon", "damaged", "heldMessages", "waiting", "notSent", "approvalsEnding", "runs")
names = dict.fromkeys(texts.LANGUAGES, "MEX")
board = board_files({**{name: [] for name in empty}, "over": {}}, names, at=datetime.now(UTC))
told["board"] = {path: re.findall('hreflang="([a-z]+)"', page.decode()) for path, page in board.items()}
told["board links"] = [
    posixpath.normpath(posixpath.join(posixpath.dirname(path), href)) in board
    for path, page in board.items() for href in re.findall('<a href="([^"]*)"', page.decode())
]
Path("design.toml").write_text('title = "Soins"\\n')
told["design"] = run("design", "design.toml", "--out", "drawn.svg", "--lang", "qaa")
told["drawn"] = re.findall('<title lang="([a-z]+)">', Path("drawn.svg").read_text())
told["reference"] = sorted(pages())
Path("told.json").write_text(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a mexbadge says to which somebody gave a catalogue "qaa", a copy of the English one.

    The code is set apart for private use, so that nobody ever brings a catalogue of that name.
    """
    place = tmp_path_factory.mktemp("third")
    made = place / "mexbadge"
    (made / "_data").mkdir(parents=True)
    for source in (*_OURS.iterdir(), *(_OURS / "_data").iterdir()):
        if source.name not in {"_data", "locale", "texts", "__init__.py", "__pycache__"}:
            (made / source.relative_to(_OURS)).symlink_to(source)
    shutil.copy(_OURS / "__init__.py", made)
    shutil.copytree(_OURS / "texts", made / "texts")
    for lang, name in (("en", "en"), ("fr", "fr"), ("en", "qaa")):
        shutil.copytree(_OURS / "_data" / "locale" / lang, made / "_data" / "locale" / name)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join((str(place), str(_TOOLS))),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", _TRIED, json.dumps(_VACANCY)],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((place / "told.json").read_text())


def test_the_command_line_knows_it(told: Any) -> None:
    assert told["languages"] == ["en", "fr", "qaa"]
    assert told["posted"] == "Pflegekraft"
    assert [told[name] for name in ("help", "init", "publish", "vacancy", "posting")] == [0] * 5


def test_a_college_may_have_it_first_and_its_site_is_in_it(told: Any) -> None:
    assert told["settings"] == ["qaa", "fr"]
    assert "site/fr" in told["pages"]
    assert not {"site/en", "site/qaa"} & set(told["pages"])


def test_of_three_languages_each_page_leads_to_the_same_one_in_both_others(told: Any) -> None:
    for page, found in told["links"].items():
        own = {"qaa", "en"} & set(Path(page).parts) or {"fr"}
        assert found == dict.fromkeys({"qaa", "en", "fr"}, True), page
        assert told["root"][page] == list(own)
        assert told["usual"][page] == ["fr"]
    assert len(told["links"]) > 6


def test_what_a_college_awards_may_be_named_in_it(told: Any) -> None:
    assert told["names"] == [["Soins"], ["Pflege"], ["Care"]]


def test_people_are_written_to_in_it_and_what_it_has_no_template_of_is_said_in_english(told: Any) -> None:
    assert told["mail"]["qaa"] == told["mail"]["en"]
    assert told["own"].startswith("Guten Tag")
    assert told["letters"]["qaa"] == told["letters"]["en"]


def test_an_employer_may_ask_for_it(told: Any) -> None:
    assert told["employer"] == "qaa"


def test_the_administrators_board_has_a_page_in_it_and_each_leads_to_both_others(told: Any) -> None:
    others = {"index.html": ["fr", "qaa"], "fr/index.html": ["en", "qaa"], "qaa/index.html": ["en", "fr"]}
    assert told["board"] == others
    assert told["board links"] == [True] * 6


def test_a_drawn_badge_says_in_it_what_it_shows(told: Any) -> None:
    assert told["design"] == 0
    assert told["drawn"] == ["en", "fr", "qaa"]


def test_the_reference_has_the_pages_that_it_had(told: Any) -> None:
    """``make schemas`` works with it; that it gets pages of its own is for whoever brings it to decide."""
    assert told["reference"] == ["cli.fr.md", "cli.md", "codes.fr.md", "codes.md"]
