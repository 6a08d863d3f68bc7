import re
from pathlib import Path

import mexbadge.cli.commands
import mexbadge.ledger
import mexbadge.verify.checks
from catalogue import of_room

SENTENCES = of_room("ledger")
FOLDERS = [Path(module.__path__[0]) for module in (mexbadge.ledger, mexbadge.verify.checks, mexbadge.cli.commands)]
FILES = [*FOLDERS[0].glob("*.py"), FOLDERS[1] / "ledger.py", FOLDERS[2] / "ledger.py", FOLDERS[2] / "receipt.py"]
FILES += [FOLDERS[2].parent / "log_options.py", FOLDERS[2].parent / "log_policies.py"]
TABLES = {"ledger_entries", "ledger_nodes", "ledger_head", "ledger_checkpoints", "ledger_openings"}
WRITTEN = {
    code for path in FILES for code in re.findall(r'"((?:ledger|cli_help_ledger)_[a-z_]+)"', path.read_text("utf-8"))
}


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    named = {code for code in SENTENCES if not code.startswith(("cli_purpose_", "cli_group_"))}
    assert named == (WRITTEN - TABLES) | {"ledger_head", "ledger_gone"}


def test_every_refusal_is_whole_in_both_languages() -> None:
    for code, sentence in SENTENCES.items():
        if code.startswith(("cli_", "ledger_said_", "ledger_count")):
            continue
        for english, french in ((sentence.en, sentence.fr), (sentence.about_en, sentence.about_fr)):
            assert english, code
            assert french, code
            assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", french)), code
        assert sentence.hint_en or code in {"ledger_included", "ledger_witnessed"}, code
