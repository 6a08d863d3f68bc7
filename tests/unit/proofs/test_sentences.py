"""Every code of the room has its sentence, and every sentence is used."""

import re
from pathlib import Path

from catalogue import of_room

SENTENCES = of_room("proofs")
ROOM = Path(__file__).resolve().parents[3] / "src" / "mexbadge" / "proofs"


def test_every_code_has_a_sentence_and_every_sentence_a_use() -> None:
    source = "\n".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    used = set(re.findall(r'"(proof_[a-z0-9_]+)"', source))
    assert used == set(SENTENCES)


def test_every_sentence_is_whole_in_both_languages() -> None:
    for code, sentence in SENTENCES.items():
        assert sentence.hint_en, code
        assert sentence.hint_fr, code
        assert sentence.about_en, code
        assert sentence.about_fr, code
        pairs = (
            (sentence.en, sentence.fr),
            (sentence.hint_en, sentence.hint_fr),
            (sentence.about_en, sentence.about_fr),
        )
        for english, french in pairs:
            assert english != french, code
            assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", french)), code
            assert not re.search(r"[^\s ][:;!?](\s|$)", french), (code, french)
