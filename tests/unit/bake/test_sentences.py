import re
from pathlib import Path

import mexbadge.bake
from catalogue import of_room

SENTENCES = of_room("bake")
SOURCE = Path(mexbadge.bake.__file__).parent
RAISED = {code for path in SOURCE.glob("*.py") for code in re.findall(r'"(bake_[a-z0-9_]+)"', path.read_text("utf-8"))}


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert set(SENTENCES) == RAISED


def test_every_sentence_is_whole_in_both_languages() -> None:
    for code, sentence in SENTENCES.items():
        pairs = [
            (sentence.en, sentence.fr),
            (sentence.hint_en, sentence.hint_fr),
            (sentence.about_en, sentence.about_fr),
        ]
        for english, french in pairs:
            assert english, code
            assert french, code
            assert english != french, code
            assert re.findall(r"\{\w+\}", english) == re.findall(r"\{\w+\}", french), code
            assert not re.search(r"[^ \u00a0][;!?»](?!\w)|\w: ", french), code
