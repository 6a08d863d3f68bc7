import pytest

from ledger_world import LOG, log_key, note_of, signer, witness_key
from mexbadge.errors import InputError, LedgerError, MexBadgeError
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ledger import Checkpoint, KeyType, LogPolicy, Note, NoteKey, SignatureLine, sign_checkpoint
from mexbadge.ledger.note import LINES, NOTE_BYTES, decimal, read_base64

GOOD = note_of(5, bytes(32)).to_bytes()
HEAD, _, LINE = GOOD.rpartition(b"\n\n")


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as refused:
        Note.parse(data)
    return refused.value.code


def test_a_note_comes_back_as_it_was() -> None:
    assert Note.parse(GOOD).to_bytes() == GOOD


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "ledger_note"),
        (b"text\n", "ledger_note"),
        (HEAD + b"\n\n", "ledger_note"),
        (GOOD[:-1], "ledger_note"),
        (GOOD.replace(b"\n", b"\r\n"), "ledger_note"),
        (GOOD.replace(b"log", b"l\tg"), "ledger_note"),
        (GOOD.replace("—".encode(), b"-"), "ledger_note"),
        (GOOD.replace(b"log.example/badges ", b"log.example/bad ges "), "ledger_name"),
        (GOOD.replace(b"log.example/badges ", b"log+example "), "ledger_name"),
        (GOOD.replace(b"log.example/badges ", b" "), "ledger_name"),
        (GOOD.replace(b"log.example/badges ", "log\u00a0x ".encode()), "ledger_name"),
        (GOOD.replace(b"log.example/badges ", b"\xff "), "ledger_note"),
        (HEAD + b"\n\n" + "— name AAAAAA==\n".encode(), "ledger_note"),
        (HEAD + b"\n\n" + "— name AAAAAAA\n".encode(), "ledger_note"),
        (HEAD + b"\n\n" + LINE * (LINES + 1), "ledger_lines"),
        (HEAD + b"\n\n" + "— n AAAAAAE=\n".encode() * 30_000, "ledger_lines"),
        (HEAD + b"\n\n" + LINE * 100_000, "ledger_too_large"),
        (b"x" * NOTE_BYTES + GOOD, "ledger_too_large"),
    ],
)
def test_what_is_no_note_is_refused_for_its_reason(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_text_may_hold_blank_lines() -> None:
    note = Note.parse(b"one\n\ntwo\n\n" + LINE)
    assert note.text == b"one\n\ntwo\n"


@pytest.mark.parametrize(
    "text",
    [
        b"log.example\n1\n",
        b"\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        b"log.example\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        b"log.example\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        b"log.example\n9223372036854775808\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        b"log.example\n1\nAAAA\n",
        b"log.example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
        b"log.example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nmore\n",
        b"log.example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        b"\xff\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: bytes) -> None:
    with pytest.raises(InputError) as refused:
        Checkpoint.parse(text)
    assert refused.value.code == "ledger_checkpoint"


@pytest.mark.parametrize("text", ["", "+1", "-1", "01", "1_0", " 1", "1 ", "１", "0x1", "9" * 19])  # noqa: RUF001
def test_a_number_has_one_spelling(text: str) -> None:
    assert decimal(text) is None


def test_numbers_and_base64_are_read() -> None:
    assert decimal("9223372036854775807") == 2**63 - 1
    assert read_base64("YQ==") == b"a"
    for text in ("YR==", "YQ", "YQ==\n", "Y Q==", "_-==", "é"):
        assert read_base64(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ledger_vkey"),
        ("name", "ledger_vkey"),
        ("name+7b65e0f2+AAAA=", "ledger_vkey"),
        ("name+7B65E0F2+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c", "ledger_vkey"),
        ("other+7b65e0f2+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c", "ledger_vkey"),
        ("name+7b65e0f2+AYqI4910CfGV", "ledger_vkey"),
        ("name+7b65e0f2+BoqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c", "ledger_key_type"),
        ("+7b65e0f2+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c", "ledger_name"),
        ("name+7b65e0f2+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "keys_small_order"),
    ],
)
def test_what_is_no_key_is_refused_for_its_reason(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        NoteKey.parse(text)
    assert refused.value.code == code


def test_a_log_is_signed_with_ed25519_only() -> None:
    other = LocalSigner.generate(KeyKind.P256, "urn:x")
    with pytest.raises(InputError) as refused:
        sign_checkpoint(Checkpoint(LOG, 0, bytes(32)), other)
    assert refused.value.code == "ledger_key_kind"


def test_a_witness_s_key_cannot_stand_for_a_log_s() -> None:
    with pytest.raises(InputError) as refused:
        LogPolicy(LOG, (witness_key(),))
    assert refused.value.code == "ledger_key_use"
    with pytest.raises(InputError) as refused:
        LogPolicy(LOG, ())
    assert refused.value.code == "ledger_no_log_key"


@pytest.mark.parametrize(
    ("note", "code"),
    [
        (note_of(5, bytes(32), origin="other.example/log"), "ledger_origin"),
        (note_of(5, bytes(32), seed=9), "ledger_unsigned"),
        (Note(b"log.example/badges\n", ()), "ledger_checkpoint"),
    ],
)
def test_a_checkpoint_of_somebody_else_is_refused(note: Note, code: str) -> None:
    with pytest.raises(MexBadgeError) as refused:
        LogPolicy(LOG, (log_key(),)).accept(note)
    assert refused.value.code == code


def test_a_failing_line_beside_a_good_one_of_the_same_key_refuses_the_note() -> None:
    note = note_of(5, bytes(32))
    bad = SignatureLine(LOG, log_key().id, bytes(64))
    with pytest.raises(LedgerError) as refused:
        LogPolicy(LOG, (log_key(),)).accept(note.with_lines([bad]))
    assert refused.value.code == "ledger_signature"


def test_a_log_may_change_its_key() -> None:
    policy = LogPolicy(LOG, (log_key(1), log_key(3)))
    assert policy.accept(note_of(5, bytes(32), seed=3)).checkpoint.size == 5
    assert NoteKey(LOG, KeyType.ED25519, signer(3).public_key) == log_key(3)
