"""What an achievement says in other languages: for pages, cards and links; no badge bears it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuing import AISHA, BEN, DEMENTIA, Folder
from mexbadge.credentials.achievement import TRANSLATED, complete, translations_of
from mexbadge.deliver import Mailbox
from mexbadge.errors import InputError, SchemaError
from mexbadge.issuer import Achievement, Form, Issuer
from mexbadge.issuer.checkup import check_folder
from mexbadge.issuer.folder.catalogue import in_language
from mexbadge.issuer.folder.mail_settings import MailSettings
from mexbadge.issuer.mailing.composing import Composer
from mexbadge.issuer.mailing.notices import Notice
from mexbadge.issuer.mailing.wording import Wording

_FRENCH = {"name_fr": "Soins de la démence", "description_fr": "Soigne.", "criteria_fr": "Évalué *en stage*."}
_BOTH = Achievement(
    "Care",
    "Cares.",
    "Assessed.",
    slug="care",
    members={"achievementType": "MicroCredential", "inLanguage": "en-CA"},
    translations=_FRENCH,
)


def _add(issuer: Issuer, line: str) -> None:
    path = issuer.folder / "achievements/care.toml"
    path.write_text(f"{line}\n{path.read_text('utf-8')}", "utf-8")


def _told(issuer: Issuer) -> set[str]:
    return {one.code for one in check_folder(issuer.folder, issuer, at=issuer.now())}


@pytest.mark.parametrize("form", list(Form))
def test_no_badge_bears_what_is_said_in_another_language(tmp_path: Path, form: Form) -> None:
    issuer = Folder(tmp_path / "badges").create(form=form, email="b@example.ca")
    issuer.add(_BOTH)
    badge = issuer.issue("care", to=AISHA, language="fr")
    hosted = [path.read_text("utf-8") for path in (tmp_path / "badges/hosted").rglob("*.json")]
    whole = "".join([json.dumps(badge.document, ensure_ascii=False), *hosted])
    assert "Assessed." in whole
    for text in ("Soins", "Soigne", "_fr", "en stage"):
        assert text not in whole


def test_what_the_file_says_is_read_again_and_kept(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create()
    found = issuer.add(_BOTH)
    assert found.translations == _FRENCH
    assert found.members == _BOTH.members
    assert [found.called(lang) for lang in ("fr", "fr-CA", "en", None, "de")] == [
        *["Soins de la démence"] * 2,
        *["Care"] * 3,
    ]


def test_another_translation_is_no_new_version_and_that_of_then_has_none(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create()
    issuer.add(_BOTH)
    first = issuer.record(issuer.issue("care", to=AISHA).id)
    path = issuer.folder / "achievements/care.toml"
    path.write_text(path.read_text("utf-8").replace("Soins de la", "Soins pour la"), "utf-8")
    assert issuer.achievement("care").id == first.achievement
    assert [one.called("fr") for one in issuer.versions("care")] == ["Soins pour la démence"]
    path.write_text(path.read_text("utf-8").replace("Cares.", "Cares well."), "utf-8")
    second = issuer.record(issuer.issue("care", to=BEN).id)
    assert second.achievement != first.achievement
    assert [one.called("fr") for one in issuer.versions("care")] == ["Care", "Soins pour la démence"]
    versions = [issuer.version_of(record) for record in (first, second)]
    assert [one and one.called("fr") for one in versions] == ["Care", "Soins pour la démence"]


def test_a_file_that_cannot_be_read_stops_no_letter(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create()
    issuer.add(_BOTH)
    record = issuer.record(issuer.issue("care", to=AISHA).id)
    (issuer.folder / "achievements/care.toml").write_text("name = ", "utf-8")
    version = issuer.version_of(record)
    assert version is not None
    assert version.called("fr") == "Care"


def test_letters_name_it_in_the_language_that_they_are_written_in(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create(languages=["fr", "en"], name_fr="Le Collège")
    issuer.add(_BOTH)
    composer = Composer(issuer, MailSettings(sender="b@example.ca", postal="1 Rue"), Wording.read(issuer.folder))
    said = []
    for who, language in ((AISHA, "en"), (BEN, None)):
        badge = issuer.issue("care", to=who, language=language)
        letter = composer.letter(issuer.record(badge.id), Notice.NEW)
        said.append((letter.language, "Care" in letter.text, "Soins de la démence" in letter.text))
        assert letter.sender == Mailbox.parse("b@example.ca", what="sender")
    assert said == [("en", True, False), ("fr", False, True)]


def test_a_description_in_french_is_that_of_french_badges(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create(
        description="A college.", description_fr="Un collège.", name_fr="Collège"
    )
    again = Folder(tmp_path / "badges").open()
    assert again.settings == issuer.settings
    found = {}
    for language, who in ((None, AISHA), ("fr-CA", BEN)):
        profile = issuer.issue("dementia-care", to=who, language=language).document["issuer"]
        found[language] = (profile["name"], profile["description"])
    assert found == {None: ("Example College", "A college."), "fr-CA": ("Collège", "Un collège.")}


def test_a_description_that_is_missing_in_french_is_told(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "a").create(description="A college.", name_fr="Collège")
    assert "college_no_description_fr" in _told(issuer)
    described = Folder(tmp_path / "b").create(description="A college.", description_fr="Un collège.")
    english = Folder(tmp_path / "c").create(description="A college.", languages=["en"])
    assert "college_no_description_fr" not in _told(described) | _told(english)


@pytest.mark.parametrize("name", ["name_fr", "description_fr", "criteria_fr"])
def test_what_is_no_text_and_what_is_still_a_templates_is_refused(tmp_path: Path, name: str) -> None:
    issuer = Folder(tmp_path / "badges").create()
    issuer.add(DEMENTIA)
    issuer.add(Achievement("Care", "Cares.", "Assessed.", slug="care"))
    _add(issuer, f"{name} = 7")
    with pytest.raises(SchemaError) as caught:
        issuer.issue("care", to=AISHA)
    assert [(one.code, one.where) for one in caught.value.problems] == [("issuer_translation", f"/{name}")]
    path = issuer.folder / "achievements/care.toml"
    path.write_text(path.read_text("utf-8").replace(f"{name} = 7", f'{name} = "CHANGE ME: that"'), "utf-8")
    with pytest.raises(InputError) as refused:
        issuer.issue("care", to=AISHA)
    assert refused.value.code == "issuer_placeholder"


_TEXT = st.text(min_size=1, max_size=20)


@given(
    st.dictionaries(st.sampled_from(sorted(TRANSLATED)), _TEXT), st.sampled_from([None, "en", "en-CA", "fr", "fr-CA"])
)
def test_what_was_awarded_is_said_in_its_own_language_and_a_translation_only_in_its_own(
    given: dict[str, str], own: str | None
) -> None:
    said = translations_of(given)
    assert said == {name: text for name, text in given.items() if text.strip()}
    for language in ("en", "fr", "fr-CA", "de", None):
        text, really = in_language("Care", "name", said, language, own=own)
        base = (language or "").partition("-")[0]
        if (own or "").startswith(base or "-") or f"name_{base}" not in said:
            assert (text, really) == ("Care", own)
        else:
            assert (text, really) == (said[f"name_{base}"], base)
    whole = complete({**given, "id": "https://a.example/1", "name": "n", "description": "d", "criteria": "c"})
    assert not TRANSLATED & whole.keys()
