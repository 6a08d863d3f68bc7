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

_OURS = Path(mexbadge.__file__).parent
_VACANCY = {
    "schema": "urn:mexbadge:schema:vacancy-1",
    "id": "v",
    "title": {"de": "Pflegekraft", "en": "Care worker"},
    "requirements": [{"skill": "http://data.europa.eu/esco/skill/1"}],
}
_TRIED = """
import json, re, sys
from pathlib import Path
from mexbadge import texts
from mexbadge.cli import main
from mexbadge.deliver import Link
from mexbadge.issuer.folder.settings import read_settings
from mexbadge.issuer.mailing import composing, notices, wording
from mexbadge.match.exchange.forms import Employer
from mexbadge.match.exchange.telling import Tells
from mexbadge.match.exchange.wording import LetterTexts
from mexbadge.models.forms import form_of

def run(*words):
    return main(list(words))

told = {"languages": texts.LANGUAGES, "help": run("--lang", "de", "explain", "dates_expired")}
told["init"] = run("init", "folder", "--name", "College", "--url", "https://college.example", "--languages", "de,fr",
                   "--no-passphrase")
told["settings"] = read_settings(Path("folder")).languages
told["publish"] = run("publish", "folder", "--out", "site")
told["pages"] = sorted(str(path.parent) for path in Path("site").glob("*/index.html"))
run("init", "three", "--name", "C", "--url", "https://three.example", "--languages", "fr,de,en", "--no-passphrase")
run("publish", "three", "--out", "site3")
told["links"] = {}
for page in Path("site3").glob("**/index.html"):
    found = re.findall('<link rel="alternate" hreflang="(..)" href="([^"]*)"', page.read_text())
    told["links"][str(page)] = {lang: (page.parent / href / "index.html").resolve().is_file() for lang, href in found}
told["vacancy"] = run("vacancy", "template", "--lang", "de", "--out", "vacancy.csv")
Path("vacancy.json").write_text(json.dumps(json.loads(sys.argv[1])))
told["posting"] = run("vacancy", "export", "vacancy.json", "--posting-lang", "de", "--out", "posting.json")
told["posted"] = json.loads(Path("posting.json").read_text())["title"]
Path("folder/mail").mkdir(exist_ok=True)
Path("folder/mail/new.de.md").write_text("Subject: Neu\\n\\nGuten Tag\\n")
values = {**dict.fromkeys(wording.FIELDS, ""), "link": Link("https://college.example/b/1/")}
mail = wording.Wording.read(Path("folder"))
told["mail"] = {lang: mail.fill(notices.Notice.REVOKED, lang, values)[0].text for lang in ("en", "de")}
told["own"] = mail.fill(notices.Notice.NEW, "de", values)[0].text
employer = {"id": "e", "name": "E", "email": "e@e.example", "language": "de"}
told["employer"] = form_of(Employer, employer).language
letters = LetterTexts.read(Path("folder"))
told["letters"] = {lang: letters.fill(Tells.CONFIRM, lang, {})[0].text for lang in ("en", "de")}
Path("told.json").write_text(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a mexbadge says to which somebody gave a catalogue "de", a copy of the English one."""
    place = tmp_path_factory.mktemp("third")
    made = place / "mexbadge"
    (made / "_data").mkdir(parents=True)
    for source in (*_OURS.iterdir(), *(_OURS / "_data").iterdir()):
        if source.name not in {"_data", "locale", "texts", "__init__.py", "__pycache__"}:
            (made / source.relative_to(_OURS)).symlink_to(source)
    shutil.copy(_OURS / "__init__.py", made)
    shutil.copytree(_OURS / "texts", made / "texts")
    shutil.copytree(_OURS / "_data" / "locale", made / "_data" / "locale")
    shutil.copytree(made / "_data" / "locale" / "en", made / "_data" / "locale" / "de")
    environment = os.environ | {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
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
    assert told["languages"] == ["en", "de", "fr"]
    assert told["posted"] == "Pflegekraft"
    assert [told[name] for name in ("help", "init", "publish", "vacancy", "posting")] == [0] * 5


def test_a_college_may_have_it_first_and_its_site_is_in_it(told: Any) -> None:
    assert told["settings"] == ["de", "fr"]
    assert "site/fr" in told["pages"]
    assert "site/en" not in told["pages"]


def test_of_three_languages_each_page_leads_to_the_same_one_in_both_others(told: Any) -> None:
    for page, found in told["links"].items():
        own = {"de", "fr"} & set(Path(page).parts) or {"en"}
        assert found == dict.fromkeys({"de", "en", "fr"} - own, True), page
    assert len(told["links"]) > 6


def test_people_are_written_to_in_it_and_what_it_has_no_template_of_is_said_in_english(told: Any) -> None:
    assert told["mail"]["de"] == told["mail"]["en"]
    assert told["own"].startswith("Guten Tag")
    assert told["letters"]["de"] == told["letters"]["en"]


def test_an_employer_may_ask_for_it(told: Any) -> None:
    assert told["employer"] == "de"
