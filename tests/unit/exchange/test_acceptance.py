"""The story that the exchange is for, told whole: with a real mail server, on SQLite (the slow suite: PostgreSQL)."""

from pathlib import Path

from exchange_story import told


def test_one_is_matched_and_hired_the_other_trained_and_matched_and_a_revocation_re_opens(tmp_path: Path) -> None:
    told(tmp_path, {})
