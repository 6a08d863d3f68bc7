import re
from pathlib import Path

import pytest

import mexbadge
from catalogue import of_room
from mexbadge.verify.ob2_codes import Ob2Code

SENTENCES = of_room("ob2")
ISSUING = {"ob2_issue_recipient", "ob2_issue_key", "ob2_convert_date", "ob2_convert_recipient"}
INFORMATION = {
    "ob2_format",
    "ob2_address",
    "ob2_payload_both",
    "ob2_upgraded",
    "ob2_context",
    "ob2_model",
    "ob2_hosted",
    "ob2_signature",
    "ob2_signed_and_hosted",
    "ob2_scope",
    "ob2_scope_recorded",
    "ob2_not_revoked",
    "ob2_not_on_list",
    "ob2_no_list",
    "ob2_extension",
    "ob2_endorsement",
    "ob2_image",
    "ob2_image_inside",
}


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert {str(code) for code in Ob2Code} | ISSUING == set(SENTENCES)


def test_every_code_that_the_models_write_is_one() -> None:
    root = Path(mexbadge.__file__).parent
    text = "".join(path.read_text() for path in (root / "models").glob("ob2*.py"))
    assert set(re.findall(r'"(ob2_\w+)"', text)) <= {str(code) for code in Ob2Code}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_is_whole_in_both_languages(code: str) -> None:
    sentence = SENTENCES[code]
    assert sentence.en
    assert sentence.fr
    assert sentence.en != sentence.fr
    assert sentence.about_en
    assert sentence.about_fr
    fields = re.compile(r"\{(\w+)\}")
    assert set(fields.findall(sentence.en)) == set(fields.findall(sentence.fr))
    if code not in INFORMATION:
        assert sentence.hint_en
        assert sentence.hint_fr
        assert sentence.hint_en != sentence.hint_fr
    for french in (sentence.fr, sentence.hint_fr or "", sentence.about_fr):
        assert not re.search(r"[^\s\u00a0][;!?»]", french)
        assert not re.search(r"[A-Za-zé]: ", french)
